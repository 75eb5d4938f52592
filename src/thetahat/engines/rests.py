"""What is left of functions when their large parts have cancelled.  Each works on floats and on arrays.

As in ``special``, every function stands alone but for those above it and those of ``special``: generated modules carry
the source text of those that they use.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from thetahat.engines.special import log_excess, log_ratio, log_rising, polygamma_rising


def log1p_odd(s: Any) -> Any:
    """(atanh r/r - 1)/s with s = r^2 < 1/9: the sum of s^k/(2 k + 3)."""
    odd: Any = 1.0 / 31.0
    for k in (29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3):
        odd = 1.0 / k + s * odd
    return odd


def log1p_over(k: Any, u: Any) -> Any:
    """The k-th derivative of log(1 + u)/u for u > -1, k = 0, 1, 2."""
    u = np.asarray(u, dtype=float)
    near = np.abs(u) < 0.5
    e, f = np.where(near, u, 0.0), np.where(near, 1.0, u)
    # log(1 + u) = 2 atanh r, and u = 2 r/(1 - r)
    r = e / (2.0 + e)
    odd = log1p_odd(r * r)
    if k == 0:
        return np.where(near, (1.0 - r) * (1.0 + r * r * odd), np.log1p(f) / f)
    if k == 1:
        close = -0.5 * (1.0 - r) ** 2 * (1.0 / (1.0 + r) + r * odd)
        return np.where(near, close, -log_excess(f) / f**2)
    close = 0.5 * (1.0 - r) ** 3 * (1.0 / (1.0 + r) ** 2 + odd)
    far = (2.0 * log_excess(f) - (f / (1.0 + f)) ** 2) / f**3
    return np.where(near, close, far)


def rising_gap(k: Any, t: Any, d: Any, w: Any) -> Any:
    """The k-th derivative in t of log Gamma(1/t + d) - log Gamma(1/t) - d log(1 + 1/(t w)).

    For d >= 0, t, w > 0 and k = 0, 1, 2.  Its derivatives tend to sums of i - w and of
    w^2 - i^2 over i < d as t tends to 0, where the functions that make it up are large.
    Source: NIST DLMF 5.11.1, differentiated.
    """
    t, d, w = (np.asarray(v, dtype=float) for v in (t, d, w))
    # what is smaller changes nothing, but its powers vanish
    t = np.maximum(t, 1e-90)
    a = 1.0 / t
    if k == 0:
        return log_rising(a, d) - d * np.log1p(a / w)
    near = (t <= 0.05) & (t * (d + w) < 1.0)
    h = np.where(near, t, 0.05)
    x, v = np.where(near, d, 0.0), np.where(near, w, 0.0)
    u = h * x
    q, e = 1.0 / (1.0 + u), 1.0 / (1.0 + h * v)
    # 1 - q^2, and 1 - q^4, 1 - q^6, 1 - q^8 over it
    g, p = u * q * (1.0 + q), q * q
    g_2, g_3, g_4 = 1.0 + p, 1.0 + p * (1.0 + p), (1.0 + p) * (1.0 + p * p)
    s = h * h
    slope = polygamma_rising(0, a, d) - d / (a + w)
    if k == 1:
        tail = g * (1 / 12 - s * (g_2 / 120 - s * (g_3 / 252 - s * g_4 / 240)))
        close = -x * v * e - log_ratio(u) / s - 0.5 * x * q - tail
        return np.where(near, close, -a * a * slope)
    r = u / (2.0 + u)
    c = r * r * r
    cubic = 4.0 * c * (log1p_odd(r * r) - 1.0 / (1.0 - r * r)) / (s * h)
    inner = q * p * (1 / 3 - s * p * (1 / 15 - s * p * (1 / 21 - s * p / 15)))
    tail = h * g * (g_2 / 60 - s * (g_3 / 63 - s * g_4 / 40))
    close = x * (v * e) ** 2 + cubic + 0.5 * (x * q) ** 2 - 0.5 * x * inner + tail
    bend = polygamma_rising(1, a, d) + d / (a + w) ** 2
    return np.where(near, close, a**3 * (2.0 * slope + a * bend))


def log_flat(a: Any, b: Any) -> Any:
    """log of the integral of exp(-a s - b s^2) over 0 < s < 1, for |a| <= 1, 0 <= b <= 1."""
    a, b = np.clip(a, -1.0, 1.0), np.clip(b, 0.0, 1.0)
    before, here = 0.0 * (a + b), 1.0 + 0.0 * (a + b)
    rest = before
    for n in range(1, 31):
        before, here = here, -(a * here + 2.0 * b * before) / n
        rest = rest + here / (n + 1.0)
    return np.log1p(rest)


def flat_moment(k: Any, a: Any, b: Any) -> Any:
    """The mean of s^k over 0 < s < 1 with weights exp(-a s - b s^2), for |a| <= 1, 0 <= b <= 1."""
    a, b = np.clip(a, -1.0, 1.0), np.clip(b, 0.0, 1.0)
    before, here = 0.0 * (a + b), 1.0 + 0.0 * (a + b)
    above, below = here / (k + 1.0), here
    for n in range(1, 31):
        before, here = here, -(a * here + 2.0 * b * before) / n
        above, below = above + here / (n + k + 1.0), below + here / (n + 1.0)
    return above / below


def log_decay(k: Any, v: Any) -> Any:
    """The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2.  Source: NIST DLMF 24.2.1."""
    v = np.asarray(v, dtype=float)
    near = np.abs(v) < 0.5
    u, f = np.where(near, v, 0.0), np.where(near, 1.0, v)
    size, s = np.abs(f), u * u
    if k == 0:
        last = s * (1 / 2880 - s * (1 / 181440 - s * (1 / 9676800 - s / 479001600)))
        return np.where(near, -0.5 * u + s * (1 / 24 - last), np.maximum(-f, 0.0) + np.log(-np.expm1(-size) / size))
    if k == 1:
        last = s * (1 / 30240 - s * (1 / 1209600 - s * (1 / 47900160 - s * 691 / 1307674368000)))
        return np.where(near, u * (1 / 12 - s * (1 / 720 - last)) - 0.5, 1.0 / np.expm1(f) - 1.0 / f)
    last = 1 / 5322240 - s * (691 / 118879488000 - s / 5748019200)
    last = s * (1 / 6048 - s * (1 / 172800 - s * last))
    e = np.expm1(-size)
    return np.where(near, 1 / 12 - s * (1 / 240 - last), 1.0 / f**2 - (1.0 + e) / e**2)


def bessel_i_series(k: Any, y: Any, p: Any) -> Any:
    """The sum of c y^j p^i (j + 2 i)^k, which is log of the uniform expansion of I_m(z) for k = 0.

    Source: NIST DLMF 10.41.3, 10.41.10.
    """
    rows = [
        [23797 / 4096, -244539 / 512, 7069979 / 1024, -20526309 / 512, 243859359 / 2048,
         -101540765 / 512, 192309147 / 1024, -48436755 / 512, 80727925 / 4096],
        [375733 / 229376, -3407083 / 32768, 38038059 / 32768, -168434443 / 32768,
         1852155413 / 163840, -432038457 / 32768, 256406305 / 32768, -1282031525 / 688128],
        [103 / 192, -405 / 16, 1677 / 8, -5389 / 8, 65385 / 64, -11805 / 16, 19675 / 96],
        [1073 / 5120, -50049 / 7168, 186821 / 4608, -44899 / 512, 82825 / 1024, -82825 / 3072],
        [13 / 128, -71 / 32, 531 / 64, -339 / 32, 565 / 128],
        [25 / 384, -531 / 640, 221 / 128, -1105 / 1152],
        [1 / 16, -3 / 8, 5 / 16],
        [1 / 8, -5 / 24],
    ]  # fmt: skip
    total = 0.0 * p
    for row in rows:
        inner, j = 0.0 * p, len(row) - 1
        for i in range(j, -1, -1):
            inner = inner * p + row[i] * (j + 2.0 * i) ** k
        total = (total + inner) * y
    return total


def bessel_i_rest(k: Any, m: Any, z: Any) -> Any:
    """The k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), r = sqrt(m^2 + z^2).

    For whole m, z > 0 and k = 0, 1, 2.  From r = 75 on by the uniform expansion, below by
    the power series.  Source: NIST DLMF 10.25.2, 10.41.3.
    """
    m, z = np.abs(np.asarray(m, dtype=float)), np.asarray(z, dtype=float)
    r = np.hypot(m, z)
    far = r >= 75.0
    size = np.where(far, r, 75.0)
    y, p, q = 1.0 / size, (m / size) ** 2, (z / size) ** 2
    h = np.where(far, 0.0, 0.25 * z * z)
    term = 1.0 + 0.0 * h * m
    above = first = 0.0 * term
    for n in range(1, 201):
        term = term * h / (n * (m + n))
        above, first = above + term, first + n * term
        if np.all(term <= 1e-18 * above):
            break
    if k == 0:
        turn = m * np.log(0.5 * (m + r)) - special.gammaln(m + 1.0)
        turn = np.where(m > 0, turn, 0.0)
        series = bessel_i_series(0.0, y, p) - 0.5 * np.log(6.283185307179586 * size)
        return np.where(far, series, np.log1p(above) + turn - r)
    slope = 0.5 + bessel_i_series(1.0, y, p)
    near = 2.0 * first / (1.0 + above) - z * z / (m + r)
    if k == 1:
        return np.where(far, -q * slope, near)
    bend = q * (q * bessel_i_series(2.0, y, p) - 2.0 * p * slope)
    return np.where(far, bend, -near * (2.0 * r + near) - z * z / r)
