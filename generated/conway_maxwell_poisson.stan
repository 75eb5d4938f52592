// Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution.
//
//   f(x; rate, dispersion) =
//       rate**x/(factorial(x)**dispersion*Sum(rate**k/factorial(k)**dispersion
//       , k, 0, oo))
//   support: x in 0, 1, 2, ...
//   rate: positive
//   dispersion: positive
//
// Log-likelihood:
//
//   -dispersion*sum(loggamma(x + 1)) + log(rate)*sum(x) -
//       log(Sum(rate**k/gamma(k + 1)**dispersion, (k, 0, oo)))*n
//
// Estimator (numeric):
//
//   rate, dispersion = the joint maximiser of the log-likelihood
//
// Source:
//
//   Conway, Maxwell (1962), A queuing model with state dependent service
//       rates, J. Indust. Eng. 12, 132-136
//   Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution
//       for fitting discrete data, Appl. Statist. 54, 127-142
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
functions {
  // The logarithm of the size of the term with index k.
  real term_1(real k, real c_1, real c_2) {
    return k * c_1 - c_2 * lgamma(k + 1.0);
  }
  // The logarithm of the sum from begin on.
  real sums_1(real c_1, real c_2, real lower_1, real upper_1, real begin,
              real way) {
    real value = negative_infinity();
    real before = negative_infinity();
    real k = begin;
    real taken = 0.0;
    while (taken < 262144.0) {
      if (k < lower_1 || k > upper_1) {
        return value;
      }
      real height = term_1(k, c_1, c_2);
      value = log_sum_exp(value, height);
      if (height < before) {
        if (height - log1m_exp(height - before) < value - 40.0) {
          return value;
        }
      }
      before = height;
      k = k + way;
      taken = taken + 1.0;
    }
    return not_a_number();
  }
  // The logarithm of the sum over the index.
  real series_1(real c_1, real c_2, real lower_1, real upper_1) {
    if (lower_1 > negative_infinity()) {
      return sums_1(c_1, c_2, lower_1, upper_1, lower_1, 1.0);
    }
    if (upper_1 < positive_infinity()) {
      return sums_1(c_1, c_2, lower_1, upper_1, upper_1, -1.0);
    }
    real part_1 = sums_1(c_1, c_2, lower_1, upper_1, -1.0, -1.0);
    return log_sum_exp(sums_1(c_1, c_2, lower_1, upper_1, 0.0, 1.0), part_1);
  }
}
data {
  int<lower=1> N;
  vector<lower=0.0>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_x = 0.0;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
    sum_h += lgamma(x[i] + 1.0);
  }
}
parameters {
  real<lower=0.0> rate;
  real<lower=0.0> dispersion;
}
model {
  real part_2 = lmultiply(sum_x, rate);
  real part_3 = dispersion * sum_h;
  target += part_2 - n * series_1(log(rate), dispersion, 0.0, positive_infinity()) - part_3;
}
