/*
 * Maximum-likelihood estimation: Discrete Rayleigh distribution.
 *
 *   f(x; q) = q**(x**2)-q**((x+1)**2)
 *   support: x in 0, 1, 2, ...
 *   q: 0 < q < 1
 *
 * Log-likelihood:
 *
 *   sum(log(q**(x**2) - q**((x + 1)**2)))
 *
 * Estimator (reduced):
 *
 *   q = the solution of sum((x**2*q**(x**2)/q - q**((x + 1)**2)*(x +
 *       1)**2/q)/(q**(x**2) - q**((x + 1)**2))) = 0
 *
 * Source:
 *
 *   Roy (2004), Discrete Rayleigh distribution, IEEE Trans. Reliab. 53,
 *       255-260
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: q.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  DISCRETE_RAYLEIGH_PARAMETERS = 1,
  DISCRETE_RAYLEIGH_OK = 0,
  DISCRETE_RAYLEIGH_BAD_DATA = 1,    /* empty, not finite, or outside the support */
  DISCRETE_RAYLEIGH_NO_MAXIMUM = 2,  /* the result holds the limits, NAN where there are none */
  DISCRETE_RAYLEIGH_NOT_FOUND = 3    /* no maximum was found, or no information there */
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

/* The equation that gives q, and its slope. */
static void equation_q(const struct rows *rows, double q, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x * x;
    const double t_1 = pow(q, t);
    const double t_2 = x + 1.0;
    const double t_3 = t_2 * t_2;
    const double t_4 = pow(q, t_3);
    const double t_5 = t_1 - t_4;
    const double t_6 = 1.0 / t_5;
    const double t_7 = 1.0 / q;
    const double t_8 = t_3 * t_4;
    const double t_9 = t * t_1 * t_7 - t_7 * t_8;
    const double t_10 = 1.0 / (q * q);
    add(&sum_h, &lost_1, t_6 * t_9);
    const double part_4 = t_2 * t_2 * t_2 * t_2 * t_10 * t_4;
    const double part_5 = t_1 * t_10 * (x * x * x * x);
    const double part_6 = t * t_1 * t_10 + part_4 - part_5;
    add(&sum_h_1, &lost_2, t_6 * (part_6 - t_10 * t_8));
    add(&sum_h_2, &lost_3, t_9 * t_9 / (t_5 * t_5));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  out[0] = sum_h;
  out[1] = -sum_h_1 - sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_q(const struct rows *rows, double near, double f_near,
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
    double found_7[2];
    equation_q(rows, outward(u, lower, upper), found_7);
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

/* The log-likelihood as a function of q alone. */
static double rate_q(const struct rows *rows, double q) {
  double sum_h_3 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_8, log(pow(q, x * x) - pow(q, pow(x + 1.0, 2.0))));
  }
  sum_h_3 += lost_8;
  return sum_h_3;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates. */
static double root_q(const struct rows *rows, double lower, double upper,
                     double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit = farthest(lower, upper);
  const double span = fmin(12.0, limit);
  double best = -INFINITY;
  double chosen = NAN;
  double last = u;
  double f_last = NAN;
  for (int turn = 0; turn < 61; ++turn) {
    double height = 0.0;
    const double new = u + span * (turn / 30.0 - 1.0);
    double found_9[2];
    equation_q(rows, outward(new, lower, upper), found_9);
    double f = found_9[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      const double t = zero_q(rows, last, f_last, new, f, lower, upper);
      height = rate_q(rows, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      height = rate_q(rows, outward(new, lower, upper));
      if (height > best) {
        best = height;
        chosen = outward(new, lower, upper);
      }
      f = NAN;
    }
    last = new;
    f_last = f;
  }
  return chosen;
}

/* The log-likelihood as a function of q. */
static double value_joint(const struct rows *rows, double q) {
  double sum_h_8 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_10, log(pow(q, x * x) - pow(q, pow(x + 1.0, 2.0))));
  }
  sum_h_8 += lost_10;
  return sum_h_8;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double q, double *out) {
  double sum_h_10 = 0.0;
  double lost_11 = 0.0;
  double sum_h_11 = 0.0;
  double lost_12 = 0.0;
  double sum_h_12 = 0.0;
  double lost_13 = 0.0;
  double sum_h_13 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_33 = x * x;
    const double t_34 = pow(q, t_33);
    const double t_35 = x + 1.0;
    const double t_36 = t_35 * t_35;
    const double t_37 = pow(q, t_36);
    const double t_38 = t_34 - t_37;
    const double t_39 = 1.0 / t_38;
    const double t_40 = 1.0 / q;
    const double t_41 = t_33 * t_34;
    const double t_42 = t_36 * t_37;
    const double t_43 = t_40 * t_41 - t_40 * t_42;
    const double t_44 = 1.0 / (q * q);
    add(&sum_h_10, &lost_11, log(t_38));
    add(&sum_h_11, &lost_12, t_43 * t_39);
    const double part_15 = t_35 * t_35 * t_35 * t_35 * t_44;
    const double part_16 = t_34 * t_44 * (x * x * x * x);
    const double part_17 = part_16 + t_44 * t_42;
    add(&sum_h_12, &lost_13, t_39 * (part_17 - part_15 * t_37 - t_44 * t_41));
    add(&sum_h_13, &lost_14, -(t_43 * t_43) / (t_38 * t_38));
  }
  sum_h_10 += lost_11;
  sum_h_11 += lost_12;
  sum_h_12 += lost_13;
  sum_h_13 += lost_14;
  out[0] = sum_h_10;
  out[1] = sum_h_11;
  out[2] = sum_h_12 + sum_h_13;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double *out) {
  const double q = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  double found_18[3];
  derivatives_joint(rows, q, found_18);
  const double height = found_18[0];
  const double g_1 = found_18[1];
  const double h_1_1 = found_18[2];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  const double part_19 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[2] = part_19 - g_1 * bend(u_1, 0.0, 1.0) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double *out) {
  double u_1 = inward(start_1, 0.0, 1.0);
  double found_20[3];
  surface_joint(rows, n, u_1, found_20);
  double f = found_20[0];
  double g_1 = found_20[1];
  double h_1_1 = found_20[2];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
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
    double found_21[3];
    surface_joint(rows, n, u_1 + step_1, found_21);
    const double f_new = found_21[0];
    const double g_1_new = found_21[1];
    const double h_1_1_new = found_21[2];
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
  out[0] = -f;
  out[1] = outward(u_1, 0.0, 1.0);
}

/* The joint maximiser, the best of several climbs. */
static double maximise_joint(const struct rows *rows, double n) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      const double at = floor(seed / 2147483647.0 * 7.0);
      const double part_22 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_23 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_24 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_25 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_26 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_27 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_28 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_26, part_22, part_27, part_23, part_24, part_28, part_25);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0) {
        height = value_joint(rows, draw_1);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
      }
    }
    double found_29[2];
    climb_joint(rows, n, reached_1, found_29);
    height = found_29[0];
    reached_1 = found_29[1];
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
  double q = root_q(rows, 0.0, 1.0, NAN);
  if (!(isfinite(q) && q > 0.0 && q < 1.0)) {
    q = maximise_joint(rows, n);
  }
  return q;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double q) {
  double sum_h_8 = 0.0;
  double lost_30 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_8, &lost_30, log(pow(q, x * x) - pow(q, pow(x + 1.0, 2.0))));
  }
  sum_h_8 += lost_30;
  return sum_h_8;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return INFINITY;
  }
  return -log_likelihood(rows, q);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double q) {
  double sum_h_9 = 0.0;
  double lost_31 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = x * x;
    const double t_29 = pow(q, t_28);
    const double t_30 = pow(x + 1.0, 2.0);
    const double t_31 = pow(q, t_30);
    const double t_32 = 1.0 / q;
    const double part_32 = t_28 * t_29 * t_32;
    add(&sum_h_9, &lost_31, (part_32 - t_30 * t_31 * t_32) / (t_29 - t_31));
  }
  sum_h_9 += lost_31;
  return sum_h_9;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return NAN;
  }
  return -score(rows, q);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double q) {
  double sum_h_12 = 0.0;
  double lost_33 = 0.0;
  double sum_h_13 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_33 = x * x;
    const double t_34 = pow(q, t_33);
    const double t_35 = x + 1.0;
    const double t_36 = t_35 * t_35;
    const double t_37 = pow(q, t_36);
    const double t_38 = t_34 - t_37;
    const double t_39 = 1.0 / t_38;
    const double t_40 = 1.0 / q;
    const double t_41 = t_33 * t_34;
    const double t_42 = t_36 * t_37;
    const double t_43 = t_40 * t_41 - t_40 * t_42;
    const double t_44 = 1.0 / (q * q);
    const double part_35 = t_35 * t_35 * t_35 * t_35 * t_44;
    const double part_36 = t_34 * t_44 * (x * x * x * x);
    const double part_37 = part_36 + t_44 * t_42;
    add(&sum_h_12, &lost_33, t_39 * (part_37 - part_35 * t_37 - t_44 * t_41));
    add(&sum_h_13, &lost_34, -(t_43 * t_43) / (t_38 * t_38));
  }
  sum_h_12 += lost_33;
  sum_h_13 += lost_34;
  return sum_h_12 + sum_h_13;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return NAN;
  }
  return -curvature(rows, q);
}

/* The maximum-likelihood estimate. */
int discrete_rayleigh_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return DISCRETE_RAYLEIGH_NOT_FOUND;
    }
  }
  return DISCRETE_RAYLEIGH_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double discrete_rayleigh_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int discrete_rayleigh_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return DISCRETE_RAYLEIGH_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int discrete_rayleigh_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return DISCRETE_RAYLEIGH_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int discrete_rayleigh_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return DISCRETE_RAYLEIGH_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return DISCRETE_RAYLEIGH_OK;
}
