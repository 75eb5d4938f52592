// Maximum-likelihood estimation: Laplace distribution with known location.
//
//   f(x; scale, mu) = 1/(2*scale)*exp(-Abs(x-mu)/scale)
//   support: real
//   scale: positive
//   mu: real (a known constant)
//
// Log-likelihood:
//
//   -log(2*scale)*n - sum(Abs(x - mu))/scale
//
// Estimator (closed):
//
//   scale = sum(Abs(x - mu))/n
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 24
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real mu;
  vector[N] x;
}
transformed data {
  real n = N;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += abs(x[i] - mu);
  }
}
parameters {
  real<lower=0.0> scale;
}
model {
  target += -n * log(2.0 * scale) - sum_h / scale;
}
