"""A maximum over many rows in two readings: all rows tell where it lies, a few of them how the likelihood bends.

    l(theta) ~ A l_m(theta) + a + b'(theta - t) + (theta - t)'C (theta - t)/2,    A = n/m

l_m is the log-likelihood of m of the n rows; a, b and C are such that the value, score and Hessian of all rows are met
at t.  What this misses is the sampling error of third derivatives: its maximum is nearer to the true one than that of
Newton's quadratic by a factor of about sqrt(m) (Jordan, Lee and Yang, 2019: surrogate likelihood).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from operator import mul

import numpy as np

from thetahat.solve.climb import Derivatives
from thetahat.solve.coordinates import Array

READINGS = 6
"""More readings than these are a search, which others do better."""
CLOSE = 1e-7
"""A Newton decrement, behind which a plain step is as good."""
AHEAD = 5e-8
"""In standard errors: how far from the maximum the answer may be."""
FAR = 1e3
"""A decrement above this: the start is no pilot's."""
SINGULAR = 1e-12
"""A curvature that is less than this part of what it was before other parameters took theirs is none."""
SMALL, MODEST = 1e-9, 1e-2
"""Decrements of the surrogate behind which one more step has all digits, and as many as another reading needs."""
ROUGH = 0.3
"""A pilot's own answer may be this part of its standard error off, by the rate of Newton's method."""


@dataclass(frozen=True)
class Ascent:
    """The maximum, with what the surrogate says of all rows there."""

    theta: Array
    value: float
    gradient: Array
    hessian: Array
    readings: int


def ascend(
    whole: Derivatives,
    few: Derivatives,
    ratio: float,
    start: Array,
    inside: Callable[[Array], bool],
    size: float,
    rough: bool = False,
) -> Ascent | None:
    """The maximum of ``whole`` next to a start, in as few of its evaluations as the answer allows; None if unsure.

    ``ratio`` is A.  ``rough`` is enough where the answer is only a pilot's for more rows.
    """
    theta, before = start, inf
    height, rate = -inf, inf
    for readings in range(1, READINGS + 1):
        known = whole(theta)
        value, gradient, hessian = known
        found = newton_step(gradient, hessian)
        if found is None or not value >= height - 1e-9 * (1.0 + abs(height)):
            return None
        step, decrement = found
        if decrement <= CLOSE or decrement * rate <= AHEAD:
            # What the quadratic leaves out does not matter.
            bent = hessian @ step
            there = theta + step
            return Ascent(there, value + 0.5 * decrement, gradient + bent, hessian, readings) if inside(there) else None
        if not decrement < min(FAR * max(1.0, ratio), 0.25 * before):
            return None
        # With each reading the distance goes from e to c e^2, in standard errors: c is known from the last time.
        ahead = decrement**1.5 / before if before < inf else inf
        last = ahead <= AHEAD or (rough and decrement <= ROUGH * np.sqrt(size))
        top = surrogate(few, ratio, theta, known, inside, last and not rough)
        if top is None:
            return None
        if last:
            return Ascent(*top[:4], readings)
        theta, height, before, rate = top[0], value, decrement, top[4]
    return None


def surrogate(
    few: Derivatives,
    ratio: float,
    there: Array,
    known: tuple[float, Array, Array],
    inside: Callable[[Array], bool],
    told: bool,
) -> tuple[Array, float, Array, Array, float] | None:
    """The surrogate's maximum; with its value, gradient and Hessian if they are to be ``told``, else those before it.

    Last comes the rate of Newton's method: a step that begins e standard errors from the maximum ends ``rate`` e^2 from
    it.  None where Newton's method does not find the maximum.
    """
    value, gradient, hessian = few(there)
    lift, tilt, bend = known[0] - ratio * value, known[1] - ratio * gradient, known[2] - ratio * hessian
    if not _finite(lift, tilt, bend):
        return None
    theta, before, rate = there, inf, -inf
    here = known
    for _ in range(8):
        found = newton_step(here[1], here[2])
        if found is None:
            return None
        step, decrement = found
        if before < inf:
            rate = max(rate, sqrt(decrement) / before)
        if decrement <= SMALL and told:
            return theta + step, here[0] + 0.5 * decrement, here[1] + here[2] @ step, here[2], rate
        if not decrement < before:
            return None
        theta, before = theta + step, decrement
        if not inside(theta):
            return None
        if decrement <= MODEST and not told:
            return theta, *here, rate if rate >= 0.0 else inf
        value, gradient, hessian = few(theta)
        away = theta - there
        bent = bend @ away
        height = ratio * value + lift + float(tilt @ away + 0.5 * (away @ bent))
        here = (height, ratio * gradient + tilt + bent, ratio * hessian + bend)
        if not _finite(*here):
            return None
    return None


def _finite(value: float, gradient: Array, hessian: Array) -> bool:
    """Whether all of them are numbers: their sum is none otherwise."""
    return isfinite(value + float(np.add.reduce(gradient)) + float(np.add.reduce(hessian, axis=None)))


def newton_step(gradient: Array, hessian: Array) -> tuple[Array, float] | None:
    """(the step to the maximum of the quadratic, the decrement g'(-H)^-1 g); None where it has no maximum."""
    k, slopes, matrix = len(gradient), gradient.tolist(), hessian.tolist()
    # Cholesky's factor L and L^-1 g in plain floats: for a few parameters a tenth of the time of a library's call.
    lower: list[list[float]] = []
    half: list[float] = []
    for i in range(k):
        row: list[float] = []
        for j in range(i):
            row.append((-matrix[i][j] - sum(map(mul, row, lower[j]))) / lower[j][j])
        pivot = -matrix[i][i] - sum(map(mul, row, row))
        if not -SINGULAR * matrix[i][i] < pivot < inf:
            return None
        half.append((slopes[i] - sum(map(mul, row, half))) / sqrt(pivot))
        lower.append([*row, sqrt(pivot)])
    step = [0.0] * k
    for i in reversed(range(k)):
        step[i] = (half[i] - sum(lower[j][i] * step[j] for j in range(i + 1, k))) / lower[i][i]
    return np.array(step), sum(map(mul, half, half))
