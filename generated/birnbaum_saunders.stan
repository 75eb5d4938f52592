// Maximum-likelihood estimation: Birnbaum-Saunders distribution.
//
//   f(x; shape, scale) = (sqrt(x/scale)+sqrt(scale/x))/(2*shape*x*sqrt(2*pi))*
//       exp(-(x/scale+scale/x-2)/(2*shape**2))
//   support: x > 0
//   shape: positive
//   scale: positive
//
// Log-likelihood:
//
//   (-log(shape) - 3*log(2)/2 - log(pi)/2)*n - sum(log(x)) +
//       sum(log(sqrt(x)/sqrt(scale) + sqrt(scale)/sqrt(x))) + (-scale*sum(1/x)
//       + 2*n - sum(x)/scale)/(2*shape**2)
//
// Estimator (reduced):
//
//   shape = the solution of -sum(sqrt(x)/(sqrt(x)*((shape**2 + 2)*n +
//       sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
//       4*sum(1/x)*sum(x)))/sum(1/x) + ((shape**2 + 2)*n + sqrt(shape**4*n**2
//       + 4*shape**2*n**2 + 4*n**2 -
//       4*sum(1/x)*sum(x)))**2/(2*sqrt(x)*sum(1/x)**2))) + sum(1/(x +
//       ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
//       4*sum(1/x)*sum(x)))/(2*sum(1/x))))/2 - sum(1/x)/(2*shape**2) +
//       sum(1/x)**2*sum(x)/(shape**2*(shape**4*n**2 +
//       shape**2*sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
//       4*sum(1/x)*sum(x))*n + 4*shape**2*n**2 + 2*sqrt(shape**4*n**2 +
//       4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n + 4*n**2 -
//       2*sum(1/x)*sum(x))) = 0
//   scale = ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2
//       - 4*sum(1/x)*sum(x)))/(2*sum(1/x))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if 2n + nshape^2 + sqrt(4n^2 + 4n^2shape^2 +
//       n^2shape^4 - 4(sum 1/x_i)(sum x_i)) > 0.
//
// Source:
//
//   Birnbaum, Saunders (1969), A new family of life distributions, J. Appl.
//       Probab. 6, 319-327
//   Ng, Kundu, Balakrishnan (2003), Modified moment estimation for the two-
//       parameter Birnbaum-Saunders distribution, Comput. Statist. Data Anal.
//       43, 283-298
//   Birnbaum, Saunders (1969), Estimation for a family of life distributions
//       with applications to fatigue, J. Appl. Probab. 6, 328-347
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
  real<lower=0.0> shape;
  real<lower=0.0> scale;
}
model {
  real sum_h_13 = 0.0;
  real sum_h_14 = 0.0;
  for (i in 1 : N) {
    real t_50 = sqrt(scale);
    real t_51 = sqrt(x[i]);
    sum_h_13 += x[i] / scale + scale / x[i] - 2.0;
    sum_h_14 += log(t_50 / t_51 + t_51 / t_50);
  }
  real part_1 = sum_h_14 - n * log(shape) - 1.5 * n * log(2.0);
  real part_2 = part_1 - 0.5 * n * log(pi()) - sum_log_x;
  target += part_2 - 0.5 * sum_h_13 / (shape * shape);
}
