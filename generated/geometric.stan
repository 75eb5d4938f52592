// Maximum-likelihood estimation: Geometric distribution (number of trials,
// from 1).
//
//   f(x; p) = p*(1-p)**(x-1)
//   support: x in 1, 2, 3, ...
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   (-n + sum(x))*log(1 - p) + log(p)*n
//
// Estimator (closed):
//
//   p = n/sum(x)
//
// Conditions:
//
//   A maximum exists only if sum x_i > n.
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
  for (i in 1 : N) {
    sum_h += x[i] - 1.0;
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  target += n * log(p) + ((sum_h) * log1p(-p));
}
