-- Maximum-likelihood estimation: Hardy-Weinberg proportions (number of A
-- alleles).
--
--   f(x; p) = binomial(2, x)*p**x*(1-p)**(2-x)
--   support: x in 0, 1, 2
--   p: 0 < p < 1
--
-- Log-likelihood:
--
--   (2*n - sum(x))*log(1 - p) + log(p)*sum(x) + log(2)*n - sum(loggamma(3 -
--       x)) - sum(loggamma(x + 1))
--
-- Estimator (closed):
--
--   p = sum(x)/(2*n)
--
-- Conditions:
--
--   A maximum exists only if sum x_i > 0.
--   A maximum exists only if sum x_i < 2n.
--
-- Source:
--
--   Weir (1996), Genetic Data Analysis II, ch. 2
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
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 0.0 AND o.value_1 <= 2.0 THEN 0 ELSE 2 END
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
    s.*,
    0.5 * s.v_1_sum_x / NULLIF(s.v_0_n, 0.0) AS v_2_p
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_sum_x > 0.0) THEN 0.0
    WHEN NOT (2.0 * s.v_0_n - s.v_1_sum_x > 0.0) THEN 1.0
    ELSE s.v_2_p
  END AS "p",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
