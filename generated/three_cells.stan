// Maximum-likelihood estimation: Three cells with free probabilities.
//
//   f(x; p_1, p_2) = Piecewise((p_1, Eq(x, 1)), (p_2, Eq(x, 2)), (1-p_1-p_2,
//       True))
//   support: x in 1, 2, 3
//   p_1: 0 < p_1 < 1
//   p_2: 0 < p_2 < 1 - p_1
//
// Log-likelihood:
//
//   log(p_1)*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
//       log(p_2)*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0, True))) +
//       log(-p_1 - p_2 + 1)*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1,
//       True)))
//
// Estimator (closed):
//
//   p_2 = sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0,
//       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
//       sum(Piecewise((1, Eq(x, 1)), (0, True))) + sum(Piecewise((0, Eq(x,
//       1)), (1, Eq(x, 2)), (0, True))))
//   p_1 = -(p_2 - 1)*sum(Piecewise((1, Eq(x, 1)), (0,
//       True)))/(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True))) +
//       sum(Piecewise((1, Eq(x, 1)), (0, True))))
//
// Conditions:
//
//   A maximum exists only if the x_i are not all equal.
//   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > p_1(#{x_i in {1,
//       2}} + #{x_i = 2} + #{x_i = 1}).
//   A maximum exists only if #{x_i in {1, 2}} + #{x_i = 1} > 0.
//
// Source:
//
//   Johnson, Kotz, Balakrishnan (1997), Discrete Multivariate Distributions,
//       ch. 35
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=1.0, upper=3.0>[N] x;
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
    int t = x[i] == 1.0;
    int t_1 = x[i] == 2.0;
    sum_h += ((t || t_1) ? 0.0 : 1.0);
    sum_h_1 += (t ? 1.0 : 0.0);
    sum_h_2 += (t ? 0.0 : (t_1 ? 1.0 : 0.0));
  }
}
parameters {
  real<lower=0.0, upper=1.0> p_1;
  real<lower=0.0, upper=1.0 - p_1> p_2;
}
model {
  real part_1 = ((sum_h) * log1p(-p_1 - p_2));
  target += part_1 + lmultiply(sum_h_1, p_1) + lmultiply(sum_h_2, p_2);
}
