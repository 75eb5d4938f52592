-- Maximum-likelihood estimation: Straight line with normal errors.
--
--   f(y | z; intercept, slope, sigma2) =
--       1/sqrt(2*pi*sigma2)*exp(-(y-intercept-slope*z)**2/(2*sigma2))
--   support: y real
--   intercept: real
--   slope: real
--   sigma2: positive
--
-- Log-likelihood:
--
--   -log(2*pi*sigma2)*n/2 - sum((y - z*slope - intercept)**2)/(2*sigma2)
--
-- Estimator (closed):
--
--   slope = sum((y - sum(y)/n)*(z - sum(z)/n))/sum((z - sum(z)/n)**2)
--   sigma2 = -sum((y - sum(y)/n)*(z - sum(z)/n))**2/(n*sum((z - sum(z)/n)**2))
--       + sum((y - sum(y)/n)**2)/n
--   intercept = (-slope*sum(z) + sum(y))/n
--
-- Conditions:
--
--   A maximum exists only if the y_i are not all equal.
--   A maximum exists only if the z_i are not all equal.
--   A maximum exists only if (sum (y_i - (1/n) sum y_j)^2)(sum (z_i - (1/n)
--       sum z_j)^2) > (sum (y_i - (1/n) sum y_j)(z_i - (1/n) sum z_j))^2.
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
    SUM(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_1_sum_z,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_sum_y,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_min_y,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_max_y,
    MIN(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_5_min_z,
    MAX(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_6_max_z
  FROM observations AS o
),
pass_2 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN (o.value_2 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_1_sum_z) * (o.value_2 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_1_sum_z) END) AS v_7_sum_h,
    SUM(CASE WHEN o.status = 0 THEN (o.value_2 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_1_sum_z) * (o.value_1 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_2_sum_y) END) AS v_8_sum_h_1,
    SUM(CASE WHEN o.status = 0 THEN (o.value_1 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_2_sum_y) * (o.value_1 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_2_sum_y) END) AS v_9_sum_h_2
  FROM observations AS o
  CROSS JOIN stage_1 AS s
),
stage_2 AS (
  SELECT
    s.*,
    p.v_7_sum_h,
    p.v_8_sum_h_1,
    p.v_9_sum_h_2
  FROM stage_1 AS s
  CROSS JOIN pass_2 AS p
),
stage_3 AS (
  SELECT
    s.*,
    s.v_8_sum_h_1 / NULLIF(s.v_7_sum_h, 0.0) AS v_10_slope,
    s.v_9_sum_h_2 / NULLIF(s.v_0_n, 0.0) - s.v_8_sum_h_1 * s.v_8_sum_h_1 / NULLIF(s.v_7_sum_h * s.v_0_n, 0.0) AS v_11_sigma2
  FROM stage_2 AS s
),
stage_4 AS (
  SELECT
    s.*,
    (s.v_2_sum_y - s.v_10_slope * s.v_1_sum_z) / NULLIF(s.v_0_n, 0.0) AS v_12_intercept
  FROM stage_3 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_y < s.v_4_max_y) THEN NULL
    WHEN NOT (s.v_5_min_z < s.v_6_max_z) THEN NULL
    WHEN NOT (s.v_7_sum_h * s.v_9_sum_h_2 - s.v_8_sum_h_1 * s.v_8_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_12_intercept
  END AS "intercept",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_y < s.v_4_max_y) THEN NULL
    WHEN NOT (s.v_5_min_z < s.v_6_max_z) THEN NULL
    WHEN NOT (s.v_7_sum_h * s.v_9_sum_h_2 - s.v_8_sum_h_1 * s.v_8_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_10_slope
  END AS "slope",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_y < s.v_4_max_y) THEN 0.0
    WHEN NOT (s.v_5_min_z < s.v_6_max_z) THEN NULL
    WHEN NOT (s.v_7_sum_h * s.v_9_sum_h_2 - s.v_8_sum_h_1 * s.v_8_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_11_sigma2
  END AS "sigma2",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_4 AS s;
