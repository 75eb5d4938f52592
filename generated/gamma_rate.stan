// Maximum-likelihood estimation: Gamma distribution (shape, rate).
//
//   f(x; shape, rate) = rate**shape/gamma(shape)*x**(shape-1)*exp(-rate*x)
//   support: x > 0
//   shape: positive
//   rate: positive
//
// Log-likelihood:
//
//   -rate*sum(x) + (shape - 1)*sum(log(x)) + (shape*log(rate) -
//       loggamma(shape))*n
//
// Estimator (reduced):
//
//   shape = the solution of (log(shape) + log(n/sum(x)) - polygamma(0,
//       shape))*n + sum(log(x)) = 0
//   rate = shape*n/sum(x)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 17
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
  real sum_log_x = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> shape;
  real<lower=0.0> rate;
}
model {
  real part_1 = shape * n * log(rate) + (shape - 1.0) * sum_log_x;
  target += part_1 - n * lgamma(shape) - rate * sum_x;
}
