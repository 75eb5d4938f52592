/*
 * Maximum-likelihood estimation: Zero-truncated binomial distribution with a known number of trials.
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

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_22 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_22)) / z;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_23 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_23 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_24 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_24 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* The equation that gives p, and its slope. */
static void equation_p(double trials, double n, double sum_x, double sum_h_1,
                       double p, double *out) {
  const double t = 1.0 - p;
  const double t_1 = 1.0 / t;
  const double t_2 = pow(t, trials);
  const double t_3 = 1.0 - t_2;
  const double t_4 = t_2 / t_3;
  const double t_5 = trials * t_4;
  const double t_6 = 1.0 / (t * t);
  const double t_7 = trials * trials * t_6;
  out[0] = t_1 * sum_h_1 + sum_x / p - t_1 * t_5 * n;
  const double part_1 = pow(t, 2.0 * trials) * t_7 / (t_3 * t_3) + t_4 * t_7;
  out[1] = (part_1 - t_5 * t_6) * n + t_6 * sum_h_1 - sum_x / (p * p);
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
    double found_2[2];
    equation_p(trials, n, sum_x, sum_h_1, outward(u, lower, upper), found_2);
    const double f = found_2[0];
    const double slope = found_2[1];
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
static double root_p(double trials, double n, double sum_x, double sum_h_1,
                     double lower, double upper, double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit = farthest(lower, upper);
  double found_3[2];
  equation_p(trials, n, sum_x, sum_h_1, outward(u, lower, upper), found_3);
  double f = found_3[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_4[2];
    equation_p(trials, n, sum_x, sum_h_1, outward(u + shift, lower, upper),
               found_4);
    f = found_4[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_5[2];
      equation_p(trials, n, sum_x, sum_h_1, outward(u - shift, lower, upper),
                 found_5);
      f = found_5[0];
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
      new_1 = fmin(right + up, limit);
      double found_6[2];
      equation_p(trials, n, sum_x, sum_h_1, outward(new_1, lower, upper),
                 found_6);
      f = found_6[0];
      if (!(isfinite(f))) {
        up = 0.25 * up;
        if (up < 0.001 * fmax(1.0, fabs(right))) {
          up = 0.0;
        }
      } else if ((f > 0.0) == (f_right > 0.0)) {
        right = new_1;
        f_right = f;
        up = 2.0 * up;
        if (right >= limit) {
          up = 0.0;
        }
      } else {
        return zero_p(trials, n, sum_x, sum_h_1, right, f_right, new_1, f,
                      lower, upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit);
      double found_7[2];
      equation_p(trials, n, sum_x, sum_h_1, outward(new_1, lower, upper),
                 found_7);
      f = found_7[0];
      if (!(isfinite(f))) {
        down = 0.25 * down;
        if (down < 0.001 * fmax(1.0, fabs(left))) {
          down = 0.0;
        }
      } else if ((f > 0.0) == (f_left > 0.0)) {
        left = new_1;
        f_left = f;
        down = 2.0 * down;
        if (left <= -limit) {
          down = 0.0;
        }
      } else {
        return zero_p(trials, n, sum_x, sum_h_1, left, f_left, new_1, f, lower,
                      upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double trials) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_8 = 0.0;
  double sum_h_1 = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_8, x);
    add(&sum_h_1, &lost_9, x - trials);
  }
  sum_x += lost_8;
  sum_h_1 += lost_9;
  const double p = root_p(trials, n, sum_x, sum_h_1, 0.0, 1.0, NAN);
  return p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double trials, double *out) {
  (void)trials;
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_10, x);
  }
  sum_x += lost_10;
  if (!(sum_x - n > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double n, double sum_x,
                             double trials, double sum_h_1, double p) {
  const double t_19 = -p;
  const double part_11 = xlog1py(-sum_h_1, t_19) + xlogy(sum_x, p);
  const double part_12 = n * log1m_exp(trials * log1p(t_19));
  return part_11 - n * log(trials + 1.0) - part_12 - sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 2.0 && isfinite(trials))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_13 = 0.0;
  double sum_x = 0.0;
  double lost_14 = 0.0;
  double sum_h_1 = 0.0;
  double lost_15 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_13, betaln(trials + 1.0 - x, x + 1.0));
    add(&sum_x, &lost_14, x);
    add(&sum_h_1, &lost_15, x - trials);
  }
  sum_h += lost_13;
  sum_x += lost_14;
  sum_h_1 += lost_15;
  return -log_likelihood(sum_h, n, sum_x, trials, sum_h_1, p);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h_1, double sum_x, double n, double trials,
                    double p) {
  const double t_20 = 1.0 / (1.0 - p);
  const double part_16 = trials * t_20 * n * inverse_expm1(-trials * log1p(-p));
  return t_20 * sum_h_1 + sum_x / p - part_16;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 2.0 && isfinite(trials))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_17 = 0.0;
  double sum_h_1 = 0.0;
  double lost_18 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_17, x);
    add(&sum_h_1, &lost_18, x - trials);
  }
  sum_x += lost_17;
  sum_h_1 += lost_18;
  return -score(sum_h_1, sum_x, n, trials, p);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double trials, double n, double sum_x, double sum_h_1,
                        double p) {
  const double t_21 = -p;
  const double t_22 = trials * log1p(t_21);
  const double t_23 = 1.0 - p;
  const double t_25 = inverse_expm1(-t_22);
  const double t_26 = t_25 * n;
  const double t_27 = trials * t_26;
  const double t_28 = 1.0 / (t_23 * t_23);
  const double part_19 = trials * trials * (t_25 + 1.0) * t_26 * t_28;
  return part_19 + t_28 * sum_h_1 - t_27 * t_28 - sum_x / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double trials, double p) {
  if (!(p > 0.0 && p < 1.0 && trials >= 2.0 && isfinite(trials))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_20 = 0.0;
  double sum_h_1 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_20, x);
    add(&sum_h_1, &lost_21, x - trials);
  }
  sum_x += lost_20;
  sum_h_1 += lost_21;
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
