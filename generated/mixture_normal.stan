// Maximum-likelihood estimation: Mixture of two normal distributions.
//
//   f(x; weight, mu_1, mu_2, v_1, v_2) = weight/sqrt(2*pi*v_1)*exp(-(x-
//       mu_1)**2/(2*v_1))+(1-weight)/sqrt(2*pi*v_2)*exp(-(x-mu_2)**2/(2*v_2))
//   support: real
//   weight: 0 < weight < 1
//   mu_1: real
//   mu_2: real
//   v_1: positive
//   v_2: positive
//
// Log-likelihood:
//
//   sum(log(sqrt(2)*(1 - weight)*exp(-(x -
//       mu_2)**2/(2*v_2))/(2*sqrt(pi)*sqrt(v_2)) + sqrt(2)*weight*exp(-(x -
//       mu_1)**2/(2*v_1))/(2*sqrt(pi)*sqrt(v_1))))
//
// Estimator (unbounded):
//
//   weight, mu_1, mu_2, v_1, v_2 = the joint maximiser of the log-likelihood,
//       by the EM algorithm and Newton's method
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
  real<lower=0.0> v_1;
  real<lower=0.0> v_2;
}
model {
  real sum_h_30 = 0.0;
  for (i in 1 : N) {
    real t_65 = 0.5 * log(pi());
    real t_66 = 0.5 * log(2.0);
    real part_1 = 0.5 / v_1 * pow(x[i] - mu_1, 2.0);
    real part_2 = t_66 + log(0.5 * weight) - part_1 - t_65;
    real part_3 = 0.5 / v_2 * pow(x[i] - mu_2, 2.0);
    real part_4 = log1p(-weight) - part_3 - t_65 - t_66;
    real part_5 = part_2 - 0.5 * log(v_1);
    sum_h_30 += log_sum_exp(part_5, part_4 - 0.5 * log(v_2));
  }
  target += sum_h_30;
}
