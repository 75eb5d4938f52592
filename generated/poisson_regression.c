/*
 * Maximum-likelihood estimation: Poisson regression with one covariate.
 *
 *   f(y | z; intercept, slope) =
 *       exp(y*(intercept+slope*z)-exp(intercept+slope*z))/factorial(y)
 *   support: y in 0, 1, 2, ...
 *   intercept: real
 *   slope: real
 *
 * Log-likelihood:
 *
 *   sum(y*(z*slope + intercept)) - sum(exp(z*slope + intercept)) -
 *       sum(loggamma(y + 1))
 *
 * Estimator (reduced):
 *
 *   slope = the solution of -sum(y)*sum(z*exp(z*slope))/sum(exp(z*slope)) +
 *       sum(y*z) = 0
 *   intercept = log(sum(y)/sum(exp(z*slope)))
 *
 * Conditions:
 *
 *   A maximum exists only if sum y_i > 0.
 *
 * Source:
 *
 *   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: intercept, slope.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  POISSON_REGRESSION_PARAMETERS = 2,
  POISSON_REGRESSION_OK = 0,
  /* Empty, not finite, or outside the support. */
  POISSON_REGRESSION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  POISSON_REGRESSION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  POISSON_REGRESSION_NOT_FOUND = 3
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
    if (!(isfinite(y) && isfinite(z) && (y == floor(y)) && (y >= 0.0))) {
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

/* 1 if neither end is finite. */
static double unbounded(double lower, double upper) {
  if (isfinite(lower) || isfinite(upper)) {
    return 0.0;
  }
  return 1.0;
}

/* The parameter at the free coordinate u. */
static double outward(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    if (u < 0.0) {
      return lower + (upper - lower) * exp(u) / (1.0 + exp(u));
    }
    return upper - (upper - lower) * exp(-u) / (1.0 + exp(-u));
  }
  if (isfinite(lower)) {
    return lower + exp(u);
  }
  if (isfinite(upper)) {
    return upper - exp(u);
  }
  return u;
}

/* The free coordinate of a parameter. */
static double inward(double t, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    return log((t - lower) / (upper - t));
  }
  if (isfinite(lower)) {
    return log(t - lower);
  }
  if (isfinite(upper)) {
    return log(upper - t);
  }
  return t;
}

/* The slope of the parameter in its free coordinate. */
static double stretch(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    const double e = exp(-fmax(u, -u));
    return (upper - lower) * e / ((1.0 + e) * (1.0 + e));
  }
  if (isfinite(lower)) {
    return exp(u);
  }
  if (isfinite(upper)) {
    return -exp(u);
  }
  return 1.0;
}

/* How far the free coordinate goes. */
static double farthest(double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    return 36.0;
  }
  if (isfinite(lower) || isfinite(upper)) {
    return 690.0;
  }
  return 1e+300;
}

/* log(1 + d) - d for d > -1, without cancellation near 0. */
static double log_ratio(double d) {
  if (!(-0.5 < d && d < 0.5)) {
    return log1p(d) - d;
  }
  const double r = d / (2.0 + d);
  const double s = r * r;
  double odd = 0.0;
  double k = 31.0;
  while (k > 2.0) {
    odd = 1.0 / k + s * odd;
    k = k - 2.0;
  }
  return -r * d + 2.0 * r * s * odd;
}

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_25 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_25)) / z;
}

/* log Gamma(y + 1) - y log y + y for y >= 0. */
static double stirling(double y) {
  if (y == 0.0) {
    return 0.0;
  }
  if (y < 16.0) {
    return lgamma(y + 1.0) - y * log(y) + y;
  }
  return 0.9189385332046727 + 0.5 * log(y) + gamma_tail(y);
}

/* y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m. */
static double deviance(double y, double m) {
  if (y == 0.0) {
    return m;
  }
  const double d = (m - y) / y;
  if (-0.5 < d && d < 0.5) {
    return -y * log_ratio(d);
  }
  return y * log(y / m) + m - y;
}

/* The equation that gives slope, and its slope. */
static void equation_slope(const struct rows *rows, double sum_y,
                           double sum_h_1, double slope, double *out) {
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  double sum_h_3 = 0.0;
  double lost_2 = 0.0;
  double sum_h_4 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    const double t = exp(slope * z);
    add(&sum_h_2, &lost_1, t);
    add(&sum_h_3, &lost_2, t * z);
    add(&sum_h_4, &lost_3, t * (z * z));
  }
  sum_h_2 += lost_1;
  sum_h_3 += lost_2;
  sum_h_4 += lost_3;
  const double t_1 = sum_y / sum_h_2;
  out[0] = sum_h_1 - t_1 * sum_h_3;
  out[1] = sum_h_3 * sum_h_3 * sum_y / (sum_h_2 * sum_h_2) - t_1 * sum_h_4;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_slope(const struct rows *rows, double sum_y, double sum_h_1,
                         double near, double f_near, double far, double f_far,
                         double lower, double upper) {
  double a = near;
  double f_a = f_near;
  double b = far;
  if (b < a) {
    a = far;
    f_a = f_far;
    b = near;
  }
  double u = near + (far - near) * f_near / (f_near - f_far);
  if (!(a < u && u < b)) {
    u = 0.5 * (a + b);
  }
  double before = b - a;
  const double width = b - a;
  for (int turn = 0; turn < 200; ++turn) {
    double found_4[2];
    equation_slope(rows, sum_y, sum_h_1, outward(u, lower, upper), found_4);
    const double f = found_4[0];
    const double slope = found_4[1];
    if (f == 0.0) {
      break;
    }
    if (!(isfinite(f))) {
      u = 0.5 * (u + a);
      continue;
    }
    if ((f > 0.0 && f_a > 0.0) || (f < 0.0 && f_a < 0.0)) {
      a = u;
      f_a = f;
    } else {
      b = u;
    }
    double scale = fmax(fabs(u), 1.0);
    if (unbounded(lower, upper) > 0.0) {
      scale = fmax(fabs(u), 1e-06 * width);
    }
    const double step = -f / (slope * stretch(u, lower, upper));
    if (a < u + step && u + step < b && fabs(step) < 0.5 * before) {
      u = u + step;
      before = fabs(step);
      if (before <= 1e-09 * scale) {
        break;
      }
    } else {
      u = 0.5 * (a + b);
      before = b - a;
    }
    if (b - a <= 4e-16 * scale) {
      break;
    }
  }
  return outward(u, lower, upper);
}

/* The zero of the equation in (lower, upper), searched outwards from start;
   nan if its sign never changes. */
static double root_slope(const struct rows *rows, double sum_y, double sum_h_1,
                         double lower, double upper, double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_5[2];
  equation_slope(rows, sum_y, sum_h_1, outward(u, lower, upper), found_5);
  double f = found_5[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_6[2];
    equation_slope(rows, sum_y, sum_h_1, outward(u + shift, lower, upper),
                   found_6);
    f = found_6[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_7[2];
      equation_slope(rows, sum_y, sum_h_1, outward(u - shift, lower, upper),
                     found_7);
      f = found_7[0];
      if (isfinite(f)) {
        u = u - shift;
      }
    }
    shift = 2.0 * shift;
  }
  if (!(isfinite(f))) {
    return NAN;
  }
  if (f == 0.0) {
    return outward(u, lower, upper);
  }
  double right = u;
  double f_right = f;
  double up = 1.0;
  double left = u;
  double f_left = f;
  double down = 1.0;
  while (up > 0.0 || down > 0.0) {
    double new_1 = 0.0;
    if (up > 0.0) {
      new_1 = fmin(right + up, limit_1);
      double found_8[2];
      equation_slope(rows, sum_y, sum_h_1, outward(new_1, lower, upper),
                     found_8);
      f = found_8[0];
      if (!(isfinite(f))) {
        up = 0.25 * up;
        if (up < 0.001 * fmax(1.0, fabs(right))) {
          up = 0.0;
        }
      } else if ((f > 0.0) == (f_right > 0.0)) {
        right = new_1;
        f_right = f;
        up = 2.0 * up;
        if (right >= limit_1) {
          up = 0.0;
        }
      } else {
        return zero_slope(rows, sum_y, sum_h_1, right, f_right, new_1, f, lower,
                          upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_9[2];
      equation_slope(rows, sum_y, sum_h_1, outward(new_1, lower, upper),
                     found_9);
      f = found_9[0];
      if (!(isfinite(f))) {
        down = 0.25 * down;
        if (down < 0.001 * fmax(1.0, fabs(left))) {
          down = 0.0;
        }
      } else if ((f > 0.0) == (f_left > 0.0)) {
        left = new_1;
        f_left = f;
        down = 2.0 * down;
        if (left <= -limit_1) {
          down = 0.0;
        }
      } else {
        return zero_slope(rows, sum_y, sum_h_1, left, f_left, new_1, f, lower,
                          upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  double sum_y = 0.0;
  double lost_10 = 0.0;
  double sum_h_1 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_y, &lost_10, y);
    add(&sum_h_1, &lost_11, z * y);
  }
  sum_y += lost_10;
  sum_h_1 += lost_11;
  const double slope =
      root_slope(rows, sum_y, sum_h_1, -INFINITY, INFINITY, NAN);
  double sum_h_6 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    add(&sum_h_6, &lost_12, exp(slope * z));
  }
  sum_h_6 += lost_12;
  const double intercept = log(sum_y / sum_h_6);
  out[0] = intercept;
  out[1] = slope;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_y = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    add(&sum_y, &lost_13, y);
  }
  sum_y += lost_13;
  if (!(sum_y > 0.0)) {
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
static double log_likelihood(const struct rows *rows, double intercept,
                             double slope) {
  double log_densities = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    const double part_15 = exp(slope * z + intercept);
    add(&log_densities, &lost_14, -deviance(y, part_15) - stirling(y));
  }
  log_densities += lost_14;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double intercept, double slope) {
  if (!(isfinite(intercept) && isfinite(slope))) {
    return INFINITY;
  }
  return -log_likelihood(rows, intercept, slope);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double sum_y, double sum_h_1,
                  double intercept, double slope, double *out) {
  double sum_h_13 = 0.0;
  double lost_16 = 0.0;
  double sum_h_14 = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    const double t_8 = exp(slope * z + intercept);
    add(&sum_h_13, &lost_16, t_8);
    add(&sum_h_14, &lost_17, t_8 * z);
  }
  sum_h_13 += lost_16;
  sum_h_14 += lost_17;
  out[0] = sum_y - sum_h_13;
  out[1] = sum_h_1 - sum_h_14;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double intercept, double slope,
                     double *out) {
  if (!(isfinite(intercept) && isfinite(slope))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double sum_y = 0.0;
  double lost_18 = 0.0;
  double sum_h_1 = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double y = y_at(rows, i);
    const double z = z_at(rows, i);
    add(&sum_y, &lost_18, y);
    add(&sum_h_1, &lost_19, z * y);
  }
  sum_y += lost_18;
  sum_h_1 += lost_19;
  double found_20[2];
  score(rows, sum_y, sum_h_1, intercept, slope, found_20);
  const double g_1 = found_20[0];
  const double g_2 = found_20[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double intercept, double slope,
                      double *out) {
  double sum_h_15 = 0.0;
  double lost_21 = 0.0;
  double sum_h_17 = 0.0;
  double lost_22 = 0.0;
  double sum_h_18 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double z = z_at(rows, i);
    const double t_9 = slope * z + intercept;
    const double t_10 = exp(t_9);
    add(&sum_h_15, &lost_21, t_10);
    add(&sum_h_17, &lost_22, t_10 * z);
    add(&sum_h_18, &lost_23, t_10 * (z * z));
  }
  sum_h_15 += lost_21;
  sum_h_17 += lost_22;
  sum_h_18 += lost_23;
  out[0] = -sum_h_15;
  out[1] = -sum_h_17;
  out[2] = -sum_h_18;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double intercept, double slope,
                    double *out) {
  if (!(isfinite(intercept) && isfinite(slope))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_24[3];
  curvature(rows, intercept, slope, found_24);
  const double h_1 = found_24[0];
  const double h_2 = found_24[1];
  const double h_3 = found_24[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int poisson_regression_estimate(const double *y, const double *z, size_t n,
                                double *estimate) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return POISSON_REGRESSION_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return POISSON_REGRESSION_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return POISSON_REGRESSION_NOT_FOUND;
    }
  }
  return POISSON_REGRESSION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double poisson_regression_nll(const double *y, const double *z, size_t n,
                              const double *parameters) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int poisson_regression_gradient(const double *y, const double *z, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return POISSON_REGRESSION_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return POISSON_REGRESSION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int poisson_regression_hessian(const double *y, const double *z, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  if (!valid(&rows)) {
    return POISSON_REGRESSION_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return POISSON_REGRESSION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int poisson_regression_standard_errors(const double *y, const double *z,
                                       size_t n, const double *parameters,
                                       double *result) {
  const struct rows rows = {.y = y, .z = z, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return POISSON_REGRESSION_BAD_DATA;
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
        return POISSON_REGRESSION_NOT_FOUND;
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
  return POISSON_REGRESSION_OK;
}
