/*
 * Maximum-likelihood estimation: Uniform distribution on (a, b).
 *
 *   f(x; a, b) = 1/(b-a)
 *   support: a <= x <= b
 *   a: real
 *   b: a < b
 *
 * Log-likelihood:
 *
 *   -log(-a + b)*n
 *
 * Estimator (boundary):
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
 *       vol. 2, ch. 26
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a, b.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  UNIFORM_PARAMETERS = 2,
  UNIFORM_OK = 0,
  /* Empty, not finite, or outside the support. */
  UNIFORM_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  UNIFORM_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  UNIFORM_NOT_FOUND = 3
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
static double log_likelihood(double n, double a, double b) {
  return -n * log(b - a);
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
  return -log_likelihood(n, a, b);
}

/* The gradient of the log-likelihood. */
static void score(double n, double a, double b, double *out) {
  const double t_4 = n / (b - a);
  out[0] = t_4;
  out[1] = -t_4;
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
  const double n = (double)rows->n;
  double found_1[2];
  score(n, a, b, found_1);
  const double g_1 = found_1[0];
  const double g_2 = found_1[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double a, double b, double *out) {
  const double t_5 = b - a;
  const double t_7 = n / (t_5 * t_5);
  out[0] = t_7;
  out[1] = -t_7;
  out[2] = t_7;
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
  const double n = (double)rows->n;
  double found_2[3];
  curvature(n, a, b, found_2);
  const double h_1 = found_2[0];
  const double h_2 = found_2[1];
  const double h_3 = found_2[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int uniform_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return UNIFORM_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return UNIFORM_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return UNIFORM_NOT_FOUND;
    }
  }
  return UNIFORM_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double uniform_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int uniform_gradient(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return UNIFORM_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return UNIFORM_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int uniform_hessian(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return UNIFORM_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return UNIFORM_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int uniform_standard_errors(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return UNIFORM_BAD_DATA;
  }
  (void)parameters;
  return UNIFORM_NOT_FOUND;
}
