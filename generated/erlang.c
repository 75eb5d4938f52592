/*
 * Maximum-likelihood estimation: Erlang distribution (integer shape, rate).
 *
 *   f(x; shape, rate) =
 *       rate**shape*x**(shape-1)*exp(-rate*x)/factorial(shape-1)
 *   support: x > 0
 *   shape: integer >= 1
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   -rate*sum(x) + (shape - 1)*sum(log(x)) + (shape*log(rate) -
 *       loggamma(shape))*n
 *
 * Estimator (boundary):
 *
 *   shape = the integer that maximises (shape - 1)*sum(log(x)) +
 *       (shape*log(shape) + shape*log(n/sum(x)) - shape - loggamma(shape))*n
 *   rate = shape*n/sum(x)
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 17
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: shape, rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  ERLANG_PARAMETERS = 2,
  ERLANG_OK = 0,
  /* Empty, not finite, or outside the support. */
  ERLANG_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ERLANG_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ERLANG_NOT_FOUND = 3
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
  const double part_11 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_11)) / z;
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
  const double part_12 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_12;
  const double part_13 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_13);
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
  const double part_14 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_14);
  const double part_15 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_15) / z);
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

/* The log-likelihood as a function of shape. */
static double objective_shape(double n, double sum_log_x, double sum_x,
                              double shape) {
  const double part_1 = shape * log(shape) + shape * log(n / sum_x) - shape;
  return (part_1 - lgamma(shape)) * n + (shape - 1.0) * sum_log_x;
}

/* The integer in lower..upper with the greatest objective; inf if it never
   falls. */
static double integer_shape(double n, double sum_log_x, double sum_x,
                            double lower, double upper) {
  double height = 0.0;
  const double low = ceil(lower - 1e-09);
  const double top = floor(upper + 1e-09);
  double best = -INFINITY;
  double at = low;
  double left = low;
  double right = low;
  double last_1 = low;
  double n_ = low;
  double step = 1.0;
  double falls = 0.0;
  double open = 0.0;
  if (top - low <= 2000.0) {
    left = low;
    right = top;
  } else {
    while (n_ <= top && falls < 3.0) {
      if (step > 17592186044416.0) {
        return INFINITY;
      }
      height = objective_shape(n, sum_log_x, sum_x, n_);
      if (height > best) {
        best = height;
        at = n_;
        left = last_1;
        falls = 0.0;
        open = 1.0;
      } else {
        if (open > 0.0) {
          right = n_;
          open = 0.0;
        }
        if (height > -INFINITY) {
          falls = falls + 1.0;
        }
      }
      last_1 = n_;
      n_ = n_ + step;
      step = 2.0 * step;
    }
    if (open > 0.0) {
      right = top;
    }
    while (right - left > 3.0) {
      step = fmax(floor((right - left) / 3.0), 1.0);
      height = objective_shape(n, sum_log_x, sum_x, left + step);
      const double other = objective_shape(n, sum_log_x, sum_x, right - step);
      if (height < other) {
        left = left + step;
      } else {
        right = right - step;
      }
    }
    left = fmax(left - 1.0, low);
    right = fmin(right + 1.0, top);
  }
  best = -INFINITY;
  n_ = left;
  while (n_ <= right) {
    height = objective_shape(n, sum_log_x, sum_x, n_);
    if (height > best) {
      best = height;
      at = n_;
    }
    n_ = n_ + 1.0;
  }
  return at;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_2 = 0.0;
  double sum_x = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_2, log(x));
    add(&sum_x, &lost_3, x);
  }
  sum_log_x += lost_2;
  sum_x += lost_3;
  const double shape = integer_shape(n, sum_log_x, sum_x, 1.0, INFINITY);
  const double rate = shape * n / sum_x;
  out[0] = shape;
  out[1] = rate;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double shape,
                             double rate) {
  double log_densities = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_5 = deviance(shape, rate * x);
    const double part_6 = log(shape) - log(x) - part_5;
    add(&log_densities, &lost_4, part_6 - stirling(shape));
  }
  log_densities += lost_4;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double shape, double rate) {
  if (!(shape >= 1.0 && isfinite(shape) && rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  return -log_likelihood(rows, shape, rate);
}

/* The gradient of the log-likelihood. */
static void score(double sum_x, double sum_log_x, double n, double shape,
                  double rate, double *out) {
  out[0] = n * log(rate) + sum_log_x - n * digamma(shape);
  out[1] = shape * n / rate - sum_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double shape, double rate,
                     double *out) {
  if (!(shape >= 1.0 && isfinite(shape) && rate > 0.0 && isfinite(rate))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
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
  double found_9[2];
  score(sum_x, sum_log_x, n, shape, rate, found_9);
  const double g_1 = found_9[0];
  const double g_2 = found_9[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double shape, double rate, double *out) {
  const double t_3 = n / rate;
  out[0] = -n * trigamma(shape);
  out[1] = t_3;
  out[2] = -shape * n / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double shape, double rate,
                    double *out) {
  if (!(shape >= 1.0 && isfinite(shape) && rate > 0.0 && isfinite(rate))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_10[3];
  curvature(n, shape, rate, found_10);
  const double h_1 = found_10[0];
  const double h_2 = found_10[1];
  const double h_3 = found_10[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int erlang_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return ERLANG_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return ERLANG_NOT_FOUND;
    }
  }
  return ERLANG_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double erlang_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int erlang_gradient(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ERLANG_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return ERLANG_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int erlang_hessian(const double *x, size_t n, const double *parameters,
                   double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ERLANG_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return ERLANG_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int erlang_standard_errors(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return ERLANG_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  static const size_t regular[1] = {1};
  double factor[1][1];
  for (size_t i = 0; i < 1; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return ERLANG_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 1; ++last) {
    double column[1];
    double variance = 0.0;
    for (size_t i = last; i < 1; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return ERLANG_OK;
}
