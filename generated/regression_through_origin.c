/*
 * Maximum-likelihood estimation: Straight line through the origin with normal
 * errors.
 *
 *   f(y | z; slope, sigma2) =
 *       1/sqrt(2*pi*sigma2)*exp(-(y-slope*z)**2/(2*sigma2))
 *   support: y real
 *   slope: real
 *   sigma2: positive
 *
 * Log-likelihood:
 *
 *   -log(2*pi*sigma2)*n/2 - sum((y - z*slope)**2)/(2*sigma2)
 *
 * Estimator (closed):
 *
 *   slope = sum(y*z)/sum(z**2)
 *   sigma2 = sum((y - z*slope)**2)/n
 *
 * Source:
 *
 *   Seber, Lee (2003), Linear Regression Analysis, 2nd ed., ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: slope, sigma2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  REGRESSION_THROUGH_ORIGIN_PARAMETERS = 2,
  REGRESSION_THROUGH_ORIGIN_OK = 0,
  /* Empty, not finite, or outside the support. */
  REGRESSION_THROUGH_ORIGIN_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  REGRESSION_THROUGH_ORIGIN_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  REGRESSION_THROUGH_ORIGIN_NOT_FOUND = 3
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
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_z_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h, &lost_1, y * z);
    add(&sum_z_2, &lost_2, z * z);
  }
  sum_h += lost_1;
  sum_z_2 += lost_2;
  const double slope = sum_h / sum_z_2;
  double sum_h_1 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h_1, &lost_3, pow(y - slope * z, 2.0));
  }
  sum_h_1 += lost_3;
  const double sigma2 = sum_h_1 / n;
  out[0] = slope;
  out[1] = sigma2;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double slope,
                             double sigma2) {
  double sum_h_2 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h_2, &lost_4, pow(y - slope * z, 2.0));
  }
  sum_h_2 += lost_4;
  const double part_5 = -0.5 * n * log(2.0 * 3.141592653589793 * sigma2);
  return part_5 - 0.5 * sum_h_2 / sigma2;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double slope, double sigma2) {
  if (!(isfinite(slope) && sigma2 > 0.0 && isfinite(sigma2))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, slope, sigma2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double sum_h, double sum_z_2,
                  double n, double slope, double sigma2, double *out) {
  double sum_h_3 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h_3, &lost_6, pow(y - slope * z, 2.0));
  }
  sum_h_3 += lost_6;
  const double t_6 = 1.0 / sigma2;
  out[0] = t_6 * sum_h - slope * t_6 * sum_z_2;
  out[1] = 0.5 * sum_h_3 / (sigma2 * sigma2) - 0.5 * t_6 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double slope, double sigma2,
                     double *out) {
  if (!(isfinite(slope) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_7 = 0.0;
  double sum_z_2 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h, &lost_7, y * z);
    add(&sum_z_2, &lost_8, z * z);
  }
  sum_h += lost_7;
  sum_z_2 += lost_8;
  double found_9[2];
  score(rows, sum_h, sum_z_2, n, slope, sigma2, found_9);
  const double g_1 = found_9[0];
  const double g_2 = found_9[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_z_2,
                      double sum_h, double slope, double sigma2, double *out) {
  double sum_h_4 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h_4, &lost_10, pow(y - slope * z, 2.0));
  }
  sum_h_4 += lost_10;
  const double t_7 = 1.0 / sigma2;
  const double t_8 = 0.5 * n;
  const double t_9 = t_7 * sum_z_2;
  const double t_10 = 1.0 / (sigma2 * sigma2);
  out[0] = -t_9;
  out[1] = slope * t_10 * sum_z_2 - t_10 * sum_h;
  out[2] = t_8 * t_10 - sum_h_4 / (sigma2 * sigma2 * sigma2);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double slope, double sigma2,
                    double *out) {
  if (!(isfinite(slope) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_11 = 0.0;
  double sum_z_2 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_h, &lost_11, y * z);
    add(&sum_z_2, &lost_12, z * z);
  }
  sum_h += lost_11;
  sum_z_2 += lost_12;
  double found_13[3];
  curvature(rows, n, sum_z_2, sum_h, slope, sigma2, found_13);
  const double h_1 = found_13[0];
  const double h_2 = found_13[1];
  const double h_3 = found_13[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int regression_through_origin_estimate(const double *y, const double *z,
                                       size_t n, double *estimate) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return REGRESSION_THROUGH_ORIGIN_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return REGRESSION_THROUGH_ORIGIN_NOT_FOUND;
    }
  }
  return REGRESSION_THROUGH_ORIGIN_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double regression_through_origin_nll(const double *y, const double *z, size_t n,
                                     const double *parameters) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int regression_through_origin_gradient(const double *y, const double *z,
                                       size_t n, const double *parameters,
                                       double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return REGRESSION_THROUGH_ORIGIN_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return REGRESSION_THROUGH_ORIGIN_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int regression_through_origin_hessian(const double *y, const double *z,
                                      size_t n, const double *parameters,
                                      double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return REGRESSION_THROUGH_ORIGIN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return REGRESSION_THROUGH_ORIGIN_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int regression_through_origin_standard_errors(const double *y, const double *z,
                                              size_t n,
                                              const double *parameters,
                                              double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return REGRESSION_THROUGH_ORIGIN_BAD_DATA;
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
        return REGRESSION_THROUGH_ORIGIN_NOT_FOUND;
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
  return REGRESSION_THROUGH_ORIGIN_OK;
}
