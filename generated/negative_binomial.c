/*
 * Maximum-likelihood estimation: Negative binomial distribution (size,
 * probability).
 *
 *   f(x; size, p) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
 *   support: x in 0, 1, 2, ...
 *   size: positive
 *   p: 0 < p < 1
 *
 * Log-likelihood:
 *
 *   (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x +
 *       1)) + sum(loggamma(x + size))
 *
 * Estimator (reduced):
 *
 *   size = the solution of (log(size*n/(size*n + sum(x))) - polygamma(0,
 *       size))*n + sum(polygamma(0, x + size)) = 0
 *   p = size*n/(size*n + sum(x))
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 5
 *   Aragon, Eberly, Eberly (1992), Existence and uniqueness of the maximum
 *       likelihood estimator for the two-parameter negative binomial
 *       distribution, Statist. Probab. Lett. 15, 375-379
 *   Levin, Reeds (1977), Compound multinomial likelihood functions are
 *       unimodal: proof of a conjecture of I. J. Good, Ann. Statist. 5, 79-87
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: size, p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  NEGATIVE_BINOMIAL_PARAMETERS = 2,
  NEGATIVE_BINOMIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  NEGATIVE_BINOMIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  NEGATIVE_BINOMIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  NEGATIVE_BINOMIAL_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0))) {
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

/* x log(1 + y), and 0 where x = 0. */
static double xlog1py(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log1p(y);
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
  const double part_52 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_52)) / z;
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
  const double part_53 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_53 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_54 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_54 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_55 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_55;
  const double part_56 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_56);
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
  const double part_57 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_57);
  const double part_58 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_58) / z);
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

/* The equation that gives size, and its slope. */
static void equation_size(const struct rows *rows, double n, double sum_x,
                          double size, double *out) {
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + size;
    add(&sum_h_1, &lost_1, digamma(t));
    add(&sum_h_2, &lost_2, trigamma(t));
  }
  sum_h_1 += lost_1;
  sum_h_2 += lost_2;
  const double t_1 = size * n;
  const double t_2 = t_1 + sum_x;
  const double t_3 = 1.0 / t_2;
  out[0] = (log(t_1 * t_3) - digamma(size)) * n + sum_h_1;
  const double part_3 = (t_3 * n - size * (n * n) / (t_2 * t_2)) * t_2;
  out[1] = (part_3 / (size * n) - trigamma(size)) * n + sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_size(const struct rows *rows, double n, double sum_x,
                        double near, double f_near, double far, double f_far,
                        double lower, double upper) {
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
    double found_4[2];
    equation_size(rows, n, sum_x, outward(u, lower, upper), found_4);
    const double f = found_4[0];
    const double slope = found_4[1];
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

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double size, double p) {
  double log_densities = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_9 = x + size;
    const double part_6 = deviance(x, (1.0 - p) * t_9);
    const double part_7 = log(size) + stirling(t_9);
    const double part_8 = part_7 - part_6 - stirling(x);
    const double part_9 = deviance(size, p * t_9);
    add(&log_densities, &lost_5, part_8 - log(t_9) - part_9 - stirling(size));
  }
  log_densities += lost_5;
  return log_densities;
}

/* The log-likelihood that follows from size. */
static double rate_size(const struct rows *rows, double n, double sum_x,
                        double size) {
  const double p = size * n / (size * n + sum_x);
  return log_likelihood(rows, size, p);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_size(const struct rows *rows, double n, double sum_x,
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
    double found_10[2];
    equation_size(rows, n, sum_x, outward(new_1, lower, upper), found_10);
    f = found_10[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_size(rows, n, sum_x, last_1, f_last, new_1, f, lower, upper);
      height = rate_size(rows, n, sum_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_11 = outward(new_1, lower, upper);
      height = rate_size(rows, n, sum_x, part_11);
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
  best = rate_size(rows, n, sum_x, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_12[2];
    equation_size(rows, n, sum_x, outward(last_1, lower, upper), found_12);
    f_last = found_12[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_13[2];
      equation_size(rows, n, sum_x, outward(new_1, lower, upper), found_13);
      f = found_13[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_size(rows, n, sum_x, last_1, f_last, new_1, f, lower, upper);
        height = rate_size(rows, n, sum_x, t);
        const double v = inward(t, lower, upper);
        const double part_14 = outward(v - 1.0, lower, upper);
        const double below = rate_size(rows, n, sum_x, part_14);
        const double part_15 = outward(v + 1.0, lower, upper);
        const double above = rate_size(rows, n, sum_x, part_15);
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

/* The log-likelihood as a function of size, p. */
static double value_joint(const struct rows *rows, double sum_x, double n,
                          double size, double p) {
  double sum_h_10 = 0.0;
  double lost_16 = 0.0;
  double sum_h_11 = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_10, &lost_16, betaln(size, x + 1.0));
    add(&sum_h_11, &lost_17, log(x + size));
  }
  sum_h_10 += lost_16;
  sum_h_11 += lost_17;
  return size * n * log(p) + xlog1py(sum_x, -p) - sum_h_10 - sum_h_11;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double sum_x,
                              double size, double p, double *out) {
  double sum_h_14 = 0.0;
  double lost_18 = 0.0;
  double sum_h_15 = 0.0;
  double lost_19 = 0.0;
  double sum_h_16 = 0.0;
  double lost_20 = 0.0;
  double sum_h_17 = 0.0;
  double lost_21 = 0.0;
  double sum_h_18 = 0.0;
  double lost_22 = 0.0;
  double sum_h_19 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_10 = x + 1.0;
    const double t_11 = x + size;
    add(&sum_h_14, &lost_18, betaln(size, t_10));
    add(&sum_h_15, &lost_19, log(t_11));
    add(&sum_h_16, &lost_20, 1.0 / t_11);
    add(&sum_h_17, &lost_21, polygamma_rising(0.0, size, t_10));
    add(&sum_h_18, &lost_22, 1.0 / (t_11 * t_11));
    add(&sum_h_19, &lost_23, polygamma_rising(1.0, size, t_10));
  }
  sum_h_14 += lost_18;
  sum_h_15 += lost_19;
  sum_h_16 += lost_20;
  sum_h_17 += lost_21;
  sum_h_18 += lost_22;
  sum_h_19 += lost_23;
  const double t_12 = n * log(p);
  const double t_13 = 1.0 - p;
  const double t_14 = n / p;
  out[0] = size * t_12 + xlog1py(sum_x, -p) - sum_h_14 - sum_h_15;
  out[1] = t_12 + sum_h_17 - sum_h_16;
  out[2] = size * t_14 - sum_x / t_13;
  out[3] = sum_h_18 + sum_h_19;
  out[4] = t_14;
  out[5] = -size * n / (p * p) - sum_x / (t_13 * t_13);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double sum_x,
                          double u_1, double u_2, double *out) {
  const double size = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double p = outward(u_2, 0.0, 1.0);
  const double stretch_2 = stretch(u_2, 0.0, 1.0);
  double found_24[6];
  derivatives_joint(rows, n, sum_x, size, p, found_24);
  const double height = found_24[0];
  const double g_1 = found_24[1];
  const double g_2 = found_24[2];
  const double h_1_1 = found_24[3];
  const double h_2_1 = found_24[4];
  const double h_2_2 = found_24[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_25 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_25 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_26 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_26 - g_2 * bend(u_2, 0.0, 1.0) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double sum_x,
                        double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, 1.0);
  double found_27[6];
  surface_joint(rows, n, sum_x, u_1, u_2, found_27);
  double f = found_27[0];
  double g_1 = found_27[1];
  double g_2 = found_27[2];
  double h_1_1 = found_27[3];
  double h_2_1 = found_27[4];
  double h_2_2 = found_27[5];
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
    const double part_28 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_28 - l_2_1 * l_2_1 * d_1;
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
    double found_29[6];
    surface_joint(rows, n, sum_x, u_1 + step_1, u_2 + step_2, found_29);
    const double f_new = found_29[0];
    const double g_1_new = found_29[1];
    const double g_2_new = found_29[2];
    const double h_1_1_new = found_29[3];
    const double h_2_1_new = found_29[4];
    const double h_2_2_new = found_29[5];
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
  out[2] = outward(u_2, 0.0, 1.0);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double sum_x,
                           double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 0.0 + (1.0 - 0.0) * 0.5;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_30 = 0.001 + fabs(middle_x);
      const double part_31 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_30, part_31, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_32 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_33 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_34 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_35 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_36 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_37 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_38 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_2 = choose(at, part_36, part_32, part_37, part_33,
                                   part_34, part_38, part_35);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 && draw_2 < 1.0) {
        height = value_joint(rows, sum_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_39[3];
    climb_joint(rows, n, sum_x, reached_1, reached_2, found_39);
    height = found_39[0];
    reached_1 = found_39[1];
    reached_2 = found_39[2];
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
  double sum_x = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_40, x);
  }
  sum_x += lost_40;
  double size = root_size(rows, n, sum_x, 0.0, INFINITY, NAN);
  double p = size * n / (size * n + sum_x);
  const int part_41 = isfinite(size);
  if (!(part_41 && isfinite(p) && size > 0.0 && p > 0.0 && p < 1.0)) {
    double found_42[2];
    maximise_joint(rows, n, sum_x, found_42);
    size = found_42[0];
    p = found_42[1];
  }
  out[0] = size;
  out[1] = p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_x = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_43, x);
  }
  sum_x += lost_43;
  if (!(sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = 1.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double size, double p) {
  if (!(size > 0.0 && isfinite(size) && p > 0.0 && p < 1.0)) {
    return INFINITY;
  }
  return -log_likelihood(rows, size, p);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double sum_x, double n, double size,
                  double p, double *out) {
  double sum_h_12 = 0.0;
  double lost_44 = 0.0;
  double sum_h_13 = 0.0;
  double lost_45 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_12, &lost_44, 1.0 / (x + size));
    add(&sum_h_13, &lost_45, polygamma_rising(0.0, size, x + 1.0));
  }
  sum_h_12 += lost_44;
  sum_h_13 += lost_45;
  out[0] = n * log(p) + sum_h_13 - sum_h_12;
  out[1] = size * n / p - sum_x / (1.0 - p);
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double size, double p,
                     double *out) {
  if (!(size > 0.0 && isfinite(size) && p > 0.0 && p < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_46 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_46, x);
  }
  sum_x += lost_46;
  double found_47[2];
  score(rows, sum_x, n, size, p, found_47);
  const double g_1 = found_47[0];
  const double g_2 = found_47[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_x,
                      double size, double p, double *out) {
  double sum_h_18 = 0.0;
  double lost_48 = 0.0;
  double sum_h_19 = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_10 = x + 1.0;
    const double t_11 = x + size;
    add(&sum_h_18, &lost_48, 1.0 / (t_11 * t_11));
    add(&sum_h_19, &lost_49, polygamma_rising(1.0, size, t_10));
  }
  sum_h_18 += lost_48;
  sum_h_19 += lost_49;
  const double t_13 = 1.0 - p;
  const double t_14 = n / p;
  out[0] = sum_h_18 + sum_h_19;
  out[1] = t_14;
  out[2] = -size * n / (p * p) - sum_x / (t_13 * t_13);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double size, double p,
                    double *out) {
  if (!(size > 0.0 && isfinite(size) && p > 0.0 && p < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_50, x);
  }
  sum_x += lost_50;
  double found_51[3];
  curvature(rows, n, sum_x, size, p, found_51);
  const double h_1 = found_51[0];
  const double h_2 = found_51[1];
  const double h_3 = found_51[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int negative_binomial_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return NEGATIVE_BINOMIAL_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return NEGATIVE_BINOMIAL_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return NEGATIVE_BINOMIAL_NOT_FOUND;
    }
  }
  return NEGATIVE_BINOMIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double negative_binomial_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int negative_binomial_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NEGATIVE_BINOMIAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return NEGATIVE_BINOMIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int negative_binomial_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NEGATIVE_BINOMIAL_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return NEGATIVE_BINOMIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int negative_binomial_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return NEGATIVE_BINOMIAL_BAD_DATA;
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
        return NEGATIVE_BINOMIAL_NOT_FOUND;
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
  return NEGATIVE_BINOMIAL_OK;
}
