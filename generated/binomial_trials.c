/*
 * Maximum-likelihood estimation: Binomial distribution with unknown number of
 * trials.
 *
 *   f(x; trials, p) = binomial(trials, x)*p**x*(1-p)**(trials-x)
 *   support: x in 0, 1, 2, ..., trials
 *   trials: integer >= 1
 *   p: 0 < p < 1 (a known constant)
 *
 * Log-likelihood:
 *
 *   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
 *       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
 *
 * Estimator (boundary):
 *
 *   trials = the integer that maximises log(p)*sum(x) - log(1 - p)*sum(x -
 *       trials) + loggamma(trials + 1)*n - sum(loggamma(x + 1)) -
 *       sum(loggamma(-x + trials + 1))
 *
 * Source:
 *
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: trials.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BINOMIAL_TRIALS_PARAMETERS = 1,
  BINOMIAL_TRIALS_OK = 0,
  /* Empty, not finite, or outside the support. */
  BINOMIAL_TRIALS_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BINOMIAL_TRIALS_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BINOMIAL_TRIALS_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double p) {
  (void)p;
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
  const double part_15 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_15)) / z;
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
  const double part_16 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_16;
  const double part_17 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_17);
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
  const double part_18 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_18);
  const double part_19 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_19) / z);
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

/* The log-likelihood as a function of trials. */
static double objective_trials(const struct rows *rows, double sum_h,
                               double sum_x, double p, double n,
                               double trials) {
  double sum_h_1 = 0.0;
  double lost_1 = 0.0;
  double sum_h_2 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_1, &lost_1, lgamma(trials + 1.0 - x));
    add(&sum_h_2, &lost_2, x - trials);
  }
  sum_h_1 += lost_1;
  sum_h_2 += lost_2;
  const double part_3 = n * lgamma(trials + 1.0) + xlog1py(-sum_h_2, -p);
  return part_3 + xlogy(sum_x, p) - sum_h - sum_h_1;
}

/* The integer in lower..upper with the greatest objective; inf if it never
   falls. */
static double integer_trials(const struct rows *rows, double sum_h,
                             double sum_x, double p, double n, double lower,
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
      height = objective_trials(rows, sum_h, sum_x, p, n, n_);
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
      height = objective_trials(rows, sum_h, sum_x, p, n, left + step);
      const double other =
          objective_trials(rows, sum_h, sum_x, p, n, right - step);
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
    height = objective_trials(rows, sum_h, sum_x, p, n, n_);
    if (height > best) {
      best = height;
      at = n_;
    }
    n_ = n_ + 1.0;
  }
  return at;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double p) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_4 = 0.0;
  double sum_h = 0.0;
  double lost_5 = 0.0;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_4, x);
    add(&sum_h, &lost_5, lgamma(x + 1.0));
    max_x = fmax(max_x, x);
  }
  sum_x += lost_4;
  sum_h += lost_5;
  const double part_6 = fmax(1.0, max_x);
  const double trials =
      integer_trials(rows, sum_h, sum_x, p, n, part_6, INFINITY);
  return trials;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double p, double trials) {
  double log_densities = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_4 = trials - x;
    const double part_8 = deviance(x, p * trials);
    const double part_9 = stirling(trials) - part_8;
    const double part_10 = part_9 - stirling(x);
    const double part_11 = trials * (1.0 - p);
    const double part_12 = deviance(t_4, part_11);
    add(&log_densities, &lost_7, part_10 - part_12 - stirling(t_4));
  }
  log_densities += lost_7;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double p, double trials) {
  if (!(trials >= 1.0 && isfinite(trials) && p > 0.0 && p < 1.0)) {
    return INFINITY;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= trials ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return INFINITY;
  }
  return -log_likelihood(rows, p, trials);
}

/* The gradient of the log-likelihood. */
static double score(const struct rows *rows, double n, double p,
                    double trials) {
  double sum_h_9 = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_13, polygamma_rising(0.0, trials + 1.0 - x, x + 1.0));
  }
  sum_h_9 += lost_13;
  return n * log1p(-p) + sum_h_9 - n / (trials + 1.0);
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double p, double trials) {
  if (!(trials >= 1.0 && isfinite(trials) && p > 0.0 && p < 1.0)) {
    return NAN;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= trials ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -score(rows, n, p, trials);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(const struct rows *rows, double n, double trials) {
  double sum_h_13 = 0.0;
  double lost_14 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_6 = trials + 1.0 - x;
    const double t_7 = x + 1.0;
    add(&sum_h_13, &lost_14, polygamma_rising(1.0, t_6, t_7));
  }
  sum_h_13 += lost_14;
  const double t_9 = trials + 1.0;
  return n / (t_9 * t_9) + sum_h_13;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double p, double trials) {
  if (!(trials >= 1.0 && isfinite(trials) && p > 0.0 && p < 1.0)) {
    return NAN;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= trials ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(rows, n, trials);
}

/* The maximum-likelihood estimate. */
int binomial_trials_estimate(const double *x, size_t n, double p,
                             double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, p)) {
    return BINOMIAL_TRIALS_BAD_DATA;
  }
  estimate[0] = solve(&rows, p);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return BINOMIAL_TRIALS_NOT_FOUND;
    }
  }
  return BINOMIAL_TRIALS_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double binomial_trials_nll(const double *x, size_t n, double p,
                           const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, p)) {
    return NAN;
  }
  return nll(&rows, p, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int binomial_trials_gradient(const double *x, size_t n, double p,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, p)) {
    return BINOMIAL_TRIALS_BAD_DATA;
  }
  result[0] = gradient(&rows, p, parameters[0]);
  return BINOMIAL_TRIALS_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int binomial_trials_hessian(const double *x, size_t n, double p,
                            const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, p)) {
    return BINOMIAL_TRIALS_BAD_DATA;
  }
  result[0] = hessian(&rows, p, parameters[0]);
  return BINOMIAL_TRIALS_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int binomial_trials_standard_errors(const double *x, size_t n, double p,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, p)) {
    return BINOMIAL_TRIALS_BAD_DATA;
  }
  (void)parameters;
  return BINOMIAL_TRIALS_NOT_FOUND;
}
