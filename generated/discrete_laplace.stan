// Maximum-likelihood estimation: Discrete Laplace distribution centred at
// zero.
//
//   f(x; q) = (1-q)/(1+q)*q**Abs(x)
//   support: x in ..., -2, -1, 0, 1, 2, ...
//   q: 0 < q < 1
//
// Log-likelihood:
//
//   (log(1 - q) - log(q + 1))*n + log(q)*sum(Abs(x))
//
// Estimator (closed):
//
//   q = -(-sqrt(n**2 + sum(Abs(x))**2) + n)/sum(Abs(x))
//
// Conditions:
//
//   A maximum exists only if sum |x_i| > 0.
//
// Source:
//
//   Inusah, Kozubowski (2006), A discrete analogue of the Laplace
//       distribution, J. Statist. Plann. Inference 136, 1090-1102
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
  for (i in 1 : N) {
    if (x[i] != floor(x[i])) {
      reject("the values of x must be integers");
    }
  }
  real sum_h = 0.0;
  for (i in 1 : N) {
    sum_h += abs(x[i]);
  }
}
parameters {
  real<lower=0.0, upper=1.0> q;
}
model {
  target += n * log1p(-q) + lmultiply(sum_h, q) - n * log1p(q);
}
