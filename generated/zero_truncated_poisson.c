/*
 * Maximum-likelihood estimation: Zero-truncated Poisson distribution.
 *
 *   f(x; rate) = rate**x/(factorial(x)*(exp(rate)-1))
 *   support: x in 1, 2, 3, ...
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   log(rate)*sum(x) - log(exp(rate) - 1)*n - sum(loggamma(x + 1))
 *
 * Estimator (special):
 *
 *   rate = LambertW(-exp(-sum(x)/n)*sum(x)/n) + sum(x)/n
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > n.
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
  ZERO_TRUNCATED_POISSON_PARAMETERS = 1,
  ZERO_TRUNCATED_POISSON_OK = 0,
  /* Empty, not finite, or outside the support. */
  ZERO_TRUNCATED_POISSON_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ZERO_TRUNCATED_POISSON_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ZERO_TRUNCATED_POISSON_NOT_FOUND = 3
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

/* log(1 - exp u) for u < 0, accurate at both ends. */
static double log1m_exp(double u) {
  if (u > -0.6931471805599453) {
    return log(-expm1(u));
  }
  return log1p(-exp(u));
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
  const double part_7 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_7)) / z;
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

/* The real w with w exp(w) = y on branch 0 or -1; nan where there is none. */
static double lambert_w(double y, double branch) {
  if (y < -0.36787944117144233) {
    if (y > -0.36787944117144245) {
      return -1.0;
    }
    return NAN;
  }
  if (branch < -0.5 && y >= 0.0) {
    return NAN;
  }
  const double p = sqrt(fmax(0.0, 2.0 * (2.718281828459045 * y + 1.0)));
  double w = -1.0 + p - p * p / 3.0 + 11.0 / 72.0 * p * p * p;
  if (branch < -0.5) {
    w = -1.0 - p - p * p / 3.0 - 11.0 / 72.0 * p * p * p;
    if (y > -0.1) {
      w = log(-y) - log(-log(-y));
    }
  } else if (y > 1.0) {
    const double part_8 = log(1.0 + log(1.0 + y)) / (2.0 + log(1.0 + y));
    w = log(1.0 + y) * (1.0 - part_8);
  }
  for (int turn = 0; turn < 50; ++turn) {
    const double e = exp(w);
    const double f = w * e - y;
    if (f == 0.0 || w == -1.0) {
      return w;
    }
    const double step = f / (e * (w + 1.0) - (w + 2.0) * f / (2.0 * w + 2.0));
    w = w - step;
    if (fmax(step, -step) <= 1e-16 * fmax(w, -w)) {
      return w;
    }
  }
  return w;
}

/* The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2. */
static double log_decay(double k, double v) {
  const double size = fmax(v, -v);
  const double s = v * v;
  if (size < 0.5) {
    double last_1 = 0.0;
    if (k < 0.5) {
      const double part_9 = s * (1.0 / 9676800.0 - s / 479001600.0);
      last_1 = s * (1.0 / 2880.0 - s * (1.0 / 181440.0 - part_9));
      return -0.5 * v + s * (1.0 / 24.0 - last_1);
    }
    if (k < 1.5) {
      const double part_10 = s * (691.0 / 1307674368000.0);
      last_1 = 1.0 / 1209600.0 - s * (1.0 / 47900160.0 - part_10);
      const double part_11 =
          s * (1.0 / 720.0 - s * (1.0 / 30240.0 - s * last_1));
      return v * (1.0 / 12.0 - part_11) - 0.5;
    }
    const double part_12 = 691.0 / 118879488000.0 - s / 5748019200.0;
    last_1 = 1.0 / 5322240.0 - s * part_12;
    last_1 = 1.0 / 172800.0 - s * last_1;
    return 1.0 / 12.0 - s * (1.0 / 240.0 - s * (1.0 / 6048.0 - s * last_1));
  }
  if (k < 0.5) {
    return fmax(-v, 0.0) + log(-expm1(-size) / size);
  }
  if (k < 1.5) {
    return 1.0 / expm1(v) - 1.0 / v;
  }
  const double e = expm1(-size);
  return 1.0 / s - (1.0 + e) / (e * e);
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
  const double rate = lambert_w(-sum_x * exp(-sum_x / n) / n, 0.0) + sum_x / n;
  return rate;
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
static double log_likelihood(const struct rows *rows, double rate) {
  double log_densities = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_4 = deviance(x, rate);
    add(&log_densities, &lost_3, -part_4 - stirling(x) - log1m_exp(-rate));
  }
  log_densities += lost_3;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  return -log_likelihood(rows, rate);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_h_1, double rate) {
  return sum_h_1 / rate - n * log_decay(1.0, rate) - n;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h_1 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_1, &lost_5, x - 1.0);
  }
  sum_h_1 += lost_5;
  return -score(n, sum_h_1, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_h_1, double n, double rate) {
  return -n * log_decay(2.0, rate) - sum_h_1 / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h_1 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_1, &lost_6, x - 1.0);
  }
  sum_h_1 += lost_6;
  return -curvature(sum_h_1, n, rate);
}

/* The maximum-likelihood estimate. */
int zero_truncated_poisson_estimate(const double *x, size_t n,
                                    double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return ZERO_TRUNCATED_POISSON_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return ZERO_TRUNCATED_POISSON_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return ZERO_TRUNCATED_POISSON_NOT_FOUND;
    }
  }
  return ZERO_TRUNCATED_POISSON_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double zero_truncated_poisson_nll(const double *x, size_t n,
                                  const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int zero_truncated_poisson_gradient(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ZERO_TRUNCATED_POISSON_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return ZERO_TRUNCATED_POISSON_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int zero_truncated_poisson_hessian(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ZERO_TRUNCATED_POISSON_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return ZERO_TRUNCATED_POISSON_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int zero_truncated_poisson_standard_errors(const double *x, size_t n,
                                           const double *parameters,
                                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return ZERO_TRUNCATED_POISSON_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return ZERO_TRUNCATED_POISSON_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return ZERO_TRUNCATED_POISSON_OK;
}
