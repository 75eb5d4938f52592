"""Models are frozen nouns: parameters by name or symbol, regions by variable, known constants moved over."""

import dataclasses
import pickle

import pytest
from sympy import Symbol, oo

import thetahat as th
from thetahat.core.model import Domain, Region


@pytest.fixture(scope="module")
def gamma():
    return th.declare(
        "x**(k-1)*exp(-x/s)/(gamma(k)*s**k)", parameters={"k": "positive", "s": "positive"}, support="x > 0"
    )


def test_parameters_keep_the_declared_order(gamma):
    assert gamma.names == ("k", "s")
    assert [str(s) for s in gamma.symbols] == ["k", "s"]
    assert all(s.is_positive for s in gamma.symbols)


def test_a_parameter_is_found_by_name_and_by_symbol(gamma):
    (k, _) = gamma.symbols
    assert gamma.parameter("k") is gamma.parameter(k)
    with pytest.raises(KeyError, match="nothing"):
        gamma.parameter("nothing")


def test_a_known_parameter_is_moved_not_lost(gamma):
    moved = gamma.with_known("s")
    assert moved.names == ("k",)
    assert [p.name for p in moved.known] == ["s"]
    assert moved.parameter("s") == gamma.parameter("s")
    assert moved.density == gamma.density
    assert gamma.names == ("k", "s")


def test_nothing_can_be_assigned(gamma):
    with pytest.raises(dataclasses.FrozenInstanceError):
        gamma.density = 1


def test_the_support_tells_its_regions_and_parameters():
    model = th.declare("1/(b-a)", parameters={"a": "real", "b": "a < b"}, support="a <= x <= b")
    (x,) = model.observation
    region = model.support.region(x)
    assert [str(e) for e in (region.lower, region.upper)] == ["a", "b"]
    assert region.lower_closed
    assert {str(s) for s in model.support.parameters} == {"a", "b"}
    assert not model.discrete
    with pytest.raises(KeyError):
        model.support.region(Symbol("z"))


def test_conditions_of_the_support_count_as_parameters_too():
    model = th.declare(
        "(1+xi*x/s)**(-1/xi-1)/s", parameters={"xi": "real", "s": "positive"}, support="1 + xi*x/s > 0 and x > 0"
    )
    assert {str(s) for s in model.support.parameters} == {"xi", "s"}


def test_counts_are_discrete():
    model = th.declare("exp(-m)*m**x/factorial(x)", parameters={"m": "positive"}, support="x in 0, 1, 2, ...")
    assert model.discrete
    assert not model.observation[0].is_integer, "the observation's symbol carries no integer assumption"


def test_given_variables_are_not_random():
    model = th.declare(
        "exp(-(y-a-b*z)**2/2)/sqrt(2*pi)",
        observation=("y", "z"),
        given=("z",),
        parameters={"a": "real", "b": "real"},
        support="y real",
    )
    assert [str(v) for v in model.random] == ["y"]
    assert [str(v) for v in model.observation] == ["y", "z"]


def test_a_domain_knows_the_parameters_in_its_ends():
    a = Symbol("a", real=True)
    assert Domain(lower=a).bounds_symbols == {a}
    assert Domain().bounds_symbols == set()
    assert (Domain().lower, Domain().upper) == (-oo, oo)


def test_models_can_be_pickled(gamma):
    again = pickle.loads(pickle.dumps(gamma))
    assert again.density == gamma.density
    assert again.names == gamma.names
    assert again.support == gamma.support


def test_regions_compare_by_value(gamma):
    (x,) = gamma.observation
    assert gamma.support.region(x) == Region(x, lower=gamma.support.region(x).lower)
