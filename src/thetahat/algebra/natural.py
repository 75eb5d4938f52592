"""The natural form of an exponential family: l = sum_k eta_k(theta) Total(T_k) - n A(theta), with the fewest T_k.

counts of cells    Total(1{x = 1}) + Total(1{x = 2}) + … = n     ->   one of them says nothing new
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Matrix,
    Max,
    Min,
    Piecewise,
    Rational,
    S,
    Symbol,
    ceiling,
    expand,
    floor,
    piecewise_fold,
    sign,
    simplify,
)

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import expanded, tidy
from thetahat.core.model import Model, Region
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


def independent(functions: Sequence[Expr], model: Model) -> bool:
    """Whether no sum a_0 + sum_k a_k h_k vanishes on the support: shown by as many points at which it cannot.

    Without that the natural parameters are not unique: x and x^2 are the same for x in {0, 1}.
    """
    wanted = len(functions) + 1
    # analytic functions that are independent on one interval are so on every other
    smooth = not any(h.has(Piecewise, Abs, sign, Max, Min, floor, ceiling) for h in functions)
    regions = [_somewhere(r) if smooth else r for x in model.random for r in (model.support.region(x),)]
    places = [list(_points(r, 3 * wanted)) for r in regions]
    grid = [p for p in product(*places) if _allowed(model, p)][: 40 * wanted]
    found = Matrix(0, wanted, [])
    for point in grid:
        at = dict(zip(model.random, point, strict=True))
        row = Matrix([[S.One, *(h.subs(at).evalf(30) for h in functions)]])
        if all(e.is_number and e.is_finite for e in row):
            longer = found.col_join(row)
            if (longer * longer.T).evalf(30).det() > _SEEN:
                found = longer
        if found.rows == wanted:
            return True
    return False


_SEEN = 1e-8
"""A Gram determinant that is clearly not zero, of numbers with 30 digits."""


def _somewhere(region: Region) -> Region:
    """An interval with known constants as ends, with numbers in their place."""
    if region.integer:
        return region
    lower = region.lower if region.lower.is_number else S.One
    return replace(region, lower=lower, upper=region.upper if region.upper.is_number else lower + 1)


def _points(region: Region, count: int) -> Iterator[Expr]:
    """Values in a region whose ends are numbers: integers, or fractions that no formula is made for."""
    lower, upper = region.lower, region.upper
    if not (lower.is_number and upper.is_number):
        return
    for k in range(count):
        if region.integer:
            at = lower + k if lower.is_finite else upper - k if upper.is_finite else Integer((k + 1) // 2 * (-1) ** k)
        elif lower.is_finite and upper.is_finite:
            at = lower + (upper - lower) * Rational(2 * k + 1, 2 * count + 1)
        else:
            step = Rational(3 * k + 1, 4)
            at = lower + step if lower.is_finite else upper - step if upper.is_finite else step * (-1) ** k
        if lower <= at <= upper and (region.lower_closed or at != lower) and (region.upper_closed or at != upper):
            yield at


def _allowed(model: Model, point: Sequence[Expr]) -> bool:
    at = dict(zip(model.random, point, strict=True))
    return all(c.subs(at) == True for c in model.support.conditions)  # noqa: E712 - a relation may stay open


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
