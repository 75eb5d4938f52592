"""Special functions against mpmath, which computes them with as many digits as asked for."""

import mpmath
import numpy as np
import pytest

from thetahat.engines import special, vocabulary

mpmath.mp.dps = 50


def close(value, truth, relative=5e-14, absolute=0.0):
    truth = float(truth)
    assert abs(float(value) - truth) <= relative * abs(truth) + absolute, (value, truth)


@pytest.mark.parametrize("u", [-1e-18, -1e-9, -0.3, -0.7, -5.0, -40.0, -700.0])
def test_log1m_exp(u):
    close(
        special.log1m_exp(u),
        mpmath.log(-mpmath.expm1(mpmath.mpf(u))) if u > -1 else mpmath.log1p(-mpmath.exp(mpmath.mpf(u))),
    )


@pytest.mark.parametrize("v", [1e-12, 0.1, 3.0, 300.0])
def test_inverse_expm1(v):
    close(special.inverse_expm1(v), 1 / mpmath.expm1(mpmath.mpf(v)))


@pytest.mark.parametrize("d", [1e-12, -1e-9, 1e-3, -0.1, 0.49, -0.49, 0.51, -0.9, 30.0])
def test_log_ratio(d):
    close(special.log_ratio(d), mpmath.log1p(mpmath.mpf(d)) - mpmath.mpf(d))


@pytest.mark.parametrize("d", [1e-12, -1e-9, 1e-3, -0.4, 0.49, 0.51, -0.9, 30.0, 1e9])
def test_log_excess(d):
    close(special.log_excess(d), mpmath.log1p(mpmath.mpf(d)) - mpmath.mpf(d) / (1 + mpmath.mpf(d)))


@pytest.mark.parametrize("w", [-30.0, -3.0, 1e-3, 2.0, 26.0, 200.0])
def test_log_erfc(w):
    close(special.log_erfc(w), mpmath.log(mpmath.erfc(mpmath.mpf(w))), 1e-13)


@pytest.mark.parametrize(
    ("a", "b"), [(-1.0, 2.0), (0.1, 0.100001), (5.0, 6.0), (-30.0, -29.0), (40.0, 41.0), (-0.5, 90.0)]
)
def test_log_erf_gap(a, b):
    with mpmath.workdps(1500):
        close(special.log_erf_gap(a, b), mpmath.log(mpmath.erf(mpmath.mpf(b)) - mpmath.erf(mpmath.mpf(a))), 1e-10)


@pytest.mark.parametrize("w", [-5.0, 0.0, 3.0, 30.0])
def test_mills(w):
    close(special.mills(w), mpmath.exp(-(mpmath.mpf(w) ** 2)) / mpmath.erfc(mpmath.mpf(w)), 1e-13)


@pytest.mark.parametrize("m", [0, 1, 2.5])
@pytest.mark.parametrize("z", [1e-3, 1.0, 50.0, 5000.0])
def test_bessel(m, z):
    order, point = mpmath.mpf(m), mpmath.mpf(z)
    # log I_0 goes through 0 at z = 0: what counts there is the absolute error.
    close(special.log_bessel_i(m, z), mpmath.log(mpmath.besseli(order, point)), 1e-12, 1e-16)
    close(special.bessel_i_ratio(m, z), mpmath.besseli(order + 1, point) / mpmath.besseli(order, point), 1e-12)
    close(special.log_bessel_k(m, z), mpmath.log(mpmath.besselk(order, point)), 1e-12)
    close(special.bessel_k_ratio(m, z), mpmath.besselk(order + 1, point) / mpmath.besselk(order, point), 1e-12)


@pytest.mark.parametrize("a", [1e-3, 0.7, 15.9, 16.0, 300.0, 5e7, 1e12])
@pytest.mark.parametrize("d", [0.5, 1.0, 7.0, 400.0])
def test_rising(a, d):
    a_, d_ = mpmath.mpf(a), mpmath.mpf(d)
    # Below 16 both terms are small numbers: their difference is good to a few units of 1e-15.
    slack = 1e-13 if a >= 16 else 2e-12
    close(special.log_rising(a, d), mpmath.loggamma(a_ + d_) - mpmath.loggamma(a_), slack)
    close(special.polygamma_rising(0, a, d), mpmath.digamma(a_ + d_) - mpmath.digamma(a_), slack)
    close(special.polygamma_rising(1, a, d), mpmath.polygamma(1, a_ + d_) - mpmath.polygamma(1, a_), slack)


@pytest.mark.parametrize("m", [0, 1, 2, 3])
@pytest.mark.parametrize("s", [1.001, 1.5, 2.5, 9.0])
@pytest.mark.parametrize("a", [1.0, 0.3, 6.0])
def test_zeta_derivative(m, s, a):
    truth = mpmath.zeta(mpmath.mpf(s), mpmath.mpf(a), m)
    close(special.zeta_derivative(m, s, a), truth, 1e-11)


def test_trigamma():
    for a in (0.01, 0.5, 3.0, 100.0, 1e9):
        close(special.trigamma(a), mpmath.polygamma(1, mpmath.mpf(a)))


@pytest.mark.parametrize("a", [1e-8, 1e-3, 0.3, 1.0, 7.0, 1e3, 1e10])
def test_inverse_digamma(a):
    y = float(mpmath.digamma(mpmath.mpf(a)))
    value = float(special.inverse_digamma(y))
    # psi is flat far out: an error of half a unit in y moves a by this much.
    slack = 4e-16 * max(1.0, abs(y)) / float(mpmath.polygamma(1, mpmath.mpf(a))) / a + 1e-13
    assert abs(value / a - 1) <= slack


@pytest.mark.parametrize("r", [1e-9, 0.01, 0.5, 0.89, 0.91, 0.999, 0.9999999])
def test_inverse_bessel_ratio(r):
    k = mpmath.mpf(float(special.inverse_bessel_ratio(r)))
    back = mpmath.besseli(1, k) / mpmath.besseli(0, k)
    slope = 1 - back / k - back**2
    assert abs((back - r) / slope) <= 1e-9 * k
    assert np.isnan(special.inverse_bessel_ratio(1.0)) and np.isnan(special.inverse_bessel_ratio(-0.1))


@pytest.mark.parametrize("branch", [0, -1])
def test_lambert_w(branch):
    y = -0.2
    close(special.lambert_w(y, branch), mpmath.lambertw(y, branch).real)
    assert np.isnan(special.lambert_w(-1.0, branch))


def test_every_word_has_a_meaning_for_arrays_and_for_floats():
    arrays = vocabulary.array_words(vocabulary.HOME)
    floats = vocabulary.scalar_words(vocabulary.HOME)
    assert arrays.keys() == floats.keys() == vocabulary.HOME.keys()
    assert all(callable(f) for f in (*arrays.values(), *floats.values()))


@pytest.mark.parametrize("name", sorted(vocabulary.SCALAR))
def test_the_two_meanings_of_a_word_agree(name):
    array, scalar = vocabulary.array_words([name])[name], vocabulary.SCALAR[name]
    rising = [(m, a, d) for m in (0, 1, 2) for a, d in ((0.3, 0.4), (7.5, -7.0), (25.0, 3.0), (1e9, 2.0))]
    arguments = {
        "polygamma_rising": rising,
        "zeta": [(2.0, 0.3), (2.0, 40.0), (3.5, 1.25), (2.5,)],
        "betaln": [(0.3, 0.4), (50.0, 2.0), (1e9, 2.0)],
        "log_rising": [(0.3, 0.4), (50.0, 2.0), (1e9, 2.0)],
        "bessel_i_ratio": [(0, 1e-3), (0, 2.5), (0, 800.0), (1, 2.5)],
        "log_bessel_i": [(0, 1e-3), (0, 2.5), (0, 800.0), (1, 2.5)],
        "where": [(True, 2.0, 3.0), (False, 2.0, 3.0)],
        "logical_not": [(True,), (False,)],
    }
    two = ("logaddexp", "minimum", "maximum", "xlogy", "xlog1py", "arctan2", "logical_and", "logical_or")
    samples = arguments.get(name) or ([(0.3, 0.4), (0.0, 0.25), (0.9, 0.1)] if name in two else [(0.3,), (0.75,)])
    if name == "arccosh":
        samples = [(1.3,), (2.75,)]
    if name in ("digamma", "trigamma"):
        samples = [(1e-8,), (0.3,), (1.4616,), (11.99,), (12.01,), (1e6,), (1e300,)]
    for values in samples:
        assert float(scalar(*values)) == pytest.approx(float(array(*values)), rel=1e-14, abs=1e-15)


@pytest.mark.parametrize(
    ("a", "b"), [(1e6, 0.5), (0.5, 1e6), (1e6, 2e6), (20.0, 1e6), (15.9, 1e9), (1e9, 1e-3), (0.01, 0.02), (1e8, 1e8)]
)
def test_betaln(a, b):
    truth = mpmath.log(mpmath.beta(mpmath.mpf(a), mpmath.mpf(b)))
    close(special.betaln(a, b), truth, 1e-14)
    close(vocabulary.SCALAR["betaln"](a, b), truth, 1e-14)
