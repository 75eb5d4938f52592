/*
 * Maximum-likelihood estimation: Uniform distribution on (-theta, theta).
 *
 *   f(x; theta) = 1/(2*theta)
 *   support: -theta <= x <= theta
 *   theta: positive
 *
 * Log-likelihood:
 *
 *   -log(2*theta)*n
 *
 * Estimator (boundary):
 *
 *   theta = Max(max(x), -min(x))
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 26
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  UNIFORM_SYMMETRIC_PARAMETERS = 1,
  UNIFORM_SYMMETRIC_OK = 0,
  /* Empty, not finite, or outside the support. */
  UNIFORM_SYMMETRIC_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  UNIFORM_SYMMETRIC_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  UNIFORM_SYMMETRIC_NOT_FOUND = 3
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
    if (!isfinite(x)) {
      return 0;
    }
  }
  return rows->n > 0;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  double max_x = -INFINITY;
  double min_x = INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    max_x = fmax(max_x, x);
    min_x = fmin(min_x, x);
  }
  const double theta = fmax(-min_x, max_x);
  return theta;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double theta) {
  return -n * log(2.0 * theta);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= -theta && x <= theta) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(n, theta);
}

/* The gradient of the log-likelihood. */
static double score(double n, double theta) {
  return -n / theta;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return NAN;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= -theta && x <= theta) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(n, theta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double theta) {
  return n / (theta * theta);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return NAN;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= -theta && x <= theta) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, theta);
}

/* The maximum-likelihood estimate. */
int uniform_symmetric_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return UNIFORM_SYMMETRIC_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return UNIFORM_SYMMETRIC_NOT_FOUND;
    }
  }
  return UNIFORM_SYMMETRIC_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double uniform_symmetric_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int uniform_symmetric_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return UNIFORM_SYMMETRIC_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return UNIFORM_SYMMETRIC_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int uniform_symmetric_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return UNIFORM_SYMMETRIC_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return UNIFORM_SYMMETRIC_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int uniform_symmetric_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return UNIFORM_SYMMETRIC_BAD_DATA;
  }
  (void)parameters;
  return UNIFORM_SYMMETRIC_NOT_FOUND;
}
