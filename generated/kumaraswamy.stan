// Maximum-likelihood estimation: Kumaraswamy distribution.
//
//   f(x; a, b) = a*b*x**(a-1)*(1-x**a)**(b-1)
//   support: 0 < x < 1
//   a: positive
//   b: positive
//
// Log-likelihood:
//
//   (a - 1)*sum(log(x)) + (b - 1)*sum(log(1 - x**a)) + (log(a) + log(b))*n
//
// Estimator (reduced):
//
//   a = the solution of -n*sum(x**a*log(x)/(x**a - 1))/sum(log(1 - x**a)) -
//       sum(x**a*log(x)/(x**a - 1)) + sum(log(x)) + n/a = 0
//   b = -n/sum(log(1 - x**a))
//
// Source:
//
//   Kumaraswamy (1980), A generalized probability density function for double-
//       bounded random processes, J. Hydrol. 46, 79-88
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0, upper=1.0>[N] x;
}
transformed data {
  real n = N;
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> a;
  real<lower=0.0> b;
}
model {
  real sum_h_9 = 0.0;
  for (i in 1 : N) {
    sum_h_9 += log1p(-pow(x[i], a));
  }
  real part_1 = n * log(a) + n * log(b) + (a - 1.0) * sum_log_x;
  target += part_1 + (b - 1.0) * sum_h_9;
}
