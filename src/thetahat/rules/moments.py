"""The scores of an exponential family, solved for its sufficient statistics: each equals its expectation.

    sum_k (d eta_k/d theta_j) (T_k - n mu_k(theta)) = 0 for all j     <=>     T_k = n mu_k(theta) for all k

For three and more parameters these equations come apart where the scores themselves are all coupled.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from types import MappingProxyType

from sympy import Add, Dummy, Expr, Matrix, Mul, Pow, Symbol, cancel, expand, factor, factor_terms, sqrt

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.natural import least, natural_form
from thetahat.algebra.totals import expanded, tidy
from thetahat.core.derivation import Claim, Equation, Reason, Step
from thetahat.core.model import Parameter
from thetahat.core.statistics import SAMPLE_SIZE
from thetahat.rules.state import Move, Oracle, State

FEWEST, MOST = 3, 6
"""Numbers of parameters: fewer are solved one by one, more are left alone."""


def moments(state: State, oracle: Oracle) -> Move | None:
    """Solve the whole system of scores, which is linear in the statistics, for these."""
    symbols = state.model.symbols
    if state.found or state.profiled or state.relations or not FEWEST <= len(symbols) <= MOST:
        return None
    if set(state.equations) != set(symbols):
        return None
    natural = natural_form(state.log_likelihood, set(symbols))
    totals = tuple(least(natural)) if natural else ()
    if len(totals) != len(symbols):
        return None
    opened = {p: expanded(e) for p, e in state.equations.items()}
    table = Frozen(*opened.values(), *totals)
    names = [table.symbols[t] for t in totals]
    rows = [[table.freeze(opened[p]).diff(d) for d in names] for p in symbols]
    if any(set(names) & c.free_symbols for row in rows for c in row):
        return None
    rest = [table.freeze(opened[p]).xreplace(dict.fromkeys(names, 0 * SAMPLE_SIZE)) for p in symbols]
    if any(set(table.symbols.values()) - {table.symbols[SAMPLE_SIZE]} & e.free_symbols for e in rest):
        return None
    solved = _solution(Matrix(rows), Matrix(rest))
    if solved is None:
        return None
    equations = [tidy(t - table.thaw(e)) for t, e in zip(totals, solved, strict=True)]
    order = _assigned(equations, state.open)
    if order is None:
        return None
    claims = tuple(
        Claim("equal", (Add(*(Mul(c, e) for c, e in zip(row, equations, strict=True))), state.equations[p]))
        for row, p in zip(rows, symbols, strict=True)
    )
    step = Step(
        "moments",
        Reason("moments", {"statistics": totals}),
        tuple(
            Equation(t, (table.thaw(e),), label=f"moment_{p.name}")
            for t, e, p in zip(totals, solved, order, strict=True)
        ),
        claims,
        detail="brief",
    )
    return Move(
        (step,),
        replace(
            state.noting(moments=totals),
            equations=MappingProxyType({p.symbol: e for p, e in zip(order, equations, strict=True)}),
            labels=MappingProxyType({p.symbol: f"moment_{p.name}" for p in order}),
            relations=True,
        ),
    )


def _solution(matrix: Matrix, rest: Matrix) -> list[Expr] | None:
    """x with matrix x + rest = 0, in rational functions of the parameters and of their roots."""
    powers = (matrix.row_join(rest)).atoms(Pow)
    roots = {
        f.base: Dummy("u", positive=True) for f in powers if f.base.is_Symbol and f.exp.is_Rational and f.exp.q == 2
    }
    squares = {p: u**2 for p, u in roots.items()}
    system = matrix.row_join(-rest).xreplace(squares).applyfunc(cancel).to_DM().to_field()
    size = matrix.rows
    if system.domain.is_EX:
        return None
    reduced, pivots = system.rref()
    if pivots != tuple(range(size)):
        return None
    column = reduced.to_Matrix()[:, size]
    return [factor_terms(expand(e.xreplace({u: sqrt(p) for p, u in roots.items()}))) for e in map(factor, column)]


def _assigned(equations: list[Expr], parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...] | None:
    """A parameter for each equation that holds it, each parameter once."""
    held: list[set[Symbol]] = [set(e.free_symbols) for e in equations]
    for order in permutations(parameters):
        if all(p.symbol in h for p, h in zip(order, held, strict=True)):
            return order
    return None
