-- Maximum-likelihood estimation: Uniform distribution on an interval of length
-- one.
--
--   f(x; theta) = 1
--   support: theta - 1/2 <= x <= theta + 1/2
--   theta: real
--
-- Log-likelihood:
--
--   0
--
-- Estimator (boundary):
--
--   theta = any value from max(x) - 1/2 to min(x) + 1/2; max(x)/2 + min(x)/2
--       is given
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
--       vol. 2, ch. 26
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
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_max_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_min_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    0.5 * s.v_1_max_x + 0.5 * s.v_2_min_x AS v_3_theta
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_3_theta
  END AS "theta",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
