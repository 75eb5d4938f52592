/*
 * Maximum-likelihood estimation: Laplace distribution with known location.
 *
 *   f(x; scale, mu) = 1/(2*scale)*exp(-Abs(x-mu)/scale)
 *   support: real
 *   scale: positive
 *   mu: real (a known constant)
 *
 * Log-likelihood:
 *
 *   -log(2*scale)*n - sum(Abs(x - mu))/scale
 *
 * Estimator (closed):
 *
 *   scale = sum(Abs(x - mu))/n
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 24
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LAPLACE_KNOWN_LOCATION_PARAMETERS = 1,
  LAPLACE_KNOWN_LOCATION_OK = 0,
  /* Empty, not finite, or outside the support. */
  LAPLACE_KNOWN_LOCATION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LAPLACE_KNOWN_LOCATION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LAPLACE_KNOWN_LOCATION_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double mu) {
  (void)mu;
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
static double solve(const struct rows *rows, double mu) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, fabs(x - mu));
  }
  sum_h += lost_1;
  const double scale = sum_h / n;
  return scale;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double n, double scale) {
  return -n * log(2.0 * scale) - sum_h / scale;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && isfinite(mu))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_2, fabs(x - mu));
  }
  sum_h += lost_2;
  return -log_likelihood(sum_h, n, scale);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h, double n, double scale) {
  return sum_h / (scale * scale) - n / scale;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double mu, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && isfinite(mu))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_3, fabs(x - mu));
  }
  sum_h += lost_3;
  return -score(sum_h, n, scale);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double sum_h, double scale) {
  const double t_3 = 1.0 / (scale * scale);
  return t_3 * n - 2.0 * sum_h / (scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double mu, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && isfinite(mu))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, fabs(x - mu));
  }
  sum_h += lost_4;
  return -curvature(n, sum_h, scale);
}

/* The maximum-likelihood estimate. */
int laplace_known_location_estimate(const double *x, size_t n, double mu,
                                    double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, mu)) {
    return LAPLACE_KNOWN_LOCATION_BAD_DATA;
  }
  estimate[0] = solve(&rows, mu);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return LAPLACE_KNOWN_LOCATION_NOT_FOUND;
    }
  }
  return LAPLACE_KNOWN_LOCATION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double laplace_known_location_nll(const double *x, size_t n, double mu,
                                  const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return NAN;
  }
  return nll(&rows, mu, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int laplace_known_location_gradient(const double *x, size_t n, double mu,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return LAPLACE_KNOWN_LOCATION_BAD_DATA;
  }
  result[0] = gradient(&rows, mu, parameters[0]);
  return LAPLACE_KNOWN_LOCATION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int laplace_known_location_hessian(const double *x, size_t n, double mu,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return LAPLACE_KNOWN_LOCATION_BAD_DATA;
  }
  result[0] = hessian(&rows, mu, parameters[0]);
  return LAPLACE_KNOWN_LOCATION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int laplace_known_location_standard_errors(const double *x, size_t n, double mu,
                                           const double *parameters,
                                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, mu)) {
    return LAPLACE_KNOWN_LOCATION_BAD_DATA;
  }
  const double information = hessian(&rows, mu, parameters[0]);
  if (!(information > 0.0)) {
    return LAPLACE_KNOWN_LOCATION_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return LAPLACE_KNOWN_LOCATION_OK;
}
