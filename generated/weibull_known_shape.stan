// Maximum-likelihood estimation: Weibull distribution with known shape.
//
//   f(x; scale, shape) =
//       shape/scale*(x/scale)**(shape-1)*exp(-(x/scale)**shape)
//   support: x > 0
//   scale: positive
//   shape: positive (a known constant)
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
//       sum(x**shape)/scale**shape
//
// Estimator (closed):
//
//   scale = (sum(x**shape)/n)**(1/shape)
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
  real<lower=0.0> shape;
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
}
model {
  real sum_h_2 = 0.0;
  for (i in 1 : N) {
    sum_h_2 += pow(x[i] / scale, shape);
  }
  real part_1 = n * log(shape) + (shape - 1.0) * sum_log_x;
  target += part_1 - shape * n * log(scale) - sum_h_2;
}
