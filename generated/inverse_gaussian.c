/*
 * Maximum-likelihood estimation: Inverse Gaussian distribution (mean, shape).
 *
 *   f(x; mu, shape) =
 *       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
 *   support: x > 0
 *   mu: positive
 *   shape: positive
 *
 * Log-likelihood:
 *
 *   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
 *       mu)**2/x)/(2*mu**2)
 *
 * Estimator (closed):
 *
 *   mu = sum(x)/n
 *   shape = n*sum(x)/(-n**2 + sum(1/x)*sum(x))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 15
 *   Tweedie (1957), Statistical properties of inverse Gaussian distributions
 *       I, Ann. Math. Statist. 28, 362-377
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  INVERSE_GAUSSIAN_PARAMETERS = 2,
  INVERSE_GAUSSIAN_OK = 0,
  /* Empty, not finite, or outside the support. */
  INVERSE_GAUSSIAN_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  INVERSE_GAUSSIAN_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  INVERSE_GAUSSIAN_NOT_FOUND = 3
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
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_x = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, 1.0 / x);
    add(&sum_x, &lost_2, x);
  }
  sum_h += lost_1;
  sum_x += lost_2;
  double sum_h_1 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 1.0 / n;
    add(&sum_h_1, &lost_3, (1.0 / x - t * sum_h) * (x - t * sum_x));
  }
  sum_h_1 += lost_3;
  const double mu = sum_x / n;
  const double shape = -sum_x / sum_h_1;
  out[0] = mu;
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
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double mu, double shape) {
  double sum_h_4 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_4, pow(x - mu, 2.0) / x);
  }
  sum_h_4 += lost_4;
  const double t_14 = 0.5 * shape;
  const double part_5 = 0.5 * n * log(t_14 / 3.141592653589793);
  return part_5 - t_14 * sum_h_4 / (mu * mu) - 1.5 * sum_log_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double shape) {
  if (!(mu > 0.0 && isfinite(mu) && shape > 0.0 && isfinite(shape))) {
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
  return -log_likelihood(rows, sum_log_x, n, mu, shape);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double shape,
                  double *out) {
  double sum_h_5 = 0.0;
  double lost_7 = 0.0;
  double sum_h_6 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_15 = x - mu;
    const double t_16 = 1.0 / x;
    add(&sum_h_5, &lost_7, t_15 * t_15 * t_16);
    add(&sum_h_6, &lost_8, t_15 * t_16);
  }
  sum_h_5 += lost_7;
  sum_h_6 += lost_8;
  const double t_17 = 1.0 / (mu * mu);
  out[0] = shape * t_17 * sum_h_6 + shape * sum_h_5 / (mu * mu * mu);
  out[1] = 0.5 * n / shape - 0.5 * t_17 * sum_h_5;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double shape,
                     double *out) {
  if (!(mu > 0.0 && isfinite(mu) && shape > 0.0 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_9[2];
  score(rows, n, mu, shape, found_9);
  const double g_1 = found_9[0];
  const double g_2 = found_9[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_h,
                      double mu, double shape, double *out) {
  double sum_h_7 = 0.0;
  double lost_10 = 0.0;
  double sum_h_8 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_18 = x - mu;
    const double t_19 = 1.0 / x;
    add(&sum_h_7, &lost_10, t_18 * t_18 * t_19);
    add(&sum_h_8, &lost_11, t_18 * t_19);
  }
  sum_h_7 += lost_10;
  sum_h_8 += lost_11;
  const double t_21 = 1.0 / (mu * mu);
  const double t_23 = 1.0 / (mu * mu * mu);
  const double t_24 = t_23 * sum_h_7;
  const double t_25 = t_21 * sum_h_8;
  const double t_26 = 0.5 * n;
  const double part_12 = -shape * t_21 * sum_h - 4.0 * shape * t_23 * sum_h_8;
  out[0] = part_12 - 3.0 * shape * sum_h_7 / (mu * mu * mu * mu);
  out[1] = t_24 + t_25;
  out[2] = -t_26 / (shape * shape);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double shape,
                    double *out) {
  if (!(mu > 0.0 && isfinite(mu) && shape > 0.0 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_13, 1.0 / x);
  }
  sum_h += lost_13;
  double found_14[3];
  curvature(rows, n, sum_h, mu, shape, found_14);
  const double h_1 = found_14[0];
  const double h_2 = found_14[1];
  const double h_3 = found_14[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int inverse_gaussian_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return INVERSE_GAUSSIAN_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return INVERSE_GAUSSIAN_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return INVERSE_GAUSSIAN_NOT_FOUND;
    }
  }
  return INVERSE_GAUSSIAN_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double inverse_gaussian_nll(const double *x, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int inverse_gaussian_gradient(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return INVERSE_GAUSSIAN_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return INVERSE_GAUSSIAN_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int inverse_gaussian_hessian(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return INVERSE_GAUSSIAN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return INVERSE_GAUSSIAN_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int inverse_gaussian_standard_errors(const double *x, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return INVERSE_GAUSSIAN_BAD_DATA;
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
        return INVERSE_GAUSSIAN_NOT_FOUND;
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
  return INVERSE_GAUSSIAN_OK;
}
