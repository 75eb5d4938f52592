// Maximum-likelihood estimation: Bernoulli distribution.
//
//   f(x; p) = p**x*(1-p)**(1-x)
//   support: x in 0, 1
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   (n - sum(x))*log(1 - p) + log(p)*sum(x)
//
// Estimator (closed):
//
//   p = sum(x)/n
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
//   A maximum exists only if sum x_i < n.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 3
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0, upper=1.0>[N] x;
}
transformed data {
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_h += x[i] - 1.0;
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  target += ((-sum_h) * log1p(-p)) + lmultiply(sum_x, p);
}
