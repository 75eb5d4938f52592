// Maximum-likelihood estimation: Zero-truncated binomial distribution with a
// known number of trials.
//
//   f(x; p, trials) = binomial(trials,
//       x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
//   support: x in 1, 2, ..., trials
//   p: 0 < p < 1
//   trials: integer >= 2 (a known constant)
//
// Log-likelihood:
//
//   (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) -
//       log(1 - p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x +
//       trials + 1))
//
// Estimator (reduced):
//
//   p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 -
//       p)**trials)) + sum(x - trials)/(1 - p) + sum(x)/p = 0
//
// Conditions:
//
//   A maximum exists only if sum x_i > n.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 3
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real<lower=2.0> trials;
  vector<lower=1.0, upper=trials>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_x = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    real t = trials - x[i] + 1.0;
    real t_1 = x[i] + 1.0;
    sum_h += lbeta(t, t_1);
    sum_x += x[i];
    sum_h_1 += x[i] - trials;
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  real t_20 = -p;
  real part_1 = ((-sum_h_1) * log1p(t_20)) + lmultiply(sum_x, p);
  real part_2 = n * log1m_exp(trials * log1p(t_20));
  target += part_1 - n * log(trials + 1.0) - part_2 - sum_h;
}
