// Maximum-likelihood estimation: Generalised gamma distribution (Stacy).
//
//   f(x; a, d, p) = p*x**(d-1)*exp(-(x/a)**p)/(a**d*gamma(d/p))
//   support: x > 0
//   a: positive
//   d: positive
//   p: positive
//
// Log-likelihood:
//
//   (d - 1)*sum(log(x)) + (-d*log(a) + log(p) - loggamma(d/p))*n -
//       sum(x**p)/a**p
//
// Estimator (reduced):
//
//   p = the solution of sum(log(x)) + (-log(p) - log(sum(x**p)/n) +
//       log(sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))) -
//       polygamma(0, sum(x**p)/(p*sum((x**p - sum(x**p)/n)*(log(x) -
//       sum(log(x))/n)))))*n/p = 0
//   d = sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))
//   a = (p*sum(x**p)/(d*n))**(1/p)
//
// Source:
//
//   Stacy (1962), A generalization of the gamma distribution, Ann. Math.
//       Statist. 33, 1187-1192
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 17
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
  real<lower=0.0> d;
  real<lower=0.0> p;
}
model {
  real sum_h_9 = 0.0;
  for (i in 1 : N) {
    sum_h_9 += pow(x[i] / a, p);
  }
  real part_1 = n * log(p) + (d - 1.0) * sum_log_x - d * n * log(a);
  target += part_1 - n * lgamma(d / p) - sum_h_9;
}
