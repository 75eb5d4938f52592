"""Observations that are more than one number: exposures, covariates, censoring, pairs."""

from __future__ import annotations

import numpy as np
from scipy import special, stats

from truth.row import row

POSITIVE = "positive"
mean, log, exp, sqrt = np.mean, np.log, np.exp, np.sqrt


def counts_with_exposure(r):
    t = r.uniform(0.5, 4, 50)
    return {"x": r.poisson(1.7 * t), "t": t}


row(
    "poisson_exposure",
    "exp(-lam*t)*(lam*t)**x/factorial(x)",
    {"lam": POSITIVE},
    "x in 0, 1, 2, ...",
    "closed",
    counts_with_exposure,
    lambda d, lam: -np.sum(stats.poisson.logpmf(d["x"], lam * d["t"])),
    lambda d: np.sum(d["x"]) / np.sum(d["t"]),
    options={"observation": ("x", "t"), "given": ("t",)},
    why="events over exposure",
)


def line(r):
    z = r.uniform(-3, 10, 60)
    return {"y": 4 - 1.5 * z + r.normal(0, 0.8, 60), "z": z}


def least_squares(d):
    slope, intercept = np.polyfit(d["z"], d["y"], 1)
    return intercept, slope, mean((d["y"] - intercept - slope * d["z"]) ** 2)


row(
    "regression_line",
    "exp(-(y-a-b*z)**2/(2*v))/sqrt(2*pi*v)",
    {"a": "real", "b": "real", "v": POSITIVE},
    "y real",
    "closed",
    line,
    lambda d, a, b, v: -np.sum(stats.norm.logpdf(d["y"], a + b * d["z"], sqrt(v))),
    least_squares,
    options={"observation": ("y", "z"), "given": ("z",)},
    why="least squares, then the mean squared residual",
)
row(
    "regression_through_origin",
    "exp(-(y-b*z)**2/(2*v))/sqrt(2*pi*v)",
    {"b": "real", "v": POSITIVE},
    "y real",
    "closed",
    line,
    lambda d, b, v: -np.sum(stats.norm.logpdf(d["y"], b * d["z"], sqrt(v))),
    lambda d: (lambda b: (b, mean((d["y"] - b * d["z"]) ** 2)))(np.sum(d["y"] * d["z"]) / np.sum(d["z"] ** 2)),
    options={"observation": ("y", "z"), "given": ("z",)},
    why="one slope, then the mean squared residual",
)


def logistic_outcomes(r):
    z = r.normal(0, 1.5, 120)
    return {"y": r.binomial(1, special.expit(0.4 + 0.9 * z)), "z": z}


def logistic_nll(d, a, b):
    eta = a + b * d["z"]
    return np.sum(np.logaddexp(0, eta) - d["y"] * eta)


row(
    "regression_logistic",
    "exp(a+b*z)**y/(1+exp(a+b*z))",
    {"a": "real", "b": "real"},
    "y in 0, 1",
    "numeric",
    logistic_outcomes,
    logistic_nll,
    starts=lambda d: [[0.0, 0.5], [0.5, 1.0]],
    options={"observation": ("y", "z"), "given": ("z",)},
    why="two coupled equations, concave",
)
row(
    "regression_logistic_separable",
    "exp(a+b*z)**y/(1+exp(a+b*z))",
    {"a": "real", "b": "real"},
    "y in 0, 1",
    None,
    lambda r: {"y": np.repeat([0, 1], [8, 8]), "z": np.concatenate([r.uniform(-3, -1, 8), r.uniform(1, 3, 8)])},
    logistic_nll,
    exists=False,
    options={"observation": ("y", "z"), "given": ("z",)},
    why="a threshold separates zeros and ones: the slope runs to infinity (Albert and Anderson 1984)",
)
row(
    "regression_poisson",
    "exp(x*(a+b*z)-exp(a+b*z))/factorial(x)",
    {"a": "real", "b": "real"},
    "x in 0, 1, 2, ...",
    {"numeric": 1.0, "reduced": 1.0},
    lambda r: (lambda z: {"x": r.poisson(exp(0.5 + 0.8 * z)), "z": z})(r.uniform(-1, 2, 80)),
    lambda d, a, b: -np.sum(stats.poisson.logpmf(d["x"], exp(a + b * d["z"]))),
    starts=lambda d: [[0.0, 0.5], [1.0, 0.0]],
    options={"observation": ("x", "z"), "given": ("z",)},
    why="exp(a) stands alone, so one equation in b would do; two coupled ones are as good",
)


def censored(r, draw, end):
    t = draw(r)
    return {"t": np.minimum(t, end), "d": (t <= end).astype(int)}


row(
    "exponential_censored",
    "(lam*exp(-lam*t))**d*exp(-lam*t)**(1-d)",
    {"lam": POSITIVE},
    "t > 0 and d in 0, 1",
    "closed",
    lambda r: censored(r, lambda r: r.exponential(3, 60), 5),
    lambda s, lam: -np.sum(s["d"] * log(lam) - lam * s["t"]),
    lambda s: np.sum(s["d"]) / np.sum(s["t"]),
    options={"observation": ("t", "d"), "kernel": True},
    why="events over time at risk",
)
row(
    "exponential_all_censored",
    "(lam*exp(-lam*t))**d*exp(-lam*t)**(1-d)",
    {"lam": POSITIVE},
    "t > 0 and d in 0, 1",
    None,
    lambda r: {"t": r.uniform(1, 2, 20), "d": np.zeros(20, int)},
    lambda s, lam: -np.sum(s["d"] * log(lam) - lam * s["t"]),
    exists=False,
    options={"observation": ("t", "d"), "kernel": True},
    why="no event: the rate runs to 0, outside its domain",
)
row(
    "weibull_censored",
    "(k*lam*t**(k-1))**d*exp(-lam*t**k)",
    {"k": POSITIVE, "lam": POSITIVE},
    "t > 0 and d in 0, 1",
    "reduced",
    lambda r: censored(r, lambda r: 4 * r.weibull(1.6, 100), 5),
    lambda s, k, lam: -np.sum(s["d"] * (log(k * lam) + (k - 1) * log(s["t"])) - lam * s["t"] ** k),
    starts=lambda s: [[1.0, 0.2], [2.0, 0.05]],
    options={"observation": ("t", "d"), "kernel": True},
    why="the rate is explicit for fixed k",
)
row(
    "bivariate_normal_correlation",
    "exp(-(x**2-2*r*x*y+y**2)/(2*(1-r**2)))/(2*pi*sqrt(1-r**2))",
    {"r": "-1 < r < 1"},
    "x real and y real",
    "reduced",
    lambda g: (lambda u: {"x": u[:, 0], "y": u[:, 1]})(g.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 80)),
    lambda d, r: (
        np.sum((d["x"] ** 2 - 2 * r * d["x"] * d["y"] + d["y"] ** 2) / (2 * (1 - r * r)))
        + d["x"].size * log(2 * np.pi * sqrt(1 - r * r))
    ),
    starts=lambda d: [[0.5], [0.0], [-0.5], [0.9]],
    options={"observation": ("x", "y")},
    why="a cubic in r with perhaps three real roots (Kendall and Stuart): one equation",
)


def pair(columns):
    return {"x": columns[:, 0], "y": columns[:, 1]}


def pair_moments(d):
    x, y = d["x"], d["y"]
    return mean(x), mean(y), np.var(x), np.var(y), np.corrcoef(x, y)[0, 1]


def pair_nll(d, m, k, v, w, r):
    cross = r * sqrt(v * w)
    law = stats.multivariate_normal([m, k], [[v, cross], [cross, w]])
    return -np.sum(law.logpdf(np.column_stack([d["x"], d["y"]])))


row(
    "bivariate_normal_variances",
    "exp(-((x-m)**2/v-2*r*(x-m)*(y-k)/sqrt(v*w)+(y-k)**2/w)/(2*(1-r**2)))/(2*pi*sqrt(v*w*(1-r**2)))",
    {"m": "real", "k": "real", "v": POSITIVE, "w": POSITIVE, "r": "-1 < r < 1"},
    "x real and y real",
    "closed",
    lambda g: pair(g.multivariate_normal([3, -1], [[4, 1.2], [1.2, 1]], 80)),
    pair_nll,
    pair_moments,
    options={"observation": ("x", "y")},
    why="means, mean squared deviations, the correlation (Anderson 2003, ch. 3)",
)
row(
    "dirichlet_three",
    "gamma(a+b+c)/(gamma(a)*gamma(b)*gamma(c))*x**(a-1)*y**(b-1)*(1-x-y)**(c-1)",
    {"a": POSITIVE, "b": POSITIVE, "c": POSITIVE},
    {"x": "0 < x < 1", "y": "0 < y < 1 - x"},
    "numeric",
    lambda g: pair(g.dirichlet([2, 3, 0.7], 100)),
    lambda d, a, b, c: (
        d["x"].size * (special.gammaln([a, b, c]).sum() - special.gammaln(a + b + c))
        - np.sum((a - 1) * log(d["x"]) + (b - 1) * log(d["y"]) + (c - 1) * np.log1p(-d["x"] - d["y"]))
    ),
    starts=lambda d: [[1, 1, 1], [3, 4, 1]],
    options={"observation": ("x", "y")},
    why="three coupled digamma equations; concave, as an exponential family in its natural parameters",
)
row(
    "trinomial",
    "gamma(N+1)/(gamma(x+1)*gamma(y+1)*gamma(N-x-y+1))*p**x*q**y*(1-p-q)**(N-x-y)",
    {"p": "0 < p < 1", "q": "0 < q < 1 - p"},
    {"x": "x in 0, 1, ..., N", "y": "y in 0, 1, ..., N - x"},
    "closed",
    lambda g: pair(g.multinomial(7, [0.3, 0.5, 0.2], 50)),
    lambda d, p, q: (
        -np.sum(stats.multinomial.logpmf(np.column_stack([d["x"], d["y"], 7 - d["x"] - d["y"]]), 7, [p, q, 1 - p - q]))
    ),
    lambda d: (mean(d["x"]) / 7, mean(d["y"]) / 7),
    fixed={"N": 7},
    options={"observation": ("x", "y"), "known": {"N": "integer >= 1"}},
    why="relative frequencies",
)
row(
    "normal_mean_known_outside",
    "exp(-(x-m)**2/(2*v))/sqrt(2*pi*v)",
    {"v": POSITIVE},
    "real",
    "closed",
    lambda r: r.normal(3, 2, 50),
    lambda x, v: -np.sum(stats.norm.logpdf(x, 3, sqrt(v))),
    lambda x: mean((x - 3) ** 2),
    options={"known": {"m": "real"}},
    fixed={"m": 3.0},
    why="the mean is a known constant whose value comes with the data",
)
row(
    "binomial_trials_known_outside",
    "binomial(m, x)*p**x*(1-p)**(m-x)",
    {"p": "0 < p < 1"},
    "x in 0, 1, 2, ..., m",
    "closed",
    lambda r: r.binomial(12, 0.3, 50),
    lambda x, p: -np.sum(stats.binom.logpmf(x, 12, p)),
    lambda x: mean(x) / 12,
    options={"known": {"m": "integer >= 1"}},
    fixed={"m": 12.0},
    why="the number of trials is a known constant whose value comes with the data",
)
row(
    "regression_perfect_line",
    "exp(-(y-a-b*z)**2/(2*v))/sqrt(2*pi*v)",
    {"a": "real", "b": "real", "v": POSITIVE},
    "y real",
    None,
    lambda r: {"y": np.array([1.0, 3.0, 5.0, 9.0]), "z": np.array([0.0, 1.0, 2.0, 4.0])},
    lambda d, a, b, v: -np.sum(stats.norm.logpdf(d["y"], a + b * d["z"], sqrt(v))),
    exists=False,
    options={"observation": ("y", "z"), "given": ("z",)},
    why="all points lie on a line: the variance runs to 0",
)
row(
    "regression_equal_covariates",
    "exp(-(y-a-b*z)**2/(2*v))/sqrt(2*pi*v)",
    {"a": "real", "b": "real", "v": POSITIVE},
    "y real",
    None,
    lambda r: {"y": np.array([1.0, 3.5, 5.0, 9.0]), "z": np.full(4, 2.0)},
    lambda d, a, b, v: -np.sum(stats.norm.logpdf(d["y"], a + b * d["z"], sqrt(v))),
    exists=False,
    options={"observation": ("y", "z"), "given": ("z",)},
    why="one covariate value: intercept and slope cannot be told apart, every line through the mean is as good",
)
row(
    "regression_origin_level",
    "exp(-(y-b*z)**2/(2*v))/sqrt(2*pi*v)",
    {"b": "real", "v": POSITIVE},
    "y real",
    "closed",
    lambda r: {"y": np.full(6, 2.0), "z": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])},
    lambda d, b, v: -np.sum(stats.norm.logpdf(d["y"], b * d["z"], sqrt(v))),
    lambda d: (lambda b: (b, mean((d["y"] - b * d["z"]) ** 2)))(np.sum(d["y"] * d["z"]) / np.sum(d["z"] ** 2)),
    options={"observation": ("y", "z"), "given": ("z",)},
    why="equal responses do not lie on a line through the origin: the estimate exists",
)
row(
    "poisson_exposure_all_zero",
    "exp(-lam*t)*(lam*t)**x/factorial(x)",
    {"lam": POSITIVE},
    "x in 0, 1, 2, ... and t > 0",
    None,
    lambda r: {"x": np.zeros(5, int), "t": np.array([1.0, 2.0, 0.5, 3.0, 1.0])},
    lambda d, lam: lam * np.sum(d["t"]),
    exists=False,
    options={"observation": ("x", "t"), "given": ("t",)},
    why="no event: the rate runs to 0, outside its domain",
)
