"""The special functions that are carried into other languages, against mpmath."""

import random

import mpmath as mp
import pytest

from thetahat.codegen.languages.kernel import bessel, error, gamma, inverses, logarithms

R = random.Random(1)


def spread(low, high, n=40):
    return [10 ** R.uniform(low, high) for _ in range(n)]


PAIRS = list(zip(spread(-2, 8), spread(-2, 5), strict=True))
ORDERS = [(float(int(m)), z) for m, z in zip(spread(-1, 3), spread(-2, 3.5), strict=True)]
EVERYWHERE = [(R.uniform(-5, 40),) for _ in range(60)]
CASES = {
    gamma.digamma: (mp.digamma, [(x,) for x in spread(-6, 9)], 1e-14),
    gamma.trigamma: (lambda x: mp.psi(1, x), [(x,) for x in spread(-6, 9)], 1e-14),
    gamma.log_rising: (lambda a, d: mp.loggamma(a + d) - mp.loggamma(a), PAIRS, 1e-13),
    gamma.betaln: (lambda a, b: mp.log(mp.beta(a, b)), [(a, b) for a, b in PAIRS if a < 1e6], 1e-13),
    bessel.log_bessel_i: (lambda m, z: mp.log(mp.besseli(m, z)), ORDERS, 1e-14),
    bessel.bessel_i_ratio: (lambda m, z: mp.besseli(m + 1, z) / mp.besseli(m, z), ORDERS, 1e-13),
    error.log_erfc: (lambda w: mp.log(mp.erfc(w)), EVERYWHERE, 1e-14),
    error.mills: (lambda w: mp.exp(-w * w) / mp.erfc(w), EVERYWHERE, 1e-13),
    logarithms.log_ratio: (lambda d: mp.log(1 + d) - d, [(R.uniform(-0.9, 3),) for _ in range(60)], 1e-14),
    logarithms.log_excess: (lambda d: mp.log(1 + d) - d / (1 + d), [(x,) for x in spread(-8, 3)], 1e-13),
    error.erfcx: (lambda w: mp.exp(w * w) * mp.erfc(w), EVERYWHERE, 1e-13),
}


@pytest.mark.parametrize("ours", CASES, ids=lambda f: f.__name__)
def test_it_is_what_mpmath_says(ours):
    truth, arguments, slack = CASES[ours]
    with mp.workdps(40):
        for a in arguments:
            exact = truth(*map(mp.mpf, a))
            assert abs(ours(*a) - exact) <= slack * (1 + abs(exact)), a


@pytest.mark.parametrize("m", [0, 1, 2])
def test_derivatives_of_zeta(m):
    with mp.workdps(30):
        for s, a in zip(spread(-2, 1), spread(-1, 2), strict=True):
            exact = mp.zeta(1 + mp.mpf(s), mp.mpf(a), m)
            assert gamma.zeta_derivative(m, 1 + s, a) == pytest.approx(float(exact), rel=1e-11)


@pytest.mark.parametrize("m", [0, 1, 2])
def test_rising_polygammas(m):
    with mp.workdps(40):
        for a, d in PAIRS:
            exact = mp.psi(m, mp.mpf(a) + mp.mpf(d)) - mp.psi(m, mp.mpf(a))
            largest = abs(mp.psi(m, mp.mpf(min(a, 20.0))))
            assert abs(gamma.polygamma_rising(m, a, d) - exact) <= 1e-12 * abs(exact) + 1e-15 * largest, (a, d)


def test_inverses_come_back():
    for y in [R.uniform(-50, 15) for _ in range(50)]:
        assert float(mp.digamma(inverses.inverse_digamma(y))) == pytest.approx(y, rel=1e-12, abs=1e-12)
    for r in [R.uniform(0.001, 0.999) for _ in range(50)]:
        k = inverses.inverse_bessel_ratio(r)
        assert float(mp.besseli(1, k) / mp.besseli(0, k)) == pytest.approx(r, rel=1e-13)
    for y in [*spread(-5, 5), *(-x for x in spread(-4, -0.44))]:
        w = inverses.lambert_w(y, 0)
        assert w == pytest.approx(float(mp.lambertw(y).real), rel=1e-13)
    for y in [-x for x in spread(-9, -0.44)]:
        assert inverses.lambert_w(y, -1) == pytest.approx(float(mp.lambertw(y, -1).real), rel=1e-13)


def test_ratios_of_bessel_functions_far_out():
    with mp.workdps(30):
        for m, z in ((0, 3e3), (0, 1e6), (1, 5e3), (-1, 1e5), (3, 3e4), (700, 2e3)):
            exact = mp.besseli(m + 1, z) / mp.besseli(m, z)
            assert bessel.bessel_i_ratio(m, z) == pytest.approx(float(exact), rel=2e-14), (m, z)
