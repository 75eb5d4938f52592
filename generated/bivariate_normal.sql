-- Maximum-likelihood estimation: Bivariate normal distribution.
--
--   f(x, y; mu_x, mu_y, sigma_x, sigma_y, rho) = exp(-(((x-mu_x)/sigma_x)**2-
--       2*rho*((x-mu_x)/sigma_x)*((y-mu_y)/sigma_y)+((y-
--       mu_y)/sigma_y)**2)/(2*(1-rho**2)))/(2*pi*sigma_x*sigma_y*sqrt(1-
--       rho**2))
--   support: x real and y real
--   mu_x: real
--   mu_y: real
--   sigma_x: positive
--   sigma_y: positive
--   rho: -1 < rho < 1
--
-- Log-likelihood:
--
--   (-log(sigma_x) - log(sigma_y) - log(1 - rho**2)/2 - log(2*pi))*n +
--       (2*rho*sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y) - sum((y -
--       mu_y)**2)/sigma_y**2 - sum((x - mu_x)**2)/sigma_x**2)/(2 - 2*rho**2)
--
-- Estimator (closed):
--
--   mu_x = sum(x)/n
--   mu_y = sum(y)/n
--   sigma_x = sqrt(sum((x - mu_x)**2))/sqrt(n)
--   sigma_y = sqrt(sum((y - mu_y)**2))/sqrt(n)
--   rho = sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y*n)
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--   A maximum exists only if the y_i are not all equal.
--   A maximum exists only if n sigma_x sigma_y + sum (x_i - mu_x)(y_i - mu_y)
--       > 0.
--   A maximum exists only if sum (x_i - mu_x)(y_i - mu_y) < n sigma_x sigma_y.
--
-- Source:
--
--   Anderson (2003), An Introduction to Multivariate Statistical Analysis, ch.
--       3
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
      CAST("x" AS DOUBLE PRECISION) AS value_1,
      CAST("y" AS DOUBLE PRECISION) AS value_2
    FROM "data"
  ) AS o
),
stage_1 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x,
    SUM(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_2_sum_y,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_max_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_5_min_y,
    MAX(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_6_max_y
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_sum_x / NULLIF(s.v_0_n, 0.0) AS v_7_mu_x,
    s.v_2_sum_y / NULLIF(s.v_0_n, 0.0) AS v_8_mu_y
  FROM stage_1 AS s
),
pass_3 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN (o.value_1 - s.v_7_mu_x) * (o.value_1 - s.v_7_mu_x) END) AS v_9_sum_h,
    SUM(CASE WHEN o.status = 0 THEN (o.value_2 - s.v_8_mu_y) * (o.value_2 - s.v_8_mu_y) END) AS v_10_sum_h_1,
    SUM(CASE WHEN o.status = 0 THEN (o.value_1 - s.v_7_mu_x) * (o.value_2 - s.v_8_mu_y) END) AS v_11_sum_h_2
  FROM observations AS o
  CROSS JOIN stage_2 AS s
),
stage_3 AS (
  SELECT
    s.*,
    p.v_9_sum_h,
    p.v_10_sum_h_1,
    p.v_11_sum_h_2
  FROM stage_2 AS s
  CROSS JOIN pass_3 AS p
),
stage_4 AS (
  SELECT
    s.*,
    (CASE WHEN (s.v_9_sum_h) >= 0.0 THEN SQRT(s.v_9_sum_h) END) / NULLIF(CASE WHEN (s.v_0_n) >= 0.0 THEN SQRT(s.v_0_n) END, 0.0) AS v_12_sigma_x,
    (CASE WHEN (s.v_10_sum_h_1) >= 0.0 THEN SQRT(s.v_10_sum_h_1) END) / NULLIF(CASE WHEN (s.v_0_n) >= 0.0 THEN SQRT(s.v_0_n) END, 0.0) AS v_13_sigma_y
  FROM stage_3 AS s
),
stage_5 AS (
  SELECT
    s.*,
    s.v_11_sum_h_2 / NULLIF(s.v_12_sigma_x * s.v_13_sigma_y * s.v_0_n, 0.0) AS v_14_rho
  FROM stage_4 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN NULL
    WHEN NOT (s.v_5_min_y < s.v_6_max_y) THEN NULL
    ELSE s.v_7_mu_x
  END AS "mu_x",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN NULL
    WHEN NOT (s.v_5_min_y < s.v_6_max_y) THEN NULL
    ELSE s.v_8_mu_y
  END AS "mu_y",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN 0.0
    WHEN NOT (s.v_5_min_y < s.v_6_max_y) THEN NULL
    ELSE s.v_12_sigma_x
  END AS "sigma_x",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN NULL
    WHEN NOT (s.v_5_min_y < s.v_6_max_y) THEN 0.0
    ELSE s.v_13_sigma_y
  END AS "sigma_y",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN NULL
    WHEN NOT (s.v_5_min_y < s.v_6_max_y) THEN NULL
    ELSE s.v_14_rho
  END AS "rho",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_5 AS s;
