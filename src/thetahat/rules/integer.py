"""An integer parameter, when nothing else is open: the largest of the profile over the integers.

l(N) - l(N - 1) changes sign where the maximum is; the sample bounds N from below or above.
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, Max, Min, S, ceiling, floor, oo

from thetahat.algebra.feasible import limits
from thetahat.algebra.totals import tidy
from thetahat.algebra.zeros import zeros
from thetahat.core.derivation import Claim, Equation, Hat, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import Choice, IntegerMaximum
from thetahat.core.model import Parameter
from thetahat.rules.state import Argument, Move, Oracle, State


def _bounds(state: State, parameter: Parameter, oracle: Oracle) -> tuple[Expr, Expr]:
    feasible = limits(state.model, parameter, state.signs, oracle)
    lower = (parameter.domain.lower, *(feasible.lower if feasible else ()))
    upper = (parameter.domain.upper, *(feasible.upper if feasible else ()))
    return Max(*lower), Min(*upper)


def _neighbours(state: State, parameter: Parameter, oracle: Oracle) -> Move | None:
    """A likelihood concave in the parameter as a real number is greatest at a whole number next to the real maximum."""
    p = parameter.symbol
    slope = tidy(state.profile.diff(p))
    if state.signs.strictly(tidy(slope.diff(p))) != -1:
        return None
    found = zeros(slope, p, state.signs, state.solved_symbols)
    if found is None or len(found.values) != 1 or found.special:
        return None
    (value,) = found.values
    candidates = (floor(value), ceiling(value))
    step = Step(
        "integer",
        Reason("neighbours", {"parameter": p, "value": value}),
        (Equation(state.hatted(slope), (S.Zero,)), Equation(p, (value,))),
        (Claim("solves", (found.cleared, p, value)),),
        detail="brief",
    )
    return Move(
        (step,),
        replace(
            state,
            open=(),
            found=(*state.found, Choice(parameter, candidates)),
            arguments=(*state.arguments, Argument(parameter, Status.PROVED, "neighbours")),
        ),
    )


def integer(state: State, oracle: Oracle) -> Move | None:
    """The last open parameter is an integer: search, the sample giving the range."""
    if len(state.open) != 1 or not state.open[0].domain.integer:
        return None
    (parameter,) = state.open
    p = parameter.symbol
    lower, upper = _bounds(state, parameter, oracle)
    neighbours = _neighbours(state, parameter, oracle)
    if neighbours is not None:
        return neighbours
    if lower == -oo:
        return None
    objective = state.profile
    step = Step(
        "integer",
        Reason("ratio", {"parameter": p, "lower": lower}),
        (
            Equation(ProfileLogLikelihood(p), (state.hatted(objective),), label=f"profile_{parameter.name}"),
            Equation(Hat(p), (lower,), ">="),
        ),
        (),
        detail="brief",
    )
    found = IntegerMaximum(parameter, objective, lower, upper)
    return Move(
        (step,),
        replace(
            state,
            open=(),
            found=(*state.found, found),
            arguments=(*state.arguments, Argument(parameter, Status.CHECKED, "integers")),
        ),
    )
