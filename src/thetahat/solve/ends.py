"""The ends of the domain that a climb runs towards: limits that are not attained, and closed edges that are.

A parameter far out is pushed further, the others re-maximised: where the likelihood does not fall it has run away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thetahat.solve.climb import LARGE, Derivatives, Maximum, Surface, climb
from thetahat.solve.coordinates import Array, Coordinates

EPSILON = 2.0**-52
AGES = 120.0
"""A coordinate in which a parameter has long run away."""
VAGUE = 9.0
"""The variance of a parameter's logarithm beyond which it is asked whether the likelihood falls again further out."""


def follow(derivatives: Derivatives, coordinates: Coordinates, m: Maximum, size: float) -> Maximum:
    """The same maximum, or the limit (or closed edge) that lies behind it."""
    u = coordinates.inward(m.theta)
    running: dict[int, float] = {}
    best = m
    vague = _vague(derivatives, coordinates, u, size)
    for i in range(coordinates.count):
        outwards = 1.0 if u[i] > 0 else -1.0
        # on a plateau the slope is rounding: both ways are tried
        sides = (1.0, -1.0) if i in vague else (outwards,) if _far(coordinates, m.theta, u, i) else ()
        for side in sides:
            pushed = None if i in running else _push(derivatives, coordinates, best, i, side, size, running)
            if pushed is not None:
                best, running = pushed
    if not running:
        return m
    for i in range(coordinates.count):
        if i not in running and _far(coordinates, m.theta, u, i) and _flat(derivatives, coordinates, m, i, size):
            running[i] = u[i]
    last = coordinates.inward(best.theta)
    limits: dict[int, float] = {}
    edges: dict[int, float] = {}
    for i in running:
        d = coordinates.domains[i]
        low, high = coordinates.ends(best.theta, i)
        # Above a (theta = a + exp u) a large u is far out; below b (theta = b - exp u) it is the other way round.
        downwards = last[i] < 0 if math.isfinite(low) or math.isinf(high) else last[i] > 0
        end, value = (d.lower, low) if downwards else (d.upper, high)
        (edges if end.closed and math.isfinite(value) else limits)[i] = value
    if edges and not limits:
        return _at_edges(derivatives, coordinates, best, edges, size)
    return replace(best, limits={**limits, **edges})


def _vague(derivatives: Derivatives, coordinates: Coordinates, u: Array, size: float) -> set[int]:
    """The parameters with an end whose standard error is several powers of e.

    Such a plateau may go on to the end of the domain: a dispersion of 30 can be as good as an infinite one.
    """
    if size >= LARGE:
        return set()
    value, _, hessian = Surface(derivatives, coordinates, 1.0, {})(u)
    known = math.isfinite(value) and np.isfinite(hessian).all()
    if not known or np.linalg.matrix_rank(hessian) < len(u):
        return set()
    variances = np.diag(np.linalg.inv(hessian))
    bounded = [i for i in range(len(u)) if np.isfinite(coordinates.ends(coordinates.outward(u), i)).any()]
    return {i for i in bounded if variances[i] > VAGUE}


def far(coordinates: Coordinates, theta: Array, u: Array) -> list[bool]:
    """For each parameter whether it is so far out that the likelihood may not fall beyond it."""
    return [_far(coordinates, theta, u, i) for i in range(coordinates.count)]


def _far(coordinates: Coordinates, theta: Array, u: Array, i: int) -> bool:
    low, high = coordinates.ends(theta, i)
    if math.isinf(low) and math.isinf(high):
        return not coordinates.domains[i].periodic and abs(u[i]) > 200.0
    if math.isfinite(low) and math.isfinite(high):
        return abs(u[i]) > 11.0
    return abs(u[i]) > 9.0


def _push(
    derivatives: Derivatives,
    coordinates: Coordinates,
    m: Maximum,
    i: int,
    side: float,
    size: float,
    running: dict[int, float],
) -> tuple[Maximum, dict[int, float]] | None:
    """Three steps further out, the other parameters re-maximised: does the likelihood fall?

    Returns the last point and the coordinates that run away: parameter i, and those that keep moving along with it.
    """
    low, high = coordinates.ends(m.theta, i)
    straight = math.isinf(low) and math.isinf(high)
    path = [coordinates.inward(m.theta)]
    if not straight and abs(path[0][i]) > AGES:
        # Further out squares overflow: the question is asked from where they do not.
        m = climb(derivatives, coordinates, m.theta, size, {**running, i: math.copysign(0.5 * AGES, path[0][i])})
        path = [coordinates.inward(m.theta)]
    best = m
    heights = [m.value]
    for _ in range(3):
        u = path[-1][i] * 10.0 if straight else path[-1][i] + 3.0 * side
        ahead = _ahead(derivatives, coordinates, path, best.theta, i, u)
        trial = climb(derivatives, coordinates, ahead, size, {**running, i: u})
        # One part in 1e10 is what rounding may take away on a plateau; far out the terms are as large as the parameter.
        rounding = 0.0 if straight else EPSILON * size * (1.0 + abs(u)) * math.exp(min(abs(u), 80.0))
        if not trial.value >= best.value - 1e-10 * (1.0 + abs(best.value)) - rounding:
            return None
        best = trial
        heights.append(trial.value)
        path.append(coordinates.inward(trial.theta))
    path[-1][i] = u
    gains = np.diff(heights)
    # Where a likelihood has a limit, what is left to be gained shrinks with every step.
    endless = bool(gains[-1] > 0.7 * gains[-2] > 1e-6 * (1.0 + abs(m.value)) and gains[-2] > 0.7 * gains[-3])
    best = replace(best, endless=best.endless or endless)
    steps = np.diff(path, axis=0)
    along = [
        j for j in range(coordinates.count) if np.all(np.abs(steps[1:, j]) > 1.0) and steps[1, j] * steps[2, j] > 0
    ]
    return best, {**running, i: u, **{j: float(path[-1][j]) for j in along if j not in running}}


def _ahead(
    derivatives: Derivatives, coordinates: Coordinates, path: Sequence[Array], here: Array, i: int, u: float
) -> Array:
    """Where the other parameters may be when parameter i goes on to u: the best of a few guesses."""
    target = path[-1].copy()
    target[i] = u
    moved = coordinates.outward(target)
    guesses = [moved]
    if len(path) < 2:
        column = _drift(derivatives, here, i)
    else:
        # on as in the last step: in the coordinates, those without ends ten times as far, or in the parameters
        step = path[-1] - path[-2]
        low, high = coordinates.ends(here, i)
        if math.isinf(low) and math.isinf(high):
            free = [all(map(math.isinf, coordinates.ends(here, j))) for j in range(coordinates.count)]
            step = np.where(free, 10.0 * step, step)
        guesses.append(coordinates.outward(path[-1] + step))
        column = coordinates.outward(path[-1]) - coordinates.outward(path[-2])
    if column[i]:
        guesses.append(here + column * ((moved[i] - here[i]) / column[i]))
    possible = [g for g in guesses if np.all(np.isfinite(g)) and coordinates.contains(g)]
    heights = [derivatives(g)[0] for g in possible]
    best = max((h for h in heights if math.isfinite(h)), default=None)
    return here if best is None else possible[heights.index(best)]


def _drift(derivatives: Derivatives, theta: Array, i: int) -> Array:
    """How the other parameters move with parameter i where the likelihood is flattest: a column of the covariance."""
    _, _, hessian = derivatives(theta)
    if hessian is None or not np.all(np.isfinite(hessian)) or np.linalg.matrix_rank(hessian) < len(theta):
        return np.zeros(len(theta))
    return np.linalg.inv(-hessian)[i]


def _flat(derivatives: Derivatives, coordinates: Coordinates, m: Maximum, i: int, size: float) -> bool:
    """Whether the likelihood is as great far back: then this parameter runs away along with another.

    Further out rounding may have the last word (1 - p is 0 from 1e-17 on), so this looks inwards.
    """
    u = coordinates.inward(m.theta)
    back = climb(derivatives, coordinates, m.theta, size, {i: u[i] - math.copysign(6.0, u[i])})
    return abs(u[i]) > 15.0 and back.value >= m.value - 1e-8 * (1.0 + abs(m.value))


def _at_edges(
    derivatives: Derivatives, coordinates: Coordinates, m: Maximum, edges: dict[int, float], size: float
) -> Maximum:
    """The closed ends themselves, the other parameters re-maximised there."""

    def on_edge(theta: Array) -> tuple[float, Array, Array]:
        placed = theta.copy()
        for i, value in edges.items():
            placed[i] = value
        return derivatives(placed)

    u = coordinates.inward(m.theta)
    at = climb(on_edge, coordinates, m.theta, size, {i: float(u[i]) for i in edges})
    theta = at.theta.copy()
    for i, value in edges.items():
        theta[i] = value
    if math.isfinite(at.value) and at.value >= m.value - 1e-9 * (1.0 + abs(m.value)):
        return replace(at, theta=theta, edges=edges)
    return replace(m, limits=edges)
