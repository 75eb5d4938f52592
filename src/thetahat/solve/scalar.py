"""One equation in one unknown: a bracket, then Newton steps that may not leave it.

    f(t) = 0,  lower < t < upper

The search runs in the coordinate u of `thetahat.solve.coordinates` (log t for t > 0), outwards from a start in growing
steps until the sign changes.  A root that exists is found from any start; "no change of sign" is reported as such.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from thetahat.solve.coordinates import _inverse, _slopes, _value

Equation = Callable[[float], tuple[float, float]]
"""t -> (f(t), f'(t))."""


@dataclass(frozen=True)
class Zero:
    """What a search found: the root, or the ends between which f kept its sign."""

    value: float
    found: bool
    evaluations: int
    low: float
    high: float
    sign: int = 0
    """The sign of f everywhere it was tried, when no root was found; 0 when f had no finite value."""


class _Line:
    """f in the coordinate u, counting its evaluations."""

    def __init__(self, f: Equation, lower: float, upper: float) -> None:
        self.f, self.lower, self.upper = f, lower, upper
        self.count = 0
        both, none = math.isfinite(lower) and math.isfinite(upper), math.isinf(lower) and math.isinf(upper)
        self.limit = 36.0 if both else (1e300 if none else 690.0)

    def t(self, u: float) -> float:
        return _value(u, self.lower, self.upper)

    def u(self, t: float) -> float:
        return _inverse(t, self.lower, self.upper)

    def at(self, u: float) -> tuple[float, float]:
        self.count += 1
        value, slope = self.f(self.t(u))
        return value, slope * _slopes(u, self.lower, self.upper)[0]


def find_root(
    f: Equation,
    lower: float,
    upper: float,
    start: float | None = None,
    bracket: tuple[float, float] | None = None,
    falling: bool = False,
    step: float = 1.0,
) -> Zero:
    """The zero of f in (lower, upper).

    ``bracket``: two points that are believed to enclose it.  ``falling``: f goes from + to - once, so that its sign
    says on which side the root lies.  ``step``: the first step of the search, in the coordinate u.
    """
    line = _Line(f, lower, upper)
    if (
        bracket is not None
        and all(math.isfinite(b) and lower <= b <= upper for b in bracket)
        and bracket[0] < bracket[1]
    ):
        inner = _enclosed(line, line.u(bracket[0]), line.u(bracket[1]))
        if inner is not None:
            return inner
    u0 = line.u(start) if start is not None and lower < start < upper else 0.0
    found = _finite_start(line, u0)
    if found is None:
        return Zero(math.nan, False, line.count, lower, upper)
    u0, f0, slope0 = found
    if f0 == 0.0:
        return Zero(line.t(u0), True, line.count, line.t(u0), line.t(u0))
    sides = ((1,) if f0 > 0 else (-1,)) if falling else (1, -1)
    return _outwards(line, u0, f0, slope0, sides, step)


def near_root(f: Equation, lower: float, upper: float, start: float) -> Zero | None:
    """Newton's method from a start that is close to the root; None where it does not settle within a few steps.

    The last step is not looked at again: it is so small that its square is nothing.
    """
    line = _Line(f, lower, upper)
    if not lower < start < upper:
        return None
    u, before = line.u(start), 0.3
    for _ in range(6):
        value, slope = line.at(u)
        step = -value / slope if math.isfinite(value) and math.isfinite(slope) and slope != 0.0 else math.inf
        if not abs(step) < before:
            return None
        u, before = u + step, 0.5 * abs(step)
        if abs(step) <= 3e-6 * max(1.0, abs(u) if line.limit > 1e299 else 1.0):
            return Zero(line.t(u), True, line.count, line.t(u), line.t(u))
    return None


def _finite_start(line: _Line, u0: float) -> tuple[float, float, float] | None:
    for shift in (0.0, 1.0, -1.0, 2.5, -2.5, 5.0, -5.0, 9.0, -9.0, 15.0, -15.0, 30.0, -30.0):
        value, slope = line.at(u0 + shift)
        if math.isfinite(value):
            return u0 + shift, value, slope
    return None


def _enclosed(line: _Line, a: float, b: float) -> Zero | None:
    fa, fb = line.at(a)[0], line.at(b)[0]
    for u, v in ((a, fa), (b, fb)):
        if v == 0.0:
            return Zero(line.t(u), True, line.count, line.t(u), line.t(u))
    if not (math.isfinite(fa) and math.isfinite(fb)) or (fa > 0) == (fb > 0):
        return None
    return _inside(line, a, fa, b, fb, 0.5 * (a + b))


def _outwards(line: _Line, u0: float, f0: float, slope0: float, sides: tuple[int, ...], step: float) -> Zero:
    # A Newton step, if it points to an allowed side, tells how far to look first.
    edge = dict.fromkeys(sides, (u0, f0))
    reach = dict.fromkeys(sides, step)
    open_sides = list(sides)
    if math.isfinite(slope0) and slope0 != 0.0:
        guess = -f0 / slope0
        side = 1 if guess > 0 else -1
        if side in reach and 1e-12 < abs(guess) < 50.0:
            reach[side] = 1.5 * abs(guess)
            open_sides.sort(key=lambda s: s != side)
    for _ in range(200):
        if not open_sides:
            break
        for side in tuple(open_sides):
            u, fu = edge[side]
            new = u + side * reach[side]
            if abs(new) > line.limit:
                new = side * line.limit
                if abs(u) >= line.limit:
                    open_sides.remove(side)
                    continue
            value = line.at(new)[0]
            if not math.isfinite(value):
                reach[side] *= 0.25
                if reach[side] < 1e-3 * max(1.0, abs(u)):
                    open_sides.remove(side)
                continue
            if value == 0.0:
                return Zero(line.t(new), True, line.count, line.t(new), line.t(new))
            if (value > 0) != (fu > 0):
                return _inside(line, u, fu, new, value, None)
            edge[side] = (new, value)
            reach[side] *= 2.0
    points = [line.t(u) for u, _ in edge.values()] + [line.t(u0)]
    return Zero(math.nan, False, line.count, min(points), max(points), 1 if f0 > 0 else -1)


NOISE, NEAR = 1e-4, 1e-6
"""Values that are this part of f's ordinary size, and at which Newton's method fails even so near to one another, may
be those of rounding."""


def _inside(line: _Line, a: float, fa: float, b: float, fb: float, guess: float | None, noise: float = 0.0) -> Zero:
    """Newton's method between a and b, where f has different signs; a bisection where a step would leave or stall.

    Where the values are no greater than ``noise`` no digits are sought by bisection.
    """
    if a > b:
        a, fa, b, fb = b, fb, a, fa
    u = guess if guess is not None else a + (b - a) * fa / (fa - fb)
    if not a < u < b:
        u = 0.5 * (a + b)
    before = width = b - a
    for _ in range(200):
        value, slope = line.at(u)
        if value == 0.0:
            break
        if not math.isfinite(value):
            # f is finite at both ends: step back towards the nearer one.
            u = 0.5 * (u + (a if abs(fa) < abs(fb) else b))
            continue
        if (value > 0) == (fa > 0):
            a, fa = u, value
        else:
            b, fb = u, value
        scale = max(1.0, abs(u)) if line.limit < 1e300 else max(abs(u), 1e-6 * width)
        newton = -value / slope if slope != 0.0 and math.isfinite(slope) else math.nan
        if a < u + newton < b and abs(newton) < 0.5 * before:
            u, before = u + newton, abs(newton)
            if abs(newton) <= 1e-9 * scale:
                break
        else:
            u = 0.5 * (a + b)
            before = b - a
            if math.isfinite(newton) and max(abs(fa), abs(fb)) <= noise and b - a <= NEAR * scale:
                break
        if b - a <= 4e-16 * scale:
            break
    return Zero(line.t(u), True, line.count, line.t(a), line.t(b))


def all_roots(
    f: Equation,
    lower: float,
    upper: float,
    start: float | None = None,
    points: int = 61,
    reach: float = 12.0,
    together: Callable[[list[float]], list[float]] | None = None,
    height: Callable[[float], float] | None = None,
) -> tuple[list[float], list[float], int]:
    """(every root that a grid of trial points around the start separates, some of those points, evaluations).

    ``together`` gives the values of f at all points of the grid at once.  ``height`` is a function whose slope has f's
    sign, or the opposite one everywhere: roots that are its minima are then left out.
    """
    line = _Line(f, lower, upper)
    centre = line.u(start) if start is not None and lower < start < upper else 0.0
    span = min(reach, line.limit)
    grid = [centre + span * (2.0 * i / (points - 1) - 1.0) for i in range(points)]
    if together is None:
        values = [(u, line.at(u)[0]) for u in grid]
    else:
        line.count = points
        values = list(zip(grid, together([line.t(u) for u in grid]), strict=True))
    known = [(u, v) for u, v in values if math.isfinite(v)]
    roots = [line.t(u) for u, v in known if v == 0.0]
    crossed = [i for i, ((_, fa), (_, fb)) in enumerate(pairwise(values)) if fa * fb < 0]
    sign = _uphill(line, values, crossed, height) if height is not None and len(crossed) > 1 else 0
    noise = NOISE * sorted(abs(v) for _, v in known)[len(known) // 2] if known else 0.0
    for i in crossed:
        (a, fa), (b, fb) = values[i : i + 2]
        if math.isfinite(fa) and math.isfinite(fb) and sign * fa >= 0:
            roots.append(_inside(line, a, fa, b, fb, None, noise).value)
    probes = [line.t(u) for u, _ in known[:: max(1, points // 10)] + known[-1:]]
    return sorted(roots), probes, line.count


def _uphill(
    line: _Line, values: list[tuple[float, float]], crossed: list[int], height: Callable[[float], float]
) -> int:
    """1 where f is positive as the height rises, -1 where it is negative; 0 where that is not seen everywhere."""
    signs = set()
    for i in sorted({j for c in crossed for j in (c - 1, c + 1)} - set(crossed)):
        if 0 <= i < len(values) - 1 and values[i][1] * values[i + 1][1] > 0:
            first, second = (height(line.t(values[j][0])) for j in (i, i + 1))
            if abs(second - first) > 1e-6 * (1.0 + abs(first)):
                signs.add(1 if (second > first) == (values[i][1] > 0) else -1)
    return signs.pop() if len(signs) == 1 else 0
