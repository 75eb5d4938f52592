"""Special functions that NumPy and SciPy do not have in a stable form.  Each works on floats and on arrays.

Every function stands alone (NumPy as ``np``, scipy.special as ``special``, and functions above it in this file):
generated modules carry the source text of those that they use.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special


def trigamma(x: Any) -> Any:
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


def log1m_exp(u: Any) -> Any:
    """log(1 - exp u) for u < 0, accurate at both ends."""
    u = np.asarray(u, dtype=float)
    close = u > -0.6931471805599453
    near = np.log(-np.expm1(np.where(close, u, -1.0)))
    return np.where(close, near, np.log1p(-np.exp(np.where(close, -1.0, u))))


def inverse_expm1(v: Any) -> Any:
    """1/(exp v - 1)."""
    return 1.0 / np.expm1(v)


def log_ratio(d: Any) -> Any:
    """log(1 + d) - d for d > -1, without cancellation near 0."""
    d = np.asarray(d, dtype=float)
    # With r = d/(2 + d): log(1 + d) = 2 atanh r, and 2 r - d = -r d.
    small = np.abs(d) < 0.5
    e = np.where(small, d, 0.0)
    r = e / (2.0 + e)
    s = r * r
    odd: Any = 1.0 / 31.0
    for k in (29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3):
        odd = 1.0 / k + s * odd
    return np.where(small, -r * e + 2.0 * r * s * odd, np.log1p(d) - d)


def log_growth(u: Any, w: Any) -> Any:
    """u log(1 + w/u) for u > 0, w > -u."""
    return u * np.log1p(w / u)


def log_excess(d: Any) -> Any:
    """log(1 + d) - d/(1 + d) for d > -1, without cancellation near 0."""
    d = np.asarray(d, dtype=float)
    near = log_ratio(d) + d * d / (1.0 + d)
    return np.where(np.abs(d) < 0.5, near, np.log1p(d) - d / (1.0 + d))


def stirling(y: Any) -> Any:
    """log Gamma(y + 1) - y log y + y for y >= 0.  Source: NIST DLMF 5.11.1."""
    y = np.asarray(y, dtype=float)
    large, none = y >= 16.0, y == 0.0
    z, s = np.where(large, y, 16.0), np.where(large | none, 1.0, y)
    w = 1.0 / (z * z)
    tail = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
    small = np.where(none, 0.0, special.gammaln(s + 1.0) - s * np.log(s) + s)
    return np.where(large, 0.9189385332046727 + 0.5 * np.log(z) + tail, small)


def deviance(y: Any, m: Any) -> Any:
    """y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m."""
    y, m = np.asarray(y, dtype=float), np.asarray(m, dtype=float)
    none = y == 0.0
    some = np.where(none, 1.0, y)
    d = np.where(none, 1.0, (m - y) / some)
    near = np.abs(d) < 0.5
    far = np.where(none, m, y * np.log(some / m) + m - y)
    return np.where(near, -y * log_ratio(np.where(near, d, 0.0)), far)


def log_erfc(w: Any) -> Any:
    """log erfc(w); erfc itself underflows beyond w = 27."""
    w = np.asarray(w, dtype=float)
    return special.log_ndtr(-1.4142135623730951 * w) + 0.6931471805599453


def log_erf_gap(a: Any, b: Any) -> Any:
    """log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    near, far = np.where(a > 0, a, -b), np.where(a > 0, b, -a)
    tail = (a > 0) | (b < 0)
    with np.errstate(all="ignore"):
        low, high = log_erfc(near), log_erfc(far)
        plain = np.log(special.erf(b) - special.erf(a))
        return np.where(tail, low + log1m_exp(np.minimum(high - low, -1e-300)), plain)


def mills(w: Any) -> Any:
    """exp(-w^2)/erfc(w)."""
    return 1.0 / special.erfcx(w)


def log_bessel_i(m: Any, z: Any) -> Any:
    """log I_m(z) for z >= 0; beyond an order of 600 by its uniform expansion.

    Source: NIST DLMF 10.41.3.
    """
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    order, at = np.where(far, np.abs(m), 600.0), np.where(far, z, 600.0)
    r = np.hypot(order, at)
    t = 1.0 / r
    p = (order * t) ** 2
    first = t * (3.0 - 5.0 * p) / 24.0
    second = t**2 * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
    inner = -369603.0 + p * (765765.0 - 425425.0 * p)
    third = t**3 * (30375.0 + p * inner) / 414720.0
    series = r + order * np.log(at / (order + r)) - 0.5 * np.log(2 * np.pi * r)
    series = series + np.log1p(first + second + third)
    # SciPy has no value from about 2^31 on; two terms of Hankel's expansion say all
    huge = (z > 1e9) & ~far
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * np.where(far, 0.0, m) ** 2 - 1.0
    hankel = np.log1p(-q * w * (1.0 - 0.5 * (q - 8.0) * w))
    hankel = hankel - 0.5 * np.log(np.where(huge, 2 * np.pi * z, 1.0))
    near = np.log(special.ive(np.where(far, 0.0, m), np.where(huge, 1.0, z)))
    return np.where(far, series, np.where(huge, hankel, near) + z)


def bessel_i_ratio(m: Any, z: Any) -> Any:
    """I_{m+1}(z)/I_m(z); beyond an order of 600 from the logarithms."""
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    huge = (z > 1e9) & ~far
    near, at = np.where(far, 0.0, m), np.where(huge, 1.0, z)
    # by Hankel's expansion, where SciPy has no value
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * near**2 - 1.0
    p = q + 8.0 * near + 4.0
    above = 1.0 - p * w * (1.0 - 0.5 * (p - 8.0) * w)
    hankel = above / (1.0 - q * w * (1.0 - 0.5 * (q - 8.0) * w))
    with np.errstate(all="ignore"):
        large = np.exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
        usual = special.ive(near + 1.0, at) / special.ive(near, at)
    return np.where(far, large, np.where(huge, hankel, usual))


def log_bessel_k(m: Any, z: Any) -> Any:
    """log K_m(z) for z > 0."""
    return np.log(special.kve(m, z)) - z


def bessel_k_ratio(m: Any, z: Any) -> Any:
    """K_{m+1}(z)/K_m(z)."""
    return special.kve(m + 1, z) / special.kve(m, z)


def log_bessel_k_order(r: Any, m: Any, z: Any) -> Any:
    """The first or second derivative in m of log K_m(z), from differences in m.

    log K is even in m and smooth: ten digits of the first, nine of the second.
    """
    step = 0.012 + 0.002 * np.abs(m) + 0.003 * np.minimum(z, 10.0)
    values = [np.log(special.kve(m + k * step, z)) for k in range(-4, 5)]
    middle, after, before = values[4], values[5:], values[3::-1]
    if r == 1:
        parts = zip((4 / 5, -1 / 5, 4 / 105, -1 / 280), after, before, strict=True)
        return sum(c * (a - b) for c, a, b in parts) / step
    parts = zip((8 / 5, -1 / 5, 8 / 315, -1 / 560), after, before, strict=True)
    return sum(c * (a - 2 * middle + b) for c, a, b in parts) / (step * step)


def log_rising(a: Any, d: Any) -> Any:
    """log Gamma(a + d) - log Gamma(a) for a, a + d > 0.

    By Stirling's series where both terms are large and their difference would cancel.
    Source: NIST DLMF 5.11.1.
    """
    a, d = np.asarray(a, dtype=float), np.asarray(d, dtype=float)
    b = a + d
    large = np.minimum(a, b) >= 16.0
    u, v = np.where(large, a, 16.0), np.where(large, b, 16.0)
    e = np.where(large, d, 0.0)

    def tail(z: Any) -> Any:
        w = 1.0 / (z * z)
        return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z

    series = (u - 0.5) * np.log1p(e / u) + e * np.log(v) - e + (tail(v) - tail(u))
    return np.where(large, series, special.gammaln(b) - special.gammaln(a))


def betaln(a: Any, b: Any) -> Any:
    """log B(a, b) for a, b > 0, without cancellation where one or both are large.

    By Stirling's series for log Gamma.  Source: NIST DLMF 5.11.1.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    small, large = np.minimum(a, b), np.maximum(a, b)
    far = small >= 16.0
    u, v = np.where(far, small, 16.0), np.where(far, large, 16.0)

    def tail(z: Any) -> Any:
        w = 1.0 / (z * z)
        return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z

    h = u / v
    series = 0.9189385332046727 - 0.5 * np.log(v) + tail(u) + tail(v) - tail(u + v)
    series = series + (u - 0.5) * np.log(h / (1.0 + h)) - v * np.log1p(h)
    near = np.where(far, 1.0, small)
    return np.where(far, series, special.gammaln(near) - log_rising(large, near))


def polygamma_rising(m: Any, a: Any, d: Any) -> Any:
    """psi_m(a + d) - psi_m(a) for a > 0, a + d > 0.

    Source: NIST DLMF 5.11.2 and its derivative.
    """
    a, d = np.asarray(a, dtype=float), np.asarray(d, dtype=float)
    b = a + d
    a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
    if m >= 2:
        return special.polygamma(m, b) - special.polygamma(m, a)
    large = np.minimum(a, b) >= 20.0
    u, v = np.where(large, a, 20.0), np.where(large, b, 20.0)
    e = np.where(large, d, 0.0)
    if m == 0:

        def rest(z: Any) -> Any:
            w = 1.0 / (z * z)
            return -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))

        series = np.log1p(e / u) + (rest(v) - rest(u))
        return np.where(large, series, special.digamma(b) - special.digamma(a))

    def remainder(z: Any) -> Any:
        w = 1.0 / (z * z)
        return w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)

    series = -e / (u * v) + (remainder(v) - remainder(u))
    return np.where(large, series, special.zeta(2.0, b) - special.zeta(2.0, a))


def zeta_derivative(m: Any, s: Any, a: Any) -> Any:
    """The m-th derivative in s of sum over k >= 0 of (a + k)^(-s), s > 1.

    By Euler and Maclaurin's formula.

    Source: NIST DLMF 25.11.28 differentiated in s.
    """
    if m == 0:
        return special.zeta(s, a)
    s, a = np.asarray(s, dtype=float), np.asarray(a, dtype=float)
    order = int(m) + 1
    terms = 14

    def product(p: Any, q: Any) -> Any:
        return [sum(p[i] * q[k - i] for i in range(k + 1)) for k in range(order)]

    def power(base: Any) -> Any:
        out, log_base = [base**-s], np.log(base)
        for k in range(1, order):
            out.append(-out[-1] * log_base / k)
        return out

    total = [np.zeros(np.broadcast(s, a).shape) for _ in range(order)]
    for k in range(terms):
        total = [t + c for t, c in zip(total, power(a + k), strict=True)]
    end = a + terms
    last = power(end)
    pole = [(-1.0) ** k / (s - 1.0) ** (k + 1) for k in range(order)]
    tail = product(last, pole)
    total = [t + end * c + 0.5 * e for t, c, e in zip(total, tail, last, strict=True)]
    zeros = [np.zeros_like(s)] * order
    rising = [s, np.ones_like(s), *zeros][:order]
    # k!/B_k for k = 2, 4, …
    divisors = [12.0, -720.0, 30240.0, -1209600.0, 47900160.0]
    divisors += [-1307674368000.0 / 691.0, 74724249600.0]
    for j, divisor in enumerate(divisors):
        weight = 1.0 / (divisor * end ** (2 * j + 1))
        correction = product(last, rising)
        total = [t + weight * c for t, c in zip(total, correction, strict=True)]
        for step in (2 * j + 1, 2 * j + 2):
            rising = product(rising, [s + step, np.ones_like(s), *zeros][:order])
    factorial = 1.0
    for k in range(2, order):
        factorial *= k
    return total[-1] * factorial


def lambert_w(y: Any, branch: Any = 0) -> Any:
    """The real w with w exp(w) = y on a branch (0 or -1); nan where there is none."""
    w = special.lambertw(y, branch)
    return np.where(np.abs(w.imag) <= 1e-12 * (1.0 + np.abs(w.real)), w.real, np.nan)


def inverse_digamma(y: Any) -> Any:
    """The a > 0 with psi(a) = y, by Newton's method; psi is increasing and concave."""
    y = np.asarray(y, dtype=float)
    power = np.exp(np.minimum(y, 700.0))
    with np.errstate(all="ignore"):
        a = np.where(y > -2.22, power + 0.5, -1.0 / (y + 0.5772156649015329))
    for _ in range(8):
        step = (special.digamma(a) - y) / special.zeta(2.0, a)
        a = np.where(a > step, a - step, 0.5 * a)
    return a[()]


def inverse_bessel_ratio(r: Any) -> Any:
    """The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan outside."""
    r = np.asarray(r, dtype=float)
    inside = (r > 0.0) & (r < 1.0)
    q = np.where(inside, r, 0.5)
    low, high = q * (2.0 - q * q) / (1.0 - q * q), 0.5 / (1.0 - q) + 0.25
    k = np.where(q < 0.9, low, high)
    for _ in range(60):
        ratio = special.ive(1, k) / special.ive(0, k)
        slope = 1.0 - ratio / k - ratio * ratio
        step = (ratio - q) / slope
        new = np.where(k > step, k - step, 0.5 * k)
        done = np.all(np.abs(new - k) <= 4e-16 * k)
        k = new
        if done:
            break
    return np.where(inside, k, np.nan)[()]
