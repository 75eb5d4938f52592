/*
 * Maximum-likelihood estimation: Negative binomial distribution with known
 * size.
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
  const double part_11 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_11)) / z;
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
static double log_likelihood(const struct rows *rows, double size, double p) {
  double log_densities = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_3 = x + size;
    const double part_4 = deviance(x, (1.0 - p) * t_3);
    const double part_5 = deviance(size, p * t_3);
    const double part_6 = log(size) - stirling(x);
    const double part_7 = part_6 - stirling(size);
    const double part_8 = part_7 + stirling(t_3) - part_4;
    add(&log_densities, &lost_3, part_8 - log(t_3) - part_5);
  }
  log_densities += lost_3;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double size, double p) {
  if (!(p > 0.0 && p < 1.0 && size > 0.0 && isfinite(size))) {
    return INFINITY;
  }
  return -log_likelihood(rows, size, p);
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
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_9, x);
  }
  sum_x += lost_9;
  return -score(sum_x, size, n, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double size, double n, double sum_x, double p) {
  const double t_4 = size * n;
  const double t_5 = 1.0 - p;
  return -t_4 / (p * p) - sum_x / (t_5 * t_5);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double size, double p) {
  if (!(p > 0.0 && p < 1.0 && size > 0.0 && isfinite(size))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_10, x);
  }
  sum_x += lost_10;
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
