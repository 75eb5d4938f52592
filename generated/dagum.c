/*
 * Maximum-likelihood estimation: Dagum distribution.
 *
 *   f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
 *   support: x > 0
 *   a: positive
 *   b: positive
 *   p: positive
 *
 * Log-likelihood:
 *
 *   (-p - 1)*sum(log(x**a/b**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) +
 *       log(a) + log(p))*n
 *
 * Estimator (numeric):
 *
 *   a, b = the joint maximiser of the log-likelihood
 *   p = n/(a*log(b)*n - a*sum(log(x)) + sum(log(x**a/b**a + 1)))
 *
 * Source:
 *
 *   Dagum (1977), A new model of personal income distribution: specification
 *       and estimation, Economie Appliquee 30, 413-437
 *   Kleiber (2008), A guide to the Dagum distributions, Modeling Income
 *       Distributions and Lorenz Curves, 97-117
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a, b, p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  DAGUM_PARAMETERS = 3,
  DAGUM_OK = 0,
  DAGUM_BAD_DATA = 1,    /* empty, not finite, or outside the support */
  DAGUM_NO_MAXIMUM = 2,  /* the result holds the limits, NAN where there are none */
  DAGUM_NOT_FOUND = 3    /* no maximum was found, or no information there */
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

/* The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2. */
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

/* The log-likelihood as a function of a, b. */
static double value_a_b(const struct rows *rows, double sum_log_x, double n,
                        double a, double b) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, log1p(pow(b, -a) * pow(x, a)));
  }
  sum_h += lost_1;
  const double t = a * log(b);
  const double t_1 = 1.0 / (t * n + sum_h - a * sum_log_x);
  const double t_2 = t_1 * n;
  const double part_2 = a * t_1 * sum_log_x * n + (log(t_2) + log(a)) * n;
  return part_2 - n * n * t * t_1 - t_2 * sum_h - sum_log_x - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_a_b(const struct rows *rows, double sum_log_x, double n,
                            double a, double b, double *out) {
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
    const double t_3 = pow(b, -a);
    const double t_4 = pow(x, a);
    const double t_5 = t_3 * t_4;
    const double t_6 = t_5 + 1.0;
    const double t_7 = 1.0 / t_6;
    const double t_8 = log(x);
    const double t_9 = t_5 * t_8;
    const double t_10 = log(b);
    const double t_11 = t_9 - t_5 * t_10;
    const double t_12 = 1.0 / b;
    const double t_13 = t_5 * t_7;
    const double t_14 = t_13 * t_12;
    const double t_15 = 1.0 / (t_6 * t_6);
    const double t_16 = -t_15 * t_11;
    const double t_17 = a * t_12;
    const double t_18 = 1.0 / (b * b);
    const double t_19 = t_13 * t_18;
    const double t_20 = a * a;
    const double t_21 = 2.0 * a;
    add(&sum_h_1, &lost_3, log1p(t_5));
    add(&sum_h_2, &lost_4, t_7 * t_11);
    add(&sum_h_3, &lost_5, a * t_14);
    const double part_9 = t_8 * t_8 * t_5 + t_10 * t_10 * t_5;
    add(&sum_h_4, &lost_6, t_16 * t_11 + (part_9 - 2.0 * t_9 * t_10) * t_7);
    const double part_10 = a * t_3 * t_4 * t_7 * t_10 * t_12;
    const double part_11 = part_10 - t_14 - t_16 * t_17 * t_5;
    add(&sum_h_5, &lost_7, part_11 - t_17 * t_7 * t_9);
    const double part_12 = pow(b, -t_21) * t_15 * t_18 * t_20;
    add(&sum_h_6, &lost_8, t_19 * t_20 + a * t_19 - part_12 * pow(x, t_21));
  }
  sum_h_1 += lost_3;
  sum_h_2 += lost_4;
  sum_h_3 += lost_5;
  sum_h_4 += lost_6;
  sum_h_5 += lost_7;
  sum_h_6 += lost_8;
  const double t_22 = a * sum_log_x;
  const double t_23 = log(b);
  const double t_24 = t_23 * n;
  const double t_25 = a * t_24 + sum_h_1 - t_22;
  const double t_26 = 1.0 / t_25;
  const double t_27 = t_26 * n;
  const double t_28 = n * n;
  const double t_29 = t_26 * t_28;
  const double t_30 = t_23 * t_29;
  const double t_31 = sum_log_x - t_24 - sum_h_2;
  const double t_32 = 1.0 / (t_25 * t_25);
  const double t_33 = t_32 * n;
  const double t_34 = t_33 * sum_h_1;
  const double t_35 = t_32 * t_28;
  const double t_36 = t_23 * t_35;
  const double t_37 = t_36 * t_31;
  const double t_38 = 1.0 / b;
  const double t_39 = t_38 * n;
  const double t_40 = a * t_39;
  const double t_41 = sum_h_3 - t_40;
  const double t_42 = t_38 * t_29;
  const double t_43 = t_33 * t_41;
  const double t_44 = t_36 * t_41;
  const double t_45 = 2.0 * sum_h_2;
  const double t_46 = sum_h_1 * n;
  const double t_47 = 1.0 / (t_25 * t_25 * t_25);
  const double t_48 = 2.0 * sum_log_x - 2.0 * t_24 - t_45;
  const double t_49 = t_47 * t_48;
  const double t_50 = t_49 * t_31;
  const double t_51 = a * t_23 * t_28;
  const double t_52 = -t_39 - sum_h_5;
  const double t_53 = a * t_35 * t_38;
  const double t_54 = a * t_36;
  const double t_55 = t_41 * t_46;
  const double t_56 = 1.0 / (b * b);
  const double t_57 = a * t_56 * n - sum_h_6;
  const double t_58 = 2.0 * sum_h_3 - 2.0 * t_40;
  const double t_59 = t_47 * t_58;
  const double part_13 = a * t_26 * sum_log_x * n + (log(t_27) + log(a)) * n;
  out[0] = part_13 - t_27 * sum_h_1 - a * t_30 - sum_log_x - sum_h_1;
  const double part_14 = a * t_32 * t_31 * sum_log_x * n;
  const double part_15 = part_14 + t_26 * sum_log_x * n;
  const double part_16 = part_15 + (t_26 * t_31 + 1.0 / a) * n - t_34 * t_31;
  out[1] = part_16 - a * t_37 - t_27 * sum_h_2 - t_30 - sum_h_2;
  const double part_17 = t_22 * t_43 + t_41 * t_27 + t_27 * sum_h_3 + sum_h_3;
  out[2] = part_17 - t_34 * t_41 - a * t_42 - a * t_44;
  const double part_18 = t_31 * t_31 * t_32 - t_26 * sum_h_4 - 1.0 / (a * a);
  const double part_19 = a * t_47 * t_48 * t_31 * sum_log_x * n;
  const double part_20 = 2.0 * t_32 * t_31 * sum_log_x * n;
  const double part_21 = part_20 + t_32 * sum_h_1 * sum_h_4 * n + part_19;
  const double part_22 = a * t_23 * t_32 * t_28 * sum_h_4;
  const double part_23 = part_21 + part_18 * n + part_22;
  const double part_24 = part_23 - t_22 * t_33 * sum_h_4 - t_33 * t_45 * t_31;
  const double part_25 = part_24 - 2.0 * t_37 - t_46 * t_50 - t_50 * t_51;
  out[3] = part_25 - t_27 * sum_h_4 - sum_h_4;
  const double part_26 = t_32 * t_41 * t_31 * n + t_32 * t_41 * sum_log_x * n;
  const double part_27 = part_26 + a * t_32 * t_52 * sum_log_x * n;
  const double part_28 = a * t_41 * t_47 * t_48 * sum_log_x * n;
  const double part_29 = part_27 + t_32 * t_31 * sum_h_3 * n + part_28;
  const double part_30 = part_29 + t_52 * t_26 * n - t_34 * t_52;
  const double part_31 = part_30 - t_41 * t_49 * t_51 - t_42 - t_43 * sum_h_2;
  const double part_32 = part_31 - t_44 - t_49 * t_55 - t_52 * t_54;
  out[4] = part_32 - t_53 * t_31 - t_27 * sum_h_5 - sum_h_5;
  const double part_33 = a * t_41 * t_47 * t_58 * sum_log_x * n;
  const double part_34 = a * t_32 * t_57 * sum_log_x * n;
  const double part_35 = 2.0 * t_32 * t_41 * sum_h_3 * n;
  const double part_36 = t_41 * t_41 * t_32 * n + part_35 + part_34 + part_33;
  const double part_37 = part_36 + t_57 * t_26 * n + a * t_56 * t_26 * t_28;
  const double part_38 = part_37 - t_34 * t_57 - t_41 * t_51 * t_59;
  const double part_39 = part_38 - 2.0 * t_41 * t_53 - t_54 * t_57;
  out[5] = part_39 - t_55 * t_59 - t_27 * sum_h_6 - sum_h_6;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_a_b(const struct rows *rows, double sum_log_x, double n,
                        double u_1, double u_2, double *out) {
  const double a = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double b = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_40[6];
  derivatives_a_b(rows, sum_log_x, n, a, b, found_40);
  const double height = found_40[0];
  const double g_1 = found_40[1];
  const double g_2 = found_40[2];
  const double h_1_1 = found_40[3];
  const double h_2_1 = found_40[4];
  const double h_2_2 = found_40[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_41 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_41 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_42 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_42 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_a_b(const struct rows *rows, double sum_log_x, double n,
                      double start_1, double start_2, double *out) {
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_43[6];
  surface_a_b(rows, sum_log_x, n, u_1, u_2, found_43);
  double f = found_43[0];
  double g_1 = found_43[1];
  double g_2 = found_43[2];
  double h_1_1 = found_43[3];
  double h_2_1 = found_43[4];
  double h_2_2 = found_43[5];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  double damp = 0.0;
  for (int trial = 0; trial < 400; ++trial) {
    double definite = 1.0;
    double d_1 = h_1_1 + damp * fmax(fabs(h_1_1), 1e-06);
    if (!(d_1 > 1e-14 * fabs(h_1_1))) {
      definite = 0.0;
      d_1 = 1.0;
    }
    const double l_2_1 = h_2_1 / d_1;
    const double part_44 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    double d_2 = part_44 - l_2_1 * l_2_1 * d_1;
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
    double found_45[6];
    surface_a_b(rows, sum_log_x, n, u_1 + step_1, u_2 + step_2, found_45);
    const double f_new = found_45[0];
    const double g_1_new = found_45[1];
    const double g_2_new = found_45[2];
    const double h_1_1_new = found_45[3];
    const double h_2_1_new = found_45[4];
    const double h_2_2_new = found_45[5];
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
  out[0] = -f;
  out[1] = outward(u_1, 0.0, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_a_b(const struct rows *rows, double sum_log_x, double n,
                         double *out) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_a_b(rows, sum_log_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_46[3];
    climb_a_b(rows, sum_log_x, n, reached_1, reached_2, found_46);
    height = found_46[0];
    reached_1 = found_46[1];
    reached_2 = found_46[2];
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
  double sum_log_x = 0.0;
  double lost_47 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_47, log(x));
  }
  sum_log_x += lost_47;
  double found_48[2];
  maximise_a_b(rows, sum_log_x, n, found_48);
  const double a = found_48[0];
  const double b = found_48[1];
  double sum_h_7 = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_60 = pow(x, a);
    const double t_61 = pow(b, -a) * t_60;
    add(&sum_h_7, &lost_49, log1p(t_61));
  }
  sum_h_7 += lost_49;
  const double p = n / (a * n * log(b) + sum_h_7 - a * sum_log_x);
  out[0] = a;
  out[1] = b;
  out[2] = p;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_50 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_50, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_50;
  const double mean = total / n;
  double squares = 0.0;
  double lost_51 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_51, pow(x - mean, 2.0));
  }
  squares += lost_51;
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
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double a, double b, double p) {
  double sum_h_15 = 0.0;
  double lost_52 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_15, &lost_52, log1p(pow(b, -a) * pow(x, a)));
  }
  sum_h_15 += lost_52;
  const double t_91 = a * p;
  const double part_53 = n * log(a) + n * log(p) + (-p - 1.0) * sum_h_15;
  return part_53 + (t_91 - 1.0) * sum_log_x - t_91 * n * log(b);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double a, double b, double p) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b) && p > 0.0 &&
      isfinite(p))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_54 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_54, log(x));
  }
  sum_log_x += lost_54;
  return -log_likelihood(rows, sum_log_x, n, a, b, p);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_log_x, double a,
                  double b, double p, double *out) {
  double sum_h_16 = 0.0;
  double lost_55 = 0.0;
  double sum_h_17 = 0.0;
  double lost_56 = 0.0;
  double sum_h_18 = 0.0;
  double lost_57 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_92 = pow(x, a);
    const double t_93 = pow(b, -a) * t_92;
    const double t_94 = 1.0 / (t_93 + 1.0);
    add(&sum_h_16, &lost_55, t_94 * (t_93 * log(x) - t_93 * log(b)));
    add(&sum_h_17, &lost_56, t_92 * t_94);
    add(&sum_h_18, &lost_57, log1p(t_93));
  }
  sum_h_16 += lost_55;
  sum_h_17 += lost_56;
  sum_h_18 += lost_57;
  const double t_95 = -p - 1.0;
  const double t_96 = n * log(b);
  const double t_97 = a / b;
  out[0] = n / a + t_95 * sum_h_16 + p * sum_log_x - p * t_96;
  out[1] = -p * t_97 * n - pow(b, -a) * t_95 * t_97 * sum_h_17;
  out[2] = n / p + a * sum_log_x - a * t_96 - sum_h_18;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double a, double b, double p,
                     double *out) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b) && p > 0.0 &&
      isfinite(p))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_58 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_58, log(x));
  }
  sum_log_x += lost_58;
  double found_59[3];
  score(rows, n, sum_log_x, a, b, p, found_59);
  const double g_1 = found_59[0];
  const double g_2 = found_59[1];
  const double g_3 = found_59[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_log_x,
                      double a, double b, double p, double *out) {
  double sum_h_20 = 0.0;
  double lost_60 = 0.0;
  double sum_h_21 = 0.0;
  double lost_61 = 0.0;
  double sum_h_22 = 0.0;
  double lost_62 = 0.0;
  double sum_h_23 = 0.0;
  double lost_63 = 0.0;
  double sum_h_24 = 0.0;
  double lost_64 = 0.0;
  double sum_h_25 = 0.0;
  double lost_65 = 0.0;
  double sum_h_26 = 0.0;
  double lost_66 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_98 = pow(x, a);
    const double t_99 = pow(b, -a) * t_98;
    const double t_100 = t_99 + 1.0;
    const double t_101 = 1.0 / t_100;
    const double t_102 = log(x);
    const double t_103 = t_99 * t_102;
    const double t_104 = log(b);
    const double t_105 = t_103 - t_99 * t_104;
    const double t_106 = t_98 * t_101;
    const double t_107 = 1.0 / (t_100 * t_100);
    const double t_108 = -t_105 * t_107;
    add(&sum_h_20, &lost_60, t_101 * t_105);
    add(&sum_h_21, &lost_61, t_106);
    const double part_67 = t_102 * t_102 * t_99;
    const double part_68 = part_67 + t_104 * t_104 * t_99;
    add(&sum_h_22, &lost_62, (part_68 - 2.0 * t_103 * t_104) * t_101);
    add(&sum_h_23, &lost_63, t_108 * t_105);
    add(&sum_h_24, &lost_64, t_102 * t_106);
    add(&sum_h_25, &lost_65, t_98 * t_108);
    add(&sum_h_26, &lost_66, t_107 * pow(x, 2.0 * a));
  }
  sum_h_20 += lost_60;
  sum_h_21 += lost_61;
  sum_h_22 += lost_62;
  sum_h_23 += lost_63;
  sum_h_24 += lost_64;
  sum_h_25 += lost_65;
  sum_h_26 += lost_66;
  const double t_109 = -p - 1.0;
  const double t_110 = a * p;
  const double t_111 = log(b);
  const double t_112 = t_111 * n;
  const double t_113 = 1.0 / b;
  const double t_114 = t_113 * n;
  const double t_115 = pow(b, -a);
  const double t_116 = t_109 * t_113 * t_115 * sum_h_21;
  const double t_117 = a * a;
  const double t_118 = t_109 * t_115;
  const double t_119 = a * t_118;
  const double t_120 = t_119 * t_113;
  const double t_121 = 1.0 / (b * b);
  const double t_122 = t_121 * sum_h_21;
  out[0] = t_109 * sum_h_22 + t_109 * sum_h_23 - n / t_117;
  const double part_69 = a * t_109 * t_111 * t_113 * t_115 * sum_h_21;
  const double part_70 = part_69 - t_120 * sum_h_24 - t_120 * sum_h_25;
  out[1] = part_70 - p * t_114 - t_116;
  const double part_71 = pow(b, -2.0 * a) * t_109 * t_121 * t_117 * sum_h_26;
  const double part_72 = t_110 * t_121 * n + t_119 * t_122;
  out[2] = part_72 + t_122 * t_117 * t_118 - part_71;
  out[3] = sum_log_x - t_112 - sum_h_20;
  out[4] = a * t_113 * t_115 * sum_h_21 - a * t_114;
  out[5] = -n / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double a, double b, double p,
                    double *out) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b) && p > 0.0 &&
      isfinite(p))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_73 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_73, log(x));
  }
  sum_log_x += lost_73;
  double found_74[6];
  curvature(rows, n, sum_log_x, a, b, p, found_74);
  const double h_1 = found_74[0];
  const double h_2 = found_74[1];
  const double h_3 = found_74[2];
  const double h_4 = found_74[3];
  const double h_5 = found_74[4];
  const double h_6 = found_74[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int dagum_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return DAGUM_NOT_FOUND;
    }
  }
  return DAGUM_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double dagum_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int dagum_gradient(const double *x, size_t n, const double *parameters,
                   double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return DAGUM_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int dagum_hessian(const double *x, size_t n, const double *parameters,
                  double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return DAGUM_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int dagum_standard_errors(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return DAGUM_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[3] = {0, 1, 2};
  double factor[3][3];
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t l = 0; l < j; ++l) {
        entry -= factor[i][l] * factor[j][l];
      }
      if (i == j && !(entry > 0.0)) {
        return DAGUM_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t a = 0; a < 3; ++a) {
    double column[3];
    double variance = 0.0;
    for (size_t i = a; i < 3; ++i) {
      double entry = i == a ? 1.0 : 0.0;
      for (size_t l = a; l < i; ++l) {
        entry -= factor[i][l] * column[l];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[a]] = sqrt(variance);
  }
  return DAGUM_OK;
}
