// Maximum-likelihood estimation: Symmetric beta distribution.
//
//   f(x; alpha) = (x*(1-x))**(alpha-1)/beta(alpha, alpha)
//   support: 0 < x < 1
//   alpha: positive
//
// Log-likelihood:
//
//   (alpha - 1)*sum(log(x)) + (alpha - 1)*sum(log(1 - x)) +
//       (-2*loggamma(alpha) + loggamma(2*alpha))*n
//
// Estimator (reduced):
//
//   alpha = the solution of 2*(-polygamma(0, alpha) + polygamma(0, 2*alpha))*n
//       + sum(log(x)) + sum(log(1 - x)) = 0
//
// Conditions:
//
//   A maximum exists only if sum log(1 - x_i) + sum log x_i < -2n log 2.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 25
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0, upper=1.0>[N] x;
}
transformed data {
  real n = N;
  real sum_log_x = 0.0;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_h += log1p(-x[i]);
  }
}
parameters {
  real<lower=0.0> alpha;
}
model {
  real t_6 = alpha - 1.0;
  real part_1 = n * lgamma(2.0 * alpha) + t_6 * sum_log_x;
  target += part_1 + t_6 * sum_h - 2.0 * n * lgamma(alpha);
}
