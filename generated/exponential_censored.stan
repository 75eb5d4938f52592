// Maximum-likelihood estimation: Exponential lifetimes with right censoring.
//
//   f(t, d; rate) = (rate*exp(-rate*t))**d*exp(-rate*t)**(1-d)
//   support: t > 0 and d in 0, 1
//   rate: positive
//
// Log-likelihood:
//
//   -rate*sum(d*t) + rate*sum(t*(d - 1)) + log(rate)*sum(d)
//
// Estimator (closed):
//
//   rate = sum(d)/sum(t)
//
// Conditions:
//
//   A maximum exists only if sum d_i > 0.
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
  real sum_h = 0.0;
  real sum_d = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h += (d[i] - 1.0) * t[i];
    sum_d += d[i];
    sum_h_1 += d[i] * t[i];
  }
}
parameters {
  real<lower=0.0> rate;
}
model {
  target += rate * sum_h + lmultiply(sum_d, rate) - rate * sum_h_1;
}
