"""When the estimate exists: conditions on the sample, found from the formulas themselves.

a sample without variation      every total becomes n h(c): where the formulas then leave the domain, or the last
equation loses its root, the observations must not all be equal
a formula on an open end        an estimate must lie in its domain: 0 < sum of x for a Poisson mean
a formula that is not finite    counts that are all zero have no n/Total(x)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sympy import (
    Add,
    Expr,
    Gt,
    Integer,
    Mul,
    Piecewise,
    Pow,
    S,
    Sum,
    Symbol,
    fraction,
    log,
    nan,
    oo,
    preorder_traversal,
    simplify,
    together,
    zoo,
)
from sympy.logic.boolalg import Boolean

from thetahat.algebra.degenerate import at_constant_sample, constant
from thetahat.algebra.freeze import Frozen
from thetahat.algebra.totals import linear_in_totals
from thetahat.core.derivation import Condition, Reason, Status, Step
from thetahat.core.estimator import Choice, Closed, IntegerMaximum, Interval, Root
from thetahat.core.model import Parameter
from thetahat.core.special import SPECIAL_INVERSES
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, statistics_of
from thetahat.rules.state import Oracle, State

_POINTS = 50
"""A support of fewer points is walked through."""


@dataclass(frozen=True)
class Existence:
    """Conditions on the sample, the steps that show them, and whether they are known to suffice."""

    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]
    status: Status
    varying: bool
    """Whether samples without variation are excluded."""
    theorem: bool = False
    """Whether a theorem says so, not the formulas."""


@dataclass(frozen=True)
class Degenerate:
    """The formulas at a sample that does not vary: whether they fail, and what the parameters tend to."""

    fails: bool
    proved: bool
    limits: dict[str, Expr]


def _settled(e: Expr) -> Expr:
    if e.has(nan, zoo):
        return nan
    table = Frozen(e)
    f = table.freeze(e)
    return table.thaw(simplify(f)) if f.count_ops() < 80 and not f.has(Sum) else e


def _outside(parameter: Parameter, e: Expr, known: dict[Symbol, Expr]) -> Expr | None:
    """The end on which a value lies, or nan for a value that is not defined; None if it is inside."""
    d = parameter.domain
    if e.has(nan, zoo, oo):
        return e if e in (oo, -oo) else (d.upper if e == zoo else nan)
    for end, closed in ((d.lower, d.lower_closed), (d.upper, d.upper_closed)):
        end = end.subs(known)
        if end.is_finite and not closed and _settled(e - end) == 0:
            return end
    return None


def at_constant(state: State, variables: tuple[Observation, ...], oracle: Oracle) -> Degenerate:
    """The whole solution at a sample in which these variables do not vary."""
    values: dict[Any, Expr] = {x: constant(x) for x in variables}
    known: dict[Symbol, Expr] = {}
    limits: dict[str, Expr] = {}
    fails, proved = False, True
    for found in state.solution:
        if isinstance(found, Closed | Choice):
            e = found.expression if isinstance(found, Closed) else found.candidates[0]
            value = _settled(at_constant_sample(e, values).subs(known))
            end = _outside(found.parameter, value, known)
            if end is not None:
                fails = True
                limits[found.parameter.name] = end
                value = end
            known[found.parameter.symbol] = value
        elif isinstance(found, Root):
            p = found.parameter.symbol
            g = _settled(at_constant_sample(found.equation, values).subs(known))
            sign = state.signs.strictly(g)
            if sign is not None:
                d = found.parameter.domain
                end, closed = (d.upper, d.upper_closed) if sign > 0 else (d.lower, d.lower_closed)
                if closed and end.is_finite:
                    known[p] = end  # attained
                    continue
                fails = True
                limits[found.parameter.name] = end
                known[p] = end
            else:
                return Degenerate(fails, False, limits)
        else:
            return Degenerate(fails, False, limits)
    return Degenerate(fails, proved, limits)


def _varying(state: State, oracle: Oracle) -> list[Condition]:
    conditions: list[Condition] = []
    for x in state.model.observation:
        outcome = at_constant(state, (x,), oracle) if x in _variables(state) else None
        if outcome is None or not outcome.fails:
            continue
        conditions.append(
            Condition(
                Minimum(x) < Maximum(x),
                "exists",
                Status.PROVED if outcome.proved else Status.CHECKED,
                Reason("not_all_equal", {"variable": x}),
                {name: end for name, end in outcome.limits.items() if not end.free_symbols},
            )
        )
    return conditions


def _variables(state: State) -> set[Observation]:
    """The variables on which the estimate can depend: those of the log-density, and those whose support moves."""
    moving = {r.variable for r in state.model.support.regions if (r.lower.free_symbols | r.upper.free_symbols)}
    return moving | {s for s in state.log_density.free_symbols if isinstance(s, Observation)}


def _stripped(d: Expr) -> Expr:
    """A difference without positive factors: only its sign matters."""
    table = Frozen(d)
    f = together(table.freeze(d))
    numerator, denominator = fraction(f)
    if not denominator.is_positive:
        numerator *= Mul(*(a.as_base_exp()[0] for a in Mul.make_args(denominator) if not a.is_nonnegative))
    kept = Mul(*(a for a in Mul.make_args(numerator) if not a.is_positive))
    if isinstance(kept, Pow) and kept.exp.is_Rational and kept.exp.is_positive and not kept.exp.is_Integer:
        # a root is positive where what stands under it is
        return _stripped(table.thaw(kept.base))
    return table.thaw(kept)


def _without_logarithm(d: Expr) -> Expr:
    """c log u as c (u - 1), which has the same sign."""
    logarithms = [f for f in Mul.make_args(d) if isinstance(f, log)]
    return d.xreplace({logarithms[0]: logarithms[0].args[0] - 1}) if len(logarithms) == 1 else d


def _inside(state: State, oracle: Oracle, skip: set[str]) -> list[Condition]:
    conditions = []
    for found in state.solution:
        if not isinstance(found, Closed) or found.expression.has(*SPECIAL_INVERSES):
            continue
        d = found.parameter.domain
        for end, closed, side in ((d.lower, d.lower_closed, 1), (d.upper, d.upper_closed, -1)):
            if not end.is_finite or closed:
                continue
            difference = _without_logarithm(side * (found.expression - end))
            proved = state.signs.of(difference)
            if proved == 1 or (proved == 2 and found.parameter.name in skip):
                continue
            if not state.model.discrete and oracle.inside(found.parameter, found.expression) in (
                "proved",
                "checked",
            ):
                continue
            holds: Boolean = _stripped(difference) > 0
            if holds in (S.true, S.false):
                continue
            conditions.append(
                Condition(
                    holds,
                    "exists",
                    Status.PROVED,
                    Reason("inside_domain", {"parameter": found.parameter.symbol, "relation": holds, "end": end}),
                    {found.parameter.name: end} if _approaches(difference) else {},
                )
            )
    return conditions


def _finite(state: State, known: Sequence[Condition]) -> list[Condition]:
    """What counts must fulfil for the formulas to be finite: n/Total(x) needs Total(x) > 0.

    For measurements a sum that vanishes has probability zero, or is excluded because such a sample does not vary.
    """
    if not state.model.discrete:
        return []
    conditions: list[Condition] = []
    for found in state.solution:
        if not isinstance(found, Closed) or found.expression.has(*SPECIAL_INVERSES):
            continue
        table = Frozen(found.expression)
        for part in dict.fromkeys(map(_must_not_vanish, preorder_traversal(table.freeze(found.expression)))):
            if part is None:
                continue
            base = table.thaw(part)
            sign = _sign(state, base) if statistics_of(base) - {SAMPLE_SIZE} else None
            if sign not in (2, -2):
                continue
            holds = _stripped(base if sign == 2 else -base) > 0
            if holds in (S.true, S.false) or any(_is_term(c.holds, base) for c in (*known, *conditions)):
                continue
            upper = found.parameter.domain.upper
            rises = upper == oo and found.parameter.domain.lower.is_nonnegative
            conditions.append(
                Condition(
                    holds,
                    "exists",
                    Status.PROVED,
                    Reason("inside_domain", {"parameter": found.parameter.symbol, "relation": holds, "end": upper}),
                    {found.parameter.name: upper} if rises else {},
                )
            )
    return conditions


def _defined(state: State, oracle: Oracle, known: Sequence[Condition]) -> list[Condition]:
    """What must be positive for the formulas to be real numbers: log of a mean that may be negative."""
    conditions: list[Condition] = []
    for found in state.solution:
        if not isinstance(found, Closed) or found.expression.has(*SPECIAL_INVERSES):
            continue
        p = found.parameter
        table = Frozen(found.expression)
        for part in preorder_traversal(table.freeze(found.expression)):
            if isinstance(part, log):
                inside = table.thaw(part.args[0])
            elif isinstance(part, Pow) and part.exp.is_Rational and not part.exp.is_Integer:
                inside = table.thaw(part.base)
            else:
                continue
            if not statistics_of(inside) or state.signs.of(inside) in (1, 2) or oracle.sign(inside)[0] in (1, 0):
                continue
            holds = _stripped(inside) > 0
            told = any(c.holds == holds or c.holds.has(table.thaw(part)) for c in (*known, *conditions))
            if told or holds in (S.true, S.false):
                continue
            # log u + c runs to the lower end as u falls to 0
            ends = {p.name: p.domain.lower} if (found.expression - table.thaw(part)).is_number else {}
            conditions.append(
                Condition(
                    holds,
                    "exists",
                    Status.PROVED,
                    Reason("inside_domain", {"parameter": p.symbol, "relation": holds, "end": p.domain.lower}),
                    ends if isinstance(part, log) and p.domain.lower == -oo else {},
                )
            )
    return conditions


def _is_term(holds: Boolean, total: Expr) -> bool:
    """Whether a condition says that a term of a sum of totals, none of them negative, is positive."""
    terms = Add.make_args(total)
    return isinstance(holds, Gt) and holds.rhs == 0 and holds.lhs in terms and all(t.is_nonnegative for t in terms)


def _sign(state: State, e: Expr) -> int | None:
    """The sign of a statistic, or of a sum of totals: n - Total(x) is Total(1 - x), and x lies between its ends."""
    sign = state.signs.of(e)
    terms = linear_in_totals(e)
    if sign in (1, -1, 0) or terms is None or len(state.model.random) != 1:
        return sign
    h = Add(*(c * t.summand for t, c in terms.items()))
    (x,) = state.model.random
    region = state.model.support.region(x)
    if not (region.lower.is_finite and region.upper.is_finite):
        return sign
    places = [region.lower, region.upper]
    if h.diff(x).has(x) or h.has(Piecewise):
        if not (region.lower.is_Integer and region.upper.is_Integer and region.upper - region.lower < _POINTS):
            return sign
        places = [Integer(k) for k in range(int(region.lower), int(region.upper) + 1)]
    signs = {state.signs.of(h.xreplace({x: place})) for place in places}
    return (
        1
        if signs == {1}
        else 2
        if signs <= {0, 1, 2}
        else -1
        if signs == {-1}
        else -2
        if signs <= {0, -1, -2}
        else sign
    )


def _must_not_vanish(e: Expr) -> Expr | None:
    """What is divided by, or the argument of a logarithm."""
    if isinstance(e, Pow) and e.exp.is_negative:
        return e.base
    return fraction(together(e.args[0]))[0] if isinstance(e, log) else None


def _approaches(difference: Expr) -> bool:
    """Whether the formula leaves its domain through the end, not through infinity."""
    table = Frozen(difference)
    denominator = fraction(together(table.freeze(difference)))[1]
    return bool(denominator.is_positive)


def existence(state: State, oracle: Oracle) -> Existence:
    """Every condition on the sample that the formulas show, and whether they are known to suffice."""
    varying = _varying(state, oracle)
    skip = {name for c in varying for name in c.otherwise}
    written = all(isinstance(f, Closed | Interval | IntegerMaximum | Root) for f in state.solution)
    shown = (*varying, *_inside(state, oracle, skip))
    shown = (*shown, *_defined(state, oracle, shown))
    conditions = (*shown, *_finite(state, shown))
    return Existence(conditions, (), Status.PROVED if written else Status.UNPROVED, bool(varying))
