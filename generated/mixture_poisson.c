/*
 * Maximum-likelihood estimation: Mixture of two Poisson distributions.
 *
 *   f(x; weight, rate_1, rate_2) = weight*rate_1**x*exp(-
 *       rate_1)/factorial(x)+(1-weight)*rate_2**x*exp(-rate_2)/factorial(x)
 *   support: x in 0, 1, 2, ...
 *   weight: 0 < weight < 1
 *   rate_1: positive
 *   rate_2: positive
 *
 * Log-likelihood:
 *
 *   sum(log(rate_1**x*weight*exp(-rate_1)/gamma(x + 1) + rate_2**x*(1 -
 *       weight)*exp(-rate_2)/gamma(x + 1)))
 *
 * Estimator (latent):
 *
 *   weight, rate_1, rate_2 = the joint maximiser of the log-likelihood, by the
 *       EM algorithm and Newton's method
 *
 * Source:
 *
 *   McLachlan, Peel (2000), Finite Mixture Models, ch. 4
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: weight, rate_1, rate_2.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  MIXTURE_POISSON_PARAMETERS = 3,
  MIXTURE_POISSON_OK = 0,
  /* Empty, not finite, or outside the support. */
  MIXTURE_POISSON_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  MIXTURE_POISSON_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  MIXTURE_POISSON_NOT_FOUND = 3
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

/* x log y, and 0 where x = 0. */
static double xlogy(double x, double y) {
  if (x == 0.0) {
    return 0.0;
  }
  return x * log(y);
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
  const double part_91 = w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0));
  return (1.0 / 12.0 - w * (1.0 / 360.0 - part_91)) / z;
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

/* One step of the EM algorithm. */
static void update_joint(const struct rows *rows, double weight, double rate_1,
                         double rate_2, double *out) {
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
    const double t = lgamma(x + 1.0);
    const double t_1 = t + rate_1 - xlogy(x, rate_1);
    const double t_2 = t + rate_2 - xlogy(x, rate_2) - log1p(-weight);
    const double t_3 = logaddexp(log(weight) - t_1, -t_2);
    const double t_4 = weight * exp(-t_1 - t_3);
    const double t_5 = exp(-t_2 - t_3);
    add(&sum_h, &lost_1, t_4);
    add(&sum_h_1, &lost_2, t_5);
    add(&sum_h_2, &lost_3, t_4 * x);
    add(&sum_h_3, &lost_4, t_5 * x);
  }
  sum_h += lost_1;
  sum_h_1 += lost_2;
  sum_h_2 += lost_3;
  sum_h_3 += lost_4;
  const double weight_new = sum_h / (sum_h + sum_h_1);
  const double rate_1_new = sum_h_2 / sum_h;
  const double rate_2_new = sum_h_3 / sum_h_1;
  out[0] = weight_new;
  out[1] = rate_1_new;
  out[2] = rate_2_new;
}

/* The log-likelihood. */
static double value_joint(const struct rows *rows, double weight, double rate_1,
                          double rate_2) {
  double sum_h_18 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_27 = lgamma(x + 1.0);
    const double part_6 = xlogy(x, rate_2) + log1p(-weight);
    const double part_7 = xlogy(x, rate_1) + log(weight);
    const double part_8 = part_7 - t_27 - rate_1;
    add(&sum_h_18, &lost_5, logaddexp(part_8, part_6 - t_27 - rate_2));
  }
  sum_h_18 += lost_5;
  return sum_h_18;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double weight,
                              double rate_1, double rate_2, double *out) {
  double sum_h_23 = 0.0;
  double lost_9 = 0.0;
  double sum_h_24 = 0.0;
  double lost_10 = 0.0;
  double sum_h_25 = 0.0;
  double lost_11 = 0.0;
  double sum_h_26 = 0.0;
  double lost_12 = 0.0;
  double sum_h_27 = 0.0;
  double lost_13 = 0.0;
  double sum_h_28 = 0.0;
  double lost_14 = 0.0;
  double sum_h_29 = 0.0;
  double lost_15 = 0.0;
  double sum_h_30 = 0.0;
  double lost_16 = 0.0;
  double sum_h_31 = 0.0;
  double lost_17 = 0.0;
  double sum_h_32 = 0.0;
  double lost_18 = 0.0;
  double sum_h_33 = 0.0;
  double lost_19 = 0.0;
  double sum_h_34 = 0.0;
  double lost_20 = 0.0;
  double sum_h_35 = 0.0;
  double lost_21 = 0.0;
  double sum_h_36 = 0.0;
  double lost_22 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_31 = xlogy(x, rate_1);
    const double t_32 = lgamma(x + 1.0);
    const double t_33 = xlogy(x, rate_2);
    const double t_34 = -x;
    const double part_23 = t_31 + rate_2 + xlogy(t_34, rate_2) - rate_1;
    const double t_35 = 1.0 / (weight * exp(part_23) + 1.0 - weight);
    const double part_24 = t_33 + rate_1 + xlogy(t_34, rate_1) - rate_2;
    const double t_36 = 1.0 / (weight + (1.0 - weight) * exp(part_24));
    const double t_37 = x / rate_1 - 1.0;
    const double t_38 = t_36 * t_37;
    const double t_39 = x / rate_2 - 1.0;
    const double t_40 = t_35 * t_39;
    const double t_41 = t_36 - t_35;
    const double t_42 = -t_41;
    const double t_43 = t_35 * t_36;
    const double part_25 = t_31 + log(weight) - t_32 - rate_1;
    const double part_26 = t_33 + log1p(-weight) - t_32;
    add(&sum_h_23, &lost_9, logaddexp(part_25, part_26 - rate_2));
    add(&sum_h_24, &lost_10, t_35);
    add(&sum_h_25, &lost_11, t_36);
    add(&sum_h_26, &lost_12, t_38);
    add(&sum_h_27, &lost_13, t_40);
    add(&sum_h_28, &lost_14, t_42 * t_36);
    add(&sum_h_29, &lost_15, t_41 * t_35);
    add(&sum_h_30, &lost_16, t_42 * t_38);
    add(&sum_h_31, &lost_17, t_37 * t_37 * t_43);
    add(&sum_h_32, &lost_18, t_36 * x);
    add(&sum_h_33, &lost_19, t_41 * t_40);
    add(&sum_h_34, &lost_20, t_38 * t_40);
    add(&sum_h_35, &lost_21, t_39 * t_39 * t_43);
    add(&sum_h_36, &lost_22, t_35 * x);
  }
  sum_h_23 += lost_9;
  sum_h_24 += lost_10;
  sum_h_25 += lost_11;
  sum_h_26 += lost_12;
  sum_h_27 += lost_13;
  sum_h_28 += lost_14;
  sum_h_29 += lost_15;
  sum_h_30 += lost_16;
  sum_h_31 += lost_17;
  sum_h_32 += lost_18;
  sum_h_33 += lost_19;
  sum_h_34 += lost_20;
  sum_h_35 += lost_21;
  sum_h_36 += lost_22;
  const double t_44 = weight - 1.0;
  const double t_45 = -t_44;
  const double t_46 = weight * t_45;
  out[0] = sum_h_23;
  out[1] = sum_h_25 - sum_h_24;
  out[2] = weight * sum_h_26;
  out[3] = t_45 * sum_h_27;
  out[4] = sum_h_28 + sum_h_29;
  out[5] = sum_h_26 + weight * sum_h_30;
  const double part_27 = weight * sum_h_32 / (rate_1 * rate_1);
  out[6] = -weight * t_44 * sum_h_31 - part_27;
  out[7] = t_44 * sum_h_33 - sum_h_27;
  out[8] = -t_46 * sum_h_34;
  out[9] = t_46 * sum_h_35 - t_45 * sum_h_36 / (rate_2 * rate_2);
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double n, double u_1,
                          double u_2, double u_3, double *out) {
  const double weight = outward(u_1, 0.0, 1.0);
  const double stretch_1 = stretch(u_1, 0.0, 1.0);
  const double rate_1 = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  const double rate_2 = outward(u_3, 0.0, INFINITY);
  const double stretch_3 = stretch(u_3, 0.0, INFINITY);
  double found_28[10];
  derivatives_joint(rows, weight, rate_1, rate_2, found_28);
  const double height = found_28[0];
  const double g_1 = found_28[1];
  const double g_2 = found_28[2];
  const double g_3 = found_28[3];
  const double h_1_1 = found_28[4];
  const double h_2_1 = found_28[5];
  const double h_2_2 = found_28[6];
  const double h_3_1 = found_28[7];
  const double h_3_2 = found_28[8];
  const double h_3_3 = found_28[9];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  out[3] = -g_3 * stretch_3 / n;
  const double part_29 = -h_1_1 * stretch_1 * stretch_1 / n;
  out[4] = part_29 - g_1 * bend(u_1, 0.0, 1.0) / n;
  out[5] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_30 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[6] = part_30 - g_2 * bend(u_2, 0.0, INFINITY) / n;
  out[7] = -h_3_1 * stretch_3 * stretch_1 / n;
  out[8] = -h_3_2 * stretch_3 * stretch_2 / n;
  const double part_31 = -h_3_3 * stretch_3 * stretch_3 / n;
  out[9] = part_31 - g_3 * bend(u_3, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double n, double start_1,
                        double start_2, double start_3, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double l_3_1 = 0.0;
  double l_3_2 = 0.0;
  double d_3 = 0.0;
  double u_1 = inward(start_1, 0.0, 1.0);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double u_3 = inward(start_3, 0.0, INFINITY);
  double found_32[10];
  surface_joint(rows, n, u_1, u_2, u_3, found_32);
  double f = found_32[0];
  double g_1 = found_32[1];
  double g_2 = found_32[2];
  double g_3 = found_32[3];
  double h_1_1 = found_32[4];
  double h_2_1 = found_32[5];
  double h_2_2 = found_32[6];
  double h_3_1 = found_32[7];
  double h_3_2 = found_32[8];
  double h_3_3 = found_32[9];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
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
    const double part_33 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_33 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    l_3_1 = h_3_1 / d_1;
    l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
    const double part_34 = h_3_3 + damp * fmax(fabs(h_3_3), 1e-06);
    d_3 = part_34 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
    if (!(d_3 > 1e-14 * fabs(h_3_3))) {
      definite = 0.0;
      d_3 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double v_3 = -g_3 - l_3_1 * v_1 - l_3_2 * v_2;
    const double decrement =
        v_1 * v_1 / d_1 + v_2 * v_2 / d_2 + v_3 * v_3 / d_3;
    double step_3 = v_3 / d_3;
    double step_2 = v_2 / d_2 - l_3_2 * step_3;
    double step_1 = v_1 / d_1 - l_2_1 * step_2 - l_3_1 * step_3;
    const double length = fmax(fmax(fabs(step_1), fabs(step_2)), fabs(step_3));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
      step_3 = step_3 * 4.0 / length;
    }
    double found_35[10];
    surface_joint(rows, n, u_1 + step_1, u_2 + step_2, u_3 + step_3, found_35);
    const double f_new = found_35[0];
    const double g_1_new = found_35[1];
    const double g_2_new = found_35[2];
    const double g_3_new = found_35[3];
    const double h_1_1_new = found_35[4];
    const double h_2_1_new = found_35[5];
    const double h_2_2_new = found_35[6];
    const double h_3_1_new = found_35[7];
    const double h_3_2_new = found_35[8];
    const double h_3_3_new = found_35[9];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(g_3_new) && isfinite(h_1_1_new) && isfinite(h_2_1_new) &&
        isfinite(h_2_2_new) && isfinite(h_3_1_new) && isfinite(h_3_2_new) &&
        isfinite(h_3_3_new) && f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      u_3 = u_3 + step_3;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      g_3 = g_3_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
      h_3_1 = h_3_1_new;
      h_3_2 = h_3_2_new;
      h_3_3 = h_3_3_new;
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
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  l_3_1 = h_3_1 / d_1;
  l_3_2 = (h_3_2 - l_3_1 * l_2_1 * d_1) / d_2;
  d_3 = h_3_3 - l_3_1 * l_3_1 * d_1 - l_3_2 * l_3_2 * d_2;
  if (fabs(d_3) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    out[3] = start_3;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, 0.0, 1.0);
  out[2] = outward(u_2, 0.0, INFINITY);
  out[3] = outward(u_3, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double n, double *out) {
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double chosen_3 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 4; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0 + (1.0 - 0.0) * 0.5;
    double reached_2 = 1.0;
    double reached_3 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double part_36 = 0.0 + (1.0 - 0.0) * 0.05;
      const double part_37 = 0.0 + (1.0 - 0.0) * 0.35;
      const double part_38 = 0.0 + (1.0 - 0.0) * 0.65;
      const double part_39 = 0.0 + (1.0 - 0.0) * 0.95;
      const double part_40 = 0.0 + (1.0 - 0.0) * 0.5;
      const double part_41 = 0.0 + (1.0 - 0.0) * 0.2;
      const double part_42 = 0.0 + (1.0 - 0.0) * 0.8;
      const double draw_1 = choose(at, part_40, part_36, part_41, part_37,
                                   part_38, part_42, part_39);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_43 = 0.001 + fabs(middle_x);
      const double part_44 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_43, part_44, 20.0);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_45 = 0.001 + fabs(middle_x);
      const double part_46 = 0.001 + fabs(high_x);
      const double draw_3 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_45, part_46, 20.0);
      height = -INFINITY;
      if (draw_1 > 0.0 && draw_1 < 1.0 && draw_2 > 0.0 && isfinite(draw_2) &&
          draw_3 > 0.0 && isfinite(draw_3)) {
        height = value_joint(rows, draw_1, draw_2, draw_3);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
        reached_3 = draw_3;
      }
    }
    for (int turn = 0; turn < 200; ++turn) {
      double found_47[3];
      update_joint(rows, reached_1, reached_2, reached_3, found_47);
      const double next_1 = found_47[0];
      const double next_2 = found_47[1];
      const double next_3 = found_47[2];
      if (!(isfinite(next_1) && isfinite(next_2) && isfinite(next_3))) {
        break;
      }
      const double part_48 = fmax(fabs(reached_3), 1e-08);
      const double part_49 = fabs(next_3 - reached_3) / part_48;
      const double part_50 = fmax(fabs(reached_1), 1e-08);
      const double part_51 = fabs(next_1 - reached_1) / part_50;
      const double part_52 = fmax(fabs(reached_2), 1e-08);
      const double part_53 = fabs(next_2 - reached_2) / part_52;
      const double change = fmax(fmax(part_51, part_53), part_49);
      reached_1 = next_1;
      reached_2 = next_2;
      reached_3 = next_3;
      if (change < 1e-08) {
        break;
      }
    }
    double found_54[4];
    climb_joint(rows, n, reached_1, reached_2, reached_3, found_54);
    height = found_54[0];
    reached_1 = found_54[1];
    reached_2 = found_54[2];
    reached_3 = found_54[3];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
      chosen_3 = reached_3;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
  out[2] = chosen_3;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double *out) {
  const double n = (double)rows->n;
  double found_55[3];
  maximise_joint(rows, n, found_55);
  const double weight = found_55[0];
  const double rate_1 = found_55[1];
  const double rate_2 = found_55[2];
  out[0] = weight;
  out[1] = rate_1;
  out[2] = rate_2;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double weight,
                             double rate_1, double rate_2) {
  double log_densities = 0.0;
  double lost_56 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_22 = stirling(x);
    const double part_57 = deviance(x, rate_1);
    const double part_58 = log(weight) - part_57 - t_22;
    const double part_59 = deviance(x, rate_2);
    const double part_60 = log1p(-weight) - part_59;
    add(&log_densities, &lost_56, logaddexp(part_58, part_60 - t_22));
  }
  log_densities += lost_56;
  return log_densities;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double weight, double rate_1,
                  double rate_2) {
  const int part_61 = isfinite(rate_1);
  const int part_62 = isfinite(rate_2);
  if (!(weight > 0.0 && weight < 1.0 && rate_1 > 0.0 && part_61 &&
        rate_2 > 0.0 && part_62)) {
    return INFINITY;
  }
  return -log_likelihood(rows, weight, rate_1, rate_2);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double weight, double rate_1,
                  double rate_2, double *out) {
  double sum_h_19 = 0.0;
  double lost_63 = 0.0;
  double sum_h_20 = 0.0;
  double lost_64 = 0.0;
  double sum_h_21 = 0.0;
  double lost_65 = 0.0;
  double sum_h_22 = 0.0;
  double lost_66 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_28 = -x;
    const double part_67 = xlogy(x, rate_1) + rate_2;
    const double part_68 = exp(part_67 + xlogy(t_28, rate_2) - rate_1);
    const double t_29 = 1.0 / (weight * part_68 + 1.0 - weight);
    const double part_69 = xlogy(x, rate_2) + rate_1;
    const double part_70 = exp(part_69 + xlogy(t_28, rate_1) - rate_2);
    const double t_30 = 1.0 / ((1.0 - weight) * part_70 + weight);
    add(&sum_h_19, &lost_63, t_29);
    add(&sum_h_20, &lost_64, t_30);
    add(&sum_h_21, &lost_65, t_30 * (x / rate_1 - 1.0));
    add(&sum_h_22, &lost_66, t_29 * (x / rate_2 - 1.0));
  }
  sum_h_19 += lost_63;
  sum_h_20 += lost_64;
  sum_h_21 += lost_65;
  sum_h_22 += lost_66;
  out[0] = sum_h_20 - sum_h_19;
  out[1] = weight * sum_h_21;
  out[2] = (1.0 - weight) * sum_h_22;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double weight, double rate_1,
                     double rate_2, double *out) {
  const int part_71 = isfinite(rate_1);
  const int part_72 = isfinite(rate_2);
  if (!(weight > 0.0 && weight < 1.0 && rate_1 > 0.0 && part_71 &&
        rate_2 > 0.0 && part_72)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  double found_73[3];
  score(rows, weight, rate_1, rate_2, found_73);
  const double g_1 = found_73[0];
  const double g_2 = found_73[1];
  const double g_3 = found_73[2];
  out[0] = -g_1;
  out[1] = -g_2;
  out[2] = -g_3;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double weight, double rate_1,
                      double rate_2, double *out) {
  double sum_h_26 = 0.0;
  double lost_74 = 0.0;
  double sum_h_27 = 0.0;
  double lost_75 = 0.0;
  double sum_h_28 = 0.0;
  double lost_76 = 0.0;
  double sum_h_29 = 0.0;
  double lost_77 = 0.0;
  double sum_h_30 = 0.0;
  double lost_78 = 0.0;
  double sum_h_31 = 0.0;
  double lost_79 = 0.0;
  double sum_h_32 = 0.0;
  double lost_80 = 0.0;
  double sum_h_33 = 0.0;
  double lost_81 = 0.0;
  double sum_h_34 = 0.0;
  double lost_82 = 0.0;
  double sum_h_35 = 0.0;
  double lost_83 = 0.0;
  double sum_h_36 = 0.0;
  double lost_84 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_31 = xlogy(x, rate_1);
    const double t_33 = xlogy(x, rate_2);
    const double t_34 = -x;
    const double part_85 = t_31 + rate_2 + xlogy(t_34, rate_2) - rate_1;
    const double t_35 = 1.0 / (weight * exp(part_85) + 1.0 - weight);
    const double part_86 = t_33 + rate_1 + xlogy(t_34, rate_1) - rate_2;
    const double t_36 = 1.0 / (weight + (1.0 - weight) * exp(part_86));
    const double t_37 = x / rate_1 - 1.0;
    const double t_38 = t_36 * t_37;
    const double t_39 = x / rate_2 - 1.0;
    const double t_40 = t_35 * t_39;
    const double t_41 = t_36 - t_35;
    const double t_42 = -t_41;
    const double t_43 = t_35 * t_36;
    add(&sum_h_26, &lost_74, t_38);
    add(&sum_h_27, &lost_75, t_40);
    add(&sum_h_28, &lost_76, t_42 * t_36);
    add(&sum_h_29, &lost_77, t_41 * t_35);
    add(&sum_h_30, &lost_78, t_42 * t_38);
    add(&sum_h_31, &lost_79, t_37 * t_37 * t_43);
    add(&sum_h_32, &lost_80, t_36 * x);
    add(&sum_h_33, &lost_81, t_41 * t_40);
    add(&sum_h_34, &lost_82, t_38 * t_40);
    add(&sum_h_35, &lost_83, t_39 * t_39 * t_43);
    add(&sum_h_36, &lost_84, t_35 * x);
  }
  sum_h_26 += lost_74;
  sum_h_27 += lost_75;
  sum_h_28 += lost_76;
  sum_h_29 += lost_77;
  sum_h_30 += lost_78;
  sum_h_31 += lost_79;
  sum_h_32 += lost_80;
  sum_h_33 += lost_81;
  sum_h_34 += lost_82;
  sum_h_35 += lost_83;
  sum_h_36 += lost_84;
  const double t_44 = weight - 1.0;
  const double t_45 = -t_44;
  const double t_46 = weight * t_45;
  out[0] = sum_h_28 + sum_h_29;
  out[1] = sum_h_26 + weight * sum_h_30;
  const double part_87 = weight * sum_h_32 / (rate_1 * rate_1);
  out[2] = -weight * t_44 * sum_h_31 - part_87;
  out[3] = t_44 * sum_h_33 - sum_h_27;
  out[4] = -t_46 * sum_h_34;
  out[5] = t_46 * sum_h_35 - t_45 * sum_h_36 / (rate_2 * rate_2);
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double weight, double rate_1,
                    double rate_2, double *out) {
  const int part_88 = isfinite(rate_1);
  const int part_89 = isfinite(rate_2);
  if (!(weight > 0.0 && weight < 1.0 && rate_1 > 0.0 && part_88 &&
        rate_2 > 0.0 && part_89)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    out[3] = NAN;
    out[4] = NAN;
    out[5] = NAN;
    return;
  }
  double found_90[6];
  curvature(rows, weight, rate_1, rate_2, found_90);
  const double h_1 = found_90[0];
  const double h_2 = found_90[1];
  const double h_3 = found_90[2];
  const double h_4 = found_90[3];
  const double h_5 = found_90[4];
  const double h_6 = found_90[5];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
  out[3] = -h_4;
  out[4] = -h_5;
  out[5] = -h_6;
}

/* The maximum-likelihood estimate. */
int mixture_poisson_estimate(const double *x, size_t n, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_POISSON_BAD_DATA;
  }
  solve(&rows, estimate);
  for (size_t i = 0; i < 3; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 3; ++j) {
        estimate[j] = NAN;
      }
      return MIXTURE_POISSON_NOT_FOUND;
    }
  }
  return MIXTURE_POISSON_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double mixture_poisson_nll(const double *x, size_t n,
                           const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return NAN;
  }
  return nll(&rows, parameters[0], parameters[1], parameters[2]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int mixture_poisson_gradient(const double *x, size_t n,
                             const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_POISSON_BAD_DATA;
  }
  gradient(&rows, parameters[0], parameters[1], parameters[2], result);
  return MIXTURE_POISSON_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int mixture_poisson_hessian(const double *x, size_t n, const double *parameters,
                            double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows)) {
    return MIXTURE_POISSON_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  result[0] = triangle[0];
  result[3] = result[1] = triangle[1];
  result[4] = triangle[2];
  result[6] = result[2] = triangle[3];
  result[7] = result[5] = triangle[4];
  result[8] = triangle[5];
  return MIXTURE_POISSON_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int mixture_poisson_standard_errors(const double *x, size_t n,
                                    const double *parameters, double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows)) {
    return MIXTURE_POISSON_BAD_DATA;
  }
  double triangle[6];
  hessian(&rows, parameters[0], parameters[1], parameters[2], triangle);
  static const size_t regular[3] = {0, 1, 2};
  double factor[3][3];
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return MIXTURE_POISSON_NOT_FOUND;
      }
      factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
    }
  }
  for (size_t last = 0; last < 3; ++last) {
    double column[3];
    double variance = 0.0;
    for (size_t i = last; i < 3; ++i) {
      double entry = i == last ? 1.0 : 0.0;
      for (size_t inner = last; inner < i; ++inner) {
        entry -= factor[i][inner] * column[inner];
      }
      column[i] = entry / factor[i][i];
      variance += column[i] * column[i];
    }
    result[regular[last]] = sqrt(variance);
  }
  return MIXTURE_POISSON_OK;
}
