-- Maximum-likelihood estimation: Beta distribution with first parameter 1.
--
--   f(x; beta) = beta*(1-x)**(beta-1)
--   support: 0 < x < 1
--   beta: positive
--
-- Log-likelihood:
--
--   (beta - 1)*sum(log(1 - x)) + log(beta)*n
--
-- Estimator (closed):
--
--   beta = -n/sum(log(1 - x))
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
--       vol. 2, ch. 25
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
        CASE WHEN o.value_1 > 0.0 AND o.value_1 < 1.0 THEN 0 ELSE 2 END
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
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN 1.0 + (-o.value_1) = 1.0 THEN (-o.value_1) WHEN (-o.value_1) > -1.0 THEN (-o.value_1) * LN(1.0 + (-o.value_1)) / ((1.0 + (-o.value_1)) - 1.0) END END) AS DOUBLE PRECISION) AS v_1_sum_h
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    -s.v_0_n / NULLIF(s.v_1_sum_h, 0.0) AS v_2_beta_
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_2_beta_
  END AS "beta",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
