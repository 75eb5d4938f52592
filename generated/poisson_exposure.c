/*
 * Maximum-likelihood estimation: Poisson counts with known exposures.
 *
 *   f(x | t; rate) = (rate*t)**x*exp(-rate*t)/factorial(x)
 *   support: x in 0, 1, 2, ... and t > 0
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   -rate*sum(t) + log(rate)*sum(x) + sum(x*log(t)) - sum(loggamma(x + 1))
 *
 * Estimator (closed):
 *
 *   rate = sum(x)/sum(t)
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 4
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  POISSON_EXPOSURE_PARAMETERS = 1,
  POISSON_EXPOSURE_OK = 0,
  /* Empty, not finite, or outside the support. */
  POISSON_EXPOSURE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  POISSON_EXPOSURE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  POISSON_EXPOSURE_NOT_FOUND = 3
};

/* The data. */
struct rows {
  const double *x;
  const double *t;
  size_t n;
};

static double x_at(const struct rows *rows, size_t i) {
  return rows->x[i];
}

static double t_at(const struct rows *rows, size_t i) {
  return rows->t[i];
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = t_at(rows, i);
    if (!(isfinite(x) && isfinite(t) && (x == floor(x)) && (x >= 0.0) &&
          (t > 0.0))) {
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  double sum_x = 0.0;
  double lost_1 = 0.0;
  double sum_t = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double t = t_at(rows, i);
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
    add(&sum_t, &lost_2, t);
  }
  sum_x += lost_1;
  sum_t += lost_2;
  const double rate = sum_x / sum_t;
  return rate;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_x = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_3, x);
  }
  sum_x += lost_3;
  if (!(sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double sum_t, double sum_h_1,
                             double sum_x, double rate) {
  return sum_h_1 + xlogy(sum_x, rate) - sum_h - rate * sum_t;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  double sum_h = 0.0;
  double lost_4 = 0.0;
  double sum_x = 0.0;
  double lost_5 = 0.0;
  double sum_t = 0.0;
  double lost_6 = 0.0;
  double sum_h_1 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double t = t_at(rows, i);
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, lgamma(x + 1.0));
    add(&sum_x, &lost_5, x);
    add(&sum_t, &lost_6, t);
    add(&sum_h_1, &lost_7, xlogy(x, t));
  }
  sum_h += lost_4;
  sum_x += lost_5;
  sum_t += lost_6;
  sum_h_1 += lost_7;
  return -log_likelihood(sum_h, sum_t, sum_h_1, sum_x, rate);
}

/* The gradient of the log-likelihood. */
static double score(double sum_t, double sum_x, double rate) {
  return sum_x / rate - sum_t;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  double sum_x = 0.0;
  double lost_8 = 0.0;
  double sum_t = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double t = t_at(rows, i);
    const double x = x_at(rows, i);
    add(&sum_x, &lost_8, x);
    add(&sum_t, &lost_9, t);
  }
  sum_x += lost_8;
  sum_t += lost_9;
  return -score(sum_t, sum_x, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_x, double rate) {
  return -sum_x / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  double sum_x = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_10, x);
  }
  sum_x += lost_10;
  return -curvature(sum_x, rate);
}

/* The maximum-likelihood estimate. */
int poisson_exposure_estimate(const double *x, const double *t, size_t n,
                              double *estimate) {
  const struct rows rows = {.x = x, .t = t, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return POISSON_EXPOSURE_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return POISSON_EXPOSURE_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return POISSON_EXPOSURE_NOT_FOUND;
    }
  }
  return POISSON_EXPOSURE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double poisson_exposure_nll(const double *x, const double *t, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .t = t, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int poisson_exposure_gradient(const double *x, const double *t, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .t = t, .n = n};
  if (!valid(&rows)) {
    return POISSON_EXPOSURE_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return POISSON_EXPOSURE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int poisson_exposure_hessian(const double *x, const double *t, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .t = t, .n = n};
  if (!valid(&rows)) {
    return POISSON_EXPOSURE_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return POISSON_EXPOSURE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int poisson_exposure_standard_errors(const double *x, const double *t, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .t = t, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return POISSON_EXPOSURE_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return POISSON_EXPOSURE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return POISSON_EXPOSURE_OK;
}
