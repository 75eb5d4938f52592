/*
 * Maximum-likelihood estimation: Genetic linkage in four cells.
 *
 *   f(x; theta) = Piecewise(((2+theta)/4, Eq(x, 1)), ((1-theta)/4, Eq(x, 2)),
 *       ((1-theta)/4, Eq(x, 3)), (theta/4, True))
 *   support: x in 1, 2, 3, 4
 *   theta: 0 < theta < 1
 *
 * Log-likelihood:
 *
 *   (log(theta) - 2*log(2))*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)),
 *       (1, True))) + log(1/4 - theta/4)*sum(Piecewise((0, Eq(x, 1)), (1,
 *       Eq(x, 2) | Eq(x, 3)), (0, True))) + log(theta/4 +
 *       1/2)*sum(Piecewise((1, Eq(x, 1)), (0, True)))
 *
 * Estimator (closed):
 *
 *   theta = -(-sqrt(9*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
 *       True)))**2 + 6*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
 *       True)))*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
 *       12*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
 *       True)))*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0,
 *       True))) + sum(Piecewise((1, Eq(x, 1)), (0, True)))**2 -
 *       4*sum(Piecewise((1, Eq(x, 1)), (0, True)))*sum(Piecewise((0, Eq(x,
 *       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True))) + 4*sum(Piecewise((0, Eq(x,
 *       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))**2) + sum(Piecewise((0,
 *       Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1, True))) - sum(Piecewise((1, Eq(x,
 *       1)), (0, True))) + 2*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x,
 *       3)), (0, True))))/(2*(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x,
 *       3)), (1, True))) + sum(Piecewise((1, Eq(x, 1)), (0, True))) +
 *       sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))))
 *
 * Conditions:
 *
 *   A maximum exists only if #{x_i = 1} + sqrt(12 #{x_i in {1, 2, 3}} #{x_i in
 *       {2, 3}} + 4(#{x_i in {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} +
 *       9(#{x_i in {1, 2, 3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i =
 *       1}) > 2 #{x_i in {2, 3}} + #{x_i in {1, 2, 3}}.
 *   A maximum exists only if 3 #{x_i in {1, 2, 3}} + 4 #{x_i in {2, 3}} +
 *       #{x_i = 1} > sqrt(12 #{x_i in {1, 2, 3}} #{x_i in {2, 3}} + 4(#{x_i in
 *       {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} + 9(#{x_i in {1, 2,
 *       3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i = 1}).
 *
 * Source:
 *
 *   Rao (1973), Linear Statistical Inference and Its Applications, 2nd ed.,
 *       sec. 5g
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: theta.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  GENETIC_LINKAGE_PARAMETERS = 1,
  GENETIC_LINKAGE_OK = 0,
  /* Empty, not finite, or outside the support. */
  GENETIC_LINKAGE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  GENETIC_LINKAGE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  GENETIC_LINKAGE_NOT_FOUND = 3
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
    if (!(isfinite(x) && (x == floor(x)) && (x >= 1.0) && (x <= 4.0))) {
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

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    const int t_2 = x == 3.0;
    sum_h += ((t || t_1) || t_2) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_1, (t ? 0.0 : ((t_1 || t_2) ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_1;
  const double part_2 = 9.0 * (sum_h * sum_h) + 6.0 * sum_h * sum_h_1;
  const double part_3 = sum_h + 2.0 * sum_h_2 - sum_h_1;
  const double part_4 = part_2 + 12.0 * sum_h * sum_h_2;
  const double part_5 = part_4 + sum_h_1 * sum_h_1;
  const double part_6 = part_5 + 4.0 * (sum_h_2 * sum_h_2);
  const double part_7 = sqrt(part_6 - 4.0 * sum_h_1 * sum_h_2);
  const double theta = -0.5 * (part_3 - part_7) / (sum_h + sum_h_1 + sum_h_2);
  return theta;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    const int t_2 = x == 3.0;
    sum_h += ((t || t_1) || t_2) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_8, (t ? 0.0 : ((t_1 || t_2) ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_8;
  const double part_9 = 9.0 * (sum_h * sum_h) + 6.0 * sum_h * sum_h_1;
  const double part_10 = part_9 + 12.0 * sum_h * sum_h_2 + sum_h_1 * sum_h_1;
  const double part_11 = part_10 + 4.0 * (sum_h_2 * sum_h_2);
  const double part_12 = sum_h_1 + sqrt(part_11 - 4.0 * sum_h_1 * sum_h_2);
  if (!(part_12 - sum_h - 2.0 * sum_h_2 > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    return;
  }
  const double part_13 = 9.0 * (sum_h * sum_h) + 6.0 * sum_h * sum_h_1;
  const double part_14 = part_13 + 12.0 * sum_h * sum_h_2 + sum_h_1 * sum_h_1;
  const double part_15 = 3.0 * sum_h + sum_h_1 + 4.0 * sum_h_2;
  const double part_16 = part_14 + 4.0 * (sum_h_2 * sum_h_2);
  if (!(part_15 - sqrt(part_16 - 4.0 * sum_h_1 * sum_h_2) > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double sum_h_2, double sum_h, double sum_h_1,
                             double theta) {
  const double t_14 = 0.25 * theta;
  const double part_17 = (log(theta) - 2.0 * log(2.0)) * sum_h;
  return part_17 + xlogy(sum_h_1, t_14 + 0.5) + xlogy(sum_h_2, 0.25 - t_14);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && theta < 1.0)) {
    return INFINITY;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_18 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    const int t_2 = x == 3.0;
    sum_h += ((t || t_1) || t_2) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_18, (t ? 0.0 : ((t_1 || t_2) ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_18;
  return -log_likelihood(sum_h_2, sum_h, sum_h_1, theta);
}

/* The gradient of the log-likelihood. */
static double score(double sum_h, double sum_h_2, double sum_h_1,
                    double theta) {
  const double t_15 = 0.25 * theta;
  const double part_19 = sum_h / theta + 0.25 * sum_h_1 / (t_15 + 0.5);
  return part_19 - 0.25 * sum_h_2 / (0.25 - t_15);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && theta < 1.0)) {
    return NAN;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    const int t_2 = x == 3.0;
    sum_h += ((t || t_1) || t_2) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_20, (t ? 0.0 : ((t_1 || t_2) ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_20;
  return -score(sum_h, sum_h_2, sum_h_1, theta);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double sum_h_1, double sum_h, double sum_h_2,
                        double theta) {
  const double t_16 = 0.25 * theta;
  const double t_17 = t_16 + 0.5;
  const double t_18 = 0.25 - t_16;
  const double part_21 = 0.0625 * sum_h_1 / (t_17 * t_17);
  const double part_22 = 0.0625 * sum_h_2 / (t_18 * t_18);
  return -sum_h / (theta * theta) - part_22 - part_21;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double theta) {
  if (!(theta > 0.0 && theta < 1.0)) {
    return NAN;
  }
  double sum_h = 0.0;
  double sum_h_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const int t = x == 1.0;
    const int t_1 = x == 2.0;
    const int t_2 = x == 3.0;
    sum_h += ((t || t_1) || t_2) ? 0.0 : 1.0;
    sum_h_1 += t ? 1.0 : 0.0;
    add(&sum_h_2, &lost_23, (t ? 0.0 : ((t_1 || t_2) ? 1.0 : 0.0)));
  }
  sum_h_2 += lost_23;
  return -curvature(sum_h_1, sum_h, sum_h_2, theta);
}

/* The maximum-likelihood estimate. */
int genetic_linkage_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENETIC_LINKAGE_BAD_DATA;
  }
  double limit[2];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return GENETIC_LINKAGE_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return GENETIC_LINKAGE_NOT_FOUND;
    }
  }
  return GENETIC_LINKAGE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double genetic_linkage_nll(const double *x, size_t n,
                           const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int genetic_linkage_gradient(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GENETIC_LINKAGE_BAD_DATA;
  }
  result[0] = gradient(&rows, parameters[0]);
  return GENETIC_LINKAGE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int genetic_linkage_hessian(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return GENETIC_LINKAGE_BAD_DATA;
  }
  result[0] = hessian(&rows, parameters[0]);
  return GENETIC_LINKAGE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int genetic_linkage_standard_errors(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return GENETIC_LINKAGE_BAD_DATA;
  }
  const double information = hessian(&rows, parameters[0]);
  if (!(information > 0.0)) {
    return GENETIC_LINKAGE_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return GENETIC_LINKAGE_OK;
}
