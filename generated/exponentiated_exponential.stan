// Maximum-likelihood estimation: Exponentiated exponential distribution.
//
//   f(x; shape, rate) = shape*rate*exp(-rate*x)*(1-exp(-rate*x))**(shape-1)
//   support: x > 0
//   shape: positive
//   rate: positive
//
// Log-likelihood:
//
//   -rate*sum(x) + (shape - 1)*sum(log(1 - exp(-x*rate))) + (log(rate) +
//       log(shape))*n
//
// Estimator (reduced):
//
//   rate = the solution of n*sum(x*exp(-x*rate)/(-1 + exp(-x*rate)))/sum(log(1
//       - exp(-x*rate))) - sum(x) + sum(x*exp(-x*rate)/(-1 + exp(-x*rate))) +
//       n/rate = 0
//   shape = -n/sum(log(1 - exp(-x*rate)))
//
// Source:
//
//   Gupta, Kundu (1999), Generalized exponential distributions, Aust. N. Z. J.
//       Stat. 41, 173-188
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
  real sum_h_8 = 0.0;
  for (i in 1 : N) {
    sum_h_8 += log1m_exp(-rate * x[i]);
  }
  real part_1 = n * log(rate) + n * log(shape);
  target += part_1 + (shape - 1.0) * sum_h_8 - rate * sum_x;
}
