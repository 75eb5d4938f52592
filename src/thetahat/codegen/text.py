"""Formulas as one line of plain text, for comments and docstrings: sum(log(x)) - n*log(theta)."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Rational
from sympy.printing.str import StrPrinter

from thetahat.codegen.numpy import observed
from thetahat.core.estimator import (
    Choice,
    Closed,
    Found,
    IntegerMaximum,
    Interval,
    Maximise,
    Mixture,
    PointSearch,
    Root,
)


class _Plain(StrPrinter):
    """SymPy's text with statistics as a reader expects them."""

    def _print_Total(self, e: Any) -> str:
        if observed(e.summand):
            return f"sum({self._print(e.summand)})"
        return "n" if e.summand == 1 else f"n*({self._print(e.summand)})"

    def _print_Minimum(self, e: Any) -> str:
        return f"min({self._print(e.summand)})"

    def _print_Maximum(self, e: Any) -> str:
        return f"max({self._print(e.summand)})"

    def _print_Quantile(self, e: Any) -> str:
        if e.probability == Rational(1, 2):
            return f"median({self._print(e.summand)})"
        return f"quantile({self._print(e.summand)}, {self._print(e.probability)})"


def plain(e: Expr) -> str:
    """One formula."""
    return _Plain().doprint(e)


def found(item: Found) -> list[str]:
    """How parameters are found, a line for each."""
    return _FOUND[type(item)](item)


def _names(item: Any) -> str:
    return ", ".join(p.name for p in item.parameters)


_FOUND: dict[type, Any] = {
    Closed: lambda i: [f"{i.parameter.name} = {plain(i.expression)}"],
    Interval: lambda i: [
        f"{i.parameter.name} = any value from {plain(i.lower)} to {plain(i.upper)}; {plain(i.reported)} is given"
    ],
    Root: lambda i: [f"{i.parameter.name} = the solution of {plain(i.equation)} = 0"],
    Choice: lambda i: [
        f"{i.parameter.name} = the likelier of {'; '.join(plain(c) for c in i.candidates)}"
        if len(i.candidates) > 1
        else f"{i.parameter.name} = {plain(i.candidates[0])}"
    ],
    PointSearch: lambda i: [
        f"{i.parameter.name} = the value among {plain(i.points)} that maximises {plain(i.objective)}"
    ],
    IntegerMaximum: lambda i: [f"{i.parameter.name} = the integer that maximises {plain(i.objective)}"],
    Maximise: lambda i: [f"{_names(i)} = the joint maximiser of the log-likelihood"],
    Mixture: lambda i: [
        f"{_names(i)} = the joint maximiser of the log-likelihood, by the EM algorithm and Newton's method"
    ],
}
