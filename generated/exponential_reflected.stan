// Maximum-likelihood estimation: Exponential distribution below an unknown
// bound.
//
//   f(x; bound, scale) = 1/scale*exp((x-bound)/scale)
//   support: x <= bound
//   bound: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(scale)*n + sum(x - bound)/scale
//
// Estimator (boundary):
//
//   bound = max(x)
//   scale = -sum(x - bound)/n
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
  real<lower=max(x)> bound;
  real<lower=0.0> scale;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += x[i] - bound;
  }
  target += sum_h_1 / scale - n * log(scale);
}
