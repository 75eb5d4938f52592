// Maximum-likelihood estimation: Uniform distribution (centre, half width).
//
//   f(x; centre, width) = 1/(2*width)
//   support: centre - width <= x <= centre + width
//   centre: real
//   width: positive
//
// Log-likelihood:
//
//   -log(2*width)*n
//
// Estimator (boundary):
//
//   centre = max(x)/2 + min(x)/2
//   width = max(x)/2 - min(x)/2
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 26
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
  real centre;
  real<lower=0.0> width;
}
model {
  for (i in 1 : N) {
    if (!(x[i] >= centre - width && x[i] <= centre + width)) {
      target += negative_infinity();
    }
  }
  target += -n * log(2.0 * width);
}
