"""The profile followed to the ends of a parameter's domain, where none of the roots of its equation is the maximum.

    L(t) = max l(t, ...)          at t, and with t halved (or doubled) again and again

Where L rises all the way while what it gains shrinks, it has a limit, and the likelihood no maximum.  The search in all
parameters at once may not get there: those that run off along with t may leave the range of floats.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from thetahat.core.plan import Pass, Root, Scalars
from thetahat.engines.machine import expressions
from thetahat.engines.run import NoRootError, Run
from thetahat.engines.statements import executed
from thetahat.solve.climb import Maximum
from thetahat.solve.coordinates import _inverse, _value

REACH = 18
"""How often t is doubled and halved."""
STEP = math.log(2.0)
SHRINKS = 0.8
"""What is gained with one step is at most this part of what the step before has gained."""
ROUNDING = 1e-10
"""The part of the log-likelihood that rounding may take away on a plateau."""
LAST = 5
"""So many of the outermost points tell whether there is a limit."""
MOVES = 0.1
"""A parameter that moves less than so much with each step, on its unbounded scale, comes to rest."""


def limit(run: Run) -> Run | None:
    """The run that ends in the limit of the profile; None where the profile has no greatest value at an end."""
    root = next((s for s in run.plan.estimate if isinstance(s, Root)), None)
    others = [s for s in run.plan.estimate if not isinstance(s, Pass | Scalars | Root)]
    if root is None or others or sum(isinstance(s, Root) for s in run.plan.estimate) > 1:
        return None
    ends = expressions((root.lower, root.upper))(run.scalars)
    found: list[Run] = []
    for k in range(-REACH, REACH + 1):
        other = run.branch()
        other.scalars[root.parameter] = _value(STEP * k, *ends)
        try:
            executed(other, run.plan.estimate.index(root) + 1)
        except NoRootError:
            continue
        if math.isfinite(other.value) and all(math.isfinite(other.scalars[p.identifier]) for p in run.plan.parameters):
            found.append(other)
    return next(filter(None, (_at_end(found[::side][:LAST]) for side in (1, -1))), None) if len(found) > 8 else None


def _at_end(last: Sequence[Run]) -> Run | None:
    """The limit behind the outermost of the runs; None where the profile falls towards it, or does not settle."""
    heights = [r.value for r in last[::-1]]
    slack = ROUNDING * (1.0 + abs(heights[-1]))
    gains = np.diff(heights)
    if not np.all(gains >= -slack):
        return None
    if gains[-1] > slack and not np.all(gains[1:] < SHRINKS * gains[:-1]):
        return None
    behind = bool(gains[-1] > slack)
    value = _beyond(heights) if behind else heights[-1]
    run = last[0]
    space = run.likelihood.coordinates
    names = tuple(p.identifier for p in run.plan.parameters)
    theta = np.array([[r.scalars[n] for n in names] for r in last[::-1]])
    limits = {}
    for j, d in enumerate(space.domains):
        ends = d.lower.value(theta[-1]), d.upper.value(theta[-1])
        moves = np.diff([_inverse(float(t), *ends) for t in theta[:, j]])
        if np.all(np.abs(moves) > MOVES) and abs(np.sum(np.sign(moves))) == len(moves):
            # Above a finite lower end the coordinate grows with the parameter; below an upper end alone it falls.
            rises = (moves[-1] > 0) == (math.isfinite(ends[0]) or math.isinf(ends[1]))
            limits[j] = ends[1] if rises else ends[0]
    if not limits:
        return None
    k = len(names)
    run = _at_itself(run, names, limits) or run
    place = np.array([run.scalars[n] for n in names])
    run.maximum = Maximum(place, value, True, False, 0.0, 2 * REACH + 1, limits=limits, behind=behind)
    run.maximised = names
    run.outputs = (value, *(math.nan,) * (k + k * (k + 1) // 2))
    return run


def _at_itself(run: Run, names: Sequence[str], limits: dict[int, float]) -> Run | None:
    """The run at a finite end of the profiled parameter, None where the others have no values there."""
    root = next(s for s in run.plan.estimate if isinstance(s, Root))
    end = limits.get(names.index(root.parameter), math.inf) if root.parameter in names else math.inf
    if len(limits) > 1 or math.isinf(end):
        return None
    other = run.branch()
    other.scalars[root.parameter] = end
    try:
        executed(other, run.plan.estimate.index(root) + 1)
    except NoRootError:
        return None
    return other if all(math.isfinite(other.scalars[n]) for n in names) and math.isfinite(other.value) else None


def _beyond(heights: Sequence[float]) -> float:
    """The limit of a sequence by Wynn's epsilon algorithm."""
    before, row = [0.0] * (len(heights) + 1), list(heights)
    for _ in range(len(heights) - 1):
        steps = [b - a for a, b in pairwise(row)]
        if not all(steps):
            break
        before, row = row, [e + 1.0 / s for e, s in zip(before[1:], steps, strict=False)]
    # Rows in odd places are reciprocals of differences.
    return row[-1] if len(heights) % 2 == len(row) % 2 else before[-1]
