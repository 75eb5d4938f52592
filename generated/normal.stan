// Maximum-likelihood estimation: Normal distribution (mean, variance).
//
//   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
//   support: real
//   mu: real
//   sigma2: positive
//
// Log-likelihood:
//
//   -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)
//
// Estimator (closed):
//
//   mu = sum(x)/n
//   sigma2 = sum((x - mu)**2)/n
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
  real<lower=0.0> sigma2;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += pow(x[i] - mu, 2.0);
  }
  target += -0.5 * n * log(2.0 * (pi()) * sigma2) - 0.5 * sum_h_1 / sigma2;
}
