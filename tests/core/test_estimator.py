"""A solution is a chain: what has a formula gives it, what is found numerically gives none."""

from dataclasses import replace

import pytest
from sympy import Symbol, log

import thetahat as th
from thetahat.core.derivation import Derivation, Verdict
from thetahat.core.estimator import Choice, Closed, IntegerMaximum, Interval, Maximise, Mixture, PointSearch, Root
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Total


@pytest.fixture(scope="module")
def model():
    return th.declare("exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)", parameters={"mu": "real", "v": "positive"}, support="real")


def test_formulas(model):
    (x,) = model.observation
    mean, spread = model.parameters
    closed = Closed(mean, Total(x) / SAMPLE_SIZE)
    interval = Interval(mean, Maximum(x) - 1, Minimum(x) + 1, (Maximum(x) + Minimum(x)) / 2)
    assert list(closed.formulas()) == [(mean, Total(x) / SAMPLE_SIZE)]
    assert list(interval.formulas()) == [(mean, (Maximum(x) + Minimum(x)) / 2)]
    v = spread.symbol
    for found in (
        Root(spread, log(v) - Total(x)),
        Choice(spread, (v, -v)),
        PointSearch(mean, x, log(v)),
        IntegerMaximum(spread, log(v), 0 * v, v),
        Maximise((mean, spread), log(v)),
        Mixture((mean, spread), (v, 1 - v), (v, v)),
    ):
        assert list(found.formulas()) == []


def test_estimators_are_the_formulas_of_the_chain_in_the_order_of_computation(model):
    (x,) = model.observation
    mean, spread = model.parameters
    chain = (Closed(mean, Total(x) / SAMPLE_SIZE), Closed(spread, Total((x - mean.symbol) ** 2) / SAMPLE_SIZE))
    derivation = Derivation(model, (), Verdict.CLOSED, chain)
    assert list(derivation.estimators) == ["mu", "v"]
    assert derivation.estimators["v"].free_symbols == {mean.symbol}
    reduced = replace(derivation, solution=(Root(mean, Symbol("g")), chain[1]))
    assert list(reduced.estimators) == ["v"]
    assert derivation.parameter("mu") is mean
