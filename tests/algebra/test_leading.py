"""Leading terms at an end of the domain.  Truth: the equation's own numbers, closer and closer to the end."""

import random

import mpmath
import numpy as np
import pytest
from sympy import Add, Expr, Integer, Symbol, besseli, digamma, exp, log, oo, polygamma, sqrt

from thetahat.algebra.leading import leading
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Observation, Total
from thetahat.verify.deadline import run
from thetahat.verify.evaluate import value

x = Observation("x", positive=True)
y = Observation("y", real=True)
p = Symbol("p", positive=True)
q = Symbol("q", real=True)
k = Symbol("k", positive=True)
n = SAMPLE_SIZE

DATA = {x: np.array([0.3, 1.7, 2.0, 4.5]), y: np.array([-1.5, 0.4, 0.9, 3.0])}


def ratio(g: Expr, symbol: Symbol, end, lower: bool, found, at, eps: mpmath.mpf):
    """g divided by its leading term at the distance eps."""
    point = 1 / eps if end == oo else -1 / eps if end == -oo else end + eps if lower else end - eps
    exact = value(g, {**at, symbol: point}, DATA, digits=mpmath.mp.dps)
    c = value(found.coefficient, at, DATA, digits=mpmath.mp.dps)
    return exact / (c * eps ** mpmath.mpf(str(found.power)) * mpmath.log(1 / eps) ** found.logs)


def check(g: Expr, symbol: Symbol, end, lower: bool, at=None) -> bool:
    """True if a leading term was found and the numbers tend to it; fails if they tend elsewhere."""
    found = leading(g, symbol, end, lower)
    if found is None:
        return False
    at = at or {}
    with mpmath.workdps(150):
        ratios = [ratio(g, symbol, end, lower, found, at, mpmath.mpf(10) ** -d) for d in (8, 20, 40)]
        gaps = [abs(r - 1) for r in ratios]
    message = f"{g} at {end}: {found}; ratios {[mpmath.nstr(r, 8) for r in ratios]}"
    # terms without a logarithm are lost against those with one only slowly
    assert gaps[2] < 1e-6 or (found.logs and gaps[2] < gaps[1] < gaps[0] < 3 and gaps[2] < 0.5), message
    return True


KNOWN = [
    # gamma: the profile score in the shape
    (n * log(p) - n * log(Total(x) / n) - n * digamma(p) + Total(log(x)), p, 0, True, n, -1, 0),
    # Weibull
    (n / p + Total(log(x)) - n * Total(x**p * log(x)) / Total(x**p), p, 0, True, n, -1, 0),
    (
        n / p + Total(log(x)) - n * Total(x**p * log(x)) / Total(x**p),
        p,
        oo,
        False,
        Total(log(x)) - n * log(Maximum(x)),
        0,
        0,
    ),
    (n / p - Total(x), p, oo, False, -Total(x), 0, 0),
    (n / p - Total(x), p, 0, True, n, -1, 0),
    (Total(x) / p**2 - n / p, p, oo, False, -n, 1, 0),
    (Total(x) / p - n / (1 - p), p, 1, False, -n, -1, 0),
    (Total(log(1 + x / p)) - Total(x) / p, p, oo, False, -Total(x**2) / 2, 2, 0),
    (n * log(p) + Total(x), p, 0, True, -n, 0, 1),
    (Total(y) - n * q, q, oo, False, -n, -1, 0),
    (Total(y) - n * q, q, -oo, True, n, -1, 0),
    (n * digamma(p) - n * log(p), p, oo, False, -n / 2, 1, 0),
]


@pytest.mark.parametrize(("g", "symbol", "end", "lower", "coefficient", "power", "logs"), KNOWN, ids=str)
def test_known_leading_terms(g, symbol, end, lower, coefficient, power, logs):
    found = leading(g, symbol, end, lower)
    assert (found.power, found.logs) == (power, logs)
    at = {k: 1.3}
    assert value(found.coefficient, at, DATA) == pytest.approx(value(coefficient, at, DATA), rel=1e-12)


def test_the_negative_binomial_shows_its_condition():
    """As the size grows the score is -(sum of squared deviations - n mean)/(2 p^2): variance against mean."""
    mean = Total(x) / n
    g = Total(digamma(x + p)) - n * digamma(p) - n * log(1 + mean / p)
    found = leading(g, p, oo, False)
    assert (found.power, found.logs) == (2, 0)
    expected = -(np.sum((DATA[x] - DATA[x].mean()) ** 2) - DATA[x].sum()) / 2
    assert value(found.coefficient, {}, DATA) == pytest.approx(expected, rel=1e-12)


def test_what_cannot_be_expanded_is_not_said():
    assert leading(Total(exp(x * exp(p))), p, oo, False) is None
    assert leading(Maximum(x + p), p, oo, False) is None


@pytest.mark.parametrize("g", [Total(log(1 - exp(-x * p))), Total(log(1 + exp(-x * p))), Total(log(1 - x**p))], ids=str)
def test_it_comes_back_soon(g):
    """SymPy's series may never return; a profile with such a total must not wait for it."""
    run(leading, g, p, oo, False, seconds=20)


# ------------------------------------------------------------------ random equations


def _term(r: random.Random) -> Expr:
    c = Integer(r.choice([-3, -2, -1, 1, 2, 3]))
    return c * r.choice(
        [
            n,
            n / p,
            n * p,
            n * log(p),
            n * log(1 + p),
            n * digamma(p),
            n * digamma(p + 1),
            n * p * polygamma(1, p),
            n * log(Total(x) / n),
            Total(log(x)),
            Total(x) / p,
            Total(x) / p**2,
            Total(x) * p,
            n / (1 + p),
            Total(x) / (1 + p),
            n / sqrt(p),
            n * log(1 + Total(x) / (n * p)),
            Total(log(1 + x / p)),
            Total(log(x + p)),
            Total(x / (x + p)),
            Total(1 / (x + p)) * p,
            Total(digamma(x + p)),
            Total(x**2 / (p + x**2)),
            n * Total(x**p * log(x)) / Total(x**p),
            n * Total(x * exp(-x * p)) / Total(exp(-x * p)),
            n * Total(x * exp(-x / p)) / Total(exp(-x / p)) / p,
            n * exp(-p),
            n * p / (1 - exp(-p)),
            n / (exp(p) - 1),
            n * besseli(1, p) / besseli(0, p),
            n * k / (p + k),
            n * log(p + k),
        ]
    )


def _hunt(seeds: range) -> int:
    told = 0
    for seed in seeds:
        r = random.Random(seed)
        g = Add(*(_term(r) for _ in range(r.choice([2, 2, 3, 4]))))
        if not g.has(p):
            continue
        end, lower = r.choice([(Integer(0), True), (oo, False)])
        told += check(g, p, end, lower, {k: mpmath.mpf("1.3")})
    return told


def test_random_equations_tend_to_what_is_said():
    assert _hunt(range(4)) > 1


@pytest.mark.long
def test_many_random_equations_tend_to_what_is_said():
    assert _hunt(range(1000, 1800)) > 300
