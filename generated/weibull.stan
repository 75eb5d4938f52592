// Maximum-likelihood estimation: Weibull distribution (shape, scale).
//
//   f(x; shape, scale) =
//       shape/scale*(x/scale)**(shape-1)*exp(-(x/scale)**shape)
//   support: x > 0
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
//       sum(x**shape)/scale**shape
//
// Estimator (reduced):
//
//   shape = the solution of -n*sum(x**shape*log(x))/sum(x**shape) +
//       sum(log(x)) + n/shape = 0
//   scale = (sum(x**shape)/n)**(1/shape)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 21
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
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h_8 = 0.0;
  for (i in 1 : N) {
    sum_h_8 += pow(x[i] / scale, shape);
  }
  real part_1 = n * log(shape) + (shape - 1.0) * sum_log_x;
  target += part_1 - shape * n * log(scale) - sum_h_8;
}
