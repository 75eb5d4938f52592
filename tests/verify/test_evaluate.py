"""Numbers for expressions: SciPy, mpmath and NumPy say what they should be."""

import mpmath
import numpy as np
import pytest
import sympy as sp
from scipy import special, stats

from thetahat.core.derivation import Hat, LogLikelihood
from thetahat.core.special import InverseBesselRatio, InverseDigamma
from thetahat.core.statistics import Maximum, Minimum, Observation, Quantile, Total
from thetahat.errors import RequestError
from thetahat.verify.evaluate import sized, value, values

x, y = Observation("x", real=True), Observation("y", real=True)
mu, a, b, k = sp.Symbol("mu", real=True), *sp.symbols("a b k", positive=True)
n = Total(1)
SAMPLE = np.random.default_rng(4).normal(5, 2, 20)


def test_the_normal_log_likelihood():
    likelihood = -n / 2 * sp.log(2 * sp.pi * a) - Total((x - mu) ** 2) / (2 * a)
    truth = stats.norm.logpdf(SAMPLE, 1.5, np.sqrt(2)).sum()
    assert value(likelihood, {mu: 1.5, a: 2}, {x: SAMPLE}) == pytest.approx(truth, rel=1e-14)
    exact = value(likelihood, {mu: 1.5, a: 2}, {x: SAMPLE}, digits=40)
    with mpmath.workdps(40):
        by_hand = mpmath.fsum(-mpmath.log(4 * mpmath.pi) / 2 - (mpmath.mpf(v) - 1.5) ** 2 / 4 for v in SAMPLE)
        assert abs(exact - by_hand) < mpmath.mpf(10) ** -36


def test_many_points_at_once():
    parameters = {mu: np.array([[1.0], [2.0], [3.0]])}
    data = {x: np.stack([SAMPLE, SAMPLE + 1, SAMPLE - 1])}
    found = values(Total(mu * x), parameters, data)
    assert found.shape == (3, 1)
    np.testing.assert_allclose(found[:, 0], [SAMPLE.sum(), 2 * (SAMPLE + 1).sum(), 3 * (SAMPLE - 1).sum()], rtol=1e-14)


@pytest.mark.parametrize("digits", [None, 30])
def test_statistics(digits):
    def at(expression, data=SAMPLE, weights=None):
        return float(value(expression, {a: 2.0}, {x: data}, weights, digits))

    assert at(Minimum(x)) == SAMPLE.min()
    assert at(Maximum(-x)) == -SAMPLE.min()
    assert at(Quantile(x)) == pytest.approx(np.median(SAMPLE), rel=1e-15)
    assert at(Quantile(x), SAMPLE[:7]) == np.median(SAMPLE[:7])
    assert at(Quantile(x, sp.Rational(1, 5))) == np.quantile(SAMPLE, 0.2, method="inverted_cdf")
    assert at(n) == 20
    assert at(Total((x - Total(x) / n) ** 2) / n) == pytest.approx(SAMPLE.var(), rel=1e-13)
    weights = np.arange(20) % 4
    repeated = np.repeat(SAMPLE, weights)
    for e in (n, Total(x**2), Total(a), Quantile(x), Minimum(x), Quantile(x, sp.Rational(1, 3))):
        assert at(e, weights=weights) == pytest.approx(at(e, repeated), rel=1e-13)


FUNCTIONS = [
    (sp.loggamma(k), lambda v: special.gammaln(v)),
    (sp.gamma(k), lambda v: special.gamma(v)),
    (sp.log(sp.gamma(100 * k)), lambda v: special.gammaln(100 * v)),
    (sp.digamma(k), lambda v: special.digamma(v)),
    (sp.polygamma(1, k), lambda v: special.polygamma(1, v)),
    (sp.zeta(1 + k), lambda v: special.zeta(1 + v)),
    (sp.zeta(1 + k, 3), lambda v: special.zeta(1 + v, 3)),
    (sp.besseli(1, k), lambda v: special.iv(1, v)),
    (sp.besselk(sp.Rational(1, 3), k), lambda v: special.kv(1 / 3, v)),
    (sp.erf(k), special.erf),
    (sp.erfc(k), special.erfc),
    (sp.LambertW(k), lambda v: special.lambertw(v).real),
    (sp.LambertW(-sp.exp(-1 - k), -1), lambda v: special.lambertw(-np.exp(-1 - v), -1).real),
    (sp.beta(k, 2), lambda v: special.beta(v, 2)),
    (sp.binomial(7, 3) * k, lambda v: 35 * v),
    (sp.factorial(k), lambda v: special.gamma(v + 1)),
    (sp.floor(k) + sp.sign(-k) + sp.Abs(-k), lambda v: np.floor(v) - 1 + v),
    (sp.Piecewise((k, k > 1), (-k, True)), lambda v: v if v > 1 else -v),
    (sp.Min(k, 1) + sp.Max(k, 1), lambda v: min(v, 1) + max(v, 1)),
    (sp.atan2(k, -1), lambda v: np.arctan2(v, -1)),
    (sp.uppergamma(k, 2), lambda v: special.gammaincc(v, 2) * special.gamma(v)),
]


@pytest.mark.parametrize(("expression", "truth"), FUNCTIONS, ids=lambda f: str(f) if isinstance(f, sp.Basic) else "")
@pytest.mark.parametrize("at", [0.3, 2.7])
def test_functions(expression, truth, at):
    assert value(expression, {k: at}) == pytest.approx(truth(at), rel=1e-12)
    assert float(value(expression, {k: at}, digits=30)) == pytest.approx(truth(at), rel=1e-12)


@pytest.mark.parametrize("at", [-40.0, -2.0, 0.5, 30.0])
def test_the_inverse_of_digamma(at):
    assert special.digamma(value(InverseDigamma(mu), {mu: at})) == pytest.approx(at, rel=1e-12)
    with mpmath.workdps(30):
        assert abs(mpmath.digamma(value(InverseDigamma(mu), {mu: at}, digits=30)) - at) < 1e-25


@pytest.mark.parametrize("at", [0.001, 0.4, 0.9, 0.999])
def test_the_inverse_bessel_ratio(at):
    found = value(InverseBesselRatio(a), {a: at})
    assert special.i1e(found) / special.i0e(found) == pytest.approx(at, rel=1e-12)
    assert float(value(InverseBesselRatio(a), {a: at}, digits=30)) == pytest.approx(found, rel=1e-9)
    assert np.isnan(value(InverseBesselRatio(a), {a: 1.5}))


def test_series_and_derivatives_without_a_name():
    j = sp.Symbol("j", integer=True)
    series = sp.Sum(k**j / sp.factorial(j) ** 2, (j, 0, sp.oo))
    assert value(series, {k: 2.5}) == pytest.approx(special.iv(0, 2 * np.sqrt(2.5)), rel=1e-14)
    assert float(value(series, {k: 2.5}, digits=30)) == pytest.approx(special.iv(0, 2 * np.sqrt(2.5)), rel=1e-14)
    with mpmath.workdps(25):
        truth = float(mpmath.diff(mpmath.zeta, 2.5))
    assert value(sp.Derivative(sp.zeta(k), k), {k: 2.5}) == pytest.approx(truth, rel=1e-12)


def test_logarithms_do_not_overflow():
    assert values(sp.log(1 + sp.erf(x)), {}, {x: np.array([-50.0])})[0] == pytest.approx(
        float(stats.norm.logcdf(-50 * 2**0.5)) + np.log(2)
    )
    assert values(sp.log(sp.exp(-(x**2)) + sp.exp(-((x - 5) ** 2))), {}, {x: np.array([50.0])})[0] == pytest.approx(
        -2025.0
    )
    tiny = values(sp.log(1 - sp.exp(-x)), {}, {x: np.array([1e-30])})
    assert tiny[0] == pytest.approx(np.log(1e-30), rel=1e-14)
    assert np.isnan(value(sp.log(-k, evaluate=False), {k: 1.0}))


def test_the_size_of_terms():
    found, size = sized(Total(x - mu), {mu: 5.0}, {x: np.array([4.0, 6.0])})
    assert (float(found[0]), float(size[0])) == (0.0, 20.0)


def test_conditions_and_hats():
    assert value(k > 2, {k: 3.0}) is True
    assert list(values(sp.And(x > 0, x < k), {k: 3.0}, {x: np.array([-1.0, 1.0, 4.0])})) == [False, True, False]
    assert value(Hat(k) + Hat(a, k), {k: 2.0, a: 5.0}) == 7.0


def test_what_has_no_value():
    with pytest.raises(RequestError, match="no value was given for a"):
        value(a + k, {k: 1.0})
    with pytest.raises(RequestError, match="LogLikelihood"):
        value(LogLikelihood(k), {k: 1.0})
    with pytest.raises(RequestError, match="inside a statistic"):
        value(x, {}, {x: SAMPLE})
