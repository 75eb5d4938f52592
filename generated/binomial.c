/*
 * Maximum-likelihood estimation: Binomial distribution with a known number of
 * trials.
 *
 *   f(x; p, trials) = binomial(trials, x)*p**x*(1-p)**(trials-x)
 *   support: x in 0, 1, 2, ..., trials
 *   p: 0 < p < 1
 *   trials: integer >= 1 (a known constant)
 *
 * Log-likelihood:
 *
 *   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
 *       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
 *
 * Estimator (closed):
 *
 *   p = sum(x)/(trials*n)
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *   A maximum exists only if sum x_i < n trials.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BINOMIAL_PARAMETERS = 1,
  BINOMIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  BINOMIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BINOMIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BINOMIAL_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double trials) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0) && (x <= trials))) {
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

/* log(1 + d) - d for d > -1, without cancellation near 0. */
static double log_ratio(double d) {
  if (!(-0.5 < d && d < 0.5)) {
    return log1p(d) - d;
  }
  const double r = d / (2.0 + d);
  const double s = r * r;
  double odd = 0.0;
  double k = 31.0;
  while (k > 2.0) {
    odd = 1.0 / k + s * odd;
    k = k - 2.0;
  }
  return -r * d + 2.0 * r * s * odd;
}

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_12 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_12)) / z;
}

/* log Gamma(y + 1) - y log y + y for y >= 0. */
static double stirling(double y) {
  if (y == 0.0) {
    return 0.0;
  }
  if (y < 16.0) {
    return lgamma(y + 1.0) - y * log(y) + y;
  }
  return 0.9189385332046727 + 0.5 * log(y) + gamma_tail(y);
}

/* y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m. */
static double deviance(double y, double m) {
  if (y == 0.0) {
    return m;
  }
  const double d = (m - y) / y;
  if (-0.5 < d && d < 0.5) {
    return -y * log_ratio(d);
  }
  return y * log(y / m) + m - y;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double trials) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
  }
  sum_x += lost_1;
  const double p = sum_x / (trials * n);
  return p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double trials, double *out) {
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
    out[1] = 0.0;
    return;
  }
  if (!(trials * n - sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = 1.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double trials, double p) {
  double log_densities = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = trials - x;
    const double part_4 = stirling(trials) - stirling(x);
    const double part_5 = deviance(x, p * trials);
    const double part_6 = trials * (1.0 - p);
    const double part_7 = deviance(t_1, part_6);
    add(&log_densities, &lost_3, part_4 - part_5 - part_7 - stirling(t_1));
  }
  log_densities += lost_3;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 1.0 && isfinite(trials))) {
    return INFINITY;
  }
  return -log_likelihood(rows, trials, p);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double sum_h_1, double p) {
  return sum_x / p + sum_h_1 / (1.0 - p);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 1.0 && isfinite(trials))) {
    return NAN;
  }
  double sum_x = 0.0;
  double lost_8 = 0.0;
  double sum_h_1 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_8, x);
    add(&sum_h_1, &lost_9, x - trials);
  }
  sum_x += lost_8;
  sum_h_1 += lost_9;
  return -score(sum_x, sum_h_1, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_h_1, double sum_x, double p) {
  const double t_2 = 1.0 - p;
  return sum_h_1 / (t_2 * t_2) - sum_x / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 1.0 && isfinite(trials))) {
    return NAN;
  }
  double sum_x = 0.0;
  double lost_10 = 0.0;
  double sum_h_1 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_10, x);
    add(&sum_h_1, &lost_11, x - trials);
  }
  sum_x += lost_10;
  sum_h_1 += lost_11;
  return -curvature(sum_h_1, sum_x, p);
}

/* The maximum-likelihood estimate. */
int binomial_estimate(const double *x, size_t n, double trials,
                      double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, trials)) {
    return BINOMIAL_BAD_DATA;
  }
  double limit[2];
  limits(&rows, trials, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BINOMIAL_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows, trials);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return BINOMIAL_NOT_FOUND;
    }
  }
  return BINOMIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double binomial_nll(const double *x, size_t n, double trials,
                    const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return NAN;
  }
  return nll(&rows, trials, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int binomial_gradient(const double *x, size_t n, double trials,
                      const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return BINOMIAL_BAD_DATA;
  }
  result[0] = gradient(&rows, trials, parameters[0]);
  return BINOMIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int binomial_hessian(const double *x, size_t n, double trials,
                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return BINOMIAL_BAD_DATA;
  }
  result[0] = hessian(&rows, trials, parameters[0]);
  return BINOMIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int binomial_standard_errors(const double *x, size_t n, double trials,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, trials)) {
    return BINOMIAL_BAD_DATA;
  }
  const double information = hessian(&rows, trials, parameters[0]);
  if (!(information > 0.0)) {
    return BINOMIAL_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return BINOMIAL_OK;
}
