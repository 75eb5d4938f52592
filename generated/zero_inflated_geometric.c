/*
 * Maximum-likelihood estimation: Zero-inflated geometric distribution.
 *
 *   f(x; weight, p) = Piecewise((weight+(1-weight)*p, Eq(x, 0)),
 *       ((1-weight)*p*(1-p)**x, True))
 *   support: x in 0, 1, 2, ...
 *   weight: 0 < weight < 1
 *   p: 0 < p < 1
 *
 * Log-likelihood:
 *
 *   (log(p) + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
 *       log(1 - p)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(-p*weight +
 *       p + weight)*sum(Piecewise((1, Eq(x, 0)), (0, True)))
 *
 * Estimator (closed):
 *
 *   p = sum(Piecewise((0, Eq(x, 0)), (1, True)))/sum(Piecewise((0, Eq(x, 0)),
 *       (x, True)))
 *   weight = (p*sum(Piecewise((0, Eq(x, 0)), (1, True))) + p*sum(Piecewise((1,
 *       Eq(x, 0)), (0, True))) - sum(Piecewise((1, Eq(x, 0)), (0, True))))/((p
 *       - 1)*(sum(Piecewise((0, Eq(x, 0)), (1, True))) + sum(Piecewise((1,
 *       Eq(x, 0)), (0, True)))))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
 *   A maximum exists only if #{x_i = 0} > np.
 *   A maximum exists only if sum _(x_i != 0) x_i > 0.
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 8
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: weight, p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  ZERO_INFLATED_GEOMETRIC_PARAMETERS = 2,
  ZERO_INFLATED_GEOMETRIC_OK = 0,
  /* Empty, not finite, or outside the support. */
  ZERO_INFLATED_GEOMETRIC_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ZERO_INFLATED_GEOMETRIC_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ZERO_INFLATED_GEOMETRIC_NOT_FOUND = 3
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

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  double sum_h_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h += t ? 0.0 : 1.0;
    add(&sum_h_1, &lost_1, (t ? 0.0 : x));
    sum_h_2 += t ? 1.0 : 0.0;
  }
  sum_h_1 += lost_1;
  const double p = sum_h / sum_h_1;
  const double part_2 = p * sum_h + p * sum_h_2 - sum_h_2;
  const double weight = part_2 / ((p - 1.0) * (sum_h + sum_h_2));
  out[0] = weight;
  out[1] = p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double lost_3 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h += t ? 0.0 : 1.0;
    add(&sum_h_1, &lost_3, (t ? 0.0 : x));
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  sum_h_1 += lost_3;
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  if (!(sum_h_1 - sum_h > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  if (!(sum_h_1 > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h_2, double sum_h, double sum_h_1,
                             double weight, double p) {
  const double part_4 =
      (log(p) + log1p(-weight)) * sum_h + xlog1py(sum_h_1, -p);
  return part_4 + xlogy(sum_h_2, p + weight - p * weight);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double weight, double p) {
  if (!(weight > 0.0 && weight < 1.0 && p > 0.0 && p < 1.0)) {
    return INFINITY;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double lost_5 = 0.0;
  double sum_h_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h += t ? 0.0 : 1.0;
    add(&sum_h_1, &lost_5, (t ? 0.0 : x));
    sum_h_2 += t ? 1.0 : 0.0;
  }
  sum_h_1 += lost_5;
  return -log_likelihood(sum_h_2, sum_h, sum_h_1, weight, p);
}

/* The gradient of the log-likelihood. */
static void score(double sum_h_2, double sum_h, double sum_h_1, double weight,
                  double p, double *out) {
  const double t_15 = 1.0 - weight;
  const double t_16 = 1.0 / (p + weight - p * weight);
  const double t_17 = 1.0 - p;
  out[0] = t_16 * t_17 * sum_h_2 - sum_h / t_15;
  out[1] = t_15 * t_16 * sum_h_2 + sum_h / p - sum_h_1 / t_17;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double weight, double p,
                     double *out) {
  if (!(weight > 0.0 && weight < 1.0 && p > 0.0 && p < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double lost_6 = 0.0;
  double sum_h_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h += t ? 0.0 : 1.0;
    add(&sum_h_1, &lost_6, (t ? 0.0 : x));
    sum_h_2 += t ? 1.0 : 0.0;
  }
  sum_h_1 += lost_6;
  double found_7[2];
  score(sum_h_2, sum_h, sum_h_1, weight, p, found_7);
  const double g_1 = found_7[0];
  const double g_2 = found_7[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double sum_h_2, double sum_h, double sum_h_1,
                      double weight, double p, double *out) {
  const double t_18 = p + weight - p * weight;
  const double t_19 = weight - 1.0;
  const double t_20 = -t_19;
  const double t_21 = 1.0 / t_18;
  const double t_22 = p - 1.0;
  const double t_23 = -t_22;
  const double t_24 = t_21 * sum_h_2;
  const double t_25 = 1.0 / (t_18 * t_18);
  out[0] = t_22 * t_23 * t_25 * sum_h_2 - sum_h / (t_20 * t_20);
  out[1] = t_20 * t_22 * t_25 * sum_h_2 - t_24;
  const double part_8 = t_19 * t_20 * t_25 * sum_h_2 - sum_h / (p * p);
  out[2] = part_8 - sum_h_1 / (t_23 * t_23);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double weight, double p,
                    double *out) {
  if (!(weight > 0.0 && weight < 1.0 && p > 0.0 && p < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double lost_9 = 0.0;
  double sum_h_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h += t ? 0.0 : 1.0;
    add(&sum_h_1, &lost_9, (t ? 0.0 : x));
    sum_h_2 += t ? 1.0 : 0.0;
  }
  sum_h_1 += lost_9;
  double found_10[3];
  curvature(sum_h_2, sum_h, sum_h_1, weight, p, found_10);
  const double h_1 = found_10[0];
  const double h_2 = found_10[1];
  const double h_3 = found_10[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int zero_inflated_geometric_estimate(const double *x, size_t n,
                                     double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return ZERO_INFLATED_GEOMETRIC_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return ZERO_INFLATED_GEOMETRIC_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return ZERO_INFLATED_GEOMETRIC_NOT_FOUND;
    }
  }
  return ZERO_INFLATED_GEOMETRIC_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double zero_inflated_geometric_nll(const double *x, size_t n,
                                   const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int zero_inflated_geometric_gradient(const double *x, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ZERO_INFLATED_GEOMETRIC_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return ZERO_INFLATED_GEOMETRIC_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int zero_inflated_geometric_hessian(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return ZERO_INFLATED_GEOMETRIC_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return ZERO_INFLATED_GEOMETRIC_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int zero_inflated_geometric_standard_errors(const double *x, size_t n,
                                            const double *parameters,
                                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return ZERO_INFLATED_GEOMETRIC_BAD_DATA;
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
        return ZERO_INFLATED_GEOMETRIC_NOT_FOUND;
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
  return ZERO_INFLATED_GEOMETRIC_OK;
}
