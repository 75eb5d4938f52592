"""Special functions of one float in plain Python: a few hundred nanoseconds instead of a ufunc's microsecond.

They need no SciPy, so that a small fit loads none.  Arguments outside the range of the series go to SciPy.

    psi(x) = psi(x + m) - sum of 1/(x + k), then the asymptotic series     (NIST DLMF 5.5.2, 5.11.2, 5.15.8)
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import inf, lgamma, log, log1p, nan
from typing import Any

_FAR = 8.0
"""From here on the asymptotic series has all digits."""


@lru_cache(maxsize=64)
def digamma(x: float) -> float:
    """psi(x)."""
    if not 0.0 < x < inf:
        return _scipy("digamma", x)
    below = 0.0
    while x < _FAR:
        below += 1.0 / x
        x = x + 1.0  # never in place: x may be an array of no dimension
    w = 1.0 / (x * x)
    tail = w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w * (1 / 12 - w * (3617 / 8160)))))
    return (log(x) - 0.5 / x - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - tail)))) - below


@lru_cache(maxsize=64)
def trigamma(x: float) -> float:
    """psi'(x)."""
    if not 0.0 < x < inf:
        return _own("trigamma", x)
    below = 0.0
    while x < _FAR:
        below += 1.0 / (x * x)
        x = x + 1.0  # never in place: x may be an array of no dimension
    w = 1.0 / (x * x)
    far = w * (5 / 66 - w * (691 / 2730 - w * (7 / 6 - w * (3617 / 510 - w * (43867 / 798)))))
    tail = w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - far))))
    return below + (1.0 + 0.5 / x + tail) / x


def bessel_i_ratio(m: float, z: float) -> float:
    """I_{m+1}(z)/I_m(z)."""
    if m != 0 or not 0.0 < z < inf:
        return _own("bessel_i_ratio", m, z)
    zero, one = _bessel()
    return float(one(z) / zero(z))


def log_bessel_i(m: float, z: float) -> float:
    """log I_m(z)."""
    if m != 0 or not 0.0 <= z < inf:
        return _own("log_bessel_i", m, z)
    return log(_bessel()[0](z)) + z


def inverse_bessel_ratio(r: float) -> float:
    """The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan outside."""
    if not 0.0 < r < 1.0:
        return nan
    zero, one = _bessel()
    k = r * (2.0 - r * r) / (1.0 - r * r) if r < 0.9 else 0.5 / (1.0 - r) + 0.25
    for _ in range(60):
        ratio = float(one(k) / zero(k))
        step = (ratio - r) / (1.0 - ratio / k - ratio * ratio)
        k, before = (k - step if k > step else 0.5 * k), k
        # The error of the next step is the square of this one.
        if abs(k - before) <= 1e-9 * k:
            break
    return k


@cache
def _bessel() -> tuple[Any, Any]:
    from scipy.special import i0e, i1e

    return i0e, i1e


def log_rising(a: float, d: float) -> float:
    """log Gamma(a + d) - log Gamma(a)."""
    if 0.0 < a < 16.0 and 0.0 < a + d < 1e3:
        return lgamma(a + d) - lgamma(a)
    return _own("log_rising", a, d)


def polygamma_rising(m: float, a: float, d: float) -> float:
    """psi_m(a + d) - psi_m(a)."""
    b = a + d
    if not (0.0 < a < inf and 0.0 < b < inf) or m > 1:
        return _own("polygamma_rising", int(m), a, d)
    small = a if a < b else b
    if small < 20.0:
        return digamma(b) - digamma(a) if m == 0 else trigamma(b) - trigamma(a)
    v, w = 1.0 / (a * a), 1.0 / (b * b)
    if m == 0:
        rest_a = -0.5 / a - v * (1 / 12 - v * (1 / 120 - v * (1 / 252 - v / 240)))
        rest_b = -0.5 / b - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
        return log1p(d / a) + (rest_b - rest_a)
    rest_a = v * (0.5 + (1 / 6 - v * (1 / 30 - v * (1 / 42 - v / 30))) / a)
    rest_b = w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / b)
    return -d / (a * b) + (rest_b - rest_a)


def betaln(a: float, b: float) -> float:
    """log B(a, b)."""
    if 0.0 < a < 16.0 and 0.0 < b < 16.0:
        return lgamma(a) + lgamma(b) - lgamma(a + b)
    return _own("betaln", a, b)


def zeta(s: float, a: float = 1.0) -> float:
    """The sum over k >= 0 of (a + k)^(-s)."""
    return trigamma(a) if s == 2.0 else _scipy("zeta", s, a)


def _scipy(name: str, *values: float) -> float:
    from scipy import special

    return float(getattr(special, name)(*values))


def _own(name: str, *values: float) -> float:
    from thetahat.engines import special

    return float(getattr(special, name)(*values))
