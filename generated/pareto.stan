// Maximum-likelihood estimation: Pareto distribution.
//
//   f(x; x_m, shape) = shape*x_m**shape/x**(shape+1)
//   support: x >= x_m
//   x_m: positive
//   shape: positive
//
// Log-likelihood:
//
//   (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n
//
// Estimator (boundary):
//
//   x_m = min(x)
//   shape = n/sum(log(x/x_m))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 20
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
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0, upper=min(x)> x_m;
  real<lower=0.0> shape;
}
model {
  target += shape * n * log(x_m) + n * log(shape) + (-shape - 1.0) * sum_log_x;
}
