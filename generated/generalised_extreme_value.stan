// Maximum-likelihood estimation: Generalised extreme value distribution.
//
//   f(x; mu, scale, shape) = 1/scale*(1+shape*(x-mu)/scale)**(-1/shape-
//       1)*exp(-(1+shape*(x-mu)/scale)**(-1/shape))
//   support: 1 + shape*(x-mu)/scale > 0
//   mu: real
//   scale: positive
//   shape: real
//
// Log-likelihood:
//
//   (-1 - 1/shape)*sum(log(1 + shape*(x - mu)/scale)) - log(scale)*n - sum((1
//       + shape*(x - mu)/scale)**(-1/shape))
//
// Estimator (unbounded):
//
//   mu, scale, shape = the joint maximiser of the log-likelihood
//
// Source:
//
//   Coles (2001), An Introduction to Statistical Modeling of Extreme Values,
//       ch. 3
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
  real mu;
  real<lower=0.0> scale;
  real shape;
}
model {
  for (i in 1 : N) {
    if (!(shape / scale * (x[i] - mu) + 1.0 > 0.0)) {
      target += negative_infinity();
    }
  }
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    real t = shape / scale * (x[i] - mu);
    sum_h += pow(t + 1.0, -1.0 / shape);
    sum_h_1 += log1p(t);
  }
  target += (-1.0 - 1.0 / shape) * sum_h_1 - n * log(scale) - sum_h;
}
