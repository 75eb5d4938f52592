"""One start: trust-region Newton with the exact gradient and Hessian, in unconstrained coordinates.

    minimise F(u) = -l(theta(u))/n        until the Newton decrement g' (-H)^-1 g, which has no units, is negligible

The decrement is twice the log-likelihood that is still to be gained, as the quadratic model sees it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from thetahat.solve.coordinates import Array, Coordinates
from thetahat.solve.newton import SHORT

Derivatives = Callable[[Array], tuple[float, Array, Array]]
"""theta -> (log-likelihood, gradient, Hessian)."""

LARGE = 1e5
"""From this many observations on, every reading of the data counts."""
ENOUGH = 1e-5
"""For such samples: where the last Newton step needs no further reading."""
TINY = 1e-14
"""The same for others: a ten-millionth of a standard error, whose square is nothing."""
STEPS = 30
"""How many steps Newton's method is given before the trust region takes over."""
SLOW, ACROSS = 0.02, 0.2
"""A decrement that shrinks by no more than the first tells of a vanishing curvature; the second leads across it."""
FLAT = 1e-13
"""Curvature that is less than this part of what it was before other parameters took theirs is rounding."""
DECREMENT = 1e-9
"""Where the trust region hands over to plain Newton steps."""


@dataclass(frozen=True)
class Maximum:
    """The best point that was found.

    ``limits`` maps a parameter's index to the end of its domain that it runs to; ``theta`` then holds a point far out.
    ``edges`` are closed ends at which the likelihood is greatest and attained.
    """

    theta: Array
    value: float
    converged: bool
    strict: bool
    """The Hessian (in u, of the parameters that did not run away) is negative definite."""
    decrement: float
    evaluations: int
    limits: dict[int, float] = field(default_factory=dict)
    edges: dict[int, float] = field(default_factory=dict)
    starts: int = 1
    agreeing: int = 1
    endless: bool = False
    """Towards the limits the likelihood rises as much with each step as with the one before: it has no bound."""
    behind: bool = False
    """The value is that which the heights on the way to the limits lead to, not that of ``theta``."""

    @property
    def interior(self) -> bool:
        """Whether it is a strict local maximum inside the domain."""
        return self.converged and self.strict and not self.limits


class Surface:
    """-l/n in the coordinates u of the free parameters, the others held; remembers the last point."""

    def __init__(self, derivatives: Derivatives, coordinates: Coordinates, size: float, held: dict[int, float]) -> None:
        self.derivatives, self.coordinates, self.size, self.held = derivatives, coordinates, size, held
        self.free = [i for i in range(coordinates.count) if i not in held]
        self.count = 0
        self._at: Array | None = None
        self._last: tuple[float, Array, Array] = (math.inf, np.empty(0), np.empty(0))

    def full(self, v: Array) -> Array:
        """u of all parameters from that of the free ones."""
        u = np.empty(self.coordinates.count)
        u[self.free] = v
        for i, value in self.held.items():
            u[i] = value
        return u

    def __call__(self, v: Array) -> tuple[float, Array, Array]:
        """(value, gradient, Hessian) of -l/n at v; infinitely high where they are no numbers."""
        if self._at is not None and np.array_equal(v, self._at):
            return self._last
        self.count += 1
        u = self.full(v)
        theta = self.coordinates.outward(u)
        value, gradient, hessian = math.nan, None, None
        if np.all(np.isfinite(theta)):
            value, gradient, hessian = self.derivatives(theta)
        k = len(self.free)
        if (
            gradient is None
            or hessian is None
            or not (math.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all())
        ):
            self._last = (math.inf, np.zeros(k), np.eye(k))
        else:
            g, h = self.coordinates.pull(u, gradient, hessian)
            grid = np.ix_(self.free, self.free)
            self._last = (-value / self.size, -g[self.free] / self.size, -h[grid] / self.size)
        self._at = np.array(v)
        return self._last


def _decrement(gradient: Array, hessian: Array) -> tuple[float, Array, bool]:
    """(g' H^-1 g, Newton step, H positive definite)."""
    try:
        factor = np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        return math.inf, np.zeros_like(gradient), False
    pivots = np.diag(factor) ** 2
    if not np.all(pivots > FLAT * np.diag(hessian)):
        return math.inf, np.zeros_like(gradient), False
    half = np.linalg.solve(factor, gradient)
    return float(half @ half), -np.linalg.solve(factor.T, half), True


def _flat_decrement(gradient: Array, hessian: Array) -> float:
    """g' H^+ g where H is positive semidefinite to within rounding and g has no part along its flat directions."""
    values, vectors = np.linalg.eigh(hessian)
    parts = (vectors.T @ gradient) ** 2
    steep = values > 1e-9 * max(float(values[-1]), 1e-300)
    bent = np.any(values < -1e-7 * max(float(values[-1]), 1e-300))
    if bent or float(np.sum(parts[~steep])) > 1e-16 * (1.0 + float(np.sum(np.abs(hessian)))):
        return math.inf
    return float(np.sum(parts[steep] / values[steep]))


def _usable(surface: Surface, w: Array) -> tuple[float, Array, Array]:
    """The surface, infinitely high where its derivatives are not numbers: such a step is refused, not followed."""
    value, gradient, hessian = surface(w)
    if math.isfinite(value) and np.all(np.isfinite(gradient)) and np.all(np.isfinite(hessian)):
        return value, gradient, hessian
    return math.inf, np.zeros_like(gradient), np.eye(len(gradient))


def climb(
    derivatives: Derivatives,
    coordinates: Coordinates,
    start: Array,
    size: float,
    held: dict[int, float] | None = None,
    crossed: bool = False,
) -> Maximum:
    """The local maximum uphill of a start; ``held`` fixes coordinates u of some parameters.

    ``crossed``: a point of vanishing curvature was left behind, which is done once.
    """
    held = held or {}
    surface = Surface(derivatives, coordinates, size, held)
    u0 = coordinates.inward(start)
    v = u0[surface.free]
    if not surface.free:
        # The derivatives may overflow where the likelihood does not.
        value = -derivatives(coordinates.outward(surface.full(v)))[0] / size
        return Maximum(
            coordinates.outward(surface.full(v)), -value * size, math.isfinite(value), True, 0.0, surface.count
        )
    if not math.isfinite(surface(v)[0]):
        return Maximum(np.array(start, dtype=float), -math.inf, False, False, math.inf, surface.count)

    enough = ENOUGH if size >= LARGE else DECREMENT

    def watch(intermediate_result: Any) -> None:
        _, gradient, hessian = surface(intermediate_result.x)
        if _decrement(gradient, hessian)[0] * size <= enough:
            raise StopIteration

    decrement, _, definite = _decrement(*surface(v)[1:])
    near = definite and size >= LARGE and decrement <= 1e-2
    done = _polish(surface, v, size) if near else None
    if done is not None and not (done[2] and done[1] * size <= 1e-6):
        done = None
    if done is None and not (definite and decrement * size <= enough):
        settled = _damped(surface, v, size, enough)
        if settled is not None:
            v, decrement, definite = settled, 0.0, True
    if done is None and not (definite and decrement * size <= enough):
        from scipy.optimize import minimize  # imported when something is maximised: most estimators need none of it

        with np.errstate(all="ignore"):
            result = minimize(
                lambda w: _usable(surface, w)[0],
                v,
                jac=lambda w: _usable(surface, w)[1],
                hess=lambda w: _usable(surface, w)[2],
                method="trust-exact",
                callback=watch,
                options={"gtol": 1e-13, "maxiter": 150, "initial_trust_radius": 1.0, "max_trust_radius": 50.0},
            )
        if math.isfinite(result.fun):
            v = np.asarray(result.x, dtype=float)
    v, decrement, definite, value, slow = done or _polish(surface, v, size)
    if slow and not crossed:
        there = _across(surface, v)
        if there is not None:
            return climb(derivatives, coordinates, coordinates.outward(surface.full(there)), size, held, True)
    if not definite:
        value, gradient, hessian = surface(v)
        decrement = _flat_decrement(gradient, hessian)
    converged = decrement * size <= 1e-6
    return Maximum(
        coordinates.outward(surface.full(v)), -value * size, converged, definite, decrement * size, surface.count
    )


def _damped(surface: Surface, v: Array, size: float, enough: float) -> Array | None:
    """Newton's method with the moduli of the Hessian's eigenvalues and shortened steps; None where it does not settle.

    It needs no library, and settles from most starts in as many steps as a trust region does.
    """
    value, gradient, hessian = surface(v)
    length = 2.0
    for _ in range(STEPS):
        decrement, step, definite = _decrement(gradient, hessian)
        if definite and decrement * size <= enough:
            return v
        if not definite:
            curvatures, vectors = np.linalg.eigh(hessian)
            floor = 1e-3 * max(float(np.max(np.abs(curvatures))), 1e-12)
            step = -vectors @ ((vectors.T @ gradient) / np.maximum(np.abs(curvatures), floor))
        size_of_step = float(np.max(np.abs(step)))
        if not size_of_step < math.inf:
            return None
        share = min(1.0, length / size_of_step) if size_of_step > 0.0 else 1.0
        promised = float(gradient @ step)
        for _ in range(6):
            new = surface(v + share * step)
            if math.isfinite(new[0]) and new[0] <= value + 1e-4 * share * promised:
                break
            share *= 0.25
        else:
            return None
        v = v + share * step
        value, gradient, hessian = new
    return None


def _across(surface: Surface, v: Array) -> Array | None:
    """The point behind one of vanishing curvature, where Newton's method is slow; None if it is no higher there."""
    value, gradient, hessian = surface(v)
    _, step, definite = _decrement(gradient, hessian)
    longest = float(np.max(np.abs(step)))
    if not definite or not longest > 0.0:
        return None
    there = v + ACROSS / longest * step
    return there if surface(there)[0] < value - 1e-10 * (1.0 + abs(value)) else None


def _polish(surface: Surface, v: Array, size: float) -> tuple[Array, float, bool, float, bool]:
    """Plain Newton steps while they shrink the decrement: quadratic convergence down to rounding.

    Returns the point, the decrement, whether the Hessian is definite, the surface's height, and whether the steps
    shrank slowly, as they do where the curvature vanishes.
    """
    slow = False
    value, gradient, hessian = surface(v)
    decrement, step, definite = _decrement(gradient, hessian)
    for _ in range(8):
        if not definite or decrement == 0.0:
            break
        if decrement * size <= (ENOUGH if size >= LARGE else TINY):
            if np.max(np.abs(step)) > SHORT:
                # So little to gain so far away: the curvature in that direction is rounding.
                return v, decrement, False, value, slow
            # The step squares the decrement: another reading of the data would only confirm that.
            return v + step, decrement * decrement * size, definite, value - 0.5 * decrement, slow
        new_value, new_gradient, new_hessian = surface(v + step)
        new, new_step, new_definite = _decrement(new_gradient, new_hessian)
        worse = new_value > value + 1e-9 * (1.0 + abs(value))
        if not math.isfinite(new_value) or not new_definite or worse or new >= decrement:
            surface(v)
            break
        stalled, slow = new > 0.25 * decrement, new > SLOW * decrement
        v, value, decrement, step, definite = v + step, new_value, new, new_step, new_definite
        if stalled:
            break
    return v, decrement, definite, value, slow
