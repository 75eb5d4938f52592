-- Maximum-likelihood estimation: Inverse Gaussian distribution with known
-- mean.
--
--   f(x; shape, mu) =
--       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
--   support: x > 0
--   shape: positive
--   mu: positive (a known constant)
--
-- Log-likelihood:
--
--   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
--       mu)**2/x)/(2*mu**2)
--
-- Estimator (closed):
--
--   shape = mu**2*n/sum((x - mu)**2/x)
--
-- Source:
--
--   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
--       vol. 1, ch. 15
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
    SUM(CASE WHEN o.status = 0 THEN (o.value_1 - CAST(:mu AS DOUBLE PRECISION)) * (o.value_1 - CAST(:mu AS DOUBLE PRECISION)) / NULLIF(o.value_1, 0.0) END) AS v_1_sum_h
  FROM observations AS o
),
stage_2 AS (
  SELECT
    s.*,
    CAST(:mu AS DOUBLE PRECISION) * CAST(:mu AS DOUBLE PRECISION) * s.v_0_n / NULLIF(s.v_1_sum_h, 0.0) AS v_2_shape
  FROM stage_1 AS s
)
SELECT
  CASE
    WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL
    ELSE s.v_2_shape
  END AS "shape",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
