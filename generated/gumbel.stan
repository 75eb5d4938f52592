// Maximum-likelihood estimation: Gumbel distribution (of maxima).
//
//   f(x; mu, scale) = 1/scale*exp(-(x-mu)/scale-exp(-(x-mu)/scale))
//   support: real
//   mu: real
//   scale: positive
//
// Log-likelihood:
//
//   -log(scale)*n - sum(exp((-x + mu)/scale)) - sum(x - mu)/scale
//
// Estimator (reduced):
//
//   scale = the solution of scale**2*(-n/scale -
//       n*sum(x*exp(-x/scale))/(scale**2*sum(exp(-x/scale))) +
//       sum(x)/scale**2) = 0
//   mu = scale*log(n/sum(exp(-x/scale)))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 22
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real mu;
  real<lower=0.0> scale;
}
model {
  real sum_h_9 = 0.0;
  real sum_h_10 = 0.0;
  for (i in 1 : N) {
    real t_22 = x[i] - mu;
    sum_h_9 += exp(-t_22 / scale);
    sum_h_10 += t_22;
  }
  target += -n * log(scale) - sum_h_9 - sum_h_10 / scale;
}
