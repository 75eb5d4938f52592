"""Whether the last equation has its root: the sign of the profile's derivative at both ends of the domain.

    positive near the lower end and negative near the upper one   ->   a maximum in between
    the leading coefficient is a statistic                        ->   its sign is the condition on the sample

For the negative binomial this finds that the sample variance must exceed the mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr, Symbol, expand_log, log, oo

from thetahat.algebra.leading import Leading, leading
from thetahat.algebra.present import presentable
from thetahat.core.derivation import Condition, Equation, Partial, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import Closed, Root
from thetahat.core.model import Parameter
from thetahat.core.special import SPECIAL_INVERSES
from thetahat.rules.state import State

_SENTENCES = {
    (True, True): "end_rises",
    (True, False): "end_rises_alone",
    (False, True): "end_falls",
    (False, False): "end_falls_alone",
}
"""By whether it is the lower end, and whether the derivative's leading term is shown."""


@dataclass(frozen=True)
class Ends:
    """What the two ends tell about one parameter."""

    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    status: Status = Status.UNPROVED


def _at(term: Leading, p: Symbol, end: Expr, lower: bool) -> Expr:
    """The leading term, for showing: c/p, c p^2, c/(1 - p)."""
    distance = (p if end == oo else -p) ** -1 if abs(end) == oo else (p - end if lower else end - p)
    return term.coefficient * distance**term.power * log(1 / distance) ** term.logs


def _settled(e: Expr, state: State) -> Expr:
    """Solved parameters replaced by their formulas, so that only statistics are left."""
    for f in reversed(state.found):
        if isinstance(f, Closed):
            e = e.subs(f.parameter.symbol, f.expression)
    return e


def _slope(state: State, parameter: Parameter) -> Expr | None:
    """The derivative of the profile as it is, no positive factor left out; None where it is not at hand."""
    p = parameter.symbol
    return state.equations.get(p, state.score.get(p) if len(state.model.parameters) == 1 else None)


def _one_end(state: State, parameter: Parameter, equation: Expr, lower: bool, varying: bool) -> Ends:
    d, p = parameter.domain, parameter.symbol
    end, closed = (d.lower, d.lower_closed) if lower else (d.upper, d.upper_closed)
    if closed and end.is_finite:
        return Ends(status=Status.PROVED)
    slope = _slope(state, parameter)
    term = None if slope is None else leading(slope, p, end, lower)
    named = term is not None
    # a positive multiple of the derivative has its signs, and may be simpler
    term = term or leading(equation, p, end, lower)
    if term is None:
        return Ends()
    wanted = 1 if lower else -1
    coefficient = presentable(expand_log(term.coefficient), state.solved_symbols, state.signs)
    sign = state.signs.of(term.coefficient) or state.signs.of(coefficient)
    shown = Step(
        "ends",
        Reason(_SENTENCES[lower, named], {"parameter": p, "end": end}),
        (
            Equation(
                Partial(ProfileLogLikelihood(), p),
                (state.hatted(_at(Leading(coefficient, term.power, term.logs), p, end, lower), p),),
                "~",
            ),
        )
        if named
        else (),
    )
    if sign == wanted or (sign == 2 * wanted and varying):
        # a weak inequality of sums is strict as soon as the observations differ
        return Ends((), (shown,), Status.PROVED)
    if sign == -wanted:
        return Ends()
    holds = _settled(wanted * coefficient, state) > 0
    if holds in (True, False):
        return Ends()
    condition = Condition(
        holds,
        "exists",
        Status.PROVED,
        Reason("end_sign", {"parameter": p, "relation": holds, "end": end}),
        {parameter.name: end},
    )
    return Ends((condition,), (shown,), Status.PROVED)


def ends(state: State, varying: bool) -> Ends:
    """Both ends of the last parameter, a root or a special inverse; ``varying``: not all observations are equal."""
    if state.relations:
        # what is left was combined from several scores: its sign says nothing of the likelihood's slope
        return Ends()
    conditions: list[Condition] = []
    steps: list[Step] = []
    status = Status.PROVED
    proved = {a.parameter.name for a in state.arguments if a.status is Status.PROVED}
    for f in state.solution:
        if isinstance(f, Root) or (
            isinstance(f, Closed) and f.equation is not None and f.expression.has(*SPECIAL_INVERSES)
        ):
            g = f.equation
        elif isinstance(f, Closed):
            continue
        else:
            return Ends()
        single = f.parameter.name in proved
        for lower in (True, False):
            one = _one_end(state, f.parameter, g, lower, varying)
            if one.status is not Status.PROVED or (one.conditions and not single):
                # with several stationary points a wrong sign at one end excludes no maximum
                status = Status.UNPROVED
                continue
            conditions += one.conditions
            steps += one.steps
    return Ends(tuple(conditions), tuple(steps), status)
