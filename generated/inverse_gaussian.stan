// Maximum-likelihood estimation: Inverse Gaussian distribution (mean, shape).
//
//   f(x; mu, shape) =
//       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
//   support: x > 0
//   mu: positive
//   shape: positive
//
// Log-likelihood:
//
//   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
//       mu)**2/x)/(2*mu**2)
//
// Estimator (closed):
//
//   mu = sum(x)/n
//   shape = n*sum(x)/(-n**2 + sum(1/x)*sum(x))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 15
//   Tweedie (1957), Statistical properties of inverse Gaussian distributions
//       I, Ann. Math. Statist. 28, 362-377
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
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> mu;
  real<lower=0.0> shape;
}
model {
  real sum_h_4 = 0.0;
  for (i in 1 : N) {
    sum_h_4 += pow(x[i] - mu, 2.0) / x[i];
  }
  real t_14 = 0.5 * shape;
  real part_1 = 0.5 * n * log(t_14 / (pi()));
  target += part_1 - t_14 * sum_h_4 / (mu * mu) - 1.5 * sum_log_x;
}
