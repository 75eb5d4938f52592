/*
 * Maximum-likelihood estimation: Zeta distribution.
 *
 *   f(x; s) = x**(-s)/zeta(s)
 *   support: x in 1, 2, 3, ...
 *   s: s > 1
 *
 * Log-likelihood:
 *
 *   -s*sum(log(x)) - log(zeta(s))*n
 *
 * Estimator (reduced):
 *
 *   s = the solution of -sum(log(x)) - Derivative(zeta(s), s)*n/zeta(s) = 0
 *
 * Conditions:
 *
 *   A maximum exists only if sum log x_i > 0.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 11
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: s.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  ZETA_PARAMETERS = 1,
  ZETA_OK = 0,
  /* Empty, not finite, or outside the support. */
  ZETA_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ZETA_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ZETA_NOT_FOUND = 3
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

/* The m-th derivative in s of z^(1 - s)/(s - 1) + z^(-s)/2, m = 0, 1, 2. */
static double zeta_parts(double s, double z, double m) {
  const double g = log(z);
  const double p = 1.0 / (s - 1.0);
  if (m < 0.5) {
    return pow(z, -s) * (z * p + 0.5);
  }
  if (m < 1.5) {
    return -pow(z, -s) * (z * p * (g + p) + 0.5 * g);
  }
  const double part_12 = z * p * (g * g + 2.0 * g * p + 2.0 * p * p);
  return pow(z, -s) * (part_12 + 0.5 * g * g);
}

/* The m-th derivative in s of the sum over k >= 0 of (a + k)^(-s), m = 0, 1,
   2, s > 1; nan for other m. */
static double zeta_derivative(double m, double s, double a) {
  if (m < 0.5) {
    return hurwitz_zeta(s, a);
  }
  if (m > 2.5) {
    return NAN;
  }
  const double order = m;
  double total = 0.0;
  double z = a;
  double k = 0.0;
  while (k < 13.5) {
    const double g = log(z);
    if (order < 1.5) {
      total = total - pow(z, -s) * g;
    } else {
      total = total + pow(z, -s) * g * g;
    }
    z = z + 1.0;
    k = k + 1.0;
  }
  total = total + zeta_parts(s, z, m);
  double term = s * pow(z, -s - 1.0);
  double first = 1.0 / s - log(z);
  double second = -1.0 / (s * s);
  double divisor = 12.0;
  double j_1 = 1.0;
  while (j_1 < 7.5) {
    if (order < 1.5) {
      total = total + term / divisor * first;
    } else {
      total = total + term / divisor * (first * first + second);
    }
    if (j_1 < 1.5) {
      divisor = -720.0;
    } else if (j_1 < 2.5) {
      divisor = 30240.0;
    } else if (j_1 < 3.5) {
      divisor = -1209600.0;
    } else if (j_1 < 4.5) {
      divisor = 47900160.0;
    } else if (j_1 < 5.5) {
      divisor = -1307674368000.0 / 691.0;
    } else {
      divisor = 74724249600.0;
    }
    const double p = s + 2.0 * j_1 - 1.0;
    const double q = s + 2.0 * j_1;
    term = term * p * q / (z * z);
    first = first + 1.0 / p + 1.0 / q;
    second = second - 1.0 / (p * p) - 1.0 / (q * q);
    j_1 = j_1 + 1.0;
  }
  return total;
}

/* The equation that gives s, and its slope. */
static void equation_s(double sum_log_x, double n, double s, double *out) {
  const double t = zeta_derivative(0.0, s, 1.0);
  const double t_1 = 1.0 / t;
  const double t_2 = zeta_derivative(1.0, s, 1.0);
  out[0] = -t_1 * t_2 * n - sum_log_x;
  out[1] = (t_2 * t_2 / (t * t) - t_1 * zeta_derivative(2.0, s, 1.0)) * n;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_s(double sum_log_x, double n, double near, double f_near,
                     double far, double f_far, double lower, double upper) {
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
    double found_1[2];
    equation_s(sum_log_x, n, outward(u, lower, upper), found_1);
    const double f = found_1[0];
    const double slope = found_1[1];
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

/* The zero of the equation in (lower, upper), searched outwards from start;
   nan if its sign never changes. */
static double root_s(double sum_log_x, double n, double lower, double upper,
                     double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_2[2];
  equation_s(sum_log_x, n, outward(u, lower, upper), found_2);
  double f = found_2[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_3[2];
    equation_s(sum_log_x, n, outward(u + shift, lower, upper), found_3);
    f = found_3[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_4[2];
      equation_s(sum_log_x, n, outward(u - shift, lower, upper), found_4);
      f = found_4[0];
      if (isfinite(f)) {
        u = u - shift;
      }
    }
    shift = 2.0 * shift;
  }
  if (!(isfinite(f))) {
    return NAN;
  }
  if (f == 0.0) {
    return outward(u, lower, upper);
  }
  double right = u;
  double f_right = f;
  double up = 1.0;
  double left = u;
  double f_left = f;
  double down = 1.0;
  while (up > 0.0 || down > 0.0) {
    double new_1 = 0.0;
    if (up > 0.0) {
      new_1 = fmin(right + up, limit_1);
      double found_5[2];
      equation_s(sum_log_x, n, outward(new_1, lower, upper), found_5);
      f = found_5[0];
      if (!(isfinite(f))) {
        up = 0.25 * up;
        if (up < 0.001 * fmax(1.0, fabs(right))) {
          up = 0.0;
        }
      } else if ((f > 0.0) == (f_right > 0.0)) {
        right = new_1;
        f_right = f;
        up = 2.0 * up;
        if (right >= limit_1) {
          up = 0.0;
        }
      } else {
        return zero_s(sum_log_x, n, right, f_right, new_1, f, lower, upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_6[2];
      equation_s(sum_log_x, n, outward(new_1, lower, upper), found_6);
      f = found_6[0];
      if (!(isfinite(f))) {
        down = 0.25 * down;
        if (down < 0.001 * fmax(1.0, fabs(left))) {
          down = 0.0;
        }
      } else if ((f > 0.0) == (f_left > 0.0)) {
        left = new_1;
        f_left = f;
        down = 2.0 * down;
        if (left <= -limit_1) {
          down = 0.0;
        }
      } else {
        return zero_s(sum_log_x, n, left, f_left, new_1, f, lower, upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_7, log(x));
  }
  sum_log_x += lost_7;
  const double s = root_s(sum_log_x, n, 1.0, INFINITY, NAN);
  return s;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_log_x = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_8, log(x));
  }
  sum_log_x += lost_8;
  if (!(sum_log_x > 0.0)) {
    out[0] = 1.0;
    out[1] = INFINITY;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_log_x, double n, double s) {
  return -n * log(zeta_derivative(0.0, s, 1.0)) - s * sum_log_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double s) {
  if (!(s > 1.0 && isfinite(s))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_9, log(x));
  }
  sum_log_x += lost_9;
  return -log_likelihood(sum_log_x, n, s);
}

/* The gradient of the log-likelihood. */
static double score(double sum_log_x, double n, double s) {
  const double part_10 = -n * zeta_derivative(1.0, s, 1.0);
  return part_10 / zeta_derivative(0.0, s, 1.0) - sum_log_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double s) {
  if (!(s > 1.0 && isfinite(s))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_11, log(x));
  }
  sum_log_x += lost_11;
  return -score(sum_log_x, n, s);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double s) {
  const double t_6 = zeta_derivative(0.0, s, 1.0);
  const double t_7 = zeta_derivative(1.0, s, 1.0);
  const double t_8 = n / t_6;
  return t_7 * t_7 * n / (t_6 * t_6) - t_8 * zeta_derivative(2.0, s, 1.0);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double s) {
  if (!(s > 1.0 && isfinite(s))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, s);
}

/* The maximum-likelihood estimate. */
int zeta_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return ZETA_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return ZETA_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return ZETA_NOT_FOUND;
    }
  }
  return ZETA_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double zeta_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int zeta_gradient(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ZETA_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return ZETA_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int zeta_hessian(const double *x, size_t n, const double *parameters,
                 double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ZETA_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return ZETA_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int zeta_standard_errors(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return ZETA_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return ZETA_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return ZETA_OK;
}
