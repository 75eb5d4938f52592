// Maximum-likelihood estimation: Normal distribution (mean, precision).
//
//   f(x; mu, tau) = sqrt(tau/(2*pi))*exp(-tau*(x-mu)**2/2)
//   support: real
//   mu: real
//   tau: positive
//
// Log-likelihood:
//
//   -tau*sum((x - mu)**2)/2 + log(tau/(2*pi))*n/2
//
// Estimator (closed):
//
//   mu = sum(x)/n
//   tau = n/sum((x - mu)**2)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 13
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
  real mu;
  real<lower=0.0> tau;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += pow(x[i] - mu, 2.0);
  }
  real t_3 = 0.5 * tau;
  target += 0.5 * n * log(t_3 / (pi())) - t_3 * sum_h_1;
}
