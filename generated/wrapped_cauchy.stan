// Maximum-likelihood estimation: Wrapped Cauchy distribution.
//
//   f(x; mu, rho) = (1-rho**2)/(2*pi*(1+rho**2-2*rho*cos(x-mu)))
//   support: -pi <= x <= pi
//   mu: -pi < mu <= pi
//   rho: 0 < rho < 1
//
// Log-likelihood:
//
//   (log(1 - rho**2) - log(2*pi))*n - sum(log(rho**2 - 2*rho*cos(x - mu) + 1))
//
// Estimator (numeric):
//
//   mu, rho = the joint maximiser of the log-likelihood
//
// Source:
//
//   Kent, Tyler (1988), Maximum likelihood estimation for the wrapped Cauchy
//       distribution, J. Appl. Statist. 15, 247-254
//   Kent, Tyler (1988), Maximum likelihood estimation for the wrapped Cauchy
//       distribution, J. Appl. Statist. 15, 247-254
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
  real<lower=-(pi()), upper=pi()> mu;
  real<lower=0.0, upper=1.0> rho;
}
model {
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += log1p(rho * rho - 2.0 * rho * cos(x[i] - mu));
  }
  target += n * log1p(-(rho * rho)) - n * log(2.0 * (pi())) - sum_h;
}
