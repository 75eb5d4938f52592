/*
 * Maximum-likelihood estimation: Bernoulli distribution (log odds).
 *
 *   f(x; theta) = exp(theta*x)/(1+exp(theta))
 *   support: x in 0, 1
 *   theta: real
 *
 * Log-likelihood:
 *
 *   theta*sum(x) - log(exp(theta) + 1)*n
 *
 * Estimator (closed):
 *
 *   theta = log(-sum(x)/(-n + sum(x)))
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *   A maximum exists only if sum x_i < n.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BERNOULLI_LOGIT_PARAMETERS = 1,
  BERNOULLI_LOGIT_OK = 0,
  /* Empty, not finite, or outside the support. */
  BERNOULLI_LOGIT_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BERNOULLI_LOGIT_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BERNOULLI_LOGIT_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0) && (x <= 1.0))) {
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

/* 1/(1 + exp(-y)). */
static double expit(double y) {
  if (y < 0.0) {
    return exp(y) / (1.0 + exp(y));
  }
  return 1.0 / (1.0 + exp(-y));
}

/* log(exp a + exp b). */
static double logaddexp(double a, double b) {
  if (a > b) {
    return a + log1p(exp(b - a));
  }
  if (a < b) {
    return b + log1p(exp(a - b));
  }
  return a + 0.6931471805599453;
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
  const double theta = log(-sum_x / (sum_x - n));
  return theta;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_2, x);
  }
  sum_x += lost_2;
  if (!(sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    return;
  }
  if (!(n - sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_x, double n, double theta) {
  return theta * sum_x - n * logaddexp(0.0, theta);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double theta) {
  if (!(isfinite(theta))) {
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
  return -log_likelihood(sum_x, n, theta);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double n, double theta) {
  return sum_x - n * expit(theta);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double theta) {
  if (!(isfinite(theta))) {
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
  return -score(sum_x, n, theta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double theta) {
  const double t_1 = n * expit(theta);
  return -t_1 * expit(-theta);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double theta) {
  if (!(isfinite(theta))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, theta);
}

/* The maximum-likelihood estimate. */
int bernoulli_logit_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BERNOULLI_LOGIT_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BERNOULLI_LOGIT_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return BERNOULLI_LOGIT_NOT_FOUND;
    }
  }
  return BERNOULLI_LOGIT_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double bernoulli_logit_nll(const double *x, size_t n,
                           const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int bernoulli_logit_gradient(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BERNOULLI_LOGIT_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return BERNOULLI_LOGIT_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int bernoulli_logit_hessian(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BERNOULLI_LOGIT_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return BERNOULLI_LOGIT_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int bernoulli_logit_standard_errors(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BERNOULLI_LOGIT_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return BERNOULLI_LOGIT_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return BERNOULLI_LOGIT_OK;
}
