"""Poles that a parameter can move, as m moves those of sum 1/(x - m): across a pole a slope says nothing.

continuous(e, parameters, signs)   ->   whether e is proved to have none
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import (
    Add,
    Dummy,
    Expr,
    Mul,
    Pow,
    Symbol,
    besseli,
    besselk,
    cos,
    factor,
    log,
    polygamma,
    powsimp,
    sin,
    together,
)
from sympy.functions.elementary.exponential import ExpBase

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.signs import LARGEST, Signs


def continuous(e: Expr, parameters: Sequence[Symbol], signs: Signs) -> bool:
    """Whether nothing that e divides by, or takes a root or a logarithm of, is 0 for some value of the parameters."""
    places = [f.base for f in e.atoms(Pow) if not f.exp.is_nonnegative]
    places += [f.args[-1] for f in e.atoms(log, polygamma)]
    roots = [f.base for f in e.atoms(Pow) if f.exp.is_positive and not f.exp.is_integer]
    return all(_never_zero(p, parameters, signs) for p in dict.fromkeys(places) if p.has(*parameters)) and all(
        signs.of(p) == 2 or _never_zero(p, parameters, signs) for p in dict.fromkeys(roots) if p.has(*parameters)
    )


def _never_zero(place: Expr, parameters: Sequence[Symbol], signs: Signs) -> bool:
    if signs.strictly(place) is not None:
        return True
    if isinstance(place, besseli | besselk):
        order, z = place.args
        return bool(order.is_nonnegative) and signs.strictly(z) == 1
    return (
        _power_less_power(place, signs)
        or _between_cosines(place, signs)
        or any(
            len(parts) > 1 and all(_never_zero(f, parameters, signs) for f in parts if f.has(*parameters))
            for parts in _factorings(place)
        )
    )


def _factorings(place: Expr) -> list[tuple[Expr, ...]]:
    """Factors of the numerator; what is below a fraction line is a place of its own."""
    if place.count_ops() > LARGEST:
        return []
    table = Frozen(place)
    whole = factor(together(table.freeze(place)))
    bases = [f.as_base_exp() for f in Mul.make_args(whole)]
    return [tuple(table.thaw(b) for b, power in bases if not power.is_negative)]


def _power_less_power(place: Expr, signs: Signs) -> bool:
    """c (b^u - b^v) with u never equal to v, and b never 1."""
    if not isinstance(place, Add) or len(place.args) != 2:
        return False
    ratio = powsimp(-place.args[0] / place.args[1], force=False)
    if isinstance(ratio, ExpBase):
        return signs.strictly(ratio.args[0]) is not None
    if not isinstance(ratio, Pow):
        return False
    base, exponent = ratio.as_base_exp()
    return signs.strictly(base) == 1 and signs.strictly(base - 1) is not None and signs.strictly(exponent) is not None


def _between_cosines(place: Expr, signs: Signs) -> bool:
    """a + b cos u has one sign if a + b and a - b have it."""
    waves = place.atoms(cos, sin)
    if len(waves) != 1:
        return False
    (wave,) = waves
    height = Dummy("height", real=True)
    flat = place.xreplace({wave: height})
    return not flat.diff(height).has(height) and {signs.strictly(flat.subs(height, end)) for end in (1, -1)} in (
        {1},
        {-1},
    )
