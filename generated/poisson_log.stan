// Maximum-likelihood estimation: Poisson distribution (log rate).
//
//   f(x; theta) = exp(theta*x-exp(theta))/factorial(x)
//   support: x in 0, 1, 2, ...
//   theta: real
//
// Log-likelihood:
//
//   theta*sum(x) - exp(theta)*n - sum(loggamma(x + 1))
//
// Estimator (closed):
//
//   theta = log(sum(x)/n)
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
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
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(x[i] + 1.0);
    sum_x += x[i];
  }
}
parameters {
  real theta;
}
model {
  target += theta * sum_x - n * exp(theta) - sum_h;
}
