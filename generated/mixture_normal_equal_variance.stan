// Maximum-likelihood estimation: Mixture of two normal distributions of equal
// variance.
//
//   f(x; weight, mu_1, mu_2, sigma2) = weight/sqrt(2*pi*sigma2)*exp(-(x-
//       mu_1)**2/(2*sigma2))+(1-weight)/sqrt(2*pi*sigma2)*exp(-(x-
//       mu_2)**2/(2*sigma2))
//   support: real
//   weight: 0 < weight < 1
//   mu_1: real
//   mu_2: real
//   sigma2: positive
//
// Log-likelihood:
//
//   sum(log(sqrt(2)*weight*exp(-(x -
//       mu_1)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2)) + sqrt(2)*(1 -
//       weight)*exp(-(x - mu_2)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2))))
//
// Estimator (latent):
//
//   weight, mu_1, mu_2, sigma2 = the joint maximiser of the log-likelihood, by
//       the EM algorithm and Newton's method
//
// Source:
//
//   McLachlan, Peel (2000), Finite Mixture Models, ch. 3
//   Day (1969), Estimating the components of a mixture of normal
//       distributions, Biometrika 56, 463-474
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] x;
}
transformed data {
}
parameters {
  real<lower=0.0, upper=1.0> weight;
  real mu_1;
  real mu_2;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_30 = 0.0;
  for (i in 1 : N) {
    real t_65 = 0.5 / sigma2;
    real t_66 = 0.5 * log(sigma2) + 0.5 * log(2.0) + 0.5 * log(pi());
    real part_1 = log1p(-weight) - t_65 * pow(x[i] - mu_2, 2.0);
    real part_2 = log(weight) - t_65 * pow(x[i] - mu_1, 2.0);
    sum_h_30 += log_sum_exp(part_2 - t_66, part_1 - t_66);
  }
  target += sum_h_30;
}
