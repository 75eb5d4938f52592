/*
 * Maximum-likelihood estimation: Binomial distribution with a known number of trials.
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
}

/* x log(1 + y), and 0 where x = 0. */
static double xlog1py(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log1p(y);
}

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_11 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_11)) / z;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_12 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_12 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_13 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_13 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
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
static double log_likelihood(double sum_h, double n, double sum_x,
                             double sum_h_1, double trials, double p) {
  const double part_3 = xlog1py(-sum_h_1, -p) + xlogy(sum_x, p);
  return part_3 - n * log(trials + 1.0) - sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 1.0 && isfinite(trials))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  double sum_x = 0.0;
  double lost_5 = 0.0;
  double sum_h_1 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, betaln(trials + 1.0 - x, x + 1.0));
    add(&sum_x, &lost_5, x);
    add(&sum_h_1, &lost_6, x - trials);
  }
  sum_h += lost_4;
  sum_x += lost_5;
  sum_h_1 += lost_6;
  return -log_likelihood(sum_h, n, sum_x, sum_h_1, trials, p);
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
  double lost_7 = 0.0;
  double sum_h_1 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_7, x);
    add(&sum_h_1, &lost_8, x - trials);
  }
  sum_x += lost_7;
  sum_h_1 += lost_8;
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
  double lost_9 = 0.0;
  double sum_h_1 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_9, x);
    add(&sum_h_1, &lost_10, x - trials);
  }
  sum_x += lost_9;
  sum_h_1 += lost_10;
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
