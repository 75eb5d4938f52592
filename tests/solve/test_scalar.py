"""One equation in one unknown.  Truth: equations whose root is known, SciPy's brentq on hard ones."""

import math

import numpy as np
import pytest
from scipy import optimize, special

from thetahat.solve.scalar import all_roots, find_root

INF = math.inf


def counted(f):
    calls = []

    def g(t):
        calls.append(t)
        return f(t)

    return g, calls


@pytest.mark.parametrize("start", [None, 1e-6, 1.0, 1e6])
@pytest.mark.parametrize("root", [1e-12, 1e-3, 1.0, 40.0, 1e9])
def test_a_positive_root_is_found_from_anywhere(root, start):
    g, calls = counted(lambda t: (math.log(root) - math.log(t), -1 / t))
    zero = find_root(g, 0.0, INF, start, falling=True)
    assert zero.found and zero.value == pytest.approx(root, rel=1e-14)
    assert len(calls) == zero.evaluations <= 25


@pytest.mark.parametrize("root", [-1e6, -3.0, 1e-9, 0.0, 12345.678])
def test_a_real_root(root):
    zero = find_root(lambda t: (math.atan(root - t), -1 / (1 + (root - t) ** 2)), -INF, INF)
    assert zero.found and zero.value == pytest.approx(root, rel=1e-13, abs=1e-14)


@pytest.mark.parametrize("root", [1e-9, 0.2, 0.5, 1 - 1e-9])
def test_a_root_between_two_ends(root):
    def f(t):
        return math.log(root / (1 - root)) - math.log(t / (1 - t)), -1 / (t * (1 - t))

    zero = find_root(f, 0.0, 1.0)
    assert zero.found and zero.value == pytest.approx(root, rel=1e-12)


@pytest.mark.parametrize("gap", [1e-14, 1e-6, 0.1, 3.0, 300.0])
def test_the_gamma_equation_for_any_data_that_have_an_estimate(gap):
    def f(k):
        return math.log(k) - float(special.digamma(k)) - gap, 1 / k - float(special.polygamma(1, k))

    zero = find_root(f, 0.0, INF, falling=True)
    truth = optimize.brentq(lambda k: f(k)[0], 0.3 / gap, 1.2 / gap, xtol=1e-300, rtol=1e-15)
    # log k - psi k is a difference: it knows 1/(2k) to a part in 1e-16 k log k.
    assert zero.found and zero.value == pytest.approx(truth, rel=max(1e-12, 4e-16 / gap * abs(math.log(gap)) * 40))


def test_a_proved_bracket_is_used():
    g, calls = counted(lambda t: (2.0 - t, -1.0))
    assert find_root(g, 0.0, INF, bracket=(1.9, 2.2)).value == pytest.approx(2.0, rel=1e-15)
    assert min(calls) >= 1.9 and max(calls) <= 2.2


def test_a_bracket_that_misses_is_left():
    assert find_root(lambda t: (2.0 - t, -1.0), 0.0, INF, bracket=(3.0, 4.0)).value == pytest.approx(2.0)


@pytest.mark.parametrize(("value", "sign"), [(1.0, 1), (-1.0, -1)])
def test_no_change_of_sign_is_said_not_guessed(value, sign):
    zero = find_root(lambda t: (value / (1 + t), 0.0), 0.0, INF)
    assert not zero.found and math.isnan(zero.value)
    assert zero.sign == sign and zero.low < 1e-100 and zero.high > 1e100


def test_a_function_without_a_value_has_no_root():
    zero = find_root(lambda t: (math.nan, math.nan), 0.0, INF)
    assert not zero.found and zero.sign == 0


def test_overflow_on_the_way_does_not_stop_the_search():
    def f(t):
        value = math.nan if t > 5.0 else 4.9 - t
        return value, -1.0

    assert find_root(f, 0.0, INF, 1.0).value == pytest.approx(4.9, rel=1e-14)


def test_a_wrong_slope_costs_time_not_digits():
    zero = find_root(lambda t: (math.log(3.0) - math.log(t), 17.0), 0.0, INF)
    assert zero.value == pytest.approx(3.0, rel=1e-13)


def test_a_flat_root_is_bisected():
    zero = find_root(lambda t: ((2.0 - t) ** 5, -5 * (2.0 - t) ** 4), 0.0, INF)
    assert zero.value == pytest.approx(2.0, rel=1e-3)


def test_several_roots_are_all_found():
    roots = [0.1, 1.0, 7.0]

    def f(t):
        value = np.prod([math.log(t / r) for r in roots])
        return -float(value), math.nan

    found, probes, _ = all_roots(f, 0.0, INF)
    assert found == pytest.approx(roots, rel=1e-12)
    assert probes[0] == pytest.approx(math.exp(-12)) and probes[-1] == pytest.approx(math.exp(12))
    assert all_roots(lambda t: (1.0, 0.0), -INF, INF)[0] == []
