/*
 * Maximum-likelihood estimation: Inverse Gaussian distribution with known
 * mean.
 *
 *   f(x; shape, mu) =
 *       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
 *   support: x > 0
 *   shape: positive
 *   mu: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
 *       mu)**2/x)/(2*mu**2)
 *
 * Estimator (closed):
 *
 *   shape = mu**2*n/sum((x - mu)**2/x)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 15
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  INVERSE_GAUSSIAN_KNOWN_MEAN_PARAMETERS = 1,
  INVERSE_GAUSSIAN_KNOWN_MEAN_OK = 0,
  /* Empty, not finite, or outside the support. */
  INVERSE_GAUSSIAN_KNOWN_MEAN_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  INVERSE_GAUSSIAN_KNOWN_MEAN_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  INVERSE_GAUSSIAN_KNOWN_MEAN_NOT_FOUND = 3
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
static double solve(const struct rows *rows, double mu) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, pow(x - mu, 2.0) / x);
  }
  sum_h += lost_1;
  const double shape = mu * mu * n / sum_h;
  return shape;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_log_x, double n, double sum_h,
                             double mu, double shape) {
  const double t_4 = 0.5 * shape;
  const double part_2 = 0.5 * n * log(t_4 / 3.141592653589793);
  return part_2 - t_4 * sum_h / (mu * mu) - 1.5 * sum_log_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double shape) {
  if (!(shape > 0.0 && isfinite(shape) && mu > 0.0 && isfinite(mu))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_3 = 0.0;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_3, log(x));
    add(&sum_h, &lost_4, pow(x - mu, 2.0) / x);
  }
  sum_log_x += lost_3;
  sum_h += lost_4;
  return -log_likelihood(sum_log_x, n, sum_h, mu, shape);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_h, double mu, double shape) {
  return 0.5 * n / shape - 0.5 * sum_h / (mu * mu);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double mu, double shape) {
  if (!(shape > 0.0 && isfinite(shape) && mu > 0.0 && isfinite(mu))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_5, pow(x - mu, 2.0) / x);
  }
  sum_h += lost_5;
  return -score(n, sum_h, mu, shape);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double shape) {
  const double t_7 = 0.5 * n;
  return -t_7 / (shape * shape);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double mu, double shape) {
  if (!(shape > 0.0 && isfinite(shape) && mu > 0.0 && isfinite(mu))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, shape);
}

/* The maximum-likelihood estimate. */
int inverse_gaussian_known_mean_estimate(const double *x, size_t n, double mu,
                                         double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, mu)) {
    return INVERSE_GAUSSIAN_KNOWN_MEAN_BAD_DATA;
  }
  estimate[0] = solve(&rows, mu);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return INVERSE_GAUSSIAN_KNOWN_MEAN_NOT_FOUND;
    }
  }
  return INVERSE_GAUSSIAN_KNOWN_MEAN_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double inverse_gaussian_known_mean_nll(const double *x, size_t n, double mu,
                                       const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return NAN;
  }
  return nll(&rows, mu, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int inverse_gaussian_known_mean_gradient(const double *x, size_t n, double mu,
                                         const double *parameters,
                                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return INVERSE_GAUSSIAN_KNOWN_MEAN_BAD_DATA;
  }
  result[0] = gradient(&rows, mu, parameters[0]);
  return INVERSE_GAUSSIAN_KNOWN_MEAN_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int inverse_gaussian_known_mean_hessian(const double *x, size_t n, double mu,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return INVERSE_GAUSSIAN_KNOWN_MEAN_BAD_DATA;
  }
  result[0] = hessian(&rows, mu, parameters[0]);
  return INVERSE_GAUSSIAN_KNOWN_MEAN_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int inverse_gaussian_known_mean_standard_errors(const double *x, size_t n,
                                                double mu,
                                                const double *parameters,
                                                double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, mu)) {
    return INVERSE_GAUSSIAN_KNOWN_MEAN_BAD_DATA;
  }
  const double information = hessian(&rows, mu, parameters[0]);
  if (!(information > 0.0)) {
    return INVERSE_GAUSSIAN_KNOWN_MEAN_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return INVERSE_GAUSSIAN_KNOWN_MEAN_OK;
}
