// Maximum-likelihood estimation: Gompertz distribution.
//
//   f(x; shape, rate) = shape*rate*exp(shape+rate*x-shape*exp(rate*x))
//   support: x >= 0
//   shape: positive
//   rate: positive
//
// Log-likelihood:
//
//   rate*sum(x) - shape*sum(exp(x*rate)) + (shape + log(rate) + log(shape))*n
//
// Estimator (reduced):
//
//   rate = the solution of sum(x) - n*sum(x*exp(x*rate))/(-n +
//       sum(exp(x*rate))) + n/rate = 0
//   shape = n/(-n + sum(exp(x*rate)))
//
// Source:
//
//   Garg, Rao, Redmond (1970), Maximum-likelihood estimation of the parameters
//       of the Gompertz survival function, Appl. Statist. 19, 152-159
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 22
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
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> shape;
  real<lower=0.0> rate;
}
model {
  real sum_h_7 = 0.0;
  for (i in 1 : N) {
    sum_h_7 += exp(rate * x[i]);
  }
  real part_1 = shape * n + n * log(rate) + n * log(shape);
  target += part_1 + rate * sum_x - shape * sum_h_7;
}
