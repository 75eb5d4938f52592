/*
 * Maximum-likelihood estimation: von Mises distribution with known direction.
 *
 *   f(x; kappa, mu) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
 *   support: -pi <= x <= pi
 *   kappa: positive
 *   mu: -pi < mu <= pi (a known constant)
 *
 * Log-likelihood:
 *
 *   kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n
 *
 * Estimator (special):
 *
 *   kappa = InverseBesselRatio(sum(cos(x - mu))/n)
 *
 * Conditions:
 *
 *   A maximum exists only if sum cos(x_i - mu) > 0.
 *   A maximum exists only if sum cos(x_i - mu) < n.
 *
 * Source:
 *
 *   Mardia, Jupp (2000), Directional Statistics, ch. 5
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: kappa.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  VON_MISES_KNOWN_DIRECTION_PARAMETERS = 1,
  VON_MISES_KNOWN_DIRECTION_OK = 0,
  /* Empty, not finite, or outside the support. */
  VON_MISES_KNOWN_DIRECTION_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  VON_MISES_KNOWN_DIRECTION_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  VON_MISES_KNOWN_DIRECTION_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double mu) {
  (void)mu;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x >= -3.141592653589793) &&
          (x <= 3.141592653589793))) {
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

/* log I_m(z) for z >= 0; a whole order may be negative. */
static double log_bessel_i(double order, double z) {
  const double m = fmax(order, -order);
  const double r = sqrt(m * m + z * z);
  if (r < 600.0) {
    double term = 1.0;
    double total = 1.0;
    double k = 1.0;
    while (term > 1e-17 * total) {
      term = term * (0.5 * z) * (0.5 * z) / (k * (m + k));
      total = total + term;
      k = k + 1.0;
    }
    if (m == 0.0) {
      return log(total);
    }
    return m * log(0.5 * z) - lgamma(m + 1.0) + log(total);
  }
  const double t = 1.0 / r;
  const double p = m * m * t * t;
  const double u_1 = t * (3.0 - 5.0 * p) / 24.0;
  const double u_2 = t * t * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0;
  const double part_18 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_18) / 414720.0;
  const double part_19 = p * (-446185740.0 + 185910725.0 * p);
  const double inner_1 = -94121676.0 + p * (349922430.0 + part_19);
  const double u_4 = t * t * t * t * (4465125.0 + p * inner_1) / 39813120.0;
  const double series = log1p(u_1 + u_2 + u_3 + u_4);
  double turned = 0.0;
  if (m > 0.0) {
    turned = m * log(z / (m + r));
  }
  return r + turned - 0.9189385332046727 - 0.5 * log(r) + series;
}

/* I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2. */
static double hankel(double m, double z) {
  double term = 1.0;
  double total = 1.0;
  double k = 1.0;
  while (k < 12.0) {
    const double part_20 = (2.0 * k - 1.0) * (2.0 * k - 1.0);
    term = -term * (4.0 * m * m - part_20) / (8.0 * k * z);
    total = total + term;
    k = k + 1.0;
  }
  return total;
}

/* I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative. */
static double bessel_i_ratio(double order, double z) {
  const double m = fmax(order, -order - 1.0);
  double ratio = 0.0;
  if (z > 2000.0 * (1.0 + m * m)) {
    ratio = hankel(m + 1.0, z) / hankel(m, z);
  } else if (z > 20000.0) {
    ratio = exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z));
  } else if (z > 0.0) {
    double k = m + 1.0 + floor(z) + 60.0;
    while (k > m + 0.5) {
      ratio = 1.0 / (2.0 * k / z + ratio);
      k = k - 1.0;
    }
  }
  if (order < -0.5) {
    return 1.0 / ratio;
  }
  return ratio;
}

/* The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan
   outside. */
static double inverse_bessel_ratio(double r) {
  if (!(0.0 < r && r < 1.0)) {
    return NAN;
  }
  double k = r * (2.0 - r * r) / (1.0 - r * r);
  if (r > 0.9) {
    k = 0.5 / (1.0 - r) + 0.25;
  }
  for (int turn = 0; turn < 60; ++turn) {
    const double ratio = bessel_i_ratio(0.0, k);
    const double step = (ratio - r) / (1.0 - ratio / k - ratio * ratio);
    const double before = k;
    if (k > step) {
      k = k - step;
    } else {
      k = 0.5 * k;
    }
    if (fmax(k - before, before - k) <= 4e-16 * k) {
      return k;
    }
  }
  return k;
}

/* The estimate, in the order of the parameters. */
static double solve(const struct rows *rows, double mu) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, cos(x));
    add(&sum_h_1, &lost_2, sin(x));
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  const double part_3 = (sum_h * cos(mu) + sum_h_1 * sin(mu)) / n;
  const double kappa = inverse_bessel_ratio(part_3);
  return kappa;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double mu, double *out) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  double sum_h_1 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, cos(x));
    add(&sum_h_1, &lost_5, sin(x));
  }
  sum_h += lost_4;
  sum_h_1 += lost_5;
  if (!(sum_h * cos(mu) + sum_h_1 * sin(mu) > 0.0)) {
    out[0] = 1.0;
    out[1] = 0.0;
    return;
  }
  if (!(n - sum_h * cos(mu) - sum_h_1 * sin(mu) > 0.0)) {
    out[0] = 1.0;
    out[1] = INFINITY;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_h, double sum_h_1, double mu,
                             double kappa) {
  const double part_6 = kappa * (sum_h * cos(mu) + sum_h_1 * sin(mu));
  const double part_7 = part_6 - n * log_bessel_i(0.0, kappa);
  return part_7 - n * log(2.0 * 3.141592653589793);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double kappa) {
  const int part_8 = isfinite(kappa);
  if (!(kappa > 0.0 && part_8 && mu > -3.141592653589793 &&
        mu <= 3.141592653589793)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_9 = 0.0;
  double sum_h_1 = 0.0;
  double lost_10 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_9, cos(x));
    add(&sum_h_1, &lost_10, sin(x));
  }
  sum_h += lost_9;
  sum_h_1 += lost_10;
  return -log_likelihood(n, sum_h, sum_h_1, mu, kappa);
}

/* The gradient of the log-likelihood. */
static double score(double n, double sum_h, double sum_h_1, double mu,
                    double kappa) {
  return sum_h * cos(mu) + sum_h_1 * sin(mu) - bessel_i_ratio(0.0, kappa) * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static double gradient(const struct rows *rows, double mu, double kappa) {
  const int part_11 = isfinite(kappa);
  if (!(kappa > 0.0 && part_11 && mu > -3.141592653589793 &&
        mu <= 3.141592653589793)) {
    return NAN;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_12 = 0.0;
  double sum_h_1 = 0.0;
  double lost_13 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_12, cos(x));
    add(&sum_h_1, &lost_13, sin(x));
  }
  sum_h += lost_12;
  sum_h_1 += lost_13;
  return -score(n, sum_h, sum_h_1, mu, kappa);
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static double curvature(double n, double kappa) {
  const double t_5 = bessel_i_ratio(0.0, kappa);
  const double t_6 = 1.0 / (kappa * kappa);
  const double t_7 = 1.0 / kappa;
  const double part_14 = 2.03125 / (kappa * kappa * kappa * kappa);
  const double part_15 = 0.78125 / (kappa * kappa * kappa);
  const double part_16 = 0.375 * t_6 + 0.25 * t_7 + 0.5 + part_15 + part_14;
  return -n * (kappa > 300.0 ? part_16 * t_6 : 1.0 - t_5 * t_5 - t_5 * t_7);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static double hessian(const struct rows *rows, double mu, double kappa) {
  const int part_17 = isfinite(kappa);
  if (!(kappa > 0.0 && part_17 && mu > -3.141592653589793 &&
        mu <= 3.141592653589793)) {
    return NAN;
  }
  const double n = (double)rows->n;
  return -curvature(n, kappa);
}

/* The maximum-likelihood estimate. */
int von_mises_known_direction_estimate(const double *x, size_t n, double mu,
                                       double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, mu)) {
    return VON_MISES_KNOWN_DIRECTION_BAD_DATA;
  }
  double limit[2];
  limits(&rows, mu, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 1; ++i) {
      estimate[i] = limit[i + 1];
    }
    return VON_MISES_KNOWN_DIRECTION_NO_MAXIMUM;
  }
  estimate[0] = solve(&rows, mu);
  for (size_t i = 0; i < 1; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 1; ++j) {
        estimate[j] = NAN;
      }
      return VON_MISES_KNOWN_DIRECTION_NOT_FOUND;
    }
  }
  return VON_MISES_KNOWN_DIRECTION_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double von_mises_known_direction_nll(const double *x, size_t n, double mu,
                                     const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return NAN;
  }
  return nll(&rows, mu, parameters[0]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int von_mises_known_direction_gradient(const double *x, size_t n, double mu,
                                       const double *parameters,
                                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return VON_MISES_KNOWN_DIRECTION_BAD_DATA;
  }
  result[0] = gradient(&rows, mu, parameters[0]);
  return VON_MISES_KNOWN_DIRECTION_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int von_mises_known_direction_hessian(const double *x, size_t n, double mu,
                                      const double *parameters,
                                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, mu)) {
    return VON_MISES_KNOWN_DIRECTION_BAD_DATA;
  }
  result[0] = hessian(&rows, mu, parameters[0]);
  return VON_MISES_KNOWN_DIRECTION_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int von_mises_known_direction_standard_errors(const double *x, size_t n,
                                              double mu,
                                              const double *parameters,
                                              double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 1; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, mu)) {
    return VON_MISES_KNOWN_DIRECTION_BAD_DATA;
  }
  const double information = hessian(&rows, mu, parameters[0]);
  if (!(information > 0.0)) {
    return VON_MISES_KNOWN_DIRECTION_NOT_FOUND;
  }
  result[0] = 1.0 / sqrt(information);
  return VON_MISES_KNOWN_DIRECTION_OK;
}
