"""Sums over an index, such as the constant of the Conway-Maxwell-Poisson distribution, in the log domain.

    LogSeries(t, (k, a, b))        log of the sum of exp t over k = a..b
    SeriesMean(h, t, (k, a, b))    the mean of h over k = a..b, weighted with exp t

The derivative of the first is the second, of dt; the derivative of the second is the mean of dh + h dt less the
product of the means of h and dt.  Differentiation stays inside these two, and nothing overflows that does not have to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Add, Expr, S, Sum, Symbol, Tuple, expand, sympify

from thetahat.errors import TargetError


class OverIndex(Expr):
    """A number in which the index, the first entry of the last argument, is bound."""

    is_commutative = True
    is_real = True

    @property
    def index(self) -> Symbol:
        """The letter summed over."""
        return self.args[-1].args[0]

    @property
    def free_symbols(self) -> set[Any]:
        """The letters that have a meaning outside."""
        inside = set().union(*(a.free_symbols for a in self.args[:-1]))
        ends = set().union(*(a.free_symbols for a in self.args[-1].args[1:]))
        return (inside - {self.index}) | ends

    def _varies(self, s: Symbol) -> bool:
        if any(s in e.free_symbols for e in self.args[-1].args[1:]):
            raise TargetError(f"the number of terms of a sum depends on {s}: it has no derivative in {s}")
        return s != self.index and s in self.free_symbols


class LogSeries(OverIndex):
    """log of the sum of exp t over k = a..b."""

    def __new__(cls, term: Any, limits: Any) -> Expr:
        """The arguments as they are."""
        return Expr.__new__(cls, sympify(term, strict=True), Tuple(*limits))

    def _eval_derivative(self, s: Symbol) -> Expr:
        term, limits = self.args
        return SeriesMean(term.diff(s), term, limits) if self._varies(s) else S.Zero


class SeriesMean(OverIndex):
    """The sum of h exp t over the sum of exp t; what does not hold the index stands outside."""

    def __new__(cls, value: Any, term: Any, limits: Any) -> Expr:
        """The mean is linear in h."""
        limits = Tuple(*limits)
        index = limits.args[0]
        found = S.Zero
        for part in Add.make_args(expand(sympify(value, strict=True))):
            outside, inside = part.as_independent(index, as_Add=False)
            found += outside * (
                inside if inside == 1 else Expr.__new__(cls, inside, sympify(term, strict=True), limits)
            )
        return found

    def _eval_derivative(self, s: Symbol) -> Expr:
        if not self._varies(s):
            return S.Zero
        value, term, limits = self.args
        slope = term.diff(s)
        return SeriesMean(value.diff(s) + value * slope, term, limits) - self * SeriesMean(slope, term, limits)


def indices(expressions: Iterable[Any]) -> set[Symbol]:
    """The letters that are summed over anywhere."""
    return {o.index for e in expressions for o in e.atoms(OverIndex)} | {
        limits[0] for e in expressions for o in e.atoms(Sum) for limits in o.limits
    }
