/*
 * Maximum-likelihood estimation: Truncated Pareto distribution.
 *
 *   f(x; lower, upper, shape) =
 *       shape*lower**shape*x**(-shape-1)/(1-(lower/upper)**shape)
 *   support: lower <= x <= upper
 *   lower: positive
 *   upper: lower < upper
 *   shape: positive
 *
 * Log-likelihood:
 *
 *   (-shape - 1)*sum(log(x)) + (shape*log(lower) + log(shape) - log(1 -
 *       (lower/upper)**shape))*n
 *
 * Estimator (boundary):
 *
 *   lower = min(x)
 *   upper = max(x)
 *   shape = the solution of ((lower/upper)**shape*log(lower/upper)/(1 -
 *       (lower/upper)**shape) + log(lower) + 1/shape)*n - sum(log(x)) = 0
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if 2 sum log x_i < n log x_(1) + n log x_(n).
 *
 * Source:
 *
 *   Aban, Meerschaert, Panorska (2006), Parameter estimation for the truncated
 *       Pareto distribution, J. Amer. Statist. Assoc. 101, 270-277
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: lower, upper, shape.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  TRUNCATED_PARETO_PARAMETERS = 3,
  TRUNCATED_PARETO_OK = 0,
  /* Empty, not finite, or outside the support. */
  TRUNCATED_PARETO_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  TRUNCATED_PARETO_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  TRUNCATED_PARETO_NOT_FOUND = 3
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

/* The equation that gives shape, and its slope. */
static void equation_shape(double lower, double upper, double sum_log_x,
                           double n, double shape, double *out) {
  const double t = lower / upper;
  const double t_1 = log(t);
  const double t_2 = pow(t, shape);
  const double t_3 = 1.0 - t_2;
  const double t_4 = t_2 / t_3;
  const double t_5 = t_1 * t_1;
  out[0] = (t_1 * t_4 + log(lower) + 1.0 / shape) * n - sum_log_x;
  const double part_1 = pow(t, 2.0 * shape) * t_5 / (t_3 * t_3) + t_4 * t_5;
  out[1] = (part_1 - 1.0 / (shape * shape)) * n;
}

/* The zero of the equation between two points where its signs differ: Newton
   steps, bisections where one would leave. */
static double zero_shape(double lower, double upper, double sum_log_x, double n,
                         double near, double f_near, double far, double f_far,
                         double lower_, double upper_) {
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
    equation_shape(lower, upper, sum_log_x, n, outward(u, lower_, upper_),
                   found_2);
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
    if (unbounded(lower_, upper_) > 0.0) {
      scale = fmax(fabs(u), 1e-06 * width);
    }
    const double step = -f / (slope * stretch(u, lower_, upper_));
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
  return outward(u, lower_, upper_);
}

/* The zero of the equation in (lower, upper), searched outwards from start;
   nan if its sign never changes. */
static double root_shape(double lower, double upper, double sum_log_x, double n,
                         double lower_, double upper_, double start) {
  double u = 0.0;
  if (lower_ < start && start < upper_) {
    u = inward(start, lower_, upper_);
  }
  const double limit_1 = farthest(lower_, upper_);
  double found_3[2];
  equation_shape(lower, upper, sum_log_x, n, outward(u, lower_, upper_),
                 found_3);
  double f = found_3[0];
  double shift = 1.0;
  while (!(isfinite(f)) && shift < 40.0) {
    double found_4[2];
    equation_shape(lower, upper, sum_log_x, n,
                   outward(u + shift, lower_, upper_), found_4);
    f = found_4[0];
    if (isfinite(f)) {
      u = u + shift;
    } else {
      double found_5[2];
      equation_shape(lower, upper, sum_log_x, n,
                     outward(u - shift, lower_, upper_), found_5);
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
    return outward(u, lower_, upper_);
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
      equation_shape(lower, upper, sum_log_x, n, outward(new_1, lower_, upper_),
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
        if (right >= limit_1) {
          up = 0.0;
        }
      } else {
        return zero_shape(lower, upper, sum_log_x, n, right, f_right, new_1, f,
                          lower_, upper_);
      }
    }
    if (down > 0.0) {
      new_1 = fmax(left - down, -limit_1);
      double found_7[2];
      equation_shape(lower, upper, sum_log_x, n, outward(new_1, lower_, upper_),
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
        if (left <= -limit_1) {
          down = 0.0;
        }
      } else {
        return zero_shape(lower, upper, sum_log_x, n, left, f_left, new_1, f,
                          lower_, upper_);
      }
    }
  }
  return NAN;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_8 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_8, log(x));
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  sum_log_x += lost_8;
  const double lower = min_x;
  const double upper = max_x;
  const double shape =
      root_shape(lower, upper, sum_log_x, n, 0.0, INFINITY, NAN);
  out[0] = lower;
  out[1] = upper;
  out[2] = shape;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_9 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_9, log(x));
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  sum_log_x += lost_9;
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    return;
  }
  const double part_10 = (pow(log(min_x), 2.0) - pow(log(max_x), 2.0)) * n;
  const double part_11 = 2.0 * (log(min_x) - log(max_x)) * sum_log_x - part_10;
  if (!(-0.5 * part_11 / (log(min_x) - log(max_x)) > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
  out[3] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_log_x, double lower,
                             double upper, double shape) {
  const double part_12 = shape * n * log(lower) + n * log(shape);
  const double part_13 = n * log1p(-pow(lower / upper, shape));
  return part_12 + (-shape - 1.0) * sum_log_x - part_13;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double lower, double upper,
                  double shape) {
  const int part_14 = isfinite(lower);
  const int part_15 = isfinite(upper);
  const int part_16 = isfinite(shape);
  if (!(lower > 0.0 && part_14 && upper > lower && part_15 && shape > 0.0 &&
        part_16)) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= lower && x <= upper) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_17, log(x));
  }
  sum_log_x += lost_17;
  return -log_likelihood(n, sum_log_x, lower, upper, shape);
}

/* The gradient of the log-likelihood. */
static void score(double n, double sum_log_x, double lower, double upper,
                  double shape, double *out) {
  const double t_37 = shape * n;
  const double t_38 = t_37 / lower;
  const double t_39 = 1.0 / upper;
  const double t_40 = lower * t_39;
  const double t_41 = pow(t_40, shape);
  const double t_42 = t_41 / (1.0 - t_41);
  out[0] = t_38 * t_42 + t_38;
  out[1] = -t_37 * t_39 * t_42;
  out[2] = t_42 * n * log(t_40) + n * log(lower) + n / shape - sum_log_x;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double lower, double upper,
                     double shape, double *out) {
  const int part_18 = isfinite(lower);
  const int part_19 = isfinite(upper);
  const int part_20 = isfinite(shape);
  if (!(lower > 0.0 && part_18 && upper > lower && part_19 && shape > 0.0 &&
        part_20)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= lower && x <= upper) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_log_x = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_log_x, &lost_21, log(x));
  }
  sum_log_x += lost_21;
  double found_22[3];
  score(n, sum_log_x, lower, upper, shape, found_22);
  const double g_1 = found_22[0];
  const double g_2 = found_22[1];
  const double g_3 = found_22[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double n, double lower, double upper, double shape,
                      double *out) {
  const double t_43 = 1.0 / upper;
  const double t_44 = lower * t_43;
  const double t_45 = pow(t_44, shape);
  const double t_47 = n / lower;
  const double t_48 = shape * t_47;
  const double t_49 = 1.0 - t_45;
  const double t_50 = t_45 / t_49;
  const double t_51 = t_48 * t_50;
  const double t_52 = shape * n;
  const double t_53 = t_50 * t_52;
  const double t_54 = t_43 * t_53;
  const double t_55 = log(t_44);
  const double t_56 = t_50 * n;
  const double t_57 = 1.0 / (lower * lower);
  const double t_58 = t_57 * t_52;
  const double t_59 = shape * shape;
  const double t_60 = t_57 * t_59;
  const double t_61 = pow(t_44, 2.0 * shape) / (t_49 * t_49);
  const double t_62 = t_61 * n;
  const double t_63 = t_47 * t_50;
  const double t_64 = t_43 * t_59;
  const double t_65 = 1.0 / (upper * upper);
  const double t_66 = t_59 * t_65;
  const double t_67 = t_55 * t_61;
  const double t_68 = t_55 * t_55;
  out[0] = t_56 * t_60 + t_60 * t_62 - t_58 * t_50 - t_58;
  out[1] = -t_61 * t_64 * t_47 - t_63 * t_64;
  out[2] = t_53 * t_65 + t_56 * t_66 + t_62 * t_66;
  out[3] = t_55 * t_51 + t_63 + t_67 * t_48 + t_47;
  out[4] = -t_43 * t_56 - t_43 * t_67 * t_52 - t_54 * t_55;
  out[5] = t_56 * t_68 + t_62 * t_68 - n / t_59;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double lower, double upper,
                    double shape, double *out) {
  const int part_23 = isfinite(lower);
  const int part_24 = isfinite(upper);
  const int part_25 = isfinite(shape);
  if (!(lower > 0.0 && part_23 && upper > lower && part_24 && shape > 0.0 &&
        part_25)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += (x >= lower && x <= upper) ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_26[6];
  curvature(n, lower, upper, shape, found_26);
  const double h_1 = found_26[0];
  const double h_2 = found_26[1];
  const double h_3 = found_26[2];
  const double h_4 = found_26[3];
  const double h_5 = found_26[4];
  const double h_6 = found_26[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int truncated_pareto_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return TRUNCATED_PARETO_BAD_DATA;
  }
  double limit[4];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 3; ++i) {
      estimate[i] = limit[i + 1];
    }
    return TRUNCATED_PARETO_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return TRUNCATED_PARETO_NOT_FOUND;
    }
  }
  return TRUNCATED_PARETO_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double truncated_pareto_nll(const double *x, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int truncated_pareto_gradient(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return TRUNCATED_PARETO_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return TRUNCATED_PARETO_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int truncated_pareto_hessian(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return TRUNCATED_PARETO_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return TRUNCATED_PARETO_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int truncated_pareto_standard_errors(const double *x, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return TRUNCATED_PARETO_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[1] = {2};
  double factor[1][1];
  for (size_t i = 0; i < 1; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return TRUNCATED_PARETO_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 1; ++last) {
    double column[1];
    double variance = 0.0;
    for (size_t i = last; i < 1; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return TRUNCATED_PARETO_OK;
}
