"""Densities of positive observations with a support that does not move, and of proportions."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from truth.row import only, row
from truth.search import inverse_digamma, root

POSITIVE = "positive"
mean, log, exp, sqrt = np.mean, np.log, np.exp, np.sqrt


def minus(distribution, x):
    return -np.sum(distribution.logpdf(x))


def gamma_estimate(x):
    """Shape and scale: log a - psi(a) equals the logarithm of the mean less the mean logarithm."""
    gap = log(mean(x)) - mean(log(x))
    shape = root(lambda a: log(a) - special.psi(a) - gap, 1e-5, 1e9)
    return shape, mean(x) / shape


def weibull_estimate(x):
    z = x / x.max()
    k = root(lambda k: np.sum(z**k * log(z)) / np.sum(z**k) - 1 / k - mean(log(z)), 1e-3, 500)
    return k, x.max() * mean(z**k) ** (1 / k)


# ------------------------------------------------------------------ lognormal and exponential, by other parameters
row(
    "lognormal_median",
    "exp(-log(x/m)**2/(2*s**2))/(x*s*sqrt(2*pi))",
    {"m": POSITIVE, "s": POSITIVE},
    "x > 0",
    "closed",
    lambda r: r.lognormal(2, 0.4, 60),
    lambda x, m, s: minus(stats.lognorm(s, 0, m), x),
    lambda x: (exp(mean(log(x))), np.std(log(x))),
    why="the geometric mean, by invariance",
)
row(
    "lognormal_mean",
    "exp(-(log(x)-log(m)+v/2)**2/(2*v))/(x*sqrt(2*pi*v))",
    {"m": POSITIVE, "v": POSITIVE},
    "x > 0",
    "closed",
    lambda r: r.lognormal(0, 0.8, 60),
    lambda x, m, v: minus(stats.lognorm(sqrt(v), 0, m * exp(-v / 2)), x),
    lambda x: (exp(mean(log(x)) + np.var(log(x)) / 2), np.var(log(x))),
    why="the mean of the lognormal itself: exp(mu + v/2), by invariance",
)
row(
    "exponential_median",
    "log(2)/m*2**(-x/m)",
    {"m": POSITIVE},
    "x >= 0",
    "closed",
    lambda r: r.exponential(7, 60),
    lambda x, m: minus(stats.expon(0, m / log(2)), x),
    lambda x: log(2) * mean(x),
    why="linear score in 1/m",
)
row(
    "exponential_log_rate",
    "exp(t-x*exp(t))",
    {"t": "real"},
    "x >= 0",
    "closed",
    lambda r: r.exponential(0.03, 60),
    lambda x, t: minus(stats.expon(0, exp(-t)), x),
    lambda x: -log(mean(x)),
    why="rate exp(t)",
)
row(
    "exponential_denominator",
    "lam/(exp(lam*x/2)*exp(lam*x/2))",
    {"lam": POSITIVE},
    "x >= 0",
    "closed",
    lambda r: r.exponential(2, 60),
    lambda x, lam: minus(stats.expon(0, 1 / lam), x),
    lambda x: 1 / mean(x),
    why="the exponential split and put under the line",
)
row(
    "exponential_tiny_unit",
    "lam*exp(-lam*x)",
    {"lam": POSITIVE},
    "x >= 0",
    "closed",
    lambda r: r.exponential(3e-12, 60),
    lambda x, lam: minus(stats.expon(0, 1 / lam), x),
    lambda x: 1 / mean(x),
    why="data of the order 1e-12",
)

# ------------------------------------------------------------------ gamma and its relatives
row(
    "gamma_mean_shape",
    "(k/m)**k*x**(k-1)*exp(-k*x/m)/gamma(k)",
    {"m": POSITIVE, "k": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: r.gamma(2.5, 4, 80),
    lambda x, m, k: minus(stats.gamma(k, 0, m / k), x),
    lambda x: (mean(x), gamma_estimate(x)[0]),
    why="the mean is explicit, one equation in the shape",
)
row(
    "gamma_logarithms",
    "exp((a-1)*log(x)-x/s-loggamma(a)-a*log(s))",
    {"a": POSITIVE, "s": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: r.gamma(12, 0.1, 80),
    lambda x, a, s: minus(stats.gamma(a, 0, s), x),
    gamma_estimate,
    why="the gamma density written as one exponential",
)
row(
    "gamma_log_parameters",
    "exp(exp(u)*t)*x**(exp(u)-1)*exp(-exp(t)*x)/gamma(exp(u))",
    {"u": "real", "t": "real"},
    "x > 0",
    "reduced",
    lambda r: r.gamma(0.6, 3, 80),
    lambda x, u, t: minus(stats.gamma(exp(u), 0, exp(-t)), x),
    lambda x: (log(gamma_estimate(x)[0]), -log(gamma_estimate(x)[1])),
    why="shape exp(u), rate exp(t): invariance",
)
row(
    "gamma_rate_known",
    "2**a*x**(a-1)*exp(-2*x)/gamma(a)",
    {"a": POSITIVE},
    "x > 0",
    "special",
    lambda r: r.gamma(3, 0.5, 60),
    lambda x, a: minus(stats.gamma(a, 0, 0.5), x),
    lambda x: inverse_digamma(log(2) + mean(log(x))),
    why="the inverse digamma function of mean log x plus log 2",
)
row(
    "erlang_integer_shape",
    "lam**k*x**(k-1)*exp(-lam*x)/factorial(k-1)",
    {"k": "integer >= 1", "lam": POSITIVE},
    "x > 0",
    "boundary",
    lambda r: r.gamma(4, 2, 80),
    lambda x, k, lam: minus(stats.gamma(round(k), 0, 1 / lam), x),
    lambda x: (lambda k: (k, k / mean(x)))(min(range(1, 200), key=lambda k: minus(stats.gamma(k, 0, mean(x) / k), x))),
    why="an integer answer, by the ratio of likelihoods, with the rate profiled out",
)
row(
    "inverse_gamma_shape_known",
    "b**3*x**(-4)*exp(-b/x)/2",
    {"b": POSITIVE},
    "x > 0",
    "closed",
    lambda r: 1 / r.gamma(3, 0.25, 60),
    lambda x, b: minus(stats.invgamma(3, 0, b), x),
    lambda x: 3 / mean(1 / x),
    why="linear in b and 1/b",
)
row(
    "inverse_gamma_scale_known",
    "4**a*x**(-a-1)*exp(-4/x)/gamma(a)",
    {"a": POSITIVE},
    "x > 0",
    "special",
    lambda r: 4 / r.gamma(2.2, 1, 60),
    lambda x, a: minus(stats.invgamma(a, 0, 4), x),
    lambda x: inverse_digamma(log(4) - mean(log(x))),
    why="the inverse digamma function",
)
row(
    "generalised_gamma",
    "p*x**(d-1)*exp(-(x/a)**p)/(a**d*gamma(d/p))",
    {"a": POSITIVE, "d": POSITIVE, "p": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: 3 * r.gamma(2, 1, 400) ** (1 / 1.5),
    lambda x, a, d, p: minus(stats.gengamma(d / p, p, 0, a), x),
    starts=lambda x: [[3.0, 3.0, 1.5], [1.0, 2.0, 1.0], [5.0, 3.0, 2.0]],
    why="Stacy: a and d/p explicit given p from two score equations; one equation in p",
)
row(
    "chi",
    "x**(k-1)*exp(-x**2/2)/(2**(k/2-1)*gamma(k/2))",
    {"k": POSITIVE},
    "x > 0",
    "special",
    lambda r: sqrt(r.chisquare(3, 60)),
    lambda x, k: minus(stats.chi(k), x),
    lambda x: 2 * inverse_digamma(2 * mean(log(x)) - log(2)),
    why="the inverse digamma function",
)
row(
    "nakagami",
    "2*m**m/(gamma(m)*w**m)*x**(2*m-1)*exp(-m*x**2/w)",
    {"m": POSITIVE, "w": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: sqrt(r.gamma(1.7, 2, 80)),
    lambda x, m, w: minus(stats.nakagami(m, 0, sqrt(w)), x),
    lambda x: (gamma_estimate(x * x)[0], mean(x * x)),
    why="w is the mean square; the equation in m is the gamma's for the squares",
)
row(
    "lindley",
    "t**2/(1+t)*(1+x)*exp(-t*x)",
    {"t": POSITIVE},
    "x > 0",
    "closed",
    lambda r: np.where(r.random(60) < 1 / 3, r.exponential(2, 60), r.gamma(2, 2, 60)),
    lambda x, t: -np.sum(2 * log(t) - np.log1p(t) + np.log1p(x) - t * x),
    lambda x: (1 - mean(x) + sqrt((mean(x) - 1) ** 2 + 8 * mean(x))) / (2 * mean(x)),
    why="a quadratic in t with one positive root",
)

# ------------------------------------------------------------------ Weibull, Frechet and their likes
row(
    "weibull_rate",
    "k*lam*x**(k-1)*exp(-lam*x**k)",
    {"k": POSITIVE, "lam": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: 3 * r.weibull(2.2, 80),
    lambda x, k, lam: minus(stats.weibull_min(k, 0, lam ** (-1 / k)), x),
    lambda x: (lambda k, s: (k, s**-k))(*weibull_estimate(x)),
    why="the rate is explicit for fixed k",
)
row(
    "weibull_logarithms",
    "exp(u+(exp(u)-1)*log(x)-exp(u)*v-exp(exp(u)*(log(x)-v)))",
    {"u": "real", "v": "real"},
    "x > 0",
    "reduced",
    lambda r: 0.2 * r.weibull(0.8, 80),
    lambda x, u, v: minus(stats.weibull_min(exp(u), 0, exp(v)), x),
    lambda x: log(weibull_estimate(x)),
    why="logarithms of shape and scale",
)
row(
    "weibull_shape_known",
    "3/2*sqrt(x)/s**(3/2)*exp(-(x/s)**(3/2))",
    {"s": POSITIVE},
    "x > 0",
    "closed",
    lambda r: 5 * r.weibull(1.5, 60),
    lambda x, s: minus(stats.weibull_min(1.5, 0, s), x),
    lambda x: mean(x**1.5) ** (2 / 3),
    why="a power of the scale stands alone",
)
row(
    "weibull_threshold",
    "k/s*((x-c)/s)**(k-1)*exp(-((x-c)/s)**k)",
    {"c": "real", "s": POSITIVE, "k": POSITIVE},
    "x > c",
    "unbounded",
    lambda r: 1 + 2 * r.weibull(2.5, 100),
    lambda x, c, s, k: minus(stats.weibull_min(k, c, s), x),
    exists=False,
    why="k < 1 and c to the smallest observation",
)
row(
    "frechet_shape_known",
    "2*s**2/x**3*exp(-(s/x)**2)",
    {"s": POSITIVE},
    "x > 0",
    "closed",
    lambda r: 4 / r.weibull(2, 60),
    lambda x, s: minus(stats.invweibull(2, 0, s), x),
    lambda x: 1 / sqrt(mean(x**-2.0)),
    why="the reciprocal of a Rayleigh variable",
)
row(
    "gompertz",
    "b*c*exp(c+b*x-c*exp(b*x))",
    {"b": POSITIVE, "c": POSITIVE},
    "x >= 0",
    "reduced",
    lambda r: stats.gompertz.rvs(0.2, 0, 2, size=100, random_state=r),
    lambda x, b, c: minus(stats.gompertz(c, 0, 1 / b), x),
    starts=lambda x: [[0.5, 0.2], [1.0, 0.05], [0.1, 1.0]],
    why="c is explicit for fixed b",
)
row(
    "exponentiated_exponential",
    "a*lam*exp(-lam*x)*(1-exp(-lam*x))**(a-1)",
    {"a": POSITIVE, "lam": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: -2 * log(1 - r.random(80) ** (1 / 2.5)),
    lambda x, a, lam: -np.sum(log(a * lam) - lam * x + (a - 1) * log(-np.expm1(-lam * x))),
    starts=lambda x: [[1.0, 1 / mean(x)], [3.0, 2 / mean(x)]],
    why="a is explicit for fixed lam (Gupta and Kundu 1999)",
)
row(
    "burr_twelve",
    "c*k*x**(c-1)*(1+x**c)**(-k-1)",
    {"c": POSITIVE, "k": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: stats.burr12.rvs(2, 1.5, size=100, random_state=r),
    lambda x, c, k: minus(stats.burr12(c, k), x),
    starts=lambda x: [[1.0, 1.0], [3.0, 2.0]],
    why="k is explicit for fixed c",
)
row(
    "burr_three",
    "c*k*x**(-c-1)*(1+x**(-c))**(-k-1)",
    {"c": POSITIVE, "k": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: stats.burr.rvs(2, 1.5, size=100, random_state=r),
    lambda x, c, k: minus(stats.burr(c, k), x),
    starts=lambda x: [[1.0, 1.0], [3.0, 2.0]],
    why="k is explicit for fixed c",
)
row(
    "dagum",
    "a*p/x*(x/b)**(a*p)/((x/b)**a+1)**(p+1)",
    {"a": POSITIVE, "b": POSITIVE, "p": POSITIVE},
    "x > 0",
    "numeric",
    lambda r: stats.burr.rvs(3, 0.8, 0, 5, size=300, random_state=r),
    lambda x, a, b, p: -np.sum(log(a * p / x) + a * p * log(x / b) - (p + 1) * np.log1p((x / b) ** a)),
    starts=lambda x: [[3.0, np.median(x), 1.0], [2.0, np.median(x), 0.5], [4.0, mean(x), 2.0]],
    why="p is explicit, two coupled equations are left",
)
row(
    "log_logistic",
    "(b/a)*(x/a)**(b-1)/(1+(x/a)**b)**2",
    {"a": POSITIVE, "b": POSITIVE},
    "x > 0",
    "numeric",
    lambda r: stats.fisk.rvs(3, 0, 4, size=80, random_state=r),
    lambda x, a, b: minus(stats.fisk(b, 0, a), x),
    starts=lambda x: [[np.median(x), 2.0], [mean(x), 4.0]],
    why="the logistic for log x",
)
row(
    "lomax",
    "a/s*(1+x/s)**(-a-1)",
    {"a": POSITIVE, "s": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: 3 * r.pareto(1.8, 150),
    lambda x, a, s: minus(stats.lomax(a, 0, s), x),
    starts=lambda x: [[2.0, mean(x)], [1.0, np.median(x)], [5.0, 4 * mean(x)]],
    why="a is explicit for fixed s; one equation in s",
)
row(
    "generalised_pareto_heavy",
    "(1+xi*x/s)**(-1/xi-1)/s",
    {"xi": POSITIVE, "s": POSITIVE},
    "x >= 0",
    "reduced",
    lambda r: stats.genpareto.rvs(0.6, 0, 2, size=150, random_state=r),
    lambda x, xi, s: np.sum(log(s) + (1 / xi + 1) * np.log1p(xi * x / s)),
    starts=lambda x: [[0.5, np.median(x)], [1.0, mean(x)], [0.1, mean(x)]],
    why="Grimshaw (1993): with t = xi/s fixed, xi is a mean of logarithms; one equation in t",
)

# ------------------------------------------------------------------ folded, half and inverse
row(
    "half_normal_theta",
    "2*t/pi*exp(-x**2*t**2/pi)",
    {"t": POSITIVE},
    "x >= 0",
    "closed",
    lambda r: np.abs(r.normal(0, 3, 60)),
    lambda x, t: minus(stats.halfnorm(0, sqrt(np.pi / 2) / t), x),
    lambda x: sqrt(np.pi / (2 * mean(x * x))),
    why="the half-normal by theta = sqrt(pi/2)/sigma",
)
row(
    "half_logistic",
    "2*exp(-x/s)/(s*(1+exp(-x/s))**2)",
    {"s": POSITIVE},
    "x >= 0",
    "reduced",
    lambda r: np.abs(r.logistic(0, 2, 60)),
    lambda x, s: minus(stats.halflogistic(0, s), x),
    lambda x: root(lambda s: mean(x / s * np.tanh(x / (2 * s))) - 1, 1e-3 * mean(x), 1e3 * mean(x)),
    why="one falling equation in s",
)
row(
    "half_cauchy",
    "2/(pi*s*(1+(x/s)**2))",
    {"s": POSITIVE},
    "x >= 0",
    "reduced",
    lambda r: np.abs(5 * r.standard_cauchy(60)),
    lambda x, s: minus(stats.halfcauchy(0, s), x),
    lambda x: root(lambda s: mean(x * x / (s * s + x * x)) - 0.5, 1e-4, 1e5),
    why="one falling equation in s",
)
row(
    "folded_normal",
    "(exp(-(x-mu)**2/(2*v))+exp(-(x+mu)**2/(2*v)))/sqrt(2*pi*v)",
    {"mu": "nonnegative", "v": POSITIVE},
    "x >= 0",
    "reduced",
    lambda r: np.abs(r.normal(2, 1.2, 100)),
    lambda x, mu, v: -np.sum(np.logaddexp(stats.norm.logpdf(x, mu, sqrt(v)), stats.norm.logpdf(x, -mu, sqrt(v)))),
    starts=lambda x: [[mean(x), np.var(x)], [0.5, mean(x * x)]],
    why="v is the mean square less mu squared, so one equation in mu is left",
)
row(
    "rice",
    "x/v*exp(-(x**2+nu**2)/(2*v))*besseli(0, x*nu/v)",
    {"nu": POSITIVE, "v": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: np.hypot(r.normal(3, 1, 120), r.normal(0, 1, 120)),
    lambda x, nu, v: -np.sum(log(x / v) - (x - nu) ** 2 / (2 * v) + log(special.i0e(x * nu / v))),
    starts=lambda x: [[mean(x), np.var(x)], [1.0, mean(x * x) / 2]],
    why="nu squared plus 2v is the mean square, so one equation is left",
)
row(
    "inverse_gaussian_mean_known",
    "sqrt(lam/(2*pi*x**3))*exp(-lam*(x-2)**2/(8*x))",
    {"lam": POSITIVE},
    "x > 0",
    "closed",
    lambda r: r.wald(2, 5, 60),
    lambda x, lam: minus(stats.invgauss(2 / lam, 0, lam), x),
    lambda x: 1 / mean((x - 2) ** 2 / (4 * x)),
    why="linear score in 1/lam",
)
row(
    "inverse_gaussian_expanded",
    "sqrt(lam/(2*pi*x**3))*exp(-lam*x/(2*mu**2)+lam/mu-lam/(2*x))",
    {"lam": POSITIVE, "mu": POSITIVE},
    "x > 0",
    "closed",
    lambda r: r.wald(0.5, 1, 60),
    lambda x, lam, mu: minus(stats.invgauss(mu / lam, 0, lam), x),
    lambda x: (1 / (mean(1 / x) - 1 / mean(x)), mean(x)),
    why="the square written out",
)
row(
    "inverse_gaussian_drift",
    "exp(-(1-d*x)**2/(2*s*x))/sqrt(2*pi*s*x**3)",
    {"d": POSITIVE, "s": POSITIVE},
    "x > 0",
    "closed",
    lambda r: r.wald(1 / 0.7, 1 / 0.4, 60),
    lambda x, d, s: minus(stats.invgauss(s / d, 0, 1 / s), x),
    lambda x: (1 / mean(x), mean(1 / x) - 1 / mean(x)),
    why="first passage of a Brownian motion: drift and variance",
)
row(
    "birnbaum_saunders",
    "(sqrt(x/b)+sqrt(b/x))/(2*a*x*sqrt(2*pi))*exp(-(x/b+b/x-2)/(2*a**2))",
    {"a": POSITIVE, "b": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: stats.fatiguelife.rvs(0.7, 0, 2, size=80, random_state=r),
    lambda x, a, b: minus(stats.fatiguelife(a, 0, b), x),
    starts=lambda x: [[0.5, np.median(x)], [1.0, mean(x)]],
    why="a is explicit for fixed b (Ng, Kundu and Balakrishnan 2003)",
)

# ------------------------------------------------------------------ truncated
row(
    "exponential_truncated",
    "lam*exp(-lam*x)/(1-exp(-2*lam))",
    {"lam": POSITIVE},
    "0 <= x <= 2",
    "reduced",
    lambda r: (lambda u: u[u <= 2][:80])(r.exponential(1, 300)),
    lambda x, lam: only((x >= 0) & (x <= 2), -np.sum(log(lam) - lam * x - log(-np.expm1(-2 * lam)))),
    lambda x: root(lambda v: 1 / v - 2 / np.expm1(2 * v) - mean(x), 1e-4, 100),
    why="one falling equation in lam, truncation point known",
)
row(
    "normal_truncated_at_zero",
    "2*exp(-(x-mu)**2/(2*s**2))/(s*sqrt(2*pi)*(1+erf(mu/(s*sqrt(2)))))",
    {"mu": "real", "s": POSITIVE},
    "x > 0",
    "reduced",
    lambda r: (lambda u: u[u > 0][:150])(r.normal(1.5, 1, 500)),
    lambda x, mu, s: minus(stats.truncnorm(-mu / s, np.inf, mu, s), x),
    starts=lambda x: [[mean(x), np.std(x)], [0.5 * mean(x), 2 * np.std(x)]],
    why="both scores together: n s^2 + mu sum x = sum x^2, and one equation is left",
)

# ------------------------------------------------------------------ proportions
row(
    "beta_symmetric",
    "(x*(1-x))**(a-1)/beta(a, a)",
    {"a": POSITIVE},
    "0 < x < 1",
    "reduced",
    lambda r: r.beta(3, 3, 60),
    lambda x, a: minus(stats.beta(a, a), x),
    lambda x: root(lambda a: 2 * (special.psi(a) - special.psi(2 * a)) - mean(log(x) + np.log1p(-x)), 1e-2, 1e4),
    why="one equation: psi(a) - psi(2a) is no multiple of one inverse",
)
row(
    "beta_mean_precision",
    "x**(m*phi-1)*(1-x)**((1-m)*phi-1)/beta(m*phi, (1-m)*phi)",
    {"m": "0 < m < 1", "phi": POSITIVE},
    "0 < x < 1",
    {"numeric": 1.0, "reduced": 1.0},
    lambda r: r.beta(4, 2, 80),
    lambda x, m, phi: minus(stats.beta(m * phi, (1 - m) * phi), x),
    starts=lambda x: [[mean(x), 5.0], [0.5, 2.0]],
    why="two coupled equations",
)
row(
    "beta_second_known",
    "a*(a+1)*x**(a-1)*(1-x)",
    {"a": POSITIVE},
    "0 < x < 1",
    "closed",
    lambda r: r.beta(1.5, 2, 60),
    lambda x, a: minus(stats.beta(a, 2), x),
    lambda x: (lambda c: (2 - c + sqrt(c * c + 4)) / (2 * c))(-mean(log(x))),
    why="1/a + 1/(a+1) equals minus the mean logarithm: a quadratic with one positive root",
)
row(
    "beta_prime",
    "x**(a-1)*(1+x)**(-a-b)/beta(a, b)",
    {"a": POSITIVE, "b": POSITIVE},
    "x > 0",
    {"numeric": 1.0, "reduced": 1.0},
    lambda r: (lambda u: u / (1 - u))(r.beta(2, 4, 80)),
    lambda x, a, b: minus(stats.betaprime(a, b), x),
    starts=lambda x: [[1.0, 1.0], [3.0, 3.0]],
    why="the beta for x/(1+x)",
)
row(
    "kumaraswamy",
    "a*b*x**(a-1)*(1-x**a)**(b-1)",
    {"a": POSITIVE, "b": POSITIVE},
    "0 < x < 1",
    "reduced",
    lambda r: (1 - r.random(80) ** (1 / 3)) ** (1 / 2),
    lambda x, a, b: only((x > 0) & (x < 1), -np.sum(log(a * b) + (a - 1) * log(x) + (b - 1) * np.log1p(-(x**a)))),
    starts=lambda x: [[1.0, 1.0], [2.0, 4.0]],
    why="b is explicit for fixed a",
)
row(
    "kumaraswamy_first_known",
    "2*b*x*(1-x**2)**(b-1)",
    {"b": POSITIVE},
    "0 < x < 1",
    "closed",
    lambda r: sqrt(r.beta(1, 2.5, 60)),
    lambda x, b: -np.sum(log(2 * b * x) + (b - 1) * np.log1p(-x * x)),
    lambda x: -1 / mean(np.log1p(-x * x)),
    why="an exponential law for -log(1-x^2)",
)
row(
    "logit_normal",
    "exp(-(log(x/(1-x))-mu)**2/(2*v))/(sqrt(2*pi*v)*x*(1-x))",
    {"mu": "real", "v": POSITIVE},
    "0 < x < 1",
    "closed",
    lambda r: special.expit(r.normal(-0.5, 1.2, 60)),
    lambda x, mu, v: -np.sum(stats.norm.logpdf(special.logit(x), mu, sqrt(v)) - log(x) - np.log1p(-x)),
    lambda x: (mean(special.logit(x)), np.var(special.logit(x))),
    why="the normal for the logit of x",
)

# ------------------------------------------------------------------ mixtures
row(
    "mixture_exponential",
    "p*a*exp(-a*x)+(1-p)*b*exp(-b*x)",
    {"p": "0 < p < 1", "a": POSITIVE, "b": POSITIVE},
    "x > 0",
    "latent",
    lambda r: np.where(r.random(400) < 0.4, r.exponential(0.2, 400), r.exponential(4, 400)),
    lambda x, p, a, b: -np.sum(np.logaddexp(log(p * a) - a * x, log((1 - p) * b) - b * x)),
    starts=lambda x: [[0.5, 5.0, 0.3], [0.3, 10.0, 0.5], [0.7, 1.0, 0.1]],
    why="missing labels: EM with closed updates",
)
