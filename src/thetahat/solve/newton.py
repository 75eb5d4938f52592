"""Newton's method in plain floats for the ordinary case; whatever is not ordinary is given up (None).

    root(f, lower, upper)   the zero of one equation, in the coordinate u of `thetahat.solve.coordinates`
    climb(f, ends, n)       the maximum of a concave log-likelihood in up to four parameters

Both may only be used where the answer was proved to be unique: they do not look for another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from thetahat.solve.coordinates import _slopes, _value

STEPS = 40


def root(
    f: Callable[[float], tuple[float, float]], lower: float, upper: float, start: float | None, falling: bool
) -> tuple[float | None, int]:
    """(the zero of f in (lower, upper), evaluations); f gives value and slope."""
    u = 0.0
    if start is not None and lower < start < upper:
        u = _coordinate(start, lower, upper)
    half = lower == 0.0 and upper == math.inf
    for count in range(1, STEPS):
        try:
            t = math.exp(u) if half else _value(u, lower, upper)
            value, slope = f(t)
            first = t if half else _slopes(u, lower, upper)[0]
            step = -value / (slope * first)
        except (ValueError, ZeroDivisionError, OverflowError):
            return None, count
        if not -1e9 < step < 1e9 or (falling and slope > 0.0):
            return None, count
        # A long step may leave the region where f has a meaning.
        step = min(max(step, -2.0), 2.0)
        u += step
        if abs(step) <= 1e-9 * max(1.0, abs(u)):
            return (math.exp(u) if half else _value(u, lower, upper)), count
    return None, STEPS


def _coordinate(t: float, lower: float, upper: float) -> float:
    if math.isinf(lower):
        return t if math.isinf(upper) else math.log(upper - t)
    return math.log(t - lower) - (0.0 if math.isinf(upper) else math.log(upper - t))


def climb(
    f: Callable[..., tuple[float, ...]], ends: Sequence[tuple[float, float]], n: float
) -> tuple[tuple[float, ...] | None, int]:
    """(the maximiser, evaluations); f gives value, gradient and lower triangle."""
    k = len(ends)
    u = [0.0] * k
    best = -math.inf
    step = [0.0] * k
    last = math.inf
    for count in range(1, STEPS):
        try:
            theta = [_value(v, a, b) for v, (a, b) in zip(u, ends, strict=True)]
            outputs = f(*theta)
        except (ValueError, ZeroDivisionError, OverflowError):
            return None, count
        value = outputs[0]
        if not value > best - 1e-9 * (1.0 + abs(best)):
            # Too far: half of the last step.
            step = [0.5 * s for s in step]
            u = [v - s for v, s in zip(u, step, strict=True)]
            if max(map(abs, step)) < 1e-6:
                return None, count
            continue
        best = value
        slopes = [_slopes(v, a, b) for v, (a, b) in zip(u, ends, strict=True)]
        gradient = [outputs[1 + i] * slopes[i][0] for i in range(k)]
        matrix = [[0.0] * k for _ in range(k)]
        at = k + 1
        for i in range(k):
            for j in range(i + 1):
                matrix[i][j] = -outputs[at] * slopes[i][0] * slopes[j][0]
                at += 1
            matrix[i][i] -= outputs[1 + i] * slopes[i][1]
        step, decrement, definite = _step(matrix, gradient)
        if not decrement < math.inf:
            return None, count
        longest = max(map(abs, step))
        if definite and (decrement <= 1e-20 * n or (decrement <= 1e-9 and decrement > 0.25 * last)):
            if decrement > 1e-9 or value - value != 0.0:
                return None, count
            return tuple(theta), count
        if definite and decrement <= 1e-10 * n and longest < 1e-4:
            # The step squares the error: evaluating again would only confirm that.
            return tuple(_value(v + s, a, b) for v, s, (a, b) in zip(u, step, ends, strict=True)), count
        last = decrement
        if longest > 2.0:
            step = [s * 2.0 / longest for s in step]
        u = [v + s for v, s in zip(u, step, strict=True)]
        if max(map(abs, u)) > 30.0:
            return None, count
    return None, STEPS


def _step(matrix: list[list[float]], gradient: list[float]) -> tuple[list[float], float, bool]:
    """(Newton's step, g'H^-1 g, H positive definite); H gets a ridge where it is not."""
    k = len(gradient)
    ridge = 0.0
    size = max(abs(matrix[i][i]) for i in range(k)) + max(map(abs, gradient))
    for _ in range(12):
        half = _solved(matrix, gradient, ridge)
        if half is not None:
            lower, y = half
            step = [0.0] * k
            for i in range(k - 1, -1, -1):
                step[i] = (y[i] - sum(lower[j][i] * step[j] for j in range(i + 1, k))) / lower[i][i]
            return step, sum(v * v for v in y), ridge == 0.0
        ridge = 4.0 * ridge if ridge else 1e-3 * size
    return gradient, math.inf, False


def _solved(
    matrix: list[list[float]], gradient: list[float], ridge: float
) -> tuple[list[list[float]], list[float]] | None:
    """(Cholesky factor L of H + ridge, L^-1 g), or None where there is none."""
    k = len(gradient)
    lower = [[0.0] * k for _ in range(k)]
    y = [0.0] * k
    for i in range(k):
        for j in range(i):
            lower[i][j] = (matrix[i][j] - sum(lower[i][m] * lower[j][m] for m in range(j))) / lower[j][j]
        pivot = matrix[i][i] + ridge - sum(lower[i][m] ** 2 for m in range(i))
        if not 0.0 < pivot < math.inf:
            return None
        lower[i][i] = math.sqrt(pivot)
        y[i] = (gradient[i] - sum(lower[i][m] * y[m] for m in range(i))) / lower[i][i]
    return lower, y
