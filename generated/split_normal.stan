// Maximum-likelihood estimation: Split normal distribution.
//
//   f(x; mu, left, right) =
//       sqrt(2/pi)/(left+right)*Piecewise((exp(-(x-mu)**2/(2*left**2)), x <=
//       mu), (exp(-(x-mu)**2/(2*right**2)), True))
//   support: real
//   mu: real
//   left: positive
//   right: positive
//
// Log-likelihood:
//
//   (-log(left + right) + log(2/pi)/2)*n - sum(Piecewise((0, x <= mu), ((x -
//       mu)**2, True)))/(2*right**2) - sum(Piecewise(((x - mu)**2, x <= mu),
//       (0, True)))/(2*left**2)
//
// Estimator (reduced):
//
//   mu = the solution of -mu*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise(((x - mu)**2, x <= mu), (0, True)))**(2/3) -
//       mu*sum(Piecewise((0, x <= mu), ((x - mu)**2,
//       True)))**(2/3)*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise(((x - mu)**2, x
//       <= mu), (0, True)))**(2/3) + sum(Piecewise((0, x <= mu), ((x - mu)**2,
//       True)))**(2/3)*sum(Piecewise((x, x <= mu), (0, True))) = 0
//   right = sqrt(sum(Piecewise((0, x <= mu), ((x - mu)**2, True)))**(1/3) +
//       sum(Piecewise(((x - mu)**2, x <= mu), (0,
//       True)))**(1/3))*sum(Piecewise((0, x <= mu), ((x - mu)**2,
//       True)))**(1/3)/sqrt(n)
//   left = right*sum(Piecewise(((x - mu)**2, x <= mu), (0,
//       True)))**(1/3)/sum(Piecewise((0, x <= mu), ((x - mu)**2,
//       True)))**(1/3)
//
// Conditions:
//
//   A maximum exists only if (sum _(x_i > mu)(x_i - mu)^2)^(4/3) + (sum _(x_i
//       > mu)(x_i - mu)^2) (sum _(x_i <= mu)(x_i - mu)^2)^(1/3) > 0.
//   A maximum exists only if sum _(x_i <= mu)(x_i - mu)^2 > 0.
//
// Source:
//
//   John (1982), The three-parameter two-piece normal family of distributions
//       and its fitting, Comm. Statist. Theory Methods 11, 879-885
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
  real<lower=0.0> left;
  real<lower=0.0> right;
}
model {
  real sum_h_17 = 0.0;
  for (i in 1 : N) {
    real t_29 = 0.5 * pow(x[i] - mu, 2.0);
    real part_1 = -t_29 / (right * right);
    sum_h_17 += (x[i] <= mu ? -t_29 / (left * left) : part_1);
  }
  target += 0.5 * n * log(2.0 / (pi())) + sum_h_17 - n * log(left + right);
}
