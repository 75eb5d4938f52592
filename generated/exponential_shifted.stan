// Maximum-likelihood estimation: Shifted exponential distribution (location,
// scale).
//
//   f(x; location, scale) = 1/scale*exp(-(x-location)/scale)
//   support: x >= location
//   location: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(scale)*n - sum(x - location)/scale
//
// Estimator (boundary):
//
//   location = min(x)
//   scale = sum(x - location)/n
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
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
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<upper=min(x)> location;
  real<lower=0.0> scale;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += x[i] - location;
  }
  target += -n * log(scale) - sum_h_1 / scale;
}
