// Maximum-likelihood estimation: Normal distribution truncated at known points.
//
//   f(x; mu, sigma, lower, upper) =
//       sqrt(2/pi)/sigma*exp(-(x-mu)**2/(2*sigma**2))/(erf((upper-
//       mu)/(sigma*sqrt(2)))-erf((lower-mu)/(sigma*sqrt(2))))
//   support: lower <= x <= upper
//   mu: real
//   sigma: positive
//   lower: real (a known constant)
//   upper: lower < upper (a known constant)
//
// Log-likelihood:
//
//   (-log(sigma) - log(-erf(sqrt(2)*(lower - mu)/(2*sigma)) + erf(sqrt(2)*(-mu
//       + upper)/(2*sigma))) + log(2/pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)
//
// Estimator (numeric):
//
//   mu, sigma = the joint maximiser of the log-likelihood
//
// Source:
//
//   Cohen (1991), Truncated and Censored Samples, ch. 3
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real lower_1;
  real<lower=lower_1> upper_1;
  vector<lower=lower_1, upper=upper_1>[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real mu;
  real<lower=0.0> sigma;
}
model {
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += pow(x[i] - mu, 2.0);
  }
  real t = 0.5 * sqrt(2.0) / sigma;
  real part_1 = 0.5 * n * log(2.0 / (pi())) - n * log(sigma);
  real part_2 = 0.5 * sum_h / (sigma * sigma);
  real part_3 = (lower_1 - mu) * t;
  real part_4 = (upper_1 - mu) * t;
  target += part_1 - n * (log(2.0) + log_diff_exp(normal_lcdf(sqrt(2.0) * (part_4) | 0.0, 1.0), normal_lcdf(sqrt(2.0) * (part_3) | 0.0, 1.0))) - part_2;
}
