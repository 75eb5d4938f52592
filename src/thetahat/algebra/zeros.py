"""The zeros of an equation over statistics in one parameter, written as a text book would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sympy import Expr, Sum, Symbol, expand, expand_log, fraction, simplify, together

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.peel import peel
from thetahat.algebra.present import presentable
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import expanded
from thetahat.core.statistics import statistics_of


@dataclass(frozen=True)
class Zeros:
    """All zeros.  ``cleared`` is the equation with the unknown outside every total."""

    cleared: Expr
    values: tuple[Expr, ...]
    special: int
    """The largest number of special inverses in one of them."""
    periodic: bool = False


def hidden(e: Expr, p: Symbol) -> bool:
    """Whether a total holds p."""
    return any(p in s.free_symbols for s in statistics_of(e))


def zeros(equation: Expr, p: Symbol, signs: Signs, solved: Iterable[Expr]) -> Zeros | None:
    """Every zero in p, or None when some of them cannot be written down.

    The summands are looked into only if the natural form hides p.
    """
    return _zeros(equation, p, signs, frozenset(solved))


# the rules look at an equation again whenever another has moved
@lru_cache(maxsize=256)
def _zeros(equation: Expr, p: Symbol, signs: Signs, known: frozenset[Expr]) -> Zeros | None:
    if not equation.has(p):
        return None
    for e in (equation, expanded(equation)):
        if hidden(e, p):
            continue
        table = Frozen(e)
        peeled = peel(table.freeze(e), p)
        if any(signs.strictly(table.thaw(f)) is None for f in peeled.left) or not peeled.solutions:
            continue
        values = tuple(presentable(table.thaw(s.value), known, signs) for s in peeled.solutions)
        periodic = any(s.modulo is not None for s in peeled.solutions)
        return Zeros(e, values, max(s.special for s in peeled.solutions), periodic)
    return None


def vanishes(equation: Expr, p: Symbol, value: Expr) -> bool:
    """Whether the equation is seen to be zero at p = value by multiplying out."""
    e = equation.subs(p, value)
    table = Frozen(e)
    f = table.freeze(e)
    if f == 0:
        return True
    numerator = fraction(together(f))[0]
    if numerator.count_ops() > 300:
        return False
    opened = expand(expand_log(expand(numerator)))
    # SymPy cannot simplify every combination of sums
    return bool(opened == 0 or (not opened.has(Sum) and simplify(opened) == 0))
