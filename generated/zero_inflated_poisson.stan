// Maximum-likelihood estimation: Zero-inflated Poisson distribution.
//
//   f(x; weight, rate) = Piecewise((weight+(1-weight)*exp(-rate), Eq(x, 0)),
//       ((1-weight)*rate**x*exp(-rate)/factorial(x), True))
//   support: x in 0, 1, 2, ...
//   weight: 0 < weight < 1
//   rate: positive
//
// Log-likelihood:
//
//   (-rate + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
//       log(rate)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(weight -
//       weight*exp(-rate) + exp(-rate))*sum(Piecewise((1, Eq(x, 0)), (0,
//       True))) - sum(Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)))
//
// Estimator (special):
//
//   rate = LambertW(-exp(-sum(Piecewise((0, Eq(x, 0)), (x,
//       True)))/sum(Piecewise((0, Eq(x, 0)), (1, True))))*sum(Piecewise((0,
//       Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))) +
//       sum(Piecewise((0, Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)),
//       (1, True)))
//   weight = -(-(exp(rate) - 1)*sum(Piecewise((1, Eq(x, 0)), (0, True))) +
//       sum(Piecewise((0, Eq(x, 0)), (1, True))))/((exp(rate) -
//       1)*sum(Piecewise((0, Eq(x, 0)), (1, True)) + Piecewise((1, Eq(x, 0)),
//       (0, True))))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if #{x_i = 0} e^(rate) > n.
//   A maximum exists only if #{x_i = 0} < n.
//   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
//
// Source:
//
//   Lambert (1992), Zero-inflated Poisson regression, with an application to
//       defects in manufacturing, Technometrics 34, 1-14
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=0.0>[N] x;
}
transformed data {
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  real sum_h_1 = 0.0;
  real sum_h_2 = 0.0;
  real sum_h_3 = 0.0;
  for (i in 1 : N) {
    int t = x[i] == 0.0;
    real t_1 = (t ? 0.0 : 1.0);
    real t_2 = (t ? 1.0 : 0.0);
    sum_h += (t ? 0.0 : lgamma(x[i] + 1.0));
    sum_h_1 += t_1;
    sum_h_2 += (t ? 0.0 : x[i]);
    sum_h_3 += t_2;
  }
}
parameters {
  real<lower=0.0, upper=1.0> weight;
  real<lower=0.0> rate;
}
model {
  real t_23 = exp(-rate);
  real part_1 = lmultiply(sum_h_3, t_23 + weight - weight * t_23);
  real part_2 = (log1p(-weight) - rate) * sum_h_1;
  target += part_2 + lmultiply(sum_h_2, rate) + part_1 - sum_h;
}
