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
  real sum_h_31 = 0.0;
  for (i in 1 : N) {
    real t_65 = 0.5 * log(2.0) + 0.5 * log(pi());
    real part_1 = log(weight) - 0.5 / v_1 * pow(x[i] - mu_1, 2.0);
    real part_2 = 0.5 / v_2 * pow(x[i] - mu_2, 2.0);
    real part_3 = log1p(-weight) - part_2 - t_65 - 0.5 * log(v_2);
    sum_h_31 += log_sum_exp(part_1 - t_65 - 0.5 * log(v_1), part_3);
  }
  target += sum_h_31;
}
