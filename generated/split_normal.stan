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
//   -mu**2*sum(Piecewise((0, x <= mu), (1, True)))/(2*right**2) +
//       mu*sum(Piecewise((0, x <= mu), (x, True)))/right**2 + (-log(left +
//       right) + log(2/pi)/2)*n - sum(Piecewise((0, x <= mu), (x**2,
//       True)))/(2*right**2) - mu**2*sum(Piecewise((1, x <= mu), (0,
//       True)))/(2*left**2) + mu*sum(Piecewise((x, x <= mu), (0,
//       True)))/left**2 - sum(Piecewise((x**2, x <= mu), (0,
//       True)))/(2*left**2)
//
// Estimator (reduced):
//
//   mu = the solution of mu**3*n**(3/2)*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))/(sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True)))
//       + sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2,
//       True))))*(mu**4*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       mu**3*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((1, x
//       <= mu), (0, True))) - 2*mu**3*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu**3*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) + 2*mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu),
//       (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x, True)))*sum(Piecewise((1, x <= mu), (0, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) + 4*mu**2*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((1, x
//       <= mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) - mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0,
//       True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((1, x <= mu), (0, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu*sum(Piecewise((0, x <=
//       mu), (x**2, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((x, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((x, x <= mu),
//       (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))) -
//       2*mu**2*n**(3/2)*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((x, x <= mu), (0,
//       True)))/(sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True)))
//       + sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2,
//       True))))*(mu**4*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       mu**3*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((1, x
//       <= mu), (0, True))) - 2*mu**3*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu**3*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) + 2*mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu),
//       (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x, True)))*sum(Piecewise((1, x <= mu), (0, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) + 4*mu**2*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((1, x
//       <= mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) - mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0,
//       True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((1, x <= mu), (0, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu*sum(Piecewise((0, x <=
//       mu), (x**2, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((x, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((x, x <= mu),
//       (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))) -
//       mu**2*n**(3/2)*sum(Piecewise((0, x <= mu), (x,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))/(sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True)))
//       + sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2,
//       True))))*(mu**4*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       mu**3*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((1, x
//       <= mu), (0, True))) - 2*mu**3*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu**3*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) + 2*mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu),
//       (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x, True)))*sum(Piecewise((1, x <= mu), (0, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) + 4*mu**2*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((1, x
//       <= mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) - mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0,
//       True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((1, x <= mu), (0, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu*sum(Piecewise((0, x <=
//       mu), (x**2, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((x, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((x, x <= mu),
//       (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))) +
//       mu*n**(3/2)*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((x**2, x <= mu), (0,
//       True)))/(sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True)))
//       + sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2,
//       True))))*(mu**4*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       mu**3*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((1, x
//       <= mu), (0, True))) - 2*mu**3*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu**3*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) + 2*mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu),
//       (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x, True)))*sum(Piecewise((1, x <= mu), (0, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) + 4*mu**2*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((1, x
//       <= mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) - mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0,
//       True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((1, x <= mu), (0, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu*sum(Piecewise((0, x <=
//       mu), (x**2, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((x, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((x, x <= mu),
//       (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))) +
//       2*mu*n**(3/2)*sum(Piecewise((0, x <= mu), (x,
//       True)))*sum(Piecewise((x, x <= mu), (0,
//       True)))/(sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True)))
//       + sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2,
//       True))))*(mu**4*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       mu**3*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((1, x
//       <= mu), (0, True))) - 2*mu**3*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu**3*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) + 2*mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu),
//       (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x, True)))*sum(Piecewise((1, x <= mu), (0, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) + 4*mu**2*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((1, x
//       <= mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) - mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0,
//       True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((1, x <= mu), (0, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu*sum(Piecewise((0, x <=
//       mu), (x**2, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((x, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((x, x <= mu),
//       (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))) -
//       n**(3/2)*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x**2,
//       x <= mu), (0, True)))/(sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <=
//       mu), (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (1, True))) + mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2,
//       True))))*(mu**4*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       mu**3*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((1, x
//       <= mu), (0, True))) - 2*mu**3*sum(Piecewise((0, x <= mu), (1,
//       True)))*sum(Piecewise((1, x <= mu), (0, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu**3*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) + 2*mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu),
//       (0, True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x, True)))*sum(Piecewise((1, x <= mu), (0, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) + 4*mu**2*sum(Piecewise((0, x
//       <= mu), (x, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       mu**2*sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((1, x
//       <= mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x
//       <= mu), (0, True))) - mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0,
//       True))) + sum(Piecewise((x, x <= mu), (0,
//       True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((1, x <= mu), (0, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True)))*sum(Piecewise((x, x <=
//       mu), (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))) - 2*mu*sum(Piecewise((0, x <=
//       mu), (x**2, True)))*sum(Piecewise((1, x <= mu), (0,
//       True)))*sum(Piecewise((x, x <= mu), (0, True)))/(mu*sum(Piecewise((0,
//       x <= mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True)))*sum(Piecewise((x, x <= mu), (0, True))) +
//       sum(Piecewise((0, x <= mu), (x**2, True)))*sum(Piecewise((x, x <= mu),
//       (0, True)))**2/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))) -
//       n**(3/2)/((sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True))))) +
//       1)*sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2, True))))) = 0
//   right = sqrt(mu**2*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (1, True))) +
//       mu**2*sum(Piecewise((0, x <= mu), (1, True))) -
//       2*mu*sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) +
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x,
//       True)))))*sum(Piecewise((0, x <= mu), (x, True))) -
//       2*mu*sum(Piecewise((0, x <= mu), (x, True))) +
//       sqrt((-mu*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((x,
//       x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <= mu), (1, True))) -
//       sum(Piecewise((0, x <= mu), (x, True)))))*sum(Piecewise((0, x <= mu),
//       (x**2, True))) + sum(Piecewise((0, x <= mu), (x**2, True))))/sqrt(n)
//   left = right*sqrt(-(mu*sum(Piecewise((1, x <= mu), (0, True))) -
//       sum(Piecewise((x, x <= mu), (0, True))))/(mu*sum(Piecewise((0, x <=
//       mu), (1, True))) - sum(Piecewise((0, x <= mu), (x, True)))))
//
// Conditions:
//
//   A maximum exists only if ?(?_(x? > ?) x?? + ?((?_(x? ? ?) x? ? ? #{x? ?
//       ?})/(? #{x? > ?} ? ?_(x? > ?) x?)) ?_(x? > ?) x?? + ?? #{x? > ?} + ??
//       #{x? > ?} ?((?_(x? ? ?) x? ? ? #{x? ? ?})/(? #{x? > ?} ? ?_(x? > ?)
//       x?)) ? 2? ?_(x? > ?) x? ? 2? ?((?_(x? ? ?) x? ? ? #{x? ? ?})/(? #{x? >
//       ?} ? ?_(x? > ?) x?)) ?_(x? > ?) x?) > 0.
//   A maximum exists only if ?((?_(x? ? ?) x? ? ? #{x? ? ?})/(? #{x? > ?} ?
//       ?_(x? > ?) x?)) > 0.
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
  real sum_h_20 = 0.0;
  for (i in 1 : N) {
    real t_89 = 0.5 * pow(x[i] - mu, 2.0);
    real part_1 = -t_89 / (right * right);
    sum_h_20 += (x[i] <= mu ? -t_89 / (left * left) : part_1);
  }
  target += 0.5 * n * log(2.0 / (pi())) + sum_h_20 - n * log(left + right);
}
