/*
 * Maximum-likelihood estimation: Gamma distribution with known shape.
 *
 *   f(x; scale, shape) =
 *       x**(shape-1)*exp(-x/scale)/(gamma(shape)*scale**shape)
 *   support: x > 0
 *   scale: positive
 *   shape: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   (shape - 1)*sum(log(x)) + (-shape*log(scale) - loggamma(shape))*n -
 *       sum(x)/scale
 *
 * Estimator (closed):
 *
 *   scale = sum(x)/(shape*n)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 17
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GAMMA_KNOWN_SHAPE_PARAMETERS = 1,
  GAMMA_KNOWN_SHAPE_OK = 0,
  /* Empty, not finite, or outside the support. */
  GAMMA_KNOWN_SHAPE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GAMMA_KNOWN_SHAPE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GAMMA_KNOWN_SHAPE_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double shape) {
  (void)shape;
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

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double shape) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
  }
  sum_x += lost_1;
  const double scale = sum_x / (shape * n);
  return scale;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_x, double n, double sum_log_x,
                             double shape, double scale) {
  const double part_2 = (shape - 1.0) * sum_log_x - shape * n * log(scale);
  return part_2 - n * lgamma(shape) - sum_x / scale;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_3 = 0.0;
  double sum_x = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_3, log(x));
    add(&sum_x, &lost_4, x);
  }
  sum_log_x += lost_3;
  sum_x += lost_4;
  return -log_likelihood(sum_x, n, sum_log_x, shape, scale);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double shape, double n, double scale) {
  return sum_x / (scale * scale) - shape * n / scale;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_5, x);
  }
  sum_x += lost_5;
  return -score(sum_x, shape, n, scale);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double shape, double n, double sum_x, double scale) {
  const double t_4 = shape * n;
  const double t_5 = 1.0 / (scale * scale);
  return t_4 * t_5 - 2.0 * sum_x / (scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_6, x);
  }
  sum_x += lost_6;
  return -curvature(shape, n, sum_x, scale);
}

/* The maximum-likelihood estimate. */
int gamma_known_shape_estimate(const double *x, size_t n, double shape,
                               double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, shape)) {
    return GAMMA_KNOWN_SHAPE_BAD_DATA;
  }
  estimate[0] = solve(&rows, shape);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return GAMMA_KNOWN_SHAPE_NOT_FOUND;
    }
  }
  return GAMMA_KNOWN_SHAPE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double gamma_known_shape_nll(const double *x, size_t n, double shape,
                             const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, shape)) {
    return NAN;
  }
  return nll(&rows, shape, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int gamma_known_shape_gradient(const double *x, size_t n, double shape,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, shape)) {
    return GAMMA_KNOWN_SHAPE_BAD_DATA;
  }
  result[0] = gradient(&rows, shape, parameters[0]);
  return GAMMA_KNOWN_SHAPE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int gamma_known_shape_hessian(const double *x, size_t n, double shape,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, shape)) {
    return GAMMA_KNOWN_SHAPE_BAD_DATA;
  }
  result[0] = hessian(&rows, shape, parameters[0]);
  return GAMMA_KNOWN_SHAPE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int gamma_known_shape_standard_errors(const double *x, size_t n, double shape,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, shape)) {
    return GAMMA_KNOWN_SHAPE_BAD_DATA;
  }
  const double information = hessian(&rows, shape, parameters[0]);
  if (!(information > 0.0)) {
    return GAMMA_KNOWN_SHAPE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return GAMMA_KNOWN_SHAPE_OK;
}
