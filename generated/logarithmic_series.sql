-- Maximum-likelihood estimation: Logarithmic series distribution.
--
--   f(x; p) = -p**x/(x*log(1-p))
--   support: x in 1, 2, 3, ...
--   p: 0 < p < 1
--
-- Log-likelihood:
--
--   log(p)*sum(x) - log(-log(1 - p))*n - sum(log(x))
--
-- Estimator (special):
--
--   p = 1 - exp(LambertW(-exp(-n/sum(x))*n/sum(x), -1) + n/sum(x))
--
-- Conditions:
--
--   A maximum exists only if sum x_i > n.
--
-- Source:
--
--   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
--       ch. 7
--
-- Written by thetahat 0.1.0.
--
-- SQL has no lambert_w: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import exp, expm1, log, sqrt, pi, inf, nan, errstate, float64
--
--   def maximum(a, b):
--       return a if a > b else b
--
--   def lambert_w(y, branch=0.0):
--       if y < -0.36787944117144233:
--           if y > -0.36787944117144245:
--               return -1.0
--           return nan
--       if branch < -0.5 and y >= 0.0:
--           return nan
--       p = sqrt(maximum(0.0, 2.0 * (2.718281828459045 * y + 1.0)))
--       w = -1.0 + p - p * p / 3.0 + 11.0 / 72.0 * p * p * p
--       if branch < -0.5:
--           w = -1.0 - p - p * p / 3.0 - 11.0 / 72.0 * p * p * p
--           if y > -0.1:
--               w = log(-y) - log(-log(-y))
--       elif y > 1.0:
--           w = log(1.0 + y) * (1.0 - log(1.0 + log(1.0 + y)) / (2.0 + log(1.0 + y)))
--       for turn in range(50):
--           e = exp(w)
--           f = w * e - y
--           if f == 0.0 or w == -1.0:
--               return w
--           step = f / (e * (w + 1.0) - (w + 2.0) * f / (2.0 * w + 2.0))
--           w = w - step
--           if maximum(step, -step) <= 1e-16 * maximum(w, -w):
--               return w
--       return w
--
--   def finish(n, sum_x):
--       n = float64(n)
--       sum_x = float64(sum_x)
--       with errstate(all="ignore"):
--           p = -expm1(n/sum_x + lambert_w(-n*exp(-n/sum_x)/sum_x, -1))
--       return {"p": p}
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 1.0 THEN 0 ELSE 2 END
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
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x
  FROM observations AS o
)
SELECT
  s.v_1_sum_x AS "sum_x",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
