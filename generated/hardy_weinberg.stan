// Maximum-likelihood estimation: Hardy-Weinberg proportions (number of A
// alleles).
//
//   f(x; p) = binomial(2, x)*p**x*(1-p)**(2-x)
//   support: x in 0, 1, 2
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   (2*n - sum(x))*log(1 - p) + log(p)*sum(x) + log(2)*n - sum(loggamma(3 -
//       x)) - sum(loggamma(x + 1))
//
// Estimator (closed):
//
//   p = sum(x)/(2*n)
//
// Conditions:
//
//   A maximum exists only if sum x_i > 0.
//   A maximum exists only if sum x_i < 2n.
//
// Source:
//
//   Weir (1996), Genetic Data Analysis II, ch. 2
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0, upper=2.0>[N] x;
}
transformed data {
  real n = N;
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  real sum_h_2 = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(x[i] + 1.0);
    sum_h_1 += lgamma(3.0 - x[i]);
    sum_h_2 += x[i] - 2.0;
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0, upper=1.0> p;
}
model {
  real part_1 = n * log(2.0) + ((-sum_h_2) * log1p(-p));
  target += part_1 + lmultiply(sum_x, p) - sum_h - sum_h_1;
}
