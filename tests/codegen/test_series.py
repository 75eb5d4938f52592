"""Sums over an index: values and derivatives against 40 digits, ends, and the terms far from the first."""

import mpmath
import numpy as np
import pytest
from sympy import Sum, Symbol, exp, log, oo, pi

import thetahat as th
from thetahat.codegen.series import LogSeries, SeriesMean
from thetahat.codegen.stable import stable
from thetahat.engines.series import log_series, series_mean, series_sum


def digits(function, lower, upper):
    with mpmath.workdps(40):
        return float(mpmath.log(mpmath.nsum(lambda k: function(mpmath.mpf(k)), [lower, upper])))


@pytest.mark.parametrize("rate, power", [(3.0, 1.5), (0.5, 0.1), (20.0, 0.6), (1e3, 2.0)])
def test_log_series_is_the_sum(rate, power):
    from scipy.special import gammaln

    with mpmath.workdps(40):
        terms = (mpmath.mpf(rate) ** k / mpmath.factorial(k) ** mpmath.mpf(power) for k in range(3000))
        expected = float(mpmath.log(mpmath.fsum(terms)))
    found = log_series(lambda k: k * np.log(rate) - power * gammaln(k + 1), 0, np.inf)
    assert found == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("mean", [5.0, 2e4, 1e5, 1e8])
def test_terms_that_rise_for_long_are_summed_around_their_greatest(mean):
    """The Poisson distribution: log of the sum is the mean, and so is the mean."""
    from scipy.special import gammaln

    def term(k):
        return k * np.log(mean) - gammaln(k + 1)

    assert log_series(term, 0, np.inf) == pytest.approx(mean, rel=1e-12)
    assert series_mean(lambda k: k, term, 0, np.inf) == pytest.approx(mean, rel=1e-10)


def test_sums_from_minus_infinity_and_over_arrays():
    x = np.linspace(-3, 3, 7)
    found = log_series(lambda k: -((x + 2 * np.pi * k) ** 2) / 4, -np.inf, np.inf)
    expected = [digits(lambda k, v=v: mpmath.exp(-((v + 2 * mpmath.pi * k) ** 2) / 4), -40, 40) for v in x]
    assert found == pytest.approx(expected, rel=1e-14)
    assert log_series(lambda k: k, -np.inf, 3.0) == pytest.approx(3 - np.log1p(-np.exp(-1)), rel=1e-14)
    assert log_series(lambda k: 0 * k, 1, np.array([1.0, 4.0])) == pytest.approx(np.log([1.0, 4.0]))


def test_signed_terms_and_sums_that_do_not_end():
    assert series_sum(lambda k: (-0.5) ** k, 0, np.inf) == pytest.approx(2 / 3, rel=1e-15)
    assert np.isnan(log_series(lambda k: -2 * np.log(k), 1, np.inf))  # falls too slowly to be added up
    assert np.isnan(log_series(lambda k: 0.1 * k, 0, np.inf))


def test_derivatives_stay_sums():
    a, x = Symbol("a", positive=True), Symbol("x", real=True)
    k = Symbol("k", integer=True)
    whole = stable(log(Sum(exp(-((x + 2 * pi * k) ** 2) / (2 * a)), (k, -oo, oo))))
    assert whole.has(LogSeries) and whole.free_symbols == {a, x}
    second = whole.diff(x).diff(a)
    assert second.has(SeriesMean) and not second.has(Sum)


def test_conway_maxwell_poisson_against_a_search_by_hand():
    """SciPy's simplex on a likelihood with two thousand terms, written here."""
    from scipy import optimize
    from scipy.special import gammaln, logsumexp

    x = np.repeat([0, 1, 2, 3, 4, 5, 6, 8], [12, 31, 40, 29, 15, 7, 3, 1]).astype(float)
    k = np.arange(2000.0)

    def nll(t):
        rate, power = np.exp(t)
        constant = logsumexp(k * np.log(rate) - power * gammaln(k + 1))
        return -(np.log(rate) * x.sum() - power * gammaln(x + 1).sum() - x.size * constant)

    options = {"xatol": 1e-10, "fatol": 1e-12, "maxiter": 5000}
    best = optimize.minimize(nll, [0.0, 0.0], method="Nelder-Mead", options=options)
    f = th.fit("conway_maxwell_poisson", x)
    assert f.outcome.startswith("global maximum")
    assert f.nll == pytest.approx(best.fun, rel=1e-12)
    assert [f.params["rate"], f.params["dispersion"]] == pytest.approx(np.exp(best.x), rel=1e-6)


def test_a_sum_that_a_language_lacks_is_refused_by_name():
    with pytest.raises(th.errors.TargetError, match=r"'jax' has no log_series; numpy, c, .*r.* can write it"):
        th.generate("conway_maxwell_poisson", target="jax")


@pytest.mark.parametrize(
    "counts, end", [([0, 1, 0, 0, 1], "in the limit: Bernoulli"), ([0, 0, 0, 50], "in the limit: Geometric")]
)
def test_limits_of_the_conway_maxwell_poisson_distribution_are_named(counts, end):
    f = th.fit("conway_maxwell_poisson", counts)
    assert f.outcome.startswith("limit") and end in f.outcome


def test_probabilities_are_bounded():
    """Two neighbouring counts: the more the exponent grows the better, but never beyond a probability of one."""
    f = th.fit("conway_maxwell_poisson", [7, 8, 7, 7, 7, 8])
    assert f.outcome.startswith("limit") and not f.converged
