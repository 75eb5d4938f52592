// Maximum-likelihood estimation: Exponential distribution (median).
//
//   f(x; median) = log(2)/median*exp(-log(2)*x/median)
//   support: x >= 0
//   median: positive
//
// Log-likelihood:
//
//   (-log(median) + log(log(2)))*n - log(2)*sum(x)/median
//
// Estimator (closed):
//
//   median = log(2)*sum(x)/n
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 19
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
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> median;
}
model {
  real t_5 = log(2.0);
  target += n * log(t_5) - n * log(median) - t_5 * sum_x / median;
}
