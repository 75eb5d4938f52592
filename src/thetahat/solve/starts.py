"""Starting values: moments and quantiles of the data for what shifts and scales, a coarse random search over the rest.

Each parameter gets a short list of plausible values; combinations are drawn at random (with a fixed seed), rated by the
log-likelihood of a small subsample, and the best ones that differ from one another are the starts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from thetahat.solve.coordinates import Array, Coordinates

SHAPES = (0.1, 0.3, 0.7, 1.0, 1.6, 3.0, 8.0, 25.0)
SHARES = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
SLOPES = (0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5)


@dataclass(frozen=True)
class Role:
    """How a parameter moves with the data: with their shift, a power of their scale, or the scale's logarithm."""

    shift: float = 0.0
    power: float = 0.0
    logarithm: float = 0.0
    column: int = 0
    known: bool = False
    """Whether any of the above is known; otherwise the parameter may be anything."""


def lists(columns: Sequence[Array], roles: Sequence[Role], coordinates: Coordinates) -> list[Array]:
    """Plausible values of each parameter."""
    return [_values(columns, role, coordinates, i) for i, role in enumerate(roles)]


def _values(columns: Sequence[Array], role: Role, coordinates: Coordinates, i: int) -> Array:
    x = columns[role.column]
    centre, spread = float(np.median(x)), _spread(x)
    if role.shift:
        points = np.quantile(x, (0.5, 0.02, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9, 0.98))
        return role.shift * np.concatenate([points, [x.mean(), x.min() - 0.1 * spread, x.max() + 0.1 * spread]])
    size = float(np.median(np.abs(x))) or spread
    if role.power:
        scale = spread if spread > 0 else size
        return np.array(
            [(f * scale) ** role.power for f in (0.55, 0.25, 0.8, 1.0, 1.5, 3.0, 8.0)]
            + [max(size, 1e-300) ** role.power]
        )
    if role.logarithm:
        return role.logarithm * math.log(max(size, 1e-300)) + np.array([0.0, -1.0, 1.0, -2.5, 2.5])
    theta = np.full(coordinates.count, np.nan)
    low, high = coordinates.ends(theta, i)
    if math.isfinite(low) and math.isfinite(high):
        return low + (high - low) * np.array(SHARES)
    mean, variance = float(np.mean(x)), float(np.var(x))
    moments = (
        []
        if role.known
        else [m for m in (mean, 0.5 * mean, variance, math.sqrt(variance), 1.0 / mean if mean else 1.0) if m > 0]
    )
    if math.isfinite(low) or math.isnan(low):
        return (0.0 if math.isnan(low) else low) + np.array([*SHAPES, *moments])
    if math.isfinite(high):
        return high - np.array([*SHAPES, *moments])
    if role.known:
        return np.array(SLOPES)
    return np.array(
        [*SLOPES, centre, mean, *np.quantile(x, (0.1, 0.25, 0.75, 0.9)), math.log(size) if size > 0 else 0.0]
    )


def _spread(x: Array) -> float:
    low, high = np.quantile(x, (0.25, 0.75))
    return float(0.74 * (high - low)) or float(np.std(x)) or float(np.max(np.abs(x)))


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
    random = np.random.default_rng(seed)
    k = coordinates.count
    index = np.column_stack([random.integers(0, len(c), draws) for c in choices]) if k else np.empty((draws, 0), int)
    index[0] = 0
    points = np.column_stack([c[index[:, j]] for j, c in enumerate(choices)])
    positive = [j for j in range(k) if math.isfinite(coordinates.ends(np.full(k, np.nan), j)[0])]
    jitter = np.exp(random.normal(0.0, 0.15, (draws, k)))
    jitter[0] = 1.0
    points[:, positive] *= jitter[:, positive]
    points = np.array([p for p in points if coordinates.contains(p)]).reshape(-1, k)
    if not len(points):
        return [coordinates.outward(u) for u in (np.zeros(k), random.normal(size=k))]
    values = rate(points)
    values = np.where(np.isfinite(values), values, -np.inf)
    order = np.argsort(-values, kind="stable")
    chosen: list[Array] = []
    places: list[Array] = []
    for j in order:
        if len(chosen) == wanted or (chosen and values[j] == -np.inf):
            break
        place = coordinates.inward(points[j])
        if all(np.max(np.abs(place - other)) > 0.7 for other in places):
            chosen.append(points[j])
            places.append(place)
    return chosen
