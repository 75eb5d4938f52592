// Maximum-likelihood estimation: Triangular distribution with known end
// points.
//
//   f(x; mode, lower, upper) = Piecewise((2*(x-lower)/((upper-lower)*(mode-
//       lower)), x <= mode), (2*(upper-x)/((upper-lower)*(upper-mode)), True))
//   support: lower <= x <= upper
//   mode: lower < mode < upper
//   lower: real (a known constant)
//   upper: lower < upper (a known constant)
//
// Log-likelihood:
//
//   -log(-lower + mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower
//       + upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1,
//       True))) + sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True)))
//       + sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))
//
// Estimator (boundary):
//
//   mode = the value among x that maximises -log(-lower +
//       mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower +
//       upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1,
//       True))) + sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True)))
//       + sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))
//
// Source:
//
//   Oliver (1972), A maximum likelihood oddity, Amer. Statist. 26 (3), 43-44
//   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
//       vol. 2, ch. 26
//
// Written by thetahat 0.1.0.
//
// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).
data {
  int<lower=1> N;
  real lower_1;
  real<lower=lower_1> upper_1;
  vector<lower=lower_1, upper=upper_1>[N] x;
}
transformed data {
  real n = N;
}
parameters {
  real<lower=lower_1, upper=upper_1> mode;
}
model {
  real sum_h_7 = 0.0;
  for (i in 1 : N) {
    real t_7 = -upper_1;
    real part_1 = log(-2.0 * x[i] - 2.0 * t_7) - log(-t_7 - mode);
    real part_2 = log(2.0 * x[i] - 2.0 * lower_1);
    sum_h_7 += (x[i] <= mode ? part_2 - log(mode - lower_1) : part_1);
  }
  target += sum_h_7 - n * log(upper_1 - lower_1);
}
