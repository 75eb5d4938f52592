-- Maximum-likelihood estimation: Log-Laplace distribution.
--
--   f(x; mu, scale) = 1/(2*scale*x)*exp(-Abs(log(x)-mu)/scale)
--   support: x > 0
--   mu: real
--   scale: positive
--
-- Log-likelihood:
--
--   -log(2*scale)*n - sum(log(x)) - sum(Abs(mu - log(x)))/scale
--
-- Estimator (boundary):
--
--   mu = median(log(x))
--   scale = sum(Abs(mu - log(x)))/n
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Kozubowski, Podgorski (2003), Log-Laplace distributions, Int. Math. J. 3,
--       467-495
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
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows
  FROM observations AS o
),
ranked_2 AS (
  SELECT
    LN(o.value_1) AS value,
    ROW_NUMBER() OVER (ORDER BY LN(o.value_1)) AS place
  FROM observations AS o
  CROSS JOIN stage_1 AS s
  WHERE o.status = 0
),
quantile_2 AS (
  SELECT
    AVG(CASE WHEN 2.0 * o.place >= s.v_0_n AND 2.0 * o.place <= s.v_0_n + 2.0 AND (2.0 * o.place = s.v_0_n + 1.0 OR 2.0 * FLOOR(s.v_0_n / 2.0) = s.v_0_n) THEN o.value END) AS value
  FROM ranked_2 AS o
  CROSS JOIN stage_1 AS s
),
stage_2 AS (
  SELECT
    s.*,
    p.value AS v_1_quantile_log_x
  FROM stage_1 AS s
  CROSS JOIN quantile_2 AS p
),
pass_3 AS (
  SELECT
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_max_x
  FROM observations AS o
  CROSS JOIN stage_2 AS s
),
stage_3 AS (
  SELECT
    s.*,
    p.v_2_min_x,
    p.v_3_max_x
  FROM stage_2 AS s
  CROSS JOIN pass_3 AS p
),
stage_4 AS (
  SELECT
    s.*,
    s.v_1_quantile_log_x AS v_4_mu
  FROM stage_3 AS s
),
pass_5 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN ABS(s.v_4_mu - LN(o.value_1)) END) AS v_5_sum_h
  FROM observations AS o
  CROSS JOIN stage_4 AS s
),
stage_5 AS (
  SELECT
    s.*,
    p.v_5_sum_h
  FROM stage_4 AS s
  CROSS JOIN pass_5 AS p
),
stage_6 AS (
  SELECT
    s.*,
    s.v_5_sum_h / NULLIF(s.v_0_n, 0.0) AS v_6_scale
  FROM stage_5 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN NULL
    ELSE s.v_4_mu
  END AS "mu",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_2_min_x < s.v_3_max_x) THEN 0.0
    ELSE s.v_6_scale
  END AS "scale",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_6 AS s;
