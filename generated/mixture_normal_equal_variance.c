/*
 * Maximum-likelihood estimation: Mixture of two normal distributions of equal
 * variance.
 *
 *   f(x; weight, mu_1, mu_2, sigma2) = weight/sqrt(2*pi*sigma2)*exp(-(x-
 *       mu_1)**2/(2*sigma2))+(1-weight)/sqrt(2*pi*sigma2)*exp(-(x-
 *       mu_2)**2/(2*sigma2))
 *   support: real
 *   weight: 0 < weight < 1
 *   mu_1: real
 *   mu_2: real
 *   sigma2: positive
 *
 * Log-likelihood:
 *
 *   sum(log(sqrt(2)*weight*exp(-(x -
 *       mu_1)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2)) + sqrt(2)*(1 -
 *       weight)*exp(-(x - mu_2)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2))))
 *
 * Estimator (latent):
 *
 *   weight, mu_1, mu_2, sigma2 = the joint maximiser of the log-likelihood, by
 *       the EM algorithm and Newton's method
 *
 * Source:
 *
 *   McLachlan, Peel (2000), Finite Mixture Models, ch. 3
 *   Day (1969), Estimating the components of a mixture of normal
 *       distributions, Biometrika 56, 463-474
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: weight, mu_1, mu_2, sigma2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  MIXTURE_NORMAL_EQUAL_VARIANCE_PARAMETERS = 4,
  MIXTURE_NORMAL_EQUAL_VARIANCE_OK = 0,
  /* Empty, not finite, or outside the support. */
  MIXTURE_NORMAL_EQUAL_VARIANCE_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  MIXTURE_NORMAL_EQUAL_VARIANCE_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  MIXTURE_NORMAL_EQUAL_VARIANCE_NOT_FOUND = 3
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

/* -1, 0 or 1. */
static double sign(double x) {
  if (x > 0.0) {
    return 1.0;
  }
  if (x < 0.0) {
    return -1.0;
  }
  return x;
}

/* The remainder of a/b that has the sign of b. */
static double modulo(double a, double b) {
  return a - b * floor(a / b);
}

/* The parameter at the free coordinate u. */
static double outward(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    if (u < 0.0) {
      return lower + (upper - lower) * exp(u) / (1.0 + exp(u));
    }
    return upper - (upper - lower) * exp(-u) / (1.0 + exp(-u));
  }
  if (isfinite(lower)) {
    return lower + exp(u);
  }
  if (isfinite(upper)) {
    return upper - exp(u);
  }
  return u;
}

/* The free coordinate of a parameter. */
static double inward(double t, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    return log((t - lower) / (upper - t));
  }
  if (isfinite(lower)) {
    return log(t - lower);
  }
  if (isfinite(upper)) {
    return log(upper - t);
  }
  return t;
}

/* The slope of the parameter in its free coordinate. */
static double stretch(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    const double e = exp(-fmax(u, -u));
    return (upper - lower) * e / ((1.0 + e) * (1.0 + e));
  }
  if (isfinite(lower)) {
    return exp(u);
  }
  if (isfinite(upper)) {
    return -exp(u);
  }
  return 1.0;
}

/* The second derivative of the parameter in its free coordinate. */
static double bend(double u, double lower, double upper) {
  if (isfinite(lower) && isfinite(upper)) {
    const double e = exp(-fmax(u, -u));
    return -sign(u) * stretch(u, lower, upper) * (1.0 - e) / (1.0 + e);
  }
  if (isfinite(lower) || isfinite(upper)) {
    return stretch(u, lower, upper);
  }
  return 0.0;
}

/* The value at position 0 to 6. */
static double choose(double at, double a, double b, double c, double d,
                     double e, double f, double g) {
  if (at < 1.0) {
    return a;
  }
  if (at < 2.0) {
    return b;
  }
  if (at < 3.0) {
    return c;
  }
  if (at < 4.0) {
    return d;
  }
  if (at < 5.0) {
    return e;
  }
  if (at < 6.0) {
    return f;
  }
  return g;
}

/* log(exp a + exp b). */
static double logaddexp(double a, double b) {
  if (a > b) {
    return a + log1p(exp(b - a));
  }
  if (a < b) {
    return b + log1p(exp(a - b));
  }
  return a + 0.6931471805599453;
}

/* One step of the EM algorithm. */
static void update_joint(const struct rows *rows, double weight, double mu_1,
                         double mu_2, double sigma2, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  double sum_h_4 = 0.0;
  double lost_5 = 0.0;
  double sum_h_5 = 0.0;
  double lost_6 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 0.5 * log(2.0 * 3.141592653589793 * sigma2);
    const double t_1 = 0.5 / sigma2;
    const double t_2 = t_1 * pow(x - mu_1, 2.0);
    const double t_3 = t_1 * pow(x - mu_2, 2.0) - log1p(-weight);
    const double t_4 = logaddexp(log(weight) - t - t_2, -t - t_3);
    const double t_5 = sqrt(2.0) / (sqrt(3.141592653589793) * sqrt(sigma2));
    const double t_6 = t_5 * exp(-t_3 - t_4);
    const double t_7 = weight * t_5 * exp(-t_2 - t_4);
    const double t_8 = x * x;
    add(&sum_h, &lost_1, t_6);
    add(&sum_h_1, &lost_2, t_7);
    add(&sum_h_2, &lost_3, t_7 * x);
    add(&sum_h_3, &lost_4, t_6 * x);
    add(&sum_h_4, &lost_5, t_6 * t_8);
    add(&sum_h_5, &lost_6, t_7 * t_8);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  sum_h_4 += lost_5;
  sum_h_5 += lost_6;
  const double weight_new = 0.5 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1);
  const double mu_1_new = sum_h_2 / sum_h_1;
  const double mu_2_new = sum_h_3 / sum_h;
  const double part_7 = 0.5 * (mu_1_new * mu_1_new) * sum_h_1;
  const double part_8 = part_7 / (0.5 * sum_h + 0.5 * sum_h_1);
  const double part_9 = 0.5 * (mu_2_new * mu_2_new) * sum_h;
  const double part_10 = part_9 / (0.5 * sum_h + 0.5 * sum_h_1);
  const double part_11 = 0.5 * sum_h + 0.5 * sum_h_1;
  const double part_12 = mu_2_new * sum_h_3 / part_11;
  const double part_13 = 0.5 * sum_h + 0.5 * sum_h_1;
  const double part_14 = mu_1_new * sum_h_2 / part_13;
  const double part_15 = 0.5 * sum_h + 0.5 * sum_h_1;
  const double part_16 = 0.5 * sum_h + 0.5 * sum_h_1;
  const double part_17 = 0.5 * sum_h_5 / part_15;
  const double part_18 = 0.5 * sum_h_4 / part_16;
  const double part_19 = part_8 + part_10 + part_18 + part_17;
  const double sigma2_new = part_19 - part_14 - part_12;
  out[0] = weight_new;
  out[1] = mu_1_new;
  out[2] = mu_2_new;
  out[3] = sigma2_new;
}

/* The log-likelihood. */
static double value_joint(const struct rows *rows, double weight, double mu_1,
                          double mu_2, double sigma2) {
  double sum_h_30 = 0.0;
  double lost_20 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_65 = 0.5 / sigma2;
    const double part_21 = 0.5 * log(sigma2) + 0.5 * log(2.0);
    const double t_66 = part_21 + 0.5 * log(3.141592653589793);
    const double part_22 = t_65 * pow(x - mu_1, 2.0);
    const double part_23 = log(weight) - part_22 - t_66;
    const double part_24 = t_65 * pow(x - mu_2, 2.0);
    const double part_25 = log1p(-weight) - part_24 - t_66;
    add(&sum_h_30, &lost_20, logaddexp(part_23, part_25));
  }
  sum_h_30 += lost_20;
  return sum_h_30;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double weight,
                              double mu_1, double mu_2, double sigma2,
                              double *out) {
  double sum_h_37 = 0.0;
  double lost_26 = 0.0;
  double sum_h_38 = 0.0;
  double lost_27 = 0.0;
  double sum_h_39 = 0.0;
  double lost_28 = 0.0;
  double sum_h_40 = 0.0;
  double lost_29 = 0.0;
  double sum_h_41 = 0.0;
  double lost_30 = 0.0;
  double sum_h_42 = 0.0;
  double lost_31 = 0.0;
  double sum_h_43 = 0.0;
  double lost_32 = 0.0;
  double sum_h_44 = 0.0;
  double lost_33 = 0.0;
  double sum_h_45 = 0.0;
  double lost_34 = 0.0;
  double sum_h_46 = 0.0;
  double lost_35 = 0.0;
  double sum_h_47 = 0.0;
  double lost_36 = 0.0;
  double sum_h_48 = 0.0;
  double lost_37 = 0.0;
  double sum_h_49 = 0.0;
  double lost_38 = 0.0;
  double sum_h_50 = 0.0;
  double lost_39 = 0.0;
  double sum_h_51 = 0.0;
  double lost_40 = 0.0;
  double sum_h_52 = 0.0;
  double lost_41 = 0.0;
  double sum_h_53 = 0.0;
  double lost_42 = 0.0;
  double sum_h_54 = 0.0;
  double lost_43 = 0.0;
  double sum_h_55 = 0.0;
  double lost_44 = 0.0;
  double sum_h_56 = 0.0;
  double lost_45 = 0.0;
  double sum_h_57 = 0.0;
  double lost_46 = 0.0;
  double sum_h_58 = 0.0;
  double lost_47 = 0.0;
  double sum_h_59 = 0.0;
  double lost_48 = 0.0;
  double sum_h_60 = 0.0;
  double lost_49 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_78 = x - mu_1;
    const double t_79 = t_78 * t_78;
    const double t_80 = 1.0 / sigma2;
    const double t_81 = 0.5 * t_80;
    const double t_82 = t_79 * t_81;
    const double part_50 = 0.5 * log(sigma2) + 0.5 * log(2.0);
    const double t_83 = part_50 + 0.5 * log(3.141592653589793);
    const double t_84 = x - mu_2;
    const double t_85 = t_84 * t_84;
    const double t_86 = t_81 * t_85;
    const double t_87 = t_82 - t_86;
    const double t_88 = 1.0 / (weight * exp(-t_87) + 1.0 - weight);
    const double t_89 = 1.0 / (weight + (1.0 - weight) * exp(t_87));
    const double t_90 = t_78 * t_89;
    const double t_91 = t_88 * t_84;
    const double t_92 = t_80 * t_80;
    const double t_93 = t_79 * t_92;
    const double t_94 = t_93 - t_80;
    const double t_95 = t_89 * t_94;
    const double t_96 = -t_92 * t_85;
    const double t_97 = -t_96 - t_80;
    const double t_98 = t_88 * t_97;
    const double t_99 = t_89 - t_88;
    const double t_100 = -t_99;
    const double t_101 = t_88 * t_89;
    const double t_102 = 1.0 / (sigma2 * sigma2 * sigma2);
    const double t_103 = t_93 + t_96;
    const double part_51 = log1p(-weight) - t_83 - t_86;
    add(&sum_h_37, &lost_26, logaddexp(log(weight) - t_82 - t_83, part_51));
    add(&sum_h_38, &lost_27, t_88);
    add(&sum_h_39, &lost_28, t_89);
    add(&sum_h_40, &lost_29, t_90);
    add(&sum_h_41, &lost_30, t_91);
    add(&sum_h_42, &lost_31, t_95);
    add(&sum_h_43, &lost_32, t_98);
    add(&sum_h_44, &lost_33, t_89 * t_100);
    add(&sum_h_45, &lost_34, t_88 * t_99);
    add(&sum_h_46, &lost_35, t_90 * t_100);
    add(&sum_h_47, &lost_36, t_79 * t_101);
    add(&sum_h_48, &lost_37, t_91 * t_99);
    add(&sum_h_49, &lost_38, t_90 * t_91);
    add(&sum_h_50, &lost_39, t_101 * t_85);
    add(&sum_h_51, &lost_40, t_95 * t_100);
    add(&sum_h_52, &lost_41, t_98 * t_99);
    add(&sum_h_53, &lost_42, t_90 * t_98);
    add(&sum_h_54, &lost_43, t_88 * t_90 * t_94);
    add(&sum_h_55, &lost_44, t_89 * t_91 * t_97);
    add(&sum_h_56, &lost_45, t_91 * t_95);
    add(&sum_h_57, &lost_46, (2.0 * t_79 * t_102 - t_92) * t_89);
    add(&sum_h_58, &lost_47, (2.0 * t_102 * t_85 - t_92) * t_88);
    add(&sum_h_59, &lost_48, -t_88 * t_95 * t_103);
    add(&sum_h_60, &lost_49, t_89 * t_98 * t_103);
  }
  sum_h_37 += lost_26;
  sum_h_38 += lost_27;
  sum_h_39 += lost_28;
  sum_h_40 += lost_29;
  sum_h_41 += lost_30;
  sum_h_42 += lost_31;
  sum_h_43 += lost_32;
  sum_h_44 += lost_33;
  sum_h_45 += lost_34;
  sum_h_46 += lost_35;
  sum_h_47 += lost_36;
  sum_h_48 += lost_37;
  sum_h_49 += lost_38;
  sum_h_50 += lost_39;
  sum_h_51 += lost_40;
  sum_h_52 += lost_41;
  sum_h_53 += lost_42;
  sum_h_54 += lost_43;
  sum_h_55 += lost_44;
  sum_h_56 += lost_45;
  sum_h_57 += lost_46;
  sum_h_58 += lost_47;
  sum_h_59 += lost_48;
  sum_h_60 += lost_49;
  const double t_104 = 1.0 / sigma2;
  const double t_105 = t_104 * sum_h_40;
  const double t_106 = weight - 1.0;
  const double t_107 = -t_106;
  const double t_108 = t_104 * sum_h_41;
  const double t_109 = 0.5 * sum_h_42;
  const double t_110 = 0.5 * sum_h_43;
  const double t_111 = weight * t_104;
  const double t_112 = 1.0 / (sigma2 * sigma2);
  const double t_113 = weight * t_112;
  const double t_114 = t_104 * t_107;
  const double t_115 = 0.5 * weight;
  const double t_116 = 0.5 * t_106;
  const double t_117 = 0.5 * t_107;
  const double t_118 = t_117 * t_111;
  const double t_119 = t_116 * t_111;
  out[0] = sum_h_37;
  out[1] = sum_h_39 - sum_h_38;
  out[2] = weight * t_105;
  out[3] = t_107 * t_108;
  out[4] = t_107 * t_110 + weight * t_109;
  out[5] = sum_h_44 + sum_h_45;
  out[6] = t_105 + t_111 * sum_h_46;
  out[7] = -t_106 * t_113 * sum_h_47 - t_111 * sum_h_39;
  out[8] = -t_114 * sum_h_48 - t_108;
  out[9] = -t_107 * t_113 * sum_h_49;
  out[10] = weight * t_107 * t_112 * sum_h_50 - t_114 * sum_h_38;
  out[11] = t_115 * sum_h_51 + t_116 * sum_h_52 + t_109 - t_110;
  out[12] = -t_118 * sum_h_53 - t_119 * sum_h_54 - t_113 * sum_h_40;
  out[13] = t_118 * sum_h_55 + t_119 * sum_h_56 - t_107 * t_112 * sum_h_41;
  const double part_52 = 0.25 * weight * t_106 * sum_h_59 - t_115 * sum_h_57;
  out[14] = part_52 - t_117 * sum_h_58 - 0.25 * weight * t_107 * sum_h_60;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double u_3, double u_4, double *out) {
  const double weight = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  const double mu_1 = outward(u_2, -INFINITY, INFINITY);
  const double stretch_2 = stretch(u_2, -INFINITY, INFINITY);
  const double mu_2 = outward(u_3, -INFINITY, INFINITY);
  const double stretch_3 = stretch(u_3, -INFINITY, INFINITY);
  const double sigma2 = outward(u_4, 0.0, INFINITY);
  const double stretch_4 = stretch(u_4, 0.0, INFINITY);
  double found_53[15];
  derivatives_joint(rows, weight, mu_1, mu_2, sigma2, found_53);
  const double height = found_53[0];
  const double g_1 = found_53[1];
  const double g_2 = found_53[2];
  const double g_3 = found_53[3];
  const double g_4 = found_53[4];
  const double h_1_1 = found_53[5];
  const double h_2_1 = found_53[6];
  const double h_2_2 = found_53[7];
  const double h_3_1 = found_53[8];
  const double h_3_2 = found_53[9];
  const double h_3_3 = found_53[10];
  const double h_4_1 = found_53[11];
  const double h_4_2 = found_53[12];
  const double h_4_3 = found_53[13];
  const double h_4_4 = found_53[14];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  out[4] = -g_4 * stretch_4 / n;
  const double part_54 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[5] = part_54 - g_1 * bend(u_1, 0.0, 1.0) / n;
  out[6] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_55 = g_2 * bend(u_2, -INFINITY, INFINITY) / n;
  out[7] = -h_2_2 * stretch_2 * stretch_2 / n - part_55;
  out[8] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[9] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_56 = g_3 * bend(u_3, -INFINITY, INFINITY) / n;
  out[10] = -h_3_3 * stretch_3 * stretch_3 / n - part_56;
  out[11] = -h_4_1 * stretch_4 * stretch_1 / n;
  out[12] = -h_4_2 * stretch_4 * stretch_2 / n;
  out[13] = -h_4_3 * stretch_4 * stretch_3 / n;
  const double part_57 = -h_4_4 * stretch_4 * stretch_4 / n;
  out[14] = part_57 - g_4 * bend(u_4, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double start_3, double start_4,
                        double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double l_4_1 = 0.0;
  double l_4_2 = 0.0;
  double l_4_3 = 0.0;
  double d_4 = 0.0;
  double u_1 = inward(start_1, 0.0, 1.0);
  double u_2 = inward(start_2, -INFINITY, INFINITY);
  double u_3 = inward(start_3, -INFINITY, INFINITY);
  double u_4 = inward(start_4, 0.0, INFINITY);
  double found_58[15];
  surface_joint(rows, n, u_1, u_2, u_3, u_4, found_58);
  double f = found_58[0];
  double g_1 = found_58[1];
  double g_2 = found_58[2];
  double g_3 = found_58[3];
  double g_4 = found_58[4];
  double h_1_1 = found_58[5];
  double h_2_1 = found_58[6];
  double h_2_2 = found_58[7];
  double h_3_1 = found_58[8];
  double h_3_2 = found_58[9];
  double h_3_3 = found_58[10];
  double h_4_1 = found_58[11];
  double h_4_2 = found_58[12];
  double h_4_3 = found_58[13];
  double h_4_4 = found_58[14];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    return;
  }
  double damp = 0.0;
  for (int trial = 0; trial < 400; ++trial) {
    double definite = 1.0;
    d_1 = h_1_1 + damp * fmax(fabs(h_1_1), 1e-06);
    if (!(d_1 > 1e-14 * fabs(h_1_1))) {
      definite = 0.0;
      d_1 = 1.0;
    }
    l_2_1 = h_2_1 / d_1;
    const double part_59 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_59 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_60 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_60 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
    if (!(d_3 > 1e-14 * fabs(h_3_3))) {
      definite = 0.0;
      d_3 = 1.0;
    }
    l_4_1 = h_4_1 / d_1;
    l_4_2 = (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2;
    const double part_61 = h_4_3 - l_4_1 * l_3_1 * d_1;
    l_4_3 = (part_61 - l_4_2 * l_3_2 * d_2) / d_3;
    const double part_62 = h_4_4 + damp * fmax(fabs(h_4_4), 1e-06);
    const double part_63 = part_62 - l_4_1 * l_4_1 * d_1;
    d_4 = part_63 - l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3;
    if (!(d_4 > 1e-14 * fabs(h_4_4))) {
      definite = 0.0;
      d_4 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double v_3 = -g_3 - l_3_1 * v_1 - l_3_2 * v_2;
    const double v_4 = -g_4 - l_4_1 * v_1 - l_4_2 * v_2 - l_4_3 * v_3;
    const double part_64 = v_1 * v_1 / d_1 + v_2 * v_2 / d_2;
    const double decrement = part_64 + v_3 * v_3 / d_3 + v_4 * v_4 / d_4;
    double step_4 = v_4 / d_4;
    double step_3 = v_3 / d_3 - l_4_3 * step_4;
    double step_2 = v_2 / d_2 - l_3_2 * step_3 - l_4_2 * step_4;
    const double part_65 = v_1 / d_1 - l_2_1 * step_2;
    double step_1 = part_65 - l_3_1 * step_3 - l_4_1 * step_4;
    const double part_66 = fmax(fabs(step_1), fabs(step_2));
    const double length = fmax(fmax(part_66, fabs(step_3)), fabs(step_4));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
      step_3 = step_3 * 4.0 / length;
      step_4 = step_4 * 4.0 / length;
    }
    double found_67[15];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, u_3 + step_3,
                  u_4 + step_4, found_67);
    const double f_new = found_67[0];
    const double g_1_new = found_67[1];
    const double g_2_new = found_67[2];
    const double g_3_new = found_67[3];
    const double g_4_new = found_67[4];
    const double h_1_1_new = found_67[5];
    const double h_2_1_new = found_67[6];
    const double h_2_2_new = found_67[7];
    const double h_3_1_new = found_67[8];
    const double h_3_2_new = found_67[9];
    const double h_3_3_new = found_67[10];
    const double h_4_1_new = found_67[11];
    const double h_4_2_new = found_67[12];
    const double h_4_3_new = found_67[13];
    const double h_4_4_new = found_67[14];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(g_3_new) && isfinite(g_4_new) && isfinite(h_1_1_new) &&
        isfinite(h_2_1_new) && isfinite(h_2_2_new) && isfinite(h_3_1_new) &&
        isfinite(h_3_2_new) && isfinite(h_3_3_new) && isfinite(h_4_1_new) &&
        isfinite(h_4_2_new) && isfinite(h_4_3_new) && isfinite(h_4_4_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      u_3 = u_3 + step_3;
      u_4 = u_4 + step_4;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      g_3 = g_3_new;
      g_4 = g_4_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
      h_3_1 = h_3_1_new;
      h_3_2 = h_3_2_new;
      h_3_3 = h_3_3_new;
      h_4_1 = h_4_1_new;
      h_4_2 = h_4_2_new;
      h_4_3 = h_4_3_new;
      h_4_4 = h_4_4_new;
      if (damp == 0.0 && decrement <= 1e-22) {
        break;
      }
      damp = 0.2 * damp;
      if (damp < 1e-06) {
        damp = 0.0;
      }
    } else {
      damp = fmax(4.0 * damp, 0.001);
      if (damp > 1000000000000.0) {
        break;
      }
    }
  }
  d_1 = h_1_1;
  if (fabs(d_1) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    return;
  }
  l_3_1 = h_3_1 / d_1;
  l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
  d_3 = h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
  if (fabs(d_3) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    return;
  }
  l_4_1 = h_4_1 / d_1;
  l_4_2 = (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2;
  l_4_3 = (h_4_3 - l_4_1 * l_3_1 * d_1 - l_4_2 * l_3_2 * d_2) / d_3;
  const double part_68 = h_4_4 - l_4_1 * l_4_1 * d_1;
  d_4 = part_68 - l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3;
  if (fabs(d_4) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, 1.0);
  out[2] = outward(u_2, -INFINITY, INFINITY);
  out[3] = outward(u_3, -INFINITY, INFINITY);
  out[4] = outward(u_4, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double *out) {
  const double lowest_x = quantile(rows, x_at, 0.05);
  const double low_x = quantile(rows, x_at, 0.25);
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  const double highest_x = quantile(rows, x_at, 0.95);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double chosen_3 = NAN;
  double chosen_4 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    double reached_2 = middle_x;
    double reached_3 = middle_x;
    double reached_4 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_69 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_70 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_71 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_72 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_73 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_74 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_75 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_73, part_69, part_74, part_70,
                                   part_71, part_75, part_72);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_2 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_3 = choose(at, middle_x, low_x, high_x, lowest_x,
                                   highest_x, middle_x, middle_x);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_4 =
          choose(at, 1.0, 0.25, 0.0625, 0.48999999999999994, 2.25, 4.0, 16.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0 && isfinite(draw_2) &&
          isfinite(draw_3) && draw_4 > 0.0 && isfinite(draw_4)) {
        height = value_joint(rows, draw_1, draw_2, draw_3, draw_4);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
        reached_4 = draw_4;
      }
    }
    for (int turn = 0; turn < 200; ++turn) {
      double found_76[4];
      update_joint(rows, reached_1, reached_2, reached_3, reached_4, found_76);
      const double next_1 = found_76[0];
      const double next_2 = found_76[1];
      const double next_3 = found_76[2];
      const double next_4 = found_76[3];
      const int part_77 = isfinite(next_1);
      const int part_78 = isfinite(next_2);
      if (!(part_77 && part_78 && isfinite(next_3) && isfinite(next_4))) {
        break;
      }
      const double part_79 = fmax(fabs(reached_4), 1e-08);
      const double part_80 = fabs(next_4 - reached_4) / part_79;
      const double part_81 = fmax(fabs(reached_3), 1e-08);
      const double part_82 = fabs(next_3 - reached_3) / part_81;
      const double part_83 = fmax(fabs(reached_1), 1e-08);
      const double part_84 = fabs(next_1 - reached_1) / part_83;
      const double part_85 = fmax(fabs(reached_2), 1e-08);
      const double part_86 = fabs(next_2 - reached_2) / part_85;
      const double change =
          fmax(fmax(fmax(part_84, part_86), part_82), part_80);
      reached_1 = next_1;
      reached_2 = next_2;
      reached_3 = next_3;
      reached_4 = next_4;
      if (change < 1e-08) {
        break;
      }
    }
    double found_87[5];
    climb_joint(rows, n, reached_1, reached_2, reached_3, reached_4, found_87);
    height = found_87[0];
    reached_1 = found_87[1];
    reached_2 = found_87[2];
    reached_3 = found_87[3];
    reached_4 = found_87[4];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
      chosen_3 = reached_3;
      chosen_4 = reached_4;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
  out[2] = chosen_3;
  out[3] = chosen_4;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double found_88[4];
  maximise_joint(rows, n, found_88);
  const double weight = found_88[0];
  const double mu_1 = found_88[1];
  const double mu_2 = found_88[2];
  const double sigma2 = found_88[3];
  out[0] = weight;
  out[1] = mu_1;
  out[2] = mu_2;
  out[3] = sigma2;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_89 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_89, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_89;
  const double mean = total / n;
  double squares = 0.0;
  double lost_90 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_90, pow(x - mean, 2.0));
  }
  squares += lost_90;
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
static double log_likelihood(const struct rows *rows, double weight,
                             double mu_1, double mu_2, double sigma2) {
  double sum_h_30 = 0.0;
  double lost_91 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_65 = 0.5 / sigma2;
    const double part_92 = 0.5 * log(sigma2) + 0.5 * log(2.0);
    const double t_66 = part_92 + 0.5 * log(3.141592653589793);
    const double part_93 = t_65 * pow(x - mu_1, 2.0);
    const double part_94 = log(weight) - part_93 - t_66;
    const double part_95 = t_65 * pow(x - mu_2, 2.0);
    const double part_96 = log1p(-weight) - part_95 - t_66;
    add(&sum_h_30, &lost_91, logaddexp(part_94, part_96));
  }
  sum_h_30 += lost_91;
  return sum_h_30;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double weight, double mu_1,
                  double mu_2, double sigma2) {
  const int part_97 = isfinite(sigma2);
  const int part_98 = isfinite(mu_1);
  const int part_99 = isfinite(mu_2);
  if (!(weight > 0.0 && weight < 1.0 && part_98 && part_99 && sigma2 > 0.0 &&
        part_97)) {
    return INFINITY;
  }
  return -log_likelihood(rows, weight, mu_1, mu_2, sigma2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double weight, double mu_1,
                  double mu_2, double sigma2, double *out) {
  double sum_h_31 = 0.0;
  double lost_100 = 0.0;
  double sum_h_32 = 0.0;
  double lost_101 = 0.0;
  double sum_h_33 = 0.0;
  double lost_102 = 0.0;
  double sum_h_34 = 0.0;
  double lost_103 = 0.0;
  double sum_h_35 = 0.0;
  double lost_104 = 0.0;
  double sum_h_36 = 0.0;
  double lost_105 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_67 = x - mu_1;
    const double t_68 = t_67 * t_67;
    const double t_69 = 1.0 / sigma2;
    const double t_70 = x - mu_2;
    const double t_71 = t_70 * t_70;
    const double t_72 = 0.5 * t_68 * t_69 - 0.5 * t_69 * t_71;
    const double t_73 = 1.0 / (weight * exp(-t_72) + 1.0 - weight);
    const double t_74 = 1.0 / (weight + (1.0 - weight) * exp(t_72));
    const double t_75 = t_69 * t_69;
    add(&sum_h_31, &lost_100, t_73);
    add(&sum_h_32, &lost_101, t_74);
    add(&sum_h_33, &lost_102, t_67 * t_74);
    add(&sum_h_34, &lost_103, t_70 * t_73);
    add(&sum_h_35, &lost_104, (t_68 * t_75 - t_69) * t_74);
    add(&sum_h_36, &lost_105, (t_71 * t_75 - t_69) * t_73);
  }
  sum_h_31 += lost_100;
  sum_h_32 += lost_101;
  sum_h_33 += lost_102;
  sum_h_34 += lost_103;
  sum_h_35 += lost_104;
  sum_h_36 += lost_105;
  const double t_76 = 1.0 / sigma2;
  const double t_77 = 1.0 - weight;
  out[0] = sum_h_32 - sum_h_31;
  out[1] = weight * t_76 * sum_h_33;
  out[2] = t_76 * t_77 * sum_h_34;
  out[3] = 0.5 * t_77 * sum_h_36 + 0.5 * weight * sum_h_35;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double weight, double mu_1,
                     double mu_2, double sigma2, double *out) {
  const int part_106 = isfinite(sigma2);
  const int part_107 = isfinite(mu_1);
  const int part_108 = isfinite(mu_2);
  if (!(weight > 0.0 && weight < 1.0 && part_107 && part_108 && sigma2 > 0.0 &&
        part_106)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    return;
  }
  double found_109[4];
  score(rows, weight, mu_1, mu_2, sigma2, found_109);
  const double g_1 = found_109[0];
  const double g_2 = found_109[1];
  const double g_3 = found_109[2];
  const double g_4 = found_109[3];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
  out[3] = -g_4;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double weight, double mu_1,
                      double mu_2, double sigma2, double *out) {
  double sum_h_38 = 0.0;
  double lost_110 = 0.0;
  double sum_h_39 = 0.0;
  double lost_111 = 0.0;
  double sum_h_40 = 0.0;
  double lost_112 = 0.0;
  double sum_h_41 = 0.0;
  double lost_113 = 0.0;
  double sum_h_42 = 0.0;
  double lost_114 = 0.0;
  double sum_h_43 = 0.0;
  double lost_115 = 0.0;
  double sum_h_44 = 0.0;
  double lost_116 = 0.0;
  double sum_h_45 = 0.0;
  double lost_117 = 0.0;
  double sum_h_46 = 0.0;
  double lost_118 = 0.0;
  double sum_h_47 = 0.0;
  double lost_119 = 0.0;
  double sum_h_48 = 0.0;
  double lost_120 = 0.0;
  double sum_h_49 = 0.0;
  double lost_121 = 0.0;
  double sum_h_50 = 0.0;
  double lost_122 = 0.0;
  double sum_h_51 = 0.0;
  double lost_123 = 0.0;
  double sum_h_52 = 0.0;
  double lost_124 = 0.0;
  double sum_h_53 = 0.0;
  double lost_125 = 0.0;
  double sum_h_54 = 0.0;
  double lost_126 = 0.0;
  double sum_h_55 = 0.0;
  double lost_127 = 0.0;
  double sum_h_56 = 0.0;
  double lost_128 = 0.0;
  double sum_h_57 = 0.0;
  double lost_129 = 0.0;
  double sum_h_58 = 0.0;
  double lost_130 = 0.0;
  double sum_h_59 = 0.0;
  double lost_131 = 0.0;
  double sum_h_60 = 0.0;
  double lost_132 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_78 = x - mu_1;
    const double t_79 = t_78 * t_78;
    const double t_80 = 1.0 / sigma2;
    const double t_81 = 0.5 * t_80;
    const double t_82 = t_79 * t_81;
    const double t_84 = x - mu_2;
    const double t_85 = t_84 * t_84;
    const double t_86 = t_81 * t_85;
    const double t_87 = t_82 - t_86;
    const double t_88 = 1.0 / (weight * exp(-t_87) + 1.0 - weight);
    const double t_89 = 1.0 / (weight + (1.0 - weight) * exp(t_87));
    const double t_90 = t_78 * t_89;
    const double t_91 = t_88 * t_84;
    const double t_92 = t_80 * t_80;
    const double t_93 = t_79 * t_92;
    const double t_94 = t_93 - t_80;
    const double t_95 = t_89 * t_94;
    const double t_96 = -t_92 * t_85;
    const double t_97 = -t_96 - t_80;
    const double t_98 = t_88 * t_97;
    const double t_99 = t_89 - t_88;
    const double t_100 = -t_99;
    const double t_101 = t_88 * t_89;
    const double t_102 = 1.0 / (sigma2 * sigma2 * sigma2);
    const double t_103 = t_93 + t_96;
    add(&sum_h_38, &lost_110, t_88);
    add(&sum_h_39, &lost_111, t_89);
    add(&sum_h_40, &lost_112, t_90);
    add(&sum_h_41, &lost_113, t_91);
    add(&sum_h_42, &lost_114, t_95);
    add(&sum_h_43, &lost_115, t_98);
    add(&sum_h_44, &lost_116, t_89 * t_100);
    add(&sum_h_45, &lost_117, t_88 * t_99);
    add(&sum_h_46, &lost_118, t_90 * t_100);
    add(&sum_h_47, &lost_119, t_79 * t_101);
    add(&sum_h_48, &lost_120, t_91 * t_99);
    add(&sum_h_49, &lost_121, t_90 * t_91);
    add(&sum_h_50, &lost_122, t_101 * t_85);
    add(&sum_h_51, &lost_123, t_95 * t_100);
    add(&sum_h_52, &lost_124, t_98 * t_99);
    add(&sum_h_53, &lost_125, t_90 * t_98);
    add(&sum_h_54, &lost_126, t_88 * t_90 * t_94);
    add(&sum_h_55, &lost_127, t_89 * t_91 * t_97);
    add(&sum_h_56, &lost_128, t_91 * t_95);
    add(&sum_h_57, &lost_129, (2.0 * t_79 * t_102 - t_92) * t_89);
    add(&sum_h_58, &lost_130, (2.0 * t_102 * t_85 - t_92) * t_88);
    add(&sum_h_59, &lost_131, -t_88 * t_95 * t_103);
    add(&sum_h_60, &lost_132, t_89 * t_98 * t_103);
  }
  sum_h_38 += lost_110;
  sum_h_39 += lost_111;
  sum_h_40 += lost_112;
  sum_h_41 += lost_113;
  sum_h_42 += lost_114;
  sum_h_43 += lost_115;
  sum_h_44 += lost_116;
  sum_h_45 += lost_117;
  sum_h_46 += lost_118;
  sum_h_47 += lost_119;
  sum_h_48 += lost_120;
  sum_h_49 += lost_121;
  sum_h_50 += lost_122;
  sum_h_51 += lost_123;
  sum_h_52 += lost_124;
  sum_h_53 += lost_125;
  sum_h_54 += lost_126;
  sum_h_55 += lost_127;
  sum_h_56 += lost_128;
  sum_h_57 += lost_129;
  sum_h_58 += lost_130;
  sum_h_59 += lost_131;
  sum_h_60 += lost_132;
  const double t_104 = 1.0 / sigma2;
  const double t_105 = t_104 * sum_h_40;
  const double t_106 = weight - 1.0;
  const double t_107 = -t_106;
  const double t_108 = t_104 * sum_h_41;
  const double t_109 = 0.5 * sum_h_42;
  const double t_110 = 0.5 * sum_h_43;
  const double t_111 = weight * t_104;
  const double t_112 = 1.0 / (sigma2 * sigma2);
  const double t_113 = weight * t_112;
  const double t_114 = t_104 * t_107;
  const double t_115 = 0.5 * weight;
  const double t_116 = 0.5 * t_106;
  const double t_117 = 0.5 * t_107;
  const double t_118 = t_117 * t_111;
  const double t_119 = t_116 * t_111;
  out[0] = sum_h_44 + sum_h_45;
  out[1] = t_105 + t_111 * sum_h_46;
  out[2] = -t_106 * t_113 * sum_h_47 - t_111 * sum_h_39;
  out[3] = -t_114 * sum_h_48 - t_108;
  out[4] = -t_107 * t_113 * sum_h_49;
  out[5] = weight * t_107 * t_112 * sum_h_50 - t_114 * sum_h_38;
  out[6] = t_115 * sum_h_51 + t_116 * sum_h_52 + t_109 - t_110;
  out[7] = -t_118 * sum_h_53 - t_119 * sum_h_54 - t_113 * sum_h_40;
  out[8] = t_118 * sum_h_55 + t_119 * sum_h_56 - t_107 * t_112 * sum_h_41;
  const double part_133 = 0.25 * weight * t_106 * sum_h_59 - t_115 * sum_h_57;
  out[9] = part_133 - t_117 * sum_h_58 - 0.25 * weight * t_107 * sum_h_60;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double weight, double mu_1,
                    double mu_2, double sigma2, double *out) {
  const int part_134 = isfinite(sigma2);
  const int part_135 = isfinite(mu_1);
  const int part_136 = isfinite(mu_2);
  if (!(weight > 0.0 && weight < 1.0 && part_135 && part_136 && sigma2 > 0.0 &&
        part_134)) {
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
    return;
  }
  double found_137[10];
  curvature(rows, weight, mu_1, mu_2, sigma2, found_137);
  const double h_1 = found_137[0];
  const double h_2 = found_137[1];
  const double h_3 = found_137[2];
  const double h_4 = found_137[3];
  const double h_5 = found_137[4];
  const double h_6 = found_137[5];
  const double h_7 = found_137[6];
  const double h_8 = found_137[7];
  const double h_9 = found_137[8];
  const double h_10 = found_137[9];
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
}

/* The maximum-likelihood estimate. */
int mixture_normal_equal_variance_estimate(const double *x, size_t n,
                                           double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 4; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_EQUAL_VARIANCE_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[1] = rows.x_spread * estimate[1] + rows.x_centre;
  estimate[2] = rows.x_spread * estimate[2] + rows.x_centre;
  estimate[3] = rows.x_spread * rows.x_spread * estimate[3];
  for (size_t i = 0; i < 4; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 4; ++j) {
        estimate[j] = NAN;
      }
      return MIXTURE_NORMAL_EQUAL_VARIANCE_NOT_FOUND;
    }
  }
  return MIXTURE_NORMAL_EQUAL_VARIANCE_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double mixture_normal_equal_variance_nll(const double *x, size_t n,
                                         const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2], parameters[3]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int mixture_normal_equal_variance_gradient(const double *x, size_t n,
                                           const double *parameters,
                                           double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_EQUAL_VARIANCE_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
           result);
  return MIXTURE_NORMAL_EQUAL_VARIANCE_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int mixture_normal_equal_variance_hessian(const double *x, size_t n,
                                          const double *parameters,
                                          double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_EQUAL_VARIANCE_BAD_DATA;
  }
  double triangle[10];
  hessian(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
          triangle);
  result[0] = triangle[0];
  result[4] = result[1] = triangle[1];
  result[5] = triangle[2];
  result[8] = result[2] = triangle[3];
  result[9] = result[6] = triangle[4];
  result[10] = triangle[5];
  result[12] = result[3] = triangle[6];
  result[13] = result[7] = triangle[7];
  result[14] = result[11] = triangle[8];
  result[15] = triangle[9];
  return MIXTURE_NORMAL_EQUAL_VARIANCE_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int mixture_normal_equal_variance_standard_errors(const double *x, size_t n,
                                                  const double *parameters,
                                                  double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 4; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_EQUAL_VARIANCE_BAD_DATA;
  }
  double triangle[10];
  hessian(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
          triangle);
  static const size_t regular[4] = {0, 1, 2, 3};
  double factor[4][4];
  for (size_t i = 0; i < 4; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return MIXTURE_NORMAL_EQUAL_VARIANCE_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 4; ++last) {
    double column[4];
    double variance = 0.0;
    for (size_t i = last; i < 4; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return MIXTURE_NORMAL_EQUAL_VARIANCE_OK;
}
