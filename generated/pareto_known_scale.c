/*
 * Maximum-likelihood estimation: Pareto distribution with known scale.
 *
 *   f(x; shape, x_m) = shape*x_m**shape/x**(shape+1)
 *   support: x >= x_m
 *   shape: positive
 *   x_m: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n
 *
 * Estimator (closed):
 *
 *   shape = n/sum(log(x/x_m))
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 20
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  PARETO_KNOWN_SCALE_PARAMETERS = 1,
  PARETO_KNOWN_SCALE_OK = 0,
  /* Empty, not finite, or outside the support. */
  PARETO_KNOWN_SCALE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  PARETO_KNOWN_SCALE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  PARETO_KNOWN_SCALE_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double x_m) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x >= x_m))) {
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
static double solve(const struct rows *rows, double x_m) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, log(x / x_m));
  }
  sum_h += lost_1;
  const double shape = n / sum_h;
  return shape;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_log_x, double n, double x_m,
                             double shape) {
  return shape * n * log(x_m) + n * log(shape) + (-shape - 1.0) * sum_log_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double x_m, double shape) {
  if (!(shape > 0.0 && isfinite(shape) && x_m > 0.0 && isfinite(x_m))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_2, log(x));
  }
  sum_log_x += lost_2;
  return -log_likelihood(sum_log_x, n, x_m, shape);
}

/* The gradient of the log-likelihood. */
static double score(double sum_log_x, double n, double x_m, double shape) {
  return n * log(x_m) + n / shape - sum_log_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double x_m, double shape) {
  if (!(shape > 0.0 && isfinite(shape) && x_m > 0.0 && isfinite(x_m))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_3, log(x));
  }
  sum_log_x += lost_3;
  return -score(sum_log_x, n, x_m, shape);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double shape) {
  return -n / (shape * shape);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double x_m, double shape) {
  if (!(shape > 0.0 && isfinite(shape) && x_m > 0.0 && isfinite(x_m))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, shape);
}

/* The maximum-likelihood estimate. */
int pareto_known_scale_estimate(const double *x, size_t n, double x_m,
                                double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, x_m)) {
    return PARETO_KNOWN_SCALE_BAD_DATA;
  }
  estimate[0] = solve(&rows, x_m);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return PARETO_KNOWN_SCALE_NOT_FOUND;
    }
  }
  return PARETO_KNOWN_SCALE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double pareto_known_scale_nll(const double *x, size_t n, double x_m,
                              const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, x_m)) {
    return NAN;
  }
  return nll(&rows, x_m, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int pareto_known_scale_gradient(const double *x, size_t n, double x_m,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, x_m)) {
    return PARETO_KNOWN_SCALE_BAD_DATA;
  }
  result[0] = gradient(&rows, x_m, parameters[0]);
  return PARETO_KNOWN_SCALE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int pareto_known_scale_hessian(const double *x, size_t n, double x_m,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, x_m)) {
    return PARETO_KNOWN_SCALE_BAD_DATA;
  }
  result[0] = hessian(&rows, x_m, parameters[0]);
  return PARETO_KNOWN_SCALE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int pareto_known_scale_standard_errors(const double *x, size_t n, double x_m,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, x_m)) {
    return PARETO_KNOWN_SCALE_BAD_DATA;
  }
  const double information = hessian(&rows, x_m, parameters[0]);
  if (!(information > 0.0)) {
    return PARETO_KNOWN_SCALE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return PARETO_KNOWN_SCALE_OK;
}
