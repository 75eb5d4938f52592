// Maximum-likelihood estimation: Skew normal distribution.
//
//   f(x; location, scale, shape) = 1/(scale*sqrt(2*pi))*exp(-(x-
//       location)**2/(2*scale**2))*(1+erf(shape*(x-location)/(scale*sqrt(2))))
//   support: real
//   location: real
//   scale: positive
//   shape: real
//
// Log-likelihood:
//
//   (-log(scale) - log(2*pi)/2)*n + sum(log(erf(sqrt(2)*shape*(x -
//       location)/(2*scale)) + 1)) - sum((x - location)**2)/(2*scale**2)
//
// Estimator (numeric):
//
//   location, shape = the joint maximiser of the log-likelihood
//   scale = sqrt(sum((x - location)**2))/sqrt(n)
//
// Source:
//
//   Azzalini (1985), A class of distributions which includes the normal ones,
//       Scand. J. Statist. 12, 171-178
//   Azzalini, Capitanio (1999), Statistical applications of the multivariate
//       skew normal distribution, J. Roy. Statist. Soc. B 61, 579-602
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
  real location;
  real<lower=0.0> scale;
  real shape;
}
model {
  real sum_h_18 = 0.0;
  real sum_h_19 = 0.0;
  for (i in 1 : N) {
    real t_73 = x[i] - location;
    sum_h_18 += t_73 * t_73;
    real part_1 = -0.5 * shape * sqrt(2.0) * t_73 / scale;
    sum_h_19 += (log(2.0) + normal_lcdf(-sqrt(2.0) * (part_1) | 0.0, 1.0));
  }
  real part_2 = 0.5 * sum_h_18 / (scale * scale);
  target += sum_h_19 - n * log(scale) - 0.5 * n * log(2.0 * (pi())) - part_2;
}
