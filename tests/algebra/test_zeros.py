"""Zeros of equations over statistics.  Truth: the equation's value at each, and formulas of text books in NumPy."""

import numpy as np
import pytest
from sympy import Abs, besseli, cos, digamma, exp, log, sin

import thetahat as th
from thetahat.algebra.signs import Signs
from thetahat.algebra.zeros import hidden, vanishes, zeros
from thetahat.core.special import InverseDigamma
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total
from thetahat.verify.evaluate import value

n = SAMPLE_SIZE
MODEL = th.declare(
    "0*x+mu+v+k+s+q", parameters={"mu": "real", "v": "positive", "k": "positive", "s": "positive", "q": "0 < q < 1"},
    support="x > 0", kernel=True,
)  # fmt: skip
SIGNS = Signs(MODEL)
X = MODEL.observation[0]
MU, V, K, S, Q = MODEL.symbols
SAMPLE = np.array([0.6, 1.1, 2.9, 3.4, 0.2])
DATA = {X: SAMPLE}


def only(equation, p, solved=()):
    found = zeros(equation, p, SIGNS, solved)
    (formula,) = found.values
    return value(formula, {MU: 0.7, V: 1.3, K: 1.9, S: 0.8, Q: 0.3}, DATA)


@pytest.mark.parametrize(
    ("equation", "p", "expected"),
    [
        (Total(X - MU) / V, MU, SAMPLE.mean()),
        (-n / (2 * V) + Total((X - MU) ** 2) / (2 * V**2), V, np.mean((SAMPLE - 0.7) ** 2)),
        (n / S - Total(X), S, 1 / SAMPLE.mean()),
        (Total(X) / S**2 - n * K / S, S, SAMPLE.mean() / 1.9),
        (-n * K / S + K * S ** (-K - 1) * Total(X**K), S, np.mean(SAMPLE**1.9) ** (1 / 1.9)),
        (n / Q - Total(X) / (1 - Q), Q, 1 / (1 + SAMPLE.mean())),
        (Total(log(X / S)), S, np.exp(np.mean(np.log(SAMPLE)))),
        (-n / S + Total(exp(-(X - MU) / V)) / S**2, S, np.mean(np.exp(-(SAMPLE - 0.7) / 1.3))),
        (n / V - Total(exp((MU - X) / K)) / V**2, MU, -1.9 * np.log(np.mean(np.exp(-SAMPLE / 1.9)) / 1.3)),
    ],
    ids=str,
)
def test_text_book_solutions(equation, p, expected):
    assert only(equation, p) == pytest.approx(expected, rel=1e-12)


def test_a_total_is_opened_only_where_it_hides_the_unknown():
    assert zeros(Total(X - MU) / V, V, SIGNS, ()) is None
    found = zeros(Total((X - MU) ** 2) / V - n, V, SIGNS, ())
    assert found.cleared == Total((X - MU) ** 2) / V - n
    found = zeros(Total(X - MU) / V, MU, SIGNS, ())
    assert not hidden(found.cleared, MU)


def test_what_stays_hidden_has_no_written_zero():
    assert zeros(n / K + Total(log(X)) - n * Total(X**K * log(X)) / Total(X**K), K, SIGNS, ()) is None
    assert zeros(Total((X - MU) / (V + (X - MU) ** 2)), MU, SIGNS, ()) is None
    assert zeros(Total(Abs(X - MU)) - n, MU, SIGNS, ()) is None
    assert zeros(n * V, MU, SIGNS, ()) is None


def test_special_inverses_are_counted():
    found = zeros(n * log(S) - n * digamma(K) - Total(log(X)), K, SIGNS, ())
    assert found.special == 1
    assert found.values[0].has(InverseDigamma)
    found = zeros(Total(X) * besseli(0, K) / (2 * n * S) - besseli(1, K), K, SIGNS, ())
    assert found is None or found.special == 1


def test_angles_are_periodic():
    found = zeros(Total(sin(X - MU)), MU, SIGNS, ())
    assert found.periodic
    values = sorted(value(v, {}, DATA) for v in found.values)
    assert values[1] - values[0] == pytest.approx(np.pi)
    for v in values:
        assert np.sum(np.sin(SAMPLE - v)) == pytest.approx(0, abs=1e-12)
    assert zeros(Total(cos(X)) - n * MU, MU, SIGNS, ()).periodic is False


def test_every_zero_makes_the_equation_zero():
    y = Observation("x", positive=True)
    for equation in (V**2 + V * Total(y) / n - Total(y**2) / n, V - Total(y) / V, V**3 - Total(y) ** 2):
        found = zeros(equation, V, SIGNS, ())
        for formula in found.values:
            at = value(formula, {}, DATA)
            assert value(equation, {V: at}, DATA) == pytest.approx(0, abs=1e-9)


def test_vanishing_is_seen_by_multiplying_out():
    assert vanishes(Total(X) - n * MU, MU, Total(X) / n)
    assert not vanishes(Total(X) - n * MU, MU, Total(X))
    assert vanishes(n / S - Total(X), S, n / Total(X))
