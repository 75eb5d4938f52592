/*
 * Maximum-likelihood estimation: Generalised normal distribution (exponential
 * power).
 *
 *   f(x; mu, scale, shape) =
 *       shape/(2*scale*gamma(1/shape))*exp(-(Abs(x-mu)/scale)**shape)
 *   support: real
 *   mu: real
 *   scale: positive
 *   shape: positive
 *
 * Log-likelihood:
 *
 *   (-log(2*scale) + log(shape) - loggamma(1/shape))*n - sum(Abs(x -
 *       mu)**shape)/scale**shape
 *
 * Estimator (unbounded):
 *
 *   mu, shape = the joint maximiser of the log-likelihood
 *   scale = (shape*sum(Abs(x - mu)**shape)/n)**(1/shape)
 *
 * Source:
 *
 *   Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
 *   Box, Tiao (1973), Bayesian Inference in Statistical Analysis, ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, scale, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GENERALISED_NORMAL_PARAMETERS = 3,
  GENERALISED_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  GENERALISED_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GENERALISED_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GENERALISED_NORMAL_NOT_FOUND = 3
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

/* -1, 0 or 1. */
static double sign(double x) {
  if (x > 0.0) {
    return 1.0;
  }
  if (x < 0.0) {
    return -1.0;
  }
  return x;
}

/* The remainder of a/b that has the sign of b. */
static double modulo(double a, double b) {
  return a - b * floor(a / b);
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

/* The second derivative of the parameter in its free coordinate. */
static double bend(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    const double e = exp(-fmax(u, -u));
    return -sign(u) * stretch(u, lower, upper) * (1.0 - e) / (1.0 + e);
  }
  if (isfinite(lower) || isfinite(upper)) {
    return stretch(u, lower, upper);
  }
  return 0.0;
}

/* The value at position 0 to 6. */
static double choose(double at, double a, double b, double c, double d,
                     double e, double f, double g) {
  if (at < 1.0) {
    return a;
  }
  if (at < 2.0) {
    return b;
  }
  if (at < 3.0) {
    return c;
  }
  if (at < 4.0) {
    return d;
  }
  if (at < 5.0) {
    return e;
  }
  if (at < 6.0) {
    return f;
  }
  return g;
}

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_49 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_49;
  const double part_50 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_50);
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
  const double part_51 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_51);
  const double part_52 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_52) / z);
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

/* The log-likelihood as a function of mu, shape. */
static double value_mu_shape(const struct rows *rows, double n, double mu,
                             double shape) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, pow(fabs(x - mu), shape));
  }
  sum_h += lost_1;
  const double t = 1.0 / shape;
  const double part_2 = log(shape) - t - log(2.0 * pow(shape * sum_h / n, t));
  return (part_2 - lgamma(t)) * n;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_mu_shape(const struct rows *rows, double n, double mu,
                                 double shape, double *out) {
  double sum_h_1 = 0.0;
  double lost_3 = 0.0;
  double sum_h_2 = 0.0;
  double lost_4 = 0.0;
  double sum_h_3 = 0.0;
  double lost_5 = 0.0;
  double sum_h_4 = 0.0;
  double lost_6 = 0.0;
  double sum_h_5 = 0.0;
  double lost_7 = 0.0;
  double sum_h_6 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    const double t_2 = fabs(t_1);
    const double t_3 = pow(t_2, shape);
    const double t_4 = sign(t_1);
    const double t_5 = t_4 / t_2;
    const double t_6 = t_3 * t_5;
    const double t_7 = log(t_2);
    const double t_8 = t_3 * t_7;
    const double t_9 = t_4 * t_4 * t_3 / (t_1 * t_1);
    add(&sum_h_1, &lost_3, t_3);
    add(&sum_h_2, &lost_4, shape * t_6);
    add(&sum_h_3, &lost_5, t_8);
    add(&sum_h_4, &lost_6, shape * shape * t_9 - shape * t_9);
    add(&sum_h_5, &lost_7, shape * t_5 * t_8 + t_6);
    add(&sum_h_6, &lost_8, t_7 * t_7 * t_3);
  }
  sum_h_1 += lost_3;
  sum_h_2 += lost_4;
  sum_h_3 += lost_5;
  sum_h_4 += lost_6;
  sum_h_5 += lost_7;
  sum_h_6 += lost_8;
  const double t_10 = 1.0 / shape;
  const double t_11 = 1.0 / n;
  const double t_12 = t_11 * sum_h_1;
  const double t_13 = shape * t_12;
  const double t_14 = 1.0 / sum_h_1;
  const double t_15 = t_14 * sum_h_2;
  const double t_16 = t_10 * n;
  const double t_17 = 1.0 / (shape * shape);
  const double t_18 = log(t_13);
  const double t_19 = digamma(t_10);
  const double t_20 = shape * t_11;
  const double t_21 = t_20 * sum_h_3 + t_12;
  const double t_22 = t_14 * t_17 * n;
  const double t_23 = 1.0 / (sum_h_1 * sum_h_1);
  const double t_24 = 1.0 / (shape * shape * shape);
  const double t_25 = 2.0 * t_24;
  const double part_9 = log(shape) - t_10 - log(2.0 * pow(t_13, t_10));
  out[0] = (part_9 - lgamma(t_10)) * n;
  out[1] = t_15 * t_16;
  out[2] = (t_10 + t_17 * t_18 + t_17 * t_19 + t_17 - t_21 * t_22) * n;
  out[3] = sum_h_2 * sum_h_2 * t_10 * t_23 * n - t_14 * t_16 * sum_h_4;
  const double part_10 = (-t_11 * sum_h_2 - t_20 * sum_h_5) * t_22;
  out[4] = (-t_21 * t_23 * t_17 * sum_h_2 * n - part_10 - t_15 * t_17) * n;
  const double part_11 = trigamma(t_10) / (shape * shape * shape * shape);
  const double part_12 = (2.0 * t_11 * sum_h_3 + t_20 * sum_h_6) * t_22;
  const double part_13 = t_21 * t_23 * t_17 * sum_h_3 * n;
  const double part_14 = part_13 + 3.0 * t_21 * t_24 * t_14 * n - part_12;
  const double part_15 = part_14 - t_25 * t_18 - t_25 * t_19 - t_25 - t_17;
  out[5] = (part_15 - part_11) * n;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_mu_shape(const struct rows *rows, double n, double u_1,
                             double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double shape = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_16[6];
  derivatives_mu_shape(rows, n, mu, shape, found_16);
  const double height = found_16[0];
  const double g_1 = found_16[1];
  const double g_2 = found_16[2];
  const double h_1_1 = found_16[3];
  const double h_2_1 = found_16[4];
  const double h_2_2 = found_16[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_17 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_17;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_18 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_18 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_mu_shape(const struct rows *rows, double n, double start_1,
                           double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_19[6];
  surface_mu_shape(rows, n, u_1, u_2, found_19);
  double f = found_19[0];
  double g_1 = found_19[1];
  double g_2 = found_19[2];
  double h_1_1 = found_19[3];
  double h_2_1 = found_19[4];
  double h_2_2 = found_19[5];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  double damp = 0.0;
  for (int trial = 0; trial < 400; ++trial) {
    double definite = 1.0;
    d_1 = h_1_1 + damp * fmax(fabs(h_1_1), 1e-06);
    if (!(d_1 > 1e-14 * fabs(h_1_1))) {
      definite = 0.0;
      d_1 = 1.0;
    }
    l_2_1 = h_2_1 / d_1;
    const double part_20 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_20 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double decrement = v_1 * v_1 / d_1 + v_2 * v_2 / d_2;
    double step_2 = v_2 / d_2;
    double step_1 = v_1 / d_1 - l_2_1 * step_2;
    const double length = fmax(fabs(step_1), fabs(step_2));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
    }
    double found_21[6];
    surface_mu_shape(rows, n, u_1 + step_1, u_2 + step_2, found_21);
    const double f_new = found_21[0];
    const double g_1_new = found_21[1];
    const double g_2_new = found_21[2];
    const double h_1_1_new = found_21[3];
    const double h_2_1_new = found_21[4];
    const double h_2_2_new = found_21[5];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(h_1_1_new) && isfinite(h_2_1_new) && isfinite(h_2_2_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
      if (damp == 0.0 && decrement <= 1e-22) {
        break;
      }
      damp = 0.2 * damp;
      if (damp < 1e-06) {
        damp = 0.0;
      }
    } else {
      damp = fmax(4.0 * damp, 0.001);
      if (damp > 1000000000000.0) {
        break;
      }
    }
  }
  d_1 = h_1_1;
  if (fabs(d_1) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, -INFINITY, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_mu_shape(const struct rows *rows, double n, double *out) {
  const double lowest_x = quantile(rows, x_at, 0.05);
  const double low_x = quantile(rows, x_at, 0.25);
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  const double highest_x = quantile(rows, x_at, 0.95);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = middle_x;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_mu_shape(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_22[3];
    climb_mu_shape(rows, n, reached_1, reached_2, found_22);
    height = found_22[0];
    reached_1 = found_22[1];
    reached_2 = found_22[2];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double found_23[2];
  maximise_mu_shape(rows, n, found_23);
  const double mu = found_23[0];
  const double shape = found_23[1];
  double sum_h_7 = 0.0;
  double lost_24 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_7, &lost_24, pow(fabs(x - mu), shape));
  }
  sum_h_7 += lost_24;
  const double scale = pow(shape * sum_h_7 / n, 1.0 / shape);
  out[0] = mu;
  out[1] = scale;
  out[2] = shape;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_25 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_25, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_25;
  const double mean = total / n;
  double squares = 0.0;
  double lost_26 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_26, pow(x - mean, 2.0));
  }
  squares += lost_26;
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
                             double scale, double shape) {
  double sum_h_15 = 0.0;
  double lost_27 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_15, &lost_27, pow(fabs(x - mu) / scale, shape));
  }
  sum_h_15 += lost_27;
  const double part_28 = n * log(shape) - n * log(2.0 * scale);
  return part_28 - n * lgamma(1.0 / shape) - sum_h_15;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale,
                  double shape) {
  const int part_29 = isfinite(scale);
  const int part_30 = isfinite(shape);
  if (!(isfinite(mu) && scale > 0.0 && part_29 && shape > 0.0 && part_30)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, scale, shape);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double scale,
                  double shape, double *out) {
  double sum_h_16 = 0.0;
  double lost_31 = 0.0;
  double sum_h_17 = 0.0;
  double lost_32 = 0.0;
  double sum_h_18 = 0.0;
  double lost_33 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_48 = x - mu;
    const double t_49 = fabs(t_48);
    const double t_50 = t_49 / scale;
    const double t_51 = pow(t_50, shape);
    add(&sum_h_16, &lost_31, t_51 * sign(t_48) / t_49);
    add(&sum_h_17, &lost_32, t_51);
    add(&sum_h_18, &lost_33, t_51 * log(t_50));
  }
  sum_h_16 += lost_31;
  sum_h_17 += lost_32;
  sum_h_18 += lost_33;
  const double t_52 = 1.0 / scale;
  const double t_53 = 1.0 / shape;
  out[0] = shape * sum_h_16;
  out[1] = shape * t_52 * sum_h_17 - t_52 * n;
  out[2] = t_53 * n + n * digamma(t_53) / (shape * shape) - sum_h_18;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double scale,
                     double shape, double *out) {
  const int part_34 = isfinite(scale);
  const int part_35 = isfinite(shape);
  if (!(isfinite(mu) && scale > 0.0 && part_34 && shape > 0.0 && part_35)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_36[3];
  score(rows, n, mu, scale, shape, found_36);
  const double g_1 = found_36[0];
  const double g_2 = found_36[1];
  const double g_3 = found_36[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double scale, double shape, double *out) {
  double sum_h_19 = 0.0;
  double lost_37 = 0.0;
  double sum_h_20 = 0.0;
  double lost_38 = 0.0;
  double sum_h_21 = 0.0;
  double lost_39 = 0.0;
  double sum_h_22 = 0.0;
  double lost_40 = 0.0;
  double sum_h_23 = 0.0;
  double lost_41 = 0.0;
  double sum_h_24 = 0.0;
  double lost_42 = 0.0;
  double sum_h_25 = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_54 = x - mu;
    const double t_55 = fabs(t_54);
    const double t_56 = t_55 / scale;
    const double t_57 = pow(t_56, shape);
    const double t_58 = sign(t_54);
    const double t_59 = t_58 / t_55;
    const double t_60 = log(t_56);
    const double t_61 = t_57 * t_60;
    add(&sum_h_19, &lost_37, t_57);
    add(&sum_h_20, &lost_38, t_57 * t_59);
    add(&sum_h_21, &lost_39, t_61);
    add(&sum_h_22, &lost_40, t_58 * t_58 * t_57 / (t_54 * t_54));
    add(&sum_h_23, &lost_41, 0.0);
    add(&sum_h_24, &lost_42, t_59 * t_61);
    add(&sum_h_25, &lost_43, t_60 * t_60 * t_57);
  }
  sum_h_19 += lost_37;
  sum_h_20 += lost_38;
  sum_h_21 += lost_39;
  sum_h_22 += lost_40;
  sum_h_23 += lost_41;
  sum_h_24 += lost_42;
  sum_h_25 += lost_43;
  const double t_62 = 1.0 / shape;
  const double t_63 = 1.0 / scale;
  const double t_64 = digamma(t_62);
  const double t_65 = shape * shape;
  const double t_66 = n / t_65;
  const double t_67 = 1.0 / (scale * scale);
  const double t_68 = t_67 * sum_h_19;
  out[0] = shape * sum_h_22 - t_65 * sum_h_22 - 2.0 * shape * sum_h_23;
  out[1] = -t_63 * t_65 * sum_h_20;
  out[2] = t_67 * n - t_65 * t_68 - shape * t_68;
  out[3] = sum_h_20 + shape * sum_h_24;
  out[4] = t_63 * sum_h_19 + shape * t_63 * sum_h_21;
  const double part_44 = n * trigamma(t_62) / (shape * shape * shape * shape);
  const double part_45 = -2.0 * t_64 * n / (shape * shape * shape) - part_44;
  out[5] = part_45 - t_66 - sum_h_25;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double scale,
                    double shape, double *out) {
  const int part_46 = isfinite(scale);
  const int part_47 = isfinite(shape);
  if (!(isfinite(mu) && scale > 0.0 && part_46 && shape > 0.0 && part_47)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_48[6];
  curvature(rows, n, mu, scale, shape, found_48);
  const double h_1 = found_48[0];
  const double h_2 = found_48[1];
  const double h_3 = found_48[2];
  const double h_4 = found_48[3];
  const double h_5 = found_48[4];
  const double h_6 = found_48[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int generalised_normal_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return GENERALISED_NORMAL_NOT_FOUND;
    }
  }
  return GENERALISED_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double generalised_normal_nll(const double *x, size_t n,
                              const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int generalised_normal_gradient(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return GENERALISED_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int generalised_normal_hessian(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return GENERALISED_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int generalised_normal_standard_errors(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_BAD_DATA;
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
        return GENERALISED_NORMAL_NOT_FOUND;
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
  return GENERALISED_NORMAL_OK;
}
