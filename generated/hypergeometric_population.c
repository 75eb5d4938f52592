/*
 * Maximum-likelihood estimation: Hypergeometric distribution, population
 * unknown.
 *
 *   f(x; population, marked, drawn) = binomial(marked, x)*binomial(population-
 *       marked, drawn-x)/binomial(population, drawn)
 *   support: x in 0, 1, 2, ..., drawn
 *   population: integer, population >= marked + drawn
 *   marked: integer >= 1 (a known constant)
 *   drawn: integer >= 1 (a known constant)
 *
 * Log-likelihood:
 *
 *   (loggamma(drawn + 1) + loggamma(marked + 1) - loggamma(population + 1) +
 *       loggamma(-drawn + population + 1) + loggamma(-marked + population +
 *       1))*n - sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) -
 *       sum(loggamma(-x + marked + 1)) - sum(loggamma(x - drawn - marked +
 *       population + 1))
 *
 * Estimator (boundary):
 *
 *   population = the integer that maximises (loggamma(drawn + 1) +
 *       loggamma(marked + 1) - loggamma(population + 1) + loggamma(-drawn +
 *       population + 1) + loggamma(-marked + population + 1))*n -
 *       sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x
 *       + marked + 1)) - sum(loggamma(x - drawn - marked + population + 1))
 *
 * Source:
 *
 *   Chapman (1951), Some properties of the hypergeometric distribution with
 *       applications to zoological sample censuses, Univ. Calif. Publ.
 *       Statist. 1, 131-160
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: population.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  HYPERGEOMETRIC_POPULATION_PARAMETERS = 1,
  HYPERGEOMETRIC_POPULATION_OK = 0,
  /* Empty, not finite, or outside the support. */
  HYPERGEOMETRIC_POPULATION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  HYPERGEOMETRIC_POPULATION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  HYPERGEOMETRIC_POPULATION_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double marked, double drawn) {
  (void)marked;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x == floor(x)) && (x >= 0.0) && (x <= drawn))) {
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
  const double part_41 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_41)) / z;
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

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_42 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_42;
  const double part_43 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_43);
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
  const double part_44 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_44);
  const double part_45 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_45) / z);
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

/* The log-likelihood as a function of population. */
static double objective_population(const struct rows *rows, double drawn,
                                   double marked, double sum_h_4,
                                   double sum_h_3, double sum_h_2, double n,
                                   double population) {
  double sum_h_5 = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_5, &lost_1, lgamma(x - drawn - marked + population + 1.0));
  }
  sum_h_5 += lost_1;
  const double part_2 = lgamma(drawn + 1.0) + lgamma(marked + 1.0);
  const double part_3 = part_2 + lgamma(population + 1.0 - drawn);
  const double part_4 = part_3 + lgamma(population + 1.0 - marked);
  const double part_5 = (part_4 - lgamma(population + 1.0)) * n - sum_h_2;
  return part_5 - sum_h_3 - sum_h_4 - sum_h_5;
}

/* The integer in lower..upper with the greatest objective; inf if it never
   falls. */
static double integer_population(const struct rows *rows, double drawn,
                                 double marked, double sum_h_4, double sum_h_3,
                                 double sum_h_2, double n, double lower,
                                 double upper) {
  double height = 0.0;
  const double low = ceil(lower - 1e-09);
  const double top = floor(upper + 1e-09);
  double best = -INFINITY;
  double at = low;
  double left = low;
  double right = low;
  double last_1 = low;
  double n_ = low;
  double step = 1.0;
  double falls = 0.0;
  double open = 0.0;
  if (top - low <= 2000.0) {
    left = low;
    right = top;
  } else {
    while (n_ <= top && falls < 3.0) {
      if (step > 17592186044416.0) {
        return INFINITY;
      }
      height = objective_population(rows, drawn, marked, sum_h_4, sum_h_3,
                                    sum_h_2, n, n_);
      if (height > best) {
        best = height;
        at = n_;
        left = last_1;
        falls = 0.0;
        open = 1.0;
      } else {
        if (open > 0.0) {
          right = n_;
          open = 0.0;
        }
        if (height > -INFINITY) {
          falls = falls + 1.0;
        }
      }
      last_1 = n_;
      n_ = n_ + step;
      step = 2.0 * step;
    }
    if (open > 0.0) {
      right = top;
    }
    while (right - left > 3.0) {
      step = fmax(floor((right - left) / 3.0), 1.0);
      height = objective_population(rows, drawn, marked, sum_h_4, sum_h_3,
                                    sum_h_2, n, left + step);
      const double other = objective_population(
          rows, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, right - step);
      if (height < other) {
        left = left + step;
      } else {
        right = right - step;
      }
    }
    left = fmax(left - 1.0, low);
    right = fmin(right + 1.0, top);
  }
  best = -INFINITY;
  n_ = left;
  while (n_ <= right) {
    height = objective_population(rows, drawn, marked, sum_h_4, sum_h_3,
                                  sum_h_2, n, n_);
    if (height > best) {
      best = height;
      at = n_;
    }
    n_ = n_ + 1.0;
  }
  return at;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double marked, double drawn) {
  const double n = (double)rows->n;
  double sum_h_2 = 0.0;
  double lost_6 = 0.0;
  double sum_h_3 = 0.0;
  double lost_7 = 0.0;
  double sum_h_4 = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 1.0 - x;
    const double t_1 = t + drawn;
    const double t_2 = x + 1.0;
    const double t_3 = t + marked;
    add(&sum_h_2, &lost_6, lgamma(t_2));
    add(&sum_h_3, &lost_7, lgamma(t_1));
    add(&sum_h_4, &lost_8, lgamma(t_3));
  }
  sum_h_2 += lost_6;
  sum_h_3 += lost_7;
  sum_h_4 += lost_8;
  const double part_9 = drawn + marked;
  const double population = integer_population(
      rows, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, part_9, INFINITY);
  return population;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double drawn,
                             double marked, double population) {
  const double t_8 = -population;
  const double t_9 = -t_8 - drawn;
  const double t_10 = -t_8 - marked;
  const double t_11 = 1.0 / population;
  const double t_12 = t_10 * t_11;
  const double t_13 = -marked;
  const double t_14 = marked * t_11;
  double log_densities = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_15 = x - drawn;
    const double t_16 = -t_15;
    const double t_17 = -x - t_13;
    const double t_18 = t_15 + t_13 + population;
    const double part_11 = deviance(t_16, drawn * t_12);
    const double part_12 = deviance(t_17, t_9 * t_14);
    const double part_13 = deviance(t_18, t_9 * t_12);
    const double part_14 = deviance(x, drawn * t_14);
    const double part_15 = stirling(population);
    const double part_16 = stirling(marked);
    const double part_17 = stirling(drawn) + part_16;
    const double part_18 = part_17 - stirling(x);
    const double part_19 = part_18 + stirling(t_9);
    const double part_20 = part_19 + stirling(t_10);
    const double part_21 = part_20 - part_14 - part_13;
    const double part_22 = part_21 - part_11 - part_12;
    const double part_23 = part_22 - stirling(t_18);
    const double part_24 = part_23 - stirling(t_16);
    add(&log_densities, &lost_10, part_24 - stirling(t_17) - part_15);
  }
  log_densities += lost_10;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double marked, double drawn,
                  double population) {
  const int part_25 = isfinite(population);
  const int part_26 = isfinite(marked);
  const int part_27 = isfinite(drawn);
  const double part_28 = drawn + marked;
  if (!(population >= part_28 && part_25 && marked >= 1.0 && part_26 &&
        drawn >= 1.0 && part_27)) {
    return INFINITY;
  }
  return -log_likelihood(rows, drawn, marked, population);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double drawn, double marked,
                    double n, double population) {
  double sum_h_10 = 0.0;
  double lost_29 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_10, &lost_29, digamma(x - drawn - marked + population + 1.0));
  }
  sum_h_10 += lost_29;
  const double t_23 = population + 1.0;
  const double part_30 = n * digamma(t_23 - drawn) + n * digamma(t_23 - marked);
  return part_30 - n * digamma(t_23) - sum_h_10;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double marked, double drawn,
                       double population) {
  const int part_31 = isfinite(population);
  const int part_32 = isfinite(marked);
  const int part_33 = isfinite(drawn);
  const double part_34 = drawn + marked;
  if (!(population >= part_34 && part_31 && marked >= 1.0 && part_32 &&
        drawn >= 1.0 && part_33)) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, drawn, marked, n, population);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double drawn, double marked,
                        double n, double population) {
  double sum_h_13 = 0.0;
  double lost_35 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_24 = x - drawn - marked + population + 1.0;
    add(&sum_h_13, &lost_35, trigamma(t_24));
  }
  sum_h_13 += lost_35;
  const double t_25 = population + 1.0;
  const double t_26 = t_25 - drawn;
  const double t_27 = t_25 - marked;
  const double part_36 = n * trigamma(t_26) + n * trigamma(t_27);
  return part_36 - n * trigamma(t_25) - sum_h_13;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double marked, double drawn,
                      double population) {
  const int part_37 = isfinite(population);
  const int part_38 = isfinite(marked);
  const int part_39 = isfinite(drawn);
  const double part_40 = drawn + marked;
  if (!(population >= part_40 && part_37 && marked >= 1.0 && part_38 &&
        drawn >= 1.0 && part_39)) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, drawn, marked, n, population);
}

/* The maximum-likelihood estimate. */
int hypergeometric_population_estimate(const double *x, size_t n, double marked,
                                       double drawn, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, marked, drawn)) {
    return HYPERGEOMETRIC_POPULATION_BAD_DATA;
  }
  estimate[0] = solve(&rows, marked, drawn);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return HYPERGEOMETRIC_POPULATION_NOT_FOUND;
    }
  }
  return HYPERGEOMETRIC_POPULATION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double hypergeometric_population_nll(const double *x, size_t n, double marked,
                                     double drawn, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, marked, drawn)) {
    return NAN;
  }
  return nll(&rows, marked, drawn, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int hypergeometric_population_gradient(const double *x, size_t n, double marked,
                                       double drawn, const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, marked, drawn)) {
    return HYPERGEOMETRIC_POPULATION_BAD_DATA;
  }
  result[0] = gradient(&rows, marked, drawn, parameters[0]);
  return HYPERGEOMETRIC_POPULATION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int hypergeometric_population_hessian(const double *x, size_t n, double marked,
                                      double drawn, const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, marked, drawn)) {
    return HYPERGEOMETRIC_POPULATION_BAD_DATA;
  }
  result[0] = hessian(&rows, marked, drawn, parameters[0]);
  return HYPERGEOMETRIC_POPULATION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int hypergeometric_population_standard_errors(const double *x, size_t n,
                                              double marked, double drawn,
                                              const double *parameters,
                                              double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, marked, drawn)) {
    return HYPERGEOMETRIC_POPULATION_BAD_DATA;
  }
  (void)parameters;
  return HYPERGEOMETRIC_POPULATION_NOT_FOUND;
}
