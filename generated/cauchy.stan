// Maximum-likelihood estimation: Cauchy distribution.
//
//   f(x; location, scale) = 1/(pi*scale*(1+((x-location)/scale)**2))
//   support: real
//   location: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(pi*scale)*n - sum(log(1 + (x - location)**2/scale**2))
//
// Estimator (numeric):
//
//   location, scale = the joint maximiser of the log-likelihood
//
// Conditions:
//
//   The maximum is the only one if n > 2.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 16
//   Copas (1975), On the unimodality of the likelihood for the Cauchy
//       distribution, Biometrika 62, 701-704
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
  real location;
  real<lower=0.0> scale;
}
model {
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += log1p(pow(x[i] - location, 2.0) / (scale * scale));
  }
  target += -n * log((pi()) * scale) - sum_h;
}
