-- Maximum-likelihood estimation: Straight line through the origin with normal
-- errors.
--
--   f(y | z; slope, sigma2) =
--       1/sqrt(2*pi*sigma2)*exp(-(y-slope*z)**2/(2*sigma2))
--   support: y real
--   slope: real
--   sigma2: positive
--
-- Log-likelihood:
--
--   -log(2*pi*sigma2)*n/2 - sum((y - z*slope)**2)/(2*sigma2)
--
-- Estimator (closed):
--
--   slope = sum(y*z)/sum(z**2)
--   sigma2 = sum((y - z*slope)**2)/n
--
-- Source:
--
--   Seber, Lee (2003), Linear Regression Analysis, 2nd ed., ch. 6
--
-- Written by thetahat 0.1.0.
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    o.value_2,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) AND ABS(o.value_2) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        0
      ELSE 1
    END AS status
  FROM (
    SELECT
      CAST("y" AS DOUBLE PRECISION) AS value_1,
      CAST("z" AS DOUBLE PRECISION) AS value_2
    FROM "data"
  ) AS o
),
stage_1 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 * o.value_2 END) AS v_1_sum_h,
    SUM(CASE WHEN o.status = 0 THEN o.value_2 * o.value_2 END) AS v_2_sum_z_2
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_sum_h / NULLIF(s.v_2_sum_z_2, 0.0) AS v_3_slope
  FROM stage_1 AS s
),
pass_3 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN (o.value_1 - s.v_3_slope * o.value_2) * (o.value_1 - s.v_3_slope * o.value_2) END) AS v_4_sum_h_1
  FROM observations AS o
  CROSS JOIN stage_2 AS s
),
stage_3 AS (
  SELECT
    s.*,
    p.v_4_sum_h_1
  FROM stage_2 AS s
  CROSS JOIN pass_3 AS p
),
stage_4 AS (
  SELECT
    s.*,
    s.v_4_sum_h_1 / NULLIF(s.v_0_n, 0.0) AS v_5_sigma2
  FROM stage_3 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_3_slope
  END AS "slope",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_5_sigma2
  END AS "sigma2",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_4 AS s;
