-- Maximum-likelihood estimation: Gamma distribution (mean, shape).
--
--   f(x; mu, shape) =
--       (shape/mu)**shape*x**(shape-1)*exp(-shape*x/mu)/gamma(shape)
--   support: x > 0
--   mu: positive
--   shape: positive
--
-- Log-likelihood:
--
--   (shape - 1)*sum(log(x)) + (-shape*log(mu) + shape*log(shape) -
--       loggamma(shape))*n - shape*sum(x)/mu
--
-- Estimator (reduced):
--
--   mu = sum(x)/n
--   shape = the solution of (-log(mu) + log(shape) - polygamma(0, shape) +
--       1)*n + sum(log(x)) - sum(x)/mu = 0
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 17
--   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 8
--
-- Written by thetahat 0.1.0.
--
-- SQL has no digamma: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import exp, isfinite, log, pi, inf, nan, errstate, float64
--
--   def maximum(a, b):
--       return a if a > b else b
--
--   def minimum(a, b):
--       return a if a < b else b
--
--   def unbounded(lower, upper):
--       if isfinite(lower) or isfinite(upper):
--           return 0.0
--       return 1.0
--
--   def outward(u, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           if u < 0.0:
--               return lower + (upper - lower) * exp(u) / (1.0 + exp(u))
--           return upper - (upper - lower) * exp(-u) / (1.0 + exp(-u))
--       if isfinite(lower):
--           return lower + exp(u)
--       if isfinite(upper):
--           return upper - exp(u)
--       return u
--
--   def inward(t, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           return log((t - lower) / (upper - t))
--       if isfinite(lower):
--           return log(t - lower)
--       if isfinite(upper):
--           return log(upper - t)
--       return t
--
--   def stretch(u, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           e = exp(-maximum(u, -u))
--           return (upper - lower) * e / ((1.0 + e) * (1.0 + e))
--       if isfinite(lower):
--           return exp(u)
--       if isfinite(upper):
--           return -exp(u)
--       return 1.0
--
--   def farthest(lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           return 36.0
--       if isfinite(lower) or isfinite(upper):
--           return 690.0
--       return 1e+300
--
--   def digamma_tail(z):
--       w = 1.0 / (z * z)
--       odd = 1.0 / 240.0 - w * (1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0))
--       return -0.5 / z - w * (1.0 / 12.0 - w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd)))
--
--   def digamma(x):
--       if x < 0.0:
--           return nan
--       below = 0.0
--       z = x
--       while z < 10.0:
--           below = below + 1.0 / z
--           z = z + 1.0
--       return log(z) + digamma_tail(z) - below
--
--   def trigamma_tail(z):
--       w = 1.0 / (z * z)
--       odd = 1.0 / 30.0 - w * (5.0 / 66.0 - w * (691.0 / 2730.0 - w * (7.0 / 6.0)))
--       return w * (0.5 + (1.0 / 6.0 - w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd))) / z)
--
--   def trigamma(x):
--       if x < 0.0:
--           return nan
--       below = 0.0
--       z = x
--       while z < 10.0:
--           below = below + 1.0 / (z * z)
--           z = z + 1.0
--       return below + 1.0 / z + trigamma_tail(z)
--
--   def equation_shape(n, sum_log_x, sum_x, mu, shape):
--       return (log(shape) + 1 - log(mu) - digamma(shape))*n + sum_log_x - sum_x/mu, (1/shape - trigamma(shape))*n
--
--   def zero_shape(n, sum_log_x, sum_x, mu, near, f_near, far, f_far, lower, upper):
--       a = near
--       f_a = f_near
--       b = far
--       if b < a:
--           a = far
--           f_a = f_far
--           b = near
--       u = near + (far - near) * f_near / (f_near - f_far)
--       if not (a < u and u < b):
--           u = 0.5 * (a + b)
--       before = b - a
--       width = b - a
--       for turn in range(200):
--           f, slope = equation_shape(n, sum_log_x, sum_x, mu, outward(u, lower, upper))
--           if f == 0.0:
--               break
--           if not isfinite(f):
--               u = 0.5 * (u + a)
--               continue
--           if (f > 0.0 and f_a > 0.0) or (f < 0.0 and f_a < 0.0):
--               a = u
--               f_a = f
--           else:
--               b = u
--           scale = maximum(abs(u), 1.0)
--           if unbounded(lower, upper) > 0.0:
--               scale = maximum(abs(u), 1e-6 * width)
--           step = -f / (slope * stretch(u, lower, upper))
--           if a < u + step and u + step < b and abs(step) < 0.5 * before:
--               u = u + step
--               before = abs(step)
--               if before <= 1e-9 * scale:
--                   break
--           else:
--               u = 0.5 * (a + b)
--               before = b - a
--           if b - a <= 4e-16 * scale:
--               break
--       return outward(u, lower, upper)
--
--   def root_shape(n, sum_log_x, sum_x, mu, lower, upper, start):
--       u = float64(0.0)
--       if lower < start and start < upper:
--           u = inward(start, lower, upper)
--       limit = farthest(lower, upper)
--       f, slope = equation_shape(n, sum_log_x, sum_x, mu, outward(u, lower, upper))
--       shift = 1.0
--       while not isfinite(f) and shift < 40.0:
--           f, slope = equation_shape(n, sum_log_x, sum_x, mu, outward(u + shift, lower, upper))
--           if isfinite(f):
--               u = u + shift
--           else:
--               f, slope = equation_shape(n, sum_log_x, sum_x, mu, outward(u - shift, lower, upper))
--               if isfinite(f):
--                   u = u - shift
--           shift = 2.0 * shift
--       if not isfinite(f):
--           return nan
--       if f == 0.0:
--           return outward(u, lower, upper)
--       right = u
--       f_right = f
--       up = 1.0
--       left = u
--       f_left = f
--       down = 1.0
--       while up > 0.0 or down > 0.0:
--           if up > 0.0:
--               new = minimum(right + up, limit)
--               f, slope = equation_shape(n, sum_log_x, sum_x, mu, outward(new, lower, upper))
--               if not isfinite(f):
--                   up = 0.25 * up
--                   if up < 1e-3 * maximum(1.0, abs(right)):
--                       up = 0.0
--               elif (f > 0.0) == (f_right > 0.0):
--                   right = new
--                   f_right = f
--                   up = 2.0 * up
--                   if right >= limit:
--                       up = 0.0
--               else:
--                   return zero_shape(n, sum_log_x, sum_x, mu, right, f_right, new, f, lower, upper)
--           if down > 0.0:
--               new = maximum(left - down, -limit)
--               f, slope = equation_shape(n, sum_log_x, sum_x, mu, outward(new, lower, upper))
--               if not isfinite(f):
--                   down = 0.25 * down
--                   if down < 1e-3 * maximum(1.0, abs(left)):
--                       down = 0.0
--               elif (f > 0.0) == (f_left > 0.0):
--                   left = new
--                   f_left = f
--                   down = 2.0 * down
--                   if left <= -limit:
--                       down = 0.0
--               else:
--                   return zero_shape(n, sum_log_x, sum_x, mu, left, f_left, new, f, lower, upper)
--       return nan
--
--   def finish(sum_x, n, sum_log_x):
--       sum_x = float64(sum_x)
--       n = float64(n)
--       sum_log_x = float64(sum_log_x)
--       with errstate(all="ignore"):
--           mu = sum_x/n
--           shape = root_shape(n, sum_log_x, sum_x, mu, 0, inf, nan)
--       return {"mu": mu, "shape": shape}
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 > 0.0 THEN 0 ELSE 2 END
      ELSE 1
    END AS status
  FROM (
    SELECT
      CAST("x" AS DOUBLE PRECISION) AS value_1
    FROM "data"
  ) AS o
),
stage_3 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN LN(o.value_1) END) AS v_1_sum_log_x,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_sum_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_max_x
  FROM observations AS o
)
SELECT
  s.v_1_sum_log_x AS "sum_log_x",
  s.v_2_sum_x AS "sum_x",
  s.v_3_min_x AS "min_x",
  s.v_4_max_x AS "max_x",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_3 AS s;
