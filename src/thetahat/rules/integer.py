"""An integer parameter, when nothing else is open: the largest of the profile over the integers.

l(N) - l(N - 1) changes sign where the maximum is; the sample bounds N from below or above.
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Dummy, Expr, Max, Min, oo

from thetahat.algebra.peel import peel
from thetahat.core.derivation import Equation, Hat, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import IntegerMaximum
from thetahat.core.model import Parameter
from thetahat.core.statistics import Maximum, Minimum
from thetahat.rules.state import Argument, Move, Oracle, State


def _bounds(state: State, parameter: Parameter, oracle: Oracle) -> tuple[Expr, Expr]:
    p = parameter.symbol
    lower, upper = [parameter.domain.lower], [parameter.domain.upper]
    for region in state.model.support.regions:
        for end, statistic, below in ((region.lower, Minimum, True), (region.upper, Maximum, False)):
            if not end.has(p):
                continue
            m = Dummy("m", real=True)
            solved = peel(end - m, p)
            slope = oracle.sign(end.diff(p))[0]
            if solved.left or len(solved.solutions) != 1 or slope is None:
                continue
            bound = solved.solutions[0].value.xreplace({m: statistic(region.variable)})
            (upper if below == (slope > 0) else lower).append(bound)
    low = [b for b in lower if b != -oo]
    high = [b for b in upper if b != oo]
    return (Max(*low) if low else -oo), (Min(*high) if high else oo)


def integer(state: State, oracle: Oracle) -> Move | None:
    """The last open parameter is an integer: search, the sample giving the range."""
    if len(state.open) != 1 or not state.open[0].domain.integer:
        return None
    (parameter,) = state.open
    p = parameter.symbol
    lower, upper = _bounds(state, parameter, oracle)
    if lower == -oo:
        return None
    objective = state.profile
    difference = objective - objective.subs(p, p - 1)
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
    _ = difference
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
