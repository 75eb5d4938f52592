"""Data brought to location 0 and scale 1 before anything is iterated, and the answer brought back.

    x = s z + c        theta = A theta~ + B        l = l~ - (sum of J) log s
    dl/dtheta_j = (dl~/dtheta~_j)/A_j              d2l/dtheta_i dtheta_j = (...)/(A_i A_j)

That makes a fit invariant: data scaled by 1e-8 or shifted by 1e6 give the equivalent answer to the same digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Motion, Plan
from thetahat.engines.data import Sample

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """How standardised parameters and log-likelihoods become those of the data."""

    factors: Array
    offsets: Array
    gain: float = 0.0
    """What is added to the standardised log-likelihood."""

    def parameters(self, theta: Array) -> Array:
        """Parameters in the data's units."""
        return self.factors * theta + self.offsets

    def inward(self, theta: Array) -> Array:
        """Parameters in standardised units."""
        return (theta - self.offsets) / self.factors

    def gradient(self, gradient: Array) -> Array:
        """A gradient in the data's units."""
        return gradient / self.factors

    def hessian(self, hessian: Array) -> Array:
        """A Hessian in the data's units."""
        return hessian / np.outer(self.factors, self.factors)


def standardised(plan: Plan, sample: Sample) -> tuple[Sample, Units] | None:
    """The sample in standard units, or None when there is nothing to gain."""
    found = places(plan, sample.columns)
    if found is None:
        return None
    columns = tuple(
        np.asarray(c) if place == (0.0, 1.0) else (np.asarray(c) - place[0]) / place[1]
        for c, place in zip(sample.columns, found, strict=True)
    )
    fresh = Sample(columns, sample.weights, sample.size, sample.rows, sample.reads + 1)

    def total(j: int) -> float:
        column = sample.columns[j]
        return float(np.sum(column if sample.weights is None else column * sample.weights))

    return fresh, units(plan, found, sample.size, total)


def places(plan: Plan, columns: Sequence[NDArray[np.generic]]) -> tuple[tuple[float, float], ...] | None:
    """(centre, spread) of each variable, (0, 1) where it stays as it is; None when all of them stay."""
    out = []
    for column, name in zip(columns, plan.variables, strict=True):
        shift, scale = _motion(plan, name, "shift"), _motion(plan, name, "scale")
        place = (0.0, 1.0)
        if shift is not None or scale is not None:
            centre, spread = _moments(np.asarray(column), shift is not None)
            if scale is None:
                spread = 1.0
            if shift is None:
                centre = 0.0
            if math.isfinite(centre) and math.isfinite(spread) and spread > 0:
                place = (centre, spread)
        out.append(place)
    return None if all(place == (0.0, 1.0) for place in out) else tuple(out)


def units(plan: Plan, found: Sequence[tuple[float, float]], size: float, total: Callable[[int], float]) -> Units:
    """How answers in these units become those of the data; ``total`` gives the sum of a variable's column."""
    k = len(plan.parameters)
    factors, offsets, gain = np.ones(k), np.zeros(k), 0.0
    for name, (centre, spread) in zip(plan.variables, found, strict=True):
        if (centre, spread) == (0.0, 1.0):
            continue
        shift, scale = _motion(plan, name, "shift"), _motion(plan, name, "scale")
        if scale is not None:
            factor = spread ** np.array(scale.powers)
            offsets = factor * offsets + np.array(scale.offsets) * math.log(spread)
            factors = factors * factor
            jacobian = size * scale.jacobian + sum(c * total(j) for j, c in enumerate(scale.counted) if c)
            gain -= jacobian * math.log(spread)
        if shift is not None:
            offsets = offsets + np.array(shift.offsets) * centre
    return Units(factors, offsets, gain)


def moderate(plan: Plan, sample: Sample) -> bool:
    """Whether the data are near enough to standard units for a copy in these to gain nothing."""
    for j, name in enumerate(plan.variables):
        shift, scale = _motion(plan, name, "shift"), _motion(plan, name, "scale")
        if shift is None and scale is None:
            continue
        centre, spread = _moments(sample.columns[j], shift is not None)
        if not (1e-2 < spread < 1e2 and abs(centre) < 30.0 * spread):
            return False
    return True


def _motion(plan: Plan, variable: str, kind: str) -> Motion | None:
    return next((m for m in plan.motions if m.variable == variable and m.kind == kind), None)


def _moments(column: NDArray[np.generic], centred: bool) -> tuple[float, float]:
    """A centre and a spread that a few wild observations do not move."""
    x = np.asarray(column[:: max(1, len(column) // 1024)], dtype=float)
    if not centred:
        return 0.0, float(np.median(np.abs(x))) or float(np.max(np.abs(x)))
    quarters = [len(x) // 4, len(x) // 2, (3 * len(x)) // 4]
    low, centre, high = np.partition(x, quarters)[quarters].tolist()
    return centre, (high - low) * 0.74 or float(np.std(x))
