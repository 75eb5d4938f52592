// Maximum-likelihood estimation: Cardioid distribution centred at zero.
//
//   f(x; rho) = (1+2*rho*cos(x))/(2*pi)
//   support: -pi <= x <= pi
//   rho: -1/2 < rho < 1/2
//
// Log-likelihood:
//
//   -log(2*pi)*n + sum(log(2*rho*cos(x) + 1))
//
// Estimator (reduced):
//
//   rho = the solution of sum(cos(x)/(rho*cos(x) + 1/2)) = 0
//
// Conditions:
//
//   A maximum exists only if sum [cos x_i/(cos x_i - 1)] < 0.
//   A maximum exists only if sum [cos x_i/(1 + cos x_i)] < 0.
//
// Source:
//
//   Mardia, Jupp (2000), Directional Statistics, ch. 3
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=-(pi()), upper=pi()>[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<lower=-0.5, upper=0.5> rho;
}
model {
  real sum_h_8 = 0.0;
  for (i in 1 : N) {
    sum_h_8 += log1p(2.0 * rho * cos(x[i]));
  }
  target += sum_h_8 - n * log(2.0 * (pi()));
}
