/*
 * Maximum-likelihood estimation: Binomial distribution, trials and probability
 * unknown.
 *
 *   f(x; trials, p) = binomial(trials, x)*p**x*(1-p)**(trials-x)
 *   support: x in 0, 1, 2, ..., trials
 *   trials: integer >= 1
 *   p: 0 < p < 1
 *
 * Log-likelihood:
 *
 *   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
 *       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
 *
 * Estimator (boundary):
 *
 *   trials = the integer that maximises log(sum(x)/(trials*n))*sum(x) - log(1
 *       - sum(x)/(trials*n))*sum(x - trials) + loggamma(trials + 1)*n -
 *       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
 *   p = sum(x)/(trials*n)
 *
 * Conditions:
 *
 *   A maximum exists only if sum x_i > 0.
 *   A maximum exists only if sum x_i < n trials.
 *
 * Source:
 *
 *   Olkin, Petkau, Zidek (1981), A comparison of n estimators for the binomial
 *       distribution, J. Amer. Statist. Assoc. 76, 637-642
 *   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
 *       ch. 3
 *   Olkin, Petkau, Zidek (1981), A comparison of n estimators for the binomial
 *       distribution, J. Amer. Statist. Assoc. 76, 637-642
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: trials, p.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BINOMIAL_BOTH_PARAMETERS = 2,
  BINOMIAL_BOTH_OK = 0,
  /* Empty, not finite, or outside the support. */
  BINOMIAL_BOTH_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BINOMIAL_BOTH_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BINOMIAL_BOTH_NOT_FOUND = 3
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
  const double part_23 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_23)) / z;
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
  const double part_24 = 1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0);
  const double odd = 1.0 / 240.0 - w * part_24;
  const double part_25 = w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd));
  return -0.5 / z - w * (1.0 / 12.0 - part_25);
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
  const double part_26 = w * (691.0 / 2730.0 - w * (7.0 / 6.0));
  const double odd = 1.0 / 30.0 - w * (5.0 / 66.0 - part_26);
  const double part_27 = w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd));
  return w * (0.5 + (1.0 / 6.0 - part_27) / z);
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
                               double sum_x, double n, double trials) {
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
  const double part_3 = xlog1py(-sum_h_2, -sum_x / (trials * n));
  const double part_4 = xlogy(sum_x, sum_x / (trials * n));
  return n * lgamma(trials + 1.0) + part_3 + part_4 - sum_h - sum_h_1;
}

/* The integer in lower..upper with the greatest objective; inf if it never
   falls. */
static double integer_trials(const struct rows *rows, double sum_h,
                             double sum_x, double n, double lower,
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
      height = objective_trials(rows, sum_h, sum_x, n, n_);
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
      height = objective_trials(rows, sum_h, sum_x, n, left + step);
      const double other =
          objective_trials(rows, sum_h, sum_x, n, right - step);
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
    height = objective_trials(rows, sum_h, sum_x, n, n_);
    if (height > best) {
      best = height;
      at = n_;
    }
    n_ = n_ + 1.0;
  }
  return at;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_5 = 0.0;
  double sum_h = 0.0;
  double lost_6 = 0.0;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_5, x);
    add(&sum_h, &lost_6, lgamma(x + 1.0));
    max_x = fmax(max_x, x);
  }
  sum_x += lost_5;
  sum_h += lost_6;
  const double part_7 = fmax(1.0, max_x);
  const double trials = integer_trials(rows, sum_h, sum_x, n, part_7, INFINITY);
  const double p = sum_x / (trials * n);
  out[0] = trials;
  out[1] = p;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double sum_x = 0.0;
  double lost_8 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_8, x);
  }
  sum_x += lost_8;
  if (!(sum_x > 0.0)) {
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
static double log_likelihood(const struct rows *rows, double trials, double p) {
  double log_densities = 0.0;
  double lost_9 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_6 = trials - x;
    const double part_10 = deviance(x, p * trials);
    const double part_11 = stirling(trials) - part_10;
    const double part_12 = part_11 - stirling(x);
    const double part_13 = trials * (1.0 - p);
    const double part_14 = deviance(t_6, part_13);
    add(&log_densities, &lost_9, part_12 - part_14 - stirling(t_6));
  }
  log_densities += lost_9;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double trials, double p) {
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
  return -log_likelihood(rows, trials, p);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double sum_x,
                  double trials, double p, double *out) {
  double sum_h_9 = 0.0;
  double lost_15 = 0.0;
  double sum_h_10 = 0.0;
  double lost_16 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h_9, &lost_15, polygamma_rising(0.0, trials + 1.0 - x, x + 1.0));
    add(&sum_h_10, &lost_16, x - trials);
  }
  sum_h_9 += lost_15;
  sum_h_10 += lost_16;
  out[0] = n * log1p(-p) + sum_h_9 - n / (trials + 1.0);
  out[1] = sum_x / p + sum_h_10 / (1.0 - p);
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double trials, double p,
                     double *out) {
  if (!(trials >= 1.0 && isfinite(trials) && p > 0.0 && p < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= trials ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_17 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_17, x);
  }
  sum_x += lost_17;
  double found_18[2];
  score(rows, n, sum_x, trials, p, found_18);
  const double g_1 = found_18[0];
  const double g_2 = found_18[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double sum_x,
                      double trials, double p, double *out) {
  double sum_h_12 = 0.0;
  double lost_19 = 0.0;
  double sum_h_14 = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_8 = trials + 1.0 - x;
    const double t_9 = x + 1.0;
    add(&sum_h_12, &lost_19, x - trials);
    add(&sum_h_14, &lost_20, polygamma_rising(1.0, t_8, t_9));
  }
  sum_h_12 += lost_19;
  sum_h_14 += lost_20;
  const double t_11 = trials + 1.0;
  const double t_12 = 1.0 - p;
  const double t_13 = 1.0 / t_12;
  out[0] = n / (t_11 * t_11) + sum_h_14;
  out[1] = -t_13 * n;
  out[2] = sum_h_12 / (t_12 * t_12) - sum_x / (p * p);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double trials, double p,
                    double *out) {
  if (!(trials >= 1.0 && isfinite(trials) && p > 0.0 && p < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double outside = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    outside += x <= trials ? 0.0 : 1.0;
  }
  if (outside > 0.0) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_x, &lost_21, x);
  }
  sum_x += lost_21;
  double found_22[3];
  curvature(rows, n, sum_x, trials, p, found_22);
  const double h_1 = found_22[0];
  const double h_2 = found_22[1];
  const double h_3 = found_22[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int binomial_both_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BINOMIAL_BOTH_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BINOMIAL_BOTH_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return BINOMIAL_BOTH_NOT_FOUND;
    }
  }
  return BINOMIAL_BOTH_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double binomial_both_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int binomial_both_gradient(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BINOMIAL_BOTH_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return BINOMIAL_BOTH_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int binomial_both_hessian(const double *x, size_t n, const double *parameters,
                          double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return BINOMIAL_BOTH_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return BINOMIAL_BOTH_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int binomial_both_standard_errors(const double *x, size_t n,
                                  const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BINOMIAL_BOTH_BAD_DATA;
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
        return BINOMIAL_BOTH_NOT_FOUND;
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
  return BINOMIAL_BOTH_OK;
}
