// Maximum-likelihood estimation: Uniform distribution on (a, b).
//
//   f(x; a, b) = 1/(b-a)
//   support: a <= x <= b
//   a: real
//   b: a < b
//
// Log-likelihood:
//
//   -log(-a + b)*n
//
// Estimator (boundary):
//
//   a = min(x)
//   b = max(x)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
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
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<upper=min(x)> a;
  real<lower=fmax(a, max(x))> b;
}
model {
  target += -n * log(b - a);
}
