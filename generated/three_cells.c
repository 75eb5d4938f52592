/*
 * Maximum-likelihood estimation: Three cells with free probabilities.
 *
 *   f(x; p_1, p_2) = Piecewise((p_1, Eq(x, 1)), (p_2, Eq(x, 2)), (1-p_1-p_2,
 *       True))
 *   support: x in 1, 2, 3
 *   p_1: 0 < p_1 < 1
 *   p_2: 0 < p_2 < 1 - p_1
 *
 * Log-likelihood:
 *
 *   log(p_1)*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
 *       log(p_2)*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0, True))) +
 *       log(-p_1 - p_2 + 1)*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1,
 *       True)))
 *
 * Estimator (closed):
 *
 *   p_2 = sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0,
 *       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
 *       sum(Piecewise((1, Eq(x, 1)), (0, True))) + sum(Piecewise((0, Eq(x,
 *       1)), (1, Eq(x, 2)), (0, True))))
 *   p_1 = -(p_2 - 1)*sum(Piecewise((1, Eq(x, 1)), (0,
 *       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
 *       sum(Piecewise((1, Eq(x, 1)), (0, True))))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > p_1(#{x_i in {1,
 *       2}} + #{x_i = 2} + #{x_i = 1}).
 *   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > 0.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1997), Discrete Multivariate Distributions,
 *       ch. 35
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: p_1, p_2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  THREE_CELLS_PARAMETERS = 2,
  THREE_CELLS_OK = 0,
  /* Empty, not finite, or outside the support. */
  THREE_CELLS_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  THREE_CELLS_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  THREE_CELLS_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 1.0) && (x <= 3.0))) {
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
static void solve(const struct rows *rows, double *out) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    sum_h += (t || t_1) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_1, (t ? 0.0 : (t_1 ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_1;
  const double p_2 = sum_h_2 / (sum_h + sum_h_1 + sum_h_2);
  const double p_1 = -(p_2 - 1.0) * sum_h_1 / (sum_h + sum_h_1);
  out[0] = p_1;
  out[1] = p_2;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    sum_h += (t || t_1) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  if (!(sum_h + sum_h_1 > 0.0)) {
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
static double log_likelihood(double sum_h_2, double sum_h, double sum_h_1,
                             double p_1, double p_2) {
  const double part_2 = xlog1py(sum_h, -p_1 - p_2) + xlogy(sum_h_1, p_1);
  return part_2 + xlogy(sum_h_2, p_2);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double p_1, double p_2) {
  if (!(p_1 > 0.0 && p_1 < 1.0 && p_2 > 0.0 && p_2 < 1.0 - p_1)) {
    return INFINITY;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    sum_h += (t || t_1) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_3, (t ? 0.0 : (t_1 ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_3;
  return -log_likelihood(sum_h_2, sum_h, sum_h_1, p_1, p_2);
}

/* The gradient of the log-likelihood. */
static void score(double sum_h, double sum_h_1, double sum_h_2, double p_1,
                  double p_2, double *out) {
  const double t_11 = sum_h / (1.0 - p_1 - p_2);
  out[0] = sum_h_1 / p_1 - t_11;
  out[1] = sum_h_2 / p_2 - t_11;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double p_1, double p_2,
                     double *out) {
  if (!(p_1 > 0.0 && p_1 < 1.0 && p_2 > 0.0 && p_2 < 1.0 - p_1)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    sum_h += (t || t_1) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_4, (t ? 0.0 : (t_1 ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_4;
  double found_5[2];
  score(sum_h, sum_h_1, sum_h_2, p_1, p_2, found_5);
  const double g_1 = found_5[0];
  const double g_2 = found_5[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double sum_h, double sum_h_1, double sum_h_2, double p_1,
                      double p_2, double *out) {
  const double t_12 = p_1 + p_2;
  const double t_13 = 1.0 - t_12;
  const double t_15 = sum_h / (t_13 * t_13);
  out[0] = -t_15 - sum_h_1 / (p_1 * p_1);
  out[1] = -t_15;
  out[2] = -t_15 - sum_h_2 / (p_2 * p_2);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double p_1, double p_2,
                    double *out) {
  if (!(p_1 > 0.0 && p_1 < 1.0 && p_2 > 0.0 && p_2 < 1.0 - p_1)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    sum_h += (t || t_1) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_6, (t ? 0.0 : (t_1 ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_6;
  double found_7[3];
  curvature(sum_h, sum_h_1, sum_h_2, p_1, p_2, found_7);
  const double h_1 = found_7[0];
  const double h_2 = found_7[1];
  const double h_3 = found_7[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int three_cells_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return THREE_CELLS_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return THREE_CELLS_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return THREE_CELLS_NOT_FOUND;
    }
  }
  return THREE_CELLS_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double three_cells_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int three_cells_gradient(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return THREE_CELLS_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return THREE_CELLS_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int three_cells_hessian(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return THREE_CELLS_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return THREE_CELLS_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int three_cells_standard_errors(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return THREE_CELLS_BAD_DATA;
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
        return THREE_CELLS_NOT_FOUND;
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
  return THREE_CELLS_OK;
}
