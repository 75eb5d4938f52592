"""Stable forms: the same function, where the plain one still has digits and where it has lost them.  Truth: mpmath."""

import mpmath
import numpy as np
import pytest
from sympy import (
    Add,
    Derivative,
    Mul,
    Symbol,
    besseli,
    besselk,
    beta,
    binomial,
    cosh,
    erf,
    exp,
    factorial,
    gamma,
    lambdify,
    log,
    loggamma,
    polygamma,
    sinh,
    sqrt,
    zeta,
)

from thetahat.codegen import nodes
from thetahat.codegen.functions import lambdified
from thetahat.codegen.stable import printable, stable
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total

a, b, p, y = (Symbol(s, positive=True) for s in ("a", "b", "p", "y"))
t = Symbol("t", real=True)
x = Observation("x", real=True)
c = Observation("c", nonnegative=True)


def value(expression, **at):
    """The stable form in doubles."""
    symbols = sorted(expression.free_symbols, key=lambda s: s.name)
    function = lambdified(symbols, [expression])
    with np.errstate(all="ignore"):
        return float(function(1, *(np.float64(at[s.name]) for s in symbols))[0])


def exact(expression, **at):
    """The plain form with so many digits that exp(-800) next to 1 is not lost."""
    symbols = sorted(expression.free_symbols, key=lambda s: s.name)
    with mpmath.workdps(_digits(expression)):
        return float(lambdify(symbols, expression, "mpmath")(*(mpmath.mpf(at[s.name]) for s in symbols)))


def _digits(expression):
    # Only exponentials need them; mpmath is slow on gamma and Bessel functions of long arguments.
    return 1000 if expression.has(exp, erf, cosh, sinh) else 120


CASES = [
    (log(1 + t), {"t": 1e-18}),
    (log(1 - p), {"p": 1e-17}),
    (log(1 + y**2 / a), {"y": 1e-6, "a": 3.0}),
    (log(1 + exp(t)), {"t": 800.0}),
    (log(1 + exp(-t)), {"t": 800.0}),
    (log(exp(-t) + exp(-2 * t)), {"t": 900.0}),
    (log(p * exp(-a * y) + (1 - p) * exp(-b * y)), {"p": 0.3, "a": 900.0, "b": 1000.0, "y": 2.0}),
    (log(1 - exp(-a)), {"a": 1e-14}),
    (log(exp(a) - 1), {"a": 750.0}),
    (log(gamma(a)), {"a": 400.0}),
    (log(factorial(a)), {"a": 400.0}),
    (log(beta(a, b)), {"a": 3e3, "b": 2e3}),
    (log(binomial(a, b)), {"a": 2000.0, "b": 900.0}),
    (log(besseli(0, a)), {"a": 900.0}),
    (log(besselk(1, a)), {"a": 900.0}),
    (log(1 + erf(t)), {"t": -20.0}),
    (log(1 - erf(t)), {"t": 20.0}),
    (log(erf(a + b) / 2 - erf(a) / 2), {"a": 20.0, "b": 1.0}),
    (log(erf(t) + erf(a)), {"t": -30.0, "a": 31.0}),
    (log(cosh(t)), {"t": 800.0}),
    (log(sinh(a)), {"a": 800.0}),
    (1 / (1 + exp(t)), {"t": 800.0}),
    (exp(t) / (1 + exp(t)), {"t": 800.0}),
    (exp(-t) / (1 + exp(-t)) ** 2, {"t": -800.0}),
    (1 / (exp(a) - 1), {"a": 1e-9}),
    (exp(a) - 1, {"a": 1e-12}),
    (3 - 3 * exp(-a), {"a": 1e-12}),
    (besseli(1, a) / besseli(0, a), {"a": 900.0}),
    (exp(-(t**2)) / (1 + erf(t)), {"t": -20.0}),
    (loggamma((a + 1) / 2) - loggamma(a / 2), {"a": 1e9}),
    (a * log(a) - a * log(a + b), {"a": 1e12, "b": 2.0}),
    (polygamma(0, a + 3) - polygamma(0, a), {"a": 1e9}),
]


@pytest.mark.parametrize(("plain", "at"), CASES, ids=lambda v: str(v))
def test_digits_survive_where_the_plain_form_loses_them(plain, at):
    assert value(stable(plain), **at) == pytest.approx(exact(plain, **at), rel=2e-13)


@pytest.mark.parametrize(("plain", "at"), CASES, ids=lambda v: str(v))
def test_derivatives_of_the_stable_form_are_right_and_finite(plain, at):
    for s in plain.free_symbols:
        with mpmath.workdps(60):
            names = sorted(plain.free_symbols, key=lambda q: q.name)
            f = lambdify(names, plain, "mpmath")
            place = [mpmath.mpf(at[q.name]) for q in names]
            order = tuple(int(q == s) for q in names)
            # Differences with a step far below the scale of any of the functions.
            step = mpmath.mpf(10) ** -20 * (1 if at[s.name] > 1e-8 else mpmath.mpf(at[s.name]))
            with mpmath.workdps(_digits(plain)):
                up = [v + step * o for v, o in zip(place, order, strict=True)]
                down = [v - step * o for v, o in zip(place, order, strict=True)]
                truth = float((f(*up) - f(*down)) / (2 * step))
        found = value(stable(plain).diff(s), **at)
        assert found == pytest.approx(truth, rel=1e-8, abs=1e-290), s


@pytest.mark.parametrize(
    "plain",
    [log(a - b), log(a), log(2 * a), exp(a) + 1, log(x**2 + 1), 1 / (1 + a), log(exp(t) - exp(2 * t)), a * log(b)],
)
def test_what_needs_nothing_keeps_its_value(plain):
    at = {"a": 1.7, "b": 0.4, "t": -0.3, "x": 0.9}
    assert value(stable(plain), **at) == pytest.approx(exact(plain, **at), rel=1e-14)


def test_a_location_and_scale_are_not_touched():
    mu, s = Symbol("mu", real=True), Symbol("s", positive=True)
    plain = -((x - mu) ** 2) / (2 * s**2) - log(s)
    assert stable(plain) == plain


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        (log(1 + t), "log1p"),
        (log(1 + exp(t)), "LogAddExp"),
        (log(gamma(a)), "loggamma"),
        (log(beta(a, b)), "LogBeta"),
        (loggamma(c + a) - loggamma(a) - loggamma(c + 1), "LogBeta"),
        (loggamma(c + a) - loggamma(a), "LogRising"),
        (log(1 - (1 - a) ** b), "Log1mExp"),
        (polygamma(1, c + a) - polygamma(1, a), "PolygammaRising"),
        (loggamma(a) + loggamma(b) - loggamma(a + b), "LogBeta"),
        (log(zeta(a)), "ZetaDerivative"),
        (a * log(a) - a * log(a + b), "LogGrowth"),
        (a * (log(a) - log(a + b)), "LogGrowth"),
        (a * log(a) - (a + c) * log(a + b), "LogGrowth"),
        (log(a) - log(a + b), "log1p"),
        (Derivative(zeta(a), (a, 2)), "ZetaDerivative"),
    ],
)
def test_the_form_is_the_one_that_was_meant(plain, expected):
    found = stable(plain)
    assert expected in {type(e).__name__ for e in found.atoms(Add, Mul, *_functions(found))}


def _functions(e):
    return {type(f) for f in e.atoms() | set(_walk(e))}


def _walk(e):
    yield e
    for arg in e.args:
        yield from _walk(arg)


def test_products_of_sums_are_centred():
    y_, z_ = Observation("y", real=True), Observation("z", real=True)
    n = SAMPLE_SIZE
    plain = (n * Total(y_ * z_) - Total(y_) * Total(z_)) / (n * Total(z_**2) - Total(z_) ** 2)
    z = 1e9 + np.array([0.0, 1.0, 2.0, 5.0])
    y = 3e8 + 2.0 * (z - 1e9)
    found = lambdified((y_, z_), [stable(plain)])(4, y, z)[0]
    assert found == pytest.approx(2.0, rel=1e-14)


def test_no_events_of_no_probability_count_nothing():
    plain = Total(c) * log(p) + (SAMPLE_SIZE - Total(c)) * log(1 - p)
    found = lambdified((c, p), [printable(stable(plain), {c})])
    for probability, data in ((0.0, np.zeros(3)), (1.0, np.ones(3))):
        with np.errstate(all="ignore"):
            assert found(3, data, np.float64(probability))[0] == 0.0


def test_every_node_knows_its_derivatives():
    """First derivatives against differences of the function itself, at an ordinary point."""
    u, v = Symbol("u", positive=True), Symbol("v", positive=True)
    made = [
        nodes.LogAddExp(u, v),
        nodes.Expit(u),
        nodes.Log1mExp(-u),
        nodes.InverseExpm1(u),
        nodes.LogErfc(u),
        nodes.LogErfGap(-u, v),
        nodes.Mills(u),
        nodes.LogBesselI(2, u),
        nodes.BesselIRatio(2, u),
        nodes.LogBesselK(2, u),
        nodes.BesselKRatio(2, u),
        nodes.LogBeta(u, v),
        nodes.LogRising(u, v),
        nodes.PolygammaRising(0, u, v),
        nodes.PolygammaRising(1, u, v),
        nodes.ZetaDerivative(0, 1 + u, v),
        nodes.ZetaDerivative(1, 1 + u, 1),
        nodes.LogRatio(u),
        nodes.LogGrowth(u, v),
        nodes.LogExcess(u),
        nodes.XLogY(u, v),
        nodes.XLog1pY(u, v),
    ]
    place = {"u": 0.8, "v": 1.3}
    for e in made:
        for s in e.free_symbols:
            h = 1e-5
            up, down = ({**place, s.name: place[s.name] + d} for d in (h, -h))
            difference = (value(e, **up) - value(e, **down)) / (2 * h)
            assert value(e.diff(s), **place) == pytest.approx(difference, rel=1e-8), (e, s)


def test_square_roots_stay_as_they_are():
    assert stable(sqrt(a) * t) == sqrt(a) * t
