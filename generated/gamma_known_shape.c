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
  const double part_7 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_7)) / z;
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
static double log_likelihood(const struct rows *rows, double shape,
                             double scale) {
  double log_densities = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_3 = deviance(shape, x / scale);
    const double part_4 = log(shape) - log(x);
    add(&log_densities, &lost_2, part_4 - stirling(shape) - part_3);
  }
  log_densities += lost_2;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double shape, double scale) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return INFINITY;
  }
  return -log_likelihood(rows, shape, scale);
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
