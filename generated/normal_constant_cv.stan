// Maximum-likelihood estimation: Normal distribution with known coefficient of
// variation.
//
//   f(x; theta, cv) =
//       1/(cv*theta*sqrt(2*pi))*exp(-(x-theta)**2/(2*cv**2*theta**2))
//   support: real
//   theta: positive
//   cv: positive (a known constant)
//
// Log-likelihood:
//
//   (-log(cv) - log(theta) - log(2*pi)/2)*n - sum((x -
//       theta)**2)/(2*cv**2*theta**2)
//
// Estimator (closed):
//
//   theta = -(-sqrt(4*cv**2*n*sum(x**2) + sum(x)**2) + sum(x))/(2*cv**2*n)
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 13
//   Khan (1968), A note on estimating the mean of a normal distribution with
//       known coefficient of variation, J. Amer. Statist. Assoc. 63, 1039-1041
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=0.0> cv;
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
  real part_1 = 0.5 * sum_h_2 / (cv * cv * (theta * theta));
  real part_2 = -n * log(cv) - n * log(theta);
  target += part_2 - 0.5 * n * log(2.0 * (pi())) - part_1;
}
