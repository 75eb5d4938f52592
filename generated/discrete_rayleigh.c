/*
 * Maximum-likelihood estimation: Discrete Rayleigh distribution.
 *
 *   f(x; q) = q**(x**2)-q**((x+1)**2)
 *   support: x in 0, 1, 2, ...
 *   q: 0 < q < 1
 *
 * Log-likelihood:
 *
 *   sum(log(q**(x**2) - q**((x + 1)**2)))
 *
 * Estimator (reduced):
 *
 *   q = the solution of sum((x**2*q**(x**2)/q - q**((x + 1)**2)*(x +
 *       1)**2/q)/(q**(x**2) - q**((x + 1)**2))) = 0
 *
 * Source:
 *
 *   Roy (2004), Discrete Rayleigh distribution, IEEE Trans. Reliab. 53,
 *       255-260
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: q.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  DISCRETE_RAYLEIGH_PARAMETERS = 1,
  DISCRETE_RAYLEIGH_OK = 0,
  /* Empty, not finite, or outside the support. */
  DISCRETE_RAYLEIGH_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  DISCRETE_RAYLEIGH_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  DISCRETE_RAYLEIGH_NOT_FOUND = 3
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

/* The equation that gives q, and its slope. */
static void equation_q(const struct rows *rows, double q, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x * x;
    const double t_1 = pow(q, t);
    const double t_2 = x + 1.0;
    const double t_3 = t_2 * t_2;
    const double t_4 = pow(q, t_3);
    const double t_5 = t_1 - t_4;
    const double t_6 = 1.0 / t_5;
    const double t_7 = 1.0 / q;
    const double t_8 = t_3 * t_4;
    const double t_9 = t * t_1 * t_7 - t_7 * t_8;
    const double t_10 = t_7 * t_7;
    add(&sum_h, &lost_1, t_6 * t_9);
    const double part_4 = t_3 * t_3 * t_10 * t_4;
    const double part_5 = t * t_1 * t_10 + part_4;
    add(&sum_h_1, &lost_2, (part_5 - t * t * t_1 * t_10 - t_10 * t_8) * t_6);
    add(&sum_h_2, &lost_3, t_6 * t_6 * (t_9 * t_9));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  out[0] = sum_h;
  out[1] = -sum_h_1 - sum_h_2;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_q(const struct rows *rows, double near, double f_near,
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
    double found_6[2];
    equation_q(rows, outward(u, lower, upper), found_6);
    const double f = found_6[0];
    const double slope = found_6[1];
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
static double root_q(const struct rows *rows, double lower, double upper,
                     double start) {
  double u = 0.0;
  if (lower < start && start < upper) {
    u = inward(start, lower, upper);
  }
  const double limit_1 = farthest(lower, upper);
  double found_7[2];
  equation_q(rows, outward(u, lower, upper), found_7);
  double f = found_7[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_8[2];
    equation_q(rows, outward(u + shift, lower, upper), found_8);
    f = found_8[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_9[2];
      equation_q(rows, outward(u - shift, lower, upper), found_9);
      f = found_9[0];
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
      double found_10[2];
      equation_q(rows, outward(new_1, lower, upper), found_10);
      f = found_10[0];
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
        return zero_q(rows, right, f_right, new_1, f, lower, upper);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_11[2];
      equation_q(rows, outward(new_1, lower, upper), found_11);
      f = found_11[0];
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
        return zero_q(rows, left, f_left, new_1, f, lower, upper);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  const double q = root_q(rows, 0.0, 1.0, NAN);
  return q;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double q) {
  double sum_h_7 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_7, &lost_12, log(pow(q, x * x) - pow(q, pow(x + 1.0, 2.0))));
  }
  sum_h_7 += lost_12;
  return sum_h_7;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return INFINITY;
  }
  return -log_likelihood(rows, q);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double q) {
  double sum_h_8 = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = x * x;
    const double t_29 = pow(q, t_28);
    const double t_30 = pow(x + 1.0, 2.0);
    const double t_31 = pow(q, t_30);
    const double t_32 = 1.0 / q;
    const double part_14 = t_28 * t_29 * t_32;
    add(&sum_h_8, &lost_13, (part_14 - t_30 * t_31 * t_32) / (t_29 - t_31));
  }
  sum_h_8 += lost_13;
  return sum_h_8;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return NAN;
  }
  return -score(rows, q);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double q) {
  double sum_h_11 = 0.0;
  double lost_15 = 0.0;
  double sum_h_12 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_33 = x * x;
    const double t_34 = pow(q, t_33);
    const double t_35 = x + 1.0;
    const double t_36 = t_35 * t_35;
    const double t_37 = pow(q, t_36);
    const double t_38 = t_34 - t_37;
    const double t_39 = 1.0 / t_38;
    const double t_40 = 1.0 / q;
    const double t_41 = t_33 * t_34;
    const double t_42 = t_36 * t_37;
    const double t_43 = t_40 * t_41 - t_40 * t_42;
    const double t_44 = t_40 * t_40;
    const double part_17 = t_36 * t_36 * t_44 * t_37;
    const double part_18 = t_33 * t_33 * t_34 * t_44;
    const double part_19 = part_18 + t_44 * t_42 - part_17;
    add(&sum_h_11, &lost_15, (part_19 - t_44 * t_41) * t_39);
    add(&sum_h_12, &lost_16, -(t_43 * t_43) * (t_39 * t_39));
  }
  sum_h_11 += lost_15;
  sum_h_12 += lost_16;
  return sum_h_11 + sum_h_12;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double q) {
  if (!(q > 0.0 && q < 1.0)) {
    return NAN;
  }
  return -curvature(rows, q);
}

/* The maximum-likelihood estimate. */
int discrete_rayleigh_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return DISCRETE_RAYLEIGH_NOT_FOUND;
    }
  }
  return DISCRETE_RAYLEIGH_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double discrete_rayleigh_nll(const double *x, size_t n,
                             const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int discrete_rayleigh_gradient(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return DISCRETE_RAYLEIGH_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int discrete_rayleigh_hessian(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return DISCRETE_RAYLEIGH_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int discrete_rayleigh_standard_errors(const double *x, size_t n,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return DISCRETE_RAYLEIGH_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return DISCRETE_RAYLEIGH_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return DISCRETE_RAYLEIGH_OK;
}
