"""Sums over the whole numbers k from a lower to an upper end, in the log domain, as far as the terms matter.

    log_series(term, lower, upper)             log of the sum of exp(term(k))
    series_mean(value, term, lower, upper)     sum of value(k) exp(term(k)) over the sum of exp(term(k))
    series_sum(value, lower, upper)            sum of value(k)

The terms are functions of k that take arrays; what else they hold may be floats or arrays (one value for each
observation or group).  A sum ends where a geometric series that begins with its last term no longer matters.  Terms
that still rise after many are summed around their greatest.  nan where that takes more than a quarter of a million.
Generated modules carry these functions too.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def _summed(value: Any, term: Any, lower: Any, upper: Any, begin: Any, way: float, most: int) -> Any:
    """What `_series` gives, from begin on; and whether that is all, and terms rise."""
    top, total, moment = -np.inf, 0.0, 0.0
    width = np.ndim(term(begin) + lower + upper)
    taken, size, rising = 0, 64, np.asarray(True)
    while taken < most:
        steps = np.arange(taken, taken + size, dtype=float)
        k = begin + way * steps.reshape((-1,) + (1,) * width)
        terms = np.where((k >= lower) & (k <= upper), term(k), -np.inf)
        new = np.maximum(top, np.max(terms, axis=0))
        level = np.where(np.isinf(new), 0.0, new)
        weights, kept = np.exp(terms - level), np.exp(top - level)
        total = total * kept + np.sum(weights, axis=0)
        parts = np.where(weights > 0, value(k) * weights, 0.0)
        moment = moment * kept + np.sum(parts, axis=0)
        top = new
        far, near = terms[-1], terms[-2]
        rising = far > near
        rest = far - np.log(-np.expm1(np.where(far < near, far - near, -1.0)))
        ended = (far < near) & (rest < top + np.log(total) - 40.0)
        ended = ended | np.isneginf(far) | np.isnan(total)
        if np.all(ended):
            break
        taken, size = taken + size, min(2 * size, 16384)
    return top, total, moment, ended, rising


def _summit(term: Any, begin: float) -> Any:
    """The k from which on the terms fall, and about how many around it matter."""
    low, high = term(begin) * 0.0 + begin, term(begin) * 0.0 + 2.0 * begin
    for _ in range(52):
        high = np.where(term(high + 1.0) > term(high), 2.0 * high, high)
    for _ in range(52):
        middle = np.floor(0.5 * (low + high))
        rises = term(middle + 1.0) > term(middle)
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    step = np.maximum(np.floor(np.sqrt(high)), 1.0)
    bend = (2.0 * term(high) - term(high + step) - term(high - step)) / (step * step)
    return high, 20.0 / np.sqrt(np.maximum(bend, 1e-300))


def _series(value: Any, term: Any, lower: Any, upper: Any) -> Any:
    """(m, sum of exp(term - m), sum of value exp(term - m)) over the whole range."""
    lower, upper = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    first, last = float(np.min(lower)), float(np.max(upper))

    def part(begin: Any, way: float, most: int) -> Any:
        return _summed(value, term, lower, upper, begin, way, most)

    columns = np.size(term(0.0 if np.isinf(first) else first) + lower + upper)
    some, most = 16320, 262144
    if columns > 1:
        some, most = 960, max(4096, 262144 // columns)
    if np.isinf(first) and np.isinf(last):
        found = [part(0.0, 1.0, most), part(-1.0, -1.0, most)]
    elif np.isinf(first):
        found = [part(last, -1.0, most)]
    else:
        found = [part(first, 1.0, some)]
        _, _, _, ended, rising = found[0]
        if np.any(rising & ~ended):
            middle, around = _summit(term, first + some)
            if np.all(around < most):
                found = [part(middle, 1.0, most), part(middle - 1.0, -1.0, most)]
        elif not np.all(ended):
            found = [part(first, 1.0, most)]
    top = found[0][0] if len(found) == 1 else np.maximum(found[0][0], found[1][0])
    level = np.where(np.isinf(top), 0.0, top)
    total = sum(np.where(f[3], f[1], np.nan) * np.exp(f[0] - level) for f in found)
    return top, total, sum(f[2] * np.exp(f[0] - level) for f in found)


def log_series(term: Any, lower: Any, upper: Any) -> Any:
    """The logarithm of the sum of exp(term(k)) over k from lower to upper."""
    with np.errstate(all="ignore"):
        top, total, _ = _series(lambda k: 0.0, term, lower, upper)
        return top + np.log(total)


def series_mean(value: Any, term: Any, lower: Any, upper: Any) -> Any:
    """The mean of value(k), the k from lower to upper weighted with exp(term(k))."""
    with np.errstate(all="ignore"):
        _, total, moment = _series(value, term, lower, upper)
        return moment / total


def series_sum(value: Any, lower: Any, upper: Any) -> Any:
    """The sum of value(k) over k from lower to upper."""
    with np.errstate(all="ignore"):

        def size(k: Any) -> Any:
            return np.log(np.abs(value(k)))

        top, total, moment = _series(lambda k: np.sign(value(k)), size, lower, upper)
        return np.exp(top) * (moment + 0.0 * total)
