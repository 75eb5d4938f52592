// Maximum-likelihood estimation: Normal distribution with variance equal to
// the mean.
//
//   f(x; theta) = 1/sqrt(2*pi*theta)*exp(-(x-theta)**2/(2*theta))
//   support: real
//   theta: positive
//
// Log-likelihood:
//
//   -log(2*pi*theta)*n/2 - sum((x - theta)**2)/(2*theta)
//
// Estimator (closed):
//
//   theta = (sqrt(n**2 + 4*n*sum(x**2)) - n)/(2*n)
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
  real<lower=0.0> theta;
}
model {
  real sum_h_2 = 0.0;
  for (i in 1 : N) {
    sum_h_2 += pow(x[i] - theta, 2.0);
  }
  target += -0.5 * n * log(2.0 * (pi()) * theta) - 0.5 * sum_h_2 / theta;
}
