// Maximum-likelihood estimation: Mixture of two Poisson distributions.
//
//   f(x; weight, rate_1, rate_2) = weight*rate_1**x*exp(-
//       rate_1)/factorial(x)+(1-weight)*rate_2**x*exp(-rate_2)/factorial(x)
//   support: x in 0, 1, 2, ...
//   weight: 0 < weight < 1
//   rate_1: positive
//   rate_2: positive
//
// Log-likelihood:
//
//   sum(log(rate_1**x*weight*exp(-rate_1)/gamma(x + 1) + rate_2**x*(1 -
//       weight)*exp(-rate_2)/gamma(x + 1)))
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
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
}
parameters {
  real<lower=0.0, upper=1.0> weight;
  real<lower=0.0> rate_1;
  real<lower=0.0> rate_2;
}
model {
  real sum_h_18 = 0.0;
  for (i in 1 : N) {
    real t_27 = lgamma(x[i] + 1.0);
    real part_1 = lmultiply(x[i], rate_2) + log1p(-weight) - t_27;
    real part_2 = lmultiply(x[i], rate_1) + log(weight) - t_27;
    sum_h_18 += log_sum_exp(part_2 - rate_1, part_1 - rate_2);
  }
  target += sum_h_18;
}
