/*
 * Maximum-likelihood estimation: Normal distribution truncated at known
 * points.
 *
 *   f(x; mu, sigma, lower, upper) =
 *       sqrt(2/pi)/sigma*exp(-(x-mu)**2/(2*sigma**2))/(erf((upper-
 *       mu)/(sigma*sqrt(2)))-erf((lower-mu)/(sigma*sqrt(2))))
 *   support: lower <= x <= upper
 *   mu: real
 *   sigma: positive
 *   lower: real (a known constant)
 *   upper: lower < upper (a known constant)
 *
 * Log-likelihood:
 *
 *   (-log(sigma) - log(-erf(sqrt(2)*(lower - mu)/(2*sigma)) + erf(sqrt(2)*(-mu
 *       + upper)/(2*sigma))) + log(2/pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
 *
 * Estimator (numeric):
 *
 *   mu, sigma = the joint maximiser of the log-likelihood
 *
 * Source:
 *
 *   Cohen (1991), Truncated and Censored Samples, ch. 3
 *
 * Written by thetahat 0.1.0.
 *
 * Parameters stand in this order: mu, sigma.
 * The Hessian is stored by rows. Nothing is allocated; data are only read.
 */

#include <math.h>
#include <stddef.h>

enum {
  TRUNCATED_NORMAL_PARAMETERS = 2,
  TRUNCATED_NORMAL_OK = 0,
  /* Empty, not finite, or outside the support. */
  TRUNCATED_NORMAL_BAD_DATA = 1,
  /* The result holds the limits, NAN where there are none. */
  TRUNCATED_NORMAL_NO_MAXIMUM = 2,
  /* No maximum was found, or no information there. */
  TRUNCATED_NORMAL_NOT_FOUND = 3
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
static int valid(const struct rows *rows, double lower, double upper) {
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    if (!(isfinite(x) && (x >= lower) && (x <= upper))) {
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

/* log(1 - exp u) for u < 0, accurate at both ends. */
static double log1m_exp(double u) {
  if (u > -0.6931471805599453) {
    return log(-expm1(u));
  }
  return log1p(-exp(u));
}

/* exp(w^2) erfc(w). */
static double erfcx(double w) {
  if (w < 2.0) {
    return exp(w * w) * erfc(w);
  }
  double tail = 0.0;
  double k = 120.0;
  while (k > 0.5) {
    tail = 0.5 * k / (w + tail);
    k = k - 1.0;
  }
  return 0.5641895835477563 / (w + tail);
}

/* log erfc(w); erfc itself underflows beyond w = 27. */
static double log_erfc(double w) {
  if (w < 2.0) {
    return log(erfc(w));
  }
  return log(erfcx(w)) - w * w;
}

/* log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits. */
static double log_erf_gap(double a, double b) {
  if (a > 0.0) {
    return log_erfc(a) + log1m_exp(fmin(log_erfc(b) - log_erfc(a), -1e-300));
  }
  if (b < 0.0) {
    const double part_98 =
        log1m_exp(fmin(log_erfc(-a) - log_erfc(-b), -1e-300));
    return log_erfc(-b) + part_98;
  }
  return log(erfc(a) - erfc(b));
}

/* log of the integral of exp(-a s - b s^2) over 0 < s < 1, for |a| + b <= 1. */
static double log_flat(double a, double b) {
  double before = 0.0;
  double here = 1.0;
  double rest = 0.0;
  double n = 1.0;
  while (n < 30.5) {
    const double after = -(a * here + 2.0 * b * before) / n;
    before = here;
    here = after;
    n = n + 1.0;
    rest = rest + here / n;
  }
  return log1p(rest);
}

/* The mean of s^k over 0 < s < 1 with weights exp(-a s - b s^2), for |a| + b
   <= 1. */
static double flat_moment(double k, double a, double b) {
  double before = 0.0;
  double here = 1.0;
  double above = 1.0 / (k + 1.0);
  double below = 1.0;
  double n = 1.0;
  while (n < 30.5) {
    const double after = -(a * here + 2.0 * b * before) / n;
    before = here;
    here = after;
    n = n + 1.0;
    above = above + here / (n + k);
    below = below + here / n;
  }
  return above / below;
}

/* The log-likelihood as a function of mu, sigma. */
static double value_joint(const struct rows *rows, double lower, double upper,
                          double n, double mu, double sigma) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 1.0 / (sigma * sigma);
    const double t_1 = lower - upper;
    const double part_2 = fabs((lower - mu) * t_1) * t;
    const double part_3 = 0.5 * (t_1 * t_1) * t + part_2;
    const double t_2 = (part_3 < 0.25 * 3.141592653589793 ? lower : mu);
    add(&sum_h, &lost_1, (x - t_2) * (x + t_2 - 2.0 * mu));
  }
  sum_h += lost_1;
  const double t_3 = 1.0 / (sigma * sigma);
  const double t_4 = lower - mu;
  const double t_5 = -upper;
  const double t_6 = t_5 + lower;
  const double t_7 = -t_6;
  const double t_8 = 0.5 * t_3;
  const double t_9 = t_7 * t_7 * t_8;
  const double t_10 = 0.5 * sqrt(2.0) / sigma;
  const double part_4 = 0.5 * log(2.0 / 3.141592653589793) - log(sigma);
  const double part_5 = part_4 - log_erf_gap(t_4 * t_10, (-t_5 - mu) * t_10);
  const double part_6 = -log(t_7) - log_flat(t_3 * t_4 * t_7, t_9);
  const double part_7 = fabs(t_4 * t_6) * t_3 + t_9;
  const double part_8 = (part_7 < 0.25 * 3.141592653589793 ? part_6 : part_5);
  return n * part_8 - t_8 * sum_h;
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double lower,
                              double upper, double n, double mu, double sigma,
                              double *out) {
  double sum_h_1 = 0.0;
  double lost_9 = 0.0;
  double sum_h_2 = 0.0;
  double lost_10 = 0.0;
  double sum_h_3 = 0.0;
  double lost_11 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_11 = 1.0 / (sigma * sigma);
    const double t_12 = lower - upper;
    const double part_12 = fabs((lower - mu) * t_12) * t_11;
    const double part_13 = 0.5 * (t_12 * t_12) * t_11 + part_12;
    const double t_13 = (part_13 < 0.25 * 3.141592653589793 ? lower : mu);
    const double t_14 = x - t_13;
    const double t_15 = x + t_13 - 2.0 * mu;
    add(&sum_h_1, &lost_9, t_14 * t_15);
    add(&sum_h_2, &lost_10, t_15);
    add(&sum_h_3, &lost_11, t_14);
  }
  sum_h_1 += lost_9;
  sum_h_2 += lost_10;
  sum_h_3 += lost_11;
  const double t_16 = lower - mu;
  const double t_17 = 1.0 / (sigma * sigma);
  const double t_18 = -upper;
  const double t_19 = t_18 + lower;
  const double t_20 = -t_19;
  const double t_21 = t_17 * t_20;
  const double t_22 = t_16 * t_21;
  const double t_23 = t_20 * t_20;
  const double t_24 = 0.5 * t_17;
  const double t_25 = t_23 * t_24;
  const int t_26 = fabs(t_16 * t_19) * t_17 + t_25 < 0.25 * 3.141592653589793;
  const double t_27 = sqrt(2.0);
  const double t_28 = 1.0 / sigma;
  const double t_29 = t_27 * t_28;
  const double t_30 = 0.5 * t_29;
  const double t_31 = -t_18 - mu;
  const double t_32 = log_erf_gap(t_16 * t_30, t_30 * t_31);
  const double t_33 = flat_moment(1.0, t_22, t_25);
  const double t_34 = t_16 * t_16;
  const double t_35 = exp(-t_32 - t_34 * t_24);
  const double t_36 = 1.0 / sqrt(3.141592653589793);
  const double t_37 = t_29 * t_35 * t_36;
  const double t_38 = t_31 * t_31;
  const double t_39 = exp(-t_32 - t_38 * t_24);
  const double t_40 = t_37 - t_27 * t_28 * t_36 * t_39;
  const double t_41 = (t_26 ? 0.0 : 1.0);
  const double t_42 = t_41 * sum_h_2;
  const double t_43 = t_41 - 2.0;
  const double t_44 = t_43 * sum_h_3;
  const double t_45 = 1.0 / (sigma * sigma * sigma);
  const double t_46 = flat_moment(2.0, t_22, t_25);
  const double t_47 = t_45 * t_23;
  const double t_48 = 2.0 * t_45;
  const double t_49 = t_33 * t_48 * t_20;
  const double t_50 = t_27 * t_36;
  const double t_51 = t_17 * t_50;
  const double t_52 = t_16 * t_35 * t_51;
  const double t_53 = t_33 * t_33 - t_46;
  const double t_54 = 1.0 / (sigma * sigma * sigma * sigma);
  const double t_55 = -t_40 - (2.0 * mu - 2.0 * lower) * t_24;
  const double t_56 = -t_40 - (2.0 * mu - 2.0 * upper) * t_24;
  const double t_57 = 1.0 / pow(sigma, 5.0);
  const double t_58 = t_33 * t_46 - flat_moment(3.0, t_22, t_25);
  const double t_59 = t_16 * t_53;
  const double t_60 = t_39 * t_51;
  const double t_61 = t_48 * t_20;
  const double t_62 = t_16 * t_61;
  const double t_63 = t_48 * t_50;
  const double t_64 = t_31 * t_60;
  const double t_65 = t_64 - t_52;
  const double part_14 = 0.5 * log(2.0 / 3.141592653589793) - t_32;
  const double part_15 = -log(t_20) - log_flat(t_22, t_25);
  out[0] = n * (t_26 ? part_15 : part_14 - log(sigma)) - t_24 * sum_h_1;
  out[1] = n * (t_26 ? -t_33 * t_21 : -t_40) + t_42 * t_24 - t_44 * t_24;
  const double part_16 = t_17 * t_27 * t_31 * t_36 * t_39 - t_28 - t_52;
  const double part_17 = n * (t_26 ? -t_16 * t_49 - t_46 * t_47 : part_16);
  out[2] = part_17 + t_45 * sum_h_1;
  const double part_18 = t_27 * t_28 * t_36 * t_39 * t_56 - t_37 * t_55;
  const double part_19 = n * (t_26 ? t_53 * t_54 * t_23 : part_18);
  out[3] = t_17 * t_41 * t_43 * n + part_19;
  const double part_20 = t_49 + t_20 * t_20 * t_20 * t_57 * t_58;
  const double part_21 = t_17 * t_27 * t_31 * t_36 * t_39 * t_56;
  const double part_22 = part_21 + t_17 * t_27 * t_35 * t_36 - t_52 * t_55;
  const double part_23 = part_20 + 2.0 * t_57 * t_59 * t_23;
  const double part_24 = n * (t_26 ? part_23 : part_22 - t_60) + t_44 * t_45;
  out[4] = part_24 - t_42 * t_45;
  const double part_25 = -(t_46 * t_46 - flat_moment(4.0, t_22, t_25)) * t_47;
  const double part_26 = (-t_47 * t_58 - t_59 * t_61) * t_62;
  const double part_27 = 6.0 * t_16 * t_33 * t_54 * t_20;
  const double part_28 = part_27 + 3.0 * t_46 * t_54 * t_23;
  const double part_29 = part_28 - (part_25 - t_58 * t_62) * t_47 - part_26;
  const double part_30 = (t_34 * t_45 + t_65) * t_52;
  const double part_31 = (t_38 * t_45 + t_65) * t_64;
  const double part_32 = t_16 * t_35 * t_63 + t_17 + part_31;
  const double part_33 = part_32 - t_31 * t_39 * t_63 - part_30;
  out[5] = n * (t_26 ? part_29 : part_33) - 3.0 * t_54 * sum_h_1;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double lower, double upper,
                          double n, double u_1, double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double sigma = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_34[6];
  derivatives_joint(rows, lower, upper, n, mu, sigma, found_34);
  const double height = found_34[0];
  const double g_1 = found_34[1];
  const double g_2 = found_34[2];
  const double h_1_1 = found_34[3];
  const double h_2_1 = found_34[4];
  const double h_2_2 = found_34[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_35 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_35;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_36 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_36 - g_2 * bend(u_2, 0.0, INFINITY) / n;
}

/* The local maximum uphill of a start, by damped Newton steps: its height,
   and the parameters. */
static void climb_joint(const struct rows *rows, double lower, double upper,
                        double n, double start_1, double start_2, double *out) {
  double d_1 = 0.0;
  double l_2_1 = 0.0;
  double d_2 = 0.0;
  double u_1 = inward(start_1, -INFINITY, INFINITY);
  double u_2 = inward(start_2, 0.0, INFINITY);
  double found_37[6];
  surface_joint(rows, lower, upper, n, u_1, u_2, found_37);
  double f = found_37[0];
  double g_1 = found_37[1];
  double g_2 = found_37[2];
  double h_1_1 = found_37[3];
  double h_2_1 = found_37[4];
  double h_2_2 = found_37[5];
  if (!(isfinite(f))) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
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
    const double part_38 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_38 - l_2_1 * l_2_1 * d_1;
    if (!(d_2 > 1e-14 * fabs(h_2_2))) {
      definite = 0.0;
      d_2 = 1.0;
    }
    if (definite == 0.0) {
      damp = fmax(4.0 * damp, 0.001);
      continue;
    }
    const double v_1 = -g_1;
    const double v_2 = -g_2 - l_2_1 * v_1;
    const double decrement = v_1 * v_1 / d_1 + v_2 * v_2 / d_2;
    double step_2 = v_2 / d_2;
    double step_1 = v_1 / d_1 - l_2_1 * step_2;
    const double length = fmax(fabs(step_1), fabs(step_2));
    if (length > 4.0) {
      step_1 = step_1 * 4.0 / length;
      step_2 = step_2 * 4.0 / length;
    }
    double found_39[6];
    surface_joint(rows, lower, upper, n, u_1 + step_1, u_2 + step_2, found_39);
    const double f_new = found_39[0];
    const double g_1_new = found_39[1];
    const double g_2_new = found_39[2];
    const double h_1_1_new = found_39[3];
    const double h_2_1_new = found_39[4];
    const double h_2_2_new = found_39[5];
    if (isfinite(f_new) && isfinite(g_1_new) && isfinite(g_2_new) &&
        isfinite(h_1_1_new) && isfinite(h_2_1_new) && isfinite(h_2_2_new) &&
        f_new <= f + 1e-13 * (1.0 + fabs(f))) {
      u_1 = u_1 + step_1;
      u_2 = u_2 + step_2;
      f = f_new;
      g_1 = g_1_new;
      g_2 = g_2_new;
      h_1_1 = h_1_1_new;
      h_2_1 = h_2_1_new;
      h_2_2 = h_2_2_new;
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
  if (fabs(d_1) <= 0.0) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  l_2_1 = h_2_1 / d_1;
  d_2 = h_2_2 - l_2_1 * l_2_1 * d_1;
  if (fabs(d_2) <= 1e-09) {
    out[0] = -INFINITY;
    out[1] = start_1;
    out[2] = start_2;
    return;
  }
  out[0] = -f;
  out[1] = outward(u_1, -INFINITY, INFINITY);
  out[2] = outward(u_2, 0.0, INFINITY);
}

/* The joint maximiser, the best of several climbs. */
static void maximise_joint(const struct rows *rows, double lower, double upper,
                           double n, double *out) {
  const double low_x = quantile(rows, x_at, 0.25);
  const double middle_x = quantile(rows, x_at, 0.5);
  const double high_x = quantile(rows, x_at, 0.75);
  double best = -INFINITY;
  double chosen_1 = NAN;
  double chosen_2 = NAN;
  double seed = 20240229.0;
  for (int around = 0; around < 1; ++around) {
    double height = 0.0;
    double rated = -INFINITY;
    double reached_1 = 0.0;
    double reached_2 = 1.0;
    for (int pick = 0; pick < 40; ++pick) {
      seed = modulo(16807.0 * seed, 2147483647.0);
      double at = floor(seed / 2147483647.0 * 7.0);
      const double draw_1 =
          choose(at, 0.0, 1.0, -1.0, middle_x, low_x, high_x, 0.3);
      seed = modulo(16807.0 * seed, 2147483647.0);
      at = floor(seed / 2147483647.0 * 7.0);
      const double part_40 = 0.001 + fabs(middle_x);
      const double part_41 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_40, part_41, 20.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_joint(rows, lower, upper, n, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_42[3];
    climb_joint(rows, lower, upper, n, reached_1, reached_2, found_42);
    height = found_42[0];
    reached_1 = found_42[1];
    reached_2 = found_42[2];
    if (height > best) {
      best = height;
      chosen_1 = reached_1;
      chosen_2 = reached_2;
    }
  }
  out[0] = chosen_1;
  out[1] = chosen_2;
}

/* The estimate, in the order of the parameters. */
static void solve(const struct rows *rows, double lower, double upper,
                  double *out) {
  const double n = (double)rows->n;
  double found_43[2];
  maximise_joint(rows, lower, upper, n, found_43);
  const double mu = found_43[0];
  const double sigma = found_43[1];
  out[0] = mu;
  out[1] = sigma;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double lower,
                             double upper, double n, double mu, double sigma) {
  double sum_h = 0.0;
  double lost_44 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t = 1.0 / (sigma * sigma);
    const double t_1 = lower - upper;
    const double part_45 = fabs((lower - mu) * t_1) * t;
    const double part_46 = 0.5 * (t_1 * t_1) * t + part_45;
    const double t_2 = (part_46 < 0.25 * 3.141592653589793 ? lower : mu);
    add(&sum_h, &lost_44, (x - t_2) * (x + t_2 - 2.0 * mu));
  }
  sum_h += lost_44;
  const double t_3 = 1.0 / (sigma * sigma);
  const double t_4 = lower - mu;
  const double t_5 = -upper;
  const double t_6 = t_5 + lower;
  const double t_7 = -t_6;
  const double t_8 = 0.5 * t_3;
  const double t_9 = t_7 * t_7 * t_8;
  const double t_10 = 0.5 * sqrt(2.0) / sigma;
  const double part_47 = 0.5 * log(2.0 / 3.141592653589793) - log(sigma);
  const double part_48 = part_47 - log_erf_gap(t_4 * t_10, (-t_5 - mu) * t_10);
  const double part_49 = -log(t_7) - log_flat(t_3 * t_4 * t_7, t_9);
  const double part_50 = fabs(t_4 * t_6) * t_3 + t_9;
  const double part_51 =
      (part_50 < 0.25 * 3.141592653589793 ? part_49 : part_48);
  return n * part_51 - t_8 * sum_h;
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double lower, double upper,
                  double mu, double sigma) {
  const int part_52 = isfinite(sigma);
  const int part_53 = isfinite(lower);
  const int part_54 = isfinite(upper);
  if (!(isfinite(mu) && sigma > 0.0 && part_52 && part_53 && upper > lower &&
        part_54)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, lower, upper, n, mu, sigma);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double lower, double upper, double n,
                  double mu, double sigma, double *out) {
  double sum_h_7 = 0.0;
  double lost_55 = 0.0;
  double sum_h_8 = 0.0;
  double lost_56 = 0.0;
  double sum_h_9 = 0.0;
  double lost_57 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_157 = 1.0 / (sigma * sigma);
    const double t_158 = lower - upper;
    const double part_58 = fabs((lower - mu) * t_158) * t_157;
    const double part_59 = 0.5 * (t_158 * t_158) * t_157 + part_58;
    const double t_159 = (part_59 < 0.25 * 3.141592653589793 ? lower : mu);
    const double t_160 = x + t_159 - 2.0 * mu;
    const double t_161 = x - t_159;
    add(&sum_h_7, &lost_55, t_160);
    add(&sum_h_8, &lost_56, t_161);
    add(&sum_h_9, &lost_57, t_160 * t_161);
  }
  sum_h_7 += lost_55;
  sum_h_8 += lost_56;
  sum_h_9 += lost_57;
  const double t_162 = lower - mu;
  const double t_163 = 1.0 / (sigma * sigma);
  const double t_164 = -upper;
  const double t_165 = t_164 + lower;
  const double t_166 = -t_165;
  const double t_167 = t_163 * t_166;
  const double t_168 = t_162 * t_167;
  const double t_169 = t_166 * t_166;
  const double t_170 = 0.5 * t_163;
  const double t_171 = t_169 * t_170;
  const double t_172 = flat_moment(1.0, t_168, t_171);
  const double part_60 = fabs(t_162 * t_165) * t_163 + t_171;
  const int t_173 = part_60 < 0.25 * 3.141592653589793;
  const double t_174 = sqrt(2.0);
  const double t_175 = 1.0 / sigma;
  const double t_176 = t_174 * t_175;
  const double t_177 = 0.5 * t_176;
  const double t_178 = -t_164 - mu;
  const double t_179 = log_erf_gap(t_162 * t_177, t_177 * t_178);
  const double t_180 = exp(-(t_162 * t_162) * t_170 - t_179);
  const double t_181 = 1.0 / sqrt(3.141592653589793);
  const double t_182 = exp(-(t_178 * t_178) * t_170 - t_179);
  const double t_183 = (t_173 ? 0.0 : 1.0);
  const double t_184 = 1.0 / (sigma * sigma * sigma);
  const double part_61 = (t_183 - 2.0) * t_170 * sum_h_8;
  const double part_62 = t_174 * t_175 * t_181 * t_182;
  const double part_63 = part_62 - t_176 * t_180 * t_181;
  const double part_64 = n * (t_173 ? -t_172 * t_167 : part_63);
  out[0] = part_64 + t_183 * t_170 * sum_h_7 - part_61;
  const double part_65 = t_184 * t_169 * flat_moment(2.0, t_168, t_171);
  const double part_66 = -2.0 * t_162 * t_172 * t_184 * t_166 - part_65;
  const double part_67 = t_163 * t_174 * t_178 * t_181 * t_182;
  const double part_68 = part_67 - t_162 * t_163 * t_174 * t_180 * t_181;
  out[1] = n * (t_173 ? part_66 : part_68 - t_175) + t_184 * sum_h_9;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double lower, double upper,
                     double mu, double sigma, double *out) {
  const int part_69 = isfinite(sigma);
  const int part_70 = isfinite(lower);
  const int part_71 = isfinite(upper);
  if (!(isfinite(mu) && sigma > 0.0 && part_69 && part_70 && upper > lower &&
        part_71)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_72[2];
  score(rows, lower, upper, n, mu, sigma, found_72);
  const double g_1 = found_72[0];
  const double g_2 = found_72[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double lower, double upper,
                      double n, double mu, double sigma, double *out) {
  double sum_h_1 = 0.0;
  double lost_73 = 0.0;
  double sum_h_2 = 0.0;
  double lost_74 = 0.0;
  double sum_h_3 = 0.0;
  double lost_75 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_11 = 1.0 / (sigma * sigma);
    const double t_12 = lower - upper;
    const double part_76 = fabs((lower - mu) * t_12) * t_11;
    const double part_77 = 0.5 * (t_12 * t_12) * t_11 + part_76;
    const double t_13 = (part_77 < 0.25 * 3.141592653589793 ? lower : mu);
    const double t_14 = x - t_13;
    const double t_15 = x + t_13 - 2.0 * mu;
    add(&sum_h_1, &lost_73, t_14 * t_15);
    add(&sum_h_2, &lost_74, t_15);
    add(&sum_h_3, &lost_75, t_14);
  }
  sum_h_1 += lost_73;
  sum_h_2 += lost_74;
  sum_h_3 += lost_75;
  const double t_16 = lower - mu;
  const double t_17 = 1.0 / (sigma * sigma);
  const double t_18 = -upper;
  const double t_19 = t_18 + lower;
  const double t_20 = -t_19;
  const double t_21 = t_17 * t_20;
  const double t_22 = t_16 * t_21;
  const double t_23 = t_20 * t_20;
  const double t_24 = 0.5 * t_17;
  const double t_25 = t_23 * t_24;
  const int t_26 = fabs(t_16 * t_19) * t_17 + t_25 < 0.25 * 3.141592653589793;
  const double t_27 = sqrt(2.0);
  const double t_28 = 1.0 / sigma;
  const double t_29 = t_27 * t_28;
  const double t_30 = 0.5 * t_29;
  const double t_31 = -t_18 - mu;
  const double t_32 = log_erf_gap(t_16 * t_30, t_30 * t_31);
  const double t_33 = flat_moment(1.0, t_22, t_25);
  const double t_34 = t_16 * t_16;
  const double t_35 = exp(-t_32 - t_34 * t_24);
  const double t_36 = 1.0 / sqrt(3.141592653589793);
  const double t_37 = t_29 * t_35 * t_36;
  const double t_38 = t_31 * t_31;
  const double t_39 = exp(-t_32 - t_38 * t_24);
  const double t_40 = t_37 - t_27 * t_28 * t_36 * t_39;
  const double t_41 = (t_26 ? 0.0 : 1.0);
  const double t_42 = t_41 * sum_h_2;
  const double t_43 = t_41 - 2.0;
  const double t_44 = t_43 * sum_h_3;
  const double t_45 = 1.0 / (sigma * sigma * sigma);
  const double t_46 = flat_moment(2.0, t_22, t_25);
  const double t_47 = t_45 * t_23;
  const double t_48 = 2.0 * t_45;
  const double t_49 = t_33 * t_48 * t_20;
  const double t_50 = t_27 * t_36;
  const double t_51 = t_17 * t_50;
  const double t_52 = t_16 * t_35 * t_51;
  const double t_53 = t_33 * t_33 - t_46;
  const double t_54 = 1.0 / (sigma * sigma * sigma * sigma);
  const double t_55 = -t_40 - (2.0 * mu - 2.0 * lower) * t_24;
  const double t_56 = -t_40 - (2.0 * mu - 2.0 * upper) * t_24;
  const double t_57 = 1.0 / pow(sigma, 5.0);
  const double t_58 = t_33 * t_46 - flat_moment(3.0, t_22, t_25);
  const double t_59 = t_16 * t_53;
  const double t_60 = t_39 * t_51;
  const double t_61 = t_48 * t_20;
  const double t_62 = t_16 * t_61;
  const double t_63 = t_48 * t_50;
  const double t_64 = t_31 * t_60;
  const double t_65 = t_64 - t_52;
  const double part_78 = t_27 * t_28 * t_36 * t_39 * t_56 - t_37 * t_55;
  const double part_79 = n * (t_26 ? t_53 * t_54 * t_23 : part_78);
  out[0] = t_17 * t_41 * t_43 * n + part_79;
  const double part_80 = t_49 + t_20 * t_20 * t_20 * t_57 * t_58;
  const double part_81 = t_17 * t_27 * t_31 * t_36 * t_39 * t_56;
  const double part_82 = part_81 + t_17 * t_27 * t_35 * t_36 - t_52 * t_55;
  const double part_83 = part_80 + 2.0 * t_57 * t_59 * t_23;
  const double part_84 = n * (t_26 ? part_83 : part_82 - t_60) + t_44 * t_45;
  out[1] = part_84 - t_42 * t_45;
  const double part_85 = -(t_46 * t_46 - flat_moment(4.0, t_22, t_25)) * t_47;
  const double part_86 = (-t_47 * t_58 - t_59 * t_61) * t_62;
  const double part_87 = 6.0 * t_16 * t_33 * t_54 * t_20;
  const double part_88 = part_87 + 3.0 * t_46 * t_54 * t_23;
  const double part_89 = part_88 - (part_85 - t_58 * t_62) * t_47 - part_86;
  const double part_90 = (t_34 * t_45 + t_65) * t_52;
  const double part_91 = (t_38 * t_45 + t_65) * t_64;
  const double part_92 = t_16 * t_35 * t_63 + t_17 + part_91;
  const double part_93 = part_92 - t_31 * t_39 * t_63 - part_90;
  out[2] = n * (t_26 ? part_89 : part_93) - 3.0 * t_54 * sum_h_1;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double lower, double upper,
                    double mu, double sigma, double *out) {
  const int part_94 = isfinite(sigma);
  const int part_95 = isfinite(lower);
  const int part_96 = isfinite(upper);
  if (!(isfinite(mu) && sigma > 0.0 && part_94 && part_95 && upper > lower &&
        part_96)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_97[3];
  curvature(rows, lower, upper, n, mu, sigma, found_97);
  const double h_1 = found_97[0];
  const double h_2 = found_97[1];
  const double h_3 = found_97[2];
  out[0] = -h_1;
  out[1] = -h_2;
  out[2] = -h_3;
}

/* The maximum-likelihood estimate. */
int truncated_normal_estimate(const double *x, size_t n, double lower,
                              double upper, double *estimate) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    estimate[i] = NAN;
  }
  if (!valid(&rows, lower, upper)) {
    return TRUNCATED_NORMAL_BAD_DATA;
  }
  solve(&rows, lower, upper, estimate);
  for (size_t i = 0; i < 2; ++i) {
    if (!isfinite(estimate[i])) {
      for (size_t j = 0; j < 2; ++j) {
        estimate[j] = NAN;
      }
      return TRUNCATED_NORMAL_NOT_FOUND;
    }
  }
  return TRUNCATED_NORMAL_OK;
}

/* -l, every constant included; INFINITY outside the domain or the support,
   NAN for bad data. */
double truncated_normal_nll(const double *x, size_t n, double lower,
                            double upper, const double *parameters) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, lower, upper)) {
    return NAN;
  }
  return nll(&rows, lower, upper, parameters[0], parameters[1]);
}

/* The gradient of nll; NAN outside the domain or the support. */
int truncated_normal_gradient(const double *x, size_t n, double lower,
                              double upper, const double *parameters,
                              double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, lower, upper)) {
    return TRUNCATED_NORMAL_BAD_DATA;
  }
  gradient(&rows, lower, upper, parameters[0], parameters[1], result);
  return TRUNCATED_NORMAL_OK;
}

/* The Hessian of nll by rows; NAN outside the domain or the support. */
int truncated_normal_hessian(const double *x, size_t n, double lower,
                             double upper, const double *parameters,
                             double *result) {
  const struct rows rows = {.x = x, .n = n};
  if (!valid(&rows, lower, upper)) {
    return TRUNCATED_NORMAL_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, lower, upper, parameters[0], parameters[1], triangle);
  result[0] = triangle[0];
  result[2] = result[1] = triangle[1];
  result[3] = triangle[2];
  return TRUNCATED_NORMAL_OK;
}

/* Standard errors from the inverse of the Hessian of nll; NAN where there
   are none. */
int truncated_normal_standard_errors(const double *x, size_t n, double lower,
                                     double upper, const double *parameters,
                                     double *result) {
  const struct rows rows = {.x = x, .n = n};
  for (size_t i = 0; i < 2; ++i) {
    result[i] = NAN;
  }
  if (!valid(&rows, lower, upper)) {
    return TRUNCATED_NORMAL_BAD_DATA;
  }
  double triangle[3];
  hessian(&rows, lower, upper, parameters[0], parameters[1], triangle);
  static const size_t regular[2] = {0, 1};
  double factor[2][2];
  for (size_t i = 0; i < 2; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
      for (size_t inner = 0; inner < j; ++inner) {
        entry -= factor[i][inner] * factor[j][inner];
      }
      if (i == j && !(entry > 0.0)) {
        return TRUNCATED_NORMAL_NOT_FOUND;
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
  return TRUNCATED_NORMAL_OK;
}
