/*
 * Maximum-likelihood estimation: Birnbaum-Saunders distribution.
 *
 *   f(x; shape, scale) = (sqrt(x/scale)+sqrt(scale/x))/(2*shape*x*sqrt(2*pi))*
 *       exp(-(x/scale+scale/x-2)/(2*shape**2))
 *   support: x > 0
 *   shape: positive
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   (-log(shape) - 3*log(2)/2 - log(pi)/2)*n - sum(log(x)) +
 *       sum(log(sqrt(x)/sqrt(scale) + sqrt(scale)/sqrt(x))) + (-scale*sum(1/x)
 *       + 2*n - sum(x)/scale)/(2*shape**2)
 *
 * Estimator (reduced):
 *
 *   shape = the solution of -sum(sqrt(x)/(sqrt(x)*((shape**2 + 2)*n +
 *       sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
 *       4*sum(1/x)*sum(x)))/sum(1/x) + ((shape**2 + 2)*n + sqrt(shape**4*n**2
 *       + 4*shape**2*n**2 + 4*n**2 -
 *       4*sum(1/x)*sum(x)))**2/(2*sqrt(x)*sum(1/x)**2))) + sum(1/(x +
 *       ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
 *       4*sum(1/x)*sum(x)))/(2*sum(1/x))))/2 - sum(1/x)/(2*shape**2) +
 *       sum(1/x)**2*sum(x)/(shape**2*(shape**4*n**2 +
 *       shape**2*sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
 *       4*sum(1/x)*sum(x))*n + 4*shape**2*n**2 + 2*sqrt(shape**4*n**2 +
 *       4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n + 4*n**2 -
 *       2*sum(1/x)*sum(x))) = 0
 *   scale = ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2
 *       - 4*sum(1/x)*sum(x)))/(2*sum(1/x))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if 2n + nshape^2 + sqrt(4n^2 + 4n^2shape^2 +
 *       n^2shape^4 - 4(sum 1/x_i)(sum x_i)) > 0.
 *
 * Source:
 *
 *   Birnbaum, Saunders (1969), A new family of life distributions, J. Appl.
 *       Probab. 6, 319-327
 *   Ng, Kundu, Balakrishnan (2003), Modified moment estimation for the two-
 *       parameter Birnbaum-Saunders distribution, Comput. Statist. Data Anal.
 *       43, 283-298
 *   Birnbaum, Saunders (1969), Estimation for a family of life distributions
 *       with applications to fatigue, J. Appl. Probab. 6, 328-347
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: shape, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BIRNBAUM_SAUNDERS_PARAMETERS = 2,
  BIRNBAUM_SAUNDERS_OK = 0,
  /* Empty, not finite, or outside the support. */
  BIRNBAUM_SAUNDERS_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BIRNBAUM_SAUNDERS_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BIRNBAUM_SAUNDERS_NOT_FOUND = 3
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

/* The equation that gives shape, and its slope. */
static void equation_shape(const struct rows *rows, double sum_h, double n,
                           double sum_h_1, double sum_x, double shape,
                           double *out) {
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  double sum_h_3 = 0.0;
  double lost_2 = 0.0;
  double sum_h_4 = 0.0;
  double lost_3 = 0.0;
  double sum_h_5 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = 1.0 / sum_h;
    const double t_2 = n * n;
    const double t_3 = shape * shape;
    const double t_4 = 4.0 * t_2;
    const double t_5 = 4.0 * n;
    const double t_6 = sqrt(t_3 * t_3 * t_2 + t_3 * t_4 + t_5 * sum_h_1);
    const double t_7 = (t_3 + 2.0) * n + t_6;
    const double t_8 = t_1 * t_7;
    const double t_9 = 2.0 * x + t_8;
    const double t_10 = sqrt(x);
    const double t_11 = t_1 * t_1 / t_10;
    const double t_12 = 2.0 * t_10;
    const double t_13 = t_7 * t_7 * t_11 + t_12 * t_8;
    const double t_14 = (2.0 * shape * t_2 * t_3 + shape * t_4) / t_6;
    add(&sum_h_2, &lost_1, 1.0 / t_9);
    add(&sum_h_3, &lost_2, t_10 / t_13);
    add(&sum_h_4, &lost_3, 1.0 / (t_9 * t_9));
    const double part_5 = (2.0 * shape * n + t_14) * t_1 * t_12;
    const double part_6 = (2.0 * t_14 + shape * t_5) * t_11;
    add(&sum_h_5, &lost_4, (part_5 + part_6 * t_7) * t_10 / (t_13 * t_13));
  }
  sum_h_2 += lost_1;
  sum_h_3 += lost_2;
  sum_h_4 += lost_3;
  sum_h_5 += lost_4;
  const double t_15 = shape * shape;
  const double t_16 = 1.0 / t_15;
  const double t_17 = n * n;
  const double t_18 = 4.0 * t_17;
  const double t_19 = t_15 * t_18 + shape * shape * shape * shape * t_17;
  const double t_20 = sqrt(4.0 * sum_h_1 * n + t_19);
  const double t_21 = t_20 * n;
  const double t_22 = 2.0 * t_21;
  const double t_23 = t_15 * t_21 + t_18 + t_19 + t_22 - 2.0 * sum_h * sum_x;
  const double t_24 = 1.0 / t_23;
  const double t_25 = sum_h * sum_h * sum_x;
  const double t_26 = shape * shape * shape;
  const double t_27 = 1.0 / t_26;
  const double t_28 = (2.0 * t_26 * t_17 + shape * t_18) / t_20;
  const double t_29 = t_28 * n;
  const double part_7 = t_16 * t_25 * t_24 + sum_h_2 - 0.5 * t_16 * sum_h;
  out[0] = part_7 - 2.0 * sum_h_3;
  const double part_8 = 4.0 * (-0.5 * shape * n - 0.25 * t_28) * sum_h_4;
  const double part_9 = -t_15 * t_29 - t_26 * t_18 - 2.0 * t_29;
  const double part_10 = (part_9 - 8.0 * shape * t_17 - shape * t_22) * t_16;
  const double part_11 = (part_10 / (t_23 * t_23) - 2.0 * t_27 * t_24) * t_25;
  out[1] = part_11 + t_27 * sum_h + 2.0 * sum_h_5 + part_8 / sum_h;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_shape(const struct rows *rows, double sum_h, double n,
                         double sum_h_1, double sum_x, double near,
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
    double found_12[2];
    equation_shape(rows, sum_h, n, sum_h_1, sum_x, outward(u, lower, upper),
                   found_12);
    const double f = found_12[0];
    const double slope = found_12[1];
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
static double log_likelihood(const struct rows *rows, double sum_log_x,
                             double n, double shape, double scale) {
  double sum_h_13 = 0.0;
  double lost_13 = 0.0;
  double sum_h_14 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_50 = sqrt(scale);
    const double t_51 = sqrt(x);
    add(&sum_h_13, &lost_13, x / scale + scale / x - 2.0);
    add(&sum_h_14, &lost_14, log(t_50 / t_51 + t_51 / t_50));
  }
  sum_h_13 += lost_13;
  sum_h_14 += lost_14;
  const double part_15 = sum_h_14 - n * log(shape) - 1.5 * n * log(2.0);
  const double part_16 = part_15 - 0.5 * n * log(3.141592653589793) - sum_log_x;
  return part_16 - 0.5 * sum_h_13 / (shape * shape);
}

/* The log-likelihood that follows from shape. */
static double rate_shape(const struct rows *rows, double sum_h, double n,
                         double sum_h_1, double sum_log_x, double shape) {
  const double part_17 = shape * shape * shape * shape * (n * n);
  const double part_18 = part_17 + 4.0 * (shape * shape) * (n * n);
  const double part_19 = sqrt(part_18 + 4.0 * sum_h_1 * n);
  const double scale = 0.5 * ((shape * shape + 2.0) * n + part_19) / sum_h;
  return log_likelihood(rows, sum_log_x, n, shape, scale);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_shape(const struct rows *rows, double sum_h, double n,
                         double sum_h_1, double sum_x, double sum_log_x,
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
    double found_20[2];
    equation_shape(rows, sum_h, n, sum_h_1, sum_x, outward(new_1, lower, upper),
                   found_20);
    f = found_20[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_shape(rows, sum_h, n, sum_h_1, sum_x, last_1, f_last, new_1, f,
                     lower, upper);
      height = rate_shape(rows, sum_h, n, sum_h_1, sum_log_x, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_21 = outward(new_1, lower, upper);
      height = rate_shape(rows, sum_h, n, sum_h_1, sum_log_x, part_21);
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
  const double part_22 = outward(u, lower, upper);
  best = rate_shape(rows, sum_h, n, sum_h_1, sum_log_x, part_22);
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_23[2];
    equation_shape(rows, sum_h, n, sum_h_1, sum_x,
                   outward(last_1, lower, upper), found_23);
    f_last = found_23[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_24[2];
      equation_shape(rows, sum_h, n, sum_h_1, sum_x,
                     outward(new_1, lower, upper), found_24);
      f = found_24[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_shape(rows, sum_h, n, sum_h_1, sum_x, last_1, f_last, new_1, f,
                       lower, upper);
        height = rate_shape(rows, sum_h, n, sum_h_1, sum_log_x, t);
        const double v = inward(t, lower, upper);
        const double part_25 = outward(v - 1.0, lower, upper);
        const double below =
            rate_shape(rows, sum_h, n, sum_h_1, sum_log_x, part_25);
        const double part_26 = outward(v + 1.0, lower, upper);
        const double above =
            rate_shape(rows, sum_h, n, sum_h_1, sum_log_x, part_26);
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

/* The log-likelihood as a function of shape, scale. */
static double value_joint(const struct rows *rows, double sum_log_x, double n,
                          double shape, double scale) {
  double sum_h_13 = 0.0;
  double lost_27 = 0.0;
  double sum_h_14 = 0.0;
  double lost_28 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_50 = sqrt(scale);
    const double t_51 = sqrt(x);
    add(&sum_h_13, &lost_27, x / scale + scale / x - 2.0);
    add(&sum_h_14, &lost_28, log(t_50 / t_51 + t_51 / t_50));
  }
  sum_h_13 += lost_27;
  sum_h_14 += lost_28;
  const double part_29 = sum_h_14 - n * log(shape) - 1.5 * n * log(2.0);
  const double part_30 = part_29 - 0.5 * n * log(3.141592653589793) - sum_log_x;
  return part_30 - 0.5 * sum_h_13 / (shape * shape);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double sum_x,
                              double sum_log_x, double n, double sum_h,
                              double shape, double scale, double *out) {
  double sum_h_18 = 0.0;
  double lost_31 = 0.0;
  double sum_h_19 = 0.0;
  double lost_32 = 0.0;
  double sum_h_20 = 0.0;
  double lost_33 = 0.0;
  double sum_h_21 = 0.0;
  double lost_34 = 0.0;
  double sum_h_22 = 0.0;
  double lost_35 = 0.0;
  double sum_h_23 = 0.0;
  double lost_36 = 0.0;
  double sum_h_24 = 0.0;
  double lost_37 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_57 = 1.0 / x;
    const double t_58 = sqrt(scale);
    const double t_59 = sqrt(x);
    const double t_60 = 1.0 / t_59;
    const double t_61 = t_58 * t_60 + t_59 / t_58;
    const double t_62 = 1.0 / t_61;
    const double t_63 = t_62 * t_62;
    add(&sum_h_18, &lost_31, x / scale + scale * t_57 - 2.0);
    add(&sum_h_19, &lost_32, log(t_61));
    add(&sum_h_20, &lost_33, t_60 * t_62);
    add(&sum_h_21, &lost_34, t_59 * t_62);
    add(&sum_h_22, &lost_35, t_63);
    add(&sum_h_23, &lost_36, t_57 * t_63);
    add(&sum_h_24, &lost_37, t_63 * x);
  }
  sum_h_18 += lost_31;
  sum_h_19 += lost_32;
  sum_h_20 += lost_33;
  sum_h_21 += lost_34;
  sum_h_22 += lost_35;
  sum_h_23 += lost_36;
  sum_h_24 += lost_37;
  const double t_64 = 1.0 / (shape * shape);
  const double t_65 = 0.5 * t_64;
  const double t_66 = 1.0 / (shape * shape * shape);
  const double t_67 = 1.0 / pow(scale, 1.5);
  const double t_68 = 1.0 / (scale * scale);
  const double t_69 = t_68 * sum_x;
  const double t_70 = 1.0 / (scale * scale * scale);
  const double part_38 = sum_h_19 - n * log(shape) - 1.5 * n * log(2.0);
  const double part_39 = part_38 - 0.5 * n * log(3.141592653589793);
  out[0] = part_39 - t_65 * sum_h_18 - sum_log_x;
  out[1] = t_66 * sum_h_18 - n / shape;
  const double part_40 = t_65 * t_69 + 0.5 * sum_h_20 / sqrt(scale);
  out[2] = part_40 - t_65 * sum_h - 0.5 * t_67 * sum_h_21;
  out[3] = t_64 * n - 3.0 * sum_h_18 / (shape * shape * shape * shape);
  out[4] = t_66 * sum_h - t_66 * t_69;
  const double part_41 = 0.75 * sum_h_21 / pow(scale, 2.5);
  const double part_42 = 0.5 * t_68 * sum_h_22 + part_41;
  const double part_43 = part_42 - t_64 * t_70 * sum_x;
  const double part_44 = part_43 - 0.25 * t_67 * sum_h_20;
  out[5] = part_44 - 0.25 * t_70 * sum_h_24 - 0.25 * sum_h_23 / scale;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double sum_x,
                          double sum_log_x, double n, double sum_h, double u_1,
                          double u_2, double *out) {
  const double shape = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double scale = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_45[6];
  derivatives_joint(rows, sum_x, sum_log_x, n, sum_h, shape, scale, found_45);
  const double height = found_45[0];
  const double g_1 = found_45[1];
  const double g_2 = found_45[2];
  const double h_1_1 = found_45[3];
  const double h_2_1 = found_45[4];
  const double h_2_2 = found_45[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_46 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_46 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_47 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_47 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double sum_x, double sum_log_x,
                        double n, double sum_h, double start_1, double start_2,
                        double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_48[6];
  surface_joint(rows, sum_x, sum_log_x, n, sum_h, u_1, u_2, found_48);
  double f = found_48[0];
  double g_1 = found_48[1];
  double g_2 = found_48[2];
  double h_1_1 = found_48[3];
  double h_2_1 = found_48[4];
  double h_2_2 = found_48[5];
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
    const double part_49 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_49 - l_2_1 * l_2_1 * d_1;
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
    double found_50[6];
    surface_joint(rows, sum_x, sum_log_x, n, sum_h, u_1 + step_1, u_2 + step_2,
                  found_50);
    const double f_new = found_50[0];
    const double g_1_new = found_50[1];
    const double g_2_new = found_50[2];
    const double h_1_1_new = found_50[3];
    const double h_2_1_new = found_50[4];
    const double h_2_2_new = found_50[5];
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
static void maximise_joint(const struct rows *rows, double sum_x,
                           double sum_log_x, double n, double sum_h,
                           double *out) {
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
      const double draw_1 = choose(at, 1.0, 0.1, 0.3, 0.7, 2.0, 5.0, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, 1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0);
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
    double found_51[3];
    climb_joint(rows, sum_x, sum_log_x, n, sum_h, reached_1, reached_2,
                found_51);
    height = found_51[0];
    reached_1 = found_51[1];
    reached_2 = found_51[2];
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
  double lost_52 = 0.0;
  double sum_h = 0.0;
  double lost_53 = 0.0;
  double sum_x = 0.0;
  double lost_54 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_52, log(x));
    add(&sum_h, &lost_53, 1.0 / x);
    add(&sum_x, &lost_54, x);
  }
  sum_log_x += lost_52;
  sum_h += lost_53;
  sum_x += lost_54;
  double sum_h_1 = 0.0;
  double lost_55 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 1.0 / n;
    add(&sum_h_1, &lost_55, (1.0 / x - t * sum_h) * (x - t * sum_x));
  }
  sum_h_1 += lost_55;
  double shape =
      root_shape(rows, sum_h, n, sum_h_1, sum_x, sum_log_x, 0.0, INFINITY, NAN);
  const double part_56 = shape * shape * shape * shape * (n * n);
  const double part_57 = part_56 + 4.0 * (shape * shape) * (n * n);
  const double part_58 = sqrt(part_57 + 4.0 * sum_h_1 * n);
  double scale = 0.5 * ((shape * shape + 2.0) * n + part_58) / sum_h;
  if (!(isfinite(shape) && isfinite(scale) && shape > 0.0 && scale > 0.0)) {
    double found_59[2];
    maximise_joint(rows, sum_x, sum_log_x, n, sum_h, found_59);
    shape = found_59[0];
    scale = found_59[1];
  }
  out[0] = shape;
  out[1] = scale;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = 0.0;
    out[2] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_60 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_60, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_60;
  const double mean = total / n;
  double squares = 0.0;
  double lost_61 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_61, pow(x - mean, 2.0));
  }
  squares += lost_61;
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
static double nll(const struct rows *rows, double shape, double scale) {
  if (!(shape > 0.0 && isfinite(shape) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_62 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_62, log(x));
  }
  sum_log_x += lost_62;
  return -log_likelihood(rows, sum_log_x, n, shape, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_h, double sum_x,
                  double shape, double scale, double *out) {
  double sum_h_15 = 0.0;
  double lost_63 = 0.0;
  double sum_h_16 = 0.0;
  double lost_64 = 0.0;
  double sum_h_17 = 0.0;
  double lost_65 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_52 = sqrt(scale);
    const double t_53 = sqrt(x);
    const double t_54 = 1.0 / t_53;
    const double t_55 = 1.0 / (t_52 * t_54 + t_53 / t_52);
    add(&sum_h_15, &lost_63, x / scale + scale / x - 2.0);
    add(&sum_h_16, &lost_64, t_54 * t_55);
    add(&sum_h_17, &lost_65, t_53 * t_55);
  }
  sum_h_15 += lost_63;
  sum_h_16 += lost_64;
  sum_h_17 += lost_65;
  const double t_56 = 1.0 / (shape * shape);
  out[0] = sum_h_15 / (shape * shape * shape) - n / shape;
  const double part_66 = 0.5 * t_56 * sum_x / (scale * scale);
  const double part_67 = part_66 + 0.5 * sum_h_16 / sqrt(scale);
  out[1] = part_67 - 0.5 * t_56 * sum_h - 0.5 * sum_h_17 / pow(scale, 1.5);
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double shape, double scale,
                     double *out) {
  if (!(shape > 0.0 && isfinite(shape) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_68 = 0.0;
  double sum_x = 0.0;
  double lost_69 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_68, 1.0 / x);
    add(&sum_x, &lost_69, x);
  }
  sum_h += lost_68;
  sum_x += lost_69;
  double found_70[2];
  score(rows, n, sum_h, sum_x, shape, scale, found_70);
  const double g_1 = found_70[0];
  const double g_2 = found_70[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double sum_x, double n,
                      double sum_h, double shape, double scale, double *out) {
  double sum_h_18 = 0.0;
  double lost_71 = 0.0;
  double sum_h_20 = 0.0;
  double lost_72 = 0.0;
  double sum_h_21 = 0.0;
  double lost_73 = 0.0;
  double sum_h_22 = 0.0;
  double lost_74 = 0.0;
  double sum_h_23 = 0.0;
  double lost_75 = 0.0;
  double sum_h_24 = 0.0;
  double lost_76 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_57 = 1.0 / x;
    const double t_58 = sqrt(scale);
    const double t_59 = sqrt(x);
    const double t_60 = 1.0 / t_59;
    const double t_61 = t_58 * t_60 + t_59 / t_58;
    const double t_62 = 1.0 / t_61;
    const double t_63 = t_62 * t_62;
    add(&sum_h_18, &lost_71, x / scale + scale * t_57 - 2.0);
    add(&sum_h_20, &lost_72, t_60 * t_62);
    add(&sum_h_21, &lost_73, t_59 * t_62);
    add(&sum_h_22, &lost_74, t_63);
    add(&sum_h_23, &lost_75, t_57 * t_63);
    add(&sum_h_24, &lost_76, t_63 * x);
  }
  sum_h_18 += lost_71;
  sum_h_20 += lost_72;
  sum_h_21 += lost_73;
  sum_h_22 += lost_74;
  sum_h_23 += lost_75;
  sum_h_24 += lost_76;
  const double t_64 = 1.0 / (shape * shape);
  const double t_66 = 1.0 / (shape * shape * shape);
  const double t_67 = 1.0 / pow(scale, 1.5);
  const double t_68 = 1.0 / (scale * scale);
  const double t_69 = t_68 * sum_x;
  const double t_70 = 1.0 / (scale * scale * scale);
  out[0] = t_64 * n - 3.0 * sum_h_18 / (shape * shape * shape * shape);
  out[1] = t_66 * sum_h - t_66 * t_69;
  const double part_77 = 0.75 * sum_h_21 / pow(scale, 2.5);
  const double part_78 = 0.5 * t_68 * sum_h_22 + part_77;
  const double part_79 = part_78 - t_64 * t_70 * sum_x;
  const double part_80 = part_79 - 0.25 * t_67 * sum_h_20;
  out[2] = part_80 - 0.25 * t_70 * sum_h_24 - 0.25 * sum_h_23 / scale;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double shape, double scale,
                    double *out) {
  if (!(shape > 0.0 && isfinite(shape) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_81 = 0.0;
  double sum_x = 0.0;
  double lost_82 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_81, 1.0 / x);
    add(&sum_x, &lost_82, x);
  }
  sum_h += lost_81;
  sum_x += lost_82;
  double found_83[3];
  curvature(rows, sum_x, n, sum_h, shape, scale, found_83);
  const double h_1 = found_83[0];
  const double h_2 = found_83[1];
  const double h_3 = found_83[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int birnbaum_saunders_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BIRNBAUM_SAUNDERS_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BIRNBAUM_SAUNDERS_NO_MAXIMUM;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return BIRNBAUM_SAUNDERS_NOT_FOUND;
    }
  }
  return BIRNBAUM_SAUNDERS_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double birnbaum_saunders_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int birnbaum_saunders_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return BIRNBAUM_SAUNDERS_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return BIRNBAUM_SAUNDERS_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int birnbaum_saunders_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return BIRNBAUM_SAUNDERS_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return BIRNBAUM_SAUNDERS_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int birnbaum_saunders_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BIRNBAUM_SAUNDERS_BAD_DATA;
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
        return BIRNBAUM_SAUNDERS_NOT_FOUND;
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
  return BIRNBAUM_SAUNDERS_OK;
}
