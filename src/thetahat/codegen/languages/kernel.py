"""Special functions in the subset of Python that is translated: floats, assignments, if, while, for, return.

A language takes those that it lacks.  Each stands alone but for the functions above it.  Sources of the formulas:
NIST DLMF 5.11 (gamma), 5.15 (polygamma), 7.9 (erfc), 10.25, 10.33, 10.41 (Bessel), 25.11 (zeta), 4.13 (Lambert W).
"""

from __future__ import annotations

from math import ceil, exp, expm1, floor, isfinite, log, log1p, nan, sqrt

__all__ = ["ceil", "expm1"]


def maximum(a: float, b: float) -> float:
    """The larger of two numbers."""
    return a if a > b else b


def minimum(a: float, b: float) -> float:
    """The smaller of two numbers."""
    return a if a < b else b


def sign(x: float) -> float:
    """-1, 0 or 1."""
    if x > 0.0:
        return 1.0
    if x < 0.0:
        return -1.0
    return x


def modulo(a: float, b: float) -> float:
    """The remainder of a/b that has the sign of b."""
    return a - b * floor(a / b)


def unbounded(lower: float, upper: float) -> float:
    """1 if neither end is finite."""
    if isfinite(lower) or isfinite(upper):
        return 0.0
    return 1.0


def outward(u: float, lower: float, upper: float) -> float:
    """The parameter at the free coordinate u."""
    if isfinite(lower) and isfinite(upper):
        if u < 0.0:
            return lower + (upper - lower) * exp(u) / (1.0 + exp(u))
        return upper - (upper - lower) * exp(-u) / (1.0 + exp(-u))
    if isfinite(lower):
        return lower + exp(u)
    if isfinite(upper):
        return upper - exp(u)
    return u


def inward(t: float, lower: float, upper: float) -> float:
    """The free coordinate of a parameter."""
    if isfinite(lower) and isfinite(upper):
        return log((t - lower) / (upper - t))
    if isfinite(lower):
        return log(t - lower)
    if isfinite(upper):
        return log(upper - t)
    return t


def stretch(u: float, lower: float, upper: float) -> float:
    """The slope of the parameter in its free coordinate."""
    if isfinite(lower) and isfinite(upper):
        e = exp(-maximum(u, -u))
        return (upper - lower) * e / ((1.0 + e) * (1.0 + e))
    if isfinite(lower):
        return exp(u)
    if isfinite(upper):
        return -exp(u)
    return 1.0


def bend(u: float, lower: float, upper: float) -> float:
    """The second derivative of the parameter in its free coordinate."""
    if isfinite(lower) and isfinite(upper):
        e = exp(-maximum(u, -u))
        return -sign(u) * stretch(u, lower, upper) * (1.0 - e) / (1.0 + e)
    if isfinite(lower) or isfinite(upper):
        return stretch(u, lower, upper)
    return 0.0


def farthest(lower: float, upper: float) -> float:
    """How far the free coordinate goes."""
    if isfinite(lower) and isfinite(upper):
        return 36.0
    if isfinite(lower) or isfinite(upper):
        return 690.0
    return 1e300


def choose(at: float, a: float, b: float, c: float, d: float, e: float, f: float, g: float) -> float:
    """The value at position 0 to 6."""
    if at < 1.0:
        return a
    if at < 2.0:
        return b
    if at < 3.0:
        return c
    if at < 4.0:
        return d
    if at < 5.0:
        return e
    if at < 6.0:
        return f
    return g


def xlogy(x: float, y: float) -> float:
    """x log y, and 0 where x = 0."""
    if x == 0.0:
        return 0.0
    return x * log(y)


def xlog1py(x: float, y: float) -> float:
    """x log(1 + y), and 0 where x = 0."""
    if x == 0.0:
        return 0.0
    return x * log1p(y)


def expit(y: float) -> float:
    """1/(1 + exp(-y))."""
    if y < 0.0:
        return exp(y) / (1.0 + exp(y))
    return 1.0 / (1.0 + exp(-y))


def logaddexp(a: float, b: float) -> float:
    """log(exp a + exp b)."""
    if a > b:
        return a + log1p(exp(b - a))
    if a < b:
        return b + log1p(exp(a - b))
    return a + 0.6931471805599453


def log1m_exp(u: float) -> float:
    """log(1 - exp u) for u < 0, accurate at both ends."""
    if u > -0.6931471805599453:
        return log(-expm1(u))
    return log1p(-exp(u))


def inverse_expm1(v: float) -> float:
    """1/(exp v - 1)."""
    return 1.0 / expm1(v)


def log_ratio(d: float) -> float:
    """log(1 + d) - d for d > -1, without cancellation near 0."""
    if not (-0.5 < d and d < 0.5):
        return log1p(d) - d
    r = d / (2.0 + d)
    s = r * r
    odd = 0.0
    k = 31.0
    while k > 2.0:
        odd = 1.0 / k + s * odd
        k = k - 2.0
    return -r * d + 2.0 * r * s * odd


def log_growth(u: float, w: float) -> float:
    """u log(1 + w/u) for u > 0, w > -u."""
    return u * log1p(w / u)


def log_excess(d: float) -> float:
    """log(1 + d) - d/(1 + d) for d > -1, without cancellation near 0."""
    if -0.5 < d and d < 0.5:
        return log_ratio(d) + d * d / (1.0 + d)
    return log1p(d) - d / (1.0 + d)


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


def inverse_digamma(y: float) -> float:
    """The a > 0 with psi(a) = y, by Newton's method; psi is increasing and concave."""
    a = -1.0 / (y + 0.5772156649015329)
    if y > -2.22:
        a = exp(y) + 0.5
    for turn in range(8):
        step = (digamma(a) - y) / trigamma(a)
        if a > step:
            a = a - step
        else:
            a = 0.5 * a
    return a


def inverse_bessel_ratio(r: float) -> float:
    """The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan outside."""
    if not (0.0 < r and r < 1.0):
        return nan
    k = r * (2.0 - r * r) / (1.0 - r * r)
    if r > 0.9:
        k = 0.5 / (1.0 - r) + 0.25
    for turn in range(60):
        ratio = bessel_i_ratio(0.0, k)
        step = (ratio - r) / (1.0 - ratio / k - ratio * ratio)
        before = k
        if k > step:
            k = k - step
        else:
            k = 0.5 * k
        if maximum(k - before, before - k) <= 4e-16 * k:
            return k
    return k


def lambert_w(y: float, branch: float) -> float:
    """The real w with w exp(w) = y on branch 0 or -1; nan where there is none."""
    if y < -0.36787944117144233:
        if y > -0.36787944117144245:
            return -1.0
        return nan
    if branch < -0.5 and y >= 0.0:
        return nan
    p = sqrt(maximum(0.0, 2.0 * (2.718281828459045 * y + 1.0)))
    w = -1.0 + p - p * p / 3.0 + 11.0 / 72.0 * p * p * p
    if branch < -0.5:
        w = -1.0 - p - p * p / 3.0 - 11.0 / 72.0 * p * p * p
        if y > -0.1:
            w = log(-y) - log(-log(-y))
    elif y > 1.0:
        w = log(1.0 + y) * (1.0 - log(1.0 + log(1.0 + y)) / (2.0 + log(1.0 + y)))
    for turn in range(50):
        e = exp(w)
        f = w * e - y
        if f == 0.0 or w == -1.0:
            return w
        step = f / (e * (w + 1.0) - (w + 2.0) * f / (2.0 * w + 2.0))
        w = w - step
        if maximum(step, -step) <= 1e-16 * maximum(w, -w):
            return w
    return w
