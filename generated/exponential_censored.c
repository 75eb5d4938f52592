/*
 * Maximum-likelihood estimation: Exponential lifetimes with right censoring.
 *
 *   f(t, d; rate) = (rate*exp(-rate*t))**d*exp(-rate*t)**(1-d)
 *   support: t > 0 and d in 0, 1
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   -rate*sum(d*t) + rate*sum(t*(d - 1)) + log(rate)*sum(d)
 *
 * Estimator (closed):
 *
 *   rate = sum(d)/sum(t)
 *
 * Conditions:
 *
 *   A maximum exists only if sum d_i > 0.
 *
 * Source:
 *
 *   Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time
 *       Data, 2nd ed., ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  EXPONENTIAL_CENSORED_PARAMETERS = 1,
  EXPONENTIAL_CENSORED_OK = 0,
  /* Empty, not finite, or outside the support. */
  EXPONENTIAL_CENSORED_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  EXPONENTIAL_CENSORED_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  EXPONENTIAL_CENSORED_NOT_FOUND = 3
};

/* The data. */
struct rows {
  const double *t;
  const double *d;
  size_t n;
};

static double t_at(const struct rows *rows, size_t i) {
  return rows->t[i];
}

static double d_at(const struct rows *rows, size_t i) {
  return rows->d[i];
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double t = t_at(rows, i);
    const double d = d_at(rows, i);
    if (!(isfinite(t) && isfinite(d) && (t > 0.0) && (d == floor(d)) &&
          (d >= 0.0) && (d <= 1.0))) {
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
  double sum_d = 0.0;
  double lost_1 = 0.0;
  double sum_t = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double d = d_at(rows, i);
    const double t = t_at(rows, i);
    add(&sum_d, &lost_1, d);
    add(&sum_t, &lost_2, t);
  }
  sum_d += lost_1;
  sum_t += lost_2;
  const double rate = sum_d / sum_t;
  return rate;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_d = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double d = d_at(rows, i);
    add(&sum_d, &lost_3, d);
  }
  sum_d += lost_3;
  if (!(sum_d > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h_1, double sum_h, double sum_d,
                             double rate) {
  return rate * sum_h + xlogy(sum_d, rate) - rate * sum_h_1;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  double sum_h = 0.0;
  double lost_4 = 0.0;
  double sum_d = 0.0;
  double lost_5 = 0.0;
  double sum_h_1 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double d = d_at(rows, i);
    const double t = t_at(rows, i);
    add(&sum_h, &lost_4, (d - 1.0) * t);
    add(&sum_d, &lost_5, d);
    add(&sum_h_1, &lost_6, d * t);
  }
  sum_h += lost_4;
  sum_d += lost_5;
  sum_h_1 += lost_6;
  return -log_likelihood(sum_h_1, sum_h, sum_d, rate);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h_1, double sum_h, double sum_d, double rate) {
  return sum_h + sum_d / rate - sum_h_1;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  double sum_h = 0.0;
  double lost_7 = 0.0;
  double sum_d = 0.0;
  double lost_8 = 0.0;
  double sum_h_1 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double d = d_at(rows, i);
    const double t = t_at(rows, i);
    add(&sum_h, &lost_7, (d - 1.0) * t);
    add(&sum_d, &lost_8, d);
    add(&sum_h_1, &lost_9, d * t);
  }
  sum_h += lost_7;
  sum_d += lost_8;
  sum_h_1 += lost_9;
  return -score(sum_h_1, sum_h, sum_d, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_d, double rate) {
  return -sum_d / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  double sum_d = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double d = d_at(rows, i);
    add(&sum_d, &lost_10, d);
  }
  sum_d += lost_10;
  return -curvature(sum_d, rate);
}

/* The maximum-likelihood estimate. */
int exponential_censored_estimate(const double *t, const double *d, size_t n,
                                  double *estimate) {
  const struct rows rows = {.t = t, .d = d, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIAL_CENSORED_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return EXPONENTIAL_CENSORED_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return EXPONENTIAL_CENSORED_NOT_FOUND;
    }
  }
  return EXPONENTIAL_CENSORED_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double exponential_censored_nll(const double *t, const double *d, size_t n,
                                const double *parameters) {
  const struct rows rows = {.t = t, .d = d, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int exponential_censored_gradient(const double *t, const double *d, size_t n,
                                  const double *parameters, double *result) {
  const struct rows rows = {.t = t, .d = d, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIAL_CENSORED_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return EXPONENTIAL_CENSORED_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int exponential_censored_hessian(const double *t, const double *d, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.t = t, .d = d, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIAL_CENSORED_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return EXPONENTIAL_CENSORED_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int exponential_censored_standard_errors(const double *t, const double *d,
                                         size_t n, const double *parameters,
                                         double *result) {
  const struct rows rows = {.t = t, .d = d, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIAL_CENSORED_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return EXPONENTIAL_CENSORED_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return EXPONENTIAL_CENSORED_OK;
}
