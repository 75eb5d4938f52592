/*
 * Maximum-likelihood estimation: Laplace distribution.
 *
 *   f(x; mu, scale) = 1/(2*scale)*exp(-Abs(x-mu)/scale)
 *   support: real
 *   mu: real
 *   scale: positive
 *
 * Log-likelihood:
 *
 *   -log(2*scale)*n - sum(Abs(x - mu))/scale
 *
 * Estimator (boundary):
 *
 *   mu = median(x)
 *   scale = sum(Abs(x - mu))/n
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *
 * Source:
 *
 *   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
 *       vol. 2, ch. 24
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, scale.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  LAPLACE_PARAMETERS = 2,
  LAPLACE_OK = 0,
  /* Empty, not finite, or outside the support. */
  LAPLACE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  LAPLACE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  LAPLACE_NOT_FOUND = 3
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

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quantile_x = quantile(rows, x_at, 0.5);
  const double mu = quantile_x;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - mu;
    add(&sum_h, &lost_1, fabs(t));
  }
  sum_h += lost_1;
  const double scale = sum_h / n;
  out[0] = mu;
  out[1] = scale;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  if (!(min_x < max_x)) {
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
static double log_likelihood(const struct rows *rows, double n, double mu,
                             double scale) {
  double sum_h_3 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_2, fabs(x - mu));
  }
  sum_h_3 += lost_2;
  return -n * log(2.0 * scale) - sum_h_3 / scale;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, scale);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double scale,
                  double *out) {
  double sum_h_4 = 0.0;
  double lost_3 = 0.0;
  double sum_h_5 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_5 = x - mu;
    add(&sum_h_4, &lost_3, sign(t_5));
    add(&sum_h_5, &lost_4, fabs(t_5));
  }
  sum_h_4 += lost_3;
  sum_h_5 += lost_4;
  const double t_6 = 1.0 / scale;
  out[0] = t_6 * sum_h_4;
  out[1] = sum_h_5 / (scale * scale) - t_6 * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double scale,
                     double *out) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_5[2];
  score(rows, n, mu, scale, found_5);
  const double g_1 = found_5[0];
  const double g_2 = found_5[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double scale, double *out) {
  double sum_h_6 = 0.0;
  double lost_6 = 0.0;
  double sum_h_7 = 0.0;
  double lost_7 = 0.0;
  double sum_h_8 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_7 = x - mu;
    add(&sum_h_6, &lost_6, fabs(t_7));
    add(&sum_h_7, &lost_7, sign(t_7));
    add(&sum_h_8, &lost_8, 0.0);
  }
  sum_h_6 += lost_6;
  sum_h_7 += lost_7;
  sum_h_8 += lost_8;
  const double t_8 = 1.0 / scale;
  const double t_9 = 1.0 / (scale * scale);
  out[0] = -2.0 * t_8 * sum_h_8;
  out[1] = -t_9 * sum_h_7;
  out[2] = t_9 * n - 2.0 * sum_h_6 / (scale * scale * scale);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double scale,
                    double *out) {
  if (!(isfinite(mu) && scale > 0.0 && isfinite(scale))) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_9[3];
  curvature(rows, n, mu, scale, found_9);
  const double h_1 = found_9[0];
  const double h_2 = found_9[1];
  const double h_3 = found_9[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int laplace_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return LAPLACE_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return LAPLACE_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return LAPLACE_NOT_FOUND;
    }
  }
  return LAPLACE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double laplace_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int laplace_gradient(const double *x, size_t n, const double *parameters,
                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LAPLACE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return LAPLACE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int laplace_hessian(const double *x, size_t n, const double *parameters,
                    double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return LAPLACE_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return LAPLACE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int laplace_standard_errors(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return LAPLACE_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  static const size_t regular[1] = {1};
  double factor[1][1];
  for (size_t i = 0; i < 1; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return LAPLACE_NOT_FOUND;
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
  return LAPLACE_OK;
}
