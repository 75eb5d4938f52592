"""What is left when large parts cancel, against mpmath: as NumPy says it and as it is carried into other languages."""

import random

import mpmath as mp
import pytest

from thetahat.codegen.languages.kernel import rests as kernel_rests
from thetahat.engines import rests

R = random.Random(3)
mp.mp.dps = 50


def spread(low, high, n=12):
    return [10 ** R.uniform(low, high) for _ in range(n)]


def log1p_over(k, u):
    f = mp.log1p(u) / u
    g = (u / (1 + u) - mp.log1p(u)) / u**2
    return (f, g, -(2 * g + 1 / (1 + u) ** 2) / u)[k]


def rising_gap(k, t, d, w):
    a = 1 / t
    slope = mp.psi(0, a + d) - mp.psi(0, a) - d / (a + w)
    bend = mp.psi(1, a + d) - mp.psi(1, a) + d / (a + w) ** 2
    value = mp.loggamma(a + d) - mp.loggamma(a) - d * mp.log1p(a / w)
    return (value, -(a**2) * slope, a**3 * (2 * slope + a * bend))[k]


def flat_moment(k, a, b):
    def integral(j):
        return mp.quad(lambda s: s**j * mp.exp(-a * s - b * s * s), [0, 1])

    return integral(k) / integral(0)


def log_flat(a, b):
    return mp.log(mp.quad(lambda s: mp.exp(-a * s - b * s * s), [0, 1]))


def bessel_i_rest(k, m, z):
    m, r = abs(m), mp.hypot(m, z)
    value = mp.besseli(m, z, maxterms=10**6)
    rate = m + z * mp.besseli(m + 1, z, maxterms=10**6) / value - r
    turned = m * mp.log(z / (m + r)) if m else 0
    return (mp.log(value) - r - turned, rate, -rate * (2 * r + rate) - z * z / r)[k]


def log_decay(k, v):
    value = mp.log((1 - mp.exp(-v)) / v)
    return (value, 1 / mp.expm1(v) - 1 / v, 1 / v**2 - mp.exp(-abs(v)) / mp.expm1(-abs(v)) ** 2)[k]


SMALL = [(s * u,) for s in (1, -1) for u in spread(-12, -0.05)] + [(u,) for u in spread(0, 8)]
GAPS = [(t, float(R.choice([1, 2, 30, 10**6])), w) for t, w in zip(spread(-15, 5, 40), spread(-1, 7, 40), strict=True)]
FLAT = [(s * a, b) for s in (1, -1) for a, b in zip(spread(-9, -0.4, 3), spread(-15, -0.4, 3), strict=True)]
ORDERS = [(s * float(int(m)), z) for s, m, z in zip([1, -1, 0] * 8, spread(0, 4, 24), spread(-5, 4, 24), strict=True)]
CASES = {
    "log1p_over": (log1p_over, (0, 1, 2), SMALL, 5e-15),
    "rising_gap": (rising_gap, (1, 2), GAPS, 1e-12),
    "log_decay": (log_decay, (0, 1, 2), [(s * v,) for s in (1, -1) for v in spread(-10, 2.8)], 1e-13),
    "flat_moment": (flat_moment, (1, 2, 3, 4), FLAT, 2e-14),
    "bessel_i_rest": (bessel_i_rest, (0, 1), ORDERS, 1e-12),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("home", [rests, kernel_rests])
def test_it_is_what_mpmath_says(name, home):
    truth, orders, arguments, slack = CASES[name]
    for k in orders:
        for a in arguments:
            exact = truth(k, *map(mp.mpf, a))
            size = max(abs(exact), mp.mpf(a[1]) * a[2] ** k) if name == "rising_gap" and a[0] * a[2] < 1 else abs(exact)
            assert abs(float(getattr(home, name)(k, *a)) - exact) <= slack * size, (k, a)


@pytest.mark.parametrize("home", [rests, kernel_rests])
def test_a_flat_density(home):
    for a, b in FLAT:
        assert abs(float(home.log_flat(a, b)) - log_flat(mp.mpf(a), mp.mpf(b))) <= 1e-15 * (abs(a) + b)


@pytest.mark.parametrize("home", [rests, kernel_rests])
def test_second_derivatives_of_bessel_functions_next_to_first(home):
    for m, z in ORDERS:
        size = abs(bessel_i_rest(1, mp.mpf(m), mp.mpf(z)))
        exact = bessel_i_rest(2, mp.mpf(m), mp.mpf(z))
        assert abs(float(home.bessel_i_rest(2, m, z)) - exact) <= 1e-11 * size, (m, z)


@pytest.mark.parametrize("home", [rests, kernel_rests])
def test_limits(home):
    assert float(home.log1p_over(2, 0.0)) == pytest.approx(2 / 3, rel=1e-15)
    assert float(home.rising_gap(1, 1e-300, 3.0, 0.5)) == pytest.approx(0 + 1 + 2 - 3 * 0.5, rel=1e-14)
    assert float(home.rising_gap(2, 0.3, 0.0, 0.5)) == 0.0
    assert float(home.flat_moment(2, 0.0, 0.0)) == pytest.approx(1 / 3, rel=1e-15)
    assert float(home.log_decay(2, 0.0)) == pytest.approx(1 / 12, rel=1e-15)
    assert float(home.log_flat(0.0, 0.0)) == 0.0
