// Maximum-likelihood estimation: Beta distribution (mean, precision).
//
//   f(x; mu, phi) = x**(mu*phi-1)*(1-x)**((1-mu)*phi-1)/beta(mu*phi,
//       (1-mu)*phi)
//   support: 0 < x < 1
//   mu: 0 < mu < 1
//   phi: positive
//
// Log-likelihood:
//
//   (mu*phi - 1)*sum(log(x)) + (phi*(1 - mu) - 1)*sum(log(1 - x)) +
//       (-loggamma(mu*phi) - loggamma(phi*(1 - mu)) + loggamma(mu*phi + phi*(1
//       - mu)))*n
//
// Estimator (numeric):
//
//   mu, phi = the joint maximiser of the log-likelihood
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Ferrari, Cribari-Neto (2004), Beta regression for modelling rates and
//       proportions, J. Appl. Statist. 31, 799-815
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
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_h += log1p(-x[i]);
  }
}
parameters {
  real<lower=0.0, upper=1.0> mu;
  real<lower=0.0> phi;
}
model {
  real t = mu * phi;
  real t_1 = phi * (1.0 - mu);
  target += (t - 1.0) * sum_log_x + (t_1 - 1.0) * sum_h - n * lbeta(t, t_1);
}
