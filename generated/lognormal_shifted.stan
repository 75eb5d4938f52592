// Maximum-likelihood estimation: Lognormal distribution with a threshold.
//
//   f(x; location, mu, sigma2) = 1/((x-location)*sqrt(2*pi*sigma2))*exp(-
//       (log(x-location)-mu)**2/(2*sigma2))
//   support: x > location
//   location: real
//   mu: real
//   sigma2: positive
//
// Log-likelihood:
//
//   -log(2*pi*sigma2)*n/2 - sum(log(x - location)) - sum((-mu + log(x -
//       location))**2)/(2*sigma2)
//
// Estimator (unbounded):
//
//   location = the solution of n*sum(log(x - location)/(x -
//       location))/sum((log(x - location) - sum(log(x - location))/n)**2) +
//       sum(1/(x - location)) - sum(1/(x - location))*sum(log(x -
//       location))/sum((log(x - location) - sum(log(x - location))/n)**2) = 0
//   sigma2 = sum((log(x - location) - sum(log(x - location))/n)**2)/n
//   mu = sum(log(x - location))/n
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 14
//   Hill (1963), The three-parameter lognormal distribution and Bayesian
//       analysis of a point-source epidemic, J. Amer. Statist. Assoc. 58,
//       72-84
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
  real<upper=min(x)> location;
  real mu;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_18 = 0.0;
  real sum_h_19 = 0.0;
  for (i in 1 : N) {
    real t_27 = log(x[i] - location);
    sum_h_18 += t_27;
    sum_h_19 += pow(t_27 - mu, 2.0);
  }
  real part_1 = -0.5 * n * log(2.0 * (pi()) * sigma2) - sum_h_18;
  target += part_1 - 0.5 * sum_h_19 / sigma2;
}
