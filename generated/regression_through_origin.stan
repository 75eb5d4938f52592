// Maximum-likelihood estimation: Straight line through the origin with normal
// errors.
//
//   f(y | z; slope, sigma2) =
//       1/sqrt(2*pi*sigma2)*exp(-(y-slope*z)**2/(2*sigma2))
//   support: y real
//   slope: real
//   sigma2: positive
//
// Log-likelihood:
//
//   -log(2*pi*sigma2)*n/2 - sum((y - z*slope)**2)/(2*sigma2)
//
// Estimator (closed):
//
//   slope = sum(y*z)/sum(z**2)
//   sigma2 = sum((y - z*slope)**2)/n
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
  real slope;
  real<lower=0.0> sigma2;
}
model {
  real sum_h_2 = 0.0;
  for (i in 1 : N) {
    sum_h_2 += pow(y[i] - slope * z[i], 2.0);
  }
  target += -0.5 * n * log(2.0 * (pi()) * sigma2) - 0.5 * sum_h_2 / sigma2;
}
