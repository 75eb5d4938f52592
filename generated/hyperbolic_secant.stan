// Maximum-likelihood estimation: Hyperbolic secant distribution.
//
//   f(x; mu, scale) = 1/(pi*scale*cosh((x-mu)/scale))
//   support: real
//   mu: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(pi*scale)*n - sum(log(cosh((x - mu)/scale)))
//
// Estimator (numeric):
//
//   mu, scale = the joint maximiser of the log-likelihood
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 23
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
  real sum_h = 0.0;
  for (i in 1 : N) {
    real t = (x[i] - mu) / scale;
    sum_h += log_sum_exp(t, -t);
  }
  target += n * log(2.0) - n * log((pi()) * scale) - sum_h;
}
