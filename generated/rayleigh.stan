// Maximum-likelihood estimation: Rayleigh distribution.
//
//   f(x; sigma) = x/sigma**2*exp(-x**2/(2*sigma**2))
//   support: x > 0
//   sigma: positive
//
// Log-likelihood:
//
//   -2*log(sigma)*n + sum(log(x)) - sum(x**2)/(2*sigma**2)
//
// Estimator (closed):
//
//   sigma = sqrt(2)*sqrt(sum(x**2))/(2*sqrt(n))
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
  real<lower=0.0> sigma;
}
model {
  target += sum_log_x - 2.0 * n * log(sigma) - 0.5 * sum_x_2 / (sigma * sigma);
}
