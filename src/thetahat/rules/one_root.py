"""One parameter and one equation are left: a scalar root, if possible the only one.

g falls strictly  ->  at most one root, and the profile rises before it and falls behind it
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, Gt, Integer, Max, Min, Mul, Symbol, cancel, factor_terms, oo
from sympy.logic.boolalg import Boolean

from thetahat.algebra.concavity import canonical
from thetahat.algebra.feasible import limits
from thetahat.algebra.freeze import Frozen
from thetahat.algebra.peel import peel
from thetahat.algebra.poles import continuous
from thetahat.algebra.totals import tidy
from thetahat.algebra.zeros import hidden
from thetahat.core.derivation import Cite, Claim, Equation, Hat, Partial, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import Root
from thetahat.rules.state import Argument, Move, Oracle, State

_BECAUSE = {
    "polygamma": Reason("by_polygamma"),
    "cauchy_schwarz": Reason("by_cauchy_schwarz"),
    "jensen": Reason("by_jensen"),
}
"""The inequality behind a sign."""


def _falling_form(g: Expr, p: Symbol, state: State) -> tuple[Expr, Expr] | None:
    """A positive multiple of g that is proved to fall strictly, with its slope."""
    multiples = [g]
    if p.is_positive:
        multiples += [tidy(g * p), tidy(g * p**2), tidy(g / p)]
    for h in multiples:
        slope = tidy(h.diff(p))
        if state.signs.strictly(slope) == -1 and continuous(h, (p,), state.signs):
            return h, slope
    return None


def _without_positive_factors(g: Expr, state: State) -> tuple[Expr, tuple[Expr, ...]]:
    """(g without its positive factors, formulas of parameters that are positive in their domain and were factors).

    What is left has the same roots and signs.
    """
    table = Frozen(g)
    kept: list[Expr] = []
    formulas = [f.expression for f in state.profiled if f.parameter.symbol.is_positive]
    used: list[Expr] = []
    for factor in Mul.make_args(factor_terms(table.freeze(g))):
        base, power = factor.as_base_exp()
        sign = state.signs.of(table.thaw(base))
        for e in formulas if sign is None else ():
            ratio = cancel(base / table.freeze(e))
            if ratio.is_positive or ratio.is_negative:
                sign = 1 if ratio.is_positive else -1
                used.append(e)
        # what stands below is not zero where g is defined
        if sign == 1 or (power.is_negative and sign == 2):
            continue
        if power.is_integer and (sign == -1 or (power.is_negative and sign == -2)):
            kept.append(Integer(-1) ** power)
        else:
            kept.append(factor)
    return table.thaw(Mul(*kept)), tuple(used)


def _ends_of_others(state: State, p: Symbol, oracle: Oracle) -> tuple[list[Expr], list[Expr]]:
    """Bounds on a nonnegative root from the domains of what hangs on it: mean square - mu^2 > 0 needs mu < its root."""
    below: list[Expr] = []
    above: list[Expr] = []
    if not p.is_nonnegative:
        return below, above
    for f in state.profiled:
        d = f.parameter.domain
        for gap in (f.expression - d.lower, d.upper - f.expression):
            if gap.has(oo, -oo) or not gap.has(p) or hidden(gap, p):
                continue
            table = Frozen(gap)
            peeled = peel(table.freeze(gap), p)
            ends = [table.thaw(s.value) for s in peeled.solutions if not s.value.is_nonpositive]
            if peeled.left or len(ends) != 1 or oracle.sign(ends[0])[0] != 1:
                continue
            if oracle.sign(gap.subs(p, ends[0] / 2))[0] == 1:
                above.append(ends[0])
            elif oracle.sign(gap.subs(p, 2 * ends[0]))[0] == 1:
                below.append(ends[0])
    return below, above


def one_root(state: State, oracle: Oracle) -> Move | None:
    """The last unknown is the root of one equation."""
    if len(state.open) != 1 or state.open[0].domain.integer:
        return None
    (parameter,) = state.open
    p = parameter.symbol
    if p not in state.equations:
        return None
    g = state.equations[p]
    feasible = limits(state.model, parameter, state.signs, oracle)
    moves = any(r.lower.has(p) or r.upper.has(p) for r in state.model.support.regions)
    if not g.has(p) or (moves and feasible is None):
        return None
    falling = None if state.relations else _falling_form(g, p, state)
    claims: tuple[Claim, ...] = ()
    given: tuple[Boolean, ...] = ()
    if falling is None:
        whole = g
        g, positive = _without_positive_factors(g, state)
        claims = () if g == whole else (Claim("sign", (whole / g, 1)),)
        given = tuple(Gt(e, 0) for e in positive)
    steps = [
        Step(
            "root",
            Reason("one_equation", {"parameter": p, "equation": Cite(state.labels.get(p, ""))}),
            (Equation(state.hatted(g), (0 * p,), label=f"equation_{parameter.name}"),),
            claims,
            given,
            detail="brief",
        )
    ]
    if falling is not None:
        g, slope = falling
        steps.append(
            Step(
                "monotone",
                Reason("falls_once", {"parameter": p}),
                (
                    Equation(
                        Partial(ProfileLogLikelihood(), p, p) if g == state.equations[p] else Hat(p),
                        (state.hatted(slope),),
                    ),
                ),
                (Claim("sign", (slope, -1)),),
            )
        )
        inequality = state.signs.explained(slope)[1]
        if inequality:
            steps.append(Step("monotone", _BECAUSE[inequality]))
        status, key = Status.PROVED, "falling"
    else:
        slope = tidy(g.diff(p))
        status, key = Status.CHECKED, "root"
        tied = tuple(f.parameter.symbol for f in state.profiled)
        if not state.relations and canonical(state.log_density, (p, *tied), state.model):
            steps.append(Step("concave", Reason("canonical", {"parameters": (p, *tied)}), detail="standard"))
            status, key = Status.PROVED, "concave"
    lower = (parameter.domain.lower, *(feasible.lower if feasible else ()))
    upper = (parameter.domain.upper, *(feasible.upper if feasible else ()))
    below, above = _ends_of_others(state, p, oracle)
    lower, upper = (*lower, *below), (*upper, *above)
    found = Root(
        parameter,
        g,
        slope,
        Max(*lower),
        Min(*upper),
        falling=status is Status.PROVED,
        several=status is not Status.PROVED,
        objective=None if state.relations else state.profile,
    )
    return Move(
        tuple(steps),
        replace(
            state,
            open=(),
            left=(g,),
            found=(*state.found, found),
            arguments=(*state.arguments, Argument(parameter, status, key)),
        ),
    )
