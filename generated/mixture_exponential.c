/*
 * Maximum-likelihood estimation: Mixture of two exponential distributions.
 *
 *   f(x; weight, rate_1, rate_2) =
 *       weight*rate_1*exp(-rate_1*x)+(1-weight)*rate_2*exp(-rate_2*x)
 *   support: x >= 0
 *   weight: 0 < weight < 1
 *   rate_1: positive
 *   rate_2: positive
 *
 * Log-likelihood:
 *
 *   sum(log(rate_1*weight*exp(-x*rate_1) + rate_2*(1 -
 *       weight)*exp(-x*rate_2)))
 *
 * Estimator (latent):
 *
 *   weight, rate_1, rate_2 = the joint maximiser of the log-likelihood, by the
 *       EM algorithm and Newton's method
 *
 * Source:
 *
 *   McLachlan, Peel (2000), Finite Mixture Models, ch. 4
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: weight, rate_1, rate_2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  MIXTURE_EXPONENTIAL_PARAMETERS = 3,
  MIXTURE_EXPONENTIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  MIXTURE_EXPONENTIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  MIXTURE_EXPONENTIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  MIXTURE_EXPONENTIAL_NOT_FOUND = 3
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

/* One step of the EM algorithm. */
static void update_joint(const struct rows *rows, double weight, double rate_1,
                         double rate_2, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = log1p(-weight);
    const double t_1 = rate_2 * x;
    const double t_2 = rate_1 * x;
    const double part_5 = log(rate_1) + log(weight) - t_2;
    const double t_3 = logaddexp(part_5, t + log(rate_2) - t_1);
    const double t_4 = exp(t - t_1 - t_3);
    const double t_5 = weight * exp(-t_2 - t_3);
    add(&sum_h, &lost_1, rate_2 * t_4);
    add(&sum_h_1, &lost_2, rate_1 * t_5);
    add(&sum_h_2, &lost_3, t_2 * t_5);
    add(&sum_h_3, &lost_4, t_1 * t_4);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double weight_new = sum_h_1 / (sum_h + sum_h_1);
  const double rate_1_new = sum_h_1 / sum_h_2;
  const double rate_2_new = sum_h / sum_h_3;
  out[0] = weight_new;
  out[1] = rate_1_new;
  out[2] = rate_2_new;
}

/* The log-likelihood. */
static double value_joint(const struct rows *rows, double weight, double rate_1,
                          double rate_2) {
  double sum_h_16 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_7 = log(rate_2) + log1p(-weight);
    const double part_8 = log(rate_1) + log(weight);
    const double part_9 = part_8 - rate_1 * x;
    add(&sum_h_16, &lost_6, logaddexp(part_9, part_7 - rate_2 * x));
  }
  sum_h_16 += lost_6;
  return sum_h_16;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double weight,
                              double rate_1, double rate_2, double *out) {
  double sum_h_21 = 0.0;
  double lost_10 = 0.0;
  double sum_h_22 = 0.0;
  double lost_11 = 0.0;
  double sum_h_23 = 0.0;
  double lost_12 = 0.0;
  double sum_h_24 = 0.0;
  double lost_13 = 0.0;
  double sum_h_25 = 0.0;
  double lost_14 = 0.0;
  double sum_h_26 = 0.0;
  double lost_15 = 0.0;
  double sum_h_27 = 0.0;
  double lost_16 = 0.0;
  double sum_h_28 = 0.0;
  double lost_17 = 0.0;
  double sum_h_29 = 0.0;
  double lost_18 = 0.0;
  double sum_h_30 = 0.0;
  double lost_19 = 0.0;
  double sum_h_31 = 0.0;
  double lost_20 = 0.0;
  double sum_h_32 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = rate_1 * x - log(rate_1);
    const double t_29 = log(rate_2);
    const double t_30 = rate_2 * x;
    const double t_31 = t_28 + t_29 - t_30;
    const double t_32 = 1.0 / (weight * exp(-t_31) + 1.0 - weight);
    const double t_33 = 1.0 / (weight + (1.0 - weight) * exp(t_31));
    const double t_34 = x - 1.0 / rate_1;
    const double t_35 = t_33 * t_34;
    const double t_36 = x - 1.0 / rate_2;
    const double t_37 = t_32 * t_36;
    const double t_38 = t_33 - t_32;
    const double t_39 = -t_38;
    const double t_40 = t_32 * t_33;
    const double part_22 = t_29 + log1p(-weight) - t_30;
    add(&sum_h_21, &lost_10, logaddexp(log(weight) - t_28, part_22));
    add(&sum_h_22, &lost_11, t_32);
    add(&sum_h_23, &lost_12, t_33);
    add(&sum_h_24, &lost_13, t_35);
    add(&sum_h_25, &lost_14, t_37);
    add(&sum_h_26, &lost_15, t_39 * t_33);
    add(&sum_h_27, &lost_16, t_38 * t_32);
    add(&sum_h_28, &lost_17, t_39 * t_35);
    add(&sum_h_29, &lost_18, t_34 * t_34 * t_40);
    add(&sum_h_30, &lost_19, t_38 * t_37);
    add(&sum_h_31, &lost_20, t_35 * t_37);
    add(&sum_h_32, &lost_21, t_36 * t_36 * t_40);
  }
  sum_h_21 += lost_10;
  sum_h_22 += lost_11;
  sum_h_23 += lost_12;
  sum_h_24 += lost_13;
  sum_h_25 += lost_14;
  sum_h_26 += lost_15;
  sum_h_27 += lost_16;
  sum_h_28 += lost_17;
  sum_h_29 += lost_18;
  sum_h_30 += lost_19;
  sum_h_31 += lost_20;
  sum_h_32 += lost_21;
  const double t_41 = weight - 1.0;
  const double t_42 = -t_41;
  out[0] = sum_h_21;
  out[1] = sum_h_23 - sum_h_22;
  out[2] = -weight * sum_h_24;
  out[3] = -t_42 * sum_h_25;
  out[4] = sum_h_26 + sum_h_27;
  out[5] = -sum_h_24 - weight * sum_h_28;
  const double part_23 = weight * sum_h_23 / (rate_1 * rate_1);
  out[6] = -weight * t_41 * sum_h_29 - part_23;
  out[7] = sum_h_25 - t_41 * sum_h_30;
  out[8] = -weight * t_42 * sum_h_31;
  out[9] = weight * t_42 * sum_h_32 - t_42 * sum_h_22 / (rate_2 * rate_2);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double u_3, double *out) {
  const double weight = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  const double rate_1 = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  const double rate_2 = outward(u_3, 0.0, INFINITY);
  const double stretch_3 = stretch(u_3, 0.0, INFINITY);
  double found_24[10];
  derivatives_joint(rows, weight, rate_1, rate_2, found_24);
  const double height = found_24[0];
  const double g_1 = found_24[1];
  const double g_2 = found_24[2];
  const double g_3 = found_24[3];
  const double h_1_1 = found_24[4];
  const double h_2_1 = found_24[5];
  const double h_2_2 = found_24[6];
  const double h_3_1 = found_24[7];
  const double h_3_2 = found_24[8];
  const double h_3_3 = found_24[9];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  const double part_25 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[4] = part_25 - g_1 * bend(u_1, 0.0, 1.0) / n;
  out[5] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_26 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[6] = part_26 - g_2 * bend(u_2, 0.0, INFINITY) / n;
  out[7] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[8] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_27 = -h_3_3 * stretch_3 * stretch_3 / n;
  out[9] = part_27 - g_3 * bend(u_3, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double start_3, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double u_1 = inward(start_1, 0.0, 1.0);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double u_3 = inward(start_3, 0.0, INFINITY);
  double found_28[10];
  surface_joint(rows, n, u_1, u_2, u_3, found_28);
  double f = found_28[0];
  double g_1 = found_28[1];
  double g_2 = found_28[2];
  double g_3 = found_28[3];
  double h_1_1 = found_28[4];
  double h_2_1 = found_28[5];
  double h_2_2 = found_28[6];
  double h_3_1 = found_28[7];
  double h_3_2 = found_28[8];
  double h_3_3 = found_28[9];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
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
    const double part_29 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_29 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_30 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_30 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
    if (!(d_3 > 1e-14 * fabs(h_3_3))) {
      definite = 0.0;
      d_3 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double v_3 = -g_3 - l_3_1 * v_1 - l_3_2 * v_2;
    const double decrement =
        v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3;
    double step_3 = v_3 / d_3;
    double step_2 = v_2 / d_2 - l_3_2 * step_3;
    double step_1 = v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3;
    const double length = fmax(fmax(fabs(step_1), fabs(step_2)), fabs(step_3));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
      step_3 = step_3 * 4.0 / length;
    }
    double found_31[10];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, u_3 + step_3, found_31);
    const double f_new = found_31[0];
    const double g_1_new = found_31[1];
    const double g_2_new = found_31[2];
    const double g_3_new = found_31[3];
    const double h_1_1_new = found_31[4];
    const double h_2_1_new = found_31[5];
    const double h_2_2_new = found_31[6];
    const double h_3_1_new = found_31[7];
    const double h_3_2_new = found_31[8];
    const double h_3_3_new = found_31[9];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(g_3_new) && isfinite(h_1_1_new) && isfinite(h_2_1_new) &&
        isfinite(h_2_2_new) && isfinite(h_3_1_new) && isfinite(h_3_2_new) &&
        isfinite(h_3_3_new) && f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      u_3 = u_3 + step_3;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      g_3 = g_3_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
      h_3_1 = h_3_1_new;
      h_3_2 = h_3_2_new;
      h_3_3 = h_3_3_new;
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
    out[3] = start_3;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  l_3_1 = h_3_1 / d_1;
  l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
  d_3 = h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
  if (fabs(d_3) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, 1.0);
  out[2] = outward(u_2, 0.0, INFINITY);
  out[3] = outward(u_3, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double *out) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double chosen_3 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    double reached_2 = 1.0;
    double reached_3 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_32 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_33 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_34 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_35 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_36 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_37 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_38 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_36, part_32, part_37, part_33,
                                   part_34, part_38, part_35);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 2.0, 4.0, 1.4285714285714286,
                                   0.6666666666666666, 0.5, 0.25);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_3 = choose(at, 1.0, 2.0, 4.0, 1.4285714285714286,
                                   0.6666666666666666, 0.5, 0.25);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0 && draw_2 > 0.0 && isfinite(draw_2) &&
          draw_3 > 0.0 && isfinite(draw_3)) {
        height = value_joint(rows, draw_1, draw_2, draw_3);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
      }
    }
    for (int turn = 0; turn < 200; ++turn) {
      double found_39[3];
      update_joint(rows, reached_1, reached_2, reached_3, found_39);
      const double next_1 = found_39[0];
      const double next_2 = found_39[1];
      const double next_3 = found_39[2];
      if (!(isfinite(next_1) && isfinite(next_2) && isfinite(next_3))) {
        break;
      }
      const double part_40 = fmax(fabs(reached_3), 1e-08);
      const double part_41 = fabs(next_3 - reached_3) / part_40;
      const double part_42 = fmax(fabs(reached_1), 1e-08);
      const double part_43 = fabs(next_1 - reached_1) / part_42;
      const double part_44 = fmax(fabs(reached_2), 1e-08);
      const double part_45 = fabs(next_2 - reached_2) / part_44;
      const double change = fmax(fmax(part_43, part_45), part_41);
      reached_1 = next_1;
      reached_2 = next_2;
      reached_3 = next_3;
      if (change < 1e-08) {
        break;
      }
    }
    double found_46[4];
    climb_joint(rows, n, reached_1, reached_2, reached_3, found_46);
    height = found_46[0];
    reached_1 = found_46[1];
    reached_2 = found_46[2];
    reached_3 = found_46[3];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
      chosen_3 = reached_3;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
  out[2] = chosen_3;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double found_47[3];
  maximise_joint(rows, n, found_47);
  const double weight = found_47[0];
  const double rate_1 = found_47[1];
  const double rate_2 = found_47[2];
  out[0] = weight;
  out[1] = rate_1;
  out[2] = rate_2;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_48 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_48, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_48;
  const double mean = total / n;
  double squares = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_49, pow(x - mean, 2.0));
  }
  squares += lost_49;
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
static double log_likelihood(const struct rows *rows, double weight,
                             double rate_1, double rate_2) {
  double sum_h_16 = 0.0;
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_51 = log(rate_2) + log1p(-weight);
    const double part_52 = log(rate_1) + log(weight);
    const double part_53 = part_52 - rate_1 * x;
    add(&sum_h_16, &lost_50, logaddexp(part_53, part_51 - rate_2 * x));
  }
  sum_h_16 += lost_50;
  return sum_h_16;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double weight, double rate_1,
                  double rate_2) {
  const int part_54 = isfinite(rate_1);
  const int part_55 = isfinite(rate_2);
  if (!(weight > 0.0 && weight < 1.0 && rate_1 > 0.0 && part_54 &&
        rate_2 > 0.0 && part_55)) {
    return INFINITY;
  }
  return -log_likelihood(rows, weight, rate_1, rate_2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double weight, double rate_1,
                  double rate_2, double *out) {
  double sum_h_17 = 0.0;
  double lost_56 = 0.0;
  double sum_h_18 = 0.0;
  double lost_57 = 0.0;
  double sum_h_19 = 0.0;
  double lost_58 = 0.0;
  double sum_h_20 = 0.0;
  double lost_59 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_25 = rate_1 * x + log(rate_2) - rate_2 * x - log(rate_1);
    const double t_26 = 1.0 / (weight * exp(-t_25) + 1.0 - weight);
    const double t_27 = 1.0 / (weight + (1.0 - weight) * exp(t_25));
    add(&sum_h_17, &lost_56, t_26);
    add(&sum_h_18, &lost_57, t_27);
    add(&sum_h_19, &lost_58, t_27 * (x - 1.0 / rate_1));
    add(&sum_h_20, &lost_59, t_26 * (x - 1.0 / rate_2));
  }
  sum_h_17 += lost_56;
  sum_h_18 += lost_57;
  sum_h_19 += lost_58;
  sum_h_20 += lost_59;
  out[0] = sum_h_18 - sum_h_17;
  out[1] = -weight * sum_h_19;
  out[2] = -(1.0 - weight) * sum_h_20;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double weight, double rate_1,
                     double rate_2, double *out) {
  const int part_60 = isfinite(rate_1);
  const int part_61 = isfinite(rate_2);
  if (!(weight > 0.0 && weight < 1.0 && rate_1 > 0.0 && part_60 &&
        rate_2 > 0.0 && part_61)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_62[3];
  score(rows, weight, rate_1, rate_2, found_62);
  const double g_1 = found_62[0];
  const double g_2 = found_62[1];
  const double g_3 = found_62[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double weight, double rate_1,
                      double rate_2, double *out) {
  double sum_h_22 = 0.0;
  double lost_63 = 0.0;
  double sum_h_23 = 0.0;
  double lost_64 = 0.0;
  double sum_h_24 = 0.0;
  double lost_65 = 0.0;
  double sum_h_25 = 0.0;
  double lost_66 = 0.0;
  double sum_h_26 = 0.0;
  double lost_67 = 0.0;
  double sum_h_27 = 0.0;
  double lost_68 = 0.0;
  double sum_h_28 = 0.0;
  double lost_69 = 0.0;
  double sum_h_29 = 0.0;
  double lost_70 = 0.0;
  double sum_h_30 = 0.0;
  double lost_71 = 0.0;
  double sum_h_31 = 0.0;
  double lost_72 = 0.0;
  double sum_h_32 = 0.0;
  double lost_73 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = rate_1 * x - log(rate_1);
    const double t_29 = log(rate_2);
    const double t_30 = rate_2 * x;
    const double t_31 = t_28 + t_29 - t_30;
    const double t_32 = 1.0 / (weight * exp(-t_31) + 1.0 - weight);
    const double t_33 = 1.0 / (weight + (1.0 - weight) * exp(t_31));
    const double t_34 = x - 1.0 / rate_1;
    const double t_35 = t_33 * t_34;
    const double t_36 = x - 1.0 / rate_2;
    const double t_37 = t_32 * t_36;
    const double t_38 = t_33 - t_32;
    const double t_39 = -t_38;
    const double t_40 = t_32 * t_33;
    add(&sum_h_22, &lost_63, t_32);
    add(&sum_h_23, &lost_64, t_33);
    add(&sum_h_24, &lost_65, t_35);
    add(&sum_h_25, &lost_66, t_37);
    add(&sum_h_26, &lost_67, t_39 * t_33);
    add(&sum_h_27, &lost_68, t_38 * t_32);
    add(&sum_h_28, &lost_69, t_39 * t_35);
    add(&sum_h_29, &lost_70, t_34 * t_34 * t_40);
    add(&sum_h_30, &lost_71, t_38 * t_37);
    add(&sum_h_31, &lost_72, t_35 * t_37);
    add(&sum_h_32, &lost_73, t_36 * t_36 * t_40);
  }
  sum_h_22 += lost_63;
  sum_h_23 += lost_64;
  sum_h_24 += lost_65;
  sum_h_25 += lost_66;
  sum_h_26 += lost_67;
  sum_h_27 += lost_68;
  sum_h_28 += lost_69;
  sum_h_29 += lost_70;
  sum_h_30 += lost_71;
  sum_h_31 += lost_72;
  sum_h_32 += lost_73;
  const double t_41 = weight - 1.0;
  const double t_42 = -t_41;
  out[0] = sum_h_26 + sum_h_27;
  out[1] = -sum_h_24 - weight * sum_h_28;
  const double part_74 = weight * sum_h_23 / (rate_1 * rate_1);
  out[2] = -weight * t_41 * sum_h_29 - part_74;
  out[3] = sum_h_25 - t_41 * sum_h_30;
  out[4] = -weight * t_42 * sum_h_31;
  out[5] = weight * t_42 * sum_h_32 - t_42 * sum_h_22 / (rate_2 * rate_2);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double weight, double rate_1,
                    double rate_2, double *out) {
  const int part_75 = isfinite(rate_1);
  const int part_76 = isfinite(rate_2);
  if (!(weight > 0.0 && weight < 1.0 && rate_1 > 0.0 && part_75 &&
        rate_2 > 0.0 && part_76)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  double found_77[6];
  curvature(rows, weight, rate_1, rate_2, found_77);
  const double h_1 = found_77[0];
  const double h_2 = found_77[1];
  const double h_3 = found_77[2];
  const double h_4 = found_77[3];
  const double h_5 = found_77[4];
  const double h_6 = found_77[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int mixture_exponential_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_EXPONENTIAL_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[1] = pow(rows.x_spread, -1.0) * estimate[1];
  estimate[2] = pow(rows.x_spread, -1.0) * estimate[2];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return MIXTURE_EXPONENTIAL_NOT_FOUND;
    }
  }
  return MIXTURE_EXPONENTIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double mixture_exponential_nll(const double *x, size_t n,
                               const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int mixture_exponential_gradient(const double *x, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_EXPONENTIAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return MIXTURE_EXPONENTIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int mixture_exponential_hessian(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_EXPONENTIAL_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return MIXTURE_EXPONENTIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int mixture_exponential_standard_errors(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_EXPONENTIAL_BAD_DATA;
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
        return MIXTURE_EXPONENTIAL_NOT_FOUND;
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
  return MIXTURE_EXPONENTIAL_OK;
}
