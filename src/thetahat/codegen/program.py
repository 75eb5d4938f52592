"""Derivation -> Program: passes of statistics, scalar formulas, roots and searches, outputs.

A program is the small language between the algebra and every printer.  Its formulas are SymPy expressions over
parameters and names; each name stands for a statistic (given by a `Pass`) or for a scalar.  No statistic is left
inside a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from sympy import Abs, Add, Dummy, Expr, Float, Gt, Lt, S, Symbol

from thetahat.algebra.logarithm import take_logarithm
from thetahat.algebra.signs import Signs
from thetahat.codegen import likelihood
from thetahat.codegen.balance import balanced
from thetahat.codegen.schedule import SIZE, Pass, Scalars, Schedule
from thetahat.codegen.stable import printable, stable
from thetahat.codegen.statements import (
    Choice,
    Condition,
    Formula,
    IntegerSearch,
    Maximise,
    Mixture,
    PointSearch,
    Program,
    Root,
)
from thetahat.codegen.vanishing import at_estimates
from thetahat.core import estimator as found
from thetahat.core.derivation import Derivation
from thetahat.core.model import Model, Parameter
from thetahat.core.statistics import Observation, Statistic, Total

__all__ = [
    "Choice",
    "Condition",
    "Formula",
    "IntegerSearch",
    "Maximise",
    "Mixture",
    "Pass",
    "PointSearch",
    "Program",
    "Root",
    "Scalars",
    "formula",
    "program",
]


@dataclass
class _Builder:
    """What the handlers share while a program is put together."""

    derivation: Derivation
    prelude: Schedule
    chain: Schedule
    log_likelihood: Expr
    joint: tuple[Formula, Formula]
    """The log-likelihood of all parameters: value; value, gradient and lower triangle."""
    inner: list[Schedule] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    intervals: list[tuple[str, Symbol, Symbol]] = field(default_factory=list)

    def within(self, *symbols: Symbol) -> Schedule:
        """A schedule for a body in which these symbols take trial values."""
        schedule = Schedule(given=dict.fromkeys(symbols, 0), outer=self.chain)
        self.inner.append(schedule)
        return schedule

    def end(self, bound: Expr | None, default: Expr, parameter: Parameter) -> Expr:
        """An end of the search interval, as far as it is known by now."""
        value = default if bound is None else bound
        others = [s for s in _free(value) if s != parameter.symbol]
        known = all(self.chain.knows(s) or s in self.prelude.given for s in others)
        if parameter.symbol in _free(value) or not known:
            return S.NegativeInfinity if default is parameter.domain.lower else S.Infinity
        return self.chain.lower(stable(value))


def program(derivation: Derivation) -> Program:
    """The program of a derivation.  Raises TargetError (when printed) for what no printer can say."""
    model = derivation.model.by_rows()
    prelude = Schedule(given={p.symbol: 0 for p in model.known})
    chain = Schedule(outer=prelude)
    log_density = likelihood.log_density(derivation)
    log_likelihood = likelihood.total(log_density)
    symbols = model.symbols
    scores, triangle = likelihood.derivatives(log_density, symbols)
    gradient = tuple(likelihood.total(e) for e in scores)
    hessian = tuple(likelihood.total(e) for e in triangle)

    value_formula = formula(symbols, (log_likelihood,), prelude)
    rows = balanced(log_density)
    summed = value_formula if rows == log_density else formula(symbols, (Total(rows),), prelude)
    joint = formula(symbols, (log_likelihood, *gradient, *hessian), prelude)
    builder = _Builder(derivation, prelude, chain, log_likelihood, (value_formula, joint))
    for item in derivation.solution:
        _place(item, builder)
    missing = [s for s in symbols if not chain.knows(s)]
    if missing:
        parameters = tuple(model.parameter(s) for s in missing)
        _place(found.Maximise(parameters, derivation.log_likelihood or log_likelihood), builder)

    report = tuple(chain.lower(at_estimates(e, derivation.solution)) for e in (log_likelihood, *gradient, *hessian))
    conditions = tuple(_condition(c, chain, set(symbols)) for c in derivation.conditions)
    gradient_formula = formula(symbols, gradient, prelude)
    hessian_formula = formula(symbols, hessian, prelude)
    statements = chain.statements
    schedules = [prelude, chain, *builder.inner]
    statistics = {s: t for schedule in schedules for s, t in schedule.statistics.items()}
    built = Program(
        derivation=derivation,
        model=model,
        size=SIZE,
        prelude=prelude.statements,
        estimate=statements,
        report=report,
        value=value_formula,
        gradient=gradient_formula,
        hessian=hessian_formula,
        derivatives=joint,
        log_density=log_density,
        balanced=rows,
        summed=summed,
        scores=scores,
        kinds=builder.kinds,
        conditions=conditions,
        intervals=tuple(builder.intervals),
        statistics=statistics,
        iterates=any(_reads_inside(s) for s in statements),
        searches=any(isinstance(s, (Root, Choice)) for s in statements),
    )
    return _finished(built)


def formula(arguments: Iterable[Symbol], outputs: Iterable[Expr], prelude: Schedule) -> Formula:
    """Outputs over statistics as a function of the arguments; what holds no argument joins the prelude."""
    arguments = tuple(arguments)
    schedule = Schedule(given=dict.fromkeys(arguments, 0), outer=prelude)
    lowered = tuple(schedule.lower(e) for e in outputs)
    return Formula(arguments, schedule.statements, lowered)


def _free(e: Expr) -> set[Symbol]:
    return {s for s in e.free_symbols if not isinstance(s, Observation)}


_ROUNDING = Float(1e-12)
"""The part of its terms by which a difference that holds estimates must differ from zero."""


def _condition(condition: Any, chain: Schedule, parameters: set[Symbol]) -> Condition:
    limits = tuple((name, chain.lower(S(value))) for name, value in condition.otherwise.items())
    holds = condition.holds
    if isinstance(holds, Gt | Lt) and holds.free_symbols & parameters:
        # n s t > Total((x - m) (y - k)) is an equality for points on a line, but for rounding
        gap = holds.lhs - holds.rhs if isinstance(holds, Gt) else holds.rhs - holds.lhs
        terms = Add.make_args(gap)
        holds = Gt(gap, _ROUNDING * Add(*map(Abs, terms))) if len(terms) > 1 else holds
    holds = chain.lower(holds)
    return Condition(holds, condition.kind, str(condition.status), str(condition), limits, condition.source)


def _reads_inside(statement: Any) -> bool:
    """Whether an iteration reads the data."""
    if isinstance(statement, Root):
        return any(isinstance(s, Pass) for s in (*statement.body, *statement.objective_body))
    return isinstance(statement, (Maximise, Mixture, PointSearch))


# ------------------------------------------------------------------ how each kind of answer becomes statements


@singledispatch
def _place(item: Any, builder: _Builder) -> None:
    raise NotImplementedError(f"no statement for {type(item).__name__}")


@_place.register
def _(item: found.Closed, builder: _Builder) -> None:
    builder.kinds[item.parameter.name] = {"score": "closed", "invariance": "closed"}.get(item.kind, item.kind)
    builder.chain.define(item.parameter.symbol, stable(item.expression))


@_place.register
def _(item: found.Interval, builder: _Builder) -> None:
    name = item.parameter.name
    builder.kinds[name] = "interval"
    lower, upper = Dummy(f"{name}_lower", real=True), Dummy(f"{name}_upper", real=True)
    builder.chain.define(lower, stable(item.lower))
    builder.chain.define(upper, stable(item.upper))
    builder.chain.define(item.parameter.symbol, stable(item.reported))
    builder.intervals.append((name, lower, upper))


def _inside(statements: tuple[Any, ...]) -> list[Expr]:
    """Expressions whose symbols a body needs from outside."""
    out: list[Expr] = []
    for s in statements:
        out += s.statistics if isinstance(s, Pass) else [e for _, e in s.assignments]
    return out


@_place.register
def _(item: found.Root, builder: _Builder) -> None:
    p = item.parameter
    builder.kinds[p.name] = "root"
    body = builder.within(p.symbol)
    source = stable(item.equation)
    equation = body.lower(source)
    slope = body.lower(source.diff(p.symbol) if item.slope is None else stable(item.slope))
    objective_schedule = builder.within(p.symbol)
    objective = None if item.objective is None else objective_schedule.lower(stable(item.objective))
    lower = builder.end(item.lower, p.domain.lower, p)
    upper = builder.end(item.upper, p.domain.upper, p)
    bracket = () if item.bracket is None else tuple(builder.chain.lower(stable(e)) for e in item.bracket)
    start = None if item.start is None else builder.chain.lower(stable(item.start))
    root = Root(
        p.symbol,
        body.statements,
        equation,
        slope,
        lower,
        upper,
        bracket,
        start,
        item.falling,
        item.several,
        objective_schedule.statements,
        objective,
    )
    uses = [equation, slope, lower, upper, *bracket, *_inside(root.body), *_inside(root.objective_body)]
    uses += [e for e in (start, objective) if e is not None]
    builder.chain.add(root, (p.symbol,), uses)


@_place.register
def _(item: found.Choice, builder: _Builder) -> None:
    p = item.parameter
    builder.kinds[p.name] = "choice"
    candidates = tuple(builder.chain.lower(stable(e)) for e in item.candidates)
    builder.chain.add(Choice(p.symbol, candidates), (p.symbol,), candidates)


@_place.register
def _(item: found.IntegerMaximum, builder: _Builder) -> None:
    p = item.parameter
    builder.kinds[p.name] = "integer"
    body = builder.within(p.symbol)
    objective = body.lower(stable(item.objective))
    lower, upper = builder.chain.lower(item.lower), builder.chain.lower(item.upper)
    search = IntegerSearch(p.symbol, body.statements, objective, lower, upper, item.single)
    builder.chain.add(search, (p.symbol,), [objective, lower, upper, *_inside(search.body)])


@_place.register
def _(item: found.PointSearch, builder: _Builder) -> None:
    p = item.parameter
    builder.kinds[p.name] = "points"
    body = builder.within(p.symbol)
    objective = body.lower(stable(item.objective))
    search = PointSearch(p.symbol, stable(item.points), body.statements, objective)
    builder.chain.add(search, (p.symbol,), [objective, search.points, *_inside(search.body)])


@_place.register
def _(item: found.Maximise, builder: _Builder) -> None:
    symbols = tuple(p.symbol for p in item.parameters)
    builder.kinds.update({p.name: "numeric" for p in item.parameters})
    whole = item.objective == builder.derivation.log_likelihood
    if whole and symbols == builder.derivation.model.symbols and not item.starts:
        value, derivatives = builder.joint
        statement = Maximise(symbols, value, derivatives, (), item.several)
        builder.chain.add(statement, symbols, [*derivatives.outputs, *_inside(derivatives.body)])
        return
    objective = builder.log_likelihood if whole else stable(item.objective)
    gradient, triangle = likelihood.derivatives(objective, symbols)
    value_schedule, schedule = builder.within(*symbols), builder.within(*symbols)
    value = Formula(symbols, (), (value_schedule.lower(objective),))
    value = Formula(symbols, value_schedule.statements, value.outputs)
    outputs = tuple(schedule.lower(e) for e in (objective, *gradient, *triangle))
    derivatives = Formula(symbols, schedule.statements, outputs)
    starts = tuple(
        tuple(builder.chain.lower(stable(start[s])) for s in symbols)
        for start in item.starts
        if all(s in start for s in symbols)
    )
    statement = Maximise(symbols, value, derivatives, starts, item.several)
    uses = [*value.outputs, *outputs, *_inside(value.body), *_inside(derivatives.body), *(e for s in starts for e in s)]
    builder.chain.add(statement, symbols, uses)


@_place.register
def _(item: found.Mixture, builder: _Builder) -> None:
    symbols = tuple(p.symbol for p in item.parameters)
    builder.kinds.update({p.name: "mixture" for p in item.parameters})
    shares = _responsibilities(item, builder.derivation.model)
    schedule = builder.within(*symbols)
    new: dict[Symbol, Expr] = {}
    outputs = []
    for s in symbols:
        update = item.updates.get(s)
        if update is not None:
            update = _with_responsibilities(update, shares, new)
            new[s] = Dummy(f"{s.name}_new", real=True)
            schedule.define(new[s], stable(update))
        outputs.append(new.get(s, s))
    weights = tuple(s for s in symbols if any(s in w.free_symbols for w in item.weights))
    update_formula = Formula(symbols, schedule.statements, tuple(outputs))
    statement = Mixture(symbols, update_formula, weights)
    builder.chain.add(statement, symbols, _inside(update_formula.body))


def _responsibilities(item: found.Mixture, model: Model) -> dict[Observation, Expr]:
    """r_k = w_k f_k / sum of w_j f_j, as exp of a difference of stable logarithms."""
    from sympy import exp

    sign = Signs(model).strictly
    parts = [
        stable(take_logarithm(w, sign) + take_logarithm(f, sign))
        for w, f in zip(item.weights, item.components, strict=True)
    ]
    from thetahat.codegen.nodes import LogAddExp

    whole = parts[0]
    for part in parts[1:]:
        whole = LogAddExp(whole, part)
    return {r: exp(part - whole) for r, part in zip(item.responsibilities, parts, strict=True)}


def _with_responsibilities(update: Expr, shares: Mapping[Observation, Expr], new: Mapping[Symbol, Expr]) -> Expr:
    """The update with the shares written out in the old parameters, and the parameters updated before it renamed."""

    def walk(e: Any) -> Any:
        if e in new:
            return new[e]
        if e in shares:
            return shares[e]
        if not e.args:
            return e
        return e.func(*(walk(a) for a in e.args))

    return walk(update)


# ------------------------------------------------------------------ last touches on every formula


def _finished(p: Program) -> Program:
    """Every formula made printable: x log y written so that it is 0 at x = 0 where x counts something."""
    counts = {r.variable for r in p.model.support.regions if r.integer}
    vanish: set[Symbol] = set(counts)
    for schedule_name, statistic in _all_statistics(p).items():
        if isinstance(statistic, Total) and statistic.bound_symbols & counts:
            vanish.add(schedule_name)
    return _map(p, lambda e: printable(e, vanish), {})


def _all_statistics(p: Program) -> dict[Symbol, Statistic]:
    out = dict(p.statistics)
    for f in (p.value, p.gradient, p.hessian, p.derivatives):
        for s in f.body:
            if isinstance(s, Pass):
                out.update(zip(s.names, s.statistics, strict=True))
    return out


def _map(node: Any, f: Callable[[Expr], Expr], seen: dict[int, Any]) -> Any:
    """The program with f applied to each expression; what occurs twice stays one object."""
    if isinstance(node, Statistic):
        return node.func(f(node.summand), *node.args[1:])
    if isinstance(node, Expr):
        return f(node)
    if isinstance(node, tuple):
        return tuple(_map(v, f, seen) for v in node)
    if type(node) not in _MAPPED:
        return node
    if id(node) not in seen:
        changes = {name: _map(getattr(node, name), f, seen) for name in _MAPPED[type(node)]}
        seen[id(node)] = type(node)(**{**node.__dict__, **changes})
    return seen[id(node)]


_MAPPED: dict[type, tuple[str, ...]] = {
    Pass: ("statistics",),
    Scalars: ("assignments",),
    Formula: ("body", "outputs"),
    Root: ("body", "equation", "slope", "objective_body", "objective"),
    IntegerSearch: ("body", "objective"),
    PointSearch: ("points", "body", "objective"),
    Choice: ("candidates",),
    Maximise: ("value", "derivatives", "starts"),
    Mixture: ("update",),
    Program: (
        "prelude",
        "estimate",
        "report",
        "value",
        "gradient",
        "hessian",
        "derivatives",
        "log_density",
        "balanced",
        "summed",
        "scores",
    ),
}
