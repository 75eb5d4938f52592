"""A parameter and its free coordinate, which has no ends, and the plain numbers that searches need."""

from __future__ import annotations

from math import exp, floor, isfinite, log


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
