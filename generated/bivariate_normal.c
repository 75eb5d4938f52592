/*
 * Maximum-likelihood estimation: Bivariate normal distribution.
 *
 *   f(x, y; mu_x, mu_y, sigma_x, sigma_y, rho) = exp(-(((x-mu_x)/sigma_x)**2-
 *       2*rho*((x-mu_x)/sigma_x)*((y-mu_y)/sigma_y)+((y-
 *       mu_y)/sigma_y)**2)/(2*(1-rho**2)))/(2*pi*sigma_x*sigma_y*sqrt(1-
 *       rho**2))
 *   support: x real and y real
 *   mu_x: real
 *   mu_y: real
 *   sigma_x: positive
 *   sigma_y: positive
 *   rho: -1 < rho < 1
 *
 * Log-likelihood:
 *
 *   (-log(sigma_x) - log(sigma_y) - log(1 - rho**2)/2 - log(2*pi))*n +
 *       (2*rho*sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y) - sum((y -
 *       mu_y)**2)/sigma_y**2 - sum((x - mu_x)**2)/sigma_x**2)/(2 - 2*rho**2)
 *
 * Estimator (closed):
 *
 *   mu_x = sum(x)/n
 *   mu_y = sum(y)/n
 *   sigma_x = sqrt(sum((x - mu_x)**2))/sqrt(n)
 *   sigma_y = sqrt(sum((y - mu_y)**2))/sqrt(n)
 *   rho = sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y*n)
 *
 * Conditions:
 *
 *   A maximum exists only if the x_i are not all equal.
 *   A maximum exists only if the y_i are not all equal.
 *   A maximum exists only if n sigma_x sigma_y + sum (x_i - mu_x)(y_i - mu_y)
 *       > 0.
 *   A maximum exists only if sum (x_i - mu_x)(y_i - mu_y) < n sigma_x sigma_y.
 *
 * Source:
 *
 *   Anderson (2003), An Introduction to Multivariate Statistical Analysis, ch.
 *       3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu_x, mu_y, sigma_x, sigma_y, rho.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  BIVARIATE_NORMAL_PARAMETERS = 5,
  BIVARIATE_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  BIVARIATE_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  BIVARIATE_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  BIVARIATE_NORMAL_NOT_FOUND = 3
};

/* The data. */
struct rows {
  const double *x;
  const double *y;
  size_t n;
};

static double x_at(const struct rows *rows, size_t i) {
  return rows->x[i];
}

static double y_at(const struct rows *rows, size_t i) {
  return rows->y[i];
}

/* 1 if there are rows, all of them finite and inside the support. */
static int valid(const struct rows *rows) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    if (!(isfinite(x) && isfinite(y))) {
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

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double sum_x = 0.0;
  double lost_1 = 0.0;
  double sum_y = 0.0;
  double lost_2 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    add(&sum_x, &lost_1, x);
    add(&sum_y, &lost_2, y);
  }
  sum_x += lost_1;
  sum_y += lost_2;
  const double mu_x = sum_x / n;
  const double mu_y = sum_y / n;
  double sum_h = 0.0;
  double lost_3 = 0.0;
  double sum_h_1 = 0.0;
  double lost_4 = 0.0;
  double sum_h_2 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    const double t = x - mu_x;
    const double t_1 = y - mu_y;
    add(&sum_h, &lost_3, t * t);
    add(&sum_h_1, &lost_4, t_1 * t_1);
    add(&sum_h_2, &lost_5, t * t_1);
  }
  sum_h += lost_3;
  sum_h_1 += lost_4;
  sum_h_2 += lost_5;
  const double sigma_x = sqrt(sum_h) / sqrt(n);
  const double sigma_y = sqrt(sum_h_1) / sqrt(n);
  const double rho = sum_h_2 / (sigma_x * sigma_y * n);
  out[0] = mu_x;
  out[1] = mu_y;
  out[2] = sigma_x;
  out[3] = sigma_y;
  out[4] = rho;
}

/* 1 and the limits where no maximum exists, else 0. */
static void limits(const struct rows *rows, double *out) {
  double min_x = INFINITY;
  double max_x = -INFINITY;
  double min_y = INFINITY;
  double max_y = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    min_x = fmin(min_x, x);
    max_x = fmax(max_x, x);
    min_y = fmin(min_y, y);
    max_y = fmax(max_y, y);
  }
  if (!(min_x < max_x)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = 0.0;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  if (!(min_y < max_y)) {
    out[0] = 1.0;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = 0.0;
    out[5] = NAN;
    return;
  }
  out[0] = 0.0;
  out[1] = NAN;
  out[2] = NAN;
  out[3] = NAN;
  out[4] = NAN;
  out[5] = NAN;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double mu_x,
                             double mu_y, double sigma_x, double sigma_y,
                             double rho) {
  double sum_h_12 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    const double t_59 = x - mu_x;
    const double t_60 = y - mu_y;
    const double part_7 = t_60 * t_60 / (sigma_y * sigma_y);
    const double part_8 = t_59 * t_59 / (sigma_x * sigma_x);
    const double part_9 = 2.0 * rho * t_59 * t_60;
    add(&sum_h_12, &lost_6, part_9 / (sigma_x * sigma_y) - part_8 - part_7);
  }
  sum_h_12 += lost_6;
  const double t_61 = rho * rho;
  const double part_10 = sum_h_12 / (2.0 - 2.0 * t_61) - n * log(sigma_x);
  const double part_11 = part_10 - n * log(sigma_y) - 0.5 * n * log1p(-t_61);
  return part_11 - n * log(2.0 * 3.141592653589793);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double mu_x, double mu_y,
                  double sigma_x, double sigma_y, double rho) {
  const int part_12 = isfinite(sigma_x);
  const int part_13 = isfinite(sigma_y);
  const int part_14 = isfinite(mu_x);
  const int part_15 = isfinite(mu_y);
  if (!(part_14 && part_15 && sigma_x > 0.0 && part_12 && sigma_y > 0.0 &&
        part_13 && rho > -1.0 && rho < 1.0)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, mu_x, mu_y, sigma_x, sigma_y, rho);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double n, double mu_x, double mu_y,
                  double sigma_x, double sigma_y, double rho, double *out) {
  double sum_h_13 = 0.0;
  double lost_16 = 0.0;
  double sum_h_14 = 0.0;
  double lost_17 = 0.0;
  double sum_h_15 = 0.0;
  double lost_18 = 0.0;
  double sum_h_16 = 0.0;
  double lost_19 = 0.0;
  double sum_h_17 = 0.0;
  double lost_20 = 0.0;
  double sum_h_18 = 0.0;
  double lost_21 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    const double t_62 = 1.0 / (sigma_x * sigma_x);
    const double t_63 = y - mu_y;
    const double t_64 = 1.0 / sigma_x;
    const double t_65 = 1.0 / sigma_y;
    const double t_66 = rho * t_65;
    const double t_67 = 2.0 * t_64 * t_66;
    const double t_68 = t_65 * t_65;
    const double t_69 = x - mu_x;
    const double t_70 = t_69 * t_69;
    const double t_71 = t_63 * t_69;
    const double t_72 = t_63 * t_63;
    add(&sum_h_13, &lost_16, t_62 * (2.0 * mu_x - 2.0 * x) + t_63 * t_67);
    add(&sum_h_14, &lost_17, t_68 * (2.0 * mu_y - 2.0 * y) + t_67 * t_69);
    const double part_22 = sigma_x * sigma_x * sigma_x;
    add(&sum_h_15, &lost_18, t_70 / part_22 - t_62 * t_66 * t_71);
    const double part_23 = sigma_y * sigma_y * sigma_y;
    add(&sum_h_16, &lost_19, t_72 / part_23 - rho * t_64 * t_68 * t_71);
    const double part_24 = 2.0 * rho * t_63 * t_64 * t_65;
    add(&sum_h_17, &lost_20, part_24 * t_69 - t_62 * t_70 - t_72 * t_68);
    add(&sum_h_18, &lost_21, t_71);
  }
  sum_h_13 += lost_16;
  sum_h_14 += lost_17;
  sum_h_15 += lost_18;
  sum_h_16 += lost_19;
  sum_h_17 += lost_20;
  sum_h_18 += lost_21;
  const double t_73 = rho * rho;
  const double t_74 = 2.0 - 2.0 * t_73;
  const double t_75 = 1.0 / t_74;
  const double t_76 = 1.0 / sigma_x;
  const double t_77 = 1.0 / sigma_y;
  out[0] = -t_75 * sum_h_13;
  out[1] = -t_75 * sum_h_14;
  out[2] = 2.0 * t_75 * sum_h_15 - t_76 * n;
  out[3] = 2.0 * t_75 * sum_h_16 - t_77 * n;
  const double part_25 = 4.0 * rho * sum_h_17 / (t_74 * t_74);
  const double part_26 = 2.0 * t_75 * t_76 * t_77 * sum_h_18;
  out[4] = rho * n / (1.0 - t_73) + part_26 + part_25;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double mu_x, double mu_y,
                     double sigma_x, double sigma_y, double rho, double *out) {
  const int part_27 = isfinite(sigma_x);
  const int part_28 = isfinite(sigma_y);
  const int part_29 = isfinite(mu_x);
  const int part_30 = isfinite(mu_y);
  if (!(part_29 && part_30 && sigma_x > 0.0 && part_27 && sigma_y > 0.0 &&
        part_28 && rho > -1.0 && rho < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_31[5];
  score(rows, n, mu_x, mu_y, sigma_x, sigma_y, rho, found_31);
  const double g_1 = found_31[0];
  const double g_2 = found_31[1];
  const double g_3 = found_31[2];
  const double g_4 = found_31[3];
  const double g_5 = found_31[4];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
  out[3] = -g_4;
  out[4] = -g_5;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double n, double mu_x,
                      double mu_y, double sigma_x, double sigma_y, double rho,
                      double *out) {
  double sum_h_19 = 0.0;
  double lost_32 = 0.0;
  double sum_h_20 = 0.0;
  double lost_33 = 0.0;
  double sum_h_21 = 0.0;
  double lost_34 = 0.0;
  double sum_h_22 = 0.0;
  double lost_35 = 0.0;
  double sum_h_23 = 0.0;
  double lost_36 = 0.0;
  double sum_h_24 = 0.0;
  double lost_37 = 0.0;
  double sum_h_25 = 0.0;
  double lost_38 = 0.0;
  double sum_h_26 = 0.0;
  double lost_39 = 0.0;
  double sum_h_27 = 0.0;
  double lost_40 = 0.0;
  double sum_h_28 = 0.0;
  double lost_41 = 0.0;
  double sum_h_29 = 0.0;
  double lost_42 = 0.0;
  double sum_h_30 = 0.0;
  double lost_43 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double y = y_at(rows, i);
    const double t_78 = 1.0 / (sigma_x * sigma_x);
    const double t_79 = x - mu_x;
    const double t_80 = t_79 * t_79;
    const double t_81 = 1.0 / (sigma_y * sigma_y);
    const double t_82 = y - mu_y;
    const double t_83 = t_82 * t_82;
    const double t_84 = 1.0 / sigma_x;
    const double t_85 = 1.0 / sigma_y;
    const double t_86 = 2.0 * mu_x - 2.0 * x;
    const double t_87 = rho * t_85;
    const double t_88 = t_82 * t_87;
    const double t_89 = 2.0 * t_84;
    const double t_90 = 2.0 * mu_y - 2.0 * y;
    const double t_91 = t_79 * t_84;
    const double t_92 = 2.0 * t_87;
    const double t_93 = 1.0 / (sigma_x * sigma_x * sigma_x);
    const double t_94 = t_79 * t_82;
    const double t_95 = 1.0 / (sigma_y * sigma_y * sigma_y);
    const double t_96 = rho * t_81;
    const double part_44 = 2.0 * rho * t_79 * t_82 * t_84;
    add(&sum_h_19, &lost_32, part_44 * t_85 - t_78 * t_80 - t_81 * t_83);
    add(&sum_h_20, &lost_33, t_78 * t_86 + t_88 * t_89);
    add(&sum_h_21, &lost_34, t_90 * t_81 + t_91 * t_92);
    add(&sum_h_22, &lost_35, t_93 * t_80 - t_78 * t_94 * t_87);
    add(&sum_h_23, &lost_36, t_95 * t_83 - t_94 * t_96 * t_84);
    add(&sum_h_24, &lost_37, t_94);
    add(&sum_h_25, &lost_38, t_78 * t_88 + t_93 * t_86);
    add(&sum_h_26, &lost_39, t_79);
    add(&sum_h_27, &lost_40, t_92 * t_93 * t_94 - 3.0 * (t_78 * t_78) * t_80);
    add(&sum_h_28, &lost_41, t_82);
    add(&sum_h_29, &lost_42, t_90 * t_95 + t_91 * t_96);
    const double part_45 = 3.0 * (t_81 * t_81) * t_83;
    add(&sum_h_30, &lost_43, rho * t_89 * t_94 * t_95 - part_45);
  }
  sum_h_19 += lost_32;
  sum_h_20 += lost_33;
  sum_h_21 += lost_34;
  sum_h_22 += lost_35;
  sum_h_23 += lost_36;
  sum_h_24 += lost_37;
  sum_h_25 += lost_38;
  sum_h_26 += lost_39;
  sum_h_27 += lost_40;
  sum_h_28 += lost_41;
  sum_h_29 += lost_42;
  sum_h_30 += lost_43;
  const double t_97 = rho * rho;
  const double t_98 = 2.0 * t_97;
  const double t_99 = 2.0 - t_98;
  const double t_100 = 1.0 / t_99;
  const double t_101 = 1.0 / sigma_x;
  const double t_102 = t_101 * n;
  const double t_103 = 1.0 / sigma_y;
  const double t_104 = 1.0 - t_97;
  const double t_105 = n / t_104;
  const double t_106 = 1.0 / (t_99 * t_99);
  const double t_107 = 4.0 * t_106;
  const double t_108 = t_107 * sum_h_19;
  const double t_109 = 2.0 * t_100;
  const double t_110 = t_109 * t_103;
  const double t_111 = t_110 * t_101;
  const double t_112 = 1.0 / (sigma_x * sigma_x);
  const double t_113 = t_112 * n;
  const double t_114 = 1.0 / (sigma_y * sigma_y);
  const double t_115 = t_114 * n;
  const double t_116 = t_110 * t_112;
  const double t_117 = t_109 * t_114;
  const double t_118 = rho * t_117;
  const double t_119 = rho * t_107;
  const double t_120 = rho * t_106;
  const double t_121 = 8.0 * t_120;
  const double t_122 = t_101 * sum_h_24;
  out[0] = -t_109 * t_113;
  out[1] = rho * t_110 * t_102;
  out[2] = -t_109 * t_115;
  out[3] = t_109 * sum_h_25;
  out[4] = rho * t_116 * sum_h_26;
  out[5] = t_109 * sum_h_27 + t_113;
  out[6] = t_118 * t_101 * sum_h_28;
  out[7] = t_109 * sum_h_29;
  out[8] = t_112 * t_118 * sum_h_24;
  out[9] = t_109 * sum_h_30 + t_115;
  out[10] = -t_111 * sum_h_28 - t_119 * sum_h_20;
  out[11] = -t_111 * sum_h_26 - t_119 * sum_h_21;
  out[12] = t_121 * sum_h_22 - t_116 * sum_h_24;
  out[13] = t_121 * sum_h_23 - t_117 * t_122;
  const double part_46 = 32.0 * t_97 * sum_h_19 / (t_99 * t_99 * t_99);
  const double part_47 = t_98 * n / (t_104 * t_104) + part_46 + t_108;
  out[14] = part_47 + 16.0 * t_120 * t_122 * t_103 + t_105;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double mu_x, double mu_y,
                    double sigma_x, double sigma_y, double rho, double *out) {
  const int part_48 = isfinite(sigma_x);
  const int part_49 = isfinite(sigma_y);
  const int part_50 = isfinite(mu_x);
  const int part_51 = isfinite(mu_y);
  if (!(part_50 && part_51 && sigma_x > 0.0 && part_48 && sigma_y > 0.0 &&
        part_49 && rho > -1.0 && rho < 1.0)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    out[6] = NAN;
    out[7] = NAN;
    out[8] = NAN;
    out[9] = NAN;
    out[10] = NAN;
    out[11] = NAN;
    out[12] = NAN;
    out[13] = NAN;
    out[14] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_52[15];
  curvature(rows, n, mu_x, mu_y, sigma_x, sigma_y, rho, found_52);
  const double h_1 = found_52[0];
  const double h_2 = found_52[1];
  const double h_3 = found_52[2];
  const double h_4 = found_52[3];
  const double h_5 = found_52[4];
  const double h_6 = found_52[5];
  const double h_7 = found_52[6];
  const double h_8 = found_52[7];
  const double h_9 = found_52[8];
  const double h_10 = found_52[9];
  const double h_11 = found_52[10];
  const double h_12 = found_52[11];
  const double h_13 = found_52[12];
  const double h_14 = found_52[13];
  const double h_15 = found_52[14];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
  out[6] = -h_7;
  out[7] = -h_8;
  out[8] = -h_9;
  out[9] = -h_10;
  out[10] = -h_11;
  out[11] = -h_12;
  out[12] = -h_13;
  out[13] = -h_14;
  out[14] = -h_15;
}

/* The maximum-likelihood estimate. */
int bivariate_normal_estimate(const double *x, const double *y, size_t n,
                              double *estimate) {
  const struct rows rows = {.x = x, .y = y, .n = n};
  for (size_t i = 0; i < 5; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return BIVARIATE_NORMAL_BAD_DATA;
  }
  double limit[6];
  limits(&rows, limit);
  if (limit[0] > 0.0) {
    for (size_t i = 0; i < 5; ++i) {
      estimate[i] = limit[i + 1];
    }
    return BIVARIATE_NORMAL_NO_MAXIMUM;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 5; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 5; ++j) {
        estimate[j] = NAN;
      }
      return BIVARIATE_NORMAL_NOT_FOUND;
    }
  }
  return BIVARIATE_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double bivariate_normal_nll(const double *x, const double *y, size_t n,
                            const double *parameters) {
  const struct rows rows = {.x = x, .y = y, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
             parameters[4]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int bivariate_normal_gradient(const double *x, const double *y, size_t n,
                              const double *parameters, double *result) {
  const struct rows rows = {.x = x, .y = y, .n = n};
  if (!valid(&rows)) {
    return BIVARIATE_NORMAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
           parameters[4], result);
  return BIVARIATE_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int bivariate_normal_hessian(const double *x, const double *y, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .y = y, .n = n};
  if (!valid(&rows)) {
    return BIVARIATE_NORMAL_BAD_DATA;
  }
  double triangle[15];
  hessian(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
          parameters[4], triangle);
  result[0] = triangle[0];
  result[5] = result[1] = triangle[1];
  result[6] = triangle[2];
  result[10] = result[2] = triangle[3];
  result[11] = result[7] = triangle[4];
  result[12] = triangle[5];
  result[15] = result[3] = triangle[6];
  result[16] = result[8] = triangle[7];
  result[17] = result[13] = triangle[8];
  result[18] = triangle[9];
  result[20] = result[4] = triangle[10];
  result[21] = result[9] = triangle[11];
  result[22] = result[14] = triangle[12];
  result[23] = result[19] = triangle[13];
  result[24] = triangle[14];
  return BIVARIATE_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int bivariate_normal_standard_errors(const double *x, const double *y, size_t n,
                                     const double *parameters, double *result) {
  const struct rows rows = {.x = x, .y = y, .n = n};
  for (size_t i = 0; i < 5; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return BIVARIATE_NORMAL_BAD_DATA;
  }
  double triangle[15];
  hessian(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
          parameters[4], triangle);
  static const size_t regular[5] = {0, 1, 2, 3, 4};
  double factor[5][5];
  for (size_t i = 0; i < 5; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return BIVARIATE_NORMAL_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 5; ++last) {
    double column[5];
    double variance = 0.0;
    for (size_t i = last; i < 5; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return BIVARIATE_NORMAL_OK;
}
