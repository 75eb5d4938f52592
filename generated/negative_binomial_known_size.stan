// Maximum-likelihood estimation: Negative binomial distribution with known
// size.
//
//   f(x; p, size) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
//   support: x in 0, 1, 2, ...
//   p: 0 < p < 1
//   size: positive (a known constant)
//
// Log-likelihood:
//
//   (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x +
//       1)) + sum(loggamma(x + size))
//
// Estimator (closed):
//
//   p = size*n/sum(x + size)
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 5
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=0.0> size_1;
  vector<lower=0.0>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    real t = x[i] + size_1;
    sum_h += lbeta(size_1, x[i] + 1.0);
    sum_h_1 += log(t);
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  target += size_1 * n * log(p) + ((sum_x) * log1p(-p)) - sum_h - sum_h_1;
}
