// Maximum-likelihood estimation: Lognormal distribution (median, standard
// deviation of the logarithm).
//
//   f(x; median, sigma) =
//       1/(x*sigma*sqrt(2*pi))*exp(-log(x/median)**2/(2*sigma**2))
//   support: x > 0
//   median: positive
//   sigma: positive
//
// Log-likelihood:
//
//   (-log(sigma) - log(2*pi)/2)*n - sum(log(x)) -
//       sum(log(x/median)**2)/(2*sigma**2)
//
// Estimator (closed):
//
//   median = exp(sum(log(x))/n)
//   sigma = sqrt(sum(log(x/median)**2))/sqrt(n)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 14
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
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> median;
  real<lower=0.0> sigma;
}
model {
  real sum_h_2 = 0.0;
  for (i in 1 : N) {
    sum_h_2 += pow(log(x[i] / median), 2.0);
  }
  real part_1 = -n * log(sigma) - 0.5 * n * log(2.0 * (pi()));
  target += part_1 - sum_log_x - 0.5 * sum_h_2 / (sigma * sigma);
}
