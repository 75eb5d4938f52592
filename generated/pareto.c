/*
 * Maximum-likelihood estimation: Pareto distribution.
 *
 *   f(x; x_m, shape) = shape*x_m**shape/x**(shape+1)
 *   support: x >= x_m
 *   x_m: positive
 *   shape: positive
 *
 * Log-likelihood:
 *
 *   (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n
 *
 * Estimator (boundary):
 *
 *   x_m = min(x)
 *   shape = n/sum(log(x/x_m))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 20
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: x_m, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  PARETO_PARAMETERS = 2,
  PARETO_OK = 0,
  /* Empty, not finite, or outside the support. */
  PARETO_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  PARETO_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  PARETO_NOT_FOUND = 3
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
  const double x_m = min_x;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, log(x / x_m));
  }
  sum_h += lost_1;
  const double shape = n / sum_h;
  out[0] = x_m;
  out[1] = shape;
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
static double log_likelihood(double sum_log_x, double n, double x_m,
                             double shape) {
  return shape * n * log(x_m) + n * log(shape) + (-shape - 1.0) * sum_log_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double x_m, double shape) {
  if (!(x_m > 0.0 && isfinite(x_m) && shape > 0.0 && isfinite(shape))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= x_m ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_2, log(x));
  }
  sum_log_x += lost_2;
  return -log_likelihood(sum_log_x, n, x_m, shape);
}

/* The gradient of the log-likelihood. */
static void score(double sum_log_x, double n, double x_m, double shape,
                  double *out) {
  out[0] = shape * n / x_m;
  out[1] = n * log(x_m) + n / shape - sum_log_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double x_m, double shape,
                     double *out) {
  if (!(x_m > 0.0 && isfinite(x_m) && shape > 0.0 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= x_m ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_3, log(x));
  }
  sum_log_x += lost_3;
  double found_4[2];
  score(sum_log_x, n, x_m, shape, found_4);
  const double g_1 = found_4[0];
  const double g_2 = found_4[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double x_m, double shape, double *out) {
  const double t_3 = n / x_m;
  out[0] = -shape * n / (x_m * x_m);
  out[1] = t_3;
  out[2] = -n / (shape * shape);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double x_m, double shape,
                    double *out) {
  if (!(x_m > 0.0 && isfinite(x_m) && shape > 0.0 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= x_m ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_5[3];
  curvature(n, x_m, shape, found_5);
  const double h_1 = found_5[0];
  const double h_2 = found_5[1];
  const double h_3 = found_5[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int pareto_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return PARETO_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return PARETO_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return PARETO_NOT_FOUND;
    }
  }
  return PARETO_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double pareto_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int pareto_gradient(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return PARETO_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return PARETO_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int pareto_hessian(const double *x, size_t n, const double *parameters,
                   double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return PARETO_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return PARETO_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int pareto_standard_errors(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return PARETO_BAD_DATA;
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
        return PARETO_NOT_FOUND;
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
  return PARETO_OK;
}
