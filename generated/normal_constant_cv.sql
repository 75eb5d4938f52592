-- Maximum-likelihood estimation: Normal distribution with known coefficient of
-- variation.
--
--   f(x; theta, cv) =
--       1/(cv*theta*sqrt(2*pi))*exp(-(x-theta)**2/(2*cv**2*theta**2))
--   support: real
--   theta: positive
--   cv: positive (a known constant)
--
-- Log-likelihood:
--
--   (-log(cv) - log(theta) - log(2*pi)/2)*n - sum((x -
--       theta)**2)/(2*cv**2*theta**2)
--
-- Estimator (closed):
--
--   theta = -(-sqrt(4*cv**2*n*sum(x**2) + sum(x)**2) + sum(x))/(2*cv**2*n)
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 13
--   Khan (1968), A note on estimating the mean of a normal distribution with
--       known coefficient of variation, J. Amer. Statist. Assoc. 63, 1039-1041
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
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 * o.value_1 END) AS v_2_sum_x_2
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    -0.5 * (s.v_1_sum_x - (CASE WHEN (4.0 * (CAST(:cv AS DOUBLE PRECISION) * CAST(:cv AS DOUBLE PRECISION)) * s.v_2_sum_x_2 * s.v_0_n + s.v_1_sum_x * s.v_1_sum_x) >= 0.0 THEN SQRT(4.0 * (CAST(:cv AS DOUBLE PRECISION) * CAST(:cv AS DOUBLE PRECISION)) * s.v_2_sum_x_2 * s.v_0_n + s.v_1_sum_x * s.v_1_sum_x) END)) / NULLIF(CAST(:cv AS DOUBLE PRECISION) * CAST(:cv AS DOUBLE PRECISION) * s.v_0_n, 0.0) AS v_3_theta
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_3_theta
  END AS "theta",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
