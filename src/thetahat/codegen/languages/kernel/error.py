"""The error function, its complement, and their logarithms far out: NIST DLMF 7.6, 7.9."""

from __future__ import annotations

from math import exp, log

from thetahat.codegen.languages.kernel.coordinates import maximum, minimum
from thetahat.codegen.languages.kernel.logarithms import log1m_exp


def erf(w: float) -> float:
    """erf w."""
    if w > 2.0 or w < -2.0:
        return 1.0 - erfc(w)
    term = w
    total = w
    k = 1.0
    while maximum(term, -term) > 1e-17 * maximum(total, -total):
        term = term * w * w / (k + 0.5)
        total = total + term
        k = k + 1.0
    return 1.1283791670955126 * exp(-w * w) * total


def erfc(w: float) -> float:
    """erfc w."""
    if w < 0.0:
        return 2.0 - erfc(-w)
    if w < 2.0:
        return 1.0 - erf(w)
    return exp(-w * w) * erfcx(w)


def erfcx(w: float) -> float:
    """exp(w^2) erfc(w)."""
    if w < 2.0:
        return exp(w * w) * erfc(w)
    tail = 0.0
    k = 120.0
    while k > 0.5:
        tail = 0.5 * k / (w + tail)
        k = k - 1.0
    return 0.5641895835477563 / (w + tail)


def log_erfc(w: float) -> float:
    """log erfc(w); erfc itself underflows beyond w = 27."""
    if w < 2.0:
        return log(erfc(w))
    return log(erfcx(w)) - w * w


def mills(w: float) -> float:
    """exp(-w^2)/erfc(w)."""
    return 1.0 / erfcx(w)


def log_erf_gap(a: float, b: float) -> float:
    """log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits."""
    if a > 0.0:
        return log_erfc(a) + log1m_exp(minimum(log_erfc(b) - log_erfc(a), -1e-300))
    if b < 0.0:
        return log_erfc(-b) + log1m_exp(minimum(log_erfc(-a) - log_erfc(-b), -1e-300))
    return log(erfc(a) - erfc(b))
