// Maximum-likelihood estimation: Uniform distribution on an interval of length
// one.
//
//   f(x; theta) = 1
//   support: theta - 1/2 <= x <= theta + 1/2
//   theta: real
//
// Log-likelihood:
//
//   0
//
// Estimator (boundary):
//
//   theta = any value from max(x) - 1/2 to min(x) + 1/2; max(x)/2 + min(x)/2
//       is given
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
}
parameters {
  real theta;
}
model {
  for (i in 1 : N) {
    if (!(x[i] >= theta - 0.5 && x[i] <= theta + 0.5)) {
      target += negative_infinity();
    }
  }
  target += 0.0;
}
