"""Statistics of a sample in which every observation has the same value.  Truth: NumPy on such a sample."""

import numpy as np
import pytest
from sympy import Symbol, exp, log

from thetahat.algebra.degenerate import at_constant_sample, constant
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Quantile, Total
from thetahat.verify.evaluate import value

x = Observation("x", positive=True)
y = Observation("y", real=True)
k = Symbol("k", positive=True)
n = SAMPLE_SIZE


def test_the_common_value_has_the_sign_of_the_observation():
    assert constant(x).is_positive
    assert constant(y).is_real
    assert constant(y).is_positive is None
    assert constant(x) != constant(x), "a new symbol each time"


@pytest.mark.parametrize(
    "e",
    [
        Total(x),
        Total(x**2) / n - (Total(x) / n) ** 2,
        Total((x - Total(x) / n) ** 2),
        log(Total(x) / n) - Total(log(x)) / n,
        Maximum(x) - Minimum(x),
        Quantile(x) / Total(x),
        Total(x**k * log(x)) / Total(x**k) - Total(log(x)) / n,
        exp(Minimum(log(x))) + n,
        Total(x * y) - n * Minimum(y),
    ],
    ids=str,
)
def test_against_a_sample_without_variation(e):
    c, d = constant(x), constant(y)
    found = at_constant_sample(e, {x: c, y: d})
    assert not found.has(x, y)
    data = {x: np.full(4, 1.7), y: np.full(4, -0.3)}
    at = {k: 1.2}
    assert value(found, {**at, c: 1.7, d: -0.3}, data) == pytest.approx(value(e, at, data), rel=1e-12, abs=1e-12)


def test_only_the_named_variables_are_held_fixed():
    c = constant(x)
    found = at_constant_sample(Total(x * y), {x: c})
    assert found.has(Total)
    data = {x: np.full(3, 2.0), y: np.array([1.0, 5.0, -2.0])}
    assert value(found, {c: 2.0}, data) == pytest.approx(8.0)


def test_extremes_become_the_value_itself():
    c = constant(x)
    assert at_constant_sample(Minimum(x), {x: c}) == c
    assert at_constant_sample(Maximum(log(x)), {x: c}) == log(c)
