// Maximum-likelihood estimation: Asymmetric Laplace distribution.
//
//   f(x; mu, scale, kappa) =
//       1/(scale*(kappa+1/kappa))*Piecewise((exp(-kappa*(x-mu)/scale), x >=
//       mu), (exp((x-mu)/(kappa*scale)), True))
//   support: real
//   mu: real
//   scale: positive
//   kappa: positive
//
// Log-likelihood:
//
//   (-log(scale) - log(kappa + 1/kappa))*n + sum(-x*kappa + x/kappa + kappa*mu
//       - mu/kappa)/(2*scale) + (-kappa**2 - 1)*sum(Abs(x -
//       mu))/(2*kappa*scale)
//
// Estimator (boundary):
//
//   mu = the value among x that maximises (-log((-sum(x - mu - Abs(x -
//       mu)))**(1/4)/sum(x - mu + Abs(x - mu))**(1/4) + sum(x - mu + Abs(x -
//       mu))**(1/4)/(-sum(x - mu - Abs(x - mu)))**(1/4)) - log(-mu*(-sum(x -
//       mu - Abs(x - mu)))**(1/4)/(2*sum(x - mu + Abs(x - mu))**(1/4)) +
//       mu*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
//       mu)))**(1/4)) + (-sum(x - mu - Abs(x - mu)))**(1/4)*sum(x)/(2*n*sum(x
//       - mu + Abs(x - mu))**(1/4)) + (-sum(x - mu - Abs(x -
//       mu)))**(1/4)*sum(Abs(x - mu))/(2*n*sum(x - mu + Abs(x - mu))**(1/4)) -
//       sum(x)*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
//       mu)))**(1/4)*n) + sum(x - mu + Abs(x - mu))**(1/4)*sum(Abs(x -
//       mu))/(2*(-sum(x - mu - Abs(x - mu)))**(1/4)*n)) - 1)*n
//   kappa = sum(-x/2 + mu/2 + Abs(x - mu)/2)**(1/4)/sum(x/2 - mu/2 + Abs(x -
//       mu)/2)**(1/4)
//   scale = (-kappa**2*mu*n + kappa**2*sum(x) + mu*n + (kappa**2 +
//       1)*sum(Abs(x - mu)) - sum(x))/(2*kappa*n)
//
// Conditions:
//
//   A maximum exists only if (sum x_i - n mu + sum |x_i - mu|) (n mu + sum
//       |x_i - mu| - sum x_i)^(1/4) > 0.
//
// Source:
//
//   Kotz, Kozubowski, Podgorski (2001), The Laplace Distribution and
//       Generalizations, ch. 3
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
  real<lower=0.0> kappa;
}
model {
  real sum_h_12 = 0.0;
  real sum_h_13 = 0.0;
  for (i in 1 : N) {
    real t_27 = x[i] - mu;
    sum_h_12 += fmin(0.0, t_27);
    sum_h_13 += fmax(0.0, t_27);
  }
  real t_28 = 1.0 / kappa;
  real t_29 = 1.0 / scale;
  real part_1 = t_28 * t_29 * sum_h_12 - n * log(scale);
  target += part_1 - n * log(t_28 + kappa) - kappa * t_29 * sum_h_13;
}
