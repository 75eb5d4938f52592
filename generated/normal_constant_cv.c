/*
 * Maximum-likelihood estimation: Normal distribution with known coefficient of
 * variation.
 *
 *   f(x; theta, cv) =
 *       1/(cv*theta*sqrt(2*pi))*exp(-(x-theta)**2/(2*cv**2*theta**2))
 *   support: real
 *   theta: positive
 *   cv: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   (-log(cv) - log(theta) - log(2*pi)/2)*n - sum((x -
 *       theta)**2)/(2*cv**2*theta**2)
 *
 * Estimator (closed):
 *
 *   theta = -(-sqrt(4*cv**2*n*sum(x**2) + sum(x)**2) + sum(x))/(2*cv**2*n)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 13
 *   Khan (1968), A note on estimating the mean of a normal distribution with
 *       known coefficient of variation, J. Amer. Statist. Assoc. 63, 1039-1041
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  NORMAL_CONSTANT_CV_PARAMETERS = 1,
  NORMAL_CONSTANT_CV_OK = 0,
  /* Empty, not finite, or outside the support. */
  NORMAL_CONSTANT_CV_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  NORMAL_CONSTANT_CV_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  NORMAL_CONSTANT_CV_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double cv) {
  (void)cv;
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
static double solve(const struct rows *rows, double cv) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_1 = 0.0;
  double sum_x_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
    add(&sum_x_2, &lost_2, x * x);
  }
  sum_x += lost_1;
  sum_x_2 += lost_2;
  const double part_3 = 4.0 * (cv * cv) * sum_x_2 * n + sum_x * sum_x;
  const double theta = -0.5 * (sum_x - sqrt(part_3)) / (cv * cv * n);
  return theta;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double cv,
                             double theta) {
  double sum_h_2 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_4, pow(x - theta, 2.0));
  }
  sum_h_2 += lost_4;
  const double part_5 = 0.5 * sum_h_2 / (cv * cv * (theta * theta));
  const double part_6 = 0.5 * n * log(2.0 * 3.141592653589793);
  return -n * log(cv) - n * log(theta) - part_6 - part_5;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double cv, double theta) {
  if (!(theta > 0.0 && isfinite(theta) && cv > 0.0 && isfinite(cv))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, cv, theta);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double cv, double n,
                    double theta) {
  double sum_h_3 = 0.0;
  double lost_7 = 0.0;
  double sum_h_4 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_7 = x - theta;
    add(&sum_h_3, &lost_7, t_7 * t_7);
    add(&sum_h_4, &lost_8, t_7);
  }
  sum_h_3 += lost_7;
  sum_h_4 += lost_8;
  const double t_8 = 1.0 / (cv * cv);
  const double part_9 = t_8 * sum_h_3 / (theta * theta * theta);
  return part_9 + t_8 * sum_h_4 / (theta * theta) - n / theta;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double cv, double theta) {
  if (!(theta > 0.0 && isfinite(theta) && cv > 0.0 && isfinite(cv))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, cv, n, theta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double cv, double n,
                        double theta) {
  double sum_h_5 = 0.0;
  double lost_10 = 0.0;
  double sum_h_6 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_9 = x - theta;
    add(&sum_h_5, &lost_10, t_9 * t_9);
    add(&sum_h_6, &lost_11, t_9);
  }
  sum_h_5 += lost_10;
  sum_h_6 += lost_11;
  const double t_10 = 1.0 / (theta * theta);
  const double t_11 = 1.0 / (cv * cv);
  const double t_12 = t_11 * sum_h_5;
  const double t_13 = 1.0 / (theta * theta * theta);
  const double t_14 = t_11 * sum_h_6;
  const double part_12 = 3.0 * t_12 / (theta * theta * theta * theta);
  return t_10 * n - t_10 * t_11 * n - part_12 - 4.0 * t_13 * t_14;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double cv, double theta) {
  if (!(theta > 0.0 && isfinite(theta) && cv > 0.0 && isfinite(cv))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, cv, n, theta);
}

/* The maximum-likelihood estimate. */
int normal_constant_cv_estimate(const double *x, size_t n, double cv,
                                double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, cv)) {
    return NORMAL_CONSTANT_CV_BAD_DATA;
  }
  estimate[0] = solve(&rows, cv);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return NORMAL_CONSTANT_CV_NOT_FOUND;
    }
  }
  return NORMAL_CONSTANT_CV_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double normal_constant_cv_nll(const double *x, size_t n, double cv,
                              const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, cv)) {
    return NAN;
  }
  return nll(&rows, cv, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int normal_constant_cv_gradient(const double *x, size_t n, double cv,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, cv)) {
    return NORMAL_CONSTANT_CV_BAD_DATA;
  }
  result[0] = gradient(&rows, cv, parameters[0]);
  return NORMAL_CONSTANT_CV_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int normal_constant_cv_hessian(const double *x, size_t n, double cv,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, cv)) {
    return NORMAL_CONSTANT_CV_BAD_DATA;
  }
  result[0] = hessian(&rows, cv, parameters[0]);
  return NORMAL_CONSTANT_CV_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int normal_constant_cv_standard_errors(const double *x, size_t n, double cv,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, cv)) {
    return NORMAL_CONSTANT_CV_BAD_DATA;
  }
  const double information = hessian(&rows, cv, parameters[0]);
  if (!(information > 0.0)) {
    return NORMAL_CONSTANT_CV_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return NORMAL_CONSTANT_CV_OK;
}
