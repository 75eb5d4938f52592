// Maximum-likelihood estimation: Uniform distribution on (0, theta).
//
//   f(x; theta) = 1/theta
//   support: 0 <= x <= theta
//   theta: positive
//
// Log-likelihood:
//
//   -log(theta)*n
//
// Estimator (boundary):
//
//   theta = max(x)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 26
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
}
parameters {
  real<lower=fmax(0.0, max(x))> theta;
}
model {
  target += -n * log(theta);
}
