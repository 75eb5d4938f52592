"""The statements of a plan, run on a sample: blocks of passes and scalars, roots, searches, maximisation.

A statement is prepared once (its sources compiled) and then run on any number of samples.  One that leaves a choice
returns the alternatives; the rest of the plan is solved for each, and the greatest log-likelihood wins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import singledispatch
from typing import Any

import numpy as np

from thetahat.core import plan as printed
from thetahat.core.plan import Parameter, Plan
from thetahat.engines import domains
from thetahat.engines.compiled import elementwise
from thetahat.engines.joint import coarse, from_hints, maximised, newton
from thetahat.engines.machine import Machine, expressions, machine
from thetahat.engines.nouns import Count
from thetahat.engines.run import Alternatives, NoRootError, Run, Step
from thetahat.solve import em
from thetahat.solve.climb import LARGE
from thetahat.solve.coordinates import Array
from thetahat.solve.integers import find_integer
from thetahat.solve.maximise import maximise, packed, unpack
from thetahat.solve.points import best_point
from thetahat.solve.scalar import Zero, all_roots, find_root, near_root

CARRIED = 1e-7
"""How far the log-likelihood may lie from that of a point whose derivatives serve for both."""


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
            run.route[name] = f"root of one equation, {Count(zero.evaluations):evaluation}"
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
        run.route[name] = f"integer search, {Count(best.evaluations):evaluation}"
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
        run.route[name] = f"search over the observations, {Count(tried):evaluation}"

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
        found = maximised(run, at, parameters, fixed, given, rate)
        run.scalars.update(zip(names, map(float, found.theta), strict=True))
        run.maximum, run.maximised = found, names
        run.route.update(dict.fromkeys(names, newton(found)))
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

        hinted = from_hints(run, names)
        if hinted is None:
            first = em.best_of(improved, value, coarse(run, parameters, space, None, 10))
            reached = [em.iterate(improved, s, 60)[0] for s in first]
        else:
            reached = [em.iterate(improved, hinted, 3)[0]]
        found = maximise(at, space, reached, run.sample.size, plan.verdict == "unbounded")
        run.scalars.update(zip(names, map(float, found.theta), strict=True))
        run.maximum, run.maximised = found, names
        run.route.update(dict.fromkeys(names, f"EM, then {newton(found)}"))

    return step


def _parameters(plan: Plan, names: Sequence[str]) -> tuple[Parameter, ...]:
    table = {p.identifier: p for p in plan.parameters}
    return tuple(table[n] for n in names)


def _complete(plan: Plan, names: Sequence[str]) -> bool:
    return {p.identifier for p in plan.parameters} == set(names)
