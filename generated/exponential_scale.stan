// Maximum-likelihood estimation: Exponential distribution (scale).
//
//   f(x; scale) = 1/scale*exp(-x/scale)
//   support: x >= 0
//   scale: positive
//
// Log-likelihood:
//
//   -log(scale)*n - sum(x)/scale
//
// Estimator (closed):
//
//   scale = sum(x)/n
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 19
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
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> scale;
}
model {
  target += -n * log(scale) - sum_x / scale;
}
