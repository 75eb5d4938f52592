/*
 * Maximum-likelihood estimation: Weibull distribution with a threshold.
 *
 *   f(x; location, shape, scale) = shape/scale*((x-location)/scale)**(shape-
 *       1)*exp(-((x-location)/scale)**shape)
 *   support: x > location
 *   location: real
 *   shape: positive
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   (shape - 1)*sum(log(x - location)) + (-shape*log(scale) + log(shape))*n -
 *       sum((x - location)**shape)/scale**shape
 *
 * Estimator (unbounded):
 *
 *   location, shape = the joint maximiser of the log-likelihood
 *   scale = (sum((x - location)**shape)/n)**(1/shape)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 21
 *   Smith (1985), Maximum likelihood estimation in a class of nonregular
 *       cases, Biometrika 72, 67-90
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: location, shape, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  WEIBULL_SHIFTED_PARAMETERS = 3,
  WEIBULL_SHIFTED_OK = 0,
  /* Empty, not finite, or outside the support. */
  WEIBULL_SHIFTED_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  WEIBULL_SHIFTED_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  WEIBULL_SHIFTED_NOT_FOUND = 3
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

/* The log-likelihood as a function of location, shape. */
static double value_location_shape(const struct rows *rows, double n,
                                   double location, double shape) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - location;
    add(&sum_h, &lost_1, log(t));
    add(&sum_h_1, &lost_2, pow(t, shape));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  const double t_1 = pow(sum_h_1 / n, 1.0 / shape);
  const double part_3 = (log(shape) - shape * log(t_1)) * n;
  return part_3 + (shape - 1.0) * sum_h - pow(t_1, -shape) * sum_h_1;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_location_shape(const struct rows *rows, double n,
                                       double location, double shape,
                                       double *out) {
  double sum_h_2 = 0.0;
  double lost_4 = 0.0;
  double sum_h_3 = 0.0;
  double lost_5 = 0.0;
  double sum_h_4 = 0.0;
  double lost_6 = 0.0;
  double sum_h_5 = 0.0;
  double lost_7 = 0.0;
  double sum_h_6 = 0.0;
  double lost_8 = 0.0;
  double sum_h_7 = 0.0;
  double lost_9 = 0.0;
  double sum_h_8 = 0.0;
  double lost_10 = 0.0;
  double sum_h_9 = 0.0;
  double lost_11 = 0.0;
  double sum_h_10 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_2 = x - location;
    const double t_3 = log(t_2);
    const double t_4 = pow(t_2, shape);
    const double t_5 = 1.0 / t_2;
    const double t_6 = t_4 * t_5;
    const double t_7 = t_3 * t_4;
    const double t_8 = t_5 * t_5;
    const double t_9 = t_4 * t_8;
    add(&sum_h_2, &lost_4, t_3);
    add(&sum_h_3, &lost_5, t_4);
    add(&sum_h_4, &lost_6, t_5);
    add(&sum_h_5, &lost_7, shape * t_6);
    add(&sum_h_6, &lost_8, t_7);
    add(&sum_h_7, &lost_9, t_8);
    add(&sum_h_8, &lost_10, shape * shape * t_9 - shape * t_9);
    add(&sum_h_9, &lost_11, shape * t_5 * t_7 + t_6);
    add(&sum_h_10, &lost_12, t_3 * t_3 * t_4);
  }
  sum_h_2 += lost_4;
  sum_h_3 += lost_5;
  sum_h_4 += lost_6;
  sum_h_5 += lost_7;
  sum_h_6 += lost_8;
  sum_h_7 += lost_9;
  sum_h_8 += lost_10;
  sum_h_9 += lost_11;
  sum_h_10 += lost_12;
  const double t_10 = shape - 1.0;
  const double t_11 = sum_h_3 / n;
  const double t_12 = 1.0 / shape;
  const double t_13 = pow(t_11, t_12);
  const double t_14 = log(t_13);
  const double t_15 = pow(t_13, -shape);
  const double t_16 = t_15 * sum_h_3;
  const double t_17 = 1.0 / sum_h_3;
  const double t_18 = t_17 * n;
  const double t_19 = 1.0 / (shape * shape);
  const double t_20 = log(t_11);
  const double t_21 = t_14 + shape * (t_12 * t_17 * sum_h_6 - t_20 * t_19);
  const double t_22 = t_15 * sum_h_6;
  const double t_23 = -t_21;
  const double t_24 = 1.0 / (sum_h_3 * sum_h_3);
  const double t_25 = t_17 * sum_h_5;
  const double t_26 = t_12 * t_17;
  const double t_27 = t_24 * t_12;
  const double part_13 = t_25 * t_19 + t_27 * sum_h_5 * sum_h_6;
  const double t_28 =
      t_12 * t_17 * sum_h_5 - shape * (part_13 - t_26 * sum_h_9);
  const double part_14 = 2.0 * t_20 / (shape * shape * shape);
  const double part_15 = 2.0 * t_17 * t_19 * sum_h_6;
  const double part_16 = part_14 + t_26 * sum_h_10;
  const double part_17 = part_16 - sum_h_6 * sum_h_6 * t_27 - part_15;
  const double t_29 =
      2.0 * t_26 * sum_h_6 + shape * part_17 - 2.0 * t_20 * t_19;
  out[0] = (log(shape) - shape * t_14) * n + t_10 * sum_h_2 - t_16;
  out[1] = t_18 * sum_h_5 - t_10 * sum_h_4;
  out[2] = (t_12 - t_21) * n + sum_h_2 - t_22 - t_23 * t_16;
  out[3] = sum_h_5 * sum_h_5 * t_24 * n - t_10 * sum_h_7 - t_18 * sum_h_8;
  out[4] = t_28 * n + t_15 * sum_h_9 - t_22 * t_25 - t_28 * t_16 - sum_h_4;
  const double part_18 = (-t_29 - t_19) * n + t_29 * t_16 - 2.0 * t_22 * t_23;
  out[5] = part_18 - t_23 * t_23 * t_16 - t_15 * sum_h_10;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_location_shape(const struct rows *rows, double n,
                                   double u_1, double u_2, double *out) {
  const double location = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double shape = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_19[6];
  derivatives_location_shape(rows, n, location, shape, found_19);
  const double height = found_19[0];
  const double g_1 = found_19[1];
  const double g_2 = found_19[2];
  const double h_1_1 = found_19[3];
  const double h_2_1 = found_19[4];
  const double h_2_2 = found_19[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_20 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_20;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_21 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_21 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_location_shape(const struct rows *rows, double n,
                                 double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_22[6];
  surface_location_shape(rows, n, u_1, u_2, found_22);
  double f = found_22[0];
  double g_1 = found_22[1];
  double g_2 = found_22[2];
  double h_1_1 = found_22[3];
  double h_2_1 = found_22[4];
  double h_2_2 = found_22[5];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
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
    const double part_23 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_23 - l_2_1 * l_2_1 * d_1;
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
    double found_24[6];
    surface_location_shape(rows, n, u_1 + step_1, u_2 + step_2, found_24);
    const double f_new = found_24[0];
    const double g_1_new = found_24[1];
    const double g_2_new = found_24[2];
    const double h_1_1_new = found_24[3];
    const double h_2_1_new = found_24[4];
    const double h_2_2_new = found_24[5];
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
  d_1 = h_1_1;
  if (fabs(d_1) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, -INFINITY, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_location_shape(const struct rows *rows, double n,
                                    double *out) {
  const double lowest_x = quantile(rows, x_at, 0.05);
  const double low_x = quantile(rows, x_at, 0.25);
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  const double highest_x = quantile(rows, x_at, 0.95);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = middle_x;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_location_shape(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_25[3];
    climb_location_shape(rows, n, reached_1, reached_2, found_25);
    height = found_25[0];
    reached_1 = found_25[1];
    reached_2 = found_25[2];
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
  double found_26[2];
  maximise_location_shape(rows, n, found_26);
  const double location = found_26[0];
  const double shape = found_26[1];
  double sum_h_11 = 0.0;
  double lost_27 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_30 = x - location;
    add(&sum_h_11, &lost_27, pow(t_30, shape));
  }
  sum_h_11 += lost_27;
  const double scale = pow(sum_h_11 / n, 1.0 / shape);
  out[0] = location;
  out[1] = shape;
  out[2] = scale;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_28 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_28, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_28;
  const double mean = total / n;
  double squares = 0.0;
  double lost_29 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_29, pow(x - mean, 2.0));
  }
  squares += lost_29;
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
static double log_likelihood(const struct rows *rows, double n, double location,
                             double shape, double scale) {
  double sum_h_21 = 0.0;
  double lost_30 = 0.0;
  double sum_h_22 = 0.0;
  double lost_31 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_50 = x - location;
    add(&sum_h_21, &lost_30, pow(t_50 / scale, shape));
    add(&sum_h_22, &lost_31, log(t_50));
  }
  sum_h_21 += lost_30;
  sum_h_22 += lost_31;
  const double part_32 = n * log(shape) + (shape - 1.0) * sum_h_22;
  return part_32 - shape * n * log(scale) - sum_h_21;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double location, double shape,
                  double scale) {
  const int part_33 = isfinite(location);
  const int part_34 = isfinite(shape);
  const int part_35 = isfinite(scale);
  if (!(part_33 && shape > 0.0 && part_34 && scale > 0.0 && part_35)) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, location, shape, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double location,
                  double shape, double scale, double *out) {
  double sum_h_23 = 0.0;
  double lost_36 = 0.0;
  double sum_h_24 = 0.0;
  double lost_37 = 0.0;
  double sum_h_25 = 0.0;
  double lost_38 = 0.0;
  double sum_h_26 = 0.0;
  double lost_39 = 0.0;
  double sum_h_27 = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_51 = x - location;
    const double t_52 = 1.0 / t_51;
    const double t_53 = t_51 / scale;
    const double t_54 = pow(t_53, shape);
    add(&sum_h_23, &lost_36, t_52 * t_54);
    add(&sum_h_24, &lost_37, t_52);
    add(&sum_h_25, &lost_38, t_54 * log(t_53));
    add(&sum_h_26, &lost_39, log(t_51));
    add(&sum_h_27, &lost_40, t_54);
  }
  sum_h_23 += lost_36;
  sum_h_24 += lost_37;
  sum_h_25 += lost_38;
  sum_h_26 += lost_39;
  sum_h_27 += lost_40;
  const double t_55 = 1.0 / scale;
  out[0] = shape * sum_h_23 + (1.0 - shape) * sum_h_24;
  out[1] = n / shape + sum_h_26 - n * log(scale) - sum_h_25;
  out[2] = shape * t_55 * sum_h_27 - shape * t_55 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double location, double shape,
                     double scale, double *out) {
  const int part_41 = isfinite(location);
  const int part_42 = isfinite(shape);
  const int part_43 = isfinite(scale);
  if (!(part_41 && shape > 0.0 && part_42 && scale > 0.0 && part_43)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_44[3];
  score(rows, n, location, shape, scale, found_44);
  const double g_1 = found_44[0];
  const double g_2 = found_44[1];
  const double g_3 = found_44[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double location,
                      double shape, double scale, double *out) {
  double sum_h_28 = 0.0;
  double lost_45 = 0.0;
  double sum_h_30 = 0.0;
  double lost_46 = 0.0;
  double sum_h_31 = 0.0;
  double lost_47 = 0.0;
  double sum_h_32 = 0.0;
  double lost_48 = 0.0;
  double sum_h_33 = 0.0;
  double lost_49 = 0.0;
  double sum_h_34 = 0.0;
  double lost_50 = 0.0;
  double sum_h_35 = 0.0;
  double lost_51 = 0.0;
  double sum_h_36 = 0.0;
  double lost_52 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_56 = x - location;
    const double t_57 = t_56 / scale;
    const double t_58 = pow(t_57, shape);
    const double t_59 = 1.0 / t_56;
    const double t_60 = t_58 * t_59;
    const double t_61 = log(t_57);
    const double t_62 = t_59 * t_59;
    add(&sum_h_28, &lost_45, t_58);
    add(&sum_h_30, &lost_46, t_60);
    add(&sum_h_31, &lost_47, t_59);
    add(&sum_h_32, &lost_48, t_58 * t_61);
    add(&sum_h_33, &lost_49, t_58 * t_62);
    add(&sum_h_34, &lost_50, t_62);
    add(&sum_h_35, &lost_51, t_60 * t_61);
    add(&sum_h_36, &lost_52, t_61 * t_61 * t_58);
  }
  sum_h_28 += lost_45;
  sum_h_30 += lost_46;
  sum_h_31 += lost_47;
  sum_h_32 += lost_48;
  sum_h_33 += lost_49;
  sum_h_34 += lost_50;
  sum_h_35 += lost_51;
  sum_h_36 += lost_52;
  const double t_63 = shape - 1.0;
  const double t_65 = -t_63;
  const double t_66 = 1.0 / scale;
  const double t_67 = t_66 * n;
  const double t_68 = shape * shape;
  const double t_69 = 1.0 / (scale * scale);
  out[0] = t_65 * sum_h_34 + shape * sum_h_33 - t_68 * sum_h_33;
  out[1] = sum_h_30 + shape * sum_h_35 - sum_h_31;
  out[2] = -n / t_68 - sum_h_36;
  out[3] = -t_66 * t_68 * sum_h_30;
  out[4] = t_66 * sum_h_28 + shape * t_66 * sum_h_32 - t_67;
  const double part_53 = shape * t_69 * n - t_68 * t_69 * sum_h_28;
  out[5] = part_53 - shape * t_69 * sum_h_28;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double location, double shape,
                    double scale, double *out) {
  const int part_54 = isfinite(location);
  const int part_55 = isfinite(shape);
  const int part_56 = isfinite(scale);
  if (!(part_54 && shape > 0.0 && part_55 && scale > 0.0 && part_56)) {
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
    outside += x >= location ? 0.0 : 1.0;
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
  double found_57[6];
  curvature(rows, n, location, shape, scale, found_57);
  const double h_1 = found_57[0];
  const double h_2 = found_57[1];
  const double h_3 = found_57[2];
  const double h_4 = found_57[3];
  const double h_5 = found_57[4];
  const double h_6 = found_57[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int weibull_shifted_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return WEIBULL_SHIFTED_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[2] = rows.x_spread * estimate[2];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return WEIBULL_SHIFTED_NOT_FOUND;
    }
  }
  return WEIBULL_SHIFTED_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double weibull_shifted_nll(const double *x, size_t n,
                           const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int weibull_shifted_gradient(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return WEIBULL_SHIFTED_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return WEIBULL_SHIFTED_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int weibull_shifted_hessian(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return WEIBULL_SHIFTED_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return WEIBULL_SHIFTED_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int weibull_shifted_standard_errors(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return WEIBULL_SHIFTED_BAD_DATA;
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
        return WEIBULL_SHIFTED_NOT_FOUND;
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
  return WEIBULL_SHIFTED_OK;
}
