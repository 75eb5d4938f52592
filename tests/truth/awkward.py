"""Sound data for which a good family has no estimate: the right answer is to say so."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from truth.row import row

POSITIVE = "positive"
log, sqrt = np.log, np.sqrt


def nowhere(id, density, parameters, support, data, nll, why, **rest):
    """A row whose data have no estimate; its verdict is not judged."""
    row(id, density, parameters, support, None, lambda r: np.asarray(data), nll, exists=False, why=why, **rest)


AB = {"a": POSITIVE, "b": POSITIVE}
PLACE = {"mu": "real", "s": POSITIVE}

nowhere(
    "gamma_all_equal",
    "b**a*x**(a-1)*exp(-b*x)/gamma(a)",
    AB,
    "x > 0",
    np.full(15, 2.7),
    lambda x, a, b: -np.sum(stats.gamma.logpdf(x, a, 0, 1 / b)),
    "the shape runs to infinity with the mean held",
)
nowhere(
    "weibull_all_equal",
    "k/s*(x/s)**(k-1)*exp(-(x/s)**k)",
    {"k": POSITIVE, "s": POSITIVE},
    "x > 0",
    np.full(15, 0.1),
    lambda x, k, s: -np.sum(stats.weibull_min.logpdf(x, k, 0, s)),
    "the shape runs to infinity; 0.1 is not a dyadic number, so a variance test may miss it",
)
nowhere(
    "beta_all_equal",
    "x**(a-1)*(1-x)**(b-1)/beta(a, b)",
    AB,
    "0 < x < 1",
    np.full(9, 0.3),
    lambda x, a, b: -np.sum(stats.beta.logpdf(x, a, b)),
    "both parameters run to infinity in proportion",
)
nowhere(
    "lognormal_one_observation",
    "exp(-(log(x)-mu)**2/(2*v))/(x*sqrt(2*pi*v))",
    {"mu": "real", "v": POSITIVE},
    "x > 0",
    [4.2],
    lambda x, mu, v: -np.sum(stats.lognorm.logpdf(x, sqrt(v), 0, np.exp(mu))),
    "variance 0",
)
nowhere(
    "inverse_gaussian_all_equal",
    "sqrt(lam/(2*pi*x**3))*exp(-lam*(x-mu)**2/(2*mu**2*x))",
    {"mu": POSITIVE, "lam": POSITIVE},
    "x > 0",
    np.full(7, 1.5),
    lambda x, mu, lam: -np.sum(stats.invgauss.logpdf(x, mu / lam, 0, lam)),
    "lam runs to infinity",
)
nowhere(
    "logistic_one_observation",
    "exp(-(x-mu)/s)/(s*(1+exp(-(x-mu)/s))**2)",
    PLACE,
    "real",
    [0.7],
    lambda x, mu, s: -np.sum(stats.logistic.logpdf(x, mu, s)),
    "the scale runs to 0",
)
nowhere(
    "gumbel_all_equal",
    "exp(-(x-mu)/s-exp(-(x-mu)/s))/s",
    PLACE,
    "real",
    np.full(12, -3.1),
    lambda x, mu, s: -np.sum(stats.gumbel_r.logpdf(x, mu, s)),
    "the scale runs to 0",
)
nowhere(
    "laplace_one_observation",
    "exp(-Abs(x-mu)/b)/(2*b)",
    {"mu": "real", "b": POSITIVE},
    "real",
    [5.0],
    lambda x, mu, b: -np.sum(stats.laplace.logpdf(x, mu, b)),
    "the scale runs to 0",
)
nowhere(
    "laplace_all_equal",
    "exp(-Abs(x-mu)/b)/(2*b)",
    {"mu": "real", "b": POSITIVE},
    "real",
    np.full(6, 5.0),
    lambda x, mu, b: -np.sum(stats.laplace.logpdf(x, mu, b)),
    "the scale runs to 0",
)
nowhere(
    "student_t_ties",
    "gamma(3)/(gamma(5/2)*sqrt(5*pi)*s)*(1+((x-mu)/s)**2/5)**(-3)",
    PLACE,
    "real",
    [1.0] * 11 + [2.0],
    lambda x, mu, s: -np.sum(stats.t.logpdf(x, 5, mu, s)),
    "more than 5/6 of the observations coincide: the scale runs to 0 there (Kent and Tyler 1991)",
)
nowhere(
    "uniform_one_observation",
    "1/(b-a)",
    {"a": "real", "b": "a < b"},
    "a <= x <= b",
    [2.0],
    lambda x, a, b: -np.sum(stats.uniform.logpdf(x, a, b - a)),
    "the width runs to 0, outside the domain",
)
nowhere(
    "pareto_all_equal",
    "a*m**a/x**(a+1)",
    {"m": POSITIVE, "a": POSITIVE},
    "x >= m",
    np.full(10, 3.3),
    lambda x, m, a: -np.sum(stats.pareto.logpdf(x, a, 0, m)),
    "the shape runs to infinity",
)
nowhere(
    "exponential_shifted_all_equal",
    "exp(-(x-mu)/s)/s",
    PLACE,
    "x >= mu",
    np.full(10, 3.3),
    lambda x, mu, s: -np.sum(stats.expon.logpdf(x, mu, s)),
    "the scale runs to 0",
)
nowhere(
    "exponential_all_zero",
    "lam*exp(-lam*x)",
    {"lam": POSITIVE},
    "x >= 0",
    np.zeros(10),
    lambda x, lam: -np.sum(stats.expon.logpdf(x, 0, 1 / lam)),
    "the rate runs to infinity",
)
nowhere(
    "normal_mean_positive",
    "exp(-(x-mu)**2/2)/sqrt(2*pi)",
    {"mu": POSITIVE},
    "real",
    [-1.2, -0.4, 0.3, -2.0, -0.9],
    lambda x, mu: -np.sum(stats.norm.logpdf(x, mu, 1)),
    "the mean is negative and the domain's edge open: the supremum at 0 is not attained",
)
nowhere(
    "lomax_light_tail",
    "a/s*(1+x/s)**(-a-1)",
    {"a": POSITIVE, "s": POSITIVE},
    "x > 0",
    [0.8, 1.0, 1.1, 0.9, 1.2, 1.0, 0.95, 1.05],
    lambda x, a, s: -np.sum(stats.lomax.logpdf(x, a, 0, s)),
    "coefficient of variation below 1: both run to infinity, the limit is exponential",
)
nowhere(
    "skew_normal_all_on_one_side",
    "exp(-(x-mu)**2/(2*s**2))/(s*sqrt(2*pi))*(1+erf(alpha*(x-mu)/(s*sqrt(2))))",
    {"mu": "real", "s": POSITIVE, "alpha": "real"},
    "real",
    np.abs(stats.norm.ppf((np.arange(20) + 0.7) / 20.5))[np.abs(stats.norm.ppf((np.arange(20) + 0.7) / 20.5)) > 0.05],
    lambda x, mu, s, a: -np.sum(stats.skewnorm.logpdf(x, a, mu, s)),
    "half-normal data: the shape runs to infinity",
)
nowhere(
    "poisson_all_zero",
    "exp(-lam)*lam**x/factorial(x)",
    {"lam": POSITIVE},
    "x in 0, 1, 2, ...",
    np.zeros(20, int),
    lambda x, lam: -np.sum(stats.poisson.logpmf(x, lam)),
    "the rate runs to 0, outside the domain",
)
nowhere(
    "bernoulli_all_one",
    "p**x*(1-p)**(1-x)",
    {"p": "0 < p < 1"},
    "x in 0, 1",
    np.ones(20, int),
    lambda x, p: -np.sum(stats.bernoulli.logpmf(x, p)),
    "p runs to 1, outside the domain",
)
nowhere(
    "geometric_all_one",
    "p*(1-p)**(x-1)",
    {"p": "0 < p < 1"},
    "x in 1, 2, 3, ...",
    np.ones(20, int),
    lambda x, p: -np.sum(stats.geom.logpmf(x, p)),
    "p runs to 1, outside the domain",
)
nowhere(
    "poisson_truncated_all_one",
    "lam**x/(factorial(x)*(exp(lam)-1))",
    {"lam": POSITIVE},
    "x in 1, 2, 3, ...",
    np.ones(20, int),
    lambda x, lam: -np.sum(x * log(lam) - log(np.expm1(lam))),
    "the rate runs to 0, outside the domain",
)
nowhere(
    "logarithmic_series_all_one",
    "-p**x/(x*log(1-p))",
    {"p": "0 < p < 1"},
    "x in 1, 2, 3, ...",
    np.ones(20, int),
    lambda x, p: -np.sum(stats.logser.logpmf(x, p)),
    "p runs to 0, outside the domain",
)
nowhere(
    "zeta_all_one",
    "x**(-s)/zeta(s)",
    {"s": "s > 1"},
    "x in 1, 2, 3, ...",
    np.ones(20, int),
    lambda x, s: -np.sum(stats.zipf.logpmf(x, s)),
    "s runs to infinity",
)
nowhere(
    "binomial_trials_overdispersed",
    "binomial(N, x)*p**x*(1-p)**(N-x)",
    {"N": "integer >= 1", "p": "0 < p < 1"},
    "x in 0, 1, 2, ..., N",
    [0, 9, 1, 12, 3, 0, 15, 2, 7, 1],
    lambda x, N, p: -np.sum(stats.binom.logpmf(x, round(N), p)),
    "variance above the mean: N runs to infinity, the limit is Poisson",
)
nowhere(
    "negative_binomial_dispersion_under",
    "gamma(x+1/a)/(gamma(1/a)*factorial(x))*(1/(1+a*m))**(1/a)*(a*m/(1+a*m))**x",
    {"m": POSITIVE, "a": POSITIVE},
    "x in 0, 1, 2, ...",
    [2, 3, 2, 3, 2, 1, 2, 3, 3, 2, 2, 2, 3, 1],
    lambda x, m, a: -np.sum(stats.nbinom.logpmf(x, 1 / a, 1 / (1 + a * m))),
    "variance below the mean: the dispersion runs to 0, outside the domain",
)
nowhere(
    "beta_binomial_under",
    "binomial(10, x)*beta(x+a, 10-x+b)/beta(a, b)",
    AB,
    "x in 0, 1, 2, ..., 10",
    [5, 5, 4, 5, 6, 5, 5, 4, 6, 5, 5, 5],
    lambda x, a, b: -np.sum(stats.betabinom.logpmf(x, 10, a, b)),
    "less spread than a binomial: both run to infinity",
)
nowhere(
    "poisson_inflated_without_zeros",
    "Piecewise((w+(1-w)*exp(-lam), Eq(x, 0)), ((1-w)*exp(-lam)*lam**x/factorial(x), True))",
    {"w": "0 < w < 1", "lam": POSITIVE},
    "x in 0, 1, 2, ...",
    [1, 2, 1, 4, 2, 3, 1, 5, 2, 2],
    lambda x, w, lam: -np.sum(np.log1p(-w) + stats.poisson.logpmf(x, lam)),
    "no zeros: the weight runs to 0, outside the domain",
)
nowhere(
    "von_mises_all_equal",
    "exp(k*cos(x-mu))/(2*pi*besseli(0, k))",
    {"mu": "-pi < mu <= pi", "k": POSITIVE},
    "-pi <= x <= pi",
    np.full(8, 0.4),
    lambda x, mu, k: -np.sum(stats.vonmises.logpdf(x - mu, k)),
    "the concentration runs to infinity",
)
nowhere(
    "gompertz_decreasing_hazard",
    "b*c*exp(c+b*x-c*exp(b*x))",
    {"b": POSITIVE, "c": POSITIVE},
    "x >= 0",
    [0.1, 0.2, 0.1, 0.3, 9.0, 0.2, 14.0, 0.1, 0.4, 3.0],
    lambda x, b, c: -np.sum(log(b * c) + c + b * x - c * np.exp(b * x)),
    "heavier than exponential: b runs to 0 with b*c held, outside the domain",
)

# ------------------------------------------------------------------ counts at the edge of what they can say

nowhere(
    "yule_simon_all_one",
    "rho*beta(x, rho+1)",
    {"rho": POSITIVE},
    "x in 1, 2, 3, ...",
    np.ones(15, int),
    lambda x, rho: -np.sum(stats.yulesimon.logpmf(x, rho)),
    "the shape runs to infinity",
)
nowhere(
    "discrete_rayleigh_all_zero",
    "q**(x**2)-q**((x+1)**2)",
    {"q": "0 < q < 1"},
    "x in 0, 1, 2, ...",
    np.zeros(12, int),
    lambda x, q: -x.size * np.log1p(-q),
    "q runs to 0, outside the domain",
)
nowhere(
    "binomial_truncated_all_one",
    "binomial(5, x)*p**x*(1-p)**(5-x)/(1-(1-p)**5)",
    {"p": "0 < p < 1"},
    "x in 1, 2, ..., 5",
    np.ones(12, int),
    lambda x, p: -np.sum(stats.binom.logpmf(x, 5, p)) + x.size * log(-np.expm1(5 * np.log1p(-p))),
    "p runs to 0, outside the domain",
)
nowhere(
    "hypergeometric_nothing_recaught",
    "binomial(20, x)*binomial(N-20, 15-x)/binomial(N, 15)",
    {"N": "integer >= 35"},
    "x in 0, 1, 2, ..., 15",
    [0],
    lambda x, N: -np.sum(stats.hypergeom.logpmf(x, round(N), 20, 15)),
    "no marked one was seen again: the population runs to infinity",
)
nowhere(
    "three_cells_one_empty",
    "Piecewise((a, Eq(x, 0)), (b, Eq(x, 1)), (1-a-b, True))",
    {"a": "0 < a < 1", "b": "0 < b < 1 - a"},
    "x in 0, 1, 2",
    [0, 0, 1, 1, 1, 0, 1],
    lambda x, a, b: -(np.sum(x == 0) * log(a) + np.sum(x == 1) * log(b) + np.sum(x == 2) * log(1 - a - b)),
    "the last cell is empty: its probability runs to 0, outside the domain",
)
nowhere(
    "poisson_hurdle_all_positive_one",
    "Piecewise((w, Eq(x, 0)), ((1-w)*exp(-lam)*lam**x/(factorial(x)*(1-exp(-lam))), True))",
    {"w": "0 < w < 1", "lam": POSITIVE},
    "x in 0, 1, 2, ...",
    [0, 1, 1, 0, 1, 0, 1, 1],
    lambda x, w, lam: (
        -np.sum(np.where(x == 0, log(w), np.log1p(-w) + stats.poisson.logpmf(x, lam) - log(-np.expm1(-lam))))
    ),
    "the positive counts are all one: their rate runs to 0, outside the domain",
)
nowhere(
    "conway_maxwell_all_zero",
    "lam**x/(factorial(x)**2*besseli(0, 2*sqrt(lam)))",
    {"lam": POSITIVE},
    "x in 0, 1, 2, ...",
    np.zeros(9, int),
    lambda x, lam: x.size * log(special.iv(0, 2 * sqrt(lam))),
    "the rate runs to 0, outside the domain",
)
nowhere(
    "generalised_poisson_under",
    "t*(t+k*x)**(x-1)*exp(-t-k*x)/factorial(x)",
    {"t": POSITIVE, "k": "0 < k < 1"},
    "x in 0, 1, 2, ...",
    [2, 3, 2, 3, 2, 1, 2, 3, 3, 2, 2, 2, 3, 1],
    lambda x, t, k: -np.sum(log(t) + (x - 1) * log(t + k * x) - t - k * x - special.gammaln(x + 1.0)),
    "variance below the mean: k runs to 0, outside the domain",
)
nowhere(
    "skellam_all_zero",
    "exp(-a-b)*(a/b)**(x/2)*besseli(x, 2*sqrt(a*b))",
    AB,
    "x in ..., -2, -1, 0, 1, 2, ...",
    np.zeros(10, int),
    lambda x, a, b: -np.sum(stats.skellam.logpmf(x, a, b)),
    "both rates run to 0, outside the domain",
)

# ------------------------------------------------------------------ an equation whose root leaves the domain

nowhere(
    "exponential_truncated_rising",
    "lam*exp(-lam*x)/(1-exp(-2*lam))",
    {"lam": POSITIVE},
    "0 <= x <= 2",
    [1.2, 1.8, 0.9, 1.7, 1.5, 1.1],
    lambda x, lam: -np.sum(log(lam) - lam * x - log(-np.expm1(-2 * lam))),
    "the mean lies above the middle: the rate runs to 0, outside the domain",
)
nowhere(
    "von_mises_opposite",
    "exp(k*cos(x))/(2*pi*besseli(0, k))",
    {"k": POSITIVE},
    "-pi <= x <= pi",
    [3.0, -2.8, 2.5, -3.1, 2.9],
    lambda x, k: -np.sum(stats.vonmises.logpdf(x, k)),
    "the data lie opposite to the centre: the concentration runs to 0, outside the domain",
)
nowhere(
    "normal_reciprocal_mean_negative",
    "exp(-(x-1/theta)**2/2)/sqrt(2*pi)",
    {"theta": POSITIVE},
    "real",
    [-1.0, -2.5, -0.5, 0.2],
    lambda x, t: -np.sum(stats.norm.logpdf(x, 1 / t, 1)),
    "the mean is negative: 1/theta runs to 0, theta to infinity",
)
nowhere(
    "kumaraswamy_all_equal",
    "a*b*x**(a-1)*(1-x**a)**(b-1)",
    AB,
    "0 < x < 1",
    np.full(8, 0.6),
    lambda x, a, b: -np.sum(log(a * b) + (a - 1) * log(x) + (b - 1) * np.log1p(-(x**a))),
    "both parameters run to infinity",
)
nowhere(
    "folded_normal_all_equal",
    "(exp(-(x-mu)**2/(2*v))+exp(-(x+mu)**2/(2*v)))/sqrt(2*pi*v)",
    {"mu": "nonnegative", "v": POSITIVE},
    "x >= 0",
    np.full(9, 1.4),
    lambda x, mu, v: -np.sum(np.logaddexp(stats.norm.logpdf(x, mu, sqrt(v)), stats.norm.logpdf(x, -mu, sqrt(v)))),
    "the variance runs to 0",
)
nowhere(
    "half_logistic_all_zero",
    "2*exp(-x/s)/(s*(1+exp(-x/s))**2)",
    {"s": POSITIVE},
    "x >= 0",
    np.zeros(6),
    lambda x, s: -np.sum(stats.halflogistic.logpdf(x, 0, s)),
    "the scale runs to 0",
)
nowhere(
    "uniform_unit_too_wide",
    "1",
    {"theta": "real"},
    "theta - 1/2 <= x <= theta + 1/2",
    [0.0, 0.4, 1.3],
    lambda x, t: 0.0 if x.min() >= t - 0.5 and x.max() <= t + 0.5 else np.inf,
    "the range exceeds one: no parameter admits these data",
)
