// Maximum-likelihood estimation: Beta distribution with first parameter 1.
//
//   f(x; beta) = beta*(1-x)**(beta-1)
//   support: 0 < x < 1
//   beta: positive
//
// Log-likelihood:
//
//   (beta - 1)*sum(log(1 - x)) + log(beta)*n
//
// Estimator (closed):
//
//   beta = -n/sum(log(1 - x))
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 25
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
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += log1p(-x[i]);
  }
}
parameters {
  real<lower=0.0> beta_;
}
model {
  target += n * log(beta_) + (beta_ - 1.0) * sum_h;
}
