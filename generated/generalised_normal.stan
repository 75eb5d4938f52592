// Maximum-likelihood estimation: Generalised normal distribution (exponential
// power).
//
//   f(x; mu, scale, shape) =
//       shape/(2*scale*gamma(1/shape))*exp(-(Abs(x-mu)/scale)**shape)
//   support: real
//   mu: real
//   scale: positive
//   shape: positive
//
// Log-likelihood:
//
//   (-log(2*scale) + log(shape) - loggamma(1/shape))*n - sum(Abs(x -
//       mu)**shape)/scale**shape
//
// Estimator (unbounded):
//
//   mu, shape = the joint maximiser of the log-likelihood
//   scale = (shape*sum(Abs(x - mu)**shape)/n)**(1/shape)
//
// Source:
//
//   Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
//   Box, Tiao (1973), Bayesian Inference in Statistical Analysis, ch. 3
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
  real<lower=0.0> shape;
}
model {
  real sum_h_15 = 0.0;
  for (i in 1 : N) {
    sum_h_15 += pow(abs(x[i] - mu) / scale, shape);
  }
  real part_1 = n * log(shape) - n * log(2.0 * scale);
  target += part_1 - n * lgamma(1.0 / shape) - sum_h_15;
}
