// Maximum-likelihood estimation: Discrete Rayleigh distribution.
//
//   f(x; q) = q**(x**2)-q**((x+1)**2)
//   support: x in 0, 1, 2, ...
//   q: 0 < q < 1
//
// Log-likelihood:
//
//   sum(log(q**(x**2) - q**((x + 1)**2)))
//
// Estimator (reduced):
//
//   q = the solution of sum((x**2*q**(x**2)/q - q**((x + 1)**2)*(x +
//       1)**2/q)/(q**(x**2) - q**((x + 1)**2))) = 0
//
// Source:
//
//   Roy (2004), Discrete Rayleigh distribution, IEEE Trans. Reliab. 53,
//       255-260
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
}
parameters {
  real<lower=0.0, upper=1.0> q;
}
model {
  real sum_h_7 = 0.0;
  for (i in 1 : N) {
    sum_h_7 += log(pow(q, x[i] * x[i]) - pow(q, pow(x[i] + 1.0, 2.0)));
  }
  target += sum_h_7;
}
