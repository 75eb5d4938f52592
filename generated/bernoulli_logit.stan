// Maximum-likelihood estimation: Bernoulli distribution (log odds).
//
//   f(x; theta) = exp(theta*x)/(1+exp(theta))
//   support: x in 0, 1
//   theta: real
//
// Log-likelihood:
//
//   theta*sum(x) - log(exp(theta) + 1)*n
//
// Estimator (closed):
//
//   theta = log(-sum(x)/(-n + sum(x)))
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
  real theta;
}
model {
  target += theta * sum_x - n * log_sum_exp(0.0, theta);
}
