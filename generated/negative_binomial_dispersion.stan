// Maximum-likelihood estimation: Negative binomial distribution (mean,
// dispersion).
//
//   f(x; mu, alpha) = gamma(x+1/alpha)/(gamma(1/alpha)*factorial(x))*(1/(1+alp
//       ha*mu))**(1/alpha)*(alpha*mu/(1+alpha*mu))**x
//   support: x in 0, 1, 2, ...
//   mu: positive
//   alpha: positive
//
// Log-likelihood:
//
//   (log(alpha) + log(mu))*sum(x) - log(alpha*mu + 1)*sum(x + 1/alpha) -
//       loggamma(1/alpha)*n - sum(loggamma(x + 1)) + sum(loggamma(x +
//       1/alpha))
//
// Estimator (reduced):
//
//   mu = sum(x)/n
//   alpha = the solution of -mu*sum(x + 1/alpha)/(alpha*mu + 1) + sum(x)/alpha
//       + (log(alpha*mu + 1) + polygamma(0, 1/alpha))*n/alpha**2 -
//       sum(polygamma(0, x + 1/alpha))/alpha**2 = 0
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
//
// Source:
//
//   Hilbe (2011), Negative Binomial Regression, 2nd ed., ch. 8
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 5
//   Aragon, Eberly, Eberly (1992), Existence and uniqueness of the maximum
//       likelihood estimator for the two-parameter negative binomial
//       distribution, Statist. Probab. Lett. 15, 375-379
//   Levin, Reeds (1977), Compound multinomial likelihood functions are
//       unimodal: proof of a conjecture of I. J. Good, Ann. Statist. 5, 79-87
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
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> mu;
  real<lower=0.0> alpha;
}
model {
  real sum_h_10 = 0.0;
  real sum_h_11 = 0.0;
  for (i in 1 : N) {
    real t_26 = 1.0 / alpha;
    sum_h_10 += lbeta(t_26, x[i] + 1.0);
    sum_h_11 += log(x[i] + t_26);
  }
  real t_27 = 1.0 / alpha;
  real part_1 = ((-sum_x) * log1p(t_27 / mu));
  target += part_1 - t_27 * n * log1p(alpha * mu) - sum_h_10 - sum_h_11;
}
