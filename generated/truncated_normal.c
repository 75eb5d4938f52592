/*
 * Maximum-likelihood estimation: Normal distribution truncated at known points.
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
    const double part_50 =
        log1m_exp(fmin(log_erfc(-a) - log_erfc(-b), -1e-300));
    return log_erfc(-b) + part_50;
  }
  return log(erfc(a) - erfc(b));
}

/* The log-likelihood as a function of mu, sigma. */
static double value_joint(const struct rows *rows, double n, double lower,
                          double upper, double mu, double sigma) {
  double sum_h = 0.0;
  double lost_1 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_1, pow(x - mu, 2.0));
  }
  sum_h += lost_1;
  const double t = 0.5 * sqrt(2.0) / sigma;
  const double part_2 = 0.5 * n * log(2.0 / 3.141592653589793) - n * log(sigma);
  const double part_3 = n * log_erf_gap((lower - mu) * t, (upper - mu) * t);
  return part_2 - part_3 - 0.5 * sum_h / (sigma * sigma);
}

/* The log-likelihood, its gradient, and the lower triangle of its Hessian. */
static void derivatives_joint(const struct rows *rows, double lower,
                              double upper, double n, double mu, double sigma,
                              double *out) {
  double sum_h_1 = 0.0;
  double lost_4 = 0.0;
  double sum_h_2 = 0.0;
  double lost_5 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    add(&sum_h_1, &lost_4, t_1 * t_1);
    add(&sum_h_2, &lost_5, t_1);
  }
  sum_h_1 += lost_4;
  sum_h_2 += lost_5;
  const double t_2 = lower - mu;
  const double t_3 = 1.0 / sigma;
  const double t_4 = sqrt(2.0);
  const double t_5 = t_3 * t_4;
  const double t_6 = 0.5 * t_5;
  const double t_7 = upper - mu;
  const double t_8 = log_erf_gap(t_2 * t_6, t_6 * t_7);
  const double t_9 = 1.0 / (sigma * sigma);
  const double t_10 = 0.5 * t_9;
  const double t_11 = t_7 * t_7;
  const double t_12 = exp(-t_8 - t_10 * t_11);
  const double t_13 = t_3 * n;
  const double t_14 = 1.0 / sqrt(3.141592653589793);
  const double t_15 = t_14 * t_4;
  const double t_16 = t_13 * t_15;
  const double t_17 = t_2 * t_2;
  const double t_18 = exp(-t_17 * t_10 - t_8);
  const double t_19 = t_16 * t_18;
  const double t_20 = 1.0 / (sigma * sigma * sigma);
  const double t_21 = t_9 * n;
  const double t_22 = t_15 * t_21;
  const double t_23 = t_2 * t_18 * t_22;
  const double t_24 = t_14 * t_18 * t_5 - t_3 * t_12 * t_14 * t_4;
  const double t_25 = -t_24 - (2.0 * mu - 2.0 * lower) * t_10;
  const double t_26 = -t_24 - (2.0 * mu - 2.0 * upper) * t_10;
  const double t_27 = 2.0 * t_20;
  const double t_28 = t_12 * t_7;
  const double t_29 = t_15 * t_9;
  const double t_30 = t_28 * t_29 - t_2 * t_18 * t_29;
  const double part_6 = 0.5 * n * log(2.0 / 3.141592653589793) - t_8 * n;
  out[0] = part_6 - n * log(sigma) - t_10 * sum_h_1;
  out[1] = t_12 * t_16 + t_9 * sum_h_2 - t_19;
  out[2] = t_12 * t_14 * t_4 * t_7 * t_9 * n + t_20 * sum_h_1 - t_13 - t_23;
  out[3] = t_3 * t_12 * t_14 * t_4 * t_26 * n - t_19 * t_25 - t_21;
  const double part_7 = t_12 * t_14 * t_4 * t_26 * t_7 * t_9 * n;
  const double part_8 = part_7 + t_14 * t_18 * t_4 * t_9 * n - t_12 * t_22;
  out[4] = part_8 - t_23 * t_25 - t_27 * sum_h_2;
  const double part_9 = (t_20 * t_11 + t_30) * t_12 * t_14 * t_4 * t_7 * t_9;
  const double part_10 = 3.0 * sum_h_1 / (sigma * sigma * sigma * sigma);
  const double part_11 = 2.0 * t_2 * t_14 * t_18 * t_20 * t_4 * n;
  const double part_12 = part_11 + part_9 * n + t_21 - t_15 * t_27 * t_28 * n;
  out[5] = part_12 - (t_17 * t_20 + t_30) * t_23 - part_10;
}

/* -l/n in free coordinates, its gradient and the lower triangle of its
   Hessian. */
static void surface_joint(const struct rows *rows, double lower, double upper,
                          double n, double u_1, double u_2, double *out) {
  const double mu = outward(u_1, -INFINITY, INFINITY);
  const double stretch_1 = stretch(u_1, -INFINITY, INFINITY);
  const double sigma = outward(u_2, 0.0, INFINITY);
  const double stretch_2 = stretch(u_2, 0.0, INFINITY);
  double found_13[6];
  derivatives_joint(rows, lower, upper, n, mu, sigma, found_13);
  const double height = found_13[0];
  const double g_1 = found_13[1];
  const double g_2 = found_13[2];
  const double h_1_1 = found_13[3];
  const double h_2_1 = found_13[4];
  const double h_2_2 = found_13[5];
  out[0] = -height / n;
  out[1] = -g_1 * stretch_1 / n;
  out[2] = -g_2 * stretch_2 / n;
  const double part_14 = g_1 * bend(u_1, -INFINITY, INFINITY) / n;
  out[3] = -h_1_1 * stretch_1 * stretch_1 / n - part_14;
  out[4] = -h_2_1 * stretch_2 * stretch_1 / n;
  const double part_15 = -h_2_2 * stretch_2 * stretch_2 / n;
  out[5] = part_15 - g_2 * bend(u_2, 0.0, INFINITY) / n;
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
  double found_16[6];
  surface_joint(rows, lower, upper, n, u_1, u_2, found_16);
  double f = found_16[0];
  double g_1 = found_16[1];
  double g_2 = found_16[2];
  double h_1_1 = found_16[3];
  double h_2_1 = found_16[4];
  double h_2_2 = found_16[5];
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
    const double part_17 = h_2_2 + damp * fmax(fabs(h_2_2), 1e-06);
    d_2 = part_17 - l_2_1 * l_2_1 * d_1;
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
    double found_18[6];
    surface_joint(rows, lower, upper, n, u_1 + step_1, u_2 + step_2, found_18);
    const double f_new = found_18[0];
    const double g_1_new = found_18[1];
    const double g_2_new = found_18[2];
    const double h_1_1_new = found_18[3];
    const double h_2_1_new = found_18[4];
    const double h_2_2_new = found_18[5];
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
      const double part_19 = 0.001 + fabs(middle_x);
      const double part_20 = 0.001 + fabs(high_x);
      const double draw_2 =
          choose(at, 1.0, 0.1, 0.4, 2.5, part_19, part_20, 20.0);
      height = -INFINITY;
      if (isfinite(draw_1) && draw_2 > 0.0 && isfinite(draw_2)) {
        height = value_joint(rows, n, lower, upper, draw_1, draw_2);
      }
      if (height > rated) {
        rated = height;
        reached_1 = draw_1;
        reached_2 = draw_2;
      }
    }
    double found_21[3];
    climb_joint(rows, lower, upper, n, reached_1, reached_2, found_21);
    height = found_21[0];
    reached_1 = found_21[1];
    reached_2 = found_21[2];
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
  double found_22[2];
  maximise_joint(rows, lower, upper, n, found_22);
  const double mu = found_22[0];
  const double sigma = found_22[1];
  out[0] = mu;
  out[1] = sigma;
}

/* The log-likelihood, every constant included. */
static double log_likelihood(const struct rows *rows, double n, double lower,
                             double upper, double mu, double sigma) {
  double sum_h = 0.0;
  double lost_23 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    add(&sum_h, &lost_23, pow(x - mu, 2.0));
  }
  sum_h += lost_23;
  const double t = 0.5 * sqrt(2.0) / sigma;
  const double part_24 =
      0.5 * n * log(2.0 / 3.141592653589793) - n * log(sigma);
  const double part_25 = n * log_erf_gap((lower - mu) * t, (upper - mu) * t);
  return part_24 - part_25 - 0.5 * sum_h / (sigma * sigma);
}

/* -l, the negative log-likelihood, every constant included; inf outside the
   domain or the support. */
static double nll(const struct rows *rows, double lower, double upper,
                  double mu, double sigma) {
  const int part_26 = isfinite(sigma);
  const int part_27 = isfinite(lower);
  const int part_28 = isfinite(upper);
  if (!(isfinite(mu) && sigma > 0.0 && part_26 && part_27 && upper > lower &&
        part_28)) {
    return INFINITY;
  }
  const double n = (double)rows->n;
  return -log_likelihood(rows, n, lower, upper, mu, sigma);
}

/* The gradient of the log-likelihood. */
static void score(const struct rows *rows, double upper, double lower, double n,
                  double mu, double sigma, double *out) {
  double sum_h_5 = 0.0;
  double lost_29 = 0.0;
  double sum_h_6 = 0.0;
  double lost_30 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_76 = x - mu;
    add(&sum_h_5, &lost_29, t_76);
    add(&sum_h_6, &lost_30, t_76 * t_76);
  }
  sum_h_5 += lost_29;
  sum_h_6 += lost_30;
  const double t_77 = 1.0 / (sigma * sigma);
  const double t_78 = 1.0 / sqrt(3.141592653589793);
  const double t_79 = upper - mu;
  const double t_80 = 0.5 * t_77;
  const double t_81 = sqrt(2.0);
  const double t_82 = lower - mu;
  const double t_83 = t_81 * t_82;
  const double t_84 = 1.0 / sigma;
  const double t_85 = 0.5 * t_84;
  const double t_86 = log_erf_gap(t_83 * t_85, t_79 * t_81 * t_85);
  const double t_87 = exp(-(t_79 * t_79) * t_80 - t_86);
  const double t_88 = t_84 * n;
  const double t_89 = t_88 * t_81;
  const double t_90 = t_78 * exp(-(t_82 * t_82) * t_80 - t_86);
  out[0] = t_77 * sum_h_5 + t_78 * t_87 * t_89 - t_89 * t_90;
  const double part_31 = t_77 * t_78 * t_87 * t_79 * t_81 * n;
  const double part_32 = part_31 + sum_h_6 / (sigma * sigma * sigma);
  out[1] = part_32 - t_77 * t_90 * t_83 * n - t_88;
}

/* The gradient of nll; nan outside the domain or the support. */
static void gradient(const struct rows *rows, double lower, double upper,
                     double mu, double sigma, double *out) {
  const int part_33 = isfinite(sigma);
  const int part_34 = isfinite(lower);
  const int part_35 = isfinite(upper);
  if (!(isfinite(mu) && sigma > 0.0 && part_33 && part_34 && upper > lower &&
        part_35)) {
    out[0] = NAN;
    out[1] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_36[2];
  score(rows, upper, lower, n, mu, sigma, found_36);
  const double g_1 = found_36[0];
  const double g_2 = found_36[1];
  out[0] = -g_1;
  out[1] = -g_2;
}

/* The lower triangle of the Hessian of the log-likelihood, by rows. */
static void curvature(const struct rows *rows, double lower, double upper,
                      double n, double mu, double sigma, double *out) {
  double sum_h_1 = 0.0;
  double lost_37 = 0.0;
  double sum_h_2 = 0.0;
  double lost_38 = 0.0;
  for (size_t i = 0; i < rows->n; ++i) {
    const double x = x_at(rows, i);
    const double t_1 = x - mu;
    add(&sum_h_1, &lost_37, t_1 * t_1);
    add(&sum_h_2, &lost_38, t_1);
  }
  sum_h_1 += lost_37;
  sum_h_2 += lost_38;
  const double t_2 = lower - mu;
  const double t_3 = 1.0 / sigma;
  const double t_4 = sqrt(2.0);
  const double t_5 = t_3 * t_4;
  const double t_6 = 0.5 * t_5;
  const double t_7 = upper - mu;
  const double t_8 = log_erf_gap(t_2 * t_6, t_6 * t_7);
  const double t_9 = 1.0 / (sigma * sigma);
  const double t_10 = 0.5 * t_9;
  const double t_11 = t_7 * t_7;
  const double t_12 = exp(-t_8 - t_10 * t_11);
  const double t_13 = t_3 * n;
  const double t_14 = 1.0 / sqrt(3.141592653589793);
  const double t_15 = t_14 * t_4;
  const double t_16 = t_13 * t_15;
  const double t_17 = t_2 * t_2;
  const double t_18 = exp(-t_17 * t_10 - t_8);
  const double t_19 = t_16 * t_18;
  const double t_20 = 1.0 / (sigma * sigma * sigma);
  const double t_21 = t_9 * n;
  const double t_22 = t_15 * t_21;
  const double t_23 = t_2 * t_18 * t_22;
  const double t_24 = t_14 * t_18 * t_5 - t_3 * t_12 * t_14 * t_4;
  const double t_25 = -t_24 - (2.0 * mu - 2.0 * lower) * t_10;
  const double t_26 = -t_24 - (2.0 * mu - 2.0 * upper) * t_10;
  const double t_27 = 2.0 * t_20;
  const double t_28 = t_12 * t_7;
  const double t_29 = t_15 * t_9;
  const double t_30 = t_28 * t_29 - t_2 * t_18 * t_29;
  out[0] = t_3 * t_12 * t_14 * t_4 * t_26 * n - t_19 * t_25 - t_21;
  const double part_39 = t_12 * t_14 * t_4 * t_26 * t_7 * t_9 * n;
  const double part_40 = part_39 + t_14 * t_18 * t_4 * t_9 * n - t_12 * t_22;
  out[1] = part_40 - t_23 * t_25 - t_27 * sum_h_2;
  const double part_41 = (t_20 * t_11 + t_30) * t_12 * t_14 * t_4 * t_7 * t_9;
  const double part_42 = 3.0 * sum_h_1 / (sigma * sigma * sigma * sigma);
  const double part_43 = 2.0 * t_2 * t_14 * t_18 * t_20 * t_4 * n;
  const double part_44 = part_43 + part_41 * n + t_21;
  const double part_45 = part_44 - t_15 * t_27 * t_28 * n;
  out[2] = part_45 - (t_17 * t_20 + t_30) * t_23 - part_42;
}

/* The lower triangle of the Hessian of nll, by rows; nan outside the domain
   or the support. */
static void hessian(const struct rows *rows, double lower, double upper,
                    double mu, double sigma, double *out) {
  const int part_46 = isfinite(sigma);
  const int part_47 = isfinite(lower);
  const int part_48 = isfinite(upper);
  if (!(isfinite(mu) && sigma > 0.0 && part_46 && part_47 && upper > lower &&
        part_48)) {
    out[0] = NAN;
    out[1] = NAN;
    out[2] = NAN;
    return;
  }
  const double n = (double)rows->n;
  double found_49[3];
  curvature(rows, lower, upper, n, mu, sigma, found_49);
  const double h_1 = found_49[0];
  const double h_2 = found_49[1];
  const double h_3 = found_49[2];
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
