// Maximum-likelihood estimation: Rice distribution.
//
//   f(x; nu, sigma2) = x/sigma2*exp(-(x**2+nu**2)/(2*sigma2))*besseli(0,
//       x*nu/sigma2)
//   support: x > 0
//   nu: nonnegative
//   sigma2: positive
//
// Log-likelihood:
//
//   -log(sigma2)*n + sum(log(x)) + sum(log(besseli(0, x*nu/sigma2))) -
//       sum(x**2 + nu**2)/(2*sigma2)
//
// Estimator (reduced):
//
//   nu = the solution of -nu*n + sum(x*besseli(1, x*nu/(-nu**2/2 +
//       sum(x**2)/(2*n)))/besseli(0, x*nu/(-nu**2/2 + sum(x**2)/(2*n)))) = 0
//   sigma2 = -nu**2/2 + sum(x**2)/(2*n)
//
// Conditions:
//
//   A maximum exists only if sum x_i^2 > n nu^2.
//
// Source:
//
//   Rice (1945), Mathematical analysis of random noise, Bell Syst. Tech. J.
//       24, 46-156
//   Talukdar, Lawing (1991), Estimation of the parameters of the Rice
//       distribution, J. Acoust. Soc. Am. 89, 1193-1197
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0>[N] x;
}
transformed data {
  real n = N;
  real sum_log_x = 0.0;
  for (i in 1 : N) {
    sum_log_x += log(x[i]);
  }
}
parameters {
  real<lower=0.0> nu;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_11 = 0.0;
  real sum_h_12 = 0.0;
  for (i in 1 : N) {
    real t_70 = nu / sigma2 * x[i];
    sum_h_11 += pow(x[i] - nu, 2.0);
    real part_1 = 0.1015625 * (sigma2 * sigma2 * sigma2 * sigma2);
    real part_2 = log_modified_bessel_first_kind(abs(0.0), t_70);
    real part_3 = 0.0625 * (sigma2 * sigma2) / (nu * nu);
    real part_4 = 25.0 * (sigma2 * sigma2 * sigma2);
    real part_5 = part_4 / (384.0 * (nu * nu * nu));
    real part_6 = 0.5 * log(2.0 * (pi()) * t_70);
    real part_7 = part_5 / (x[i] * x[i] * x[i]);
    real part_8 = part_1 / (nu * nu * nu * nu);
    real part_9 = part_8 / (x[i] * x[i] * x[i] * x[i]);
    real part_10 = 0.125 * sigma2 / nu / x[i];
    real part_11 = part_10 + part_3 / (x[i] * x[i]) + part_7;
    sum_h_12 += (t_70 > 1000.0 ? part_11 + part_9 - part_6 : part_2 - t_70);
  }
  target += sum_h_12 + sum_log_x - n * log(sigma2) - 0.5 * sum_h_11 / sigma2;
}
