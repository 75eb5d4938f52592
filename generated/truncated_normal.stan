// Maximum-likelihood estimation: Normal distribution truncated at known
// points.
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
    real t = 1.0 / (sigma * sigma);
    real t_1 = lower_1 - upper_1;
    real part_1 = abs((lower_1 - mu) * t_1) * t;
    real part_2 = 0.5 * (t_1 * t_1) * t + part_1;
    real t_2 = (part_2 < 0.25 * (pi()) ? lower_1 : mu);
    sum_h += (x[i] - t_2) * (x[i] + t_2 - 2.0 * mu);
  }
  real t_3 = 1.0 / (sigma * sigma);
  real t_4 = lower_1 - mu;
  real t_5 = -upper_1;
  real t_6 = t_5 + lower_1;
  real t_7 = -t_6;
  real t_8 = 0.5 * t_3;
  real t_9 = t_7 * t_7 * t_8;
  real t_10 = 0.5 * sqrt(2.0) / sigma;
  real part_3 = 0.5 * log(2.0 / (pi())) - log(sigma);
  real part_4 = abs(t_4 * t_6) * t_3 + t_9;
  real part_5 = (-t_5 - mu) * t_10;
  real part_6 = t_3 * t_4 * t_7;
  real part_7 = 0.25 * (pi());
  target += n * (part_4 < part_7 ? -log(t_7) - log(dot_product([0.06474248308443487, 0.13985269574463843, 0.19091502525255935, 0.20897959183673465, 0.19091502525255935, 0.13985269574463843, 0.06474248308443487], exp(-(part_6) * [0.0254460438286207, 0.12923440720030277, 0.2970774243113014, 0.5, 0.7029225756886985, 0.8707655927996972, 0.9745539561713793] - (t_9) * [0.0006475011465280857, 0.01670153200441367, 0.08825499603543702, 0.25, 0.49410014741283415, 0.7582327176038082, 0.9497554134892867]))) : part_3 - (log(2.0) + log_diff_exp(normal_lcdf(sqrt(2.0) * (part_5) | 0.0, 1.0), normal_lcdf(sqrt(2.0) * (t_4 * t_10) | 0.0, 1.0)))) - t_8 * sum_h;
}
