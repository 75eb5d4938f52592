/*
 * Maximum-likelihood estimation: Mixture of two normal distributions.
 *
 *   f(x; weight, mu_1, mu_2, v_1, v_2) = weight/sqrt(2*pi*v_1)*exp(-(x-
 *       mu_1)**2/(2*v_1))+(1-weight)/sqrt(2*pi*v_2)*exp(-(x-mu_2)**2/(2*v_2))
 *   support: real
 *   weight: 0 < weight < 1
 *   mu_1: real
 *   mu_2: real
 *   v_1: positive
 *   v_2: positive
 *
 * Log-likelihood:
 *
 *   sum(log(sqrt(2)*(1 - weight)*exp(-(x -
 *       mu_2)**2/(2*v_2))/(2*sqrt(pi)*sqrt(v_2)) + sqrt(2)*weight*exp(-(x -
 *       mu_1)**2/(2*v_1))/(2*sqrt(pi)*sqrt(v_1))))
 *
 * Estimator (unbounded):
 *
 *   weight, mu_1, mu_2, v_1, v_2 = the joint maximiser of the log-likelihood,
 *       by the EM algorithm and Newton's method
 *
 * Source:
 *
 *   McLachlan, Peel (2000), Finite Mixture Models, ch. 3
 *   Day (1969), Estimating the components of a mixture of normal
 *       distributions, Biometrika 56, 463-474
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: weight, mu_1, mu_2, v_1, v_2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  MIXTURE_NORMAL_PARAMETERS = 5,
  MIXTURE_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  MIXTURE_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  MIXTURE_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  MIXTURE_NORMAL_NOT_FOUND = 3
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
                         double mu_2, double v_1, double v_2, double *out) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  double sum_h_1 = 0.0;
  double lost_2 = 0.0;
  double sum_h_2 = 0.0;
  double lost_3 = 0.0;
  double sum_h_3 = 0.0;
  double lost_4 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 2.0 * 3.141592653589793;
    const double t_1 = 0.5 / v_1 * pow(x - mu_1, 2.0);
    const double t_2 = 0.5 / v_2 * pow(x - mu_2, 2.0) - log1p(-weight);
    const double part_5 = log(weight) - t_1 - 0.5 * log(v_1 * t);
    const double t_3 = logaddexp(part_5, -t_2 - 0.5 * log(v_2 * t));
    const double t_4 = sqrt(2.0) / sqrt(3.141592653589793);
    const double t_5 = t_4 * exp(-t_2 - t_3) / sqrt(v_2);
    const double t_6 = weight * t_4 * exp(-t_1 - t_3) / sqrt(v_1);
    add(&sum_h, &lost_1, t_5);
    add(&sum_h_1, &lost_2, t_6);
    add(&sum_h_2, &lost_3, t_6 * x);
    add(&sum_h_3, &lost_4, t_5 * x);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double weight_new = 0.5 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1);
  const double mu_1_new = sum_h_2 / sum_h_1;
  const double mu_2_new = sum_h_3 / sum_h;
  double sum_h_4 = 0.0;
  double lost_6 = 0.0;
  double sum_h_5 = 0.0;
  double lost_7 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_7 = -x;
    const double t_8 = 0.5 / v_1 * pow(x - mu_1, 2.0);
    const double t_9 = 2.0 * 3.141592653589793;
    const double t_10 = 0.5 / v_2 * pow(x - mu_2, 2.0) - log1p(-weight);
    const double part_8 = log(weight) - t_8 - 0.5 * log(v_1 * t_9);
    const double t_11 = logaddexp(part_8, -t_10 - 0.5 * log(v_2 * t_9));
    const double t_12 = sqrt(2.0) / sqrt(3.141592653589793);
    const double part_9 = weight * pow(-mu_1_new - t_7, 2.0);
    add(&sum_h_4, &lost_6, part_9 * t_12 * exp(-t_8 - t_11) / sqrt(v_1));
    const double part_10 = pow(-mu_2_new - t_7, 2.0) * t_12;
    add(&sum_h_5, &lost_7, part_10 * exp(-t_10 - t_11) / sqrt(v_2));
  }
  sum_h_4 += lost_6;
  sum_h_5 += lost_7;
  const double v_1_new = sum_h_4 / sum_h_1;
  const double v_2_new = sum_h_5 / sum_h;
  out[0] = weight_new;
  out[1] = mu_1_new;
  out[2] = mu_2_new;
  out[3] = v_1_new;
  out[4] = v_2_new;
}

/* The log-likelihood. */
static double value_joint(const struct rows *rows, double weight, double mu_1,
                          double mu_2, double v_1, double v_2) {
  double sum_h_31 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_65 = 0.5 * log(2.0) + 0.5 * log(3.141592653589793);
    const double part_12 = 0.5 / v_1 * pow(x - mu_1, 2.0);
    const double part_13 = 0.5 / v_2 * pow(x - mu_2, 2.0);
    const double part_14 = log1p(-weight) - part_13 - t_65;
    const double part_15 = log(weight) - part_12 - t_65;
    const double part_16 = part_15 - 0.5 * log(v_1);
    add(&sum_h_31, &lost_11, logaddexp(part_16, part_14 - 0.5 * log(v_2)));
  }
  sum_h_31 += lost_11;
  return sum_h_31;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double weight,
                              double mu_1, double mu_2, double v_1, double v_2,
                              double *out) {
  double sum_h_38 = 0.0;
  double lost_17 = 0.0;
  double sum_h_39 = 0.0;
  double lost_18 = 0.0;
  double sum_h_40 = 0.0;
  double lost_19 = 0.0;
  double sum_h_41 = 0.0;
  double lost_20 = 0.0;
  double sum_h_42 = 0.0;
  double lost_21 = 0.0;
  double sum_h_43 = 0.0;
  double lost_22 = 0.0;
  double sum_h_44 = 0.0;
  double lost_23 = 0.0;
  double sum_h_45 = 0.0;
  double lost_24 = 0.0;
  double sum_h_46 = 0.0;
  double lost_25 = 0.0;
  double sum_h_47 = 0.0;
  double lost_26 = 0.0;
  double sum_h_48 = 0.0;
  double lost_27 = 0.0;
  double sum_h_49 = 0.0;
  double lost_28 = 0.0;
  double sum_h_50 = 0.0;
  double lost_29 = 0.0;
  double sum_h_51 = 0.0;
  double lost_30 = 0.0;
  double sum_h_52 = 0.0;
  double lost_31 = 0.0;
  double sum_h_53 = 0.0;
  double lost_32 = 0.0;
  double sum_h_54 = 0.0;
  double lost_33 = 0.0;
  double sum_h_55 = 0.0;
  double lost_34 = 0.0;
  double sum_h_56 = 0.0;
  double lost_35 = 0.0;
  double sum_h_57 = 0.0;
  double lost_36 = 0.0;
  double sum_h_58 = 0.0;
  double lost_37 = 0.0;
  double sum_h_59 = 0.0;
  double lost_38 = 0.0;
  double sum_h_60 = 0.0;
  double lost_39 = 0.0;
  double sum_h_61 = 0.0;
  double lost_40 = 0.0;
  double sum_h_62 = 0.0;
  double lost_41 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_76 = 0.5 * log(2.0) + 0.5 * log(3.141592653589793);
    const double t_77 = 1.0 / v_1;
    const double t_78 = x - mu_1;
    const double t_79 = t_78 * t_78;
    const double t_80 = 0.5 * t_77 * t_79 + 0.5 * log(v_1);
    const double t_81 = 0.5 * log(v_2);
    const double t_82 = 1.0 / v_2;
    const double t_83 = x - mu_2;
    const double t_84 = t_83 * t_83;
    const double t_85 = 0.5 * t_82 * t_84;
    const double t_86 = t_80 - t_81 - t_85;
    const double t_87 = 1.0 / (weight * exp(-t_86) + 1.0 - weight);
    const double t_88 = 1.0 / (weight + (1.0 - weight) * exp(t_86));
    const double t_89 = t_88 * t_78;
    const double t_90 = t_87 * t_83;
    const double t_91 = t_77 * t_77;
    const double t_92 = t_91 * t_79 - t_77;
    const double t_93 = t_88 * t_92;
    const double t_94 = t_82 * t_82;
    const double t_95 = t_94 * t_84 - t_82;
    const double t_96 = t_87 * t_95;
    const double t_97 = t_88 - t_87;
    const double t_98 = -t_97;
    const double t_99 = t_87 * t_88;
    const double part_42 = log1p(-weight) - t_76 - t_81 - t_85;
    add(&sum_h_38, &lost_17, logaddexp(log(weight) - t_76 - t_80, part_42));
    add(&sum_h_39, &lost_18, t_87);
    add(&sum_h_40, &lost_19, t_88);
    add(&sum_h_41, &lost_20, t_89);
    add(&sum_h_42, &lost_21, t_90);
    add(&sum_h_43, &lost_22, t_93);
    add(&sum_h_44, &lost_23, t_96);
    add(&sum_h_45, &lost_24, t_88 * t_98);
    add(&sum_h_46, &lost_25, t_87 * t_97);
    add(&sum_h_47, &lost_26, t_89 * t_98);
    add(&sum_h_48, &lost_27, t_99 * t_79);
    add(&sum_h_49, &lost_28, t_90 * t_97);
    add(&sum_h_50, &lost_29, t_89 * t_90);
    add(&sum_h_51, &lost_30, t_99 * t_84);
    add(&sum_h_52, &lost_31, t_93 * t_98);
    add(&sum_h_53, &lost_32, t_87 * t_89 * t_92);
    add(&sum_h_54, &lost_33, t_90 * t_93);
    add(&sum_h_55, &lost_34, (2.0 * t_79 / (v_1 * v_1 * v_1) - t_91) * t_88);
    add(&sum_h_56, &lost_35, t_92 * t_92 * t_99);
    add(&sum_h_57, &lost_36, t_96 * t_97);
    add(&sum_h_58, &lost_37, t_89 * t_96);
    add(&sum_h_59, &lost_38, t_88 * t_90 * t_95);
    add(&sum_h_60, &lost_39, t_93 * t_96);
    add(&sum_h_61, &lost_40, (2.0 * t_84 / (v_2 * v_2 * v_2) - t_94) * t_87);
    add(&sum_h_62, &lost_41, t_95 * t_95 * t_99);
  }
  sum_h_38 += lost_17;
  sum_h_39 += lost_18;
  sum_h_40 += lost_19;
  sum_h_41 += lost_20;
  sum_h_42 += lost_21;
  sum_h_43 += lost_22;
  sum_h_44 += lost_23;
  sum_h_45 += lost_24;
  sum_h_46 += lost_25;
  sum_h_47 += lost_26;
  sum_h_48 += lost_27;
  sum_h_49 += lost_28;
  sum_h_50 += lost_29;
  sum_h_51 += lost_30;
  sum_h_52 += lost_31;
  sum_h_53 += lost_32;
  sum_h_54 += lost_33;
  sum_h_55 += lost_34;
  sum_h_56 += lost_35;
  sum_h_57 += lost_36;
  sum_h_58 += lost_37;
  sum_h_59 += lost_38;
  sum_h_60 += lost_39;
  sum_h_61 += lost_40;
  sum_h_62 += lost_41;
  const double t_100 = 1.0 / v_1;
  const double t_101 = t_100 * sum_h_41;
  const double t_102 = weight - 1.0;
  const double t_103 = -t_102;
  const double t_104 = 1.0 / v_2;
  const double t_105 = t_104 * sum_h_42;
  const double t_106 = 0.5 * sum_h_43;
  const double t_107 = 0.5 * sum_h_44;
  const double t_108 = weight * t_100;
  const double t_109 = weight / (v_1 * v_1);
  const double t_110 = t_103 * t_104;
  const double t_111 = 1.0 / (v_2 * v_2);
  const double t_112 = 0.5 * weight;
  const double t_113 = 0.25 * weight;
  const double t_114 = 0.5 * t_103;
  out[0] = sum_h_38;
  out[1] = sum_h_40 - sum_h_39;
  out[2] = weight * t_101;
  out[3] = t_103 * t_105;
  out[4] = weight * t_106;
  out[5] = t_103 * t_107;
  out[6] = sum_h_45 + sum_h_46;
  out[7] = t_101 + t_108 * sum_h_47;
  out[8] = -t_102 * t_109 * sum_h_48 - t_108 * sum_h_40;
  out[9] = -t_110 * sum_h_49 - t_105;
  out[10] = -t_110 * t_108 * sum_h_50;
  out[11] = weight * t_111 * t_103 * sum_h_51 - t_110 * sum_h_39;
  out[12] = t_112 * sum_h_52 + t_106;
  out[13] = -0.5 * t_102 * t_108 * sum_h_53 - t_109 * sum_h_41;
  out[14] = t_112 * t_102 * t_104 * sum_h_54;
  out[15] = -t_112 * sum_h_55 - t_113 * t_102 * sum_h_56;
  out[16] = 0.5 * t_102 * sum_h_57 - t_107;
  out[17] = -t_114 * t_108 * sum_h_58;
  const double part_43 = 0.5 * weight * t_103 * t_104 * sum_h_59;
  out[18] = part_43 - t_111 * t_103 * sum_h_42;
  out[19] = -t_113 * t_103 * sum_h_60;
  out[20] = 0.25 * weight * t_103 * sum_h_62 - t_114 * sum_h_61;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double u_3, double u_4, double u_5,
                          double *out) {
  const double weight = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  const double mu_1 = outward(u_2, -INFINITY, INFINITY);
  const double stretch_2 = stretch(u_2, -INFINITY, INFINITY);
  const double mu_2 = outward(u_3, -INFINITY, INFINITY);
  const double stretch_3 = stretch(u_3, -INFINITY, INFINITY);
  const double v_1 = outward(u_4, 0.0, INFINITY);
  const double stretch_4 = stretch(u_4, 0.0, INFINITY);
  const double v_2 = outward(u_5, 0.0, INFINITY);
  const double stretch_5 = stretch(u_5, 0.0, INFINITY);
  double found_44[21];
  derivatives_joint(rows, weight, mu_1, mu_2, v_1, v_2, found_44);
  const double height = found_44[0];
  const double g_1 = found_44[1];
  const double g_2 = found_44[2];
  const double g_3 = found_44[3];
  const double g_4 = found_44[4];
  const double g_5 = found_44[5];
  const double h_1_1 = found_44[6];
  const double h_2_1 = found_44[7];
  const double h_2_2 = found_44[8];
  const double h_3_1 = found_44[9];
  const double h_3_2 = found_44[10];
  const double h_3_3 = found_44[11];
  const double h_4_1 = found_44[12];
  const double h_4_2 = found_44[13];
  const double h_4_3 = found_44[14];
  const double h_4_4 = found_44[15];
  const double h_5_1 = found_44[16];
  const double h_5_2 = found_44[17];
  const double h_5_3 = found_44[18];
  const double h_5_4 = found_44[19];
  const double h_5_5 = found_44[20];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  out[4] = -g_4 * stretch_4 / n;
  out[5] = -g_5 * stretch_5 / n;
  const double part_45 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[6] = part_45 - g_1 * bend(u_1, 0.0, 1.0) / n;
  out[7] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_46 = g_2 * bend(u_2, -INFINITY, INFINITY) / n;
  out[8] = -h_2_2 * stretch_2 * stretch_2 / n - part_46;
  out[9] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[10] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_47 = g_3 * bend(u_3, -INFINITY, INFINITY) / n;
  out[11] = -h_3_3 * stretch_3 * stretch_3 / n - part_47;
  out[12] = -h_4_1 * stretch_4 * stretch_1 / n;
  out[13] = -h_4_2 * stretch_4 * stretch_2 / n;
  out[14] = -h_4_3 * stretch_4 * stretch_3 / n;
  const double part_48 = -h_4_4 * stretch_4 * stretch_4 / n;
  out[15] = part_48 - g_4 * bend(u_4, 0.0, INFINITY) / n;
  out[16] = -h_5_1 * stretch_5 * stretch_1 / n;
  out[17] = -h_5_2 * stretch_5 * stretch_2 / n;
  out[18] = -h_5_3 * stretch_5 * stretch_3 / n;
  out[19] = -h_5_4 * stretch_5 * stretch_4 / n;
  const double part_49 = -h_5_5 * stretch_5 * stretch_5 / n;
  out[20] = part_49 - g_5 * bend(u_5, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double start_3, double start_4,
                        double start_5, double *out) {
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
  double l_5_1 = 0.0;
  double l_5_2 = 0.0;
  double l_5_3 = 0.0;
  double l_5_4 = 0.0;
  double d_5 = 0.0;
  double u_1 = inward(start_1, 0.0, 1.0);
  double u_2 = inward(start_2, -INFINITY, INFINITY);
  double u_3 = inward(start_3, -INFINITY, INFINITY);
  double u_4 = inward(start_4, 0.0, INFINITY);
  double u_5 = inward(start_5, 0.0, INFINITY);
  double found_50[21];
  surface_joint(rows, n, u_1, u_2, u_3, u_4, u_5, found_50);
  double f = found_50[0];
  double g_1 = found_50[1];
  double g_2 = found_50[2];
  double g_3 = found_50[3];
  double g_4 = found_50[4];
  double g_5 = found_50[5];
  double h_1_1 = found_50[6];
  double h_2_1 = found_50[7];
  double h_2_2 = found_50[8];
  double h_3_1 = found_50[9];
  double h_3_2 = found_50[10];
  double h_3_3 = found_50[11];
  double h_4_1 = found_50[12];
  double h_4_2 = found_50[13];
  double h_4_3 = found_50[14];
  double h_4_4 = found_50[15];
  double h_5_1 = found_50[16];
  double h_5_2 = found_50[17];
  double h_5_3 = found_50[18];
  double h_5_4 = found_50[19];
  double h_5_5 = found_50[20];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    out[5] = start_5;
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
    const double part_51 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_51 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_52 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_52 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
    if (!(d_3 > 1e-14 * fabs(h_3_3))) {
      definite = 0.0;
      d_3 = 1.0;
    }
    l_4_1 = h_4_1 / d_1;
    l_4_2 = (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2;
    const double part_53 = h_4_3 - l_4_1 * l_3_1 * d_1;
    l_4_3 = (part_53 - l_4_2 * l_3_2 * d_2) / d_3;
    const double part_54 = h_4_4 + damp * fmax(fabs(h_4_4), 1e-06);
    const double part_55 = part_54 - l_4_1 * l_4_1 * d_1;
    d_4 = part_55 - l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3;
    if (!(d_4 > 1e-14 * fabs(h_4_4))) {
      definite = 0.0;
      d_4 = 1.0;
    }
    l_5_1 = h_5_1 / d_1;
    l_5_2 = (h_5_2 - l_5_1 * l_2_1 * d_1) / d_2;
    const double part_56 = h_5_3 - l_5_1 * l_3_1 * d_1;
    l_5_3 = (part_56 - l_5_2 * l_3_2 * d_2) / d_3;
    const double part_57 = h_5_4 - l_5_1 * l_4_1 * d_1;
    const double part_58 = part_57 - l_5_2 * l_4_2 * d_2;
    l_5_4 = (part_58 - l_5_3 * l_4_3 * d_3) / d_4;
    const double part_59 = h_5_5 + damp * fmax(fabs(h_5_5), 1e-06);
    const double part_60 = part_59 - l_5_1 * l_5_1 * d_1;
    const double part_61 = part_60 - l_5_2 * l_5_2 * d_2;
    d_5 = part_61 - l_5_3 * l_5_3 * d_3 - l_5_4 * l_5_4 * d_4;
    if (!(d_5 > 1e-14 * fabs(h_5_5))) {
      definite = 0.0;
      d_5 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1_ = -g_1;
    const double v_2_ = -g_2 - l_2_1 * v_1_;
    const double v_3 = -g_3 - l_3_1 * v_1_ - l_3_2 * v_2_;
    const double v_4 = -g_4 - l_4_1 * v_1_ - l_4_2 * v_2_ - l_4_3 * v_3;
    const double part_62 = -g_5 - l_5_1 * v_1_ - l_5_2 * v_2_;
    const double v_5 = part_62 - l_5_3 * v_3 - l_5_4 * v_4;
    const double part_63 = v_1_ * v_1_ / d_1 + v_2_ * v_2_ / d_2;
    const double part_64 = part_63 + v_3 * v_3 / d_3;
    const double decrement = part_64 + v_4 * v_4 / d_4 + v_5 * v_5 / d_5;
    double step_5 = v_5 / d_5;
    double step_4 = v_4 / d_4 - l_5_4 * step_5;
    double step_3 = v_3 / d_3 - l_4_3 * step_4 - l_5_3 * step_5;
    const double part_65 = v_2_ / d_2 - l_3_2 * step_3;
    double step_2 = part_65 - l_4_2 * step_4 - l_5_2 * step_5;
    const double part_66 = v_1_ / d_1 - l_2_1 * step_2;
    const double part_67 = part_66 - l_3_1 * step_3 - l_4_1 * step_4;
    double step_1 = part_67 - l_5_1 * step_5;
    const double part_68 = fmax(fabs(step_1), fabs(step_2));
    const double part_69 = fmax(part_68, fabs(step_3));
    const double length = fmax(fmax(part_69, fabs(step_4)), fabs(step_5));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
      step_3 = step_3 * 4.0 / length;
      step_4 = step_4 * 4.0 / length;
      step_5 = step_5 * 4.0 / length;
    }
    double found_70[21];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, u_3 + step_3,
                  u_4 + step_4, u_5 + step_5, found_70);
    const double f_new = found_70[0];
    const double g_1_new = found_70[1];
    const double g_2_new = found_70[2];
    const double g_3_new = found_70[3];
    const double g_4_new = found_70[4];
    const double g_5_new = found_70[5];
    const double h_1_1_new = found_70[6];
    const double h_2_1_new = found_70[7];
    const double h_2_2_new = found_70[8];
    const double h_3_1_new = found_70[9];
    const double h_3_2_new = found_70[10];
    const double h_3_3_new = found_70[11];
    const double h_4_1_new = found_70[12];
    const double h_4_2_new = found_70[13];
    const double h_4_3_new = found_70[14];
    const double h_4_4_new = found_70[15];
    const double h_5_1_new = found_70[16];
    const double h_5_2_new = found_70[17];
    const double h_5_3_new = found_70[18];
    const double h_5_4_new = found_70[19];
    const double h_5_5_new = found_70[20];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(g_3_new) && isfinite(g_4_new) && isfinite(g_5_new) &&
        isfinite(h_1_1_new) && isfinite(h_2_1_new) && isfinite(h_2_2_new) &&
        isfinite(h_3_1_new) && isfinite(h_3_2_new) && isfinite(h_3_3_new) &&
        isfinite(h_4_1_new) && isfinite(h_4_2_new) && isfinite(h_4_3_new) &&
        isfinite(h_4_4_new) && isfinite(h_5_1_new) && isfinite(h_5_2_new) &&
        isfinite(h_5_3_new) && isfinite(h_5_4_new) && isfinite(h_5_5_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      u_3 = u_3 + step_3;
      u_4 = u_4 + step_4;
      u_5 = u_5 + step_5;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      g_3 = g_3_new;
      g_4 = g_4_new;
      g_5 = g_5_new;
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
      h_5_1 = h_5_1_new;
      h_5_2 = h_5_2_new;
      h_5_3 = h_5_3_new;
      h_5_4 = h_5_4_new;
      h_5_5 = h_5_5_new;
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
    out[5] = start_5;
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
    out[5] = start_5;
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
    out[5] = start_5;
    return;
  }
  l_4_1 = h_4_1 / d_1;
  l_4_2 = (h_4_2 - l_4_1 * l_2_1 * d_1) / d_2;
  l_4_3 = (h_4_3 - l_4_1 * l_3_1 * d_1 - l_4_2 * l_3_2 * d_2) / d_3;
  const double part_71 = h_4_4 - l_4_1 * l_4_1 * d_1;
  d_4 = part_71 - l_4_2 * l_4_2 * d_2 - l_4_3 * l_4_3 * d_3;
  if (fabs(d_4) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    out[5] = start_5;
    return;
  }
  l_5_1 = h_5_1 / d_1;
  l_5_2 = (h_5_2 - l_5_1 * l_2_1 * d_1) / d_2;
  l_5_3 = (h_5_3 - l_5_1 * l_3_1 * d_1 - l_5_2 * l_3_2 * d_2) / d_3;
  const double part_72 = h_5_4 - l_5_1 * l_4_1 * d_1;
  const double part_73 = part_72 - l_5_2 * l_4_2 * d_2;
  l_5_4 = (part_73 - l_5_3 * l_4_3 * d_3) / d_4;
  const double part_74 = h_5_5 - l_5_1 * l_5_1 * d_1;
  const double part_75 = part_74 - l_5_2 * l_5_2 * d_2;
  d_5 = part_75 - l_5_3 * l_5_3 * d_3 - l_5_4 * l_5_4 * d_4;
  if (fabs(d_5) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    out[4] = start_4;
    out[5] = start_5;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, 1.0);
  out[2] = outward(u_2, -INFINITY, INFINITY);
  out[3] = outward(u_3, -INFINITY, INFINITY);
  out[4] = outward(u_4, 0.0, INFINITY);
  out[5] = outward(u_5, 0.0, INFINITY);
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
  double chosen_5 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    double reached_2 = middle_x;
    double reached_3 = middle_x;
    double reached_4 = 1.0;
    double reached_5 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_76 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_77 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_78 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_79 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_80 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_81 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_82 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_80, part_76, part_81, part_77,
                                   part_78, part_82, part_79);
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
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double draw_5 =
          choose(at, 1.0, 0.25, 0.0625, 0.48999999999999994, 2.25, 4.0, 16.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0 && isfinite(draw_2) &&
          isfinite(draw_3) && draw_4 > 0.0 && isfinite(draw_4) &&
          draw_5 > 0.0 && isfinite(draw_5)) {
        height = value_joint(rows, draw_1, draw_2, draw_3, draw_4, draw_5);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
        reached_4 = draw_4;
        reached_5 = draw_5;
      }
    }
    for (int turn = 0; turn < 200; ++turn) {
      double found_83[5];
      update_joint(rows, reached_1, reached_2, reached_3, reached_4, reached_5,
                   found_83);
      const double next_1 = found_83[0];
      const double next_2 = found_83[1];
      const double next_3 = found_83[2];
      const double next_4 = found_83[3];
      const double next_5 = found_83[4];
      const int part_84 = isfinite(next_1);
      const int part_85 = isfinite(next_2);
      const int part_86 = isfinite(next_3);
      const int part_87 = isfinite(next_4);
      if (!(part_84 && part_85 && part_86 && part_87 && isfinite(next_5))) {
        break;
      }
      const double part_88 = fmax(fabs(reached_5), 1e-08);
      const double part_89 = fabs(next_5 - reached_5) / part_88;
      const double part_90 = fmax(fabs(reached_4), 1e-08);
      const double part_91 = fabs(next_4 - reached_4) / part_90;
      const double part_92 = fmax(fabs(reached_3), 1e-08);
      const double part_93 = fabs(next_3 - reached_3) / part_92;
      const double part_94 = fmax(fabs(reached_1), 1e-08);
      const double part_95 = fabs(next_1 - reached_1) / part_94;
      const double part_96 = fmax(fabs(reached_2), 1e-08);
      const double part_97 = fabs(next_2 - reached_2) / part_96;
      const double part_98 = fmax(fmax(part_95, part_97), part_93);
      const double change = fmax(fmax(part_98, part_91), part_89);
      reached_1 = next_1;
      reached_2 = next_2;
      reached_3 = next_3;
      reached_4 = next_4;
      reached_5 = next_5;
      if (change < 1e-08) {
        break;
      }
    }
    double found_99[6];
    climb_joint(rows, n, reached_1, reached_2, reached_3, reached_4, reached_5,
                found_99);
    height = found_99[0];
    reached_1 = found_99[1];
    reached_2 = found_99[2];
    reached_3 = found_99[3];
    reached_4 = found_99[4];
    reached_5 = found_99[5];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
      chosen_3 = reached_3;
      chosen_4 = reached_4;
      chosen_5 = reached_5;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
  out[2] = chosen_3;
  out[3] = chosen_4;
  out[4] = chosen_5;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double found_100[5];
  maximise_joint(rows, n, found_100);
  const double weight = found_100[0];
  const double mu_1 = found_100[1];
  const double mu_2 = found_100[2];
  const double v_1 = found_100[3];
  const double v_2 = found_100[4];
  out[0] = weight;
  out[1] = mu_1;
  out[2] = mu_2;
  out[3] = v_1;
  out[4] = v_2;
}

/* A centre and a spread with which the data are standardised. */
static void units_x(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  const double quarter = quantile(rows, x_at, 0.25);
  const double half = quantile(rows, x_at, 0.5);
  const double rest = quantile(rows, x_at, 0.75);
  double total = 0.0;
  double lost_101 = 0.0;
  double largest = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&total, &lost_101, x);
    largest = fmax(largest, fabs(x));
  }
  total += lost_101;
  const double mean = total / n;
  double squares = 0.0;
  double lost_102 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&squares, &lost_102, pow(x - mean, 2.0));
  }
  squares += lost_102;
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
                             double mu_1, double mu_2, double v_1, double v_2) {
  double sum_h_31 = 0.0;
  double lost_103 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_65 = 0.5 * log(2.0) + 0.5 * log(3.141592653589793);
    const double part_104 = 0.5 / v_1 * pow(x - mu_1, 2.0);
    const double part_105 = 0.5 / v_2 * pow(x - mu_2, 2.0);
    const double part_106 = log1p(-weight) - part_105 - t_65;
    const double part_107 = log(weight) - part_104 - t_65;
    const double part_108 = part_107 - 0.5 * log(v_1);
    add(&sum_h_31, &lost_103, logaddexp(part_108, part_106 - 0.5 * log(v_2)));
  }
  sum_h_31 += lost_103;
  return sum_h_31;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double weight, double mu_1,
                  double mu_2, double v_1, double v_2) {
  const int part_109 = isfinite(mu_1);
  const int part_110 = isfinite(mu_2);
  const int part_111 = isfinite(v_1);
  const int part_112 = isfinite(v_2);
  if (!(weight > 0.0 && weight < 1.0 && part_109 && part_110 && v_1 > 0.0 &&
        part_111 && v_2 > 0.0 && part_112)) {
    return INFINITY;
  }
  return -log_likelihood(rows, weight, mu_1, mu_2, v_1, v_2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double weight, double mu_1,
                  double mu_2, double v_1, double v_2, double *out) {
  double sum_h_32 = 0.0;
  double lost_113 = 0.0;
  double sum_h_33 = 0.0;
  double lost_114 = 0.0;
  double sum_h_34 = 0.0;
  double lost_115 = 0.0;
  double sum_h_35 = 0.0;
  double lost_116 = 0.0;
  double sum_h_36 = 0.0;
  double lost_117 = 0.0;
  double sum_h_37 = 0.0;
  double lost_118 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_66 = 1.0 / v_1;
    const double t_67 = x - mu_1;
    const double t_68 = t_67 * t_67;
    const double t_69 = 1.0 / v_2;
    const double t_70 = x - mu_2;
    const double t_71 = t_70 * t_70;
    const double part_119 = 0.5 * t_66 * t_68 + 0.5 * log(v_1);
    const double t_72 = part_119 - 0.5 * t_69 * t_71 - 0.5 * log(v_2);
    const double t_73 = 1.0 / (weight * exp(-t_72) + 1.0 - weight);
    const double t_74 = 1.0 / (weight + (1.0 - weight) * exp(t_72));
    add(&sum_h_32, &lost_113, t_73);
    add(&sum_h_33, &lost_114, t_74);
    add(&sum_h_34, &lost_115, t_67 * t_74);
    add(&sum_h_35, &lost_116, t_70 * t_73);
    add(&sum_h_36, &lost_117, (t_66 * t_66 * t_68 - t_66) * t_74);
    add(&sum_h_37, &lost_118, (t_69 * t_69 * t_71 - t_69) * t_73);
  }
  sum_h_32 += lost_113;
  sum_h_33 += lost_114;
  sum_h_34 += lost_115;
  sum_h_35 += lost_116;
  sum_h_36 += lost_117;
  sum_h_37 += lost_118;
  const double t_75 = 1.0 - weight;
  out[0] = sum_h_33 - sum_h_32;
  out[1] = weight * sum_h_34 / v_1;
  out[2] = t_75 * sum_h_35 / v_2;
  out[3] = 0.5 * weight * sum_h_36;
  out[4] = 0.5 * t_75 * sum_h_37;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double weight, double mu_1,
                     double mu_2, double v_1, double v_2, double *out) {
  const int part_120 = isfinite(mu_1);
  const int part_121 = isfinite(mu_2);
  const int part_122 = isfinite(v_1);
  const int part_123 = isfinite(v_2);
  if (!(weight > 0.0 && weight < 1.0 && part_120 && part_121 && v_1 > 0.0 &&
        part_122 && v_2 > 0.0 && part_123)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    return;
  }
  double found_124[5];
  score(rows, weight, mu_1, mu_2, v_1, v_2, found_124);
  const double g_1 = found_124[0];
  const double g_2 = found_124[1];
  const double g_3 = found_124[2];
  const double g_4 = found_124[3];
  const double g_5 = found_124[4];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
  out[3] = -g_4;
  out[4] = -g_5;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double weight, double mu_1,
                      double mu_2, double v_1, double v_2, double *out) {
  double sum_h_39 = 0.0;
  double lost_125 = 0.0;
  double sum_h_40 = 0.0;
  double lost_126 = 0.0;
  double sum_h_41 = 0.0;
  double lost_127 = 0.0;
  double sum_h_42 = 0.0;
  double lost_128 = 0.0;
  double sum_h_43 = 0.0;
  double lost_129 = 0.0;
  double sum_h_44 = 0.0;
  double lost_130 = 0.0;
  double sum_h_45 = 0.0;
  double lost_131 = 0.0;
  double sum_h_46 = 0.0;
  double lost_132 = 0.0;
  double sum_h_47 = 0.0;
  double lost_133 = 0.0;
  double sum_h_48 = 0.0;
  double lost_134 = 0.0;
  double sum_h_49 = 0.0;
  double lost_135 = 0.0;
  double sum_h_50 = 0.0;
  double lost_136 = 0.0;
  double sum_h_51 = 0.0;
  double lost_137 = 0.0;
  double sum_h_52 = 0.0;
  double lost_138 = 0.0;
  double sum_h_53 = 0.0;
  double lost_139 = 0.0;
  double sum_h_54 = 0.0;
  double lost_140 = 0.0;
  double sum_h_55 = 0.0;
  double lost_141 = 0.0;
  double sum_h_56 = 0.0;
  double lost_142 = 0.0;
  double sum_h_57 = 0.0;
  double lost_143 = 0.0;
  double sum_h_58 = 0.0;
  double lost_144 = 0.0;
  double sum_h_59 = 0.0;
  double lost_145 = 0.0;
  double sum_h_60 = 0.0;
  double lost_146 = 0.0;
  double sum_h_61 = 0.0;
  double lost_147 = 0.0;
  double sum_h_62 = 0.0;
  double lost_148 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_77 = 1.0 / v_1;
    const double t_78 = x - mu_1;
    const double t_79 = t_78 * t_78;
    const double t_80 = 0.5 * t_77 * t_79 + 0.5 * log(v_1);
    const double t_81 = 0.5 * log(v_2);
    const double t_82 = 1.0 / v_2;
    const double t_83 = x - mu_2;
    const double t_84 = t_83 * t_83;
    const double t_85 = 0.5 * t_82 * t_84;
    const double t_86 = t_80 - t_81 - t_85;
    const double t_87 = 1.0 / (weight * exp(-t_86) + 1.0 - weight);
    const double t_88 = 1.0 / (weight + (1.0 - weight) * exp(t_86));
    const double t_89 = t_88 * t_78;
    const double t_90 = t_87 * t_83;
    const double t_91 = t_77 * t_77;
    const double t_92 = t_91 * t_79 - t_77;
    const double t_93 = t_88 * t_92;
    const double t_94 = t_82 * t_82;
    const double t_95 = t_94 * t_84 - t_82;
    const double t_96 = t_87 * t_95;
    const double t_97 = t_88 - t_87;
    const double t_98 = -t_97;
    const double t_99 = t_87 * t_88;
    add(&sum_h_39, &lost_125, t_87);
    add(&sum_h_40, &lost_126, t_88);
    add(&sum_h_41, &lost_127, t_89);
    add(&sum_h_42, &lost_128, t_90);
    add(&sum_h_43, &lost_129, t_93);
    add(&sum_h_44, &lost_130, t_96);
    add(&sum_h_45, &lost_131, t_88 * t_98);
    add(&sum_h_46, &lost_132, t_87 * t_97);
    add(&sum_h_47, &lost_133, t_89 * t_98);
    add(&sum_h_48, &lost_134, t_99 * t_79);
    add(&sum_h_49, &lost_135, t_90 * t_97);
    add(&sum_h_50, &lost_136, t_89 * t_90);
    add(&sum_h_51, &lost_137, t_99 * t_84);
    add(&sum_h_52, &lost_138, t_93 * t_98);
    add(&sum_h_53, &lost_139, t_87 * t_89 * t_92);
    add(&sum_h_54, &lost_140, t_90 * t_93);
    add(&sum_h_55, &lost_141, (2.0 * t_79 / (v_1 * v_1 * v_1) - t_91) * t_88);
    add(&sum_h_56, &lost_142, t_92 * t_92 * t_99);
    add(&sum_h_57, &lost_143, t_96 * t_97);
    add(&sum_h_58, &lost_144, t_89 * t_96);
    add(&sum_h_59, &lost_145, t_88 * t_90 * t_95);
    add(&sum_h_60, &lost_146, t_93 * t_96);
    add(&sum_h_61, &lost_147, (2.0 * t_84 / (v_2 * v_2 * v_2) - t_94) * t_87);
    add(&sum_h_62, &lost_148, t_95 * t_95 * t_99);
  }
  sum_h_39 += lost_125;
  sum_h_40 += lost_126;
  sum_h_41 += lost_127;
  sum_h_42 += lost_128;
  sum_h_43 += lost_129;
  sum_h_44 += lost_130;
  sum_h_45 += lost_131;
  sum_h_46 += lost_132;
  sum_h_47 += lost_133;
  sum_h_48 += lost_134;
  sum_h_49 += lost_135;
  sum_h_50 += lost_136;
  sum_h_51 += lost_137;
  sum_h_52 += lost_138;
  sum_h_53 += lost_139;
  sum_h_54 += lost_140;
  sum_h_55 += lost_141;
  sum_h_56 += lost_142;
  sum_h_57 += lost_143;
  sum_h_58 += lost_144;
  sum_h_59 += lost_145;
  sum_h_60 += lost_146;
  sum_h_61 += lost_147;
  sum_h_62 += lost_148;
  const double t_100 = 1.0 / v_1;
  const double t_101 = t_100 * sum_h_41;
  const double t_102 = weight - 1.0;
  const double t_103 = -t_102;
  const double t_104 = 1.0 / v_2;
  const double t_105 = t_104 * sum_h_42;
  const double t_106 = 0.5 * sum_h_43;
  const double t_107 = 0.5 * sum_h_44;
  const double t_108 = weight * t_100;
  const double t_109 = weight / (v_1 * v_1);
  const double t_110 = t_103 * t_104;
  const double t_111 = 1.0 / (v_2 * v_2);
  const double t_112 = 0.5 * weight;
  const double t_113 = 0.25 * weight;
  const double t_114 = 0.5 * t_103;
  out[0] = sum_h_45 + sum_h_46;
  out[1] = t_101 + t_108 * sum_h_47;
  out[2] = -t_102 * t_109 * sum_h_48 - t_108 * sum_h_40;
  out[3] = -t_110 * sum_h_49 - t_105;
  out[4] = -t_110 * t_108 * sum_h_50;
  out[5] = weight * t_111 * t_103 * sum_h_51 - t_110 * sum_h_39;
  out[6] = t_112 * sum_h_52 + t_106;
  out[7] = -0.5 * t_102 * t_108 * sum_h_53 - t_109 * sum_h_41;
  out[8] = t_112 * t_102 * t_104 * sum_h_54;
  out[9] = -t_112 * sum_h_55 - t_113 * t_102 * sum_h_56;
  out[10] = 0.5 * t_102 * sum_h_57 - t_107;
  out[11] = -t_114 * t_108 * sum_h_58;
  const double part_149 = 0.5 * weight * t_103 * t_104 * sum_h_59;
  out[12] = part_149 - t_111 * t_103 * sum_h_42;
  out[13] = -t_113 * t_103 * sum_h_60;
  out[14] = 0.25 * weight * t_103 * sum_h_62 - t_114 * sum_h_61;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double weight, double mu_1,
                    double mu_2, double v_1, double v_2, double *out) {
  const int part_150 = isfinite(mu_1);
  const int part_151 = isfinite(mu_2);
  const int part_152 = isfinite(v_1);
  const int part_153 = isfinite(v_2);
  if (!(weight > 0.0 && weight < 1.0 && part_150 && part_151 && v_1 > 0.0 &&
        part_152 && v_2 > 0.0 && part_153)) {
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
  double found_154[15];
  curvature(rows, weight, mu_1, mu_2, v_1, v_2, found_154);
  const double h_1 = found_154[0];
  const double h_2 = found_154[1];
  const double h_3 = found_154[2];
  const double h_4 = found_154[3];
  const double h_5 = found_154[4];
  const double h_6 = found_154[5];
  const double h_7 = found_154[6];
  const double h_8 = found_154[7];
  const double h_9 = found_154[8];
  const double h_10 = found_154[9];
  const double h_11 = found_154[10];
  const double h_12 = found_154[11];
  const double h_13 = found_154[12];
  const double h_14 = found_154[13];
  const double h_15 = found_154[14];
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
int mixture_normal_estimate(const double *x, size_t n, double *estimate) {
  struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 5; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_BAD_DATA;
  }
  double units_of_x[2];
  units_x(&rows, units_of_x);
  rows.x_centre = units_of_x[0];
  rows.x_spread = units_of_x[1];
  solve(&rows, estimate);
  estimate[1] = rows.x_spread * estimate[1] + rows.x_centre;
  estimate[2] = rows.x_spread * estimate[2] + rows.x_centre;
  estimate[3] = rows.x_spread * rows.x_spread * estimate[3];
  estimate[4] = rows.x_spread * rows.x_spread * estimate[4];
  for (size_t i = 0; i < 5; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 5; ++j) {
        estimate[j] = NAN;
      }
      return MIXTURE_NORMAL_NOT_FOUND;
    }
  }
  return MIXTURE_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double mixture_normal_nll(const double *x, size_t n, const double *parameters) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
             parameters[4]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int mixture_normal_gradient(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], parameters[3],
           parameters[4], result);
  return MIXTURE_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int mixture_normal_hessian(const double *x, size_t n, const double *parameters,
                           double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_BAD_DATA;
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
  return MIXTURE_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int mixture_normal_standard_errors(const double *x, size_t n,
                                   const double *parameters, double *result) {
  const struct rows rows = {.x = x, .x_spread = 1.0, .n = n};
  for (size_t i = 0; i < 5; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_NORMAL_BAD_DATA;
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
        return MIXTURE_NORMAL_NOT_FOUND;
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
  return MIXTURE_NORMAL_OK;
}
