"""The shape in which formulas are left: equal numbers, text-book forms, no differences of large sums."""

import random

import numpy as np
import pytest
from sympy import Add, Integer, Symbol, log, sqrt

import thetahat as th
from algebra.agreement import agree
from thetahat.algebra.present import centred, open_logarithms, presentable, substituted
from thetahat.algebra.signs import Signs
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Total
from thetahat.verify.evaluate import value

x = Observation("x", positive=True)
z = Observation("z", real=True)
y = Observation("y", real=True)
n = SAMPLE_SIZE
k, s, v = (Symbol(name, positive=True) for name in ("k", "s", "v"))
mu = Symbol("mu", real=True)
MODEL = th.declare(
    "0*x+k+s+v+mu", {"k": "positive", "s": "positive", "v": "positive", "mu": "real"}, "x > 0", kernel=True
)
SIGNS = Signs(MODEL)

SHAPES = [
    Total(x) / n,
    (n * Total(x**2) - Total(x) ** 2) / n**2,
    Total(x**2) / n - Total(x) ** 2 / n**2,
    (n * Total(z * y) - Total(z) * Total(y)) / (n * Total(z**2) - Total(z) ** 2),
    (Total(y) * Total(z**2) - Total(z) * Total(z * y)) / (n * Total(z**2) - Total(z) ** 2),
    Total(x**2) / n - 2 * mu * Total(x) / n + mu**2,
    (Total(x) - n * Minimum(x)) / n,
    Maximum(x) - Total(x) / n,
    n / (Total(log(x)) - n * log(Minimum(x))),
    (-Total(x) + sqrt(Total(x) ** 2 + 4 * n * Total(x**2))) / (2 * n),
    -n * (k * Total(x) - n) / (n - Total(x)),
    Total(x**k) ** (1 / k) / n ** (1 / k),
    (Total(x) * k + Total(x**2)) / (n * k),
]


@pytest.mark.parametrize("e", SHAPES, ids=str)
def test_the_value_is_kept(e):
    agree(presentable(e, {k, s, v, mu}, SIGNS), e, size=6)
    agree(centred(e), e, size=6)


class TestStability:
    """At a mean of 1e8 and a spread of 1 the formulas must hold ten digits in doubles."""

    SAMPLE = np.array([0.3, 1.9, 2.2, 4.4, 0.9, 3.1])

    def test_the_variance(self):
        formula = presentable((n * Total(z**2) - Total(z) ** 2) / n**2, (), SIGNS)
        assert value(formula, {}, {z: self.SAMPLE + 1e8}) == pytest.approx(self.SAMPLE.var(), rel=1e-6)

    def test_the_slope_of_a_line(self):
        e = (n * Total(z * y) - Total(z) * Total(y)) / (n * Total(z**2) - Total(z) ** 2)
        other = np.array([1.0, 2.5, 1.5, 4.0, 0.5, 2.0])
        expected = np.polyfit(self.SAMPLE, other, 1)[0]
        found = value(presentable(e, (), SIGNS), {}, {z: self.SAMPLE + 1e8, y: other})
        assert found == pytest.approx(expected, rel=1e-6)

    def test_a_deviation_from_a_solved_parameter(self):
        formula = presentable(Total(z**2) / n - 2 * mu * Total(z) / n + mu**2, {mu}, SIGNS)
        found = value(formula, {mu: 1e8 + self.SAMPLE.mean()}, {z: self.SAMPLE + 1e8})
        assert found == pytest.approx(self.SAMPLE.var(), rel=1e-6)


class TestTextBookForms:
    def test_centred_products(self):
        e = n * Total(x**2) - Total(x) ** 2
        assert centred(e) == n * Total((x - Total(x) / n) ** 2)
        assert centred(Total(x) / n) == Total(x) / n

    def test_a_solved_mean_is_gathered(self):
        assert presentable(Total(x**2) / n - 2 * mu * Total(x) / n + mu**2, {mu}, SIGNS) == Total((x - mu) ** 2) / n


class TestSubstituted:
    def test_the_value_is_that_at_the_formula(self):
        score = Total(log(x)) - n * log(s) - n * k / s
        found = substituted(score, s, Total(x) / (n * k), {k})
        agree(found, score.subs(s, Total(x) / (n * k)))
        assert not found.has(s)

    def test_open_parameters_leave_logarithms(self):
        found = substituted(n * log(s), s, Total(x) / (n * k), {k})
        assert found == n * (log(Total(x) / n) - log(k)) or found.has(log(k))

    def test_a_hidden_parameter_is_replaced_too(self):
        e = Total((x - mu) ** 2) / v
        agree(substituted(e, mu, Total(x) / n, {v}), e.subs(mu, Total(x) / n))


class TestLogarithms:
    @pytest.mark.parametrize(
        "e", [log(Total(x) / (n * k)), log(k * s * v), log(s**k / v), log(k / (k + s)), log(2 * k) * mu], ids=str
    )
    def test_opening_keeps_the_value(self, e):
        for unknown in ({k}, {s}, {k, s}, set()):
            agree(open_logarithms(e, unknown), e)

    def test_only_open_parameters_leave(self):
        assert open_logarithms(log(k * s), {k}) == log(k) + log(s)
        assert open_logarithms(log(v * s), {k}) == log(v * s)

    def test_negative_factors_stay(self):
        a, b = Symbol("a", real=True), Symbol("b", real=True)
        found = open_logarithms(log(a * b), {a, b})
        assert value(found, {a: -2.0, b: -3.0}) == pytest.approx(np.log(6.0))


def _random(r: random.Random):
    terms = [
        n * Total(x**2),
        Total(x) ** 2,
        mu * Total(x),
        mu**2 * n,
        n * Total(x * z),
        Total(x) * Total(z),
        n * Minimum(x),
        n**2,
        Total(log(x)),
        k * n,
    ]

    def sum_():
        return Add(*(Integer(r.choice([-2, -1, 1, 2])) * r.choice(terms) for _ in range(r.choice([1, 2, 3]))))

    return sum_() / (n * r.choice([1, k, v])) + r.choice([0, 1]) * sum_() / (Total(x) + n)


@pytest.mark.parametrize(
    "block", [range(10), pytest.param(range(50, 400), marks=pytest.mark.long)], ids=["few", "many"]
)
def test_random_formulas_keep_their_value(block):
    for seed in block:
        e = _random(random.Random(seed))
        agree(presentable(e, {k, mu}, SIGNS), e, seed, times=2, size=5)
        agree(centred(e), e, seed, times=2, size=5)
