// Maximum-likelihood estimation: Generalised Pareto distribution with a heavy
// tail.
//
//   f(x; shape, scale) = 1/scale*(1+shape*x/scale)**(-1/shape-1)
//   support: x >= 0
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (-1 - 1/shape)*sum(log(x*shape/scale + 1)) - log(scale)*n
//
// Estimator (reduced):
//
//   theta = the solution of -n*sum(x/(x*theta + 1))/sum(log(x*theta + 1)) -
//       sum(x/(x*theta + 1)) + n/theta = 0
//   shape = sum(log(x*theta + 1))/n
//   scale = shape/theta
//
// Source:
//
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
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h_8 = 0.0;
  for (i in 1 : N) {
    sum_h_8 += log1p(shape / scale * x[i]);
  }
  target += (-1.0 - 1.0 / shape) * sum_h_8 - n * log(scale);
}
