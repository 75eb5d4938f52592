-- Maximum-likelihood estimation: Discrete Laplace distribution centred at
-- zero.
--
--   f(x; q) = (1-q)/(1+q)*q**Abs(x)
--   support: x in ..., -2, -1, 0, 1, 2, ...
--   q: 0 < q < 1
--
-- Log-likelihood:
--
--   (log(1 - q) - log(q + 1))*n + log(q)*sum(Abs(x))
--
-- Estimator (closed):
--
--   q = -(-sqrt(n**2 + sum(Abs(x))**2) + n)/sum(Abs(x))
--
-- Conditions:
--
--   A maximum exists only if sum |x_i| > 0.
--
-- Source:
--
--   Inusah, Kozubowski (2006), A discrete analogue of the Laplace
--       distribution, J. Statist. Plann. Inference 136, 1090-1102
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
        CASE WHEN o.value_1 = FLOOR(o.value_1) THEN 0 ELSE 2 END
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
    SUM(CASE WHEN o.status = 0 THEN ABS(o.value_1) END) AS v_1_sum_h
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    -(s.v_0_n - (CASE WHEN (s.v_0_n * s.v_0_n + s.v_1_sum_h * s.v_1_sum_h) >= 0.0 THEN SQRT(s.v_0_n * s.v_0_n + s.v_1_sum_h * s.v_1_sum_h) END)) / NULLIF(s.v_1_sum_h, 0.0) AS v_2_q
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT ((CASE WHEN (s.v_0_n * s.v_0_n + s.v_1_sum_h * s.v_1_sum_h) >= 0.0 THEN SQRT(s.v_0_n * s.v_0_n + s.v_1_sum_h * s.v_1_sum_h) END) - s.v_0_n > 0.0) THEN NULL
    ELSE s.v_2_q
  END AS "q",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
