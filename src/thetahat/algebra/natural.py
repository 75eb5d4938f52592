"""The natural form of an exponential family: l = sum_k eta_k(theta) Total(T_k) - n A(theta), with the fewest T_k.

counts of cells    Total(1{x = 1}) + Total(1{x = 2}) + … = n     ->   one of them says nothing new
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations, product

from sympy import Add, Expr, Matrix, Symbol, expand, piecewise_fold, simplify

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import expanded, tidy
from thetahat.core.statistics import SAMPLE_SIZE, Total

Natural = dict[Total, Expr]
"""Sufficient statistic to the natural parameter that goes with it."""

LARGEST = 4
"""Families with more statistics than this are not looked at for sums that are constant."""


def natural_form(log_likelihood: Expr, unknown: set[Symbol]) -> Natural | None:
    """{T_k: eta_k} if no total holds a parameter, else None; totals whose factor is known are left out."""
    opened = expanded(log_likelihood)
    table = Frozen(opened)
    statistics = {s: d for s, d in table.symbols.items() if s != SAMPLE_SIZE}
    if any(not isinstance(s, Total) or s.free_symbols & unknown for s in statistics):
        return None
    whole = expand(table.freeze(opened), log=False, power_base=False, power_exp=False)
    found = {s: tidy(whole.coeff(d)) for s, d in statistics.items() if isinstance(s, Total)}
    names = set(table.symbols.values())
    if any(e.free_symbols & names for e in found.values()):
        return None
    moving = {s: e for s, e in found.items() if e.free_symbols & unknown}
    return dict(sorted(moving.items(), key=lambda item: item[0].sort_key())) or None


def least(natural: Natural) -> Natural:
    """The same without a statistic that the others and n determine, because their summands add up to a constant."""
    totals = tuple(natural)
    if len(totals) <= LARGEST:
        for size in range(2, len(totals) + 1):
            for some in combinations(totals, size):
                whole = piecewise_fold(Add(*(t.summand for t in some)))
                if not simplify(whole).free_symbols:
                    # with T_1 = c n - T_2 - …, eta_1 is taken from the others
                    first = some[0]
                    rest = {t: tidy(e - natural[first]) if t in some else e for t, e in natural.items() if t != first}
                    return least({t: e for t, e in rest.items() if e != 0})
    return natural


def one_to_one(parameters: Sequence[Expr], symbols: Sequence[Symbol], rectangular: bool, signs: Signs) -> bool:
    """Whether the map to the natural parameters is proved to be injective.

    On a rectangle it is when, up to the order and the signs of its rows, every principal minor of the Jacobian is
    positive (Gale and Nikaido 1965).
    """
    if not rectangular or len(symbols) > 3:
        return False
    jacobian = Matrix(parameters).jacobian(list(symbols))
    rows = range(len(symbols))
    minors = [part for size in range(1, len(symbols) + 1) for part in combinations(rows, size)]
    return any(
        all(signs.strictly(tidy(m.extract(part, part).det())) == 1 for part in map(list, minors))
        for order in permutations(rows)
        for flips in product((1, -1), repeat=len(rows))
        for m in [Matrix([f * jacobian.row(i) for f, i in zip(flips, order, strict=True)])]
    )
