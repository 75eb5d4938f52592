/*
 * Maximum-likelihood estimation: Generalised extreme value distribution.
 *
 *   f(x; mu, scale, shape) = 1/scale*(1+shape*(x-mu)/scale)**(-1/shape-
 *       1)*exp(-(1+shape*(x-mu)/scale)**(-1/shape))
 *   support: 1 + shape*(x-mu)/scale > 0
 *   mu: real
 *   scale: positive
 *   shape: real
 *
 * Log-likelihood:
 *
 *   (-1 - 1/shape)*sum(log(1 + shape*(x - mu)/scale)) - log(scale)*n - sum((1
 *       + shape*(x - mu)/scale)**(-1/shape))
 *
 * Estimator (unbounded):
 *
 *   mu, scale, shape = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Coles (2001), An Introduction to Statistical Modeling of Extreme Values,
 *       ch. 3
 *   Smith (1985), Maximum likelihood estimation in a class of nonregular
 *       cases, Biometrika 72, 67-90
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, scale, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GENERALISED_EXTREME_VALUE_PARAMETERS = 3,
  GENERALISED_EXTREME_VALUE_OK = 0,
  /* Empty, not finite, or outside the support. */
  GENERALISED_EXTREME_VALUE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GENERALISED_EXTREME_VALUE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GENERALISED_EXTREME_VALUE_NOT_FOUND = 3
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

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!isfinite(x)) {
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

/* The log-likelihood as a function of mu, scale, shape. */
static double value_joint(const struct rows *rows, double n, double mu,
                          double scale, double shape) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = shape / scale * (x - mu);
    add(&sum_h, &lost_1, pow(t + 1.0, -1.0 / shape));
    add(&sum_h_1, &lost_2, log1p(t));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  return (-1.0 - 1.0 / shape) * sum_h_1 - n * log(scale) - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double mu,
                              double scale, double shape, double *out) {
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  double sum_h_4 = 0.0;
  double lost_5 = 0.0;
  double sum_h_5 = 0.0;
  double lost_6 = 0.0;
  double sum_h_6 = 0.0;
  double lost_7 = 0.0;
  double sum_h_7 = 0.0;
  double lost_8 = 0.0;
  double sum_h_8 = 0.0;
  double lost_9 = 0.0;
  double sum_h_9 = 0.0;
  double lost_10 = 0.0;
  double sum_h_10 = 0.0;
  double lost_11 = 0.0;
  double sum_h_11 = 0.0;
  double lost_12 = 0.0;
  double sum_h_12 = 0.0;
  double lost_13 = 0.0;
  double sum_h_13 = 0.0;
  double lost_14 = 0.0;
  double sum_h_14 = 0.0;
  double lost_15 = 0.0;
  double sum_h_15 = 0.0;
  double lost_16 = 0.0;
  double sum_h_16 = 0.0;
  double lost_17 = 0.0;
  double sum_h_17 = 0.0;
  double lost_18 = 0.0;
  double sum_h_18 = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = 1.0 / scale;
    const double t_2 = x - mu;
    const double t_3 = shape * t_1 * t_2;
    const double t_4 = t_3 + 1.0;
    const double t_5 = 1.0 / shape;
    const double t_6 = pow(t_4, -t_5);
    const double t_7 = 1.0 / t_4;
    const double t_8 = t_6 * t_7;
    const double t_9 = t_2 * t_8;
    const double t_10 = t_2 * t_7;
    const double t_11 = t_5 * t_5;
    const double t_12 = log(t_4);
    const double t_13 = t_1 * t_10;
    const double t_14 = t_11 * t_12 - t_13 * t_5;
    const double t_15 = t_7 * t_7;
    const double t_16 = t_15 * t_6;
    const double t_17 = t_2 * t_2;
    const double t_18 = t_15 * t_17;
    add(&sum_h_2, &lost_3, t_6);
    add(&sum_h_3, &lost_4, log1p(t_3));
    add(&sum_h_4, &lost_5, t_8);
    add(&sum_h_5, &lost_6, t_7);
    add(&sum_h_6, &lost_7, t_9);
    add(&sum_h_7, &lost_8, t_10);
    add(&sum_h_8, &lost_9, t_14 * t_6);
    add(&sum_h_9, &lost_10, t_16);
    add(&sum_h_10, &lost_11, t_15);
    add(&sum_h_11, &lost_12, t_2 * t_16);
    add(&sum_h_12, &lost_13, t_2 * t_15);
    add(&sum_h_13, &lost_14, t_16 * t_17);
    add(&sum_h_14, &lost_15, t_18);
    add(&sum_h_15, &lost_16, t_14 * t_8);
    add(&sum_h_16, &lost_17, t_14 * t_9);
    add(&sum_h_17, &lost_18, t_14 * t_14 * t_6);
    const double part_20 = t_1 * t_1 * t_18 * t_5;
    const double part_21 = part_20 + 2.0 * t_11 * t_13;
    const double part_22 = shape * shape * shape;
    add(&sum_h_18, &lost_19, (part_21 - 2.0 * t_12 / part_22) * t_6);
  }
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  sum_h_4 += lost_5;
  sum_h_5 += lost_6;
  sum_h_6 += lost_7;
  sum_h_7 += lost_8;
  sum_h_8 += lost_9;
  sum_h_9 += lost_10;
  sum_h_10 += lost_11;
  sum_h_11 += lost_12;
  sum_h_12 += lost_13;
  sum_h_13 += lost_14;
  sum_h_14 += lost_15;
  sum_h_15 += lost_16;
  sum_h_16 += lost_17;
  sum_h_17 += lost_18;
  sum_h_18 += lost_19;
  const double t_19 = 1.0 / shape;
  const double t_20 = -t_19 - 1.0;
  const double t_21 = 1.0 / scale;
  const double t_22 = t_20 * t_21;
  const double t_23 = t_22 * sum_h_5;
  const double t_24 = 1.0 / (scale * scale);
  const double t_25 = t_24 * sum_h_7;
  const double t_26 = t_20 * t_25;
  const double t_27 = shape * shape;
  const double t_28 = 1.0 / t_27;
  const double t_29 = t_24 * sum_h_9;
  const double t_30 = t_20 * t_24;
  const double t_31 = 1.0 / (scale * scale * scale);
  const double t_32 = t_31 * sum_h_11;
  const double t_33 = t_20 * t_27;
  const double t_34 = 1.0 / (scale * scale * scale * scale);
  const double t_35 = t_34 * sum_h_13;
  const double t_36 = 2.0 * t_31;
  out[0] = t_20 * sum_h_3 - n * log(scale) - sum_h_2;
  out[1] = -t_21 * sum_h_4 - shape * t_23;
  out[2] = -t_21 * n - t_24 * sum_h_6 - shape * t_26;
  out[3] = t_22 * sum_h_7 + t_28 * sum_h_3 - sum_h_8;
  out[4] = -shape * t_29 - t_29 - t_30 * t_27 * sum_h_10;
  const double part_23 = shape * t_20 * t_24 * sum_h_5 + t_24 * sum_h_4;
  out[5] = part_23 - t_31 * t_33 * sum_h_12 - shape * t_32 - t_32;
  const double part_24 = t_24 * n + shape * t_20 * t_36 * sum_h_7;
  const double part_25 = part_24 + t_36 * sum_h_6 - t_33 * t_34 * sum_h_14;
  out[6] = part_25 - shape * t_35 - t_35;
  const double part_26 = shape * t_20 * t_24 * sum_h_12 + t_24 * sum_h_11;
  out[7] = part_26 - t_19 * t_21 * sum_h_5 - t_21 * sum_h_15 - t_23;
  const double part_27 = shape * t_20 * t_31 * sum_h_14 + t_31 * sum_h_13;
  out[8] = part_27 - t_19 * t_25 - t_24 * sum_h_16 - t_26;
  const double part_28 = 2.0 * t_21 * t_28 * sum_h_7 - t_30 * sum_h_14;
  const double part_29 = part_28 - 2.0 * sum_h_3 / (shape * shape * shape);
  out[9] = part_29 - sum_h_17 - sum_h_18;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double u_3, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double scale = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  const double shape = outward(u_3, -INFINITY, INFINITY);
  const double stretch_3 = stretch(u_3, -INFINITY, INFINITY);
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += shape / scale * (x - mu) + 1.0 > 0.0 ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = INFINITY;
    out[1] = 0.0;
    out[2] = 0.0;
    out[3] = 0.0;
    out[4] = 0.0;
    out[5] = 0.0;
    out[6] = 0.0;
    out[7] = 0.0;
    out[8] = 0.0;
    out[9] = 0.0;
    return;
  }
  double found_30[10];
  derivatives_joint(rows, n, mu, scale, shape, found_30);
  const double height = found_30[0];
  const double g_1 = found_30[1];
  const double g_2 = found_30[2];
  const double g_3 = found_30[3];
  const double h_1_1 = found_30[4];
  const double h_2_1 = found_30[5];
  const double h_2_2 = found_30[6];
  const double h_3_1 = found_30[7];
  const double h_3_2 = found_30[8];
  const double h_3_3 = found_30[9];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  const double part_31 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[4] = -h_1_1 * stretch_1 * stretch_1 / n - part_31;
  out[5] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_32 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[6] = part_32 - g_2 * bend(u_2, 0.0, INFINITY) / n;
  out[7] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[8] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_33 = g_3 * bend(u_3, -INFINITY, INFINITY) / n;
  out[9] = -h_3_3 * stretch_3 * stretch_3 / n - part_33;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double start_3, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double u_3 = inward(start_3, -INFINITY, INFINITY);
  double found_34[10];
  surface_joint(rows, n, u_1, u_2, u_3, found_34);
  double f = found_34[0];
  double g_1 = found_34[1];
  double g_2 = found_34[2];
  double g_3 = found_34[3];
  double h_1_1 = found_34[4];
  double h_2_1 = found_34[5];
  double h_2_2 = found_34[6];
  double h_3_1 = found_34[7];
  double h_3_2 = found_34[8];
  double h_3_3 = found_34[9];
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
    const double part_35 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_35 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_36 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_36 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
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
    double found_37[10];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, u_3 + step_3, found_37);
    const double f_new = found_37[0];
    const double g_1_new = found_37[1];
    const double g_2_new = found_37[2];
    const double g_3_new = found_37[3];
    const double h_1_1_new = found_37[4];
    const double h_2_1_new = found_37[5];
    const double h_2_2_new = found_37[6];
    const double h_3_1_new = found_37[7];
    const double h_3_2_new = found_37[8];
    const double h_3_3_new = found_37[9];
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
  if (fabs(d_1) <= 0.0) {
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
  if (fabs(d_3) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, -INFINITY, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
  out[3] = outward(u_3, -INFINITY, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double *out) {
  const double lowest_x = quantile(rows, x_at, 0.05);
  const double low_x = quantile(rows, x_at, 0.25);
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  const double highest_x = quantile(rows, x_at, 0.95);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double chosen_3 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = middle_x;
    double reached_2 = 1.0;
    double reached_3 = 0.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_3 = choose(at, 0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2) &&
          isfinite(draw_3)) {
        height = value_joint(rows, n, draw_1, draw_2, draw_3);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
      }
    }
    double found_38[4];
    climb_joint(rows, n, reached_1, reached_2, reached_3, found_38);
    height = found_38[0];
    reached_1 = found_38[1];
    reached_2 = found_38[2];
    reached_3 = found_38[3];
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
  double found_39[3];
  maximise_joint(rows, n, found_39);
  const double mu = found_39[0];
  const double scale = found_39[1];
  const double shape = found_39[2];
  out[0] = mu;
  out[1] = scale;
  out[2] = shape;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_40 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_40, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_40;
  const double mean = total / n;
  double squares = 0.0;
  double lost_41 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_41, pow(x - mean, 2.0));
  }
  squares += lost_41;
  double spread = 0.74 * (rest - quarter);
  if (!(spread > 0.0)) {
    spread = sqrt(squares / n);
  }
  if (!(spread > 0.0)) {
    spread = largest;
  }
  if (!(spread > 0.0)) {
    spread = 1.0;
  }
  out[0] = half;
  out[1] = spread;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double mu,
                             double scale, double shape) {
  double sum_h = 0.0;
  double lost_42 = 0.0;
  double sum_h_1 = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = shape / scale * (x - mu);
    add(&sum_h, &lost_42, pow(t + 1.0, -1.0 / shape));
    add(&sum_h_1, &lost_43, log1p(t));
  }
  sum_h += lost_42;
  sum_h_1 += lost_43;
  return (-1.0 - 1.0 / shape) * sum_h_1 - n * log(scale) - sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale,
                  double shape) {
  const int part_44 = isfinite(scale);
  if (!(isfinite(mu) && scale > 0.0 && part_44 && isfinite(shape))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += shape / scale * (x - mu) + 1.0 > 0.0 ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, scale, shape);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double scale,
                  double shape, double *out) {
  double sum_h_36 = 0.0;
  double lost_45 = 0.0;
  double sum_h_37 = 0.0;
  double lost_46 = 0.0;
  double sum_h_38 = 0.0;
  double lost_47 = 0.0;
  double sum_h_39 = 0.0;
  double lost_48 = 0.0;
  double sum_h_40 = 0.0;
  double lost_49 = 0.0;
  double sum_h_41 = 0.0;
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_88 = 1.0 / scale;
    const double t_89 = x - mu;
    const double t_90 = shape * t_88 * t_89;
    const double t_91 = t_90 + 1.0;
    const double t_92 = 1.0 / t_91;
    const double t_93 = 1.0 / shape;
    const double t_94 = pow(t_91, -t_93);
    const double t_95 = t_92 * t_94;
    const double t_96 = t_89 * t_92;
    add(&sum_h_36, &lost_45, t_95);
    add(&sum_h_37, &lost_46, t_92);
    add(&sum_h_38, &lost_47, t_89 * t_95);
    add(&sum_h_39, &lost_48, t_96);
    const double part_51 = t_93 * t_93 * log(t_91);
    add(&sum_h_40, &lost_49, (part_51 - t_88 * t_93 * t_96) * t_94);
    add(&sum_h_41, &lost_50, log1p(t_90));
  }
  sum_h_36 += lost_45;
  sum_h_37 += lost_46;
  sum_h_38 += lost_47;
  sum_h_39 += lost_48;
  sum_h_40 += lost_49;
  sum_h_41 += lost_50;
  const double t_97 = 1.0 / scale;
  const double t_98 = -1.0 - 1.0 / shape;
  const double t_99 = t_97 * t_98;
  const double t_100 = 1.0 / (scale * scale);
  out[0] = -t_97 * sum_h_36 - shape * t_99 * sum_h_37;
  out[1] = -t_97 * n - shape * t_98 * t_100 * sum_h_39 - t_100 * sum_h_38;
  out[2] = t_99 * sum_h_39 + sum_h_41 / (shape * shape) - sum_h_40;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double scale,
                     double shape, double *out) {
  const int part_52 = isfinite(scale);
  if (!(isfinite(mu) && scale > 0.0 && part_52 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += shape / scale * (x - mu) + 1.0 > 0.0 ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_53[3];
  score(rows, n, mu, scale, shape, found_53);
  const double g_1 = found_53[0];
  const double g_2 = found_53[1];
  const double g_3 = found_53[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double scale, double shape, double *out) {
  double sum_h_3 = 0.0;
  double lost_54 = 0.0;
  double sum_h_4 = 0.0;
  double lost_55 = 0.0;
  double sum_h_5 = 0.0;
  double lost_56 = 0.0;
  double sum_h_6 = 0.0;
  double lost_57 = 0.0;
  double sum_h_7 = 0.0;
  double lost_58 = 0.0;
  double sum_h_9 = 0.0;
  double lost_59 = 0.0;
  double sum_h_10 = 0.0;
  double lost_60 = 0.0;
  double sum_h_11 = 0.0;
  double lost_61 = 0.0;
  double sum_h_12 = 0.0;
  double lost_62 = 0.0;
  double sum_h_13 = 0.0;
  double lost_63 = 0.0;
  double sum_h_14 = 0.0;
  double lost_64 = 0.0;
  double sum_h_15 = 0.0;
  double lost_65 = 0.0;
  double sum_h_16 = 0.0;
  double lost_66 = 0.0;
  double sum_h_17 = 0.0;
  double lost_67 = 0.0;
  double sum_h_18 = 0.0;
  double lost_68 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = 1.0 / scale;
    const double t_2 = x - mu;
    const double t_3 = shape * t_1 * t_2;
    const double t_4 = t_3 + 1.0;
    const double t_5 = 1.0 / shape;
    const double t_6 = pow(t_4, -t_5);
    const double t_7 = 1.0 / t_4;
    const double t_8 = t_6 * t_7;
    const double t_9 = t_2 * t_8;
    const double t_10 = t_2 * t_7;
    const double t_11 = t_5 * t_5;
    const double t_12 = log(t_4);
    const double t_13 = t_1 * t_10;
    const double t_14 = t_11 * t_12 - t_13 * t_5;
    const double t_15 = t_7 * t_7;
    const double t_16 = t_15 * t_6;
    const double t_17 = t_2 * t_2;
    const double t_18 = t_15 * t_17;
    add(&sum_h_3, &lost_54, log1p(t_3));
    add(&sum_h_4, &lost_55, t_8);
    add(&sum_h_5, &lost_56, t_7);
    add(&sum_h_6, &lost_57, t_9);
    add(&sum_h_7, &lost_58, t_10);
    add(&sum_h_9, &lost_59, t_16);
    add(&sum_h_10, &lost_60, t_15);
    add(&sum_h_11, &lost_61, t_2 * t_16);
    add(&sum_h_12, &lost_62, t_2 * t_15);
    add(&sum_h_13, &lost_63, t_16 * t_17);
    add(&sum_h_14, &lost_64, t_18);
    add(&sum_h_15, &lost_65, t_14 * t_8);
    add(&sum_h_16, &lost_66, t_14 * t_9);
    add(&sum_h_17, &lost_67, t_14 * t_14 * t_6);
    const double part_69 = t_1 * t_1 * t_18 * t_5;
    const double part_70 = part_69 + 2.0 * t_11 * t_13;
    const double part_71 = shape * shape * shape;
    add(&sum_h_18, &lost_68, (part_70 - 2.0 * t_12 / part_71) * t_6);
  }
  sum_h_3 += lost_54;
  sum_h_4 += lost_55;
  sum_h_5 += lost_56;
  sum_h_6 += lost_57;
  sum_h_7 += lost_58;
  sum_h_9 += lost_59;
  sum_h_10 += lost_60;
  sum_h_11 += lost_61;
  sum_h_12 += lost_62;
  sum_h_13 += lost_63;
  sum_h_14 += lost_64;
  sum_h_15 += lost_65;
  sum_h_16 += lost_66;
  sum_h_17 += lost_67;
  sum_h_18 += lost_68;
  const double t_19 = 1.0 / shape;
  const double t_20 = -t_19 - 1.0;
  const double t_21 = 1.0 / scale;
  const double t_22 = t_20 * t_21;
  const double t_23 = t_22 * sum_h_5;
  const double t_24 = 1.0 / (scale * scale);
  const double t_25 = t_24 * sum_h_7;
  const double t_26 = t_20 * t_25;
  const double t_27 = shape * shape;
  const double t_28 = 1.0 / t_27;
  const double t_29 = t_24 * sum_h_9;
  const double t_30 = t_20 * t_24;
  const double t_31 = 1.0 / (scale * scale * scale);
  const double t_32 = t_31 * sum_h_11;
  const double t_33 = t_20 * t_27;
  const double t_34 = 1.0 / (scale * scale * scale * scale);
  const double t_35 = t_34 * sum_h_13;
  const double t_36 = 2.0 * t_31;
  out[0] = -shape * t_29 - t_29 - t_30 * t_27 * sum_h_10;
  const double part_72 = shape * t_20 * t_24 * sum_h_5 + t_24 * sum_h_4;
  out[1] = part_72 - t_31 * t_33 * sum_h_12 - shape * t_32 - t_32;
  const double part_73 = t_24 * n + shape * t_20 * t_36 * sum_h_7;
  const double part_74 = part_73 + t_36 * sum_h_6 - t_33 * t_34 * sum_h_14;
  out[2] = part_74 - shape * t_35 - t_35;
  const double part_75 = shape * t_20 * t_24 * sum_h_12 + t_24 * sum_h_11;
  out[3] = part_75 - t_19 * t_21 * sum_h_5 - t_21 * sum_h_15 - t_23;
  const double part_76 = shape * t_20 * t_31 * sum_h_14 + t_31 * sum_h_13;
  out[4] = part_76 - t_19 * t_25 - t_24 * sum_h_16 - t_26;
  const double part_77 = 2.0 * t_21 * t_28 * sum_h_7 - t_30 * sum_h_14;
  const double part_78 = part_77 - 2.0 * sum_h_3 / (shape * shape * shape);
  out[5] = part_78 - sum_h_17 - sum_h_18;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double scale,
                    double shape, double *out) {
  const int part_79 = isfinite(scale);
  if (!(isfinite(mu) && scale > 0.0 && part_79 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += shape / scale * (x - mu) + 1.0 > 0.0 ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_80[6];
  curvature(rows, n, mu, scale, shape, found_80);
  const double h_1 = found_80[0];
  const double h_2 = found_80[1];
  const double h_3 = found_80[2];
  const double h_4 = found_80[3];
  const double h_5 = found_80[4];
  const double h_6 = found_80[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int generalised_extreme_value_estimate(const double *x, size_t n,
                                       double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_EXTREME_VALUE_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return GENERALISED_EXTREME_VALUE_NOT_FOUND;
    }
  }
  return GENERALISED_EXTREME_VALUE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double generalised_extreme_value_nll(const double *x, size_t n,
                                     const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int generalised_extreme_value_gradient(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_EXTREME_VALUE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return GENERALISED_EXTREME_VALUE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int generalised_extreme_value_hessian(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_EXTREME_VALUE_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return GENERALISED_EXTREME_VALUE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int generalised_extreme_value_standard_errors(const double *x, size_t n,
                                              const double *parameters,
                                              double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_EXTREME_VALUE_BAD_DATA;
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
        return GENERALISED_EXTREME_VALUE_NOT_FOUND;
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
  return GENERALISED_EXTREME_VALUE_OK;
}
