-- Maximum-likelihood estimation: Erlang distribution (integer shape, rate).
--
--   f(x; shape, rate) =
--       rate**shape*x**(shape-1)*exp(-rate*x)/factorial(shape-1)
--   support: x > 0
--   shape: integer >= 1
--   rate: positive
--
-- Log-likelihood:
--
--   -rate*sum(x) + (shape - 1)*sum(log(x)) + (shape*log(rate) -
--       loggamma(shape))*n
--
-- Estimator (boundary):
--
--   shape = the integer that maximises (shape - 1)*sum(log(x)) +
--       (shape*log(shape) + shape*log(n/sum(x)) - shape - loggamma(shape))*n
--   rate = shape*n/sum(x)
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 17
--
-- Written by thetahat 0.1.0.
--
-- SQL has no search over integers: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import ceil, floor, log, pi, inf, nan, errstate, float64
--
--   def maximum(a, b):
--       return a if a > b else b
--
--   def minimum(a, b):
--       return a if a < b else b
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
--   def objective_shape(n, sum_log_x, sum_x, shape):
--       return (shape*log(shape) + shape*log(n/sum_x) - shape - gammaln(shape))*n + (shape - 1)*sum_log_x
--
--   def integer_shape(n, sum_log_x, sum_x, lower, upper):
--       low = ceil(lower - 1e-9)
--       top = floor(upper + 1e-9)
--       best = -inf
--       at = low
--       left = low
--       right = low
--       last = low
--       n_ = low
--       step = 1.0
--       falls = 0.0
--       open_ = 0.0
--       if top - low <= 2000.0:
--           left = low
--           right = top
--       else:
--           while n_ <= top and falls < 3.0:
--               if step > 17592186044416.0:
--                   return inf
--               height = objective_shape(n, sum_log_x, sum_x, n_)
--               if height > best:
--                   best = height
--                   at = n_
--                   left = last
--                   falls = 0.0
--                   open_ = 1.0
--               else:
--                   if open_ > 0.0:
--                       right = n_
--                       open_ = 0.0
--                   if height > -inf:
--                       falls = falls + 1.0
--               last = n_
--               n_ = n_ + step
--               step = 2.0 * step
--           if open_ > 0.0:
--               right = top
--           while right - left > 3.0:
--               step = maximum(floor((right - left) / 3.0), 1.0)
--               height = objective_shape(n, sum_log_x, sum_x, left + step)
--               other = objective_shape(n, sum_log_x, sum_x, right - step)
--               if height < other:
--                   left = left + step
--               else:
--                   right = right - step
--           left = maximum(left - 1.0, low)
--           right = minimum(right + 1.0, top)
--       best = -inf
--       n_ = left
--       while n_ <= right:
--           height = objective_shape(n, sum_log_x, sum_x, n_)
--           if height > best:
--               best = height
--               at = n_
--           n_ = n_ + 1.0
--       return at
--
--   def finish(n, sum_log_x, sum_x):
--       n = float64(n)
--       sum_log_x = float64(sum_log_x)
--       sum_x = float64(sum_x)
--       with errstate(all="ignore"):
--           shape = integer_shape(n, sum_log_x, sum_x, 1, inf)
--           rate = shape*n/sum_x
--       return {"shape": shape, "rate": rate}
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
stage_2 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN LN(o.value_1) END) AS v_1_sum_log_x,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_sum_x
  FROM observations AS o
)
SELECT
  s.v_1_sum_log_x AS "sum_log_x",
  s.v_2_sum_x AS "sum_x",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
