"""The EM algorithm for mixtures: the derived update, repeated.

    theta <- M(theta)      never lowers the log-likelihood

It is slow near the maximum and safe far from it: it brings a start into the right basin, and Newton's method finishes.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from thetahat.solve.coordinates import Array


def iterate(
    update: Callable[[Array], Array], start: Array, steps: int = 200, tolerance: float = 1e-8
) -> tuple[Array, int]:
    """(the point reached, the number of steps): until no parameter changes by more than the tolerance, relatively."""
    theta = np.array(start, dtype=float)
    for step in range(1, steps + 1):
        new = update(theta)
        if not np.all(np.isfinite(new)):
            return theta, step
        change = np.max(np.abs(new - theta) / np.maximum(np.abs(theta), 1e-8))
        theta = new
        if change <= tolerance:
            return theta, step
    return theta, steps


def best_of(
    update: Callable[[Array], Array],
    value: Callable[[Array], float],
    starts: list[Array],
    short: int = 25,
    keep: int = 3,
) -> list[Array]:
    """The starts after a few steps each, the most promising first."""
    reached = [iterate(update, s, short)[0] for s in starts]
    rated = [(value(t), t) for t in reached]
    # Components may change places, which changes the value by rounding alone: then the first start has precedence.
    usable = sorted(
        ((float(f"{v:.10g}"), i, t) for i, (v, t) in enumerate(rated) if math.isfinite(v)), key=lambda r: (-r[0], r[1])
    )
    return [t for _, _, t in usable[:keep]]
