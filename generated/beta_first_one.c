/*
 * Maximum-likelihood estimation: Beta distribution with first parameter 1.
 *
 *   f(x; beta) = beta*(1-x)**(beta-1)
 *   support: 0 < x < 1
 *   beta: positive
 *
 * Log-likelihood:
 *
 *   (beta - 1)*sum(log(1 - x)) + log(beta)*n
 *
 * Estimator (closed):
 *
 *   beta = -n/sum(log(1 - x))
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 25
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: beta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BETA_FIRST_ONE_PARAMETERS = 1,
  BETA_FIRST_ONE_OK = 0,
  /* Empty, not finite, or outside the support. */
  BETA_FIRST_ONE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BETA_FIRST_ONE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BETA_FIRST_ONE_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x > 0.0) && (x < 1.0))) {
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
    add(&sum_h, &lost_1, log1p(-x));
  }
  sum_h += lost_1;
  const double beta = -n / sum_h;
  return beta;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_h, double beta) {
  return n * log(beta) + (beta - 1.0) * sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double beta) {
  if (!(beta > 0.0 && isfinite(beta))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_2, log1p(-x));
  }
  sum_h += lost_2;
  return -log_likelihood(n, sum_h, beta);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h, double n, double beta) {
  return n / beta + sum_h;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double beta) {
  if (!(beta > 0.0 && isfinite(beta))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_3, log1p(-x));
  }
  sum_h += lost_3;
  return -score(sum_h, n, beta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double beta) {
  return -n / (beta * beta);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double beta) {
  if (!(beta > 0.0 && isfinite(beta))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, beta);
}

/* The maximum-likelihood estimate. */
int beta_first_one_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BETA_FIRST_ONE_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return BETA_FIRST_ONE_NOT_FOUND;
    }
  }
  return BETA_FIRST_ONE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double beta_first_one_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int beta_first_one_gradient(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BETA_FIRST_ONE_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return BETA_FIRST_ONE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int beta_first_one_hessian(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BETA_FIRST_ONE_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return BETA_FIRST_ONE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int beta_first_one_standard_errors(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BETA_FIRST_ONE_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return BETA_FIRST_ONE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return BETA_FIRST_ONE_OK;
}
