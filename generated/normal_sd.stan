// Maximum-likelihood estimation: Normal distribution (mean, standard
// deviation).
//
//   f(x; mu, sigma) = 1/(sigma*sqrt(2*pi))*exp(-(x-mu)**2/(2*sigma**2))
//   support: real
//   mu: real
//   sigma: positive
//
// Log-likelihood:
//
//   (-log(sigma) - log(2*pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
//
// Estimator (closed):
//
//   mu = sum(x)/n
//   sigma = sqrt(sum((x - mu)**2))/sqrt(n)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
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
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real mu;
  real<lower=0.0> sigma;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += pow(x[i] - mu, 2.0);
  }
  real part_1 = -n * log(sigma) - 0.5 * n * log(2.0 * (pi()));
  target += part_1 - 0.5 * sum_h_1 / (sigma * sigma);
}
