/*
 * Maximum-likelihood estimation: Lindley distribution.
 *
 *   f(x; theta) = theta**2/(1+theta)*(1+x)*exp(-theta*x)
 *   support: x > 0
 *   theta: positive
 *
 * Log-likelihood:
 *
 *   -theta*sum(x) + (2*log(theta) - log(theta + 1))*n + sum(log(x + 1))
 *
 * Estimator (closed):
 *
 *   theta = (sqrt(n**2 + 6*n*sum(x) + sum(x)**2) + n - sum(x))/(2*sum(x))
 *
 * Source:
 *
 *   Lindley (1958), Fiducial distributions and Bayes' theorem, J. Roy.
 *       Statist. Soc. B 20, 102-107
 *   Ghitany, Atieh, Nadarajah (2008), Lindley distribution and its
 *       application, Math. Comput. Simulation 78, 493-506
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LINDLEY_PARAMETERS = 1,
  LINDLEY_OK = 0,
  /* Empty, not finite, or outside the support. */
  LINDLEY_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LINDLEY_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LINDLEY_NOT_FOUND = 3
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
  double sum_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
  }
  sum_x += lost_1;
  const double part_2 = sqrt(n * n + 6.0 * sum_x * n + sum_x * sum_x);
  const double theta = 0.5 * (n + part_2 - sum_x) / sum_x;
  return theta;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_x, double sum_h, double n,
                             double theta) {
  return 2.0 * n * log(theta) + sum_h - n * log1p(theta) - theta * sum_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_3 = 0.0;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_3, x);
    add(&sum_h, &lost_4, log1p(x));
  }
  sum_x += lost_3;
  sum_h += lost_4;
  return -log_likelihood(sum_x, sum_h, n, theta);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double n, double theta) {
  return 2.0 * n / theta - n / (theta + 1.0) - sum_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
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
  return -score(sum_x, n, theta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double theta) {
  const double t_2 = 2.0 * n;
  const double t_3 = theta + 1.0;
  return n / (t_3 * t_3) - t_2 / (theta * theta);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, theta);
}

/* The maximum-likelihood estimate. */
int lindley_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LINDLEY_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return LINDLEY_NOT_FOUND;
    }
  }
  return LINDLEY_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double lindley_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int lindley_gradient(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LINDLEY_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return LINDLEY_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int lindley_hessian(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LINDLEY_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return LINDLEY_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int lindley_standard_errors(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LINDLEY_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return LINDLEY_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return LINDLEY_OK;
}
