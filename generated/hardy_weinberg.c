/*
 * Maximum-likelihood estimation: Hardy-Weinberg proportions (number of A
 * alleles).
 *
 *   f(x; p) = binomial(2, x)*p**x*(1-p)**(2-x)
 *   support: x in 0, 1, 2
 *   p: 0 < p < 1
 *
 * Log-likelihood:
 *
 *   (2*n - sum(x))*log(1 - p) + log(p)*sum(x) + log(2)*n - sum(loggamma(3 -
 *       x)) - sum(loggamma(x + 1))
 *
 * Estimator (closed):
 *
 *   p = sum(x)/(2*n)
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *   A maximum exists only if sum x_i < 2n.
 *
 * Source:
 *
 *   Weir (1996), Genetic Data Analysis II, ch. 2
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  HARDY_WEINBERG_PARAMETERS = 1,
  HARDY_WEINBERG_OK = 0,
  /* Empty, not finite, or outside the support. */
  HARDY_WEINBERG_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  HARDY_WEINBERG_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  HARDY_WEINBERG_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0) && (x <= 2.0))) {
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

/* x log(1 + y), and 0 where x = 0. */
static double xlog1py(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log1p(y);
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
  const double p = 0.5 * sum_x / n;
  return p;
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
  if (!(sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  if (!(2.0 * n - sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = 1.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h_1, double sum_h, double sum_x,
                             double n, double sum_h_2, double p) {
  const double part_3 = n * log(2.0) + xlog1py(-sum_h_2, -p) + xlogy(sum_x, p);
  return part_3 - sum_h - sum_h_1;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double p) {
  if (!(p > 0.0 && p < 1.0)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  double sum_h_1 = 0.0;
  double lost_5 = 0.0;
  double sum_h_2 = 0.0;
  double lost_6 = 0.0;
  double sum_x = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, lgamma(x + 1.0));
    add(&sum_h_1, &lost_5, lgamma(3.0 - x));
    add(&sum_h_2, &lost_6, x - 2.0);
    add(&sum_x, &lost_7, x);
  }
  sum_h += lost_4;
  sum_h_1 += lost_5;
  sum_h_2 += lost_6;
  sum_x += lost_7;
  return -log_likelihood(sum_h_1, sum_h, sum_x, n, sum_h_2, p);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h_2, double sum_x, double p) {
  return sum_h_2 / (1.0 - p) + sum_x / p;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double p) {
  if (!(p > 0.0 && p < 1.0)) {
    return NAN;
  }
  double sum_h_2 = 0.0;
  double lost_8 = 0.0;
  double sum_x = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_8, x - 2.0);
    add(&sum_x, &lost_9, x);
  }
  sum_h_2 += lost_8;
  sum_x += lost_9;
  return -score(sum_h_2, sum_x, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_h_2, double sum_x, double p) {
  const double t_1 = 1.0 - p;
  return sum_h_2 / (t_1 * t_1) - sum_x / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double p) {
  if (!(p > 0.0 && p < 1.0)) {
    return NAN;
  }
  double sum_h_2 = 0.0;
  double lost_10 = 0.0;
  double sum_x = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_2, &lost_10, x - 2.0);
    add(&sum_x, &lost_11, x);
  }
  sum_h_2 += lost_10;
  sum_x += lost_11;
  return -curvature(sum_h_2, sum_x, p);
}

/* The maximum-likelihood estimate. */
int hardy_weinberg_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return HARDY_WEINBERG_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return HARDY_WEINBERG_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return HARDY_WEINBERG_NOT_FOUND;
    }
  }
  return HARDY_WEINBERG_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double hardy_weinberg_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int hardy_weinberg_gradient(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return HARDY_WEINBERG_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return HARDY_WEINBERG_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int hardy_weinberg_hessian(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return HARDY_WEINBERG_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return HARDY_WEINBERG_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int hardy_weinberg_standard_errors(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return HARDY_WEINBERG_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return HARDY_WEINBERG_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return HARDY_WEINBERG_OK;
}
