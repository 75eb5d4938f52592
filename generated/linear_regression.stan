// Maximum-likelihood estimation: Straight line with normal errors.
//
//   f(y | z; intercept, slope, sigma2) =
//       1/sqrt(2*pi*sigma2)*exp(-(y-intercept-slope*z)**2/(2*sigma2))
//   support: y real
//   intercept: real
//   slope: real
//   sigma2: positive
//
// Log-likelihood:
//
//   -log(2*pi*sigma2)*n/2 - sum((y - z*slope - intercept)**2)/(2*sigma2)
//
// Estimator (closed):
//
//   slope = sum((y - sum(y)/n)*(z - sum(z)/n))/sum((z - sum(z)/n)**2)
//   sigma2 = -sum((y - sum(y)/n)*(z - sum(z)/n))**2/(n*sum((z - sum(z)/n)**2))
//       + sum((y - sum(y)/n)**2)/n
//   intercept = (-slope*sum(z) + sum(y))/n
//
// Conditions:
//
//   A maximum exists only if the y_i are not all equal.
//   A maximum exists only if the z_i are not all equal.
//   A maximum exists only if (sum (y_i - (1/n) sum y_j)^2)(sum (z_i - (1/n)
//       sum z_j)^2) > (sum (y_i - (1/n) sum y_j)(z_i - (1/n) sum z_j))^2.
//
// Source:
//
//   Seber, Lee (2003), Linear Regression Analysis, 2nd ed., ch. 6
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector[N] y;
  vector[N] z;
}
transformed data {
  real n = N;
}
parameters {
  real intercept;
  real slope;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_6 = 0.0;
  for (i in 1 : N) {
    sum_h_6 += pow(y[i] - slope * z[i] - intercept, 2.0);
  }
  target += -0.5 * n * log(2.0 * (pi()) * sigma2) - 0.5 * sum_h_6 / sigma2;
}
