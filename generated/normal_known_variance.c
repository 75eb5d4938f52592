/*
 * Maximum-likelihood estimation: Normal distribution with known variance.
 *
 *   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
 *   support: real
 *   mu: real
 *   sigma2: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)
 *
 * Estimator (closed):
 *
 *   mu = sum(x)/n
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 13
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  NORMAL_KNOWN_VARIANCE_PARAMETERS = 1,
  NORMAL_KNOWN_VARIANCE_OK = 0,
  /* Empty, not finite, or outside the support. */
  NORMAL_KNOWN_VARIANCE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  NORMAL_KNOWN_VARIANCE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  NORMAL_KNOWN_VARIANCE_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double sigma2) {
  (void)sigma2;
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

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double sigma2) {
  (void)sigma2;
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
  }
  sum_x += lost_1;
  const double mu = sum_x / n;
  return mu;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double sigma2, double n,
                             double mu) {
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_1, &lost_2, pow(x - mu, 2.0));
  }
  sum_h_1 += lost_2;
  const double part_3 = -0.5 * n * log(2.0 * 3.141592653589793 * sigma2);
  return part_3 - 0.5 * sum_h_1 / sigma2;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double sigma2, double mu) {
  if (!(isfinite(mu) && sigma2 > 0.0 && isfinite(sigma2))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, sigma2, n, mu);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double sigma2, double mu) {
  double sum_h_2 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_4, x - mu);
  }
  sum_h_2 += lost_4;
  return sum_h_2 / sigma2;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double sigma2, double mu) {
  if (!(isfinite(mu) && sigma2 > 0.0 && isfinite(sigma2))) {
    return NAN;
  }
  return -score(rows, sigma2, mu);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sigma2, double n, double mu) {
  (void)mu;
  const double t_2 = 1.0 / sigma2;
  return -t_2 * n;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double sigma2, double mu) {
  if (!(isfinite(mu) && sigma2 > 0.0 && isfinite(sigma2))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(sigma2, n, mu);
}

/* The maximum-likelihood estimate. */
int normal_known_variance_estimate(const double *x, size_t n, double sigma2,
                                   double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, sigma2)) {
    return NORMAL_KNOWN_VARIANCE_BAD_DATA;
  }
  estimate[0] = solve(&rows, sigma2);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return NORMAL_KNOWN_VARIANCE_NOT_FOUND;
    }
  }
  return NORMAL_KNOWN_VARIANCE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double normal_known_variance_nll(const double *x, size_t n, double sigma2,
                                 const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, sigma2)) {
    return NAN;
  }
  return nll(&rows, sigma2, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int normal_known_variance_gradient(const double *x, size_t n, double sigma2,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, sigma2)) {
    return NORMAL_KNOWN_VARIANCE_BAD_DATA;
  }
  result[0] = gradient(&rows, sigma2, parameters[0]);
  return NORMAL_KNOWN_VARIANCE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int normal_known_variance_hessian(const double *x, size_t n, double sigma2,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, sigma2)) {
    return NORMAL_KNOWN_VARIANCE_BAD_DATA;
  }
  result[0] = hessian(&rows, sigma2, parameters[0]);
  return NORMAL_KNOWN_VARIANCE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int normal_known_variance_standard_errors(const double *x, size_t n,
                                          double sigma2,
                                          const double *parameters,
                                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, sigma2)) {
    return NORMAL_KNOWN_VARIANCE_BAD_DATA;
  }
  const double information = hessian(&rows, sigma2, parameters[0]);
  if (!(information > 0.0)) {
    return NORMAL_KNOWN_VARIANCE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return NORMAL_KNOWN_VARIANCE_OK;
}
