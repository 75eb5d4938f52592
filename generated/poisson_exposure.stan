// Maximum-likelihood estimation: Poisson counts with known exposures.
//
//   f(x | t; rate) = (rate*t)**x*exp(-rate*t)/factorial(x)
//   support: x in 0, 1, 2, ... and t > 0
//   rate: positive
//
// Log-likelihood:
//
//   -rate*sum(t) + log(rate)*sum(x) + sum(x*log(t)) - sum(loggamma(x + 1))
//
// Estimator (closed):
//
//   rate = sum(x)/sum(t)
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
  vector<lower=0.0>[N] t;
}
transformed data {
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_x = 0.0;
  real sum_t = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(x[i] + 1.0);
    sum_x += x[i];
    sum_t += t[i];
    sum_h_1 += lmultiply(x[i], t[i]);
  }
}
parameters {
  real<lower=0.0> rate;
}
model {
  target += sum_h_1 + lmultiply(sum_x, rate) - sum_h - rate * sum_t;
}
