// Maximum-likelihood estimation: Arcsine distribution on (a, b).
//
//   f(x; a, b) = 1/(pi*sqrt((x-a)*(b-x)))
//   support: a < x < b
//   a: real
//   b: a < b
//
// Log-likelihood:
//
//   -log(pi)*n - sum(log(-x + b))/2 - sum(log(x - a))/2
//
// Estimator (unbounded):
//
//   a = min(x)
//   b = max(x)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 25
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<upper=min(x)> a;
  real<lower=fmax(a, max(x))> b;
}
model {
  real sum_h_6 = 0.0;
  real sum_h_7 = 0.0;
  for (i in 1 : N) {
    sum_h_6 += log(b - x[i]);
    sum_h_7 += log(x[i] - a);
  }
  target += -n * log(pi()) - 0.5 * sum_h_6 - 0.5 * sum_h_7;
}
