-- Maximum-likelihood estimation: Zero-truncated binomial distribution with a known number of trials.
--
--   f(x; p, trials) = binomial(trials,
--       x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
--   support: x in 1, 2, ..., trials
--   p: 0 < p < 1
--   trials: integer >= 2 (a known constant)
--
-- Log-likelihood:
--
--   (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) -
--       log(1 - p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x +
--       trials + 1))
--
-- Estimator (reduced):
--
--   p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 -
--       p)**trials)) + sum(x - trials)/(1 - p) + sum(x)/p = 0
--
-- Conditions:
--
--   A maximum exists only if sum x_i > n.
--
-- Source:
--
--   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
--       ch. 3
--
-- Written by thetahat 0.1.0.
--
-- SQL has no equation on (0, 1): the query returns the sufficient statistics, and this program finishes.
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
--   def equation_p(trials, n, sum_x, sum_h_1, p):
--       t = 1 - p
--       t_1 = 1/t
--       t_2 = t**trials
--       t_3 = 1 - t_2
--       t_4 = t_2/t_3
--       t_5 = trials*t_4
--       t_6 = 1/t**2
--       t_7 = trials**2*t_6
--       return t_1*sum_h_1 + sum_x/p - t_1*t_5*n, (t**(2*trials)*t_7/t_3**2 + t_4*t_7 - t_5*t_6)*n + t_6*sum_h_1 - sum_x/p**2
--
--   def zero_p(trials, n, sum_x, sum_h_1, near, f_near, far, f_far, lower, upper):
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
--           f, slope = equation_p(trials, n, sum_x, sum_h_1, outward(u, lower, upper))
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
--   def root_p(trials, n, sum_x, sum_h_1, lower, upper, start):
--       u = float64(0.0)
--       if lower < start and start < upper:
--           u = inward(start, lower, upper)
--       limit = farthest(lower, upper)
--       f, slope = equation_p(trials, n, sum_x, sum_h_1, outward(u, lower, upper))
--       shift = 1.0
--       while not isfinite(f) and shift < 40.0:
--           f, slope = equation_p(trials, n, sum_x, sum_h_1, outward(u + shift, lower, upper))
--           if isfinite(f):
--               u = u + shift
--           else:
--               f, slope = equation_p(trials, n, sum_x, sum_h_1, outward(u - shift, lower, upper))
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
--               f, slope = equation_p(trials, n, sum_x, sum_h_1, outward(new, lower, upper))
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
--                   return zero_p(trials, n, sum_x, sum_h_1, right, f_right, new, f, lower, upper)
--           if down > 0.0:
--               new = maximum(left - down, -limit)
--               f, slope = equation_p(trials, n, sum_x, sum_h_1, outward(new, lower, upper))
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
--                   return zero_p(trials, n, sum_x, sum_h_1, left, f_left, new, f, lower, upper)
--       return nan
--
--   def finish(n, sum_x, sum_h_1, trials):
--       n = float64(n)
--       sum_x = float64(sum_x)
--       sum_h_1 = float64(sum_h_1)
--       trials = float64(trials)
--       with errstate(all="ignore"):
--           p = root_p(trials, n, sum_x, sum_h_1, 0, 1, nan)
--       return {"p": p}
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 1.0 AND o.value_1 <= CAST(:trials AS DOUBLE PRECISION) THEN 0 ELSE 2 END
      ELSE 1
    END AS status
  FROM (
    SELECT
      CAST("x" AS DOUBLE PRECISION) AS value_1
    FROM "data"
  ) AS o
),
stage_2 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 - CAST(:trials AS DOUBLE PRECISION) END) AS v_2_sum_h_1
  FROM observations AS o
)
SELECT
  s.v_1_sum_x AS "sum_x",
  s.v_2_sum_h_1 AS "sum_h_1",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
