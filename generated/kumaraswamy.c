/*
 * Maximum-likelihood estimation: Kumaraswamy distribution.
 *
 *   f(x; a, b) = a*b*x**(a-1)*(1-x**a)**(b-1)
 *   support: 0 < x < 1
 *   a: positive
 *   b: positive
 *
 * Log-likelihood:
 *
 *   (a - 1)*sum(log(x)) + (b - 1)*sum(log(1 - x**a)) + (log(a) + log(b))*n
 *
 * Estimator (reduced):
 *
 *   a = the solution of -n*sum(x**a*log(x)/(x**a - 1))/sum(log(1 - x**a)) -
 *       sum(x**a*log(x)/(x**a - 1)) + sum(log(x)) + n/a = 0
 *   b = -n/sum(log(1 - x**a))
 *
 * Source:
 *
 *   Kumaraswamy (1980), A generalized probability density function for double-
 *       bounded random processes, J. Hydrol. 46, 79-88
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a, b.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  KUMARASWAMY_PARAMETERS = 2,
  KUMARASWAMY_OK = 0,
  /* Empty, not finite, or outside the support. */
  KUMARASWAMY_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  KUMARASWAMY_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  KUMARASWAMY_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x > 0.0) && (x < 1.0))) {
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

/* The equation that gives a, and its slope. */
static void equation_a(const struct rows *rows, double n, double sum_log_x,
                       double a, double *out) {
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
    const double t_1 = pow(x, a);
    const double t_2 = t_1 - 1.0;
    const double t_3 = t_1 / t_2;
    const double t_4 = t * t;
    add(&sum_h, &lost_1, t * t_3);
    add(&sum_h_1, &lost_2, log1p(-t_1));
    add(&sum_h_2, &lost_3, t_3 * t_4);
    add(&sum_h_3, &lost_4, t_4 / (t_2 * t_2) * pow(x, 2.0 * a));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double t_5 = n / sum_h_1;
  out[0] = n / a + sum_log_x - t_5 * sum_h - sum_h;
  const double part_5 = sum_h * sum_h * n / (sum_h_1 * sum_h_1);
  const double part_6 = part_5 + (sum_h_3 - sum_h_2) * t_5 + sum_h_3;
  out[1] = part_6 - n / (a * a) - sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_a(const struct rows *rows, double n, double sum_log_x,
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
    equation_a(rows, n, sum_log_x, outward(u, lower, upper), found_7);
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

/* The log-likelihood as a function of a alone. */
static double rate_a(const struct rows *rows, double n, double sum_log_x,
                     double a) {
  double sum_h_4 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_8, log1p(-pow(x, a)));
  }
  sum_h_4 += lost_8;
  const double part_9 = (log(a) + log(-n / sum_h_4) - 1.0) * n;
  return part_9 + (a - 1.0) * sum_log_x - sum_h_4;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_a(const struct rows *rows, double n, double sum_log_x,
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
    equation_a(rows, n, sum_log_x, outward(new_1, lower, upper), found_10);
    f = found_10[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_a(rows, n, sum_log_x, last_1, f_last, new_1, f, lower, upper);
      height = rate_a(rows, n, sum_log_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_11 = outward(new_1, lower, upper);
      height = rate_a(rows, n, sum_log_x, part_11);
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
  best = rate_a(rows, n, sum_log_x, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_12[2];
    equation_a(rows, n, sum_log_x, outward(last_1, lower, upper), found_12);
    f_last = found_12[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_13[2];
      equation_a(rows, n, sum_log_x, outward(new_1, lower, upper), found_13);
      f = found_13[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_a(rows, n, sum_log_x, last_1, f_last, new_1, f, lower, upper);
        height = rate_a(rows, n, sum_log_x, t);
        const double v = inward(t, lower, upper);
        const double part_14 = outward(v - 1.0, lower, upper);
        const double below = rate_a(rows, n, sum_log_x, part_14);
        const double part_15 = outward(v + 1.0, lower, upper);
        const double above = rate_a(rows, n, sum_log_x, part_15);
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

/* The log-likelihood as a function of a, b. */
static double value_joint(const struct rows *rows, double sum_log_x, double n,
                          double a, double b) {
  double sum_h_9 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_16, log1p(-pow(x, a)));
  }
  sum_h_9 += lost_16;
  const double part_17 = n * log(a) + n * log(b) + (a - 1.0) * sum_log_x;
  return part_17 + (b - 1.0) * sum_h_9;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double sum_log_x,
                              double n, double a, double b, double *out) {
  double sum_h_12 = 0.0;
  double lost_18 = 0.0;
  double sum_h_13 = 0.0;
  double lost_19 = 0.0;
  double sum_h_14 = 0.0;
  double lost_20 = 0.0;
  double sum_h_15 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_16 = pow(x, a);
    const double t_17 = log(x);
    const double t_18 = t_16 - 1.0;
    const double t_19 = t_16 / t_18;
    const double t_20 = t_17 * t_17;
    add(&sum_h_12, &lost_18, log1p(-t_16));
    add(&sum_h_13, &lost_19, t_17 * t_19);
    add(&sum_h_14, &lost_20, t_19 * t_20);
    add(&sum_h_15, &lost_21, t_20 / (t_18 * t_18) * pow(x, 2.0 * a));
  }
  sum_h_12 += lost_18;
  sum_h_13 += lost_19;
  sum_h_14 += lost_20;
  sum_h_15 += lost_21;
  const double t_21 = b - 1.0;
  const double t_22 = -t_21;
  const double part_22 = n * log(a) + n * log(b) + t_21 * sum_h_12;
  out[0] = part_22 + (a - 1.0) * sum_log_x;
  out[1] = n / a + sum_log_x - t_22 * sum_h_13;
  out[2] = n / b + sum_h_12;
  out[3] = t_22 * sum_h_15 - n / (a * a) - t_22 * sum_h_14;
  out[4] = sum_h_13;
  out[5] = -n / (b * b);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double sum_log_x, double n,
                          double u_1, double u_2, double *out) {
  const double a = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double b = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_23[6];
  derivatives_joint(rows, sum_log_x, n, a, b, found_23);
  const double height = found_23[0];
  const double g_1 = found_23[1];
  const double g_2 = found_23[2];
  const double h_1_1 = found_23[3];
  const double h_2_1 = found_23[4];
  const double h_2_2 = found_23[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_24 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_24 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_25 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_25 - g_2 * bend(u_2, 0.0, INFINITY) / n;
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
  double found_26[6];
  surface_joint(rows, sum_log_x, n, u_1, u_2, found_26);
  double f = found_26[0];
  double g_1 = found_26[1];
  double g_2 = found_26[2];
  double h_1_1 = found_26[3];
  double h_2_1 = found_26[4];
  double h_2_2 = found_26[5];
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
    const double part_27 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_27 - l_2_1 * l_2_1 * d_1;
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
    double found_28[6];
    surface_joint(rows, sum_log_x, n, u_1 + step_1, u_2 + step_2, found_28);
    const double f_new = found_28[0];
    const double g_1_new = found_28[1];
    const double g_2_new = found_28[2];
    const double h_1_1_new = found_28[3];
    const double h_2_1_new = found_28[4];
    const double h_2_2_new = found_28[5];
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
      const double part_29 = 0.001 + fabs(middle_x);
      const double part_30 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_29, part_30, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_31 = 0.001 + fabs(middle_x);
      const double part_32 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_31, part_32, 20.0);
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
    double found_33[3];
    climb_joint(rows, sum_log_x, n, reached_1, reached_2, found_33);
    height = found_33[0];
    reached_1 = found_33[1];
    reached_2 = found_33[2];
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
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_34, log(x));
  }
  sum_log_x += lost_34;
  double a = root_a(rows, n, sum_log_x, 0.0, INFINITY, NAN);
  double sum_h_5 = 0.0;
  double lost_35 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_6 = pow(x, a);
    add(&sum_h_5, &lost_35, log1p(-t_6));
  }
  sum_h_5 += lost_35;
  double b = -n / sum_h_5;
  if (!(isfinite(a) && isfinite(b) && a > 0.0 && b > 0.0)) {
    double found_36[2];
    maximise_joint(rows, sum_log_x, n, found_36);
    a = found_36[0];
    b = found_36[1];
  }
  out[0] = a;
  out[1] = b;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double a, double b) {
  double sum_h_9 = 0.0;
  double lost_37 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_37, log1p(-pow(x, a)));
  }
  sum_h_9 += lost_37;
  const double part_38 = n * log(a) + n * log(b) + (a - 1.0) * sum_log_x;
  return part_38 + (b - 1.0) * sum_h_9;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double a, double b) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_39 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_39, log(x));
  }
  sum_log_x += lost_39;
  return -log_likelihood(rows, sum_log_x, n, a, b);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double sum_log_x, double n, double a,
                  double b, double *out) {
  double sum_h_10 = 0.0;
  double lost_40 = 0.0;
  double sum_h_11 = 0.0;
  double lost_41 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_15 = pow(x, a);
    add(&sum_h_10, &lost_40, t_15 / (t_15 - 1.0) * log(x));
    add(&sum_h_11, &lost_41, log1p(-t_15));
  }
  sum_h_10 += lost_40;
  sum_h_11 += lost_41;
  out[0] = n / a + sum_log_x - (1.0 - b) * sum_h_10;
  out[1] = n / b + sum_h_11;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double a, double b, double *out) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_42 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_42, log(x));
  }
  sum_log_x += lost_42;
  double found_43[2];
  score(rows, sum_log_x, n, a, b, found_43);
  const double g_1 = found_43[0];
  const double g_2 = found_43[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double a, double b,
                      double *out) {
  double sum_h_13 = 0.0;
  double lost_44 = 0.0;
  double sum_h_14 = 0.0;
  double lost_45 = 0.0;
  double sum_h_15 = 0.0;
  double lost_46 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_16 = pow(x, a);
    const double t_17 = log(x);
    const double t_18 = t_16 - 1.0;
    const double t_19 = t_16 / t_18;
    const double t_20 = t_17 * t_17;
    add(&sum_h_13, &lost_44, t_17 * t_19);
    add(&sum_h_14, &lost_45, t_19 * t_20);
    add(&sum_h_15, &lost_46, t_20 / (t_18 * t_18) * pow(x, 2.0 * a));
  }
  sum_h_13 += lost_44;
  sum_h_14 += lost_45;
  sum_h_15 += lost_46;
  const double t_21 = b - 1.0;
  const double t_22 = -t_21;
  out[0] = t_22 * sum_h_15 - n / (a * a) - t_22 * sum_h_14;
  out[1] = sum_h_13;
  out[2] = -n / (b * b);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double a, double b, double *out) {
  if (!(a > 0.0 && isfinite(a) && b > 0.0 && isfinite(b))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_47[3];
  curvature(rows, n, a, b, found_47);
  const double h_1 = found_47[0];
  const double h_2 = found_47[1];
  const double h_3 = found_47[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int kumaraswamy_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return KUMARASWAMY_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return KUMARASWAMY_NOT_FOUND;
    }
  }
  return KUMARASWAMY_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double kumaraswamy_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int kumaraswamy_gradient(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return KUMARASWAMY_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return KUMARASWAMY_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int kumaraswamy_hessian(const double *x, size_t n, const double *parameters,
                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return KUMARASWAMY_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return KUMARASWAMY_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int kumaraswamy_standard_errors(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return KUMARASWAMY_BAD_DATA;
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
        return KUMARASWAMY_NOT_FOUND;
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
  return KUMARASWAMY_OK;
}
