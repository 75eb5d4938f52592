"""Named inverses against mpmath's and SciPy's functions themselves: f(f^{-1}(y)) = y."""

import itertools
import math
import pickle

import mpmath
import numpy as np
import pytest
from scipy import optimize, special
from sympy import Float, LambertW, Rational, Symbol, besseli, digamma, oo, polygamma

from thetahat.core.special import SPECIAL_INVERSES, InverseBesselRatio, InverseDigamma

LEVELS = [-1e8, -1e4, -300.0, -20.0, -5.0, -2.5, -2.0, -1.9, -1.0, -0.5772, 0.0, 0.03, 0.5, 1.0, 2.0, 5.0, 20.0, 100.0]
RATIOS = [1e-12, 1e-6, 0.001, 0.05, 0.2, 0.4, 0.5, 0.6, 0.75, 0.9, 0.99, 0.999, 0.99999, 0.9999999]

y = Symbol("y", real=True)


class TestInverseDigamma:
    @pytest.mark.parametrize("level", LEVELS)
    def test_digamma_undoes_it(self, level):
        with mpmath.workdps(40):
            found = mpmath.mpf(InverseDigamma(Float(level, 35)).evalf(30)._mpf_)
            assert found > 0
            assert abs(mpmath.digamma(found) - mpmath.mpf(level)) <= mpmath.mpf(10) ** -26 * max(1, abs(level))

    @pytest.mark.parametrize("level", [-300.0, -5.0, -2.0, -1.0, 0.0, 0.5, 2.0, 5.0])
    def test_scipy_agrees(self, level):
        expected = optimize.brentq(lambda a: special.digamma(a) - level, 1e-4, 1e4, xtol=1e-15, rtol=1e-15)
        assert float(InverseDigamma(Float(level)).evalf()) == pytest.approx(expected, rel=1e-12)

    def test_exact_arguments_are_evaluated_too(self):
        assert float(InverseDigamma(Rational(-1, 2)).evalf()) == pytest.approx(special_inverse(-0.5), rel=1e-13)

    def test_a_large_argument_is_almost_its_exponential(self):
        # psi(a) = log a - 1/(2 a) - ..., so psi^{-1}(y) = e^y + 1/2 - ...
        # a Float argument is evaluated to its own digits, hence sixty of them
        with mpmath.workdps(60):
            power = Float(mpmath.exp(100), 60)
        assert float(InverseDigamma(Float(100, 60)) - power) == pytest.approx(0.5, abs=1e-6)

    def test_its_value_at_digamma_of_one_is_one(self):
        with mpmath.workdps(40):
            level = Float(-mpmath.euler, 40)
        assert abs(InverseDigamma(level).evalf(30) - 1) < Float("1e-28", 30)

    @pytest.mark.parametrize("level", [-20.0, -2.0, -0.3, 0.0, 1.0, 4.0])
    def test_the_derivative_is_that_of_an_inverse(self, level):
        slope = InverseDigamma(y).diff(y).subs(y, Float(level, 30)).evalf(20)
        with mpmath.workdps(30):
            root = mpmath.mpf(InverseDigamma(Float(level, 30)).evalf(25)._mpf_)
            expected = 1 / mpmath.diff(mpmath.digamma, root)
        assert float(slope) == pytest.approx(float(expected), rel=1e-12)

    def test_the_chain_rule(self):
        assert InverseDigamma(2 * y).diff(y) == 2 / polygamma(1, InverseDigamma(2 * y))

    def test_it_is_positive_and_real(self):
        assert InverseDigamma(y).is_positive
        assert InverseDigamma(y).is_real

    def test_it_rises(self):
        values = [float(InverseDigamma(Float(t)).evalf()) for t in np.linspace(-6, 6, 40)]
        assert all(a < b for a, b in itertools.pairwise(values))

    def test_without_a_number_it_stays(self):
        assert InverseDigamma(y).evalf() == InverseDigamma(y)
        assert pickle.loads(pickle.dumps(InverseDigamma(y))) == InverseDigamma(y)


class TestInverseBesselRatio:
    @pytest.mark.parametrize("ratio", RATIOS)
    def test_the_ratio_undoes_it(self, ratio):
        with mpmath.workdps(40):
            found = mpmath.mpf(InverseBesselRatio(Float(ratio, 35)).evalf(30)._mpf_)
            back = mpmath.besseli(1, found) / mpmath.besseli(0, found)
            assert found > 0
            assert abs(back - mpmath.mpf(ratio)) < mpmath.mpf(10) ** -26

    @pytest.mark.parametrize("ratio", [0.05, 0.3, 0.6, 0.9, 0.99])
    def test_scipy_agrees(self, ratio):
        expected = optimize.brentq(lambda k: special.i1e(k) / special.i0e(k) - ratio, 1e-6, 1e4, xtol=1e-13, rtol=1e-14)
        assert float(InverseBesselRatio(Float(ratio)).evalf()) == pytest.approx(expected, rel=1e-11)

    def test_its_ends(self):
        assert InverseBesselRatio(0) == 0
        assert InverseBesselRatio(1) == oo

    @pytest.mark.parametrize("outside", [-0.1, 1.5])
    def test_outside_it_has_no_value(self, outside):
        assert not InverseBesselRatio(Float(outside)).evalf().is_Float

    @pytest.mark.parametrize("ratio", [0.01, 0.2, 0.5, 0.8, 0.95])
    def test_the_derivative_is_that_of_an_inverse(self, ratio):
        slope = InverseBesselRatio(y).diff(y).subs(y, Float(ratio, 30)).evalf(20)
        k = float(InverseBesselRatio(Float(ratio)).evalf())
        with mpmath.workdps(30):
            ratio_slope = mpmath.diff(lambda t: mpmath.besseli(1, t) / mpmath.besseli(0, t), k)
        assert float(slope) == pytest.approx(1 / float(ratio_slope), rel=1e-10)

    def test_it_is_nonnegative(self):
        assert InverseBesselRatio(y).is_nonnegative
        assert InverseBesselRatio(y).evalf() == InverseBesselRatio(y)


def special_inverse(level):
    return optimize.brentq(lambda a: special.digamma(a) - level, 1e-6, 1e6, xtol=1e-15, rtol=1e-15)


def test_the_list_is_complete():
    assert set(SPECIAL_INVERSES) == {InverseDigamma, InverseBesselRatio, LambertW}


def test_published_values():
    # Mardia and Jupp (2000), Appendix 2.2: A^{-1}(0.5) = 1.1593; Euler: digamma's zero 1.4616321449683623
    assert float(InverseBesselRatio(Rational(1, 2)).evalf()) == pytest.approx(1.1593, abs=5e-5)
    assert float(InverseDigamma(0).evalf()) == pytest.approx(1.4616321449683623, rel=1e-15)
    assert math.isclose(float(digamma(InverseDigamma(Rational(3, 10))).evalf()), 0.3, rel_tol=1e-14)
    assert math.isclose(
        float(
            (besseli(1, InverseBesselRatio(Rational(3, 10))) / besseli(0, InverseBesselRatio(Rational(3, 10)))).evalf()
        ),
        0.3,
        rel_tol=1e-14,
    )
