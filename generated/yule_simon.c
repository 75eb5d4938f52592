/*
 * Maximum-likelihood estimation: Yule-Simon distribution.
 *
 *   f(x; rho) = rho*beta(x, rho+1)
 *   support: x in 1, 2, 3, ...
 *   rho: positive
 *
 * Log-likelihood:
 *
 *   (log(rho) + loggamma(rho + 1))*n + sum(loggamma(x)) - sum(loggamma(x + rho
 *       + 1))
 *
 * Estimator (reduced):
 *
 *   rho = the solution of (polygamma(0, rho + 1) + 1/rho)*n - sum(polygamma(0,
 *       x + rho + 1)) = 0
 *
 * Source:
 *
 *   Simon (1955), On a class of skew distribution functions, Biometrika 42,
 *       425-440
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rho.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  YULE_SIMON_PARAMETERS = 1,
  YULE_SIMON_OK = 0,
  /* Empty, not finite, or outside the support. */
  YULE_SIMON_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  YULE_SIMON_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  YULE_SIMON_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 1.0))) {
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

/* 1 if neither end is finite. */
static double unbounded(double lower, double upper) {
  if (isfinite(lower) || isfinite(upper)) {
    return 0.0;
  }
  return 1.0;
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

/* How far the free coordinate goes. */
static double farthest(double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    return 36.0;
  }
  if (isfinite(lower) || isfinite(upper)) {
    return 690.0;
  }
  return 1e+300;
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
  const double part_26 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_26)) / z;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_27 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_27 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_28 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_28 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_29 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_29;
  const double part_30 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_30);
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
  const double part_31 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_31);
  const double part_32 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_32) / z);
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

/* The equation that gives rho, and its slope. */
static void equation_rho(const struct rows *rows, double n, double rho,
                         double *out) {
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + rho + 1.0;
    add(&sum_h_1, &lost_1, digamma(t));
    add(&sum_h_2, &lost_2, trigamma(t));
  }
  sum_h_1 += lost_1;
  sum_h_2 += lost_2;
  const double t_1 = rho + 1.0;
  out[0] = (digamma(t_1) + 1.0 / rho) * n - sum_h_1;
  out[1] = (trigamma(t_1) - 1.0 / (rho * rho)) * n - sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_rho(const struct rows *rows, double n, double near,
                       double f_near, double far, double f_far, double lower,
                       double upper) {
  double a = near;
  double f_a = f_near;
  double b = far;
  if (b < a) {
    a = far;
    f_a = f_far;
    b = near;
  }
  double u = near + (far - near) * f_near / (f_near - f_far);
  if (!(a < u && u < b)) {
    u = 0.5 * (a + b);
  }
  double before = b - a;
  const double width = b - a;
  for (int turn = 0; turn < 200; ++turn) {
    double found_3[2];
    equation_rho(rows, n, outward(u, lower, upper), found_3);
    const double f = found_3[0];
    const double slope = found_3[1];
    if (f == 0.0) {
      break;
    }
    if (!(isfinite(f))) {
      u = 0.5 * (u + a);
      continue;
    }
    if ((f > 0.0 && f_a > 0.0) || (f < 0.0 && f_a < 0.0)) {
      a = u;
      f_a = f;
    } else {
      b = u;
    }
    double scale = fmax(fabs(u), 1.0);
    if (unbounded(lower, upper) > 0.0) {
      scale = fmax(fabs(u), 1e-06 * width);
    }
    const double step = -f / (slope * stretch(u, lower, upper));
    if (a < u + step && u + step < b && fabs(step) < 0.5 * before) {
      u = u + step;
      before = fabs(step);
      if (before <= 1e-09 * scale) {
        break;
      }
    } else {
      u = 0.5 * (a + b);
      before = b - a;
    }
    if (b - a <= 4e-16 * scale) {
      break;
    }
  }
  return outward(u, lower, upper);
}

/* The log-likelihood as a function of rho alone. */
static double rate_rho(const struct rows *rows, double sum_h, double n,
                       double rho) {
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_4, lgamma(x + rho + 1.0));
  }
  sum_h_3 += lost_4;
  return (log(rho) + lgamma(rho + 1.0)) * n + sum_h - sum_h_3;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_rho(const struct rows *rows, double n, double sum_h,
                       double lower, double upper, double start) {
  double new_1 = 0.0;
  double f = 0.0;
  double t = 0.0;
  double height = 0.0;
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  const double span = fmin(12.0, limit_1);
  double best = -INFINITY;
  double chosen = NAN;
  double last_1 = u;
  double f_last = NAN;
  for (int turn = 0; turn < 61; ++turn) {
    new_1 = u + span * (turn / 30.0 - 1.0);
    double found_5[2];
    equation_rho(rows, n, outward(new_1, lower, upper), found_5);
    f = found_5[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_rho(rows, n, last_1, f_last, new_1, f, lower, upper);
      height = rate_rho(rows, sum_h, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_6 = outward(new_1, lower, upper);
      height = rate_rho(rows, sum_h, n, part_6);
      if (height > best) {
        best = height;
        chosen = outward(new_1, lower, upper);
      }
      f = NAN;
    }
    last_1 = new_1;
    f_last = f;
  }
  if (best > -INFINITY || unbounded(lower, upper) > 0.0) {
    return chosen;
  }
  best = rate_rho(rows, sum_h, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_7[2];
    equation_rho(rows, n, outward(last_1, lower, upper), found_7);
    f_last = found_7[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_8[2];
      equation_rho(rows, n, outward(new_1, lower, upper), found_8);
      f = found_8[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_rho(rows, n, last_1, f_last, new_1, f, lower, upper);
        height = rate_rho(rows, sum_h, n, t);
        const double v = inward(t, lower, upper);
        const double part_9 = outward(v - 1.0, lower, upper);
        const double below = rate_rho(rows, sum_h, n, part_9);
        const double part_10 = outward(v + 1.0, lower, upper);
        const double above = rate_rho(rows, sum_h, n, part_10);
        const double gap = height - fmax(below, above);
        if (height > best && gap > 1e-10 * (1.0 + fabs(height))) {
          best = height;
          chosen = t;
        }
      }
      last_1 = new_1;
      f_last = f;
      shift = 1.5 * shift;
    }
  }
  return chosen;
}

/* The log-likelihood as a function of rho. */
static double value_joint(const struct rows *rows, double n, double rho) {
  double sum_h_7 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_7, &lost_11, betaln(rho + 1.0, x));
  }
  sum_h_7 += lost_11;
  return n * log(rho) + sum_h_7;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double rho,
                              double *out) {
  double sum_h_9 = 0.0;
  double lost_12 = 0.0;
  double sum_h_10 = 0.0;
  double lost_13 = 0.0;
  double sum_h_11 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_3 = rho + 1.0;
    add(&sum_h_9, &lost_12, betaln(t_3, x));
    add(&sum_h_10, &lost_13, polygamma_rising(0.0, t_3, x));
    add(&sum_h_11, &lost_14, polygamma_rising(1.0, t_3, x));
  }
  sum_h_9 += lost_12;
  sum_h_10 += lost_13;
  sum_h_11 += lost_14;
  out[0] = n * log(rho) + sum_h_9;
  out[1] = n / rho - sum_h_10;
  out[2] = -n / (rho * rho) - sum_h_11;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double *out) {
  const double rho = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  double found_15[3];
  derivatives_joint(rows, n, rho, found_15);
  const double height = found_15[0];
  const double g_1 = found_15[1];
  const double h_1_1 = found_15[2];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  const double part_16 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[2] = part_16 - g_1 * bend(u_1, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double *out) {
  double d_1 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double found_17[3];
  surface_joint(rows, n, u_1, found_17);
  double f = found_17[0];
  double g_1 = found_17[1];
  double h_1_1 = found_17[2];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
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
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double decrement = v_1 * v_1 / d_1;
    double step_1 = v_1 / d_1;
    const double length = fabs(step_1);
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
    }
    double found_18[3];
    surface_joint(rows, n, u_1 + step_1, found_18);
    const double f_new = found_18[0];
    const double g_1_new = found_18[1];
    const double h_1_1_new = found_18[2];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(h_1_1_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      f = f_new;
      g_1 = g_1_new;
      h_1_1 = h_1_1_new;
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
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static double maximise_joint(const struct rows *rows, double n) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      const double at = floor(seed / 2147483647.0 * 7.0);
      const double part_19 = 0.001 + fabs(middle_x);
      const double part_20 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_19, part_20, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1)) {
        height = value_joint(rows, n, draw_1);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
      }
    }
    double found_21[2];
    climb_joint(rows, n, reached_1, found_21);
    height = found_21[0];
    reached_1 = found_21[1];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
    }
  }
  return chosen_1;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_22 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_22, lgamma(x));
  }
  sum_h += lost_22;
  double rho = root_rho(rows, n, sum_h, 0.0, INFINITY, NAN);
  if (!(isfinite(rho) && rho > 0.0)) {
    rho = maximise_joint(rows, n);
  }
  return rho;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double rho) {
  double sum_h_7 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_7, &lost_23, betaln(rho + 1.0, x));
  }
  sum_h_7 += lost_23;
  return n * log(rho) + sum_h_7;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rho) {
  if (!(rho > 0.0 && isfinite(rho))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, rho);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double n, double rho) {
  double sum_h_8 = 0.0;
  double lost_24 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_24, polygamma_rising(0.0, rho + 1.0, x));
  }
  sum_h_8 += lost_24;
  return n / rho - sum_h_8;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rho) {
  if (!(rho > 0.0 && isfinite(rho))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, n, rho);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double n, double rho) {
  double sum_h_11 = 0.0;
  double lost_25 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_3 = rho + 1.0;
    add(&sum_h_11, &lost_25, polygamma_rising(1.0, t_3, x));
  }
  sum_h_11 += lost_25;
  return -n / (rho * rho) - sum_h_11;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rho) {
  if (!(rho > 0.0 && isfinite(rho))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, n, rho);
}

/* The maximum-likelihood estimate. */
int yule_simon_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return YULE_SIMON_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return YULE_SIMON_NOT_FOUND;
    }
  }
  return YULE_SIMON_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double yule_simon_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int yule_simon_gradient(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return YULE_SIMON_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return YULE_SIMON_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int yule_simon_hessian(const double *x, size_t n, const double *parameters,
                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return YULE_SIMON_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return YULE_SIMON_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int yule_simon_standard_errors(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return YULE_SIMON_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return YULE_SIMON_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return YULE_SIMON_OK;
}
