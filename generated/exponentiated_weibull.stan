// Maximum-likelihood estimation: Exponentiated Weibull distribution.
//
//   f(x; alpha, shape, scale) = alpha*shape/scale*(x/scale)**(shape-1)*exp(-
//       (x/scale)**shape)*(1-exp(-(x/scale)**shape))**(alpha-1)
//   support: x > 0
//   alpha: positive
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (alpha - 1)*sum(log(1 - exp(-x**shape/scale**shape))) + (shape -
//       1)*sum(log(x)) + (-shape*log(scale) + log(alpha) + log(shape))*n -
//       sum(x**shape)/scale**shape
//
// Estimator (numeric):
//
//   alpha, shape, scale = the joint maximiser of the log-likelihood
//
// Source:
//
//   Mudholkar, Srivastava (1993), Exponentiated Weibull family for analyzing
//       bathtub failure-rate data, IEEE Trans. Reliab. 42, 299-302
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0>[N] x;
}
transformed data {
  real n = N;
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> alpha;
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    real t = pow(x[i] / scale, shape);
    sum_h += t;
    sum_h_1 += log1m_exp(-t);
  }
  real part_1 = n * log(alpha) + n * log(shape);
  real part_2 = part_1 + (alpha - 1.0) * sum_h_1;
  real part_3 = part_2 + (shape - 1.0) * sum_log_x;
  target += part_3 - shape * n * log(scale) - sum_h;
}
