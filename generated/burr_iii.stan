// Maximum-likelihood estimation: Burr III distribution.
//
//   f(x; c, k) = c*k*x**(-c-1)*(1+x**(-c))**(-k-1)
//   support: x > 0
//   c: positive
//   k: positive
//
// Log-likelihood:
//
//   (-c - 1)*sum(log(x)) + (-k - 1)*sum(log(1 + x**(-c))) + (log(c) +
//       log(k))*n
//
// Estimator (reduced):
//
//   c = the solution of n*sum(log(x)/(x**c*(1 + x**(-c))))/sum(log(1 +
//       x**(-c))) + sum(log(x)/(x**c*(1 + x**(-c)))) - sum(log(x)) + n/c = 0
//   k = n/sum(log(1 + x**(-c)))
//
// Source:
//
//   Burr (1942), Cumulative frequency functions, Ann. Math. Statist. 13,
//       215-232
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
  real<lower=0.0> c;
  real<lower=0.0> k;
}
model {
  real sum_h_8 = 0.0;
  for (i in 1 : N) {
    sum_h_8 += log_sum_exp(0.0, -c * log(x[i]));
  }
  real part_1 = n * log(c) + n * log(k) + (-c - 1.0) * sum_log_x;
  target += part_1 + (-k - 1.0) * sum_h_8;
}
