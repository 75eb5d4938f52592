/*
 * Maximum-likelihood estimation: Hypergeometric distribution, number of marked
 * ones unknown.
 *
 *   f(x; marked, population, drawn) = binomial(marked, x)*binomial(population-
 *       marked, drawn-x)/binomial(population, drawn)
 *   support: x in 0, 1, 2, ..., drawn
 *   marked: integer, 0 <= marked <= population
 *   population: integer >= 1 (a known constant)
 *   drawn: integer, 1 <= drawn <= population (a known constant)
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
 *   marked = the integer that maximises (loggamma(drawn + 1) + loggamma(marked
 *       + 1) - loggamma(population + 1) + loggamma(-drawn + population + 1) +
 *       loggamma(-marked + population + 1))*n - sum(loggamma(x + 1)) -
 *       sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x + marked + 1)) -
 *       sum(loggamma(x - drawn - marked + population + 1))
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 6
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: marked.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  HYPERGEOMETRIC_MARKED_PARAMETERS = 1,
  HYPERGEOMETRIC_MARKED_OK = 0,
  /* Empty, not finite, or outside the support. */
  HYPERGEOMETRIC_MARKED_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  HYPERGEOMETRIC_MARKED_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  HYPERGEOMETRIC_MARKED_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double population, double drawn) {
  (void)population;
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
  const double part_29 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_29)) / z;
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
  const double part_30 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_30;
  const double part_31 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_31);
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
  const double part_32 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_32);
  const double part_33 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_33) / z);
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

/* The sum over k >= 0 of (a + k)^(-s), s > 1, a > 0, by Euler and
   Maclaurin's formula. */
static double hurwitz_zeta(double s, double a) {
  double total = 0.0;
  double z = a;
  double k = 0.0;
  while (k < 13.5) {
    total = total + pow(z, -s);
    z = z + 1.0;
    k = k + 1.0;
  }
  total = total + pow(z, 1.0 - s) / (s - 1.0) + 0.5 * pow(z, -s);
  double term = s * pow(z, -s - 1.0);
  total = total + term / 12.0;
  term = term * (s + 1.0) * (s + 2.0) / (z * z);
  total = total - term / 720.0;
  term = term * (s + 3.0) * (s + 4.0) / (z * z);
  total = total + term / 30240.0;
  term = term * (s + 5.0) * (s + 6.0) / (z * z);
  total = total - term / 1209600.0;
  term = term * (s + 7.0) * (s + 8.0) / (z * z);
  total = total + term / 47900160.0;
  term = term * (s + 9.0) * (s + 10.0) / (z * z);
  total = total - term * (691.0 / 1307674368000.0);
  term = term * (s + 11.0) * (s + 12.0) / (z * z);
  return total + term / 74724249600.0;
}

/* psi_m(x) for x > 0 and m = 0, 1, 2, …. */
static double polygamma(double m, double x) {
  if (m < 0.5) {
    return digamma(x);
  }
  if (m < 1.5) {
    return trigamma(x);
  }
  double power = -1.0;
  double k = 1.0;
  while (k < m + 0.5) {
    power = -power * k;
    k = k + 1.0;
  }
  return power * hurwitz_zeta(m + 1.0, x);
}

/* psi_m(a + d) - psi_m(a) for a, a + d > 0. */
static double polygamma_rising(double m, double a, double d) {
  const double b = a + d;
  if (a < 20.0 || b < 20.0 || m > 1.5) {
    return polygamma(m, b) - polygamma(m, a);
  }
  if (m < 0.5) {
    return log1p(d / a) + (digamma_tail(b) - digamma_tail(a));
  }
  return -d / (a * b) + (trigamma_tail(b) - trigamma_tail(a));
}

/* The log-likelihood as a function of marked. */
static double objective_marked(const struct rows *rows, double drawn,
                               double population, double sum_h_2,
                               double sum_h_1, double n, double marked) {
  double sum_h_3 = 0.0;
  double lost_1 = 0.0;
  double sum_h_4 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_3, &lost_1, lgamma(marked + 1.0 - x));
    add(&sum_h_4, &lost_2, lgamma(x + population - drawn + 1.0 - marked));
  }
  sum_h_3 += lost_1;
  sum_h_4 += lost_2;
  const double part_3 = lgamma(drawn + 1.0) + lgamma(population - drawn + 1.0);
  const double part_4 =
      part_3 - lgamma(population + 1.0) + lgamma(marked + 1.0);
  const double part_5 = (part_4 + lgamma(population + 1.0 - marked)) * n;
  return part_5 - sum_h_1 - sum_h_3 - sum_h_2 - sum_h_4;
}

/* The integer in lower..upper with the greatest objective; inf if it never
   falls. */
static double integer_marked(const struct rows *rows, double drawn,
                             double population, double sum_h_2, double sum_h_1,
                             double n, double lower, double upper) {
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
      height =
          objective_marked(rows, drawn, population, sum_h_2, sum_h_1, n, n_);
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
      height = objective_marked(rows, drawn, population, sum_h_2, sum_h_1, n,
                                left + step);
      const double other = objective_marked(rows, drawn, population, sum_h_2,
                                            sum_h_1, n, right - step);
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
    height = objective_marked(rows, drawn, population, sum_h_2, sum_h_1, n, n_);
    if (height > best) {
      best = height;
      at = n_;
    }
    n_ = n_ + 1.0;
  }
  return at;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double population, double drawn) {
  const double n = (double)rows->n;
  double sum_h_1 = 0.0;
  double lost_6 = 0.0;
  double sum_h_2 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = drawn - x + 1.0;
    add(&sum_h_1, &lost_6, lgamma(x + 1.0));
    add(&sum_h_2, &lost_7, lgamma(t));
  }
  sum_h_1 += lost_6;
  sum_h_2 += lost_7;
  const double marked = integer_marked(rows, drawn, population, sum_h_2,
                                       sum_h_1, n, 0.0, population);
  return marked;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double population,
                             double drawn, double marked) {
  const double t_7 = -population;
  const double t_8 = -t_7 - marked;
  const double t_9 = -t_7 - drawn;
  const double t_10 = 1.0 / population;
  const double t_11 = t_9 * t_10;
  const double t_12 = -drawn;
  const double t_13 = drawn * t_10;
  double log_densities = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_14 = x - marked;
    const double t_15 = -t_14;
    const double t_16 = -x - t_12;
    const double t_17 = t_14 + t_12 + population;
    const double part_9 = deviance(t_15, marked * t_11);
    const double part_10 = stirling(drawn) - stirling(x);
    const double part_11 = part_10 - stirling(population);
    const double part_12 = deviance(t_16, t_8 * t_13);
    const double part_13 = deviance(t_17, t_8 * t_11);
    const double part_14 = deviance(x, marked * t_13);
    const double part_15 = part_11 + stirling(t_8);
    const double part_16 = part_15 + stirling(t_9);
    const double part_17 = part_16 + stirling(marked);
    const double part_18 = part_17 - part_14 - part_13;
    const double part_19 = part_18 - part_9 - part_12;
    const double part_20 = part_19 - stirling(t_17);
    add(&log_densities, &lost_8, part_20 - stirling(t_15) - stirling(t_16));
  }
  log_densities += lost_8;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double population, double drawn,
                  double marked) {
  const int part_21 = isfinite(population);
  if (!(marked >= 0.0 && marked <= population && population >= 1.0 && part_21 &&
        drawn >= 1.0 && drawn <= population)) {
    return INFINITY;
  }
  return -log_likelihood(rows, population, drawn, marked);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double drawn, double population,
                    double n, double marked) {
  double sum_h_13 = 0.0;
  double lost_22 = 0.0;
  double sum_h_14 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_23 = x + 1.0;
    add(&sum_h_13, &lost_22, polygamma_rising(0.0, marked + 1.0 - x, t_23));
    add(&sum_h_14, &lost_23, digamma(population - drawn + t_23 - marked));
  }
  sum_h_13 += lost_22;
  sum_h_14 += lost_23;
  const double part_24 = n * digamma(population + 1.0 - marked);
  return sum_h_13 + sum_h_14 - part_24 - n / (marked + 1.0);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double population, double drawn,
                       double marked) {
  const int part_25 = isfinite(population);
  if (!(marked >= 0.0 && marked <= population && population >= 1.0 && part_25 &&
        drawn >= 1.0 && drawn <= population)) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, drawn, population, n, marked);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double drawn,
                        double population, double n, double marked) {
  double sum_h_19 = 0.0;
  double lost_26 = 0.0;
  double sum_h_20 = 0.0;
  double lost_27 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_24 = marked + 1.0 - x;
    const double t_25 = x + 1.0;
    const double t_26 = population - drawn + t_25 - marked;
    add(&sum_h_19, &lost_26, trigamma(t_26));
    add(&sum_h_20, &lost_27, polygamma_rising(1.0, t_24, t_25));
  }
  sum_h_19 += lost_26;
  sum_h_20 += lost_27;
  const double t_27 = marked + 1.0;
  const double t_28 = population + 1.0;
  const double t_29 = t_28 - marked;
  return n * trigamma(t_29) + n / (t_27 * t_27) + sum_h_20 - sum_h_19;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double population, double drawn,
                      double marked) {
  const int part_28 = isfinite(population);
  if (!(marked >= 0.0 && marked <= population && population >= 1.0 && part_28 &&
        drawn >= 1.0 && drawn <= population)) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, drawn, population, n, marked);
}

/* The maximum-likelihood estimate. */
int hypergeometric_marked_estimate(const double *x, size_t n, double population,
                                   double drawn, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, population, drawn)) {
    return HYPERGEOMETRIC_MARKED_BAD_DATA;
  }
  estimate[0] = solve(&rows, population, drawn);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return HYPERGEOMETRIC_MARKED_NOT_FOUND;
    }
  }
  return HYPERGEOMETRIC_MARKED_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double hypergeometric_marked_nll(const double *x, size_t n, double population,
                                 double drawn, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, population, drawn)) {
    return NAN;
  }
  return nll(&rows, population, drawn, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int hypergeometric_marked_gradient(const double *x, size_t n, double population,
                                   double drawn, const double *parameters,
                                   double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, population, drawn)) {
    return HYPERGEOMETRIC_MARKED_BAD_DATA;
  }
  result[0] = gradient(&rows, population, drawn, parameters[0]);
  return HYPERGEOMETRIC_MARKED_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int hypergeometric_marked_hessian(const double *x, size_t n, double population,
                                  double drawn, const double *parameters,
                                  double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, population, drawn)) {
    return HYPERGEOMETRIC_MARKED_BAD_DATA;
  }
  result[0] = hessian(&rows, population, drawn, parameters[0]);
  return HYPERGEOMETRIC_MARKED_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int hypergeometric_marked_standard_errors(const double *x, size_t n,
                                          double population, double drawn,
                                          const double *parameters,
                                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, population, drawn)) {
    return HYPERGEOMETRIC_MARKED_BAD_DATA;
  }
  (void)parameters;
  return HYPERGEOMETRIC_MARKED_NOT_FOUND;
}
