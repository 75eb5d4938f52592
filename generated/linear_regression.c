/*
 * Maximum-likelihood estimation: Straight line with normal errors.
 *
 *   f(y | z; intercept, slope, sigma2) =
 *       1/sqrt(2*pi*sigma2)*exp(-(y-intercept-slope*z)**2/(2*sigma2))
 *   support: y real
 *   intercept: real
 *   slope: real
 *   sigma2: positive
 *
 * Log-likelihood:
 *
 *   -log(2*pi*sigma2)*n/2 - sum((y - z*slope - intercept)**2)/(2*sigma2)
 *
 * Estimator (closed):
 *
 *   slope = sum((y - sum(y)/n)*(z - sum(z)/n))/sum((z - sum(z)/n)**2)
 *   sigma2 = -sum((y - sum(y)/n)*(z - sum(z)/n))**2/(n*sum((z - sum(z)/n)**2))
 *       + sum((y - sum(y)/n)**2)/n
 *   intercept = (-slope*sum(z) + sum(y))/n
 *
 * Conditions:
 *
 *   A maximum exists only if the y_i are not all equal.
 *   A maximum exists only if the z_i are not all equal.
 *   A maximum exists only if (sum (y_i - (1/n) sum y_j)^2)(sum (z_i - (1/n)
 *       sum z_j)^2) > (sum (y_i - (1/n) sum y_j)(z_i - (1/n) sum z_j))^2.
 *
 * Source:
 *
 *   Seber, Lee (2003), Linear Regression Analysis, 2nd ed., ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: intercept, slope, sigma2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LINEAR_REGRESSION_PARAMETERS = 3,
  LINEAR_REGRESSION_OK = 0,
  /* Empty, not finite, or outside the support. */
  LINEAR_REGRESSION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LINEAR_REGRESSION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LINEAR_REGRESSION_NOT_FOUND = 3
};

/* The data. */
struct rows {
  const double *y;
  const double *z;
  size_t n;
};

static double y_at(const struct rows *rows, size_t i) {
  return rows->y[i];
}

static double z_at(const struct rows *rows, size_t i) {
  return rows->z[i];
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    if (!(isfinite(y) && isfinite(z))) {
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
  double sum_z = 0.0;
  double lost_1 = 0.0;
  double sum_y = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_z, &lost_1, z);
    add(&sum_y, &lost_2, y);
  }
  sum_z += lost_1;
  sum_y += lost_2;
  double sum_h = 0.0;
  double lost_3 = 0.0;
  double sum_h_1 = 0.0;
  double lost_4 = 0.0;
  double sum_h_2 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t = 1.0 / n;
    const double t_1 = z - t * sum_z;
    const double t_2 = y - t * sum_y;
    add(&sum_h, &lost_3, t_1 * t_1);
    add(&sum_h_1, &lost_4, t_1 * t_2);
    add(&sum_h_2, &lost_5, t_2 * t_2);
  }
  sum_h += lost_3;
  sum_h_1 += lost_4;
  sum_h_2 += lost_5;
  const double slope = sum_h_1 / sum_h;
  const double sigma2 = sum_h_2 / n - sum_h_1 * sum_h_1 / (sum_h * n);
  const double intercept = (sum_y - slope * sum_z) / n;
  out[0] = intercept;
  out[1] = slope;
  out[2] = sigma2;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_z = 0.0;
  double lost_6 = 0.0;
  double sum_y = 0.0;
  double lost_7 = 0.0;
  double min_y = INFINITY;
  double max_y = -INFINITY;
  double min_z = INFINITY;
  double max_z = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_z, &lost_6, z);
    add(&sum_y, &lost_7, y);
    min_y = fmin(min_y, y);
    max_y = fmax(max_y, y);
    min_z = fmin(min_z, z);
    max_z = fmax(max_z, z);
  }
  sum_z += lost_6;
  sum_y += lost_7;
  double sum_h = 0.0;
  double lost_8 = 0.0;
  double sum_h_1 = 0.0;
  double lost_9 = 0.0;
  double sum_h_2 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t = 1.0 / n;
    const double t_1 = z - t * sum_z;
    const double t_2 = y - t * sum_y;
    add(&sum_h, &lost_8, t_1 * t_1);
    add(&sum_h_1, &lost_9, t_1 * t_2);
    add(&sum_h_2, &lost_10, t_2 * t_2);
  }
  sum_h += lost_8;
  sum_h_1 += lost_9;
  sum_h_2 += lost_10;
  if (!(min_y < max_y)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = 0.0;
    return;
  }
  if (!(min_z < max_z)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    return;
  }
  if (!(sum_h * sum_h_2 - sum_h_1 * sum_h_1 > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
  out[3] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n,
                             double intercept, double slope, double sigma2) {
  double sum_h_6 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h_6, &lost_11, pow(y - slope * z - intercept, 2.0));
  }
  sum_h_6 += lost_11;
  const double part_12 = -0.5 * n * log(2.0 * 3.141592653589793 * sigma2);
  return part_12 - 0.5 * sum_h_6 / sigma2;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double intercept, double slope,
                  double sigma2) {
  const int part_13 = isfinite(intercept);
  if (!(part_13 && isfinite(slope) && sigma2 > 0.0 && isfinite(sigma2))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, intercept, slope, sigma2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double intercept,
                  double slope, double sigma2, double *out) {
  double sum_h_7 = 0.0;
  double lost_14 = 0.0;
  double sum_h_8 = 0.0;
  double lost_15 = 0.0;
  double sum_h_9 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t_13 = slope * z + intercept - y;
    const double t_14 = -t_13;
    add(&sum_h_7, &lost_14, t_13);
    add(&sum_h_8, &lost_15, t_14 * z);
    add(&sum_h_9, &lost_16, t_14 * t_14);
  }
  sum_h_7 += lost_14;
  sum_h_8 += lost_15;
  sum_h_9 += lost_16;
  const double t_15 = 1.0 / sigma2;
  out[0] = -t_15 * sum_h_7;
  out[1] = t_15 * sum_h_8;
  out[2] = 0.5 * sum_h_9 / (sigma2 * sigma2) - 0.5 * t_15 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double intercept, double slope,
                     double sigma2, double *out) {
  const int part_17 = isfinite(intercept);
  if (!(part_17 && isfinite(slope) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_18[3];
  score(rows, n, intercept, slope, sigma2, found_18);
  const double g_1 = found_18[0];
  const double g_2 = found_18[1];
  const double g_3 = found_18[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_z,
                      double sum_z_2, double intercept, double slope,
                      double sigma2, double *out) {
  double sum_h_10 = 0.0;
  double lost_19 = 0.0;
  double sum_h_11 = 0.0;
  double lost_20 = 0.0;
  double sum_h_12 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double t_16 = slope * z + intercept - y;
    const double t_17 = -t_16;
    add(&sum_h_10, &lost_19, t_17 * t_17);
    add(&sum_h_11, &lost_20, t_16);
    add(&sum_h_12, &lost_21, t_17 * z);
  }
  sum_h_10 += lost_19;
  sum_h_11 += lost_20;
  sum_h_12 += lost_21;
  const double t_18 = 1.0 / sigma2;
  const double t_19 = 0.5 * n;
  const double t_20 = t_18 * n;
  const double t_21 = 1.0 / (sigma2 * sigma2);
  out[0] = -t_20;
  out[1] = -t_18 * sum_z;
  out[2] = -t_18 * sum_z_2;
  out[3] = t_21 * sum_h_11;
  out[4] = -t_21 * sum_h_12;
  out[5] = t_19 * t_21 - sum_h_10 / (sigma2 * sigma2 * sigma2);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double intercept, double slope,
                    double sigma2, double *out) {
  const int part_22 = isfinite(intercept);
  if (!(part_22 && isfinite(slope) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_z = 0.0;
  double lost_23 = 0.0;
  double sum_z_2 = 0.0;
  double lost_24 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    add(&sum_z, &lost_23, z);
    add(&sum_z_2, &lost_24, z * z);
  }
  sum_z += lost_23;
  sum_z_2 += lost_24;
  double found_25[6];
  curvature(rows, n, sum_z, sum_z_2, intercept, slope, sigma2, found_25);
  const double h_1 = found_25[0];
  const double h_2 = found_25[1];
  const double h_3 = found_25[2];
  const double h_4 = found_25[3];
  const double h_5 = found_25[4];
  const double h_6 = found_25[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int linear_regression_estimate(const double *y, const double *z, size_t n,
                               double *estimate) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LINEAR_REGRESSION_BAD_DATA;
  }
  double limit[4];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 3; ++i) {
      estimate[i] = limit[i + 1];
    }
    return LINEAR_REGRESSION_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return LINEAR_REGRESSION_NOT_FOUND;
    }
  }
  return LINEAR_REGRESSION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double linear_regression_nll(const double *y, const double *z, size_t n,
                             const double *parameters) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int linear_regression_gradient(const double *y, const double *z, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return LINEAR_REGRESSION_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return LINEAR_REGRESSION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int linear_regression_hessian(const double *y, const double *z, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return LINEAR_REGRESSION_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return LINEAR_REGRESSION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int linear_regression_standard_errors(const double *y, const double *z,
                                      size_t n, const double *parameters,
                                      double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LINEAR_REGRESSION_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[3] = {0, 1, 2};
  double factor[3][3];
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return LINEAR_REGRESSION_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 3; ++last) {
    double column[3];
    double variance = 0.0;
    for (size_t i = last; i < 3; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return LINEAR_REGRESSION_OK;
}
