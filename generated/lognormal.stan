// Maximum-likelihood estimation: Lognormal distribution (mean and variance of
// the logarithm).
//
//   f(x; mu, sigma2) = 1/(x*sqrt(2*pi*sigma2))*exp(-(log(x)-mu)**2/(2*sigma2))
//   support: x > 0
//   mu: real
//   sigma2: positive
//
// Log-likelihood:
//
//   -log(2*pi*sigma2)*n/2 - sum(log(x)) - sum((-mu + log(x))**2)/(2*sigma2)
//
// Estimator (closed):
//
//   mu = sum(log(x))/n
//   sigma2 = sum((-mu + log(x))**2)/n
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 14
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
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real mu;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += pow(log(x[i]) - mu, 2.0);
  }
  real part_1 = -0.5 * n * log(2.0 * (pi()) * sigma2) - sum_log_x;
  target += part_1 - 0.5 * sum_h_1 / sigma2;
}
