-- Maximum-likelihood estimation: Exponential distribution below an unknown
-- bound.
--
--   f(x; bound, scale) = 1/scale*exp((x-bound)/scale)
--   support: x <= bound
--   bound: real
--   scale: positive
--
-- Log-likelihood:
--
--   -log(scale)*n + sum(x - bound)/scale
--
-- Estimator (boundary):
--
--   bound = max(x)
--   scale = -sum(x - bound)/n
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 19
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
    s.v_1_max_x AS v_3_bound
  FROM stage_1 AS s
),
pass_3 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN o.value_1 - s.v_3_bound END) AS v_4_sum_h
  FROM observations AS o
  CROSS JOIN stage_2 AS s
),
stage_3 AS (
  SELECT
    s.*,
    p.v_4_sum_h
  FROM stage_2 AS s
  CROSS JOIN pass_3 AS p
),
stage_4 AS (
  SELECT
    s.*,
    -s.v_4_sum_h / NULLIF(s.v_0_n, 0.0) AS v_5_scale
  FROM stage_3 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_1_max_x) THEN NULL
    ELSE s.v_3_bound
  END AS "bound",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_1_max_x) THEN 0.0
    ELSE s.v_5_scale
  END AS "scale",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_4 AS s;
