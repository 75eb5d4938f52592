// Maximum-likelihood estimation: Folded normal distribution.
//
//   f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*(exp(-(x-mu)**2/(2*sigma2))+exp(-
//       (x+mu)**2/(2*sigma2)))
//   support: x >= 0
//   mu: nonnegative
//   sigma2: positive
//
// Log-likelihood:
//
//   (-mu**2/(2*sigma2) - log(2*pi*sigma2)/2)*n + sum(log(exp(x*mu/sigma2) +
//       exp(-x*mu/sigma2))) - sum(x**2)/(2*sigma2)
//
// Estimator (reduced):
//
//   mu = the solution of -mu*n + sum(x) - 2*sum(x/(exp(2*x*mu/(-mu**2 +
//       sum(x**2)/n)) + 1)) = 0
//   sigma2 = -mu**2 + sum(x**2)/n
//
// Conditions:
//
//   A maximum exists only if sum x_i^2 > n mu^2.
//
// Source:
//
//   Leone, Nelson, Nottingham (1961), The folded normal distribution,
//       Technometrics 3, 543-550
//   Tsagris, Beneki, Hassani (2014), On the folded normal distribution,
//       Mathematics 2, 12-28
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
  real<lower=0.0> mu;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_15 = 0.0;
  for (i in 1 : N) {
    real t_42 = 0.5 / sigma2;
    real part_1 = -t_42 * pow(x[i] - mu, 2.0);
    sum_h_15 += log_sum_exp(part_1, -t_42 * pow(x[i] + mu, 2.0));
  }
  target += sum_h_15 - 0.5 * n * log(2.0 * (pi()) * sigma2);
}
