/*
 * Maximum-likelihood estimation: Symmetric beta distribution.
 *
 *   f(x; alpha) = (x*(1-x))**(alpha-1)/beta(alpha, alpha)
 *   support: 0 < x < 1
 *   alpha: positive
 *
 * Log-likelihood:
 *
 *   (alpha - 1)*sum(log(x)) + (alpha - 1)*sum(log(1 - x)) +
 *       (-2*loggamma(alpha) + loggamma(2*alpha))*n
 *
 * Estimator (reduced):
 *
 *   alpha = the solution of 2*(-polygamma(0, alpha) + polygamma(0, 2*alpha))*n
 *       + sum(log(x)) + sum(log(1 - x)) = 0
 *
 * Conditions:
 *
 *   A maximum exists only if sum log(1 - x_i) + sum log x_i < -2n log 2.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 25
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: alpha.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BETA_SYMMETRIC_PARAMETERS = 1,
  BETA_SYMMETRIC_OK = 0,
  /* Empty, not finite, or outside the support. */
  BETA_SYMMETRIC_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BETA_SYMMETRIC_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BETA_SYMMETRIC_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x > 0.0) && (x < 1.0))) {
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

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_17 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_17;
  const double part_18 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_18);
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
  const double part_19 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_19);
  const double part_20 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_20) / z);
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

/* The equation that gives alpha, and its slope. */
static void equation_alpha(double n, double sum_h, double sum_log_x,
                           double alpha, double *out) {
  const double t = 2.0 * alpha;
  const double t_1 = 2.0 * n;
  out[0] = (digamma(t) - digamma(alpha)) * t_1 + sum_log_x + sum_h;
  out[1] = (2.0 * trigamma(t) - trigamma(alpha)) * t_1;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_alpha(double n, double sum_h, double sum_log_x, double near,
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
    double found_1[2];
    equation_alpha(n, sum_h, sum_log_x, outward(u, lower, upper), found_1);
    const double f = found_1[0];
    const double slope = found_1[1];
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
static double root_alpha(double n, double sum_h, double sum_log_x, double lower,
                         double upper, double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_2[2];
  equation_alpha(n, sum_h, sum_log_x, outward(u, lower, upper), found_2);
  double f = found_2[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_3[2];
    equation_alpha(n, sum_h, sum_log_x, outward(u + shift, lower, upper),
                   found_3);
    f = found_3[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_4[2];
      equation_alpha(n, sum_h, sum_log_x, outward(u - shift, lower, upper),
                     found_4);
      f = found_4[0];
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
      double found_5[2];
      equation_alpha(n, sum_h, sum_log_x, outward(new_1, lower, upper),
                     found_5);
      f = found_5[0];
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
        return zero_alpha(n, sum_h, sum_log_x, right, f_right, new_1, f, lower,
                          upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_6[2];
      equation_alpha(n, sum_h, sum_log_x, outward(new_1, lower, upper),
                     found_6);
      f = found_6[0];
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
        return zero_alpha(n, sum_h, sum_log_x, left, f_left, new_1, f, lower,
                          upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_7 = 0.0;
  double sum_h = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_7, log(x));
    add(&sum_h, &lost_8, log1p(-x));
  }
  sum_log_x += lost_7;
  sum_h += lost_8;
  const double alpha = root_alpha(n, sum_h, sum_log_x, 0.0, INFINITY, NAN);
  return alpha;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_9 = 0.0;
  double sum_h_1 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_9, log(x));
    add(&sum_h_1, &lost_10, log(1.0 - x));
  }
  sum_log_x += lost_9;
  sum_h_1 += lost_10;
  if (!(-2.0 * n * log(2.0) - sum_log_x - sum_h_1 > 0.0)) {
    out[0] = 1.0;
    out[1] = INFINITY;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h, double n, double sum_log_x,
                             double alpha) {
  const double t_6 = alpha - 1.0;
  const double part_11 =
      n * lgamma(2.0 * alpha) + t_6 * sum_log_x + t_6 * sum_h;
  return part_11 - 2.0 * n * lgamma(alpha);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double alpha) {
  if (!(alpha > 0.0 && isfinite(alpha))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_12 = 0.0;
  double sum_h = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_12, log(x));
    add(&sum_h, &lost_13, log1p(-x));
  }
  sum_log_x += lost_12;
  sum_h += lost_13;
  return -log_likelihood(sum_h, n, sum_log_x, alpha);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_h, double sum_log_x, double alpha) {
  const double t_7 = 2.0 * n;
  const double part_14 = t_7 * digamma(2.0 * alpha) + sum_log_x + sum_h;
  return part_14 - t_7 * digamma(alpha);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double alpha) {
  if (!(alpha > 0.0 && isfinite(alpha))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_15 = 0.0;
  double sum_h = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_15, log(x));
    add(&sum_h, &lost_16, log1p(-x));
  }
  sum_log_x += lost_15;
  sum_h += lost_16;
  return -score(n, sum_h, sum_log_x, alpha);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double alpha) {
  const double t_9 = 2.0 * alpha;
  const double t_10 = 2.0 * n;
  return 4.0 * n * trigamma(t_9) - t_10 * trigamma(alpha);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double alpha) {
  if (!(alpha > 0.0 && isfinite(alpha))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, alpha);
}

/* The maximum-likelihood estimate. */
int beta_symmetric_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BETA_SYMMETRIC_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BETA_SYMMETRIC_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return BETA_SYMMETRIC_NOT_FOUND;
    }
  }
  return BETA_SYMMETRIC_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double beta_symmetric_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int beta_symmetric_gradient(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BETA_SYMMETRIC_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return BETA_SYMMETRIC_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int beta_symmetric_hessian(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BETA_SYMMETRIC_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return BETA_SYMMETRIC_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int beta_symmetric_standard_errors(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BETA_SYMMETRIC_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return BETA_SYMMETRIC_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return BETA_SYMMETRIC_OK;
}
