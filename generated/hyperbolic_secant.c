/*
 * Maximum-likelihood estimation: Hyperbolic secant distribution.
 *
 *   f(x; mu, scale) = 1/(pi*scale*cosh((x-mu)/scale))
 *   support: real
 *   mu: real
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   -log(pi*scale)*n - sum(log(cosh((x - mu)/scale)))
 *
 * Estimator (numeric):
 *
 *   mu, scale = the joint maximiser of the log-likelihood
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 23
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  HYPERBOLIC_SECANT_PARAMETERS = 2,
  HYPERBOLIC_SECANT_OK = 0,
  /* Empty, not finite, or outside the support. */
  HYPERBOLIC_SECANT_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  HYPERBOLIC_SECANT_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  HYPERBOLIC_SECANT_NOT_FOUND = 3
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

/* The log-likelihood as a function of mu, scale. */
static double value_joint(const struct rows *rows, double n, double mu,
                          double scale) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = (x - mu) / scale;
    add(&sum_h, &lost_1, logaddexp(t, -t));
  }
  sum_h += lost_1;
  return n * log(2.0) - n * log(3.141592653589793 * scale) - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double mu,
                              double scale, double *out) {
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
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
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    const double t_2 = t_1 / scale;
    const double t_3 = tanh(t_2);
    const double t_4 = 1.0 / pow(cosh(t_2), 2.0);
    add(&sum_h_1, &lost_2, logaddexp(t_2, -t_2));
    add(&sum_h_2, &lost_3, t_3);
    add(&sum_h_3, &lost_4, t_1 * t_3);
    add(&sum_h_4, &lost_5, t_4);
    add(&sum_h_5, &lost_6, t_1 * t_4);
    add(&sum_h_6, &lost_7, t_1 * t_1 * t_4);
  }
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  sum_h_4 += lost_5;
  sum_h_5 += lost_6;
  sum_h_6 += lost_7;
  const double t_5 = 1.0 / scale;
  const double t_6 = 1.0 / (scale * scale);
  const double t_7 = 1.0 / (scale * scale * scale);
  out[0] = n * log(2.0) - n * log(3.141592653589793 * scale) - sum_h_1;
  out[1] = t_5 * sum_h_2;
  out[2] = t_6 * sum_h_3 - t_5 * n;
  out[3] = -t_6 * sum_h_4;
  out[4] = -t_6 * sum_h_2 - t_7 * sum_h_5;
  const double part_8 = sum_h_6 / (scale * scale * scale * scale);
  out[5] = t_6 * n - 2.0 * t_7 * sum_h_3 - part_8;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double scale = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_9[6];
  derivatives_joint(rows, n, mu, scale, found_9);
  const double height = found_9[0];
  const double g_1 = found_9[1];
  const double g_2 = found_9[2];
  const double h_1_1 = found_9[3];
  const double h_2_1 = found_9[4];
  const double h_2_2 = found_9[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_10 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_10;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_11 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_11 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_12[6];
  surface_joint(rows, n, u_1, u_2, found_12);
  double f = found_12[0];
  double g_1 = found_12[1];
  double g_2 = found_12[2];
  double h_1_1 = found_12[3];
  double h_2_1 = found_12[4];
  double h_2_2 = found_12[5];
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
    const double part_13 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_13 - l_2_1 * l_2_1 * d_1;
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
    double found_14[6];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_14);
    const double f_new = found_14[0];
    const double g_1_new = found_14[1];
    const double g_2_new = found_14[2];
    const double h_1_1_new = found_14[3];
    const double h_2_1_new = found_14[4];
    const double h_2_2_new = found_14[5];
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
static void maximise_joint(const struct rows *rows, double n, double *out) {
  const double lowest_x = quantile(rows, x_at, 0.05);
  const double low_x = quantile(rows, x_at, 0.25);
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  const double highest_x = quantile(rows, x_at, 0.95);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
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
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_joint(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_15[3];
    climb_joint(rows, n, reached_1, reached_2, found_15);
    height = found_15[0];
    reached_1 = found_15[1];
    reached_2 = found_15[2];
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
  double found_16[2];
  maximise_joint(rows, n, found_16);
  const double mu = found_16[0];
  const double scale = found_16[1];
  out[0] = mu;
  out[1] = scale;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_17 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_17, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_17;
  const double mean = total / n;
  double squares = 0.0;
  double lost_18 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_18, pow(x - mean, 2.0));
  }
  squares += lost_18;
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
                             double scale) {
  double sum_h = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = (x - mu) / scale;
    add(&sum_h, &lost_19, logaddexp(t, -t));
  }
  sum_h += lost_19;
  return n * log(2.0) - n * log(3.141592653589793 * scale) - sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double scale,
                  double *out) {
  double sum_h_13 = 0.0;
  double lost_20 = 0.0;
  double sum_h_14 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_19 = x - mu;
    const double t_20 = tanh(t_19 / scale);
    add(&sum_h_13, &lost_20, t_20);
    add(&sum_h_14, &lost_21, t_19 * t_20);
  }
  sum_h_13 += lost_20;
  sum_h_14 += lost_21;
  const double t_21 = 1.0 / scale;
  out[0] = t_21 * sum_h_13;
  out[1] = sum_h_14 / (scale * scale) - t_21 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double scale,
                     double *out) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_22[2];
  score(rows, n, mu, scale, found_22);
  const double g_1 = found_22[0];
  const double g_2 = found_22[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double scale, double *out) {
  double sum_h_2 = 0.0;
  double lost_23 = 0.0;
  double sum_h_3 = 0.0;
  double lost_24 = 0.0;
  double sum_h_4 = 0.0;
  double lost_25 = 0.0;
  double sum_h_5 = 0.0;
  double lost_26 = 0.0;
  double sum_h_6 = 0.0;
  double lost_27 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    const double t_2 = t_1 / scale;
    const double t_3 = tanh(t_2);
    const double t_4 = 1.0 / pow(cosh(t_2), 2.0);
    add(&sum_h_2, &lost_23, t_3);
    add(&sum_h_3, &lost_24, t_1 * t_3);
    add(&sum_h_4, &lost_25, t_4);
    add(&sum_h_5, &lost_26, t_1 * t_4);
    add(&sum_h_6, &lost_27, t_1 * t_1 * t_4);
  }
  sum_h_2 += lost_23;
  sum_h_3 += lost_24;
  sum_h_4 += lost_25;
  sum_h_5 += lost_26;
  sum_h_6 += lost_27;
  const double t_6 = 1.0 / (scale * scale);
  const double t_7 = 1.0 / (scale * scale * scale);
  out[0] = -t_6 * sum_h_4;
  out[1] = -t_6 * sum_h_2 - t_7 * sum_h_5;
  const double part_28 = sum_h_6 / (scale * scale * scale * scale);
  out[2] = t_6 * n - 2.0 * t_7 * sum_h_3 - part_28;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double scale,
                    double *out) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_29[3];
  curvature(rows, n, mu, scale, found_29);
  const double h_1 = found_29[0];
  const double h_2 = found_29[1];
  const double h_3 = found_29[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int hyperbolic_secant_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return HYPERBOLIC_SECANT_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return HYPERBOLIC_SECANT_NO_MAXIMUM;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return HYPERBOLIC_SECANT_NOT_FOUND;
    }
  }
  return HYPERBOLIC_SECANT_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double hyperbolic_secant_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int hyperbolic_secant_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return HYPERBOLIC_SECANT_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return HYPERBOLIC_SECANT_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int hyperbolic_secant_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return HYPERBOLIC_SECANT_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return HYPERBOLIC_SECANT_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int hyperbolic_secant_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return HYPERBOLIC_SECANT_BAD_DATA;
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
        return HYPERBOLIC_SECANT_NOT_FOUND;
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
  return HYPERBOLIC_SECANT_OK;
}
