// Maximum-likelihood estimation: Poisson hurdle distribution.
//
//   f(x; weight, rate) = Piecewise((weight, Eq(x, 0)),
//       ((1-weight)*rate**x/(factorial(x)*(exp(rate)-1)), True))
//   support: x in 0, 1, 2, ...
//   weight: 0 < weight < 1
//   rate: positive
//
// Log-likelihood:
//
//   (log(1 - weight) - log(exp(rate) - 1))*sum(Piecewise((0, Eq(x, 0)), (1,
//       True))) + log(rate)*sum(Piecewise((0, Eq(x, 0)), (x, True))) +
//       log(weight)*sum(Piecewise((1, Eq(x, 0)), (0, True))) -
//       sum(Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)))
//
// Estimator (special):
//
//   weight = sum(Piecewise((1, Eq(x, 0)), (0, True)))/(sum(Piecewise((0, Eq(x,
//       0)), (1, True))) + sum(Piecewise((1, Eq(x, 0)), (0, True))))
//   rate = LambertW(-exp(-sum(Piecewise((0, Eq(x, 0)), (x,
//       True)))/sum(Piecewise((0, Eq(x, 0)), (1, True))))*sum(Piecewise((0,
//       Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))) +
//       sum(Piecewise((0, Eq(x, 0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)),
//       (1, True)))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if #{x_i = 0} > 0.
//   A maximum exists only if #{x_i != 0} > 0.
//   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
//
// Source:
//
//   Mullahy (1986), Specification and testing of some modified count data
//       models, J. Econometrics 33, 341-365
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
    sum_h += (t ? 0.0 : lgamma(x[i] + 1.0));
    sum_h_1 += (t ? 0.0 : 1.0);
    sum_h_2 += (t ? 0.0 : x[i]);
    sum_h_3 += (t ? 1.0 : 0.0);
  }
}
parameters {
  real<lower=0.0, upper=1.0> weight;
  real<lower=0.0> rate;
}
model {
  real part_1 = (log1p(-weight) - rate - log1m_exp(-rate)) * sum_h_1;
  real part_2 = part_1 + lmultiply(sum_h_2, rate);
  target += part_2 + lmultiply(sum_h_3, weight) - sum_h;
}
