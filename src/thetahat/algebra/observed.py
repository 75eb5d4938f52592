"""Which expressions vary from one observation to the next."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Add, Dummy, Expr, Symbol

from thetahat.core.statistics import Observation


def observed(e: Expr) -> bool:
    """Whether a function of one observation really depends on it."""
    return any(isinstance(s, Observation) for s in e.free_symbols)


def grouped(e: Expr, parameters: Iterable[Symbol]) -> tuple[Expr, dict[Dummy, Expr]]:
    """The sums log x - log(1 - x) - mu with one letter u - mu for what the observation brings, and what u is.

    What is proved for every real u holds for the observations.
    """
    symbols = set(parameters)
    letters: dict[Expr, Dummy] = {}

    def one(whole: Expr) -> Expr:
        known = [t for t in whole.args if not t.free_symbols & symbols]
        data = Add(*(t for t in known if observed(t)))
        if data == 0 or isinstance(data, Observation) or len(known) == len(whole.args):
            return whole
        return whole - data + letters.setdefault(data, Dummy("u", real=True))

    return e.replace(lambda t: isinstance(t, Add), one), {u: data for data, u in letters.items()}
