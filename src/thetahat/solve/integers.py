"""The greatest value of a function of an integer.

N-hat = argmax over lower <= N <= upper of g(N)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

EXHAUSTIVE = 2000
"""Ranges up to this length are tried one by one."""
ROUGH = 2**16
"""From steps of this length on, rounding may be greater than what is left to gain."""
FAR = 2**44


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
    return Best(best.value, best.objective, limit, () if limit else best.ties, len(known))


def _gallop(at: Callable[[int], float], low: int, high: float) -> bool:
    """Growing steps from the lower end until g has fallen for a while; True when it still grows at the last point."""
    step, n, best, falls = 1, low, -math.inf, 0
    while n <= high:
        v = at(n)
        looked = step > ROUGH and (v < best or step.bit_length() % 6 == 0)
        rounding = _rounding(at, n, high) if looked else 0.0
        # An infinite value below is outside the support: not a fall.
        if v < best - 4.0 * rounding and v > -math.inf:
            falls += 1
            if falls >= 3:
                return False
        else:
            falls = 0
        if step > FAR or rounding > 1e-6 * (1.0 + abs(best)):
            # Nothing can be told apart any more: the likelihood grew up to here, or it lies flat.
            return falls == 0 and v >= best - 4.0 * rounding - 1e-12 * (1.0 + abs(best))
        best = max(best, v)
        n += step
        step *= 2
    if not math.isinf(high):
        at(int(high))
    return False


def _rounding(at: Callable[[int], float], n: int, high: float) -> float:
    """The rounding error of g near a large n, where a smooth function of n has no second differences."""
    v = [at(m) for m in range(n, n + 5) if m <= high]
    bends = [abs(a - 2.0 * b + c) for a, b, c in zip(v, v[1:], v[2:], strict=False)]
    return max((b for b in bends if math.isfinite(b)), default=0.0)


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
