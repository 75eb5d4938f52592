// Maximum-likelihood estimation: Maxwell distribution.
//
//   f(x; a) = sqrt(2/pi)*x**2/a**3*exp(-x**2/(2*a**2))
//   support: x > 0
//   a: positive
//
// Log-likelihood:
//
//   (-3*log(a) + log(2/pi)/2)*n + 2*sum(log(x)) - sum(x**2)/(2*a**2)
//
// Estimator (closed):
//
//   a = sqrt(3)*sqrt(sum(x**2))/(3*sqrt(n))
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
//       vol. 1, ch. 18
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
  real sum_x_2 = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_x_2 += x[i] * x[i];
  }
}
parameters {
  real<lower=0.0> a;
}
model {
  real part_1 = 0.5 * n * log(2.0 / (pi())) + 2.0 * sum_log_x;
  target += part_1 - 3.0 * n * log(a) - 0.5 * sum_x_2 / (a * a);
}
