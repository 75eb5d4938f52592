// Maximum-likelihood estimation: Binomial distribution with a known number of
// trials.
//
//   f(x; p, trials) = binomial(trials, x)*p**x*(1-p)**(trials-x)
//   support: x in 0, 1, 2, ..., trials
//   p: 0 < p < 1
//   trials: integer >= 1 (a known constant)
//
// Log-likelihood:
//
//   log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
//       sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))
//
// Estimator (closed):
//
//   p = sum(x)/(trials*n)
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
//   A maximum exists only if sum x_i < n trials.
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
  real sum_x = 0.0;
  real sum_h_1 = 0.0;
  for (i in 1 : N) {
    sum_h += lbeta(trials - x[i] + 1.0, x[i] + 1.0);
    sum_x += x[i];
    sum_h_1 += x[i] - trials;
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  real part_1 = ((-sum_h_1) * log1p(-p)) + lmultiply(sum_x, p);
  target += part_1 - n * log(trials + 1.0) - sum_h;
}
