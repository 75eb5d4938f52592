/*
 * Maximum-likelihood estimation: Borel distribution.
 *
 *   f(x; mu) = exp(-mu*x)*(mu*x)**(x-1)/factorial(x)
 *   support: x in 1, 2, 3, ...
 *   mu: 0 < mu < 1
 *
 * Log-likelihood:
 *
 *   -mu*sum(x) + (-n + sum(x))*log(mu) + sum((x - 1)*log(x)) - sum(loggamma(x
 *       + 1))
 *
 * Estimator (closed):
 *
 *   mu = -n/sum(x) + 1
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > n.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 7
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BOREL_PARAMETERS = 1,
  BOREL_OK = 0,
  /* Empty, not finite, or outside the support. */
  BOREL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BOREL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BOREL_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 1.0))) {
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
  const double part_8 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_8)) / z;
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
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_1, x);
  }
  sum_x += lost_1;
  const double mu = 1.0 - n / sum_x;
  return mu;
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
  if (!(sum_x - n > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double mu) {
  double log_densities = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_4 = -log(x) - deviance(x, mu * x);
    add(&log_densities, &lost_3, part_4 - stirling(x) - log(mu));
  }
  log_densities += lost_3;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu) {
  if (!(mu > 0.0 && mu < 1.0)) {
    return INFINITY;
  }
  return -log_likelihood(rows, mu);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double sum_h_1, double mu) {
  return sum_h_1 / mu - sum_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double mu) {
  if (!(mu > 0.0 && mu < 1.0)) {
    return NAN;
  }
  double sum_h_1 = 0.0;
  double lost_5 = 0.0;
  double sum_x = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - 1.0;
    add(&sum_h_1, &lost_5, t);
    add(&sum_x, &lost_6, x);
  }
  sum_h_1 += lost_5;
  sum_x += lost_6;
  return -score(sum_x, sum_h_1, mu);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_h_1, double mu) {
  return -sum_h_1 / (mu * mu);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double mu) {
  if (!(mu > 0.0 && mu < 1.0)) {
    return NAN;
  }
  double sum_h_1 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - 1.0;
    add(&sum_h_1, &lost_7, t);
  }
  sum_h_1 += lost_7;
  return -curvature(sum_h_1, mu);
}

/* The maximum-likelihood estimate. */
int borel_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BOREL_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BOREL_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return BOREL_NOT_FOUND;
    }
  }
  return BOREL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double borel_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int borel_gradient(const double *x, size_t n, const double *parameters,
                   double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BOREL_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return BOREL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int borel_hessian(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BOREL_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return BOREL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int borel_standard_errors(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BOREL_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return BOREL_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return BOREL_OK;
}
