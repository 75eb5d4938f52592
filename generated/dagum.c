/*
 * Maximum-likelihood estimation: Dagum distribution.
 *
 *   f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
 *   support: x > 0
 *   a: positive
 *   b: positive
 *   p: positive
 *
 * Log-likelihood:
 *
 *   (-p - 1)*sum(log(x**a/b**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) +
 *       log(a) + log(p))*n
 *
 * Estimator (numeric):
 *
 *   a, b = the joint maximiser of the log-likelihood
 *   p = n/(a*log(b)*n - a*sum(log(x)) + sum(log(x**a/b**a + 1)))
 *
 * Source:
 *
 *   Dagum (1977), A new model of personal income distribution: specification
 *       and estimation, Economie Appliquee 30, 413-437
 *   Kleiber (2008), A guide to the Dagum distributions, Modeling Income
 *       Distributions and Lorenz Curves, 97-117
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a, b, p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  DAGUM_PARAMETERS = 3,
  DAGUM_OK = 0,
  /* Empty, not finite, or outside the support. */
  DAGUM_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  DAGUM_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  DAGUM_NOT_FOUND = 3
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

/* 1/(1 + exp(-y)). */
static double expit(double y) {
  if (y < 0.0) {
    return exp(y) / (1.0 + exp(y));
  }
  return 1.0 / (1.0 + exp(-y));
}

/* log(exp a + exp b). */
static double logaddexp(double a, double b) {
  if (a > b) {
    return a + log1p(exp(b - a));
  }
  if (a < b) {
    return b + log1p(exp(a - b));
  }
  return a + 0.6931471805599453;
}

/* The log-likelihood as a function of a, b. */
static double value_a_b(const struct rows *rows, double sum_log_x, double n,
                        double a, double b) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, logaddexp(0.0, a * log(x / b)));
  }
  sum_h += lost_1;
  const double t = a * log(b);
  const double t_1 = 1.0 / (t * n + sum_h - a * sum_log_x);
  const double t_2 = t_1 * n;
  const double part_2 = a * t_1 * sum_log_x * n + (log(t_2) + log(a)) * n;
  return part_2 - n * n * t * t_1 - t_2 * sum_h - sum_log_x - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_a_b(const struct rows *rows, double sum_log_x, double n,
                            double a, double b, double *out) {
  double sum_h_1 = 0.0;
  double lost_3 = 0.0;
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
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_3 = 1.0 / b;
    const double t_4 = log(t_3 * x);
    const double t_5 = a * t_4;
    const double t_6 = expit(t_5);
    const double t_7 = t_3 * t_6;
    const double t_8 = expit(-t_5);
    const double t_9 = t_6 * t_8;
    const double t_10 = t_3 * t_3;
    add(&sum_h_1, &lost_3, logaddexp(0.0, t_5));
    add(&sum_h_2, &lost_4, t_4 * t_6);
    add(&sum_h_3, &lost_5, a * t_7);
    add(&sum_h_4, &lost_6, t_4 * t_4 * t_9);
    add(&sum_h_5, &lost_7, t_5 * t_7 * t_8 + t_7);
    add(&sum_h_6, &lost_8, a * t_6 * t_10 + a * a * t_9 * t_10);
  }
  sum_h_1 += lost_3;
  sum_h_2 += lost_4;
  sum_h_3 += lost_5;
  sum_h_4 += lost_6;
  sum_h_5 += lost_7;
  sum_h_6 += lost_8;
  const double t_11 = a * sum_log_x;
  const double t_12 = log(b);
  const double t_13 = t_12 * n;
  const double t_14 = a * t_13 + sum_h_1 - t_11;
  const double t_15 = 1.0 / t_14;
  const double t_16 = t_15 * n;
  const double t_17 = n * n;
  const double t_18 = t_15 * t_17;
  const double t_19 = t_12 * t_18;
  const double t_20 = sum_log_x - t_13 - sum_h_2;
  const double t_21 = 1.0 / (t_14 * t_14);
  const double t_22 = t_21 * n;
  const double t_23 = t_22 * sum_h_1;
  const double t_24 = t_21 * t_17;
  const double t_25 = t_12 * t_24;
  const double t_26 = t_25 * t_20;
  const double t_27 = 1.0 / b;
  const double t_28 = t_27 * n;
  const double t_29 = a * t_28;
  const double t_30 = sum_h_3 - t_29;
  const double t_31 = t_27 * t_18;
  const double t_32 = t_22 * t_30;
  const double t_33 = t_25 * t_30;
  const double t_34 = 2.0 * sum_h_2;
  const double t_35 = sum_h_1 * n;
  const double t_36 = 1.0 / (t_14 * t_14 * t_14);
  const double t_37 = 2.0 * sum_log_x - 2.0 * t_13 - t_34;
  const double t_38 = t_36 * t_37;
  const double t_39 = t_38 * t_20;
  const double t_40 = a * t_12 * t_17;
  const double t_41 = -sum_h_5;
  const double t_42 = -t_28 - t_41;
  const double t_43 = a * t_24 * t_27;
  const double t_44 = a * t_25;
  const double t_45 = t_30 * t_35;
  const double t_46 = 1.0 / (b * b);
  const double t_47 = a * t_46 * n - sum_h_6;
  const double t_48 = 2.0 * sum_h_3 - 2.0 * t_29;
  const double t_49 = t_36 * t_48;
  const double part_9 = a * t_15 * sum_log_x * n + (log(t_16) + log(a)) * n;
  out[0] = part_9 - t_16 * sum_h_1 - a * t_19 - sum_log_x - sum_h_1;
  const double part_10 = a * t_21 * t_20 * sum_log_x * n;
  const double part_11 = part_10 + t_15 * sum_log_x * n;
  const double part_12 = part_11 + (t_15 * t_20 + 1.0 / a) * n - t_23 * t_20;
  out[1] = part_12 - a * t_26 - t_16 * sum_h_2 - t_19 - sum_h_2;
  const double part_13 = t_11 * t_32 + t_30 * t_16 + t_16 * sum_h_3 + sum_h_3;
  out[2] = part_13 - t_23 * t_30 - a * t_31 - a * t_33;
  const double part_14 = t_20 * t_20 * t_21 - t_15 * sum_h_4 - 1.0 / (a * a);
  const double part_15 = a * t_36 * t_37 * t_20 * sum_log_x * n;
  const double part_16 = 2.0 * t_21 * t_20 * sum_log_x * n;
  const double part_17 = part_16 + t_21 * sum_h_1 * sum_h_4 * n + part_15;
  const double part_18 = a * t_12 * t_21 * t_17 * sum_h_4;
  const double part_19 = part_17 + part_14 * n + part_18;
  const double part_20 = part_19 - t_11 * t_22 * sum_h_4 - t_22 * t_34 * t_20;
  const double part_21 = part_20 - 2.0 * t_26 - t_35 * t_39 - t_39 * t_40;
  out[3] = part_21 - t_16 * sum_h_4 - sum_h_4;
  const double part_22 = t_21 * t_30 * t_20 * n + t_21 * t_30 * sum_log_x * n;
  const double part_23 = part_22 + a * t_21 * t_42 * sum_log_x * n;
  const double part_24 = a * t_30 * t_36 * t_37 * sum_log_x * n;
  const double part_25 = part_23 + t_21 * t_20 * sum_h_3 * n + part_24;
  const double part_26 = part_25 + t_42 * t_15 * n + t_15 * sum_h_5 * n;
  const double part_27 = part_26 - t_23 * t_42 - t_30 * t_38 * t_40 - t_31;
  const double part_28 = part_27 - t_32 * sum_h_2 - t_33 - t_38 * t_45 - t_41;
  out[4] = part_28 - t_42 * t_44 - t_43 * t_20;
  const double part_29 = a * t_30 * t_36 * t_48 * sum_log_x * n;
  const double part_30 = a * t_21 * t_47 * sum_log_x * n;
  const double part_31 = 2.0 * t_21 * t_30 * sum_h_3 * n;
  const double part_32 = t_30 * t_30 * t_21 * n + part_31 + part_30 + part_29;
  const double part_33 = part_32 + t_47 * t_15 * n + a * t_46 * t_15 * t_17;
  const double part_34 = part_33 - t_23 * t_47 - t_30 * t_40 * t_49;
  const double part_35 = part_34 - 2.0 * t_30 * t_43 - t_44 * t_47;
  out[5] = part_35 - t_45 * t_49 - t_16 * sum_h_6 - sum_h_6;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_a_b(const struct rows *rows, double sum_log_x, double n,
                        double u_1, double u_2, double *out) {
  const double a = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double b = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_36[6];
  derivatives_a_b(rows, sum_log_x, n, a, b, found_36);
  const double height = found_36[0];
  const double g_1 = found_36[1];
  const double g_2 = found_36[2];
  const double h_1_1 = found_36[3];
  const double h_2_1 = found_36[4];
  const double h_2_2 = found_36[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_37 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_37 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_38 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_38 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_a_b(const struct rows *rows, double sum_log_x, double n,
                      double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_39[6];
  surface_a_b(rows, sum_log_x, n, u_1, u_2, found_39);
  double f = found_39[0];
  double g_1 = found_39[1];
  double g_2 = found_39[2];
  double h_1_1 = found_39[3];
  double h_2_1 = found_39[4];
  double h_2_2 = found_39[5];
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
    const double part_40 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_40 - l_2_1 * l_2_1 * d_1;
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
    double found_41[6];
    surface_a_b(rows, sum_log_x, n, u_1 + step_1, u_2 + step_2, found_41);
    const double f_new = found_41[0];
    const double g_1_new = found_41[1];
    const double g_2_new = found_41[2];
    const double h_1_1_new = found_41[3];
    const double h_2_1_new = found_41[4];
    const double h_2_2_new = found_41[5];
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
  if (fabs(d_1) <= 1e-09) {
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
  out[1] = outward(u_1, 0.0, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_a_b(const struct rows *rows, double sum_log_x, double n,
                         double *out) {
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
        height = value_a_b(rows, sum_log_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_42[3];
    climb_a_b(rows, sum_log_x, n, reached_1, reached_2, found_42);
    height = found_42[0];
    reached_1 = found_42[1];
    reached_2 = found_42[2];
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
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_43, log(x));
  }
  sum_log_x += lost_43;
  double found_44[2];
  maximise_a_b(rows, sum_log_x, n, found_44);
  const double a = found_44[0];
  const double b = found_44[1];
  double sum_h_7 = 0.0;
  double lost_45 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_50 = log(x / b);
    const double t_51 = a * t_50;
    add(&sum_h_7, &lost_45, logaddexp(0.0, t_51));
  }
  sum_h_7 += lost_45;
  const double p = n / (a * n * log(b) + sum_h_7 - a * sum_log_x);
  out[0] = a;
  out[1] = b;
  out[2] = p;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_46 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_46, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_46;
  const double mean = total / n;
  double squares = 0.0;
  double lost_47 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_47, pow(x - mean, 2.0));
  }
  squares += lost_47;
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
                             double n, double a, double b, double p) {
  double sum_h_13 = 0.0;
  double lost_48 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_13, &lost_48, logaddexp(0.0, a * log(x / b)));
  }
  sum_h_13 += lost_48;
  const double t_73 = a * p;
  const double part_49 = n * log(a) + n * log(p) + (-p - 1.0) * sum_h_13;
  return part_49 + (t_73 - 1.0) * sum_log_x - t_73 * n * log(b);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double a, double b, double p) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b) && p > 0.0 &&
        isfinite(p))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_50, log(x));
  }
  sum_log_x += lost_50;
  return -log_likelihood(rows, sum_log_x, n, a, b, p);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_log_x, double a,
                  double b, double p, double *out) {
  double sum_h_14 = 0.0;
  double lost_51 = 0.0;
  double sum_h_15 = 0.0;
  double lost_52 = 0.0;
  double sum_h_16 = 0.0;
  double lost_53 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_74 = log(x / b);
    const double t_75 = a * t_74;
    const double t_76 = expit(t_75);
    add(&sum_h_14, &lost_51, t_74 * t_76);
    add(&sum_h_15, &lost_52, t_76);
    add(&sum_h_16, &lost_53, logaddexp(0.0, t_75));
  }
  sum_h_14 += lost_51;
  sum_h_15 += lost_52;
  sum_h_16 += lost_53;
  const double t_77 = -p - 1.0;
  const double t_78 = n * log(b);
  const double t_79 = a / b;
  out[0] = n / a + t_77 * sum_h_14 + p * sum_log_x - p * t_78;
  out[1] = -p * t_79 * n - t_77 * t_79 * sum_h_15;
  out[2] = n / p + a * sum_log_x - a * t_78 - sum_h_16;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double a, double b, double p,
                     double *out) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b) && p > 0.0 &&
        isfinite(p))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_54 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_54, log(x));
  }
  sum_log_x += lost_54;
  double found_55[3];
  score(rows, n, sum_log_x, a, b, p, found_55);
  const double g_1 = found_55[0];
  const double g_2 = found_55[1];
  const double g_3 = found_55[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_log_x,
                      double a, double b, double p, double *out) {
  double sum_h_18 = 0.0;
  double lost_56 = 0.0;
  double sum_h_19 = 0.0;
  double lost_57 = 0.0;
  double sum_h_20 = 0.0;
  double lost_58 = 0.0;
  double sum_h_21 = 0.0;
  double lost_59 = 0.0;
  double sum_h_22 = 0.0;
  double lost_60 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_80 = log(x / b);
    const double t_81 = a * t_80;
    const double t_82 = expit(t_81);
    const double t_83 = t_80 * t_82;
    const double t_84 = expit(-t_81);
    const double t_85 = t_82 * t_84;
    add(&sum_h_18, &lost_56, t_83);
    add(&sum_h_19, &lost_57, t_82);
    add(&sum_h_20, &lost_58, t_80 * t_80 * t_85);
    add(&sum_h_21, &lost_59, t_83 * t_84);
    add(&sum_h_22, &lost_60, t_85);
  }
  sum_h_18 += lost_56;
  sum_h_19 += lost_57;
  sum_h_20 += lost_58;
  sum_h_21 += lost_59;
  sum_h_22 += lost_60;
  const double t_86 = -p - 1.0;
  const double t_87 = a * p;
  const double t_88 = n * log(b);
  const double t_89 = 1.0 / b;
  const double t_90 = t_89 * n;
  const double t_91 = t_86 * t_89 * sum_h_19;
  const double t_92 = a * a;
  const double t_93 = a * t_86;
  const double t_94 = 1.0 / (b * b);
  out[0] = t_86 * sum_h_20 - n / t_92;
  out[1] = -t_89 * t_93 * sum_h_21 - p * t_90 - t_91;
  const double part_61 = t_87 * t_94 * n + t_86 * t_92 * t_94 * sum_h_22;
  out[2] = part_61 + t_93 * t_94 * sum_h_19;
  out[3] = sum_log_x - t_88 - sum_h_18;
  out[4] = a * t_89 * sum_h_19 - a * t_90;
  out[5] = -n / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double a, double b, double p,
                    double *out) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b) && p > 0.0 &&
        isfinite(p))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_62 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_62, log(x));
  }
  sum_log_x += lost_62;
  double found_63[6];
  curvature(rows, n, sum_log_x, a, b, p, found_63);
  const double h_1 = found_63[0];
  const double h_2 = found_63[1];
  const double h_3 = found_63[2];
  const double h_4 = found_63[3];
  const double h_5 = found_63[4];
  const double h_6 = found_63[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int dagum_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return DAGUM_NOT_FOUND;
    }
  }
  return DAGUM_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double dagum_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int dagum_gradient(const double *x, size_t n, const double *parameters,
                   double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return DAGUM_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int dagum_hessian(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return DAGUM_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int dagum_standard_errors(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
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
        return DAGUM_NOT_FOUND;
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
  return DAGUM_OK;
}
