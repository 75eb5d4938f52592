// Maximum-likelihood estimation: Weibull distribution with a threshold.
//
//   f(x; location, shape, scale) = shape/scale*((x-location)/scale)**(shape-
//       1)*exp(-((x-location)/scale)**shape)
//   support: x > location
//   location: real
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(log(x - location)) + (-shape*log(scale) + log(shape))*n -
//       sum((x - location)**shape)/scale**shape
//
// Estimator (unbounded):
//
//   location, shape = the joint maximiser of the log-likelihood
//   scale = (sum((x - location)**shape)/n)**(1/shape)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 21
//   Smith (1985), Maximum likelihood estimation in a class of nonregular
//       cases, Biometrika 72, 67-90
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<upper=min(x)> location;
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h_21 = 0.0;
  real sum_h_22 = 0.0;
  for (i in 1 : N) {
    real t_50 = x[i] - location;
    sum_h_21 += pow(t_50 / scale, shape);
    sum_h_22 += log(t_50);
  }
  real part_1 = n * log(shape) + (shape - 1.0) * sum_h_22;
  target += part_1 - shape * n * log(scale) - sum_h_21;
}
