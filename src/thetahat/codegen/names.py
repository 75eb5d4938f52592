"""Symbols -> identifiers: valid, ASCII, never a keyword, a builtin, a word of the target or another identifier."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping

from sympy import Dummy, Expr, Symbol, log

from thetahat.core.statistics import Maximum, Minimum, Observation, Quantile, Statistic, Total
from thetahat.engines import vocabulary

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,40}")
_PYTHON = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins)}
WORDS = {*vocabulary.HOME, *vocabulary.CONSTANTS, "np", "special", "optimize", "weights", "math", "rows", "count"}
"""What formulas call; ``rows`` and ``count`` stand for the data and their number in the programs."""

_PREFIX = {Total: "sum", Minimum: "min", Maximum: "max", Quantile: "quantile"}


class Names:
    """Gives each symbol one identifier, and always the same one."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._reserved = {*_PYTHON, *WORDS, *reserved}
        self._taken = set(self._reserved)
        self._of: dict[Symbol, str] = {}

    def __getitem__(self, symbol: Symbol) -> str:
        """The identifier of a symbol."""
        return self._of[symbol]

    def __contains__(self, symbol: Symbol) -> bool:
        return symbol in self._of

    @property
    def table(self) -> Mapping[Symbol, str]:
        """Symbol to identifier."""
        return self._of

    def give(self, symbol: Symbol, wish: str, otherwise: str = "v") -> str:
        """An identifier for the symbol, as near to the wish as possible."""
        if symbol in self._of:
            return self._of[symbol]
        self._of[symbol] = self.fresh(wish, otherwise)
        return self._of[symbol]

    def fresh(self, wish: str, otherwise: str = "v") -> str:
        """An unused identifier that belongs to no symbol yet."""
        base = wish if _IDENTIFIER.fullmatch(wish) else otherwise
        candidate = base
        if candidate in self._reserved and f"{base}_" not in self._taken:
            candidate = f"{base}_"
        number = 0
        while candidate in self._taken:
            number += 1
            candidate = f"{base}_{number}"
        self._taken.add(candidate)
        return candidate


def wanted(symbol: Symbol) -> str:
    """The name that a symbol would like; temporaries are numbered afresh."""
    return (symbol.name.rstrip("0123456789") or "t") if isinstance(symbol, Dummy) else symbol.name


def wish(statistic: Statistic) -> str:
    """A readable name for a statistic: sum_x, sum_log_x, min_x, or sum_h."""
    return f"{_PREFIX.get(type(statistic), 'statistic')}_{_summand(statistic.summand)}"


def _summand(e: Expr) -> str:
    if isinstance(e, Observation):
        return e.name
    if isinstance(e, log) and isinstance(e.args[0], Observation):
        return f"log_{e.args[0].name}"
    if e.is_Pow and isinstance(e.base, Observation) and e.exp.is_Integer and 0 < e.exp < 10:
        return f"{e.base.name}_{e.exp}"
    return "h"
