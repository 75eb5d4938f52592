"""The greatest value of a function of an integer.

N-hat = argmax over lower <= N <= upper of g(N)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

EXHAUSTIVE = 2000
"""Ranges up to this length are tried one by one."""


@dataclass(frozen=True)
class Best:
    """The maximiser; ``limit`` tells that g still grew where the search ended; ``ties`` are other integers as good."""

    value: int
    objective: float
    limit: bool = False
    ties: tuple[int, ...] = ()
    evaluations: int = 0


def find_integer(g: Callable[[int], float], lower: float, upper: float, single: bool = False) -> Best:
    """The integer in [lower, upper] at which g is greatest; the smallest if several are.

    ``single``: g rises, then falls (proved), so that the first fall ends the search.  Without it a short range is
    tried in full; a long or infinite one is searched in growing steps, then around the best point.
    """
    low = math.ceil(lower - 1e-9)
    high = upper if math.isinf(upper) else math.floor(upper + 1e-9)
    known: dict[int, float] = {}

    def at(n: int) -> float:
        if n not in known:
            v = g(n)
            known[n] = -math.inf if math.isnan(v) else v
        return known[n]

    if not math.isinf(high) and high - low <= EXHAUSTIVE and not single:
        for n in range(low, int(high) + 1):
            at(n)
        return _best(known)
    limit = _gallop(at, low, high)
    left, right = _around(known, low, high)
    while right - left > 3:
        third = max((right - left) // 3, 1)
        a, b = left + third, right - third
        # A tie far from the top means that both are still on the same flank only when g is flat: look at both sides.
        if at(a) < at(b):
            left = a
        elif at(a) > at(b):
            right = b
        else:
            left, right = a, b
    for n in range(left, right + 1):
        at(n)
    top = _best(known)
    for n in (top.value - 1, top.value + 1):
        if low <= n <= high:
            at(n)
    best = _best(known)
    return Best(best.value, best.objective, limit, best.ties, len(known))


def _gallop(at: Callable[[int], float], low: int, high: float) -> bool:
    """Growing steps from the lower end until g has fallen for a while; True when it still grows at the last point."""
    step, n, best, falls = 1, low, -math.inf, 0
    before = -math.inf
    while n <= high:
        v = at(n)
        # An infinite value below is outside the support: not a fall.
        if v < best and v > -math.inf:
            falls += 1
            if falls >= 3:
                return False
        else:
            falls = 0
        best = max(best, v)
        if step > 2**44:
            return v >= best and v > before
        before = v
        n += step
        step *= 2
    if not math.isinf(high):
        at(int(high))
    return False


def _around(known: dict[int, float], low: int, high: float) -> tuple[int, int]:
    """The tried points on either side of the best one."""
    points = sorted(known)
    top = max(points, key=lambda n: (known[n], -n))
    i = points.index(top)
    return points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]


def _best(known: dict[int, float]) -> Best:
    top = max(known.values())
    equal = sorted(n for n, v in known.items() if v >= top - 1e-12 * (1.0 + abs(top)) and v > -math.inf)
    if not equal:
        return Best(min(known), -math.inf, evaluations=len(known))
    chosen = max(equal, key=lambda n: (known[n], -n))
    return Best(chosen, known[chosen], False, tuple(n for n in equal if n != chosen), len(known))
