/*
 * Maximum-likelihood estimation: Exponential distribution (rate).
 *
 *   f(x; rate) = rate*exp(-rate*x)
 *   support: x >= 0
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   -rate*sum(x) + log(rate)*n
 *
 * Estimator (closed):
 *
 *   rate = n/sum(x)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 19
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  EXPONENTIAL_PARAMETERS = 1,
  EXPONENTIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  EXPONENTIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  EXPONENTIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  EXPONENTIAL_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x >= 0.0))) {
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
  double sum_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
  }
  sum_x += lost_1;
  const double rate = n / sum_x;
  return rate;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_x, double rate) {
  return n * log(rate) - rate * sum_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_2, x);
  }
  sum_x += lost_2;
  return -log_likelihood(n, sum_x, rate);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double n, double rate) {
  return n / rate - sum_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_3, x);
  }
  sum_x += lost_3;
  return -score(sum_x, n, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double rate) {
  return -n / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, rate);
}

/* The maximum-likelihood estimate. */
int exponential_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIAL_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return EXPONENTIAL_NOT_FOUND;
    }
  }
  return EXPONENTIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double exponential_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int exponential_gradient(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIAL_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return EXPONENTIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int exponential_hessian(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIAL_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return EXPONENTIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int exponential_standard_errors(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIAL_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return EXPONENTIAL_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return EXPONENTIAL_OK;
}
