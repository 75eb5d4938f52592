-- Maximum-likelihood estimation: Zero-inflated geometric distribution.
--
--   f(x; weight, p) = Piecewise((weight+(1-weight)*p, Eq(x, 0)),
--       ((1-weight)*p*(1-p)**x, True))
--   support: x in 0, 1, 2, ...
--   weight: 0 < weight < 1
--   p: 0 < p < 1
--
-- Log-likelihood:
--
--   (log(p) + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
--       log(1 - p)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(-p*weight +
--       p + weight)*sum(Piecewise((1, Eq(x, 0)), (0, True)))
--
-- Estimator (closed):
--
--   p = sum(Piecewise((0, Eq(x, 0)), (1, True)))/sum(Piecewise((0, Eq(x, 0)),
--       (x, True)))
--   weight = (p*sum(Piecewise((0, Eq(x, 0)), (1, True))) + p*sum(Piecewise((1,
--       Eq(x, 0)), (0, True))) - sum(Piecewise((1, Eq(x, 0)), (0, True))))/((p
--       - 1)*(sum(Piecewise((0, Eq(x, 0)), (1, True))) + sum(Piecewise((1,
--       Eq(x, 0)), (0, True)))))
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
--   A maximum exists only if #{x_i = 0} > np.
--   A maximum exists only if sum _(x_i != 0) x_i > 0.
--
-- Source:
--
--   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
--       ch. 8
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
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 0.0 THEN 0 ELSE 2 END
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
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 0.0 THEN 0.0 ELSE 1.0 END END) AS DOUBLE PRECISION) AS v_1_sum_h,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 0.0 THEN 0.0 ELSE o.value_1 END END) AS DOUBLE PRECISION) AS v_2_sum_h_1,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 0.0 THEN 1.0 ELSE 0.0 END END) AS DOUBLE PRECISION) AS v_3_sum_h_2,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_5_max_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_sum_h / NULLIF(s.v_2_sum_h_1, 0.0) AS v_6_p
  FROM stage_1 AS s
),
stage_3 AS (
  SELECT
    s.*,
    (s.v_6_p * s.v_1_sum_h + s.v_6_p * s.v_3_sum_h_2 - s.v_3_sum_h_2) / NULLIF((s.v_6_p - 1.0) * (s.v_1_sum_h + s.v_3_sum_h_2), 0.0) AS v_7_weight
  FROM stage_2 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_4_min_x < s.v_5_max_x) THEN NULL
    WHEN NOT (s.v_2_sum_h_1 - s.v_1_sum_h > 0.0) THEN NULL
    WHEN NOT (s.v_2_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_7_weight
  END AS "weight",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_4_min_x < s.v_5_max_x) THEN NULL
    WHEN NOT (s.v_2_sum_h_1 - s.v_1_sum_h > 0.0) THEN NULL
    WHEN NOT (s.v_2_sum_h_1 > 0.0) THEN NULL
    ELSE s.v_6_p
  END AS "p",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_3 AS s;
