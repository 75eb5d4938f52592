// Maximum-likelihood estimation: Power function distribution (scale, shape).
//
//   f(x; scale, shape) = shape*x**(shape-1)/scale**shape
//   support: 0 < x <= scale
//   scale: positive
//   shape: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n
//
// Estimator (boundary):
//
//   scale = max(x)
//   shape = -n/sum(log(x/scale))
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
  real<lower=fmax(0.0, max(x))> scale;
  real<lower=0.0> shape;
}
model {
  real part_1 = n * log(shape) + (shape - 1.0) * sum_log_x;
  target += part_1 - shape * n * log(scale);
}
