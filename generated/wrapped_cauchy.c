/*
 * Maximum-likelihood estimation: Wrapped Cauchy distribution.
 *
 *   f(x; mu, rho) = (1-rho**2)/(2*pi*(1+rho**2-2*rho*cos(x-mu)))
 *   support: -pi <= x <= pi
 *   mu: -pi < mu <= pi
 *   rho: 0 < rho < 1
 *
 * Log-likelihood:
 *
 *   (log(1 - rho**2) - log(2*pi))*n - sum(log(rho**2 - 2*rho*cos(x - mu) + 1))
 *
 * Estimator (numeric):
 *
 *   mu, rho = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Kent, Tyler (1988), Maximum likelihood estimation for the wrapped Cauchy
 *       distribution, J. Appl. Statist. 15, 247-254
 *   Kent, Tyler (1988), Maximum likelihood estimation for the wrapped Cauchy
 *       distribution, J. Appl. Statist. 15, 247-254
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, rho.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  WRAPPED_CAUCHY_PARAMETERS = 2,
  WRAPPED_CAUCHY_OK = 0,
  /* Empty, not finite, or outside the support. */
  WRAPPED_CAUCHY_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  WRAPPED_CAUCHY_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  WRAPPED_CAUCHY_NOT_FOUND = 3
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

/* The log-likelihood as a function of mu, rho. */
static double value_joint(const struct rows *rows, double n, double mu,
                          double rho) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, log1p(rho * rho - 2.0 * rho * cos(x - mu)));
  }
  sum_h += lost_1;
  return n * log1p(-(rho * rho)) - n * log(2.0 * 3.141592653589793) - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double mu,
                              double rho, double *out) {
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  double sum_h_4 = 0.0;
  double lost_5 = 0.0;
  double sum_h_5 = 0.0;
  double lost_6 = 0.0;
  double sum_h_6 = 0.0;
  double lost_7 = 0.0;
  double sum_h_7 = 0.0;
  double lost_8 = 0.0;
  double sum_h_8 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - mu;
    const double t_1 = cos(t);
    const double t_2 = rho * rho - 2.0 * rho * t_1;
    const double t_3 = -t_2 - 1.0;
    const double t_4 = 1.0 / t_3;
    const double t_5 = sin(t);
    const double t_6 = t_1 - rho;
    const double t_7 = t_4 * t_4;
    add(&sum_h_1, &lost_2, log1p(t_2));
    add(&sum_h_2, &lost_3, t_4 * t_5);
    add(&sum_h_3, &lost_4, t_4 * t_6);
    add(&sum_h_4, &lost_5, t_1 * t_4);
    add(&sum_h_5, &lost_6, t_5 * t_5 * t_7);
    add(&sum_h_6, &lost_7, t_5 * t_6 * t_7);
    add(&sum_h_7, &lost_8, t_6 * t_6 * t_7);
    add(&sum_h_8, &lost_9, t_4);
  }
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  sum_h_4 += lost_5;
  sum_h_5 += lost_6;
  sum_h_6 += lost_7;
  sum_h_7 += lost_8;
  sum_h_8 += lost_9;
  const double t_8 = rho * rho;
  const double t_9 = 2.0 * sum_h_2;
  const double t_10 = 2.0 * rho;
  const double t_11 = 1.0 - t_8;
  const double t_12 = n / t_11;
  const double t_13 = 4.0 * t_8;
  out[0] = n * log1p(-t_8) - n * log(2.0 * 3.141592653589793) - sum_h_1;
  out[1] = -rho * t_9;
  out[2] = -t_10 * t_12 - 2.0 * sum_h_3;
  out[3] = t_10 * sum_h_4 + t_13 * sum_h_5;
  out[4] = 4.0 * rho * sum_h_6 - t_9;
  const double part_10 = 4.0 * sum_h_7 + 2.0 * sum_h_8;
  out[5] = part_10 - t_13 * n / (t_11 * t_11) - 2.0 * t_12;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double rho = outward(u_2, 0.0, 1.0);
  const double stretch_2 = stretch(u_2, 0.0, 1.0);
  double found_11[6];
  derivatives_joint(rows, n, mu, rho, found_11);
  const double height = found_11[0];
  const double g_1 = found_11[1];
  const double g_2 = found_11[2];
  const double h_1_1 = found_11[3];
  const double h_2_1 = found_11[4];
  const double h_2_2 = found_11[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_12 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_12;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_13 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_13 - g_2 * bend(u_2, 0.0, 1.0) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, 1.0);
  double found_14[6];
  surface_joint(rows, n, u_1, u_2, found_14);
  double f = found_14[0];
  double g_1 = found_14[1];
  double g_2 = found_14[2];
  double h_1_1 = found_14[3];
  double h_2_1 = found_14[4];
  double h_2_2 = found_14[5];
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
    const double part_15 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_15 - l_2_1 * l_2_1 * d_1;
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
    double found_16[6];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_16);
    const double f_new = found_16[0];
    const double g_1_new = found_16[1];
    const double g_2_new = found_16[2];
    const double h_1_1_new = found_16[3];
    const double h_2_1_new = found_16[4];
    const double h_2_2_new = found_16[5];
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
  out[2] = outward(u_2, 0.0, 1.0);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double *out) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 =
        -3.141592653589793 + (3.141592653589793 - (-3.141592653589793)) * 0.5;
    double reached_2 = 0.0 + (1.0 - 0.0) * 0.5;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_17 = 3.141592653589793 - (-3.141592653589793);
      const double part_18 = 3.141592653589793 - (-3.141592653589793);
      const double part_19 = 3.141592653589793 - (-3.141592653589793);
      const double part_20 = 3.141592653589793 - (-3.141592653589793);
      const double part_21 = 3.141592653589793 - (-3.141592653589793);
      const double part_22 = 3.141592653589793 - (-3.141592653589793);
      const double part_23 = 3.141592653589793 - (-3.141592653589793);
      const double part_24 = -3.141592653589793 + part_18 * 0.05;
      const double part_25 = -3.141592653589793 + part_20 * 0.35;
      const double part_26 = -3.141592653589793 + part_21 * 0.65;
      const double part_27 = -3.141592653589793 + part_23 * 0.95;
      const double part_28 = -3.141592653589793 + part_17 * 0.5;
      const double part_29 = -3.141592653589793 + part_19 * 0.2;
      const double part_30 = -3.141592653589793 + part_22 * 0.8;
      const double draw_1 = choose(at, part_28, part_24, part_29, part_25,
                                   part_26, part_30, part_27);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_31 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_32 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_33 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_34 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_35 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_36 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_37 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_2 = choose(at, part_35, part_31, part_36, part_32,
                                   part_33, part_37, part_34);
      height = -INFINITY;
      if (draw_1 > -3.141592653589793 && draw_1 <= 3.141592653589793 &&
          draw_2 > 0.0 && draw_2 < 1.0) {
        height = value_joint(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_38[3];
    climb_joint(rows, n, reached_1, reached_2, found_38);
    height = found_38[0];
    reached_1 = found_38[1];
    reached_2 = found_38[2];
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
  double found_39[2];
  maximise_joint(rows, n, found_39);
  const double mu = found_39[0];
  const double rho = found_39[1];
  out[0] = mu;
  out[1] = rho;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double mu,
                             double rho) {
  double sum_h = 0.0;
  double lost_40 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_40, log1p(rho * rho - 2.0 * rho * cos(x - mu)));
  }
  sum_h += lost_40;
  return n * log1p(-(rho * rho)) - n * log(2.0 * 3.141592653589793) - sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double rho) {
  if (!(mu > -3.141592653589793 && mu <= 3.141592653589793 && rho > 0.0 &&
        rho < 1.0)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, rho);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double rho,
                  double *out) {
  double sum_h_17 = 0.0;
  double lost_41 = 0.0;
  double sum_h_18 = 0.0;
  double lost_42 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_34 = x - mu;
    const double t_35 = cos(t_34);
    const double t_36 = 1.0 / (2.0 * rho * t_35 - rho * rho - 1.0);
    add(&sum_h_17, &lost_41, t_36 * sin(t_34));
    add(&sum_h_18, &lost_42, (t_35 - rho) * t_36);
  }
  sum_h_17 += lost_41;
  sum_h_18 += lost_42;
  const double t_37 = 2.0 * rho;
  out[0] = -t_37 * sum_h_17;
  out[1] = -t_37 * n / (1.0 - rho * rho) - 2.0 * sum_h_18;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double rho,
                     double *out) {
  if (!(mu > -3.141592653589793 && mu <= 3.141592653589793 && rho > 0.0 &&
        rho < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_43[2];
  score(rows, n, mu, rho, found_43);
  const double g_1 = found_43[0];
  const double g_2 = found_43[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu, double rho,
                      double *out) {
  double sum_h_2 = 0.0;
  double lost_44 = 0.0;
  double sum_h_4 = 0.0;
  double lost_45 = 0.0;
  double sum_h_5 = 0.0;
  double lost_46 = 0.0;
  double sum_h_6 = 0.0;
  double lost_47 = 0.0;
  double sum_h_7 = 0.0;
  double lost_48 = 0.0;
  double sum_h_8 = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - mu;
    const double t_1 = cos(t);
    const double t_2 = rho * rho - 2.0 * rho * t_1;
    const double t_3 = -t_2 - 1.0;
    const double t_4 = 1.0 / t_3;
    const double t_5 = sin(t);
    const double t_6 = t_1 - rho;
    const double t_7 = t_4 * t_4;
    add(&sum_h_2, &lost_44, t_4 * t_5);
    add(&sum_h_4, &lost_45, t_1 * t_4);
    add(&sum_h_5, &lost_46, t_5 * t_5 * t_7);
    add(&sum_h_6, &lost_47, t_5 * t_6 * t_7);
    add(&sum_h_7, &lost_48, t_6 * t_6 * t_7);
    add(&sum_h_8, &lost_49, t_4);
  }
  sum_h_2 += lost_44;
  sum_h_4 += lost_45;
  sum_h_5 += lost_46;
  sum_h_6 += lost_47;
  sum_h_7 += lost_48;
  sum_h_8 += lost_49;
  const double t_8 = rho * rho;
  const double t_9 = 2.0 * sum_h_2;
  const double t_10 = 2.0 * rho;
  const double t_11 = 1.0 - t_8;
  const double t_12 = n / t_11;
  const double t_13 = 4.0 * t_8;
  out[0] = t_10 * sum_h_4 + t_13 * sum_h_5;
  out[1] = 4.0 * rho * sum_h_6 - t_9;
  const double part_50 = 4.0 * sum_h_7 + 2.0 * sum_h_8;
  out[2] = part_50 - t_13 * n / (t_11 * t_11) - 2.0 * t_12;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double rho,
                    double *out) {
  if (!(mu > -3.141592653589793 && mu <= 3.141592653589793 && rho > 0.0 &&
        rho < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_51[3];
  curvature(rows, n, mu, rho, found_51);
  const double h_1 = found_51[0];
  const double h_2 = found_51[1];
  const double h_3 = found_51[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int wrapped_cauchy_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return WRAPPED_CAUCHY_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return WRAPPED_CAUCHY_NOT_FOUND;
    }
  }
  return WRAPPED_CAUCHY_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double wrapped_cauchy_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int wrapped_cauchy_gradient(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return WRAPPED_CAUCHY_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return WRAPPED_CAUCHY_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int wrapped_cauchy_hessian(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return WRAPPED_CAUCHY_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return WRAPPED_CAUCHY_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int wrapped_cauchy_standard_errors(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return WRAPPED_CAUCHY_BAD_DATA;
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
        return WRAPPED_CAUCHY_NOT_FOUND;
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
  return WRAPPED_CAUCHY_OK;
}
