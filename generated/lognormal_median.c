/*
 * Maximum-likelihood estimation: Lognormal distribution (median, standard
 * deviation of the logarithm).
 *
 *   f(x; median, sigma) =
 *       1/(x*sigma*sqrt(2*pi))*exp(-log(x/median)**2/(2*sigma**2))
 *   support: x > 0
 *   median: positive
 *   sigma: positive
 *
 * Log-likelihood:
 *
 *   (-log(sigma) - log(2*pi)/2)*n - sum(log(x)) -
 *       sum(log(x/median)**2)/(2*sigma**2)
 *
 * Estimator (closed):
 *
 *   median = exp(sum(log(x))/n)
 *   sigma = sqrt(sum(log(x/median)**2))/sqrt(n)
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 14
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: median, sigma.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LOGNORMAL_MEDIAN_PARAMETERS = 2,
  LOGNORMAL_MEDIAN_OK = 0,
  /* Empty, not finite, or outside the support. */
  LOGNORMAL_MEDIAN_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LOGNORMAL_MEDIAN_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LOGNORMAL_MEDIAN_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x > 0.0))) {
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
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_1, log(x));
  }
  sum_log_x += lost_1;
  const double median = exp(sum_log_x / n);
  double sum_h = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = log(x / median);
    add(&sum_h, &lost_2, t * t);
  }
  sum_h += lost_2;
  const double sigma = sqrt(sum_h) / sqrt(n);
  out[0] = median;
  out[1] = sigma;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double median, double sigma) {
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_3, pow(log(x / median), 2.0));
  }
  sum_h_2 += lost_3;
  const double part_4 =
      -n * log(sigma) - 0.5 * n * log(2.0 * 3.141592653589793);
  return part_4 - sum_log_x - 0.5 * sum_h_2 / (sigma * sigma);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double median, double sigma) {
  const int part_5 = isfinite(median);
  if (!(median > 0.0 && part_5 && sigma > 0.0 && isfinite(sigma))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_6, log(x));
  }
  sum_log_x += lost_6;
  return -log_likelihood(rows, sum_log_x, n, median, sigma);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double median,
                  double sigma, double *out) {
  double sum_h_3 = 0.0;
  double lost_7 = 0.0;
  double sum_h_4 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_9 = log(x / median);
    add(&sum_h_3, &lost_7, t_9);
    add(&sum_h_4, &lost_8, t_9 * t_9);
  }
  sum_h_3 += lost_7;
  sum_h_4 += lost_8;
  out[0] = sum_h_3 / (median * (sigma * sigma));
  out[1] = sum_h_4 / (sigma * sigma * sigma) - n / sigma;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double median, double sigma,
                     double *out) {
  const int part_9 = isfinite(median);
  if (!(median > 0.0 && part_9 && sigma > 0.0 && isfinite(sigma))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_10[2];
  score(rows, n, median, sigma, found_10);
  const double g_1 = found_10[0];
  const double g_2 = found_10[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double median,
                      double sigma, double *out) {
  double sum_h_5 = 0.0;
  double lost_11 = 0.0;
  double sum_h_6 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_10 = log(x / median);
    add(&sum_h_5, &lost_11, t_10 * t_10);
    add(&sum_h_6, &lost_12, t_10);
  }
  sum_h_5 += lost_11;
  sum_h_6 += lost_12;
  const double t_11 = 1.0 / (sigma * sigma);
  const double t_12 = 1.0 / median;
  const double t_13 = t_11 * sum_h_6;
  const double t_14 = 1.0 / (sigma * sigma * sigma);
  const double t_15 = 1.0 / (median * median);
  const double t_16 = t_11 * n;
  out[0] = -t_13 * t_15 - t_15 * t_16;
  out[1] = -2.0 * t_12 * t_14 * sum_h_6;
  out[2] = t_16 - 3.0 * sum_h_5 / (sigma * sigma * sigma * sigma);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double median, double sigma,
                    double *out) {
  const int part_13 = isfinite(median);
  if (!(median > 0.0 && part_13 && sigma > 0.0 && isfinite(sigma))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_14[3];
  curvature(rows, n, median, sigma, found_14);
  const double h_1 = found_14[0];
  const double h_2 = found_14[1];
  const double h_3 = found_14[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int lognormal_median_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LOGNORMAL_MEDIAN_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return LOGNORMAL_MEDIAN_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return LOGNORMAL_MEDIAN_NOT_FOUND;
    }
  }
  return LOGNORMAL_MEDIAN_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double lognormal_median_nll(const double *x, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int lognormal_median_gradient(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LOGNORMAL_MEDIAN_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return LOGNORMAL_MEDIAN_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int lognormal_median_hessian(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LOGNORMAL_MEDIAN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return LOGNORMAL_MEDIAN_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int lognormal_median_standard_errors(const double *x, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LOGNORMAL_MEDIAN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  static const size_t regular[2] = {0, 1};
  double factor[2][2];
  for (size_t i = 0; i < 2; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return LOGNORMAL_MEDIAN_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 2; ++last) {
    double column[2];
    double variance = 0.0;
    for (size_t i = last; i < 2; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return LOGNORMAL_MEDIAN_OK;
}
