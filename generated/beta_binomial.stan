// Maximum-likelihood estimation: Beta-binomial distribution with a known
// number of trials.
//
//   f(x; alpha, beta, trials) = binomial(trials, x)*beta(x+alpha,
//       trials-x+beta)/beta(alpha, beta)
//   support: x in 0, 1, 2, ..., trials
//   alpha: positive
//   beta: positive
//   trials: integer >= 1 (a known constant)
//
// Log-likelihood:
//
//   (-loggamma(alpha) - loggamma(beta) + loggamma(alpha + beta) +
//       loggamma(trials + 1) - loggamma(alpha + beta + trials))*n -
//       sum(loggamma(x + 1)) + sum(loggamma(x + alpha)) + sum(loggamma(-x +
//       beta + trials)) - sum(loggamma(-x + trials + 1))
//
// Estimator (numeric):
//
//   alpha, beta = the joint maximiser of the log-likelihood
//
// Source:
//
//   Griffiths (1973), Maximum likelihood estimation for the beta-binomial
//       distribution, Biometrics 29, 637-648
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 6
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=1.0> trials;
  vector<lower=0.0, upper=trials>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += lbeta(trials - x[i] + 1.0, x[i] + 1.0);
  }
}
parameters {
  real<lower=0.0> alpha;
  real<lower=0.0> beta_;
}
model {
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h_1 += lbeta(x[i] + alpha, trials - x[i] + beta_);
  }
  target += sum_h_1 - n * log(trials + 1.0) - n * lbeta(alpha, beta_) - sum_h;
}
