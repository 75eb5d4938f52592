"""Starting values: moments and quantiles of the data for what shifts and scales, a coarse random search over the rest.

Each parameter gets a short list of plausible values; combinations are drawn at random (with a fixed seed), rated by the
log-likelihood of a small subsample, and the best ones that differ from one another are the starts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import sub

import numpy as np
from numpy.typing import NDArray

from thetahat.solve.coordinates import Array, Coordinates

SHAPES = (0.1, 0.3, 0.7, 1.0, 1.6, 3.0, 8.0, 25.0)
SHARES = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
APART = 0.7
"""Starts differ by more in one of the unbounded coordinates."""
SLOPES = (0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5, 10.0, -10.0, 100.0, -100.0)


@dataclass(frozen=True)
class Role:
    """How a parameter moves with the data: with their shift, a power of their scale, or the scale's logarithm."""

    shift: float = 0.0
    power: float = 0.0
    logarithm: float = 0.0
    column: int = 0
    known: bool = False
    """Whether any of the above is known; otherwise the parameter may be anything."""


class Column:
    """What is asked of the values of one variable, which are sorted once."""

    def __init__(self, x: Array) -> None:
        self.x = x
        self.sorted = np.sort(x)
        self.centre = self.quantiles(0.5)[0]

    def quantiles(self, *levels: float) -> list[float]:
        """Sample quantiles, interpolated linearly between neighbours."""
        last = len(self.sorted) - 1
        out = []
        for level in levels:
            low = int(level * last)
            value = float(self.sorted[low])
            out.append(value + (level * last - low) * (float(self.sorted[min(low + 1, last)]) - value))
        return out

    @cached_property
    def spread(self) -> float:
        """About a standard deviation; never 0: of values that are all 0 any unit is as good."""
        low, high = self.quantiles(0.25, 0.75)
        return 0.74 * (high - low) or float(np.std(self.x)) or float(np.max(np.abs(self.x))) or 1.0

    @cached_property
    def size(self) -> float:
        """The middle one of the moduli."""
        return Column(np.abs(self.x)).centre or self.spread

    @cached_property
    def mean(self) -> float:
        """The mean."""
        return float(np.add.reduce(self.x)) / len(self.x)


def lists(columns: Sequence[Array], roles: Sequence[Role], coordinates: Coordinates) -> list[Array]:
    """Plausible values of each parameter."""
    known = [Column(c) for c in columns]
    return [_values(known[role.column], role, coordinates, i) for i, role in enumerate(roles)]


def _values(column: Column, role: Role, coordinates: Coordinates, i: int) -> Array:
    if role.shift:
        spread, edge = column.spread, column.sorted
        points = column.quantiles(0.5, 0.02, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9, 0.98)
        further = [column.mean, float(edge[0]) - 0.1 * spread, float(edge[-1]) + 0.1 * spread]
        return role.shift * np.array(points + further)
    if role.power:
        scale = column.spread if column.spread > 0 else column.size
        return np.array(
            [(f * scale) ** role.power for f in (0.55, 0.25, 0.8, 1.0, 1.5, 3.0, 8.0)]
            + [max(s, 1e-300) ** role.power for s in (column.size, abs(column.mean) or column.size)]
        )
    if role.logarithm:
        return role.logarithm * math.log(max(column.size, 1e-300)) + np.array([0.0, -1.0, 1.0, -2.5, 2.5])
    theta = np.full(coordinates.count, np.nan)
    low, high = coordinates.ends(theta, i)
    if math.isfinite(low) and math.isfinite(high):
        return low + (high - low) * np.array(SHARES)
    mean = column.mean
    moments: list[float] = []
    if not role.known:
        variance = float(np.var(column.x))
        several = (mean, 0.5 * mean, variance, math.sqrt(variance), 1.0 / mean if mean else 1.0)
        moments = [m for m in several if m > 0]
    if math.isfinite(low) or math.isnan(low):
        return (0.0 if math.isnan(low) else low) + np.array([*SHAPES, *moments])
    if math.isfinite(high):
        return high - np.array([*SHAPES, *moments])
    if role.known:
        return np.array(SLOPES)
    size = column.size
    return np.array(
        [*SLOPES, column.centre, mean, *column.quantiles(0.1, 0.25, 0.75, 0.9), math.log(size) if size > 0 else 0.0]
    )


@lru_cache(maxsize=64)
def _draws(counts: tuple[int, ...], draws: int, seed: int) -> tuple[NDArray[np.intp], Array]:
    """(which value of each parameter a combination takes, factors near 1), both of shape (k, draws)."""
    random = np.random.default_rng(seed)
    index = np.column_stack([random.integers(0, c, draws) for c in counts]).astype(np.intp)
    index[0] = 0
    jitter = np.exp(random.normal(0.0, 0.15, (draws, len(counts))))
    # where the data lie far from 0, a location that is a few per cent off is no start at all
    jitter[: draws // 2] = 1.0
    return np.ascontiguousarray(index.T), np.ascontiguousarray(jitter.T)


def starting_points(
    rate: Callable[[Array], Array],
    choices: Sequence[Array],
    coordinates: Coordinates,
    wanted: int = 3,
    draws: int = 160,
    seed: int = 20240229,
) -> list[Array]:
    """The best combinations, best first, no two in the same place.

    ``rate`` gives the log-likelihood of each row of an (m, k) array of parameters.
    """
    k = coordinates.count
    if not k:
        return []
    index, jitter = _draws(tuple(map(len, choices)), draws, seed)
    points, nowhere = np.empty((draws, k)), np.full(k, np.nan)
    for j, values in enumerate(choices):
        points[:, j] = values[index[j]]
        if math.isfinite(coordinates.ends(nowhere, j)[0]):
            points[:, j] *= jitter[j]
    inside = coordinates.all_inside(points)
    if not inside.all():
        points = points[inside]
    if not len(points):
        random = np.random.default_rng(seed)
        return [coordinates.outward(u) for u in (np.zeros(k), random.normal(size=k))]
    heights = rate(points)
    heights[~np.isfinite(heights)] = -np.inf
    order = np.argsort(-heights, kind="stable")
    chosen: list[Array] = []
    places: list[list[float]] = []
    inward = coordinates.all_inward(points).tolist() if coordinates.simple else None
    for j in order.tolist():
        if len(chosen) == wanted or (chosen and heights[j] == -np.inf):
            break
        place = coordinates.inward(points[j]).tolist() if inward is None else inward[j]
        if all(max(map(abs, map(sub, place, other))) > APART for other in places):
            chosen.append(points[j])
            places.append(place)
    return chosen
