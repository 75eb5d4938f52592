/*
 * Maximum-likelihood estimation: Normal distribution truncated to positive
 * values.
 *
 *   f(x; mu, sigma) =
 *       sqrt(2/pi)/sigma*exp(-(x-
 *       mu)**2/(2*sigma**2))/(1+erf(mu/(sigma*sqrt(2))))
 *   support: x > 0
 *   mu: real
 *   sigma: positive
 *
 * Log-likelihood:
 *
 *   (-log(sigma) - log(erf(sqrt(2)*mu/(2*sigma)) + 1) + log(2/pi)/2)*n -
 *       sum((x - mu)**2)/(2*sigma**2)
 *
 * Estimator (reduced):
 *
 *   mu = the solution of n*sum(x - mu)/(-mu*sum(x) + sum(x**2)) -
 *       sqrt(2)*exp(-mu**2*n/(2*(-mu*sum(x) +
 *       sum(x**2))))*n**(3/2)/(sqrt(pi)*sqrt(-mu*sum(x) +
 *       sum(x**2))*(erf(sqrt(2)*mu*sqrt(n)/(2*sqrt(-mu*sum(x) + sum(x**2)))) +
 *       1)) = 0
 *   sigma = sqrt(-mu*sum(x)/n + sum(x**2)/n)
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i^2 > mu sum x_i.
 *
 * Source:
 *
 *   del Castillo (1994), The singly truncated normal distribution: a non-steep
 *       exponential family, Ann. Inst. Statist. Math. 46, 57-66
 *   del Castillo (1994), The singly truncated normal distribution: a non-steep
 *       exponential family, Ann. Inst. Statist. Math. 46, 57-66
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, sigma.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  TRUNCATED_NORMAL_POSITIVE_PARAMETERS = 2,
  TRUNCATED_NORMAL_POSITIVE_OK = 0,
  /* Empty, not finite, or outside the support. */
  TRUNCATED_NORMAL_POSITIVE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  TRUNCATED_NORMAL_POSITIVE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  TRUNCATED_NORMAL_POSITIVE_NOT_FOUND = 3
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

/* exp(w^2) erfc(w). */
static double erfcx(double w) {
  if (w < 2.0) {
    return exp(w * w) * erfc(w);
  }
  double tail = 0.0;
  double k = 120.0;
  while (k > 0.5) {
    tail = 0.5 * k / (w + tail);
    k = k - 1.0;
  }
  return 0.5641895835477563 / (w + tail);
}

/* log erfc(w); erfc itself underflows beyond w = 27. */
static double log_erfc(double w) {
  if (w < 2.0) {
    return log(erfc(w));
  }
  return log(erfcx(w)) - w * w;
}

/* exp(-w^2)/erfc(w). */
static double mills(double w) {
  return 1.0 / erfcx(w);
}

/* The equation that gives mu, and its slope. */
static void equation_mu(const struct rows *rows, double sum_x, double sum_x_2,
                        double n, double mu, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, x - mu);
  }
  sum_h += lost_1;
  const double t = mu * sum_x;
  const double t_1 = sum_x_2 - t;
  const double t_2 = 1.0 / t_1;
  const double t_3 = pow(n, 1.5);
  const double t_4 = 1.0 / sqrt(3.141592653589793);
  const double t_5 = sqrt(n);
  const double t_6 = sqrt(2.0);
  const double t_7 = 1.0 / sqrt(t_1);
  const double t_8 = t_6 * t_7;
  const double t_9 = 0.5 * t_5 * t_8;
  const double t_10 = mills(-mu * t_9);
  const double t_11 = t_10 * t_4 * t_8;
  const double t_12 = 1.0 / (t_1 * t_1);
  const double t_13 = t_6 / pow(t_1, 1.5);
  out[0] = t_2 * sum_h * n - t_11 * t_3;
  const double part_2 = 2.0 * (t_10 * t_10) * (0.25 * t * t_13 * t_5 + t_9);
  const double part_3 = -0.5 * (mu * mu) * t_12 * sum_x * n - mu * t_2 * n;
  const double part_4 = part_2 * t_6 * t_7 / 3.141592653589793;
  const double part_5 = 0.5 * t_10 * t_13 * t_3 * t_4 * sum_x;
  const double part_6 = (part_4 - part_3 * t_11) * t_3;
  out[1] = t_12 * sum_x * sum_h * n + part_6 - n * n * t_2 - part_5;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_mu(const struct rows *rows, double sum_x, double sum_x_2,
                      double n, double near, double f_near, double far,
                      double f_far, double lower, double upper) {
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
    equation_mu(rows, sum_x, sum_x_2, n, outward(u, lower, upper), found_7);
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

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double mu,
                             double sigma) {
  double sum_h_3 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_8, pow(x - mu, 2.0));
  }
  sum_h_3 += lost_8;
  const double part_9 = 0.5 * n * log(2.0 / 3.141592653589793) - n * log(sigma);
  const double part_10 = part_9 - n * log_erfc(-0.5 * mu * sqrt(2.0) / sigma);
  return part_10 - 0.5 * sum_h_3 / (sigma * sigma);
}

/* The log-likelihood that follows from mu. */
static double rate_mu(const struct rows *rows, double sum_x_2, double n,
                      double sum_x, double mu) {
  const double sigma = sqrt(sum_x_2 / n - mu * sum_x / n);
  return log_likelihood(rows, n, mu, sigma);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_mu(const struct rows *rows, double sum_x, double sum_x_2,
                      double n, double lower, double upper, double start) {
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
    equation_mu(rows, sum_x, sum_x_2, n, outward(new_1, lower, upper),
                found_11);
    f = found_11[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_mu(rows, sum_x, sum_x_2, n, last_1, f_last, new_1, f, lower,
                  upper);
      height = rate_mu(rows, sum_x_2, n, sum_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_12 = outward(new_1, lower, upper);
      height = rate_mu(rows, sum_x_2, n, sum_x, part_12);
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
  best = rate_mu(rows, sum_x_2, n, sum_x, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_13[2];
    equation_mu(rows, sum_x, sum_x_2, n, outward(last_1, lower, upper),
                found_13);
    f_last = found_13[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_14[2];
      equation_mu(rows, sum_x, sum_x_2, n, outward(new_1, lower, upper),
                  found_14);
      f = found_14[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_mu(rows, sum_x, sum_x_2, n, last_1, f_last, new_1, f, lower,
                    upper);
        height = rate_mu(rows, sum_x_2, n, sum_x, t);
        const double v = inward(t, lower, upper);
        const double part_15 = outward(v - 1.0, lower, upper);
        const double below = rate_mu(rows, sum_x_2, n, sum_x, part_15);
        const double part_16 = outward(v + 1.0, lower, upper);
        const double above = rate_mu(rows, sum_x_2, n, sum_x, part_16);
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

/* The log-likelihood as a function of mu, sigma. */
static double value_joint(const struct rows *rows, double n, double mu,
                          double sigma) {
  double sum_h_3 = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_17, pow(x - mu, 2.0));
  }
  sum_h_3 += lost_17;
  const double part_18 =
      0.5 * n * log(2.0 / 3.141592653589793) - n * log(sigma);
  const double part_19 = part_18 - n * log_erfc(-0.5 * mu * sqrt(2.0) / sigma);
  return part_19 - 0.5 * sum_h_3 / (sigma * sigma);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double mu,
                              double sigma, double *out) {
  double sum_h_6 = 0.0;
  double lost_20 = 0.0;
  double sum_h_7 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_45 = x - mu;
    add(&sum_h_6, &lost_20, t_45 * t_45);
    add(&sum_h_7, &lost_21, t_45);
  }
  sum_h_6 += lost_20;
  sum_h_7 += lost_21;
  const double t_46 = 1.0 / sigma;
  const double t_47 = sqrt(2.0);
  const double t_48 = mu * t_47;
  const double t_49 = t_46 * t_48;
  const double t_50 = -0.5 * t_49;
  const double t_51 = 1.0 / (sigma * sigma);
  const double t_52 = t_46 * n;
  const double t_53 = 1.0 / sqrt(3.141592653589793);
  const double t_54 = mills(t_50);
  const double t_55 = t_53 * t_54;
  const double t_56 = 1.0 / (sigma * sigma * sigma);
  const double t_57 = t_51 * n;
  const double t_58 = t_57 * t_55;
  const double t_59 = 2.0 * t_55;
  const double t_60 = t_59 + t_49;
  const double t_61 = t_56 * n;
  const double t_62 = t_60 * t_55;
  const double t_63 = 1.0 / (sigma * sigma * sigma * sigma);
  const double part_22 = 0.5 * n * log(2.0 / 3.141592653589793);
  const double part_23 = part_22 - n * log(sigma) - n * log_erfc(t_50);
  out[0] = part_23 - 0.5 * t_51 * sum_h_6;
  out[1] = t_51 * sum_h_7 - t_47 * t_52 * t_55;
  out[2] = t_56 * sum_h_6 + t_58 * t_48 - t_52;
  out[3] = t_58 * t_60 - t_57;
  const double part_24 = t_47 * t_51 * t_53 * t_54 * n - 2.0 * t_56 * sum_h_7;
  out[4] = part_24 - mu * t_61 * t_62;
  const double part_25 = mu * mu * t_62 * t_63 * n + t_57;
  out[5] = part_25 - t_59 * t_61 * t_48 - 3.0 * t_63 * sum_h_6;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double sigma = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_26[6];
  derivatives_joint(rows, n, mu, sigma, found_26);
  const double height = found_26[0];
  const double g_1 = found_26[1];
  const double g_2 = found_26[2];
  const double h_1_1 = found_26[3];
  const double h_2_1 = found_26[4];
  const double h_2_2 = found_26[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_27 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_27;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_28 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_28 - g_2 * bend(u_2, 0.0, INFINITY) / n;
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
  double found_29[6];
  surface_joint(rows, n, u_1, u_2, found_29);
  double f = found_29[0];
  double g_1 = found_29[1];
  double g_2 = found_29[2];
  double h_1_1 = found_29[3];
  double h_2_1 = found_29[4];
  double h_2_2 = found_29[5];
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
    const double part_30 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_30 - l_2_1 * l_2_1 * d_1;
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
    double found_31[6];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_31);
    const double f_new = found_31[0];
    const double g_1_new = found_31[1];
    const double g_2_new = found_31[2];
    const double h_1_1_new = found_31[3];
    const double h_2_1_new = found_31[4];
    const double h_2_2_new = found_31[5];
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
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
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
    double found_32[3];
    climb_joint(rows, n, reached_1, reached_2, found_32);
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
  double sum_x = 0.0;
  double lost_33 = 0.0;
  double sum_x_2 = 0.0;
  double lost_34 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_33, x);
    add(&sum_x_2, &lost_34, x * x);
  }
  sum_x += lost_33;
  sum_x_2 += lost_34;
  double mu = root_mu(rows, sum_x, sum_x_2, n, -INFINITY, INFINITY, NAN);
  double sigma = sqrt(sum_x_2 / n - mu * sum_x / n);
  if (!(isfinite(mu) && isfinite(sigma) && sigma > 0.0)) {
    double found_35[2];
    maximise_joint(rows, n, found_35);
    mu = found_35[0];
    sigma = found_35[1];
  }
  out[0] = mu;
  out[1] = sigma;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_36 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_36, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_36;
  const double mean = total / n;
  double squares = 0.0;
  double lost_37 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_37, pow(x - mean, 2.0));
  }
  squares += lost_37;
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

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double sigma) {
  if (!(isfinite(mu) && sigma > 0.0 && isfinite(sigma))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, sigma);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double sigma,
                  double *out) {
  double sum_h_4 = 0.0;
  double lost_38 = 0.0;
  double sum_h_5 = 0.0;
  double lost_39 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_38 = x - mu;
    add(&sum_h_4, &lost_38, t_38);
    add(&sum_h_5, &lost_39, t_38 * t_38);
  }
  sum_h_4 += lost_38;
  sum_h_5 += lost_39;
  const double t_39 = 1.0 / (sigma * sigma);
  const double t_40 = sqrt(2.0);
  const double t_41 = 1.0 / sigma;
  const double t_42 = t_41 * n;
  const double t_43 = mu * t_40;
  const double t_44 = mills(-0.5 * t_41 * t_43) / sqrt(3.141592653589793);
  out[0] = t_39 * sum_h_4 - t_40 * t_42 * t_44;
  const double part_40 = sum_h_5 / (sigma * sigma * sigma);
  out[1] = t_39 * t_43 * t_44 * n + part_40 - t_42;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double sigma,
                     double *out) {
  if (!(isfinite(mu) && sigma > 0.0 && isfinite(sigma))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_41[2];
  score(rows, n, mu, sigma, found_41);
  const double g_1 = found_41[0];
  const double g_2 = found_41[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double sigma, double *out) {
  double sum_h_6 = 0.0;
  double lost_42 = 0.0;
  double sum_h_7 = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_45 = x - mu;
    add(&sum_h_6, &lost_42, t_45 * t_45);
    add(&sum_h_7, &lost_43, t_45);
  }
  sum_h_6 += lost_42;
  sum_h_7 += lost_43;
  const double t_46 = 1.0 / sigma;
  const double t_47 = sqrt(2.0);
  const double t_48 = mu * t_47;
  const double t_49 = t_46 * t_48;
  const double t_50 = -0.5 * t_49;
  const double t_51 = 1.0 / (sigma * sigma);
  const double t_53 = 1.0 / sqrt(3.141592653589793);
  const double t_54 = mills(t_50);
  const double t_55 = t_53 * t_54;
  const double t_56 = 1.0 / (sigma * sigma * sigma);
  const double t_57 = t_51 * n;
  const double t_58 = t_57 * t_55;
  const double t_59 = 2.0 * t_55;
  const double t_60 = t_59 + t_49;
  const double t_61 = t_56 * n;
  const double t_62 = t_60 * t_55;
  const double t_63 = 1.0 / (sigma * sigma * sigma * sigma);
  out[0] = t_58 * t_60 - t_57;
  const double part_44 = t_47 * t_51 * t_53 * t_54 * n - 2.0 * t_56 * sum_h_7;
  out[1] = part_44 - mu * t_61 * t_62;
  const double part_45 = mu * mu * t_62 * t_63 * n + t_57;
  out[2] = part_45 - t_59 * t_61 * t_48 - 3.0 * t_63 * sum_h_6;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double sigma,
                    double *out) {
  if (!(isfinite(mu) && sigma > 0.0 && isfinite(sigma))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_46[3];
  curvature(rows, n, mu, sigma, found_46);
  const double h_1 = found_46[0];
  const double h_2 = found_46[1];
  const double h_3 = found_46[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int truncated_normal_positive_estimate(const double *x, size_t n,
                                       double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return TRUNCATED_NORMAL_POSITIVE_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0];
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return TRUNCATED_NORMAL_POSITIVE_NOT_FOUND;
    }
  }
  return TRUNCATED_NORMAL_POSITIVE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double truncated_normal_positive_nll(const double *x, size_t n,
                                     const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int truncated_normal_positive_gradient(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return TRUNCATED_NORMAL_POSITIVE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return TRUNCATED_NORMAL_POSITIVE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int truncated_normal_positive_hessian(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return TRUNCATED_NORMAL_POSITIVE_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return TRUNCATED_NORMAL_POSITIVE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int truncated_normal_positive_standard_errors(const double *x, size_t n,
                                              const double *parameters,
                                              double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return TRUNCATED_NORMAL_POSITIVE_BAD_DATA;
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
        return TRUNCATED_NORMAL_POSITIVE_NOT_FOUND;
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
  return TRUNCATED_NORMAL_POSITIVE_OK;
}
