"""What is left of functions when their large parts have cancelled, in the subset of Python that is translated.

They may call each other and the functions of ``kernel``.  Sources of the formulas: NIST DLMF 5.11 (gamma), 10.25, 10.41
(Bessel).
"""

from __future__ import annotations

from math import expm1, log, log1p, sqrt

from thetahat.codegen.languages.kernel.coordinates import maximum
from thetahat.codegen.languages.kernel.gamma import gammaln, log_rising, polygamma_rising
from thetahat.codegen.languages.kernel.logarithms import log_excess, log_ratio


def log1p_odd(s: float) -> float:
    """(atanh r/r - 1)/s with s = r^2 < 1/9: the sum of s^k/(2 k + 3)."""
    odd = 0.0
    k = 31.0
    while k > 2.0:
        odd = 1.0 / k + s * odd
        k = k - 2.0
    return odd


def log1p_over(k: float, u: float) -> float:
    """The k-th derivative of log(1 + u)/u for u > -1, k = 0, 1, 2."""
    if u > -0.5 and u < 0.5:
        r = u / (2.0 + u)
        odd = log1p_odd(r * r)
        if k < 0.5:
            return (1.0 - r) * (1.0 + r * r * odd)
        if k < 1.5:
            return -0.5 * (1.0 - r) * (1.0 - r) * (1.0 / (1.0 + r) + r * odd)
        return 0.5 * (1.0 - r) * (1.0 - r) * (1.0 - r) * (1.0 / ((1.0 + r) * (1.0 + r)) + odd)
    if k < 0.5:
        return log1p(u) / u
    if k < 1.5:
        return -log_excess(u) / (u * u)
    share = u / (1.0 + u)
    return (2.0 * log_excess(u) - share * share) / (u * u * u)


def rising_gap(k: float, small: float, d: float, w: float) -> float:
    """The k-th derivative in t of log Gamma(1/t + d) - log Gamma(1/t) - d log(1 + 1/(t w)), k = 0, 1, 2."""
    t = maximum(small, 1e-90)
    a = 1.0 / t
    if k < 0.5:
        return log_rising(a, d) - d * log1p(a / w)
    if t > 0.05 or t * (d + w) >= 1.0:
        slope = polygamma_rising(0.0, a, d) - d / (a + w)
        if k < 1.5:
            return -a * a * slope
        bend = polygamma_rising(1.0, a, d) + d / ((a + w) * (a + w))
        return a * a * a * (2.0 * slope + a * bend)
    u = t * d
    q = 1.0 / (1.0 + u)
    v = w / (1.0 + t * w)
    # 1 - q^2, and 1 - q^4, 1 - q^6, 1 - q^8 over it
    g = u * q * (1.0 + q)
    p = q * q
    g_2 = 1.0 + p
    g_3 = 1.0 + p * (1.0 + p)
    g_4 = (1.0 + p) * (1.0 + p * p)
    s = t * t
    if k < 1.5:
        tail = g * (1.0 / 12.0 - s * (g_2 / 120.0 - s * (g_3 / 252.0 - s * g_4 / 240.0)))
        return -d * v - log_ratio(u) / s - 0.5 * d * q - tail
    r = u / (2.0 + u)
    cubic = 4.0 * r * r * r * (log1p_odd(r * r) - 1.0 / (1.0 - r * r)) / (s * t)
    inner = q * p * (1.0 / 3.0 - s * p * (1.0 / 15.0 - s * p * (1.0 / 21.0 - s * p / 15.0)))
    tail = t * g * (g_2 / 60.0 - s * (g_3 / 63.0 - s * g_4 / 40.0))
    return d * v * v + cubic + 0.5 * d * q * d * q - 0.5 * d * inner + tail


def log_flat(a: float, b: float) -> float:
    """log of the integral of exp(-a s - b s^2) over 0 < s < 1, for |a| + b <= 1."""
    before = 0.0
    here = 1.0
    rest = 0.0
    n = 1.0
    while n < 30.5:
        after = -(a * here + 2.0 * b * before) / n
        before = here
        here = after
        n = n + 1.0
        rest = rest + here / n
    return log1p(rest)


def flat_moment(k: float, a: float, b: float) -> float:
    """The mean of s^k over 0 < s < 1 with weights exp(-a s - b s^2), for |a| + b <= 1."""
    before = 0.0
    here = 1.0
    above = 1.0 / (k + 1.0)
    below = 1.0
    n = 1.0
    while n < 30.5:
        after = -(a * here + 2.0 * b * before) / n
        before = here
        here = after
        n = n + 1.0
        above = above + here / (n + k)
        below = below + here / n
    return above / below


def log_decay(k: float, v: float) -> float:
    """The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2."""
    size = maximum(v, -v)
    s = v * v
    if size < 0.5:
        if k < 0.5:
            last = s * (1.0 / 2880.0 - s * (1.0 / 181440.0 - s * (1.0 / 9676800.0 - s / 479001600.0)))
            return -0.5 * v + s * (1.0 / 24.0 - last)
        if k < 1.5:
            last = 1.0 / 1209600.0 - s * (1.0 / 47900160.0 - s * (691.0 / 1307674368000.0))
            return v * (1.0 / 12.0 - s * (1.0 / 720.0 - s * (1.0 / 30240.0 - s * last))) - 0.5
        last = 1.0 / 5322240.0 - s * (691.0 / 118879488000.0 - s / 5748019200.0)
        last = 1.0 / 172800.0 - s * last
        return 1.0 / 12.0 - s * (1.0 / 240.0 - s * (1.0 / 6048.0 - s * last))
    if k < 0.5:
        return maximum(-v, 0.0) + log(-expm1(-size) / size)
    if k < 1.5:
        return 1.0 / expm1(v) - 1.0 / v
    e = expm1(-size)
    return 1.0 / s - (1.0 + e) / (e * e)


def bessel_i_series(k: float, y: float, p: float) -> float:
    """The sum of c y^j p^i (j + 2 i)^k, which is the logarithm of the uniform expansion of I_m(z) for k = 0."""
    total = 0.0
    inner = 80727925.0 / 4096.0 * 24.0**k
    inner = inner * p - 48436755.0 / 512.0 * 22.0**k
    inner = inner * p + 192309147.0 / 1024.0 * 20.0**k
    inner = inner * p - 101540765.0 / 512.0 * 18.0**k
    inner = inner * p + 243859359.0 / 2048.0 * 16.0**k
    inner = inner * p - 20526309.0 / 512.0 * 14.0**k
    inner = inner * p + 7069979.0 / 1024.0 * 12.0**k
    inner = inner * p - 244539.0 / 512.0 * 10.0**k
    inner = inner * p + 23797.0 / 4096.0 * 8.0**k
    total = (total + inner) * y
    inner = -1282031525.0 / 688128.0 * 21.0**k
    inner = inner * p + 256406305.0 / 32768.0 * 19.0**k
    inner = inner * p - 432038457.0 / 32768.0 * 17.0**k
    inner = inner * p + 1852155413.0 / 163840.0 * 15.0**k
    inner = inner * p - 168434443.0 / 32768.0 * 13.0**k
    inner = inner * p + 38038059.0 / 32768.0 * 11.0**k
    inner = inner * p - 3407083.0 / 32768.0 * 9.0**k
    inner = inner * p + 375733.0 / 229376.0 * 7.0**k
    total = (total + inner) * y
    inner = 19675.0 / 96.0 * 18.0**k
    inner = inner * p - 11805.0 / 16.0 * 16.0**k
    inner = inner * p + 65385.0 / 64.0 * 14.0**k
    inner = inner * p - 5389.0 / 8.0 * 12.0**k
    inner = inner * p + 1677.0 / 8.0 * 10.0**k
    inner = inner * p - 405.0 / 16.0 * 8.0**k
    inner = inner * p + 103.0 / 192.0 * 6.0**k
    total = (total + inner) * y
    inner = -82825.0 / 3072.0 * 15.0**k
    inner = inner * p + 82825.0 / 1024.0 * 13.0**k
    inner = inner * p - 44899.0 / 512.0 * 11.0**k
    inner = inner * p + 186821.0 / 4608.0 * 9.0**k
    inner = inner * p - 50049.0 / 7168.0 * 7.0**k
    inner = inner * p + 1073.0 / 5120.0 * 5.0**k
    total = (total + inner) * y
    inner = 565.0 / 128.0 * 12.0**k
    inner = inner * p - 339.0 / 32.0 * 10.0**k
    inner = inner * p + 531.0 / 64.0 * 8.0**k
    inner = inner * p - 71.0 / 32.0 * 6.0**k
    inner = inner * p + 13.0 / 128.0 * 4.0**k
    total = (total + inner) * y
    inner = -1105.0 / 1152.0 * 9.0**k
    inner = inner * p + 221.0 / 128.0 * 7.0**k
    inner = inner * p - 531.0 / 640.0 * 5.0**k
    inner = inner * p + 25.0 / 384.0 * 3.0**k
    total = (total + inner) * y
    inner = 5.0 / 16.0 * 6.0**k
    inner = inner * p - 3.0 / 8.0 * 4.0**k
    inner = inner * p + 1.0 / 16.0 * 2.0**k
    total = (total + inner) * y
    inner = -5.0 / 24.0 * 3.0**k
    inner = inner * p + 1.0 / 8.0
    return (total + inner) * y


def bessel_i_rest(k: float, order: float, z: float) -> float:
    """The k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), r = sqrt(m^2 + z^2), k = 0, 1, 2."""
    m = maximum(order, -order)
    r = sqrt(m * m + z * z)
    if r >= 75.0:
        y = 1.0 / r
        p = m / r * (m / r)
        q = z / r * (z / r)
        if k < 0.5:
            return bessel_i_series(0.0, y, p) - 0.9189385332046727 - 0.5 * log(r)
        slope = 0.5 + bessel_i_series(1.0, y, p)
        if k < 1.5:
            return -q * slope
        return q * (q * bessel_i_series(2.0, y, p) - 2.0 * p * slope)
    term = 1.0
    above = 0.0
    first = 0.0
    n = 1.0
    while term > 1e-18 * above:
        term = term * (0.5 * z) * (0.5 * z) / (n * (m + n))
        above = above + term
        first = first + n * term
        n = n + 1.0
    if k < 0.5:
        turned = 0.0
        if m > 0.0:
            turned = m * log(0.5 * (m + r)) - gammaln(m + 1.0)
        return log1p(above) + turned - r
    rate = 2.0 * first / (1.0 + above) - z * z / (m + r)
    if k < 1.5:
        return rate
    return -rate * (2.0 * r + rate) - z * z / r
