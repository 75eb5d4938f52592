/*
 * Maximum-likelihood estimation: Folded normal distribution.
 *
 *   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*(exp(-(x-mu)**2/(2*sigma2))+exp(-
 *       (x+mu)**2/(2*sigma2)))
 *   support: x >= 0
 *   mu: nonnegative
 *   sigma2: positive
 *
 * Log-likelihood:
 *
 *   (-mu**2/(2*sigma2) - log(2*pi*sigma2)/2)*n + sum(log(exp(x*mu/sigma2) +
 *       exp(-x*mu/sigma2))) - sum(x**2)/(2*sigma2)
 *
 * Estimator (reduced):
 *
 *   mu = the solution of -mu*n + sum(x) - 2*sum(x/(exp(2*x*mu/(-mu**2 +
 *       sum(x**2)/n)) + 1)) = 0
 *   sigma2 = -mu**2 + sum(x**2)/n
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i^2 > n mu^2.
 *
 * Source:
 *
 *   Leone, Nelson, Nottingham (1961), The folded normal distribution,
 *       Technometrics 3, 543-550
 *   Tsagris, Beneki, Hassani (2014), On the folded normal distribution,
 *       Mathematics 2, 12-28
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, sigma2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  FOLDED_NORMAL_PARAMETERS = 2,
  FOLDED_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  FOLDED_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  FOLDED_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  FOLDED_NORMAL_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x >= 0.0))) {
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

/* 1/(1 + exp(-y)). */
static double expit(double y) {
  if (y < 0.0) {
    return exp(y) / (1.0 + exp(y));
  }
  return 1.0 / (1.0 + exp(-y));
}

/* log(exp a + exp b). */
static double logaddexp(double a, double b) {
  if (a > b) {
    return a + log1p(exp(b - a));
  }
  if (a < b) {
    return b + log1p(exp(a - b));
  }
  return a + 0.6931471805599453;
}

/* The equation that gives mu, and its slope. */
static void equation_mu(const struct rows *rows, double n, double sum_x_2,
                        double sum_x, double mu, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = mu * mu;
    const double t_1 = sum_x_2 / n - t;
    const double t_2 = x / t_1;
    const double t_3 = 2.0 * mu * t_2;
    const double t_4 = expit(-t_3) * x;
    add(&sum_h, &lost_1, t_4);
    const double part_3 = 2.0 * t / (t_1 * t_1) * x + t_2;
    add(&sum_h_1, &lost_2, t_4 * expit(t_3) * part_3);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  out[0] = sum_x - mu * n - 2.0 * sum_h;
  out[1] = 4.0 * sum_h_1 - n;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_mu(const struct rows *rows, double n, double sum_x_2,
                      double sum_x, double near, double f_near, double far,
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
    double found_4[2];
    equation_mu(rows, n, sum_x_2, sum_x, outward(u, lower, upper), found_4);
    const double f = found_4[0];
    const double slope = found_4[1];
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
                             double sigma2) {
  double sum_h_15 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_42 = 0.5 / sigma2;
    const double part_6 = -t_42 * pow(x - mu, 2.0);
    add(&sum_h_15, &lost_5, logaddexp(part_6, -t_42 * pow(x + mu, 2.0)));
  }
  sum_h_15 += lost_5;
  return sum_h_15 - 0.5 * n * log(2.0 * 3.141592653589793 * sigma2);
}

/* The log-likelihood that follows from mu. */
static double rate_mu(const struct rows *rows, double sum_x_2, double n,
                      double mu) {
  const double sigma2 = sum_x_2 / n - mu * mu;
  return log_likelihood(rows, n, mu, sigma2);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_mu(const struct rows *rows, double n, double sum_x_2,
                      double sum_x, double lower, double upper, double start) {
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
    double found_7[2];
    equation_mu(rows, n, sum_x_2, sum_x, outward(new_1, lower, upper), found_7);
    f = found_7[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_mu(rows, n, sum_x_2, sum_x, last_1, f_last, new_1, f, lower,
                  upper);
      height = rate_mu(rows, sum_x_2, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_8 = outward(new_1, lower, upper);
      height = rate_mu(rows, sum_x_2, n, part_8);
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
  best = rate_mu(rows, sum_x_2, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_9[2];
    equation_mu(rows, n, sum_x_2, sum_x, outward(last_1, lower, upper),
                found_9);
    f_last = found_9[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_10[2];
      equation_mu(rows, n, sum_x_2, sum_x, outward(new_1, lower, upper),
                  found_10);
      f = found_10[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_mu(rows, n, sum_x_2, sum_x, last_1, f_last, new_1, f, lower,
                    upper);
        height = rate_mu(rows, sum_x_2, n, t);
        const double v = inward(t, lower, upper);
        const double part_11 = outward(v - 1.0, lower, upper);
        const double below = rate_mu(rows, sum_x_2, n, part_11);
        const double part_12 = outward(v + 1.0, lower, upper);
        const double above = rate_mu(rows, sum_x_2, n, part_12);
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

/* The log-likelihood as a function of mu, sigma2. */
static double value_joint(const struct rows *rows, double n, double mu,
                          double sigma2) {
  double sum_h_15 = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_42 = 0.5 / sigma2;
    const double part_14 = -t_42 * pow(x - mu, 2.0);
    add(&sum_h_15, &lost_13, logaddexp(part_14, -t_42 * pow(x + mu, 2.0)));
  }
  sum_h_15 += lost_13;
  return sum_h_15 - 0.5 * n * log(2.0 * 3.141592653589793 * sigma2);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double mu,
                              double sigma2, double *out) {
  double sum_h_20 = 0.0;
  double lost_15 = 0.0;
  double sum_h_21 = 0.0;
  double lost_16 = 0.0;
  double sum_h_22 = 0.0;
  double lost_17 = 0.0;
  double sum_h_23 = 0.0;
  double lost_18 = 0.0;
  double sum_h_24 = 0.0;
  double lost_19 = 0.0;
  double sum_h_25 = 0.0;
  double lost_20 = 0.0;
  double sum_h_26 = 0.0;
  double lost_21 = 0.0;
  double sum_h_27 = 0.0;
  double lost_22 = 0.0;
  double sum_h_28 = 0.0;
  double lost_23 = 0.0;
  double sum_h_29 = 0.0;
  double lost_24 = 0.0;
  double sum_h_30 = 0.0;
  double lost_25 = 0.0;
  double sum_h_31 = 0.0;
  double lost_26 = 0.0;
  double sum_h_32 = 0.0;
  double lost_27 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_53 = x - mu;
    const double t_54 = t_53 * t_53;
    const double t_55 = 1.0 / sigma2;
    const double t_56 = 0.5 * t_55;
    const double t_57 = t_54 * t_56;
    const double t_58 = x + mu;
    const double t_59 = t_58 * t_58;
    const double t_60 = -t_56 * t_59;
    const double t_61 = t_57 + t_60;
    const double t_62 = expit(-t_61);
    const double t_63 = t_53 * t_62;
    const double t_64 = expit(t_61);
    const double t_65 = t_64 * t_58;
    const double t_66 = t_64 * t_59;
    const double t_67 = t_54 * t_62;
    const double t_68 = 2.0 * x;
    const double t_69 = (2.0 * mu - t_68) * t_55 - (t_68 + 2.0 * mu) * t_55;
    const double t_70 = -t_64 * t_69;
    const double t_71 = t_69 * t_62;
    const double t_72 = t_55 * t_55;
    const double t_73 = t_54 * t_72 - t_72 * t_59;
    add(&sum_h_20, &lost_15, logaddexp(-t_57, t_60));
    add(&sum_h_21, &lost_16, t_63);
    add(&sum_h_22, &lost_17, t_65);
    add(&sum_h_23, &lost_18, t_66);
    add(&sum_h_24, &lost_19, t_67);
    add(&sum_h_25, &lost_20, t_62);
    add(&sum_h_26, &lost_21, t_64);
    add(&sum_h_27, &lost_22, t_63 * t_70);
    add(&sum_h_28, &lost_23, t_65 * t_71);
    add(&sum_h_29, &lost_24, t_66 * t_71);
    add(&sum_h_30, &lost_25, t_67 * t_70);
    add(&sum_h_31, &lost_26, -t_66 * t_73 * t_62);
    add(&sum_h_32, &lost_27, t_64 * t_67 * t_73);
  }
  sum_h_20 += lost_15;
  sum_h_21 += lost_16;
  sum_h_22 += lost_17;
  sum_h_23 += lost_18;
  sum_h_24 += lost_19;
  sum_h_25 += lost_20;
  sum_h_26 += lost_21;
  sum_h_27 += lost_22;
  sum_h_28 += lost_23;
  sum_h_29 += lost_24;
  sum_h_30 += lost_25;
  sum_h_31 += lost_26;
  sum_h_32 += lost_27;
  const double t_74 = 0.5 * n;
  const double t_75 = 1.0 / sigma2;
  const double t_76 = 1.0 / (sigma2 * sigma2);
  const double t_77 = 0.5 * t_76;
  const double t_78 = 0.25 * t_76;
  const double t_79 = 1.0 / (sigma2 * sigma2 * sigma2);
  out[0] = sum_h_20 - t_74 * log(2.0 * 3.141592653589793 * sigma2);
  out[1] = t_75 * sum_h_21 - t_75 * sum_h_22;
  out[2] = t_77 * sum_h_23 + t_77 * sum_h_24 - t_74 * t_75;
  const double part_28 = 0.5 * t_75 * sum_h_27 - t_75 * sum_h_25;
  out[3] = part_28 - t_75 * sum_h_26 - 0.5 * t_75 * sum_h_28;
  const double part_29 = t_76 * sum_h_22 + t_78 * sum_h_29 + t_78 * sum_h_30;
  out[4] = part_29 - t_76 * sum_h_21;
  const double part_30 = t_74 * t_76 + t_78 * sum_h_31 + t_78 * sum_h_32;
  out[5] = part_30 - t_79 * sum_h_23 - t_79 * sum_h_24;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double *out) {
  const double mu = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double sigma2 = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_31[6];
  derivatives_joint(rows, n, mu, sigma2, found_31);
  const double height = found_31[0];
  const double g_1 = found_31[1];
  const double g_2 = found_31[2];
  const double h_1_1 = found_31[3];
  const double h_2_1 = found_31[4];
  const double h_2_2 = found_31[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_32 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_32 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_33 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_33 - g_2 * bend(u_2, 0.0, INFINITY) / n;
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
  double found_34[6];
  surface_joint(rows, n, u_1, u_2, found_34);
  double f = found_34[0];
  double g_1 = found_34[1];
  double g_2 = found_34[2];
  double h_1_1 = found_34[3];
  double h_2_1 = found_34[4];
  double h_2_2 = found_34[5];
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
    const double part_35 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_35 - l_2_1 * l_2_1 * d_1;
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
    double found_36[6];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, found_36);
    const double f_new = found_36[0];
    const double g_1_new = found_36[1];
    const double g_2_new = found_36[2];
    const double h_1_1_new = found_36[3];
    const double h_2_1_new = found_36[4];
    const double h_2_2_new = found_36[5];
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
      const double draw_2 =
          choose(at, 1.0, 0.25, 0.0625, 0.48999999999999994, 2.25, 4.0, 16.0);
      height = -INFINITY;
      if (draw_1 >= 0.0 && isfinite(draw_1) && draw_2 > 0.0 &&
          isfinite(draw_2)) {
        height = value_joint(rows, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_37[3];
    climb_joint(rows, n, reached_1, reached_2, found_37);
    height = found_37[0];
    reached_1 = found_37[1];
    reached_2 = found_37[2];
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
  double sum_x_2 = 0.0;
  double lost_38 = 0.0;
  double sum_x = 0.0;
  double lost_39 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x_2, &lost_38, x * x);
    add(&sum_x, &lost_39, x);
  }
  sum_x_2 += lost_38;
  sum_x += lost_39;
  const double part_40 = sqrt(sum_x_2) / sqrt(n);
  double mu = root_mu(rows, n, sum_x_2, sum_x, 0.0, part_40, NAN);
  double sigma2 = sum_x_2 / n - mu * mu;
  if (!(isfinite(mu) && isfinite(sigma2) && mu >= 0.0 && sigma2 > 0.0)) {
    double found_41[2];
    maximise_joint(rows, n, found_41);
    mu = found_41[0];
    sigma2 = found_41[1];
  }
  out[0] = mu;
  out[1] = sigma2;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double half = quantile(rows, x_size_at, 0.5);
  double total = 0.0;
  double lost_42 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_42, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_42;
  const double mean = total / n;
  double squares = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_43, pow(x - mean, 2.0));
  }
  squares += lost_43;
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
static double nll(const struct rows *rows, double mu, double sigma2) {
  if (!(mu >= 0.0 && isfinite(mu) && sigma2 > 0.0 && isfinite(sigma2))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, sigma2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double sigma2,
                  double *out) {
  double sum_h_16 = 0.0;
  double lost_44 = 0.0;
  double sum_h_17 = 0.0;
  double lost_45 = 0.0;
  double sum_h_18 = 0.0;
  double lost_46 = 0.0;
  double sum_h_19 = 0.0;
  double lost_47 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_43 = x - mu;
    const double t_44 = t_43 * t_43;
    const double t_45 = 1.0 / sigma2;
    const double t_46 = x + mu;
    const double t_47 = t_46 * t_46;
    const double t_48 = 0.5 * t_44 * t_45 - 0.5 * t_45 * t_47;
    const double t_49 = expit(-t_48);
    const double t_50 = expit(t_48);
    add(&sum_h_16, &lost_44, t_43 * t_49);
    add(&sum_h_17, &lost_45, t_46 * t_50);
    add(&sum_h_18, &lost_46, t_47 * t_50);
    add(&sum_h_19, &lost_47, t_44 * t_49);
  }
  sum_h_16 += lost_44;
  sum_h_17 += lost_45;
  sum_h_18 += lost_46;
  sum_h_19 += lost_47;
  const double t_51 = 1.0 / sigma2;
  const double t_52 = 0.5 / (sigma2 * sigma2);
  out[0] = t_51 * sum_h_16 - t_51 * sum_h_17;
  out[1] = t_52 * sum_h_18 + t_52 * sum_h_19 - 0.5 * t_51 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double sigma2,
                     double *out) {
  if (!(mu >= 0.0 && isfinite(mu) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_48[2];
  score(rows, n, mu, sigma2, found_48);
  const double g_1 = found_48[0];
  const double g_2 = found_48[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double sigma2, double *out) {
  double sum_h_21 = 0.0;
  double lost_49 = 0.0;
  double sum_h_22 = 0.0;
  double lost_50 = 0.0;
  double sum_h_23 = 0.0;
  double lost_51 = 0.0;
  double sum_h_24 = 0.0;
  double lost_52 = 0.0;
  double sum_h_25 = 0.0;
  double lost_53 = 0.0;
  double sum_h_26 = 0.0;
  double lost_54 = 0.0;
  double sum_h_27 = 0.0;
  double lost_55 = 0.0;
  double sum_h_28 = 0.0;
  double lost_56 = 0.0;
  double sum_h_29 = 0.0;
  double lost_57 = 0.0;
  double sum_h_30 = 0.0;
  double lost_58 = 0.0;
  double sum_h_31 = 0.0;
  double lost_59 = 0.0;
  double sum_h_32 = 0.0;
  double lost_60 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_53 = x - mu;
    const double t_54 = t_53 * t_53;
    const double t_55 = 1.0 / sigma2;
    const double t_56 = 0.5 * t_55;
    const double t_57 = t_54 * t_56;
    const double t_58 = x + mu;
    const double t_59 = t_58 * t_58;
    const double t_60 = -t_56 * t_59;
    const double t_61 = t_57 + t_60;
    const double t_62 = expit(-t_61);
    const double t_63 = t_53 * t_62;
    const double t_64 = expit(t_61);
    const double t_65 = t_64 * t_58;
    const double t_66 = t_64 * t_59;
    const double t_67 = t_54 * t_62;
    const double t_68 = 2.0 * x;
    const double t_69 = (2.0 * mu - t_68) * t_55 - (t_68 + 2.0 * mu) * t_55;
    const double t_70 = -t_64 * t_69;
    const double t_71 = t_69 * t_62;
    const double t_72 = t_55 * t_55;
    const double t_73 = t_54 * t_72 - t_72 * t_59;
    add(&sum_h_21, &lost_49, t_63);
    add(&sum_h_22, &lost_50, t_65);
    add(&sum_h_23, &lost_51, t_66);
    add(&sum_h_24, &lost_52, t_67);
    add(&sum_h_25, &lost_53, t_62);
    add(&sum_h_26, &lost_54, t_64);
    add(&sum_h_27, &lost_55, t_63 * t_70);
    add(&sum_h_28, &lost_56, t_65 * t_71);
    add(&sum_h_29, &lost_57, t_66 * t_71);
    add(&sum_h_30, &lost_58, t_67 * t_70);
    add(&sum_h_31, &lost_59, -t_66 * t_73 * t_62);
    add(&sum_h_32, &lost_60, t_64 * t_67 * t_73);
  }
  sum_h_21 += lost_49;
  sum_h_22 += lost_50;
  sum_h_23 += lost_51;
  sum_h_24 += lost_52;
  sum_h_25 += lost_53;
  sum_h_26 += lost_54;
  sum_h_27 += lost_55;
  sum_h_28 += lost_56;
  sum_h_29 += lost_57;
  sum_h_30 += lost_58;
  sum_h_31 += lost_59;
  sum_h_32 += lost_60;
  const double t_74 = 0.5 * n;
  const double t_75 = 1.0 / sigma2;
  const double t_76 = 1.0 / (sigma2 * sigma2);
  const double t_78 = 0.25 * t_76;
  const double t_79 = 1.0 / (sigma2 * sigma2 * sigma2);
  const double part_61 = 0.5 * t_75 * sum_h_27 - t_75 * sum_h_25;
  out[0] = part_61 - t_75 * sum_h_26 - 0.5 * t_75 * sum_h_28;
  const double part_62 = t_76 * sum_h_22 + t_78 * sum_h_29 + t_78 * sum_h_30;
  out[1] = part_62 - t_76 * sum_h_21;
  const double part_63 = t_74 * t_76 + t_78 * sum_h_31 + t_78 * sum_h_32;
  out[2] = part_63 - t_79 * sum_h_23 - t_79 * sum_h_24;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double sigma2,
                    double *out) {
  if (!(mu >= 0.0 && isfinite(mu) && sigma2 > 0.0 && isfinite(sigma2))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_64[3];
  curvature(rows, n, mu, sigma2, found_64);
  const double h_1 = found_64[0];
  const double h_2 = found_64[1];
  const double h_3 = found_64[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int folded_normal_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return FOLDED_NORMAL_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0];
  estimate[1] = rows.x_spread * rows.x_spread * estimate[1];
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return FOLDED_NORMAL_NOT_FOUND;
    }
  }
  return FOLDED_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double folded_normal_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int folded_normal_gradient(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return FOLDED_NORMAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return FOLDED_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int folded_normal_hessian(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return FOLDED_NORMAL_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return FOLDED_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int folded_normal_standard_errors(const double *x, size_t n,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return FOLDED_NORMAL_BAD_DATA;
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
        return FOLDED_NORMAL_NOT_FOUND;
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
  return FOLDED_NORMAL_OK;
}
