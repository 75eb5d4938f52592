-- Maximum-likelihood estimation: Pareto distribution.
--
--   f(x; x_m, shape) = shape*x_m**shape/x**(shape+1)
--   support: x >= x_m
--   x_m: positive
--   shape: positive
--
-- Log-likelihood:
--
--   (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n
--
-- Estimator (boundary):
--
--   x_m = min(x)
--   shape = n/sum(log(x/x_m))
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 20
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
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_max_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_min_x AS v_3_x_m
  FROM stage_1 AS s
),
pass_3 AS (
  SELECT
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN (o.value_1 / NULLIF(s.v_3_x_m, 0.0)) > 0.0 THEN LN(o.value_1 / NULLIF(s.v_3_x_m, 0.0)) END END) AS DOUBLE PRECISION) AS v_4_sum_h
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
    s.v_0_n / NULLIF(s.v_4_sum_h, 0.0) AS v_5_shape
  FROM stage_3 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_min_x < s.v_2_max_x) THEN NULL
    ELSE s.v_3_x_m
  END AS "x_m",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_min_x < s.v_2_max_x) THEN NULL
    ELSE s.v_5_shape
  END AS "shape",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_4 AS s;
