// Maximum-likelihood estimation: Beta distribution.
//
//   f(x; alpha, beta) = x**(alpha-1)*(1-x)**(beta-1)/beta(alpha, beta)
//   support: 0 < x < 1
//   alpha: positive
//   beta: positive
//
// Log-likelihood:
//
//   (alpha - 1)*sum(log(x)) + (beta - 1)*sum(log(1 - x)) + (-loggamma(alpha) -
//       loggamma(beta) + loggamma(alpha + beta))*n
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
  real sum_log_x = 0.0;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_h += log1p(-x[i]);
  }
}
parameters {
  real<lower=0.0> alpha;
  real<lower=0.0> beta_;
}
model {
  real part_1 = (alpha - 1.0) * sum_log_x + (beta_ - 1.0) * sum_h;
  target += part_1 - n * lbeta(alpha, beta_);
}
