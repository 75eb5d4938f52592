// Maximum-likelihood estimation: Yule-Simon distribution.
//
//   f(x; rho) = rho*beta(x, rho+1)
//   support: x in 1, 2, 3, ...
//   rho: positive
//
// Log-likelihood:
//
//   (log(rho) + loggamma(rho + 1))*n + sum(loggamma(x)) - sum(loggamma(x + rho
//       + 1))
//
// Estimator (reduced):
//
//   rho = the solution of (polygamma(0, rho + 1) + 1/rho)*n - sum(polygamma(0,
//       x + rho + 1)) = 0
//
// Source:
//
//   Simon (1955), On a class of skew distribution functions, Biometrika 42,
//       425-440
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 6
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=1.0>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
}
parameters {
  real<lower=0.0> rho;
}
model {
  real sum_h_7 = 0.0;
  for (i in 1 : N) {
    sum_h_7 += lbeta(rho + 1.0, x[i]);
  }
  target += n * log(rho) + sum_h_7;
}
