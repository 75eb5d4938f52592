-- Maximum-likelihood estimation: Exponential distribution truncated at a known
-- point.
--
--   f(x; rate, upper) = rate*exp(-rate*x)/(1-exp(-rate*upper))
--   support: 0 <= x <= upper
--   rate: positive
--   upper: positive (a known constant)
--
-- Log-likelihood:
--
--   -rate*sum(x) + (log(rate) - log(1 - exp(-rate*upper)))*n
--
-- Estimator (reduced):
--
--   rate = the solution of (-upper*exp(-rate*upper)/(1 - exp(-rate*upper)) +
--       1/rate)*n - sum(x) = 0
--
-- Conditions:
--
--   A maximum exists only if sum x_i < n upper/2.
--
-- Source:
--
--   Deemer, Votaw (1955), Estimation of parameters of truncated or censored
--       exponential distributions, Ann. Math. Statist. 26, 498-504
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
        CASE WHEN o.value_1 >= 0.0 AND o.value_1 <= CAST(:upper AS DOUBLE PRECISION) THEN 0 ELSE 2 END
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
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.v_0_n,
    s.v_1_sum_x,
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
  FROM stage_1 AS s
  UNION ALL
  SELECT
    r.v_0_n,
    r.v_1_sum_x,
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
    CASE WHEN r.step % 4 = 1 THEN ((1.0 / NULLIF(EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) - 1.0, 0.0)) * (1.0 / NULLIF(EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) - 1.0, 0.0)) * (CAST(:upper AS DOUBLE PRECISION) * CAST(:upper AS DOUBLE PRECISION)) * EXP(-2.0 * (r.root * CAST(:upper AS DOUBLE PRECISION))) - (EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) / NULLIF(CASE WHEN ABS((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) > 0.3 THEN EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) - 1.0 WHEN EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) = 1.0 THEN ((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) ELSE (EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) - 1.0) * ((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) / LN(EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION))))) END, 0.0)) * (CAST(:upper AS DOUBLE PRECISION) * CAST(:upper AS DOUBLE PRECISION)) - 1.0 / NULLIF(r.root * r.root, 0.0)) * r.v_0_n ELSE r.slope END,
    CASE WHEN r.step % 4 = 1 THEN (CAST(:upper AS DOUBLE PRECISION) * (EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) / NULLIF(CASE WHEN ABS((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) > 0.3 THEN EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) - 1.0 WHEN EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) = 1.0 THEN ((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) ELSE (EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) - 1.0) * ((-(r.root * CAST(:upper AS DOUBLE PRECISION)))) / LN(EXP((-(r.root * CAST(:upper AS DOUBLE PRECISION))))) END, 0.0)) + 1.0 / NULLIF(r.root, 0.0)) * r.v_0_n - r.v_1_sum_x ELSE r.value END,
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
    r.v_1_sum_x,
    r.sound_rows,
    r.missing_rows,
    r.outside_rows,
    CASE WHEN r.moved <= CAST(1e-09 AS DOUBLE PRECISION) * ABS(r.root) OR r.value = 0.0 THEN r.root END AS v_2_rate
  FROM stage_2 AS r
  WHERE NOT EXISTS (SELECT 1 FROM stage_2 AS t WHERE t.step > r.step)
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (0.5 * CAST(:upper AS DOUBLE PRECISION) * s.v_0_n - s.v_1_sum_x > 0.0) THEN 0.0
    ELSE s.v_2_rate
  END AS "rate",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_3 AS s;
