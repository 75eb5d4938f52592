/*
 * Maximum-likelihood estimation: Rice distribution.
 *
 *   f(x; nu, sigma2) = x/sigma2*exp(-(x**2+nu**2)/(2*sigma2))*besseli(0,
 *       x*nu/sigma2)
 *   support: x > 0
 *   nu: nonnegative
 *   sigma2: positive
 *
 * Log-likelihood:
 *
 *   -log(sigma2)*n + sum(log(x)) + sum(log(besseli(0, x*nu/sigma2))) -
 *       sum(x**2 + nu**2)/(2*sigma2)
 *
 * Estimator (reduced):
 *
 *   nu = the solution of -nu*n + sum(x*besseli(1, x*nu/(-nu**2/2 +
 *       sum(x**2)/(2*n)))/besseli(0, x*nu/(-nu**2/2 + sum(x**2)/(2*n)))) = 0
 *   sigma2 = -nu**2/2 + sum(x**2)/(2*n)
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i^2 > n nu^2.
 *
 * Source:
 *
 *   Rice (1945), Mathematical analysis of random noise, Bell Syst. Tech. J.
 *       24, 46-156
 *   Talukdar, Lawing (1991), Estimation of the parameters of the Rice
 *       distribution, J. Acoust. Soc. Am. 89, 1193-1197
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: nu, sigma2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  RICE_PARAMETERS = 2,
  RICE_OK = 0,
  /* Empty, not finite, or outside the support. */
  RICE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  RICE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  RICE_NOT_FOUND = 3
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
  const double part_137 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_137) / 414720.0;
  const double part_138 = p * (-446185740.0 + 185910725.0 * p);
  const double inner_1 = -94121676.0 + p * (349922430.0 + part_138);
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
    const double part_139 = (2.0 * k - 1.0) * (2.0 * k - 1.0);
    term = -term * (4.0 * m * m - part_139) / (8.0 * k * z);
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

/* The equation that gives nu, and its slope. */
static void equation_nu(const struct rows *rows, double n, double sum_x_2,
                        double nu, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = nu * nu;
    const double t_1 = 0.5 * sum_x_2 / n - 0.5 * t;
    const double t_2 = x / t_1;
    const double t_3 = nu * t_2;
    const double t_4 = bessel_i_ratio(0.0, t_3);
    const double t_5 = iv(0.0, t_3);
    const double t_6 = (t / (t_1 * t_1) * x + t_2) * x;
    add(&sum_h, &lost_1, t_4 * x);
    add(&sum_h_1, &lost_2, (t_5 + iv(2.0, t_3)) * t_6 / t_5);
    add(&sum_h_2, &lost_3, t_4 * t_4 * t_6);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  out[0] = sum_h - nu * n;
  out[1] = 0.5 * sum_h_1 - n - sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_nu(const struct rows *rows, double n, double sum_x_2,
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
    equation_nu(rows, n, sum_x_2, outward(u, lower, upper), found_4);
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
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double nu, double sigma2) {
  double sum_h_11 = 0.0;
  double lost_5 = 0.0;
  double sum_h_12 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_70 = nu / sigma2 * x;
    add(&sum_h_11, &lost_5, pow(x - nu, 2.0));
    const double part_7 = log(2.0 * 3.141592653589793 * t_70);
    const double part_8 = 25.0 * (sigma2 * sigma2 * sigma2);
    const double part_9 = part_8 / (384.0 * (nu * nu * nu));
    const double part_10 = sigma2 * sigma2 * sigma2 * sigma2;
    const double part_11 = log_bessel_i(0.0, t_70) - t_70;
    const double part_12 = 0.0625 * (sigma2 * sigma2);
    const double part_13 = part_12 / (nu * nu) / (x * x);
    const double part_14 = 0.125 * sigma2 / nu / x + part_13;
    const double part_15 = part_14 + part_9 / (x * x * x);
    const double part_16 = 0.1015625 * part_10;
    const double part_17 = part_16 / (nu * nu * nu * nu);
    const double part_18 = part_15 + part_17 / (x * x * x * x);
    const double part_19 = part_18 - 0.5 * part_7;
    add(&sum_h_12, &lost_6, (t_70 > 1000.0 ? part_19 : part_11));
  }
  sum_h_11 += lost_5;
  sum_h_12 += lost_6;
  return sum_h_12 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_11 / sigma2;
}

/* The log-likelihood that follows from nu. */
static double rate_nu(const struct rows *rows, double n, double sum_x_2,
                      double sum_log_x, double nu) {
  const double sigma2 = 0.5 * sum_x_2 / n - 0.5 * (nu * nu);
  return log_likelihood(rows, sum_log_x, n, nu, sigma2);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_nu(const struct rows *rows, double n, double sum_x_2,
                      double sum_log_x, double lower, double upper,
                      double start) {
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
    double found_20[2];
    equation_nu(rows, n, sum_x_2, outward(new_1, lower, upper), found_20);
    f = found_20[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_nu(rows, n, sum_x_2, last_1, f_last, new_1, f, lower, upper);
      height = rate_nu(rows, n, sum_x_2, sum_log_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_21 = outward(new_1, lower, upper);
      height = rate_nu(rows, n, sum_x_2, sum_log_x, part_21);
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
  const double part_22 = outward(u, lower, upper);
  best = rate_nu(rows, n, sum_x_2, sum_log_x, part_22);
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_23[2];
    equation_nu(rows, n, sum_x_2, outward(last_1, lower, upper), found_23);
    f_last = found_23[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_24[2];
      equation_nu(rows, n, sum_x_2, outward(new_1, lower, upper), found_24);
      f = found_24[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_nu(rows, n, sum_x_2, last_1, f_last, new_1, f, lower, upper);
        height = rate_nu(rows, n, sum_x_2, sum_log_x, t);
        const double v = inward(t, lower, upper);
        const double part_25 = outward(v - 1.0, lower, upper);
        const double below = rate_nu(rows, n, sum_x_2, sum_log_x, part_25);
        const double part_26 = outward(v + 1.0, lower, upper);
        const double above = rate_nu(rows, n, sum_x_2, sum_log_x, part_26);
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

/* The log-likelihood as a function of nu, sigma2. */
static double value_joint(const struct rows *rows, double sum_log_x, double n,
                          double nu, double sigma2) {
  double sum_h_11 = 0.0;
  double lost_27 = 0.0;
  double sum_h_12 = 0.0;
  double lost_28 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_70 = nu / sigma2 * x;
    add(&sum_h_11, &lost_27, pow(x - nu, 2.0));
    const double part_29 = log(2.0 * 3.141592653589793 * t_70);
    const double part_30 = 25.0 * (sigma2 * sigma2 * sigma2);
    const double part_31 = part_30 / (384.0 * (nu * nu * nu));
    const double part_32 = sigma2 * sigma2 * sigma2 * sigma2;
    const double part_33 = log_bessel_i(0.0, t_70) - t_70;
    const double part_34 = 0.0625 * (sigma2 * sigma2);
    const double part_35 = part_34 / (nu * nu) / (x * x);
    const double part_36 = 0.125 * sigma2 / nu / x + part_35;
    const double part_37 = part_36 + part_31 / (x * x * x);
    const double part_38 = 0.1015625 * part_32;
    const double part_39 = part_38 / (nu * nu * nu * nu);
    const double part_40 = part_37 + part_39 / (x * x * x * x);
    const double part_41 = part_40 - 0.5 * part_29;
    add(&sum_h_12, &lost_28, (t_70 > 1000.0 ? part_41 : part_33));
  }
  sum_h_11 += lost_27;
  sum_h_12 += lost_28;
  return sum_h_12 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_11 / sigma2;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n,
                              double sum_log_x, double nu, double sigma2,
                              double *out) {
  double sum_h_17 = 0.0;
  double lost_42 = 0.0;
  double sum_h_18 = 0.0;
  double lost_43 = 0.0;
  double sum_h_19 = 0.0;
  double lost_44 = 0.0;
  double sum_h_20 = 0.0;
  double lost_45 = 0.0;
  double sum_h_21 = 0.0;
  double lost_46 = 0.0;
  double sum_h_22 = 0.0;
  double lost_47 = 0.0;
  double sum_h_23 = 0.0;
  double lost_48 = 0.0;
  double sum_h_24 = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_88 = x - nu;
    const double t_89 = 1.0 / sigma2;
    const double t_90 = t_89 * x;
    const double t_91 = nu * t_90;
    const double t_92 = 1.0 / nu;
    const double t_93 = 1.0 / x;
    const double t_94 = 0.125 * t_93;
    const double t_95 = t_92 * t_94;
    const double t_96 = sigma2 * sigma2;
    const double t_97 = nu * nu;
    const double t_98 = 1.0 / t_97;
    const double t_99 = x * x;
    const double t_100 = 1.0 / t_99;
    const double t_101 = t_98 * t_100;
    const double t_102 = t_101 * t_96;
    const double t_103 = 1.0 / (nu * nu * nu * nu);
    const double t_104 = t_96 * t_96;
    const double t_105 = 1.0 / (x * x * x * x);
    const double t_106 = t_104 * t_105;
    const double t_107 = t_103 * t_106;
    const double t_108 = 1.0 / (nu * nu * nu);
    const double t_109 = sigma2 * t_96;
    const double t_110 = 1.0 / (x * x * x);
    const double t_111 = t_109 * t_110;
    const double t_112 = t_108 * t_111;
    const int t_113 = t_91 > 1000.0;
    const double t_114 = t_98 * t_94;
    const double t_115 = t_108 * t_96;
    const double t_116 = 1.0 / pow(nu, 5.0);
    const double t_117 = bessel_i_ratio(0.0, t_91);
    const double t_118 = 0.125 * t_101;
    const double t_119 = t_105 * t_109;
    const double t_120 = 1.0 / t_96;
    const double t_121 = t_120 * x;
    const double t_122 = sigma2 * t_93;
    const double t_123 = 0.25 * t_122;
    const double t_124 = t_103 * t_96;
    const double part_50 = 1.0 - t_117 * t_117 - t_117 * t_122 * t_92;
    const double part_51 = 0.375 * t_102 + 2.03125 * t_107;
    const double part_52 = part_51 + 0.78125 * t_112 + t_123 * t_92;
    const double part_53 = (part_52 + 0.5) * t_102;
    const double t_125 = t_99 * (t_91 > 300.0 ? part_53 : part_50);
    const double t_126 = sigma2 * t_108;
    const double t_127 = nu / t_109;
    const double t_128 = 2.0 * t_127 * x;
    add(&sum_h_17, &lost_42, t_88 * t_88);
    const double part_54 = log(2.0 * 3.141592653589793 * t_91);
    const double part_55 = 0.0625 * t_102 + 0.1015625 * t_107;
    const double part_56 = log_bessel_i(0.0, t_91) - t_91;
    const double part_57 = part_55 + 25.0 * t_112 / 384.0;
    const double part_58 = part_57 + sigma2 * t_95;
    add(&sum_h_18, &lost_43, (t_113 ? part_58 - 0.5 * part_54 : part_56));
    add(&sum_h_19, &lost_44, t_88);
    const double part_59 = 0.1953125 * t_103 * t_111;
    const double part_60 = -0.125 * t_100 * t_115 - part_59;
    const double part_61 = part_60 - 0.40625 * t_106 * t_116;
    const double part_62 = part_61 - sigma2 * t_114;
    const double part_63 = part_62 - 0.5 * t_92;
    add(&sum_h_20, &lost_45, (t_113 ? part_63 : t_90 * t_117 - t_90));
    const double part_64 = nu * t_120 * x - nu * t_117 * t_121;
    const double part_65 = 0.1953125 * t_110 * t_115;
    const double part_66 = 0.40625 * t_103 * t_119;
    const double part_67 = 0.5 * t_89 + part_66 + part_65;
    const double part_68 = part_67 + sigma2 * t_118 + t_95;
    add(&sum_h_21, &lost_46, (t_113 ? part_68 : part_64));
    const double part_69 = 0.5 * t_98 + 0.375 * t_100 * t_124;
    const double part_70 = 2.03125 * (t_108 * t_108) * t_106;
    const double part_71 = part_69 + part_70 + t_108 * t_123;
    const double part_72 = part_71 + 0.78125 * t_111 * t_116;
    add(&sum_h_22, &lost_47, (t_113 ? part_72 : t_120 * t_125));
    const double part_73 = t_120 * x - t_117 * t_121;
    const double part_74 = 0.5859375 * t_110 * t_124;
    const double part_75 = -0.25 * t_100 * t_126 - part_74;
    const double part_76 = part_73 - t_125 * t_127;
    const double part_77 = 1.625 * t_116 * t_119;
    add(&sum_h_23, &lost_48, (t_113 ? part_75 - t_114 - part_77 : part_76));
    const double part_78 = 0.390625 * t_110 * t_126;
    const double part_79 = 1.21875 * t_105 * t_124 + part_78;
    const double part_80 = part_79 + t_118 - 0.5 * t_120;
    const double part_81 = t_125 * t_97 / t_104;
    const double part_82 = t_117 * t_128 + part_81 - t_128;
    add(&sum_h_24, &lost_49, (t_113 ? part_80 : part_82));
  }
  sum_h_17 += lost_42;
  sum_h_18 += lost_43;
  sum_h_19 += lost_44;
  sum_h_20 += lost_45;
  sum_h_21 += lost_46;
  sum_h_22 += lost_47;
  sum_h_23 += lost_48;
  sum_h_24 += lost_49;
  const double t_129 = 1.0 / sigma2;
  const double t_130 = 0.5 * sum_h_17;
  const double t_131 = 1.0 / (sigma2 * sigma2);
  const double t_132 = t_129 * n;
  out[0] = sum_log_x + sum_h_18 - n * log(sigma2) - t_129 * t_130;
  out[1] = t_129 * sum_h_19 + sum_h_20;
  out[2] = t_130 * t_131 + sum_h_21 - t_132;
  out[3] = sum_h_22 - t_132;
  out[4] = sum_h_23 - t_131 * sum_h_19;
  out[5] = t_131 * n + sum_h_24 - sum_h_17 / (sigma2 * sigma2 * sigma2);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double sum_log_x,
                          double u_1, double u_2, double *out) {
  const double nu = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double sigma2 = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_83[6];
  derivatives_joint(rows, n, sum_log_x, nu, sigma2, found_83);
  const double height = found_83[0];
  const double g_1 = found_83[1];
  const double g_2 = found_83[2];
  const double h_1_1 = found_83[3];
  const double h_2_1 = found_83[4];
  const double h_2_2 = found_83[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_84 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_84 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_85 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_85 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double sum_log_x,
                        double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_86[6];
  surface_joint(rows, n, sum_log_x, u_1, u_2, found_86);
  double f = found_86[0];
  double g_1 = found_86[1];
  double g_2 = found_86[2];
  double h_1_1 = found_86[3];
  double h_2_1 = found_86[4];
  double h_2_2 = found_86[5];
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
    const double part_87 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_87 - l_2_1 * l_2_1 * d_1;
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
    double found_88[6];
    surface_joint(rows, n, sum_log_x, u_1 + step_1, u_2 + step_2, found_88);
    const double f_new = found_88[0];
    const double g_1_new = found_88[1];
    const double g_2_new = found_88[2];
    const double h_1_1_new = found_88[3];
    const double h_2_1_new = found_88[4];
    const double h_2_2_new = found_88[5];
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
static void maximise_joint(const struct rows *rows, double n, double sum_log_x,
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
      const double draw_1 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 =
          choose(at, 1.0, 0.25, 0.0625, 0.48999999999999994, 2.25, 4.0, 16.0);
      height = -INFINITY;
      if (draw_1 >= 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(rows, sum_log_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_89[3];
    climb_joint(rows, n, sum_log_x, reached_1, reached_2, found_89);
    height = found_89[0];
    reached_1 = found_89[1];
    reached_2 = found_89[2];
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
  double lost_90 = 0.0;
  double sum_x_2 = 0.0;
  double lost_91 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_90, log(x));
    add(&sum_x_2, &lost_91, x * x);
  }
  sum_log_x += lost_90;
  sum_x_2 += lost_91;
  const double part_92 = sqrt(sum_x_2) / sqrt(n);
  double nu = root_nu(rows, n, sum_x_2, sum_log_x, 0.0, part_92, NAN);
  double sigma2 = 0.5 * sum_x_2 / n - 0.5 * (nu * nu);
  if (!(isfinite(nu) && isfinite(sigma2) && nu >= 0.0 && sigma2 > 0.0)) {
    double found_93[2];
    maximise_joint(rows, n, sum_log_x, found_93);
    nu = found_93[0];
    sigma2 = found_93[1];
  }
  out[0] = nu;
  out[1] = sigma2;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_94 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_94, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_94;
  const double mean = total / n;
  double squares = 0.0;
  double lost_95 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_95, pow(x - mean, 2.0));
  }
  squares += lost_95;
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

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double nu, double sigma2) {
  if (!(nu >= 0.0 && isfinite(nu) && sigma2 > 0.0 && isfinite(sigma2))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_96 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_96, log(x));
  }
  sum_log_x += lost_96;
  return -log_likelihood(rows, sum_log_x, n, nu, sigma2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double nu, double sigma2,
                  double *out) {
  double sum_h_13 = 0.0;
  double lost_97 = 0.0;
  double sum_h_14 = 0.0;
  double lost_98 = 0.0;
  double sum_h_15 = 0.0;
  double lost_99 = 0.0;
  double sum_h_16 = 0.0;
  double lost_100 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_71 = x - nu;
    const double t_72 = 1.0 / nu;
    const double t_73 = 0.125 / x;
    const double t_74 = sigma2 * (t_72 * t_72);
    const double t_75 = 0.125 / (x * x);
    const double t_76 = sigma2 * sigma2;
    const double t_77 = t_76 / (nu * nu * nu);
    const double t_78 = 0.40625 / (x * x * x * x);
    const double t_79 = sigma2 * t_76 / (nu * nu * nu * nu);
    const double t_80 = 0.1953125 / (x * x * x);
    const double t_81 = 1.0 / sigma2;
    const double t_82 = t_81 * x;
    const double t_83 = nu * t_82;
    const int t_84 = t_83 > 1000.0;
    const double t_85 = bessel_i_ratio(0.0, t_83);
    const double t_86 = 1.0 / t_76;
    add(&sum_h_13, &lost_97, t_71);
    const double part_101 = t_76 * t_76 * t_78 / pow(nu, 5.0);
    const double part_102 = -0.5 * t_72 - t_73 * t_74;
    const double part_103 = part_102 - t_75 * t_77 - part_101;
    const double part_104 = part_103 - t_79 * t_80;
    add(&sum_h_14, &lost_98, (t_84 ? part_104 : t_82 * t_85 - t_82));
    add(&sum_h_15, &lost_99, t_71 * t_71);
    const double part_105 = t_72 * t_73 + 0.5 * t_81;
    const double part_106 = part_105 + t_74 * t_75;
    const double part_107 = part_106 + t_77 * t_80;
    const double part_108 = part_107 + t_78 * t_79;
    const double part_109 = nu * t_85 * t_86 * x;
    add(&sum_h_16, &lost_100, (t_84 ? part_108 : nu * t_86 * x - part_109));
  }
  sum_h_13 += lost_97;
  sum_h_14 += lost_98;
  sum_h_15 += lost_99;
  sum_h_16 += lost_100;
  const double t_87 = 1.0 / sigma2;
  out[0] = t_87 * sum_h_13 + sum_h_14;
  out[1] = 0.5 * sum_h_15 / (sigma2 * sigma2) + sum_h_16 - t_87 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double nu, double sigma2,
                     double *out) {
  if (!(nu >= 0.0 && isfinite(nu) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_110[2];
  score(rows, n, nu, sigma2, found_110);
  const double g_1 = found_110[0];
  const double g_2 = found_110[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double nu,
                      double sigma2, double *out) {
  double sum_h_17 = 0.0;
  double lost_111 = 0.0;
  double sum_h_19 = 0.0;
  double lost_112 = 0.0;
  double sum_h_22 = 0.0;
  double lost_113 = 0.0;
  double sum_h_23 = 0.0;
  double lost_114 = 0.0;
  double sum_h_24 = 0.0;
  double lost_115 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_88 = x - nu;
    const double t_89 = 1.0 / sigma2;
    const double t_90 = t_89 * x;
    const double t_91 = nu * t_90;
    const double t_92 = 1.0 / nu;
    const double t_93 = 1.0 / x;
    const double t_94 = 0.125 * t_93;
    const double t_96 = sigma2 * sigma2;
    const double t_97 = nu * nu;
    const double t_98 = 1.0 / t_97;
    const double t_99 = x * x;
    const double t_100 = 1.0 / t_99;
    const double t_101 = t_98 * t_100;
    const double t_102 = t_101 * t_96;
    const double t_103 = 1.0 / (nu * nu * nu * nu);
    const double t_104 = t_96 * t_96;
    const double t_105 = 1.0 / (x * x * x * x);
    const double t_106 = t_104 * t_105;
    const double t_107 = t_103 * t_106;
    const double t_108 = 1.0 / (nu * nu * nu);
    const double t_109 = sigma2 * t_96;
    const double t_110 = 1.0 / (x * x * x);
    const double t_111 = t_109 * t_110;
    const double t_112 = t_108 * t_111;
    const int t_113 = t_91 > 1000.0;
    const double t_114 = t_98 * t_94;
    const double t_116 = 1.0 / pow(nu, 5.0);
    const double t_117 = bessel_i_ratio(0.0, t_91);
    const double t_118 = 0.125 * t_101;
    const double t_119 = t_105 * t_109;
    const double t_120 = 1.0 / t_96;
    const double t_121 = t_120 * x;
    const double t_122 = sigma2 * t_93;
    const double t_123 = 0.25 * t_122;
    const double t_124 = t_103 * t_96;
    const double part_116 = 1.0 - t_117 * t_117 - t_117 * t_122 * t_92;
    const double part_117 = 0.375 * t_102 + 2.03125 * t_107;
    const double part_118 = part_117 + 0.78125 * t_112 + t_123 * t_92;
    const double part_119 = (part_118 + 0.5) * t_102;
    const double t_125 = t_99 * (t_91 > 300.0 ? part_119 : part_116);
    const double t_126 = sigma2 * t_108;
    const double t_127 = nu / t_109;
    const double t_128 = 2.0 * t_127 * x;
    add(&sum_h_17, &lost_111, t_88 * t_88);
    add(&sum_h_19, &lost_112, t_88);
    const double part_120 = 0.5 * t_98 + 0.375 * t_100 * t_124;
    const double part_121 = 2.03125 * (t_108 * t_108) * t_106;
    const double part_122 = 0.78125 * t_111 * t_116;
    const double part_123 = part_120 + part_121;
    const double part_124 = part_123 + t_108 * t_123;
    add(&sum_h_22, &lost_113, (t_113 ? part_124 + part_122 : t_120 * t_125));
    const double part_125 = t_120 * x - t_117 * t_121;
    const double part_126 = 0.5859375 * t_110 * t_124;
    const double part_127 = -0.25 * t_100 * t_126 - part_126;
    const double part_128 = part_125 - t_125 * t_127;
    const double part_129 = 1.625 * t_116 * t_119;
    const double part_130 = part_127 - t_114 - part_129;
    add(&sum_h_23, &lost_114, (t_113 ? part_130 : part_128));
    const double part_131 = 0.390625 * t_110 * t_126;
    const double part_132 = 1.21875 * t_105 * t_124 + part_131;
    const double part_133 = part_132 + t_118 - 0.5 * t_120;
    const double part_134 = t_125 * t_97 / t_104;
    const double part_135 = t_117 * t_128 + part_134 - t_128;
    add(&sum_h_24, &lost_115, (t_113 ? part_133 : part_135));
  }
  sum_h_17 += lost_111;
  sum_h_19 += lost_112;
  sum_h_22 += lost_113;
  sum_h_23 += lost_114;
  sum_h_24 += lost_115;
  const double t_129 = 1.0 / sigma2;
  const double t_131 = 1.0 / (sigma2 * sigma2);
  const double t_132 = t_129 * n;
  out[0] = sum_h_22 - t_132;
  out[1] = sum_h_23 - t_131 * sum_h_19;
  out[2] = t_131 * n + sum_h_24 - sum_h_17 / (sigma2 * sigma2 * sigma2);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double nu, double sigma2,
                    double *out) {
  if (!(nu >= 0.0 && isfinite(nu) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_136[3];
  curvature(rows, n, nu, sigma2, found_136);
  const double h_1 = found_136[0];
  const double h_2 = found_136[1];
  const double h_3 = found_136[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int rice_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return RICE_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0];
  estimate[1] = rows.x_spread * rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return RICE_NOT_FOUND;
    }
  }
  return RICE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double rice_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int rice_gradient(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return RICE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return RICE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int rice_hessian(const double *x, size_t n, const double *parameters,
                 double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return RICE_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return RICE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int rice_standard_errors(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return RICE_BAD_DATA;
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
        return RICE_NOT_FOUND;
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
  return RICE_OK;
}
