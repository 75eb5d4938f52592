// Maximum-likelihood estimation: Gamma distribution (shape, scale).
//
//   f(x; shape, scale) =
//       x**(shape-1)*exp(-x/scale)/(gamma(shape)*scale**shape)
//   support: x > 0
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(scale) - loggamma(shape))*n -
//       sum(x)/scale
//
// Estimator (reduced):
//
//   shape = the solution of (log(shape) - log(sum(x)/n) - polygamma(0,
//       shape))*n + sum(log(x)) = 0
//   scale = sum(x)/(shape*n)
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
  real<lower=0.0> scale;
}
model {
  real part_1 = (shape - 1.0) * sum_log_x - shape * n * log(scale);
  target += part_1 - n * lgamma(shape) - sum_x / scale;
}
