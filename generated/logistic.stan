// Maximum-likelihood estimation: Logistic distribution.
//
//   f(x; mu, scale) = exp(-(x-mu)/scale)/(scale*(1+exp(-(x-mu)/scale))**2)
//   support: real
//   mu: real
//   scale: positive
//
// Log-likelihood:
//
//   (-log(scale) - 2*log(2))*n - 2*sum(log(cosh((x - mu)/(2*scale))))
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
//   Antle, Klimko, Harkness (1970), Confidence intervals for the parameters of
//       the logistic distribution, Biometrika 57, 397-402
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
    real t = 0.5 / scale * (x[i] - mu);
    sum_h += log_sum_exp(t, -t);
  }
  target += -n * log(scale) - 2.0 * sum_h;
}
