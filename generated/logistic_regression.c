/*
 * Maximum-likelihood estimation: Logistic regression with one covariate.
 *
 *   f(y | z; intercept, slope) =
 *       exp(y*(intercept+slope*z))/(1+exp(intercept+slope*z))
 *   support: y in 0, 1
 *   intercept: real
 *   slope: real
 *
 * Log-likelihood:
 *
 *   sum(y*(z*slope + intercept)) - sum(log(exp(z*slope + intercept) + 1))
 *
 * Estimator (numeric):
 *
 *   intercept, slope = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 4
 *   Albert, Anderson (1984), On the existence of maximum likelihood estimates
 *       in logistic regression models, Biometrika 71, 1-10
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: intercept, slope.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LOGISTIC_REGRESSION_PARAMETERS = 2,
  LOGISTIC_REGRESSION_OK = 0,
  /* Empty, not finite, or outside the support. */
  LOGISTIC_REGRESSION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LOGISTIC_REGRESSION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LOGISTIC_REGRESSION_NOT_FOUND = 3
};

/* The data. */
struct rows {
  const double *y;
  const double *z;
  size_t n;
};

static double y_at(const struct rows *rows, size_t i) {
  return rows->y[i];
}

static double z_at(const struct rows *rows, size_t i) {
  return rows->z[i];
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    if (!(isfinite(y) && isfinite(z) && (y == floor(y)) && (y >= 0.0) &&
          (y <= 1.0))) {
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

/* The log-likelihood as a function of intercept, slope. */
static double value_joint(const struct rows *rows, double intercept,
                          double slope) {
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t = slope * z + intercept;
    add(&sum_h_1, &lost_1, logaddexp(0.0, t));
    add(&sum_h_2, &lost_2, t * y);
  }
  sum_h_1 += lost_1;
  sum_h_2 += lost_2;
  return sum_h_2 - sum_h_1;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double sum_y,
                              double sum_h, double intercept, double slope,
                              double *out) {
  double sum_h_3 = 0.0;
  double lost_3 = 0.0;
  double sum_h_4 = 0.0;
  double lost_4 = 0.0;
  double sum_h_5 = 0.0;
  double lost_5 = 0.0;
  double sum_h_6 = 0.0;
  double lost_6 = 0.0;
  double sum_h_7 = 0.0;
  double lost_7 = 0.0;
  double sum_h_8 = 0.0;
  double lost_8 = 0.0;
  double sum_h_9 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t_1 = slope * z + intercept;
    const double t_2 = expit(t_1);
    const double t_3 = t_2 * z;
    const double t_4 = expit(-t_1);
    const double t_5 = t_2 * t_4;
    add(&sum_h_3, &lost_3, logaddexp(0.0, t_1));
    add(&sum_h_4, &lost_4, t_1 * y);
    add(&sum_h_5, &lost_5, t_2);
    add(&sum_h_6, &lost_6, t_3);
    add(&sum_h_7, &lost_7, t_5);
    add(&sum_h_8, &lost_8, t_3 * t_4);
    add(&sum_h_9, &lost_9, t_5 * (z * z));
  }
  sum_h_3 += lost_3;
  sum_h_4 += lost_4;
  sum_h_5 += lost_5;
  sum_h_6 += lost_6;
  sum_h_7 += lost_7;
  sum_h_8 += lost_8;
  sum_h_9 += lost_9;
  out[0] = sum_h_4 - sum_h_3;
  out[1] = sum_y - sum_h_5;
  out[2] = sum_h - sum_h_6;
  out[3] = -sum_h_7;
  out[4] = -sum_h_8;
  out[5] = -sum_h_9;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double sum_y, double sum_h,
                          double n, double u_1, double u_2, double *out) {
  const double intercept = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double slope = outward(u_2, -INFINITY, INFINITY);
  const double stretch_2 = stretch(u_2, -INFINITY, INFINITY);
  double found_10[6];
  derivatives_joint(rows, sum_y, sum_h, intercept, slope, found_10);
  const double height = found_10[0];
  const double g_1 = found_10[1];
  const double g_2 = found_10[2];
  const double h_1_1 = found_10[3];
  const double h_2_1 = found_10[4];
  const double h_2_2 = found_10[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_11 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_11;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_12 = g_2 * bend(u_2, -INFINITY, INFINITY) / n;
  out[5] = -h_2_2 * stretch_2 * stretch_2 / n - part_12;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double sum_y, double sum_h,
                        double n, double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, -INFINITY, INFINITY);
  double found_13[6];
  surface_joint(rows, sum_y, sum_h, n, u_1, u_2, found_13);
  double f = found_13[0];
  double g_1 = found_13[1];
  double g_2 = found_13[2];
  double h_1_1 = found_13[3];
  double h_2_1 = found_13[4];
  double h_2_2 = found_13[5];
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
    const double part_14 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_14 - l_2_1 * l_2_1 * d_1;
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
    double found_15[6];
    surface_joint(rows, sum_y, sum_h, n, u_1 + step_1, u_2 + step_2, found_15);
    const double f_new = found_15[0];
    const double g_1_new = found_15[1];
    const double g_2_new = found_15[2];
    const double h_1_1_new = found_15[3];
    const double h_2_1_new = found_15[4];
    const double h_2_2_new = found_15[5];
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
static void maximise_joint(const struct rows *rows, double sum_y, double sum_h,
                           double n, double *out) {
  const double low_y = quantile(rows, y_at, 0.25);
  const double middle_y = quantile(rows, y_at, 0.5);
  const double high_y = quantile(rows, y_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0;
    double reached_2 = 0.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 =
          choose(at, 0.0, 1.0, -1.0, middle_y, low_y, high_y, 0.3);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 =
          choose(at, 0.0, 1.0, -1.0, middle_y, low_y, high_y, 0.3);
      height = -INFINITY;
      if (isfinite(draw_1) && isfinite(draw_2)) {
        height = value_joint(rows, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_16[3];
    climb_joint(rows, sum_y, sum_h, n, reached_1, reached_2, found_16);
    height = found_16[0];
    reached_1 = found_16[1];
    reached_2 = found_16[2];
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
  double sum_y = 0.0;
  double lost_17 = 0.0;
  double sum_h = 0.0;
  double lost_18 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_y, &lost_17, y);
    add(&sum_h, &lost_18, z * y);
  }
  sum_y += lost_17;
  sum_h += lost_18;
  double found_19[2];
  maximise_joint(rows, sum_y, sum_h, n, found_19);
  const double intercept = found_19[0];
  const double slope = found_19[1];
  out[0] = intercept;
  out[1] = slope;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double intercept,
                             double slope) {
  double sum_h_1 = 0.0;
  double lost_20 = 0.0;
  double sum_h_2 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t = slope * z + intercept;
    add(&sum_h_1, &lost_20, logaddexp(0.0, t));
    add(&sum_h_2, &lost_21, t * y);
  }
  sum_h_1 += lost_20;
  sum_h_2 += lost_21;
  return sum_h_2 - sum_h_1;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double intercept, double slope) {
  if (!(isfinite(intercept) && isfinite(slope))) {
    return INFINITY;
  }
  return -log_likelihood(rows, intercept, slope);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double sum_y, double sum_h,
                  double intercept, double slope, double *out) {
  double sum_h_17 = 0.0;
  double lost_22 = 0.0;
  double sum_h_18 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    const double t_13 = expit(slope * z + intercept);
    add(&sum_h_17, &lost_22, t_13);
    add(&sum_h_18, &lost_23, t_13 * z);
  }
  sum_h_17 += lost_22;
  sum_h_18 += lost_23;
  out[0] = sum_y - sum_h_17;
  out[1] = sum_h - sum_h_18;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double intercept, double slope,
                     double *out) {
  if (!(isfinite(intercept) && isfinite(slope))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double sum_y = 0.0;
  double lost_24 = 0.0;
  double sum_h = 0.0;
  double lost_25 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_y, &lost_24, y);
    add(&sum_h, &lost_25, z * y);
  }
  sum_y += lost_24;
  sum_h += lost_25;
  double found_26[2];
  score(rows, sum_y, sum_h, intercept, slope, found_26);
  const double g_1 = found_26[0];
  const double g_2 = found_26[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double intercept, double slope,
                      double *out) {
  double sum_h_7 = 0.0;
  double lost_27 = 0.0;
  double sum_h_8 = 0.0;
  double lost_28 = 0.0;
  double sum_h_9 = 0.0;
  double lost_29 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    const double t_1 = slope * z + intercept;
    const double t_2 = expit(t_1);
    const double t_3 = t_2 * z;
    const double t_4 = expit(-t_1);
    const double t_5 = t_2 * t_4;
    add(&sum_h_7, &lost_27, t_5);
    add(&sum_h_8, &lost_28, t_3 * t_4);
    add(&sum_h_9, &lost_29, t_5 * (z * z));
  }
  sum_h_7 += lost_27;
  sum_h_8 += lost_28;
  sum_h_9 += lost_29;
  out[0] = -sum_h_7;
  out[1] = -sum_h_8;
  out[2] = -sum_h_9;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double intercept, double slope,
                    double *out) {
  if (!(isfinite(intercept) && isfinite(slope))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_30[3];
  curvature(rows, intercept, slope, found_30);
  const double h_1 = found_30[0];
  const double h_2 = found_30[1];
  const double h_3 = found_30[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int logistic_regression_estimate(const double *y, const double *z, size_t n,
                                 double *estimate) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LOGISTIC_REGRESSION_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return LOGISTIC_REGRESSION_NOT_FOUND;
    }
  }
  return LOGISTIC_REGRESSION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double logistic_regression_nll(const double *y, const double *z, size_t n,
                               const double *parameters) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int logistic_regression_gradient(const double *y, const double *z, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return LOGISTIC_REGRESSION_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return LOGISTIC_REGRESSION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int logistic_regression_hessian(const double *y, const double *z, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return LOGISTIC_REGRESSION_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return LOGISTIC_REGRESSION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int logistic_regression_standard_errors(const double *y, const double *z,
                                        size_t n, const double *parameters,
                                        double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LOGISTIC_REGRESSION_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  static const size_t regular[2] = {0, 1};
  double factor[2][2];
  for (size_t i = 0; i < 2; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return LOGISTIC_REGRESSION_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 2; ++last) {
    double column[2];
    double variance = 0.0;
    for (size_t i = last; i < 2; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return LOGISTIC_REGRESSION_OK;
}
