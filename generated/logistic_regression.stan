// Maximum-likelihood estimation: Logistic regression with one covariate.
//
//   f(y | z; intercept, slope) =
//       exp(y*(intercept+slope*z))/(1+exp(intercept+slope*z))
//   support: y in 0, 1
//   intercept: real
//   slope: real
//
// Log-likelihood:
//
//   sum(y*(z*slope + intercept)) - sum(log(exp(z*slope + intercept) + 1))
//
// Estimator (numeric):
//
//   intercept, slope = the joint maximiser of the log-likelihood
//
// Source:
//
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 4
//   Albert, Anderson (1984), On the existence of maximum likelihood estimates
//       in logistic regression models, Biometrika 71, 1-10
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0, upper=1.0>[N] y;
  vector[N] z;
}
transformed data {
  for (i in 1 : N) {
    if (y[i] != floor(y[i])) {
      reject("the values of y must be integers");
    }
  }
}
parameters {
  real intercept;
  real slope;
}
model {
  real sum_h_1 = 0.0;
  real sum_h_2 = 0.0;
  for (i in 1 : N) {
    real t = slope * z[i] + intercept;
    sum_h_1 += log_sum_exp(0.0, t);
    sum_h_2 += t * y[i];
  }
  target += sum_h_2 - sum_h_1;
}
