-- Maximum-likelihood estimation: Poisson hurdle distribution.
--
--   f(x; weight, rate) = Piecewise((weight, Eq(x, 0)),
--       ((1-weight)*rate**x/(factorial(x)*(exp(rate)-1)), True))
--   support: x in 0, 1, 2, ...
--   weight: 0 < weight < 1
--   rate: positive
--
-- Log-likelihood:
--
--   (log(1 - weight) - log(exp(rate) - 1))*sum(Piecewise((0, Eq(x, 0)), (1,
--       True))) + log(rate)*sum(Piecewise((0, Eq(x, 0)), (x, True))) +
--       log(weight)*sum(Piecewise((1, Eq(x, 0)), (0, True))) -
--       sum(Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)))
--
-- Estimator (special):
--
--   weight = sum(Piecewise((1, Eq(x, 0)), (0, True)))/(sum(Piecewise((0, Eq(x,
--       0)), (1, True))) + sum(Piecewise((1, Eq(x, 0)), (0, True))))
--   rate = LambertW(-exp(-sum(Piecewise((0, Eq(x, 0)), (x,
--       True)))/sum(Piecewise((0, Eq(x, 0)), (1, True))))*sum(Piecewise((0,
--       Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))) +
--       sum(Piecewise((0, Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)),
--       (1, True)))
--
-- Conditions:
--
--   A maximum exists only if the x_i are not all equal.
--   A maximum exists only if #{x_i = 0} > 0.
--   A maximum exists only if #{x_i != 0} > 0.
--   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
--
-- Source:
--
--   Mullahy (1986), Specification and testing of some modified count data
--       models, J. Econometrics 33, 341-365
--
-- Written by thetahat 0.1.0.
--
-- SQL has no lambert_w: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import exp, log, sqrt, pi, inf, nan, errstate, float64
--
--   def maximum(a, b):
--       return a if a > b else b
--
--   def lambert_w(y, branch=0.0):
--       if y < -0.36787944117144233:
--           if y > -0.36787944117144245:
--               return -1.0
--           return nan
--       if branch < -0.5 and y >= 0.0:
--           return nan
--       p = sqrt(maximum(0.0, 2.0 * (2.718281828459045 * y + 1.0)))
--       w = -1.0 + p - p * p / 3.0 + 11.0 / 72.0 * p * p * p
--       if branch < -0.5:
--           w = -1.0 - p - p * p / 3.0 - 11.0 / 72.0 * p * p * p
--           if y > -0.1:
--               w = log(-y) - log(-log(-y))
--       elif y > 1.0:
--           w = log(1.0 + y) * (1.0 - log(1.0 + log(1.0 + y)) / (2.0 + log(1.0 + y)))
--       for turn in range(50):
--           e = exp(w)
--           f = w * e - y
--           if f == 0.0 or w == -1.0:
--               return w
--           step = f / (e * (w + 1.0) - (w + 2.0) * f / (2.0 * w + 2.0))
--           w = w - step
--           if maximum(step, -step) <= 1e-16 * maximum(w, -w):
--               return w
--       return w
--
--   def finish(sum_h_3, sum_h_1, sum_h_2):
--       sum_h_3 = float64(sum_h_3)
--       sum_h_1 = float64(sum_h_1)
--       sum_h_2 = float64(sum_h_2)
--       with errstate(all="ignore"):
--           weight = sum_h_3/(sum_h_1 + sum_h_3)
--           rate = lambert_w(-sum_h_2*exp(-sum_h_2/sum_h_1)/sum_h_1) + sum_h_2/sum_h_1
--       return {"weight": weight, "rate": rate}
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 = FLOOR(o.value_1) AND o.value_1 >= 0.0 THEN 0 ELSE 2 END
      ELSE 1
    END AS status
  FROM (
    SELECT
      CAST("x" AS DOUBLE PRECISION) AS value_1
    FROM "data"
  ) AS o
),
stage_2 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 0.0 THEN 0.0 ELSE 1.0 END END) AS DOUBLE PRECISION) AS v_1_sum_h_1,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 0.0 THEN 0.0 ELSE o.value_1 END END) AS DOUBLE PRECISION) AS v_2_sum_h_2,
    CAST(SUM(CASE WHEN o.status = 0 THEN CASE WHEN o.value_1 = 0.0 THEN 1.0 ELSE 0.0 END END) AS DOUBLE PRECISION) AS v_3_sum_h_3,
    MIN(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_4_min_x,
    MAX(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_5_max_x
  FROM observations AS o
)
SELECT
  s.v_1_sum_h_1 AS "sum_h_1",
  s.v_2_sum_h_2 AS "sum_h_2",
  s.v_3_sum_h_3 AS "sum_h_3",
  s.v_4_min_x AS "min_x",
  s.v_5_max_x AS "max_x",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
