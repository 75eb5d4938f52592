// Maximum-likelihood estimation: Genetic linkage in four cells.
//
//   f(x; theta) = Piecewise(((2+theta)/4, Eq(x, 1)), ((1-theta)/4, Eq(x, 2)),
//       ((1-theta)/4, Eq(x, 3)), (theta/4, True))
//   support: x in 1, 2, 3, 4
//   theta: 0 < theta < 1
//
// Log-likelihood:
//
//   (log(theta) - 2*log(2))*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)),
//       (1, True))) + log(1/4 - theta/4)*sum(Piecewise((0, Eq(x, 1)), (1,
//       Eq(x, 2) | Eq(x, 3)), (0, True))) + log(theta/4 +
//       1/2)*sum(Piecewise((1, Eq(x, 1)), (0, True)))
//
// Estimator (closed):
//
//   theta = -(-sqrt(9*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
//       True)))**2 + 6*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
//       True)))*sum(Piecewise((1, Eq(x, 1)), (0, True))) +
//       12*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
//       True)))*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0,
//       True))) + sum(Piecewise((1, Eq(x, 1)), (0, True)))**2 -
//       4*sum(Piecewise((1, Eq(x, 1)), (0, True)))*sum(Piecewise((0, Eq(x,
//       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True))) + 4*sum(Piecewise((0, Eq(x,
//       1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))**2) + sum(Piecewise((0,
//       Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1, True))) - sum(Piecewise((1, Eq(x,
//       1)), (0, True))) + 2*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x,
//       3)), (0, True))))/(2*(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x,
//       3)), (1, True))) + sum(Piecewise((1, Eq(x, 1)), (0, True))) +
//       sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))))
//
// Conditions:
//
//   A maximum exists only if #{x_i = 1} + sqrt(12 #{x_i in {1, 2, 3}} #{x_i in
//       {2, 3}} + 4(#{x_i in {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} +
//       9(#{x_i in {1, 2, 3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i =
//       1}) > 2 #{x_i in {2, 3}} + #{x_i in {1, 2, 3}}.
//   A maximum exists only if 3 #{x_i in {1, 2, 3}} + 4 #{x_i in {2, 3}} +
//       #{x_i = 1} > sqrt(12 #{x_i in {1, 2, 3}} #{x_i in {2, 3}} + 4(#{x_i in
//       {2, 3}})^2 + 6 #{x_i in {1, 2, 3}} #{x_i = 1} + 9(#{x_i in {1, 2,
//       3}})^2 + (#{x_i = 1})^2 - 4 #{x_i in {2, 3}} #{x_i = 1}).
//
// Source:
//
//   Rao (1973), Linear Statistical Inference and Its Applications, 2nd ed.,
//       sec. 5g
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  vector<lower=1.0, upper=4.0>[N] x;
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
    int t_2 = x[i] == 3.0;
    sum_h += (((t || t_1) || t_2) ? 0.0 : 1.0);
    sum_h_1 += (t ? 1.0 : 0.0);
    sum_h_2 += (t ? 0.0 : ((t_1 || t_2) ? 1.0 : 0.0));
  }
}
parameters {
  real<lower=0.0, upper=1.0> theta;
}
model {
  real t_14 = 0.25 * theta;
  real part_1 = (log(theta) - 2.0 * log(2.0)) * sum_h;
  real part_2 = part_1 + lmultiply(sum_h_1, t_14 + 0.5);
  target += part_2 + lmultiply(sum_h_2, 0.25 - t_14);
}
