"""What may pass through a sum.  Truth: NumPy sums of the summand's twin, and the forms that text books print."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from sympy import Abs, Piecewise, Rational, Symbol, cos, exp, log, sin

from algebra.agreement import agree
from core.summands import Twin, a, b, points, summands, x, y
from thetahat.algebra.totals import (
    collect,
    expanded,
    gather,
    linear_in_totals,
    monic,
    natural,
    pull,
    rebuilt,
    size,
    split,
    tidy,
)
from thetahat.core.statistics import SAMPLE_SIZE, Minimum, Observation, Total
from thetahat.verify.evaluate import value

quick = settings(max_examples=25, deadline=None)
n = SAMPLE_SIZE
mu = Symbol("mu", real=True)
v = Symbol("v", positive=True)

WAYS = {
    "pull": pull,
    "split": split,
    "split deep": lambda h: split(h, deep=True),
    "natural": natural,
    "expanded": lambda h: expanded(Total(h)),
    "tidy": lambda h: tidy(Total(h)),
    "gathered": lambda h: gather(expanded(Total(h)), {a, b}),
    "gathered natural": lambda h: gather(natural(h), {a, b}),
}


def holds(expression, twin: Twin, point) -> None:
    expected = float(np.sum(twin.numpy(point)))
    scale = float(np.sum(np.abs(twin.numpy(point)))) + 1
    assert value(expression, point.parameters, point.data) == pytest.approx(expected, rel=1e-9, abs=1e-9 * scale)


class TestValueIsKept:
    @pytest.mark.parametrize("way", WAYS)
    @quick
    @given(summands, points)
    def test_one_summand(self, way, twin: Twin, point):
        holds(WAYS[way](twin.expression), twin, point)

    @quick
    @given(summands, summands, points)
    def test_a_deviation_squared(self, first: Twin, second: Twin, point):
        twin = Twin((first.expression - second.expression) ** 2, lambda p: (first.numpy(p) - second.numpy(p)) ** 2)
        for way in WAYS.values():
            holds(way(twin.expression), twin, point)

    @pytest.mark.long
    @pytest.mark.parametrize("way", WAYS)
    @settings(max_examples=400, deadline=None)
    @given(summands, points)
    def test_many_summands(self, way, twin: Twin, point):
        holds(WAYS[way](twin.expression), twin, point)


PIECES = [
    Piecewise((x - a, x >= a), (b * (a - x), True)),
    Piecewise((log(b * x), x > 1), (0, True)),
    Piecewise((0, x < a), (x**2 / b + a, True)),
    Piecewise((a * x, x < 1), (b * x**2, x < 2), (3, True)),
    Piecewise((log(x / b), y > 0), (-exp(y) / b, True)),
]


@pytest.mark.parametrize("h", PIECES, ids=str)
@pytest.mark.parametrize("way", WAYS)
def test_branches(way, h):
    agree(Total(h), WAYS[way](h))


@pytest.mark.parametrize(
    "h",
    [
        sin(x - mu),
        cos(2 * x - mu) * v,
        exp(-(x - mu) / v),
        log(v / x) * (x - mu),
        (x - mu) ** 2 / (2 * v**2),
        x**v * log(x),
        1 / (x + v),
        x / (x + v) ** 2,
        Abs(x - mu) / v,
        (2 * mu - 2 * x) / (3 * v - x / 2) ** 2,
        (2 * x / v + mu) ** 3,
        exp(v * y + mu) / (1 + exp(v * y + mu)),
        log(1 + exp(mu - y)),
        y * (x - mu) * (x - v),
    ],
    ids=str,
)
@pytest.mark.parametrize("way", WAYS)
def test_summands_as_they_come_up(way, h):
    agree(Total(h), WAYS[way](h))


class TestLinearity:
    @quick
    @given(summands)
    def test_a_constant_factor_leaves_every_form(self, twin: Twin):
        for way in (pull, natural):
            c, h = monic(twin.expression)
            assert way(v * twin.expression).has(Total) or twin.expression.free_symbols.isdisjoint({x, y})
            agree(way(v * twin.expression), v * way(twin.expression), times=2)
            agree(twin.expression, c * h, times=2)

    @quick
    @given(summands, summands)
    def test_a_sum_of_summands_is_a_sum_of_totals(self, first: Twin, second: Twin):
        for way in (split, natural, lambda h: expanded(Total(h))):
            agree(way(first.expression + second.expression), way(first.expression) + way(second.expression), times=2)

    @quick
    @given(summands)
    def test_differentiation_commutes(self, twin: Twin):
        for way in (pull, natural, lambda h: expanded(Total(h))):
            agree(way(twin.expression).diff(a), Total(twin.expression).diff(a), times=2)


class TestMonic:
    def test_the_observation_leads(self):
        assert monic(2 * mu - 2 * x) == (-2, x - mu)
        assert monic((mu - x) ** 2) == (1, (x - mu) ** 2)
        assert monic((mu - x) ** 3) == (-1, (x - mu) ** 3)
        assert monic(3 * v * x) == (3 * v, x)
        assert monic(mu * v) == (mu * v, 1)

    def test_deep_takes_constants_out_of_exponents(self):
        c, h = monic(exp((mu - x) / v), deep=True)
        assert not h.has(mu)
        assert c == exp(mu / v)
        assert monic(exp((mu - x) / v))[0] == 1


class TestTextBookForms:
    def test_pull_keeps_sums_together(self):
        assert pull(-2 * (mu - x) / v) == 2 * Total(x - mu) / v
        assert pull(mu) == mu * n
        assert pull(sympy.Integer(0)) == 0

    def test_split_and_natural(self):
        assert split(x + mu) == Total(x) + mu * n
        assert natural(x - mu) == Total(x - mu)
        assert natural(x + y) == Total(x) + Total(y)
        assert natural((x - mu) ** 2 / (2 * v)) == Total((x - mu) ** 2) / (2 * v)

    def test_expanded(self):
        assert expanded(Total((x - mu) ** 2)) == Total(x**2) - 2 * mu * Total(x) + mu**2 * n
        assert expanded(Total(exp((mu - x) / v))) == exp(mu / v) * Total(exp(-x / v))
        assert expanded(Total(log(x / v))) == Total(log(x)) - n * log(v)

    def test_collect(self):
        t = Total(log(x))
        assert collect(a * t - t) == (a - 1) * t
        assert collect(t - t + n) == n

    def test_tidy_leaves_nothing_in_front_inside(self):
        e = tidy(Total(2 * x / v) - Total(3 * x))
        assert set(linear_in_totals(e)) == {Total(x)}
        agree(e.coeff(Total(x)), 2 / v - 3)

    def test_gather_puts_solved_parameters_back(self):
        assert gather(Total(x**2) - 2 * mu * Total(x) + mu**2 * n, {mu}) == Total((x - mu) ** 2)
        assert gather(Total(x) - n * Minimum(x), set()) == Total(x - Minimum(x))

    def test_gather_never_hides_an_open_parameter(self):
        e = Total(x**2) - 2 * mu * Total(x) + mu**2 * n
        assert gather(e, set()) == e
        assert gather(Total(x) - mu * n, {v}) == Total(x) - mu * n

    def test_gather_leaves_numbers_alone_when_nothing_is_gained(self):
        assert gather(Total(x) + Total(y), {mu}) in (Total(x) + Total(y), Total(x + y))


class TestLooking:
    def test_linear_in_totals(self):
        assert linear_in_totals(mu * Total(x) + 2 * n) == {Total(x): mu, n: 2}
        assert linear_in_totals(Total(x) ** 2) is None
        assert linear_in_totals(Total(x) * Total(y)) is None
        assert linear_in_totals(Total(x) + mu) is None

    def test_rebuilt_touches_outermost_totals_only(self):
        inner = Total(x) / n
        e = Total((x - inner) ** 2) + Minimum(x)
        seen = []
        assert rebuilt(e, lambda h: seen.append(h) or Total(h)) == e
        assert seen == [(x - inner) ** 2]

    def test_size_counts_what_is_inside(self):
        assert size(Total((x - mu) ** 2)) > size(Total(x))
        assert size(mu) == 0


def test_several_variables_at_once():
    z = Observation("z", real=True)
    h = (y - a - b * z) ** 2
    assert expanded(Total(h)).coeff(Total(z * y)) == -2 * b
    for way in WAYS.values():
        agree(way(h), Total(h))


def test_rational_coefficients_stay_exact():
    assert pull(Rational(1, 3) * x / 7) == Total(x) / 21
