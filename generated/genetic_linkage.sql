-- Maximum-likelihood estimation: Genetic linkage in four cells.
--
--   f(x; theta) = Piecewise(((2+theta)/4, Eq(x, 1)), ((1-theta)/4, Eq(x, 2)),
--       ((1-theta)/4, Eq(x, 3)), (theta/4, True))
--   support: x in 1, 2, 3, 4
--   theta: 0 < theta < 1
--
-- Log-likelihood:
--
--   (log(theta) - 2*log(2))*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)),
--       (1, True))) + log(1/4 - theta/4)*sum(Piecewise((0, Eq(x, 1)), (1,
--       Eq(x, 2) | Eq(x, 3)), (0, True))) + log(theta/4 +
--       1/2)*sum(Piecewise((1, Eq(x, 1)), (0, True)))
--
-- Estimator (closed):
--
--   theta = -(-sqrt(9*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
--       True)))**2 + 6*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
--       True)))*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
--       12*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
--       True)))*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0,
--       True))) + sum(Piecewise((1, Eq(x, 1)), (0, True)))**2 -
--       4*sum(Piecewise((1, Eq(x, 1)), (0, True)))*sum(Piecewise((0, Eq(x,
--       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True))) + 4*sum(Piecewise((0, Eq(x,
--       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))**2) + sum(Piecewise((0,
--       Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1, True))) - sum(Piecewise((1, Eq(x,
--       1)), (0, True))) + 2*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x,
--       3)), (0, True))))/(2*(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x,
--       3)), (1, True))) + sum(Piecewise((1, Eq(x, 1)), (0, True))) +
--       sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))))
--
-- Conditions:
--
--   A maximum exists only if #{x_i = 1} + sqrt(12 #{x_i in {1, 2, 3}} #{x_i in
--       {2, 3}} + 4(#{x_i in {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} +
--       9(#{x_i in {1, 2, 3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i =
--       1}) > 2 #{x_i in {2, 3}} + #{x_i in {1, 2, 3}}.
--   A maximum exists only if 3 #{x_i in {1, 2, 3}} + 4 #{x_i in {2, 3}} +
--       #{x_i = 1} > sqrt(12 #{x_i in {1, 2, 3}} #{x_i in {2, 3}} + 4(#{x_i in
--       {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} + 9(#{x_i in {1, 2,
--       3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i = 1}).
--
-- Source:
--
--   Rao (1973), Linear Statistical Inference and Its Applications, 2nd ed.,
--       sec. 5g
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
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 1.0 AND o.value_1 <= 4.0 THEN 0 ELSE 2 END
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
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN ((o.value_1 = 1.0 OR o.value_1 = 2.0) OR o.value_1 = 3.0) THEN 0.0 ELSE 1.0 END END) AS DOUBLE PRECISION) AS v_1_sum_h,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 1.0 THEN 1.0 ELSE 0.0 END END) AS DOUBLE PRECISION) AS v_2_sum_h_1,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 1.0 THEN 0.0 ELSE CASE WHEN (o.value_1 = 2.0 OR o.value_1 = 3.0) THEN 1.0 ELSE 0.0 END END END) AS DOUBLE PRECISION) AS v_3_sum_h_2
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    -0.5 * (s.v_1_sum_h + 2.0 * s.v_3_sum_h_2 - s.v_2_sum_h_1 - (CASE WHEN (9.0 * (s.v_1_sum_h * s.v_1_sum_h) + 6.0 * s.v_1_sum_h * s.v_2_sum_h_1 + 12.0 * s.v_1_sum_h * s.v_3_sum_h_2 + s.v_2_sum_h_1 * s.v_2_sum_h_1 + 4.0 * (s.v_3_sum_h_2 * s.v_3_sum_h_2) - 4.0 * s.v_2_sum_h_1 * s.v_3_sum_h_2) >= 0.0 THEN SQRT(9.0 * (s.v_1_sum_h * s.v_1_sum_h) + 6.0 * s.v_1_sum_h * s.v_2_sum_h_1 + 12.0 * s.v_1_sum_h * s.v_3_sum_h_2 + s.v_2_sum_h_1 * s.v_2_sum_h_1 + 4.0 * (s.v_3_sum_h_2 * s.v_3_sum_h_2) - 4.0 * s.v_2_sum_h_1 * s.v_3_sum_h_2) END)) / NULLIF(s.v_1_sum_h + s.v_2_sum_h_1 + s.v_3_sum_h_2, 0.0) AS v_4_theta
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_sum_h_1 + (CASE WHEN (9.0 * (s.v_1_sum_h * s.v_1_sum_h) + 6.0 * s.v_1_sum_h * s.v_2_sum_h_1 + 12.0 * s.v_1_sum_h * s.v_3_sum_h_2 + s.v_2_sum_h_1 * s.v_2_sum_h_1 + 4.0 * (s.v_3_sum_h_2 * s.v_3_sum_h_2) - 4.0 * s.v_2_sum_h_1 * s.v_3_sum_h_2) >= 0.0 THEN SQRT(9.0 * (s.v_1_sum_h * s.v_1_sum_h) + 6.0 * s.v_1_sum_h * s.v_2_sum_h_1 + 12.0 * s.v_1_sum_h * s.v_3_sum_h_2 + s.v_2_sum_h_1 * s.v_2_sum_h_1 + 4.0 * (s.v_3_sum_h_2 * s.v_3_sum_h_2) - 4.0 * s.v_2_sum_h_1 * s.v_3_sum_h_2) END) - s.v_1_sum_h - 2.0 * s.v_3_sum_h_2 > 0.0) THEN NULL
    WHEN NOT (3.0 * s.v_1_sum_h + s.v_2_sum_h_1 + 4.0 * s.v_3_sum_h_2 - (CASE WHEN (9.0 * (s.v_1_sum_h * s.v_1_sum_h) + 6.0 * s.v_1_sum_h * s.v_2_sum_h_1 + 12.0 * s.v_1_sum_h * s.v_3_sum_h_2 + s.v_2_sum_h_1 * s.v_2_sum_h_1 + 4.0 * (s.v_3_sum_h_2 * s.v_3_sum_h_2) - 4.0 * s.v_2_sum_h_1 * s.v_3_sum_h_2) >= 0.0 THEN SQRT(9.0 * (s.v_1_sum_h * s.v_1_sum_h) + 6.0 * s.v_1_sum_h * s.v_2_sum_h_1 + 12.0 * s.v_1_sum_h * s.v_3_sum_h_2 + s.v_2_sum_h_1 * s.v_2_sum_h_1 + 4.0 * (s.v_3_sum_h_2 * s.v_3_sum_h_2) - 4.0 * s.v_2_sum_h_1 * s.v_3_sum_h_2) END) > 0.0) THEN NULL
    ELSE s.v_4_theta
  END AS "theta",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
