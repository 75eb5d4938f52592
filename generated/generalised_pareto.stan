// Maximum-likelihood estimation: Generalised Pareto distribution.
//
//   f(x; shape, scale) = 1/scale*(1+shape*x/scale)**(-1/shape-1)
//   support: x >= 0 and 1 + shape*x/scale > 0
//   shape: real
//   scale: positive
//
// Log-likelihood:
//
//   (-1 - 1/shape)*sum(log(x*shape/scale + 1)) - log(scale)*n
//
// Estimator (unbounded):
//
//   shape, scale = the joint maximiser of the log-likelihood
//
// Source:
//
//   Pickands (1975), Statistical inference using extreme order statistics,
//       Ann. Statist. 3, 119-131
//   Grimshaw (1993), Computing maximum likelihood estimates for the
//       generalized Pareto distribution, Technometrics 35, 185-191
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
}
parameters {
  real shape;
  real<lower=0.0> scale;
}
model {
  for (i in 1 : N) {
    if (!(shape / scale * x[i] + 1.0 > 0.0)) {
      target += negative_infinity();
    }
  }
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += log1p(shape / scale * x[i]);
  }
  target += (-1.0 - 1.0 / shape) * sum_h - n * log(scale);
}
