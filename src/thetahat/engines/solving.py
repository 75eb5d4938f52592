"""A plan run on a sample, in the right units, and what is done where its own way leads nowhere.

In standard units where something iterates over the data; from a pilot fit where there are many rows; jointly in all
parameters, or along the profile to a limit, where the plan's roots are no maximum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Choice, Maximise, Mixture, Pass, Plan, PointSearch, Root, Scalars
from thetahat.engines.joint import beyond, joint, near
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import expressions, needs_of
from thetahat.engines.outcome import number
from thetahat.engines.pilot import PILOT_FROM, from_counts, pilot
from thetahat.engines.profiles import limit
from thetahat.engines.run import NoRootError, Run
from thetahat.engines.standardise import Units, moderate, standardised
from thetahat.engines.statements import solve
from thetahat.solve.maximise import symmetric

Array = NDArray[np.float64]


@dataclass
class Answer:
    """What running a plan gives: parameters, log-likelihood, derivatives in the data's units, and the run itself."""

    theta: Array
    value: float
    gradient: Array
    hessian: Array
    run: Run
    units: Units | None = None
    pinned: Mapping[str, float] = field(default_factory=dict)
    fallback: str = ""

    def converted(self, v: float, j: int) -> float:
        """A value of parameter j in the data's units."""
        return v if self.units is None else float(self.units.factors[j] * v + self.units.offsets[j])


def solved(likelihood: Likelihood, pinned: Mapping[str, float]) -> Answer:
    """The plan run on a sample, in standard units where something iterates over the data."""
    plan = likelihood.plan
    units: Units | None = None
    inner = likelihood
    repeats = plan.iterates and revisits(plan)
    if repeats and not pinned and not (likelihood.sample.rows >= PILOT_FROM and moderate(plan, likelihood.sample)):
        changed = standardised(plan, likelihood.sample)
        if changed is not None:
            units = changed[1]
            inner = Likelihood(plan, changed[0], likelihood.known)
    hints, few = pilot(inner) if repeats and inner.sample.rows >= PILOT_FROM and not pinned else ({}, None)
    if repeats and not pinned and inner.sample.weights is not None and few is None:
        hints = from_counts(inner) or hints
    run = Run(inner, dict(inner.base), pinned, hints, few)
    if hints and near(run):
        return concluded(likelihood, run, units, pinned, "")
    fallback = ""
    try:
        solve(run)
    except NoRootError as trouble:
        z = trouble.zero
        fallback = f"no change of sign found for {trouble.parameter} between {number(z.low)} and {number(z.high)}"
        end = None if pinned else limit(run)
        run = joint(Run(inner, dict(inner.base), {}, {}))
        if end is not None and not (run.maximum is not None and run.maximum.interior and _above(run, end)):
            return concluded(likelihood, end, units, pinned, "")
    if not fallback and not pinned and beyond(run):
        # A root so far out may be one of rounding, on the way to a limit: what lies behind it is looked at.
        followed = joint(
            Run(inner, dict(inner.base), {}, {p.identifier: run.scalars[p.identifier] for p in plan.parameters})
        )
        if followed.maximum is not None and followed.maximum.limits:
            run = followed
        elif (end := limit(run)) is not None and not _above(run, end):
            return concluded(likelihood, end, units, pinned, "")
    answer = concluded(likelihood, run, units, pinned, fallback)
    if not fallback and not pinned and unsettled(plan, answer):
        # The best of several roots may have been passed over, or be known to few digits: others are asked.
        rival = concluded(likelihood, joint(Run(inner, dict(inner.base), {}, {})), units, pinned, "")
        if rival.value > answer.value + _SAME * (1.0 + abs(answer.value)) or not answer.value > -math.inf:
            return rival
    if not fallback and not pinned and wrong(likelihood, answer):
        # What leaves the domain or the support is not the answer: the maximum lies elsewhere.
        standard = inner
        if units is None and plan.motions:
            changed = standardised(plan, likelihood.sample)
            if changed is not None:
                units, standard = changed[1], Likelihood(plan, changed[0], likelihood.known)
        run = joint(Run(standard, dict(standard.base), {}, {}))
        return concluded(likelihood, run, units, pinned, "the zero of the score is not admissible")
    return answer


def _above(run: Run, end: Run) -> bool:
    """Whether a maximum is greater than a limit by more than rounding."""
    return run.value > end.value + 1e-9 * (1.0 + abs(end.value))


_SAME = 1e-13
"""Log-likelihoods that differ by less, relatively, are the same."""
_SETTLED = 1e-12
"""The Newton decrement of a maximum: a millionth of a standard error, squared."""


def unsettled(plan: Plan, answer: Answer) -> bool:
    """Whether the best of several roots is seen to be no maximum of the whole log-likelihood."""
    if not any(isinstance(s, Root) and s.several for s in plan.estimate):
        return False
    bent = -np.diag(answer.hessian)
    if not (np.all(bent > 0) and np.all(np.isfinite(answer.gradient)) and np.all(np.isfinite(answer.hessian))):
        return True
    unit = 1.0 / np.sqrt(bent)
    information = -answer.hessian * np.outer(unit, unit)
    if np.linalg.eigvalsh(information)[0] <= 0:
        return True
    step = np.linalg.solve(information, answer.gradient * unit)
    return bool(step @ (answer.gradient * unit) > _SETTLED)


def revisits(plan: Plan) -> bool:
    """Whether anything reads the data again while it iterates."""
    for s in plan.estimate:
        if isinstance(s, Mixture | PointSearch | Choice):
            return True
        bodies = (s.derivatives.body, s.value.body) if isinstance(s, Maximise) else (getattr(s, "body", ()),)
        if any(isinstance(part, Pass) for body in bodies for part in body):
            return True
    return False


def concluded(
    likelihood: Likelihood, run: Run, units: Units | None, pinned: Mapping[str, float], fallback: str
) -> Answer:
    """The answer of a run, brought back to the data's units."""
    plan, k = likelihood.plan, len(likelihood.plan.parameters)
    theta = np.array([run.scalars.get(p.identifier, math.nan) for p in plan.parameters])
    outputs = run.outputs or (math.nan,) * (1 + k + k * (k + 1) // 2)
    value, gradient, hessian = outputs[0], np.array(outputs[1 : k + 1]), symmetric(outputs[k + 1 :], k)
    if units is not None:
        theta, value = units.parameters(theta), value + units.gain
        gradient, hessian = units.gradient(gradient), units.hessian(hessian)
        _exact(likelihood, theta)
    return Answer(theta, value, gradient, hessian, run, units, pinned, fallback)


def _exact(likelihood: Likelihood, theta: Array) -> None:
    """Order statistics and quantiles as they stand in the data, not brought forth and back."""
    plan, base = likelihood.plan, likelihood.base
    sources = {n: s for statement in plan.estimate if isinstance(statement, Scalars) for n, s in statement.assignments}
    for j, p in enumerate(plan.parameters):
        source = sources.get(p.identifier)
        if p.kind in ("border", "quantile", "interval") and source is not None and needs_of(source) <= base.keys():
            theta[j] = expressions((source,))(base)[0]


def wrong(likelihood: Likelihood, answer: Answer) -> bool:
    """Whether a formula or a root gave what cannot be a maximum."""
    if _outside(likelihood, answer.theta):
        return True
    searched = any(p.kind in ("root", "choice") for p in likelihood.plan.parameters)
    return searched and math.isnan(answer.value) and bool(np.all(np.isfinite(answer.theta)))


def _outside(likelihood: Likelihood, theta: Array) -> bool:
    """Strictly outside the closure of the domain (an end itself is a limit, not a wrong formula)."""
    if not np.all(np.isfinite(theta)):
        return False
    for i, d in enumerate(likelihood.coordinates.domains):
        low, high = d.lower.value(theta), d.upper.value(theta)
        slack = 1e-12 * (1.0 + abs(theta[i]))
        if not d.periodic and (theta[i] < low - slack or theta[i] > high + slack):
            return True
    return False
