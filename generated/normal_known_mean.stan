// Maximum-likelihood estimation: Normal distribution with known mean.
//
//   f(x; sigma2, mu) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
//   support: real
//   sigma2: positive
//   mu: real (a known constant)
//
// Log-likelihood:
//
//   -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)
//
// Estimator (closed):
//
//   sigma2 = sum((x - mu)**2)/n
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
  real mu;
  vector[N] x;
}
transformed data {
  real n = N;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += pow(x[i] - mu, 2.0);
  }
}
parameters {
  real<lower=0.0> sigma2;
}
model {
  target += -0.5 * n * log(2.0 * (pi()) * sigma2) - 0.5 * sum_h / sigma2;
}
