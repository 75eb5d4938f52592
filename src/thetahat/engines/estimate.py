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

from thetahat.core.plan import Choice, Condition, Maximise, Mixture, Parameter, Pass, Plan, PointSearch, Root, Scalars
from thetahat.engines import domains
from thetahat.engines.data import TALLIED_FROM, Sample, sample, tallied
from thetahat.engines.joint import beyond, joint, near
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import expressions, machine, needs_of
from thetahat.engines.outcome import ROUTES, SMOOTH, Findings, described, number, without
from thetahat.engines.profiles import limit
from thetahat.engines.run import NoRootError, Run
from thetahat.engines.standardise import Units, moderate, standardised
from thetahat.engines.statements import solve
from thetahat.errors import DataError
from thetahat.solve.maximise import symmetric

Array = NDArray[np.float64]

PILOT_FROM = 20_000
"""From this many rows on, what iterates over the data starts from the fit of a subsample."""
PILOT = (4096, 65536)
"""The least and the greatest size of that subsample; in between a sixteenth of the rows."""

QUANTILES = 128
"""Quantiles that stand for a table of counts in a pilot fit."""


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


# ------------------------------------------------------------------ solving, in the right units


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
    hints, few = _pilot(inner) if repeats and inner.sample.rows >= PILOT_FROM and not pinned else ({}, None)
    if repeats and not pinned and inner.sample.weights is not None and few is None:
        hints = _from_counts(inner) or hints
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


def _pilot(inner: Likelihood) -> tuple[dict[str, float], Likelihood | None]:
    """(the estimate from a subsample as hints, its likelihood); a large subsample has a pilot of its own."""
    plan, rows = inner.plan, inner.sample.rows
    few = Likelihood(plan, inner.sample.head(min(max(rows // 16, PILOT[0]), PILOT[1])), inner.known)
    if not all(p.kind in SMOOTH for p in plan.parameters):
        return {}, None
    found = _quickly(few) if few.sample.rows <= 2 * PILOT[0] else None
    if found is None:
        run = Run(few, dict(few.base))
        if few.sample.rows > 2 * PILOT[0]:
            run.hints, run.few = _pilot(few)
        if not run.hints or not near(run, rough=True):
            try:
                solve(run)
            except NoRootError:
                return {}, None
        if run.maximum is not None and not run.maximum.interior:
            return {}, None
        found = {p.identifier: run.scalars[p.identifier] for p in plan.parameters}
    return (found, few) if all(map(math.isfinite, found.values())) else ({}, None)


def _from_counts(inner: Likelihood) -> dict[str, float] | None:
    """Hints from quantiles of a large table of counts."""
    sample = inner.sample
    if len(sample.columns) != 1 or sample.weights is None or sample.size < PILOT_FROM:
        return None
    if any(isinstance(s, Maximise | Mixture) for s in inner.plan.estimate):
        # Several starts are worth more than one.
        return None
    levels = (np.arange(QUANTILES) + 0.5) * (sample.size / QUANTILES)
    order = np.argsort(sample.columns[0])
    places = np.minimum(np.searchsorted(np.cumsum(sample.weights[order]), levels), sample.rows - 1)
    x = sample.columns[0][order[places]]
    return _quickly(Likelihood(inner.plan, Sample((x,), None, float(QUANTILES), QUANTILES), inner.known))


def _quickly(few: Likelihood) -> dict[str, float] | None:
    """The estimate from a few rows of one column in plain floats; None where anything is out of the ordinary."""
    from thetahat.engines.quick import quick

    plan, sample = few.plan, few.sample
    if len(plan.variables) != 1 or sample.weights is not None:
        return None
    steps = machine(plan).steps
    if "quick" not in steps:
        steps["quick"] = quick(plan)
    way = steps["quick"]
    try:
        found = None if way is None else way.run(sample.columns[0], sample.size, *few.known.values())
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return None
    return None if found is None else dict(zip((p.identifier for p in plan.parameters), found[0], strict=True))


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
        log_likelihood=math.nan if outcome.startswith("no maximum") and _endless(run) else answer.value,
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
