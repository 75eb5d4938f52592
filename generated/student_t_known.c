/*
 * Maximum-likelihood estimation: Student t distribution with known degrees of
 * freedom.
 *
 *   f(x; mu, sigma, nu) = gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*sigma)*(1+(
 *       x-mu)**2/(nu*sigma**2))**(-(nu+1)/2)
 *   support: real
 *   mu: real
 *   sigma: positive
 *   nu: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   (-nu/2 - 1/2)*sum(log(1 + (x - mu)**2/(nu*sigma**2))) + (-log(sigma) -
 *       log(pi*nu)/2 - loggamma(nu/2) + loggamma(nu/2 + 1/2))*n
 *
 * Estimator (numeric):
 *
 *   mu, sigma = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 28
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, sigma.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  STUDENT_T_KNOWN_PARAMETERS = 2,
  STUDENT_T_KNOWN_OK = 0,
  /* Empty, not finite, or outside the support. */
  STUDENT_T_KNOWN_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  STUDENT_T_KNOWN_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  STUDENT_T_KNOWN_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double nu) {
  (void)nu;
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

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_38 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_38)) / z;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_39 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_39 + (gamma_tail(b) - gamma_tail(a));
}

/* The log-likelihood as a function of mu, sigma. */
static double value_joint(const struct rows *rows, double nu, double n,
                          double mu, double sigma) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, log1p(pow(x - mu, 2.0) / (nu * (sigma * sigma))));
  }
  sum_h += lost_1;
  const double t = 0.5 * nu;
  const double part_2 = n * log_rising(t, 0.5) + (-t - 0.5) * sum_h;
  return part_2 - n * log(sigma) - 0.5 * n * log(3.141592653589793 * nu);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double nu, double n,
                              double mu, double sigma, double *out) {
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
  double sum_h_7 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    const double t_2 = t_1 * t_1;
    const double t_3 = t_2 / (nu * (sigma * sigma));
    const double t_4 = t_3 + 1.0;
    const double t_5 = 1.0 / t_4;
    const double t_6 = t_5 * t_5;
    add(&sum_h_1, &lost_3, log1p(t_3));
    add(&sum_h_2, &lost_4, t_1 * t_5);
    add(&sum_h_3, &lost_5, t_2 * t_5);
    add(&sum_h_4, &lost_6, t_2 * t_6);
    add(&sum_h_5, &lost_7, t_5);
    add(&sum_h_6, &lost_8, t_1 * t_2 * t_6);
    add(&sum_h_7, &lost_9, t_2 * t_2 * t_6);
  }
  sum_h_1 += lost_3;
  sum_h_2 += lost_4;
  sum_h_3 += lost_5;
  sum_h_4 += lost_6;
  sum_h_5 += lost_7;
  sum_h_6 += lost_8;
  sum_h_7 += lost_9;
  const double t_7 = 0.5 * nu;
  const double t_8 = -t_7 - 0.5;
  const double t_9 = 1.0 / (sigma * sigma);
  const double t_10 = 1.0 / nu;
  const double t_11 = t_8 * t_10;
  const double t_12 = 2.0 * t_11;
  const double t_13 = 1.0 / (sigma * sigma * sigma);
  const double t_14 = 1.0 / (sigma * sigma * sigma * sigma);
  const double t_15 = 4.0 * t_8 / (nu * nu);
  const double part_10 = n * log_rising(t_7, 0.5) + t_8 * sum_h_1;
  out[0] = part_10 - n * log(sigma) - 0.5 * n * log(3.141592653589793 * nu);
  out[1] = -t_9 * t_12 * sum_h_2;
  out[2] = -n / sigma - t_12 * t_13 * sum_h_3;
  out[3] = 2.0 * t_8 * t_9 * t_10 * sum_h_5 - t_14 * t_15 * sum_h_4;
  out[4] = 4.0 * t_11 * t_13 * sum_h_2 - t_15 * sum_h_6 / pow(sigma, 5.0);
  const double part_11 = t_9 * n + 6.0 * t_11 * t_14 * sum_h_3;
  out[5] = part_11 - t_15 * sum_h_7 / pow(sigma, 6.0);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double nu, double n,
                          double u_1, double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double sigma = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_12[6];
  derivatives_joint(rows, nu, n, mu, sigma, found_12);
  const double height = found_12[0];
  const double g_1 = found_12[1];
  const double g_2 = found_12[2];
  const double h_1_1 = found_12[3];
  const double h_2_1 = found_12[4];
  const double h_2_2 = found_12[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_13 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_13;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_14 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_14 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double nu, double n,
                        double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_15[6];
  surface_joint(rows, nu, n, u_1, u_2, found_15);
  double f = found_15[0];
  double g_1 = found_15[1];
  double g_2 = found_15[2];
  double h_1_1 = found_15[3];
  double h_2_1 = found_15[4];
  double h_2_2 = found_15[5];
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
    const double part_16 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_16 - l_2_1 * l_2_1 * d_1;
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
    double found_17[6];
    surface_joint(rows, nu, n, u_1 + step_1, u_2 + step_2, found_17);
    const double f_new = found_17[0];
    const double g_1_new = found_17[1];
    const double g_2_new = found_17[2];
    const double h_1_1_new = found_17[3];
    const double h_2_1_new = found_17[4];
    const double h_2_2_new = found_17[5];
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
static void maximise_joint(const struct rows *rows, double nu, double n,
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
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_joint(rows, nu, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_18[3];
    climb_joint(rows, nu, n, reached_1, reached_2, found_18);
    height = found_18[0];
    reached_1 = found_18[1];
    reached_2 = found_18[2];
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
static void solve(const struct rows *rows, double nu, double *out) {
  const double n = (double)rows->n;
  double found_19[2];
  maximise_joint(rows, nu, n, found_19);
  const double mu = found_19[0];
  const double sigma = found_19[1];
  out[0] = mu;
  out[1] = sigma;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_20 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_20, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_20;
  const double mean = total / n;
  double squares = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_21, pow(x - mean, 2.0));
  }
  squares += lost_21;
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
static double log_likelihood(const struct rows *rows, double nu, double n,
                             double mu, double sigma) {
  double sum_h = 0.0;
  double lost_22 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_22, log1p(pow(x - mu, 2.0) / (nu * (sigma * sigma))));
  }
  sum_h += lost_22;
  const double t = 0.5 * nu;
  const double part_23 = n * log_rising(t, 0.5) + (-t - 0.5) * sum_h;
  return part_23 - n * log(sigma) - 0.5 * n * log(3.141592653589793 * nu);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double nu, double mu, double sigma) {
  const int part_24 = isfinite(sigma);
  if (!(isfinite(mu) && sigma > 0.0 && part_24 && nu > 0.0 && isfinite(nu))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, nu, n, mu, sigma);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double nu, double n, double mu,
                  double sigma, double *out) {
  double sum_h_15 = 0.0;
  double lost_25 = 0.0;
  double sum_h_16 = 0.0;
  double lost_26 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_36 = x - mu;
    const double t_37 = t_36 * t_36;
    const double t_38 = 1.0 / (t_37 / (nu * (sigma * sigma)) + 1.0);
    add(&sum_h_15, &lost_25, t_36 * t_38);
    add(&sum_h_16, &lost_26, t_37 * t_38);
  }
  sum_h_15 += lost_25;
  sum_h_16 += lost_26;
  const double t_39 = 2.0 * (-0.5 * nu - 0.5) / nu;
  out[0] = -t_39 * sum_h_15 / (sigma * sigma);
  out[1] = -n / sigma - t_39 * sum_h_16 / (sigma * sigma * sigma);
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double nu, double mu,
                     double sigma, double *out) {
  const int part_27 = isfinite(sigma);
  if (!(isfinite(mu) && sigma > 0.0 && part_27 && nu > 0.0 && isfinite(nu))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_28[2];
  score(rows, nu, n, mu, sigma, found_28);
  const double g_1 = found_28[0];
  const double g_2 = found_28[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double nu, double n, double mu,
                      double sigma, double *out) {
  double sum_h_2 = 0.0;
  double lost_29 = 0.0;
  double sum_h_3 = 0.0;
  double lost_30 = 0.0;
  double sum_h_4 = 0.0;
  double lost_31 = 0.0;
  double sum_h_5 = 0.0;
  double lost_32 = 0.0;
  double sum_h_6 = 0.0;
  double lost_33 = 0.0;
  double sum_h_7 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    const double t_2 = t_1 * t_1;
    const double t_3 = t_2 / (nu * (sigma * sigma));
    const double t_4 = t_3 + 1.0;
    const double t_5 = 1.0 / t_4;
    const double t_6 = t_5 * t_5;
    add(&sum_h_2, &lost_29, t_1 * t_5);
    add(&sum_h_3, &lost_30, t_2 * t_5);
    add(&sum_h_4, &lost_31, t_2 * t_6);
    add(&sum_h_5, &lost_32, t_5);
    add(&sum_h_6, &lost_33, t_1 * t_2 * t_6);
    add(&sum_h_7, &lost_34, t_2 * t_2 * t_6);
  }
  sum_h_2 += lost_29;
  sum_h_3 += lost_30;
  sum_h_4 += lost_31;
  sum_h_5 += lost_32;
  sum_h_6 += lost_33;
  sum_h_7 += lost_34;
  const double t_7 = 0.5 * nu;
  const double t_8 = -t_7 - 0.5;
  const double t_9 = 1.0 / (sigma * sigma);
  const double t_10 = 1.0 / nu;
  const double t_11 = t_8 * t_10;
  const double t_13 = 1.0 / (sigma * sigma * sigma);
  const double t_14 = 1.0 / (sigma * sigma * sigma * sigma);
  const double t_15 = 4.0 * t_8 / (nu * nu);
  out[0] = 2.0 * t_8 * t_9 * t_10 * sum_h_5 - t_14 * t_15 * sum_h_4;
  out[1] = 4.0 * t_11 * t_13 * sum_h_2 - t_15 * sum_h_6 / pow(sigma, 5.0);
  const double part_35 = t_9 * n + 6.0 * t_11 * t_14 * sum_h_3;
  out[2] = part_35 - t_15 * sum_h_7 / pow(sigma, 6.0);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double nu, double mu, double sigma,
                    double *out) {
  const int part_36 = isfinite(sigma);
  if (!(isfinite(mu) && sigma > 0.0 && part_36 && nu > 0.0 && isfinite(nu))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_37[3];
  curvature(rows, nu, n, mu, sigma, found_37);
  const double h_1 = found_37[0];
  const double h_2 = found_37[1];
  const double h_3 = found_37[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int student_t_known_estimate(const double *x, size_t n, double nu,
                             double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, nu)) {
    return STUDENT_T_KNOWN_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, nu, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return STUDENT_T_KNOWN_NOT_FOUND;
    }
  }
  return STUDENT_T_KNOWN_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double student_t_known_nll(const double *x, size_t n, double nu,
                           const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows, nu)) {
    return NAN;
  }
  return nll(&rows, nu, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int student_t_known_gradient(const double *x, size_t n, double nu,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows, nu)) {
    return STUDENT_T_KNOWN_BAD_DATA;
  }
  gradient(&rows, nu, parameters[0], parameters[1], result);
  return STUDENT_T_KNOWN_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int student_t_known_hessian(const double *x, size_t n, double nu,
                            const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows, nu)) {
    return STUDENT_T_KNOWN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, nu, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return STUDENT_T_KNOWN_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int student_t_known_standard_errors(const double *x, size_t n, double nu,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, nu)) {
    return STUDENT_T_KNOWN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, nu, parameters[0], parameters[1], triangle);
  static const size_t regular[2] = {0, 1};
  double factor[2][2];
  for (size_t i = 0; i < 2; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return STUDENT_T_KNOWN_NOT_FOUND;
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
  return STUDENT_T_KNOWN_OK;
}
