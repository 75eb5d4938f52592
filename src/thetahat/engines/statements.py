"""The statements of a plan, run on a sample: blocks of passes and scalars, roots, searches, maximisation.

A statement is prepared once (its sources compiled) and then run on any number of samples.  One that leaves a choice
returns the alternatives; the rest of the plan is solved for each, and the greatest log-likelihood wins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any

import numpy as np

from thetahat.core import plan as printed
from thetahat.core.plan import Parameter, Plan
from thetahat.engines import domains
from thetahat.engines.compiled import elementwise
from thetahat.engines.data import Sample
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import Machine, expressions, machine
from thetahat.solve import em
from thetahat.solve.coordinates import Array, Coordinates
from thetahat.solve.integers import find_integer
from thetahat.solve.maximise import LARGE, Maximum, far, maximise, packed, unpack
from thetahat.solve.newton import climb, remote
from thetahat.solve.points import best_point
from thetahat.solve.scalar import Zero, all_roots, find_root, near_root
from thetahat.solve.starts import Role, lists, starting_points
from thetahat.solve.surrogate import ascend

CARRIED = 1e-7
"""How far the log-likelihood may lie from that of a point whose derivatives serve for both."""
RATED = 256
"""Rows on which starting values are compared."""


class NoRootError(Exception):
    """An equation kept its sign wherever it was tried."""

    def __init__(self, parameter: str, zero: Zero) -> None:
        super().__init__(parameter)
        self.parameter, self.zero = parameter, zero


@dataclass
class Run:
    """One sample being solved: the scalars known so far, and notes on how they were found."""

    likelihood: Likelihood
    scalars: dict[str, float]
    pinned: Mapping[str, float] = field(default_factory=dict)
    """Identifiers whose values are given instead of solved for."""
    hints: Mapping[str, float] = field(default_factory=dict)
    """Values near which the answer is expected (from a subsample)."""
    few: Likelihood | None = None
    """The likelihood of that subsample."""
    route: dict[str, str] = field(default_factory=dict)
    maximum: Maximum | None = None
    """What the last joint maximisation found."""
    maximised: tuple[str, ...] = ()
    ties: dict[str, tuple[float, ...]] = field(default_factory=dict)
    outputs: tuple[float, ...] = ()

    @property
    def sample(self) -> Sample:
        """The data."""
        return self.likelihood.sample

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.likelihood.plan

    def branch(self) -> Run:
        """A copy on which an alternative can be tried."""
        return replace(self, scalars=dict(self.scalars), route=dict(self.route), ties=dict(self.ties), outputs=())

    def adopt(self, other: Run) -> None:
        """What the better alternative found."""
        self.scalars, self.route, self.outputs = other.scalars, other.route, other.outputs
        self.maximum, self.maximised, self.ties = other.maximum, other.maximised, other.ties

    @property
    def value(self) -> float:
        """The log-likelihood at the end, -inf if it has none."""
        return self.outputs[0] if self.outputs and not math.isnan(self.outputs[0]) else -math.inf


Step = Callable[[Run], "Alternatives | None"]


@dataclass
class Alternatives:
    """Values of one parameter among which the rest of the plan decides."""

    parameter: str
    values: Sequence[float]
    probes: Sequence[float] = ()
    """Values that are no answers: where one of them is better than all answers, the maximum lies elsewhere."""


def solve(run: Run) -> Run:
    """All statements of the plan, then the outputs of its report.  Raises NoRootError."""
    engine = machine(run.plan)
    steps = engine.steps.get("estimate")
    if steps is None:
        steps = engine.steps["estimate"] = _prepared(run.plan, engine)
        engine.steps["report"] = expressions(run.plan.report)
    _execute(steps, engine.steps["report"], run, 0)
    return run


def executed(run: Run, first: int) -> None:
    """The plan's statements from one of them on, then the outputs of its report.  Raises NoRootError."""
    engine = machine(run.plan)
    _execute(engine.steps["estimate"], engine.steps["report"], run, first)


def _prepared(plan: Plan, engine: Machine) -> list[Step]:
    return [_prepare(statement, engine, plan) for statement in plan.estimate]


def _execute(
    steps: Sequence[Step], report: Callable[[Mapping[str, float]], tuple[float, ...]], run: Run, at: int
) -> None:
    for i in range(at, len(steps)):
        choice = steps[i](run)
        if run.outputs:
            # A maximisation over all parameters has left nothing to be computed.
            return
        if choice is None:
            continue
        nothing = NoRootError(choice.parameter, Zero(math.nan, False, 0, math.nan, math.nan))
        best = _best(steps, report, run, i + 1, choice.parameter, choice.values)
        if best is None:
            raise nothing
        probe = _best(steps, report, run, i + 1, choice.parameter, choice.probes)
        if probe is not None and probe.value > best.value + 1e-9 * (1.0 + abs(best.value)):
            raise nothing
        run.adopt(best)
        return
    run.outputs = report(run.scalars)


def _best(
    steps: Sequence[Step],
    report: Callable[[Mapping[str, float]], tuple[float, ...]],
    run: Run,
    at: int,
    parameter: str,
    values: Sequence[float],
) -> Run | None:
    """The rest of the plan solved for each value of a parameter: the run with the greatest log-likelihood."""
    best: Run | None = None
    for value in values:
        other = run.branch()
        other.scalars[parameter] = value
        try:
            _execute(steps, report, other, at)
        except NoRootError:
            continue
        if not math.isnan(other.outputs[0]) and (best is None or other.value > best.value):
            best = other
    return best


# ------------------------------------------------------------------ one kind of statement each


@singledispatch
def _prepare(statement: Any, engine: Machine, plan: Plan) -> Step:
    raise TypeError(type(statement).__name__)


@_prepare.register
def _(statement: printed.Pass, engine: Machine, plan: Plan) -> Step:
    block = engine.block((statement,))

    def step(run: Run) -> None:
        block(run.sample, run.scalars)

    return step


@_prepare.register
def _(statement: printed.Scalars, engine: Machine, plan: Plan) -> Step:
    block = engine.block((statement,))
    assigned = tuple(name for name, _ in statement.assignments)

    def step(run: Run) -> None:
        block(run.sample, run.scalars)
        if run.pinned:
            run.scalars.update((n, run.pinned[n]) for n in assigned if n in run.pinned)

    return step


@_prepare.register
def _(statement: printed.Root, engine: Machine, plan: Plan) -> Step:
    name = statement.parameter
    body = engine.block(statement.body)
    equation = expressions((statement.equation, statement.slope))
    ends = expressions((statement.lower, statement.upper))
    bracket = expressions(statement.bracket)
    start = expressions((statement.start,) if statement.start else ())
    objective_body = engine.block(statement.objective_body)
    objective = expressions((statement.objective,) if statement.objective else ())
    moving = any(r.moving for r in plan.regions)

    def step(run: Run) -> Alternatives | None:
        if name in run.pinned:
            run.scalars[name] = run.pinned[name]
            return None
        values = run.scalars
        inside = domains.border(plan, run.sample, {*values, name}) if moving else None

        def at(t: float) -> tuple[float, float]:
            values[name] = t
            if inside is not None and not inside(values):
                return math.nan, math.nan
            body(run.sample, values)
            f, slope = equation(values)
            return f, slope

        low, high = ends(values)
        hint = run.hints.get(name)
        guess = hint if hint is not None else (start(values)[0] if statement.start else None)
        # A subsample's search has told which of several roots is the best one.
        close = (
            near_root(at, low, high, hint) if hint is not None and (statement.falling or statement.several) else None
        )
        if statement.several and close is None:
            roots, probes, _ = all_roots(at, low, high, guess, *((9, 1.0) if hint is not None else ()))
            if not roots:
                raise NoRootError(name, Zero(math.nan, False, 0, low, high))
            run.route[name] = (
                f"the best of {len(roots)} roots of one equation" if len(roots) > 1 else "root of one equation"
            )
            if not statement.objective:
                return Alternatives(name, roots, probes)

            def rated(t: float) -> tuple[float, float]:
                values[name] = t
                objective_body(run.sample, values)
                return objective(values)[0], t

            best = max(map(rated, roots))
            if any(rated(t)[0] > best[0] + 1e-9 * (1.0 + abs(best[0])) for t in probes):
                # The likelihood is greater somewhere else than at any root: towards an end of the domain.
                raise NoRootError(name, Zero(math.nan, False, 0, low, high))
            values[name] = best[1]
        else:
            pair = bracket(values) if statement.bracket and hint is None else None
            zero = close or find_root(
                at,
                low,
                high,
                guess,
                (pair[0], pair[1]) if pair else None,
                statement.falling,
                0.02 if hint is not None else 1.0,
            )
            if not zero.found:
                raise NoRootError(name, zero)
            values[name] = zero.value
            run.route[name] = f"root of one equation, {zero.evaluations} evaluations"
        # The body's statistics belong to the last trial value; those of the root itself are computed by what follows.
        return None

    return step


@_prepare.register
def _(statement: printed.Choice, engine: Machine, plan: Plan) -> Step:
    name = statement.parameter
    candidates = expressions(statement.candidates)
    parameter = next(p for p in plan.parameters if p.identifier == name)
    ends = expressions((parameter.lower.source, parameter.upper.source))

    def step(run: Run) -> Alternatives | None:
        if name in run.pinned:
            run.scalars[name] = run.pinned[name]
            return None
        values = [v for v in candidates(run.scalars) if math.isfinite(v)]
        try:
            low, high = ends(run.scalars)
        except KeyError:
            # The ends depend on parameters that are found later; the log-likelihood decides.
            low, high = -math.inf, math.inf
        inside = [v for v in values if low <= v <= high]
        run.route[name] = f"the best of {len(inside)} candidates" if len(inside) != 1 else "closed form"
        return Alternatives(name, inside or values)

    return step


@_prepare.register
def _(statement: printed.IntegerSearch, engine: Machine, plan: Plan) -> Step:
    name = statement.parameter
    body = engine.block(statement.body)
    objective = expressions((statement.objective,))
    ends = expressions((statement.lower, statement.upper))

    def step(run: Run) -> None:
        if name in run.pinned:
            run.scalars[name] = run.pinned[name]
            return
        values = run.scalars

        def at(n: int) -> float:
            values[name] = float(n)
            body(run.sample, values)
            return objective(values)[0]

        low, high = ends(values)
        best = find_integer(at, low, high, statement.single)
        values[name] = math.inf if best.limit else float(best.value)
        run.route[name] = f"integer search, {best.evaluations} evaluations"
        if best.ties:
            run.ties[name] = tuple(float(t) for t in best.ties)

    return step


@_prepare.register
def _(statement: printed.PointSearch, engine: Machine, plan: Plan) -> Step:
    name = statement.parameter
    body = engine.block(statement.body)
    objective = expressions((statement.objective,))
    bare = printed.Elementwise((), statement.reads, (), statement.locals, (statement.points,))
    points = elementwise(bare, statement.needs)
    index = tuple(engine.identifiers.index(r) for r in statement.reads)

    def step(run: Run) -> None:
        if name in run.pinned:
            run.scalars[name] = run.pinned[name]
            return
        values = run.scalars

        def at(t: float) -> float:
            values[name] = t
            body(run.sample, values)
            return objective(values)[0]

        columns = [np.asarray(run.sample.columns[i], dtype=np.float64) for i in index]
        chosen, tried = best_point(at, points(*columns, *(values[n] for n in statement.needs))[0])
        values[name] = chosen
        run.route[name] = f"search over the observations, {tried} evaluations"

    return step


@_prepare.register
def _(statement: printed.Maximise, engine: Machine, plan: Plan) -> Step:
    names = statement.parameters
    parameters = _parameters(plan, names)
    derivatives = engine.formula(statement.derivatives)
    value = engine.formula(statement.value)
    starts = [expressions(s) for s in statement.starts]

    def step(run: Run) -> None:
        if all(n in run.pinned for n in names):
            run.scalars.update((n, run.pinned[n]) for n in names)
            return
        fixed = dict(run.scalars)
        inside = domains.border(plan, run.sample)

        highest: list[tuple[float, Array, Array, Array]] = []

        def at(theta: Array) -> tuple[float, Array, Array]:
            here = list(map(float, theta))
            k = len(names)
            if _complete(plan, names) and not inside({**fixed, **dict(zip(names, here, strict=True))}):
                return -math.inf, np.zeros(k), np.zeros((k, k))
            found = unpack(derivatives(run.sample, fixed, here), k)
            if not highest or found[0] > highest[0][0]:
                highest[:] = [(found[0], np.array(here), *found[1:])]
            return found

        given = [np.array(s(fixed)) for s in starts]
        rate = None if _complete(plan, names) else (lambda t: value(run.sample, fixed, list(map(float, t)))[0])
        found = _maximised(run, at, parameters, fixed, given, rate)
        run.scalars.update(zip(names, map(float, found.theta), strict=True))
        run.maximum, run.maximised = found, names
        run.route.update(dict.fromkeys(names, _newton(found)))
        if found.interior and run.sample.size >= LARGE and names == tuple(p.identifier for p in plan.parameters):
            run.outputs = _carried(found.theta, highest[0])

    return step


def _carried(theta: Array, known: tuple[float, Array, Array, Array]) -> tuple[float, ...]:
    """Value, gradient and Hessian carried from a point next to it; nothing where it is not next to it.

    That saves a large sample another reading: what the quadratic model leaves out is far below rounding.
    """
    value, there, gradient, hessian = known
    step = theta - there
    bent = hessian @ step
    if not 0.0 <= -(step @ bent) <= CARRIED:
        return ()
    return (float(value + step @ gradient + 0.5 * (step @ bent)), *map(float, gradient + bent), *packed(hessian))


@_prepare.register
def _(statement: printed.Mixture, engine: Machine, plan: Plan) -> Step:
    names = statement.parameters
    parameters = _parameters(plan, names)
    update = engine.formula(statement.update)
    order = [names.index(p.identifier) for p in plan.parameters if p.identifier in names]

    def step(run: Run) -> None:
        if all(n in run.pinned for n in names):
            run.scalars.update((n, run.pinned[n]) for n in names)
            return
        fixed = dict(run.scalars)
        space = domains.coordinates(parameters, fixed)

        def improved(theta: Array) -> Array:
            new = np.array(update(run.sample, fixed, list(map(float, theta))))
            return new if space.contains(new) else theta

        def value(theta: Array) -> float:
            return run.likelihood.value([theta[i] for i in order])

        def at(theta: Array) -> tuple[float, Array, Array]:
            whole, gradient, hessian = run.likelihood.derivatives(np.array([theta[i] for i in order]))
            back = np.argsort(order)
            return whole, gradient[back], hessian[np.ix_(back, back)]

        hinted = _hinted(run, names)
        if hinted is None:
            first = em.best_of(improved, value, coarse(run, parameters, space, None, 10))
            reached = [em.iterate(improved, s, 60)[0] for s in first]
        else:
            reached = [em.iterate(improved, hinted, 3)[0]]
        found = maximise(at, space, reached, run.sample.size, plan.verdict == "unbounded")
        run.scalars.update(zip(names, map(float, found.theta), strict=True))
        run.maximum, run.maximised = found, names
        run.route.update(dict.fromkeys(names, f"EM, then {_newton(found)}"))

    return step


def _parameters(plan: Plan, names: Sequence[str]) -> tuple[Parameter, ...]:
    table = {p.identifier: p for p in plan.parameters}
    return tuple(table[n] for n in names)


def _complete(plan: Plan, names: Sequence[str]) -> bool:
    return {p.identifier for p in plan.parameters} == set(names)


def _newton(found: Maximum) -> str:
    starts = f"{found.starts} starts" if found.starts != 1 else "one start"
    return f"Newton's method in a trust region from {starts}, {found.evaluations} evaluations"


# ------------------------------------------------------------------ maximisation with starts


def joint(run: Run) -> Run:
    """All parameters at once, whatever the plan's statements say: the way that is always open."""
    plan = run.plan
    found = _maximised(run, run.likelihood.derivatives, plan.parameters, run.likelihood.known, [], None)
    names = tuple(p.identifier for p in plan.parameters)
    run.scalars.update(zip(names, map(float, found.theta), strict=True))
    run.maximum, run.maximised = found, names
    run.route = {n: _newton(found) for n in names}
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
    start = _hinted(run, names)
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
    run.route = dict.fromkeys(names, f"Newton's method from a pilot fit, {found.readings} evaluations")
    if any(isinstance(s, printed.Maximise | printed.Mixture) for s in plan.estimate):
        decrement = float(found.gradient @ found.gradient)
        run.maximum = Maximum(found.theta, found.value, True, True, min(decrement, 1e-9), found.readings)
        run.maximised = names
    return True


def _maximised(
    run: Run,
    derivatives: Callable[[Array], tuple[float, Array, Array]],
    parameters: Sequence[Parameter],
    fixed: Mapping[str, float],
    given: Sequence[Array],
    rate: Callable[[Array], float] | None,
) -> Maximum:
    plan = run.plan
    space = domains.coordinates(parameters, fixed)
    names = tuple(p.identifier for p in parameters)
    hinted = _hinted(run, names)
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


def _hinted(run: Run, names: Sequence[str]) -> Array | None:
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
