/*
 * Maximum-likelihood estimation: Chi distribution.
 *
 *   f(x; nu) = x**(nu-1)*exp(-x**2/2)/(2**(nu/2-1)*gamma(nu/2))
 *   support: x > 0
 *   nu: positive
 *
 * Log-likelihood:
 *
 *   (nu - 1)*sum(log(x)) + ((1 - nu/2)*log(2) - loggamma(nu/2))*n -
 *       sum(x**2)/2
 *
 * Estimator (special):
 *
 *   nu = 2*InverseDigamma(-log(2) + 2*sum(log(x))/n)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 18
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: nu.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  CHI_PARAMETERS = 1,
  CHI_OK = 0,
  /* Empty, not finite, or outside the support. */
  CHI_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  CHI_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  CHI_NOT_FOUND = 3
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
  const double part_5 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_5)) / z;
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

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_6 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_6;
  const double part_7 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_7);
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
  const double part_8 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_8);
  const double part_9 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_9) / z);
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

/* The a > 0 with psi(a) = y, by Newton's method; psi is increasing and
   concave. */
static double inverse_digamma(double y) {
  double a = -1.0 / (y + 0.5772156649015329);
  if (y > -2.22) {
    a = exp(y) + 0.5;
  }
  for (int turn = 0; turn < 8; ++turn) {
    const double step = (digamma(a) - y) / trigamma(a);
    if (a > step) {
      a = a - step;
    } else {
      a = 0.5 * a;
    }
  }
  return a;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_1, log(x));
  }
  sum_log_x += lost_1;
  const double nu = 2.0 * inverse_digamma(2.0 * sum_log_x / n - log(2.0));
  return nu;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double nu) {
  const double t_2 = 0.5 * nu;
  double log_densities = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_3 = deviance(t_2, 0.5 * (x * x));
    add(&log_densities, &lost_2, log(nu) - log(x) - part_3 - stirling(t_2));
  }
  log_densities += lost_2;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double nu) {
  if (!(nu > 0.0 && isfinite(nu))) {
    return INFINITY;
  }
  return -log_likelihood(rows, nu);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_log_x, double nu) {
  const double t_4 = 0.5 * n;
  return sum_log_x - t_4 * digamma(0.5 * nu) - t_4 * log(2.0);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double nu) {
  if (!(nu > 0.0 && isfinite(nu))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_4, log(x));
  }
  sum_log_x += lost_4;
  return -score(n, sum_log_x, nu);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double nu) {
  const double t_5 = 0.5 * nu;
  return -0.25 * n * trigamma(t_5);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double nu) {
  if (!(nu > 0.0 && isfinite(nu))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, nu);
}

/* The maximum-likelihood estimate. */
int chi_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return CHI_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return CHI_NOT_FOUND;
    }
  }
  return CHI_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double chi_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int chi_gradient(const double *x, size_t n, const double *parameters,
                 double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CHI_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return CHI_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int chi_hessian(const double *x, size_t n, const double *parameters,
                double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CHI_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return CHI_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int chi_standard_errors(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return CHI_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return CHI_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return CHI_OK;
}
