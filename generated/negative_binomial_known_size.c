/*
 * Maximum-likelihood estimation: Negative binomial distribution with known size.
 *
 *   f(x; p, size) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
 *   support: x in 0, 1, 2, ...
 *   p: 0 < p < 1
 *   size: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x +
 *       1)) + sum(loggamma(x + size))
 *
 * Estimator (closed):
 *
 *   p = size*n/sum(x + size)
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
  NEGATIVE_BINOMIAL_KNOWN_SIZE_PARAMETERS = 1,
  NEGATIVE_BINOMIAL_KNOWN_SIZE_OK = 0,
  /* Empty, not finite, or outside the support. */
  NEGATIVE_BINOMIAL_KNOWN_SIZE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  NEGATIVE_BINOMIAL_KNOWN_SIZE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  NEGATIVE_BINOMIAL_KNOWN_SIZE_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double size) {
  (void)size;
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

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_8 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_8)) / z;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_9 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_9 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_10 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_10 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double size) {
  const double n = (double)rows->n;
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + size;
    add(&sum_h_2, &lost_1, t);
  }
  sum_h_2 += lost_1;
  const double p = size * n / sum_h_2;
  return p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double size, double *out) {
  const double n = (double)rows->n;
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + size;
    add(&sum_h_2, &lost_2, t);
  }
  sum_h_2 += lost_2;
  if (!(sum_h_2 - size * n > 0.0)) {
    out[0] = 1.0;
    out[1] = 1.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h_1, double sum_h, double sum_x,
                             double size, double n, double p) {
  return size * n * log(p) + xlog1py(sum_x, -p) - sum_h - sum_h_1;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double size, double p) {
  if (!(p > 0.0 && p < 1.0 && size > 0.0 && isfinite(size))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_3 = 0.0;
  double sum_h_1 = 0.0;
  double lost_4 = 0.0;
  double sum_x = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + size;
    add(&sum_h, &lost_3, betaln(size, x + 1.0));
    add(&sum_h_1, &lost_4, log(t));
    add(&sum_x, &lost_5, x);
  }
  sum_h += lost_3;
  sum_h_1 += lost_4;
  sum_x += lost_5;
  return -log_likelihood(sum_h_1, sum_h, sum_x, size, n, p);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double size, double n, double p) {
  return size * n / p - sum_x / (1.0 - p);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double size, double p) {
  if (!(p > 0.0 && p < 1.0 && size > 0.0 && isfinite(size))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_6, x);
  }
  sum_x += lost_6;
  return -score(sum_x, size, n, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double size, double n, double sum_x, double p) {
  const double t_3 = size * n;
  const double t_4 = 1.0 - p;
  return -t_3 / (p * p) - sum_x / (t_4 * t_4);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double size, double p) {
  if (!(p > 0.0 && p < 1.0 && size > 0.0 && isfinite(size))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_7, x);
  }
  sum_x += lost_7;
  return -curvature(size, n, sum_x, p);
}

/* The maximum-likelihood estimate. */
int negative_binomial_known_size_estimate(const double *x, size_t n,
                                          double size, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, size)) {
    return NEGATIVE_BINOMIAL_KNOWN_SIZE_BAD_DATA;
  }
  double limit[2];
  limits(&rows, size, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return NEGATIVE_BINOMIAL_KNOWN_SIZE_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows, size);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return NEGATIVE_BINOMIAL_KNOWN_SIZE_NOT_FOUND;
    }
  }
  return NEGATIVE_BINOMIAL_KNOWN_SIZE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double negative_binomial_known_size_nll(const double *x, size_t n, double size,
                                        const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, size)) {
    return NAN;
  }
  return nll(&rows, size, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int negative_binomial_known_size_gradient(const double *x, size_t n,
                                          double size, const double *parameters,
                                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, size)) {
    return NEGATIVE_BINOMIAL_KNOWN_SIZE_BAD_DATA;
  }
  result[0] = gradient(&rows, size, parameters[0]);
  return NEGATIVE_BINOMIAL_KNOWN_SIZE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int negative_binomial_known_size_hessian(const double *x, size_t n, double size,
                                         const double *parameters,
                                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, size)) {
    return NEGATIVE_BINOMIAL_KNOWN_SIZE_BAD_DATA;
  }
  result[0] = hessian(&rows, size, parameters[0]);
  return NEGATIVE_BINOMIAL_KNOWN_SIZE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int negative_binomial_known_size_standard_errors(const double *x, size_t n,
                                                 double size,
                                                 const double *parameters,
                                                 double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, size)) {
    return NEGATIVE_BINOMIAL_KNOWN_SIZE_BAD_DATA;
  }
  const double information = hessian(&rows, size, parameters[0]);
  if (!(information > 0.0)) {
    return NEGATIVE_BINOMIAL_KNOWN_SIZE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return NEGATIVE_BINOMIAL_KNOWN_SIZE_OK;
}
