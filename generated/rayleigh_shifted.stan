// Maximum-likelihood estimation: Rayleigh distribution with a threshold.
//
//   f(x; location, sigma) =
//       (x-location)/sigma**2*exp(-(x-location)**2/(2*sigma**2))
//   support: x > location
//   location: real
//   sigma: positive
//
// Log-likelihood:
//
//   -2*log(sigma)*n + sum(log(x - location)) - sum((x -
//       location)**2)/(2*sigma**2)
//
// Estimator (reduced):
//
//   location = the solution of 2*n*sum(x - location)/sum((x - location)**2) -
//       sum(1/(x - location)) = 0
//   sigma = sqrt(2)*sqrt(sum((x - location)**2))/(2*sqrt(n))
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
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<upper=min(x)> location;
  real<lower=0.0> sigma;
}
model {
  real sum_h_11 = 0.0;
  real sum_h_12 = 0.0;
  for (i in 1 : N) {
    real t_12 = x[i] - location;
    sum_h_11 += t_12 * t_12;
    sum_h_12 += log(t_12);
  }
  target += sum_h_12 - 2.0 * n * log(sigma) - 0.5 * sum_h_11 / (sigma * sigma);
}
