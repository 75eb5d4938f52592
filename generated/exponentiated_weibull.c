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
 *   shape, scale = the joint maximiser of the log-likelihood
 *   alpha = -n/sum(log(1 - exp(-x**shape/scale**shape)))
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
  EXPONENTIATED_WEIBULL_BAD_DATA = 1,    /* empty, not finite, or outside the support */
  EXPONENTIATED_WEIBULL_NO_MAXIMUM = 2,  /* the result holds the limits, NAN where there are none */
  EXPONENTIATED_WEIBULL_NOT_FOUND = 3    /* no maximum was found, or no information there */
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

/* The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2. */
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

/* The log-likelihood as a function of shape, scale. */
static double value_shape_scale(const struct rows *rows, double n,
                                double sum_log_x, double shape, double scale) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = pow(x, shape);
    add(&sum_h, &lost_1, log(-expm1(-pow(scale, -shape) * t)));
    add(&sum_h_1, &lost_2, t);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  const double part_3 = log(shape) + log(-n / sum_h) - shape * log(scale) - 1.0;
  const double part_4 = part_3 * n + (shape - 1.0) * sum_log_x - sum_h;
  return part_4 - pow(scale, -shape) * sum_h_1;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_shape_scale(const struct rows *rows, double sum_log_x,
                                    double n, double shape, double scale,
                                    double *out) {
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
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = pow(scale, -shape);
    const double t_2 = pow(x, shape);
    const double t_3 = t_1 * t_2;
    const double t_4 = -t_3;
    const double t_5 = expm1(t_4);
    const double t_6 = log(x);
    const double t_7 = t_3 * t_6;
    const double t_8 = log(scale);
    const double t_9 = t_1 * t_2 * t_8 - t_7;
    const double t_10 = 1.0 / t_5;
    const double t_11 = exp(t_4);
    const double t_12 = t_11 * t_10;
    const double t_13 = t_12 * t_9;
    const double t_14 = 1.0 / scale;
    const double t_15 = t_12 * t_3;
    const double t_16 = t_14 * t_15;
    const double t_17 = t_9 * t_9;
    const double t_18 = t_6 * t_6;
    const double t_19 = exp(-2.0 * t_3) / (t_5 * t_5);
    const double t_20 = shape * t_14;
    const double t_21 = t_20 * t_3;
    const double t_22 = t_12 * t_20;
    const double t_23 = 1.0 / (scale * scale);
    const double t_24 = shape * shape;
    const double t_25 = t_23 * t_24;
    const double t_26 = 2.0 * shape;
    const double t_27 = pow(scale, -t_26);
    const double t_28 = pow(x, t_26);
    add(&sum_h_2, &lost_5, log(-t_5));
    add(&sum_h_3, &lost_6, t_2);
    add(&sum_h_4, &lost_7, t_13);
    add(&sum_h_5, &lost_8, t_2 * t_6);
    add(&sum_h_6, &lost_9, shape * t_16);
    const double part_14 = 2.0 * t_1 * t_2 * t_6 * t_8;
    const double part_15 = part_14 - t_18 * t_3;
    const double part_16 = (part_15 - t_8 * t_8 * t_3) * t_12;
    add(&sum_h_7, &lost_10, t_12 * t_17 + part_16 - t_17 * t_19);
    add(&sum_h_8, &lost_11, t_2 * t_18);
    const double part_17 = t_13 * t_21 + t_16 + t_22 * t_7;
    add(&sum_h_9, &lost_12, part_17 - t_19 * t_21 * t_9 - t_3 * t_22 * t_8);
    const double part_18 = t_11 * t_23 * t_24 * t_27 * t_28;
    const double part_19 = t_19 * t_25 * t_27 * t_28;
    const double part_20 = shape * t_15 * t_23;
    const double part_21 = part_18 * t_10 - part_20;
    add(&sum_h_10, &lost_13, part_21 - t_15 * t_25 - part_19);
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
  const double t_29 = 1.0 / sum_h_2;
  const double t_30 = log(scale);
  const double t_31 = shape * t_30;
  const double t_32 = pow(scale, -shape);
  const double t_33 = t_32 * sum_h_3;
  const double t_34 = t_32 * sum_h_5;
  const double t_35 = 1.0 / scale;
  const double t_36 = shape * t_35;
  const double t_37 = shape * shape;
  const double t_38 = 1.0 / (sum_h_2 * sum_h_2);
  const double t_39 = t_33 * t_35;
  const double t_40 = 1.0 / (scale * scale);
  const double t_41 = shape * t_40;
  const double part_22 = (log(shape) + log(-t_29 * n) - t_31 - 1.0) * n;
  out[0] = part_22 + (shape - 1.0) * sum_log_x - t_33 - sum_h_2;
  const double part_23 = (1.0 / shape - t_29 * sum_h_4 - t_30) * n;
  out[1] = part_23 + t_30 * t_33 + sum_log_x - t_34 - sum_h_4;
  out[2] = (-t_29 * sum_h_6 - t_36) * n + t_33 * t_36 - sum_h_6;
  const double part_24 = sum_h_4 * sum_h_4 * t_38 - t_29 * sum_h_7;
  const double part_25 = 2.0 * t_30 * t_32 * sum_h_5;
  const double part_26 = (part_24 - 1.0 / t_37) * n + part_25;
  out[3] = part_26 - t_30 * t_30 * t_33 - t_32 * sum_h_8 - sum_h_7;
  const double part_27 = t_38 * sum_h_4 * sum_h_6 - t_29 * sum_h_9 - t_35;
  out[4] = part_27 * n + t_39 + t_34 * t_36 - t_39 * t_31 - sum_h_9;
  const double part_28 = t_41 + sum_h_6 * sum_h_6 * t_38 - t_29 * sum_h_10;
  out[5] = part_28 * n - t_40 * t_33 * t_37 - t_41 * t_33 - sum_h_10;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_shape_scale(const struct rows *rows, double sum_log_x,
                                double n, double u_1, double u_2, double *out) {
  const double shape = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double scale = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_29[6];
  derivatives_shape_scale(rows, sum_log_x, n, shape, scale, found_29);
  const double height = found_29[0];
  const double g_1 = found_29[1];
  const double g_2 = found_29[2];
  const double h_1_1 = found_29[3];
  const double h_2_1 = found_29[4];
  const double h_2_2 = found_29[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_30 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_30 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_31 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_31 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_shape_scale(const struct rows *rows, double sum_log_x,
                              double n, double start_1, double start_2,
                              double *out) {
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_32[6];
  surface_shape_scale(rows, sum_log_x, n, u_1, u_2, found_32);
  double f = found_32[0];
  double g_1 = found_32[1];
  double g_2 = found_32[2];
  double h_1_1 = found_32[3];
  double h_2_1 = found_32[4];
  double h_2_2 = found_32[5];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  double damp = 0.0;
  for (int trial = 0; trial < 400; ++trial) {
    double definite = 1.0;
    double d_1 = h_1_1 + damp * fmax(fabs(h_1_1), 1e-06);
    if (!(d_1 > 1e-14 * fabs(h_1_1))) {
      definite = 0.0;
      d_1 = 1.0;
    }
    const double l_2_1 = h_2_1 / d_1;
    const double part_33 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    double d_2 = part_33 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double decrement = v_1 * v_1 / d_1 + v_2 * v_2 / d_2;
    double step_2 = v_2 / d_2;
    double step_1 = v_1 / d_1 - l_2_1 * step_2;
    const double length = fmax(fabs(step_1), fabs(step_2));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
    }
    double found_34[6];
    surface_shape_scale(rows, sum_log_x, n, u_1 + step_1, u_2 + step_2,
                        found_34);
    const double f_new = found_34[0];
    const double g_1_new = found_34[1];
    const double g_2_new = found_34[2];
    const double h_1_1_new = found_34[3];
    const double h_2_1_new = found_34[4];
    const double h_2_2_new = found_34[5];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(h_1_1_new) && isfinite(h_2_1_new) && isfinite(h_2_2_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
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
  out[0] = -f;
  out[1] = outward(u_1, 0.0, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_shape_scale(const struct rows *rows, double sum_log_x,
                                 double n, double *out) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_shape_scale(rows, n, sum_log_x, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_35[3];
    climb_shape_scale(rows, sum_log_x, n, reached_1, reached_2, found_35);
    height = found_35[0];
    reached_1 = found_35[1];
    reached_2 = found_35[2];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_36 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_36, log(x));
  }
  sum_log_x += lost_36;
  double found_37[2];
  maximise_shape_scale(rows, sum_log_x, n, found_37);
  const double shape = found_37[0];
  const double scale = found_37[1];
  double sum_h_11 = 0.0;
  double lost_38 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_42 = pow(scale, -shape);
    const double t_43 = pow(x, shape);
    const double t_44 = t_42 * t_43;
    const double t_45 = -t_44;
    const double t_46 = expm1(t_45);
    add(&sum_h_11, &lost_38, log(-t_46));
  }
  sum_h_11 += lost_38;
  const double alpha = -n / sum_h_11;
  out[0] = alpha;
  out[1] = shape;
  out[2] = scale;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_39 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_39, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_39;
  const double mean = total / n;
  double squares = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_40, pow(x - mean, 2.0));
  }
  squares += lost_40;
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
  double sum_h_25 = 0.0;
  double lost_41 = 0.0;
  double sum_h_26 = 0.0;
  double lost_42 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_90 = pow(x, shape);
    add(&sum_h_25, &lost_41, log(-expm1(-pow(scale, -shape) * t_90)));
    add(&sum_h_26, &lost_42, t_90);
  }
  sum_h_25 += lost_41;
  sum_h_26 += lost_42;
  const double part_43 = n * log(alpha) + n * log(shape);
  const double part_44 = part_43 + (alpha - 1.0) * sum_h_25;
  const double part_45 = part_44 + (shape - 1.0) * sum_log_x;
  return part_45 - shape * n * log(scale) - pow(scale, -shape) * sum_h_26;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double alpha, double shape,
                  double scale) {
  if (!(alpha > 0.0 && isfinite(alpha) && shape > 0.0 && isfinite(shape) &&
      scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_46 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_46, log(x));
  }
  sum_log_x += lost_46;
  return -log_likelihood(rows, sum_log_x, n, alpha, shape, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_log_x,
                  double alpha, double shape, double scale, double *out) {
  double sum_h_27 = 0.0;
  double lost_47 = 0.0;
  double sum_h_28 = 0.0;
  double lost_48 = 0.0;
  double sum_h_29 = 0.0;
  double lost_49 = 0.0;
  double sum_h_30 = 0.0;
  double lost_50 = 0.0;
  double sum_h_31 = 0.0;
  double lost_51 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_91 = pow(scale, -shape);
    const double t_92 = pow(x, shape);
    const double t_93 = t_91 * t_92;
    const double t_94 = -t_93;
    const double t_95 = expm1(t_94);
    const double t_96 = log(x);
    const double t_97 = exp(t_94) / t_95;
    add(&sum_h_27, &lost_47, log(-t_95));
    add(&sum_h_28, &lost_48, (t_91 * t_92 * log(scale) - t_93 * t_96) * t_97);
    add(&sum_h_29, &lost_49, t_92 * t_96);
    add(&sum_h_30, &lost_50, t_92);
    add(&sum_h_31, &lost_51, t_92 * t_97);
  }
  sum_h_27 += lost_47;
  sum_h_28 += lost_48;
  sum_h_29 += lost_49;
  sum_h_30 += lost_50;
  sum_h_31 += lost_51;
  const double t_98 = alpha - 1.0;
  const double t_99 = pow(scale, -shape);
  const double t_100 = log(scale);
  const double t_101 = t_99 * sum_h_30;
  const double t_102 = shape / scale;
  out[0] = n / alpha + sum_h_27;
  const double part_52 = n / shape + t_98 * sum_h_28 + t_100 * t_101;
  out[1] = part_52 + sum_log_x - t_100 * n - t_99 * sum_h_29;
  out[2] = t_98 * t_99 * t_102 * sum_h_31 + t_101 * t_102 - t_102 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double alpha, double shape,
                     double scale, double *out) {
  if (!(alpha > 0.0 && isfinite(alpha) && shape > 0.0 && isfinite(shape) &&
      scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_53 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_53, log(x));
  }
  sum_log_x += lost_53;
  double found_54[3];
  score(rows, n, sum_log_x, alpha, shape, scale, found_54);
  const double g_1 = found_54[0];
  const double g_2 = found_54[1];
  const double g_3 = found_54[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double alpha,
                      double shape, double scale, double *out) {
  double sum_h_33 = 0.0;
  double lost_55 = 0.0;
  double sum_h_34 = 0.0;
  double lost_56 = 0.0;
  double sum_h_35 = 0.0;
  double lost_57 = 0.0;
  double sum_h_36 = 0.0;
  double lost_58 = 0.0;
  double sum_h_37 = 0.0;
  double lost_59 = 0.0;
  double sum_h_38 = 0.0;
  double lost_60 = 0.0;
  double sum_h_39 = 0.0;
  double lost_61 = 0.0;
  double sum_h_40 = 0.0;
  double lost_62 = 0.0;
  double sum_h_41 = 0.0;
  double lost_63 = 0.0;
  double sum_h_42 = 0.0;
  double lost_64 = 0.0;
  double sum_h_43 = 0.0;
  double lost_65 = 0.0;
  double sum_h_44 = 0.0;
  double lost_66 = 0.0;
  double sum_h_45 = 0.0;
  double lost_67 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_103 = pow(scale, -shape);
    const double t_104 = pow(x, shape);
    const double t_105 = t_103 * t_104;
    const double t_106 = -t_105;
    const double t_107 = expm1(t_106);
    const double t_108 = log(x);
    const double t_109 = log(scale);
    const double t_110 = t_103 * t_104 * t_109 - t_105 * t_108;
    const double t_111 = exp(t_106) / t_107;
    const double t_112 = t_110 * t_111;
    const double t_113 = t_104 * t_108;
    const double t_114 = t_110 * t_110;
    const double t_115 = exp(-2.0 * t_105) / (t_107 * t_107);
    const double t_116 = t_108 * t_108;
    const double t_117 = pow(x, 2.0 * shape);
    add(&sum_h_33, &lost_55, t_104);
    add(&sum_h_34, &lost_56, t_112);
    add(&sum_h_35, &lost_57, t_113);
    add(&sum_h_36, &lost_58, t_104 * t_111);
    add(&sum_h_37, &lost_59, t_114 * t_115);
    add(&sum_h_38, &lost_60, t_114 * t_111);
    const double part_68 = 2.0 * t_103 * t_104 * t_108 * t_109;
    const double part_69 = part_68 - t_116 * t_105;
    add(&sum_h_39, &lost_61, (part_69 - t_109 * t_109 * t_105) * t_111);
    add(&sum_h_40, &lost_62, t_104 * t_116);
    add(&sum_h_41, &lost_63, t_104 * t_112);
    add(&sum_h_42, &lost_64, t_113 * t_111);
    add(&sum_h_43, &lost_65, t_104 * t_115 * t_110);
    add(&sum_h_44, &lost_66, t_117 * t_111);
    add(&sum_h_45, &lost_67, t_115 * t_117);
  }
  sum_h_33 += lost_55;
  sum_h_34 += lost_56;
  sum_h_35 += lost_57;
  sum_h_36 += lost_58;
  sum_h_37 += lost_59;
  sum_h_38 += lost_60;
  sum_h_39 += lost_61;
  sum_h_40 += lost_62;
  sum_h_41 += lost_63;
  sum_h_42 += lost_64;
  sum_h_43 += lost_65;
  sum_h_44 += lost_66;
  sum_h_45 += lost_67;
  const double t_118 = alpha - 1.0;
  const double t_119 = pow(scale, -shape);
  const double t_120 = t_119 * sum_h_33;
  const double t_121 = log(scale);
  const double t_123 = t_119 * sum_h_35;
  const double t_124 = t_120 * t_121;
  const double t_125 = 1.0 / scale;
  const double t_126 = t_125 * n;
  const double t_127 = t_120 * t_125;
  const double t_128 = shape * t_125;
  const double t_129 = t_119 * sum_h_36;
  const double t_130 = t_128 * t_129;
  const double t_131 = t_118 * t_130;
  const double t_132 = shape * shape;
  const double t_133 = t_118 * t_129;
  const double t_134 = t_118 * t_119 * t_128;
  const double t_135 = 1.0 / (scale * scale);
  const double t_136 = shape * t_135;
  const double t_137 = t_132 * t_135;
  const double t_138 = pow(scale, -2.0 * shape);
  out[0] = -n / (alpha * alpha);
  out[1] = sum_h_34;
  const double part_70 = t_118 * sum_h_38 + t_118 * sum_h_39;
  const double part_71 = part_70 + 2.0 * t_121 * t_123 - n / t_132;
  const double part_72 = part_71 - t_118 * sum_h_37 - t_119 * sum_h_40;
  out[2] = part_72 - t_121 * t_121 * t_120;
  out[3] = t_130;
  const double part_73 = t_128 * t_123 + t_133 * t_125 + t_134 * sum_h_41;
  const double part_74 = part_73 + t_134 * sum_h_42 + t_127 - t_128 * t_124;
  out[4] = part_74 - t_131 * t_121 - t_134 * sum_h_43 - t_126;
  const double part_75 = t_118 * t_132 * t_135 * t_138 * sum_h_44;
  const double part_76 = t_118 * t_137 * t_138 * sum_h_45;
  const double part_77 = shape * t_135 * n + part_75 - part_76;
  const double part_78 = part_77 - t_133 * t_136 - t_133 * t_137;
  out[5] = part_78 - t_136 * t_120 - t_137 * t_120;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double alpha, double shape,
                    double scale, double *out) {
  if (!(alpha > 0.0 && isfinite(alpha) && shape > 0.0 && isfinite(shape) &&
      scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_79[6];
  curvature(rows, n, alpha, shape, scale, found_79);
  const double h_1 = found_79[0];
  const double h_2 = found_79[1];
  const double h_3 = found_79[2];
  const double h_4 = found_79[3];
  const double h_5 = found_79[4];
  const double h_6 = found_79[5];
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
  const double *parameters, double *result) {
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
      for (size_t l = 0; l < j; ++l) {
        entry -= factor[i][l] * factor[j][l];
      }
      if (i == j && !(entry > 0.0)) {
        return EXPONENTIATED_WEIBULL_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t a = 0; a < 3; ++a) {
    double column[3];
    double variance = 0.0;
    for (size_t i = a; i < 3; ++i) {
      double entry = i == a ? 1.0 : 0.0;
      for (size_t l = a; l < i; ++l) {
        entry -= factor[i][l] * column[l];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[a]] = sqrt(variance);
  }
  return EXPONENTIATED_WEIBULL_OK;
}
