-- Maximum-likelihood estimation: Generalised inverse Gaussian distribution.
--
--   f(x; order, a, b) = (a/b)**(order/2)/(2*besselk(order,
--       sqrt(a*b)))*x**(order - 1)*exp(-(a*x + b/x)/2)
--   support: x > 0
--   order: real
--   a: positive
--   b: positive
--
-- Log-likelihood:
--
--   -a*sum(x)/2 - b*sum(1/x)/2 + (order - 1)*sum(log(x)) + (order*log(a)/2 -
--       order*log(b)/2 - log(besselk(order, sqrt(a)*sqrt(b))) - log(2))*n
--
-- Estimator (numeric):
--
--   order, b = the joint maximiser of the log-likelihood
--   a = (b*sum(1/x) + 2*order*n)/sum(x)
--
-- Conditions:
--
--   A maximum exists only if 2n order + b sum 1/x_i > 0.
--
-- Source:
--
--   Jorgensen (1982), Statistical Properties of the Generalized Inverse
--       Gaussian Distribution, Lecture Notes in Statistics 9, Springer
--
-- Written by thetahat 0.1.0.
--
-- SQL has no joint maximisation: the query returns the sufficient statistics, and this program finishes.
--
--   from numpy import exp, floor, isfinite, log, sqrt, pi, inf, nan, errstate, float64
--   from thetahat.engines.special import bessel_k_ratio, log_bessel_k, log_bessel_k_order
--
--   def maximum(a, b):
--       return a if a > b else b
--
--   def sign(x):
--       if x > 0.0:
--           return 1.0
--       if x < 0.0:
--           return -1.0
--       return x
--
--   def modulo(a, b):
--       return a - b * floor(a / b)
--
--   def outward(u, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           if u < 0.0:
--               return lower + (upper - lower) * exp(u) / (1.0 + exp(u))
--           return upper - (upper - lower) * exp(-u) / (1.0 + exp(-u))
--       if isfinite(lower):
--           return lower + exp(u)
--       if isfinite(upper):
--           return upper - exp(u)
--       return u
--
--   def inward(t, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           return log((t - lower) / (upper - t))
--       if isfinite(lower):
--           return log(t - lower)
--       if isfinite(upper):
--           return log(upper - t)
--       return t
--
--   def stretch(u, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           e = exp(-maximum(u, -u))
--           return (upper - lower) * e / ((1.0 + e) * (1.0 + e))
--       if isfinite(lower):
--           return exp(u)
--       if isfinite(upper):
--           return -exp(u)
--       return 1.0
--
--   def bend(u, lower, upper):
--       if isfinite(lower) and isfinite(upper):
--           e = exp(-maximum(u, -u))
--           return -sign(u) * stretch(u, lower, upper) * (1.0 - e) / (1.0 + e)
--       if isfinite(lower) or isfinite(upper):
--           return stretch(u, lower, upper)
--       return 0.0
--
--   def choose(at, a, b, c, d, e, f, g):
--       if at < 1.0:
--           return a
--       if at < 2.0:
--           return b
--       if at < 3.0:
--           return c
--       if at < 4.0:
--           return d
--       if at < 5.0:
--           return e
--       if at < 6.0:
--           return f
--       return g
--
--   def derivatives_order_b(sum_h, n, sum_x, sum_log_x, order, b):
--       t_2 = 0.5*log(b)
--       t_3 = b*sum_h
--       t_4 = 2*order
--       t_5 = t_4*n + t_3
--       t_6 = log(t_5/sum_x)
--       t_7 = sqrt(b)
--       t_8 = sqrt(t_5)
--       t_9 = sqrt(sum_x)
--       t_10 = 1/t_9
--       t_11 = t_8*t_10
--       t_12 = t_7*t_11
--       t_13 = 1/t_5
--       t_14 = bessel_k_ratio(order, t_12)
--       t_15 = 1/t_8
--       t_16 = 1/t_7
--       t_17 = t_16*t_9
--       t_18 = t_15*t_17
--       t_19 = order*t_18 - t_14
--       t_20 = t_15*t_7*t_10
--       t_21 = t_20*n
--       t_22 = log_bessel_k_order(1, order, t_12)
--       t_23 = 0.5*sum_h
--       t_24 = 0.5*t_16*t_11 + t_20*t_23
--       t_25 = 0.5/b
--       t_26 = 1/t_5**2
--       t_27 = n**2
--       t_28 = (log_bessel_k_order(1, order + 1, t_12) - t_22)*t_14
--       t_29 = order*n
--       t_30 = 1/t_5**1.5
--       t_31 = t_17*t_30
--       t_32 = t_14**2 - (t_4 + 1)*t_14*t_18 - 1
--       t_33 = t_15*t_16*t_9 - t_21*t_32 - t_28 - t_29*t_31
--       t_34 = t_30*t_7*t_10
--       t_35 = 1/b**1.5
--       t_36 = sum_h**2
--       t_37 = 0.5*order
--       return (0.5*order*t_6 - order*t_2 - order - log_bessel_k(order, t_12) - log(2))*n + (order - 1)*sum_log_x - t_3, (order*t_13*n + 0.5*t_6 - t_2 - t_19*t_21 - t_22 - 1)*n + sum_log_x, (0.5*order*t_13*sum_h - t_19*t_24 - order*t_25)*n - sum_h, (2*t_13*n + t_19*t_27*t_30*t_7*t_10 - t_21*t_33 - (t_18 - t_28)*t_21 - t_4*t_26*t_27 - log_bessel_k_order(2, order, t_12))*n, (0.5*t_13*sum_h - (0.5*t_15*t_16*t_10*n - t_23*t_34*n)*t_19 - t_24*t_33 - t_25 - t_26*t_29*sum_h)*n, (0.5*order/b**2 - (0.5*t_15*t_16*t_10*sum_h - 0.25*t_34*t_36 - 0.25*t_35*t_11)*t_19 - (-t_15*t_35*t_37*t_9 - order*t_23*t_31 - t_24*t_32)*t_24 - t_26*t_36*t_37)*n
--
--   def surface_order_b(sum_h, n, sum_x, sum_log_x, u_1, u_2):
--       order = outward(u_1, -inf, inf)
--       stretch_1 = stretch(u_1, -inf, inf)
--       b = outward(u_2, 0, inf)
--       stretch_2 = stretch(u_2, 0, inf)
--       height, g_1, g_2, h_1_1, h_2_1, h_2_2 = derivatives_order_b(sum_h, n, sum_x, sum_log_x, order, b)
--       return -height / n, -g_1 * stretch_1 / n, -g_2 * stretch_2 / n, -h_1_1 * stretch_1 * stretch_1 / n - g_1 * bend(u_1, -inf, inf) / n, -h_2_1 * stretch_2 * stretch_1 / n, -h_2_2 * stretch_2 * stretch_2 / n - g_2 * bend(u_2, 0, inf) / n
--
--   def climb_order_b(sum_h, n, sum_x, sum_log_x, start_1, start_2):
--       u_1 = inward(start_1, -inf, inf)
--       u_2 = inward(start_2, 0, inf)
--       f, g_1, g_2, h_1_1, h_2_1, h_2_2 = surface_order_b(sum_h, n, sum_x, sum_log_x, u_1, u_2)
--       if not isfinite(f):
--           return -inf, start_1, start_2
--       damp = 0.0
--       for trial in range(400):
--           definite = 1.0
--           d_1 = h_1_1 + damp * maximum(abs(h_1_1), 1e-6)
--           if not d_1 > 1e-14 * abs(h_1_1):
--               definite = 0.0
--               d_1 = 1.0
--           l_2_1 = (h_2_1) / d_1
--           d_2 = h_2_2 + damp * maximum(abs(h_2_2), 1e-6) - l_2_1 * l_2_1 * d_1
--           if not d_2 > 1e-14 * abs(h_2_2):
--               definite = 0.0
--               d_2 = 1.0
--           if definite == 0.0:
--               damp = maximum(4.0 * damp, 1e-3)
--               continue
--           v_1 = -g_1
--           v_2 = -g_2 - l_2_1 * v_1
--           decrement = v_1 * v_1 / d_1 + v_2 * v_2 / d_2
--           step_2 = v_2 / d_2
--           step_1 = v_1 / d_1 - l_2_1 * step_2
--           length = maximum(abs(step_1), abs(step_2))
--           if length > 4.0:
--               step_1 = step_1 * 4.0 / length
--               step_2 = step_2 * 4.0 / length
--           f_new, g_1_new, g_2_new, h_1_1_new, h_2_1_new, h_2_2_new = surface_order_b(sum_h, n, sum_x, sum_log_x, u_1 + step_1, u_2 + step_2)
--           if isfinite(f_new) and isfinite(g_1_new) and isfinite(g_2_new) and isfinite(h_1_1_new) and isfinite(h_2_1_new) and isfinite(h_2_2_new) and f_new <= f + 1e-13 * (1.0 + abs(f)):
--               u_1 = u_1 + step_1
--               u_2 = u_2 + step_2
--               f = f_new
--               g_1 = g_1_new
--               g_2 = g_2_new
--               h_1_1 = h_1_1_new
--               h_2_1 = h_2_1_new
--               h_2_2 = h_2_2_new
--               if damp == 0.0 and decrement <= 1e-22:
--                   break
--               damp = 0.2 * damp
--               if damp < 1e-6:
--                   damp = 0.0
--           else:
--               damp = maximum(4.0 * damp, 1e-3)
--               if damp > 1e12:
--                   break
--       d_1 = h_1_1
--       if abs(d_1) <= 0.0:
--           return -inf, start_1, start_2
--       l_2_1 = (h_2_1) / d_1
--       d_2 = h_2_2 - l_2_1 * l_2_1 * d_1
--       if abs(d_2) <= 1e-9:
--           return -inf, start_1, start_2
--       return -f, outward(u_1, -inf, inf), outward(u_2, 0, inf)
--
--   def value_order_b(sum_h, n, sum_log_x, sum_x, order, b):
--       t = b*sum_h
--       t_1 = 2*order*n + t
--       return (0.5*order*log(t_1/sum_x) - 0.5*order*log(b) - order - log_bessel_k(order, sqrt(b)*sqrt(t_1)/sqrt(sum_x)) - log(2))*n + (order - 1)*sum_log_x - t
--
--   def maximise_order_b(sum_h, n, sum_x, sum_log_x):
--       best = -inf
--       chosen_1 = nan
--       chosen_2 = nan
--       seed = 20240229.0
--       for around in range(1):
--           rated = -inf
--           reached_1 = 0.0
--           reached_2 = 1.0
--           for pick in range(40):
--               seed = modulo(16807.0 * seed, 2147483647.0)
--               at = floor(seed / 2147483647.0 * 7.0)
--               draw_1 = choose(at, 0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5)
--               seed = modulo(16807.0 * seed, 2147483647.0)
--               at = floor(seed / 2147483647.0 * 7.0)
--               draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0)
--               height = -inf
--               if isfinite(draw_1) and draw_2 > 0 and isfinite(draw_2):
--                   height = value_order_b(sum_h, n, sum_log_x, sum_x, draw_1, draw_2)
--               if height > rated:
--                   rated = height
--                   reached_1 = draw_1
--                   reached_2 = draw_2
--           height, reached_1, reached_2 = climb_order_b(sum_h, n, sum_x, sum_log_x, reached_1, reached_2)
--           if height > best:
--               best = height
--               chosen_1 = reached_1
--               chosen_2 = reached_2
--       return chosen_1, chosen_2
--
--   def finish(sum_h, n, sum_x, sum_log_x):
--       sum_h = float64(sum_h)
--       n = float64(n)
--       sum_x = float64(sum_x)
--       sum_log_x = float64(sum_log_x)
--       with errstate(all="ignore"):
--           order, b = maximise_order_b(sum_h, n, sum_x, sum_log_x)
--           a = (2*order*n + b*sum_h)/sum_x
--       return {"order": order, "a": a, "b": b}
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
stage_2 AS (
  SELECT
    CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS DOUBLE PRECISION) AS v_0_n,
    COUNT(CASE WHEN o.status = 0 THEN 1 END) AS sound_rows,
    COUNT(CASE WHEN o.status = 1 THEN 1 END) AS missing_rows,
    COUNT(CASE WHEN o.status = 2 THEN 1 END) AS outside_rows,
    SUM(CASE WHEN o.status = 0 THEN LN(o.value_1) END) AS v_1_sum_log_x,
    SUM(CASE WHEN o.status = 0 THEN o.value_1 END) AS v_2_sum_x,
    SUM(CASE WHEN o.status = 0 THEN 1.0 / NULLIF(o.value_1, 0.0) END) AS v_3_sum_h
  FROM observations AS o
)
SELECT
  s.v_1_sum_log_x AS "sum_log_x",
  s.v_2_sum_x AS "sum_x",
  s.v_3_sum_h AS "sum_h",
  s.sound_rows AS "n",
  s.missing_rows AS "missing_rows",
  s.outside_rows AS "outside_rows"
FROM stage_2 AS s;
