"""Newton's method for many samples at once: the vectorised twin of `thetahat.solve.newton`.

    roots(f, lower, upper, ...)   the zeros of one equation, one for each sample
    climbs(f, ends, ...)          the maxima of concave log-likelihoods

Samples for which the method does not come to an end within a few steps are marked, and solved one by one elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 40


def roots(
    f: Callable[[Array], tuple[Any, Any]], lower: Any, upper: Any, start: Any, falling: bool, count: int
) -> tuple[Array, NDArray[np.bool_]]:
    """(zeros of f in (lower, upper), found), each of length ``count``; f gives values and slopes."""
    low, high = (np.broadcast_to(np.asarray(e, dtype=float), (count,)) for e in (lower, upper))
    line = _Line(low, high)
    u = np.zeros(count)
    if start is not None:
        given = line.inward(np.broadcast_to(np.asarray(start, dtype=float), (count,)))
        u = np.where(np.isfinite(given), given, 0.0)
    found = np.zeros(count, dtype=bool)
    lost = np.zeros(count, dtype=bool)
    for _ in range(STEPS):
        t = line.outward(u)
        value, slope = f(t)
        step = -value / (slope * line.slopes(u)[0])
        lost |= ~found & (~np.isfinite(step) | (falling & (slope > 0.0)))
        step = np.where(found | lost, 0.0, np.clip(step, -2.0, 2.0))
        u = u + step
        found |= ~lost & (np.abs(step) <= 1e-9 * np.maximum(1.0, np.abs(u)))
        if np.all(found | lost):
            break
    return line.outward(u), found


def climbs(
    f: Callable[..., tuple[Any, ...]],
    ends: Sequence[tuple[float, float]],
    n: Array,
    count: int,
    reach: float = math.inf,
) -> tuple[tuple[Array, ...], NDArray[np.bool_]]:
    """(the maximisers, found); f gives values, gradients and lower triangles.

    None is found where a parameter with an end lies beyond |u| = ``reach``.
    """
    k = len(ends)
    lines = [_Line(np.full(count, a), np.full(count, b)) for a, b in ends]
    u = np.zeros((k, count))
    held = u.copy()
    step = np.zeros((k, count))
    best = np.full(count, -np.inf)
    last = np.full(count, np.inf)
    found, lost = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for _ in range(STEPS):
        outputs = [
            np.broadcast_to(o, (count,)) for o in f(*(line.outward(v) for line, v in zip(lines, u, strict=True)))
        ]
        value = outputs[0]
        open_ = ~found & ~lost
        worse = open_ & ~(value > best - 1e-9 * (1.0 + np.abs(best)))
        # Too far: half of the last step.
        step = np.where(worse, 0.5 * step, step)
        lost |= worse & (np.max(np.abs(step), axis=0) < 1e-6)
        fine = open_ & ~worse
        best = np.where(fine, value, best)
        held = np.where(fine, u, held)
        new, decrement, definite = _steps(outputs, lines, u)
        lost |= fine & ~(decrement < np.inf)
        done = fine & definite & ((decrement <= 1e-20 * n) | ((decrement <= 1e-9) & (decrement > 0.25 * last)))
        found |= done & ~lost
        last = np.where(fine, decrement, last)
        longest = np.maximum(np.max(np.abs(new), axis=0), 2.0)
        step = np.where(fine, new * (2.0 / longest), step)
        u = np.where(found | lost, held, held + step)
        lost |= ~found & (np.max(np.abs(u), axis=0) > 30.0)
        if np.all(found | lost):
            break
    for (a, b), v in zip(ends, held, strict=True):
        if math.isfinite(a) or math.isfinite(b):
            found &= np.abs(v) <= reach
    return tuple(line.outward(v) for line, v in zip(lines, held, strict=True)), found


def _steps(outputs: Sequence[Array], lines: Sequence[_Line], u: Array) -> tuple[Array, Array, NDArray[np.bool_]]:
    """(Newton steps, decrements, Hessian negative definite), in the coordinates u."""
    k, count = u.shape
    slopes = [line.slopes(v) for line, v in zip(lines, u, strict=True)]
    gradient = np.stack([outputs[1 + i] * slopes[i][0] for i in range(k)])
    matrix = np.empty((count, k, k))
    at = k + 1
    for i in range(k):
        for j in range(i + 1):
            matrix[:, i, j] = matrix[:, j, i] = -outputs[at] * slopes[i][0] * slopes[j][0]
            at += 1
        matrix[:, i, i] -= outputs[1 + i] * slopes[i][1]
    usable = np.isfinite(matrix).all(axis=(1, 2)) & np.isfinite(gradient).all(axis=0)
    matrix[~usable] = np.eye(k)
    values, vectors = np.linalg.eigh(matrix)
    parts = np.einsum("cij,ic->cj", vectors, np.where(usable, gradient, 0.0))
    definite = values[:, 0] > 0.0
    # Where the surface bends upwards the step goes uphill, as long as the bend is strong.
    bends = np.maximum(np.abs(values), 1e-8 * np.abs(values[:, -1:]) + 1e-300)
    decrement = np.where(usable, np.sum(parts**2 / bends, axis=1), np.inf)
    return np.einsum("cij,cj->ic", vectors, parts / bends), decrement, definite & usable


class _Line:
    """The coordinate of `thetahat.solve.coordinates` for arrays; all ends of one kind."""

    def __init__(self, lower: Array, upper: Array) -> None:
        self.lower, self.upper = lower, upper
        self.below, self.above = bool(np.isfinite(lower).all()), bool(np.isfinite(upper).all())

    def outward(self, u: Array) -> Array:
        if not self.below:
            return u if not self.above else self.upper - np.exp(u)
        if not self.above:
            return np.exp(u) if not self.lower.any() else self.lower + np.exp(u)
        width = self.upper - self.lower
        share = 1.0 / (1.0 + np.exp(np.abs(u)))
        return np.where(u < 0.0, self.lower + width * share, self.upper - width * share)

    def inward(self, t: Array) -> Array:
        if not self.below:
            return t if not self.above else np.log(self.upper - t)
        return np.log(t - self.lower) - (np.log(self.upper - t) if self.above else 0.0)

    def slopes(self, u: Array) -> tuple[Any, Any]:
        if not self.below:
            return (1.0, 0.0) if not self.above else (-np.exp(u), -np.exp(u))
        if not self.above:
            return np.exp(u), np.exp(u)
        s = 1.0 / (1.0 + np.exp(-np.clip(u, -700.0, math.inf)))
        first = (self.upper - self.lower) * s * (1.0 - s)
        return first, first * (1.0 - 2.0 * s)
