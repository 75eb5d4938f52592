/*
 * Maximum-likelihood estimation: Discrete uniform distribution on 1, ..., N.
 *
 *   f(x; N) = 1/N
 *   support: x in 1, 2, ..., N
 *   N: integer >= 1
 *
 * Log-likelihood:
 *
 *   -log(N)*n
 *
 * Estimator (boundary):
 *
 *   N = max(x)
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: N.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  DISCRETE_UNIFORM_PARAMETERS = 1,
  DISCRETE_UNIFORM_OK = 0,
  /* Empty, not finite, or outside the support. */
  DISCRETE_UNIFORM_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  DISCRETE_UNIFORM_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  DISCRETE_UNIFORM_NOT_FOUND = 3
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

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    max_x = fmax(max_x, x);
  }
  const double N = max_x;
  return N;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double N) {
  return -n * log(N);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double N) {
  if (!(N >= 1.0 && isfinite(N))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= N ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(n, N);
}

/* The gradient of the log-likelihood. */
static double score(double n, double N) {
  return -n / N;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double N) {
  if (!(N >= 1.0 && isfinite(N))) {
    return NAN;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= N ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(n, N);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double N) {
  return n / (N * N);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double N) {
  if (!(N >= 1.0 && isfinite(N))) {
    return NAN;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= N ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, N);
}

/* The maximum-likelihood estimate. */
int discrete_uniform_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_UNIFORM_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return DISCRETE_UNIFORM_NOT_FOUND;
    }
  }
  return DISCRETE_UNIFORM_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double discrete_uniform_nll(const double *x, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int discrete_uniform_gradient(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_UNIFORM_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return DISCRETE_UNIFORM_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int discrete_uniform_hessian(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_UNIFORM_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return DISCRETE_UNIFORM_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int discrete_uniform_standard_errors(const double *x, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_UNIFORM_BAD_DATA;
  }
  (void)parameters;
  return DISCRETE_UNIFORM_NOT_FOUND;
}
