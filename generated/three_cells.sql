-- Maximum-likelihood estimation: Three cells with free probabilities.
--
--   f(x; p_1, p_2) = Piecewise((p_1, Eq(x, 1)), (p_2, Eq(x, 2)), (1-p_1-p_2,
--       True))
--   support: x in 1, 2, 3
--   p_1: 0 < p_1 < 1
--   p_2: 0 < p_2 < 1 - p_1
--
-- Log-likelihood:
--
--   log(p_1)*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
--       log(p_2)*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0, True))) +
--       log(-p_1 - p_2 + 1)*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1,
--       True)))
--
-- Estimator (closed):
--
--   p_2 = sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0,
--       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
--       sum(Piecewise((1, Eq(x, 1)), (0, True))) + sum(Piecewise((0, Eq(x,
--       1)), (1, Eq(x, 2)), (0, True))))
--   p_1 = -(p_2 - 1)*sum(Piecewise((1, Eq(x, 1)), (0,
--       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
--       sum(Piecewise((1, Eq(x, 1)), (0, True))))
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > p_1(#{x_i in {1,
--       2}} + #{x_i = 2} + #{x_i = 1}).
--   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > 0.
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1997), Discrete Multivariate Distributions,
--       ch. 35
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
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 1.0 AND o.value_1 <= 3.0 THEN 0 ELSE 2 END
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
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN (o.value_1 = 1.0 OR o.value_1 = 2.0) THEN 0.0 ELSE 1.0 END END) AS DOUBLE PRECISION) AS v_1_sum_h,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 1.0 THEN 1.0 ELSE 0.0 END END) AS DOUBLE PRECISION) AS v_2_sum_h_1,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 1.0 THEN 0.0 ELSE CASE WHEN o.value_1 = 2.0 THEN 1.0 ELSE 0.0 END END END) AS DOUBLE PRECISION) AS v_3_sum_h_2,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_5_max_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_3_sum_h_2 / NULLIF(s.v_1_sum_h + s.v_2_sum_h_1 + s.v_3_sum_h_2, 0.0) AS v_6_p_2
  FROM stage_1 AS s
),
stage_3 AS (
  SELECT
    s.*,
    -(s.v_6_p_2 - 1.0) * s.v_2_sum_h_1 / NULLIF(s.v_1_sum_h + s.v_2_sum_h_1, 0.0) AS v_7_p_1
  FROM stage_2 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_4_min_x < s.v_5_max_x) THEN NULL
    WHEN NOT (s.v_1_sum_h + s.v_2_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_7_p_1
  END AS "p_1",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_4_min_x < s.v_5_max_x) THEN NULL
    WHEN NOT (s.v_1_sum_h + s.v_2_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_6_p_2
  END AS "p_2",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_3 AS s;
