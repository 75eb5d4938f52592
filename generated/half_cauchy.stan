// Maximum-likelihood estimation: Half-Cauchy distribution.
//
//   f(x; scale) = 2/(pi*scale*(1+(x/scale)**2))
//   support: x >= 0
//   scale: positive
//
// Log-likelihood:
//
//   (-log(pi*scale) + log(2))*n - sum(log(x**2/scale**2 + 1))
//
// Estimator (reduced):
//
//   scale = the solution of -n + 2*sum(x**2/(x**2/scale**2 + 1))/scale**2 = 0
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 16
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
  real<lower=0.0> scale;
}
model {
  real sum_h_5 = 0.0;
  for (i in 1 : N) {
    sum_h_5 += log1p(x[i] * x[i] / (scale * scale));
  }
  target += n * log(2.0) - n * log((pi()) * scale) - sum_h_5;
}
