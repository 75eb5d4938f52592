-- Maximum-likelihood estimation: Lindley distribution.
--
--   f(x; theta) = theta**2/(1+theta)*(1+x)*exp(-theta*x)
--   support: x > 0
--   theta: positive
--
-- Log-likelihood:
--
--   -theta*sum(x) + (2*log(theta) - log(theta + 1))*n + sum(log(x + 1))
--
-- Estimator (closed):
--
--   theta = (sqrt(n**2 + 6*n*sum(x) + sum(x)**2) + n - sum(x))/(2*sum(x))
--
-- Source:
--
--   Lindley (1958), Fiducial distributions and Bayes' theorem, J. Roy.
--       Statist. Soc. B 20, 102-107
--   Ghitany, Atieh, Nadarajah (2008), Lindley distribution and its
--       application, Math. Comput. Simulation 78, 493-506
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
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_1_sum_x
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    0.5 * (s.v_0_n + (CASE WHEN (s.v_0_n * s.v_0_n + 6.0 * s.v_1_sum_x * s.v_0_n + s.v_1_sum_x * s.v_1_sum_x) >= 0.0 THEN SQRT(s.v_0_n * s.v_0_n + 6.0 * s.v_1_sum_x * s.v_0_n + s.v_1_sum_x * s.v_1_sum_x) END) - s.v_1_sum_x) / NULLIF(s.v_1_sum_x, 0.0) AS v_2_theta
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_2_theta
  END AS "theta",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
