"""Newton's method in plain floats for the ordinary case; whatever is not ordinary is given up (None).

    root(f, lower, upper)   the zero of one equation, in the coordinate u of `thetahat.solve.coordinates`
    climb(f, ends, n)       the maximum of a log-likelihood in up to four parameters, uphill of a start
    best_of(f, ends, …)     the greatest of those from several starts

The first two alone may only be used where the answer was proved to be unique: they do not look for another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from thetahat.solve.coordinates import _slopes, _value

SHORT = 1e-2
"""A step that is left unconfirmed may be so long, in unbounded coordinates."""

STEPS = 40
SLOW, ACROSS = 0.02, 0.2
"""A decrement that shrinks by no more than the first tells of a vanishing curvature; the second leads across it."""
MARGIN = 3.0
"""How much log-likelihood a climb that was given up may lack of the greatest without being looked at again."""
ASIDE = 0.1
"""How far a climb steps aside where it stands still at what is no maximum."""
FLAT = 1e-6
"""Curvature that is less than this part of what it was before the other parameters took theirs may be none."""
FAR = 9.0
"""In the coordinate log t (or the logit) this is so far out that the likelihood may not fall beyond it."""


def root(
    f: Callable[[float], tuple[float, float]],
    lower: float,
    upper: float,
    start: float | None,
    falling: bool,
    reach: float = math.inf,
) -> tuple[float | None, int]:
    """(the zero of f in (lower, upper), evaluations); f gives value and slope.  Beyond |u| = ``reach`` is none."""
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
        if abs(u) > reach:
            return None, count
        if abs(step) <= 1e-9 * max(1.0, abs(u)):
            return (math.exp(u) if half else _value(u, lower, upper)), count
    return None, STEPS


def _coordinate(t: float, lower: float, upper: float) -> float:
    if math.isinf(lower):
        return t if math.isinf(upper) else math.log(upper - t)
    return math.log(t - lower) - (0.0 if math.isinf(upper) else math.log(upper - t))


NEAR = 0.1
"""How near to a maximum that is known a Newton step must lead, in each coordinate, to be taken for a way to it,"""
ALIKE = 0.2
"""and how near to its height, as a part of the step's decrement."""
AHEAD = 5e-9
"""In standard errors: how far from the maximum the answer may be."""


ROUGH = 0.01
"""A Newton decrement, a tenth of a standard error squared, behind which a pilot need not go."""


def climb(
    f: Callable[..., tuple[float, ...]],
    ends: Sequence[tuple[float, float]],
    n: float,
    start: Sequence[float] | None = None,
    known: Sequence[tuple[tuple[float, ...], float]] = (),
    rough: bool = False,
) -> tuple[tuple[float, ...] | None, int, float]:
    """(the maximiser, evaluations, the value there); f gives value, gradient and lower triangle.

    Without a maximiser the value is the greatest that was reached.  A climb whose steps lead to one of the ``known``
    maximisers ends there.  ``rough`` is enough where more rows will be looked at from there.
    """
    k = len(ends)
    half = [a == 0.0 and b == math.inf for a, b in ends]
    free = [a == -math.inf and b == math.inf for a, b in ends]
    places = tuple(range(k))
    u = [0.0] * k if start is None else [_coordinate(t, a, b) for t, (a, b) in zip(start, ends, strict=True)]
    there = [[_coordinate(t, a, b) for t, (a, b) in zip(m, ends, strict=True)] for m, _ in known]
    best = -math.inf
    step = [0.0] * k
    last = math.inf
    crossed = settled = False
    for count in range(1, STEPS):
        try:
            theta = [u[i] if free[i] else math.exp(u[i]) if half[i] else _value(u[i], *ends[i]) for i in places]
            outputs = f(*theta)
        except (ValueError, ZeroDivisionError, OverflowError):
            if start is None or count == 1:
                return None, count, best
            outputs = (-math.inf,)
        value = outputs[0]
        if not value > best - 1e-9 * (1.0 + abs(best)):
            # Too far: half of the last step.
            step = [0.5 * s for s in step]
            u = [v - s for v, s in zip(u, step, strict=True)]
            if max(map(abs, step)) < 1e-6:
                return None, count, best
            continue
        best = value
        slopes = [
            (1.0, 0.0) if free[i] else (theta[i], theta[i]) if half[i] else _slopes(u[i], *ends[i]) for i in places
        ]
        gradient = [outputs[1 + i] * slopes[i][0] for i in places]
        matrix = []
        at = k + 1
        for i in places:
            first = -slopes[i][0]
            matrix.append([outputs[at + j] * first * slopes[j][0] for j in range(i + 1)])
            matrix[i][i] -= outputs[1 + i] * slopes[i][1]
            at += i + 1
        step, decrement, definite = _step(matrix, gradient)
        if not decrement < math.inf:
            return None, count, best
        longest = max(map(abs, step))
        if definite and decrement <= 1e-6 and SLOW * last < decrement < last and longest > 0.0 and not crossed:
            # Newton's method is slow where the curvature vanishes: what lies behind such a point may be higher.
            crossed, step = True, [s * ACROSS / longest for s in step]
            u, last = [v + s for v, s in zip(u, step, strict=True)], math.inf
            continue
        if definite and (decrement <= 1e-20 * n or (decrement <= 1e-9 and decrement > 0.25 * last)):
            if decrement > 1e-9 or value - value != 0.0:
                return None, count, best
            return tuple(theta), count, value
        # With each step the distance goes from e to c e^2, in standard errors: c is known from the last time, unless
        # the curvature then had not the sign that it has at a maximum.
        known_rate = settled and decrement <= 1e-6
        ahead = decrement * max(math.sqrt(decrement) / last, 1.0 / math.sqrt(n)) if known_rate else math.inf
        near = (ahead <= AHEAD and longest < SHORT) or (decrement <= 1e-10 * n and longest < 1e-4)
        if definite and (near or (rough and decrement <= ROUGH)):
            # The step squares the error: evaluating again would only confirm that.
            moved = tuple(_value(v + s, a, b) for v, s, (a, b) in zip(u, step, ends, strict=True))
            return moved, count, value + 0.5 * decrement
        if not definite and decrement <= 1e-9:
            # A saddle, or flat: the step would not lead away.
            u, best, last = [v + ASIDE for v in u], -math.inf, math.inf
            step = [0.0] * k
            continue
        last, settled = decrement, definite
        if longest > 2.0:
            step = [s * 2.0 / longest for s in step]
        u = [v + s for v, s in zip(u, step, strict=True)]
        if definite and longest < 0.5:
            for (m, height), v in zip(known, there, strict=True):
                alike = abs(height - value - 0.5 * decrement) <= ALIKE * decrement + 1e-9 * n
                if alike and all(abs(v[i] - u[i]) <= NEAR for i in places):
                    return m, count, height
        if max(map(abs, u)) > 30.0:
            return None, count, best
    return None, STEPS, best


def best_of(
    f: Callable[..., tuple[float, ...]],
    ends: Sequence[tuple[float, float]],
    n: float,
    starts: Sequence[Sequence[float]],
    rough: bool = False,
) -> tuple[tuple[float, ...] | None, int, int, int]:
    """(the greatest of the maximisers uphill of the starts, evaluations, starts, how many of them lead there).

    None where a climb that does not end inside the domain comes near to the greatest height, or above it: what lies
    behind an end is for others to follow.
    """
    tops: list[tuple[tuple[float, ...], float]] = []
    evaluations, lost = 0, -math.inf
    for start in starts:
        top, count, value = climb(f, ends, n, start, tops, rough)
        evaluations += count
        if top is not None and (any(top is t for t, _ in tops) or not any(map(remote, top, ends))):
            tops.append((top, value))
        else:
            lost = max(lost, value)
    best = max((value for _, value in tops), default=-math.inf)
    if not lost < best - MARGIN:
        return None, evaluations, len(starts), 0
    agreeing = sum(value >= best - 1e-9 * (1.0 + abs(best)) for _, value in tops)
    # Of equal ones the first: which of them is greater by rounding must not matter.
    first = next(top for top, value in tops if value >= best - 1e-12 * (1.0 + abs(best)))
    return first, evaluations, len(starts), agreeing


def remote(t: float, ends: tuple[float, float]) -> bool:
    """Whether a point is so near to an end that the likelihood may not fall beyond it."""
    a, b = ends
    free = math.isinf(a) and math.isinf(b)
    return not a < t < b or abs(_coordinate(t, a, b)) > (200.0 if free else FAR)


def _step(matrix: list[list[float]], gradient: list[float]) -> tuple[list[float], float, bool]:
    """(Newton's step, g'H^-1 g, H positive definite); H gets a ridge where it is not."""
    k = len(gradient)
    short = _SHORT.get(k)
    found = short(matrix, gradient) if short is not None else None
    if found is not None:
        return found
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


def _pair(matrix: list[list[float]], gradient: list[float]) -> tuple[list[float], float, bool] | None:
    """Newton's step in two parameters without loops; None where H is not positive definite."""
    (a,), (b, d), (g, h) = *matrix, gradient
    if not 0.0 < a < math.inf:
        return None
    b /= a
    rest = d - a * b * b
    if not FLAT * d < rest < math.inf:
        return None
    h = (h - b * g) / rest
    return [g / a - b * h, h], g * g / a + h * h * rest, True


def _triple(matrix: list[list[float]], gradient: list[float]) -> tuple[list[float], float, bool] | None:
    """The same in three parameters: H = L D L'."""
    (a,), (b, d), (c, e, r), (g, h, i) = *matrix, gradient
    if not 0.0 < a < math.inf:
        return None
    p, q = b / a, c / a
    second = d - b * p
    if not FLAT * d < second < math.inf:
        return None
    o = (e - c * p) / second
    third = r - c * q - second * o * o
    if not FLAT * r < third < math.inf:
        return None
    h -= p * g
    i -= q * g + o * h
    z = i / third
    y = h / second - o * z
    return [g / a - p * y - q * z, y, z], g * g / a + h * h / second + i * z, True


_SHORT = {2: _pair, 3: _triple}


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
        if not FLAT * abs(matrix[i][i]) < pivot < math.inf:
            return None
        lower[i][i] = math.sqrt(pivot)
        y[i] = (gradient[i] - sum(lower[i][m] * y[m] for m in range(i))) / lower[i][i]
    return lower, y
