/*
 * Maximum-likelihood estimation: Geometric distribution (number of failures,
 * from 0).
 *
 *   f(x; p) = p*(1-p)**x
 *   support: x in 0, 1, 2, ...
 *   p: 0 < p < 1
 *
 * Log-likelihood:
 *
 *   log(p)*n + log(1 - p)*sum(x)
 *
 * Estimator (closed):
 *
 *   p = n/(n + sum(x))
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 5
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GEOMETRIC_FAILURES_PARAMETERS = 1,
  GEOMETRIC_FAILURES_OK = 0,
  /* Empty, not finite, or outside the support. */
  GEOMETRIC_FAILURES_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GEOMETRIC_FAILURES_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GEOMETRIC_FAILURES_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0))) {
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

/* x log(1 + y), and 0 where x = 0. */
static double xlog1py(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log1p(y);
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
  const double p = n / (n + sum_x);
  return p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_x = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_2, x);
  }
  sum_x += lost_2;
  if (!(sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = 1.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_x, double p) {
  return n * log(p) + xlog1py(sum_x, -p);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double p) {
  if (!(p > 0.0 && p < 1.0)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_3, x);
  }
  sum_x += lost_3;
  return -log_likelihood(n, sum_x, p);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_x, double p) {
  return n / p - sum_x / (1.0 - p);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double p) {
  if (!(p > 0.0 && p < 1.0)) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_4, x);
  }
  sum_x += lost_4;
  return -score(n, sum_x, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_x, double n, double p) {
  const double t_1 = 1.0 - p;
  return -n / (p * p) - sum_x / (t_1 * t_1);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double p) {
  if (!(p > 0.0 && p < 1.0)) {
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
  return -curvature(sum_x, n, p);
}

/* The maximum-likelihood estimate. */
int geometric_failures_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GEOMETRIC_FAILURES_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return GEOMETRIC_FAILURES_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return GEOMETRIC_FAILURES_NOT_FOUND;
    }
  }
  return GEOMETRIC_FAILURES_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double geometric_failures_nll(const double *x, size_t n,
                              const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int geometric_failures_gradient(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GEOMETRIC_FAILURES_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return GEOMETRIC_FAILURES_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int geometric_failures_hessian(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GEOMETRIC_FAILURES_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return GEOMETRIC_FAILURES_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int geometric_failures_standard_errors(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GEOMETRIC_FAILURES_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return GEOMETRIC_FAILURES_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return GEOMETRIC_FAILURES_OK;
}
