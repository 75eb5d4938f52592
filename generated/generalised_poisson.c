/*
 * Maximum-likelihood estimation: Generalised Poisson distribution.
 *
 *   f(x; theta, kappa) = theta*(theta+kappa*x)**(x-1)*exp(-theta-
 *       kappa*x)/factorial(x)
 *   support: x in 0, 1, 2, ...
 *   theta: positive
 *   kappa: 0 < kappa < 1
 *
 * Log-likelihood:
 *
 *   -kappa*sum(x) + (-theta + log(theta))*n + sum((x - 1)*log(x*kappa +
 *       theta)) - sum(loggamma(x + 1))
 *
 * Estimator (reduced):
 *
 *   theta = the solution of -theta**2*n*sum(1/(x + theta/(-theta*n/sum(x) +
 *       1)))/(-theta**3*n**3/sum(x)**2 + 3*theta**2*n**2/sum(x) - 3*theta*n +
 *       sum(x)) - theta*(theta - 1)*n**2*sum(x)/(-theta*n + sum(x))**2 +
 *       theta*(theta + 1)*sum(x)**3*sum(1/(x + theta/(-theta*n/sum(x) +
 *       1)))/(-theta*n + sum(x))**3 - n*sum(x)**2/(theta**2*n**2 -
 *       2*theta*n*sum(x) + sum(x)**2) = 0
 *   kappa = -theta*n/sum(x) + 1
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if sum x_i > n theta.
 *   A maximum exists only if sum x_i > 0.
 *
 * Source:
 *
 *   Consul, Jain (1973), A generalization of the Poisson distribution,
 *       Technometrics 15, 791-799
 *   Consul, Shoukri (1984), Maximum likelihood estimation for the generalized
 *       Poisson distribution, Comm. Statist. Theory Methods 13, 1533-1547
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta, kappa.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GENERALISED_POISSON_PARAMETERS = 2,
  GENERALISED_POISSON_OK = 0,
  /* Empty, not finite, or outside the support. */
  GENERALISED_POISSON_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GENERALISED_POISSON_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GENERALISED_POISSON_NOT_FOUND = 3
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
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
  const double part_69 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_69)) / z;
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

/* The equation that gives theta, and its slope. */
static void equation_theta(const struct rows *rows, double n, double sum_x,
                           double theta, double *out) {
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x + theta / (1.0 - theta * n / sum_x);
    add(&sum_h_1, &lost_1, 1.0 / t);
    add(&sum_h_2, &lost_2, 1.0 / (t * t));
  }
  sum_h_1 += lost_1;
  sum_h_2 += lost_2;
  const double t_1 = sum_x * sum_x;
  const double t_2 = theta * theta;
  const double t_3 = n * n;
  const double t_4 = theta * n;
  const double t_5 = 2.0 * sum_x;
  const double t_6 = t_1 + t_2 * t_3 - t_4 * t_5;
  const double t_7 = t_1 * n;
  const double t_8 = -sum_x;
  const double t_9 = n * n * n;
  const double t_10 = 1.0 / sum_x;
  const double part_3 = 3.0 * t_2 * t_3 * t_10 - 3.0 * t_4 - t_8;
  const double t_11 = t_2 * n / (part_3 - theta * theta * theta * t_9 / t_1);
  const double t_12 = theta - 1.0;
  const double t_13 = -t_4 - t_8;
  const double t_14 = t_3 * sum_x / (t_13 * t_13);
  const double t_15 = 1.0 / (t_13 * t_13 * t_13);
  const double t_16 = sum_x * sum_x * sum_x;
  const double t_17 = theta + 1.0;
  const double t_18 = 2.0 * theta;
  const double t_19 = t_4 * t_10;
  const double t_20 = 1.0 - t_19;
  const double t_21 = -t_19 / (t_20 * t_20) - 1.0 / t_20;
  const double t_22 = 1.0 / (t_13 * t_13 * t_13 * t_13);
  const double part_4 = theta * t_15 * t_16 * t_17 * sum_h_1;
  out[0] = part_4 - t_11 * sum_h_1 - theta * t_12 * t_14 - t_7 / t_6;
  const double part_5 = (2.0 * sum_x * n - t_18 * t_3) * t_7 / (t_6 * t_6);
  const double part_6 = 3.0 * theta * t_16 * t_17 * t_22 * sum_h_1 * n;
  const double part_7 = part_6 + theta * t_15 * t_16 * t_17 * t_21 * sum_h_2;
  const double part_8 = part_7 + (t_18 + 1.0) * t_15 * t_16 * sum_h_1;
  const double part_9 = part_8 - (t_4 + t_5) * t_1 * t_22 * t_4 * sum_h_1;
  const double part_10 = t_12 * t_15 * t_18 * t_9 * sum_x;
  const double part_11 = part_9 - t_11 * t_21 * sum_h_2 - part_10;
  out[1] = part_11 - (t_18 - 1.0) * t_14 - part_5;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_theta(const struct rows *rows, double n, double sum_x,
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
    double found_12[2];
    equation_theta(rows, n, sum_x, outward(u, lower, upper), found_12);
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
static double log_likelihood(const struct rows *rows, double theta,
                             double kappa) {
  double log_densities = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_32 = kappa * x + theta;
    const double part_14 = log(theta) - deviance(x, t_32);
    add(&log_densities, &lost_13, part_14 - stirling(x) - log(t_32));
  }
  log_densities += lost_13;
  return log_densities;
}

/* The log-likelihood that follows from theta. */
static double rate_theta(const struct rows *rows, double sum_x, double n,
                         double theta) {
  const double kappa = 1.0 - theta * n / sum_x;
  return log_likelihood(rows, theta, kappa);
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates; else a peak beyond. */
static double root_theta(const struct rows *rows, double n, double sum_x,
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
    double found_15[2];
    equation_theta(rows, n, sum_x, outward(new_1, lower, upper), found_15);
    f = found_15[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      t = zero_theta(rows, n, sum_x, last_1, f_last, new_1, f, lower, upper);
      height = rate_theta(rows, sum_x, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_16 = outward(new_1, lower, upper);
      height = rate_theta(rows, sum_x, n, part_16);
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
  best = rate_theta(rows, sum_x, n, outward(u, lower, upper));
  for (int turn = 0; turn < 2; ++turn) {
    last_1 = u + span * (1.0 - 2.0 * turn);
    double found_17[2];
    equation_theta(rows, n, sum_x, outward(last_1, lower, upper), found_17);
    f_last = found_17[0];
    double shift = 1.0 - 2.0 * turn;
    while (isfinite(f_last) && fabs(last_1) < limit_1) {
      new_1 = fmax(fmin(last_1 + shift, limit_1), -limit_1);
      double found_18[2];
      equation_theta(rows, n, sum_x, outward(new_1, lower, upper), found_18);
      f = found_18[0];
      if (isfinite(f) && (f > 0.0) != (f_last > 0.0)) {
        t = zero_theta(rows, n, sum_x, last_1, f_last, new_1, f, lower, upper);
        height = rate_theta(rows, sum_x, n, t);
        const double v = inward(t, lower, upper);
        const double part_19 = outward(v - 1.0, lower, upper);
        const double below = rate_theta(rows, sum_x, n, part_19);
        const double part_20 = outward(v + 1.0, lower, upper);
        const double above = rate_theta(rows, sum_x, n, part_20);
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

/* The log-likelihood as a function of theta, kappa. */
static double value_joint(const struct rows *rows, double sum_h, double sum_x,
                          double n, double theta, double kappa) {
  double sum_h_12 = 0.0;
  double lost_21 = 0.0;
  double sum_h_13 = 0.0;
  double lost_22 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_37 = kappa * x;
    add(&sum_h_12, &lost_21, log1p(t_37 / theta));
    add(&sum_h_13, &lost_22, xlogy(x, t_37 + theta));
  }
  sum_h_12 += lost_21;
  sum_h_13 += lost_22;
  return sum_h_13 - theta * n - sum_h_12 - sum_h - kappa * sum_x;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double n, double sum_x,
                              double sum_h, double theta, double kappa,
                              double *out) {
  double sum_h_17 = 0.0;
  double lost_23 = 0.0;
  double sum_h_18 = 0.0;
  double lost_24 = 0.0;
  double sum_h_19 = 0.0;
  double lost_25 = 0.0;
  double sum_h_20 = 0.0;
  double lost_26 = 0.0;
  double sum_h_21 = 0.0;
  double lost_27 = 0.0;
  double sum_h_22 = 0.0;
  double lost_28 = 0.0;
  double sum_h_23 = 0.0;
  double lost_29 = 0.0;
  double sum_h_24 = 0.0;
  double lost_30 = 0.0;
  double sum_h_25 = 0.0;
  double lost_31 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_40 = kappa * x;
    const double t_41 = t_40 / theta;
    const double t_42 = t_40 + theta;
    const double t_43 = t_41 + 1.0;
    const double t_44 = 1.0 / t_42;
    const double t_45 = x * x;
    const double t_46 = t_44 * t_44;
    add(&sum_h_17, &lost_23, log1p(t_41));
    add(&sum_h_18, &lost_24, xlogy(x, t_42));
    add(&sum_h_19, &lost_25, x / t_43);
    add(&sum_h_20, &lost_26, t_44 * x);
    add(&sum_h_21, &lost_27, t_44 * t_45);
    add(&sum_h_22, &lost_28, t_46 * x);
    add(&sum_h_23, &lost_29, t_45 / (t_43 * t_43));
    add(&sum_h_24, &lost_30, t_45 * t_46);
    add(&sum_h_25, &lost_31, t_45 * t_46 * x);
  }
  sum_h_17 += lost_23;
  sum_h_18 += lost_24;
  sum_h_19 += lost_25;
  sum_h_20 += lost_26;
  sum_h_21 += lost_27;
  sum_h_22 += lost_28;
  sum_h_23 += lost_29;
  sum_h_24 += lost_30;
  sum_h_25 += lost_31;
  const double t_47 = 1.0 / (theta * theta);
  const double t_48 = kappa / (theta * theta * theta);
  out[0] = sum_h_18 - theta * n - sum_h - kappa * sum_x - sum_h_17;
  out[1] = kappa * t_47 * sum_h_19 + sum_h_20 - n;
  out[2] = sum_h_21 - sum_x - sum_h_19 / theta;
  const double part_32 = theta * theta * theta * theta;
  const double part_33 = kappa * kappa * sum_h_23 / part_32;
  out[3] = part_33 - 2.0 * t_48 * sum_h_19 - sum_h_22;
  out[4] = t_47 * sum_h_19 - t_48 * sum_h_23 - sum_h_24;
  out[5] = t_47 * sum_h_23 - sum_h_25;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double sum_x,
                          double sum_h, double u_1, double u_2, double *out) {
  const double theta = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  const double kappa = outward(u_2, 0.0, 1.0);
  const double stretch_2 = stretch(u_2, 0.0, 1.0);
  double found_34[6];
  derivatives_joint(rows, n, sum_x, sum_h, theta, kappa, found_34);
  const double height = found_34[0];
  const double g_1 = found_34[1];
  const double g_2 = found_34[2];
  const double h_1_1 = found_34[3];
  const double h_2_1 = found_34[4];
  const double h_2_2 = found_34[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_35 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[3] = part_35 - g_1 * bend(u_1, 0.0, INFINITY) / n;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_36 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_36 - g_2 * bend(u_2, 0.0, 1.0) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double sum_x,
                        double sum_h, double start_1, double start_2,
                        double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, 0.0, INFINITY);
  double u_2 = inward(start_2, 0.0, 1.0);
  double found_37[6];
  surface_joint(rows, n, sum_x, sum_h, u_1, u_2, found_37);
  double f = found_37[0];
  double g_1 = found_37[1];
  double g_2 = found_37[2];
  double h_1_1 = found_37[3];
  double h_2_1 = found_37[4];
  double h_2_2 = found_37[5];
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
    const double part_38 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_38 - l_2_1 * l_2_1 * d_1;
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
    double found_39[6];
    surface_joint(rows, n, sum_x, sum_h, u_1 + step_1, u_2 + step_2, found_39);
    const double f_new = found_39[0];
    const double g_1_new = found_39[1];
    const double g_2_new = found_39[2];
    const double h_1_1_new = found_39[3];
    const double h_2_1_new = found_39[4];
    const double h_2_2_new = found_39[5];
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
  out[2] = outward(u_2, 0.0, 1.0);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double sum_x,
                           double sum_h, double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    double reached_2 = 0.0 + (1.0 - 0.0) * 0.5;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_40 = 0.001 + fabs(middle_x);
      const double part_41 = 0.001 + fabs(high_x);
      const double draw_1 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_40, part_41, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_42 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_43 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_44 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_45 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_46 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_47 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_48 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_2 = choose(at, part_46, part_42, part_47, part_43,
                                   part_44, part_48, part_45);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1) && draw_2 > 0.0 && draw_2 < 1.0) {
        height = value_joint(rows, sum_h, sum_x, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_49[3];
    climb_joint(rows, n, sum_x, sum_h, reached_1, reached_2, found_49);
    height = found_49[0];
    reached_1 = found_49[1];
    reached_2 = found_49[2];
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
  double sum_h = 0.0;
  double lost_50 = 0.0;
  double sum_x = 0.0;
  double lost_51 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_50, lgamma(x + 1.0));
    add(&sum_x, &lost_51, x);
  }
  sum_h += lost_50;
  sum_x += lost_51;
  double theta = root_theta(rows, n, sum_x, 0.0, sum_x / n, NAN);
  double kappa = 1.0 - theta * n / sum_x;
  const int part_52 = isfinite(theta);
  const int part_53 = isfinite(kappa);
  if (!(part_52 && part_53 && theta > 0.0 && kappa > 0.0 && kappa < 1.0)) {
    double found_54[2];
    maximise_joint(rows, n, sum_x, sum_h, found_54);
    theta = found_54[0];
    kappa = found_54[1];
  }
  out[0] = theta;
  out[1] = kappa;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_x = 0.0;
  double lost_55 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_55, x);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  sum_x += lost_55;
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = 0.0;
    out[2] = 1.0;
    return;
  }
  if (!(sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double theta, double kappa) {
  if (!(theta > 0.0 && isfinite(theta) && kappa > 0.0 && kappa < 1.0)) {
    return INFINITY;
  }
  return -log_likelihood(rows, theta, kappa);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_x, double theta,
                  double kappa, double *out) {
  double sum_h_14 = 0.0;
  double lost_56 = 0.0;
  double sum_h_15 = 0.0;
  double lost_57 = 0.0;
  double sum_h_16 = 0.0;
  double lost_58 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_38 = kappa * x;
    const double t_39 = 1.0 / (t_38 + theta);
    add(&sum_h_14, &lost_56, x / (t_38 / theta + 1.0));
    add(&sum_h_15, &lost_57, t_39 * x);
    add(&sum_h_16, &lost_58, t_39 * (x * x));
  }
  sum_h_14 += lost_56;
  sum_h_15 += lost_57;
  sum_h_16 += lost_58;
  out[0] = kappa * sum_h_14 / (theta * theta) + sum_h_15 - n;
  out[1] = sum_h_16 - sum_x - sum_h_14 / theta;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double theta, double kappa,
                     double *out) {
  if (!(theta > 0.0 && isfinite(theta) && kappa > 0.0 && kappa < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_59 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_59, x);
  }
  sum_x += lost_59;
  double found_60[2];
  score(rows, n, sum_x, theta, kappa, found_60);
  const double g_1 = found_60[0];
  const double g_2 = found_60[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double theta, double kappa,
                      double *out) {
  double sum_h_19 = 0.0;
  double lost_61 = 0.0;
  double sum_h_22 = 0.0;
  double lost_62 = 0.0;
  double sum_h_23 = 0.0;
  double lost_63 = 0.0;
  double sum_h_24 = 0.0;
  double lost_64 = 0.0;
  double sum_h_25 = 0.0;
  double lost_65 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_40 = kappa * x;
    const double t_41 = t_40 / theta;
    const double t_42 = t_40 + theta;
    const double t_43 = t_41 + 1.0;
    const double t_44 = 1.0 / t_42;
    const double t_45 = x * x;
    const double t_46 = t_44 * t_44;
    add(&sum_h_19, &lost_61, x / t_43);
    add(&sum_h_22, &lost_62, t_46 * x);
    add(&sum_h_23, &lost_63, t_45 / (t_43 * t_43));
    add(&sum_h_24, &lost_64, t_45 * t_46);
    add(&sum_h_25, &lost_65, t_45 * t_46 * x);
  }
  sum_h_19 += lost_61;
  sum_h_22 += lost_62;
  sum_h_23 += lost_63;
  sum_h_24 += lost_64;
  sum_h_25 += lost_65;
  const double t_47 = 1.0 / (theta * theta);
  const double t_48 = kappa / (theta * theta * theta);
  const double part_66 = theta * theta * theta * theta;
  const double part_67 = kappa * kappa * sum_h_23 / part_66;
  out[0] = part_67 - 2.0 * t_48 * sum_h_19 - sum_h_22;
  out[1] = t_47 * sum_h_19 - t_48 * sum_h_23 - sum_h_24;
  out[2] = t_47 * sum_h_23 - sum_h_25;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double theta, double kappa,
                    double *out) {
  if (!(theta > 0.0 && isfinite(theta) && kappa > 0.0 && kappa < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_68[3];
  curvature(rows, theta, kappa, found_68);
  const double h_1 = found_68[0];
  const double h_2 = found_68[1];
  const double h_3 = found_68[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int generalised_poisson_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_POISSON_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return GENERALISED_POISSON_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return GENERALISED_POISSON_NOT_FOUND;
    }
  }
  return GENERALISED_POISSON_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double generalised_poisson_nll(const double *x, size_t n,
                               const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int generalised_poisson_gradient(const double *x, size_t n,
                                 const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_POISSON_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return GENERALISED_POISSON_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int generalised_poisson_hessian(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GENERALISED_POISSON_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return GENERALISED_POISSON_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int generalised_poisson_standard_errors(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENERALISED_POISSON_BAD_DATA;
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
        return GENERALISED_POISSON_NOT_FOUND;
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
  return GENERALISED_POISSON_OK;
}
