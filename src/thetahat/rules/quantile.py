"""Sums of absolute deviations: the check loss is least at a quantile.

-a sum |u_i - q| + b sum (u_i - q)   is greatest at the quantile of level (1 - b/a)/2,   a > 0, |b| < a
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from sympy import Abs, Add, Dummy, Expr, Mul, S, Symbol, cancel

from thetahat.algebra.observed import observed
from thetahat.algebra.peel import peel
from thetahat.algebra.totals import expanded, tidy
from thetahat.core.derivation import Claim, Equation, Hat, Reason, Status, Step
from thetahat.core.estimator import Closed
from thetahat.core.statistics import SAMPLE_SIZE, Quantile, Total, statistics_of
from thetahat.rules.state import Argument, Move, Oracle, State


@dataclass(frozen=True)
class CheckLoss:
    """-weight * sum |u - q| + tilt * sum (u - q), with q a monotone function of the parameter."""

    weight: Expr
    tilt: Expr
    point: Expr
    location: Expr


def _deviation(h: Expr, p: Symbol) -> tuple[Expr, Expr, Expr] | None:
    """(scale, u, q) with |h| = scale |u - q|, u free of p and q free of the observation."""
    if not isinstance(h, Abs):
        return None
    terms = Add.make_args(h.args[0])
    moving = Add(*(t for t in terms if observed(t)))
    fixed = Add(*(t for t in terms if not observed(t)))
    if moving.has(p) or not fixed.has(p):
        return None
    number, point = moving.as_coeff_Mul()
    return abs(number), point, -fixed / number


def check_loss(profile: Expr, p: Symbol) -> CheckLoss | None:
    """The profile as a function of p, if it is a check loss and nothing else."""
    e = tidy(profile)
    weight, tilt = S.Zero, S.Zero
    point: Expr | None = None
    location: Expr | None = None
    rest: Expr = S.Zero
    for term in Add.make_args(e):
        if not term.has(p):
            continue
        totals = [a for a in Mul.make_args(term) if isinstance(a, Total) and p in a.free_symbols]
        found = _deviation(totals[0].summand, p) if len(totals) == 1 else None
        if found is None:
            rest += term
            continue
        scale, u, q = found
        if point is not None and (u != point or q != location):
            return None
        point, location = u, q
        weight -= scale * cancel(term / totals[0])
    if point is None or location is None or weight.has(p):
        return None
    if rest != 0:
        opened = expanded(rest)
        if any(p in s.free_symbols for s in statistics_of(opened)):
            return None
        slope = cancel(opened.diff(p) / (SAMPLE_SIZE * location.diff(p)))
        if slope.has(p) or statistics_of(slope):
            return None
        tilt = -slope
    return CheckLoss(weight, tilt, point, location)


def quantile(state: State, oracle: Oracle) -> Move | None:
    """A parameter that enters through a check loss is estimated by a quantile."""
    unknown = {q.symbol for q in state.open}
    for parameter in state.open:
        p = parameter.symbol
        loss = check_loss(state.profile, p)
        if loss is None:
            continue
        proved = state.signs.strictly(loss.weight)
        if (proved if proved is not None else oracle.sign(loss.weight)[0]) != 1:
            continue
        level = cancel((1 - loss.tilt / loss.weight) / 2)
        if level.free_symbols & unknown:
            continue
        target = Quantile(loss.point, level)
        m = Dummy("m", real=True)
        solved = peel(loss.location - m, p)
        if solved.left or len(solved.solutions) != 1:
            continue
        value = solved.solutions[0].value.xreplace({m: target})
        step = Step(
            "quantile",
            Reason("check_loss", {"parameter": p, "level": level, "point": loss.point}),
            (Equation(Hat(p), (value,), label=f"estimate_{parameter.name}"),),
            (Claim("sign", (loss.weight, 1)),),
            detail="brief",
        )
        left = tuple(q for q in state.open if q is not parameter)
        new = replace(
            state,
            open=left,
            equations=MappingProxyType({s: e for s, e in state.equations.items() if s != p}),
            found=(*state.found, Closed(parameter, value, "quantile")),
            arguments=(*state.arguments, Argument(parameter, Status.PROVED, "check_loss")),
        )
        return Move((step,), new)
    return None
