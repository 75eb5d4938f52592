"""Plan and data -> estimate: what was found, how, and how far it can be trusted.

    estimate(plan, data, weights=None, known=None) -> Estimate

The order: read the data and check the support; evaluate the conditions under which a maximum exists; run the plan's
statements (in standardised units when something iterates over the data); check the domain; say what came out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Condition, Parameter, Plan, Scalars
from thetahat.engines import domains
from thetahat.engines.data import TALLIED_FROM, Sample, sample, tallied
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import expressions, machine, needs_of
from thetahat.engines.outcome import ROUTES, SMOOTH, Findings, described, without
from thetahat.engines.run import Run
from thetahat.engines.solving import Answer, solved
from thetahat.errors import DataError

Array = NDArray[np.float64]

REREAD = 1_000_000
"""Rows up to which the data are read once more for the last digits of the log-likelihood."""


@dataclass(frozen=True)
class Estimate:
    """Parameters at the greatest log-likelihood, and what is known there.

    ``gradient`` and ``hessian`` are derivatives of the log-likelihood at the estimate, in the order of the parameters.
    ``regular`` names the parameters at whose estimate the likelihood is smooth and interior: only these have standard
    errors from the Hessian.  ``intervals`` holds set-valued estimates: every value between the two ends is as good.
    ``route`` tells for each parameter how it was found; ``passes`` counts the readings of all rows.
    """

    params: Mapping[str, float]
    log_likelihood: float
    gradient: Array
    hessian: Array
    n: float
    rows: int
    outcome: str
    converged: bool
    route: Mapping[str, str]
    passes: int
    regular: tuple[str, ...]
    likelihood: Likelihood = field(repr=False, compare=False)
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    compiled: int = 0
    """How many of the passes a compiled kernel did."""
    failed: tuple[Condition, ...] = ()
    """Conditions that do not hold for these data."""


# Arithmetic at trial points may overflow or have no value: what comes of it is judged, and no warning helps.
@np.errstate(all="ignore")
def estimate(
    plan: Plan,
    data: Any,
    weights: Any = None,
    known: Mapping[str, float] | None = None,
    solver: Callable[[Likelihood, Mapping[str, float]], Answer] | None = None,
) -> Estimate:
    """The maximum-likelihood estimate of a plan's parameters.

    ``data`` and ``weights`` as in `thetahat.engines.data.sample`; ``known`` gives the known constants by name;
    ``solver`` may stand in for `solved`, which runs the plan.  Raises
    DataError for data outside the support, RequestError for a missing constant.  Sound data without a maximum give an
    Estimate with the limiting values, ``converged`` False, and an outcome that says so.
    """
    table = data if isinstance(data, Sample) else sample(plan.variables, data, weights)
    constants = domains.known_values(plan, known) if plan.known or known else {}
    rows, whole = table.rows, table
    if rows >= TALLIED_FROM and len(plan.regions) == 1 and plan.regions[0].integer:
        table = tallied(table)
    if whole.facts is None:
        try:
            domains.check_support(plan, table, constants)
        except DataError:
            # A table of counts does not know the places of its values.
            domains.check_support(plan, whole, constants)
            raise
    likelihood = Likelihood(plan, table, constants)
    likelihood.check_relations()
    failed = [c for c in plan.conditions if not _holds(c, likelihood.base)]
    missing = [c for c in failed if c.kind == "exists"]
    if missing:
        return replace(_without_maximum(likelihood, missing), rows=rows)
    inner = [c for c in failed if c.kind == "interior"]
    answer = (solver or solved)(likelihood, _limits(inner, likelihood))
    late = [] if answer.fallback else [c for c in plan.conditions if c not in failed and _broken(c, likelihood, answer)]
    found = replace(_finished(likelihood, answer, failed, late), rows=rows)
    # A table of counts is made in one reading; what reads the table afterwards reads no rows.
    return found if table is whole else replace(found, passes=whole.reads + 1)


def _broken(condition: Condition, likelihood: Likelihood, answer: Answer) -> bool:
    """Whether a condition that waited for parameters does not hold at the estimate."""
    needs, found = needs_of(condition.holds), answer.run.scalars
    if needs <= likelihood.base.keys() or not needs <= found.keys():
        return False
    return not expressions((condition.holds,))(found)[0]


def _holds(condition: Condition, base: Mapping[str, float]) -> bool:
    """Whether a condition holds; one that waits for parameters is not decided here."""
    if not needs_of(condition.holds) <= base.keys():
        return True
    value = expressions((condition.holds,))(base)[0]
    return bool(value) and not math.isnan(value)


def _limits(conditions: Iterable[Condition], likelihood: Likelihood) -> dict[str, float]:
    """Identifier to limiting value, for what the failed conditions tell."""
    identifiers = {p.name: p.identifier for p in likelihood.plan.parameters}
    out: dict[str, float] = {}
    for c in conditions:
        for name, source in c.otherwise:
            if needs_of(source) <= likelihood.base.keys():
                out[identifiers[name]] = expressions((source,))(likelihood.base)[0]
    return out


# ------------------------------------------------------------------ saying what came out


def _finished(likelihood: Likelihood, answer: Answer, failed: list[Condition], late: list[Condition]) -> Estimate:
    plan, run = likelihood.plan, answer.run
    names = [p.name for p in plan.parameters]
    index = {p.identifier: j for j, p in enumerate(plan.parameters)}
    theta = answer.theta.copy()
    limits: dict[str, float] = {}
    edges: dict[str, float] = {}
    if run.maximum is not None:
        for i, v in run.maximum.limits.items():
            j = index[run.maximised[i]]
            theta[j] = limits[names[j]] = answer.converted(v, j)
        for i, v in run.maximum.edges.items():
            j = index[run.maximised[i]]
            theta[j] = edges[names[j]] = answer.converted(v, j)
    open_ends, closed_ends = _at_ends(likelihood, theta)
    pinned = {names[index[k]]: v for k, v in answer.pinned.items()}
    limits.update({k: v for k, v in open_ends.items() if k not in limits and k not in pinned})
    edges.update({k: v for k, v in closed_ends.items() if k not in edges})
    params = dict(zip(names, map(float, theta), strict=True))
    intervals = {
        name: (answer.converted(run.scalars[a], names.index(name)), answer.converted(run.scalars[b], names.index(name)))
        for name, a, b in plan.intervals
        if a in run.scalars and b in run.scalars
    }
    findings = Findings(
        plan=plan,
        params=params,
        intervals=intervals,
        ties={names[index[k]]: v for k, v in run.ties.items()},
        limits=limits,
        edges=edges,
        maximum=run.maximum,
        fallback=answer.fallback,
        missing=[c for c in late if c.kind == "exists"],
        interior_failed=[c for c in failed if c.kind == "interior"],
        unique_failed=[c for c in (*failed, *late) if c.kind == "unique"],
        value=answer.value,
        admissible=_admissible(likelihood, params),
    )
    outcome, converged = described(findings)
    special = {*limits, *edges, *pinned}
    regular = tuple(p.name for p in plan.parameters if p.kind in SMOOTH and p.name not in special)
    passes, compiled = likelihood.sample.reads, likelihood.sample.compiled
    if run.likelihood is not likelihood:
        passes += run.likelihood.sample.reads
        compiled += run.likelihood.sample.compiled
    return Estimate(
        params=params,
        log_likelihood=math.nan if outcome.startswith("no maximum") and _endless(run) else _height(likelihood, answer),
        gradient=answer.gradient,
        hessian=answer.hessian,
        n=likelihood.sample.size,
        rows=likelihood.sample.rows,
        outcome=outcome,
        converged=converged,
        route={p.name: run.route.get(p.identifier, ROUTES.get(p.kind, p.kind)) for p in plan.parameters},
        passes=passes,
        compiled=compiled,
        regular=regular if converged else (),
        likelihood=likelihood,
        intervals=intervals,
        failed=(*failed, *late),
    )


def _height(likelihood: Likelihood, answer: Answer) -> float:
    """l at the estimate: read once more where the sums over the sample have lost its digits."""
    theta = list(map(float, answer.theta))
    if answer.run.maximum is not None and answer.run.maximum.behind:
        return answer.value
    few = likelihood.sample.rows <= REREAD and all(map(math.isfinite, (*theta, answer.value)))
    return likelihood.value(theta) if few and likelihood.cancels(theta) else answer.value


def _endless(run: Run) -> bool:
    """Whether the likelihood has no bound where the search stopped."""
    return run.maximum is not None and run.maximum.endless


def _admissible(likelihood: Likelihood, params: Mapping[str, float]) -> bool:
    """Whether the moving ends of the support hold all observations, up to rounding."""
    plan = likelihood.plan
    if not any(r.moving for r in plan.regions) or not all(map(math.isfinite, params.values())):
        return True
    scalars = {**likelihood.known, **{p.identifier: params[p.name] for p in plan.parameters}}
    for r in plan.regions:
        column = likelihood.sample.columns[plan.identifiers.index(r.identifier)]
        low, high = expressions((r.lower, r.upper))(scalars)
        least, greatest = float(column.min()), float(column.max())
        slack = 1e-9 * max(abs(least), abs(greatest), greatest - least)
        if low > least + slack or high < greatest - slack:
            return False
    return True


def _at_ends(likelihood: Likelihood, theta: Array) -> tuple[dict[str, float], dict[str, float]]:
    """Parameters that lie on an open and on a closed end of their domain."""
    open_ends: dict[str, float] = {}
    closed_ends: dict[str, float] = {}
    if not np.all(np.isfinite(theta)):
        return open_ends, closed_ends
    for i, (p, d) in enumerate(zip(likelihood.plan.parameters, likelihood.coordinates.domains, strict=True)):
        for end in (d.lower, d.upper):
            if theta[i] == end.value(theta):
                (closed_ends if end.closed else open_ends)[p.name] = float(theta[i])
    return open_ends, closed_ends


def _without_maximum(likelihood: Likelihood, missing: list[Condition]) -> Estimate:
    """The limits that the conditions tell, and what follows from them in closed form."""
    plan, k = likelihood.plan, len(likelihood.plan.parameters)
    pinned = _limits(missing, likelihood)
    scalars = dict(likelihood.base)
    run = Run(likelihood, scalars, pinned)
    if all(p.identifier in pinned for p in plan.parameters):
        scalars.update(pinned)
    else:
        _follow(run, plan.parameters)
    params = {p.name: pinned.get(p.identifier, scalars.get(p.identifier, math.nan)) for p in plan.parameters}
    return Estimate(
        params=params,
        log_likelihood=math.nan,
        gradient=np.full(k, np.nan),
        hessian=np.full((k, k), np.nan),
        n=likelihood.sample.size,
        rows=likelihood.sample.rows,
        outcome=without(missing),
        converged=False,
        route={p.name: "limit" if p.identifier in pinned else ROUTES.get(p.kind, "none") for p in plan.parameters},
        passes=likelihood.sample.reads,
        regular=(),
        likelihood=likelihood,
        failed=tuple(missing),
    )


def _found_by(statement: Any) -> tuple[str, ...]:
    """The parameters that a search or a root finds."""
    return getattr(statement, "parameters", ()) or tuple(filter(None, (getattr(statement, "parameter", ""),)))


def _follow(run: Run, parameters: Iterable[Parameter]) -> None:
    """Closed formulas around the pinned values; a root or a search without its value ends the chain."""
    wanted = {p.identifier for p in parameters}
    engine = machine(run.plan)
    for statement in run.plan.estimate:
        if not isinstance(statement, Scalars):
            named = _found_by(statement)
            if named:
                if not set(named) <= run.pinned.keys():
                    return
                run.scalars.update((n, run.pinned[n]) for n in named)
                continue
        engine.block((statement,))(run.sample, run.scalars)
        run.scalars.update((n, v) for n, v in run.pinned.items() if n in run.scalars and n in wanted)
