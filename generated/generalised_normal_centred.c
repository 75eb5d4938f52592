/*
 * Maximum-likelihood estimation: Generalised normal distribution centred at
 * zero.
 *
 *   f(x; scale, shape) =
 *       shape/(2*scale*gamma(1/shape))*exp(-(Abs(x)/scale)**shape)
 *   support: real
 *   scale: positive
 *   shape: positive
 *
 * Log-likelihood:
 *
 *   (-log(2*scale) + log(shape) - loggamma(1/shape))*n -
 *       sum(Abs(x)**shape)/scale**shape
 *
 * Estimator (reduced):
 *
 *   shape = the solution of -sum(log(Abs(x))*Abs(x)**shape)/sum(Abs(x)**shape)
 *       + 1 + log(shape*sum(Abs(x)**shape)/n)/shape + polygamma(0,
 *       1/shape)/shape = 0
 *   scale = (shape*sum(Abs(x)**shape)/n)**(1/shape)
 *
 * Source:
 *
 *   Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: scale, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GENERALISED_NORMAL_CENTRED_PARAMETERS = 2,
  GENERALISED_NORMAL_CENTRED_OK = 0,
  /* Empty, not finite, or outside the support. */
  GENERALISED_NORMAL_CENTRED_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GENERALISED_NORMAL_CENTRED_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GENERALISED_NORMAL_CENTRED_NOT_FOUND = 3
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

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_43 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_43;
  const double part_44 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_44);
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
  const double part_45 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_45);
  const double part_46 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_46) / z);
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

/* The equation that gives shape, and its slope. */
static void equation_shape(const struct rows *rows, double n, double shape,
                           double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = fabs(x);
    const double t_1 = pow(t, shape);
    const double t_2 = log(t);
    add(&sum_h, &lost_1, t_1);
    add(&sum_h_1, &lost_2, t_1 * t_2);
    add(&sum_h_2, &lost_3, t_2 * t_2 * t_1);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  const double t_3 = 1.0 / shape;
  const double t_4 = 1.0 / n;
  const double t_5 = t_4 * sum_h;
  const double t_6 = log(shape * t_5);
  const double t_7 = digamma(t_3);
  const double t_8 = 1.0 / sum_h;
  const double t_9 = 1.0 / (shape * shape);
  out[0] = t_3 * t_6 + t_3 * t_7 + 1.0 - t_8 * sum_h_1;
  const double part_4 = (shape * t_4 * sum_h_1 + t_5) * t_8 * t_9 * n;
  const double part_5 = part_4 + sum_h_1 * sum_h_1 / (sum_h * sum_h);
  const double part_6 = part_5 - t_6 * t_9 - t_7 * t_9 - t_8 * sum_h_2;
  out[1] = part_6 - trigamma(t_3) / (shape * shape * shape);
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_shape(const struct rows *rows, double n, double near,
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
    double found_7[2];
    equation_shape(rows, n, outward(u, lower, upper), found_7);
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

/* The log-likelihood as a function of shape alone. */
static double rate_shape(const struct rows *rows, double n, double shape) {
  double sum_h_3 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_8, pow(fabs(x), shape));
  }
  sum_h_3 += lost_8;
  const double part_9 = log(2.0 * pow(shape * sum_h_3 / n, 1.0 / shape));
  return (log(shape) - part_9 - lgamma(1.0 / shape) - 1.0 / shape) * n;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_shape(const struct rows *rows, double n, double lower,
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
    double found_10[2];
    equation_shape(rows, n, outward(new_1, lower, upper), found_10);
    f = found_10[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_shape(rows, n, last_1, f_last, new_1, f, lower, upper);
      height = rate_shape(rows, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      height = rate_shape(rows, n, outward(new_1, lower, upper));
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
  best = rate_shape(rows, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_11[2];
    equation_shape(rows, n, outward(last_1, lower, upper), found_11);
    f_last = found_11[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_12[2];
      equation_shape(rows, n, outward(new_1, lower, upper), found_12);
      f = found_12[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_shape(rows, n, last_1, f_last, new_1, f, lower, upper);
        height = rate_shape(rows, n, t);
        const double v = inward(t, lower, upper);
        const double below =
            rate_shape(rows, n, outward(v - 1.0, lower, upper));
        const double above =
            rate_shape(rows, n, outward(v + 1.0, lower, upper));
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

/* The log-likelihood as a function of scale, shape. */
static double value_joint(const struct rows *rows, double n, double scale,
                          double shape) {
  double sum_h_8 = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_13, pow(fabs(x) / scale, shape));
  }
  sum_h_8 += lost_13;
  const double part_14 = n * log(shape) - n * log(2.0 * scale);
  return part_14 - n * lgamma(1.0 / shape) - sum_h_8;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double scale,
                              double shape, double *out) {
  double sum_h_11 = 0.0;
  double lost_15 = 0.0;
  double sum_h_12 = 0.0;
  double lost_16 = 0.0;
  double sum_h_13 = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = fabs(x) / scale;
    const double t_29 = pow(t_28, shape);
    const double t_30 = log(t_28);
    add(&sum_h_11, &lost_15, t_29);
    add(&sum_h_12, &lost_16, t_29 * t_30);
    add(&sum_h_13, &lost_17, t_30 * t_30 * t_29);
  }
  sum_h_11 += lost_15;
  sum_h_12 += lost_16;
  sum_h_13 += lost_17;
  const double t_31 = 1.0 / shape;
  const double t_32 = 1.0 / scale;
  const double t_33 = digamma(t_31);
  const double t_34 = shape * shape;
  const double t_35 = n / t_34;
  const double t_36 = 1.0 / (scale * scale);
  const double t_37 = t_36 * sum_h_11;
  const double part_18 = n * log(shape) - n * log(2.0 * scale);
  out[0] = part_18 - n * lgamma(t_31) - sum_h_11;
  out[1] = shape * t_32 * sum_h_11 - t_32 * n;
  out[2] = t_31 * n + t_33 * t_35 - sum_h_12;
  out[3] = t_36 * n - t_34 * t_37 - shape * t_37;
  out[4] = t_32 * sum_h_11 + shape * t_32 * sum_h_12;
  const double part_19 = n * trigamma(t_31) / (shape * shape * shape * shape);
  const double part_20 = -2.0 * t_33 * n / (shape * shape * shape) - part_19;
  out[5] = part_20 - t_35 - sum_h_13;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double scale = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double shape = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_21[6];
  derivatives_joint(rows, n, scale, shape, found_21);
  const double height = found_21[0];
  const double g_1 = found_21[1];
  const double g_2 = found_21[2];
  const double h_1_1 = found_21[3];
  const double h_2_1 = found_21[4];
  const double h_2_2 = found_21[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_22 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_22 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_23 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_23 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_24[6];
  surface_joint(rows, n, u_1, u_2, found_24);
  double f = found_24[0];
  double g_1 = found_24[1];
  double g_2 = found_24[2];
  double h_1_1 = found_24[3];
  double h_2_1 = found_24[4];
  double h_2_2 = found_24[5];
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
    const double part_25 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_25 - l_2_1 * l_2_1 * d_1;
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
    double found_26[6];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_26);
    const double f_new = found_26[0];
    const double g_1_new = found_26[1];
    const double g_2_new = found_26[2];
    const double h_1_1_new = found_26[3];
    const double h_2_1_new = found_26[4];
    const double h_2_2_new = found_26[5];
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
static void maximise_joint(const struct rows *rows, double n, double *out) {
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
      const double draw_1 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_27[3];
    climb_joint(rows, n, reached_1, reached_2, found_27);
    height = found_27[0];
    reached_1 = found_27[1];
    reached_2 = found_27[2];
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
  double shape = root_shape(rows, n, 0.0, INFINITY, NAN);
  double sum_h_4 = 0.0;
  double lost_28 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_28, pow(fabs(x), shape));
  }
  sum_h_4 += lost_28;
  double scale = pow(shape * sum_h_4 / n, 1.0 / shape);
  if (!(isfinite(scale) && isfinite(shape) && scale > 0.0 && shape > 0.0)) {
    double found_29[2];
    maximise_joint(rows, n, found_29);
    scale = found_29[0];
    shape = found_29[1];
  }
  out[0] = scale;
  out[1] = shape;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_30 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_30, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_30;
  const double mean = total / n;
  double squares = 0.0;
  double lost_31 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_31, pow(x - mean, 2.0));
  }
  squares += lost_31;
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
static double log_likelihood(const struct rows *rows, double n, double scale,
                             double shape) {
  double sum_h_8 = 0.0;
  double lost_32 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_32, pow(fabs(x) / scale, shape));
  }
  sum_h_8 += lost_32;
  const double part_33 = n * log(shape) - n * log(2.0 * scale);
  return part_33 - n * lgamma(1.0 / shape) - sum_h_8;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double scale, double shape) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, scale, shape);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double scale, double shape,
                  double *out) {
  double sum_h_9 = 0.0;
  double lost_34 = 0.0;
  double sum_h_10 = 0.0;
  double lost_35 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_24 = fabs(x) / scale;
    const double t_25 = pow(t_24, shape);
    add(&sum_h_9, &lost_34, t_25);
    add(&sum_h_10, &lost_35, t_25 * log(t_24));
  }
  sum_h_9 += lost_34;
  sum_h_10 += lost_35;
  const double t_26 = 1.0 / scale;
  const double t_27 = 1.0 / shape;
  out[0] = shape * t_26 * sum_h_9 - t_26 * n;
  out[1] = t_27 * n + n * digamma(t_27) / (shape * shape) - sum_h_10;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double scale, double shape,
                     double *out) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_36[2];
  score(rows, n, scale, shape, found_36);
  const double g_1 = found_36[0];
  const double g_2 = found_36[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double scale,
                      double shape, double *out) {
  double sum_h_11 = 0.0;
  double lost_37 = 0.0;
  double sum_h_12 = 0.0;
  double lost_38 = 0.0;
  double sum_h_13 = 0.0;
  double lost_39 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = fabs(x) / scale;
    const double t_29 = pow(t_28, shape);
    const double t_30 = log(t_28);
    add(&sum_h_11, &lost_37, t_29);
    add(&sum_h_12, &lost_38, t_29 * t_30);
    add(&sum_h_13, &lost_39, t_30 * t_30 * t_29);
  }
  sum_h_11 += lost_37;
  sum_h_12 += lost_38;
  sum_h_13 += lost_39;
  const double t_31 = 1.0 / shape;
  const double t_32 = 1.0 / scale;
  const double t_33 = digamma(t_31);
  const double t_34 = shape * shape;
  const double t_35 = n / t_34;
  const double t_36 = 1.0 / (scale * scale);
  const double t_37 = t_36 * sum_h_11;
  out[0] = t_36 * n - t_34 * t_37 - shape * t_37;
  out[1] = t_32 * sum_h_11 + shape * t_32 * sum_h_12;
  const double part_40 = n * trigamma(t_31) / (shape * shape * shape * shape);
  const double part_41 = -2.0 * t_33 * n / (shape * shape * shape) - part_40;
  out[2] = part_41 - t_35 - sum_h_13;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double scale, double shape,
                    double *out) {
  if (!(scale > 0.0 && isfinite(scale) && shape > 0.0 && isfinite(shape))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_42[3];
  curvature(rows, n, scale, shape, found_42);
  const double h_1 = found_42[0];
  const double h_2 = found_42[1];
  const double h_3 = found_42[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int generalised_normal_centred_estimate(const double *x, size_t n,
                                        double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_CENTRED_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return GENERALISED_NORMAL_CENTRED_NOT_FOUND;
    }
  }
  return GENERALISED_NORMAL_CENTRED_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double generalised_normal_centred_nll(const double *x, size_t n,
                                      const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int generalised_normal_centred_gradient(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_CENTRED_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return GENERALISED_NORMAL_CENTRED_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int generalised_normal_centred_hessian(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_CENTRED_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return GENERALISED_NORMAL_CENTRED_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int generalised_normal_centred_standard_errors(const double *x, size_t n,
                                               const double *parameters,
                                               double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_NORMAL_CENTRED_BAD_DATA;
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
        return GENERALISED_NORMAL_CENTRED_NOT_FOUND;
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
  return GENERALISED_NORMAL_CENTRED_OK;
}
