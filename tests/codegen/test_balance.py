"""Log-densities as deviances: the same function, exact where counts and shapes are a billion.  Truth: mpmath."""

import mpmath
import numpy as np
import pytest
from sympy import Eq, Piecewise, Symbol, lambdify, log, loggamma
from sympy.codegen.cfunctions import log1p

from thetahat.codegen.balance import balanced
from thetahat.codegen.functions import lambdified
from thetahat.codegen.languages.kernel import gamma
from thetahat.codegen.nodes import Deviance, LogBeta, Stirling
from thetahat.codegen.stable import stable
from thetahat.core.statistics import Observation
from thetahat.engines import special

a, b, d, j, m, p, r, w = (Symbol(s, positive=True) for s in ("a", "b", "d", "j", "m", "p", "r", "w"))
n = Symbol("n", integer=True, positive=True)
x = Observation("x", nonnegative=True)


def choose(above, below):
    return loggamma(above + 1) - loggamma(below + 1) - loggamma(above - below + 1)


def beta(one, two):
    return loggamma(one) + loggamma(two) - loggamma(one + two)


POISSON = x * log(m) - m - loggamma(x + 1)
BINOMIAL = choose(n, x) + x * log(p) + (n - x) * log(1 - p)
NEGATIVE = loggamma(x + r) - loggamma(r) - loggamma(x + 1) + r * log(r / (r + m)) + x * log(m / (r + m))
CASES = [
    (POISSON, {"x": 1e9 + 31623, "m": 1e9}),
    (POISSON, {"x": 0, "m": 1e-12}),
    (POISSON, {"x": 3, "m": 0.2}),
    (BINOMIAL, {"n": 1e9, "x": 300014000, "p": 0.3}),
    (BINOMIAL, {"n": 1e9, "x": 2, "p": 1e-9}),
    (NEGATIVE, {"x": 7, "r": 1e9, "m": 5.5}),
    (NEGATIVE, {"x": 1e9, "r": 3.5, "m": 1.2e9}),
    (a * log(b) - loggamma(a) + (a - 1) * log(x) - b * x, {"a": 1e9, "b": 2.5, "x": 4e8 + 3000}),
    (a * log(b) - loggamma(a) + (a - 1) * log(x) - b * x, {"a": 0.25, "b": 2.5, "x": 0.03}),
    ((a - 1) * log(x) - x**2 / 2 - (a / 2 - 1) * log(2) - loggamma(a / 2), {"a": 1e6, "x": 1000.7}),
    ((a - 1) * log(x) + (b - 1) * log1p(-x) - beta(a, b), {"a": 1e8, "b": 3e8, "x": 0.250013}),
    (choose(n, x) + beta(x + a, n - x + b) - beta(a, b), {"n": 1e9, "x": 3e8, "a": 3.5, "b": 1e6}),
    (choose(j, x) + choose(n - j, d - x) - choose(n, d), {"n": 1e9, "j": 5e8, "x": 310, "d": 600}),
    (Piecewise((0, Eq(x, 0)), (1, True)) * (log1p(-w) - m) + Piecewise((0, Eq(x, 0)), (x, True)) * log(m)
     - Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)) + Piecewise((1, Eq(x, 0)), (0, True)) * log(w),
     {"w": 0.3, "m": 1e9, "x": 1e9}),
]  # fmt: skip


@pytest.mark.parametrize(("density", "at"), CASES)
def test_digits_stay(density, at):
    found = balanced(stable(density))
    symbols = sorted(found.free_symbols, key=lambda s: s.name)
    assert found.has(Deviance)
    with np.errstate(all="ignore"):
        value = float(lambdified(symbols, [found])(1, *(np.float64(at[s.name]) for s in symbols))[0])
    with mpmath.workdps(60):
        exact = float(lambdify(symbols, density, "mpmath")(*(mpmath.mpf(at[s.name]) for s in symbols)))
    # what a last digit of the mean costs, a few standard deviations away
    assert value == pytest.approx(exact, rel=3e-12)


def test_what_does_not_balance_stays():
    for density in (x * log(m) - 2 * m - loggamma(x + 1), log(r) + LogBeta(r + 1, x), log(a) - a * x):
        assert balanced(density) == density


@pytest.mark.parametrize("home", [special, gamma])
def test_the_two_parts(home):
    for y in (0.0, 1e-300, 1e-12, 0.3, 1.0, 15.999, 16.0, 170.0, 1e9, 1e150):
        with mpmath.workdps(700):
            v = mpmath.mpf(y)
            exact = mpmath.loggamma(v + 1) - v * mpmath.log(v) + v if y else 0
        assert float(home.stirling(y)) == pytest.approx(float(exact), rel=2e-15, abs=1e-14)
        for m in (1e-12, 0.9 * y + 1e-9, y + 1e-9 * y + 1e-200, y + 0.6 * y + 1e-9, 1e3):
            with mpmath.workdps(700):
                v, u = mpmath.mpf(y), mpmath.mpf(m)
                exact = v * mpmath.log(v / u) + u - v if y else u
            assert float(home.deviance(y, m)) == pytest.approx(float(exact), rel=4e-15 + 1e-7 * (abs(m - y) < 1e-8 * y))


def test_derivatives_are_those_of_the_plain_form():
    for form, plain in ((Stirling(a), loggamma(a + 1) - a * log(a) + a), (Deviance(a, b), a * log(a / b) + b - a)):
        for s in (a, b):
            gap = lambdify((a, b), form.diff(s) - plain.diff(s), "mpmath")
            assert abs(gap(mpmath.mpf(1.5), mpmath.mpf(0.75))) < 1e-14
