// Maximum-likelihood estimation: Bivariate normal distribution.
//
//   f(x, y; mu_x, mu_y, sigma_x, sigma_y, rho) = exp(-(((x-mu_x)/sigma_x)**2-
//       2*rho*((x-mu_x)/sigma_x)*((y-mu_y)/sigma_y)+((y-
//       mu_y)/sigma_y)**2)/(2*(1-rho**2)))/(2*pi*sigma_x*sigma_y*sqrt(1-
//       rho**2))
//   support: x real and y real
//   mu_x: real
//   mu_y: real
//   sigma_x: positive
//   sigma_y: positive
//   rho: -1 < rho < 1
//
// Log-likelihood:
//
//   (-log(sigma_x) - log(sigma_y) - log(1 - rho**2)/2 - log(2*pi))*n +
//       (2*rho*sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y) - sum((y -
//       mu_y)**2)/sigma_y**2 - sum((x - mu_x)**2)/sigma_x**2)/(2 - 2*rho**2)
//
// Estimator (closed):
//
//   mu_x = sum(x)/n
//   mu_y = sum(y)/n
//   sigma_x = sqrt(sum((x - mu_x)**2))/sqrt(n)
//   sigma_y = sqrt(sum((y - mu_y)**2))/sqrt(n)
//   rho = sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y*n)
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if the y_i are not all equal.
//   A maximum exists only if n sigma_x sigma_y + sum (x_i - mu_x)(y_i - mu_y)
//       > 0.
//   A maximum exists only if sum (x_i - mu_x)(y_i - mu_y) < n sigma_x sigma_y.
//
// Source:
//
//   Anderson (2003), An Introduction to Multivariate Statistical Analysis, ch.
//       3
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] x;
  vector[N] y;
}
transformed data {
  real n = N;
}
parameters {
  real mu_x;
  real mu_y;
  real<lower=0.0> sigma_x;
  real<lower=0.0> sigma_y;
  real<lower=-1.0, upper=1.0> rho;
}
model {
  real sum_h_12 = 0.0;
  for (i in 1 : N) {
    real t_59 = x[i] - mu_x;
    real t_60 = y[i] - mu_y;
    real part_1 = 2.0 * rho * t_59 * t_60 / (sigma_x * sigma_y);
    real part_2 = part_1 - t_59 * t_59 / (sigma_x * sigma_x);
    sum_h_12 += part_2 - t_60 * t_60 / (sigma_y * sigma_y);
  }
  real t_61 = rho * rho;
  real part_3 = sum_h_12 / (2.0 - 2.0 * t_61) - n * log(sigma_x);
  real part_4 = part_3 - n * log(sigma_y) - 0.5 * n * log1p(-t_61);
  target += part_4 - n * log(2.0 * (pi()));
}
