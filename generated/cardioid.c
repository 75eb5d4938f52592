/*
 * Maximum-likelihood estimation: Cardioid distribution centred at zero.
 *
 *   f(x; rho) = (1+2*rho*cos(x))/(2*pi)
 *   support: -pi <= x <= pi
 *   rho: -1/2 < rho < 1/2
 *
 * Log-likelihood:
 *
 *   -log(2*pi)*n + sum(log(2*rho*cos(x) + 1))
 *
 * Estimator (reduced):
 *
 *   rho = the solution of sum(cos(x)/(rho*cos(x) + 1/2)) = 0
 *
 * Conditions:
 *
 *   A maximum exists only if sum [cos x_i/(cos x_i - 1)] < 0.
 *   A maximum exists only if sum [cos x_i/(1 + cos x_i)] < 0.
 *
 * Source:
 *
 *   Mardia, Jupp (2000), Directional Statistics, ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rho.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  CARDIOID_PARAMETERS = 1,
  CARDIOID_OK = 0,
  /* Empty, not finite, or outside the support. */
  CARDIOID_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  CARDIOID_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  CARDIOID_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x >= -3.141592653589793) &&
          (x <= 3.141592653589793))) {
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

/* The equation that gives rho, and its slope. */
static void equation_rho(const struct rows *rows, double rho, double *out) {
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  double sum_h_3 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = cos(x);
    const double t_2 = 2.0 * rho * t_1 + 1.0;
    add(&sum_h_2, &lost_1, t_1 / t_2);
    add(&sum_h_3, &lost_2, t_1 * t_1 / (t_2 * t_2));
  }
  sum_h_2 += lost_1;
  sum_h_3 += lost_2;
  out[0] = 2.0 * sum_h_2;
  out[1] = -4.0 * sum_h_3;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_rho(const struct rows *rows, double near, double f_near,
                       double far, double f_far, double lower, double upper) {
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
    double found_3[2];
    equation_rho(rows, outward(u, lower, upper), found_3);
    const double f = found_3[0];
    const double slope = found_3[1];
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

/* The log-likelihood as a function of rho alone. */
static double rate_rho(const struct rows *rows, double n, double rho) {
  double sum_h_4 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_4, log1p(2.0 * rho * cos(x)));
  }
  sum_h_4 += lost_4;
  return sum_h_4 - n * log(2.0 * 3.141592653589793);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_rho(const struct rows *rows, double n, double lower,
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
    double found_5[2];
    equation_rho(rows, outward(new_1, lower, upper), found_5);
    f = found_5[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_rho(rows, last_1, f_last, new_1, f, lower, upper);
      height = rate_rho(rows, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      height = rate_rho(rows, n, outward(new_1, lower, upper));
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
  best = rate_rho(rows, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_6[2];
    equation_rho(rows, outward(last_1, lower, upper), found_6);
    f_last = found_6[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_7[2];
      equation_rho(rows, outward(new_1, lower, upper), found_7);
      f = found_7[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_rho(rows, last_1, f_last, new_1, f, lower, upper);
        height = rate_rho(rows, n, t);
        const double v = inward(t, lower, upper);
        const double below = rate_rho(rows, n, outward(v - 1.0, lower, upper));
        const double above = rate_rho(rows, n, outward(v + 1.0, lower, upper));
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

/* The log-likelihood as a function of rho. */
static double value_joint(const struct rows *rows, double n, double rho) {
  double sum_h_8 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_8, log1p(2.0 * rho * cos(x)));
  }
  sum_h_8 += lost_8;
  return sum_h_8 - n * log(2.0 * 3.141592653589793);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double rho,
                              double *out) {
  double sum_h_10 = 0.0;
  double lost_9 = 0.0;
  double sum_h_11 = 0.0;
  double lost_10 = 0.0;
  double sum_h_12 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_8 = cos(x);
    const double t_9 = 2.0 * rho * t_8;
    const double t_10 = t_9 + 1.0;
    add(&sum_h_10, &lost_9, log1p(t_9));
    add(&sum_h_11, &lost_10, t_8 / t_10);
    add(&sum_h_12, &lost_11, t_8 * t_8 / (t_10 * t_10));
  }
  sum_h_10 += lost_9;
  sum_h_11 += lost_10;
  sum_h_12 += lost_11;
  out[0] = sum_h_10 - n * log(2.0 * 3.141592653589793);
  out[1] = 2.0 * sum_h_11;
  out[2] = -4.0 * sum_h_12;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double *out) {
  const double rho = outward(u_1, -0.5, 0.5);
  const double stretch_1 = stretch(u_1, -0.5, 0.5);
  double found_12[3];
  derivatives_joint(rows, n, rho, found_12);
  const double height = found_12[0];
  const double g_1 = found_12[1];
  const double h_1_1 = found_12[2];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  const double part_13 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[2] = part_13 - g_1 * bend(u_1, -0.5, 0.5) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double *out) {
  double d_1 = 0.0;
  double u_1 = inward(start_1, -0.5, 0.5);
  double found_14[3];
  surface_joint(rows, n, u_1, found_14);
  double f = found_14[0];
  double g_1 = found_14[1];
  double h_1_1 = found_14[2];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
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
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double decrement = v_1 * v_1 / d_1;
    double step_1 = v_1 / d_1;
    const double length = fabs(step_1);
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
    }
    double found_15[3];
    surface_joint(rows, n, u_1 + step_1, found_15);
    const double f_new = found_15[0];
    const double g_1_new = found_15[1];
    const double h_1_1_new = found_15[2];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(h_1_1_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      f = f_new;
      g_1 = g_1_new;
      h_1_1 = h_1_1_new;
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
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, -0.5, 0.5);
}

/* The joint maximiser, the best of several climbs. */
static double maximise_joint(const struct rows *rows, double n) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = -0.5 + (0.5 - (-0.5)) * 0.5;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      const double at = floor(seed / 2147483647.0 * 7.0);
      const double part_16 = -0.5 + (0.5 - (-0.5)) * 0.05;
      const double part_17 = -0.5 + (0.5 - (-0.5)) * 0.35;
      const double part_18 = -0.5 + (0.5 - (-0.5)) * 0.65;
      const double part_19 = -0.5 + (0.5 - (-0.5)) * 0.95;
      const double part_20 = -0.5 + (0.5 - (-0.5)) * 0.5;
      const double part_21 = -0.5 + (0.5 - (-0.5)) * 0.2;
      const double part_22 = -0.5 + (0.5 - (-0.5)) * 0.8;
      const double draw_1 = choose(at, part_20, part_16, part_21, part_17,
                                   part_18, part_22, part_19);
      height = -INFINITY;
      if (draw_1 > -0.5 && draw_1 < 0.5) {
        height = value_joint(rows, n, draw_1);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
      }
    }
    double found_23[2];
    climb_joint(rows, n, reached_1, found_23);
    height = found_23[0];
    reached_1 = found_23[1];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
    }
  }
  return chosen_1;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double rho = root_rho(rows, n, -0.5, 0.5, NAN);
  if (!(isfinite(rho) && rho > -0.5 && rho < 0.5)) {
    rho = maximise_joint(rows, n);
  }
  return rho;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_h = 0.0;
  double lost_24 = 0.0;
  double sum_h_1 = 0.0;
  double lost_25 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = cos(x);
    add(&sum_h, &lost_24, t / (t - 1.0));
    add(&sum_h_1, &lost_25, t / (t + 1.0));
  }
  sum_h += lost_24;
  sum_h_1 += lost_25;
  if (!(-2.0 * sum_h > 0.0)) {
    out[0] = 1.0;
    out[1] = -0.5;
    return;
  }
  if (!(-2.0 * sum_h_1 > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.5;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double rho) {
  double sum_h_8 = 0.0;
  double lost_26 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_26, log1p(2.0 * rho * cos(x)));
  }
  sum_h_8 += lost_26;
  return sum_h_8 - n * log(2.0 * 3.141592653589793);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rho) {
  if (!(rho > -0.5 && rho < 0.5)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, rho);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double rho) {
  double sum_h_9 = 0.0;
  double lost_27 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_7 = cos(x);
    add(&sum_h_9, &lost_27, t_7 / (2.0 * rho * t_7 + 1.0));
  }
  sum_h_9 += lost_27;
  return 2.0 * sum_h_9;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rho) {
  if (!(rho > -0.5 && rho < 0.5)) {
    return NAN;
  }
  return -score(rows, rho);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double rho) {
  double sum_h_12 = 0.0;
  double lost_28 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_8 = cos(x);
    const double t_9 = 2.0 * rho * t_8;
    const double t_10 = t_9 + 1.0;
    add(&sum_h_12, &lost_28, t_8 * t_8 / (t_10 * t_10));
  }
  sum_h_12 += lost_28;
  return -4.0 * sum_h_12;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rho) {
  if (!(rho > -0.5 && rho < 0.5)) {
    return NAN;
  }
  return -curvature(rows, rho);
}

/* The maximum-likelihood estimate. */
int cardioid_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return CARDIOID_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return CARDIOID_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return CARDIOID_NOT_FOUND;
    }
  }
  return CARDIOID_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double cardioid_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int cardioid_gradient(const double *x, size_t n, const double *parameters,
                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CARDIOID_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return CARDIOID_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int cardioid_hessian(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CARDIOID_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return CARDIOID_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int cardioid_standard_errors(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return CARDIOID_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return CARDIOID_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return CARDIOID_OK;
}
