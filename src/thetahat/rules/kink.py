"""A density with a corner at the parameter: the profile has one at every observation.

convex between the observations   ->   the maximum is at one of them: a search over the sample's points
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Abs, DiracDelta, Expr, Piecewise, S, Symbol, oo, sign

from thetahat.algebra.observed import observed
from thetahat.algebra.totals import tidy
from thetahat.core.derivation import Equation, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import PointSearch
from thetahat.core.statistics import Observation, statistics_of
from thetahat.rules.state import Argument, Move, Oracle, State


def _corners(e: Expr, p: Symbol) -> set[Expr]:
    """The functions of one observation at which the expression has a corner in p."""
    found: set[Expr] = set()
    for s in statistics_of(e):
        h = s.summand
        for node in h.atoms(Abs, sign):
            if node.args[0].has(p) and observed(node.args[0]):
                found |= _meets(node.args[0], p)
        for piece in h.atoms(Piecewise):
            for _, where in piece.args:
                if getattr(where, "lhs", None) is not None and where.has(p) and observed(where):
                    found |= _meets(where.lhs - where.rhs, p)
    return found


def _meets(u: Expr, p: Symbol) -> set[Expr]:
    """{x} when u = c (x - p)."""
    slope = u.diff(p)
    if observed(slope) or slope.has(p):
        return {u}
    return {(p - u / slope).expand()}


def kink(state: State, oracle: Oracle) -> Move | None:
    """The last open parameter is where the density has its corner, and the profile is convex between observations."""
    if len(state.open) != 1 or state.open[0].domain.integer:
        return None
    (parameter,) = state.open
    p = parameter.symbol
    corners = _corners(state.profile, p)
    if len(corners) != 1:
        return None
    (point,) = corners
    if point.has(p) or not any(isinstance(s, Observation) for s in point.free_symbols):
        return None
    # between the corners, where the derivative of a sign is zero
    bend = tidy(state.profile.diff(p).diff(p).replace(DiracDelta, lambda *_: S.Zero))
    if bend != 0 and oracle.sign(bend)[0] not in (0, 1):
        return None
    step = Step(
        "kink",
        Reason("corner", {"parameter": p, "point": point}),
        (Equation(ProfileLogLikelihood(p), (state.hatted(state.profile),), label=f"profile_{parameter.name}"),),
        (),
        detail="brief",
    )
    found = PointSearch(parameter, point, state.profile)
    convex = bend == 0 or state.signs.of(bend) in (0, 1, 2)
    # inside a bounded domain its ends compete with the observations
    whole = parameter.domain.lower == -oo and parameter.domain.upper == oo
    status = Status.PROVED if convex and whole else Status.CHECKED
    return Move(
        (step,),
        replace(
            state,
            open=(),
            found=(*state.found, found),
            arguments=(*state.arguments, Argument(parameter, status, "corner")),
        ),
    )
