// Maximum-likelihood estimation: Laplace distribution.
//
//   f(x; mu, scale) = 1/(2*scale)*exp(-Abs(x-mu)/scale)
//   support: real
//   mu: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(2*scale)*n - sum(Abs(x - mu))/scale
//
// Estimator (boundary):
//
//   mu = median(x)
//   scale = sum(Abs(x - mu))/n
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
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
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real mu;
  real<lower=0.0> scale;
}
model {
  real sum_h_3 = 0.0;
  for (i in 1 : N) {
    sum_h_3 += abs(x[i] - mu);
  }
  target += -n * log(2.0 * scale) - sum_h_3 / scale;
}
