// Maximum-likelihood estimation: Gamma distribution with known shape.
//
//   f(x; scale, shape) =
//       x**(shape-1)*exp(-x/scale)/(gamma(shape)*scale**shape)
//   support: x > 0
//   scale: positive
//   shape: positive (a known constant)
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(scale) - loggamma(shape))*n -
//       sum(x)/scale
//
// Estimator (closed):
//
//   scale = sum(x)/(shape*n)
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
  real<lower=0.0> shape;
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
  real<lower=0.0> scale;
}
model {
  real part_1 = (shape - 1.0) * sum_log_x - shape * n * log(scale);
  target += part_1 - n * lgamma(shape) - sum_x / scale;
}
