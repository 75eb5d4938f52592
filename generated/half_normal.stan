// Maximum-likelihood estimation: Half-normal distribution.
//
//   f(x; sigma) = sqrt(2/pi)/sigma*exp(-x**2/(2*sigma**2))
//   support: x >= 0
//   sigma: positive
//
// Log-likelihood:
//
//   (-log(sigma) + log(2/pi)/2)*n - sum(x**2)/(2*sigma**2)
//
// Estimator (closed):
//
//   sigma = sqrt(sum(x**2))/sqrt(n)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 13
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
  for (i in 1 : N) {
    sum_x_2 += x[i] * x[i];
  }
}
parameters {
  real<lower=0.0> sigma;
}
model {
  real part_1 = 0.5 * n * log(2.0 / (pi())) - n * log(sigma);
  target += part_1 - 0.5 * sum_x_2 / (sigma * sigma);
}
