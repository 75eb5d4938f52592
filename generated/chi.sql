-- Maximum-likelihood estimation: Chi distribution.
--
--   f(x; nu) = x**(nu-1)*exp(-x**2/2)/(2**(nu/2-1)*gamma(nu/2))
--   support: x > 0
--   nu: positive
--
-- Log-likelihood:
--
--   (nu - 1)*sum(log(x)) + ((1 - nu/2)*log(2) - loggamma(nu/2))*n -
--       sum(x**2)/2
--
-- Estimator (special):
--
--   nu = 2*InverseDigamma(-log(2) + 2*sum(log(x))/n)
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 18
--
-- Written by thetahat 0.1.0.
--
-- SQL has no inverse_digamma: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import exp, log, pi, inf, nan, errstate, float64
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
--   def inverse_digamma(y):
--       a = -1.0 / (y + 0.5772156649015329)
--       if y > -2.22:
--           a = exp(y) + 0.5
--       for turn in range(8):
--           step = (digamma(a) - y) / trigamma(a)
--           if a > step:
--               a = a - step
--           else:
--               a = 0.5 * a
--       return a
--
--   def finish(n, sum_log_x):
--       n = float64(n)
--       sum_log_x = float64(sum_log_x)
--       with errstate(all="ignore"):
--           nu = 2*inverse_digamma(2*sum_log_x/n - log(2))
--       return {"nu": nu}
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
    SUM(CASE WHEN o.status = 0 THEN LN(o.value_1) END) AS v_1_sum_log_x
  FROM observations AS o
)
SELECT
  s.v_1_sum_log_x AS "sum_log_x",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
