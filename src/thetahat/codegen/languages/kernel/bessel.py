"""The modified Bessel function of the first kind and the ratio of its orders: NIST DLMF 10.25, 10.33, 10.40, 10.41."""

from __future__ import annotations

from math import exp, floor, log, log1p, sqrt

from thetahat.codegen.languages.kernel.coordinates import maximum
from thetahat.codegen.languages.kernel.gamma import gammaln


def log_bessel_i(order: float, z: float) -> float:
    """log I_m(z) for z >= 0; a whole order may be negative."""
    m = maximum(order, -order)
    r = sqrt(m * m + z * z)
    if r < 600.0:
        term = 1.0
        total = 1.0
        k = 1.0
        while term > 1e-17 * total:
            term = term * (0.5 * z) * (0.5 * z) / (k * (m + k))
            total = total + term
            k = k + 1.0
        if m == 0.0:
            return log(total)
        return m * log(0.5 * z) - gammaln(m + 1.0) + log(total)
    t = 1.0 / r
    p = m * m * t * t
    u_1 = t * (3.0 - 5.0 * p) / 24.0
    u_2 = t * t * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
    u_3 = t * t * t * (30375.0 + p * (-369603.0 + p * (765765.0 - 425425.0 * p))) / 414720.0
    inner = -94121676.0 + p * (349922430.0 + p * (-446185740.0 + 185910725.0 * p))
    u_4 = t * t * t * t * (4465125.0 + p * inner) / 39813120.0
    series = log1p(u_1 + u_2 + u_3 + u_4)
    turned = 0.0
    if m > 0.0:
        turned = m * log(z / (m + r))
    return r + turned - 0.9189385332046727 - 0.5 * log(r) + series


def hankel(m: float, z: float) -> float:
    """I_m(z) sqrt(2 pi z) exp(-z) for z much larger than m^2."""
    term = 1.0
    total = 1.0
    k = 1.0
    while k < 12.0:
        term = -term * (4.0 * m * m - (2.0 * k - 1.0) * (2.0 * k - 1.0)) / (8.0 * k * z)
        total = total + term
        k = k + 1.0
    return total


def bessel_i_ratio(order: float, z: float) -> float:
    """I_{m+1}(z)/I_m(z) for z >= 0; a whole order may be negative."""
    m = maximum(order, -order - 1.0)
    ratio = 0.0
    if z > 2e3 * (1.0 + m * m):
        ratio = hankel(m + 1.0, z) / hankel(m, z)
    elif z > 2e4:
        ratio = exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
    elif z > 0.0:
        k = m + 1.0 + floor(z) + 60.0
        while k > m + 0.5:
            ratio = 1.0 / (2.0 * k / z + ratio)
            k = k - 1.0
    if order < -0.5:
        return 1.0 / ratio
    return ratio


def iv(order: float, z: float) -> float:
    """I_m(z)."""
    return exp(log_bessel_i(order, z))
