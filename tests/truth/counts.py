"""Counts: reparametrised, truncated, inflated, with integer parameters, and mixtures."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from truth.row import only, row, within
from truth.search import least_integer, root

POSITIVE = "positive"
PROPORTION = "0 < p < 1"
FROM_ZERO = "x in 0, 1, 2, ..."
FROM_ONE = "x in 1, 2, 3, ..."
WHOLE = "x in ..., -2, -1, 0, 1, 2, ..."
mean, log, exp, sqrt = np.mean, np.log, np.exp, np.sqrt


def minus(distribution, x):
    return -np.sum(distribution.logpmf(x))


def log_factorial(k):
    return special.gammaln(np.asarray(k, float) + 1)


def truncated_poisson_mean(average):
    """The lam > 0 with lam/(1 - exp(-lam)) equal to the average of the positive counts, by Lambert's W."""
    return average + special.lambertw(-average * exp(-average)).real


# ------------------------------------------------------------------ reparametrised
row(
    "bernoulli_logit",
    "exp(t*x)/(1+exp(t))",
    {"t": "real"},
    "x in 0, 1",
    "closed",
    lambda r: r.binomial(1, 0.7, 60),
    lambda x, t: minus(stats.bernoulli(special.expit(t)), x),
    lambda x: special.logit(mean(x)),
    why="the logit of the relative frequency",
)
row(
    "bernoulli_half",
    "p**x*(1-p)**(1-x)",
    {"p": "0 < p <= 1/2"},
    "x in 0, 1",
    {"closed": 1.0, "boundary": 1.0},
    lambda r: r.permutation(np.repeat([0, 1], [12, 28])),
    lambda x, p: minus(stats.bernoulli(p), x),
    lambda x: 0.5,
    why="the relative frequency lies above a closed edge: clamped, attained",
)
row(
    "binomial_log_failure",
    "binomial(6, x)*(1-exp(-t))**x*exp(-t*(6-x))",
    {"t": POSITIVE},
    "x in 0, 1, 2, ..., 6",
    "closed",
    lambda r: r.binomial(6, 0.35, 50),
    lambda x, t: minus(stats.binom(6, -np.expm1(-t)), x),
    lambda x: -np.log1p(-mean(x) / 6),
    why="p = 1 - exp(-t): invariance",
)
row(
    "geometric_mean",
    "(m/(1+m))**x/(1+m)",
    {"m": POSITIVE},
    FROM_ZERO,
    "closed",
    lambda r: r.geometric(0.25, 60) - 1,
    lambda x, m: minus(stats.geom(1 / (1 + m), -1), x),
    mean,
    why="the mean itself",
)
row(
    "geometric_from_seven",
    "p*(1-p)**(x-7)",
    {"p": PROPORTION},
    "x in 7, 8, 9, ...",
    "closed",
    lambda r: 6 + r.geometric(0.4, 60),
    lambda x, p: minus(stats.geom(p, 6), x),
    lambda x: 1 / (mean(x) - 6),
    why="a support that begins at 7",
)
row(
    "poisson_reciprocal",
    "exp(-1/t)/(t**x*factorial(x))",
    {"t": POSITIVE},
    FROM_ZERO,
    "closed",
    lambda r: r.poisson(2.5, 60),
    lambda x, t: minus(stats.poisson(1 / t), x),
    lambda x: 1 / mean(x),
    why="rate 1/t",
)
row(
    "poisson_square",
    "exp(-t**2)*t**(2*x)/factorial(x)",
    {"t": POSITIVE},
    FROM_ZERO,
    "closed",
    lambda r: r.poisson(6, 60),
    lambda x, t: minus(stats.poisson(t * t), x),
    lambda x: sqrt(mean(x)),
    why="rate t squared",
)
row(
    "poisson_huge",
    "exp(-lam)*lam**x/factorial(x)",
    {"lam": POSITIVE},
    FROM_ZERO,
    "closed",
    lambda r: r.poisson(3e8, 40),
    lambda x, lam: np.sum(lam - x * log(lam) + log_factorial(x)),
    mean,
    why="counts of the order 3e8",
)
row(
    "negative_binomial_mean_dispersion",
    "gamma(x+1/a)/(gamma(1/a)*factorial(x))*(1/(1+a*m))**(1/a)*(a*m/(1+a*m))**x",
    {"m": POSITIVE, "a": POSITIVE},
    FROM_ZERO,
    "reduced",
    lambda r: r.negative_binomial(2, 0.2, 150),
    lambda x, m, a: minus(stats.nbinom(1 / a, 1 / (1 + a * m)), x),
    starts=lambda x: [[mean(x), 0.5], [mean(x), 1.0]],
    why="the mean is explicit, one equation in the dispersion",
)
row(
    "negative_binomial_probability_known",
    "gamma(x+r)/(gamma(r)*factorial(x))*(3/10)**r*(7/10)**x",
    {"r": POSITIVE},
    FROM_ZERO,
    "reduced",
    lambda r: r.negative_binomial(3, 0.3, 80),
    lambda x, r: minus(stats.nbinom(r, 0.3), x),
    lambda x: root(lambda r: mean(special.psi(x + r)) - special.psi(r) + log(0.3), 1e-3, 1e4),
    why="one falling equation in r",
)
row(
    "discrete_laplace",
    "(1-q)/(1+q)*q**Abs(x)",
    {"q": "0 < q < 1"},
    WHOLE,
    "closed",
    lambda r: r.geometric(0.4, 60) - r.geometric(0.4, 60),
    lambda x, q: -np.sum(log((1 - q) / (1 + q)) + np.abs(x) * log(q)),
    lambda x: (lambda m: (sqrt(1 + m * m) - 1) / m)(mean(np.abs(x))),
    why="a quadratic in q with one root in (0, 1)",
)

# ------------------------------------------------------------------ series
row(
    "logarithmic_series",
    "-p**x/(x*log(1-p))",
    {"p": PROPORTION},
    FROM_ONE,
    {"special": 1.0, "reduced": 1.0},
    lambda r: r.logseries(0.7, 80),
    lambda x, p: minus(stats.logser(p), x),
    lambda x: root(lambda p: -p / ((1 - p) * np.log1p(-p)) - mean(x), 1e-9, 1 - 1e-9),
    why="one equation in p; through the lower branch of Lambert's W as well",
)
row(
    "zeta",
    "x**(-s)/zeta(s)",
    {"s": "s > 1"},
    FROM_ONE,
    "reduced",
    lambda r: r.zipf(2.5, 100),
    lambda x, s: np.sum(s * log(x)) + x.size * log(special.zeta(s)),
    starts=lambda x: [[2.0], [3.0]],
    why="one equation: the mean logarithm equals -zeta'(s)/zeta(s)",
)
row(
    "yule_simon",
    "rho*beta(x, rho+1)",
    {"rho": POSITIVE},
    FROM_ONE,
    "reduced",
    lambda r: stats.yulesimon.rvs(2.5, size=100, random_state=r),
    lambda x, rho: minus(stats.yulesimon(rho), x),
    starts=lambda x: [[1.0], [3.0]],
    why="one equation in rho",
)
row(
    "borel",
    "exp(-m*x)*(m*x)**(x-1)/factorial(x)",
    {"m": "0 < m < 1"},
    FROM_ONE,
    "closed",
    lambda r: np.array([1] * 30 + [2] * 12 + [3] * 8 + [5] * 5 + [8] * 3 + [14] * 2),
    lambda x, m: np.sum(m * x - (x - 1) * log(m * x) + log_factorial(x)),
    lambda x: 1 - 1 / mean(x),
    why="linear score in m and 1/m",
)
row(
    "generalised_poisson",
    "t*(t+k*x)**(x-1)*exp(-t-k*x)/factorial(x)",
    {"t": POSITIVE, "k": "0 < k < 1"},
    FROM_ZERO,
    "reduced",
    lambda r: r.negative_binomial(3, 0.4, 200),
    lambda x, t, k: -np.sum(log(t) + (x - 1) * log(t + k * x) - t - k * x - log_factorial(x)),
    starts=lambda x: [[mean(x) / 2, 0.3], [mean(x), 0.1]],
    why="the sum of both scores gives t = mean (1 - k); one equation in k (Consul and Shoukri 1984)",
)
row(
    "conway_maxwell_two",
    "lam**x/(factorial(x)**2*besseli(0, 2*sqrt(lam)))",
    {"lam": POSITIVE},
    FROM_ZERO,
    "reduced",
    lambda r: r.binomial(6, 0.4, 80),
    lambda x, lam: -np.sum(x * log(lam) - 2 * log_factorial(x) - log(special.i0e(2 * sqrt(lam))) - 2 * sqrt(lam)),
    lambda x: root(lambda v: sqrt(v) * special.i1e(2 * sqrt(v)) / special.i0e(2 * sqrt(v)) - mean(x), 1e-6, 1e4),
    why="one equation with a Bessel ratio times its argument, which is no inverse with a name",
)
row(
    "skellam",
    "exp(-a-b)*(a/b)**(x/2)*besseli(x, 2*sqrt(a*b))",
    {"a": POSITIVE, "b": POSITIVE},
    WHOLE,
    "reduced",
    lambda r: r.poisson(4, 150) - r.poisson(2, 150),
    lambda x, a, b: minus(stats.skellam(a, b), x),
    starts=lambda x: [[4.0, 2.0], [2.0, 1.0]],
    why="a - b is the mean (Alzaid and Omair 2010); one equation is left",
)
row(
    "discrete_rayleigh",
    "q**(x**2)-q**((x+1)**2)",
    {"q": "0 < q < 1"},
    FROM_ZERO,
    "reduced",
    lambda r: np.floor(r.rayleigh(3, 80)),
    lambda x, q: -np.sum(x**2 * log(q) + np.log1p(-(q ** (2 * x + 1)))),
    starts=lambda x: [[0.9], [0.5]],
    why="one equation in q (Roy 2004)",
)
row(
    "beta_binomial",
    "binomial(10, x)*beta(x+a, 10-x+b)/beta(a, b)",
    {"a": POSITIVE, "b": POSITIVE},
    "x in 0, 1, 2, ..., 10",
    "numeric",
    lambda r: r.binomial(10, r.beta(2, 3, 200)),
    lambda x, a, b: minus(stats.betabinom(10, a, b), x),
    starts=lambda x: [[1.0, 1.0], [3.0, 4.0]],
    why="two coupled equations (Griffiths 1973)",
)

# ------------------------------------------------------------------ truncated, inflated, hurdles
row(
    "poisson_from_two",
    "lam**x/(factorial(x)*(exp(lam)-1-lam))",
    {"lam": POSITIVE},
    "x in 2, 3, 4, ...",
    "reduced",
    lambda r: (lambda u: u[u > 1][:60])(r.poisson(2, 400)),
    lambda x, lam: -np.sum(x * log(lam) - log_factorial(x) - log(np.expm1(lam) - lam)),
    lambda x: root(lambda v: v * np.expm1(v) / (np.expm1(v) - v) - mean(x), 1e-3, 100),
    why="one rising mean: truncation of both 0 and 1",
)
row(
    "binomial_truncated_at_zero",
    "binomial(5, x)*p**x*(1-p)**(5-x)/(1-(1-p)**5)",
    {"p": PROPORTION},
    "x in 1, 2, ..., 5",
    "reduced",
    lambda r: (lambda u: u[u > 0][:60])(r.binomial(5, 0.3, 200)),
    lambda x, p: minus(stats.binom(5, p), x) + x.size * log(-np.expm1(5 * np.log1p(-p))),
    lambda x: root(lambda p: 5 * p / (1 - (1 - p) ** 5) - mean(x), 1e-6, 1 - 1e-9),
    why="one equation of the fifth degree",
)


def zero_inflated_poisson(x, w, lam):
    zero = np.logaddexp(log(w), np.log1p(-w) - lam)
    return -np.sum(np.where(x == 0, zero, np.log1p(-w) + stats.poisson.logpmf(x, lam)))


def zero_inflated_estimate(x):
    lam = truncated_poisson_mean(mean(x[x > 0]))
    return 1 - mean(x) / lam, lam


row(
    "poisson_zero_inflated",
    "Piecewise((w+(1-w)*exp(-lam), Eq(x, 0)), ((1-w)*exp(-lam)*lam**x/factorial(x), True))",
    {"w": "0 < w < 1", "lam": POSITIVE},
    FROM_ZERO,
    "special",
    lambda r: np.where(r.random(200) < 0.3, 0, r.poisson(3, 200)),
    zero_inflated_poisson,
    zero_inflated_estimate,
    why="the positive counts give lam by Lambert's W, the mean then gives w",
)
row(
    "poisson_zero_inflated_by_rate",
    "w*Piecewise((1, Eq(x, 0)), (0, True))+(1-w)*exp(-lam)*lam**x/factorial(x)",
    {"lam": POSITIVE, "w": "0 < w < 1"},
    FROM_ZERO,
    {"special": 1.0, "closed": 0.5, "reduced": 0.5, "latent": 0.5, "numeric": 0.5},
    lambda r: np.where(r.random(200) < 0.5, 0, r.poisson(2, 200)),
    lambda x, lam, w: zero_inflated_poisson(x, w, lam),
    lambda x: zero_inflated_estimate(x)[::-1],
    why="the same law, written as a mixture with a point mass",
)
row(
    "poisson_hurdle",
    "Piecewise((w, Eq(x, 0)), ((1-w)*exp(-lam)*lam**x/(factorial(x)*(1-exp(-lam))), True))",
    {"w": "0 < w < 1", "lam": POSITIVE},
    FROM_ZERO,
    "special",
    lambda r: np.where(r.random(200) < 0.6, 0, r.poisson(3, 200) + 1),
    lambda x, w, lam: (
        -np.sum(np.where(x == 0, log(w), np.log1p(-w) + stats.poisson.logpmf(x, lam) - log(-np.expm1(-lam))))
    ),
    lambda x: (mean(x == 0), truncated_poisson_mean(mean(x[x > 0]))),
    why="the share of zeros, then Lambert's W",
)
row(
    "geometric_zero_inflated",
    "Piecewise((w+(1-w)*p, Eq(x, 0)), ((1-w)*p*(1-p)**x, True))",
    {"w": "0 < w < 1", "p": PROPORTION},
    FROM_ZERO,
    {"closed": 1.0},
    lambda r: np.where(r.random(200) < 0.4, 0, r.geometric(0.3, 200) - 1),
    lambda x, w, p: -np.sum(np.where(x == 0, log(w + (1 - w) * p), log((1 - w) * p) + x * np.log1p(-p))),
    lambda x: (lambda p: (1 - mean(x > 0) / (1 - p), p))(1 / mean(x[x > 0])),
    why="the positive counts are geometric from 1: both parameters follow in closed form",
)

# ------------------------------------------------------------------ cells
row(
    "three_cells",
    "Piecewise((a, Eq(x, 0)), (b, Eq(x, 1)), (1-a-b, True))",
    {"a": "0 < a < 1", "b": "0 < b < 1 - a"},
    "x in 0, 1, 2",
    "closed",
    lambda r: r.permutation(np.repeat([0, 1, 2], [20, 35, 25])),
    lambda x, a, b: -(np.sum(x == 0) * log(a) + np.sum(x == 1) * log(b) + np.sum(x == 2) * log(1 - a - b)),
    lambda x: (mean(x == 0), mean(x == 1)),
    why="a linear system: the relative frequencies",
)
row(
    "genetic_linkage",
    "Piecewise(((2+t)/4, Eq(x, 1)), ((1-t)/4, Eq(x, 2)), ((1-t)/4, Eq(x, 3)), (t/4, True))",
    {"t": "0 < t < 1"},
    "x in 1, 2, 3, 4",
    "closed",
    lambda r: r.permutation(np.repeat([1, 2, 3, 4], [125, 18, 20, 34])),
    lambda x, t: (
        -(
            np.sum(x == 1) * log((2 + t) / 4)
            + np.sum((x == 2) | (x == 3)) * log((1 - t) / 4)
            + np.sum(x == 4) * log(t / 4)
        )
    ),
    lambda x: (15 + sqrt(225 + 4 * 197 * 68)) / (2 * 197),
    why="Rao's linkage counts: 197 t^2 - 15 t - 68 = 0",
)
row(
    "hardy_weinberg_cells",
    "Piecewise(((1-q)**2, Eq(x, 1)), (2*q*(1-q), Eq(x, 2)), (q**2, True))",
    {"q": "0 < q < 1"},
    "x in 1, 2, 3",
    "closed",
    lambda r: r.permutation(np.repeat([1, 2, 3], [40, 45, 15])),
    lambda x, q: -np.sum(np.select([x == 1, x == 2], [2 * log(1 - q), log(2 * q * (1 - q))], 2 * log(q))),
    lambda x: mean(x == 3) + mean(x == 2) / 2,
    why="allele counting",
)

# ------------------------------------------------------------------ integers
row(
    "discrete_uniform_from_zero",
    "1/(N+1)",
    {"N": "integer >= 0"},
    "x in 0, 1, 2, ..., N",
    "boundary",
    lambda r: r.integers(0, 24, 40),
    lambda x, N: only(within(x, N), x.size * np.log1p(N)),
    np.max,
    why="the likelihood falls in N down to the maximum",
)
row(
    "discrete_uniform_two_ends",
    "1/(b-a+1)",
    {"a": "integer", "b": "integer, a <= b"},
    "x in a, a+1, ..., b",
    "boundary",
    lambda r: r.integers(-5, 18, 40),
    lambda x, a, b: only(within(a, x) and within(x, b), x.size * log(b - a + 1)),
    lambda x: (x.min(), x.max()),
    why="both ends at the extremes",
)
row(
    "binomial_trials_only",
    "binomial(N, x)/2**N",
    {"N": "integer >= 1"},
    "x in 0, 1, 2, ..., N",
    "boundary",
    lambda r: r.binomial(30, 0.5, 50),
    lambda x, N: minus(stats.binom(round(N), 0.5), x),
    lambda x: least_integer(lambda N: minus(stats.binom(N, 0.5), x), int(x.max()), 300),
    why="an integer, by the ratio of likelihoods",
)
row(
    "hypergeometric_population",
    "binomial(20, x)*binomial(N-20, 15-x)/binomial(N, 15)",
    {"N": "integer >= 35"},
    "x in 0, 1, 2, ..., 15",
    "boundary",
    lambda r: np.array([4]),
    lambda x, N: minus(stats.hypergeom(round(N), 20, 15), x),
    lambda x: least_integer(lambda N: minus(stats.hypergeom(N, 20, 15), x), 35, 2000),
    why="capture and recapture, one observation: the whole part of 20*15/4 = 75, a tie with 74",
)
row(
    "hypergeometric_population_sample",
    "binomial(20, x)*binomial(N-20, 15-x)/binomial(N, 15)",
    {"N": "integer >= 35"},
    "x in 0, 1, 2, ..., 15",
    "boundary",
    lambda r: r.hypergeometric(20, 70, 15, 12),
    lambda x, N: minus(stats.hypergeom(round(N), 20, 15), x),
    lambda x: least_integer(lambda N: minus(stats.hypergeom(N, 20, 15), x), 35, 2000),
    why="an integer search, a sample of twelve",
)
row(
    "hypergeometric_marked",
    "binomial(K, x)*binomial(100-K, 15-x)/binomial(100, 15)",
    {"K": "integer, 0 <= K <= 100"},
    "x in 0, 1, 2, ..., 15",
    "boundary",
    lambda r: r.hypergeometric(30, 70, 15, 8),
    lambda x, K: minus(stats.hypergeom(100, round(K), 15), x),
    lambda x: least_integer(lambda K: minus(stats.hypergeom(100, K, 15), x), 0, 100),
    why="an integer search over a finite domain",
)
row(
    "geometric_start_integer",
    "p*(1-p)**(x-a)",
    {"a": "integer", "p": PROPORTION},
    "x in a, a+1, a+2, ...",
    "boundary",
    lambda r: 11 + r.geometric(0.3, 60),
    lambda x, a, p: only(within(a, x), -np.sum(log(p) + (x - a) * np.log1p(-p))),
    lambda x: (x.min(), 1 / (1 + mean(x) - x.min())),
    why="the minimum, then the mean excess",
)

# ------------------------------------------------------------------ mixtures
row(
    "mixture_geometric",
    "w*p*(1-p)**x+(1-w)*q*(1-q)**x",
    {"w": "0 < w < 1", "p": PROPORTION, "q": "0 < q < 1"},
    FROM_ZERO,
    "latent",
    lambda r: np.where(r.random(400) < 0.5, r.geometric(0.6, 400), r.geometric(0.08, 400)) - 1,
    lambda x, w, p, q: -np.sum(np.logaddexp(log(w * p) + x * np.log1p(-p), log((1 - w) * q) + x * np.log1p(-q))),
    starts=lambda x: [[0.5, 0.6, 0.1], [0.3, 0.8, 0.2]],
    why="missing labels: EM with closed updates",
)
row(
    "mixture_binomial",
    "w*binomial(8, x)*p**x*(1-p)**(8-x)+(1-w)*binomial(8, x)*q**x*(1-q)**(8-x)",
    {"w": "0 < w < 1", "p": PROPORTION, "q": "0 < q < 1"},
    "x in 0, 1, 2, ..., 8",
    "latent",
    lambda r: np.where(r.random(300) < 0.35, r.binomial(8, 0.2, 300), r.binomial(8, 0.7, 300)),
    lambda x, w, p, q: (
        -np.sum(np.logaddexp(log(w) + stats.binom.logpmf(x, 8, p), np.log1p(-w) + stats.binom.logpmf(x, 8, q)))
    ),
    starts=lambda x: [[0.35, 0.2, 0.7], [0.5, 0.3, 0.8]],
    why="missing labels: EM with closed updates",
)
