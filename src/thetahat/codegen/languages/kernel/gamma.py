"""The gamma function's logarithm, what is left of it, its derivatives; Hurwitz's zeta function.

NIST DLMF 5.11 (gamma), 5.15 (polygamma), 25.11 (zeta).
"""

from __future__ import annotations

from math import log, log1p, nan

from thetahat.codegen.languages.kernel.coordinates import maximum, minimum
from thetahat.codegen.languages.kernel.logarithms import log_ratio


def gamma_tail(z: float) -> float:
    """Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z >= 16."""
    w = 1.0 / (z * z)
    return (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z


def gammaln(x: float) -> float:
    """log Gamma(x) for x >= 0; nan below."""
    if x < 0.0:
        return nan
    below = 1.0
    z = x
    while z < 16.0:
        below = below * z
        z = z + 1.0
    return (z - 0.5) * log(z) - z + 0.9189385332046727 + gamma_tail(z) - log(below)


def stirling(y: float) -> float:
    """log Gamma(y + 1) - y log y + y for y >= 0."""
    if y == 0.0:
        return 0.0
    if y < 16.0:
        return gammaln(y + 1.0) - y * log(y) + y
    return 0.9189385332046727 + 0.5 * log(y) + gamma_tail(y)


def deviance(y: float, m: float) -> float:
    """y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m."""
    if y == 0.0:
        return m
    d = (m - y) / y
    if -0.5 < d and d < 0.5:
        return -y * log_ratio(d)
    return y * log(y / m) + m - y


def log_rising(a: float, d: float) -> float:
    """log Gamma(a + d) - log Gamma(a) for a, a + d > 0."""
    b = a + d
    if a < 16.0 or b < 16.0:
        return gammaln(b) - gammaln(a)
    return (a - 0.5) * log1p(d / a) + d * log(b) - d + (gamma_tail(b) - gamma_tail(a))


def betaln(a: float, b: float) -> float:
    """log B(a, b) for a, b > 0."""
    small = minimum(a, b)
    large = maximum(a, b)
    if small >= 16.0:
        h = small / large
        tail = gamma_tail(small) + gamma_tail(large) - gamma_tail(small + large)
        first = 0.9189385332046727 - 0.5 * log(large) + tail
        return first + (small - 0.5) * log(h / (1.0 + h)) - large * log1p(h)
    return gammaln(small) - log_rising(large, small)


def digamma_tail(z: float) -> float:
    """psi(z) - log z, z >= 10."""
    w = 1.0 / (z * z)
    odd = 1.0 / 240.0 - w * (1.0 / 132.0 - w * (691.0 / 32760.0 - w / 12.0))
    return -0.5 / z - w * (1.0 / 12.0 - w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * odd)))


def digamma(x: float) -> float:
    """psi(x) for x > 0; nan below 0."""
    if x < 0.0:
        return nan
    below = 0.0
    z = x
    while z < 10.0:
        below = below + 1.0 / z
        z = z + 1.0
    return log(z) + digamma_tail(z) - below


def trigamma_tail(z: float) -> float:
    """psi'(z) - 1/z, z >= 10."""
    w = 1.0 / (z * z)
    odd = 1.0 / 30.0 - w * (5.0 / 66.0 - w * (691.0 / 2730.0 - w * (7.0 / 6.0)))
    return w * (0.5 + (1.0 / 6.0 - w * (1.0 / 30.0 - w * (1.0 / 42.0 - w * odd))) / z)


def trigamma(x: float) -> float:
    """psi'(x) for x > 0; nan below 0."""
    if x < 0.0:
        return nan
    below = 0.0
    z = x
    while z < 10.0:
        below = below + 1.0 / (z * z)
        z = z + 1.0
    return below + 1.0 / z + trigamma_tail(z)


def hurwitz_zeta(s: float, a: float) -> float:
    """The sum over k >= 0 of (a + k)^(-s), s > 1, a > 0, by Euler and Maclaurin's formula."""
    total = 0.0
    z = a
    k = 0.0
    while k < 13.5:
        total = total + z**-s
        z = z + 1.0
        k = k + 1.0
    total = total + z ** (1.0 - s) / (s - 1.0) + 0.5 * z**-s
    term = s * z ** (-s - 1.0)
    total = total + term / 12.0
    term = term * (s + 1.0) * (s + 2.0) / (z * z)
    total = total - term / 720.0
    term = term * (s + 3.0) * (s + 4.0) / (z * z)
    total = total + term / 30240.0
    term = term * (s + 5.0) * (s + 6.0) / (z * z)
    total = total - term / 1209600.0
    term = term * (s + 7.0) * (s + 8.0) / (z * z)
    total = total + term / 47900160.0
    term = term * (s + 9.0) * (s + 10.0) / (z * z)
    total = total - term * (691.0 / 1307674368000.0)
    term = term * (s + 11.0) * (s + 12.0) / (z * z)
    return total + term / 74724249600.0


def polygamma(m: float, x: float) -> float:
    """psi_m(x) for x > 0 and m = 0, 1, 2, …."""
    if m < 0.5:
        return digamma(x)
    if m < 1.5:
        return trigamma(x)
    power = -1.0
    k = 1.0
    while k < m + 0.5:
        power = -power * k
        k = k + 1.0
    return power * hurwitz_zeta(m + 1.0, x)


def polygamma_rising(m: float, a: float, d: float) -> float:
    """psi_m(a + d) - psi_m(a) for a, a + d > 0."""
    b = a + d
    if a < 20.0 or b < 20.0 or m > 1.5:
        return polygamma(m, b) - polygamma(m, a)
    if m < 0.5:
        return log1p(d / a) + (digamma_tail(b) - digamma_tail(a))
    return -d / (a * b) + (trigamma_tail(b) - trigamma_tail(a))


def zeta_parts(s: float, z: float, m: float) -> float:
    """The m-th derivative in s of z^(1 - s)/(s - 1) + z^(-s)/2, m = 0, 1, 2."""
    g = log(z)
    p = 1.0 / (s - 1.0)
    if m < 0.5:
        return z**-s * (z * p + 0.5)
    if m < 1.5:
        return -(z**-s) * (z * p * (g + p) + 0.5 * g)
    return z**-s * (z * p * (g * g + 2.0 * g * p + 2.0 * p * p) + 0.5 * g * g)


def zeta_derivative(m: float, s: float, a: float) -> float:
    """The m-th derivative in s of the sum over k >= 0 of (a + k)^(-s), m = 0, 1, 2, s > 1; nan for other m."""
    if m < 0.5:
        return hurwitz_zeta(s, a)
    if m > 2.5:
        return nan
    order = m
    total = 0.0
    z = a
    k = 0.0
    while k < 13.5:
        g = log(z)
        if order < 1.5:
            total = total - z**-s * g
        else:
            total = total + z**-s * g * g
        z = z + 1.0
        k = k + 1.0
    total = total + zeta_parts(s, z, m)
    # the terms B_2j/(2j)! s (s + 1) … (s + 2j - 2) z^(1 - s - 2j), and their logarithmic derivatives
    term = s * z ** (-s - 1.0)
    first = 1.0 / s - log(z)
    second = -1.0 / (s * s)
    divisor = 12.0
    j = 1.0
    while j < 7.5:
        if order < 1.5:
            total = total + term / divisor * first
        else:
            total = total + term / divisor * (first * first + second)
        if j < 1.5:
            divisor = -720.0
        elif j < 2.5:
            divisor = 30240.0
        elif j < 3.5:
            divisor = -1209600.0
        elif j < 4.5:
            divisor = 47900160.0
        elif j < 5.5:
            divisor = -1307674368000.0 / 691.0
        else:
            divisor = 74724249600.0
        p = s + 2.0 * j - 1.0
        q = s + 2.0 * j
        term = term * p * q / (z * z)
        first = first + 1.0 / p + 1.0 / q
        second = second - 1.0 / (p * p) - 1.0 / (q * q)
        j = j + 1.0
    return total
