/*
 * Maximum-likelihood estimation: Levy distribution with a threshold.
 *
 *   f(x; location, scale) =
 *       sqrt(scale/(2*pi))*exp(-scale/(2*(x-location)))/(x-location)**(3/2)
 *   support: x > location
 *   location: real
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   -scale*sum(1/(x - location))/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x -
 *       location))/2
 *
 * Estimator (reduced):
 *
 *   location = the solution of -n*sum((x - location)**(-2))/sum(1/(x -
 *       location)) + 3*sum(1/(x - location)) = 0
 *   scale = n/sum(1/(x - location))
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 12
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: location, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LEVY_SHIFTED_PARAMETERS = 2,
  LEVY_SHIFTED_OK = 0,
  /* Empty, not finite, or outside the support. */
  LEVY_SHIFTED_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LEVY_SHIFTED_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LEVY_SHIFTED_NOT_FOUND = 3
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

/* The equation that gives location, and its slope. */
static void equation_location(const struct rows *rows, double n,
                              double location, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - location;
    add(&sum_h, &lost_1, 1.0 / t);
    add(&sum_h_1, &lost_2, 1.0 / (t * t));
    add(&sum_h_2, &lost_3, 1.0 / (t * t * t));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  const double t_1 = n / sum_h;
  out[0] = 3.0 * sum_h - t_1 * sum_h_1;
  const double part_4 = sum_h_1 * sum_h_1 * n / (sum_h * sum_h);
  out[1] = part_4 + 3.0 * sum_h_1 - 2.0 * t_1 * sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_location(const struct rows *rows, double n, double near,
                            double f_near, double far, double f_far,
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
    equation_location(rows, n, outward(u, lower, upper), found_5);
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

/* The log-likelihood as a function of location alone. */
static double rate_location(const struct rows *rows, double n,
                            double location) {
  double sum_h_3 = 0.0;
  double lost_6 = 0.0;
  double sum_h_4 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_2 = x - location;
    add(&sum_h_3, &lost_6, log(t_2));
    add(&sum_h_4, &lost_7, 1.0 / t_2);
  }
  sum_h_3 += lost_6;
  sum_h_4 += lost_7;
  const double part_8 =
      0.5 * log(0.5 * n / (3.141592653589793 * sum_h_4)) - 0.5;
  return part_8 * n - 1.5 * sum_h_3;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_location(const struct rows *rows, double n, double lower,
                            double upper, double start) {
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
    double found_9[2];
    equation_location(rows, n, outward(new_1, lower, upper), found_9);
    f = found_9[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_location(rows, n, last_1, f_last, new_1, f, lower, upper);
      height = rate_location(rows, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      height = rate_location(rows, n, outward(new_1, lower, upper));
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
  best = rate_location(rows, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_10[2];
    equation_location(rows, n, outward(last_1, lower, upper), found_10);
    f_last = found_10[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_11[2];
      equation_location(rows, n, outward(new_1, lower, upper), found_11);
      f = found_11[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_location(rows, n, last_1, f_last, new_1, f, lower, upper);
        height = rate_location(rows, n, t);
        const double v = inward(t, lower, upper);
        const double part_12 = outward(v - 1.0, lower, upper);
        const double below = rate_location(rows, n, part_12);
        const double part_13 = outward(v + 1.0, lower, upper);
        const double above = rate_location(rows, n, part_13);
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

/* The log-likelihood as a function of location, scale. */
static double value_joint(const struct rows *rows, double n, double location,
                          double scale) {
  double sum_h_9 = 0.0;
  double lost_14 = 0.0;
  double sum_h_10 = 0.0;
  double lost_15 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_11 = x - location;
    add(&sum_h_9, &lost_14, log(t_11));
    add(&sum_h_10, &lost_15, 1.0 / t_11);
  }
  sum_h_9 += lost_14;
  sum_h_10 += lost_15;
  const double t_12 = 0.5 * scale;
  const double part_16 = 0.5 * n * log(t_12 / 3.141592653589793);
  return part_16 - t_12 * sum_h_10 - 1.5 * sum_h_9;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n,
                              double location, double scale, double *out) {
  double sum_h_13 = 0.0;
  double lost_17 = 0.0;
  double sum_h_14 = 0.0;
  double lost_18 = 0.0;
  double sum_h_15 = 0.0;
  double lost_19 = 0.0;
  double sum_h_16 = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_14 = x - location;
    add(&sum_h_13, &lost_17, log(t_14));
    add(&sum_h_14, &lost_18, 1.0 / t_14);
    add(&sum_h_15, &lost_19, 1.0 / (t_14 * t_14));
    add(&sum_h_16, &lost_20, 1.0 / (t_14 * t_14 * t_14));
  }
  sum_h_13 += lost_17;
  sum_h_14 += lost_18;
  sum_h_15 += lost_19;
  sum_h_16 += lost_20;
  const double t_15 = 0.5 * sum_h_14;
  const double t_16 = 0.5 * sum_h_15;
  const double t_17 = 0.5 * n;
  const double part_21 = 0.5 * n * log(0.5 * scale / 3.141592653589793);
  out[0] = part_21 - scale * t_15 - 1.5 * sum_h_13;
  out[1] = 1.5 * sum_h_14 - scale * t_16;
  out[2] = t_17 / scale - t_15;
  out[3] = 1.5 * sum_h_15 - scale * sum_h_16;
  out[4] = -t_16;
  out[5] = -t_17 / (scale * scale);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double location = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double scale = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = INFINITY;
    out[1] = 0.0;
    out[2] = 0.0;
    out[3] = 0.0;
    out[4] = 0.0;
    out[5] = 0.0;
    return;
  }
  double found_22[6];
  derivatives_joint(rows, n, location, scale, found_22);
  const double height = found_22[0];
  const double g_1 = found_22[1];
  const double g_2 = found_22[2];
  const double h_1_1 = found_22[3];
  const double h_2_1 = found_22[4];
  const double h_2_2 = found_22[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_23 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_23;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_24 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_24 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_25[6];
  surface_joint(rows, n, u_1, u_2, found_25);
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
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_27);
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
static void maximise_joint(const struct rows *rows, double n, double *out) {
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
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_joint(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_28[3];
    climb_joint(rows, n, reached_1, reached_2, found_28);
    height = found_28[0];
    reached_1 = found_28[1];
    reached_2 = found_28[2];
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
  double min_x = INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
  }
  double location = root_location(rows, n, -INFINITY, min_x, NAN);
  double sum_h_5 = 0.0;
  double lost_29 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_3 = x - location;
    add(&sum_h_5, &lost_29, 1.0 / t_3);
  }
  sum_h_5 += lost_29;
  double scale = n / sum_h_5;
  if (!(isfinite(location) && isfinite(scale) && scale > 0.0)) {
    double found_30[2];
    maximise_joint(rows, n, found_30);
    location = found_30[0];
    scale = found_30[1];
  }
  out[0] = location;
  out[1] = scale;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_31 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_31, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_31;
  const double mean = total / n;
  double squares = 0.0;
  double lost_32 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_32, pow(x - mean, 2.0));
  }
  squares += lost_32;
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
static double log_likelihood(const struct rows *rows, double n, double location,
                             double scale) {
  double sum_h_9 = 0.0;
  double lost_33 = 0.0;
  double sum_h_10 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_11 = x - location;
    add(&sum_h_9, &lost_33, log(t_11));
    add(&sum_h_10, &lost_34, 1.0 / t_11);
  }
  sum_h_9 += lost_33;
  sum_h_10 += lost_34;
  const double t_12 = 0.5 * scale;
  const double part_35 = 0.5 * n * log(t_12 / 3.141592653589793);
  return part_35 - t_12 * sum_h_10 - 1.5 * sum_h_9;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double location, double scale) {
  if (!(isfinite(location) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, location, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double location,
                  double scale, double *out) {
  double sum_h_11 = 0.0;
  double lost_36 = 0.0;
  double sum_h_12 = 0.0;
  double lost_37 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_13 = x - location;
    add(&sum_h_11, &lost_36, 1.0 / t_13);
    add(&sum_h_12, &lost_37, 1.0 / (t_13 * t_13));
  }
  sum_h_11 += lost_36;
  sum_h_12 += lost_37;
  out[0] = 1.5 * sum_h_11 - 0.5 * scale * sum_h_12;
  out[1] = 0.5 * n / scale - 0.5 * sum_h_11;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double location, double scale,
                     double *out) {
  if (!(isfinite(location) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_38[2];
  score(rows, n, location, scale, found_38);
  const double g_1 = found_38[0];
  const double g_2 = found_38[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double location,
                      double scale, double *out) {
  double sum_h_15 = 0.0;
  double lost_39 = 0.0;
  double sum_h_16 = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_14 = x - location;
    add(&sum_h_15, &lost_39, 1.0 / (t_14 * t_14));
    add(&sum_h_16, &lost_40, 1.0 / (t_14 * t_14 * t_14));
  }
  sum_h_15 += lost_39;
  sum_h_16 += lost_40;
  const double t_16 = 0.5 * sum_h_15;
  const double t_17 = 0.5 * n;
  out[0] = 1.5 * sum_h_15 - scale * sum_h_16;
  out[1] = -t_16;
  out[2] = -t_17 / (scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double location, double scale,
                    double *out) {
  if (!(isfinite(location) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x >= location ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_41[3];
  curvature(rows, n, location, scale, found_41);
  const double h_1 = found_41[0];
  const double h_2 = found_41[1];
  const double h_3 = found_41[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int levy_shifted_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LEVY_SHIFTED_BAD_DATA;
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
      return LEVY_SHIFTED_NOT_FOUND;
    }
  }
  return LEVY_SHIFTED_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double levy_shifted_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int levy_shifted_gradient(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return LEVY_SHIFTED_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return LEVY_SHIFTED_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int levy_shifted_hessian(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return LEVY_SHIFTED_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return LEVY_SHIFTED_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int levy_shifted_standard_errors(const double *x, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LEVY_SHIFTED_BAD_DATA;
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
        return LEVY_SHIFTED_NOT_FOUND;
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
  return LEVY_SHIFTED_OK;
}
