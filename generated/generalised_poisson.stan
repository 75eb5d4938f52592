// Maximum-likelihood estimation: Generalised Poisson distribution.
//
//   f(x; theta, kappa) = theta*(theta+kappa*x)**(x-1)*exp(-theta-
//       kappa*x)/factorial(x)
//   support: x in 0, 1, 2, ...
//   theta: positive
//   kappa: 0 < kappa < 1
//
// Log-likelihood:
//
//   -kappa*sum(x) + (-theta + log(theta))*n + sum((x - 1)*log(x*kappa +
//       theta)) - sum(loggamma(x + 1))
//
// Estimator (reduced):
//
//   theta = the solution of -theta**2*n*sum(1/(x + theta/(-theta*n/sum(x) +
//       1)))/(-theta**3*n**3/sum(x)**2 + 3*theta**2*n**2/sum(x) - 3*theta*n +
//       sum(x)) - theta*(theta - 1)*n**2*sum(x)/(-theta*n + sum(x))**2 +
//       theta*(theta + 1)*sum(x)**3*sum(1/(x + theta/(-theta*n/sum(x) +
//       1)))/(-theta*n + sum(x))**3 - n*sum(x)**2/(theta**2*n**2 -
//       2*theta*n*sum(x) + sum(x)**2) = 0
//   kappa = -theta*n/sum(x) + 1
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if sum x_i > n theta.
//   A maximum exists only if sum x_i > 0.
//
// Source:
//
//   Consul, Jain (1973), A generalization of the Poisson distribution,
//       Technometrics 15, 791-799
//   Consul, Shoukri (1984), Maximum likelihood estimation for the generalized
//       Poisson distribution, Comm. Statist. Theory Methods 13, 1533-1547
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
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_x = 0.0;
  for (i in 1 : N) {
    sum_h += lgamma(x[i] + 1.0);
    sum_x += x[i];
  }
}
parameters {
  real<lower=0.0> theta;
  real<lower=0.0, upper=1.0> kappa;
}
model {
  real sum_h_12 = 0.0;
  real sum_h_13 = 0.0;
  for (i in 1 : N) {
    real t_37 = kappa * x[i];
    sum_h_12 += log1p(t_37 / theta);
    sum_h_13 += lmultiply(x[i], t_37 + theta);
  }
  target += sum_h_13 - theta * n - sum_h_12 - sum_h - kappa * sum_x;
}
