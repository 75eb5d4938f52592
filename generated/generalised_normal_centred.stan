// Maximum-likelihood estimation: Generalised normal distribution centred at
// zero.
//
//   f(x; scale, shape) =
//       shape/(2*scale*gamma(1/shape))*exp(-(Abs(x)/scale)**shape)
//   support: real
//   scale: positive
//   shape: positive
//
// Log-likelihood:
//
//   (-log(2*scale) + log(shape) - loggamma(1/shape))*n -
//       sum(Abs(x)**shape)/scale**shape
//
// Estimator (reduced):
//
//   shape = the solution of -sum(log(Abs(x))*Abs(x)**shape)/sum(Abs(x)**shape)
//       + 1 + log(shape*sum(Abs(x)**shape)/n)/shape + polygamma(0,
//       1/shape)/shape = 0
//   scale = (shape*sum(Abs(x)**shape)/n)**(1/shape)
//
// Source:
//
//   Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
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
  real<lower=0.0> scale;
  real<lower=0.0> shape;
}
model {
  real sum_h_8 = 0.0;
  for (i in 1 : N) {
    sum_h_8 += pow(abs(x[i]) / scale, shape);
  }
  real part_1 = n * log(shape) - n * log(2.0 * scale);
  target += part_1 - n * lgamma(1.0 / shape) - sum_h_8;
}
