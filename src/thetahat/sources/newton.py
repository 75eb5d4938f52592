"""Estimates that need the rows again and again: a fit of a sample, then Newton's method on all rows.

    lambda^2 = g' (-H)^-1 g        the Newton decrement: how many standard errors the step is long

One aggregate gives value, score and Hessian; the sample tells how they bend (see `pilot`).  Each step squares lambda,
up to the factor that the last two steps tell; where the next step would be shorter than a ten-millionth of a standard
error the rows are not read again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from thetahat.core.plan import Pass, Plan, Scalars
from thetahat.engines.data import Sample
from thetahat.engines.joint import joint
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.outcome import SMOOTH
from thetahat.engines.run import NoRootError, Run
from thetahat.engines.solving import Answer, concluded, solved, wrong
from thetahat.engines.standardise import Units, moderate, places, units
from thetahat.engines.statements import solve
from thetahat.errors import RequestError
from thetahat.solve.maximise import packed
from thetahat.solve.surrogate import newton_step
from thetahat.sources.moments import within
from thetahat.sources.pilot import Pilot, pilots
from thetahat.sources.reader import Reader
from thetahat.sources.relation import Array

WHOLE = 1 << 18
"""At most so many rows are simply fetched; otherwise a pilot has so many, or a sixteenth of the rows."""
PILOT = 1 << 20
"""The greatest size of a pilot."""
CLOSE = 1e-7
"""In standard errors: a step that need not be checked."""
STEPS = 8
MEMORY = 1 << 29
"""Bytes that the rows may take where they must be fetched, unless the user says otherwise."""

Solver = Callable[[Likelihood, Mapping[str, float]], Answer]


def loops(plan: Plan, reader: Reader) -> bool:
    """Whether something inside an iteration reads rows for which the sums do not answer."""
    constants = {p.identifier: 1.0 for p in plan.known}
    for statement in plan.estimate:
        if isinstance(statement, Pass | Scalars):
            continue
        for p in within(statement):
            given = dict.fromkeys((*p.needs, plan.size, *constants), 1.37)
            for kind, summand in zip(p.kinds, p.summands, strict=True):
                if reader.sums.answer(kind, summand, p.locals, given) is None:
                    return True
    return False


def solver(reader: Reader, memory: int | None = None) -> Solver:
    """What runs a plan on a reader's rows."""

    def run(likelihood: Likelihood, pinned: Mapping[str, float]) -> Answer:
        plan = likelihood.plan
        if pinned or not loops(plan, reader):
            return direct(likelihood, pinned)
        if reader.rows <= WHOLE:
            return _fetched(likelihood, reader, pinned)
        answer = _newton(likelihood, reader) if all(p.kind in SMOOTH for p in plan.parameters) else None
        if answer is not None:
            return answer
        limit = MEMORY if memory is None else memory // 3
        if reader.rows * 8 * (len(plan.variables) + bool(reader.roles.weights)) <= limit:
            return _fetched(likelihood, reader, pinned)
        if any(p.kind not in SMOOTH for p in plan.parameters):
            raise RequestError(
                f"{plan.name} needs its {reader.rows} rows in memory: raise the memory limit, or fit a sample of them"
            )
        return concluded(likelihood, joint(Run(likelihood, dict(likelihood.base), {}, {})), None, {}, "")

    return run


def direct(likelihood: Likelihood, pinned: Mapping[str, float]) -> Answer:
    """The plan's statements one by one; each pass that the sums do not answer is a reading."""
    run, fallback = Run(likelihood, dict(likelihood.base), pinned, {}), ""
    try:
        solve(run)
    except NoRootError as trouble:
        fallback = f"no change of sign found for {trouble.parameter}"
        run = joint(Run(likelihood, dict(likelihood.base), {}, {}))
    answer = concluded(likelihood, run, None, pinned, fallback)
    if not fallback and not pinned and wrong(likelihood, answer):
        run = joint(Run(likelihood, dict(likelihood.base), {}, {}))
        return concluded(likelihood, run, None, pinned, "the zero of the score is not admissible")
    return answer


def _fetched(likelihood: Likelihood, reader: Reader, pinned: Mapping[str, float]) -> Answer:
    sample = reader.fetched()
    answer = solved(Likelihood(likelihood.plan, sample, likelihood.known), pinned)
    # The readings are those of the source; what happens in memory costs none.
    answer.run.likelihood.sample.reads = 0
    return answer


def _newton(likelihood: Likelihood, reader: Reader) -> Answer | None:
    """The maximum uphill of a pilot fit; None if the pilot or the steps are out of the ordinary."""
    plan = likelihood.plan
    few = reader.chosen(min(max(WHOLE, reader.rows // 16), PILOT))
    inner, change, few = _units(likelihood, reader, few)
    found = [(p, steps) for p in pilots(Likelihood(plan, few, likelihood.known)) if (steps := _steps(inner, p))]
    if not found:
        return None
    pilot, (theta, value, gradient, hessian, lengths) = max(found, key=lambda pair: pair[1][1])
    names = tuple(p.identifier for p in plan.parameters)
    run = Run(inner, {**inner.base, **dict(zip(names, map(float, theta), strict=True))})
    run.outputs = (value, *map(float, gradient), *packed(hessian))
    told = ", ".join(f"{length:.2g}" for length in lengths)
    of = f"the best of {pilot.starts} fits" if pilot.starts > 1 else "a fit"
    text = f"Newton's method on all rows from {of} of {few.rows} of them, steps of {told} standard errors"
    run.route = dict.fromkeys(names, text)
    run.route |= {
        p.identifier: pilot.run.route[p.identifier]
        for p in plan.parameters
        if p.kind == "closed" and p.identifier in pilot.run.route
    }
    maximum = pilot.run.maximum
    if maximum is not None:
        run.maximised = pilot.run.maximised
        order = [names.index(n) for n in run.maximised]
        run.maximum = replace(
            maximum,
            theta=theta[order],
            value=value,
            decrement=lengths[-1] ** 2,
            converged=True,
            starts=pilot.starts,
            agreeing=pilot.agreeing,
        )
    answer = concluded(likelihood, run, change, {}, "")
    return None if wrong(likelihood, answer) else answer


def _units(likelihood: Likelihood, reader: Reader, few: Sample) -> tuple[Likelihood, Units | None, Sample]:
    """The likelihood and the sample in units in which nothing overflows."""
    plan = likelihood.plan
    found = None if moderate(plan, few) else places(plan, few.columns)
    if found is None:
        return likelihood, None, few

    def total(j: int) -> float:
        name = plan.identifiers[j]
        known = reader.sums.answer("total", name, (), {})
        return known if known is not None else reader.read(Pass(("s",), ("total",), (name,), reads=(name,)), {})["s"]

    moved = reader.moved(found)
    moved.reads = reader.reads
    change = units(plan, found, reader.sums.size, total)
    inner = Likelihood(plan, moved.sample(), likelihood.known)
    reader.follower = moved
    columns = tuple((c - a) / b for c, (a, b) in zip(few.columns, found, strict=True))
    return inner, change, replace(few, columns=columns)


Found = tuple[Array, float, Array, Array, list[float]]


def _steps(likelihood: Likelihood, pilot: Pilot) -> Found | None:
    """(estimate, log-likelihood, score, Hessian, lengths of the steps); None if they do not become short."""
    size, theta = likelihood.sample.size, pilot.theta
    lengths: list[float] = []
    before = -math.inf
    for _ in range(STEPS):
        value, gradient, hessian = likelihood.derivatives(theta)
        if not (math.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
            return None
        if value < before - 1e-9 * abs(before):
            return None
        found = newton_step(gradient, hessian)
        if found is None:
            return None
        step, length = found[0], math.sqrt(found[1])
        lengths.append(length)
        there = pilot.ahead(theta, (value, gradient, hessian), step, size) if length >= CLOSE else theta + step
        if not likelihood.coordinates.contains(there):
            return None
        ratio = length / lengths[-2] ** 2 if len(lengths) > 1 and lengths[-2] > 0 else 1.0
        following = length**2 * max(ratio, 1.0 / size)
        if length < CLOSE or (len(lengths) > 1 and following < CLOSE):
            return there, value + 0.5 * length**2, np.zeros_like(gradient), hessian, lengths
        theta, before = there, value
    return None
