-- Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with
-- exponent 2.
--
--   f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
--   support: x in 0, 1, 2, ...
--   rate: positive
--
-- Log-likelihood:
--
--   log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x +
--       1))
--
-- Estimator (reduced):
--
--   rate = the solution of sum(x)/rate - besseli(1,
--       2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0
--
-- Conditions:
--
--   A maximum exists only if x_(n) > 0.
--
-- Source:
--
--   Conway, Maxwell (1962), A queuing model with state dependent service
--       rates, J. Indust. Eng. 12, 132-136
--   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
--       for fitting discrete data, Appl. Statist. 54, 127-142
--
-- Written by thetahat 0.1.0.
--
-- SQL has no bessel_i_ratio: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import exp, floor, isfinite, log, log1p, sqrt, pi, inf, nan, errstate, float64
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
--   def gamma_tail(z):
--       w = 1.0 / (z * z)
--       return (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
--
--   def gammaln(x):
--       if x < 0.0:
--           return nan
--       below = 1.0
--       z = x
--       while z < 16.0:
--           below = below * z
--           z = z + 1.0
--       return (z - 0.5) * log(z) - z + 0.9189385332046727 + gamma_tail(z) - log(below)
--
--   def log_bessel_i(order, z):
--       m = maximum(order, -order)
--       r = sqrt(m * m + z * z)
--       if r < 600.0:
--           term = 1.0
--           total = 1.0
--           k = 1.0
--           while term > 1e-17 * total:
--               term = term * (0.5 * z) * (0.5 * z) / (k * (m + k))
--               total = total + term
--               k = k + 1.0
--           if m == 0.0:
--               return log(total)
--           return m * log(0.5 * z) - gammaln(m + 1.0) + log(total)
--       t = 1.0 / r
--       p = m * m * t * t
--       u_1 = t * (3.0 - 5.0 * p) / 24.0
--       u_2 = t * t * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
--       u_3 = t * t * t * (30375.0 + p * (-369603.0 + p * (765765.0 - 425425.0 * p))) / 414720.0
--       inner = -94121676.0 + p * (349922430.0 + p * (-446185740.0 + 185910725.0 * p))
--       u_4 = t * t * t * t * (4465125.0 + p * inner) / 39813120.0
--       series = log1p(u_1 + u_2 + u_3 + u_4)
--       turned = 0.0
--       if m > 0.0:
--           turned = m * log(z / (m + r))
--       return r + turned - 0.9189385332046727 - 0.5 * log(r) + series
--
--   def hankel(m, z):
--       term = 1.0
--       total = 1.0
--       k = 1.0
--       while k < 12.0:
--           term = -term * (4.0 * m * m - (2.0 * k - 1.0) * (2.0 * k - 1.0)) / (8.0 * k * z)
--           total = total + term
--           k = k + 1.0
--       return total
--
--   def bessel_i_ratio(order, z):
--       m = maximum(order, -order - 1.0)
--       ratio = 0.0
--       if z > 2000.0 * (1.0 + m * m):
--           ratio = hankel(m + 1.0, z) / hankel(m, z)
--       elif z > 20000.0:
--           ratio = exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
--       elif z > 0.0:
--           k = m + 1.0 + floor(z) + 60.0
--           while k > m + 0.5:
--               ratio = 1.0 / (2.0 * k / z + ratio)
--               k = k - 1.0
--       if order < -0.5:
--           return 1.0 / ratio
--       return ratio
--
--   def iv(order, z):
--       return exp(log_bessel_i(order, z))
--
--   def equation_rate(sum_x, n, rate):
--       t = 1/rate
--       t_1 = sqrt(rate)
--       t_2 = 2*t_1
--       t_3 = bessel_i_ratio(0, t_2)
--       t_4 = iv(0, t_2)
--       return t*sum_x - t_3*n/t_1, (t_3**2*t + 0.5*t_3/rate**1.5 - (0.5*t_4 + 0.5*iv(2, t_2))*t/t_4)*n - sum_x/rate**2
--
--   def zero_rate(sum_x, n, near, f_near, far, f_far, lower, upper):
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
--           f, slope = equation_rate(sum_x, n, outward(u, lower, upper))
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
--   def root_rate(sum_x, n, lower, upper, start):
--       u = float64(0.0)
--       if lower < start and start < upper:
--           u = inward(start, lower, upper)
--       limit = farthest(lower, upper)
--       f, slope = equation_rate(sum_x, n, outward(u, lower, upper))
--       shift = 1.0
--       while not isfinite(f) and shift < 40.0:
--           f, slope = equation_rate(sum_x, n, outward(u + shift, lower, upper))
--           if isfinite(f):
--               u = u + shift
--           else:
--               f, slope = equation_rate(sum_x, n, outward(u - shift, lower, upper))
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
--               f, slope = equation_rate(sum_x, n, outward(new, lower, upper))
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
--                   return zero_rate(sum_x, n, right, f_right, new, f, lower, upper)
--           if down > 0.0:
--               new = maximum(left - down, -limit)
--               f, slope = equation_rate(sum_x, n, outward(new, lower, upper))
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
--                   return zero_rate(sum_x, n, left, f_left, new, f, lower, upper)
--       return nan
--
--   def finish(sum_x, n):
--       sum_x = float64(sum_x)
--       n = float64(n)
--       with errstate(all="ignore"):
--           rate = root_rate(sum_x, n, 0, inf, nan)
--       return {"rate": rate}
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 0.0 THEN 0 ELSE 2 END
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
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_max_x
  FROM observations AS o
)
SELECT
  s.v_1_sum_x AS "sum_x",
  s.v_2_max_x AS "max_x",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
