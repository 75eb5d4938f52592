"""Fractions in the observation, as polynomial plus remainder: x/(s + x) -> 1 - s/(s + x).

Two scores often hide the same total behind different numerators; divided out, they show the same remainder.
"""

from __future__ import annotations

from sympy import Add, Dummy, Expr, Poly, PolynomialError, Pow, cancel, div, expand, fraction, together
from sympy.functions.elementary.exponential import ExpBase

from thetahat.algebra.observed import observed
from thetahat.core.statistics import Observation

LARGEST = 250
"""Summands with more operations than this are left as they are."""


def reduced(h: Expr) -> Expr:
    """The summand with proper fractions, in the observation or in one exponential of it."""
    if not any(p.exp.is_negative and isinstance(p.base, Add) and observed(p.base) for p in h.atoms(Pow)):
        return h
    if h.count_ops() > LARGEST:
        return h
    for read in (_in_exponential, _in_observation):
        found = read(h)
        if found is not None:
            rational, symbol, back = found
            divided = _divided(rational, symbol)
            if divided is not None:
                return divided.xreplace({symbol: back})
    return h


def _in_exponential(h: Expr) -> tuple[Expr, Dummy, Expr] | None:
    """h as a rational function of g = exp(u), if all its exponentials are powers of one."""
    exponentials = sorted(
        (f for f in h.atoms(ExpBase) if observed(f)), key=lambda f: (f.args[0].count_ops(), f.sort_key())
    )
    if not exponentials:
        return None
    u = exponentials[0].args[0]
    g = Dummy("g", positive=True)
    table = {}
    for f in exponentials:
        ratio = cancel(expand(f.args[0]) / expand(u))
        if not ratio.is_Integer:
            return None
        table[f] = g**ratio
    rational = h.xreplace(table)
    return (rational, g, exponentials[0]) if not any(observed(f) for f in rational.atoms(ExpBase)) else None


def _in_observation(h: Expr) -> tuple[Expr, Dummy, Expr] | None:
    """h as a rational function of a single observation."""
    variables = [s for s in h.free_symbols if isinstance(s, Observation)]
    if len(variables) != 1 or not h.is_rational_function(variables[0]):
        return None
    d = Dummy("x", real=True)
    return h.xreplace({variables[0]: d}), d, variables[0]


def _divided(h: Expr, g: Dummy) -> Expr | None:
    try:
        above, below = (Poly(part, g) for part in fraction(cancel(together(h))))
    except PolynomialError:
        return None
    if below.degree() == 0:
        return None
    above, below = (Poly(part.as_expr() / below.LC(), g) for part in (above, below))
    quotient, remainder = div(above, below)
    bottom = below.as_expr()
    return expand(quotient.as_expr(), log=False) + Add(
        *(t / bottom for t in Add.make_args(expand(remainder.as_expr(), log=False)))
    )
