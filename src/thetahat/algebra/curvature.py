"""The slope of an equation at its zero, with the equation used to clear a statistic.

Scores are linear in totals: solving g(p) = 0 for a total, not for p, and putting that into g'(p) often leaves an
expression whose sign assumptions alone can tell:  -n/(2 v^2) from n/(2 v^2) - Total((x - mu)**2)/v^3.
"""

from __future__ import annotations

from sympy import Expr, Symbol, factor, fraction, together

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.poles import continuous
from thetahat.algebra.present import centred
from thetahat.algebra.signs import LARGEST, Signs
from thetahat.algebra.totals import expanded, tidy


def slope_at_zero(g: Expr, p: Symbol, value: Expr | None, signs: Signs) -> Expr | None:
    """A form of dg/dp on {g = 0} that is proved to be negative, or None.  Summands are looked into if they must be."""
    if not continuous(g, (p,), signs):
        return None
    for form in dict.fromkeys((g, expanded(g))):
        found = _negative_slope(form, p, value, signs)
        if found is not None:
            return found
    return None


def _negative_slope(g: Expr, p: Symbol, value: Expr | None, signs: Signs) -> Expr | None:
    slope = tidy(g.diff(p))
    if signs.strictly(slope) == -1:
        return slope
    if p not in slope.free_symbols:
        # a straight line in p: where its one zero is defined the slope is not zero
        level = centred(slope)
        if signs.of(level) == -2:
            return level
    table = Frozen(g, slope)
    fg, fs = table.freeze(g), table.freeze(slope)
    for statistic, symbol in table.symbols.items():
        if not fs.has(symbol) or p in statistic.free_symbols:
            continue
        cleared = _without(fg, fs, symbol)
        if cleared is not None:
            candidate = table.thaw(cleared)
            if signs.strictly(candidate) == -1:
                return candidate
    if value is not None and p not in value.free_symbols and slope.count_ops() < LARGEST:
        candidate = slope.subs(p, value)
        if signs.strictly(candidate) == -1:
            return candidate
    return None


def _without(g: Expr, slope: Expr, symbol: Symbol) -> Expr | None:
    """The slope with the symbol eliminated through g = 0, if g is linear in it."""
    numerator = fraction(together(g))[0]
    c = numerator.diff(symbol)
    if c == 0 or c.has(symbol):
        return None
    rest = numerator.subs(symbol, 0)
    result = together(slope.subs(symbol, -rest / c))
    return factor(result) if result.count_ops() < LARGEST else result
