-- Maximum-likelihood estimation: Log-uniform distribution.
--
--   f(x; a, b) = 1/(x*log(b/a))
--   support: a <= x <= b
--   a: positive
--   b: a < b
--
-- Log-likelihood:
--
--   -log(log(b/a))*n - sum(log(x))
--
-- Estimator (boundary):
--
--   a = min(x)
--   b = max(x)
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Hamming (1970), On the distribution of numbers, Bell Syst. Tech. J. 49,
--       1609-1625
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
    s.v_1_min_x AS v_3_a,
    s.v_2_max_x AS v_4_b
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_min_x < s.v_2_max_x) THEN NULL
    ELSE s.v_3_a
  END AS "a",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_min_x < s.v_2_max_x) THEN NULL
    ELSE s.v_4_b
  END AS "b",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
