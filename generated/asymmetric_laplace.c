/*
 * Maximum-likelihood estimation: Asymmetric Laplace distribution.
 *
 *   f(x; mu, scale, kappa) =
 *       1/(scale*(kappa+1/kappa))*Piecewise((exp(-kappa*(x-mu)/scale), x >=
 *       mu), (exp((x-mu)/(kappa*scale)), True))
 *   support: real
 *   mu: real
 *   scale: positive
 *   kappa: positive
 *
 * Log-likelihood:
 *
 *   (-log(scale) - log(kappa + 1/kappa))*n + sum(-x*kappa + x/kappa + kappa*mu
 *       - mu/kappa)/(2*scale) + (-kappa**2 - 1)*sum(Abs(x -
 *       mu))/(2*kappa*scale)
 *
 * Estimator (boundary):
 *
 *   mu = the value among x that maximises (-log((-sum(x - mu - Abs(x -
 *       mu)))**(1/4)/sum(x - mu + Abs(x - mu))**(1/4) + sum(x - mu + Abs(x -
 *       mu))**(1/4)/(-sum(x - mu - Abs(x - mu)))**(1/4)) - log(-mu*(-sum(x -
 *       mu - Abs(x - mu)))**(1/4)/(2*sum(x - mu + Abs(x - mu))**(1/4)) +
 *       mu*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
 *       mu)))**(1/4)) + (-sum(x - mu - Abs(x - mu)))**(1/4)*sum(x)/(2*n*sum(x
 *       - mu + Abs(x - mu))**(1/4)) + (-sum(x - mu - Abs(x -
 *       mu)))**(1/4)*sum(Abs(x - mu))/(2*n*sum(x - mu + Abs(x - mu))**(1/4)) -
 *       sum(x)*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
 *       mu)))**(1/4)*n) + sum(x - mu + Abs(x - mu))**(1/4)*sum(Abs(x -
 *       mu))/(2*(-sum(x - mu - Abs(x - mu)))**(1/4)*n)) - 1)*n
 *   kappa = sum(-x/2 + mu/2 + Abs(x - mu)/2)**(1/4)/sum(x/2 - mu/2 + Abs(x -
 *       mu)/2)**(1/4)
 *   scale = (-kappa**2*mu*n + kappa**2*sum(x) + mu*n + (kappa**2 +
 *       1)*sum(Abs(x - mu)) - sum(x))/(2*kappa*n)
 *
 * Conditions:
 *
 *   A maximum exists only if (sum x_i - n mu + sum |x_i - mu|) (n mu + sum
 *       |x_i - mu| - sum x_i)^(1/4) > 0.
 *
 * Source:
 *
 *   Kotz, Kozubowski, Podgorski (2001), The Laplace Distribution and
 *       Generalizations, ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, scale, kappa.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  ASYMMETRIC_LAPLACE_PARAMETERS = 3,
  ASYMMETRIC_LAPLACE_OK = 0,
  /* Empty, not finite, or outside the support. */
  ASYMMETRIC_LAPLACE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  ASYMMETRIC_LAPLACE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  ASYMMETRIC_LAPLACE_NOT_FOUND = 3
};

/* The data, read as (x - centre)/spread where they are standardised. */
struct rows {
  const double *x;
  double x_centre;
  double x_spread;
  size_t n;
};

static double x_at(const struct rows *rows, size_t i) {
  return (rows->x[i] - rows->x_centre) / rows->x_spread;
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

/* The log-likelihood as a function of mu. */
static double objective_mu(const struct rows *rows, double n, double sum_x,
                           double mu) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = x - mu;
    const double t_1 = fabs(t);
    add(&sum_h, &lost_1, x - t_1 - mu);
    add(&sum_h_1, &lost_2, t + t_1);
    add(&sum_h_2, &lost_3, t_1);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  const double part_4 = 0.5 * mu * pow(-sum_h, 0.25) / pow(sum_h_1, 0.25);
  const double part_5 = 0.5 * mu * pow(sum_h_1, 0.25) / pow(-sum_h, 0.25);
  const double part_6 = pow(sum_h_1, 0.25) / pow(-sum_h, 0.25);
  const double part_7 = log(part_6 + pow(-sum_h, 0.25) / pow(sum_h_1, 0.25));
  const double part_8 = 0.5 * pow(sum_h_1, 0.25) * sum_h_2;
  const double part_9 = part_5 + part_8 / (pow(-sum_h, 0.25) * n);
  const double part_10 = 0.5 * pow(-sum_h, 0.25) * sum_h_2;
  const double part_11 = part_9 + part_10 / (pow(sum_h_1, 0.25) * n);
  const double part_12 = 0.5 * pow(sum_h_1, 0.25) * sum_x;
  const double part_13 = part_12 / (pow(-sum_h, 0.25) * n);
  const double part_14 = 0.5 * pow(-sum_h, 0.25) * sum_x;
  const double part_15 = part_11 + part_14 / (pow(sum_h_1, 0.25) * n) - part_13;
  return (-part_7 - log(part_15 - part_4) - 1.0) * n;
}

/* The one of the points at which mu is likeliest. */
static double point_mu(const struct rows *rows, double n, double sum_x) {
  double best = -INFINITY;
  double chosen = NAN;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double point = x;
    const double height = objective_mu(rows, n, sum_x, point);
    if (height > best) {
      best = height;
      chosen = point;
    }
  }
  return chosen;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_16, x);
  }
  sum_x += lost_16;
  const double mu = point_mu(rows, n, sum_x);
  double sum_h_3 = 0.0;
  double lost_17 = 0.0;
  double sum_h_4 = 0.0;
  double lost_18 = 0.0;
  double sum_h_5 = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_2 = x - mu;
    const double t_3 = fabs(t_2);
    add(&sum_h_3, &lost_17, t_3 + mu - x);
    add(&sum_h_4, &lost_18, t_2 + t_3);
    add(&sum_h_5, &lost_19, t_3);
  }
  sum_h_3 += lost_17;
  sum_h_4 += lost_18;
  sum_h_5 += lost_19;
  const double kappa = pow(sum_h_3, 0.25) / pow(sum_h_4, 0.25);
  const double part_20 = (kappa * kappa + 1.0) * sum_h_5;
  const double part_21 = mu * n + kappa * kappa * sum_x + part_20;
  const double part_22 = part_21 - mu * (kappa * kappa) * n - sum_x;
  const double scale = 0.5 * part_22 / (kappa * n);
  out[0] = mu;
  out[1] = scale;
  out[2] = kappa;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_23 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_23, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_23;
  const double mean = total / n;
  double squares = 0.0;
  double lost_24 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_24, pow(x - mean, 2.0));
  }
  squares += lost_24;
  double spread = 0.74 * (rest - quarter);
  if (!(spread > 0.0)) {
    spread = sqrt(squares / n);
  }
  if (!(spread > 0.0)) {
    spread = largest;
  }
  if (!(spread > 0.0)) {
    spread = 1.0;
  }
  out[0] = half;
  out[1] = spread;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double mu,
                             double scale, double kappa) {
  double sum_h_12 = 0.0;
  double lost_25 = 0.0;
  double sum_h_13 = 0.0;
  double lost_26 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_27 = x - mu;
    add(&sum_h_12, &lost_25, fmin(0.0, t_27));
    add(&sum_h_13, &lost_26, fmax(0.0, t_27));
  }
  sum_h_12 += lost_25;
  sum_h_13 += lost_26;
  const double t_28 = 1.0 / kappa;
  const double t_29 = 1.0 / scale;
  const double part_27 = t_28 * t_29 * sum_h_12 - n * log(scale);
  return part_27 - n * log(t_28 + kappa) - kappa * t_29 * sum_h_13;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double scale,
                  double kappa) {
  const int part_28 = isfinite(scale);
  const int part_29 = isfinite(kappa);
  if (!(isfinite(mu) && scale > 0.0 && part_28 && kappa > 0.0 && part_29)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu, scale, kappa);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu, double scale,
                  double kappa, double *out) {
  double sum_h_14 = 0.0;
  double sum_h_15 = 0.0;
  double sum_h_16 = 0.0;
  double lost_30 = 0.0;
  double sum_h_17 = 0.0;
  double lost_31 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_30 = x - mu;
    sum_h_14 += t_30 < 0.0 ? 0.0 : 1.0;
    sum_h_15 += -t_30 < 0.0 ? 0.0 : 1.0;
    add(&sum_h_16, &lost_30, fmax(0.0, t_30));
    add(&sum_h_17, &lost_31, fmin(0.0, t_30));
  }
  sum_h_16 += lost_30;
  sum_h_17 += lost_31;
  const double t_31 = 1.0 / scale;
  const double t_32 = 1.0 / kappa;
  const double t_33 = 1.0 / (scale * scale);
  const double t_34 = 1.0 / (kappa * kappa);
  out[0] = kappa * t_31 * sum_h_14 - t_31 * t_32 * sum_h_15;
  out[1] = kappa * t_33 * sum_h_16 - t_31 * n - t_32 * t_33 * sum_h_17;
  const double part_32 = -(1.0 - t_34) * n / (t_32 + kappa);
  out[2] = part_32 - t_31 * t_34 * sum_h_17 - t_31 * sum_h_16;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double scale,
                     double kappa, double *out) {
  const int part_33 = isfinite(scale);
  const int part_34 = isfinite(kappa);
  if (!(isfinite(mu) && scale > 0.0 && part_33 && kappa > 0.0 && part_34)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_35[3];
  score(rows, n, mu, scale, kappa, found_35);
  const double g_1 = found_35[0];
  const double g_2 = found_35[1];
  const double g_3 = found_35[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu,
                      double scale, double kappa, double *out) {
  double sum_h_18 = 0.0;
  double lost_36 = 0.0;
  double sum_h_19 = 0.0;
  double lost_37 = 0.0;
  double sum_h_20 = 0.0;
  double sum_h_21 = 0.0;
  double sum_h_22 = 0.0;
  double lost_38 = 0.0;
  double sum_h_23 = 0.0;
  double lost_39 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_35 = x - mu;
    add(&sum_h_18, &lost_36, fmin(0.0, t_35));
    add(&sum_h_19, &lost_37, fmax(0.0, t_35));
    sum_h_20 += t_35 < 0.0 ? 0.0 : 1.0;
    sum_h_21 += -t_35 < 0.0 ? 0.0 : 1.0;
    add(&sum_h_22, &lost_38, 0.0);
    add(&sum_h_23, &lost_39, 0.0);
  }
  sum_h_18 += lost_36;
  sum_h_19 += lost_37;
  sum_h_22 += lost_38;
  sum_h_23 += lost_39;
  const double t_36 = 1.0 / kappa;
  const double t_37 = t_36 + kappa;
  const double t_38 = 1.0 / scale;
  const double t_40 = t_38 * sum_h_20;
  const double t_41 = t_36 * t_38;
  const double t_42 = 1.0 / (scale * scale);
  const double t_43 = 1.0 / (kappa * kappa);
  const double t_44 = t_38 * t_43;
  const double t_45 = 1.0 - t_43;
  const double t_46 = n / t_37;
  const double t_47 = 2.0 / (scale * scale * scale);
  const double t_48 = 1.0 / (kappa * kappa * kappa);
  out[0] = -kappa * t_38 * sum_h_22 - t_41 * sum_h_23;
  out[1] = t_36 * t_42 * sum_h_21 - kappa * t_42 * sum_h_20;
  out[2] = t_42 * n + t_36 * t_47 * sum_h_18 - kappa * t_47 * sum_h_19;
  out[3] = t_40 + t_44 * sum_h_21;
  out[4] = t_42 * t_43 * sum_h_18 + t_42 * sum_h_19;
  const double part_40 = t_45 * t_45 * n / (t_37 * t_37);
  out[5] = part_40 + 2.0 * t_48 * t_38 * sum_h_18 - 2.0 * t_46 * t_48;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double scale,
                    double kappa, double *out) {
  const int part_41 = isfinite(scale);
  const int part_42 = isfinite(kappa);
  if (!(isfinite(mu) && scale > 0.0 && part_41 && kappa > 0.0 && part_42)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_43[6];
  curvature(rows, n, mu, scale, kappa, found_43);
  const double h_1 = found_43[0];
  const double h_2 = found_43[1];
  const double h_3 = found_43[2];
  const double h_4 = found_43[3];
  const double h_5 = found_43[4];
  const double h_6 = found_43[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int asymmetric_laplace_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return ASYMMETRIC_LAPLACE_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[0] = rows.x_spread * estimate[0] + rows.x_centre;
  estimate[1] = rows.x_spread * estimate[1];
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return ASYMMETRIC_LAPLACE_NOT_FOUND;
    }
  }
  return ASYMMETRIC_LAPLACE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double asymmetric_laplace_nll(const double *x, size_t n,
                              const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int asymmetric_laplace_gradient(const double *x, size_t n,
                                const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return ASYMMETRIC_LAPLACE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return ASYMMETRIC_LAPLACE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int asymmetric_laplace_hessian(const double *x, size_t n,
                               const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return ASYMMETRIC_LAPLACE_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return ASYMMETRIC_LAPLACE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int asymmetric_laplace_standard_errors(const double *x, size_t n,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return ASYMMETRIC_LAPLACE_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[2] = {1, 2};
  double factor[2][2];
  for (size_t i = 0; i < 2; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return ASYMMETRIC_LAPLACE_NOT_FOUND;
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
  return ASYMMETRIC_LAPLACE_OK;
}
