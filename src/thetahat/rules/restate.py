"""Formulas in the shape of the chain: each from its own score, the other parameters left as symbols.

Profiling puts solutions into solutions.  At the maximum the original score vanishes too, and solved with the others as
they are it reads as books have it: sigma^2 = (1/n) sum of (y - a - b z)^2, once a and b are known.
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Add, Expr, Symbol, cancel, expand

from thetahat.algebra.present import centred, presentable
from thetahat.algebra.totals import size
from thetahat.algebra.zeros import zeros
from thetahat.core.derivation import Cite, Claim, Equation, Hat, Reason, Step
from thetahat.core.estimator import Closed, Found
from thetahat.core.statistics import SAMPLE_SIZE, Total
from thetahat.rules.state import Move, Oracle, State


def _ordered(solution: list[Found], names: set[Symbol]) -> list[Found] | None:
    """The chain in an order of computation, or None if formulas go in a circle."""
    done: set[Symbol] = set()
    left = list(solution)
    ordered: list[Found] = []
    while left:
        ready = [f for f in left if not (_needs(f, names) - done)]
        if not ready:
            return None
        ordered.append(ready[0])
        left.remove(ready[0])
        done |= _gives(ready[0])
    return ordered


def _gives(f: Found) -> set[Symbol]:
    return {p.symbol for p in f.parameters} if hasattr(f, "parameters") else {f.parameter.symbol}


def _needs(f: Found, names: set[Symbol]) -> set[Symbol]:
    return set(f.expression.free_symbols & names) if isinstance(f, Closed) else set()


def restate(state: State, oracle: Oracle) -> Move | None:
    """Shorter formulas from the original scores, where the chain stays a chain."""
    if state.open or not all(isinstance(f, Closed) for f in state.solution):
        return None
    names = set(state.model.symbols)
    solution: list[Found] = list(state.solution)
    steps = []
    for i, f in enumerate(solution):
        if not isinstance(f, Closed) or f.kind != "score" or f.parameter.symbol not in state.score:
            continue
        p = f.parameter.symbol
        inserted = _inserted(state, f, names)
        if inserted is not None:
            opened, short = inserted
            solution[i] = replace(f, expression=short)
            steps.append(
                Step(
                    "restate",
                    Reason("inserted", {"parameter": p}),
                    (Equation(Hat(p), (state.hatted(short),)),),
                    (Claim("equal", (opened, short)),),
                    detail="brief",
                )
            )
            continue
        g = state.score[p]
        found = zeros(g, p, state.signs, names - {p})
        if found is None or len(found.values) != 1 or found.special or size(found.values[0]) >= size(f.expression):
            continue
        changed = [*solution[:i], replace(f, expression=found.values[0]), *solution[i + 1 :]]
        if _ordered(changed, names) is None:
            continue
        solution = changed
        others = {q: Hat(q) for q in names - {p}}
        steps.append(
            Step(
                "restate",
                Reason("own_score", {"parameter": p, "equation": Cite(f"score_{f.parameter.name}")}),
                (Equation(Hat(p), (found.values[0].xreplace(others),)),),
                (Claim("solves", (g, p, found.values[0])),),
                detail="brief",
            )
        )
    if not steps:
        return None
    ordered = _ordered(solution, names)
    if ordered is None:
        return None
    return Move(tuple(steps), replace(state, found=tuple(ordered), profiled=()))


def _inserted(state: State, f: Closed, names: set[Symbol]) -> tuple[Expr, Expr] | None:
    """The formula with the earlier ones put in, as it comes and short, where that makes it shorter than it was."""
    if not f.expression.free_symbols & names:
        return None
    e = f.expression
    for g in reversed(state.solution):
        if isinstance(g, Closed):
            e = e.subs(g.parameter.symbol, g.expression)
    if e.free_symbols & names or e.count_ops() > 200:
        return None
    short = presentable(e, (), state.signs)
    return (e, short) if size(short) < size(f.expression) else None


def centre(state: State, oracle: Oracle) -> Move | None:
    """Sums of products less products of means, as sums of products of deviations: these keep their digits."""
    if state.open or not all(isinstance(f, Closed) for f in state.solution):
        return None
    means: dict[Symbol, Expr] = {}
    solution: list[Found] = []
    equations = []
    claims = []
    for f in state.solution:
        assert isinstance(f, Closed)
        p, value = f.parameter.symbol, f.expression
        if isinstance(cancel(value * SAMPLE_SIZE), Total):
            means[p] = value
        opened = value.subs(means)
        deviations = centred(expand(opened) if isinstance(opened, Add) else opened)
        if opened != value and deviations != opened:
            shown = deviations.subs({e: q for q, e in means.items()})
            equations.append(Equation(Hat(p), (state.hatted(shown, p),)))
            claims.append(Claim("equal", (opened, deviations)))
            value = shown
        solution.append(replace(f, expression=value))
    if not equations:
        return None
    step = Step("restate", Reason("as_deviations"), tuple(equations), tuple(claims), detail="brief")
    return Move((step,), replace(state, found=tuple(solution), profiled=()))
