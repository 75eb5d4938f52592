// Maximum-likelihood estimation: Moyal distribution.
//
//   f(x; mu, scale) =
//       1/(scale*sqrt(2*pi))*exp(-((x-mu)/scale+exp(-(x-mu)/scale))/2)
//   support: real
//   mu: real
//   scale: positive
//
// Log-likelihood:
//
//   (-log(scale) - log(2*pi)/2)*n - sum(exp((-x + mu)/scale))/2 - sum(x -
//       mu)/(2*scale)
//
// Estimator (reduced):
//
//   scale = the solution of scale**2*(-n/scale -
//       n*sum(x*exp(-x/scale))/(2*scale**2*sum(exp(-x/scale))) +
//       sum(x)/(2*scale**2)) = 0
//   mu = scale*log(n/sum(exp(-x/scale)))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Moyal (1955), Theory of ionization fluctuations, Philos. Mag. 46, 263-280
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
  real part_1 = -n * log(scale) - 0.5 * n * log(2.0 * (pi()));
  target += part_1 - 0.5 * sum_h_9 - 0.5 * sum_h_10 / scale;
}
