/*
 * Maximum-likelihood estimation: Exponential distribution truncated at a known
 * point.
 *
 *   f(x; rate, upper) = rate*exp(-rate*x)/(1-exp(-rate*upper))
 *   support: 0 <= x <= upper
 *   rate: positive
 *   upper: positive (a known constant)
 *
 * Log-likelihood:
 *
 *   -rate*sum(x) + (log(rate) - log(1 - exp(-rate*upper)))*n
 *
 * Estimator (reduced):
 *
 *   rate = the solution of (-upper*exp(-rate*upper)/(1 - exp(-rate*upper)) +
 *       1/rate)*n - sum(x) = 0
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i < n upper/2.
 *
 * Source:
 *
 *   Deemer, Votaw (1955), Estimation of parameters of truncated or censored
 *       exponential distributions, Ann. Math. Statist. 26, 498-504
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  TRUNCATED_EXPONENTIAL_PARAMETERS = 1,
  TRUNCATED_EXPONENTIAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  TRUNCATED_EXPONENTIAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  TRUNCATED_EXPONENTIAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  TRUNCATED_EXPONENTIAL_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double upper) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x >= 0.0) && (x <= upper))) {
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

/* The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2. */
static double log_decay(double k, double v) {
  const double size = fmax(v, -v);
  const double s = v * v;
  if (size < 0.5) {
    double last_1 = 0.0;
    if (k < 0.5) {
      const double part_12 = s * (1.0 / 9676800.0 - s / 479001600.0);
      last_1 = s * (1.0 / 2880.0 - s * (1.0 / 181440.0 - part_12));
      return -0.5 * v + s * (1.0 / 24.0 - last_1);
    }
    if (k < 1.5) {
      const double part_13 = s * (691.0 / 1307674368000.0);
      last_1 = 1.0 / 1209600.0 - s * (1.0 / 47900160.0 - part_13);
      const double part_14 =
          s * (1.0 / 720.0 - s * (1.0 / 30240.0 - s * last_1));
      return v * (1.0 / 12.0 - part_14) - 0.5;
    }
    const double part_15 = 691.0 / 118879488000.0 - s / 5748019200.0;
    last_1 = 1.0 / 5322240.0 - s * part_15;
    last_1 = 1.0 / 172800.0 - s * last_1;
    return 1.0 / 12.0 - s * (1.0 / 240.0 - s * (1.0 / 6048.0 - s * last_1));
  }
  if (k < 0.5) {
    return fmax(-v, 0.0) + log(-expm1(-size) / size);
  }
  if (k < 1.5) {
    return 1.0 / expm1(v) - 1.0 / v;
  }
  const double e = expm1(-size);
  return 1.0 / s - (1.0 + e) / (e * e);
}

/* The equation that gives rate, and its slope. */
static void equation_rate(double upper, double sum_x, double n, double rate,
                          double *out) {
  const double t = rate * upper;
  const double t_1 = -t;
  const double t_2 = exp(t_1) / expm1(t_1);
  const double t_3 = upper * upper;
  out[0] = (upper * t_2 + 1.0 / rate) * n - sum_x;
  const double part_1 = pow(inverse_expm1(t_1), 2.0) * t_3 * exp(-2.0 * t);
  out[1] = (part_1 - t_2 * t_3 - 1.0 / (rate * rate)) * n;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_rate(double upper, double sum_x, double n, double near,
                        double f_near, double far, double f_far, double lower,
                        double upper_) {
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
    equation_rate(upper, sum_x, n, outward(u, lower, upper_), found_2);
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
    if (unbounded(lower, upper_) > 0.0) {
      scale = fmax(fabs(u), 1e-06 * width);
    }
    const double step = -f / (slope * stretch(u, lower, upper_));
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
  return outward(u, lower, upper_);
}

/* The zero of the equation in (lower, upper), searched outwards from start;
   nan if its sign never changes. */
static double root_rate(double upper, double sum_x, double n, double lower,
                        double upper_, double start) {
  double u = 0.0;
  if (lower < start && start < upper_) {
    u = inward(start, lower, upper_);
  }
  const double limit_1 = farthest(lower, upper_);
  double found_3[2];
  equation_rate(upper, sum_x, n, outward(u, lower, upper_), found_3);
  double f = found_3[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_4[2];
    equation_rate(upper, sum_x, n, outward(u + shift, lower, upper_), found_4);
    f = found_4[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_5[2];
      equation_rate(upper, sum_x, n, outward(u - shift, lower, upper_),
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
    return outward(u, lower, upper_);
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
      double found_6[2];
      equation_rate(upper, sum_x, n, outward(new_1, lower, upper_), found_6);
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
        if (right >= limit_1) {
          up = 0.0;
        }
      } else {
        return zero_rate(upper, sum_x, n, right, f_right, new_1, f, lower,
                         upper_);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_7[2];
      equation_rate(upper, sum_x, n, outward(new_1, lower, upper_), found_7);
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
        if (left <= -limit_1) {
          down = 0.0;
        }
      } else {
        return zero_rate(upper, sum_x, n, left, f_left, new_1, f, lower,
                         upper_);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double upper) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_8, x);
  }
  sum_x += lost_8;
  const double rate = root_rate(upper, sum_x, n, 0.0, INFINITY, NAN);
  return rate;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double upper, double *out) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_9, x);
  }
  sum_x += lost_9;
  if (!(0.5 * upper * n - sum_x > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_x, double n, double upper,
                             double rate) {
  return n * log(rate) - n * log1m_exp(-rate * upper) - rate * sum_x;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double upper, double rate) {
  if (!(rate > 0.0 && isfinite(rate) && upper > 0.0 && isfinite(upper))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_10, x);
  }
  sum_x += lost_10;
  return -log_likelihood(sum_x, n, upper, rate);
}

/* The gradient of the log-likelihood. */
static double score(double sum_x, double n, double upper, double rate) {
  return -upper * n * log_decay(1.0, rate * upper) - sum_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double upper, double rate) {
  if (!(rate > 0.0 && isfinite(rate) && upper > 0.0 && isfinite(upper))) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_11, x);
  }
  sum_x += lost_11;
  return -score(sum_x, n, upper, rate);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double upper, double n, double rate) {
  const double t_5 = rate * upper;
  return -(upper * upper) * n * log_decay(2.0, t_5);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double upper, double rate) {
  if (!(rate > 0.0 && isfinite(rate) && upper > 0.0 && isfinite(upper))) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(upper, n, rate);
}

/* The maximum-likelihood estimate. */
int truncated_exponential_estimate(const double *x, size_t n, double upper,
                                   double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, upper)) {
    return TRUNCATED_EXPONENTIAL_BAD_DATA;
  }
  double limit[2];
  limits(&rows, upper, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return TRUNCATED_EXPONENTIAL_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows, upper);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return TRUNCATED_EXPONENTIAL_NOT_FOUND;
    }
  }
  return TRUNCATED_EXPONENTIAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double truncated_exponential_nll(const double *x, size_t n, double upper,
                                 const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, upper)) {
    return NAN;
  }
  return nll(&rows, upper, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int truncated_exponential_gradient(const double *x, size_t n, double upper,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, upper)) {
    return TRUNCATED_EXPONENTIAL_BAD_DATA;
  }
  result[0] = gradient(&rows, upper, parameters[0]);
  return TRUNCATED_EXPONENTIAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int truncated_exponential_hessian(const double *x, size_t n, double upper,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, upper)) {
    return TRUNCATED_EXPONENTIAL_BAD_DATA;
  }
  result[0] = hessian(&rows, upper, parameters[0]);
  return TRUNCATED_EXPONENTIAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int truncated_exponential_standard_errors(const double *x, size_t n,
                                          double upper,
                                          const double *parameters,
                                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, upper)) {
    return TRUNCATED_EXPONENTIAL_BAD_DATA;
  }
  const double information = hessian(&rows, upper, parameters[0]);
  if (!(information > 0.0)) {
    return TRUNCATED_EXPONENTIAL_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return TRUNCATED_EXPONENTIAL_OK;
}
