/*
 * Maximum-likelihood estimation: Normal distribution with variance equal to
 * the mean.
 *
 *   f(x; theta) = 1/sqrt(2*pi*theta)*exp(-(x-theta)**2/(2*theta))
 *   support: real
 *   theta: positive
 *
 * Log-likelihood:
 *
 *   -log(2*pi*theta)*n/2 - sum((x - theta)**2)/(2*theta)
 *
 * Estimator (closed):
 *
 *   theta = (sqrt(n**2 + 4*n*sum(x**2)) - n)/(2*n)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 13
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  NORMAL_EQUAL_MEAN_VARIANCE_PARAMETERS = 1,
  NORMAL_EQUAL_MEAN_VARIANCE_OK = 0,
  /* Empty, not finite, or outside the support. */
  NORMAL_EQUAL_MEAN_VARIANCE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  NORMAL_EQUAL_MEAN_VARIANCE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  NORMAL_EQUAL_MEAN_VARIANCE_NOT_FOUND = 3
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
    if (!isfinite(x)) {
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
  const double theta = 0.5 * (sqrt(n * n + 4.0 * sum_x_2 * n) - n) / n;
  return theta;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double theta) {
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_2, pow(x - theta, 2.0));
  }
  sum_h_2 += lost_2;
  const double part_3 = -0.5 * n * log(2.0 * 3.141592653589793 * theta);
  return part_3 - 0.5 * sum_h_2 / theta;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, theta);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double n, double theta) {
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  double sum_h_4 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_6 = x - theta;
    add(&sum_h_3, &lost_4, t_6 * t_6);
    add(&sum_h_4, &lost_5, t_6);
  }
  sum_h_3 += lost_4;
  sum_h_4 += lost_5;
  const double t_7 = 1.0 / theta;
  return t_7 * sum_h_4 + 0.5 * sum_h_3 / (theta * theta) - 0.5 * t_7 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, n, theta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double n, double theta) {
  double sum_h_5 = 0.0;
  double lost_6 = 0.0;
  double sum_h_6 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_8 = x - theta;
    add(&sum_h_5, &lost_6, t_8 * t_8);
    add(&sum_h_6, &lost_7, t_8);
  }
  sum_h_5 += lost_6;
  sum_h_6 += lost_7;
  const double t_9 = 1.0 / theta;
  const double t_11 = 1.0 / (theta * theta);
  const double t_12 = t_9 * n;
  const double part_8 = 0.5 * t_11 * n - 2.0 * t_11 * sum_h_6 - t_12;
  return part_8 - sum_h_5 / (theta * theta * theta);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && isfinite(theta))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, n, theta);
}

/* The maximum-likelihood estimate. */
int normal_equal_mean_variance_estimate(const double *x, size_t n,
                                        double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return NORMAL_EQUAL_MEAN_VARIANCE_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return NORMAL_EQUAL_MEAN_VARIANCE_NOT_FOUND;
    }
  }
  return NORMAL_EQUAL_MEAN_VARIANCE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double normal_equal_mean_variance_nll(const double *x, size_t n,
                                      const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int normal_equal_mean_variance_gradient(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NORMAL_EQUAL_MEAN_VARIANCE_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return NORMAL_EQUAL_MEAN_VARIANCE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int normal_equal_mean_variance_hessian(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NORMAL_EQUAL_MEAN_VARIANCE_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return NORMAL_EQUAL_MEAN_VARIANCE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int normal_equal_mean_variance_standard_errors(const double *x, size_t n,
                                               const double *parameters,
                                               double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return NORMAL_EQUAL_MEAN_VARIANCE_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return NORMAL_EQUAL_MEAN_VARIANCE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return NORMAL_EQUAL_MEAN_VARIANCE_OK;
}
