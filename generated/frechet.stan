// Maximum-likelihood estimation: Frechet distribution (shape, scale).
//
//   f(x; shape, scale) =
//       shape/scale*(x/scale)**(-shape-1)*exp(-(x/scale)**(-shape))
//   support: x > 0
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   -scale**shape*sum(x**(-shape)) + (-shape - 1)*sum(log(x)) +
//       (shape*log(scale) + log(shape))*n
//
// Estimator (reduced):
//
//   shape = the solution of n*sum(log(x)/x**shape)/sum(x**(-shape)) -
//       sum(log(x)) + n/shape = 0
//   scale = (n/sum(x**(-shape)))**(1/shape)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 22
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
    sum_h_8 += pow(scale / x[i], shape);
  }
  real part_1 = shape * n * log(scale) + n * log(shape);
  target += part_1 + (-shape - 1.0) * sum_log_x - sum_h_8;
}
