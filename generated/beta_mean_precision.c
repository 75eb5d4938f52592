/*
 * Maximum-likelihood estimation: Beta distribution (mean, precision).
 *
 *   f(x; mu, phi) = x**(mu*phi-1)*(1-x)**((1-mu)*phi-1)/beta(mu*phi,
 *       (1-mu)*phi)
 *   support: 0 < x < 1
 *   mu: 0 < mu < 1
 *   phi: positive
 *
 * Log-likelihood:
 *
 *   (mu*phi - 1)*sum(log(x)) + (phi*(1 - mu) - 1)*sum(log(1 - x)) +
 *       (-loggamma(mu*phi) - loggamma(phi*(1 - mu)) + loggamma(mu*phi + phi*(1
 *       - mu)))*n
 *
 * Estimator (numeric):
 *
 *   mu, phi = the joint maximiser of the log-likelihood
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Ferrari, Cribari-Neto (2004), Beta regression for modelling rates and
 *       proportions, J. Appl. Statist. 31, 799-815
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, phi.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BETA_MEAN_PRECISION_PARAMETERS = 2,
  BETA_MEAN_PRECISION_OK = 0,
  /* Empty, not finite, or outside the support. */
  BETA_MEAN_PRECISION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BETA_MEAN_PRECISION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BETA_MEAN_PRECISION_NOT_FOUND = 3
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
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x > 0.0) && (x < 1.0))) {
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
  const double part_35 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_35)) / z;
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
  const double part_36 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_36 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_37 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_37 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_38 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_38;
  const double part_39 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_39);
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
  const double part_40 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_40);
  const double part_41 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_41) / z);
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

/* The log-likelihood as a function of mu, phi. */
static double value_joint(double n, double sum_log_x, double sum_h, double mu,
                          double phi) {
  const double t = mu * phi;
  const double t_1 = phi * (1.0 - mu);
  return (t - 1.0) * sum_log_x + (t_1 - 1.0) * sum_h - n * betaln(t, t_1);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(double n, double sum_h, double sum_log_x,
                              double mu, double phi, double *out) {
  const double t_2 = mu * phi;
  const double t_3 = 1.0 - mu;
  const double t_4 = phi * t_3;
  const double t_5 = n * polygamma_rising(0.0, t_2, t_4);
  const double t_6 = n * polygamma_rising(0.0, t_4, t_2);
  const double t_7 = polygamma_rising(1.0, t_2, t_4);
  const double t_8 = trigamma(t_2 + t_4);
  const double t_9 = -phi * t_8;
  const double t_10 = phi * t_7 + t_9;
  const double t_11 = phi * n;
  const double t_12 = polygamma_rising(1.0, t_4, t_2);
  const double t_13 = -phi * t_12 - t_9;
  const double t_14 = mu * n;
  const double t_15 = t_3 * n;
  const double part_1 = (t_2 - 1.0) * sum_log_x + (t_4 - 1.0) * sum_h;
  out[0] = part_1 - n * betaln(t_2, t_4);
  out[1] = phi * t_5 + phi * sum_log_x - phi * t_6 - phi * sum_h;
  out[2] = t_3 * t_6 + t_3 * sum_h + mu * t_5 + mu * sum_log_x;
  out[3] = t_10 * t_11 - t_13 * t_11;
  out[4] = t_13 * t_15 + t_14 * t_10 + t_5 + sum_log_x - t_6 - sum_h;
  out[5] = (t_3 * t_8 + mu * t_7) * t_14 + (t_3 * t_12 + mu * t_8) * t_15;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(double n, double sum_h, double sum_log_x, double u_1,
                          double u_2, double *out) {
  const double mu = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  const double phi = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_2[6];
  derivatives_joint(n, sum_h, sum_log_x, mu, phi, found_2);
  const double height = found_2[0];
  const double g_1 = found_2[1];
  const double g_2 = found_2[2];
  const double h_1_1 = found_2[3];
  const double h_2_1 = found_2[4];
  const double h_2_2 = found_2[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_3 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_3 - g_1 * bend(u_1, 0.0, 1.0) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_4 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_4 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(double n, double sum_h, double sum_log_x,
                        double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, 1.0);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_5[6];
  surface_joint(n, sum_h, sum_log_x, u_1, u_2, found_5);
  double f = found_5[0];
  double g_1 = found_5[1];
  double g_2 = found_5[2];
  double h_1_1 = found_5[3];
  double h_2_1 = found_5[4];
  double h_2_2 = found_5[5];
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
    const double part_6 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_6 - l_2_1 * l_2_1 * d_1;
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
    double found_7[6];
    surface_joint(n, sum_h, sum_log_x, u_1 + step_1, u_2 + step_2, found_7);
    const double f_new = found_7[0];
    const double g_1_new = found_7[1];
    const double g_2_new = found_7[2];
    const double h_1_1_new = found_7[3];
    const double h_2_1_new = found_7[4];
    const double h_2_2_new = found_7[5];
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
  out[1] = outward(u_1, 0.0, 1.0);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double sum_h,
                           double sum_log_x, double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_8 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_9 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_10 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_11 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_12 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_13 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_14 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_12, part_8, part_13, part_9,
                                   part_10, part_14, part_11);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_15 = 0.001 + fabs(middle_x);
      const double part_16 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_15, part_16, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0 && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_joint(n, sum_log_x, sum_h, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_17[3];
    climb_joint(n, sum_h, sum_log_x, reached_1, reached_2, found_17);
    height = found_17[0];
    reached_1 = found_17[1];
    reached_2 = found_17[2];
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
  double lost_18 = 0.0;
  double sum_h = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_18, log(x));
    add(&sum_h, &lost_19, log1p(-x));
  }
  sum_log_x += lost_18;
  sum_h += lost_19;
  double found_20[2];
  maximise_joint(rows, n, sum_h, sum_log_x, found_20);
  const double mu = found_20[0];
  const double phi = found_20[1];
  out[0] = mu;
  out[1] = phi;
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
    out[2] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double mu, double phi) {
  const double t_30 = mu * phi;
  const double t_31 = phi - t_30;
  double log_densities = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_22 = deviance(t_30, phi * x);
    const double part_23 = log(t_31) + log(mu);
    const double part_24 = part_23 + stirling(phi);
    const double part_25 = part_24 - log(x) - part_22;
    const double part_26 = phi * (1.0 - x);
    const double part_27 = deviance(t_31, part_26);
    const double part_28 = part_25 - part_27 - log1p(-x);
    add(&log_densities, &lost_21, part_28 - stirling(t_30) - stirling(t_31));
  }
  log_densities += lost_21;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double phi) {
  if (!(mu > 0.0 && mu < 1.0 && phi > 0.0 && isfinite(phi))) {
    return INFINITY;
  }
  return -log_likelihood(rows, mu, phi);
}

/* The gradient of the log-likelihood. */
static void score(double n, double sum_h, double sum_log_x, double mu,
                  double phi, double *out) {
  const double t_39 = mu * phi;
  const double t_40 = 1.0 - mu;
  const double t_41 = phi * t_40;
  const double t_42 = polygamma_rising(0.0, t_39, t_41);
  const double t_43 = phi * n;
  const double t_44 = polygamma_rising(0.0, t_41, t_39);
  out[0] = t_42 * t_43 + phi * sum_log_x - t_43 * t_44 - phi * sum_h;
  out[1] = t_40 * t_44 * n + mu * t_42 * n + t_40 * sum_h + mu * sum_log_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double phi,
                     double *out) {
  if (!(mu > 0.0 && mu < 1.0 && phi > 0.0 && isfinite(phi))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_29 = 0.0;
  double sum_h = 0.0;
  double lost_30 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_29, log(x));
    add(&sum_h, &lost_30, log1p(-x));
  }
  sum_log_x += lost_29;
  sum_h += lost_30;
  double found_31[2];
  score(n, sum_h, sum_log_x, mu, phi, found_31);
  const double g_1 = found_31[0];
  const double g_2 = found_31[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double sum_h, double sum_log_x, double mu,
                      double phi, double *out) {
  const double t_2 = mu * phi;
  const double t_3 = 1.0 - mu;
  const double t_4 = phi * t_3;
  const double t_5 = n * polygamma_rising(0.0, t_2, t_4);
  const double t_6 = n * polygamma_rising(0.0, t_4, t_2);
  const double t_7 = polygamma_rising(1.0, t_2, t_4);
  const double t_8 = trigamma(t_2 + t_4);
  const double t_9 = -phi * t_8;
  const double t_10 = phi * t_7 + t_9;
  const double t_11 = phi * n;
  const double t_12 = polygamma_rising(1.0, t_4, t_2);
  const double t_13 = -phi * t_12 - t_9;
  const double t_14 = mu * n;
  const double t_15 = t_3 * n;
  out[0] = t_10 * t_11 - t_13 * t_11;
  out[1] = t_13 * t_15 + t_14 * t_10 + t_5 + sum_log_x - t_6 - sum_h;
  out[2] = (t_3 * t_8 + mu * t_7) * t_14 + (t_3 * t_12 + mu * t_8) * t_15;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double phi,
                    double *out) {
  if (!(mu > 0.0 && mu < 1.0 && phi > 0.0 && isfinite(phi))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_32 = 0.0;
  double sum_h = 0.0;
  double lost_33 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_32, log(x));
    add(&sum_h, &lost_33, log1p(-x));
  }
  sum_log_x += lost_32;
  sum_h += lost_33;
  double found_34[3];
  curvature(n, sum_h, sum_log_x, mu, phi, found_34);
  const double h_1 = found_34[0];
  const double h_2 = found_34[1];
  const double h_3 = found_34[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int beta_mean_precision_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BETA_MEAN_PRECISION_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BETA_MEAN_PRECISION_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return BETA_MEAN_PRECISION_NOT_FOUND;
    }
  }
  return BETA_MEAN_PRECISION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double beta_mean_precision_nll(const double *x, size_t n,
                               const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int beta_mean_precision_gradient(const double *x, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BETA_MEAN_PRECISION_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return BETA_MEAN_PRECISION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int beta_mean_precision_hessian(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BETA_MEAN_PRECISION_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return BETA_MEAN_PRECISION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int beta_mean_precision_standard_errors(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BETA_MEAN_PRECISION_BAD_DATA;
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
        return BETA_MEAN_PRECISION_NOT_FOUND;
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
  return BETA_MEAN_PRECISION_OK;
}
