/*
 * Maximum-likelihood estimation: Half-logistic distribution.
 *
 *   f(x; scale) = 2*exp(-x/scale)/(scale*(1+exp(-x/scale))**2)
 *   support: x >= 0
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   (-log(scale) - log(2))*n - 2*sum(log(cosh(x/(2*scale))))
 *
 * Estimator (reduced):
 *
 *   scale = the solution of -n + sum(x*tanh(x/(2*scale)))/scale = 0
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 23
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  HALF_LOGISTIC_PARAMETERS = 1,
  HALF_LOGISTIC_OK = 0,
  /* Empty, not finite, or outside the support. */
  HALF_LOGISTIC_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  HALF_LOGISTIC_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  HALF_LOGISTIC_NOT_FOUND = 3
};

/* The data, read as (x - centre)/spread where they are standardised. */
struct rows {
  const double *x;
  double x_centre;
  double x_spread;
  size_t n;
};

static double x_at(const struct rows *rows, size_t i) {
  return (rows->x[i] - rows->x_centre) / rows->x_spread;
}

static double x_size_at(const struct rows *rows, size_t i) {
  return fabs(x_at(rows, i));
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x >= 0.0))) {
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

/* The value at a rank, counted from 1, without moving any: bisection over
   the values themselves. */
static double ranked(const struct rows *rows,
                     double (*value)(const struct rows *, size_t),
                     size_t rank) {
  double low = INFINITY;
  double high = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    low = fmin(low, value(rows, i));
    high = fmax(high, value(rows, i));
  }
  while (low < high) {
    double pivot = 0.5 * low + 0.5 * high;
    if (!(pivot < high)) {
      pivot = low;
    }
    size_t below = 0;
    double under = -INFINITY;
    double over = INFINITY;
    for (size_t i = 0; i < rows->n; ++i) {
      const double v = value(rows, i);
      if (v <= pivot) {
        ++below;
        under = fmax(under, v);
      } else {
        over = fmin(over, v);
      }
    }
    if (rank <= below) {
      high = under;
    } else {
      low = over;
    }
  }
  return low;
}

/* The value at rank ceil(n p); for p = 1/2 the midpoint of the middle two. */
static double quantile(const struct rows *rows,
                       double (*value)(const struct rows *, size_t), double p) {
  const double place = ceil((double)rows->n * p * (1.0 - 1e-15));
  const size_t rank = place < 1.0 ? 1 : (size_t)place;
  if (p == 0.5 && rows->n % 2 == 0) {
    return 0.5 * (ranked(rows, value, rank) + ranked(rows, value, rank + 1));
  }
  return ranked(rows, value, rank);
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

/* log(exp a + exp b). */
static double logaddexp(double a, double b) {
  if (a > b) {
    return a + log1p(exp(b - a));
  }
  if (a < b) {
    return b + log1p(exp(a - b));
  }
  return a + 0.6931471805599453;
}

/* The equation that gives scale, and its slope. */
static void equation_scale(const struct rows *rows, double n, double scale,
                           double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = tanh(0.5 / scale * x);
    add(&sum_h, &lost_1, t * x);
    add(&sum_h_1, &lost_2, (t * t - 1.0) * (x * x));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  out[0] = sum_h / scale - n;
  const double part_3 = 0.5 * sum_h_1 / (scale * scale * scale);
  out[1] = part_3 - sum_h / (scale * scale);
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_scale(const struct rows *rows, double n, double near,
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
    double found_4[2];
    equation_scale(rows, n, outward(u, lower, upper), found_4);
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
static double root_scale(const struct rows *rows, double n, double lower,
                         double upper, double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_5[2];
  equation_scale(rows, n, outward(u, lower, upper), found_5);
  double f = found_5[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_6[2];
    equation_scale(rows, n, outward(u + shift, lower, upper), found_6);
    f = found_6[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_7[2];
      equation_scale(rows, n, outward(u - shift, lower, upper), found_7);
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
      equation_scale(rows, n, outward(new_1, lower, upper), found_8);
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
        return zero_scale(rows, n, right, f_right, new_1, f, lower, upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_9[2];
      equation_scale(rows, n, outward(new_1, lower, upper), found_9);
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
        return zero_scale(rows, n, left, f_left, new_1, f, lower, upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  const double scale = root_scale(rows, n, 0.0, INFINITY, NAN);
  return scale;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_10 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_10, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_10;
  const double mean = total / n;
  double squares = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_11, pow(x - mean, 2.0));
  }
  squares += lost_11;
  double spread = half;
  if (!(spread > 0.0)) {
    spread = sqrt(squares / n);
  }
  if (!(spread > 0.0)) {
    spread = largest;
  }
  if (!(spread > 0.0)) {
    spread = 1.0;
  }
  out[0] = 0.0;
  out[1] = spread;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double scale) {
  double sum_h_5 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_5 = 0.5 / scale * x;
    add(&sum_h_5, &lost_12, logaddexp(t_5, -t_5));
  }
  sum_h_5 += lost_12;
  return n * log(2.0) - n * log(scale) - 2.0 * sum_h_5;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double scale) {
  if (!(scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, scale);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double n, double scale) {
  double sum_h_6 = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_6, &lost_13, tanh(0.5 / scale * x) * x);
  }
  sum_h_6 += lost_13;
  return sum_h_6 / (scale * scale) - n / scale;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double scale) {
  if (!(scale > 0.0 && isfinite(scale))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, n, scale);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double n, double scale) {
  double sum_h_8 = 0.0;
  double lost_14 = 0.0;
  double sum_h_9 = 0.0;
  double lost_15 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_6 = 0.5 / scale * x;
    add(&sum_h_8, &lost_14, tanh(t_6) * x);
    add(&sum_h_9, &lost_15, x * x / pow(cosh(t_6), 2.0));
  }
  sum_h_8 += lost_14;
  sum_h_9 += lost_15;
  const double t_7 = 1.0 / (scale * scale);
  const double part_16 = t_7 * n - 2.0 * sum_h_8 / (scale * scale * scale);
  return part_16 - 0.5 * sum_h_9 / (scale * scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double scale) {
  if (!(scale > 0.0 && isfinite(scale))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, n, scale);
}

/* The maximum-likelihood estimate. */
int half_logistic_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return HALF_LOGISTIC_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  estimate[0] = solve(&rows);
  estimate[0] = rows.x_spread * estimate[0];
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return HALF_LOGISTIC_NOT_FOUND;
    }
  }
  return HALF_LOGISTIC_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double half_logistic_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int half_logistic_gradient(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return HALF_LOGISTIC_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return HALF_LOGISTIC_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int half_logistic_hessian(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return HALF_LOGISTIC_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return HALF_LOGISTIC_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int half_logistic_standard_errors(const double *x, size_t n,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return HALF_LOGISTIC_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return HALF_LOGISTIC_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return HALF_LOGISTIC_OK;
}
