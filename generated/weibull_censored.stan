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
//   shape = the solution of -sum(d)*sum(t**shape*log(t))/sum(t**shape) +
//       sum(d*log(t)) + sum(d)/shape = 0
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
  real sum_h = 0.0;
  real sum_d = 0.0;
  for (i in 1 : N) {
    sum_h += lmultiply(d[i], t[i]);
    sum_d += d[i];
  }
}
parameters {
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h_9 = 0.0;
  for (i in 1 : N) {
    sum_h_9 += pow(t[i] / scale, shape);
  }
  real t_19 = shape - 1.0;
  real part_1 = t_19 * sum_h + lmultiply(-sum_d, scale);
  real part_2 = part_1 + lmultiply(sum_d, shape);
  target += part_2 + lmultiply(-t_19 * sum_d, scale) - sum_h_9;
}
