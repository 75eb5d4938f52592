-- Maximum-likelihood estimation: Normal distribution (mean, standard
-- deviation).
--
--   f(x; mu, sigma) = 1/(sigma*sqrt(2*pi))*exp(-(x-mu)**2/(2*sigma**2))
--   support: real
--   mu: real
--   sigma: positive
--
-- Log-likelihood:
--
--   (-log(sigma) - log(2*pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
--
-- Estimator (closed):
--
--   mu = sum(x)/n
--   sigma = sqrt(sum((x - mu)**2))/sqrt(n)
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
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
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_max_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_sum_x / NULLIF(s.v_0_n, 0.0) AS v_4_mu
  FROM stage_1 AS s
),
pass_3 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN (o.value_1 - s.v_4_mu) * (o.value_1 - s.v_4_mu) END) AS v_5_sum_h
  FROM observations AS o
  CROSS JOIN stage_2 AS s
),
stage_3 AS (
  SELECT
    s.*,
    p.v_5_sum_h
  FROM stage_2 AS s
  CROSS JOIN pass_3 AS p
),
stage_4 AS (
  SELECT
    s.*,
    (CASE WHEN (s.v_5_sum_h) >= 0.0 THEN SQRT(s.v_5_sum_h) END) / NULLIF(CASE WHEN (s.v_0_n) >= 0.0 THEN SQRT(s.v_0_n) END, 0.0) AS v_6_sigma
  FROM stage_3 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN NULL
    ELSE s.v_4_mu
  END AS "mu",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN 0.0
    ELSE s.v_6_sigma
  END AS "sigma",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_4 AS s;
