/*
 * Maximum-likelihood estimation: Gumbel distribution (of minima).
 *
 *   f(x; mu, scale) = 1/scale*exp((x-mu)/scale-exp((x-mu)/scale))
 *   support: real
 *   mu: real
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   -log(scale)*n - sum(exp((x - mu)/scale)) + sum(x - mu)/scale
 *
 * Estimator (reduced):
 *
 *   scale = the solution of scale**2*(-n/scale +
 *       n*sum(x*exp(x/scale))/(scale**2*sum(exp(x/scale))) - sum(x)/scale**2)
 *       = 0
 *   mu = -scale*log(n/sum(exp(x/scale)))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 22
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GUMBEL_MIN_PARAMETERS = 2,
  GUMBEL_MIN_OK = 0,
  /* Empty, not finite, or outside the support. */
  GUMBEL_MIN_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GUMBEL_MIN_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GUMBEL_MIN_NOT_FOUND = 3
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

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!isfinite(x)) {
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

/* The equation that gives scale, and its slope. */
static void equation_scale(const struct rows *rows, double n, double sum_x,
                           double scale, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = exp(x / scale);
    add(&sum_h, &lost_1, t);
    add(&sum_h_1, &lost_2, t * x);
    add(&sum_h_2, &lost_3, t * (x * x));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  const double t_1 = scale * scale;
  const double t_2 = 1.0 / t_1;
  const double t_3 = sum_h * sum_h;
  out[0] = (t_2 * sum_h_1 * n / sum_h - n / scale - t_2 * sum_x) * t_1;
  const double part_4 = sum_h_1 * sum_h_1 - t_1 * t_3 - sum_h * sum_h_2;
  out[1] = part_4 * t_2 * n / t_3;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_scale(const struct rows *rows, double n, double sum_x,
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
    double found_5[2];
    equation_scale(rows, n, sum_x, outward(u, lower, upper), found_5);
    const double f = found_5[0];
    const double slope = found_5[1];
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
static double root_scale(const struct rows *rows, double n, double sum_x,
                         double lower, double upper, double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_6[2];
  equation_scale(rows, n, sum_x, outward(u, lower, upper), found_6);
  double f = found_6[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_7[2];
    equation_scale(rows, n, sum_x, outward(u + shift, lower, upper), found_7);
    f = found_7[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_8[2];
      equation_scale(rows, n, sum_x, outward(u - shift, lower, upper), found_8);
      f = found_8[0];
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
      double found_9[2];
      equation_scale(rows, n, sum_x, outward(new_1, lower, upper), found_9);
      f = found_9[0];
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
        return zero_scale(rows, n, sum_x, right, f_right, new_1, f, lower,
                          upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_10[2];
      equation_scale(rows, n, sum_x, outward(new_1, lower, upper), found_10);
      f = found_10[0];
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
        return zero_scale(rows, n, sum_x, left, f_left, new_1, f, lower, upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_11, x);
  }
  sum_x += lost_11;
  const double scale = root_scale(rows, n, sum_x, 0.0, INFINITY, NAN);
  double sum_h_4 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_12, exp(x / scale));
  }
  sum_h_4 += lost_12;
  const double mu = -scale * log(n / sum_h_4);
  out[0] = mu;
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
    out[1] = NAN;
    out[2] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_13 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_13, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_13;
  const double mean = total / n;
  double squares = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_14, pow(x - mean, 2.0));
  }
  squares += lost_14;
  double spread = 0.74 * (rest - quarter);
  if (!(spread > 0.0)) {
    spread = sqrt(squares / n);
  }
  if (!(spread > 0.0)) {
    spread = largest;
  }
  if (!(spread > 0.0)) {
    spread = 1.0;
  }
  out[0] = half;
  out[1] = spread;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double mu,
                             double scale) {
  double sum_h_9 = 0.0;
  double lost_15 = 0.0;
  double sum_h_10 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_18 = x - mu;
    add(&sum_h_9, &lost_15, exp(t_18 / scale));
    add(&sum_h_10, &lost_16, t_18);
  }
  sum_h_9 += lost_15;
  sum_h_10 += lost_16;
  return sum_h_10 / scale - n * log(scale) - sum_h_9;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double scale,
                  double *out) {
  double sum_h_11 = 0.0;
  double lost_17 = 0.0;
  double sum_h_12 = 0.0;
  double lost_18 = 0.0;
  double sum_h_13 = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_19 = x - mu;
    const double t_20 = exp(t_19 / scale);
    add(&sum_h_11, &lost_17, t_20);
    add(&sum_h_12, &lost_18, t_19 * t_20);
    add(&sum_h_13, &lost_19, t_19);
  }
  sum_h_11 += lost_17;
  sum_h_12 += lost_18;
  sum_h_13 += lost_19;
  const double t_21 = 1.0 / scale;
  const double t_22 = t_21 * n;
  const double t_23 = 1.0 / (scale * scale);
  out[0] = t_21 * sum_h_11 - t_22;
  out[1] = t_23 * sum_h_12 - t_22 - t_23 * sum_h_13;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double scale,
                     double *out) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_20[2];
  score(rows, n, mu, scale, found_20);
  const double g_1 = found_20[0];
  const double g_2 = found_20[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double scale, double *out) {
  double sum_h_14 = 0.0;
  double lost_21 = 0.0;
  double sum_h_15 = 0.0;
  double lost_22 = 0.0;
  double sum_h_16 = 0.0;
  double lost_23 = 0.0;
  double sum_h_17 = 0.0;
  double lost_24 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_24 = x - mu;
    const double t_25 = exp(t_24 / scale);
    add(&sum_h_14, &lost_21, t_25);
    add(&sum_h_15, &lost_22, t_24);
    add(&sum_h_16, &lost_23, t_24 * t_25);
    add(&sum_h_17, &lost_24, t_24 * t_24 * t_25);
  }
  sum_h_14 += lost_21;
  sum_h_15 += lost_22;
  sum_h_16 += lost_23;
  sum_h_17 += lost_24;
  const double t_28 = 1.0 / (scale * scale);
  const double t_29 = t_28 * sum_h_14;
  const double t_30 = 1.0 / (scale * scale * scale);
  const double t_31 = t_30 * sum_h_16;
  out[0] = -t_29;
  out[1] = t_28 * n - t_29 - t_31;
  const double part_25 = t_28 * n + 2.0 * t_30 * sum_h_15 - 2.0 * t_31;
  out[2] = part_25 - sum_h_17 / (scale * scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double scale,
                    double *out) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_26[3];
  curvature(rows, n, mu, scale, found_26);
  const double h_1 = found_26[0];
  const double h_2 = found_26[1];
  const double h_3 = found_26[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int gumbel_min_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GUMBEL_MIN_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return GUMBEL_MIN_NO_MAXIMUM;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return GUMBEL_MIN_NOT_FOUND;
    }
  }
  return GUMBEL_MIN_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double gumbel_min_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int gumbel_min_gradient(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GUMBEL_MIN_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return GUMBEL_MIN_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int gumbel_min_hessian(const double *x, size_t n, const double *parameters,
                       double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GUMBEL_MIN_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return GUMBEL_MIN_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int gumbel_min_standard_errors(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GUMBEL_MIN_BAD_DATA;
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
        return GUMBEL_MIN_NOT_FOUND;
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
  return GUMBEL_MIN_OK;
}
