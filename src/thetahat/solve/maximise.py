"""Several parameters at once: the best of the climbs from several starts, and the limits that lie behind them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from thetahat.solve.climb import Derivatives, Maximum, climb
from thetahat.solve.coordinates import Array, Coordinates
from thetahat.solve.ends import follow


def maximise(
    derivatives: Derivatives,
    coordinates: Coordinates,
    starts: Iterable[Array],
    size: float,
    unbounded: bool = False,
) -> Maximum:
    """The best of the climbs from several starts.

    ``unbounded``: the supremum is infinite; the best strict local maximum inside the domain is looked for instead.
    """
    found: list[Maximum] = []
    for start in starts:
        m = climb(derivatives, coordinates, start, size)
        if math.isfinite(m.value):
            found.append(follow(derivatives, coordinates, m, size))
    if not found:
        nothing = np.full(coordinates.count, math.nan)
        return Maximum(nothing, math.nan, False, False, math.inf, 0)
    ranked = [m for m in found if m.interior] if unbounded else found
    best = max(ranked or found, key=lambda m: m.value)
    slack = 1e-9 * (1.0 + abs(best.value))
    close = [m for m in found if m.value >= best.value - slack]
    inner = [m for m in close if m.interior]
    if not unbounded:
        top = max(m.value for m in inner or close)
        # Of equal ones the first: which of them is greater by rounding must not matter.
        best = next(m for m in inner or close if m.value >= top - 1e-12 * (1.0 + abs(top)))
    total = sum(m.evaluations for m in found)
    return replace(best, starts=len(found), agreeing=len(close), evaluations=total)


def symmetric(triangle: Sequence[float], k: int) -> Array:
    """A symmetric matrix from its lower triangle by rows."""
    out = np.empty((k, k))
    position = 0
    for i in range(k):
        for j in range(i + 1):
            out[i, j] = out[j, i] = triangle[position]
            position += 1
    return out


def unpack(outputs: Sequence[float], k: int) -> tuple[float, Array, Array]:
    """(value, gradient, Hessian) from value, gradient, lower triangle."""
    return outputs[0], np.array(outputs[1 : k + 1]), symmetric(outputs[k + 1 :], k)


def packed(hessian: Any) -> tuple[float, ...]:
    """The lower triangle by rows of a symmetric matrix."""
    k = len(hessian)
    return tuple(float(hessian[i][j]) for i in range(k) for j in range(i + 1))
