/*
 * Maximum-likelihood estimation: Poisson hurdle distribution.
 *
 *   f(x; weight, rate) = Piecewise((weight, Eq(x, 0)),
 *       ((1-weight)*rate**x/(factorial(x)*(exp(rate)-1)), True))
 *   support: x in 0, 1, 2, ...
 *   weight: 0 < weight < 1
 *   rate: positive
 *
 * Log-likelihood:
 *
 *   (log(1 - weight) - log(exp(rate) - 1))*sum(Piecewise((0, Eq(x, 0)), (1,
 *       True))) + log(rate)*sum(Piecewise((0, Eq(x, 0)), (x, True))) +
 *       log(weight)*sum(Piecewise((1, Eq(x, 0)), (0, True))) -
 *       sum(Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)))
 *
 * Estimator (special):
 *
 *   weight = sum(Piecewise((1, Eq(x, 0)), (0, True)))/(sum(Piecewise((0, Eq(x,
 *       0)), (1, True))) + sum(Piecewise((1, Eq(x, 0)), (0, True))))
 *   rate = LambertW(-exp(-sum(Piecewise((0, Eq(x, 0)), (x,
 *       True)))/sum(Piecewise((0, Eq(x, 0)), (1, True))))*sum(Piecewise((0,
 *       Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))) +
 *       sum(Piecewise((0, Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)),
 *       (1, True)))
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if #{x_i = 0} > 0.
 *   A maximum exists only if #{x_i != 0} > 0.
 *   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
 *
 * Source:
 *
 *   Mullahy (1986), Specification and testing of some modified count data
 *       models, J. Econometrics 33, 341-365
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: weight, rate.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  HURDLE_POISSON_PARAMETERS = 2,
  HURDLE_POISSON_OK = 0,
  /* Empty, not finite, or outside the support. */
  HURDLE_POISSON_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  HURDLE_POISSON_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  HURDLE_POISSON_NOT_FOUND = 3
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
  const double part_13 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_13)) / z;
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

/* The real w with w exp(w) = y on branch 0 or -1; nan where there is none. */
static double lambert_w(double y, double branch) {
  if (y < -0.36787944117144233) {
    if (y > -0.36787944117144245) {
      return -1.0;
    }
    return NAN;
  }
  if (branch < -0.5 && y >= 0.0) {
    return NAN;
  }
  const double p = sqrt(fmax(0.0, 2.0 * (2.718281828459045 * y + 1.0)));
  double w = -1.0 + p - p * p / 3.0 + 11.0 / 72.0 * p * p * p;
  if (branch < -0.5) {
    w = -1.0 - p - p * p / 3.0 - 11.0 / 72.0 * p * p * p;
    if (y > -0.1) {
      w = log(-y) - log(-log(-y));
    }
  } else if (y > 1.0) {
    const double part_14 = log(1.0 + log(1.0 + y)) / (2.0 + log(1.0 + y));
    w = log(1.0 + y) * (1.0 - part_14);
  }
  for (int turn = 0; turn < 50; ++turn) {
    const double e = exp(w);
    const double f = w * e - y;
    if (f == 0.0 || w == -1.0) {
      return w;
    }
    const double step = f / (e * (w + 1.0) - (w + 2.0) * f / (2.0 * w + 2.0));
    w = w - step;
    if (fmax(step, -step) <= 1e-16 * fmax(w, -w)) {
      return w;
    }
  }
  return w;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  double sum_h_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h_1 += t ? 0.0 : 1.0;
    add(&sum_h_2, &lost_1, (t ? 0.0 : x));
    sum_h_3 += t ? 1.0 : 0.0;
  }
  sum_h_2 += lost_1;
  const double weight = sum_h_3 / (sum_h_1 + sum_h_3);
  const double part_2 = -sum_h_2 * exp(-sum_h_2 / sum_h_1) / sum_h_1;
  const double rate = lambert_w(part_2, 0.0) + sum_h_2 / sum_h_1;
  out[0] = weight;
  out[1] = rate;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h_1 += t ? 0.0 : 1.0;
    add(&sum_h_2, &lost_3, (t ? 0.0 : x));
    sum_h_3 += t ? 1.0 : 0.0;
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  sum_h_2 += lost_3;
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  if (!(sum_h_3 > 0.0)) {
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
  if (!(sum_h_2 - sum_h_1 > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = 0.0;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double weight,
                             double rate) {
  double log_densities = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double part_5 = deviance(x, rate);
    const double part_6 = log1p(-weight) - part_5;
    const double part_7 = part_6 - stirling(x);
    const double part_8 = part_7 - log1m_exp(-rate);
    add(&log_densities, &lost_4, (x == 0.0 ? log(weight) : part_8));
  }
  log_densities += lost_4;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double weight, double rate) {
  if (!(weight > 0.0 && weight < 1.0 && rate > 0.0 && isfinite(rate))) {
    return INFINITY;
  }
  return -log_likelihood(rows, weight, rate);
}

/* The gradient of the log-likelihood. */
static void score(double sum_h_3, double sum_h_1, double sum_h_2, double weight,
                  double rate, double *out) {
  out[0] = sum_h_3 / weight - sum_h_1 / (1.0 - weight);
  out[1] = (-inverse_expm1(rate) - 1.0) * sum_h_1 + sum_h_2 / rate;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double weight, double rate,
                     double *out) {
  if (!(weight > 0.0 && weight < 1.0 && rate > 0.0 && isfinite(rate))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_9 = 0.0;
  double sum_h_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h_1 += t ? 0.0 : 1.0;
    add(&sum_h_2, &lost_9, (t ? 0.0 : x));
    sum_h_3 += t ? 1.0 : 0.0;
  }
  sum_h_2 += lost_9;
  double found_10[2];
  score(sum_h_3, sum_h_1, sum_h_2, weight, rate, found_10);
  const double g_1 = found_10[0];
  const double g_2 = found_10[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double sum_h_1, double sum_h_2, double sum_h_3,
                      double weight, double rate, double *out) {
  const double t_6 = 1.0 - weight;
  const double t_7 = inverse_expm1(rate);
  const double t_8 = t_7 + 1.0;
  out[0] = -sum_h_3 / (weight * weight) - sum_h_1 / (t_6 * t_6);
  out[1] = 0.0;
  out[2] = t_7 * t_8 * sum_h_1 - sum_h_2 / (rate * rate);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double weight, double rate,
                    double *out) {
  if (!(weight > 0.0 && weight < 1.0 && rate > 0.0 && isfinite(rate))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_11 = 0.0;
  double sum_h_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 0.0;
    sum_h_1 += t ? 0.0 : 1.0;
    add(&sum_h_2, &lost_11, (t ? 0.0 : x));
    sum_h_3 += t ? 1.0 : 0.0;
  }
  sum_h_2 += lost_11;
  double found_12[3];
  curvature(sum_h_1, sum_h_2, sum_h_3, weight, rate, found_12);
  const double h_1 = found_12[0];
  const double h_2 = found_12[1];
  const double h_3 = found_12[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int hurdle_poisson_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return HURDLE_POISSON_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return HURDLE_POISSON_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return HURDLE_POISSON_NOT_FOUND;
    }
  }
  return HURDLE_POISSON_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double hurdle_poisson_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int hurdle_poisson_gradient(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return HURDLE_POISSON_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return HURDLE_POISSON_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int hurdle_poisson_hessian(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return HURDLE_POISSON_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return HURDLE_POISSON_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int hurdle_poisson_standard_errors(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return HURDLE_POISSON_BAD_DATA;
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
        return HURDLE_POISSON_NOT_FOUND;
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
  return HURDLE_POISSON_OK;
}
