// Maximum-likelihood estimation: Skellam distribution.
//
//   f(x; mu_1, mu_2) = exp(-mu_1-mu_2)*(mu_1/mu_2)**(x/2)*besseli(x,
//       2*sqrt(mu_1*mu_2))
//   support: x in ..., -2, -1, 0, 1, 2, ...
//   mu_1: positive
//   mu_2: positive
//
// Log-likelihood:
//
//   (-mu_1 - mu_2)*n + (log(mu_1)/2 - log(mu_2)/2)*sum(x) + sum(log(besseli(x,
//       2*sqrt(mu_1)*sqrt(mu_2))))
//
// Estimator (reduced):
//
//   mu_2 = the solution of -n - sum(x)/(2*mu_2) + sqrt(mu_2 +
//       sum(x)/n)*sum(besseli(x - 1, 2*sqrt(mu_2)*sqrt(mu_2 +
//       sum(x)/n))/besseli(x, 2*sqrt(mu_2)*sqrt(mu_2 +
//       sum(x)/n)))/(2*sqrt(mu_2)) + sqrt(mu_2 + sum(x)/n)*sum(besseli(x + 1,
//       2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x, 2*sqrt(mu_2)*sqrt(mu_2
//       + sum(x)/n)))/(2*sqrt(mu_2)) = 0
//   mu_1 = mu_2 + sum(x)/n
//
// Conditions:
//
//   A maximum exists only if n mu_2 + sum x_i > 0.
//
// Source:
//
//   Skellam (1946), The frequency distribution of the difference between two
//       Poisson variates, J. Roy. Statist. Soc. 109, 296
//   Alzaid, Omair (2010), On the Poisson difference distribution inference and
//       applications, Bull. Malays. Math. Sci. Soc. 33, 17-45
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] x;
}
transformed data {
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
}
parameters {
  real<lower=0.0> mu_1;
  real<lower=0.0> mu_2;
}
model {
  real sum_h_17 = 0.0;
  real sum_h_18 = 0.0;
  for (i in 1 : N) {
    real t_42 = mu_1 * mu_2;
    real part_1 = sqrt(x[i] * x[i] + 4.0 * t_42) + abs(x[i]);
    real t_43 = 2.0 * t_42 / part_1;
    real part_2 = fmax(-x[i], 0.0) + t_43;
    real part_3 = fmax(0.0, x[i]) + t_43;
    sum_h_17 += (lmultiply(part_2, (part_2) / (mu_2)) + (mu_2) - (part_2)) + (lmultiply(part_3, (part_3) / (mu_1)) + (mu_1) - (part_3));
    real part_4 = 2.0 * sqrt(mu_1) * sqrt(mu_2);
    sum_h_18 += (log_modified_bessel_first_kind(abs(x[i]), part_4) - hypot(x[i], part_4) - abs(x[i]) * log(part_4 / (abs(x[i]) + hypot(x[i], part_4))));
  }
  target += sum_h_18 - sum_h_17;
}
