"""A parameter that bounds the support: the likelihood is monotone in it, and an order statistic stops it.

g(theta) <= x_i for all i   <=>   theta <= G(x_(1))        (g rising; an upper limit from the data)
score > 0 on the feasible set   ->   the largest feasible value;  < 0  ->  the smallest;  = 0  ->  all of them
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from sympy import Dummy, Expr, Max, Min, S, Symbol, nan, oo, zoo

from thetahat.algebra.feasible import Feasible, limits
from thetahat.algebra.peel import peel
from thetahat.algebra.present import presentable, substituted
from thetahat.algebra.totals import tidy
from thetahat.core.derivation import (
    Claim,
    Equation,
    Hat,
    LogLikelihood,
    Partial,
    ProfileLogLikelihood,
    Reason,
    Status,
    Step,
)
from thetahat.core.estimator import Closed, Interval
from thetahat.core.model import Parameter
from thetahat.core.statistics import Maximum, Minimum
from thetahat.rules.state import Argument, Move, Oracle, State


def border(state: State, oracle: Oracle) -> Move | None:
    """The likelihood is monotone in a parameter of the support: go to the end of what is feasible."""
    return _border(state, oracle, free=True)


def border_given(state: State, oracle: Oracle) -> Move | None:
    """The same where the end still holds other open parameters."""
    return _border(state, oracle, free=False)


def _border(state: State, oracle: Oracle, free: bool) -> Move | None:
    if any(c.free_symbols & set(state.model.symbols) for c in state.model.support.conditions):
        return None
    moves: list[tuple[int, Callable[[], Move]]] = []
    unknown = {q.symbol for q in state.open}
    for parameter in state.open:
        feasible = limits(state.model, parameter, state.signs, oracle)
        if feasible is None:
            continue
        p = parameter.symbol
        derivative = state.equations.get(p)
        if derivative is None:
            derivative = tidy(state.profile.diff(p))
        proved = state.signs.of(derivative)
        sign, status = (proved, Status.PROVED) if proved in (1, -1, 0) else oracle.sign(derivative)
        if not _finite_at_the_ends(state, p):
            status = Status.CHECKED  # the likelihood may grow without bound towards the border
        if sign is None:
            continue
        if sign == 0:
            move = _any_value(state, parameter, feasible)
            if move is not None and free:
                moves.append((0, move))
            continue
        bounds = feasible.upper if sign > 0 else feasible.lower
        if not bounds:
            continue
        value = (Min if sign > 0 else Max)(*bounds) if len(bounds) > 1 else bounds[0]
        others = len(value.free_symbols & unknown)
        if (others == 0) != free or (others and value.has(Max, Min)):
            continue
        moves.append((others, _at_the_end(state, parameter, feasible, derivative, sign, status, value)))
    if not moves:
        return None
    return min(moves, key=lambda m: m[0])[1]()


def _finite_at_the_ends(state: State, p: Symbol) -> bool:
    """Whether the log-density is finite where an observation meets an end of the support that moves with p."""
    for region in state.model.support.regions:
        for end in (region.lower, region.upper):
            if end.has(p) and state.log_density.xreplace({region.variable: end}).has(oo, -oo, zoo, nan):
                return False
    return True


def _any_value(state: State, parameter: Parameter, feasible: Feasible) -> Callable[[], Move] | None:
    if not feasible.lower or not feasible.upper:
        return None
    unknown = {q.symbol for q in state.open}
    if any(b.free_symbols & unknown for b in (*feasible.lower, *feasible.upper)):
        return None
    p = parameter.symbol

    def move() -> Move:
        low = Max(*feasible.lower) if len(feasible.lower) > 1 else feasible.lower[0]
        high = Min(*feasible.upper) if len(feasible.upper) > 1 else feasible.upper[0]
        middle = (low + high) / 2
        step = Step(
            "set_valued",
            Reason("any_value", {"parameter": p, "lower": low, "upper": high, "reported": middle}),
            (
                Equation(Partial(LogLikelihood(), p), (S.Zero,)),
                Equation(low, (Hat(p), high), "<=", f"estimate_{parameter.name}"),
            ),
            (Claim("equal", (state.profile.diff(p), S.Zero)),),
            detail="brief",
        )
        return Move(
            (step,), _without(state, parameter, Interval(parameter, low, high, middle), Status.PROVED, "constant")
        )

    return move


def _at_the_end(
    state: State, parameter: Parameter, feasible: Feasible, derivative: Expr, sign: int, status: Status, value: Expr
) -> Callable[[], Move]:
    p = parameter.symbol

    def move() -> Move:
        shown = Partial(ProfileLogLikelihood() if state.profiled else LogLikelihood(), p)
        unknown = tuple(q.symbol for q in state.open if q is not parameter and q.symbol in value.free_symbols)
        step = Step(
            "border",
            Reason("rises_to" if sign > 0 else "falls_to", {"parameter": p, "bound": value}),
            (
                *(Equation(p, (bound,), relation) for bound, relation in feasible.relations),
                Equation(shown, (state.hatted(derivative),)),
                Equation(Hat(p, *unknown), (state.hatted(value),), label=f"estimate_{parameter.name}"),
            ),
            (Claim("sign", (derivative, sign)),),
            detail="brief",
        )
        found = Closed(parameter, value, "border")
        if not unknown:
            return Move((step,), _without(state, parameter, found, status, "monotone"))
        left = tuple(q for q in state.open if q is not parameter)
        profile = substituted(state.profile, p, value, {q.symbol for q in left})
        equations = {q.symbol: tidy(profile.diff(q.symbol)) for q in left if not q.domain.integer}
        return Move(
            (step,),
            replace(
                state,
                open=left,
                profile=profile,
                equations=MappingProxyType(equations),
                profiled=(*state.profiled, found),
                arguments=(*state.arguments, Argument(parameter, status, "monotone")),
            ),
        )

    return move


def _without(state: State, parameter: Parameter, found: Closed | Interval, status: Status, key: str) -> State:
    left = tuple(q for q in state.open if q is not parameter)
    return replace(
        state,
        open=left,
        equations=MappingProxyType({s: e for s, e in state.equations.items() if s != parameter.symbol}),
        found=(*state.found, found),
        arguments=(*state.arguments, Argument(parameter, status, key)),
    )


def joint_border(state: State, oracle: Oracle) -> Move | None:
    """Two bounds that hold the same two parameters, c - h and c + h: the ends themselves are estimated, then solved.

    The maximum-likelihood estimate of a function of the parameters is the function of the estimate.
    """
    ends: list[tuple[Expr, Expr, int]] = []
    for region in state.model.support.regions:
        for end, statistic, low in ((region.lower, Minimum, 1), (region.upper, Maximum, -1)):
            if end not in (oo, -oo) and end.free_symbols & {p.symbol for p in state.open}:
                ends.append((end, statistic(region.variable), low))
    held = [p for p in state.open if any(p.symbol in e.free_symbols for e, _, _ in ends)]
    if len(ends) != 2 or len(held) != 2 or any(p.domain.integer for p in held):
        return None
    first, second = held
    names = [Dummy("e", real=True), Dummy("e", real=True)]
    solution = _two_by_two([e - d for (e, _, _), d in zip(ends, names, strict=True)], (first.symbol, second.symbol))
    if solution is None:
        return None
    status = Status.PROVED
    for (_, _, direction), d in zip(ends, names, strict=True):
        slope = sum(state.equations[p.symbol] * solution[p.symbol].diff(d) for p in held)
        back = {n: e for (e, _, _), n in zip(ends, names, strict=True)}
        slope = tidy(slope.xreplace(back))
        proved = state.signs.of(slope)
        if proved not in (1, -1):
            proved, status = oracle.sign(slope)[0], Status.CHECKED
        if proved != direction:
            return None
    extremes = {n: s for (_, s, _), n in zip(ends, names, strict=True)}
    values = {p: presentable(solution[p.symbol].xreplace(extremes), state.solved_symbols, state.signs) for p in held}
    step = Step(
        "border",
        Reason("joint_ends", {"parameters": tuple(p.symbol for p in held), "ends": tuple(e for e, _, _ in ends)}),
        (
            *(Equation(state.hatted(e), (s,)) for e, s, _ in ends),
            *(Equation(Hat(p.symbol), (v,), label=f"estimate_{p.name}") for p, v in values.items()),
        ),
        (),
        detail="brief",
    )
    new = state
    for p, v in values.items():
        new = _without(new, p, Closed(p, v, "border"), status, "monotone")
    return Move((step,), new)


def _two_by_two(equations: list[Expr], symbols: tuple[Symbol, Symbol]) -> dict[Symbol, Expr] | None:
    p, q = symbols
    for first, second in (equations, equations[::-1]):
        if not first.has(p):
            continue
        one = peel(first, p)
        if one.left or len(one.solutions) != 1:
            continue
        rest = peel(second.subs(p, one.solutions[0].value), q)
        if rest.left or len(rest.solutions) != 1:
            continue
        value = rest.solutions[0].value
        return {q: value, p: one.solutions[0].value.subs(q, value)}
    return None
