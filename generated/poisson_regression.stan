// Maximum-likelihood estimation: Poisson regression with one covariate.
//
//   f(y | z; intercept, slope) =
//       exp(y*(intercept+slope*z)-exp(intercept+slope*z))/factorial(y)
//   support: y in 0, 1, 2, ...
//   intercept: real
//   slope: real
//
// Log-likelihood:
//
//   sum(y*(z*slope + intercept)) - sum(exp(z*slope + intercept)) -
//       sum(loggamma(y + 1))
//
// Estimator (reduced):
//
//   slope = the solution of -sum(y)*sum(z*exp(z*slope))/sum(exp(z*slope)) +
//       sum(y*z) = 0
//   intercept = log(sum(y)/sum(exp(z*slope)))
//
// Conditions:
//
//   A maximum exists only if sum y_i > 0.
//
// Source:
//
//   McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 6
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0>[N] y;
  vector[N] z;
}
transformed data {
  for (i in 1 : N) {
    if (y[i] != floor(y[i])) {
      reject("the values of y must be integers");
    }
  }
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(y[i] + 1.0);
  }
}
parameters {
  real intercept;
  real slope;
}
model {
  real sum_h_11 = 0.0;
  real sum_h_12 = 0.0;
  for (i in 1 : N) {
    real t_7 = slope * z[i] + intercept;
    sum_h_11 += exp(t_7);
    sum_h_12 += t_7 * y[i];
  }
  target += sum_h_12 - sum_h_11 - sum_h;
}
