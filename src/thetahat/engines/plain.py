"""Special functions of one float in plain Python: a few hundred nanoseconds instead of a ufunc's microsecond.

They need no SciPy, so that a small fit loads none.  Arguments outside the range of the series go to SciPy.

    psi(x) = psi(x + m) - sum of 1/(x + k), then the asymptotic series     (NIST DLMF 5.5.2, 5.11.2, 5.15.8)
"""

from __future__ import annotations

from functools import lru_cache
from math import inf, lgamma, log, log1p

_FAR = 12.0
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
    return (
        log(x) - 0.5 / x - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w / 47.4)))))
    ) - below


@lru_cache(maxsize=64)
def trigamma(x: float) -> float:
    """psi'(x)."""
    if not 0.0 < x < inf:
        return _scipy("zeta", 2.0, x)
    below = 0.0
    while x < _FAR:
        below += 1.0 / (x * x)
        x = x + 1.0  # never in place: x may be an array of no dimension
    w = 1.0 / (x * x)
    tail = w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - w * (5 / 66 - w * (691 / 2730 - w * 7 / 6))))))
    return below + (1.0 + 0.5 / x + tail) / x


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
