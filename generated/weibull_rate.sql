-- Maximum-likelihood estimation: Weibull distribution (shape, rate).
--
--   f(x; shape, rate) = shape*rate*x**(shape-1)*exp(-rate*x**shape)
--   support: x > 0
--   shape: positive
--   rate: positive
--
-- Log-likelihood:
--
--   -rate*sum(x**shape) + (shape - 1)*sum(log(x)) + (log(rate) + log(shape))*n
--
-- Estimator (reduced):
--
--   shape = the solution of -n*sum(x**shape*log(x))/sum(x**shape) +
--       sum(log(x)) + n/shape = 0
--   rate = n/sum(x**shape)
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 21
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
        CASE WHEN o.value_1 > 0.0 THEN 0 ELSE 2 END
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
    SUM(CASE WHEN o.status = 0 THEN LN(o.value_1) END) AS v_1_sum_log_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_max_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.v_0_n,
    s.v_1_sum_log_x,
    s.v_2_min_x,
    s.v_3_max_x,
    s.sound_rows,
    s.missing_rows,
    s.outside_rows,
    CAST(1.0 AS DOUBLE PRECISION) AS root,
    CAST(NULL AS DOUBLE PRECISION) AS w_1_sum_h,
    CAST(NULL AS DOUBLE PRECISION) AS w_2_sum_h_1,
    CAST(NULL AS DOUBLE PRECISION) AS w_3_sum_h_2,
    CAST(NULL AS DOUBLE PRECISION) AS slope,
    CAST(NULL AS DOUBLE PRECISION) AS value,
    CAST(NULL AS DOUBLE PRECISION) AS low,
    CAST(NULL AS DOUBLE PRECISION) AS high,
    CAST(NULL AS DOUBLE PRECISION) AS moved,
    0 AS step
  FROM stage_1 AS s
  UNION ALL
  SELECT
    r.v_0_n,
    r.v_1_sum_log_x,
    r.v_2_min_x,
    r.v_3_max_x,
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
      SELECT SUM(EXP(r.root * LN(o.value_1)))
      FROM observations AS o WHERE o.status = 0
    ) ELSE r.w_1_sum_h END,
    CASE WHEN r.step % 4 = 0 THEN (
      SELECT SUM(EXP(r.root * LN(o.value_1)) * LN(o.value_1))
      FROM observations AS o WHERE o.status = 0
    ) ELSE r.w_2_sum_h_1 END,
    CASE WHEN r.step % 4 = 0 THEN (
      SELECT SUM(LN(o.value_1) * LN(o.value_1) * EXP(r.root * LN(o.value_1)))
      FROM observations AS o WHERE o.status = 0
    ) ELSE r.w_3_sum_h_2 END,
    CASE WHEN r.step % 4 = 1 THEN r.w_2_sum_h_1 * r.w_2_sum_h_1 * r.v_0_n / NULLIF(r.w_1_sum_h * r.w_1_sum_h, 0.0) - r.v_0_n / NULLIF(r.root * r.root, 0.0) - (r.v_0_n / NULLIF(r.w_1_sum_h, 0.0)) * r.w_3_sum_h_2 ELSE r.slope END,
    CASE WHEN r.step % 4 = 1 THEN r.v_0_n / NULLIF(r.root, 0.0) + r.v_1_sum_log_x - (r.v_0_n / NULLIF(r.w_1_sum_h, 0.0)) * r.w_2_sum_h_1 ELSE r.value END,
    CASE WHEN r.step % 4 = 2 AND r.value > 0.0 THEN r.root ELSE r.low END,
    CASE WHEN r.step % 4 = 2 AND r.value <= 0.0 THEN r.root ELSE r.high END,
    CASE WHEN r.step % 4 = 3 THEN ABS(r.value / NULLIF(r.slope, 0.0)) ELSE r.moved END,
    r.step + 1
  FROM stage_2 AS r
  WHERE r.step < 800
    AND (r.step % 4 = 0 OR r.step % 4 = 1 OR (r.value IS NOT NULL AND r.slope IS NOT NULL))
    AND (r.value IS NULL OR r.value <> 0.0)
    AND (r.moved IS NULL OR r.moved > CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root))
),
stage_3 AS (
  SELECT
    r.v_0_n,
    r.v_1_sum_log_x,
    r.v_2_min_x,
    r.v_3_max_x,
    r.sound_rows,
    r.missing_rows,
    r.outside_rows,
    CASE WHEN r.moved <= CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root) OR r.value = 0.0 THEN r.root END AS v_4_shape
  FROM stage_2 AS r
  WHERE NOT EXISTS (SELECT 1 FROM stage_2 AS t WHERE t.step > r.step)
),
pass_4 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN POWER(o.value_1, s.v_4_shape) END) AS v_5_sum_h_4
  FROM observations AS o
  CROSS JOIN stage_3 AS s
),
stage_4 AS (
  SELECT
    s.*,
    p.v_5_sum_h_4
  FROM stage_3 AS s
  CROSS JOIN pass_4 AS p
),
stage_5 AS (
  SELECT
    s.*,
    s.v_0_n / NULLIF(s.v_5_sum_h_4, 0.0) AS v_6_rate
  FROM stage_4 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN CAST('Infinity' AS DOUBLE PRECISION)
    ELSE s.v_4_shape
  END AS "shape",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN NULL
    ELSE s.v_6_rate
  END AS "rate",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_5 AS s;
