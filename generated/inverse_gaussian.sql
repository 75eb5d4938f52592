-- Maximum-likelihood estimation: Inverse Gaussian distribution (mean, shape).
--
--   f(x; mu, shape) =
--       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
--   support: x > 0
--   mu: positive
--   shape: positive
--
-- Log-likelihood:
--
--   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
--       mu)**2/x)/(2*mu**2)
--
-- Estimator (closed):
--
--   mu = sum(x)/n
--   shape = n*sum(x)/(-n**2 + sum(1/x)*sum(x))
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 15
--   Tweedie (1957), Statistical properties of inverse Gaussian distributions
--       I, Ann. Math. Statist. 28, 362-377
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
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN 1.0 / NULLIF(o.value_1, 0.0) END) AS v_1_sum_h,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_sum_x,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_3_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_max_x
  FROM observations AS o
),
pass_2 AS (
  SELECT
    SUM(CASE WHEN o.status = 0 THEN (1.0 / NULLIF(o.value_1, 0.0) - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_1_sum_h) * (o.value_1 - 1.0 / NULLIF(s.v_0_n, 0.0) * s.v_2_sum_x) END) AS v_5_sum_h_1
  FROM observations AS o
  CROSS JOIN stage_1 AS s
),
stage_2 AS (
  SELECT
    s.*,
    p.v_5_sum_h_1
  FROM stage_1 AS s
  CROSS JOIN pass_2 AS p
),
stage_3 AS (
  SELECT
    s.*,
    s.v_2_sum_x / NULLIF(s.v_0_n, 0.0) AS v_6_mu,
    -s.v_2_sum_x / NULLIF(s.v_5_sum_h_1, 0.0) AS v_7_shape
  FROM stage_2 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN NULL
    ELSE s.v_6_mu
  END AS "mu",
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    WHEN NOT (s.v_3_min_x < s.v_4_max_x) THEN NULL
    ELSE s.v_7_shape
  END AS "shape",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_3 AS s;
