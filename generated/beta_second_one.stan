// Maximum-likelihood estimation: Beta distribution with second parameter 1.
//
//   f(x; alpha) = alpha*x**(alpha-1)
//   support: 0 < x < 1
//   alpha: positive
//
// Log-likelihood:
//
//   (alpha - 1)*sum(log(x)) + log(alpha)*n
//
// Estimator (closed):
//
//   alpha = -n/sum(log(x))
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
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> alpha;
}
model {
  target += n * log(alpha) + (alpha - 1.0) * sum_log_x;
}
