-- Maximum-likelihood estimation: Poisson distribution.
--
--   f(x; rate) = rate**x*exp(-rate)/factorial(x)
--   support: x in 0, 1, 2, ...
--   rate: positive
--
-- Log-likelihood:
--
--   -rate*n + log(rate)*sum(x) - sum(loggamma(x + 1))
--
-- Estimator (closed):
--
--   rate = sum(x)/n
--
-- Conditions:
--
--   A maximum exists only if sum x_i > 0.
--
-- Source:
--
--   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
--       ch. 4
--
-- Written by thetahat 0.1.0.
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
stage_1 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_sum_x / NULLIF(s.v_0_n, 0.0) AS v_2_rate
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_sum_x > 0.0) THEN 0.0
    ELSE s.v_2_rate
  END AS "rate",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
