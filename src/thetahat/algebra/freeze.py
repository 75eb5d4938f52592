"""Statistics hidden behind symbols of the same sign, so that SymPy does not walk into a summand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sympy import Dummy, Expr

from thetahat.core.statistics import SAMPLE_SIZE, Statistic, statistics_of

_SIGNS = ("positive", "negative", "nonnegative", "nonpositive")


def stand_in(statistic: Statistic, number: int = 0) -> Dummy:
    """A symbol with the sign that the statistic has by assumption.

    SymPy orders the generators of a polynomial by name: the number tells the symbols of one expression apart, so that
    its form does not hang on the order in which a set is walked through.
    """
    if statistic == SAMPLE_SIZE:
        return Dummy("n", positive=True)
    for sign in _SIGNS:
        if getattr(statistic, f"is_{sign}"):
            return Dummy(f"T{number}", **{sign: True})
    return Dummy(f"T{number}", real=True)


class Frozen:
    """A two-way table between statistics and their stand-ins."""

    def __init__(self, *expressions: Any) -> None:
        self.symbols: dict[Statistic, Dummy] = {}
        self.add(*expressions)

    def add(self, *expressions: Any) -> None:
        """Make stand-ins for the statistics in more expressions."""
        for e in expressions:
            for s in sorted(statistics_of(e), key=lambda s: s.sort_key()):
                if s not in self.symbols:
                    self.symbols[s] = stand_in(s, len(self.symbols))

    def freeze(self, e: Any) -> Any:
        """The expression with stand-ins for its outermost statistics."""
        self.add(e)
        return e.xreplace(self.symbols)

    def thaw(self, e: Any) -> Any:
        """The expression with the statistics put back."""
        return e.xreplace({d: s for s, d in self.symbols.items()})


def frozen(function: Callable[[Any], Any], e: Expr) -> Expr:
    """``function`` applied to an expression whose statistics are hidden."""
    table = Frozen(e)
    return table.thaw(function(table.freeze(e)))


def stand_ins(statistics: Iterable[Statistic]) -> dict[Statistic, Dummy]:
    """Statistics and a signed symbol for each."""
    return {s: stand_in(s, k) for k, s in enumerate(sorted(statistics, key=lambda s: s.sort_key()))}
