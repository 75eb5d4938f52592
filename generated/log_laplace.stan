// Maximum-likelihood estimation: Log-Laplace distribution.
//
//   f(x; mu, scale) = 1/(2*scale*x)*exp(-Abs(log(x)-mu)/scale)
//   support: x > 0
//   mu: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(2*scale)*n - sum(log(x)) - sum(Abs(mu - log(x)))/scale
//
// Estimator (boundary):
//
//   mu = median(log(x))
//   scale = sum(Abs(mu - log(x)))/n
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Kozubowski, Podgorski (2003), Log-Laplace distributions, Int. Math. J. 3,
//       467-495
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
    real t = log(x[i]);
    sum_log_x += t;
  }
}
parameters {
  real mu;
  real<lower=0.0> scale;
}
model {
  real sum_h_3 = 0.0;
  for (i in 1 : N) {
    sum_h_3 += abs(mu - log(x[i]));
  }
  target += -n * log(2.0 * scale) - sum_log_x - sum_h_3 / scale;
}
