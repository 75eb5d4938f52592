"""All parameters at once: where the maximisation of a plan begins, and the ways that are open to every plan.

joint(run)       from several starts, whatever the plan's statements say
near(run)        from the fit of a subsample, in two readings
maximised(...)   some of the parameters, the others held
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from thetahat.core import plan as printed
from thetahat.core.plan import Parameter, Plan
from thetahat.engines import domains
from thetahat.engines.machine import expressions, machine
from thetahat.engines.nouns import Count
from thetahat.engines.run import Run
from thetahat.solve.climb import Maximum
from thetahat.solve.coordinates import Array, Coordinates
from thetahat.solve.ends import far
from thetahat.solve.maximise import maximise, packed
from thetahat.solve.newton import climb, remote
from thetahat.solve.starts import Role, lists, starting_points
from thetahat.solve.surrogate import ascend

RATED = 256
"""Rows on which starting values are compared."""


def joint(run: Run) -> Run:
    """All parameters at once, whatever the plan's statements say: the way that is always open."""
    plan = run.plan
    found = maximised(run, run.likelihood.derivatives, plan.parameters, run.likelihood.known, [], None)
    names = tuple(p.identifier for p in plan.parameters)
    run.scalars.update(zip(names, map(float, found.theta), strict=True))
    run.maximum, run.maximised = found, names
    run.route = {n: newton(found) for n in names}
    if np.all(np.isfinite(found.theta)):
        value, gradient, hessian = run.likelihood.derivatives(found.theta)
        run.outputs = (value, *map(float, gradient), *packed(hessian))
    return run


def beyond(run: Run) -> bool:
    """Whether the best of several roots lies far out."""
    several = [s for s in run.plan.estimate if isinstance(s, printed.Root) and s.several]
    for s in several:
        t = run.scalars.get(s.parameter, math.nan)
        low, high = expressions((s.lower, s.upper))(run.scalars)
        if math.isfinite(t) and remote(t, (low, high)):
            return True
    return False


def near(run: Run, rough: bool = False) -> bool:
    """All parameters at once from the hints, in two readings.  False where that does not end in a maximum inside.

    ``rough``: the answer is only a pilot's for more rows.
    """
    plan = run.plan
    names = tuple(p.identifier for p in plan.parameters)
    start = from_hints(run, names)
    if start is None or run.few is None:
        return False
    space = domains.coordinates(plan.parameters, run.likelihood.known)
    ratio = run.sample.size / run.few.sample.size
    found = ascend(
        run.likelihood.derivatives, run.few.derivatives, ratio, start, space.contains, run.sample.size, rough
    )
    if found is None or any(far(space, found.theta, space.inward(found.theta))):
        return False
    run.scalars.update(zip(names, map(float, found.theta), strict=True))
    run.outputs = (found.value, *map(float, found.gradient), *packed(found.hessian))
    run.route = dict.fromkeys(names, f"Newton's method from a pilot fit, {Count(found.readings):evaluation}")
    if any(isinstance(s, printed.Maximise | printed.Mixture) for s in plan.estimate):
        decrement = float(found.gradient @ found.gradient)
        run.maximum = Maximum(found.theta, found.value, True, True, min(decrement, 1e-9), found.readings)
        run.maximised = names
    return True


def maximised(
    run: Run,
    derivatives: Callable[[Array], tuple[float, Array, Array]],
    parameters: Sequence[Parameter],
    fixed: Mapping[str, float],
    given: Sequence[Array],
    rate: Callable[[Array], float] | None,
) -> Maximum:
    """The maximum over some parameters: uphill of the hints, of ``given`` points, or of the best rated ones."""
    plan = run.plan
    space = domains.coordinates(parameters, fixed)
    names = tuple(p.identifier for p in parameters)
    hinted = from_hints(run, names)
    certain = "proved" in (plan.status("unique"), plan.status("maximum")) or "cited" in (plan.status("unique"),)
    if hinted is not None:
        starts = [hinted]
    elif given and certain:
        starts = list(given)
    else:
        straight = _straight(derivatives, space, run.sample.size) if certain and not given else None
        starts = (
            [straight] if straight is not None else [*given, *coarse(run, parameters, space, rate, 1 if certain else 4)]
        )
    usable = [s for s in starts if np.all(np.isfinite(s))]
    found = maximise(derivatives, space, usable, run.sample.size, plan.verdict == "unbounded")
    if hinted is not None and not found.converged:
        starts = coarse(run, parameters, space, rate, 4)
        found = maximise(derivatives, space, starts, run.sample.size, plan.verdict == "unbounded")
    if any(p.periodic for p in parameters) and np.all(np.isfinite(found.theta)):
        object.__setattr__(found, "theta", space.wrapped(found.theta))
    return found


def _straight(
    derivatives: Callable[[Array], tuple[float, Array, Array]], space: Coordinates, size: float
) -> Array | None:
    """Newton's method from the middle of the coordinates, which finds an only maximum where it settles at all."""
    if not space.simple or space.count > 4 or any(d.periodic for d in space.domains):
        return None
    nowhere = np.zeros(space.count)
    ends = [(d.lower.value(nowhere), d.upper.value(nowhere)) for d in space.domains]

    def outputs(*theta: float) -> tuple[float, ...]:
        value, gradient, hessian = derivatives(np.array(theta))
        return (value, *map(float, gradient), *packed(hessian))

    found = climb(outputs, ends, size)[0]
    return None if found is None else np.array(found)


def from_hints(run: Run, names: Sequence[str]) -> Array | None:
    """The point that the hints tell; None where they do not tell all of it."""
    if all(n in run.hints for n in names):
        return np.array([run.hints[n] for n in names])
    return None


def coarse(
    run: Run, parameters: Sequence[Parameter], space: Any, rate: Callable[[Array], float] | None, wanted: int
) -> list[Array]:
    """Starting values rated on a few rows."""
    plan = run.plan
    few = run.sample.head(RATED)
    columns = [np.asarray(c, dtype=np.float64) for c in few.columns]
    positions = [plan.parameters.index(p) for p in parameters]
    roles = [role(plan, j) for j in positions]
    if rate is None:
        order = np.argsort(positions)
        rows = _rating(run, columns, few.weights)
        # Where there is only one maximum any start will do, a good one only saves steps.
        draws = 160 if wanted > 1 else 40
        return starting_points(
            lambda points: rows(points[:, order]), lists(columns, roles, space), space, wanted, draws
        )
    one = rate
    return starting_points(
        lambda points: np.array([one(p) for p in points]), lists(columns, roles, space), space, wanted, 60
    )


def _rating(run: Run, columns: Sequence[Array], weights: Any) -> Callable[[Array], Array]:
    engine = machine(run.plan)
    known = list(run.likelihood.known.values())
    inside = domains.border(run.plan, run.sample)
    names = tuple(p.identifier for p in run.plan.parameters)
    rows = [c[np.newaxis, :] for c in columns]

    def rate(points: Array) -> Array:
        with np.errstate(all="ignore"):
            out = engine.log_density(*rows, *(points[:, [j]] for j in range(points.shape[1])), *known)[0]
        out = np.broadcast_to(np.asarray(out, dtype=float), (len(points), len(columns[0])))
        total = np.sum(out if weights is None else out * weights, axis=1)
        if any(r.moving for r in run.plan.regions):
            for i, p in enumerate(points):
                if not inside({**run.likelihood.known, **dict(zip(names, map(float, p), strict=True))}):
                    total[i] = -np.inf
        return total

    return rate


def role(plan: Plan, j: int) -> Role:
    """How parameter j moves with the data."""
    shift = power = logarithm = 0.0
    column = 0
    known = False
    for m in plan.motions:
        position = plan.variables.index(m.variable)
        known = True
        if m.kind == "shift" and m.offsets[j]:
            shift, column = m.offsets[j], position
        if m.kind == "scale" and m.powers[j] and not power:
            power, column = m.powers[j], position if not shift else column
        if m.kind == "scale" and m.offsets[j]:
            logarithm, column = m.offsets[j], position
    return Role(shift, 0.0 if shift else power, logarithm, column, known)


def newton(found: Maximum) -> str:
    """How a maximum was found, in words."""
    starts = f"{found.starts} starts" if found.starts != 1 else "one start"
    return f"Newton's method in a trust region from {starts}, {Count(found.evaluations):evaluation}"
