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
 *   A maximum exists only if sum x_i^2 > nnu^2.
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
  const double part_62 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_62) / 414720.0;
  const double part_63 = p * (-446185740.0 + 185910725.0 * p);
  const double inner = -94121676.0 + p * (349922430.0 + part_63);
  const double u_4 = t * t * t * t * (4465125.0 + p * inner) / 39813120.0;
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
    const double part_64 = (2.0 * k - 1.0) * (2.0 * k - 1.0);
    term = -term * (4.0 * m * m - part_64) / (8.0 * k * z);
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
  double sum_h_7 = 0.0;
  double lost_5 = 0.0;
  double sum_h_8 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_7, &lost_5, x * x + nu * nu);
    add(&sum_h_8, &lost_6, log_bessel_i(0.0, nu / sigma2 * x));
  }
  sum_h_7 += lost_5;
  sum_h_8 += lost_6;
  return sum_h_8 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_7 / sigma2;
}

/* The log-likelihood that follows from nu. */
static double rate_nu(const struct rows *rows, double n, double sum_x_2,
                      double sum_log_x, double nu) {
  const double sigma2 = 0.5 * sum_x_2 / n - 0.5 * (nu * nu);
  return log_likelihood(rows, sum_log_x, n, nu, sigma2);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates. */
static double root_nu(const struct rows *rows, double n, double sum_x_2,
                      double sum_log_x, double lower, double upper,
                      double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit = farthest(lower, upper);
  const double span = fmin(12.0, limit);
  double best = -INFINITY;
  double chosen = NAN;
  double last = u;
  double f_last = NAN;
  for (int turn = 0; turn < 61; ++turn) {
    double height = 0.0;
    const double new_1 = u + span * (turn / 30.0 - 1.0);
    double found_7[2];
    equation_nu(rows, n, sum_x_2, outward(new_1, lower, upper), found_7);
    double f = found_7[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      const double t =
          zero_nu(rows, n, sum_x_2, last, f_last, new_1, f, lower, upper);
      height = rate_nu(rows, n, sum_x_2, sum_log_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_8 = outward(new_1, lower, upper);
      height = rate_nu(rows, n, sum_x_2, sum_log_x, part_8);
      if (height > best) {
        best = height;
        chosen = outward(new_1, lower, upper);
      }
      f = NAN;
    }
    last = new_1;
    f_last = f;
  }
  return chosen;
}

/* The log-likelihood as a function of nu, sigma2. */
static double value_joint(const struct rows *rows, double sum_log_x, double n,
                          double nu, double sigma2) {
  double sum_h_7 = 0.0;
  double lost_9 = 0.0;
  double sum_h_8 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_7, &lost_9, x * x + nu * nu);
    add(&sum_h_8, &lost_10, log_bessel_i(0.0, nu / sigma2 * x));
  }
  sum_h_7 += lost_9;
  sum_h_8 += lost_10;
  return sum_h_8 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_7 / sigma2;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n,
                              double sum_log_x, double nu, double sigma2,
                              double *out) {
  double sum_h_11 = 0.0;
  double lost_11 = 0.0;
  double sum_h_12 = 0.0;
  double lost_12 = 0.0;
  double sum_h_13 = 0.0;
  double lost_13 = 0.0;
  double sum_h_14 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_27 = nu * nu;
    const double t_28 = x * x;
    const double t_29 = nu / sigma2 * x;
    const double t_30 = bessel_i_ratio(0.0, t_29);
    const double t_31 = sigma2 / nu / x;
    const double t_32 = sigma2 * sigma2 / (t_27 * t_28);
    add(&sum_h_11, &lost_11, t_27 + t_28);
    add(&sum_h_12, &lost_12, log_bessel_i(0.0, t_29));
    add(&sum_h_13, &lost_13, t_30 * x);
    const double part_15 = sigma2 * sigma2 * sigma2 * sigma2;
    const double part_16 = 1.0 - t_30 * t_30 - t_30 * t_31;
    const double part_17 = sigma2 * sigma2 * sigma2;
    const double part_18 = 0.78125 * part_17 / (nu * nu * nu);
    const double part_19 = part_18 / (x * x * x);
    const double part_20 = 2.03125 * part_15;
    const double part_21 = part_20 / (nu * nu * nu * nu);
    const double part_22 = part_19 + part_21 / (x * x * x * x);
    const double part_23 = part_22 + 0.25 * t_31;
    const double part_24 = part_23 + 0.375 * t_32 + 0.5;
    const double part_25 = t_32 * part_24;
    add(&sum_h_14, &lost_14, t_28 * (t_29 > 300.0 ? part_25 : part_16));
  }
  sum_h_11 += lost_11;
  sum_h_12 += lost_12;
  sum_h_13 += lost_13;
  sum_h_14 += lost_14;
  const double t_33 = 1.0 / sigma2;
  const double t_34 = t_33 * n;
  const double t_35 = 1.0 / (sigma2 * sigma2);
  const double t_36 = t_35 * sum_h_13;
  const double t_37 = 1.0 / (sigma2 * sigma2 * sigma2);
  const double t_38 = nu * t_37;
  out[0] = sum_log_x + sum_h_12 - n * log(sigma2) - 0.5 * t_33 * sum_h_11;
  out[1] = t_33 * sum_h_13 - nu * t_34;
  out[2] = 0.5 * t_35 * sum_h_11 - t_34 - nu * t_36;
  out[3] = t_35 * sum_h_14 - t_34;
  out[4] = nu * t_35 * n - t_36 - t_38 * sum_h_14;
  const double part_26 = sigma2 * sigma2 * sigma2 * sigma2;
  const double part_27 = t_35 * n + 2.0 * t_38 * sum_h_13;
  out[5] = part_27 + nu * nu * sum_h_14 / part_26 - t_37 * sum_h_11;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double sum_log_x,
                          double u_1, double u_2, double *out) {
  const double nu = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double sigma2 = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_28[6];
  derivatives_joint(rows, n, sum_log_x, nu, sigma2, found_28);
  const double height = found_28[0];
  const double g_1 = found_28[1];
  const double g_2 = found_28[2];
  const double h_1_1 = found_28[3];
  const double h_2_1 = found_28[4];
  const double h_2_2 = found_28[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_29 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_29 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_30 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_30 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double sum_log_x,
                        double start_1, double start_2, double *out) {
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_31[6];
  surface_joint(rows, n, sum_log_x, u_1, u_2, found_31);
  double f = found_31[0];
  double g_1 = found_31[1];
  double g_2 = found_31[2];
  double h_1_1 = found_31[3];
  double h_2_1 = found_31[4];
  double h_2_2 = found_31[5];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  double damp = 0.0;
  for (int trial = 0; trial < 400; ++trial) {
    double definite = 1.0;
    double d_1 = h_1_1 + damp * fmax(fabs(h_1_1), 1e-06);
    if (!(d_1 > 1e-14 * fabs(h_1_1))) {
      definite = 0.0;
      d_1 = 1.0;
    }
    const double l_2_1 = h_2_1 / d_1;
    const double part_32 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    double d_2 = part_32 - l_2_1 * l_2_1 * d_1;
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
    double found_33[6];
    surface_joint(rows, n, sum_log_x, u_1 + step_1, u_2 + step_2, found_33);
    const double f_new = found_33[0];
    const double g_1_new = found_33[1];
    const double g_2_new = found_33[2];
    const double h_1_1_new = found_33[3];
    const double h_2_1_new = found_33[4];
    const double h_2_2_new = found_33[5];
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
    double found_34[3];
    climb_joint(rows, n, sum_log_x, reached_1, reached_2, found_34);
    height = found_34[0];
    reached_1 = found_34[1];
    reached_2 = found_34[2];
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
  double lost_35 = 0.0;
  double sum_x_2 = 0.0;
  double lost_36 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_35, log(x));
    add(&sum_x_2, &lost_36, x * x);
  }
  sum_log_x += lost_35;
  sum_x_2 += lost_36;
  const double part_37 = sqrt(sum_x_2) / sqrt(n);
  double nu = root_nu(rows, n, sum_x_2, sum_log_x, 0.0, part_37, NAN);
  double sigma2 = 0.5 * sum_x_2 / n - 0.5 * (nu * nu);
  if (!(isfinite(nu) && isfinite(sigma2) && nu >= 0.0 && sigma2 > 0.0)) {
    double found_38[2];
    maximise_joint(rows, n, sum_log_x, found_38);
    nu = found_38[0];
    sigma2 = found_38[1];
  }
  out[0] = nu;
  out[1] = sigma2;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_39 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_39, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_39;
  const double mean = total / n;
  double squares = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_40, pow(x - mean, 2.0));
  }
  squares += lost_40;
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
  double lost_41 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_41, log(x));
  }
  sum_log_x += lost_41;
  return -log_likelihood(rows, sum_log_x, n, nu, sigma2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double nu, double sigma2,
                  double *out) {
  double sum_h_9 = 0.0;
  double lost_42 = 0.0;
  double sum_h_10 = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_42, bessel_i_ratio(0.0, nu / sigma2 * x) * x);
    add(&sum_h_10, &lost_43, x * x + nu * nu);
  }
  sum_h_9 += lost_42;
  sum_h_10 += lost_43;
  const double t_24 = 1.0 / sigma2;
  const double t_25 = t_24 * n;
  const double t_26 = 1.0 / (sigma2 * sigma2);
  out[0] = t_24 * sum_h_9 - nu * t_25;
  out[1] = 0.5 * t_26 * sum_h_10 - t_25 - nu * t_26 * sum_h_9;
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
  double found_44[2];
  score(rows, n, nu, sigma2, found_44);
  const double g_1 = found_44[0];
  const double g_2 = found_44[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double nu,
                      double sigma2, double *out) {
  double sum_h_11 = 0.0;
  double lost_45 = 0.0;
  double sum_h_13 = 0.0;
  double lost_46 = 0.0;
  double sum_h_14 = 0.0;
  double lost_47 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_27 = nu * nu;
    const double t_28 = x * x;
    const double t_29 = nu / sigma2 * x;
    const double t_30 = bessel_i_ratio(0.0, t_29);
    const double t_31 = sigma2 / nu / x;
    const double t_32 = sigma2 * sigma2 / (t_27 * t_28);
    add(&sum_h_11, &lost_45, t_27 + t_28);
    add(&sum_h_13, &lost_46, t_30 * x);
    const double part_48 = sigma2 * sigma2 * sigma2 * sigma2;
    const double part_49 = 1.0 - t_30 * t_30 - t_30 * t_31;
    const double part_50 = sigma2 * sigma2 * sigma2;
    const double part_51 = 0.78125 * part_50 / (nu * nu * nu);
    const double part_52 = part_51 / (x * x * x);
    const double part_53 = 2.03125 * part_48;
    const double part_54 = part_53 / (nu * nu * nu * nu);
    const double part_55 = part_52 + part_54 / (x * x * x * x);
    const double part_56 = part_55 + 0.25 * t_31;
    const double part_57 = part_56 + 0.375 * t_32 + 0.5;
    const double part_58 = t_32 * part_57;
    add(&sum_h_14, &lost_47, t_28 * (t_29 > 300.0 ? part_58 : part_49));
  }
  sum_h_11 += lost_45;
  sum_h_13 += lost_46;
  sum_h_14 += lost_47;
  const double t_33 = 1.0 / sigma2;
  const double t_34 = t_33 * n;
  const double t_35 = 1.0 / (sigma2 * sigma2);
  const double t_36 = t_35 * sum_h_13;
  const double t_37 = 1.0 / (sigma2 * sigma2 * sigma2);
  const double t_38 = nu * t_37;
  out[0] = t_35 * sum_h_14 - t_34;
  out[1] = nu * t_35 * n - t_36 - t_38 * sum_h_14;
  const double part_59 = sigma2 * sigma2 * sigma2 * sigma2;
  const double part_60 = t_35 * n + 2.0 * t_38 * sum_h_13;
  out[2] = part_60 + nu * nu * sum_h_14 / part_59 - t_37 * sum_h_11;
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
  double found_61[3];
  curvature(rows, n, nu, sigma2, found_61);
  const double h_1 = found_61[0];
  const double h_2 = found_61[1];
  const double h_3 = found_61[2];
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
      for (size_t l = 0; l < j; ++l) {
        entry -= factor[i][l] * factor[j][l];
      }
      if (i == j && !(entry > 0.0)) {
        return RICE_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t a = 0; a < 2; ++a) {
    double column[2];
    double variance = 0.0;
    for (size_t i = a; i < 2; ++i) {
      double entry = i == a ? 1.0 : 0.0;
      for (size_t l = a; l < i; ++l) {
        entry -= factor[i][l] * column[l];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[a]] = sqrt(variance);
  }
  return RICE_OK;
}
