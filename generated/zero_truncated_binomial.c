/*
 * Maximum-likelihood estimation: Zero-truncated binomial distribution with a
 * known number of trials.
 *
 *   f(x; p, trials) = binomial(trials,
 *       x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
 *   support: x in 1, 2, ..., trials
 *   p: 0 < p < 1
 *   trials: integer >= 2 (a known constant)
 *
 * Log-likelihood:
 *
 *   (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) -
 *       log(1 - p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x +
 *       trials + 1))
 *
 * Estimator (reduced):
 *
 *   p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 -
 *       p)**trials)) + sum(x - trials)/(1 - p) + sum(x)/p = 0
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > n.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  ZERO_TRUNCATED_BINOMIAL_PARAMETERS = 1,
  ZERO_TRUNCATED_BINOMIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  ZERO_TRUNCATED_BINOMIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ZERO_TRUNCATED_BINOMIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ZERO_TRUNCATED_BINOMIAL_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double trials) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x == floor(x)) && (x >= 1.0) && (x <= trials))) {
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
}

/* x log(1 + y), and 0 where x = 0. */
static double xlog1py(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log1p(y);
}

/* log(1 - exp u) for u < 0, accurate at both ends. */
static double log1m_exp(double u) {
  if (u > -0.6931471805599453) {
    return log(-expm1(u));
  }
  return log1p(-exp(u));
}

/* 1/(exp v - 1). */
static double inverse_expm1(double v) {
  return 1.0 / expm1(v);
}

/* log(1 + d) - d for d > -1, without cancellation near 0. */
static double log_ratio(double d) {
  if (!(-0.5 < d && d < 0.5)) {
    return log1p(d) - d;
  }
  const double r = d / (2.0 + d);
  const double s = r * r;
  double odd = 0.0;
  double k = 31.0;
  while (k > 2.0) {
    odd = 1.0 / k + s * odd;
    k = k - 2.0;
  }
  return -r * d + 2.0 * r * s * odd;
}

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_42 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_42)) / z;
}

/* log Gamma(y + 1) - y log y + y for y >= 0. */
static double stirling(double y) {
  if (y == 0.0) {
    return 0.0;
  }
  if (y < 16.0) {
    return lgamma(y + 1.0) - y * log(y) + y;
  }
  return 0.9189385332046727 + 0.5 * log(y) + gamma_tail(y);
}

/* y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m. */
static double deviance(double y, double m) {
  if (y == 0.0) {
    return m;
  }
  const double d = (m - y) / y;
  if (-0.5 < d && d < 0.5) {
    return -y * log_ratio(d);
  }
  return y * log(y / m) + m - y;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_43 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_43 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_44 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_44 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* The equation that gives p, and its slope. */
static void equation_p(double trials, double n, double sum_x, double sum_h_1,
                       double p, double *out) {
  const double t_2 = 1.0 - p;
  const double t_3 = 1.0 / t_2;
  const double t_4 = pow(t_2, trials);
  const double t_5 = 1.0 - t_4;
  const double t_6 = t_4 / t_5;
  const double t_7 = trials * t_6;
  const double t_8 = 1.0 / (t_2 * t_2);
  const double t_9 = trials * trials * t_8;
  out[0] = t_3 * sum_h_1 + sum_x / p - t_3 * t_7 * n;
  const double part_1 = pow(t_2, 2.0 * trials) * t_9 / (t_5 * t_5);
  const double part_2 = (part_1 + t_6 * t_9 - t_7 * t_8) * n + t_8 * sum_h_1;
  out[1] = part_2 - sum_x / (p * p);
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_p(double trials, double n, double sum_x, double sum_h_1,
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
    double found_3[2];
    equation_p(trials, n, sum_x, sum_h_1, outward(u, lower, upper), found_3);
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

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double trials, double p) {
  double log_densities = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_18 = trials - x;
    const double part_5 = stirling(trials) - stirling(x);
    const double part_6 = log1m_exp(trials * log1p(-p));
    const double part_7 = deviance(x, p * trials);
    const double part_8 = trials * (1.0 - p);
    const double part_9 = deviance(t_18, part_8);
    const double part_10 = part_5 - part_7 - part_9;
    add(&log_densities, &lost_4, part_10 - part_6 - stirling(t_18));
  }
  log_densities += lost_4;
  return log_densities;
}

/* The log-likelihood that follows from p. */
static double rate_p(const struct rows *rows, double trials, double p) {
  return log_likelihood(rows, trials, p);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_p(const struct rows *rows, double trials, double n,
                     double sum_x, double sum_h_1, double lower, double upper,
                     double start) {
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
    double found_11[2];
    equation_p(trials, n, sum_x, sum_h_1, outward(new_1, lower, upper),
               found_11);
    f = found_11[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_p(trials, n, sum_x, sum_h_1, last_1, f_last, new_1, f, lower,
                 upper);
      height = rate_p(rows, trials, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      height = rate_p(rows, trials, outward(new_1, lower, upper));
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
  best = rate_p(rows, trials, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_12[2];
    equation_p(trials, n, sum_x, sum_h_1, outward(last_1, lower, upper),
               found_12);
    f_last = found_12[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_13[2];
      equation_p(trials, n, sum_x, sum_h_1, outward(new_1, lower, upper),
                 found_13);
      f = found_13[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_p(trials, n, sum_x, sum_h_1, last_1, f_last, new_1, f, lower,
                   upper);
        height = rate_p(rows, trials, t);
        const double v = inward(t, lower, upper);
        const double part_14 = outward(v - 1.0, lower, upper);
        const double below = rate_p(rows, trials, part_14);
        const double part_15 = outward(v + 1.0, lower, upper);
        const double above = rate_p(rows, trials, part_15);
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

/* The log-likelihood as a function of p. */
static double value_joint(double sum_h, double n, double sum_x, double trials,
                          double sum_h_1, double p) {
  const double t_20 = -p;
  const double part_16 = xlog1py(-sum_h_1, t_20) + xlogy(sum_x, p);
  const double part_17 = n * log1m_exp(trials * log1p(t_20));
  return part_16 - n * log(trials + 1.0) - part_17 - sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(double trials, double n, double sum_h,
                              double sum_x, double sum_h_1, double p,
                              double *out) {
  const double t_22 = -p;
  const double t_23 = trials * log1p(t_22);
  const double t_24 = 1.0 - p;
  const double t_25 = 1.0 / t_24;
  const double t_26 = inverse_expm1(-t_23);
  const double t_27 = t_26 * n;
  const double t_28 = trials * t_27;
  const double t_29 = 1.0 / (t_24 * t_24);
  const double part_18 = xlog1py(-sum_h_1, t_22) + xlogy(sum_x, p);
  out[0] = part_18 - n * log(trials + 1.0) - n * log1m_exp(t_23) - sum_h;
  out[1] = t_25 * sum_h_1 + sum_x / p - t_25 * t_28;
  const double part_19 = trials * trials * (t_26 + 1.0) * t_27 * t_29;
  out[2] = part_19 + t_29 * sum_h_1 - t_28 * t_29 - sum_x / (p * p);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(double trials, double n, double sum_h, double sum_x,
                          double sum_h_1, double u_1, double *out) {
  const double p = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  double found_20[3];
  derivatives_joint(trials, n, sum_h, sum_x, sum_h_1, p, found_20);
  const double height = found_20[0];
  const double g_1 = found_20[1];
  const double h_1_1 = found_20[2];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  const double part_21 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[2] = part_21 - g_1 * bend(u_1, 0.0, 1.0) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(double trials, double n, double sum_h, double sum_x,
                        double sum_h_1, double start_1, double *out) {
  double d_1 = 0.0;
  double u_1 = inward(start_1, 0.0, 1.0);
  double found_22[3];
  surface_joint(trials, n, sum_h, sum_x, sum_h_1, u_1, found_22);
  double f = found_22[0];
  double g_1 = found_22[1];
  double h_1_1 = found_22[2];
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
    double found_23[3];
    surface_joint(trials, n, sum_h, sum_x, sum_h_1, u_1 + step_1, found_23);
    const double f_new = found_23[0];
    const double g_1_new = found_23[1];
    const double h_1_1_new = found_23[2];
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
  out[1] = outward(u_1, 0.0, 1.0);
}

/* The joint maximiser, the best of several climbs. */
static double maximise_joint(double trials, double n, double sum_h,
                             double sum_x, double sum_h_1) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      const double at = floor(seed / 2147483647.0 * 7.0);
      const double part_24 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_25 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_26 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_27 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_28 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_29 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_30 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_28, part_24, part_29, part_25,
                                   part_26, part_30, part_27);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0) {
        height = value_joint(sum_h, n, sum_x, trials, sum_h_1, draw_1);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
      }
    }
    double found_31[2];
    climb_joint(trials, n, sum_h, sum_x, sum_h_1, reached_1, found_31);
    height = found_31[0];
    reached_1 = found_31[1];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
    }
  }
  return chosen_1;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double trials) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_32 = 0.0;
  double sum_x = 0.0;
  double lost_33 = 0.0;
  double sum_h_1 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = trials - x + 1.0;
    const double t_1 = x + 1.0;
    add(&sum_h, &lost_32, betaln(t, t_1));
    add(&sum_x, &lost_33, x);
    add(&sum_h_1, &lost_34, x - trials);
  }
  sum_h += lost_32;
  sum_x += lost_33;
  sum_h_1 += lost_34;
  double p = root_p(rows, trials, n, sum_x, sum_h_1, 0.0, 1.0, NAN);
  if (!(isfinite(p) && p > 0.0 && p < 1.0)) {
    p = maximise_joint(trials, n, sum_h, sum_x, sum_h_1);
  }
  return p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double trials, double *out) {
  (void)trials;
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_35 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_35, x);
  }
  sum_x += lost_35;
  if (!(sum_x - n > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 2.0 && isfinite(trials))) {
    return INFINITY;
  }
  return -log_likelihood(rows, trials, p);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h_1, double sum_x, double n, double trials,
                    double p) {
  const double t_21 = 1.0 / (1.0 - p);
  const double part_36 = trials * t_21 * n * inverse_expm1(-trials * log1p(-p));
  return t_21 * sum_h_1 + sum_x / p - part_36;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 2.0 && isfinite(trials))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_37 = 0.0;
  double sum_h_1 = 0.0;
  double lost_38 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_37, x);
    add(&sum_h_1, &lost_38, x - trials);
  }
  sum_x += lost_37;
  sum_h_1 += lost_38;
  return -score(sum_h_1, sum_x, n, trials, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double trials, double n, double sum_x, double sum_h_1,
                        double p) {
  const double t_22 = -p;
  const double t_23 = trials * log1p(t_22);
  const double t_24 = 1.0 - p;
  const double t_26 = inverse_expm1(-t_23);
  const double t_27 = t_26 * n;
  const double t_28 = trials * t_27;
  const double t_29 = 1.0 / (t_24 * t_24);
  const double part_39 = trials * trials * (t_26 + 1.0) * t_27 * t_29;
  return part_39 + t_29 * sum_h_1 - t_28 * t_29 - sum_x / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 2.0 && isfinite(trials))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_40 = 0.0;
  double sum_h_1 = 0.0;
  double lost_41 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_40, x);
    add(&sum_h_1, &lost_41, x - trials);
  }
  sum_x += lost_40;
  sum_h_1 += lost_41;
  return -curvature(trials, n, sum_x, sum_h_1, p);
}

/* The maximum-likelihood estimate. */
int zero_truncated_binomial_estimate(const double *x, size_t n, double trials,
                                     double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, trials)) {
    return ZERO_TRUNCATED_BINOMIAL_BAD_DATA;
  }
  double limit[2];
  limits(&rows, trials, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return ZERO_TRUNCATED_BINOMIAL_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows, trials);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return ZERO_TRUNCATED_BINOMIAL_NOT_FOUND;
    }
  }
  return ZERO_TRUNCATED_BINOMIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double zero_truncated_binomial_nll(const double *x, size_t n, double trials,
                                   const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return NAN;
  }
  return nll(&rows, trials, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int zero_truncated_binomial_gradient(const double *x, size_t n, double trials,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return ZERO_TRUNCATED_BINOMIAL_BAD_DATA;
  }
  result[0] = gradient(&rows, trials, parameters[0]);
  return ZERO_TRUNCATED_BINOMIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int zero_truncated_binomial_hessian(const double *x, size_t n, double trials,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, trials)) {
    return ZERO_TRUNCATED_BINOMIAL_BAD_DATA;
  }
  result[0] = hessian(&rows, trials, parameters[0]);
  return ZERO_TRUNCATED_BINOMIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int zero_truncated_binomial_standard_errors(const double *x, size_t n,
                                            double trials,
                                            const double *parameters,
                                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, trials)) {
    return ZERO_TRUNCATED_BINOMIAL_BAD_DATA;
  }
  const double information = hessian(&rows, trials, parameters[0]);
  if (!(information > 0.0)) {
    return ZERO_TRUNCATED_BINOMIAL_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return ZERO_TRUNCATED_BINOMIAL_OK;
}
