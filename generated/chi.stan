// Maximum-likelihood estimation: Chi distribution.
//
//   f(x; nu) = x**(nu-1)*exp(-x**2/2)/(2**(nu/2-1)*gamma(nu/2))
//   support: x > 0
//   nu: positive
//
// Log-likelihood:
//
//   (nu - 1)*sum(log(x)) + ((1 - nu/2)*log(2) - loggamma(nu/2))*n -
//       sum(x**2)/2
//
// Estimator (special):
//
//   nu = 2*InverseDigamma(-log(2) + 2*sum(log(x))/n)
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
  real sum_x_2 = 0.0;
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_x_2 += x[i] * x[i];
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> nu;
}
model {
  real t_3 = 0.5 * nu;
  real part_1 = (1.0 - t_3) * n * log(2.0) + (nu - 1.0) * sum_log_x;
  target += part_1 - n * lgamma(t_3) - 0.5 * sum_x_2;
}
