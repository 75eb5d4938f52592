"""Logarithms and exponentials without cancellation, and without overflow."""

from __future__ import annotations

from math import exp, expm1, log, log1p


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
