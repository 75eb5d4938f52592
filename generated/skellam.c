/*
 * Maximum-likelihood estimation: Skellam distribution.
 *
 *   f(x; mu_1, mu_2) = exp(-mu_1-mu_2)*(mu_1/mu_2)**(x/2)*besseli(x,
 *       2*sqrt(mu_1*mu_2))
 *   support: x in ..., -2, -1, 0, 1, 2, ...
 *   mu_1: positive
 *   mu_2: positive
 *
 * Log-likelihood:
 *
 *   (-mu_1 - mu_2)*n + (log(mu_1)/2 - log(mu_2)/2)*sum(x) + sum(log(besseli(x,
 *       2*sqrt(mu_1)*sqrt(mu_2))))
 *
 * Estimator (reduced):
 *
 *   mu_2 = the solution of -n - sum(x)/(2*mu_2) + sqrt(mu_2 +
 *       sum(x)/n)*sum(besseli(x - 1, 2*sqrt(mu_2)*sqrt(mu_2 +
 *       sum(x)/n))/besseli(x, 2*sqrt(mu_2)*sqrt(mu_2 +
 *       sum(x)/n)))/(2*sqrt(mu_2)) + sqrt(mu_2 + sum(x)/n)*sum(besseli(x + 1,
 *       2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x, 2*sqrt(mu_2)*sqrt(mu_2
 *       + sum(x)/n)))/(2*sqrt(mu_2)) = 0
 *   mu_1 = mu_2 + sum(x)/n
 *
 * Conditions:
 *
 *   A maximum exists only if n mu_2 + sum x_i > 0.
 *
 * Source:
 *
 *   Skellam (1946), The frequency distribution of the difference between two
 *       Poisson variates, J. Roy. Statist. Soc. 109, 296
 *   Alzaid, Omair (2010), On the Poisson difference distribution inference and
 *       applications, Bull. Malays. Math. Sci. Soc. 33, 17-45
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu_1, mu_2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  SKELLAM_PARAMETERS = 2,
  SKELLAM_OK = 0,
  /* Empty, not finite, or outside the support. */
  SKELLAM_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  SKELLAM_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  SKELLAM_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)))) {
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

/* log I_m(z) for z >= 0; a whole order may be negative. */
static double log_bessel_i(double order, double z) {
  const double m = fmax(order, -order);
  const double r = sqrt(m * m + z * z);
  if (r < 600.0) {
    double term = 1.0;
    double total = 1.0;
    double k = 1.0;
    while (term > 1e-17 * total) {
      term = term * (0.5 * z) * (0.5 * z) / (k * (m + k));
      total = total + term;
      k = k + 1.0;
    }
    if (m == 0.0) {
      return log(total);
    }
    return m * log(0.5 * z) - lgamma(m + 1.0) + log(total);
  }
  const double t = 1.0 / r;
  const double p = m * m * t * t;
  const double u_1 = t * (3.0 - 5.0 * p) / 24.0;
  const double u_2 = t * t * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0;
  const double part_65 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_65) / 414720.0;
  const double part_66 = p * (-446185740.0 + 185910725.0 * p);
  const double inner_1 = -94121676.0 + p * (349922430.0 + part_66);
  const double u_4 = t * t * t * t * (4465125.0 + p * inner_1) / 39813120.0;
  const double series = log1p(u_1 + u_2 + u_3 + u_4);
  double turned = 0.0;
  if (m > 0.0) {
    turned = m * log(z / (m + r));
  }
  return r + turned - 0.9189385332046727 - 0.5 * log(r) + series;
}

/* I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2. */
static double hankel(double m, double z) {
  double term = 1.0;
  double total = 1.0;
  double k = 1.0;
  while (k < 12.0) {
    const double part_67 = (2.0 * k - 1.0) * (2.0 * k - 1.0);
    term = -term * (4.0 * m * m - part_67) / (8.0 * k * z);
    total = total + term;
    k = k + 1.0;
  }
  return total;
}

/* I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative. */
static double bessel_i_ratio(double order, double z) {
  const double m = fmax(order, -order - 1.0);
  double ratio = 0.0;
  if (z > 2000.0 * (1.0 + m * m)) {
    ratio = hankel(m + 1.0, z) / hankel(m, z);
  } else if (z > 20000.0) {
    ratio = exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z));
  } else if (z > 0.0) {
    double k = m + 1.0 + floor(z) + 60.0;
    while (k > m + 0.5) {
      ratio = 1.0 / (2.0 * k / z + ratio);
      k = k - 1.0;
    }
  }
  if (order < -0.5) {
    return 1.0 / ratio;
  }
  return ratio;
}

/* I_m(z). */
static double iv(double order, double z) {
  return exp(log_bessel_i(order, z));
}

/* The sum of c y^j p^i (j + 2 i)^k, which is the logarithm of the uniform
   expansion of I_m(z) for k = 0. */
static double bessel_i_series(double k, double y, double p) {
  double total = 0.0;
  double inner_1 = 80727925.0 / 4096.0 * pow(24.0, k);
  inner_1 = inner_1 * p - 48436755.0 / 512.0 * pow(22.0, k);
  inner_1 = inner_1 * p + 192309147.0 / 1024.0 * pow(20.0, k);
  inner_1 = inner_1 * p - 101540765.0 / 512.0 * pow(18.0, k);
  inner_1 = inner_1 * p + 243859359.0 / 2048.0 * pow(16.0, k);
  inner_1 = inner_1 * p - 20526309.0 / 512.0 * pow(14.0, k);
  inner_1 = inner_1 * p + 7069979.0 / 1024.0 * pow(12.0, k);
  inner_1 = inner_1 * p - 244539.0 / 512.0 * pow(10.0, k);
  inner_1 = inner_1 * p + 23797.0 / 4096.0 * pow(8.0, k);
  total = (total + inner_1) * y;
  inner_1 = -1282031525.0 / 688128.0 * pow(21.0, k);
  inner_1 = inner_1 * p + 256406305.0 / 32768.0 * pow(19.0, k);
  inner_1 = inner_1 * p - 432038457.0 / 32768.0 * pow(17.0, k);
  inner_1 = inner_1 * p + 1852155413.0 / 163840.0 * pow(15.0, k);
  inner_1 = inner_1 * p - 168434443.0 / 32768.0 * pow(13.0, k);
  inner_1 = inner_1 * p + 38038059.0 / 32768.0 * pow(11.0, k);
  inner_1 = inner_1 * p - 3407083.0 / 32768.0 * pow(9.0, k);
  inner_1 = inner_1 * p + 375733.0 / 229376.0 * pow(7.0, k);
  total = (total + inner_1) * y;
  inner_1 = 19675.0 / 96.0 * pow(18.0, k);
  inner_1 = inner_1 * p - 11805.0 / 16.0 * pow(16.0, k);
  inner_1 = inner_1 * p + 65385.0 / 64.0 * pow(14.0, k);
  inner_1 = inner_1 * p - 5389.0 / 8.0 * pow(12.0, k);
  inner_1 = inner_1 * p + 1677.0 / 8.0 * pow(10.0, k);
  inner_1 = inner_1 * p - 405.0 / 16.0 * pow(8.0, k);
  inner_1 = inner_1 * p + 103.0 / 192.0 * pow(6.0, k);
  total = (total + inner_1) * y;
  inner_1 = -82825.0 / 3072.0 * pow(15.0, k);
  inner_1 = inner_1 * p + 82825.0 / 1024.0 * pow(13.0, k);
  inner_1 = inner_1 * p - 44899.0 / 512.0 * pow(11.0, k);
  inner_1 = inner_1 * p + 186821.0 / 4608.0 * pow(9.0, k);
  inner_1 = inner_1 * p - 50049.0 / 7168.0 * pow(7.0, k);
  inner_1 = inner_1 * p + 1073.0 / 5120.0 * pow(5.0, k);
  total = (total + inner_1) * y;
  inner_1 = 565.0 / 128.0 * pow(12.0, k);
  inner_1 = inner_1 * p - 339.0 / 32.0 * pow(10.0, k);
  inner_1 = inner_1 * p + 531.0 / 64.0 * pow(8.0, k);
  inner_1 = inner_1 * p - 71.0 / 32.0 * pow(6.0, k);
  inner_1 = inner_1 * p + 13.0 / 128.0 * pow(4.0, k);
  total = (total + inner_1) * y;
  inner_1 = -1105.0 / 1152.0 * pow(9.0, k);
  inner_1 = inner_1 * p + 221.0 / 128.0 * pow(7.0, k);
  inner_1 = inner_1 * p - 531.0 / 640.0 * pow(5.0, k);
  inner_1 = inner_1 * p + 25.0 / 384.0 * pow(3.0, k);
  total = (total + inner_1) * y;
  inner_1 = 5.0 / 16.0 * pow(6.0, k);
  inner_1 = inner_1 * p - 3.0 / 8.0 * pow(4.0, k);
  inner_1 = inner_1 * p + 1.0 / 16.0 * pow(2.0, k);
  total = (total + inner_1) * y;
  inner_1 = -5.0 / 24.0 * pow(3.0, k);
  inner_1 = inner_1 * p + 1.0 / 8.0;
  return (total + inner_1) * y;
}

/* The k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), r =
   sqrt(m^2 + z^2), k = 0, 1, 2. */
static double bessel_i_rest(double k, double order, double z) {
  const double m = fmax(order, -order);
  const double r = sqrt(m * m + z * z);
  if (r >= 75.0) {
    const double y = 1.0 / r;
    const double p = m / r * (m / r);
    const double q = z / r * (z / r);
    if (k < 0.5) {
      return bessel_i_series(0.0, y, p) - 0.9189385332046727 - 0.5 * log(r);
    }
    const double slope = 0.5 + bessel_i_series(1.0, y, p);
    if (k < 1.5) {
      return -q * slope;
    }
    return q * (q * bessel_i_series(2.0, y, p) - 2.0 * p * slope);
  }
  double term = 1.0;
  double above = 0.0;
  double first = 0.0;
  double n = 1.0;
  while (term > 1e-18 * above) {
    term = term * (0.5 * z) * (0.5 * z) / (n * (m + n));
    above = above + term;
    first = first + n * term;
    n = n + 1.0;
  }
  if (k < 0.5) {
    double turned = 0.0;
    if (m > 0.0) {
      turned = m * log(0.5 * (m + r)) - lgamma(m + 1.0);
    }
    return log1p(above) + turned - r;
  }
  const double rate = 2.0 * first / (1.0 + above) - z * z / (m + r);
  if (k < 1.5) {
    return rate;
  }
  return -rate * (2.0 * r + rate) - z * z / r;
}

/* The equation that gives mu_2, and its slope. */
static void equation_mu_2(const struct rows *rows, double n, double sum_x,
                          double mu_2, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
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
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 2.0 * sqrt(mu_2) * sqrt(mu_2 + sum_x / n);
    const double t_1 = iv(x, t);
    const double t_2 = 1.0 / t_1;
    const double t_3 = iv(x - 1.0, t);
    const double t_4 = iv(x + 1.0, t);
    const double t_5 = t_2 * t_2 * (t_3 + t_4);
    add(&sum_h, &lost_1, t_2 * t_3);
    add(&sum_h_1, &lost_2, bessel_i_ratio(x, t));
    add(&sum_h_2, &lost_3, t_2 * (iv(x - 2.0, t) + t_1));
    add(&sum_h_3, &lost_4, t_3 * t_5);
    add(&sum_h_4, &lost_5, t_2 * (iv(x + 2.0, t) + t_1));
    add(&sum_h_5, &lost_6, t_4 * t_5);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  sum_h_4 += lost_5;
  sum_h_5 += lost_6;
  const double t_6 = 0.5 * sum_x;
  const double t_7 = sqrt(mu_2);
  const double t_8 = 1.0 / t_7;
  const double t_9 = sqrt(mu_2 + sum_x / n);
  const double t_10 = 1.0 / t_9;
  const double t_11 = 0.25 * t_8 * t_10 - 0.25 * t_9 / pow(mu_2, 1.5);
  const double t_12 = 0.5 * t_8 * t_9;
  const double t_13 = 0.5 * t_7 * t_10 + t_12;
  const double t_14 = -t_13;
  const double part_7 = 0.5 * t_8 * t_9 * sum_h + 0.5 * t_8 * t_9 * sum_h_1;
  out[0] = part_7 - n - t_6 / mu_2;
  const double part_8 = t_6 / (mu_2 * mu_2) + t_11 * sum_h + t_11 * sum_h_1;
  const double part_9 = part_8 + (t_13 * sum_h_2 + t_14 * sum_h_3) * t_12;
  out[1] = part_9 + (t_13 * sum_h_4 + t_14 * sum_h_5) * t_12;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_mu_2(const struct rows *rows, double n, double sum_x,
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
    double found_10[2];
    equation_mu_2(rows, n, sum_x, outward(u, lower, upper), found_10);
    const double f = found_10[0];
    const double slope = found_10[1];
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
static double log_likelihood(const struct rows *rows, double mu_1,
                             double mu_2) {
  const double t_36 = mu_1 * mu_2;
  double log_densities = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_37 = 2.0 * t_36 / (sqrt(x * x + 4.0 * t_36) + fabs(x));
    const double part_12 = 2.0 * sqrt(mu_1) * sqrt(mu_2);
    const double part_13 = bessel_i_rest(0.0, x, part_12);
    const double part_14 = fmax(-x, 0.0) + t_37;
    const double part_15 = deviance(part_14, mu_2);
    const double part_16 = fmax(0.0, x) + t_37;
    const double part_17 = deviance(part_16, mu_1);
    add(&log_densities, &lost_11, part_13 - part_15 - part_17);
  }
  log_densities += lost_11;
  return log_densities;
}

/* The log-likelihood that follows from mu_2. */
static double rate_mu_2(const struct rows *rows, double sum_x, double n,
                        double mu_2) {
  const double mu_1 = mu_2 + sum_x / n;
  return log_likelihood(rows, mu_1, mu_2);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_mu_2(const struct rows *rows, double n, double sum_x,
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
    double found_18[2];
    equation_mu_2(rows, n, sum_x, outward(new_1, lower, upper), found_18);
    f = found_18[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_mu_2(rows, n, sum_x, last_1, f_last, new_1, f, lower, upper);
      height = rate_mu_2(rows, sum_x, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_19 = outward(new_1, lower, upper);
      height = rate_mu_2(rows, sum_x, n, part_19);
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
  best = rate_mu_2(rows, sum_x, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_20[2];
    equation_mu_2(rows, n, sum_x, outward(last_1, lower, upper), found_20);
    f_last = found_20[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_21[2];
      equation_mu_2(rows, n, sum_x, outward(new_1, lower, upper), found_21);
      f = found_21[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_mu_2(rows, n, sum_x, last_1, f_last, new_1, f, lower, upper);
        height = rate_mu_2(rows, sum_x, n, t);
        const double v = inward(t, lower, upper);
        const double part_22 = outward(v - 1.0, lower, upper);
        const double below = rate_mu_2(rows, sum_x, n, part_22);
        const double part_23 = outward(v + 1.0, lower, upper);
        const double above = rate_mu_2(rows, sum_x, n, part_23);
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

/* The log-likelihood as a function of mu_1, mu_2. */
static double value_joint(const struct rows *rows, double mu_1, double mu_2) {
  double sum_h_17 = 0.0;
  double lost_24 = 0.0;
  double sum_h_18 = 0.0;
  double lost_25 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_42 = mu_1 * mu_2;
    const double t_43 = 2.0 * t_42 / (sqrt(x * x + 4.0 * t_42) + fabs(x));
    const double part_26 = deviance(fmax(0.0, x) + t_43, mu_1);
    add(&sum_h_17, &lost_24, deviance(fmax(-x, 0.0) + t_43, mu_2) + part_26);
    const double part_27 = 2.0 * sqrt(mu_1) * sqrt(mu_2);
    add(&sum_h_18, &lost_25, bessel_i_rest(0.0, x, part_27));
  }
  sum_h_17 += lost_24;
  sum_h_18 += lost_25;
  return sum_h_18 - sum_h_17;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double mu_1, double mu_2,
                              double *out) {
  double sum_h_22 = 0.0;
  double lost_28 = 0.0;
  double sum_h_23 = 0.0;
  double lost_29 = 0.0;
  double sum_h_24 = 0.0;
  double lost_30 = 0.0;
  double sum_h_25 = 0.0;
  double lost_31 = 0.0;
  double sum_h_26 = 0.0;
  double lost_32 = 0.0;
  double sum_h_27 = 0.0;
  double lost_33 = 0.0;
  double sum_h_28 = 0.0;
  double lost_34 = 0.0;
  double sum_h_29 = 0.0;
  double lost_35 = 0.0;
  double sum_h_30 = 0.0;
  double lost_36 = 0.0;
  double sum_h_31 = 0.0;
  double lost_37 = 0.0;
  double sum_h_32 = 0.0;
  double lost_38 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_48 = mu_1 * mu_2;
    const double t_49 = 4.0 * t_48;
    const double t_50 = 1.0 / (sqrt(x * x + t_49) + fabs(x));
    const double t_51 = 2.0 * t_48 * t_50;
    const double t_52 = fmax(-x, 0.0);
    const double t_53 = t_51 + t_52;
    const double t_54 = fmax(0.0, x);
    const double t_55 = t_51 + t_54;
    const double t_56 = 2.0 * sqrt(mu_1) * sqrt(mu_2);
    const double t_57 = t_53 + mu_1;
    const double t_58 = 1.0 / t_57;
    const double t_59 = x + mu_2 - mu_1;
    const double t_60 = t_55 + mu_2;
    const double t_61 = 1.0 / t_60;
    const double t_62 = 1.0 / (t_49 * t_50 + t_52 + t_54);
    const double t_63 = t_61 * t_61 * t_59;
    add(&sum_h_22, &lost_28, deviance(t_53, mu_2) + deviance(t_55, mu_1));
    add(&sum_h_23, &lost_29, bessel_i_rest(0.0, x, t_56));
    add(&sum_h_24, &lost_30, t_58 * t_59);
    add(&sum_h_25, &lost_31, bessel_i_rest(1.0, x, t_56));
    add(&sum_h_26, &lost_32, t_59 * t_61);
    add(&sum_h_27, &lost_33, t_58);
    add(&sum_h_28, &lost_34, t_58 * t_58 * (mu_2 * t_62 + 1.0) * t_59);
    add(&sum_h_29, &lost_35, bessel_i_rest(2.0, x, t_56));
    add(&sum_h_30, &lost_36, t_62 * t_63);
    add(&sum_h_31, &lost_37, t_61);
    add(&sum_h_32, &lost_38, (mu_1 * t_62 + 1.0) * t_63);
  }
  sum_h_22 += lost_28;
  sum_h_23 += lost_29;
  sum_h_24 += lost_30;
  sum_h_25 += lost_31;
  sum_h_26 += lost_32;
  sum_h_27 += lost_33;
  sum_h_28 += lost_34;
  sum_h_29 += lost_35;
  sum_h_30 += lost_36;
  sum_h_31 += lost_37;
  sum_h_32 += lost_38;
  const double t_64 = 1.0 / mu_1;
  const double t_65 = 0.5 * sum_h_25;
  const double t_66 = 1.0 / mu_2;
  const double t_67 = 1.0 / (mu_1 * mu_1);
  const double t_68 = 1.0 / (mu_2 * mu_2);
  out[0] = sum_h_23 - sum_h_22;
  out[1] = t_64 * t_65 + sum_h_24;
  out[2] = t_65 * t_66 - sum_h_26;
  out[3] = 0.25 * t_67 * sum_h_29 - t_65 * t_67 - sum_h_27 - sum_h_28;
  out[4] = 0.25 * t_64 * t_66 * sum_h_29 + mu_2 * sum_h_30 + sum_h_31;
  out[5] = 0.25 * t_68 * sum_h_29 + sum_h_32 - t_65 * t_68 - sum_h_31;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double mu_1 = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double mu_2 = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_39[6];
  derivatives_joint(rows, mu_1, mu_2, found_39);
  const double height = found_39[0];
  const double g_1 = found_39[1];
  const double g_2 = found_39[2];
  const double h_1_1 = found_39[3];
  const double h_2_1 = found_39[4];
  const double h_2_2 = found_39[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_40 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_40 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_41 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_41 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_42[6];
  surface_joint(rows, n, u_1, u_2, found_42);
  double f = found_42[0];
  double g_1 = found_42[1];
  double g_2 = found_42[2];
  double h_1_1 = found_42[3];
  double h_2_1 = found_42[4];
  double h_2_2 = found_42[5];
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
    const double part_43 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_43 - l_2_1 * l_2_1 * d_1;
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
    double found_44[6];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_44);
    const double f_new = found_44[0];
    const double g_1_new = found_44[1];
    const double g_2_new = found_44[2];
    const double h_1_1_new = found_44[3];
    const double h_2_1_new = found_44[4];
    const double h_2_2_new = found_44[5];
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
static void maximise_joint(const struct rows *rows, double n, double *out) {
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
      const double part_45 = 0.001 + fabs(middle_x);
      const double part_46 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_45, part_46, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_47 = 0.001 + fabs(middle_x);
      const double part_48 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_47, part_48, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(rows, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_49[3];
    climb_joint(rows, n, reached_1, reached_2, found_49);
    height = found_49[0];
    reached_1 = found_49[1];
    reached_2 = found_49[2];
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
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_50, x);
  }
  sum_x += lost_50;
  double mu_2 = root_mu_2(rows, n, sum_x, 0.0, INFINITY, NAN);
  double mu_1 = mu_2 + sum_x / n;
  if (!(isfinite(mu_1) && isfinite(mu_2) && mu_1 > 0.0 && mu_2 > 0.0)) {
    double found_51[2];
    maximise_joint(rows, n, found_51);
    mu_1 = found_51[0];
    mu_2 = found_51[1];
  }
  out[0] = mu_1;
  out[1] = mu_2;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu_1, double mu_2) {
  if (!(mu_1 > 0.0 && isfinite(mu_1) && mu_2 > 0.0 && isfinite(mu_2))) {
    return INFINITY;
  }
  return -log_likelihood(rows, mu_1, mu_2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double mu_1, double mu_2,
                  double *out) {
  double sum_h_19 = 0.0;
  double lost_52 = 0.0;
  double sum_h_20 = 0.0;
  double lost_53 = 0.0;
  double sum_h_21 = 0.0;
  double lost_54 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_44 = mu_1 * mu_2;
    const double t_45 = 2.0 * t_44 / (sqrt(x * x + 4.0 * t_44) + fabs(x));
    const double t_46 = x + mu_2 - mu_1;
    add(&sum_h_19, &lost_52, t_46 / (fmax(-x, 0.0) + t_45 + mu_1));
    const double part_55 = 2.0 * sqrt(mu_1) * sqrt(mu_2);
    add(&sum_h_20, &lost_53, bessel_i_rest(1.0, x, part_55));
    add(&sum_h_21, &lost_54, t_46 / (fmax(0.0, x) + t_45 + mu_2));
  }
  sum_h_19 += lost_52;
  sum_h_20 += lost_53;
  sum_h_21 += lost_54;
  const double t_47 = 0.5 * sum_h_20;
  out[0] = t_47 / mu_1 + sum_h_19;
  out[1] = t_47 / mu_2 - sum_h_21;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu_1, double mu_2,
                     double *out) {
  if (!(mu_1 > 0.0 && isfinite(mu_1) && mu_2 > 0.0 && isfinite(mu_2))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double found_56[2];
  score(rows, mu_1, mu_2, found_56);
  const double g_1 = found_56[0];
  const double g_2 = found_56[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double mu_1, double mu_2,
                      double *out) {
  double sum_h_25 = 0.0;
  double lost_57 = 0.0;
  double sum_h_27 = 0.0;
  double lost_58 = 0.0;
  double sum_h_28 = 0.0;
  double lost_59 = 0.0;
  double sum_h_29 = 0.0;
  double lost_60 = 0.0;
  double sum_h_30 = 0.0;
  double lost_61 = 0.0;
  double sum_h_31 = 0.0;
  double lost_62 = 0.0;
  double sum_h_32 = 0.0;
  double lost_63 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_48 = mu_1 * mu_2;
    const double t_49 = 4.0 * t_48;
    const double t_50 = 1.0 / (sqrt(x * x + t_49) + fabs(x));
    const double t_51 = 2.0 * t_48 * t_50;
    const double t_52 = fmax(-x, 0.0);
    const double t_53 = t_51 + t_52;
    const double t_54 = fmax(0.0, x);
    const double t_55 = t_51 + t_54;
    const double t_56 = 2.0 * sqrt(mu_1) * sqrt(mu_2);
    const double t_57 = t_53 + mu_1;
    const double t_58 = 1.0 / t_57;
    const double t_59 = x + mu_2 - mu_1;
    const double t_60 = t_55 + mu_2;
    const double t_61 = 1.0 / t_60;
    const double t_62 = 1.0 / (t_49 * t_50 + t_52 + t_54);
    const double t_63 = t_61 * t_61 * t_59;
    add(&sum_h_25, &lost_57, bessel_i_rest(1.0, x, t_56));
    add(&sum_h_27, &lost_58, t_58);
    add(&sum_h_28, &lost_59, t_58 * t_58 * (mu_2 * t_62 + 1.0) * t_59);
    add(&sum_h_29, &lost_60, bessel_i_rest(2.0, x, t_56));
    add(&sum_h_30, &lost_61, t_62 * t_63);
    add(&sum_h_31, &lost_62, t_61);
    add(&sum_h_32, &lost_63, (mu_1 * t_62 + 1.0) * t_63);
  }
  sum_h_25 += lost_57;
  sum_h_27 += lost_58;
  sum_h_28 += lost_59;
  sum_h_29 += lost_60;
  sum_h_30 += lost_61;
  sum_h_31 += lost_62;
  sum_h_32 += lost_63;
  const double t_64 = 1.0 / mu_1;
  const double t_65 = 0.5 * sum_h_25;
  const double t_66 = 1.0 / mu_2;
  const double t_67 = 1.0 / (mu_1 * mu_1);
  const double t_68 = 1.0 / (mu_2 * mu_2);
  out[0] = 0.25 * t_67 * sum_h_29 - t_65 * t_67 - sum_h_27 - sum_h_28;
  out[1] = 0.25 * t_64 * t_66 * sum_h_29 + mu_2 * sum_h_30 + sum_h_31;
  out[2] = 0.25 * t_68 * sum_h_29 + sum_h_32 - t_65 * t_68 - sum_h_31;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu_1, double mu_2,
                    double *out) {
  if (!(mu_1 > 0.0 && isfinite(mu_1) && mu_2 > 0.0 && isfinite(mu_2))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_64[3];
  curvature(rows, mu_1, mu_2, found_64);
  const double h_1 = found_64[0];
  const double h_2 = found_64[1];
  const double h_3 = found_64[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int skellam_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return SKELLAM_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return SKELLAM_NOT_FOUND;
    }
  }
  return SKELLAM_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double skellam_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int skellam_gradient(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return SKELLAM_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return SKELLAM_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int skellam_hessian(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return SKELLAM_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return SKELLAM_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int skellam_standard_errors(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return SKELLAM_BAD_DATA;
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
        return SKELLAM_NOT_FOUND;
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
  return SKELLAM_OK;
}
