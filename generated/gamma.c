/*
 * Maximum-likelihood estimation: Gamma distribution (shape, scale).
 *
 *   f(x; shape, scale) =
 *       x**(shape-1)*exp(-x/scale)/(gamma(shape)*scale**shape)
 *   support: x > 0
 *   shape: positive
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   (shape - 1)*sum(log(x)) + (-shape*log(scale) - loggamma(shape))*n -
 *       sum(x)/scale
 *
 * Estimator (reduced):
 *
 *   shape = the solution of (log(shape) - log(sum(x)/n) - polygamma(0,
 *       shape))*n + sum(log(x)) = 0
 *   scale = sum(x)/(shape*n)
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 17
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: shape, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GAMMA_PARAMETERS = 2,
  GAMMA_OK = 0,
  /* Empty, not finite, or outside the support. */
  GAMMA_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GAMMA_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GAMMA_NOT_FOUND = 3
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
  const double part_17 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_17)) / z;
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

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_18 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_18;
  const double part_19 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_19);
}

/* psi(x) for x > 0; nan below 0. */
static double digamma(double x) {
  if (x < 0.0) {
    return NAN;
  }
  double below = 0.0;
  double z = x;
  while (z < 10.0) {
    below = below + 1.0 / z;
    z = z + 1.0;
  }
  return log(z) + digamma_tail(z) - below;
}

/* psi'(z) - 1/z, z >= 10. */
static double trigamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_20 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_20);
  const double part_21 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_21) / z);
}

/* psi'(x) for x > 0; nan below 0. */
static double trigamma(double x) {
  if (x < 0.0) {
    return NAN;
  }
  double below = 0.0;
  double z = x;
  while (z < 10.0) {
    below = below + 1.0 / (z * z);
    z = z + 1.0;
  }
  return below + 1.0 / z + trigamma_tail(z);
}

/* The equation that gives shape, and its slope. */
static void equation_shape(double sum_log_x, double n, double sum_x,
                           double shape, double *out) {
  out[0] = (log(shape) - log(sum_x / n) - digamma(shape)) * n + sum_log_x;
  out[1] = (1.0 / shape - trigamma(shape)) * n;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_shape(double sum_log_x, double n, double sum_x, double near,
                         double f_near, double far, double f_far, double lower,
                         double upper) {
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
    double found_1[2];
    equation_shape(sum_log_x, n, sum_x, outward(u, lower, upper), found_1);
    const double f = found_1[0];
    const double slope = found_1[1];
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
static double root_shape(double sum_log_x, double n, double sum_x, double lower,
                         double upper, double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_2[2];
  equation_shape(sum_log_x, n, sum_x, outward(u, lower, upper), found_2);
  double f = found_2[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_3[2];
    equation_shape(sum_log_x, n, sum_x, outward(u + shift, lower, upper),
                   found_3);
    f = found_3[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_4[2];
      equation_shape(sum_log_x, n, sum_x, outward(u - shift, lower, upper),
                     found_4);
      f = found_4[0];
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
      double found_5[2];
      equation_shape(sum_log_x, n, sum_x, outward(new_1, lower, upper),
                     found_5);
      f = found_5[0];
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
        return zero_shape(sum_log_x, n, sum_x, right, f_right, new_1, f, lower,
                          upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_6[2];
      equation_shape(sum_log_x, n, sum_x, outward(new_1, lower, upper),
                     found_6);
      f = found_6[0];
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
        return zero_shape(sum_log_x, n, sum_x, left, f_left, new_1, f, lower,
                          upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_7 = 0.0;
  double sum_x = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_7, log(x));
    add(&sum_x, &lost_8, x);
  }
  sum_log_x += lost_7;
  sum_x += lost_8;
  const double shape = root_shape(sum_log_x, n, sum_x, 0.0, INFINITY, NAN);
  const double scale = sum_x / (shape * n);
  out[0] = shape;
  out[1] = scale;
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
    out[1] = INFINITY;
    out[2] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double shape,
                             double scale) {
  double log_densities = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_10 = deviance(shape, x / scale);
    const double part_11 = log(shape) - log(x) - part_10;
    add(&log_densities, &lost_9, part_11 - stirling(shape));
  }
  log_densities += lost_9;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double shape, double scale) {
  if (!(shape > 0.0 && isfinite(shape) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  return -log_likelihood(rows, shape, scale);
}

/* The gradient of the log-likelihood. */
static void score(double sum_log_x, double n, double sum_x, double shape,
                  double scale, double *out) {
  out[0] = sum_log_x - n * log(scale) - n * digamma(shape);
  out[1] = sum_x / (scale * scale) - shape * n / scale;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double shape, double scale,
                     double *out) {
  if (!(shape > 0.0 && isfinite(shape) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_12 = 0.0;
  double sum_x = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_12, log(x));
    add(&sum_x, &lost_13, x);
  }
  sum_log_x += lost_12;
  sum_x += lost_13;
  double found_14[2];
  score(sum_log_x, n, sum_x, shape, scale, found_14);
  const double g_1 = found_14[0];
  const double g_2 = found_14[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double sum_x, double shape, double scale,
                      double *out) {
  const double t_4 = 1.0 / scale;
  const double t_6 = 1.0 / (scale * scale);
  const double t_7 = t_4 * n;
  out[0] = -n * trigamma(shape);
  out[1] = -t_7;
  out[2] = shape * t_6 * n - 2.0 * sum_x / (scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double shape, double scale,
                    double *out) {
  if (!(shape > 0.0 && isfinite(shape) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_15 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_15, x);
  }
  sum_x += lost_15;
  double found_16[3];
  curvature(n, sum_x, shape, scale, found_16);
  const double h_1 = found_16[0];
  const double h_2 = found_16[1];
  const double h_3 = found_16[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int gamma_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GAMMA_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return GAMMA_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return GAMMA_NOT_FOUND;
    }
  }
  return GAMMA_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double gamma_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int gamma_gradient(const double *x, size_t n, const double *parameters,
                   double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GAMMA_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return GAMMA_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int gamma_hessian(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GAMMA_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return GAMMA_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int gamma_standard_errors(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GAMMA_BAD_DATA;
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
        return GAMMA_NOT_FOUND;
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
  return GAMMA_OK;
}
