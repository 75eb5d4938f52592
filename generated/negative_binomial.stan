// Maximum-likelihood estimation: Negative binomial distribution (size,
// probability).
//
//   f(x; size, p) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
//   support: x in 0, 1, 2, ...
//   size: positive
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x +
//       1)) + sum(loggamma(x + size))
//
// Estimator (reduced):
//
//   size = the solution of (log(size*n/(size*n + sum(x))) - polygamma(0,
//       size))*n + sum(polygamma(0, x + size)) = 0
//   p = size*n/(size*n + sum(x))
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 5
//   Aragon, Eberly, Eberly (1992), Existence and uniqueness of the maximum
//       likelihood estimator for the two-parameter negative binomial
//       distribution, Statist. Probab. Lett. 15, 375-379
//   Levin, Reeds (1977), Compound multinomial likelihood functions are
//       unimodal: proof of a conjecture of I. J. Good, Ann. Statist. 5, 79-87
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
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> size_1;
  real<lower=0.0, upper=1.0> p;
}
model {
  real sum_h_10 = 0.0;
  real sum_h_11 = 0.0;
  for (i in 1 : N) {
    sum_h_10 += lbeta(size_1, x[i] + 1.0);
    sum_h_11 += log(x[i] + size_1);
  }
  target += size_1 * n * log(p) + ((sum_x) * log1p(-p)) - sum_h_10 - sum_h_11;
}
