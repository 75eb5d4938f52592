// Maximum-likelihood estimation: Lindley distribution.
//
//   f(x; theta) = theta**2/(1+theta)*(1+x)*exp(-theta*x)
//   support: x > 0
//   theta: positive
//
// Log-likelihood:
//
//   -theta*sum(x) + (2*log(theta) - log(theta + 1))*n + sum(log(x + 1))
//
// Estimator (closed):
//
//   theta = (sqrt(n**2 + 6*n*sum(x) + sum(x)**2) + n - sum(x))/(2*sum(x))
//
// Source:
//
//   Lindley (1958), Fiducial distributions and Bayes' theorem, J. Roy.
//       Statist. Soc. B 20, 102-107
//   Ghitany, Atieh, Nadarajah (2008), Lindley distribution and its
//       application, Math. Comput. Simulation 78, 493-506
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
  real sum_x = 0.0;
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_x += x[i];
    sum_h += log1p(x[i]);
  }
}
parameters {
  real<lower=0.0> theta;
}
model {
  target += 2.0 * n * log(theta) + sum_h - n * log1p(theta) - theta * sum_x;
}
