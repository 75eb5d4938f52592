/*
 * Maximum-likelihood estimation: Exponentiated Weibull distribution.
 *
 *   f(x; alpha, shape, scale) = alpha*shape/scale*(x/scale)**(shape-1)*exp(-
 *       (x/scale)**shape)*(1-exp(-(x/scale)**shape))**(alpha-1)
 *   support: x > 0
 *   alpha: positive
 *   shape: positive
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   (alpha - 1)*sum(log(1 - exp(-x**shape/scale**shape))) + (shape -
 *       1)*sum(log(x)) + (-shape*log(scale) + log(alpha) + log(shape))*n -
 *       sum(x**shape)/scale**shape
 *
 * Estimator (numeric):
 *
 *   alpha, shape, scale = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Mudholkar, Srivastava (1993), Exponentiated Weibull family for analyzing
 *       bathtub failure-rate data, IEEE Trans. Reliab. 42, 299-302
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: alpha, shape, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  EXPONENTIATED_WEIBULL_PARAMETERS = 3,
  EXPONENTIATED_WEIBULL_OK = 0,
  /* Empty, not finite, or outside the support. */
  EXPONENTIATED_WEIBULL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  EXPONENTIATED_WEIBULL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  EXPONENTIATED_WEIBULL_NOT_FOUND = 3
};

/* The data, read as (x - centre)/spread where they are standardised. */
struct rows {
  const double *x;
  double x_centre;
  double x_spread;
  size_t n;
};

static double x_at(const struct rows *rows, size_t i) {
  return (rows->x[i] - rows->x_centre) / rows->x_spread;
}

static double x_size_at(const struct rows *rows, size_t i) {
  return fabs(x_at(rows, i));
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x > 0.0))) {
      return 0;
    }
  }
  return rows->n > 0;
}

/* Adds to a sum; what rounding loses is kept apart (Neumaier). */
static void add(double *sum, double *lost, double value) {
  const double whole = *sum + value;
  if (isfinite(whole)) {
    *lost += fabs(*sum) >= fabs(value) ? (*sum - whole) + value
                                       : (value - whole) + *sum;
  }
  *sum = whole;
}

/* The value at a rank, counted from 1, without moving any: bisection over
   the values themselves. */
static double ranked(const struct rows *rows,
                     double (*value)(const struct rows *, size_t),
                     size_t rank) {
  double low = INFINITY;
  double high = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    low = fmin(low, value(rows, i));
    high = fmax(high, value(rows, i));
  }
  while (low < high) {
    double pivot = 0.5 * low + 0.5 * high;
    if (!(pivot < high)) {
      pivot = low;
    }
    size_t below = 0;
    double under = -INFINITY;
    double over = INFINITY;
    for (size_t i = 0; i < rows->n; ++i) {
      const double v = value(rows, i);
      if (v <= pivot) {
        ++below;
        under = fmax(under, v);
      } else {
        over = fmin(over, v);
      }
    }
    if (rank <= below) {
      high = under;
    } else {
      low = over;
    }
  }
  return low;
}

/* The value at rank ceil(n p); for p = 1/2 the midpoint of the middle two. */
static double quantile(const struct rows *rows,
                       double (*value)(const struct rows *, size_t), double p) {
  const double place = ceil((double)rows->n * p * (1.0 - 1e-15));
  const size_t rank = place < 1.0 ? 1 : (size_t)place;
  if (p == 0.5 && rows->n % 2 == 0) {
    return 0.5 * (ranked(rows, value, rank) + ranked(rows, value, rank + 1));
  }
  return ranked(rows, value, rank);
}

/* -1, 0 or 1. */
static double sign(double x) {
  if (x > 0.0) {
    return 1.0;
  }
  if (x < 0.0) {
    return -1.0;
  }
  return x;
}

/* The remainder of a/b that has the sign of b. */
static double modulo(double a, double b) {
  return a - b * floor(a / b);
}

/* The parameter at the free coordinate u. */
static double outward(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    if (u < 0.0) {
      return lower + (upper - lower) * exp(u) / (1.0 + exp(u));
    }
    return upper - (upper - lower) * exp(-u) / (1.0 + exp(-u));
  }
  if (isfinite(lower)) {
    return lower + exp(u);
  }
  if (isfinite(upper)) {
    return upper - exp(u);
  }
  return u;
}

/* The free coordinate of a parameter. */
static double inward(double t, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    return log((t - lower) / (upper - t));
  }
  if (isfinite(lower)) {
    return log(t - lower);
  }
  if (isfinite(upper)) {
    return log(upper - t);
  }
  return t;
}

/* The slope of the parameter in its free coordinate. */
static double stretch(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    const double e = exp(-fmax(u, -u));
    return (upper - lower) * e / ((1.0 + e) * (1.0 + e));
  }
  if (isfinite(lower)) {
    return exp(u);
  }
  if (isfinite(upper)) {
    return -exp(u);
  }
  return 1.0;
}

/* The second derivative of the parameter in its free coordinate. */
static double bend(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    const double e = exp(-fmax(u, -u));
    return -sign(u) * stretch(u, lower, upper) * (1.0 - e) / (1.0 + e);
  }
  if (isfinite(lower) || isfinite(upper)) {
    return stretch(u, lower, upper);
  }
  return 0.0;
}

/* The value at position 0 to 6. */
static double choose(double at, double a, double b, double c, double d,
                     double e, double f, double g) {
  if (at < 1.0) {
    return a;
  }
  if (at < 2.0) {
    return b;
  }
  if (at < 3.0) {
    return c;
  }
  if (at < 4.0) {
    return d;
  }
  if (at < 5.0) {
    return e;
  }
  if (at < 6.0) {
    return f;
  }
  return g;
}

/* log(1 - exp u) for u < 0, accurate at both ends. */
static double log1m_exp(double u) {
  if (u > -0.6931471805599453) {
    return log(-expm1(u));
  }
  return log1p(-exp(u));
}

/* 1/(exp v - 1). */
static double inverse_expm1(double v) {
  return 1.0 / expm1(v);
}

/* The log-likelihood as a function of alpha, shape, scale. */
static double value_joint(const struct rows *rows, double sum_log_x, double n,
                          double alpha, double shape, double scale) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = pow(x / scale, shape);
    add(&sum_h, &lost_1, t);
    add(&sum_h_1, &lost_2, log1m_exp(-t));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  const double part_3 = n * log(alpha) + n * log(shape);
  const double part_4 = part_3 + (alpha - 1.0) * sum_h_1;
  return part_4 + (shape - 1.0) * sum_log_x - shape * n * log(scale) - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n,
                              double sum_log_x, double alpha, double shape,
                              double scale, double *out) {
  double sum_h_2 = 0.0;
  double lost_5 = 0.0;
  double sum_h_3 = 0.0;
  double lost_6 = 0.0;
  double sum_h_4 = 0.0;
  double lost_7 = 0.0;
  double sum_h_5 = 0.0;
  double lost_8 = 0.0;
  double sum_h_6 = 0.0;
  double lost_9 = 0.0;
  double sum_h_7 = 0.0;
  double lost_10 = 0.0;
  double sum_h_8 = 0.0;
  double lost_11 = 0.0;
  double sum_h_9 = 0.0;
  double lost_12 = 0.0;
  double sum_h_10 = 0.0;
  double lost_13 = 0.0;
  double sum_h_11 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x / scale;
    const double t_2 = pow(t_1, shape);
    const double t_3 = log(t_1);
    const double t_4 = t_2 * t_3;
    const double t_5 = inverse_expm1(t_2);
    const double t_6 = t_2 * t_5;
    const double t_7 = t_3 * t_3;
    const double t_8 = t_2 * t_2 * (t_5 + 1.0) * t_5;
    add(&sum_h_2, &lost_5, t_2);
    add(&sum_h_3, &lost_6, log1m_exp(-t_2));
    add(&sum_h_4, &lost_7, t_4);
    add(&sum_h_5, &lost_8, t_4 * t_5);
    add(&sum_h_6, &lost_9, t_6);
    add(&sum_h_7, &lost_10, t_2 * t_7);
    add(&sum_h_8, &lost_11, t_7 * t_8);
    add(&sum_h_9, &lost_12, t_6 * t_7);
    add(&sum_h_10, &lost_13, t_3 * t_8);
    add(&sum_h_11, &lost_14, t_8);
  }
  sum_h_2 += lost_5;
  sum_h_3 += lost_6;
  sum_h_4 += lost_7;
  sum_h_5 += lost_8;
  sum_h_6 += lost_9;
  sum_h_7 += lost_10;
  sum_h_8 += lost_11;
  sum_h_9 += lost_12;
  sum_h_10 += lost_13;
  sum_h_11 += lost_14;
  const double t_9 = alpha - 1.0;
  const double t_10 = n * log(scale);
  const double t_11 = t_9 * sum_h_5;
  const double t_12 = 1.0 / scale;
  const double t_13 = t_12 * n;
  const double t_14 = shape * t_12;
  const double t_15 = t_14 * sum_h_6;
  const double t_16 = shape * shape;
  const double t_17 = t_9 * sum_h_6;
  const double t_18 = 1.0 / (scale * scale);
  const double t_19 = shape * t_18;
  const double t_20 = t_16 * t_18;
  const double part_15 = n * log(alpha) + n * log(shape) + t_9 * sum_h_3;
  out[0] = part_15 + (shape - 1.0) * sum_log_x - shape * t_10 - sum_h_2;
  out[1] = n / alpha + sum_h_3;
  out[2] = n / shape + t_11 + sum_log_x - t_10 - sum_h_4;
  out[3] = shape * t_12 * sum_h_2 - t_9 * t_15 - shape * t_13;
  out[4] = -n / (alpha * alpha);
  out[5] = sum_h_5;
  out[6] = t_9 * sum_h_9 - n / t_16 - t_9 * sum_h_8 - sum_h_7;
  out[7] = -t_15;
  const double part_16 = shape * t_9 * t_12 * sum_h_10 + t_12 * sum_h_2;
  const double part_17 = part_16 + shape * t_12 * sum_h_4 - t_11 * t_14;
  out[8] = part_17 - t_12 * t_17 - t_13;
  const double part_18 = t_19 * n + t_19 * t_17 + t_20 * t_17;
  const double part_19 = part_18 - t_9 * t_20 * sum_h_11 - t_19 * sum_h_2;
  out[9] = part_19 - t_20 * sum_h_2;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double sum_log_x,
                          double u_1, double u_2, double u_3, double *out) {
  const double alpha = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double shape = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  const double scale = outward(u_3, 0.0, INFINITY);
  const double stretch_3 = stretch(u_3, 0.0, INFINITY);
  double found_20[10];
  derivatives_joint(rows, n, sum_log_x, alpha, shape, scale, found_20);
  const double height = found_20[0];
  const double g_1 = found_20[1];
  const double g_2 = found_20[2];
  const double g_3 = found_20[3];
  const double h_1_1 = found_20[4];
  const double h_2_1 = found_20[5];
  const double h_2_2 = found_20[6];
  const double h_3_1 = found_20[7];
  const double h_3_2 = found_20[8];
  const double h_3_3 = found_20[9];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  const double part_21 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[4] = part_21 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[5] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_22 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[6] = part_22 - g_2 * bend(u_2, 0.0, INFINITY) / n;
  out[7] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[8] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_23 = -h_3_3 * stretch_3 * stretch_3 / n;
  out[9] = part_23 - g_3 * bend(u_3, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double sum_log_x,
                        double start_1, double start_2, double start_3,
                        double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double u_3 = inward(start_3, 0.0, INFINITY);
  double found_24[10];
  surface_joint(rows, n, sum_log_x, u_1, u_2, u_3, found_24);
  double f = found_24[0];
  double g_1 = found_24[1];
  double g_2 = found_24[2];
  double g_3 = found_24[3];
  double h_1_1 = found_24[4];
  double h_2_1 = found_24[5];
  double h_2_2 = found_24[6];
  double h_3_1 = found_24[7];
  double h_3_2 = found_24[8];
  double h_3_3 = found_24[9];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  double damp = 0.0;
  for (int trial = 0; trial < 400; ++trial) {
    double definite = 1.0;
    d_1 = h_1_1 + damp * fmax(fabs(h_1_1), 1e-06);
    if (!(d_1 > 1e-14 * fabs(h_1_1))) {
      definite = 0.0;
      d_1 = 1.0;
    }
    l_2_1 = h_2_1 / d_1;
    const double part_25 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_25 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_26 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_26 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
    if (!(d_3 > 1e-14 * fabs(h_3_3))) {
      definite = 0.0;
      d_3 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double v_3 = -g_3 - l_3_1 * v_1 - l_3_2 * v_2;
    const double decrement =
        v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3;
    double step_3 = v_3 / d_3;
    double step_2 = v_2 / d_2 - l_3_2 * step_3;
    double step_1 = v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3;
    const double length = fmax(fmax(fabs(step_1), fabs(step_2)), fabs(step_3));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
      step_3 = step_3 * 4.0 / length;
    }
    double found_27[10];
    surface_joint(rows, n, sum_log_x, u_1 + step_1, u_2 + step_2, u_3 + step_3,
                  found_27);
    const double f_new = found_27[0];
    const double g_1_new = found_27[1];
    const double g_2_new = found_27[2];
    const double g_3_new = found_27[3];
    const double h_1_1_new = found_27[4];
    const double h_2_1_new = found_27[5];
    const double h_2_2_new = found_27[6];
    const double h_3_1_new = found_27[7];
    const double h_3_2_new = found_27[8];
    const double h_3_3_new = found_27[9];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(g_3_new) && isfinite(h_1_1_new) && isfinite(h_2_1_new) &&
        isfinite(h_2_2_new) && isfinite(h_3_1_new) && isfinite(h_3_2_new) &&
        isfinite(h_3_3_new) && f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      u_3 = u_3 + step_3;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      g_3 = g_3_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
      h_3_1 = h_3_1_new;
      h_3_2 = h_3_2_new;
      h_3_3 = h_3_3_new;
      if (damp == 0.0 && decrement <= 1e-22) {
        break;
      }
      damp = 0.2 * damp;
      if (damp < 1e-06) {
        damp = 0.0;
      }
    } else {
      damp = fmax(4.0 * damp, 0.001);
      if (damp > 1000000000000.0) {
        break;
      }
    }
  }
  d_1 = h_1_1;
  if (fabs(d_1) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  l_3_1 = h_3_1 / d_1;
  l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
  d_3 = h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
  if (fabs(d_3) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
  out[3] = outward(u_3, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double sum_log_x,
                           double *out) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double chosen_3 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 1.0;
    double reached_3 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_3 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2) && draw_3 > 0.0 && isfinite(draw_3)) {
        height = value_joint(rows, sum_log_x, n, draw_1, draw_2, draw_3);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
      }
    }
    double found_28[4];
    climb_joint(rows, n, sum_log_x, reached_1, reached_2, reached_3, found_28);
    height = found_28[0];
    reached_1 = found_28[1];
    reached_2 = found_28[2];
    reached_3 = found_28[3];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
      chosen_3 = reached_3;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
  out[2] = chosen_3;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_29 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_29, log(x));
  }
  sum_log_x += lost_29;
  double found_30[3];
  maximise_joint(rows, n, sum_log_x, found_30);
  const double alpha = found_30[0];
  const double shape = found_30[1];
  const double scale = found_30[2];
  out[0] = alpha;
  out[1] = shape;
  out[2] = scale;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_31 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_31, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_31;
  const double mean = total / n;
  double squares = 0.0;
  double lost_32 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_32, pow(x - mean, 2.0));
  }
  squares += lost_32;
  double spread = half;
  if (!(spread > 0.0)) {
    spread = sqrt(squares / n);
  }
  if (!(spread > 0.0)) {
    spread = largest;
  }
  if (!(spread > 0.0)) {
    spread = 1.0;
  }
  out[0] = 0.0;
  out[1] = spread;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double alpha, double shape,
                             double scale) {
  double sum_h = 0.0;
  double lost_33 = 0.0;
  double sum_h_1 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = pow(x / scale, shape);
    add(&sum_h, &lost_33, t);
    add(&sum_h_1, &lost_34, log1m_exp(-t));
  }
  sum_h += lost_33;
  sum_h_1 += lost_34;
  const double part_35 = n * log(alpha) + n * log(shape);
  const double part_36 = part_35 + (alpha - 1.0) * sum_h_1;
  return part_36 + (shape - 1.0) * sum_log_x - shape * n * log(scale) - sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double alpha, double shape,
                  double scale) {
  const int part_37 = isfinite(alpha);
  const int part_38 = isfinite(shape);
  const int part_39 = isfinite(scale);
  if (!(alpha > 0.0 && part_37 && shape > 0.0 && part_38 && scale > 0.0 &&
        part_39)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_40, log(x));
  }
  sum_log_x += lost_40;
  return -log_likelihood(rows, sum_log_x, n, alpha, shape, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_log_x,
                  double alpha, double shape, double scale, double *out) {
  double sum_h_22 = 0.0;
  double lost_41 = 0.0;
  double sum_h_23 = 0.0;
  double lost_42 = 0.0;
  double sum_h_24 = 0.0;
  double lost_43 = 0.0;
  double sum_h_25 = 0.0;
  double lost_44 = 0.0;
  double sum_h_26 = 0.0;
  double lost_45 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_48 = x / scale;
    const double t_49 = pow(t_48, shape);
    const double t_50 = t_49 * log(t_48);
    const double t_51 = inverse_expm1(t_49);
    add(&sum_h_22, &lost_41, log1m_exp(-t_49));
    add(&sum_h_23, &lost_42, t_50);
    add(&sum_h_24, &lost_43, t_50 * t_51);
    add(&sum_h_25, &lost_44, t_49);
    add(&sum_h_26, &lost_45, t_49 * t_51);
  }
  sum_h_22 += lost_41;
  sum_h_23 += lost_42;
  sum_h_24 += lost_43;
  sum_h_25 += lost_44;
  sum_h_26 += lost_45;
  const double t_52 = alpha - 1.0;
  const double t_53 = 1.0 / scale;
  const double t_54 = shape * t_53;
  out[0] = n / alpha + sum_h_22;
  const double part_46 = n / shape + t_52 * sum_h_24 + sum_log_x;
  out[1] = part_46 - n * log(scale) - sum_h_23;
  out[2] = shape * t_53 * sum_h_25 - t_54 * n - t_52 * t_54 * sum_h_26;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double alpha, double shape,
                     double scale, double *out) {
  const int part_47 = isfinite(alpha);
  const int part_48 = isfinite(shape);
  const int part_49 = isfinite(scale);
  if (!(alpha > 0.0 && part_47 && shape > 0.0 && part_48 && scale > 0.0 &&
        part_49)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_50, log(x));
  }
  sum_log_x += lost_50;
  double found_51[3];
  score(rows, n, sum_log_x, alpha, shape, scale, found_51);
  const double g_1 = found_51[0];
  const double g_2 = found_51[1];
  const double g_3 = found_51[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double alpha,
                      double shape, double scale, double *out) {
  double sum_h_2 = 0.0;
  double lost_52 = 0.0;
  double sum_h_4 = 0.0;
  double lost_53 = 0.0;
  double sum_h_5 = 0.0;
  double lost_54 = 0.0;
  double sum_h_6 = 0.0;
  double lost_55 = 0.0;
  double sum_h_7 = 0.0;
  double lost_56 = 0.0;
  double sum_h_8 = 0.0;
  double lost_57 = 0.0;
  double sum_h_9 = 0.0;
  double lost_58 = 0.0;
  double sum_h_10 = 0.0;
  double lost_59 = 0.0;
  double sum_h_11 = 0.0;
  double lost_60 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x / scale;
    const double t_2 = pow(t_1, shape);
    const double t_3 = log(t_1);
    const double t_4 = t_2 * t_3;
    const double t_5 = inverse_expm1(t_2);
    const double t_6 = t_2 * t_5;
    const double t_7 = t_3 * t_3;
    const double t_8 = t_2 * t_2 * (t_5 + 1.0) * t_5;
    add(&sum_h_2, &lost_52, t_2);
    add(&sum_h_4, &lost_53, t_4);
    add(&sum_h_5, &lost_54, t_4 * t_5);
    add(&sum_h_6, &lost_55, t_6);
    add(&sum_h_7, &lost_56, t_2 * t_7);
    add(&sum_h_8, &lost_57, t_7 * t_8);
    add(&sum_h_9, &lost_58, t_6 * t_7);
    add(&sum_h_10, &lost_59, t_3 * t_8);
    add(&sum_h_11, &lost_60, t_8);
  }
  sum_h_2 += lost_52;
  sum_h_4 += lost_53;
  sum_h_5 += lost_54;
  sum_h_6 += lost_55;
  sum_h_7 += lost_56;
  sum_h_8 += lost_57;
  sum_h_9 += lost_58;
  sum_h_10 += lost_59;
  sum_h_11 += lost_60;
  const double t_9 = alpha - 1.0;
  const double t_11 = t_9 * sum_h_5;
  const double t_12 = 1.0 / scale;
  const double t_13 = t_12 * n;
  const double t_14 = shape * t_12;
  const double t_15 = t_14 * sum_h_6;
  const double t_16 = shape * shape;
  const double t_17 = t_9 * sum_h_6;
  const double t_18 = 1.0 / (scale * scale);
  const double t_19 = shape * t_18;
  const double t_20 = t_16 * t_18;
  out[0] = -n / (alpha * alpha);
  out[1] = sum_h_5;
  out[2] = t_9 * sum_h_9 - n / t_16 - t_9 * sum_h_8 - sum_h_7;
  out[3] = -t_15;
  const double part_61 = shape * t_9 * t_12 * sum_h_10 + t_12 * sum_h_2;
  const double part_62 = part_61 + shape * t_12 * sum_h_4 - t_11 * t_14;
  out[4] = part_62 - t_12 * t_17 - t_13;
  const double part_63 = t_19 * n + t_19 * t_17 + t_20 * t_17;
  const double part_64 = part_63 - t_9 * t_20 * sum_h_11 - t_19 * sum_h_2;
  out[5] = part_64 - t_20 * sum_h_2;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double alpha, double shape,
                    double scale, double *out) {
  const int part_65 = isfinite(alpha);
  const int part_66 = isfinite(shape);
  const int part_67 = isfinite(scale);
  if (!(alpha > 0.0 && part_65 && shape > 0.0 && part_66 && scale > 0.0 &&
        part_67)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_68[6];
  curvature(rows, n, alpha, shape, scale, found_68);
  const double h_1 = found_68[0];
  const double h_2 = found_68[1];
  const double h_3 = found_68[2];
  const double h_4 = found_68[3];
  const double h_5 = found_68[4];
  const double h_6 = found_68[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int exponentiated_weibull_estimate(const double *x, size_t n,
                                   double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIATED_WEIBULL_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[2] = rows.x_spread * estimate[2];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return EXPONENTIATED_WEIBULL_NOT_FOUND;
    }
  }
  return EXPONENTIATED_WEIBULL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double exponentiated_weibull_nll(const double *x, size_t n,
                                 const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int exponentiated_weibull_gradient(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIATED_WEIBULL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return EXPONENTIATED_WEIBULL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int exponentiated_weibull_hessian(const double *x, size_t n,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIATED_WEIBULL_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return EXPONENTIATED_WEIBULL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int exponentiated_weibull_standard_errors(const double *x, size_t n,
                                          const double *parameters,
                                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIATED_WEIBULL_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[3] = {0, 1, 2};
  double factor[3][3];
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return EXPONENTIATED_WEIBULL_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 3; ++last) {
    double column[3];
    double variance = 0.0;
    for (size_t i = last; i < 3; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return EXPONENTIATED_WEIBULL_OK;
}
