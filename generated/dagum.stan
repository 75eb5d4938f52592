// Maximum-likelihood estimation: Dagum distribution.
//
//   f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
//   support: x > 0
//   a: positive
//   b: positive
//   p: positive
//
// Log-likelihood:
//
//   (-p - 1)*sum(log(x**a/b**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) +
//       log(a) + log(p))*n
//
// Estimator (numeric):
//
//   a, b = the joint maximiser of the log-likelihood
//   p = n/(a*log(b)*n - a*sum(log(x)) + sum(log(x**a/b**a + 1)))
//
// Source:
//
//   Dagum (1977), A new model of personal income distribution: specification
//       and estimation, Economie Appliquee 30, 413-437
//   Kleiber (2008), A guide to the Dagum distributions, Modeling Income
//       Distributions and Lorenz Curves, 97-117
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
  real<lower=0.0> a;
  real<lower=0.0> b;
  real<lower=0.0> p;
}
model {
  real sum_h_13 = 0.0;
  for (i in 1 : N) {
    sum_h_13 += log_sum_exp(0.0, a * log(x[i] / b));
  }
  real t_73 = a * p;
  real part_1 = n * log(a) + n * log(p) + (-p - 1.0) * sum_h_13;
  target += part_1 + (t_73 - 1.0) * sum_log_x - t_73 * n * log(b);
}
