// Maximum-likelihood estimation: Beta prime distribution.
//
//   f(x; alpha, beta) = x**(alpha-1)*(1+x)**(-alpha-beta)/beta(alpha, beta)
//   support: x > 0
//   alpha: positive
//   beta: positive
//
// Log-likelihood:
//
//   (-alpha - beta)*sum(log(x + 1)) + (alpha - 1)*sum(log(x)) +
//       (-loggamma(alpha) - loggamma(beta) + loggamma(alpha + beta))*n
//
// Estimator (numeric):
//
//   alpha, beta = the joint maximiser of the log-likelihood
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 27
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
  real sum_log_x = 0.0;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_h += log1p(x[i]);
  }
}
parameters {
  real<lower=0.0> alpha;
  real<lower=0.0> beta_;
}
model {
  real part_1 = (alpha - 1.0) * sum_log_x + (-alpha - beta_) * sum_h;
  target += part_1 - n * lbeta(alpha, beta_);
}
