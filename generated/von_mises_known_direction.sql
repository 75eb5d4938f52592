-- Maximum-likelihood estimation: von Mises distribution with known direction.
--
--   f(x; kappa, mu) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
--   support: -pi <= x <= pi
--   kappa: positive
--   mu: -pi < mu <= pi (a known constant)
--
-- Log-likelihood:
--
--   kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n
--
-- Estimator (special):
--
--   kappa = InverseBesselRatio(sum(cos(x - mu))/n)
--
-- Conditions:
--
--   A maximum exists only if sum cos(x_i - mu) > 0.
--   A maximum exists only if sum cos(x_i - mu) < n.
--
-- Source:
--
--   Mardia, Jupp (2000), Directional Statistics, ch. 5
--
-- Written by thetahat 0.1.0.
--
-- SQL has no inverse_bessel_ratio: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import cos, exp, floor, log, log1p, sin, sqrt, pi, inf, nan, errstate, float64
--
--   def maximum(a, b):
--       return a if a > b else b
--
--   def gamma_tail(z):
--       w = 1.0 / (z * z)
--       return (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
--
--   def gammaln(x):
--       if x < 0.0:
--           return nan
--       below = 1.0
--       z = x
--       while z < 16.0:
--           below = below * z
--           z = z + 1.0
--       return (z - 0.5) * log(z) - z + 0.9189385332046727 + gamma_tail(z) - log(below)
--
--   def log_bessel_i(order, z):
--       m = maximum(order, -order)
--       r = sqrt(m * m + z * z)
--       if r < 600.0:
--           term = 1.0
--           total = 1.0
--           k = 1.0
--           while term > 1e-17 * total:
--               term = term * (0.5 * z) * (0.5 * z) / (k * (m + k))
--               total = total + term
--               k = k + 1.0
--           if m == 0.0:
--               return log(total)
--           return m * log(0.5 * z) - gammaln(m + 1.0) + log(total)
--       t = 1.0 / r
--       p = m * m * t * t
--       u_1 = t * (3.0 - 5.0 * p) / 24.0
--       u_2 = t * t * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
--       u_3 = t * t * t * (30375.0 + p * (-369603.0 + p * (765765.0 - 425425.0 * p))) / 414720.0
--       inner = -94121676.0 + p * (349922430.0 + p * (-446185740.0 + 185910725.0 * p))
--       u_4 = t * t * t * t * (4465125.0 + p * inner) / 39813120.0
--       series = log1p(u_1 + u_2 + u_3 + u_4)
--       turned = 0.0
--       if m > 0.0:
--           turned = m * log(z / (m + r))
--       return r + turned - 0.9189385332046727 - 0.5 * log(r) + series
--
--   def hankel(m, z):
--       term = 1.0
--       total = 1.0
--       k = 1.0
--       while k < 12.0:
--           term = -term * (4.0 * m * m - (2.0 * k - 1.0) * (2.0 * k - 1.0)) / (8.0 * k * z)
--           total = total + term
--           k = k + 1.0
--       return total
--
--   def bessel_i_ratio(order, z):
--       m = maximum(order, -order - 1.0)
--       ratio = 0.0
--       if z > 2000.0 * (1.0 + m * m):
--           ratio = hankel(m + 1.0, z) / hankel(m, z)
--       elif z > 20000.0:
--           ratio = exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
--       elif z > 0.0:
--           k = m + 1.0 + floor(z) + 60.0
--           while k > m + 0.5:
--               ratio = 1.0 / (2.0 * k / z + ratio)
--               k = k - 1.0
--       if order < -0.5:
--           return 1.0 / ratio
--       return ratio
--
--   def inverse_bessel_ratio(r):
--       if not (0.0 < r and r < 1.0):
--           return nan
--       k = r * (2.0 - r * r) / (1.0 - r * r)
--       if r > 0.9:
--           k = 0.5 / (1.0 - r) + 0.25
--       for turn in range(60):
--           ratio = bessel_i_ratio(0.0, k)
--           step = (ratio - r) / (1.0 - ratio / k - ratio * ratio)
--           before = k
--           if k > step:
--               k = k - step
--           else:
--               k = 0.5 * k
--           if maximum(k - before, before - k) <= 4e-16 * k:
--               return k
--       return k
--
--   def finish(n, sum_h, sum_h_1, mu):
--       n = float64(n)
--       sum_h = float64(sum_h)
--       sum_h_1 = float64(sum_h_1)
--       mu = float64(mu)
--       with errstate(all="ignore"):
--           kappa = inverse_bessel_ratio((sum_h*cos(mu) + sum_h_1*sin(mu))/n)
--       return {"kappa": kappa}
--
-- Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the
-- support make the answer NULL and are counted in outside_rows.
WITH observations AS (
  SELECT
    o.value_1,
    CASE
      WHEN ABS(o.value_1) <= CAST(1.7976931348623157e+308 AS DOUBLE PRECISION) THEN
        CASE WHEN o.value_1 >= -3.141592653589793 AND o.value_1 <= 3.141592653589793 THEN 0 ELSE 2 END
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
    SUM(CASE WHEN o.status = 0 THEN COS(o.value_1) END) AS v_1_sum_h,
    SUM(CASE WHEN o.status = 0 THEN SIN(o.value_1) END) AS v_2_sum_h_1
  FROM observations AS o
)
SELECT
  s.v_1_sum_h AS "sum_h",
  s.v_2_sum_h_1 AS "sum_h_1",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
