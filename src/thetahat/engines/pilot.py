"""Fits of a few rows, from which those of many set out.

pilot(likelihood)         (the estimate from a subsample, the subsample's likelihood)
from_counts(likelihood)   the estimate from quantiles of a table of counts
"""

from __future__ import annotations

import math

import numpy as np

from thetahat.core.plan import Maximise, Mixture
from thetahat.engines.arrays import share_of
from thetahat.engines.data import Sample
from thetahat.engines.domains import coordinates
from thetahat.engines.joint import near
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import machine
from thetahat.engines.outcome import SMOOTH
from thetahat.engines.run import NoRootError, Run
from thetahat.engines.statements import solve
from thetahat.solve.surrogate import newton_step

PILOT_FROM = 20_000
"""From this many rows on, what iterates over the data starts from the fit of a subsample."""
PILOT = (4096, 65536)
"""The least and the greatest size of that subsample; in between a sixteenth of the rows."""

REACH = 30.0
"""A Newton decrement on more rows than a fit had is below this many times the ratio of their numbers."""

QUANTILES = 128
"""Quantiles that stand for a table of counts in a pilot fit."""


def pilot(inner: Likelihood) -> tuple[dict[str, float], Likelihood | None]:
    """(the estimate from a subsample as hints, its likelihood); a large subsample has a pilot of its own."""
    plan, rows = inner.plan, inner.sample.rows
    few = Likelihood(plan, inner.sample.head(min(max(rows // 16, PILOT[0]), PILOT[1])), inner.known)
    if not all(p.kind in SMOOTH for p in plan.parameters):
        return {}, None
    found = None
    if few.sample.rows <= 2 * PILOT[0]:
        found = _quickly(few, rows)
    elif any(isinstance(s, Maximise) for s in plan.estimate):
        found = _quickly(Likelihood(plan, few.sample.head(PILOT[0]), inner.known), rows)
        if found is not None:
            found = _stepped(found, few)
    if found is None:
        run = Run(few, dict(few.base))
        if few.sample.rows > 2 * PILOT[0]:
            run.hints, run.few = pilot(few)
        if not run.hints or not near(run, rough=True):
            try:
                solve(run)
            except NoRootError:
                return {}, None
        if run.maximum is not None and not run.maximum.interior:
            return {}, None
        found = {p.identifier: run.scalars[p.identifier] for p in plan.parameters}
    return (found, few) if all(map(math.isfinite, found.values())) else ({}, None)


def _stepped(found: dict[str, float], few: Likelihood) -> dict[str, float]:
    """A step of Newton's method on more rows than the fit had: it costs one reading."""
    theta = np.array(list(found.values()))
    step = newton_step(*few.derivatives(theta)[1:])
    if step is None or not step[1] < REACH * few.sample.rows / PILOT[0]:
        return found
    space = coordinates(few.plan.parameters, few.known)
    there = theta + step[0]
    return dict(zip(found, there.tolist(), strict=True)) if space.contains(there) else found


def from_counts(inner: Likelihood) -> dict[str, float] | None:
    """Hints from quantiles of a large table of counts."""
    sample = inner.sample
    if len(sample.columns) != 1 or sample.weights is None or sample.size < PILOT[0]:
        return None
    if any(isinstance(s, Maximise | Mixture) for s in inner.plan.estimate):
        # Several starts are worth more than one.
        return None
    levels = (np.arange(QUANTILES) + 0.5) * (sample.size / QUANTILES)
    order = np.argsort(sample.columns[0])
    places = np.minimum(np.searchsorted(np.cumsum(sample.weights[order]), levels), sample.rows - 1)
    x = sample.columns[0][order[places]]
    return _quickly(Likelihood(inner.plan, Sample((x,), None, float(QUANTILES), QUANTILES), inner.known), 0)


def _quickly(few: Likelihood, whole: int) -> dict[str, float] | None:
    """The estimate from a few of ``whole`` rows of one column in plain floats; None where anything is unusual."""
    from thetahat.engines.quick import quick

    plan, sample = few.plan, few.sample
    if len(plan.variables) != 1 or sample.weights is not None:
        return None
    steps = machine(plan).steps
    if "quick" not in steps:
        steps["quick"] = quick(plan)
    way = steps["quick"]
    try:
        with share_of(whole):
            found = None if way is None else way.run(sample.columns[0], sample.size, *few.known.values())
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return None
    return None if found is None else dict(zip((p.identifier for p in plan.parameters), found[0], strict=True))
