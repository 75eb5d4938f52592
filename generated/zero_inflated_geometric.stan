// Maximum-likelihood estimation: Zero-inflated geometric distribution.
//
//   f(x; weight, p) = Piecewise((weight+(1-weight)*p, Eq(x, 0)),
//       ((1-weight)*p*(1-p)**x, True))
//   support: x in 0, 1, 2, ...
//   weight: 0 < weight < 1
//   p: 0 < p < 1
//
// Log-likelihood:
//
//   (log(p) + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
//       log(1 - p)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(-p*weight +
//       p + weight)*sum(Piecewise((1, Eq(x, 0)), (0, True)))
//
// Estimator (closed):
//
//   p = sum(Piecewise((0, Eq(x, 0)), (1, True)))/sum(Piecewise((0, Eq(x, 0)),
//       (x, True)))
//   weight = (p*sum(Piecewise((0, Eq(x, 0)), (1, True))) + p*sum(Piecewise((1,
//       Eq(x, 0)), (0, True))) - sum(Piecewise((1, Eq(x, 0)), (0, True))))/((p
//       - 1)*(sum(Piecewise((0, Eq(x, 0)), (1, True))) + sum(Piecewise((1,
//       Eq(x, 0)), (0, True)))))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if sum _(x_i != 0) x_i > #{x_i != 0}.
//   A maximum exists only if #{x_i = 0} > np.
//   A maximum exists only if sum _(x_i != 0) x_i > 0.
//
// Source:
//
//   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
//       ch. 8
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
  for (i in 1 : N) {
    int t = x[i] == 0.0;
    sum_h += (t ? 0.0 : 1.0);
    sum_h_1 += (t ? 0.0 : x[i]);
    sum_h_2 += (t ? 1.0 : 0.0);
  }
}
parameters {
  real<lower=0.0, upper=1.0> weight;
  real<lower=0.0, upper=1.0> p;
}
model {
  real part_1 = lmultiply(sum_h_2, p + weight - p * weight);
  real part_2 = (log(p) + log1p(-weight)) * sum_h;
  target += part_2 + ((sum_h_1) * log1p(-p)) + part_1;
}
