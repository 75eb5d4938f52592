// Maximum-likelihood estimation: Exponential distribution truncated at a known
// point.
//
//   f(x; rate, upper) = rate*exp(-rate*x)/(1-exp(-rate*upper))
//   support: 0 <= x <= upper
//   rate: positive
//   upper: positive (a known constant)
//
// Log-likelihood:
//
//   -rate*sum(x) + (log(rate) - log(1 - exp(-rate*upper)))*n
//
// Estimator (reduced):
//
//   rate = the solution of (-upper*exp(-rate*upper)/(1 - exp(-rate*upper)) +
//       1/rate)*n - sum(x) = 0
//
// Conditions:
//
//   A maximum exists only if sum x_i < n upper/2.
//
// Source:
//
//   Deemer, Votaw (1955), Estimation of parameters of truncated or censored
//       exponential distributions, Ann. Math. Statist. 26, 498-504
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=0.0> upper_1;
  vector<lower=0.0, upper=upper_1>[N] x;
}
transformed data {
  real n = N;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> rate;
}
model {
  target += n * log(rate) - n * log1m_exp(-rate * upper_1) - rate * sum_x;
}
