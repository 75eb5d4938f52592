-- Maximum-likelihood estimation: Exponential lifetimes with right censoring.
--
--   f(t, d; rate) = (rate*exp(-rate*t))**d*exp(-rate*t)**(1-d)
--   support: t > 0 and d in 0, 1
--   rate: positive
--
-- Log-likelihood:
--
--   -rate*sum(d*t) + rate*sum(t*(d - 1)) + log(rate)*sum(d)
--
-- Estimator (closed):
--
--   rate = sum(d)/sum(t)
--
-- Conditions:
--
--   A maximum exists only if sum d_i > 0.
--
-- Source:
--
--   Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time
--       Data, 2nd ed., ch. 3
--
-- Written by thetahat 0.1.0.
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    o.value_2,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) AND ABS(o.value_2) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 > 0.0 AND o.value_2 = FLOOR(o.value_2) AND o.value_2 >= 0.0 AND o.value_2 <= 1.0 THEN 0 ELSE 2 END
      ELSE 1
    END AS status
  FROM (
    SELECT
      CAST("t" AS DOUBLE PRECISION) AS value_1,
      CAST("d" AS DOUBLE PRECISION) AS value_2
    FROM "data"
  ) AS o
),
stage_1 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN o.value_2 END) AS v_1_sum_d,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_sum_t
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    s.v_1_sum_d / NULLIF(s.v_2_sum_t, 0.0) AS v_3_rate
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_1_sum_d > 0.0) THEN 0.0
    ELSE s.v_3_rate
  END AS "rate",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
