// Maximum-likelihood estimation: Geometric distribution (number of failures,
// from 0).
//
//   f(x; p) = p*(1-p)**x
//   support: x in 0, 1, 2, ...
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   log(p)*n + log(1 - p)*sum(x)
//
// Estimator (closed):
//
//   p = n/(n + sum(x))
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
  real<lower=0.0, upper=1.0> p;
}
model {
  target += n * log(p) + ((sum_x) * log1p(-p));
}
