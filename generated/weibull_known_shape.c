/*
 * Maximum-likelihood estimation: Weibull distribution with known shape.
 *
 *   f(x; scale, shape) =
 *       shape/scale*(x/scale)**(shape-1)*exp(-(x/scale)**shape)
 *   support: x > 0
 *   scale: positive
 *   shape: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
 *       sum(x**shape)/scale**shape
 *
 * Estimator (closed):
 *
 *   scale = (sum(x**shape)/n)**(1/shape)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 21
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  WEIBULL_KNOWN_SHAPE_PARAMETERS = 1,
  WEIBULL_KNOWN_SHAPE_OK = 0,
  /* Empty, not finite, or outside the support. */
  WEIBULL_KNOWN_SHAPE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  WEIBULL_KNOWN_SHAPE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  WEIBULL_KNOWN_SHAPE_NOT_FOUND = 3
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
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, pow(x, shape));
  }
  sum_h += lost_1;
  const double scale = pow(sum_h / n, 1.0 / shape);
  return scale;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double shape, double n,
                             double sum_log_x, double scale) {
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_2, pow(x / scale, shape));
  }
  sum_h_2 += lost_2;
  const double part_3 = n * log(shape) + (shape - 1.0) * sum_log_x;
  return part_3 - shape * n * log(scale) - sum_h_2;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_4, log(x));
  }
  sum_log_x += lost_4;
  return -log_likelihood(rows, shape, n, sum_log_x, scale);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double shape, double n,
                    double scale) {
  double sum_h_3 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_5, pow(x / scale, shape));
  }
  sum_h_3 += lost_5;
  const double t_5 = 1.0 / scale;
  return shape * t_5 * sum_h_3 - shape * t_5 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, shape, n, scale);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double shape, double n,
                        double scale) {
  double sum_h_4 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_6, pow(x / scale, shape));
  }
  sum_h_4 += lost_6;
  const double t_8 = 1.0 / (scale * scale);
  const double part_7 = shape * t_8 * n - shape * shape * t_8 * sum_h_4;
  return part_7 - shape * t_8 * sum_h_4;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, shape, n, scale);
}

/* The maximum-likelihood estimate. */
int weibull_known_shape_estimate(const double *x, size_t n, double shape,
                                 double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, shape)) {
    return WEIBULL_KNOWN_SHAPE_BAD_DATA;
  }
  estimate[0] = solve(&rows, shape);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return WEIBULL_KNOWN_SHAPE_NOT_FOUND;
    }
  }
  return WEIBULL_KNOWN_SHAPE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double weibull_known_shape_nll(const double *x, size_t n, double shape,
                               const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, shape)) {
    return NAN;
  }
  return nll(&rows, shape, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int weibull_known_shape_gradient(const double *x, size_t n, double shape,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, shape)) {
    return WEIBULL_KNOWN_SHAPE_BAD_DATA;
  }
  result[0] = gradient(&rows, shape, parameters[0]);
  return WEIBULL_KNOWN_SHAPE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int weibull_known_shape_hessian(const double *x, size_t n, double shape,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, shape)) {
    return WEIBULL_KNOWN_SHAPE_BAD_DATA;
  }
  result[0] = hessian(&rows, shape, parameters[0]);
  return WEIBULL_KNOWN_SHAPE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int weibull_known_shape_standard_errors(const double *x, size_t n, double shape,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, shape)) {
    return WEIBULL_KNOWN_SHAPE_BAD_DATA;
  }
  const double information = hessian(&rows, shape, parameters[0]);
  if (!(information > 0.0)) {
    return WEIBULL_KNOWN_SHAPE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return WEIBULL_KNOWN_SHAPE_OK;
}
