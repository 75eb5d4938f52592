// Maximum-likelihood estimation: Log-logistic distribution.
//
//   f(x; scale, shape) =
//       shape/scale*(x/scale)**(shape-1)/(1+(x/scale)**shape)**2
//   support: x > 0
//   scale: positive
//   shape: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
//       2*sum(log(x**shape/scale**shape + 1))
//
// Estimator (numeric):
//
//   scale, shape = the joint maximiser of the log-likelihood
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 23
//   Antle, Klimko, Harkness (1970), Confidence intervals for the parameters of
//       the logistic distribution, Biometrika 57, 397-402
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
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> scale;
  real<lower=0.0> shape;
}
model {
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += log_sum_exp(0.0, shape * log(x[i] / scale));
  }
  real part_1 = n * log(shape) + (shape - 1.0) * sum_log_x;
  target += part_1 - shape * n * log(scale) - 2.0 * sum_h;
}
