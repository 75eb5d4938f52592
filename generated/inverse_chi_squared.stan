// Maximum-likelihood estimation: Inverse chi-squared distribution.
//
//   f(x; nu) = x**(-nu/2-1)*exp(-1/(2*x))/(2**(nu/2)*gamma(nu/2))
//   support: x > 0
//   nu: positive
//
// Log-likelihood:
//
//   (-nu/2 - 1)*sum(log(x)) + (-nu*log(2)/2 - loggamma(nu/2))*n - sum(1/x)/2
//
// Estimator (special):
//
//   nu = 2*InverseDigamma(-sum(log(2*x))/n)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 18
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
  real sum_h = 0.0;
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_h += 1.0 / x[i];
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> nu;
}
model {
  real t_4 = 0.5 * nu;
  real part_1 = (-t_4 - 1.0) * sum_log_x - t_4 * n * log(2.0);
  target += part_1 - n * lgamma(t_4) - 0.5 * sum_h;
}
