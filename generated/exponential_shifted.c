/*
 * Maximum-likelihood estimation: Shifted exponential distribution (location,
 * scale).
 *
 *   f(x; location, scale) = 1/scale*exp(-(x-location)/scale)
 *   support: x >= location
 *   location: real
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   -log(scale)*n - sum(x - location)/scale
 *
 * Estimator (boundary):
 *
 *   location = min(x)
 *   scale = sum(x - location)/n
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 19
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: location, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  EXPONENTIAL_SHIFTED_PARAMETERS = 2,
  EXPONENTIAL_SHIFTED_OK = 0,
  /* Empty, not finite, or outside the support. */
  EXPONENTIAL_SHIFTED_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  EXPONENTIAL_SHIFTED_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  EXPONENTIAL_SHIFTED_NOT_FOUND = 3
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
    if (!isfinite(x)) {
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
  double min_x = INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
  }
  const double location = min_x;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, x - location);
  }
  sum_h += lost_1;
  const double scale = sum_h / n;
  out[0] = location;
  out[1] = scale;
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
static double log_likelihood(const struct rows *rows, double n, double location,
                             double scale) {
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_1, &lost_2, x - location);
  }
  sum_h_1 += lost_2;
  return -n * log(scale) - sum_h_1 / scale;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double location, double scale) {
  if (!(isfinite(location) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, location, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double location,
                  double scale, double *out) {
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_3, x - location);
  }
  sum_h_2 += lost_3;
  const double t_5 = n / scale;
  out[0] = t_5;
  out[1] = sum_h_2 / (scale * scale) - t_5;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double location, double scale,
                     double *out) {
  if (!(isfinite(location) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_4[2];
  score(rows, n, location, scale, found_4);
  const double g_1 = found_4[0];
  const double g_2 = found_4[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double location,
                      double scale, double *out) {
  double sum_h_3 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_5, x - location);
  }
  sum_h_3 += lost_5;
  const double t_8 = 1.0 / (scale * scale);
  const double t_9 = t_8 * n;
  out[0] = 0.0;
  out[1] = -t_9;
  out[2] = t_9 - 2.0 * sum_h_3 / (scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double location, double scale,
                    double *out) {
  if (!(isfinite(location) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_6[3];
  curvature(rows, n, location, scale, found_6);
  const double h_1 = found_6[0];
  const double h_2 = found_6[1];
  const double h_3 = found_6[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int exponential_shifted_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIAL_SHIFTED_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return EXPONENTIAL_SHIFTED_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return EXPONENTIAL_SHIFTED_NOT_FOUND;
    }
  }
  return EXPONENTIAL_SHIFTED_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double exponential_shifted_nll(const double *x, size_t n,
                               const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int exponential_shifted_gradient(const double *x, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIAL_SHIFTED_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return EXPONENTIAL_SHIFTED_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int exponential_shifted_hessian(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return EXPONENTIAL_SHIFTED_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return EXPONENTIAL_SHIFTED_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int exponential_shifted_standard_errors(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return EXPONENTIAL_SHIFTED_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  static const size_t regular[1] = {1};
  double factor[1][1];
  for (size_t i = 0; i < 1; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return EXPONENTIAL_SHIFTED_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 1; ++last) {
    double column[1];
    double variance = 0.0;
    for (size_t i = last; i < 1; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return EXPONENTIAL_SHIFTED_OK;
}
