// Maximum-likelihood estimation: Log-uniform distribution.
//
//   f(x; a, b) = 1/(x*log(b/a))
//   support: a <= x <= b
//   a: positive
//   b: a < b
//
// Log-likelihood:
//
//   -log(log(b/a))*n - sum(log(x))
//
// Estimator (boundary):
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
//   Hamming (1970), On the distribution of numbers, Bell Syst. Tech. J. 49,
//       1609-1625
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
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0, upper=min(x)> a;
  real<lower=fmax(a, max(x))> b;
}
model {
  target += -n * log(log(b / a)) - sum_log_x;
}
