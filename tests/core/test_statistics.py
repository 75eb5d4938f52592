"""Statistics as SymPy nodes: bound observations, free parameters, nothing simplified, nothing walked into unasked."""

import copy
import pickle

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from sympy import Dummy, Float, Integer, Poly, Rational, Symbol, cos, cse, exp, log, simplify, sin, sqrt

from core.summands import Twin, a, b, points, summands, x, y
from thetahat.core.statistics import (
    SAMPLE_SIZE,
    Maximum,
    Minimum,
    Observation,
    Quantile,
    Statistic,
    Total,
    statistics_of,
)
from thetahat.verify.evaluate import value

quick = settings(max_examples=25, deadline=None)

STATISTICS = [
    Total(x),
    Total((x - a) ** 2),
    Total(Integer(1)),
    Minimum(x),
    Maximum(log(x) - a),
    Quantile(x),
    Quantile(x - a, Rational(1, 4)),
    Total((x - Total(x) / SAMPLE_SIZE) ** 2),
]


class TestIdentity:
    def test_equal_summands_make_equal_statistics(self):
        assert Total((x - a) ** 2) == Total((x - a) ** 2)
        assert hash(Total((x - a) ** 2)) == hash(Total((x - a) ** 2))
        assert Total(x) != Total(y)
        assert Total(x) != Minimum(x) != Maximum(x)
        assert Quantile(x, Rational(1, 4)) != Quantile(x, Rational(3, 4))
        assert Quantile(x) == Quantile(x, Rational(1, 2))

    def test_observations_are_told_apart_by_name_and_assumptions(self):
        assert Observation("x", positive=True) == x
        assert Observation("x", real=True) != x
        assert Symbol("x", positive=True) != x

    @pytest.mark.parametrize("statistic", STATISTICS, ids=str)
    def test_pickling_and_copying_keep_it(self, statistic):
        for again in (pickle.loads(pickle.dumps(statistic)), copy.copy(statistic), copy.deepcopy(statistic)):
            assert again == statistic
            assert type(again) is type(statistic)
            assert hash(again) == hash(statistic)
            assert again.free_symbols == statistic.free_symbols

    @pytest.mark.parametrize("statistic", STATISTICS, ids=str)
    def test_the_arguments_rebuild_it(self, statistic):
        assert statistic.func(*statistic.args) == statistic

    @quick
    @given(summands)
    def test_hashing_agrees_with_equality(self, twin: Twin):
        first, second = Total(twin.expression), Total(sympy.sympify(str(0)) + twin.expression)
        assert first == second
        assert hash(first) == hash(second)
        assert len({first, second, Minimum(twin.expression)}) == 2

    def test_strings_and_other_things_are_no_summands(self):
        with pytest.raises(sympy.SympifyError):
            Total("x**2")


class TestConstructor:
    def test_nothing_is_simplified(self):
        assert Total(2 * x).args == (2 * x,)
        assert Total(x + y) != Total(x) + Total(y)
        assert Total(a) != a * Total(Integer(1))
        assert Total(Integer(0)) != 0

    def test_a_total_of_a_number_is_no_number(self):
        assert Total(Integer(2)).is_number is False
        assert not isinstance(Total(Integer(2)) + 0, sympy.Number)
        assert (2 * Total(Integer(2))).is_number is False
        assert Total(Integer(2)) / Total(Integer(1)) != 2

    def test_the_sample_size_is_the_total_of_one(self):
        assert Total(1) == SAMPLE_SIZE
        assert SAMPLE_SIZE.is_positive
        assert SAMPLE_SIZE.is_integer
        assert value(SAMPLE_SIZE, {}, {x: np.arange(1.0, 8.0)}) == 7

    def test_the_default_quantile_is_the_median(self):
        assert Quantile(x).probability == Rational(1, 2)
        assert Quantile(x, Rational(1, 4)).probability == Rational(1, 4)


class TestSymbols:
    def test_observations_are_bound_and_parameters_free(self):
        assert Total((x - a) ** 2).free_symbols == {a}
        assert Total((x - a) ** 2).bound_symbols == {x}
        assert Total(x * y).bound_symbols == {x, y}
        assert Total(x).free_symbols == set()
        assert Quantile(x - a, b / (1 + b)).free_symbols == {a, b}

    def test_nested_statistics_show_their_parameters(self):
        spread = Total((x - Total(b * x) / SAMPLE_SIZE) ** 2)
        assert spread.free_symbols == {b}
        assert (spread + x).free_symbols == {b, x}

    def test_only_outermost_statistics_are_listed(self):
        inner = Total(x) / SAMPLE_SIZE
        outer = Total((x - inner) ** 2)
        assert statistics_of(outer / SAMPLE_SIZE + a) == {outer, SAMPLE_SIZE}
        assert statistics_of(a + b) == set()
        assert statistics_of(Minimum(x)) == {Minimum(x)}

    @quick
    @given(summands)
    def test_free_symbols_are_those_of_the_summand_without_observations(self, twin: Twin):
        for kind in (Total, Minimum, Maximum, Quantile):
            assert kind(twin.expression).free_symbols == twin.expression.free_symbols - {x, y}

    def test_signs_follow_from_the_summand(self):
        assert Total(x).is_positive
        assert Total(-x).is_negative
        assert Total(y**2).is_nonnegative
        assert Total(-(y**2)).is_nonpositive
        assert Total(y).is_positive is None
        assert Minimum(x).is_positive
        assert Maximum(-x).is_negative
        assert Minimum(y**2).is_nonnegative
        assert Quantile(x).is_real

    def test_signs_of_totals_are_those_of_numbers(self):
        random = np.random.default_rng(5)
        data = {x: random.gamma(1.0, 1.0, 9), y: random.normal(size=9)}
        for h in (x, -x, y**2, -(y**2), x * y, exp(y), x + y**2, log(1 + x), -1 / x, y - x):
            found, number = Total(h), value(Total(h), {}, data)
            for name, holds in (("positive", number > 0), ("negative", number < 0), ("nonnegative", number >= 0)):
                assert getattr(found, f"is_{name}") in (None, holds)


class TestSubstitution:
    def test_a_bare_observation_is_never_replaced(self):
        total = Total((x - a) ** 2)
        assert total.subs(x, 3) == total
        assert total.subs({x: 3, a: 2}) == Total((x - 2) ** 2)
        assert total.subs({x: 3, a: 2}, simultaneous=True) == Total((x - 2) ** 2)
        assert total.subs([(x, y), (a, b)]) == Total((x - b) ** 2)
        assert total.xreplace({x: y}) == total
        assert total.xreplace({x: Integer(3), a: b}) == Total((x - b) ** 2)
        assert (x * total).subs(x, b) == b * total
        assert (x * total).xreplace({x: b}) == b * total

    def test_order_statistics_and_quantiles_keep_theirs_too(self):
        for statistic in (Minimum(x), Maximum(x), Quantile(x)):
            assert statistic.subs(x, 3) == statistic
            assert statistic.xreplace({x: y}) == statistic

    def test_a_bound_observation_hides_in_longer_expressions_too(self):
        assert Total(x**2).subs(x**2, 5) == Total(x**2)
        assert Total(exp(x + a)).subs(x + a, b) == Total(exp(x + a))

    def test_a_statistic_is_replaced_as_a_whole(self):
        total = Total(x)
        t = Dummy("T", positive=True)
        assert (total / SAMPLE_SIZE + a).xreplace({total: t}) == t / SAMPLE_SIZE + a
        assert (total**2).subs(total, t) == t**2
        assert (t**2).xreplace({t: total}) == total**2

    def test_substitution_reaches_nested_statistics(self):
        spread = Total((x - Total(a * x) / SAMPLE_SIZE) ** 2)
        assert spread.subs(a, b) == Total((x - Total(b * x) / SAMPLE_SIZE) ** 2)
        assert spread.subs(x, 1) == spread
        mean = Symbol("m", real=True)
        assert spread.xreplace({Total(a * x): mean}) == Total((x - mean / SAMPLE_SIZE) ** 2)

    def test_a_statistic_put_in_for_a_parameter_keeps_its_own_observation(self):
        put = Total((x - a) ** 2).subs(a, Total(x) / SAMPLE_SIZE)
        data = np.array([1.0, 2.0, 4.0, 9.0])
        assert value(put, {}, {x: data}) == pytest.approx(4 * data.var(), rel=1e-14)

    @quick
    @given(summands, points)
    def test_substituting_then_evaluating_is_evaluating_at_the_value(self, twin: Twin, point):
        moved = Total(twin.expression).subs(a, Rational(point.a)).subs(b, Rational(point.b))
        assert not moved.free_symbols
        assert value(moved, {}, point.data) == pytest.approx(np.sum(twin.numpy(point)), rel=1e-9, abs=1e-9)


class TestValues:
    @quick
    @given(summands, points)
    def test_a_total_is_the_sum(self, twin: Twin, point):
        found = value(Total(twin.expression), point.parameters, point.data)
        assert found == pytest.approx(np.sum(twin.numpy(point)), rel=1e-9, abs=1e-9)

    @quick
    @given(summands, points)
    def test_extremes_are_the_least_and_the_greatest(self, twin: Twin, point):
        numbers = twin.numpy(point)
        assert value(Minimum(twin.expression), point.parameters, point.data) == pytest.approx(numbers.min(), rel=1e-9)
        assert value(Maximum(twin.expression), point.parameters, point.data) == pytest.approx(numbers.max(), rel=1e-9)

    @quick
    @given(summands, summands, points)
    def test_totals_nest(self, inner: Twin, outer: Twin, point):
        centre = Total(inner.expression) / SAMPLE_SIZE
        spread = Total((outer.expression - centre) ** 2)
        expected = np.sum((outer.numpy(point) - np.mean(inner.numpy(point))) ** 2)
        assert value(spread, point.parameters, point.data) == pytest.approx(expected, rel=1e-8, abs=1e-8)

    def test_weights_are_frequencies(self):
        data, weights = np.array([1.0, 2.0, 5.0]), np.array([3, 1, 2])
        spread = Total((x - Total(x) / SAMPLE_SIZE) ** 2) / SAMPLE_SIZE
        repeated = np.repeat(data, weights)
        assert value(spread, {}, {x: data}, weights=weights) == pytest.approx(repeated.var(), rel=1e-14)
        assert value(SAMPLE_SIZE, {}, {x: data}, weights=weights) == 6


class TestDerivative:
    def test_a_parameter_passes_through_the_sum(self):
        assert Total(a * x).diff(a) == Total(x)
        assert Total(x**b).diff(b) == Total(x**b * log(x))
        assert Total(x).diff(a) == 0
        assert Total(x**2).diff(x) == 0

    def test_the_product_rule_holds_outside(self):
        assert (a * Total(exp(a * x))).diff(a) == Total(exp(a * x)) + a * Total(x * exp(a * x))

    def test_a_nested_total_is_differentiated_too(self):
        spread = Total((x - a * Total(x) / SAMPLE_SIZE) ** 2)
        data = np.array([0.5, 1.0, 4.0])
        slope = value(spread.diff(a), {a: 0.3}, {x: data})
        assert slope == pytest.approx(np.sum(2 * (data - 0.3 * data.mean()) * -data.mean()), rel=1e-13)

    @settings(max_examples=15, deadline=None)
    @given(summands, points)
    def test_against_finite_differences_with_many_digits(self, twin: Twin, point):
        total = Total(twin.expression)
        with mpmath.workdps(30):

            def at(t):
                # mpmath raises its precision while it differentiates
                return value(total, {a: t, b: point.b}, point.data, digits=mpmath.mp.dps)

            expected = mpmath.diff(at, mpmath.mpf(point.a))
        found = value(total.diff(a), point.parameters, point.data)
        assert found == pytest.approx(float(expected), rel=1e-8, abs=1e-8)


class TestSymPy:
    """SymPy's own routines must leave a statistic's meaning alone."""

    TOTAL = Total((x - a) ** 2)

    def test_polynomials_take_it_for_a_generator(self):
        poly = Poly(3 * Total(x) ** 2 + Total(x) * a + 1, Total(x))
        assert poly.all_coeffs() == [3, a, 1]

    def test_common_subexpressions_come_back_whole(self):
        e = log(self.TOTAL / SAMPLE_SIZE) + self.TOTAL / b + exp(self.TOTAL / SAMPLE_SIZE)
        replaced, (reduced,) = cse([e])
        for symbol, part in reversed(replaced):
            reduced = reduced.xreplace({symbol: part})
        data = {x: np.array([1.0, 2.0, 4.0])}
        at = {a: 1.5, b: 2.0}
        assert value(reduced, at, data) == pytest.approx(value(e, at, data), rel=1e-13)

    @pytest.mark.parametrize(
        "routine",
        [simplify, sympy.expand, sympy.factor, sympy.together, sympy.cancel, sympy.factor_terms, sympy.powsimp],
        ids=lambda f: f.__name__,
    )
    def test_rewriting_keeps_the_value(self, routine):
        e = (
            (self.TOTAL**2 - Total(x) ** 2) / (self.TOTAL - Total(x))
            + a * Total(x * a + x * b)
            + sin(a) ** 2
            + cos(a) ** 2
        )
        data = {x: np.array([1.0, 2.0, 4.5])}
        at = {a: 1.5, b: 2.0}
        assert value(routine(e), at, data) == pytest.approx(value(e, at, data), rel=1e-12)

    def test_simplify_keeps_the_bound_observation_bound(self):
        e = simplify(Total(sin(x) ** 2 + cos(x) ** 2) + Total(x))
        assert e.free_symbols == set()
        assert x not in e.free_symbols

    def test_evalf_leaves_it(self):
        e = (sqrt(2) * self.TOTAL).evalf(20)
        assert statistics_of(e)
        assert abs(e.as_coeff_Mul()[0] - Float("1.4142135623730950488", 20)) < Float("1e-18", 20)

    def test_products_and_powers_commute(self):
        assert Total(x) * a == a * Total(x)
        assert Total(x) * Total(x) == Total(x) ** 2
        assert Total(x) - Total(x) == 0
        assert isinstance(Total(x), Statistic)
