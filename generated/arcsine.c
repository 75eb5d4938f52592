/*
 * Maximum-likelihood estimation: Arcsine distribution on (a, b).
 *
 *   f(x; a, b) = 1/(pi*sqrt((x-a)*(b-x)))
 *   support: a < x < b
 *   a: real
 *   b: a < b
 *
 * Log-likelihood:
 *
 *   -log(pi)*n - sum(log(-x + b))/2 - sum(log(x - a))/2
 *
 * Estimator (unbounded):
 *
 *   a = min(x)
 *   b = max(x)
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 25
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a, b.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  ARCSINE_PARAMETERS = 2,
  ARCSINE_OK = 0,
  /* Empty, not finite, or outside the support. */
  ARCSINE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ARCSINE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ARCSINE_NOT_FOUND = 3
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
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  const double a = min_x;
  const double b = max_x;
  out[0] = a;
  out[1] = b;
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
    out[2] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double a,
                             double b) {
  double sum_h_6 = 0.0;
  double lost_1 = 0.0;
  double sum_h_7 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_6, &lost_1, log(b - x));
    add(&sum_h_7, &lost_2, log(x - a));
  }
  sum_h_6 += lost_1;
  sum_h_7 += lost_2;
  return -n * log(3.141592653589793) - 0.5 * sum_h_6 - 0.5 * sum_h_7;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double a, double b) {
  if (!(isfinite(a) && b > a && isfinite(b))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= a && x <= b) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, a, b);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double a, double b, double *out) {
  double sum_h_8 = 0.0;
  double lost_3 = 0.0;
  double sum_h_9 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_3, 1.0 / (x - a));
    add(&sum_h_9, &lost_4, 1.0 / (x - b));
  }
  sum_h_8 += lost_3;
  sum_h_9 += lost_4;
  out[0] = 0.5 * sum_h_8;
  out[1] = 0.5 * sum_h_9;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double a, double b, double *out) {
  if (!(isfinite(a) && b > a && isfinite(b))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= a && x <= b) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double found_5[2];
  score(rows, a, b, found_5);
  const double g_1 = found_5[0];
  const double g_2 = found_5[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double a, double b,
                      double *out) {
  double sum_h_14 = 0.0;
  double lost_6 = 0.0;
  double sum_h_15 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_2 = x - b;
    const double t_3 = x - a;
    add(&sum_h_14, &lost_6, 1.0 / (t_3 * t_3));
    add(&sum_h_15, &lost_7, 1.0 / (t_2 * t_2));
  }
  sum_h_14 += lost_6;
  sum_h_15 += lost_7;
  out[0] = 0.5 * sum_h_14;
  out[1] = 0.0;
  out[2] = 0.5 * sum_h_15;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double a, double b, double *out) {
  if (!(isfinite(a) && b > a && isfinite(b))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= a && x <= b) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_8[3];
  curvature(rows, a, b, found_8);
  const double h_1 = found_8[0];
  const double h_2 = found_8[1];
  const double h_3 = found_8[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int arcsine_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return ARCSINE_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return ARCSINE_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return ARCSINE_NOT_FOUND;
    }
  }
  return ARCSINE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double arcsine_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int arcsine_gradient(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ARCSINE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return ARCSINE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int arcsine_hessian(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ARCSINE_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return ARCSINE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int arcsine_standard_errors(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return ARCSINE_BAD_DATA;
  }
  (void)parameters;
  return ARCSINE_NOT_FOUND;
}
