// Maximum-likelihood estimation: Negative binomial distribution (mean, size).
//
//   f(x; mu, size) = gamma(x+size)/(gamma(size)*factorial(x))*(size/(size+mu))
//       **size*(mu/(size+mu))**x
//   support: x in 0, 1, 2, ...
//   mu: positive
//   size: positive
//
// Log-likelihood:
//
//   (size*log(size) - loggamma(size))*n + log(mu)*sum(x) - log(mu +
//       size)*sum(x + size) - sum(loggamma(x + 1)) + sum(loggamma(x + size))
//
// Estimator (reduced):
//
//   mu = sum(x)/n
//   size = the solution of (log(size) - log(mu + size) - polygamma(0, size) +
//       1)*n + sum(polygamma(0, x + size)) - sum(x + size)/(mu + size) = 0
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
  real<lower=0.0> mu;
  real<lower=0.0> size_1;
}
model {
  real sum_h_10 = 0.0;
  real sum_h_11 = 0.0;
  for (i in 1 : N) {
    sum_h_10 += lbeta(size_1, x[i] + 1.0);
    sum_h_11 += log(x[i] + size_1);
  }
  real part_1 = n * ((size_1) * log1p((mu) / (size_1)));
  target += ((-sum_x) * log1p(size_1 / mu)) - part_1 - sum_h_10 - sum_h_11;
}
