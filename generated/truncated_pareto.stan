// Maximum-likelihood estimation: Truncated Pareto distribution.
//
//   f(x; lower, upper, shape) =
//       shape*lower**shape*x**(-shape-1)/(1-(lower/upper)**shape)
//   support: lower <= x <= upper
//   lower: positive
//   upper: lower < upper
//   shape: positive
//
// Log-likelihood:
//
//   (-shape - 1)*sum(log(x)) + (shape*log(lower) + log(shape) - log(1 -
//       (lower/upper)**shape))*n
//
// Estimator (boundary):
//
//   lower = min(x)
//   upper = max(x)
//   shape = the solution of ((lower/upper)**shape*log(lower/upper)/(1 -
//       (lower/upper)**shape) + log(lower) + 1/shape)*n - sum(log(x)) = 0
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if 2 sum log x_i < n log x_(1) + n log x_(n).
//
// Source:
//
//   Aban, Meerschaert, Panorska (2006), Parameter estimation for the truncated
//       Pareto distribution, J. Amer. Statist. Assoc. 101, 270-277
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
  real<lower=0.0, upper=min(x)> lower_1;
  real<lower=0.0> shape;
  real<lower=fmax(lower_1, max(x))> upper_1;
}
model {
  real part_1 = n * log1p(-pow(lower_1 / upper_1, shape));
  real part_2 = shape * n * log(lower_1) + n * log(shape);
  target += part_2 + (-shape - 1.0) * sum_log_x - part_1;
}
