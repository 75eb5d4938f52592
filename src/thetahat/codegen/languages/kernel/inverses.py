"""Inverse functions by a few steps of Newton or Halley: digamma, the ratio of Bessel functions, Lambert's W.

NIST DLMF 4.13 (Lambert W).
"""

from __future__ import annotations

from math import exp, log, nan, sqrt

from thetahat.codegen.languages.kernel.bessel import bessel_i_ratio
from thetahat.codegen.languages.kernel.coordinates import maximum
from thetahat.codegen.languages.kernel.gamma import digamma, trigamma


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
