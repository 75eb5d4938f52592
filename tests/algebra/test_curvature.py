"""The slope at a zero: proved to be negative only where it is.  Truth: second differences at the numeric maximum."""

import mpmath
import numpy as np
import pytest
from scipy import optimize
from sympy import log, polygamma

import thetahat as th
from thetahat.algebra.curvature import slope_at_zero
from thetahat.algebra.signs import Signs
from thetahat.core.statistics import SAMPLE_SIZE, Total
from thetahat.verify.evaluate import value

n = SAMPLE_SIZE


def kernel(parameters, support="x > 0"):
    return th.declare("+".join(["0*x", *parameters]), parameters=parameters, support=support, kernel=True)


MODEL = kernel({"k": "positive", "s": "positive", "p": "positive"})
REAL = kernel({"mu": "real", "v": "positive"}, "real")
UNIT = kernel({"q": "0 < q < 1"}, "x in 0, 1")
X, (K, S, P) = MODEL.observation[0], MODEL.symbols
Y, (MU, V) = REAL.observation[0], REAL.symbols
B, (Q,) = UNIT.observation[0], UNIT.symbols

# (model, score, parameter, its zero)
MAXIMA = [
    (REAL, Total(Y - MU) / V, MU, Total(Y) / n),
    (REAL, -n / (2 * V) + Total((Y - MU) ** 2) / (2 * V**2), V, Total((Y - MU) ** 2) / n),
    (MODEL, n / S - Total(X), S, n / Total(X)),
    (MODEL, Total(X) / S**2 - n / S, S, Total(X) / n),
    (MODEL, Total(X) / S**2 - n * K / S, S, Total(X) / (n * K)),
    (MODEL, -n * K / S + K * S ** (-K - 1) * Total(X**K), S, (Total(X**K) / n) ** (1 / K)),
    (MODEL, n * log(S) - n * polygamma(0, K) + Total(log(X)), K, None),
    (UNIT, Total(B) / Q - (n - Total(B)) / (1 - Q), Q, Total(B) / n),
    (MODEL, n / P + Total(log(X)) - n * Total(X**P * log(X)) / Total(X**P), P, None),
]
MINIMA = [
    (MODEL, Total(X) - n / S, S, n / Total(X)),
    (REAL, -Total(Y - MU) / V, MU, Total(Y) / n),
    (MODEL, n * polygamma(0, K) - Total(log(X)), K, None),
]


def _score(g, p, at, data):
    return lambda t: value(g, {**at, p: t}, data)


@pytest.mark.parametrize(("model", "g", "p", "zero"), MAXIMA, ids=str)
def test_it_is_proved_at_a_maximum_and_true_there(model, g, p, zero):
    slope = slope_at_zero(g, p, zero, Signs(model))
    assert slope is not None
    random = np.random.default_rng(3)
    for _ in range(4):
        data = {X: random.gamma(2.0, 1.5, 8), Y: random.normal(1.0, 2.0, 8), B: np.array([0.0, 1, 1, 0, 1, 0, 0, 1])}
        data = {x: data[x] for x in model.observation}
        at = {s: random.uniform(0.3, 3.0) for s in model.symbols}

        low, high = (1e-3, 1 - 1e-3) if p is Q else (1e-3, 300.0) if p.is_positive else (-50.0, 50.0)
        root = optimize.brentq(_score(g, p, at, data), low, high, xtol=1e-14)
        expected = float(mpmath.diff(_score(g, p, at, data), root, h=1e-5))
        assert expected < 0
        assert value(slope, {**at, p: root}, data) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("model", "g", "p", "zero"), MINIMA, ids=str)
def test_nothing_is_said_at_a_minimum(model, g, p, zero):
    assert slope_at_zero(g, p, zero, Signs(model)) is None


def test_nothing_is_said_where_the_sign_depends_on_the_data():
    g = Total(X) * P**2 - n * P + K
    assert slope_at_zero(g, P, None, Signs(MODEL)) is None
