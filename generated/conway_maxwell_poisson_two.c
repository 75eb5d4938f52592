/*
 * Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with exponent 2.
 *
 *   f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
 *   support: x in 0, 1, 2, ...
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x +
 *       1))
 *
 * Estimator (reduced):
 *
 *   rate = the solution of sum(x)/rate - besseli(1,
 *       2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0
 *
 * Source:
 *
 *   Conway, Maxwell (1962), A queuing model with state dependent service
 *       rates, J. Indust. Eng. 12, 132-136
 *   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
 *       for fitting discrete data, Appl. Statist. 54, 127-142
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  CONWAY_MAXWELL_POISSON_TWO_PARAMETERS = 1,
  CONWAY_MAXWELL_POISSON_TWO_OK = 0,
  CONWAY_MAXWELL_POISSON_TWO_BAD_DATA = 1,    /* empty, not finite, or outside the support */
  CONWAY_MAXWELL_POISSON_TWO_NO_MAXIMUM = 2,  /* the result holds the limits, NAN where there are none */
  CONWAY_MAXWELL_POISSON_TWO_NOT_FOUND = 3    /* no maximum was found, or no information there */
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

/* The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2. */
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

/* log I_m(z) for z >= 0; a whole order may be negative. */
static double log_bessel_i(double order, double z) {
  const double m = fmax(order, -order);
  const double r = sqrt(m * m + z * z);
  if (r < 600.0) {
    double term = 1.0;
    double total = 1.0;
    double k = 1.0;
    while (term > 1e-17 * total) {
      term = term * (0.5 * z) * (0.5 * z) / (k * (m + k));
      total = total + term;
      k = k + 1.0;
    }
    if (m == 0.0) {
      return log(total);
    }
    return m * log(0.5 * z) - lgamma(m + 1.0) + log(total);
  }
  const double t = 1.0 / r;
  const double p = m * m * t * t;
  const double u_1 = t * (3.0 - 5.0 * p) / 24.0;
  const double u_2 = t * t * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0;
  const double part_24 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_24) / 414720.0;
  const double part_25 = p * (-446185740.0 + 185910725.0 * p);
  const double inner = -94121676.0 + p * (349922430.0 + part_25);
  const double u_4 = t * t * t * t * (4465125.0 + p * inner) / 39813120.0;
  const double series = log1p(u_1 + u_2 + u_3 + u_4);
  double turned = 0.0;
  if (m > 0.0) {
    turned = m * log(z / (m + r));
  }
  return r + turned - 0.9189385332046727 - 0.5 * log(r) + series;
}

/* I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative. */
static double bessel_i_ratio(double order, double z) {
  const double m = fmax(order, -order - 1.0);
  double ratio = 0.0;
  if (z > 20000.0) {
    ratio = exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z));
  } else if (z > 0.0) {
    double k = m + 1.0 + floor(z) + 60.0;
    while (k > m + 0.5) {
      ratio = 1.0 / (2.0 * k / z + ratio);
      k = k - 1.0;
    }
  }
  if (order < -0.5) {
    return 1.0 / ratio;
  }
  return ratio;
}

/* I_m(z). */
static double iv(double order, double z) {
  return exp(log_bessel_i(order, z));
}

/* The equation that gives rate, and its slope. */
static void equation_rate(double sum_x, double n, double rate, double *out) {
  const double t = 1.0 / rate;
  const double t_1 = sqrt(rate);
  const double t_2 = 2.0 * t_1;
  const double t_3 = bessel_i_ratio(0.0, t_2);
  const double t_4 = iv(0.0, t_2);
  out[0] = t * sum_x - t_3 * n / t_1;
  const double part_1 = t_3 * t_3 * t + 0.5 * t_3 / pow(rate, 1.5);
  const double part_2 = part_1 - (0.5 * t_4 + 0.5 * iv(2.0, t_2)) * t / t_4;
  out[1] = part_2 * n - sum_x / (rate * rate);
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_rate(double sum_x, double n, double near, double f_near,
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
    equation_rate(sum_x, n, outward(u, lower, upper), found_3);
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

/* The log-likelihood as a function of rate alone. */
static double rate_rate(double sum_h, double sum_x, double n, double rate) {
  const double part_4 = n * log_bessel_i(0.0, 2.0 * sqrt(rate));
  return xlogy(sum_x, rate) - part_4 - 2.0 * sum_h;
}

/* That zero of the equation in (lower, upper) which is likeliest, among
   those that a grid separates. */
static double root_rate(double sum_x, double n, double sum_h, double lower,
                        double upper, double start) {
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
    double found_5[2];
    equation_rate(sum_x, n, outward(new, lower, upper), found_5);
    double f = found_5[0];
    if (isfinite(f) && isfinite(f_last) && f != 0.0 &&
        (f > 0.0) != (f_last > 0.0)) {
      const double t = zero_rate(sum_x, n, last, f_last, new, f, lower, upper);
      height = rate_rate(sum_h, sum_x, n, t);
      if (height > best) {
        best = height;
        chosen = t;
      }
    }
    if (f == 0.0) {
      const double part_6 = outward(new, lower, upper);
      height = rate_rate(sum_h, sum_x, n, part_6);
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

/* The log-likelihood as a function of rate. */
static double value_joint(double sum_h, double sum_x, double n, double rate) {
  const double part_7 = n * log_bessel_i(0.0, 2.0 * sqrt(rate));
  return xlogy(sum_x, rate) - part_7 - 2.0 * sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(double sum_h, double sum_x, double n, double rate,
                              double *out) {
  const double t_12 = sqrt(rate);
  const double t_13 = 2.0 * t_12;
  const double t_14 = 1.0 / rate;
  const double t_15 = bessel_i_ratio(0.0, t_13);
  const double t_16 = t_15 / t_12;
  out[0] = xlogy(sum_x, rate) - n * log_bessel_i(0.0, t_13) - 2.0 * sum_h;
  out[1] = t_14 * sum_x - t_16 * n;
  const double part_8 = (1.0 - t_15 * t_15 - 0.5 * t_16) * t_14 * n;
  out[2] = 0.5 * t_15 * n / pow(rate, 1.5) - part_8 - sum_x / (rate * rate);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(double sum_h, double sum_x, double n, double u_1,
                          double *out) {
  const double rate = outward(u_1, 0.0, INFINITY);
  const double stretch_1 = stretch(u_1, 0.0, INFINITY);
  double found_9[3];
  derivatives_joint(sum_h, sum_x, n, rate, found_9);
  const double height = found_9[0];
  const double g_1 = found_9[1];
  const double h_1_1 = found_9[2];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  const double part_10 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[2] = part_10 - g_1 * bend(u_1, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(double sum_h, double sum_x, double n, double start_1,
                        double *out) {
  double u_1 = inward(start_1, 0.0, INFINITY);
  double found_11[3];
  surface_joint(sum_h, sum_x, n, u_1, found_11);
  double f = found_11[0];
  double g_1 = found_11[1];
  double h_1_1 = found_11[2];
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
    double found_12[3];
    surface_joint(sum_h, sum_x, n, u_1 + step_1, found_12);
    const double f_new = found_12[0];
    const double g_1_new = found_12[1];
    const double h_1_1_new = found_12[2];
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
  out[1] = outward(u_1, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static double maximise_joint(const struct rows *rows, double sum_h,
                             double sum_x, double n) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      const double at = floor(seed / 2147483647.0 * 7.0);
      const double part_13 = 0.001 + fabs(middle_x);
      const double part_14 = 0.001 + fabs(high_x);
      const double draw_1 = choose(at, 1.0, 0.1, 0.4, 2.5, part_13, part_14, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && isfinite(draw_1)) {
        height = value_joint(sum_h, sum_x, n, draw_1);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
      }
    }
    double found_15[2];
    climb_joint(sum_h, sum_x, n, reached_1, found_15);
    height = found_15[0];
    reached_1 = found_15[1];
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
  double sum_h = 0.0;
  double lost_16 = 0.0;
  double sum_x = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_16, lgamma(x + 1.0));
    add(&sum_x, &lost_17, x);
  }
  sum_h += lost_16;
  sum_x += lost_17;
  double rate = root_rate(sum_x, n, sum_h, 0.0, INFINITY, NAN);
  if (!(isfinite(rate) && rate > 0.0)) {
    rate = maximise_joint(rows, sum_h, sum_x, n);
  }
  return rate;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double sum_x, double n,
                             double rate) {
  const double part_18 = n * log_bessel_i(0.0, 2.0 * sqrt(rate));
  return xlogy(sum_x, rate) - part_18 - 2.0 * sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_19 = 0.0;
  double sum_x = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_19, lgamma(x + 1.0));
    add(&sum_x, &lost_20, x);
  }
  sum_h += lost_19;
  sum_x += lost_20;
  return -log_likelihood(sum_h, sum_x, n, rate);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double n, double rate) {
  const double t_11 = sqrt(rate);
  return sum_x / rate - bessel_i_ratio(0.0, 2.0 * t_11) * n / t_11;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_21, x);
  }
  sum_x += lost_21;
  return -score(sum_x, n, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_x, double n, double rate) {
  const double t_12 = sqrt(rate);
  const double t_13 = 2.0 * t_12;
  const double t_14 = 1.0 / rate;
  const double t_15 = bessel_i_ratio(0.0, t_13);
  const double t_16 = t_15 / t_12;
  const double part_22 = (1.0 - t_15 * t_15 - 0.5 * t_16) * t_14 * n;
  return 0.5 * t_15 * n / pow(rate, 1.5) - part_22 - sum_x / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_23, x);
  }
  sum_x += lost_23;
  return -curvature(sum_x, n, rate);
}

/* The maximum-likelihood estimate. */
int conway_maxwell_poisson_two_estimate(const double *x, size_t n,
                                        double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_TWO_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return CONWAY_MAXWELL_POISSON_TWO_NOT_FOUND;
    }
  }
  return CONWAY_MAXWELL_POISSON_TWO_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double conway_maxwell_poisson_two_nll(const double *x, size_t n,
                                      const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int conway_maxwell_poisson_two_gradient(const double *x, size_t n,
                                        const double *parameters,
                                        double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_TWO_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return CONWAY_MAXWELL_POISSON_TWO_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int conway_maxwell_poisson_two_hessian(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_TWO_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return CONWAY_MAXWELL_POISSON_TWO_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int conway_maxwell_poisson_two_standard_errors(const double *x, size_t n,
  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return CONWAY_MAXWELL_POISSON_TWO_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return CONWAY_MAXWELL_POISSON_TWO_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return CONWAY_MAXWELL_POISSON_TWO_OK;
}
