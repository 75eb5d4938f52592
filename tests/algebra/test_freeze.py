"""Statistics hidden behind symbols of their own sign, and put back."""

import sympy
from sympy import Poly, Symbol, cancel, expand, factor, log

from thetahat.algebra.freeze import Frozen, frozen, stand_in, stand_ins
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Quantile, Total

x = Observation("x", positive=True)
y = Observation("y", real=True)
mu = Symbol("mu", real=True)


def test_a_stand_in_has_the_sign_of_the_statistic():
    assert stand_in(SAMPLE_SIZE).is_positive
    assert stand_in(Total(x)).is_positive
    assert stand_in(Total(-x)).is_negative
    assert stand_in(Total(y**2)).is_nonnegative
    assert stand_in(Total(y)).is_real
    assert stand_in(Total(y)).is_positive is None
    assert stand_in(Minimum(x)).is_positive
    assert stand_in(Quantile(y)).is_real


def test_equal_statistics_share_one_and_different_ones_do_not():
    table = Frozen(Total(x) + Total(x) ** 2 + Total(y))
    assert len(table.symbols) == 2
    assert len(set(table.symbols.values())) == 2
    table.add(Total(x), Maximum(x))
    assert len(table.symbols) == 3


def test_thawing_undoes_freezing():
    e = log(Total((x - mu) ** 2) / SAMPLE_SIZE) + mu * Minimum(x) - Total(Total(x) * x)
    table = Frozen(e)
    assert table.thaw(table.freeze(e)) == e
    assert not table.freeze(e).has(Total, Minimum)


def test_only_the_outermost_statistic_is_hidden():
    mean = Total(x) / SAMPLE_SIZE
    spread = Total((x - mean) ** 2)
    table = Frozen(spread + mean)
    assert set(table.symbols) == {spread, Total(x), SAMPLE_SIZE}
    assert table.thaw(table.freeze(spread)) == spread


def test_sympy_does_not_look_inside():
    deviation = Total((x - mu) ** 2)
    assert expand(2 * (deviation + mu)) != frozen(expand, 2 * (deviation + mu))
    assert frozen(expand, (deviation + mu) ** 2) == deviation**2 + 2 * deviation * mu + mu**2
    assert frozen(factor, deviation**2 - mu**2) == (deviation - mu) * (deviation + mu)
    assert frozen(lambda e: cancel(e), (deviation**2 - 1) / (deviation - 1)) == deviation + 1


def test_polynomials_in_a_hidden_statistic():
    deviation = Total((x - mu) ** 2)
    table = Frozen(deviation)
    t = table.symbols[deviation]
    assert Poly(table.freeze(3 * deviation**2 + mu * deviation + 1), t).all_coeffs() == [3, mu, 1]


def test_several_at_once():
    found = stand_ins([Total(x), SAMPLE_SIZE])
    assert set(found) == {Total(x), SAMPLE_SIZE}
    assert all(isinstance(d, sympy.Dummy) for d in found.values())
