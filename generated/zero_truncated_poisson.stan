// Maximum-likelihood estimation: Zero-truncated Poisson distribution.
//
//   f(x; rate) = rate**x/(factorial(x)*(exp(rate)-1))
//   support: x in 1, 2, 3, ...
//   rate: positive
//
// Log-likelihood:
//
//   log(rate)*sum(x) - log(exp(rate) - 1)*n - sum(loggamma(x + 1))
//
// Estimator (special):
//
//   rate = LambertW(-exp(-sum(x)/n)*sum(x)/n) + sum(x)/n
//
// Conditions:
//
//   A maximum exists only if sum x_i > n.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 4
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=1.0>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(x[i] + 1.0);
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> rate;
}
model {
  target += lmultiply(sum_x, rate) - rate * n - n * log1m_exp(-rate) - sum_h;
}
