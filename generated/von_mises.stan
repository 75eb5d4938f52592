// Maximum-likelihood estimation: von Mises distribution.
//
//   f(x; mu, kappa) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
//   support: -pi <= x <= pi
//   mu: -pi < mu <= pi
//   kappa: positive
//
// Log-likelihood:
//
//   kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n
//
// Estimator (special):
//
//   mu = atan2(sum(sin(x)), sum(cos(x)))
//   kappa = InverseBesselRatio(sqrt(sum(sin(x))**2 + sum(cos(x))**2)/n)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if sqrt((sum cos x_i)^2 + (sum sin x_i)^2) < n.
//
// Source:
//
//   Mardia, Jupp (2000), Directional Statistics, ch. 5
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
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h += cos(x[i]);
    sum_h_1 += sin(x[i]);
  }
}
parameters {
  real<lower=-(pi()), upper=pi()> mu;
  real<lower=0.0> kappa;
}
model {
  real part_1 = n * log_modified_bessel_first_kind(abs(0.0), kappa);
  real part_2 = kappa * (sum_h * cos(mu) + sum_h_1 * sin(mu)) - part_1;
  target += part_2 - n * log(2.0 * (pi()));
}
