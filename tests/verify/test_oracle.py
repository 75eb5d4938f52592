"""Signs that are known by hand, over the domains of several models."""

import pytest
import sympy as sp

from thetahat.core.derivation import Status
from thetahat.core.statistics import Maximum, Minimum, Total
from thetahat.verify.oracle import Oracle

from .examples import line, model, symbols

n = Total(1)


@pytest.fixture(scope="module")
def oracles():
    return {
        name: Oracle(model(name))
        for name in ("normal", "gamma", "bernoulli", "uniform", "cells", "poisson", "zeta", "die")
    }


def ask(oracles, name, text, given=()):
    """The sign of an expression written with the model's names; T, N, lo, hi are statistics of x."""
    m = model(name)
    (x,) = m.observation
    names = symbols(m) | {"x": x, "n": n}
    return oracles[name].sign(text(**names) if callable(text) else text, tuple(g(**names) for g in given))


PROVED = [
    ("normal", 1, lambda v, **_: v),
    ("normal", -1, lambda v, **_: -n / v),
    ("normal", 1, lambda v, mu, x, **_: Total((x - mu) ** 2) / v**2),
    ("bernoulli", 1, lambda p, **_: 1 - p),
    ("bernoulli", 1, lambda p, **_: p - p**2),
    ("bernoulli", -1, lambda p, **_: sp.log(1 - p)),
    ("bernoulli", 1, lambda p, **_: 1 / p - 1),
    ("bernoulli", -1, lambda p, x, **_: -Total(x) / p**2 - Total(1 - x) / (1 - p) ** 2),
    ("cells", 1, lambda p, q, **_: 1 - p - q),
    ("cells", -1, lambda q, **_: q - 1),
    ("uniform", 1, lambda a, b, **_: b - a),
    ("uniform", 1, lambda a, x, **_: Total(x - a)),
    ("uniform", -1, lambda a, b, **_: -n / (b - a)),
    ("uniform", 1, lambda b, x, **_: b - x),
    ("zeta", 1, lambda s, **_: s - 1),
    ("gamma", 1, lambda x, b, **_: Total(x) / b),
    ("gamma", 0, lambda **_: sp.Integer(0)),
]


@pytest.mark.parametrize(("name", "sign", "text"), PROVED)
def test_signs_that_assumptions_prove(oracles, name, sign, text):
    assert ask(oracles, name, text) == (sign, Status.PROVED)


CHECKED = [
    ("normal", 1, lambda x, **_: Total(x**2) - Total(x) ** 2 / n),
    ("gamma", 1, lambda a, **_: sp.polygamma(1, a) - 1 / a),
    ("gamma", 1, lambda x, **_: sp.log(Total(x) / n) - Total(sp.log(x)) / n),
    ("gamma", 1, lambda a, **_: sp.log(a) - sp.digamma(a)),
    ("uniform", 1, lambda x, **_: Maximum(x) - Minimum(x)),
    ("normal", 0, lambda x, mu, **_: Total(x - mu) - Total(x) + n * mu),
    ("normal", 0, lambda x, **_: Total(x - Total(x) / n)),
]


@pytest.mark.parametrize(("name", "sign", "text"), CHECKED)
def test_signs_that_numbers_show(oracles, name, sign, text):
    assert ask(oracles, name, text) == (sign, Status.CHECKED)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("normal", lambda mu, **_: mu),
        ("normal", lambda x, **_: Total(x)),
        ("normal", lambda x, mu, **_: x - mu),
        ("gamma", lambda a, b, **_: a - b),
        ("gamma", lambda x, **_: Total(sp.log(x))),
        ("uniform", lambda a, **_: a),
        ("cells", lambda p, q, **_: p - q),
    ],
)
def test_signs_that_change(oracles, name, text):
    assert ask(oracles, name, text) == (None, Status.UNPROVED)


def test_assumptions_that_are_given(oracles):
    assert ask(oracles, "gamma", lambda a, b, **_: a - b, (lambda a, b, **_: a > b,)) == (1, Status.PROVED)
    assert ask(oracles, "gamma", lambda a, **_: a**2 - 1, (lambda a, **_: a > 1,)) == (1, Status.PROVED)
    assert ask(oracles, "gamma", lambda a, **_: sp.gamma(a) - 1, (lambda a, **_: a > 2,)) == (1, Status.CHECKED)


def test_relations(oracles):
    p = symbols(model("bernoulli"))["p"]
    assert oracles["bernoulli"].holds(p < 1) == (1, Status.PROVED)
    assert oracles["bernoulli"].holds(p > 1) == (-1, Status.PROVED)
    assert oracles["bernoulli"].holds(p > sp.Rational(1, 2)) == (None, Status.UNPROVED)
    assert oracles["bernoulli"].holds(sp.true) == (1, Status.PROVED)


def test_candidates_inside_their_domain(oracles):
    m = model("bernoulli")
    (x,) = m.observation
    inside = oracles["bernoulli"].inside
    (p,) = m.parameters
    assert inside(p, Total(x) / n) == "sometimes"
    assert inside(p, Total(x) / n / 3 + sp.Rational(1, 4)) == "checked"
    assert inside(p, Total(x) / n + 1) == "never"
    gamma = model("gamma")
    assert oracles["gamma"].inside(gamma.parameter("b"), Total(gamma.observation[0]) / n) == "proved"
    uniform = model("uniform")
    assert oracles["uniform"].inside(uniform.parameter("b"), symbols(uniform)["a"] + 1) == "proved"


def test_tuples():
    m = line()
    y, z = m.observation
    oracle = Oracle(m)
    assert oracle.sign(n * Total(z**2) - Total(z) ** 2)[0] == 1
    assert oracle.sign(Total(y * z))[0] is None
    assert oracle.sign(Total(z**2)) == (1, Status.PROVED)


def test_cancellation_is_not_taken_for_a_sign(oracles):
    # (1 + a)**2 - a**2 - 2*a - 1 is 0; with 1e-25 added it is positive, far below what doubles see
    assert ask(oracles, "gamma", lambda a, **_: (1 + a) ** 2 - a**2 - 2 * a - 1)[0] == 0
    tiny = sp.Rational(1, 10**25)
    assert ask(oracles, "gamma", lambda a, **_: sp.sin(a) ** 2 + sp.cos(a) ** 2 - 1 + tiny)[0] == 1
