-- Maximum-likelihood estimation: Truncated Pareto distribution.
--
--   f(x; lower, upper, shape) =
--       shape*lower**shape*x**(-shape-1)/(1-(lower/upper)**shape)
--   support: lower <= x <= upper
--   lower: positive
--   upper: lower < upper
--   shape: positive
--
-- Log-likelihood:
--
--   (-shape - 1)*sum(log(x)) + (shape*log(lower) + log(shape) - log(1 -
--       (lower/upper)**shape))*n
--
-- Estimator (boundary):
--
--   lower = min(x)
--   upper = max(x)
--   shape = the solution of ((lower/upper)**shape*log(lower/upper)/(1 -
--       (lower/upper)**shape) + log(lower) + 1/shape)*n - sum(log(x)) = 0
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--   A maximum exists only if 2 sum log x_i < n log x_(1) + n log x_(n).
--
-- Source:
--
--   Aban, Meerschaert, Panorska (2006), Parameter estimation for the truncated
--       Pareto distribution, J. Amer. Statist. Assoc. 101, 270-277
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
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN (o.value_1) > 0.0 THEN LN(o.value_1) END END) AS DOUBLE PRECISION) AS v_1_sum_log_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_max_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_2_min_x AS v_4_lower,
    s.v_3_max_x AS v_5_upper
  FROM stage_1 AS s
),
stage_3 AS (
  SELECT
    s.v_0_n,
    s.v_1_sum_log_x,
    s.v_2_min_x,
    s.v_3_max_x,
    s.v_4_lower,
    s.v_5_upper,
    s.sound_rows,
    s.missing_rows,
    s.outside_rows,
    CAST(1.0 AS DOUBLE PRECISION) AS root,
    CAST(NULL AS DOUBLE PRECISION) AS slope,
    CAST(NULL AS DOUBLE PRECISION) AS value,
    CAST(NULL AS DOUBLE PRECISION) AS low,
    CAST(NULL AS DOUBLE PRECISION) AS high,
    CAST(NULL AS DOUBLE PRECISION) AS moved,
    0 AS step
  FROM stage_2 AS s
  UNION ALL
  SELECT
    r.v_0_n,
    r.v_1_sum_log_x,
    r.v_2_min_x,
    r.v_3_max_x,
    r.v_4_lower,
    r.v_5_upper,
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
    CASE WHEN r.step % 4 = 1 THEN ((CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), 2.0 * r.root) END) * ((CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN LN((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) END) * (CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN LN((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) END)) / NULLIF((1.0 - (CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), r.root) END)) * (1.0 - (CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), r.root) END)), 0.0) + ((CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), r.root) END) / NULLIF((1.0 - (CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), r.root) END)), 0.0)) * ((CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN LN((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) END) * (CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN LN((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) END)) - 1.0 / NULLIF(r.root * r.root, 0.0)) * r.v_0_n ELSE r.slope END,
    CASE WHEN r.step % 4 = 1 THEN ((CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN LN((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) END) * ((CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), r.root) END) / NULLIF((1.0 - (CASE WHEN ((r.v_4_lower / NULLIF(r.v_5_upper, 0.0))) > 0.0 THEN POWER((r.v_4_lower / NULLIF(r.v_5_upper, 0.0)), r.root) END)), 0.0)) + (CASE WHEN (r.v_4_lower) > 0.0 THEN LN(r.v_4_lower) END) + 1.0 / NULLIF(r.root, 0.0)) * r.v_0_n - r.v_1_sum_log_x ELSE r.value END,
    CASE WHEN r.step % 4 = 2 AND r.value > 0.0 THEN r.root ELSE r.low END,
    CASE WHEN r.step % 4 = 2 AND r.value <= 0.0 THEN r.root ELSE r.high END,
    CASE WHEN r.step % 4 = 3 THEN ABS(r.value / NULLIF(r.slope, 0.0)) ELSE r.moved END,
    r.step + 1
  FROM stage_3 AS r
  WHERE r.step < 800
    AND (r.step % 4 = 0 OR r.step % 4 = 1 OR (r.value IS NOT NULL AND r.slope IS NOT NULL))
    AND (r.value IS NULL OR r.value <> 0.0)
    AND (r.moved IS NULL OR r.moved > CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root))
),
stage_4 AS (
  SELECT
    r.v_0_n,
    r.v_1_sum_log_x,
    r.v_2_min_x,
    r.v_3_max_x,
    r.v_4_lower,
    r.v_5_upper,
    r.sound_rows,
    r.missing_rows,
    r.outside_rows,
    CASE WHEN r.moved <= CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root) OR r.value = 0.0 THEN r.root END AS v_6_shape
  FROM stage_3 AS r
  WHERE NOT EXISTS (SELECT 1 FROM stage_3 AS t WHERE t.step > r.step)
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN NULL
    WHEN NOT (-0.5 * (2.0 * ((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END)) * s.v_1_sum_log_x - ((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) * (CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END) * (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END)) * s.v_0_n) / NULLIF((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END), 0.0) > 0.0) THEN NULL
    ELSE s.v_4_lower
  END AS "lower",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN NULL
    WHEN NOT (-0.5 * (2.0 * ((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END)) * s.v_1_sum_log_x - ((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) * (CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END) * (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END)) * s.v_0_n) / NULLIF((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END), 0.0) > 0.0) THEN NULL
    ELSE s.v_5_upper
  END AS "upper",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN NULL
    WHEN NOT (-0.5 * (2.0 * ((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END)) * s.v_1_sum_log_x - ((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) * (CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END) * (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END)) * s.v_0_n) / NULLIF((CASE WHEN (s.v_2_min_x) > 0.0 THEN LN(s.v_2_min_x) END) - (CASE WHEN (s.v_3_max_x) > 0.0 THEN LN(s.v_3_max_x) END), 0.0) > 0.0) THEN 0.0
    ELSE s.v_6_shape
  END AS "shape",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_4 AS s;
