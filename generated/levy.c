/*
 * Maximum-likelihood estimation: Levy distribution.
 *
 *   f(x; scale) = sqrt(scale/(2*pi))*exp(-scale/(2*x))/x**(3/2)
 *   support: x > 0
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   -scale*sum(1/x)/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x))/2
 *
 * Estimator (closed):
 *
 *   scale = n/sum(1/x)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 12
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LEVY_PARAMETERS = 1,
  LEVY_OK = 0,
  /* Empty, not finite, or outside the support. */
  LEVY_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LEVY_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LEVY_NOT_FOUND = 3
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

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, 1.0 / x);
  }
  sum_h += lost_1;
  const double scale = n / sum_h;
  return scale;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_log_x, double sum_h, double n,
                             double scale) {
  const double t_3 = 0.5 * scale;
  const double part_2 = 0.5 * n * log(t_3 / 3.141592653589793) - t_3 * sum_h;
  return part_2 - 1.5 * sum_log_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double scale) {
  if (!(scale > 0.0 && isfinite(scale))) {
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
    add(&sum_h, &lost_4, 1.0 / x);
  }
  sum_log_x += lost_3;
  sum_h += lost_4;
  return -log_likelihood(sum_log_x, sum_h, n, scale);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h, double n, double scale) {
  return 0.5 * n / scale - 0.5 * sum_h;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double scale) {
  if (!(scale > 0.0 && isfinite(scale))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_5, 1.0 / x);
  }
  sum_h += lost_5;
  return -score(sum_h, n, scale);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double scale) {
  const double t_5 = 0.5 * n;
  return -t_5 / (scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double scale) {
  if (!(scale > 0.0 && isfinite(scale))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, scale);
}

/* The maximum-likelihood estimate. */
int levy_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LEVY_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return LEVY_NOT_FOUND;
    }
  }
  return LEVY_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double levy_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int levy_gradient(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LEVY_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return LEVY_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int levy_hessian(const double *x, size_t n, const double *parameters,
                 double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LEVY_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return LEVY_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int levy_standard_errors(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LEVY_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return LEVY_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return LEVY_OK;
}
