-- Maximum-likelihood estimation: Normal distribution with known variance.
--
--   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
--   support: real
--   mu: real
--   sigma2: positive (a known constant)
--
-- Log-likelihood:
--
--   -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)
--
-- Estimator (closed):
--
--   mu = sum(x)/n
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 13
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
        0
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
    s.v_1_sum_x / NULLIF(s.v_0_n, 0.0) AS v_2_mu
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_2_mu
  END AS "mu",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
