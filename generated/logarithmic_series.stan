// Maximum-likelihood estimation: Logarithmic series distribution.
//
//   f(x; p) = -p**x/(x*log(1-p))
//   support: x in 1, 2, 3, ...
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   log(p)*sum(x) - log(-log(1 - p))*n - sum(log(x))
//
// Estimator (special):
//
//   p = 1 - exp(LambertW(-exp(-n/sum(x))*n/sum(x), -1) + n/sum(x))
//
// Conditions:
//
//   A maximum exists only if sum x_i > n.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 7
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=1.0>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_log_x = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  target += lmultiply(sum_x, p) - n * log(-log1p(-p)) - sum_log_x;
}
