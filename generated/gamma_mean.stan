// Maximum-likelihood estimation: Gamma distribution (mean, shape).
//
//   f(x; mu, shape) =
//       (shape/mu)**shape*x**(shape-1)*exp(-shape*x/mu)/gamma(shape)
//   support: x > 0
//   mu: positive
//   shape: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(mu) + shape*log(shape) -
//       loggamma(shape))*n - shape*sum(x)/mu
//
// Estimator (reduced):
//
//   mu = sum(x)/n
//   shape = the solution of (-log(mu) + log(shape) - polygamma(0, shape) +
//       1)*n + sum(log(x)) - sum(x)/mu = 0
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 17
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 8
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
  real<lower=0.0> mu;
  real<lower=0.0> shape;
}
model {
  real part_1 = shape * n * log(shape) + (shape - 1.0) * sum_log_x;
  real part_2 = part_1 - shape * n * log(mu) - n * lgamma(shape);
  target += part_2 - shape * sum_x / mu;
}
