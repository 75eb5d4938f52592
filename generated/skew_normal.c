/*
 * Maximum-likelihood estimation: Skew normal distribution.
 *
 *   f(x; location, scale, shape) = 1/(scale*sqrt(2*pi))*exp(-(x-
 *       location)**2/(2*scale**2))*(1+erf(shape*(x-location)/(scale*sqrt(2))))
 *   support: real
 *   location: real
 *   scale: positive
 *   shape: real
 *
 * Log-likelihood:
 *
 *   (-log(scale) - log(2*pi)/2)*n + sum(log(erf(sqrt(2)*shape*(x -
 *       location)/(2*scale)) + 1)) - sum((x - location)**2)/(2*scale**2)
 *
 * Estimator (numeric):
 *
 *   location, shape = the joint maximiser of the log-likelihood
 *   scale = sqrt(sum((x - location)**2))/sqrt(n)
 *
 * Source:
 *
 *   Azzalini (1985), A class of distributions which includes the normal ones,
 *       Scand. J. Statist. 12, 171-178
 *   Azzalini, Capitanio (1999), Statistical applications of the multivariate
 *       skew normal distribution, J. Roy. Statist. Soc. B 61, 579-602
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: location, scale, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  SKEW_NORMAL_PARAMETERS = 3,
  SKEW_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  SKEW_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  SKEW_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  SKEW_NORMAL_NOT_FOUND = 3
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

/* exp(w^2) erfc(w). */
static double erfcx(double w) {
  if (w < 2.0) {
    return exp(w * w) * erfc(w);
  }
  double tail = 0.0;
  double k = 120.0;
  while (k > 0.5) {
    tail = 0.5 * k / (w + tail);
    k = k - 1.0;
  }
  return 0.5641895835477563 / (w + tail);
}

/* log erfc(w); erfc itself underflows beyond w = 27. */
static double log_erfc(double w) {
  if (w < 2.0) {
    return log(erfc(w));
  }
  return log(erfcx(w)) - w * w;
}

/* exp(-w^2)/erfc(w). */
static double mills(double w) {
  return 1.0 / erfcx(w);
}

/* The log-likelihood as a function of location, shape. */
static double value_location_shape(const struct rows *rows, double n,
                                   double sum_x_2, double sum_x,
                                   double location, double shape) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, pow(x - location, 2.0));
  }
  sum_h += lost_1;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = sqrt(2.0);
    const double t_1 = 1.0 / sqrt(sum_h);
    const double t_2 = sqrt(n);
    const double part_3 = 0.5 * location * shape * t * t_1;
    const double part_4 = 0.5 * shape * t * t_1 * t_2 * x;
    add(&sum_h_1, &lost_2, log_erfc(part_3 * t_2 - part_4));
  }
  sum_h_1 += lost_2;
  const double t_3 = 1.0 / sum_h;
  const double t_4 = 0.5 * t_3;
  const double part_5 = location * location * (n * n) * t_4;
  const double part_6 = 0.5 * log(2.0 * 3.141592653589793);
  const double part_7 = (-log(sqrt(sum_h) / sqrt(n)) - part_6) * n;
  const double part_8 = location * t_3 * sum_x * n + part_7 + sum_h_1 - part_5;
  return part_8 - t_4 * sum_x_2 * n;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_location_shape(const struct rows *rows, double n,
                                       double sum_x, double sum_x_2,
                                       double location, double shape,
                                       double *out) {
  double sum_h_2 = 0.0;
  double lost_9 = 0.0;
  double sum_h_3 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_5 = x - location;
    add(&sum_h_2, &lost_9, t_5 * t_5);
    add(&sum_h_3, &lost_10, t_5);
  }
  sum_h_2 += lost_9;
  sum_h_3 += lost_10;
  double sum_h_4 = 0.0;
  double lost_11 = 0.0;
  double sum_h_5 = 0.0;
  double lost_12 = 0.0;
  double sum_h_6 = 0.0;
  double lost_13 = 0.0;
  double sum_h_7 = 0.0;
  double lost_14 = 0.0;
  double sum_h_8 = 0.0;
  double lost_15 = 0.0;
  double sum_h_9 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_6 = sqrt(2.0);
    const double t_7 = shape * t_6;
    const double t_8 = 1.0 / sqrt(sum_h_2);
    const double t_9 = sqrt(n);
    const double t_10 = t_8 * t_9;
    const double t_11 = t_7 * t_10;
    const double t_12 = 0.5 * t_11;
    const double t_13 = 0.5 * location * shape * t_6 * t_8 * t_9 - t_12 * x;
    const double t_14 = 1.0 / pow(sum_h_2, 1.5);
    const double t_15 = t_7 * t_14;
    const double t_16 = t_9 * sum_h_3;
    const double t_17 = t_16 * t_15;
    const double t_18 = location * t_17;
    const double t_19 = mills(t_13) / sqrt(3.141592653589793);
    const double t_20 = t_6 * t_10;
    const double t_21 = t_20 * x;
    const double t_22 = t_21 - location * t_20;
    const double t_23 = 0.5 * x;
    const double t_24 = pow(n, 1.5) * t_15;
    const double t_25 = 0.5 * location;
    const double part_17 = 1.5 * (sum_h_3 * sum_h_3) * t_7 * t_9;
    const double t_26 = part_17 / pow(sum_h_2, 2.5);
    const double t_27 = 0.5 * t_18 + t_12 - 0.5 * t_17 * x;
    const double t_28 = t_19 * (t_11 * x + 2.0 * t_19 - location * t_11);
    const double t_29 = t_6 * t_16 * t_14;
    add(&sum_h_4, &lost_11, log_erfc(t_13));
    const double part_18 = shape * t_6 * t_9 * t_14 * sum_h_3;
    add(&sum_h_5, &lost_12, t_19 * (part_18 * x - t_18 - t_11));
    add(&sum_h_6, &lost_13, t_19 * t_22);
    const double part_19 = t_17 + t_23 * t_24 + location * t_26;
    const double part_20 = part_19 - t_26 * x - t_24 * t_25;
    add(&sum_h_7, &lost_14, t_19 * part_20 + t_27 * t_27 * t_28);
    const double part_21 = 0.5 * location * t_6 * t_8 * t_9;
    const double part_22 = (part_21 - 0.5 * t_21) * t_27 * t_28;
    const double part_23 = 0.5 * t_20 + t_25 * t_29;
    add(&sum_h_8, &lost_15, (part_23 - t_23 * t_29) * t_19 + part_22);
    add(&sum_h_9, &lost_16, t_22 * t_22 * t_28);
  }
  sum_h_4 += lost_11;
  sum_h_5 += lost_12;
  sum_h_6 += lost_13;
  sum_h_7 += lost_14;
  sum_h_8 += lost_15;
  sum_h_9 += lost_16;
  const double t_30 = location * location;
  const double t_31 = 1.0 / sum_h_2;
  const double t_32 = n * n;
  const double t_33 = t_31 * t_32;
  const double t_34 = t_31 * n;
  const double t_35 = t_34 * sum_x;
  const double t_36 = 1.0 / (sum_h_2 * sum_h_2);
  const double t_37 = t_32 * sum_h_3;
  const double t_38 = sum_h_3 * n;
  const double t_39 = 2.0 * location * t_36 * sum_x;
  const double t_40 = sum_h_3 * sum_h_3;
  const double t_41 = 1.0 / (sum_h_2 * sum_h_2 * sum_h_2);
  const double t_42 = 4.0 * t_41;
  const double part_24 = 0.5 * log(2.0 * 3.141592653589793);
  const double part_25 = (-log(sqrt(sum_h_2) / sqrt(n)) - part_24) * n;
  const double part_26 = part_25 + location * t_35 + sum_h_4;
  out[0] = part_26 - 0.5 * t_30 * t_33 - 0.5 * t_34 * sum_x_2;
  const double part_27 = t_34 * sum_h_3 + t_35 + t_38 * t_39 + sum_h_5;
  const double part_28 = part_27 - t_30 * t_36 * t_37 - location * t_33;
  out[1] = part_28 - t_36 * t_38 * sum_x_2;
  out[2] = sum_h_6;
  const double part_29 = 8.0 * location * t_40 * t_41 * sum_x * n;
  const double part_30 = n * n * n * t_30 * t_36 + part_29;
  const double part_31 = 4.0 * t_36 * sum_x * sum_h_3 * n;
  const double part_32 = part_30 + 2.0 * t_40 * t_36 * n + part_31;
  const double part_33 = part_32 + t_32 * t_36 * sum_x_2;
  const double part_34 = part_33 - t_40 * t_42 * sum_x_2 * n;
  const double part_35 = part_34 - t_30 * t_40 * t_42 * t_32 - t_32 * t_39;
  const double part_36 = part_35 - 2.0 * t_33 - 4.0 * location * t_36 * t_37;
  out[3] = part_36 - 2.0 * sum_h_7;
  out[4] = -2.0 * sum_h_8;
  out[5] = -0.5 * sum_h_9;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_location_shape(const struct rows *rows, double n,
                                   double sum_x, double sum_x_2, double u_1,
                                   double u_2, double *out) {
  const double location = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double shape = outward(u_2, -INFINITY, INFINITY);
  const double stretch_2 = stretch(u_2, -INFINITY, INFINITY);
  double found_37[6];
  derivatives_location_shape(rows, n, sum_x, sum_x_2, location, shape,
                             found_37);
  const double height = found_37[0];
  const double g_1 = found_37[1];
  const double g_2 = found_37[2];
  const double h_1_1 = found_37[3];
  const double h_2_1 = found_37[4];
  const double h_2_2 = found_37[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_38 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_38;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_39 = g_2 * bend(u_2, -INFINITY, INFINITY) / n;
  out[5] = -h_2_2 * stretch_2 * stretch_2 / n - part_39;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_location_shape(const struct rows *rows, double n,
                                 double sum_x, double sum_x_2, double start_1,
                                 double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, -INFINITY, INFINITY);
  double found_40[6];
  surface_location_shape(rows, n, sum_x, sum_x_2, u_1, u_2, found_40);
  double f = found_40[0];
  double g_1 = found_40[1];
  double g_2 = found_40[2];
  double h_1_1 = found_40[3];
  double h_2_1 = found_40[4];
  double h_2_2 = found_40[5];
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
    const double part_41 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_41 - l_2_1 * l_2_1 * d_1;
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
    double found_42[6];
    surface_location_shape(rows, n, sum_x, sum_x_2, u_1 + step_1, u_2 + step_2,
                           found_42);
    const double f_new = found_42[0];
    const double g_1_new = found_42[1];
    const double g_2_new = found_42[2];
    const double h_1_1_new = found_42[3];
    const double h_2_1_new = found_42[4];
    const double h_2_2_new = found_42[5];
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
  if (fabs(d_2) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, -INFINITY, INFINITY);
  out[2] = outward(u_2, -INFINITY, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_location_shape(const struct rows *rows, double n,
                                    double sum_x, double sum_x_2, double *out) {
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
    double reached_2 = 0.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5);
      height = -INFINITY;
      if (isfinite(draw_1) && isfinite(draw_2)) {
        height = value_location_shape(rows, n, sum_x_2, sum_x, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_43[3];
    climb_location_shape(rows, n, sum_x, sum_x_2, reached_1, reached_2,
                         found_43);
    height = found_43[0];
    reached_1 = found_43[1];
    reached_2 = found_43[2];
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
  double sum_x_2 = 0.0;
  double lost_44 = 0.0;
  double sum_x = 0.0;
  double lost_45 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x_2, &lost_44, x * x);
    add(&sum_x, &lost_45, x);
  }
  sum_x_2 += lost_44;
  sum_x += lost_45;
  double found_46[2];
  maximise_location_shape(rows, n, sum_x, sum_x_2, found_46);
  const double location = found_46[0];
  const double shape = found_46[1];
  double sum_h_10 = 0.0;
  double lost_47 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_43 = x - location;
    add(&sum_h_10, &lost_47, t_43 * t_43);
  }
  sum_h_10 += lost_47;
  const double scale = sqrt(sum_h_10) / sqrt(n);
  out[0] = location;
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
  double lost_48 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_48, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_48;
  const double mean = total / n;
  double squares = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_49, pow(x - mean, 2.0));
  }
  squares += lost_49;
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
                             double scale, double shape) {
  double sum_h_18 = 0.0;
  double lost_50 = 0.0;
  double sum_h_19 = 0.0;
  double lost_51 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_73 = x - location;
    add(&sum_h_18, &lost_50, t_73 * t_73);
    const double part_52 = -0.5 * shape * sqrt(2.0) * t_73;
    add(&sum_h_19, &lost_51, log_erfc(part_52 / scale));
  }
  sum_h_18 += lost_50;
  sum_h_19 += lost_51;
  const double part_53 = 0.5 * n * log(2.0 * 3.141592653589793);
  const double part_54 = sum_h_19 - n * log(scale) - part_53;
  return part_54 - 0.5 * sum_h_18 / (scale * scale);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double location, double scale,
                  double shape) {
  const int part_55 = isfinite(location);
  if (!(part_55 && scale > 0.0 && isfinite(scale) && isfinite(shape))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, location, scale, shape);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double location,
                  double scale, double shape, double *out) {
  double sum_h_20 = 0.0;
  double lost_56 = 0.0;
  double sum_h_21 = 0.0;
  double lost_57 = 0.0;
  double sum_h_22 = 0.0;
  double lost_58 = 0.0;
  double sum_h_23 = 0.0;
  double lost_59 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_74 = x - location;
    const double t_75 = mills(-0.5 * shape * sqrt(2.0) * t_74 / scale);
    add(&sum_h_20, &lost_56, t_74);
    add(&sum_h_21, &lost_57, t_75);
    add(&sum_h_22, &lost_58, t_74 * t_74);
    add(&sum_h_23, &lost_59, t_74 * t_75);
  }
  sum_h_20 += lost_56;
  sum_h_21 += lost_57;
  sum_h_22 += lost_58;
  sum_h_23 += lost_59;
  const double t_76 = 1.0 / (scale * scale);
  const double t_77 = 1.0 / scale;
  const double t_78 = sqrt(2.0);
  const double t_79 = 1.0 / sqrt(3.141592653589793);
  const double t_80 = t_77 * t_78 * t_79;
  out[0] = t_76 * sum_h_20 - shape * t_80 * sum_h_21;
  const double part_60 = sum_h_22 / (scale * scale * scale) - t_77 * n;
  out[1] = part_60 - shape * t_76 * t_78 * t_79 * sum_h_23;
  out[2] = t_80 * sum_h_23;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double location, double scale,
                     double shape, double *out) {
  const int part_61 = isfinite(location);
  if (!(part_61 && scale > 0.0 && isfinite(scale) && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_62[3];
  score(rows, n, location, scale, shape, found_62);
  const double g_1 = found_62[0];
  const double g_2 = found_62[1];
  const double g_3 = found_62[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double location,
                      double scale, double shape, double *out) {
  double sum_h_24 = 0.0;
  double lost_63 = 0.0;
  double sum_h_26 = 0.0;
  double lost_64 = 0.0;
  double sum_h_27 = 0.0;
  double lost_65 = 0.0;
  double sum_h_28 = 0.0;
  double lost_66 = 0.0;
  double sum_h_29 = 0.0;
  double lost_67 = 0.0;
  double sum_h_30 = 0.0;
  double lost_68 = 0.0;
  double sum_h_31 = 0.0;
  double lost_69 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_81 = x - location;
    const double t_82 = t_81 * t_81;
    const double t_83 = shape * sqrt(2.0) * t_81 / scale;
    const double t_84 = -0.5 * t_83;
    const double t_85 = mills(t_84);
    const double t_86 = t_81 * t_85;
    const double t_87 = t_83 + 2.0 * t_85 / sqrt(3.141592653589793);
    const double t_88 = t_85 * t_87;
    add(&sum_h_24, &lost_63, t_82);
    add(&sum_h_26, &lost_64, t_81);
    add(&sum_h_27, &lost_65, t_85);
    add(&sum_h_28, &lost_66, t_86);
    add(&sum_h_29, &lost_67, t_88);
    add(&sum_h_30, &lost_68, t_86 * t_87);
    add(&sum_h_31, &lost_69, t_82 * t_88);
  }
  sum_h_24 += lost_63;
  sum_h_26 += lost_64;
  sum_h_27 += lost_65;
  sum_h_28 += lost_66;
  sum_h_29 += lost_67;
  sum_h_30 += lost_68;
  sum_h_31 += lost_69;
  const double t_89 = 1.0 / (scale * scale);
  const double t_90 = 1.0 / scale;
  const double t_91 = 1.0 / sqrt(3.141592653589793);
  const double t_92 = t_90 * t_91;
  const double t_93 = sqrt(2.0);
  const double t_94 = t_92 * t_93 * sum_h_27;
  const double t_95 = 1.0 / (scale * scale * scale);
  const double t_96 = t_93 * sum_h_28;
  const double t_97 = t_89 * t_91;
  const double t_98 = t_89 * n;
  const double t_99 = shape * shape;
  const double t_100 = 2.0 * t_95;
  const double t_101 = t_99 * t_91;
  const double t_102 = 1.0 / (scale * scale * scale * scale);
  out[0] = -t_99 * t_97 * sum_h_29 - t_98;
  const double part_70 = shape * t_89 * t_91 * t_93 * sum_h_27;
  out[1] = part_70 - t_100 * sum_h_26 - t_101 * t_95 * sum_h_30;
  const double part_71 = shape * t_100 * t_91 * t_96 + t_98;
  out[2] = part_71 - t_101 * t_102 * sum_h_31 - 3.0 * t_102 * sum_h_24;
  out[3] = shape * t_89 * t_91 * sum_h_30 - t_94;
  out[4] = shape * t_91 * t_95 * sum_h_31 - t_96 * t_97;
  out[5] = -t_97 * sum_h_31;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double location, double scale,
                    double shape, double *out) {
  const int part_72 = isfinite(location);
  if (!(part_72 && scale > 0.0 && isfinite(scale) && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_73[6];
  curvature(rows, n, location, scale, shape, found_73);
  const double h_1 = found_73[0];
  const double h_2 = found_73[1];
  const double h_3 = found_73[2];
  const double h_4 = found_73[3];
  const double h_5 = found_73[4];
  const double h_6 = found_73[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int skew_normal_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return SKEW_NORMAL_BAD_DATA;
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
      return SKEW_NORMAL_NOT_FOUND;
    }
  }
  return SKEW_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double skew_normal_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int skew_normal_gradient(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return SKEW_NORMAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return SKEW_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int skew_normal_hessian(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return SKEW_NORMAL_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return SKEW_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int skew_normal_standard_errors(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return SKEW_NORMAL_BAD_DATA;
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
        return SKEW_NORMAL_NOT_FOUND;
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
  return SKEW_NORMAL_OK;
}
