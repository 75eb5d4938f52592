/*
 * Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution.
 *
 *   f(x; rate, dispersion) =
 *       rate**x/(factorial(x)**dispersion*Sum(rate**k/factorial(k)**dispersion
 *       , k, 0, oo))
 *   support: x in 0, 1, 2, ...
 *   rate: positive
 *   dispersion: positive
 *
 * Log-likelihood:
 *
 *   -dispersion*sum(loggamma(x + 1)) + log(rate)*sum(x) -
 *       log(Sum(rate**k/gamma(k + 1)**dispersion, (k, 0, oo)))*n
 *
 * Estimator (numeric):
 *
 *   rate, dispersion = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Conway, Maxwell (1962), A queuing model with state dependent service
 *       rates, J. Indust. Eng. 12, 132-136
 *   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
 *       for fitting discrete data, Appl. Statist. 54, 127-142
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rate, dispersion.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  CONWAY_MAXWELL_POISSON_PARAMETERS = 2,
  CONWAY_MAXWELL_POISSON_OK = 0,
  /* Empty, not finite, or outside the support. */
  CONWAY_MAXWELL_POISSON_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  CONWAY_MAXWELL_POISSON_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  CONWAY_MAXWELL_POISSON_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0))) {
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
}

/* The logarithm of the size of the term with index k. */
static double term_1(double k, double c_1, double c_2) {
  return k * c_1 - c_2 * lgamma(k + 1.0);
}

/* What is averaged: a function of the index k for each kind. */
static double value_1(double k, double which) {
  if (which == 1.0) {
    return k;
  }
  if (which == 2.0) {
    return lgamma(k + 1.0);
  }
  if (which == 3.0) {
    return k * k;
  }
  if (which == 4.0) {
    return k * lgamma(k + 1.0);
  }
  return pow(lgamma(k + 1.0), 2.0);
}

/* Sums from begin on, over the greatest term's size, and 0: done, 1: the
   terms still rise, 2: they fall too slowly. */
static void sums_1(double which, double c_1, double c_2, double lower,
                   double upper, double begin, double way, double most,
                   double *out) {
  double top = -INFINITY;
  double total = 0.0;
  double moment = 0.0;
  double state = 1.0;
  double before = -INFINITY;
  double k = begin;
  double taken = 0.0;
  while (taken < most) {
    if (k < lower || k > upper) {
      state = 0.0;
      break;
    }
    const double height = term_1(k, c_1, c_2);
    if (height > top) {
      total = total * exp(top - height) + 1.0;
      moment = moment * exp(top - height) + value_1(k, which);
      top = height;
    } else if (height > -INFINITY) {
      const double weight = exp(height - top);
      total = total + weight;
      moment = moment + value_1(k, which) * weight;
    } else if (height != -INFINITY) {
      total = NAN;
    }
    state = 2.0;
    if (height > before) {
      state = 1.0;
    }
    if (height == -INFINITY && before == -INFINITY && taken > 64.0) {
      state = 0.0;
      break;
    }
    if (!(total < INFINITY)) {
      state = 0.0;
      break;
    }
    if (height < before && height < top - 25.0) {
      if (height - log(-expm1(height - before)) < top + log(total) - 40.0) {
        state = 0.0;
        break;
      }
    }
    before = height;
    k = k + way;
    taken = taken + 1.0;
  }
  out[0] = top;
  out[1] = total;
  out[2] = moment;
  out[3] = state;
}

/* The index from which on the terms fall, and about how many around it
   matter. */
static void summit_1(double c_1, double c_2, double begin, double *out) {
  double k = 0.0;
  double above = 0.0;
  double low = begin;
  double high = 2.0 * begin;
  for (int turn = 0; turn < 52; ++turn) {
    k = high + 1.0;
    above = term_1(k, c_1, c_2);
    k = high;
    if (above > term_1(k, c_1, c_2)) {
      high = 2.0 * high;
    }
  }
  for (int turn = 0; turn < 52; ++turn) {
    const double middle = floor(0.5 * (low + high));
    k = middle + 1.0;
    above = term_1(k, c_1, c_2);
    k = middle;
    if (above > term_1(k, c_1, c_2)) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const double step = fmax(floor(sqrt(high)), 1.0);
  k = high;
  double curve = 2.0 * term_1(k, c_1, c_2);
  k = high + step;
  curve = curve - term_1(k, c_1, c_2);
  k = high - step;
  curve = (curve - term_1(k, c_1, c_2)) / (step * step);
  out[0] = high;
  out[1] = 20.0 / sqrt(fmax(curve, 1e-300));
}

/* A sum over an index: the logarithm of the sum, or a mean. */
static double series_1(double which, double c_1, double c_2, double lower,
                       double upper) {
  double top = 0.0;
  double total = 0.0;
  double moment = 0.0;
  double state = 0.0;
  const double most = 262144.0;
  double top_2 = -INFINITY;
  double total_2 = 0.0;
  double moment_2 = 0.0;
  double state_2 = 0.0;
  if (lower > -INFINITY) {
    double found_1[4];
    sums_1(which, c_1, c_2, lower, upper, lower, 1.0, 16320.0, found_1);
    top = found_1[0];
    total = found_1[1];
    moment = found_1[2];
    state = found_1[3];
    if (state == 2.0) {
      double found_2[4];
      sums_1(which, c_1, c_2, lower, upper, lower, 1.0, most, found_2);
      top = found_2[0];
      total = found_2[1];
      moment = found_2[2];
      state = found_2[3];
    } else if (state == 1.0) {
      double found_3[2];
      summit_1(c_1, c_2, lower + 16320.0, found_3);
      const double at = found_3[0];
      const double around = found_3[1];
      if (around < most) {
        double found_4[4];
        sums_1(which, c_1, c_2, lower, upper, at, 1.0, most, found_4);
        top = found_4[0];
        total = found_4[1];
        moment = found_4[2];
        state = found_4[3];
        double found_5[4];
        sums_1(which, c_1, c_2, lower, upper, at - 1.0, -1.0, most, found_5);
        top_2 = found_5[0];
        total_2 = found_5[1];
        moment_2 = found_5[2];
        state_2 = found_5[3];
      }
    }
  } else if (upper < INFINITY) {
    double found_6[4];
    sums_1(which, c_1, c_2, lower, upper, upper, -1.0, most, found_6);
    top = found_6[0];
    total = found_6[1];
    moment = found_6[2];
    state = found_6[3];
  } else {
    double found_7[4];
    sums_1(which, c_1, c_2, lower, upper, 0.0, 1.0, most, found_7);
    top = found_7[0];
    total = found_7[1];
    moment = found_7[2];
    state = found_7[3];
    double found_8[4];
    sums_1(which, c_1, c_2, lower, upper, -1.0, -1.0, most, found_8);
    top_2 = found_8[0];
    total_2 = found_8[1];
    moment_2 = found_8[2];
    state_2 = found_8[3];
  }
  if (state > 0.0 || state_2 > 0.0) {
    return NAN;
  }
  if (top_2 > -INFINITY) {
    const double highest = fmax(top, top_2);
    const double part_9 = total_2 * exp(top_2 - highest);
    total = total * exp(top - highest) + part_9;
    const double part_10 = moment_2 * exp(top_2 - highest);
    moment = moment * exp(top - highest) + part_10;
    top = highest;
  }
  if (which == 0.0) {
    return top + log(total);
  }
  return moment / total;
}

/* The log-likelihood as a function of rate, dispersion. */
static double value_joint(double sum_h, double sum_x, double n, double rate,
                          double dispersion) {
  const double part_11 =
      n * series_1(0.0, log(rate), dispersion, 0.0, INFINITY);
  return xlogy(sum_x, rate) - part_11 - dispersion * sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(double n, double sum_h, double sum_x, double rate,
                              double dispersion, double *out) {
  const double t = log(rate);
  const double t_1 = 1.0 / rate;
  const double t_2 = series_1(1.0, t, dispersion, 0.0, INFINITY);
  const double t_3 = series_1(2.0, t, dispersion, 0.0, INFINITY);
  const double t_4 = t_3 * n;
  const double t_5 = 1.0 / (rate * rate);
  const double part_12 = n * series_1(0.0, t, dispersion, 0.0, INFINITY);
  out[0] = xlogy(sum_x, rate) - part_12 - dispersion * sum_h;
  out[1] = t_1 * sum_x - t_1 * t_2 * n;
  out[2] = t_4 - sum_h;
  const double part_13 = t_1 * series_1(3.0, t, dispersion, 0.0, INFINITY);
  const double part_14 = (part_13 - t_2 * t_2 * t_1) * t_1 * n;
  out[3] = t_2 * t_5 * n - part_14 - t_5 * sum_x;
  const double part_15 = series_1(4.0, t, dispersion, 0.0, INFINITY);
  out[4] = t_1 * n * part_15 - t_1 * t_2 * t_4;
  out[5] = t_3 * t_3 * n - n * series_1(5.0, t, dispersion, 0.0, INFINITY);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(double n, double sum_h, double sum_x, double u_1,
                          double u_2, double *out) {
  const double rate = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double dispersion = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_16[6];
  derivatives_joint(n, sum_h, sum_x, rate, dispersion, found_16);
  const double height = found_16[0];
  const double g_1 = found_16[1];
  const double g_2 = found_16[2];
  const double h_1_1 = found_16[3];
  const double h_2_1 = found_16[4];
  const double h_2_2 = found_16[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_17 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_17 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_18 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_18 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(double n, double sum_h, double sum_x, double start_1,
                        double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_19[6];
  surface_joint(n, sum_h, sum_x, u_1, u_2, found_19);
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
    surface_joint(n, sum_h, sum_x, u_1 + step_1, u_2 + step_2, found_21);
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
  if (fabs(d_1) <= 1e-09) {
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
  out[1] = outward(u_1, 0.0, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double sum_h,
                           double sum_x, double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_22 = 0.001 + fabs(middle_x);
      const double part_23 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_22, part_23, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_24 = 0.001 + fabs(middle_x);
      const double part_25 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_24, part_25, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(sum_h, sum_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_26[3];
    climb_joint(n, sum_h, sum_x, reached_1, reached_2, found_26);
    height = found_26[0];
    reached_1 = found_26[1];
    reached_2 = found_26[2];
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
  double sum_x = 0.0;
  double lost_27 = 0.0;
  double sum_h = 0.0;
  double lost_28 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_27, x);
    add(&sum_h, &lost_28, lgamma(x + 1.0));
  }
  sum_x += lost_27;
  sum_h += lost_28;
  double found_29[2];
  maximise_joint(rows, n, sum_h, sum_x, found_29);
  const double rate = found_29[0];
  const double dispersion = found_29[1];
  out[0] = rate;
  out[1] = dispersion;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double sum_x, double n, double rate,
                             double dispersion) {
  const double part_30 =
      n * series_1(0.0, log(rate), dispersion, 0.0, INFINITY);
  return xlogy(sum_x, rate) - part_30 - dispersion * sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate, double dispersion) {
  const int part_31 = isfinite(dispersion);
  if (!(rate > 0.0 && isfinite(rate) && dispersion > 0.0 && part_31)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_32 = 0.0;
  double sum_h = 0.0;
  double lost_33 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_32, x);
    add(&sum_h, &lost_33, lgamma(x + 1.0));
  }
  sum_x += lost_32;
  sum_h += lost_33;
  return -log_likelihood(sum_h, sum_x, n, rate, dispersion);
}

/* The gradient of the log-likelihood. */
static void score(double sum_h, double sum_x, double n, double rate,
                  double dispersion, double *out) {
  const double t_14 = 1.0 / rate;
  const double t_15 = log(rate);
  const double part_34 = series_1(1.0, t_15, dispersion, 0.0, INFINITY);
  out[0] = t_14 * sum_x - t_14 * n * part_34;
  out[1] = n * series_1(2.0, t_15, dispersion, 0.0, INFINITY) - sum_h;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double rate, double dispersion,
                     double *out) {
  const int part_35 = isfinite(dispersion);
  if (!(rate > 0.0 && isfinite(rate) && dispersion > 0.0 && part_35)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_36 = 0.0;
  double sum_h = 0.0;
  double lost_37 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_36, x);
    add(&sum_h, &lost_37, lgamma(x + 1.0));
  }
  sum_x += lost_36;
  sum_h += lost_37;
  double found_38[2];
  score(sum_h, sum_x, n, rate, dispersion, found_38);
  const double g_1 = found_38[0];
  const double g_2 = found_38[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double sum_x, double rate, double dispersion,
                      double *out) {
  const double t = log(rate);
  const double t_1 = 1.0 / rate;
  const double t_2 = series_1(1.0, t, dispersion, 0.0, INFINITY);
  const double t_3 = series_1(2.0, t, dispersion, 0.0, INFINITY);
  const double t_4 = t_3 * n;
  const double t_5 = 1.0 / (rate * rate);
  const double part_39 = t_1 * series_1(3.0, t, dispersion, 0.0, INFINITY);
  const double part_40 = (part_39 - t_2 * t_2 * t_1) * t_1 * n;
  out[0] = t_2 * t_5 * n - part_40 - t_5 * sum_x;
  const double part_41 = series_1(4.0, t, dispersion, 0.0, INFINITY);
  out[1] = t_1 * n * part_41 - t_1 * t_2 * t_4;
  out[2] = t_3 * t_3 * n - n * series_1(5.0, t, dispersion, 0.0, INFINITY);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double rate, double dispersion,
                    double *out) {
  const int part_42 = isfinite(dispersion);
  if (!(rate > 0.0 && isfinite(rate) && dispersion > 0.0 && part_42)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_43, x);
  }
  sum_x += lost_43;
  double found_44[3];
  curvature(n, sum_x, rate, dispersion, found_44);
  const double h_1 = found_44[0];
  const double h_2 = found_44[1];
  const double h_3 = found_44[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int conway_maxwell_poisson_estimate(const double *x, size_t n,
                                    double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return CONWAY_MAXWELL_POISSON_NOT_FOUND;
    }
  }
  return CONWAY_MAXWELL_POISSON_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double conway_maxwell_poisson_nll(const double *x, size_t n,
                                  const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int conway_maxwell_poisson_gradient(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return CONWAY_MAXWELL_POISSON_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int conway_maxwell_poisson_hessian(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return CONWAY_MAXWELL_POISSON_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int conway_maxwell_poisson_standard_errors(const double *x, size_t n,
                                           const double *parameters,
                                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_BAD_DATA;
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
        return CONWAY_MAXWELL_POISSON_NOT_FOUND;
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
  return CONWAY_MAXWELL_POISSON_OK;
}
