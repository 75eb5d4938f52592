/*
 * Maximum-likelihood estimation: Hypergeometric distribution, population unknown.
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

/* Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2,
   z >= 16. */
static double gamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_31 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_31)) / z;
}

/* log Gamma(a + d) - log Gamma(a) for a, a + d > 0. */
static double log_rising(double a, double d) {
  const double b = a + d;
  if (a < 16.0 || b < 16.0) {
    return lgamma(b) - lgamma(a);
  }
  const double part_32 = (a - 0.5) * log1p(d / a) + d * log(b) - d;
  return part_32 + (gamma_tail(b) - gamma_tail(a));
}

/* log B(a, b) for a, b > 0. */
static double betaln(double a, double b) {
  const double small = fmin(a, b);
  const double large = fmax(a, b);
  if (small >= 16.0) {
    const double h = small / large;
    const double part_33 = gamma_tail(small) + gamma_tail(large);
    const double tail = part_33 - gamma_tail(small + large);
    const double first = 0.9189385332046727 - 0.5 * log(large) + tail;
    return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h);
  }
  return lgamma(small) - log_rising(large, small);
}

/* psi(z) - log z, z >= 10. */
static double digamma_tail(double z) {
  const double w = 1.0 / (z * z);
  const double part_34 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_34;
  const double part_35 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_35);
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
  const double part_36 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_36);
  const double part_37 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_37) / z);
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
    add(&sum_h_5, &lost_1, lgamma(x + population + 1.0 - drawn - marked));
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
  double last = low;
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
        left = last;
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
      last = n_;
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
      if (height < objective_population(rows, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, right - step)) {
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
  const double population = integer_population(rows, drawn, marked, sum_h_4,
                                               sum_h_3, sum_h_2, n, part_9,
                                               INFINITY);
  return population;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double drawn,
                             double marked, double sum_h, double n,
                             double sum_h_1, double population) {
  double sum_h_9 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_10, lgamma(x + population + 1.0 - drawn - marked));
  }
  sum_h_9 += lost_10;
  const double t_17 = population + 1.0;
  const double part_11 = n * lgamma(t_17 - drawn) + n * lgamma(t_17 - marked);
  const double part_12 = part_11 + sum_h_1 - n * log(drawn + 1.0);
  return part_12 - n * lgamma(t_17) - sum_h - sum_h_9;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double marked, double drawn,
                  double population) {
  const double part_13 = isfinite(population);
  const double part_14 = isfinite(marked);
  const double part_15 = isfinite(drawn);
  const double part_16 = drawn + marked;
  if (!(population >= part_16 && part_13 && marked >= 1.0 && part_14 &&
        drawn >= 1.0 && part_15)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_17 = 0.0;
  double sum_h_1 = 0.0;
  double lost_18 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 1.0 - x;
    const double t_1 = t + drawn;
    const double t_2 = x + 1.0;
    const double t_3 = t + marked;
    add(&sum_h, &lost_17, betaln(t_1, t_2));
    add(&sum_h_1, &lost_18, log_rising(t_3, x));
  }
  sum_h += lost_17;
  sum_h_1 += lost_18;
  return -log_likelihood(rows, drawn, marked, sum_h, n, sum_h_1, population);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double drawn, double marked,
                    double n, double population) {
  double sum_h_10 = 0.0;
  double lost_19 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_10, &lost_19, digamma(x + population + 1.0 - drawn - marked));
  }
  sum_h_10 += lost_19;
  const double t_18 = population + 1.0;
  const double part_20 = n * digamma(t_18 - drawn) + n * digamma(t_18 - marked);
  return part_20 - n * digamma(t_18) - sum_h_10;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double marked, double drawn,
                       double population) {
  const double part_21 = isfinite(population);
  const double part_22 = isfinite(marked);
  const double part_23 = isfinite(drawn);
  const double part_24 = drawn + marked;
  if (!(population >= part_24 && part_21 && marked >= 1.0 && part_22 &&
        drawn >= 1.0 && part_23)) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, drawn, marked, n, population);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double drawn, double marked,
                        double n, double population) {
  double sum_h_13 = 0.0;
  double lost_25 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_19 = x + population + 1.0 - drawn - marked;
    add(&sum_h_13, &lost_25, trigamma(t_19));
  }
  sum_h_13 += lost_25;
  const double t_20 = population + 1.0;
  const double t_21 = t_20 - drawn;
  const double t_22 = t_20 - marked;
  const double part_26 = n * trigamma(t_21) + n * trigamma(t_22);
  return part_26 - n * trigamma(t_20) - sum_h_13;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double marked, double drawn,
                      double population) {
  const double part_27 = isfinite(population);
  const double part_28 = isfinite(marked);
  const double part_29 = isfinite(drawn);
  const double part_30 = drawn + marked;
  if (!(population >= part_30 && part_27 && marked >= 1.0 && part_28 &&
        drawn >= 1.0 && part_29)) {
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
