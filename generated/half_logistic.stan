// Maximum-likelihood estimation: Half-logistic distribution.
//
//   f(x; scale) = 2*exp(-x/scale)/(scale*(1+exp(-x/scale))**2)
//   support: x >= 0
//   scale: positive
//
// Log-likelihood:
//
//   (-log(scale) - log(2))*n - 2*sum(log(cosh(x/(2*scale))))
//
// Estimator (reduced):
//
//   scale = the solution of -n + sum(x*tanh(x/(2*scale)))/scale = 0
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
  vector<lower=0.0>[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<lower=0.0> scale;
}
model {
  real sum_h_5 = 0.0;
  for (i in 1 : N) {
    real t_5 = 0.5 / scale * x[i];
    sum_h_5 += log_sum_exp(t_5, -t_5);
  }
  target += n * log(2.0) - n * log(scale) - 2.0 * sum_h_5;
}
