/*
 * Maximum-likelihood estimation: von Mises distribution.
 *
 *   f(x; mu, kappa) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
 *   support: -pi <= x <= pi
 *   mu: -pi < mu <= pi
 *   kappa: positive
 *
 * Log-likelihood:
 *
 *   kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n
 *
 * Estimator (special):
 *
 *   mu = atan2(sum(sin(x)), sum(cos(x)))
 *   kappa = InverseBesselRatio(sqrt(sum(sin(x))**2 + sum(cos(x))**2)/n)
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if sqrt((sum cos x_i)^2 + (sum sin x_i)^2) < n.
 *
 * Source:
 *
 *   Mardia, Jupp (2000), Directional Statistics, ch. 5
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, kappa.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  VON_MISES_PARAMETERS = 2,
  VON_MISES_OK = 0,
  /* Empty, not finite, or outside the support. */
  VON_MISES_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  VON_MISES_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  VON_MISES_NOT_FOUND = 3
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
  const double part_25 = p * (-369603.0 + p * (765765.0 - 425425.0 * p));
  const double u_3 = t * t * t * (30375.0 + part_25) / 414720.0;
  const double part_26 = p * (-446185740.0 + 185910725.0 * p);
  const double inner_1 = -94121676.0 + p * (349922430.0 + part_26);
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
    const double part_27 = (2.0 * k - 1.0) * (2.0 * k - 1.0);
    term = -term * (4.0 * m * m - part_27) / (8.0 * k * z);
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
static void solve(const struct rows *rows, double *out) {
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
  const double mu = atan2(sum_h_1, sum_h);
  const double part_3 = sqrt(sum_h * sum_h + sum_h_1 * sum_h_1) / n;
  const double kappa = inverse_bessel_ratio(part_3);
  out[0] = mu;
  out[1] = kappa;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_4 = 0.0;
  double sum_h_1 = 0.0;
  double lost_5 = 0.0;
  double min_x = INFINITY;
  double max_x = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_4, cos(x));
    add(&sum_h_1, &lost_5, sin(x));
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
  }
  sum_h += lost_4;
  sum_h_1 += lost_5;
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = INFINITY;
    return;
  }
  const double part_6 = sum_h * sum_h / sqrt(sum_h * sum_h + sum_h_1 * sum_h_1);
  const double part_7 = sqrt(sum_h * sum_h + sum_h_1 * sum_h_1);
  if (!(n - part_6 - sum_h_1 * sum_h_1 / part_7 > 0.0)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = INFINITY;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(double n, double sum_h, double sum_h_1, double mu,
                             double kappa) {
  const double part_8 = kappa * (sum_h * cos(mu) + sum_h_1 * sin(mu));
  const double part_9 = part_8 - n * log_bessel_i(0.0, kappa);
  return part_9 - n * log(2.0 * 3.141592653589793);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu, double kappa) {
  const int part_10 = isfinite(kappa);
  if (!(mu > -3.141592653589793 && mu <= 3.141592653589793 && kappa > 0.0 &&
        part_10)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_11 = 0.0;
  double sum_h_1 = 0.0;
  double lost_12 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_11, cos(x));
    add(&sum_h_1, &lost_12, sin(x));
  }
  sum_h += lost_11;
  sum_h_1 += lost_12;
  return -log_likelihood(n, sum_h, sum_h_1, mu, kappa);
}

/* The gradient of the log-likelihood. */
static void score(double n, double sum_h_1, double sum_h, double mu,
                  double kappa, double *out) {
  const double t_9 = sin(mu);
  const double t_10 = cos(mu);
  out[0] = kappa * (t_10 * sum_h_1 - t_9 * sum_h);
  out[1] = t_9 * sum_h_1 + t_10 * sum_h - bessel_i_ratio(0.0, kappa) * n;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu, double kappa,
                     double *out) {
  const int part_13 = isfinite(kappa);
  if (!(mu > -3.141592653589793 && mu <= 3.141592653589793 && kappa > 0.0 &&
        part_13)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_14 = 0.0;
  double sum_h_1 = 0.0;
  double lost_15 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_14, cos(x));
    add(&sum_h_1, &lost_15, sin(x));
  }
  sum_h += lost_14;
  sum_h_1 += lost_15;
  double found_16[2];
  score(n, sum_h_1, sum_h, mu, kappa, found_16);
  const double g_1 = found_16[0];
  const double g_2 = found_16[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(double sum_h, double sum_h_1, double n, double mu,
                      double kappa, double *out) {
  const double t_11 = cos(mu);
  const double t_12 = sin(mu);
  const double t_13 = t_11 * sum_h + t_12 * sum_h_1;
  const double t_14 = -kappa * t_13;
  const double t_15 = t_11 * sum_h_1 - t_12 * sum_h;
  const double t_16 = bessel_i_ratio(0.0, kappa);
  const double t_17 = 1.0 / (kappa * kappa);
  const double t_18 = 1.0 / kappa;
  out[0] = t_14;
  out[1] = t_15;
  const double part_17 = 2.03125 / (kappa * kappa * kappa * kappa);
  const double part_18 = 0.78125 / (kappa * kappa * kappa);
  const double part_19 = 0.375 * t_17 + 0.25 * t_18 + 0.5 + part_18 + part_17;
  const double part_20 = 1.0 - t_16 * t_16 - t_16 * t_18;
  out[2] = -n * (kappa > 300.0 ? part_19 * t_17 : part_20);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu, double kappa,
                    double *out) {
  const int part_21 = isfinite(kappa);
  if (!(mu > -3.141592653589793 && mu <= 3.141592653589793 && kappa > 0.0 &&
        part_21)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double sum_h = 0.0;
  double lost_22 = 0.0;
  double sum_h_1 = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_22, cos(x));
    add(&sum_h_1, &lost_23, sin(x));
  }
  sum_h += lost_22;
  sum_h_1 += lost_23;
  double found_24[3];
  curvature(sum_h, sum_h_1, n, mu, kappa, found_24);
  const double h_1 = found_24[0];
  const double h_2 = found_24[1];
  const double h_3 = found_24[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int von_mises_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return VON_MISES_BAD_DATA;
  }
  double limit[3];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 2; ++i) {
      estimate[i] = limit[i + 1];
    }
    return VON_MISES_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return VON_MISES_NOT_FOUND;
    }
  }
  return VON_MISES_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double von_mises_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int von_mises_gradient(const double *x, size_t n, const double *parameters,
                       double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return VON_MISES_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], result);
  return VON_MISES_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int von_mises_hessian(const double *x, size_t n, const double *parameters,
                      double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return VON_MISES_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return VON_MISES_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int von_mises_standard_errors(const double *x, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return VON_MISES_BAD_DATA;
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
        return VON_MISES_NOT_FOUND;
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
  return VON_MISES_OK;
}
