"""Conditions as a reader would put them: what they become, and that they hold for the same samples."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Eq, Gt, Lt, Piecewise, cos, exp, log, sin, sqrt, true

import thetahat as th
from thetahat.algebra.signs import Signs
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Total
from thetahat.render.conditions import plainer, varies
from thetahat.render.mathematics.setting import text
from thetahat.verify.evaluate import value

n = SAMPLE_SIZE
POSITIVE = th.declare("lam*exp(-lam*x)", parameters={"lam": "positive"}, support="x > 0")
REAL = th.declare("exp(-(x-mu)**2/2)/sqrt(2*pi)", parameters={"mu": "real"}, support="real")
COUNTS = th.declare(
    "p*(1-p)**x", parameters={"p": "0 < p < 1"}, support="x in 0, 1, 2, ..."
)  # fmt: skip


def of(model):
    return model.observation[0], model.parameters[0].symbol


X, LAM = of(POSITIVE)
R, MU = of(REAL)
K, P = of(COUNTS)
C, SI = Total(cos(R)), Total(sin(R))
ABSOLUTE = Total(abs(R))
ZERO, SOME = Total(Piecewise((1, Eq(K, 0)), (0, True))), Total(Piecewise((0, Eq(K, 0)), (1, True)))

CASES = [
    (POSITIVE, Gt(LAM * (Total(X) - 3 * n) / Total(X**2), 0), "Σ xᵢ > 3n"),
    (POSITIVE, Gt(-2 * n * log(2) - Total(log(X)), 0), "Σ log xᵢ < −2n log 2"),
    (POSITIVE, Gt((exp(LAM) - 1) * (Total(X) - 2 * n), 0), "Σ xᵢ > 2n"),
    (REAL, Gt(n - C**2 / sqrt(C**2 + SI**2) - SI**2 / sqrt(C**2 + SI**2), 0), "√((Σ cos xᵢ)² + (Σ sin xᵢ)²) < n"),
    (REAL, Gt(sqrt(n**2 + ABSOLUTE**2) - n, 0), "Σ|xᵢ| > 0"),
    (REAL, Gt(n + ABSOLUTE, sqrt(n**2 + ABSOLUTE**2)), "Σ|xᵢ| > 0"),
    (COUNTS, Gt((P - 1) * (P * ZERO + P * SOME - ZERO), 0), "#{xᵢ = 0} > np"),
    (COUNTS, Gt(ZERO * (P - 1), -n * (1 - P)), "#{xᵢ = 0} < n"),
]


@pytest.mark.parametrize(("model", "condition", "plain"), CASES, ids=[c[2] for c in CASES])
def test_what_they_become(model, condition, plain):
    assert text(plainer(condition, Signs(model))) == plain


@pytest.mark.parametrize(("model", "condition", "plain"), CASES, ids=[c[2] for c in CASES])
def test_they_hold_for_the_same_samples(model, condition, plain):
    x, p = of(model)
    random = np.random.default_rng(11)
    shorter = plainer(condition, Signs(model))
    draw = {
        POSITIVE: lambda k: random.exponential(random.choice([0.1, 2, 4]), k),
        REAL: lambda k: random.normal(0, 1, k) * random.choice([0, 1]),
        COUNTS: lambda k: random.poisson(1, k) * random.choice([0, 1]),
    }[model]
    answers = set()
    for size in (2, 3, 5, 9) * 10:
        numbers, data = {p: random.uniform(0.05, 0.95)}, {x: np.asarray(draw(size), dtype=float)}
        told = value(condition, numbers, data)
        answers.add(told)
        # rounding may break the tie of a sample that lies on the border
        assert value(shorter, numbers, data) == told or abs(value(condition.lhs - condition.rhs, numbers, data)) < 1e-12
    assert len(answers) == 2 or "√" in plain


def test_jensen_says_that_not_all_are_equal():
    assert varies(Gt(n * log(Total(X) / n), Total(log(X)))) == X
    assert varies(Gt(n * log(Total(X**2) / n), 2 * Total(log(X)))) == X
    assert varies(Gt(n * Maximum(X), Total(X))) == X
    assert varies(Lt(n * Minimum(X), Total(X))) == X
    assert varies(Gt(n * log(Total(X)), Total(log(X)))) is None
    assert varies(Gt(Total(log(X)), n * log(Total(X) / n))) is None


def test_what_always_holds_is_no_condition():
    assert plainer(Gt(LAM * Total(X), 0, evaluate=False), Signs(POSITIVE)) == true


def test_what_cannot_be_told_stays():
    strange = Gt(sqrt(Total(R) ** 2 + 1) - Total(R**3), 0)
    assert plainer(strange, Signs(REAL)) == strange
