// Maximum-likelihood estimation: Uniform distribution on (-theta, theta).
//
//   f(x; theta) = 1/(2*theta)
//   support: -theta <= x <= theta
//   theta: positive
//
// Log-likelihood:
//
//   -log(2*theta)*n
//
// Estimator (boundary):
//
//   theta = Max(max(x), -min(x))
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
  real<lower=fmax(0.0, max(x))> theta;
}
model {
  for (i in 1 : N) {
    if (!(x[i] >= -theta)) {
      target += negative_infinity();
    }
  }
  target += -n * log(2.0 * theta);
}
