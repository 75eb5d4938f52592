// Maximum-likelihood estimation: Weibull lifetimes with right censoring.
//
//   f(t, d; shape, scale) =
//       (shape/scale*(t/scale)**(shape-1))**d*exp(-(t/scale)**shape)
//   support: t > 0 and d in 0, 1
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (shape - 1)*sum(d*log(t)) + (-(shape - 1)*sum(d) - sum(d))*log(scale) +
//       log(shape)*sum(d) - sum(t**shape)/scale**shape
//
// Estimator (reduced):
//
//   shape = the solution of (-log((sum(t**shape)/sum(d))**(1/shape)) +
//       1/shape)*sum(d) + sum(d*log(t)) + log((sum(t**shape)/sum(d))**(1/shape
//       ))*sum(t**shape)/((sum(t**shape)/sum(d))**(1/shape))**shape -
//       sum(t**shape*log(t))/((sum(t**shape)/sum(d))**(1/shape))**shape = 0
//   scale = (sum(t**shape)/sum(d))**(1/shape)
//
// Conditions:
//
//   A maximum exists only if sum d_i > 0.
//   A maximum exists only if log(t_(n)) sum d_i > sum d_i log t_i.
//
// Source:
//
//   Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time
//       Data, 2nd ed., ch. 3
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0>[N] t;
  vector<lower=0.0, upper=1.0>[N] d;
}
transformed data {
  for (i in 1 : N) {
    if (d[i] != floor(d[i])) {
      reject("the values of d must be integers");
    }
  }
}
parameters {
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h_10 = 0.0;
  real sum_h_11 = 0.0;
  for (i in 1 : N) {
    real t_27 = -log(scale);
    sum_h_10 += pow(t[i] / scale, shape);
    real part_1 = (shape - 1.0) * (log(t[i]) + t_27) + t_27;
    sum_h_11 += (part_1 + log(shape)) * d[i];
  }
  target += sum_h_11 - sum_h_10;
}
