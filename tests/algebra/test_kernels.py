"""Expressions with their non-rational parts named: nothing may change when the names are read back."""

import random

import pytest
from sympy import Add, Expr, Integer, Mul, Rational, Symbol, cos, digamma, exp, log, sqrt

from algebra.agreement import agree
from thetahat.algebra.kernels import Kernels, cancelled, kernels_of
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total

p = Symbol("p", positive=True)
c = Symbol("c", positive=True)
d = Symbol("d", real=True)
x = Observation("x", positive=True)

SHAPES = [
    exp(p),
    exp(2 * p),
    exp(-p / 3),
    exp(p + d),
    exp(c * p),
    2**p,
    2 ** (3 * p),
    p**c,
    p ** (c - 1),
    p ** (-c - 2),
    log(p),
    log(c * p),
    log(p / c + p**2),
    sqrt(p + c),
    (p + c) ** Rational(3, 2),
    (p + c) ** Rational(-5, 3),
    digamma(c / p),
    cos(d + p),
    p,
    1 / p,
    p**3,
    1 / (p + c),
]


def read_back(e: Expr) -> Expr:
    kernels = Kernels.of(e, p)
    rational = kernels.read(e)
    assert rational.subs(p, 7) is not None
    return rational.xreplace({g: k for k, g in kernels.table.items()})


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_reading_and_putting_back_changes_nothing(shape):
    agree(read_back(shape), shape)


@pytest.mark.parametrize("e", [exp(2 * p) + exp(p), exp(p + d) - exp(-p), exp(-2 * p) * exp(p) + exp(3 * p)], ids=str)
def test_powers_of_one_exponential_share_a_name(e):
    kernels = Kernels.of(e, p)
    rational = kernels.read(e)
    used = [g for g in kernels.table.values() if rational.has(g)]
    assert len(used) == 1
    assert rational.is_rational_function(used[0])
    agree(rational.xreplace({g: k for k, g in kernels.table.items()}), e)


def _random(r: random.Random) -> Expr:
    def sum_() -> Expr:
        return Add(*(Integer(r.choice([-2, -1, 1, 3])) * r.choice(SHAPES) for _ in range(r.choice([1, 2, 2]))))

    return Mul(sum_(), sum_() ** r.choice([1, 1, -1, 2])) + r.choice([0, 1, -1]) * sum_()


@pytest.mark.parametrize(
    "block", [range(12), pytest.param(range(100, 400), marks=pytest.mark.long)], ids=["few", "many"]
)
def test_random_expressions_keep_their_value(block):
    for seed in block:
        e = _random(random.Random(seed))
        if e.has(p) and e.is_finite is not False:
            agree(read_back(e), e, seed, times=2)
            agree(cancelled(e, p), e, seed, times=2)


def test_kernels_are_the_largest_parts_that_are_not_algebraic():
    e = c * exp(2 * p) + log(p + 1) ** 2 / (p + digamma(p)) + sqrt(p)
    assert kernels_of(e, p) == {exp(2 * p), log(p + 1), digamma(p), p} - {p}
    assert kernels_of(c * d, p) == set()
    assert kernels_of(1 / (p + c), p) == set()
    assert kernels_of(1 / (p + c), p, sums=True) == {1 / (p + c)}


def test_quotients_in_lowest_terms():
    assert cancelled((p**2 - c**2) / (p - c), p) == p + c
    assert cancelled((exp(2 * p) - 1) / (exp(p) - 1), p) == exp(p) + 1
    assert cancelled((log(p) ** 2 - log(p)) / log(p), p) == log(p) - 1


def test_a_statistic_that_holds_the_unknown_is_a_kernel():
    hidden = Total(x**p)
    assert hidden in kernels_of(hidden * c + p, p)
    assert kernels_of(Total(x) * p + SAMPLE_SIZE, p) == set()
