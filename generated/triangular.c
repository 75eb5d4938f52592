/*
 * Maximum-likelihood estimation: Triangular distribution with known end
 * points.
 *
 *   f(x; mode, lower, upper) = Piecewise((2*(x-lower)/((upper-lower)*(mode-
 *       lower)), x <= mode), (2*(upper-x)/((upper-lower)*(upper-mode)), True))
 *   support: lower <= x <= upper
 *   mode: lower < mode < upper
 *   lower: real (a known constant)
 *   upper: lower < upper (a known constant)
 *
 * Log-likelihood:
 *
 *   -log(-lower + mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower
 *       + upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1,
 *       True))) + sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True)))
 *       + sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))
 *
 * Estimator (boundary):
 *
 *   mode = the value among x that maximises -log(-lower +
 *       mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower +
 *       upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1,
 *       True))) + sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True)))
 *       + sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))
 *
 * Source:
 *
 *   Oliver (1972), A maximum likelihood oddity, Amer. Statist. 26 (3), 43-44
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 26
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mode.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  TRIANGULAR_PARAMETERS = 1,
  TRIANGULAR_OK = 0,
  /* Empty, not finite, or outside the support. */
  TRIANGULAR_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  TRIANGULAR_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  TRIANGULAR_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double lower, double upper) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x >= lower) && (x <= upper))) {
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

/* The log-likelihood as a function of mode. */
static double objective_mode(const struct rows *rows, double upper,
                             double lower, double n, double mode) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  double sum_h_3 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x <= mode;
    const double t_1 = 2.0 * x;
    sum_h += t ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_1, (t ? 0.0 : log(2.0 * upper - t_1)));
    add(&sum_h_3, &lost_2, (t ? log(t_1 - 2.0 * lower) : 0.0));
  }
  sum_h_2 += lost_1;
  sum_h_3 += lost_2;
  const double part_3 = sum_h_2 + sum_h_3 - n * log(upper - lower);
  return part_3 - sum_h * log(upper - mode) - sum_h_1 * log(mode - lower);
}

/* The one of the points at which mode is likeliest. */
static double point_mode(const struct rows *rows, double upper, double lower,
                         double n) {
  double best = -INFINITY;
  double chosen = NAN;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double point = x;
    const double height = objective_mode(rows, upper, lower, n, point);
    if (height > best) {
      best = height;
      chosen = point;
    }
  }
  return chosen;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double lower, double upper) {
  const double n = (double)rows->n;
  const double mode = point_mode(rows, upper, lower, n);
  return mode;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double upper,
                             double lower, double n, double mode) {
  double sum_h_7 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_7 = -upper;
    const double part_5 = log(2.0 * x - 2.0 * lower);
    const double part_6 = part_5 - log(mode - lower);
    const double part_7 = log(-2.0 * x - 2.0 * t_7);
    add(&sum_h_7, &lost_4, (x <= mode ? part_6 : part_7 - log(-t_7 - mode)));
  }
  sum_h_7 += lost_4;
  return sum_h_7 - n * log(upper - lower);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double lower, double upper,
                  double mode) {
  const int part_8 = isfinite(lower);
  const int part_9 = isfinite(upper);
  if (!(mode > lower && mode < upper && part_8 && upper > lower && part_9)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, upper, lower, n, mode);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double lower, double upper,
                    double mode) {
  double sum_h_8 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_11 = -1.0 / (mode - lower);
    add(&sum_h_8, &lost_10, (x <= mode ? part_11 : 1.0 / (upper - mode)));
  }
  sum_h_8 += lost_10;
  return sum_h_8;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double lower, double upper,
                       double mode) {
  const int part_12 = isfinite(lower);
  const int part_13 = isfinite(upper);
  if (!(mode > lower && mode < upper && part_12 && upper > lower && part_13)) {
    return NAN;
  }
  return -score(rows, lower, upper, mode);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double lower, double upper,
                        double mode) {
  double sum_h_11 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_8 = mode - lower;
    const int t_9 = x <= mode;
    const double t_10 = -upper;
    const double t_11 = -t_10 - mode;
    add(&sum_h_11, &lost_14, (t_9 ? 1.0 / (t_8 * t_8) : 1.0 / (t_11 * t_11)));
  }
  sum_h_11 += lost_14;
  return sum_h_11;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double lower, double upper,
                      double mode) {
  const int part_15 = isfinite(lower);
  const int part_16 = isfinite(upper);
  if (!(mode > lower && mode < upper && part_15 && upper > lower && part_16)) {
    return NAN;
  }
  return -curvature(rows, lower, upper, mode);
}

/* The maximum-likelihood estimate. */
int triangular_estimate(const double *x, size_t n, double lower, double upper,
                        double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, lower, upper)) {
    return TRIANGULAR_BAD_DATA;
  }
  estimate[0] = solve(&rows, lower, upper);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return TRIANGULAR_NOT_FOUND;
    }
  }
  return TRIANGULAR_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double triangular_nll(const double *x, size_t n, double lower, double upper,
                      const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, lower, upper)) {
    return NAN;
  }
  return nll(&rows, lower, upper, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int triangular_gradient(const double *x, size_t n, double lower, double upper,
                        const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, lower, upper)) {
    return TRIANGULAR_BAD_DATA;
  }
  result[0] = gradient(&rows, lower, upper, parameters[0]);
  return TRIANGULAR_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int triangular_hessian(const double *x, size_t n, double lower, double upper,
                       const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, lower, upper)) {
    return TRIANGULAR_BAD_DATA;
  }
  result[0] = hessian(&rows, lower, upper, parameters[0]);
  return TRIANGULAR_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int triangular_standard_errors(const double *x, size_t n, double lower,
                               double upper, const double *parameters,
                               double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, lower, upper)) {
    return TRIANGULAR_BAD_DATA;
  }
  (void)parameters;
  return TRIANGULAR_NOT_FOUND;
}
