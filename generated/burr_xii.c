/*
 * Maximum-likelihood estimation: Burr XII distribution.
 *
 *   f(x; c, k) = c*k*x**(c-1)*(1+x**c)**(-k-1)
 *   support: x > 0
 *   c: positive
 *   k: positive
 *
 * Log-likelihood:
 *
 *   (c - 1)*sum(log(x)) + (-k - 1)*sum(log(x**c + 1)) + (log(c) + log(k))*n
 *
 * Estimator (reduced):
 *
 *   c = the solution of -n*sum(x**c*log(x)/(x**c + 1))/sum(log(x**c + 1)) -
 *       sum(x**c*log(x)/(x**c + 1)) + sum(log(x)) + n/c = 0
 *   k = n/sum(log(x**c + 1))
 *
 * Source:
 *
 *   Burr (1942), Cumulative frequency functions, Ann. Math. Statist. 13,
 *       215-232
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: c, k.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BURR_XII_PARAMETERS = 2,
  BURR_XII_OK = 0,
  /* Empty, not finite, or outside the support. */
  BURR_XII_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BURR_XII_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BURR_XII_NOT_FOUND = 3
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

/* 1/(1 + exp(-y)). */
static double expit(double y) {
  if (y < 0.0) {
    return exp(y) / (1.0 + exp(y));
  }
  return 1.0 / (1.0 + exp(-y));
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

/* The equation that gives c, and its slope. */
static void equation_c(const struct rows *rows, double n, double sum_log_x,
                       double c, double *out) {
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
    const double t = log(x);
    const double t_1 = c * t;
    const double t_2 = expit(t_1);
    const double t_3 = t * t;
    add(&sum_h, &lost_1, t * t_2);
    add(&sum_h_1, &lost_2, logaddexp(0.0, t_1));
    add(&sum_h_2, &lost_3, t_2 * t_3);
    add(&sum_h_3, &lost_4, t_2 * t_2 * t_3);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double t_4 = n / sum_h_1;
  out[0] = n / c + sum_log_x - t_4 * sum_h - sum_h;
  const double part_5 = sum_h * sum_h * n / (sum_h_1 * sum_h_1);
  const double part_6 = part_5 + (sum_h_3 - sum_h_2) * t_4 + sum_h_3;
  out[1] = part_6 - n / (c * c) - sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_c(const struct rows *rows, double n, double sum_log_x,
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
    double found_7[2];
    equation_c(rows, n, sum_log_x, outward(u, lower, upper), found_7);
    const double f = found_7[0];
    const double slope = found_7[1];
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

/* The log-likelihood as a function of c alone. */
static double rate_c(const struct rows *rows, double n, double sum_log_x,
                     double c) {
  double sum_h_4 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_8, logaddexp(0.0, c * log(x)));
  }
  sum_h_4 += lost_8;
  const double part_9 = (log(c) + log(n / sum_h_4) - 1.0) * n;
  return part_9 + (c - 1.0) * sum_log_x - sum_h_4;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_c(const struct rows *rows, double n, double sum_log_x,
                     double lower, double upper, double start) {
  double new_1 = 0.0;
  double f = 0.0;
  double t = 0.0;
  double height = 0.0;
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  const double span = fmin(12.0, limit_1);
  double best = -INFINITY;
  double chosen = NAN;
  double last_1 = u;
  double f_last = NAN;
  for (int turn = 0; turn < 61; ++turn) {
    new_1 = u + span * (turn / 30.0 - 1.0);
    double found_10[2];
    equation_c(rows, n, sum_log_x, outward(new_1, lower, upper), found_10);
    f = found_10[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_c(rows, n, sum_log_x, last_1, f_last, new_1, f, lower, upper);
      height = rate_c(rows, n, sum_log_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_11 = outward(new_1, lower, upper);
      height = rate_c(rows, n, sum_log_x, part_11);
      if (height > best) {
        best = height;
        chosen = outward(new_1, lower, upper);
      }
      f = NAN;
    }
    last_1 = new_1;
    f_last = f;
  }
  if (best > -INFINITY || unbounded(lower, upper) > 0.0) {
    return chosen;
  }
  best = rate_c(rows, n, sum_log_x, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_12[2];
    equation_c(rows, n, sum_log_x, outward(last_1, lower, upper), found_12);
    f_last = found_12[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_13[2];
      equation_c(rows, n, sum_log_x, outward(new_1, lower, upper), found_13);
      f = found_13[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_c(rows, n, sum_log_x, last_1, f_last, new_1, f, lower, upper);
        height = rate_c(rows, n, sum_log_x, t);
        const double v = inward(t, lower, upper);
        const double part_14 = outward(v - 1.0, lower, upper);
        const double below = rate_c(rows, n, sum_log_x, part_14);
        const double part_15 = outward(v + 1.0, lower, upper);
        const double above = rate_c(rows, n, sum_log_x, part_15);
        const double gap = height - fmax(below, above);
        if (height > best && gap > 1e-10 * (1.0 + fabs(height))) {
          best = height;
          chosen = t;
        }
      }
      last_1 = new_1;
      f_last = f;
      shift = 1.5 * shift;
    }
  }
  return chosen;
}

/* The log-likelihood as a function of c, k. */
static double value_joint(const struct rows *rows, double sum_log_x, double n,
                          double c, double k) {
  double sum_h_8 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_16, logaddexp(0.0, c * log(x)));
  }
  sum_h_8 += lost_16;
  const double part_17 = n * log(c) + n * log(k) + (c - 1.0) * sum_log_x;
  return part_17 + (-k - 1.0) * sum_h_8;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double sum_log_x,
                              double n, double c, double k, double *out) {
  double sum_h_11 = 0.0;
  double lost_18 = 0.0;
  double sum_h_12 = 0.0;
  double lost_19 = 0.0;
  double sum_h_13 = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_14 = log(x);
    const double t_15 = c * t_14;
    const double t_16 = expit(t_15);
    add(&sum_h_11, &lost_18, logaddexp(0.0, t_15));
    add(&sum_h_12, &lost_19, t_14 * t_16);
    add(&sum_h_13, &lost_20, t_14 * t_14 * t_16 * expit(-t_15));
  }
  sum_h_11 += lost_18;
  sum_h_12 += lost_19;
  sum_h_13 += lost_20;
  const double t_17 = -k - 1.0;
  const double part_21 = n * log(c) + n * log(k) + t_17 * sum_h_11;
  out[0] = part_21 + (c - 1.0) * sum_log_x;
  out[1] = n / c + t_17 * sum_h_12 + sum_log_x;
  out[2] = n / k - sum_h_11;
  out[3] = t_17 * sum_h_13 - n / (c * c);
  out[4] = -sum_h_12;
  out[5] = -n / (k * k);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double sum_log_x, double n,
                          double u_1, double u_2, double *out) {
  const double c = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double k = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_22[6];
  derivatives_joint(rows, sum_log_x, n, c, k, found_22);
  const double height = found_22[0];
  const double g_1 = found_22[1];
  const double g_2 = found_22[2];
  const double h_1_1 = found_22[3];
  const double h_2_1 = found_22[4];
  const double h_2_2 = found_22[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_23 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_23 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_24 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_24 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double sum_log_x, double n,
                        double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_25[6];
  surface_joint(rows, sum_log_x, n, u_1, u_2, found_25);
  double f = found_25[0];
  double g_1 = found_25[1];
  double g_2 = found_25[2];
  double h_1_1 = found_25[3];
  double h_2_1 = found_25[4];
  double h_2_2 = found_25[5];
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
    const double part_26 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_26 - l_2_1 * l_2_1 * d_1;
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
    double found_27[6];
    surface_joint(rows, sum_log_x, n, u_1 + step_1, u_2 + step_2, found_27);
    const double f_new = found_27[0];
    const double g_1_new = found_27[1];
    const double g_2_new = found_27[2];
    const double h_1_1_new = found_27[3];
    const double h_2_1_new = found_27[4];
    const double h_2_2_new = found_27[5];
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
static void maximise_joint(const struct rows *rows, double sum_log_x, double n,
                           double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
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
      const double part_28 = 0.001 + fabs(middle_x);
      const double part_29 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_28, part_29, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_30 = 0.001 + fabs(middle_x);
      const double part_31 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_30, part_31, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(rows, sum_log_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_32[3];
    climb_joint(rows, sum_log_x, n, reached_1, reached_2, found_32);
    height = found_32[0];
    reached_1 = found_32[1];
    reached_2 = found_32[2];
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
  double lost_33 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_33, log(x));
  }
  sum_log_x += lost_33;
  double c = root_c(rows, n, sum_log_x, 0.0, INFINITY, NAN);
  double sum_h_5 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_5 = log(x);
    const double t_6 = c * t_5;
    add(&sum_h_5, &lost_34, logaddexp(0.0, t_6));
  }
  sum_h_5 += lost_34;
  double k = n / sum_h_5;
  if (!(isfinite(c) && isfinite(k) && c > 0.0 && k > 0.0)) {
    double found_35[2];
    maximise_joint(rows, sum_log_x, n, found_35);
    c = found_35[0];
    k = found_35[1];
  }
  out[0] = c;
  out[1] = k;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double c, double k) {
  double sum_h_8 = 0.0;
  double lost_36 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_36, logaddexp(0.0, c * log(x)));
  }
  sum_h_8 += lost_36;
  const double part_37 = n * log(c) + n * log(k) + (c - 1.0) * sum_log_x;
  return part_37 + (-k - 1.0) * sum_h_8;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double c, double k) {
  if (!(c > 0.0 && isfinite(c) && k > 0.0 && isfinite(k))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_38 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_38, log(x));
  }
  sum_log_x += lost_38;
  return -log_likelihood(rows, sum_log_x, n, c, k);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double sum_log_x, double n, double c,
                  double k, double *out) {
  double sum_h_9 = 0.0;
  double lost_39 = 0.0;
  double sum_h_10 = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_12 = log(x);
    const double t_13 = c * t_12;
    add(&sum_h_9, &lost_39, t_12 * expit(t_13));
    add(&sum_h_10, &lost_40, logaddexp(0.0, t_13));
  }
  sum_h_9 += lost_39;
  sum_h_10 += lost_40;
  out[0] = n / c + sum_log_x + (-k - 1.0) * sum_h_9;
  out[1] = n / k - sum_h_10;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double c, double k, double *out) {
  if (!(c > 0.0 && isfinite(c) && k > 0.0 && isfinite(k))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_41 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_41, log(x));
  }
  sum_log_x += lost_41;
  double found_42[2];
  score(rows, sum_log_x, n, c, k, found_42);
  const double g_1 = found_42[0];
  const double g_2 = found_42[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double c, double k,
                      double *out) {
  double sum_h_12 = 0.0;
  double lost_43 = 0.0;
  double sum_h_13 = 0.0;
  double lost_44 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_14 = log(x);
    const double t_15 = c * t_14;
    const double t_16 = expit(t_15);
    add(&sum_h_12, &lost_43, t_14 * t_16);
    add(&sum_h_13, &lost_44, t_14 * t_14 * t_16 * expit(-t_15));
  }
  sum_h_12 += lost_43;
  sum_h_13 += lost_44;
  const double t_17 = -k - 1.0;
  out[0] = t_17 * sum_h_13 - n / (c * c);
  out[1] = -sum_h_12;
  out[2] = -n / (k * k);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double c, double k, double *out) {
  if (!(c > 0.0 && isfinite(c) && k > 0.0 && isfinite(k))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_45[3];
  curvature(rows, n, c, k, found_45);
  const double h_1 = found_45[0];
  const double h_2 = found_45[1];
  const double h_3 = found_45[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int burr_xii_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BURR_XII_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return BURR_XII_NOT_FOUND;
    }
  }
  return BURR_XII_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double burr_xii_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int burr_xii_gradient(const double *x, size_t n, const double *parameters,
                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BURR_XII_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return BURR_XII_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int burr_xii_hessian(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BURR_XII_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return BURR_XII_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int burr_xii_standard_errors(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BURR_XII_BAD_DATA;
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
        return BURR_XII_NOT_FOUND;
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
  return BURR_XII_OK;
}
