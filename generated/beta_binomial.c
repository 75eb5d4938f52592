/*
 * Maximum-likelihood estimation: Beta-binomial distribution with a known
 * number of trials.
 *
 *   f(x; alpha, beta, trials) = binomial(trials, x)*beta(x+alpha,
 *       trials-x+beta)/beta(alpha, beta)
 *   support: x in 0, 1, 2, ..., trials
 *   alpha: positive
 *   beta: positive
 *   trials: integer >= 1 (a known constant)
 *
 * Log-likelihood:
 *
 *   (-loggamma(alpha) - loggamma(beta) + loggamma(alpha + beta) +
 *       loggamma(trials + 1) - loggamma(alpha + beta + trials))*n -
 *       sum(loggamma(x + 1)) + sum(loggamma(x + alpha)) + sum(loggamma(-x +
 *       beta + trials)) - sum(loggamma(-x + trials + 1))
 *
 * Estimator (numeric):
 *
 *   alpha, beta = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Griffiths (1973), Maximum likelihood estimation for the beta-binomial
 *       distribution, Biometrics 29, 637-648
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: alpha, beta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BETA_BINOMIAL_PARAMETERS = 2,
  BETA_BINOMIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  BETA_BINOMIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BETA_BINOMIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BETA_BINOMIAL_NOT_FOUND = 3
};

/* The data. */
struct rows {
  const double *x;
  size_t n;
};

static double x_at(const struct rows *rows, size_t i) {
  return rows->x[i];
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows, double trials) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0) && (x <= trials))) {
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

/* log(1 + d) - d for d > -1, without cancellation near 0. */
static double log_ratio(double d) {
  if (!(-0.5 < d && d < 0.5)) {
    return log1p(d) - d;
  }
  const double r = d / (2.0 + d);
  const double s = r * r;
  double odd = 0.0;
  double k = 31.0;
  while (k > 2.0) {
    odd = 1.0 / k + s * odd;
    k = k - 2.0;
  }
  return -r * d + 2.0 * r * s * odd;
}

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_54 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_54)) / z;
}

/* log Gamma(y + 1) - y log y + y for y >= 0. */
static double stirling(double y) {
  if (y == 0.0) {
    return 0.0;
  }
  if (y < 16.0) {
    return lgamma(y + 1.0) - y * log(y) + y;
  }
  return 0.9189385332046727 + 0.5 * log(y) + gamma_tail(y);
}

/* y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m. */
static double deviance(double y, double m) {
  if (y == 0.0) {
    return m;
  }
  const double d = (m - y) / y;
  if (-0.5 < d && d < 0.5) {
    return -y * log_ratio(d);
  }
  return y * log(y / m) + m - y;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_55 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_55 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_56 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_56 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_57 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_57;
  const double part_58 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_58);
}

/* psi(x) for x > 0; nan below 0. */
static double digamma(double x) {
  if (x < 0.0) {
    return NAN;
  }
  double below = 0.0;
  double z = x;
  while (z < 10.0) {
    below = below + 1.0 / z;
    z = z + 1.0;
  }
  return log(z) + digamma_tail(z) - below;
}

/* psi'(z) - 1/z, z >= 10. */
static double trigamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_59 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_59);
  const double part_60 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_60) / z);
}

/* psi'(x) for x > 0; nan below 0. */
static double trigamma(double x) {
  if (x < 0.0) {
    return NAN;
  }
  double below = 0.0;
  double z = x;
  while (z < 10.0) {
    below = below + 1.0 / (z * z);
    z = z + 1.0;
  }
  return below + 1.0 / z + trigamma_tail(z);
}

/* The sum over k >= 0 of (a + k)^(-s), s > 1, a > 0, by Euler and
   Maclaurin's formula. */
static double hurwitz_zeta(double s, double a) {
  double total = 0.0;
  double z = a;
  double k = 0.0;
  while (k < 13.5) {
    total = total + pow(z, -s);
    z = z + 1.0;
    k = k + 1.0;
  }
  total = total + pow(z, 1.0 - s) / (s - 1.0) + 0.5 * pow(z, -s);
  double term = s * pow(z, -s - 1.0);
  total = total + term / 12.0;
  term = term * (s + 1.0) * (s + 2.0) / (z * z);
  total = total - term / 720.0;
  term = term * (s + 3.0) * (s + 4.0) / (z * z);
  total = total + term / 30240.0;
  term = term * (s + 5.0) * (s + 6.0) / (z * z);
  total = total - term / 1209600.0;
  term = term * (s + 7.0) * (s + 8.0) / (z * z);
  total = total + term / 47900160.0;
  term = term * (s + 9.0) * (s + 10.0) / (z * z);
  total = total - term * (691.0 / 1307674368000.0);
  term = term * (s + 11.0) * (s + 12.0) / (z * z);
  return total + term / 74724249600.0;
}

/* psi_m(x) for x > 0 and m = 0, 1, 2, …. */
static double polygamma(double m, double x) {
  if (m < 0.5) {
    return digamma(x);
  }
  if (m < 1.5) {
    return trigamma(x);
  }
  double power = -1.0;
  double k = 1.0;
  while (k < m + 0.5) {
    power = -power * k;
    k = k + 1.0;
  }
  return power * hurwitz_zeta(m + 1.0, x);
}

/* psi_m(a + d) - psi_m(a) for a, a + d > 0. */
static double polygamma_rising(double m, double a, double d) {
  const double b = a + d;
  if (a < 20.0 || b < 20.0 || m > 1.5) {
    return polygamma(m, b) - polygamma(m, a);
  }
  if (m < 0.5) {
    return log1p(d / a) + (digamma_tail(b) - digamma_tail(a));
  }
  return -d / (a * b) + (trigamma_tail(b) - trigamma_tail(a));
}

/* The log-likelihood as a function of alpha, beta_. */
static double value_joint(const struct rows *rows, double trials, double sum_h,
                          double n, double alpha, double beta) {
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_1, &lost_1, betaln(x + alpha, trials - x + beta));
  }
  sum_h_1 += lost_1;
  return sum_h_1 - n * log(trials + 1.0) - n * betaln(alpha, beta) - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double trials,
                              double sum_h, double n, double alpha, double beta,
                              double *out) {
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  double sum_h_3 = 0.0;
  double lost_3 = 0.0;
  double sum_h_4 = 0.0;
  double lost_4 = 0.0;
  double sum_h_5 = 0.0;
  double lost_5 = 0.0;
  double sum_h_6 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + alpha;
    const double t_1 = trials - x + beta;
    add(&sum_h_2, &lost_2, betaln(t, t_1));
    add(&sum_h_3, &lost_3, polygamma_rising(0.0, t, t_1));
    add(&sum_h_4, &lost_4, polygamma_rising(0.0, t_1, t));
    add(&sum_h_5, &lost_5, polygamma_rising(1.0, t, t_1));
    add(&sum_h_6, &lost_6, polygamma_rising(1.0, t_1, t));
  }
  sum_h_2 += lost_2;
  sum_h_3 += lost_3;
  sum_h_4 += lost_4;
  sum_h_5 += lost_5;
  sum_h_6 += lost_6;
  const double t_2 = alpha + beta;
  const double part_7 = sum_h_2 - n * log(trials + 1.0);
  out[0] = part_7 - n * betaln(alpha, beta) - sum_h;
  out[1] = n * polygamma_rising(0.0, alpha, beta) - sum_h_3;
  out[2] = n * polygamma_rising(0.0, beta, alpha) - sum_h_4;
  out[3] = n * polygamma_rising(1.0, alpha, beta) - sum_h_5;
  out[4] = n * trigamma(t_2) - n * trigamma(t_2 + trials);
  out[5] = n * polygamma_rising(1.0, beta, alpha) - sum_h_6;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double trials, double sum_h,
                          double n, double u_1, double u_2, double *out) {
  const double alpha = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double beta = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_8[6];
  derivatives_joint(rows, trials, sum_h, n, alpha, beta, found_8);
  const double height = found_8[0];
  const double g_1 = found_8[1];
  const double g_2 = found_8[2];
  const double h_1_1 = found_8[3];
  const double h_2_1 = found_8[4];
  const double h_2_2 = found_8[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_9 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_9 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_10 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_10 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double trials, double sum_h,
                        double n, double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_11[6];
  surface_joint(rows, trials, sum_h, n, u_1, u_2, found_11);
  double f = found_11[0];
  double g_1 = found_11[1];
  double g_2 = found_11[2];
  double h_1_1 = found_11[3];
  double h_2_1 = found_11[4];
  double h_2_2 = found_11[5];
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
    const double part_12 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_12 - l_2_1 * l_2_1 * d_1;
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
    double found_13[6];
    surface_joint(rows, trials, sum_h, n, u_1 + step_1, u_2 + step_2, found_13);
    const double f_new = found_13[0];
    const double g_1_new = found_13[1];
    const double g_2_new = found_13[2];
    const double h_1_1_new = found_13[3];
    const double h_2_1_new = found_13[4];
    const double h_2_2_new = found_13[5];
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
static void maximise_joint(const struct rows *rows, double trials, double sum_h,
                           double n, double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
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
      const double part_14 = 0.001 + fabs(middle_x);
      const double part_15 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_14, part_15, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_16 = 0.001 + fabs(middle_x);
      const double part_17 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_16, part_17, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(rows, trials, sum_h, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_18[3];
    climb_joint(rows, trials, sum_h, n, reached_1, reached_2, found_18);
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
static void solve(const struct rows *rows, double trials, double *out) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_19, betaln(trials - x + 1.0, x + 1.0));
  }
  sum_h += lost_19;
  double found_20[2];
  maximise_joint(rows, trials, sum_h, n, found_20);
  const double alpha = found_20[0];
  const double beta = found_20[1];
  out[0] = alpha;
  out[1] = beta;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double trials,
                             double alpha, double beta) {
  const double t_6 = alpha + beta;
  const double t_7 = t_6 + trials;
  const double t_8 = 1.0 / t_7;
  const double t_9 = t_6 * t_8;
  const double t_10 = trials * t_8;
  double log_densities = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_11 = x + alpha;
    const double t_12 = trials - x + beta;
    const double t_13 = trials - x;
    const double part_22 = stirling(trials) - stirling(x);
    const double part_23 = deviance(alpha, t_11 * t_9);
    const double part_24 = deviance(t_13, t_12 * t_10);
    const double part_25 = deviance(beta, t_12 * t_9);
    const double part_26 = deviance(x, t_11 * t_10);
    const double part_27 = part_22 + log(t_7);
    const double part_28 = part_27 + log(alpha);
    const double part_29 = part_28 + log(beta);
    const double part_30 = part_29 + stirling(t_6);
    const double part_31 = part_30 + stirling(t_11);
    const double part_32 = part_31 + stirling(t_12);
    const double part_33 = part_32 - part_26 - log(t_6);
    const double part_34 = part_33 - log(t_11);
    const double part_35 = part_34 - log(t_12) - part_24;
    const double part_36 = part_35 - part_23 - part_25;
    const double part_37 = part_36 - stirling(t_7);
    const double part_38 = part_37 - stirling(t_13);
    add(&log_densities, &lost_21, part_38 - stirling(alpha) - stirling(beta));
  }
  log_densities += lost_21;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double trials, double alpha,
                  double beta) {
  const int part_39 = isfinite(trials);
  const int part_40 = isfinite(alpha);
  const int part_41 = isfinite(beta);
  if (!(alpha > 0.0 && part_40 && beta > 0.0 && part_41 && trials >= 1.0 &&
        part_39)) {
    return INFINITY;
  }
  return -log_likelihood(rows, trials, alpha, beta);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double trials, double n,
                  double alpha, double beta, double *out) {
  double sum_h_12 = 0.0;
  double lost_42 = 0.0;
  double sum_h_13 = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_16 = x + alpha;
    const double t_17 = trials - x + beta;
    add(&sum_h_12, &lost_42, polygamma_rising(0.0, t_16, t_17));
    add(&sum_h_13, &lost_43, polygamma_rising(0.0, t_17, t_16));
  }
  sum_h_12 += lost_42;
  sum_h_13 += lost_43;
  out[0] = n * polygamma_rising(0.0, alpha, beta) - sum_h_12;
  out[1] = n * polygamma_rising(0.0, beta, alpha) - sum_h_13;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double trials, double alpha,
                     double beta, double *out) {
  const int part_44 = isfinite(trials);
  const int part_45 = isfinite(alpha);
  const int part_46 = isfinite(beta);
  if (!(alpha > 0.0 && part_45 && beta > 0.0 && part_46 && trials >= 1.0 &&
        part_44)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_47[2];
  score(rows, trials, n, alpha, beta, found_47);
  const double g_1 = found_47[0];
  const double g_2 = found_47[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double trials, double n,
                      double alpha, double beta, double *out) {
  double sum_h_5 = 0.0;
  double lost_48 = 0.0;
  double sum_h_6 = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + alpha;
    const double t_1 = trials - x + beta;
    add(&sum_h_5, &lost_48, polygamma_rising(1.0, t, t_1));
    add(&sum_h_6, &lost_49, polygamma_rising(1.0, t_1, t));
  }
  sum_h_5 += lost_48;
  sum_h_6 += lost_49;
  const double t_2 = alpha + beta;
  out[0] = n * polygamma_rising(1.0, alpha, beta) - sum_h_5;
  out[1] = n * trigamma(t_2) - n * trigamma(t_2 + trials);
  out[2] = n * polygamma_rising(1.0, beta, alpha) - sum_h_6;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double trials, double alpha,
                    double beta, double *out) {
  const int part_50 = isfinite(trials);
  const int part_51 = isfinite(alpha);
  const int part_52 = isfinite(beta);
  if (!(alpha > 0.0 && part_51 && beta > 0.0 && part_52 && trials >= 1.0 &&
        part_50)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_53[3];
  curvature(rows, trials, n, alpha, beta, found_53);
  const double h_1 = found_53[0];
  const double h_2 = found_53[1];
  const double h_3 = found_53[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int beta_binomial_estimate(const double *x, size_t n, double trials,
                           double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, trials)) {
    return BETA_BINOMIAL_BAD_DATA;
  }
  solve(&rows, trials, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return BETA_BINOMIAL_NOT_FOUND;
    }
  }
  return BETA_BINOMIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double beta_binomial_nll(const double *x, size_t n, double trials,
                         const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return NAN;
  }
  return nll(&rows, trials, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int beta_binomial_gradient(const double *x, size_t n, double trials,
                           const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return BETA_BINOMIAL_BAD_DATA;
  }
  gradient(&rows, trials, parameters[0], parameters[1], result);
  return BETA_BINOMIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int beta_binomial_hessian(const double *x, size_t n, double trials,
                          const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return BETA_BINOMIAL_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, trials, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return BETA_BINOMIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int beta_binomial_standard_errors(const double *x, size_t n, double trials,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, trials)) {
    return BETA_BINOMIAL_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, trials, parameters[0], parameters[1], triangle);
  static const size_t regular[2] = {0, 1};
  double factor[2][2];
  for (size_t i = 0; i < 2; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return BETA_BINOMIAL_NOT_FOUND;
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
  return BETA_BINOMIAL_OK;
}
