// Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with
// exponent 2.
//
//   f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
//   support: x in 0, 1, 2, ...
//   rate: positive
//
// Log-likelihood:
//
//   log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x +
//       1))
//
// Estimator (reduced):
//
//   rate = the solution of sum(x)/rate - besseli(1,
//       2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0
//
// Conditions:
//
//   A maximum exists only if x_(n) > 0.
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
  real sum_h = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(x[i] + 1.0);
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> rate;
}
model {
  real part_1 = lmultiply(sum_x, rate);
  real part_2 = 2.0 * sqrt(rate);
  real part_3 = n * log_modified_bessel_first_kind(abs(0.0), part_2);
  target += part_1 - part_3 - 2.0 * sum_h;
}
