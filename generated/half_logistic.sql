-- Maximum-likelihood estimation: Half-logistic distribution.
--
--   f(x; scale) = 2*exp(-x/scale)/(scale*(1+exp(-x/scale))**2)
--   support: x >= 0
--   scale: positive
--
-- Log-likelihood:
--
--   (-log(scale) - log(2))*n - 2*sum(log(cosh(x/(2*scale))))
--
-- Estimator (reduced):
--
--   scale = the solution of -n + sum(x*tanh(x/(2*scale)))/scale = 0
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
--       vol. 2, ch. 23
--
-- Written by thetahat 0.1.0.
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH RECURSIVE observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 >= 0.0 THEN 0 ELSE 2 END
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
    SUM(CASE WHEN o.status = 0 THEN ABS(o.value_1) END) AS v_1_total_x_
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    0.0 AS v_2_centre_x_
  FROM stage_1 AS s
),
stage_3 AS (
  SELECT
    s.*,
    CASE WHEN s.v_1_total_x_ / NULLIF(s.v_0_n, 0.0) > 0.0 THEN s.v_1_total_x_ / NULLIF(s.v_0_n, 0.0) ELSE 1.0 END AS v_3_spread_x_
  FROM stage_2 AS s
),
stage_5 AS (
  SELECT
    s.v_0_n,
    s.v_1_total_x_,
    s.v_2_centre_x_,
    s.v_3_spread_x_,
    s.sound_rows,
    s.missing_rows,
    s.outside_rows,
    CAST(1.0 AS DOUBLE PRECISION) AS root,
    CAST(NULL AS DOUBLE PRECISION) AS w_1_sum_h,
    CAST(NULL AS DOUBLE PRECISION) AS w_2_sum_h_1,
    CAST(NULL AS DOUBLE PRECISION) AS slope,
    CAST(NULL AS DOUBLE PRECISION) AS value,
    CAST(NULL AS DOUBLE PRECISION) AS low,
    CAST(NULL AS DOUBLE PRECISION) AS high,
    CAST(NULL AS DOUBLE PRECISION) AS moved,
    0 AS step
  FROM stage_3 AS s
  UNION ALL
  SELECT
    r.v_0_n,
    r.v_1_total_x_,
    r.v_2_centre_x_,
    r.v_3_spread_x_,
    r.sound_rows,
    r.missing_rows,
    r.outside_rows,
    CASE WHEN r.step % 4 = 3 THEN
      CASE
        WHEN r.value = 0.0 THEN r.root
        WHEN ABS((r.root - r.value / NULLIF(r.slope, 0.0)) - r.root) <= CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root) THEN (r.root - r.value / NULLIF(r.slope, 0.0))
        WHEN (r.root - r.value / NULLIF(r.slope, 0.0)) > COALESCE(r.low, r.root / 4.0) AND (r.root - r.value / NULLIF(r.slope, 0.0)) < COALESCE(r.high, r.root * 4.0)
          AND (r.moved IS NULL OR ABS((r.root - r.value / NULLIF(r.slope, 0.0)) - r.root) < 0.5 * r.moved) THEN (r.root - r.value / NULLIF(r.slope, 0.0))
        WHEN r.low IS NULL THEN r.root / 4.0
        WHEN r.high IS NULL THEN r.root * 4.0
        ELSE SQRT(r.low) * SQRT(r.high)
      END
    ELSE r.root END,
    CASE WHEN r.step % 4 = 0 THEN (
      SELECT SUM((1.0 - 2.0 / (EXP(2.0 * (0.5 / NULLIF(r.root, 0.0) * ((o.value_1 - r.v_2_centre_x_) / r.v_3_spread_x_))) + 1.0)) * ((o.value_1 - r.v_2_centre_x_) / r.v_3_spread_x_))
      FROM observations AS o WHERE o.status = 0
    ) ELSE r.w_1_sum_h END,
    CASE WHEN r.step % 4 = 0 THEN (
      SELECT SUM(((1.0 - 2.0 / (EXP(2.0 * (0.5 / NULLIF(r.root, 0.0) * ((o.value_1 - r.v_2_centre_x_) / r.v_3_spread_x_))) + 1.0)) * (1.0 - 2.0 / (EXP(2.0 * (0.5 / NULLIF(r.root, 0.0) * ((o.value_1 - r.v_2_centre_x_) / r.v_3_spread_x_))) + 1.0)) - 1.0) * (((o.value_1 - r.v_2_centre_x_) / r.v_3_spread_x_) * ((o.value_1 - r.v_2_centre_x_) / r.v_3_spread_x_)))
      FROM observations AS o WHERE o.status = 0
    ) ELSE r.w_2_sum_h_1 END,
    CASE WHEN r.step % 4 = 1 THEN 0.5 * r.w_2_sum_h_1 / NULLIF(r.root * r.root * r.root, 0.0) - r.w_1_sum_h / NULLIF(r.root * r.root, 0.0) ELSE r.slope END,
    CASE WHEN r.step % 4 = 1 THEN r.w_1_sum_h / NULLIF(r.root, 0.0) - r.v_0_n ELSE r.value END,
    CASE WHEN r.step % 4 = 2 AND r.value > 0.0 THEN r.root ELSE r.low END,
    CASE WHEN r.step % 4 = 2 AND r.value <= 0.0 THEN r.root ELSE r.high END,
    CASE WHEN r.step % 4 = 3 THEN ABS(r.value / NULLIF(r.slope, 0.0)) ELSE r.moved END,
    r.step + 1
  FROM stage_5 AS r
  WHERE r.step < 800
    AND (r.step % 4 = 0 OR r.step % 4 = 1 OR (r.value IS NOT NULL AND r.slope IS NOT NULL))
    AND (r.value IS NULL OR r.value <> 0.0)
    AND (r.moved IS NULL OR r.moved > CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root))
),
stage_6 AS (
  SELECT
    r.v_0_n,
    r.v_1_total_x_,
    r.v_2_centre_x_,
    r.v_3_spread_x_,
    r.sound_rows,
    r.missing_rows,
    r.outside_rows,
    CASE WHEN r.moved <= CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root) OR r.value = 0.0 THEN r.root END AS v_4_scale
  FROM stage_5 AS r
  WHERE NOT EXISTS (SELECT 1 FROM stage_5 AS t WHERE t.step > r.step)
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_3_spread_x_ * s.v_4_scale
  END AS "scale",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_6 AS s;
