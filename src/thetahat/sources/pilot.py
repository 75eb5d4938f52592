"""Fits of a sample of the rows, from which Newton's method on all rows sets out.

Where one maximum is certain a single fit will do.  Elsewhere several starts are fitted to a few rows; those maxima that
lead nowhere else are counted as agreeing, and a rival is kept for the rows to decide if

    mean d < 5 sd(d)/sqrt(m),    d_i = log f(x_i; best) - log f(x_i; rival),    i = 1 ... m.

On the way the sample serves once more: its log-likelihood has almost the shape of that of all rows (see
`thetahat.solve.surrogate`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from thetahat.core.plan import Maximise, Mixture, Plan
from thetahat.engines import domains
from thetahat.engines.joint import coarse
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.run import NoRootError, Run
from thetahat.engines.solving import solved
from thetahat.engines.statements import solve
from thetahat.solve.surrogate import surrogate
from thetahat.sources.relation import Array

FEW = 8192
"""Rows on which several starts are fitted: few enough for one thread."""
STARTS = {Maximise: 6, Mixture: 10}
RIVALS = 3
"""At most so many maxima are followed in all rows."""
DOUBT = 5.0
"""Standard errors of a mean difference in log-likelihood."""


@dataclass(frozen=True)
class Pilot:
    """A maximum of a sample's likelihood, and how many starts led there."""

    likelihood: Likelihood
    theta: Array
    run: Run
    starts: int = 1
    agreeing: int = 1

    def ahead(self, there: Array, known: tuple[float, Array, Array], step: Array, size: float) -> Array:
        """The maximum of the surrogate that has these derivatives at ``there``; the plain step where it has none."""
        ratio, space = size / self.likelihood.sample.size, self.likelihood.coordinates
        found = surrogate(self.likelihood.derivatives, ratio, there, known, space.contains, True)
        return there + step if found is None else found[0]


def pilots(likelihood: Likelihood) -> list[Pilot]:
    """The maxima of a sample's likelihood that all rows might prefer, the best first; none if nothing is ordinary."""
    searched = None if certain(likelihood.plan) else _search(likelihood.plan)
    if searched is None:
        answer = solved(likelihood, {})
        found = [Pilot(likelihood, answer.theta, answer.run)] if not answer.fallback else []
    else:
        few = replace_sample(likelihood, FEW)
        found = [p for p in (_from(likelihood, p) for p in _rivals(few, searched)) if p is not None]
    return [p for p in found if _ordinary(p)]


def certain(plan: Plan) -> bool:
    """Whether there is only one maximum."""
    return "proved" in (plan.status("unique"), plan.status("maximum")) or plan.status("unique") == "cited"


def _search(plan: Plan) -> Maximise | Mixture | None:
    return next((s for s in plan.estimate if isinstance(s, Maximise | Mixture)), None)


def replace_sample(likelihood: Likelihood, rows: int) -> Likelihood:
    """The likelihood of at most so many rows of the sample."""
    return Likelihood(likelihood.plan, likelihood.sample.head(rows), likelihood.known)


def _ordinary(p: Pilot) -> bool:
    m = p.run.maximum
    return bool(np.all(np.isfinite(p.theta))) and (m is None or (m.interior and not m.edges))


def _climbed(likelihood: Likelihood, hints: dict[str, float]) -> Pilot | None:
    run = Run(likelihood, dict(likelihood.base), {}, hints)
    try:
        solve(run)
    except NoRootError:
        return None
    theta = np.array([run.scalars.get(p.identifier, math.nan) for p in likelihood.plan.parameters])
    return Pilot(likelihood, theta, run)


def _rivals(few: Likelihood, search: Maximise | Mixture) -> list[Pilot]:
    """Different maxima of the few rows, the best first, without those that are certainly lower."""
    parameters = tuple(p for n in search.parameters for p in few.plan.parameters if p.identifier == n)
    space = domains.coordinates(parameters, few.known)
    complete = len(parameters) == len(few.plan.parameters)
    first = Run(few, dict(few.base))
    points = coarse(first, parameters, space, None, STARTS[type(search)]) if complete else []
    if not points:
        one = solved(few, {})
        maximum = one.run.maximum
        return [Pilot(few, one.theta, one.run, maximum.starts if maximum else 1, maximum.agreeing if maximum else 1)]
    reached = [_climbed(few, dict(zip(search.parameters, map(float, p), strict=True))) for p in points]
    usable = sorted((p for p in reached if p is not None and _ordinary(p)), key=lambda p: -few.value(p.theta.tolist()))
    kept: list[Pilot] = []
    for p in usable:
        gap = [_doubt(few, k.theta, p.theta) for k in kept]
        same = next((i for i, (mean, _) in enumerate(gap) if abs(mean) * few.sample.size < 1e-5), None)
        if same is not None:
            kept[same] = replace(kept[same], agreeing=kept[same].agreeing + 1)
        elif len(kept) < RIVALS and (not kept or gap[0][0] < DOUBT * gap[0][1]):
            kept.append(p)
    return [replace(p, starts=len(points)) for p in kept]


def _doubt(few: Likelihood, best: Array, rival: Array) -> tuple[float, float]:
    """(mean difference of the log-densities, its standard error)."""
    d = few.log_density(best.tolist()) - few.log_density(rival.tolist())
    w = np.ones(len(d)) if few.sample.weights is None else few.sample.weights
    mean = float(np.average(d, weights=w))
    return mean, math.sqrt(float(np.average((d - mean) ** 2, weights=w)) / len(d))


def _from(likelihood: Likelihood, p: Pilot) -> Pilot | None:
    """The maximum of the whole sample uphill of one of a part of it."""
    names = (q.identifier for q in likelihood.plan.parameters)
    found = _climbed(likelihood, dict(zip(names, map(float, p.theta), strict=True)))
    return None if found is None else replace(found, starts=p.starts, agreeing=p.agreeing)
