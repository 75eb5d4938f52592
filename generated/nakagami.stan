// Maximum-likelihood estimation: Nakagami distribution (shape, spread).
//
//   f(x; shape, spread) = 2*shape**shape/(gamma(shape)*spread**shape)*x**(2*sh
//       ape-1)*exp(-shape*x**2/spread)
//   support: x > 0
//   shape: positive
//   spread: positive
//
// Log-likelihood:
//
//   -shape*sum(x**2)/spread + (2*shape - 1)*sum(log(x)) + (shape*log(shape) -
//       shape*log(spread) - loggamma(shape) + log(2))*n
//
// Estimator (reduced):
//
//   spread = sum(x**2)/n
//   shape = the solution of (log(shape) - log(spread) - polygamma(0, shape) +
//       1)*n + 2*sum(log(x)) - sum(x**2)/spread = 0
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Nakagami (1960), The m-distribution, a general formula of intensity
//       distribution of rapid fading, Statistical Methods in Radio Wave
//       Propagation, 3-36
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
  real sum_log_x = 0.0;
  real sum_x_2 = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_x_2 += x[i] * x[i];
  }
}
parameters {
  real<lower=0.0> shape;
  real<lower=0.0> spread;
}
model {
  real t_9 = shape * n;
  real part_1 = n * log(2.0) + t_9 * log(shape);
  real part_2 = part_1 + (2.0 * shape - 1.0) * sum_log_x;
  real part_3 = part_2 - n * lgamma(shape) - t_9 * log(spread);
  target += part_3 - shape * sum_x_2 / spread;
}
