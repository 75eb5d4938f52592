"""Searches that a small sample's fit needs where nobody proved that there is one maximum.

    Search(…)     the climbs from several starts, which are rated on a few rows
    forked(…)     the best of several roots, the rest of the plan solved for each

What a search cannot decide gives None, and the general way (`thetahat.engines.statements`) decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from thetahat.core.plan import Parameter, Plan
from thetahat.engines.arrays import USED
from thetahat.engines.domains import coordinates
from thetahat.engines.joint import role
from thetahat.engines.machine import machine
from thetahat.solve.newton import best_of, climb, remote
from thetahat.solve.scalar import all_roots, near_root
from thetahat.solve.starts import lists, starting_points

Outputs = Callable[..., tuple[float, ...]]
Found = tuple[tuple[float, ...], float, tuple[float, ...], tuple[int, ...]]

STARTS = 4
RATED = 20
"""Rows on which starting values are compared."""
_TROUBLE = (ValueError, ZeroDivisionError, OverflowError, TypeError)


class Search:
    """The greatest of the maxima uphill of the four best of many starts."""

    def __init__(self, plan: Plan, parameters: Sequence[Parameter]) -> None:
        self.positions = [plan.parameters.index(p) for p in parameters]
        self.space = coordinates(parameters, {})
        self.roles = [role(plan, j) for j in self.positions]
        self.order = np.argsort(self.positions)
        # A machine holds no plan: a search may keep it.
        self.engine = machine(plan)

    def __call__(
        self,
        f: Outputs,
        value: Outputs | None,
        ends: Sequence[tuple[float, float]],
        n: float,
        x: Any,
        known: tuple[float, ...],
        hint: Sequence[float] | None,
    ) -> tuple[tuple[float, ...] | None, int, int, int]:
        """As `thetahat.solve.newton.best_of`; ``value`` rates points of some parameters, without it rows do of all."""
        rough = USED.whole > 0
        if hint is not None:
            return best_of(f, ends, n, [[hint[i] for i in self.positions]], rough)
        # Every so many of the ordered values tell as much as a random sample of many more.
        ordered = np.sort(x)
        few = ordered[_middles(len(x))]

        def by_value(points: Any) -> Any:
            return np.array([_rated(value, p) for p in points.tolist()])

        def by_rows(points: Any) -> Any:
            columns = (points[:, [j]] for j in self.order)
            out = self.engine.log_density(few[np.newaxis, :], *columns, *known)[0]
            return np.add.reduce(np.broadcast_to(out, (len(points), len(few))), axis=1)

        choices = lists([ordered], self.roles, self.space)
        rate, draws = (by_rows, 128) if value is None else (by_value, 60)
        starts = starting_points(rate, choices, self.space, STARTS, draws)
        return best_of(f, ends, n, [s.tolist() for s in starts], rough)


def uphill(
    f: Outputs, ends: Sequence[tuple[float, float]], n: float, start: Sequence[float] | None, exists: bool
) -> tuple[tuple[float, ...] | None, int, float]:
    """As `thetahat.solve.newton.climb`; a pilot's answer may be rough.

    Unless a maximum is known to exist, one near an end of the domain may be none: whether l falls behind it is asked
    elsewhere.
    """
    found, count, value = climb(f, ends, n, start, rough=USED.whole > 0)
    if found is not None and not exists and any(map(remote, found, ends)):
        return None, count, value
    return found, count, value


@lru_cache(maxsize=64)
def _middles(rows: int) -> Any:
    """The places of the middles of as many stretches of equal length as there are rows to compare on."""
    count = min(rows, RATED)
    return ((np.arange(count) + 0.5) * (rows / count)).astype(np.intp)


def _rated(value: Outputs | None, point: Sequence[float]) -> float:
    try:
        return value(*point)[0] if value is not None else -math.inf
    except _TROUBLE:
        return -math.inf


def roots(
    f: Callable[[float], tuple[float, float]],
    lower: float,
    upper: float,
    start: float | None,
    hint: float | None,
    together: Callable[[list[float]], list[float]] | None,
    rest: Callable[[float], Found | None],
) -> tuple[list[float], list[float], int] | None:
    """(the roots, points that are no roots, evaluations): all that may be maxima, or the one next to a hint.

    ``together``, where there is such a function, gives f's values at many points; ``rest`` solves the rest of the plan.
    """

    def at(t: float) -> tuple[float, float]:
        try:
            return f(t)
        except _TROUBLE:
            return math.nan, math.nan

    if hint is not None:
        zero = near_root(at, lower, upper, hint)
        return None if zero is None else ([zero.value], [], zero.evaluations)

    def height(t: float) -> float:
        try:
            found = rest(t)
        except _TROUBLE:
            return math.nan
        return math.nan if found is None else found[1]

    found, probes, evaluations = all_roots(at, lower, upper, start, together=together, height=height)
    return (found, probes, evaluations) if found else None


AT_ONCE = 1 << 14
"""Elements of a table of rows and trial points that stays in cache."""


def gridded(
    sums: Callable[..., Sequence[Any]], equation: Callable[..., float], x: Any
) -> Callable[[list[float]], list[float]]:
    """An equation's values at many points from its sums over the rows, taken for several points at a time."""
    step = max(1, AT_ONCE // len(x))

    def together(points: list[float]) -> list[float]:
        out = []
        for first in range(0, len(points), step):
            part = points[first : first + step]
            found = sums(np.array(part)[:, np.newaxis])
            columns = [np.broadcast_to(s, (len(part), 1)).ravel().tolist() for s in found]
            for t, *values in zip(part, *columns, strict=True):
                try:
                    out.append(equation(t, *values))
                except _TROUBLE:
                    out.append(math.nan)
        return out

    return together


def forked(
    rest: Callable[[float], Found | None],
    found: Sequence[float],
    probes: Sequence[float],
    ends: tuple[float, float],
) -> Found | None:
    """What the rest of the plan gives for the best of the roots; None where a point that is no root is better.

    A root at which there is no likelihood is one of rounding; the best one far out is for others to follow.
    """

    def solved(t: float) -> Found | None:
        try:
            return rest(t)
        except _TROUBLE:
            return None

    pairs = [(a, t) for t, a in zip(found, map(solved, found), strict=True) if a is not None]
    if not pairs:
        return None
    best, place = max(pairs, key=lambda pair: pair[0][1])
    if remote(place, ends):
        return None
    limit = best[1] + 1e-9 * (1.0 + abs(best[1]))
    return None if any(a is not None and a[1] > limit for a in map(solved, probes)) else best
