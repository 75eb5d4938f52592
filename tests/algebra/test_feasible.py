"""What the support allows a parameter to be.  Truth: trying values against the sample."""

import numpy as np
import pytest

import thetahat as th
from thetahat.algebra.feasible import limits
from thetahat.algebra.signs import Signs
from thetahat.verify.evaluate import value
from thetahat.verify.oracle import Oracle

CASES = [
    ("1/theta", {"theta": "positive"}, "0 <= x <= theta", "theta", [0.4, 1.2, 3.0]),
    ("theta", {"theta": "positive"}, "0 <= x <= 1/theta", "theta", [0.4, 1.2, 3.0]),
    ("exp(-(x-a))", {"a": "real"}, "x >= a", "a", [-0.4, 1.2, 3.0]),
    ("exp(-(a-x))", {"a": "real"}, "x <= a", "a", [-0.4, 1.2, 3.0]),
    ("1/t", {"t": "positive"}, "t <= x <= 2*t", "t", [1.5, 1.7, 2.9]),
    ("1/2", {"c": "real"}, "c-1 <= x <= c+1", "c", [1.5, 1.7, 2.9]),
    ("exp(-(x-log(b)))", {"b": "positive"}, "x >= log(b)", "b", [-0.4, 1.2, 3.0]),
    ("1/(1-exp(-a))", {"a": "positive"}, "exp(-a) <= x <= 1", "a", [0.3, 0.5, 0.8]),
    ("1/(2*h)", {"h": "positive"}, "-h <= x <= h", "h", [-2.5, 0.1, 1.0]),
    ("1/(2*h)", {"h": "positive"}, "5-h <= x <= 5+h", "h", [2.5, 5.1, 6.0]),
]


@pytest.mark.parametrize(("text", "parameters", "support", "name", "sample"), CASES, ids=lambda c: str(c)[:30])
def test_the_bounds_are_where_the_sample_enters_the_support(text, parameters, support, name, sample):
    model = th.declare(text, parameters=parameters, support=support)
    parameter, (x,) = model.parameter(name), model.observation
    found = limits(model, parameter, Signs(model), Oracle(model))
    data = {x: np.array(sample)}
    low = max((value(b, {}, data) for b in found.lower), default=-np.inf)
    high = min((value(b, {}, data) for b in found.upper), default=np.inf)
    region = model.support.region(x)
    start = 0.01 if parameter.symbol.is_positive else -9.0
    for t in np.linspace(start, 9.0, 181):
        ends = [value(e, {parameter.symbol: t}) for e in (region.lower, region.upper)]
        allowed = ends[0] <= min(sample) and max(sample) <= ends[1]
        assert allowed == (low <= t <= high), t


def test_a_support_that_does_not_move_sets_none():
    model = th.declare("lam*exp(-lam*x)", parameters={"lam": "positive"}, support="x > 0")
    assert limits(model, model.parameters[0], Signs(model), Oracle(model)) is None


def test_an_end_that_turns_back_cannot_be_solved():
    model = th.declare("1/(t**2+1)", parameters={"t": "real"}, support="0 <= x <= t**2+1")
    assert limits(model, model.parameters[0], Signs(model), Oracle(model)) is None
