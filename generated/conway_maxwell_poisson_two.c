/*
 * Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with
 * exponent 2.
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
 * Conditions:
 *
 *   A maximum exists only if x_(n) > 0.
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
  /* Empty, not finite, or outside the support. */
  CONWAY_MAXWELL_POISSON_TWO_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  CONWAY_MAXWELL_POISSON_TWO_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  CONWAY_MAXWELL_POISSON_TWO_NOT_FOUND = 3
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
  const double part_19 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_19) / 414720.0;
  const double part_20 = p * (-446185740.0 + 185910725.0 * p);
  const double inner_1 = -94121676.0 + p * (349922430.0 + part_20);
  const double u_4 = t * t * t * t * (4465125.0 + p * inner_1) / 39813120.0;
  const double series = log1p(u_1 + u_2 + u_3 + u_4);
  double turned = 0.0;
  if (m > 0.0) {
    turned = m * log(z / (m + r));
  }
  return r + turned - 0.9189385332046727 - 0.5 * log(r) + series;
}

/* I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2. */
static double hankel(double m, double z) {
  double term = 1.0;
  double total = 1.0;
  double k = 1.0;
  while (k < 12.0) {
    const double part_21 = (2.0 * k - 1.0) * (2.0 * k - 1.0);
    term = -term * (4.0 * m * m - part_21) / (8.0 * k * z);
    total = total + term;
    k = k + 1.0;
  }
  return total;
}

/* I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative. */
static double bessel_i_ratio(double order, double z) {
  const double m = fmax(order, -order - 1.0);
  double ratio = 0.0;
  if (z > 2000.0 * (1.0 + m * m)) {
    ratio = hankel(m + 1.0, z) / hankel(m, z);
  } else if (z > 20000.0) {
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

/* The zero of the equation in (lower, upper), searched outwards from start;
   nan if its sign never changes. */
static double root_rate(double sum_x, double n, double lower, double upper,
                        double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_4[2];
  equation_rate(sum_x, n, outward(u, lower, upper), found_4);
  double f = found_4[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_5[2];
    equation_rate(sum_x, n, outward(u + shift, lower, upper), found_5);
    f = found_5[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_6[2];
      equation_rate(sum_x, n, outward(u - shift, lower, upper), found_6);
      f = found_6[0];
      if (isfinite(f)) {
        u = u - shift;
      }
    }
    shift = 2.0 * shift;
  }
  if (!(isfinite(f))) {
    return NAN;
  }
  if (f == 0.0) {
    return outward(u, lower, upper);
  }
  double right = u;
  double f_right = f;
  double up = 1.0;
  double left = u;
  double f_left = f;
  double down = 1.0;
  while (up > 0.0 || down > 0.0) {
    double new_1 = 0.0;
    if (up > 0.0) {
      new_1 = fmin(right + up, limit_1);
      double found_7[2];
      equation_rate(sum_x, n, outward(new_1, lower, upper), found_7);
      f = found_7[0];
      if (!(isfinite(f))) {
        up = 0.25 * up;
        if (up < 0.001 * fmax(1.0, fabs(right))) {
          up = 0.0;
        }
      } else if ((f > 0.0) == (f_right > 0.0)) {
        right = new_1;
        f_right = f;
        up = 2.0 * up;
        if (right >= limit_1) {
          up = 0.0;
        }
      } else {
        return zero_rate(sum_x, n, right, f_right, new_1, f, lower, upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_8[2];
      equation_rate(sum_x, n, outward(new_1, lower, upper), found_8);
      f = found_8[0];
      if (!(isfinite(f))) {
        down = 0.25 * down;
        if (down < 0.001 * fmax(1.0, fabs(left))) {
          down = 0.0;
        }
      } else if ((f > 0.0) == (f_left > 0.0)) {
        left = new_1;
        f_left = f;
        down = 2.0 * down;
        if (left <= -limit_1) {
          down = 0.0;
        }
      } else {
        return zero_rate(sum_x, n, left, f_left, new_1, f, lower, upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_9, x);
  }
  sum_x += lost_9;
  const double rate = root_rate(sum_x, n, 0.0, INFINITY, NAN);
  return rate;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    max_x = fmax(max_x, x);
  }
  if (!(max_x > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double sum_x, double n,
                             double rate) {
  const double part_10 = n * log_bessel_i(0.0, 2.0 * sqrt(rate));
  return xlogy(sum_x, rate) - part_10 - 2.0 * sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_11 = 0.0;
  double sum_x = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_11, lgamma(x + 1.0));
    add(&sum_x, &lost_12, x);
  }
  sum_h += lost_11;
  sum_x += lost_12;
  return -log_likelihood(sum_h, sum_x, n, rate);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double n, double rate) {
  const double t_14 = sqrt(rate);
  return sum_x / rate - bessel_i_ratio(0.0, 2.0 * t_14) * n / t_14;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_13, x);
  }
  sum_x += lost_13;
  return -score(sum_x, n, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_x, double n, double rate) {
  const double t_15 = sqrt(rate);
  const double t_16 = 2.0 * t_15;
  const double t_17 = 1.0 / rate;
  const double t_18 = 1.0 / t_15;
  const double t_19 = bessel_i_ratio(0.0, t_16);
  const double t_20 = t_18 * t_19;
  const double t_21 = 1.0 / (rate * rate);
  const double t_22 = 1.0 / pow(rate, 1.5);
  const double part_14 = 0.09375 * t_17 + 0.125 * t_18 + 0.126953125 * t_21;
  const double part_15 = 0.25 * (part_14 + 0.09765625 * t_22 + 0.5) * t_17;
  const double part_16 = 1.0 - t_19 * t_19 - 0.5 * t_20;
  const double part_17 = t_17 * n * (t_15 > 150.0 ? part_15 : part_16);
  return 0.5 * t_19 * t_22 * n - part_17 - t_21 * sum_x;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double rate) {
  if (!(rate > 0.0 && isfinite(rate))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_18 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_18, x);
  }
  sum_x += lost_18;
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
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return CONWAY_MAXWELL_POISSON_TWO_NO_MAXIMUM;
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
                                               const double *parameters,
                                               double *result) {
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
