"""Two expressions compared by their numbers, computed with 40 digits at random values of their symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import mpmath
import numpy as np
from sympy import Expr, Symbol

from thetahat.core.statistics import Observation
from thetahat.verify.evaluate import value, values

DIGITS = 40


def drawn(symbol: Symbol, random: np.random.Generator, count: int = 1) -> np.ndarray:
    """Moderate values with the sign that the symbol has."""
    numbers = random.uniform(0.2, 3.0, count)
    if symbol.is_positive or symbol.is_nonnegative:
        return numbers
    if symbol.is_negative or symbol.is_nonpositive:
        return -numbers
    return numbers * random.choice([-1.0, 1.0], count)


def places(
    expressions: Iterable[Any], seed: int = 0, times: int = 5, size: int = 4, within: Mapping[Symbol, Any] | None = None
) -> Iterable[tuple[dict[Symbol, float], dict[Observation, np.ndarray]]]:
    """Values of all symbols; ``within`` gives an interval for some of them."""
    expressions = tuple(expressions)
    names = set().union(*(e.free_symbols for e in expressions))
    variables = set().union(*(e.atoms(Observation) for e in expressions))
    random = np.random.default_rng([seed, len(names)])
    for _ in range(times):
        parameters = {}
        for s in sorted(names - variables, key=lambda s: (s.name, s.sort_key())):
            low, high = (within or {}).get(s, (None, None))
            parameters[s] = float(drawn(s, random)[0]) if low is None else float(random.uniform(low, high))
        data = {}
        for s in sorted(variables, key=lambda s: s.name):
            low, high = (within or {}).get(s, (None, None))
            data[s] = drawn(s, random, size) if low is None else random.uniform(low, high, size)
        yield parameters, data


def agree(first: Expr, second: Expr, seed: int = 0, times: int = 5, **options: Any) -> None:
    """Fail unless both have the same numbers (one for each observation, if they hold some outside a statistic)."""
    compared = 0
    for parameters, data in places((first, second), seed, times, **options):
        left, right = (
            np.broadcast_to(
                np.asarray(values(e, parameters, data, None, DIGITS), dtype=object).reshape(-1), _length(e, data)
            )
            for e in (first, second)
        )
        for a, b in zip(*np.broadcast_arrays(left, right), strict=True):
            if mpmath.isnan(a) and mpmath.isnan(b):
                continue
            scale = max(abs(a), abs(b), mpmath.mpf(10) ** -10)
            assert a == b or abs(a - b) <= scale * mpmath.mpf(10) ** -20, (
                f"{first}\n{second}\n{mpmath.nstr(a, 15)} and {mpmath.nstr(b, 15)} at {parameters} {data}"
            )
            compared += 1
    assert compared, f"no number to compare in {first}"


def _length(e: Expr, data: Mapping[Observation, np.ndarray]) -> int:
    held = [len(v) for k, v in data.items() if k in e.free_symbols]
    return held[0] if held else 1


def number(e: Any, parameters: Mapping[Symbol, float], data: Mapping[Observation, Any]) -> Any:
    """The value with 40 digits."""
    return value(e, parameters, data, None, DIGITS)
