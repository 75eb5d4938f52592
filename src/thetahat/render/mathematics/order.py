"""The order of terms and of factors, as a book has it.

Sums: what is positive comes first, terms in n before totals; but a total whose summand holds a parameter follows even
negative terms in n, so that -n/(2 s^2) + (1/(2 s^4)) sum (x_i - m)^2.  Scalars: x - mu, 1 - p, alpha + 1, 1 + x^2/nu.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sympy import Eq, Expr, Integer, Mul, Not, Number, Or, Piecewise, Pow, S, Symbol, beta, binomial, exp, gamma, log
from sympy.logic.boolalg import Boolean

from thetahat.core.derivation import Hat
from thetahat.core.statistics import (
    SAMPLE_SIZE,
    Maximum,
    Minimum,
    Observation,
    Quantile,
    Statistic,
    Total,
    statistics_of,
)

tie = lru_cache(maxsize=8192)(str)
"""An expression as text, to order what nothing else orders."""

Position = Callable[[Symbol], int]
"""The place of a parameter in the declared order."""


def turned(sum_: Expr) -> bool:
    """Whether every term of a sum carries a minus, which then stands before the sum."""
    return all(minus(t) for t in sum_.args)


def minus(term: Expr) -> bool:
    """Whether a single term, not itself a sum, has a negative coefficient."""
    coefficient, rest = term.as_coeff_Mul()
    if coefficient.is_negative:
        return True
    if rest.is_Add:
        return turned(rest)
    return rest.is_Mul and sum(f.is_Add and turned(f) for f in rest.args) % 2 == 1


def part(summand: Expr) -> tuple[Expr, Boolean] | None:
    """(h, condition) if a summand is h where a condition holds, and zero elsewhere."""
    if not isinstance(summand, Piecewise) or summand.args[-1][1] != S.true:
        return None
    kept = [k for k, (value, _) in enumerate(summand.args) if value != 0]
    if len(kept) != 1:
        return None
    value, condition = summand.args[kept[0]]
    before = [c for _, c in summand.args[: kept[0]]]
    if condition == S.true:
        return value, Not(Or(*before))
    return (value, condition) if _disjoint([*before, condition]) else None


def _disjoint(conditions: list[Boolean]) -> bool:
    """Whether conditions are equalities of one variable with different numbers."""
    if len(conditions) == 1:
        return True
    equalities = [e for c in conditions for e in Or.make_args(c)]
    if not all(isinstance(e, Eq) and e.rhs.is_number for e in equalities):
        return False
    return len({e.lhs for e in equalities}) == 1 and len({e.rhs for e in equalities}) == len(equalities)


def counted(e: Expr) -> bool:
    """Whether a total is the number of the observations that meet a condition."""
    found = part(e.summand) if isinstance(e, Total) else None
    return found is not None and found[0] == 1


def summed(e: Expr) -> bool:
    """Whether an expression is a sum over the sample: a total that is neither n nor a number of observations."""
    return isinstance(e, Total) and e != SAMPLE_SIZE and not counted(e)


def totals(e: Expr) -> list[Total]:
    """The totals in an expression, n not counted."""
    return sorted((s for s in statistics_of(e) if isinstance(s, Total) and s != SAMPLE_SIZE), key=tie)


def _parameters(e: Expr) -> list[Symbol]:
    found: set[Symbol] = {s for s in e.free_symbols if not isinstance(s, Observation)}
    for hat in e.atoms(Hat):
        found |= hat.args[0].free_symbols
    return sorted(found, key=tie)


def heavy(e: Expr) -> bool:
    """Whether a total in the term (not a ratio of two) has a parameter inside: it is not a number yet."""
    if any(totals(f) for f in Mul.make_args(e) if isinstance(f, Pow) and minus(f.exp)):
        return False
    return any(_parameters(t) or t.atoms(Hat) for t in totals(e))


def _degree(e: Expr) -> int:
    """The number of letters that stand as plain factors."""
    return sum(1 for f in Mul.make_args(e) if f.is_Symbol or (isinstance(f, Pow) and f.base.is_Symbol))


def _plain(e: Expr) -> bool:
    """A letter, perhaps with a number before it."""
    coefficient, rest = e.as_coeff_Mul()
    return coefficient.is_Rational and (rest.is_Symbol or isinstance(rest, Hat | Statistic))


def _observed(e: Expr) -> bool:
    return any(isinstance(s, Observation) for s in e.free_symbols)


def _observation_degree(e: Expr) -> int | None:
    """The degree of a monomial in the observation, or None."""
    degree = 0
    for f in Mul.make_args(e):
        base, power = f.as_base_exp()
        if isinstance(base, Observation):
            if not power.is_Integer or power < 0:
                return None
            degree += int(power)
        elif _observed(f):
            return None
    return degree


def _places(e: Expr, position: Position) -> tuple[int, ...]:
    return tuple(sorted(position(s) for s in _parameters(e)))


def terms(sum_: Expr, position: Position, number_first: bool = False) -> list[Expr]:
    """The terms of a sum in the order in which they are written."""
    args = list(sum_.args)
    degrees = [_observation_degree(t) for t in args]
    known = [d for d in degrees if d is not None]
    if len(known) == len(args) and max(known) >= 2:
        ordered = [
            t
            for _, t in sorted(zip(known, args, strict=True), key=lambda p: (-p[0], _places(p[1], position), tie(p[1])))
        ]
        if not minus(ordered[0]):
            return ordered
    number_first = number_first or not all(_plain(t) for t in args if not t.is_number and not minus(t))

    def key(t: Expr) -> tuple[Any, ...]:
        down = minus(t)
        summed = totals(t)
        data = bool(summed)
        if heavy(t):
            group = 3 if down else 2
        else:
            group = 0 if not down else 1 if (t.has(SAMPLE_SIZE) and not data) or not any(map(totals, args)) else 3
        if t.is_number:
            place = 0 if number_first and isinstance(t, Number) else 4
            return (group, -1 if place == 0 else len(_EXTREMES), 0, place, 0, 0, (), tie(t))
        if (t.has(SAMPLE_SIZE) and not data) or (_plain(t) and _observed(t) and not down):
            seen = 1
        else:
            seen = 3 if _observed(t) else 2
        extreme = next((k for k, kind in enumerate(_EXTREMES) if t.has(kind)), -1)
        return (group, extreme, int(heavy(t)), seen, int(data), _degree(t), _places(t, position), tie(t))

    return sorted(args, key=key)


_EXTREMES = (Minimum, Quantile, Maximum)


def _gamma_like(b: Expr) -> bool:
    return isinstance(b, gamma | beta) or type(b).__name__ in ("uppergamma", "lowergamma", "zeta")


def _rank(base: Expr, power: Expr) -> int:
    """Binomial coefficients, numbers, roots, n, letters, gamma functions, symbolic powers, brackets, the rest."""
    if isinstance(base, binomial):
        return 0
    if base.is_number:
        return 10 if isinstance(base, log) else 1
    if base.is_Mul:
        return 2
    if base == SAMPLE_SIZE or counted(base):
        return 3 if base == SAMPLE_SIZE else 9
    if base.is_Symbol or isinstance(base, Hat) or (isinstance(base, Statistic) and not isinstance(base, Total)):
        seen = isinstance(base, Observation)
        return (5 if seen else 4) if power.is_number else (8 if seen else 7)
    if _gamma_like(base):
        return 6
    if base.is_Add:
        return 9
    return 11 if isinstance(base, exp) else 12 if isinstance(base, log) else 13 if isinstance(base, Total) else 10


def factor_key(pair: tuple[Expr, Expr], position: Position) -> tuple[Any, ...]:
    """Where a factor base**power stands in a product: numbers, n, letters, brackets, functions, totals."""
    base, power = pair
    return (_rank(base, power), _places(base, position), power != Integer(1), tie(base))
