// Maximum-likelihood estimation: Inverse Gaussian distribution with known
// mean.
//
//   f(x; shape, mu) =
//       sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
//   support: x > 0
//   shape: positive
//   mu: positive (a known constant)
//
// Log-likelihood:
//
//   log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x -
//       mu)**2/x)/(2*mu**2)
//
// Estimator (closed):
//
//   shape = mu**2*n/sum((x - mu)**2/x)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 15
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=0.0> mu;
  vector<lower=0.0>[N] x;
}
transformed data {
  real n = N;
  real sum_log_x = 0.0;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_h += pow(x[i] - mu, 2.0) / x[i];
  }
}
parameters {
  real<lower=0.0> shape;
}
model {
  real t_4 = 0.5 * shape;
  real part_1 = 0.5 * n * log(t_4 / (pi())) - t_4 * sum_h / (mu * mu);
  target += part_1 - 1.5 * sum_log_x;
}
