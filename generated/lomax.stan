// Maximum-likelihood estimation: Lomax distribution (Pareto II).
//
//   f(x; shape, scale) = shape/scale*(1+x/scale)**(-shape-1)
//   support: x > 0
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (-shape - 1)*sum(log(x/scale + 1)) + (-log(scale) + log(shape))*n
//
// Estimator (reduced):
//
//   scale = the solution of -n + n*sum(x/(x/scale + 1))/(scale*sum(log(x/scale
//       + 1))) + sum(x/(x/scale + 1))/scale = 0
//   shape = n/sum(log(x/scale + 1))
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 20
//   Lomax (1954), Business failures: another example of the analysis of
//       failure data, J. Amer. Statist. Assoc. 49, 847-852
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
  real sum_h_7 = 0.0;
  for (i in 1 : N) {
    sum_h_7 += log1p(x[i] / scale);
  }
  target += n * log(shape) + (-shape - 1.0) * sum_h_7 - n * log(scale);
}
