"""Proper fractions in the observation: the same numbers, a smaller numerator."""

import random

import pytest
from sympy import Add, Integer, Symbol, exp, fraction, log

from algebra.agreement import agree
from thetahat.algebra.fractions import LARGEST, reduced
from thetahat.core.statistics import Observation

x = Observation("x", positive=True)
y = Observation("y", real=True)
s = Symbol("s", positive=True)
a = Symbol("a", positive=True)
mu = Symbol("mu", real=True)

CASES = [
    x / (s + x),
    x**2 / (s + x),
    s / (s + x),
    x**3 / (x + s) ** 2,
    (x - mu) ** 2 / (s**2 + (x - mu) ** 2),
    (y - mu) ** 4 / (s**2 + (y - mu) ** 2),
    exp(y) / (1 + exp(y)),
    exp(-(y - mu) / s) / (1 + exp(-(y - mu) / s)),
    (exp(2 * y) + 1) / (1 + exp(y)) ** 2,
    x * exp(-x) / (1 - exp(-x) / 2),
    1 / (x * (x + s)),
    a * x / (2 * x + s) - x / (x + s),
    log(x) / (x + s),
    x * log(x) / (x + s),
    exp(x) / (x + s),
    x**a / (s + x**a),
    (x + s) / (x + s),
    x * y / (x + y + s),
]


@pytest.mark.parametrize("h", CASES, ids=str)
def test_the_value_is_kept(h):
    agree(reduced(h), h)


def test_quotients_are_divided_out():
    assert reduced(x / (s + x)) == 1 - s / (s + x)
    assert reduced(exp(y) / (1 + exp(y))) == 1 - 1 / (1 + exp(y))
    assert reduced(x**2 / (s + x)) == x - s + s**2 / (s + x)


def test_two_scores_show_the_same_remainder():
    first, second = reduced(x / (s + x)), reduced(s / (s + x))
    assert (first + second).expand() == 1


def test_what_holds_no_fraction_is_left_alone():
    for h in (x**2 + s * x, exp(-x / s), 1 / x, log(x) / x, s / a):
        assert reduced(h) == h


def test_long_summands_are_left_alone():
    h = Add(*(Symbol(f"c{i}") * x**i for i in range(LARGEST))) / (x + s)
    assert reduced(h) == h


def _random(r: random.Random):
    u = r.choice([x, y, exp(y), exp(-x)])
    above = Add(*(Integer(r.randint(-3, 3)) * r.choice([1, s, mu]) * u**i for i in range(r.randint(1, 4))))
    below = (
        r.choice([u + s, s * u + 1, u**2 + s, (u + s) ** 2, 2 * u + s])
        if u != y
        else r.choice([u**2 + s, 1 + (u - mu) ** 2])
    )
    return above / below + r.choice([0, 1, mu]) * u


@pytest.mark.parametrize(
    "block", [range(15), pytest.param(range(100, 500), marks=pytest.mark.long)], ids=["few", "many"]
)
def test_random_fractions_keep_their_value(block):
    for seed in block:
        h = _random(random.Random(seed))
        if fraction(h)[0] != 0:
            agree(reduced(h), h, seed, times=2)
