// Maximum-likelihood estimation: Normal distribution truncated to positive
// values.
//
//   f(x; mu, sigma) =
//       sqrt(2/pi)/sigma*exp(-(x-
//       mu)**2/(2*sigma**2))/(1+erf(mu/(sigma*sqrt(2))))
//   support: x > 0
//   mu: real
//   sigma: positive
//
// Log-likelihood:
//
//   (-log(sigma) - log(erf(sqrt(2)*mu/(2*sigma)) + 1) + log(2/pi)/2)*n -
//       sum((x - mu)**2)/(2*sigma**2)
//
// Estimator (reduced):
//
//   mu = the solution of n*sum(x - mu)/(-mu*sum(x) + sum(x**2)) -
//       sqrt(2)*exp(-mu**2*n/(2*(-mu*sum(x) +
//       sum(x**2))))*n**(3/2)/(sqrt(pi)*sqrt(-mu*sum(x) +
//       sum(x**2))*(erf(sqrt(2)*mu*sqrt(n)/(2*sqrt(-mu*sum(x) + sum(x**2)))) +
//       1)) = 0
//   sigma = sqrt(-mu*sum(x)/n + sum(x**2)/n)
//
// Conditions:
//
//   A maximum exists only if sum x_i^2 > mu sum x_i.
//
// Source:
//
//   del Castillo (1994), The singly truncated normal distribution: a non-steep
//       exponential family, Ann. Inst. Statist. Math. 46, 57-66
//   del Castillo (1994), The singly truncated normal distribution: a non-steep
//       exponential family, Ann. Inst. Statist. Math. 46, 57-66
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
}
parameters {
  real mu;
  real<lower=0.0> sigma;
}
model {
  real sum_h_3 = 0.0;
  for (i in 1 : N) {
    sum_h_3 += pow(x[i] - mu, 2.0);
  }
  real part_1 = 0.5 * n * log(2.0 / (pi())) - n * log(sigma);
  real part_2 = 0.5 * sum_h_3 / (sigma * sigma);
  real part_3 = -0.5 * mu * sqrt(2.0) / sigma;
  target += part_1 - n * (log(2.0) + normal_lcdf(-sqrt(2.0) * (part_3) | 0.0, 1.0)) - part_2;
}
