// Maximum-likelihood estimation: Mixture of two exponential distributions.
//
//   f(x; weight, rate_1, rate_2) =
//       weight*rate_1*exp(-rate_1*x)+(1-weight)*rate_2*exp(-rate_2*x)
//   support: x >= 0
//   weight: 0 < weight < 1
//   rate_1: positive
//   rate_2: positive
//
// Log-likelihood:
//
//   sum(log(rate_1*weight*exp(-x*rate_1) + rate_2*(1 -
//       weight)*exp(-x*rate_2)))
//
// Estimator (latent):
//
//   weight, rate_1, rate_2 = the joint maximiser of the log-likelihood, by the
//       EM algorithm and Newton's method
//
// Source:
//
//   McLachlan, Peel (2000), Finite Mixture Models, ch. 4
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0>[N] x;
}
transformed data {
}
parameters {
  real<lower=0.0, upper=1.0> weight;
  real<lower=0.0> rate_1;
  real<lower=0.0> rate_2;
}
model {
  real sum_h_16 = 0.0;
  for (i in 1 : N) {
    real part_1 = log(rate_2) + log1p(-weight) - rate_2 * x[i];
    real part_2 = log(rate_1) + log(weight) - rate_1 * x[i];
    sum_h_16 += log_sum_exp(part_2, part_1);
  }
  target += sum_h_16;
}
