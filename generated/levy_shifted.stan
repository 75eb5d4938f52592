// Maximum-likelihood estimation: Levy distribution with a threshold.
//
//   f(x; location, scale) =
//       sqrt(scale/(2*pi))*exp(-scale/(2*(x-location)))/(x-location)**(3/2)
//   support: x > location
//   location: real
//   scale: positive
//
// Log-likelihood:
//
//   -scale*sum(1/(x - location))/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x -
//       location))/2
//
// Estimator (reduced):
//
//   location = the solution of -n*sum((x - location)**(-2))/sum(1/(x -
//       location)) + 3*sum(1/(x - location)) = 0
//   scale = n/sum(1/(x - location))
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 12
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
  real<upper=min(x)> location;
  real<lower=0.0> scale;
}
model {
  real sum_h_9 = 0.0;
  real sum_h_10 = 0.0;
  for (i in 1 : N) {
    real t_11 = x[i] - location;
    sum_h_9 += log(t_11);
    sum_h_10 += 1.0 / t_11;
  }
  real t_12 = 0.5 * scale;
  target += 0.5 * n * log(t_12 / (pi())) - t_12 * sum_h_10 - 1.5 * sum_h_9;
}
