// Maximum-likelihood estimation: Inverse gamma distribution with known shape.
//
//   f(x; scale, shape) = scale**shape/gamma(shape)*x**(-shape-1)*exp(-scale/x)
//   support: x > 0
//   scale: positive
//   shape: positive (a known constant)
//
// Log-likelihood:
//
//   -scale*sum(1/x) + (-shape - 1)*sum(log(x)) + (shape*log(scale) -
//       loggamma(shape))*n
//
// Estimator (closed):
//
//   scale = shape*n/sum(1/x)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 17
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=0.0> shape;
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
  real part_1 = shape * n * log(scale) + (-shape - 1.0) * sum_log_x;
  target += part_1 - n * lgamma(shape) - scale * sum_h;
}
