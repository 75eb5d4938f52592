// Maximum-likelihood estimation: Borel distribution.
//
//   f(x; mu) = exp(-mu*x)*(mu*x)**(x-1)/factorial(x)
//   support: x in 1, 2, 3, ...
//   mu: 0 < mu < 1
//
// Log-likelihood:
//
//   -mu*sum(x) + (-n + sum(x))*log(mu) + sum((x - 1)*log(x)) - sum(loggamma(x
//       + 1))
//
// Estimator (closed):
//
//   mu = -n/sum(x) + 1
//
// Conditions:
//
//   A maximum exists only if sum x_i > n.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 7
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=1.0>[N] x;
}
transformed data {
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  real sum_x = 0.0;
  real sum_h_2 = 0.0;
  for (i in 1 : N) {
    real t = x[i] - 1.0;
    sum_h += lgamma(x[i] + 1.0);
    sum_h_1 += t;
    sum_x += x[i];
    sum_h_2 += lmultiply(t, x[i]);
  }
}
parameters {
  real<lower=0.0, upper=1.0> mu;
}
model {
  target += sum_h_2 + lmultiply(sum_h_1, mu) - sum_h - mu * sum_x;
}
