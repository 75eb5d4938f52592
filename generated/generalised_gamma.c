/*
 * Maximum-likelihood estimation: Generalised gamma distribution (Stacy).
 *
 *   f(x; a, d, p) = p*x**(d-1)*exp(-(x/a)**p)/(a**d*gamma(d/p))
 *   support: x > 0
 *   a: positive
 *   d: positive
 *   p: positive
 *
 * Log-likelihood:
 *
 *   (d - 1)*sum(log(x)) + (-d*log(a) + log(p) - loggamma(d/p))*n -
 *       sum(x**p)/a**p
 *
 * Estimator (reduced):
 *
 *   p = the solution of sum(log(x)) + (-log(p) - log(sum(x**p)/n) +
 *       log(sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))) -
 *       polygamma(0, sum(x**p)/(p*sum((x**p - sum(x**p)/n)*(log(x) -
 *       sum(log(x))/n)))))*n/p = 0
 *   d = sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))
 *   a = (p*sum(x**p)/(d*n))**(1/p)
 *
 * Source:
 *
 *   Stacy (1962), A generalization of the gamma distribution, Ann. Math.
 *       Statist. 33, 1187-1192
 *   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
 *       vol. 1, ch. 17
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: a, d, p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GENERALISED_GAMMA_PARAMETERS = 3,
  GENERALISED_GAMMA_OK = 0,
  /* Empty, not finite, or outside the support. */
  GENERALISED_GAMMA_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GENERALISED_GAMMA_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GENERALISED_GAMMA_NOT_FOUND = 3
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

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_53 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_53;
  const double part_54 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_54);
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
  const double part_55 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_55);
  const double part_56 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_56) / z);
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

/* The equation that gives p, and its slope. */
static void equation_p(const struct rows *rows, double n, double sum_log_x,
                       double p, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = pow(x, p);
    add(&sum_h, &lost_1, t);
    add(&sum_h_1, &lost_2, t * log(x));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = pow(x, p);
    const double t_2 = 1.0 / n;
    const double t_3 = log(x);
    const double t_4 = t_3 - t_2 * sum_log_x;
    add(&sum_h_2, &lost_3, (t_1 - t_2 * sum_h) * t_4);
    add(&sum_h_3, &lost_4, (t_1 * t_3 - t_2 * sum_h_1) * t_4);
  }
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double t_5 = 1.0 / p;
  const double t_6 = 1.0 / sum_h_2;
  const double t_7 = t_6 * sum_h;
  const double t_8 = t_5 * t_7;
  const double t_9 = log(t_7) - log(p) - log(sum_h / n) - digamma(t_8);
  const double t_10 = 1.0 / sum_h;
  const double t_11 = 1.0 / (p * p);
  const double t_12 = sum_h * sum_h_3 / (sum_h_2 * sum_h_2);
  out[0] = t_5 * t_9 * n + sum_log_x;
  const double part_5 = (t_6 * sum_h_1 - t_12) * t_10 * sum_h_2 - t_5;
  const double part_6 = t_5 * t_6 * sum_h_1 - t_5 * t_12 - t_7 * t_11;
  const double part_7 = part_5 - t_10 * sum_h_1 - part_6 * trigamma(t_8);
  out[1] = (part_7 * t_5 - t_9 * t_11) * n;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_p(const struct rows *rows, double n, double sum_log_x,
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
    double found_8[2];
    equation_p(rows, n, sum_log_x, outward(u, lower, upper), found_8);
    const double f = found_8[0];
    const double slope = found_8[1];
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
static double log_likelihood(const struct rows *rows, double n,
                             double sum_log_x, double a, double d, double p) {
  double sum_h_9 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_9, pow(x / a, p));
  }
  sum_h_9 += lost_9;
  const double part_10 = n * log(p) + (d - 1.0) * sum_log_x - d * n * log(a);
  return part_10 - n * lgamma(d / p) - sum_h_9;
}

/* The log-likelihood that follows from p. */
static double rate_p(const struct rows *rows, double n, double sum_log_x,
                     double p) {
  double sum_h_4 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_11, pow(x, p));
  }
  sum_h_4 += lost_11;
  double sum_h_5 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_13 = 1.0 / n;
    const double part_13 = pow(x, p) - t_13 * sum_h_4;
    add(&sum_h_5, &lost_12, part_13 * (log(x) - t_13 * sum_log_x));
  }
  sum_h_5 += lost_12;
  const double d = sum_h_4 / sum_h_5;
  const double a = pow(p * sum_h_4 / (d * n), 1.0 / p);
  return log_likelihood(rows, n, sum_log_x, a, d, p);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_p(const struct rows *rows, double n, double sum_log_x,
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
    double found_14[2];
    equation_p(rows, n, sum_log_x, outward(new_1, lower, upper), found_14);
    f = found_14[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_p(rows, n, sum_log_x, last_1, f_last, new_1, f, lower, upper);
      height = rate_p(rows, n, sum_log_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_15 = outward(new_1, lower, upper);
      height = rate_p(rows, n, sum_log_x, part_15);
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
  best = rate_p(rows, n, sum_log_x, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_16[2];
    equation_p(rows, n, sum_log_x, outward(last_1, lower, upper), found_16);
    f_last = found_16[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_17[2];
      equation_p(rows, n, sum_log_x, outward(new_1, lower, upper), found_17);
      f = found_17[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_p(rows, n, sum_log_x, last_1, f_last, new_1, f, lower, upper);
        height = rate_p(rows, n, sum_log_x, t);
        const double v = inward(t, lower, upper);
        const double part_18 = outward(v - 1.0, lower, upper);
        const double below = rate_p(rows, n, sum_log_x, part_18);
        const double part_19 = outward(v + 1.0, lower, upper);
        const double above = rate_p(rows, n, sum_log_x, part_19);
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

/* The log-likelihood as a function of a, d, p. */
static double value_joint(const struct rows *rows, double n, double sum_log_x,
                          double a, double d, double p) {
  double sum_h_9 = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_20, pow(x / a, p));
  }
  sum_h_9 += lost_20;
  const double part_21 = n * log(p) + (d - 1.0) * sum_log_x - d * n * log(a);
  return part_21 - n * lgamma(d / p) - sum_h_9;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n,
                              double sum_log_x, double a, double d, double p,
                              double *out) {
  double sum_h_12 = 0.0;
  double lost_22 = 0.0;
  double sum_h_13 = 0.0;
  double lost_23 = 0.0;
  double sum_h_14 = 0.0;
  double lost_24 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_43 = x / a;
    const double t_44 = pow(t_43, p);
    const double t_45 = log(t_43);
    add(&sum_h_12, &lost_22, t_44);
    add(&sum_h_13, &lost_23, t_44 * t_45);
    add(&sum_h_14, &lost_24, t_45 * t_45 * t_44);
  }
  sum_h_12 += lost_22;
  sum_h_13 += lost_23;
  sum_h_14 += lost_24;
  const double t_46 = 1.0 / p;
  const double t_47 = d * t_46;
  const double t_48 = n * log(a);
  const double t_49 = 1.0 / a;
  const double t_50 = t_49 * n;
  const double t_51 = digamma(t_47);
  const double t_52 = t_46 * n;
  const double t_53 = p * p;
  const double t_54 = n / t_53;
  const double t_55 = t_51 * t_54;
  const double t_56 = 1.0 / (a * a);
  const double t_57 = t_56 * sum_h_12;
  const double t_58 = trigamma(t_47);
  const double t_59 = d * n / (p * p * p);
  const double part_25 = n * log(p) + (d - 1.0) * sum_log_x;
  out[0] = part_25 - n * lgamma(t_47) - d * t_48 - sum_h_12;
  out[1] = p * t_49 * sum_h_12 - d * t_50;
  out[2] = sum_log_x - t_48 - t_51 * t_52;
  out[3] = t_52 + d * t_55 - sum_h_13;
  out[4] = d * t_56 * n - t_57 * t_53 - p * t_57;
  out[5] = -t_50;
  out[6] = -t_58 * t_54;
  out[7] = t_49 * sum_h_12 + p * t_49 * sum_h_13;
  out[8] = t_58 * t_59 + t_55;
  const double part_26 = -(d * d) * t_58 * n / (p * p * p * p);
  out[9] = part_26 - 2.0 * t_59 * t_51 - t_54 - sum_h_14;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double sum_log_x,
                          double u_1, double u_2, double u_3, double *out) {
  const double a = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double d = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  const double p = outward(u_3, 0.0, INFINITY);
  const double stretch_3 = stretch(u_3, 0.0, INFINITY);
  double found_27[10];
  derivatives_joint(rows, n, sum_log_x, a, d, p, found_27);
  const double height = found_27[0];
  const double g_1 = found_27[1];
  const double g_2 = found_27[2];
  const double g_3 = found_27[3];
  const double h_1_1 = found_27[4];
  const double h_2_1 = found_27[5];
  const double h_2_2 = found_27[6];
  const double h_3_1 = found_27[7];
  const double h_3_2 = found_27[8];
  const double h_3_3 = found_27[9];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  const double part_28 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[4] = part_28 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[5] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_29 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[6] = part_29 - g_2 * bend(u_2, 0.0, INFINITY) / n;
  out[7] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[8] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_30 = -h_3_3 * stretch_3 * stretch_3 / n;
  out[9] = part_30 - g_3 * bend(u_3, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double sum_log_x,
                        double start_1, double start_2, double start_3,
                        double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double u_3 = inward(start_3, 0.0, INFINITY);
  double found_31[10];
  surface_joint(rows, n, sum_log_x, u_1, u_2, u_3, found_31);
  double f = found_31[0];
  double g_1 = found_31[1];
  double g_2 = found_31[2];
  double g_3 = found_31[3];
  double h_1_1 = found_31[4];
  double h_2_1 = found_31[5];
  double h_2_2 = found_31[6];
  double h_3_1 = found_31[7];
  double h_3_2 = found_31[8];
  double h_3_3 = found_31[9];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
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
    const double part_32 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_32 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_33 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_33 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
    if (!(d_3 > 1e-14 * fabs(h_3_3))) {
      definite = 0.0;
      d_3 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double v_3 = -g_3 - l_3_1 * v_1 - l_3_2 * v_2;
    const double decrement =
        v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3;
    double step_3 = v_3 / d_3;
    double step_2 = v_2 / d_2 - l_3_2 * step_3;
    double step_1 = v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3;
    const double length = fmax(fmax(fabs(step_1), fabs(step_2)), fabs(step_3));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
      step_3 = step_3 * 4.0 / length;
    }
    double found_34[10];
    surface_joint(rows, n, sum_log_x, u_1 + step_1, u_2 + step_2, u_3 + step_3,
                  found_34);
    const double f_new = found_34[0];
    const double g_1_new = found_34[1];
    const double g_2_new = found_34[2];
    const double g_3_new = found_34[3];
    const double h_1_1_new = found_34[4];
    const double h_2_1_new = found_34[5];
    const double h_2_2_new = found_34[6];
    const double h_3_1_new = found_34[7];
    const double h_3_2_new = found_34[8];
    const double h_3_3_new = found_34[9];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(g_3_new) && isfinite(h_1_1_new) && isfinite(h_2_1_new) &&
        isfinite(h_2_2_new) && isfinite(h_3_1_new) && isfinite(h_3_2_new) &&
        isfinite(h_3_3_new) && f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      u_3 = u_3 + step_3;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      g_3 = g_3_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
      h_3_1 = h_3_1_new;
      h_3_2 = h_3_2_new;
      h_3_3 = h_3_3_new;
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
    out[3] = start_3;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  l_3_1 = h_3_1 / d_1;
  l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
  d_3 = h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
  if (fabs(d_3) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
  out[3] = outward(u_3, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double sum_log_x,
                           double *out) {
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double chosen_3 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 1.0;
    double reached_3 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_3 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2) && draw_3 > 0.0 && isfinite(draw_3)) {
        height = value_joint(rows, n, sum_log_x, draw_1, draw_2, draw_3);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
      }
    }
    double found_35[4];
    climb_joint(rows, n, sum_log_x, reached_1, reached_2, reached_3, found_35);
    height = found_35[0];
    reached_1 = found_35[1];
    reached_2 = found_35[2];
    reached_3 = found_35[3];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
      chosen_3 = reached_3;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
  out[2] = chosen_3;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_36 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_36, log(x));
  }
  sum_log_x += lost_36;
  double p = root_p(rows, n, sum_log_x, 0.0, INFINITY, NAN);
  double sum_h_4 = 0.0;
  double lost_37 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_4, &lost_37, pow(x, p));
  }
  sum_h_4 += lost_37;
  double sum_h_5 = 0.0;
  double lost_38 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_13 = 1.0 / n;
    const double part_39 = pow(x, p) - t_13 * sum_h_4;
    add(&sum_h_5, &lost_38, part_39 * (log(x) - t_13 * sum_log_x));
  }
  sum_h_5 += lost_38;
  double d = sum_h_4 / sum_h_5;
  double a = pow(p * sum_h_4 / (d * n), 1.0 / p);
  if (!(isfinite(a) && isfinite(d) && isfinite(p) && a > 0.0 && d > 0.0 &&
        p > 0.0)) {
    double found_40[3];
    maximise_joint(rows, n, sum_log_x, found_40);
    a = found_40[0];
    d = found_40[1];
    p = found_40[2];
  }
  out[0] = a;
  out[1] = d;
  out[2] = p;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_41 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_41, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_41;
  const double mean = total / n;
  double squares = 0.0;
  double lost_42 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_42, pow(x - mean, 2.0));
  }
  squares += lost_42;
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
static double nll(const struct rows *rows, double a, double d, double p) {
  if (!(a > 0.0 && isfinite(a) && d > 0.0 && isfinite(d) && p > 0.0 &&
        isfinite(p))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_43, log(x));
  }
  sum_log_x += lost_43;
  return -log_likelihood(rows, n, sum_log_x, a, d, p);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_log_x, double a,
                  double d, double p, double *out) {
  double sum_h_10 = 0.0;
  double lost_44 = 0.0;
  double sum_h_11 = 0.0;
  double lost_45 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_36 = x / a;
    const double t_37 = pow(t_36, p);
    add(&sum_h_10, &lost_44, t_37);
    add(&sum_h_11, &lost_45, t_37 * log(t_36));
  }
  sum_h_10 += lost_44;
  sum_h_11 += lost_45;
  const double t_38 = 1.0 / a;
  const double t_39 = d * n;
  const double t_40 = 1.0 / p;
  const double t_41 = digamma(d * t_40);
  const double t_42 = t_40 * n;
  out[0] = p * t_38 * sum_h_10 - t_38 * t_39;
  out[1] = sum_log_x - n * log(a) - t_41 * t_42;
  out[2] = t_39 * t_41 / (p * p) + t_42 - sum_h_11;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double a, double d, double p,
                     double *out) {
  if (!(a > 0.0 && isfinite(a) && d > 0.0 && isfinite(d) && p > 0.0 &&
        isfinite(p))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_46 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_46, log(x));
  }
  sum_log_x += lost_46;
  double found_47[3];
  score(rows, n, sum_log_x, a, d, p, found_47);
  const double g_1 = found_47[0];
  const double g_2 = found_47[1];
  const double g_3 = found_47[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double a, double d,
                      double p, double *out) {
  double sum_h_12 = 0.0;
  double lost_48 = 0.0;
  double sum_h_13 = 0.0;
  double lost_49 = 0.0;
  double sum_h_14 = 0.0;
  double lost_50 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_43 = x / a;
    const double t_44 = pow(t_43, p);
    const double t_45 = log(t_43);
    add(&sum_h_12, &lost_48, t_44);
    add(&sum_h_13, &lost_49, t_44 * t_45);
    add(&sum_h_14, &lost_50, t_45 * t_45 * t_44);
  }
  sum_h_12 += lost_48;
  sum_h_13 += lost_49;
  sum_h_14 += lost_50;
  const double t_46 = 1.0 / p;
  const double t_47 = d * t_46;
  const double t_49 = 1.0 / a;
  const double t_50 = t_49 * n;
  const double t_51 = digamma(t_47);
  const double t_53 = p * p;
  const double t_54 = n / t_53;
  const double t_55 = t_51 * t_54;
  const double t_56 = 1.0 / (a * a);
  const double t_57 = t_56 * sum_h_12;
  const double t_58 = trigamma(t_47);
  const double t_59 = d * n / (p * p * p);
  out[0] = d * t_56 * n - t_57 * t_53 - p * t_57;
  out[1] = -t_50;
  out[2] = -t_58 * t_54;
  out[3] = t_49 * sum_h_12 + p * t_49 * sum_h_13;
  out[4] = t_58 * t_59 + t_55;
  const double part_51 = -(d * d) * t_58 * n / (p * p * p * p);
  out[5] = part_51 - 2.0 * t_59 * t_51 - t_54 - sum_h_14;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double a, double d, double p,
                    double *out) {
  if (!(a > 0.0 && isfinite(a) && d > 0.0 && isfinite(d) && p > 0.0 &&
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
  double found_52[6];
  curvature(rows, n, a, d, p, found_52);
  const double h_1 = found_52[0];
  const double h_2 = found_52[1];
  const double h_3 = found_52[2];
  const double h_4 = found_52[3];
  const double h_5 = found_52[4];
  const double h_6 = found_52[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int generalised_gamma_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_GAMMA_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return GENERALISED_GAMMA_NOT_FOUND;
    }
  }
  return GENERALISED_GAMMA_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double generalised_gamma_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int generalised_gamma_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_GAMMA_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return GENERALISED_GAMMA_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int generalised_gamma_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_GAMMA_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return GENERALISED_GAMMA_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int generalised_gamma_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_GAMMA_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[3] = {0, 1, 2};
  double factor[3][3];
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return GENERALISED_GAMMA_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 3; ++last) {
    double column[3];
    double variance = 0.0;
    for (size_t i = last; i < 3; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return GENERALISED_GAMMA_OK;
}
