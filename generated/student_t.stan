// Maximum-likelihood estimation: Student t distribution (degrees of freedom
// free).
//
//   f(x; nu, mu, sigma) = gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*sigma)*(1+(
//       x-mu)**2/(nu*sigma**2))**(-(nu+1)/2)
//   support: real
//   nu: positive
//   mu: real
//   sigma: positive
//
// Log-likelihood:
//
//   (-nu/2 - 1/2)*sum(log(1 + (x - mu)**2/(nu*sigma**2))) + (-log(sigma) -
//       log(pi*nu)/2 - loggamma(nu/2) + loggamma(nu/2 + 1/2))*n
//
// Estimator (unbounded):
//
//   nu, mu, sigma = the joint maximiser of the log-likelihood
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 28
//   Fernandez, Steel (1999), Multivariate Student-t regression models:
//       pitfalls and inference, Biometrika 86, 153-167
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
  real<lower=0.0> nu;
  real mu;
  real<lower=0.0> sigma;
}
model {
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += log1p(pow(x[i] - mu, 2.0) / (nu * (sigma * sigma)));
  }
  real t = 0.5 * nu;
  real part_1 = n * (lgamma((t) + (0.5)) - lgamma(t));
  real part_2 = part_1 + (-t - 0.5) * sum_h - n * log(sigma);
  target += part_2 - 0.5 * n * log((pi()) * nu);
}
