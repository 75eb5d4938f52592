"""Canonical parameters.  Truth: which families are exponential in which parameters (Barndorff-Nielsen 1978), and
the eigenvalues of the log-likelihood's second differences at random points."""

from functools import cache

import mpmath
import numpy as np
import pytest

import thetahat as th
from thetahat.algebra.concavity import canonical
from thetahat.core.statistics import Total
from thetahat.rules.write_log_likelihood import begin
from thetahat.verify.evaluate import value
from thetahat.verify.oracle import Oracle
from thetahat.verify.points import Points

# name: (density, parameters, support, the parameters asked about)
CANONICAL = {
    "exponential, rate": ("lam*exp(-lam*x)", {"lam": "positive"}, "x > 0", "lam"),
    "gamma, shape and rate": (
        "b**a*x**(a-1)*exp(-b*x)/gamma(a)",
        {"a": "positive", "b": "positive"},
        "x > 0",
        "a b",
    ),
    "beta": ("x**(a-1)*(1-x)**(b-1)/beta(a,b)", {"a": "positive", "b": "positive"}, "0 < x < 1", "a b"),
    "normal, natural": (
        "exp(t*x - h*x**2/2 - t**2/(2*h))*sqrt(h/(2*pi))",
        {"t": "real", "h": "positive"},
        "real",
        "t h",
    ),
    "normal mean": ("exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)", {"mu": "real", "v": "positive"}, "real", "mu"),
    "normal precision, mean fixed": (
        "exp(-h*(x-mu)**2/2)*sqrt(h/(2*pi))",
        {"mu": "real", "h": "positive"},
        "real",
        "h",
    ),
    "poisson, log mean": ("exp(t*x-exp(t))/factorial(x)", {"t": "real"}, "x in 0, 1, 2, ...", "t"),
    "bernoulli, logit": ("exp(t*x)/(1+exp(t))", {"t": "real"}, "x in 0, 1", "t"),
    "von mises concentration": (
        "exp(k*cos(x))/(2*pi*besseli(0,k))",
        {"k": "positive"},
        "-pi < x <= pi",
        "k",
    ),
    "power": ("a*x**(a-1)", {"a": "positive"}, "0 < x < 1", "a"),
    "truncated exponential": ("lam*exp(-lam*x)/(1-exp(-lam))", {"lam": "positive"}, "0 < x < 1", "lam"),
}

NOT_CANONICAL = {
    "exponential, scale": ("exp(-x/s)/s", {"s": "positive"}, "x > 0", "s"),
    "normal variance": ("exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)", {"mu": "real", "v": "positive"}, "real", "v"),
    "normal mean and precision together": (
        "exp(-h*(x-mu)**2/2)*sqrt(h/(2*pi))",
        {"mu": "real", "h": "positive"},
        "real",
        "mu h",
    ),
    "gamma, shape and scale": (
        "x**(a-1)*exp(-x/s)/(gamma(a)*s**a)",
        {"a": "positive", "s": "positive"},
        "x > 0",
        "a s",
    ),
    "poisson mean": ("exp(-m)*m**x/factorial(x)", {"m": "positive"}, "x in 0, 1, 2, ...", "m"),
    "weibull shape": ("k*x**(k-1)*exp(-x**k)", {"k": "positive"}, "x > 0", "k"),
    "cauchy": ("1/(pi*(1+(x-m)**2))", {"m": "real"}, "real", "m"),
    "laplace": ("exp(-abs(x-m))/2", {"m": "real"}, "real", "m"),
    "convex corner": ("exp(abs(x-m))/(exp(m)+exp(1-m)-2)", {"m": "0 < m < 1"}, "0 < x < 1", "m"),
    "corner and jump": (
        "Piecewise((exp(x-m), x>=m), (exp(2*(m-x)+1), True))/(E*(exp(2*m)-1)/2+exp(1-m)-1)",
        {"m": "0 < m < 1"},
        "0 < x < 1",
        "m",
    ),
    "jump": (
        "Piecewise((1, x<m),(3, True))*exp(-(x-m)**2/2)/(2*sqrt(2*pi))",
        {"m": "real"},
        "real",
        "m",
    ),
    "moving support": ("a*exp(-a*(x-m))", {"m": "real", "a": "positive"}, "x >= m", "m"),
}


@cache
def opened(density, parameters, support):
    model = th.declare(density, parameters=dict(parameters), support=support)
    return model, begin(model, Oracle(model)).state


def asked(case):
    density, parameters, support, names = case
    model, state = opened(density, tuple(parameters.items()), support)
    return model, state, [model.parameter(name).symbol for name in names.split()]


@pytest.mark.parametrize("name", CANONICAL)
def test_canonical_parameters_are_seen(name):
    model, state, symbols = asked(CANONICAL[name])
    assert canonical(state.log_density, symbols, model)


@pytest.mark.parametrize("name", NOT_CANONICAL)
def test_others_are_not_taken_for_canonical(name):
    model, state, symbols = asked(NOT_CANONICAL[name])
    assert not canonical(state.log_density, symbols, model)


def test_kernels_are_not_normalised_by_their_observation():
    kernel = th.declare("exp(-lam*x)", parameters={"lam": "positive"}, support="x > 0", kernel=True)
    assert not canonical(begin(kernel, Oracle(kernel)).state.log_density, kernel.symbols, kernel)


def test_covariates_stay_fixed():
    """Generalised linear models with their canonical links (McCullagh and Nelder 1989), and one with another link."""

    def seen(density: str, parameters: dict[str, str], support: str) -> bool:
        model = th.declare(density, observation=("y", "z"), given=("z",), parameters=parameters, support=support)
        return canonical(begin(model, Oracle(model)).state.log_density, model.symbols, model)

    line = {"a": "real", "b": "real"}
    assert seen("exp(-(y-b*z)**2/2)/sqrt(2*pi)", {"b": "real"}, "y real")
    assert seen("exp(a+b*z)**y/(1+exp(a+b*z))", line, "y in 0, 1")
    assert seen("exp(y*(a+b*z)-exp(a+b*z))/factorial(y)", line, "y in 0, 1, 2, ...")
    assert not seen("exp(-y*exp(-a-b*z)-a-b*z)", line, "y > 0")
    assert not seen("exp(-(y-a*exp(b*z))**2/2)/sqrt(2*pi)", line, "y real")


@pytest.mark.parametrize("name", CANONICAL)
def test_the_log_likelihood_is_concave_in_canonical_parameters(name):
    model, state, symbols = asked(CANONICAL[name])
    points = Points(model, 5)
    for _ in range(5):
        at, data = points.sample(6)
        size = len(symbols)
        hessian = np.empty((size, size))
        for i, p in enumerate(symbols):
            for j, q in enumerate(symbols[: i + 1]):
                hessian[i, j] = hessian[j, i] = _second(model, state.log_density, p, q, at, data)
        assert np.linalg.eigvalsh(hessian).max() <= 1e-9 * (1 + np.abs(hessian).max())


def _second(model, log_density, p, q, at, data):
    """The second difference of the log-likelihood with 60 digits."""
    h = mpmath.mpf(10) ** -15

    def total(a, b):
        moved = {s: mpmath.mpf(v) for s, v in at.items()}
        moved[p] += a * h
        moved[q] += b * h
        return value(Total(log_density), moved, data, digits=60)

    with mpmath.workdps(60):
        return float((total(1, 1) - total(1, -1) - total(-1, 1) + total(-1, -1)) / (4 * h * h))
