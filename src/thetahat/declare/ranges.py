"""From inequalities to an interval: what limits a variable from below and from above."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy import Expr, Symbol

from thetahat.declare.clauses import Kind, Relation
from thetahat.declare.expression import to_sympy


@dataclass(frozen=True, slots=True)
class Bound:
    """One end: ``value`` is below (or above) the variable, and belongs to the interval if ``closed``."""

    below: bool
    value: Expr
    closed: bool


@dataclass(frozen=True, slots=True)
class Range:
    """An interval, or the integers in it."""

    lower: Expr
    upper: Expr
    lower_closed: bool
    upper_closed: bool
    integer: bool


Link = tuple[Any, bool, Any]
"""An inequality: smaller, may be equal, larger."""

KIND_BOUNDS: Mapping[str, tuple[Bound, ...]] = {
    "real": (),
    "integer": (),
    "positive": (Bound(True, sp.S.Zero, False),),
    "nonnegative": (Bound(True, sp.S.Zero, True),),
    "negative": (Bound(False, sp.S.Zero, False),),
    "nonpositive": (Bound(False, sp.S.Zero, True),),
}


def links(relation: Relation, names: Mapping[str, Any], what: str) -> list[Link]:
    """The chain as pairs (smaller, may be equal, larger)."""
    values = [to_sympy(o, names, what) for o in relation.chain.operands]
    pairs = zip(relation.chain.operators, values[:-1], values[1:], strict=True)
    return [(a, "=" in mark, b) if mark[0] == "<" else (b, "=" in mark, a) for mark, a, b in pairs]


def bounds(smaller: Expr, closed: bool, larger: Expr, variable: Symbol) -> list[Bound] | None:
    """smaller <= larger (or <) as bounds on the variable; None if it cannot be said so.

    It can if the difference is linear in the variable with a coefficient of known sign, or linear in one absolute
    value of such an expression, on the smaller side.
    """
    if larger == variable and not smaller.has(variable):
        return [Bound(True, smaller, closed)]
    if smaller == variable and not larger.has(variable):
        return [Bound(False, larger, closed)]
    difference = larger - smaller
    moduli = [a for a in difference.atoms(sp.Abs) if a.has(variable)]
    if len(moduli) == 1:
        return _within(difference, closed, moduli[0], variable)
    line = _line(difference, variable)
    if line is None:
        return None
    slope, constant = line
    positive = _positive(slope)
    if positive is None:
        return None
    return [Bound(positive, sp.expand(-constant / slope), closed)]


def _within(difference: Expr, closed: bool, modulus: Expr, variable: Symbol) -> list[Bound] | None:
    """|u| <= h as -h <= u <= h."""
    size = sp.Dummy("size", nonnegative=True)
    line = _line(difference.xreplace({modulus: size}), size)
    if line is None or line[1].has(variable) or _positive(-line[0]) is not True:
        return None
    h = sp.cancel(line[1] / -line[0]) if line[0] != -1 else line[1]
    inside = modulus.args[0]
    above, below = bounds(inside, closed, h, variable), bounds(-h, closed, inside, variable)
    return None if above is None or below is None else [*below, *above]


def _line(expression: Expr, variable: Symbol) -> tuple[Expr, Expr] | None:
    """(slope, constant) if the expression is linear in the variable."""
    slope = sp.diff(expression, variable)
    slope = slope if slope.has(variable) is False else sp.cancel(slope)
    if slope.has(variable) or slope == 0:
        return None
    return slope, expression.subs(variable, 0)


def _positive(expression: Expr) -> bool | None:
    for form in (expression, sp.factor(expression)):
        if form.is_positive:
            return True
        if form.is_negative:
            return False
    return None


def interval(found: Iterable[Bound], kinds: Iterable[Kind], integers: Collection[Symbol]) -> Range:
    """The interval that all bounds and words leave.

    ``integers`` are the symbols that stand for integers: strict bounds of an integer variable are then moved inwards.
    """
    words = [k.word for k in kinds]
    integer = "integer" in words
    everything = [*found, *(b for w in words for b in KIND_BOUNDS[w])]
    lower, lower_closed = _strictest([b for b in everything if b.below], -sp.oo)
    upper, upper_closed = _strictest([b for b in everything if not b.below], sp.oo)
    if integer:
        lower, lower_closed = _whole(lower, lower_closed, 1, integers)
        upper, upper_closed = _whole(upper, upper_closed, -1, integers)
    return Range(lower, upper, lower_closed, upper_closed, integer)


def _strictest(found: list[Bound], without: Expr) -> tuple[Expr, bool]:
    found = [b for b in found if b.value.is_infinite is not True]
    if not found:
        return without, False
    value, closed = found[0].value, found[0].closed
    for b in found[1:]:
        inwards = b.value - value if b.below else value - b.value
        if inwards.is_zero:
            closed = closed and b.closed
        elif inwards.is_nonnegative:
            value, closed = b.value, b.closed
        elif not inwards.is_nonpositive:
            value = sp.Max(value, b.value) if b.below else sp.Min(value, b.value)
            closed = closed and b.closed
    return value, closed


def _whole(end: Expr, closed: bool, step: int, integers: Collection[Symbol]) -> tuple[Expr, bool]:
    """An end of an integer variable, as the outermost integer where that is known."""
    if end.is_infinite:
        return end, False
    if end.is_number:
        whole = sp.ceiling(end) if step > 0 else sp.floor(end)
        return (whole if closed or whole != end else whole + step), True
    if is_whole(end, integers):
        return (end if closed else end + step), True
    return end, closed


def is_whole(expression: Expr, integers: Collection[Symbol]) -> bool:
    """True if the expression is an integer whenever these symbols are."""
    return expression.xreplace({s: sp.Dummy(s.name, integer=True) for s in integers}).is_integer is True


def is_empty(r: Range) -> bool:
    """True if it is plain that no number lies in the interval."""
    width = r.upper - r.lower
    return bool(width.is_negative or (width.is_zero and not (r.lower_closed and r.upper_closed)))


def assumptions(r: Range, *, point_at_zero: bool = True) -> dict[str, bool]:
    """What the interval implies for a symbol: the sign, where it is known.

    With ``point_at_zero`` False a closed end at 0 is taken as open: a density is meant up to null sets.
    """
    low, high = r.lower, r.upper
    if low.is_positive or (low.is_nonnegative and not (r.lower_closed and point_at_zero)):
        return {"positive": True}
    if low.is_nonnegative:
        return {"nonnegative": True}
    if high.is_negative or (high.is_nonpositive and not (r.upper_closed and point_at_zero)):
        return {"negative": True}
    if high.is_nonpositive:
        return {"nonpositive": True}
    return {"real": True}
