// Maximum-likelihood estimation: Exponential distribution (rate).
//
//   f(x; rate) = rate*exp(-rate*x)
//   support: x >= 0
//   rate: positive
//
// Log-likelihood:
//
//   -rate*sum(x) + log(rate)*n
//
// Estimator (closed):
//
//   rate = n/sum(x)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 19
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
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> rate;
}
model {
  target += n * log(rate) - rate * sum_x;
}
