// Maximum-likelihood estimation: Levy distribution.
//
//   f(x; scale) = sqrt(scale/(2*pi))*exp(-scale/(2*x))/x**(3/2)
//   support: x > 0
//   scale: positive
//
// Log-likelihood:
//
//   -scale*sum(1/x)/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x))/2
//
// Estimator (closed):
//
//   scale = n/sum(1/x)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 12
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
    sum_h += 1.0 / x[i];
  }
}
parameters {
  real<lower=0.0> scale;
}
model {
  real t_3 = 0.5 * scale;
  target += 0.5 * n * log(t_3 / (pi())) - t_3 * sum_h - 1.5 * sum_log_x;
}
