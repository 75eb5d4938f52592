/*
 * Maximum-likelihood estimation: Maxwell distribution.
 *
 *   f(x; a) = sqrt(2/pi)*x**2/a**3*exp(-x**2/(2*a**2))
 *   support: x > 0
 *   a: positive
 *
 * Log-likelihood:
 *
 *   (-3*log(a) + log(2/pi)/2)*n + 2*sum(log(x)) - sum(x**2)/(2*a**2)
 *
 * Estimator (closed):
 *
 *   a = sqrt(3)*sqrt(sum(x**2))/(3*sqrt(n))
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 18
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  MAXWELL_PARAMETERS = 1,
  MAXWELL_OK = 0,
  /* Empty, not finite, or outside the support. */
  MAXWELL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  MAXWELL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  MAXWELL_NOT_FOUND = 3
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
  double sum_x_2 = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x_2, &lost_1, x * x);
  }
  sum_x_2 += lost_1;
  const double a = sqrt(3.0) * sqrt(sum_x_2) / (3.0 * sqrt(n));
  return a;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_x_2, double sum_log_x, double n,
                             double a) {
  const double part_2 =
      0.5 * n * log(2.0 / 3.141592653589793) + 2.0 * sum_log_x;
  return part_2 - 3.0 * n * log(a) - 0.5 * sum_x_2 / (a * a);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double a) {
  if (!(a > 0.0 && isfinite(a))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_3 = 0.0;
  double sum_x_2 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_3, log(x));
    add(&sum_x_2, &lost_4, x * x);
  }
  sum_log_x += lost_3;
  sum_x_2 += lost_4;
  return -log_likelihood(sum_x_2, sum_log_x, n, a);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x_2, double n, double a) {
  return sum_x_2 / (a * a * a) - 3.0 * n / a;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double a) {
  if (!(a > 0.0 && isfinite(a))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x_2 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x_2, &lost_5, x * x);
  }
  sum_x_2 += lost_5;
  return -score(sum_x_2, n, a);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double sum_x_2, double a) {
  const double t_2 = 1.0 / (a * a);
  const double t_3 = 3.0 * n;
  return t_2 * t_3 - 3.0 * sum_x_2 / (a * a * a * a);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double a) {
  if (!(a > 0.0 && isfinite(a))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x_2 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x_2, &lost_6, x * x);
  }
  sum_x_2 += lost_6;
  return -curvature(n, sum_x_2, a);
}

/* The maximum-likelihood estimate. */
int maxwell_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return MAXWELL_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return MAXWELL_NOT_FOUND;
    }
  }
  return MAXWELL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double maxwell_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int maxwell_gradient(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return MAXWELL_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return MAXWELL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int maxwell_hessian(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return MAXWELL_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return MAXWELL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int maxwell_standard_errors(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return MAXWELL_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return MAXWELL_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return MAXWELL_OK;
}
