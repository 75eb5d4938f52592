/*
 * Maximum-likelihood estimation: Split normal distribution.
 *
 *   f(x; mu, left, right) =
 *       sqrt(2/pi)/(left+right)*Piecewise((exp(-(x-mu)**2/(2*left**2)), x <=
 *       mu), (exp(-(x-mu)**2/(2*right**2)), True))
 *   support: real
 *   mu: real
 *   left: positive
 *   right: positive
 *
 * Log-likelihood:
 *
 *   (-log(left + right) + log(2/pi)/2)*n - sum(Piecewise((0, x <= mu), ((x -
 *       mu)**2, True)))/(2*right**2) - sum(Piecewise(((x - mu)**2, x <= mu),
 *       (0, True)))/(2*left**2)
 *
 * Estimator (reduced):
 *
 *   mu = the solution of -mu*sum(Piecewise((0, x <= mu), (1,
 *       True)))*sum(Piecewise(((x - mu)**2, x <= mu), (0, True)))**(2/3) -
 *       mu*sum(Piecewise((0, x <= mu), ((x - mu)**2,
 *       True)))**(2/3)*sum(Piecewise((1, x <= mu), (0, True))) +
 *       sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise(((x - mu)**2, x
 *       <= mu), (0, True)))**(2/3) + sum(Piecewise((0, x <= mu), ((x - mu)**2,
 *       True)))**(2/3)*sum(Piecewise((x, x <= mu), (0, True))) = 0
 *   right = sqrt(sum(Piecewise((0, x <= mu), ((x - mu)**2, True)))**(1/3) +
 *       sum(Piecewise(((x - mu)**2, x <= mu), (0,
 *       True)))**(1/3))*sum(Piecewise((0, x <= mu), ((x - mu)**2,
 *       True)))**(1/3)/sqrt(n)
 *   left = right*sum(Piecewise(((x - mu)**2, x <= mu), (0,
 *       True)))**(1/3)/sum(Piecewise((0, x <= mu), ((x - mu)**2,
 *       True)))**(1/3)
 *
 * Conditions:
 *
 *   A maximum exists only if (sum _(x_i > mu)(x_i - mu)^2)^(4/3) + (sum _(x_i
 *       > mu)(x_i - mu)^2) (sum _(x_i <= mu)(x_i - mu)^2)^(1/3) > 0.
 *   A maximum exists only if sum _(x_i <= mu)(x_i - mu)^2 > 0.
 *
 * Source:
 *
 *   John (1982), The three-parameter two-piece normal family of distributions
 *       and its fitting, Comm. Statist. Theory Methods 11, 879-885
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, left, right.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  SPLIT_NORMAL_PARAMETERS = 3,
  SPLIT_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  SPLIT_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  SPLIT_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  SPLIT_NORMAL_NOT_FOUND = 3
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

/* The equation that gives mu, and its slope. */
static void equation_mu(const struct rows *rows, double mu, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  double sum_h_4 = 0.0;
  double sum_h_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x <= mu;
    const double t_1 = pow(x - mu, 2.0);
    add(&sum_h, &lost_1, (t ? 0.0 : t_1));
    add(&sum_h_1, &lost_2, (t ? x : 0.0));
    add(&sum_h_2, &lost_3, (t ? t_1 : 0.0));
    add(&sum_h_3, &lost_4, (t ? 0.0 : x));
    sum_h_4 += t ? 1.0 : 0.0;
    sum_h_5 += t ? 0.0 : 1.0;
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double t_2 = pow(sum_h, 2.0 / 3.0);
  const double t_3 = pow(sum_h_2, 2.0 / 3.0);
  const double t_4 = t_2 * sum_h_4;
  const double t_5 = t_3 * sum_h_5;
  const double t_6 = 1.0 / pow(sum_h, 1.0 / 3.0);
  const double t_7 = 1.0 / pow(sum_h_2, 1.0 / 3.0);
  const double t_8 = 2.0 * mu / 3.0;
  out[0] = t_2 * sum_h_1 + t_3 * sum_h_3 - mu * t_4 - mu * t_5;
  const double part_5 = (2.0 * mu * sum_h_4 - 2.0 * sum_h_1) * t_7 * t_8;
  const double part_6 = (2.0 * mu * sum_h_5 - 2.0 * sum_h_3) * t_6 * t_8;
  const double part_7 = 4.0 * mu * sum_h_5 / 3.0 - 4.0 * sum_h_3 / 3.0;
  const double part_8 = 4.0 * mu * sum_h_4 / 3.0 - 4.0 * sum_h_1 / 3.0;
  const double part_9 = part_7 * t_6 * sum_h_1 + part_8 * t_7 * sum_h_3;
  out[1] = part_9 - t_4 - t_5 - part_6 * sum_h_4 - part_5 * sum_h_5;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_mu(const struct rows *rows, double near, double f_near,
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
    double found_10[2];
    equation_mu(rows, outward(u, lower, upper), found_10);
    const double f = found_10[0];
    const double slope = found_10[1];
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
                             double left, double right) {
  double sum_h_17 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_29 = 0.5 * pow(x - mu, 2.0);
    const double part_12 = -t_29 / (right * right);
    add(&sum_h_17, &lost_11, (x <= mu ? -t_29 / (left * left) : part_12));
  }
  sum_h_17 += lost_11;
  const double part_13 = 0.5 * n * log(2.0 / 3.141592653589793) + sum_h_17;
  return part_13 - n * log(left + right);
}

/* The log-likelihood that follows from mu. */
static double rate_mu(const struct rows *rows, double n, double mu) {
  double sum_h_6 = 0.0;
  double lost_14 = 0.0;
  double sum_h_7 = 0.0;
  double lost_15 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t_9 = x <= mu;
    const double t_10 = pow(x - mu, 2.0);
    add(&sum_h_6, &lost_14, (t_9 ? 0.0 : t_10));
    add(&sum_h_7, &lost_15, (t_9 ? t_10 : 0.0));
  }
  sum_h_6 += lost_14;
  sum_h_7 += lost_15;
  const double part_16 = pow(sum_h_6, 1.0 / 3.0);
  const double part_17 = pow(sum_h_6, 1.0 / 3.0);
  const double part_18 = sqrt(part_17 + pow(sum_h_7, 1.0 / 3.0));
  const double right = part_18 * part_16 / sqrt(n);
  const double left = right * pow(sum_h_7, 1.0 / 3.0) / pow(sum_h_6, 1.0 / 3.0);
  return log_likelihood(rows, n, mu, left, right);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_mu(const struct rows *rows, double n, double lower,
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
    double found_19[2];
    equation_mu(rows, outward(new_1, lower, upper), found_19);
    f = found_19[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_mu(rows, last_1, f_last, new_1, f, lower, upper);
      height = rate_mu(rows, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      height = rate_mu(rows, n, outward(new_1, lower, upper));
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
  best = rate_mu(rows, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_20[2];
    equation_mu(rows, outward(last_1, lower, upper), found_20);
    f_last = found_20[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_21[2];
      equation_mu(rows, outward(new_1, lower, upper), found_21);
      f = found_21[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_mu(rows, last_1, f_last, new_1, f, lower, upper);
        height = rate_mu(rows, n, t);
        const double v = inward(t, lower, upper);
        const double below = rate_mu(rows, n, outward(v - 1.0, lower, upper));
        const double above = rate_mu(rows, n, outward(v + 1.0, lower, upper));
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

/* The log-likelihood as a function of mu, left, right. */
static double value_joint(const struct rows *rows, double n, double mu,
                          double left, double right) {
  double sum_h_17 = 0.0;
  double lost_22 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_29 = 0.5 * pow(x - mu, 2.0);
    const double part_23 = -t_29 / (right * right);
    add(&sum_h_17, &lost_22, (x <= mu ? -t_29 / (left * left) : part_23));
  }
  sum_h_17 += lost_22;
  const double part_24 = 0.5 * n * log(2.0 / 3.141592653589793) + sum_h_17;
  return part_24 - n * log(left + right);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double mu,
                              double left, double right, double *out) {
  double sum_h_21 = 0.0;
  double lost_25 = 0.0;
  double sum_h_22 = 0.0;
  double lost_26 = 0.0;
  double sum_h_23 = 0.0;
  double lost_27 = 0.0;
  double sum_h_24 = 0.0;
  double lost_28 = 0.0;
  double sum_h_25 = 0.0;
  double lost_29 = 0.0;
  double sum_h_26 = 0.0;
  double lost_30 = 0.0;
  double sum_h_27 = 0.0;
  double lost_31 = 0.0;
  double sum_h_28 = 0.0;
  double lost_32 = 0.0;
  double sum_h_29 = 0.0;
  double lost_33 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_34 = 1.0 / (left * left);
    const double t_35 = pow(x - mu, 2.0);
    const double t_36 = 0.5 * t_35;
    const int t_37 = x <= mu;
    const double t_38 = 1.0 / (right * right);
    const double t_39 = 2.0 * mu - 2.0 * x;
    const double t_40 = 0.5 * t_39;
    const double t_41 = 1.0 / (left * left * left);
    const double t_42 = 1.0 / (right * right * right);
    const double t_43 = 3.0 * t_35;
    add(&sum_h_21, &lost_25, (t_37 ? -t_34 * t_36 : -t_36 * t_38));
    add(&sum_h_22, &lost_26, (t_37 ? -t_34 * t_40 : -t_38 * t_40));
    add(&sum_h_23, &lost_27, (t_37 ? t_35 * t_41 : 0.0));
    add(&sum_h_24, &lost_28, (t_37 ? 0.0 : t_35 * t_42));
    add(&sum_h_25, &lost_29, (t_37 ? -t_34 : -t_38));
    add(&sum_h_26, &lost_30, (t_37 ? t_39 * t_41 : 0.0));
    add(&sum_h_27, &lost_31, (t_37 ? -(t_34 * t_34) * t_43 : 0.0));
    add(&sum_h_28, &lost_32, (t_37 ? 0.0 : t_39 * t_42));
    add(&sum_h_29, &lost_33, (t_37 ? 0.0 : -(t_38 * t_38) * t_43));
  }
  sum_h_21 += lost_25;
  sum_h_22 += lost_26;
  sum_h_23 += lost_27;
  sum_h_24 += lost_28;
  sum_h_25 += lost_29;
  sum_h_26 += lost_30;
  sum_h_27 += lost_31;
  sum_h_28 += lost_32;
  sum_h_29 += lost_33;
  const double t_44 = left + right;
  const double t_45 = n / t_44;
  const double t_46 = n / (t_44 * t_44);
  const double part_34 = 0.5 * n * log(2.0 / 3.141592653589793) + sum_h_21;
  out[0] = part_34 - n * log(t_44);
  out[1] = sum_h_22;
  out[2] = sum_h_23 - t_45;
  out[3] = sum_h_24 - t_45;
  out[4] = sum_h_25;
  out[5] = sum_h_26;
  out[6] = t_46 + sum_h_27;
  out[7] = sum_h_28;
  out[8] = t_46;
  out[9] = t_46 + sum_h_29;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double u_3, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double left = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  const double right = outward(u_3, 0.0, INFINITY);
  const double stretch_3 = stretch(u_3, 0.0, INFINITY);
  double found_35[10];
  derivatives_joint(rows, n, mu, left, right, found_35);
  const double height = found_35[0];
  const double g_1 = found_35[1];
  const double g_2 = found_35[2];
  const double g_3 = found_35[3];
  const double h_1_1 = found_35[4];
  const double h_2_1 = found_35[5];
  const double h_2_2 = found_35[6];
  const double h_3_1 = found_35[7];
  const double h_3_2 = found_35[8];
  const double h_3_3 = found_35[9];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  const double part_36 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[4] = -h_1_1 * stretch_1 * stretch_1 / n - part_36;
  out[5] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_37 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[6] = part_37 - g_2 * bend(u_2, 0.0, INFINITY) / n;
  out[7] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[8] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_38 = -h_3_3 * stretch_3 * stretch_3 / n;
  out[9] = part_38 - g_3 * bend(u_3, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double start_3, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double u_3 = inward(start_3, 0.0, INFINITY);
  double found_39[10];
  surface_joint(rows, n, u_1, u_2, u_3, found_39);
  double f = found_39[0];
  double g_1 = found_39[1];
  double g_2 = found_39[2];
  double g_3 = found_39[3];
  double h_1_1 = found_39[4];
  double h_2_1 = found_39[5];
  double h_2_2 = found_39[6];
  double h_3_1 = found_39[7];
  double h_3_2 = found_39[8];
  double h_3_3 = found_39[9];
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
    const double part_40 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_40 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_41 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_41 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
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
    double found_42[10];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, u_3 + step_3, found_42);
    const double f_new = found_42[0];
    const double g_1_new = found_42[1];
    const double g_2_new = found_42[2];
    const double g_3_new = found_42[3];
    const double h_1_1_new = found_42[4];
    const double h_2_1_new = found_42[5];
    const double h_2_2_new = found_42[6];
    const double h_3_1_new = found_42[7];
    const double h_3_2_new = found_42[8];
    const double h_3_3_new = found_42[9];
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
  if (fabs(d_1) <= 0.0) {
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
  out[1] = outward(u_1, -INFINITY, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
  out[3] = outward(u_3, 0.0, INFINITY);
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
  double chosen_3 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = middle_x;
    double reached_2 = 1.0;
    double reached_3 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_3 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2) &&
          draw_3 > 0.0 && isfinite(draw_3)) {
        height = value_joint(rows, n, draw_1, draw_2, draw_3);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
      }
    }
    double found_43[4];
    climb_joint(rows, n, reached_1, reached_2, reached_3, found_43);
    height = found_43[0];
    reached_1 = found_43[1];
    reached_2 = found_43[2];
    reached_3 = found_43[3];
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
  double mu = root_mu(rows, n, -INFINITY, INFINITY, NAN);
  double sum_h_6 = 0.0;
  double lost_44 = 0.0;
  double sum_h_7 = 0.0;
  double lost_45 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t_9 = x <= mu;
    const double t_10 = pow(x - mu, 2.0);
    add(&sum_h_6, &lost_44, (t_9 ? 0.0 : t_10));
    add(&sum_h_7, &lost_45, (t_9 ? t_10 : 0.0));
  }
  sum_h_6 += lost_44;
  sum_h_7 += lost_45;
  const double part_46 = pow(sum_h_6, 1.0 / 3.0);
  const double part_47 = pow(sum_h_6, 1.0 / 3.0);
  const double part_48 = sqrt(part_47 + pow(sum_h_7, 1.0 / 3.0));
  double right = part_48 * part_46 / sqrt(n);
  double left = right * pow(sum_h_7, 1.0 / 3.0) / pow(sum_h_6, 1.0 / 3.0);
  const int part_49 = isfinite(right);
  const int part_50 = isfinite(left);
  if (!(isfinite(mu) && part_50 && part_49 && left > 0.0 && right > 0.0)) {
    double found_51[3];
    maximise_joint(rows, n, found_51);
    mu = found_51[0];
    left = found_51[1];
    right = found_51[2];
  }
  out[0] = mu;
  out[1] = left;
  out[2] = right;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_52 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_52, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_52;
  const double mean = total / n;
  double squares = 0.0;
  double lost_53 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_53, pow(x - mean, 2.0));
  }
  squares += lost_53;
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

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double left,
                  double right) {
  const int part_54 = isfinite(right);
  const int part_55 = isfinite(left);
  if (!(isfinite(mu) && left > 0.0 && part_55 && right > 0.0 && part_54)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, left, right);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double left,
                  double right, double *out) {
  double sum_h_18 = 0.0;
  double lost_56 = 0.0;
  double sum_h_19 = 0.0;
  double lost_57 = 0.0;
  double sum_h_20 = 0.0;
  double lost_58 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_30 = mu - x;
    const int t_31 = x <= mu;
    const double t_32 = pow(x - mu, 2.0);
    const double part_59 = -t_30 / (right * right);
    add(&sum_h_18, &lost_56, (t_31 ? -t_30 / (left * left) : part_59));
    add(&sum_h_19, &lost_57, (t_31 ? t_32 / (left * left * left) : 0.0));
    add(&sum_h_20, &lost_58, (t_31 ? 0.0 : t_32 / (right * right * right)));
  }
  sum_h_18 += lost_56;
  sum_h_19 += lost_57;
  sum_h_20 += lost_58;
  const double t_33 = n / (left + right);
  out[0] = sum_h_18;
  out[1] = sum_h_19 - t_33;
  out[2] = sum_h_20 - t_33;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double left,
                     double right, double *out) {
  const int part_60 = isfinite(right);
  const int part_61 = isfinite(left);
  if (!(isfinite(mu) && left > 0.0 && part_61 && right > 0.0 && part_60)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_62[3];
  score(rows, n, mu, left, right, found_62);
  const double g_1 = found_62[0];
  const double g_2 = found_62[1];
  const double g_3 = found_62[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu, double left,
                      double right, double *out) {
  double sum_h_25 = 0.0;
  double lost_63 = 0.0;
  double sum_h_26 = 0.0;
  double lost_64 = 0.0;
  double sum_h_27 = 0.0;
  double lost_65 = 0.0;
  double sum_h_28 = 0.0;
  double lost_66 = 0.0;
  double sum_h_29 = 0.0;
  double lost_67 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_34 = 1.0 / (left * left);
    const double t_35 = pow(x - mu, 2.0);
    const int t_37 = x <= mu;
    const double t_38 = 1.0 / (right * right);
    const double t_39 = 2.0 * mu - 2.0 * x;
    const double t_41 = 1.0 / (left * left * left);
    const double t_42 = 1.0 / (right * right * right);
    const double t_43 = 3.0 * t_35;
    add(&sum_h_25, &lost_63, (t_37 ? -t_34 : -t_38));
    add(&sum_h_26, &lost_64, (t_37 ? t_39 * t_41 : 0.0));
    add(&sum_h_27, &lost_65, (t_37 ? -(t_34 * t_34) * t_43 : 0.0));
    add(&sum_h_28, &lost_66, (t_37 ? 0.0 : t_39 * t_42));
    add(&sum_h_29, &lost_67, (t_37 ? 0.0 : -(t_38 * t_38) * t_43));
  }
  sum_h_25 += lost_63;
  sum_h_26 += lost_64;
  sum_h_27 += lost_65;
  sum_h_28 += lost_66;
  sum_h_29 += lost_67;
  const double t_44 = left + right;
  const double t_46 = n / (t_44 * t_44);
  out[0] = sum_h_25;
  out[1] = sum_h_26;
  out[2] = t_46 + sum_h_27;
  out[3] = sum_h_28;
  out[4] = t_46;
  out[5] = t_46 + sum_h_29;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double left,
                    double right, double *out) {
  const int part_68 = isfinite(right);
  const int part_69 = isfinite(left);
  if (!(isfinite(mu) && left > 0.0 && part_69 && right > 0.0 && part_68)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_70[6];
  curvature(rows, n, mu, left, right, found_70);
  const double h_1 = found_70[0];
  const double h_2 = found_70[1];
  const double h_3 = found_70[2];
  const double h_4 = found_70[3];
  const double h_5 = found_70[4];
  const double h_6 = found_70[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int split_normal_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return SPLIT_NORMAL_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  estimate[2] = rows.x_spread * estimate[2];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return SPLIT_NORMAL_NOT_FOUND;
    }
  }
  return SPLIT_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double split_normal_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int split_normal_gradient(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return SPLIT_NORMAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return SPLIT_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int split_normal_hessian(const double *x, size_t n, const double *parameters,
                         double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return SPLIT_NORMAL_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return SPLIT_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int split_normal_standard_errors(const double *x, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return SPLIT_NORMAL_BAD_DATA;
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
        return SPLIT_NORMAL_NOT_FOUND;
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
  return SPLIT_NORMAL_OK;
}
