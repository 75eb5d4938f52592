/*
 * Maximum-likelihood estimation: Discrete Laplace distribution centred at
 * zero.
 *
 *   f(x; q) = (1-q)/(1+q)*q**Abs(x)
 *   support: x in ..., -2, -1, 0, 1, 2, ...
 *   q: 0 < q < 1
 *
 * Log-likelihood:
 *
 *   (log(1 - q) - log(q + 1))*n + log(q)*sum(Abs(x))
 *
 * Estimator (closed):
 *
 *   q = -(-sqrt(n**2 + sum(Abs(x))**2) + n)/sum(Abs(x))
 *
 * Conditions:
 *
 *   A maximum exists only if sum |x_i| > 0.
 *
 * Source:
 *
 *   Inusah, Kozubowski (2006), A discrete analogue of the Laplace
 *       distribution, J. Statist. Plann. Inference 136, 1090-1102
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: q.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  DISCRETE_LAPLACE_PARAMETERS = 1,
  DISCRETE_LAPLACE_OK = 0,
  /* Empty, not finite, or outside the support. */
  DISCRETE_LAPLACE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  DISCRETE_LAPLACE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  DISCRETE_LAPLACE_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)))) {
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, fabs(x));
  }
  sum_h += lost_1;
  const double q = -(n - sqrt(n * n + sum_h * sum_h)) / sum_h;
  return q;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_2, fabs(x));
  }
  sum_h += lost_2;
  if (!(sqrt(n * n + sum_h * sum_h) - n > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_h, double q) {
  return n * log1p(-q) + xlogy(sum_h, q) - n * log1p(q);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_3, fabs(x));
  }
  sum_h += lost_3;
  return -log_likelihood(n, sum_h, q);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_h, double q) {
  return sum_h / q - n / (q + 1.0) - n / (1.0 - q);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, fabs(x));
  }
  sum_h += lost_4;
  return -score(n, sum_h, q);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_h, double n, double q) {
  const double t_2 = q + 1.0;
  const double t_3 = 1.0 - q;
  return n / (t_2 * t_2) - n / (t_3 * t_3) - sum_h / (q * q);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_5, fabs(x));
  }
  sum_h += lost_5;
  return -curvature(sum_h, n, q);
}

/* The maximum-likelihood estimate. */
int discrete_laplace_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_LAPLACE_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return DISCRETE_LAPLACE_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return DISCRETE_LAPLACE_NOT_FOUND;
    }
  }
  return DISCRETE_LAPLACE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double discrete_laplace_nll(const double *x, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int discrete_laplace_gradient(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_LAPLACE_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return DISCRETE_LAPLACE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int discrete_laplace_hessian(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_LAPLACE_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return DISCRETE_LAPLACE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int discrete_laplace_standard_errors(const double *x, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_LAPLACE_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return DISCRETE_LAPLACE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return DISCRETE_LAPLACE_OK;
}
