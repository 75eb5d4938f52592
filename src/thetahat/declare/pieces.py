"""A support that is written into the density: f(x) = g(x) for x >= m, and 0 elsewhere.

    on_its_support(density, random, counted) -> (the density where it is not 0, the inequalities that say where)

What is 0 has no logarithm: where it lies belongs to the support.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import permutations
from typing import Any

import sympy as sp
from sympy import Expr, Piecewise, Symbol

from thetahat.declare.clauses import Kind
from thetahat.declare.ranges import Bound, Link, Range, bounds, interval, is_empty
from thetahat.errors import DeclarationError

_STRICT, _WEAK = (sp.Lt, sp.Gt), (sp.Le, sp.Ge)


def on_its_support(
    density: Expr, random: Sequence[Symbol], counted: Collection[Symbol]
) -> tuple[Expr, tuple[Link, ...]]:
    """The density without the pieces that are 0, and the inequalities under which it is not 0 (none: everywhere).

    ``counted`` are the symbols that stand for integers.

    Raises
    ------
    DeclarationError
        if the density is positive on more than one interval, or, with several random variables, on more than one set
        of inequalities can say; or if a condition gives no bounds.
    """
    density = _with_pieces(density, random)
    branches = _branches(density, random)
    if not any(value == 0 for value, _ in branches):
        return density, ()
    kept, places = [], []
    left: Any = sp.true
    for value, where in branches:
        if value == 0:
            left = sp.And(left, sp.Not(where))
            continue
        own = _parts(sp.And(where, left))
        if len(random) == 1:
            own = [p for p in own if not _null(p, random[0], counted)]
        if own:
            kept.append((value, where))
            places += own
    if not kept:
        raise DeclarationError("density: it is zero everywhere")
    links = _one_interval(places, random[0], counted) if len(random) == 1 else _one_place(places)
    known = {_relation(link) for link in links} | {_relation((a, True, b)) for a, _, b in links}
    conditions = [sp.And(*(w for w in sp.And.make_args(where) if w not in known)) for _, where in kept]
    # the pieces that are left fill the support
    pieces = [(value, where) for (value, _), where in zip(kept, conditions, strict=True)]
    return Piecewise(*pieces[:-1], (pieces[-1][0], True)), links


def _with_pieces(density: Expr, random: Sequence[Symbol]) -> Expr:
    """The greater of two formulas of the observation, written as pieces: it bends where they meet."""
    corners = [m for m in density.atoms(sp.Max, sp.Min) if m.has(*random) and m.free_symbols - set(random)]
    return density.xreplace({m: m.rewrite(Piecewise) for m in corners}) if corners else density


def _branches(density: Expr, random: Sequence[Symbol]) -> list[tuple[Expr, Any]]:
    """The density as one list of pieces; empty if none of its conditions is about the observation."""
    conditions = [where for p in density.atoms(Piecewise) for _, where in p.args]
    if not any(where.free_symbols & set(random) for where in conditions):
        return []
    folded = sp.piecewise_fold(density)
    return list(folded.args) if isinstance(folded, Piecewise) else []


def _parts(where: Any) -> list[tuple[Any, ...]]:
    """A condition as alternatives, each a set of relations that hold together."""
    if where == sp.false:
        return []
    return [tuple(r for r in sp.And.make_args(part) if r != sp.true) for part in sp.Or.make_args(sp.to_dnf(where))]


def _relation(link: Link) -> Any:
    smaller, closed, larger = link
    return sp.Le(smaller, larger) if closed else sp.Lt(smaller, larger)


def _links(relation: Any) -> list[Link]:
    if isinstance(relation, sp.Eq):
        return [(relation.lhs, True, relation.rhs), (relation.rhs, True, relation.lhs)]
    if not isinstance(relation, _STRICT + _WEAK):
        raise _unread(relation)
    return [(relation.lts, isinstance(relation, _WEAK), relation.gts)]


def _unread(relation: Any) -> DeclarationError:
    return DeclarationError(
        f"density: where it is 0 depends on {relation}, which gives no bounds; say in support= where it is positive"
    )


def _range(part: Sequence[Any], x: Symbol, counted: Collection[Symbol]) -> Range:
    """Where all these relations hold, as an interval of x."""
    found: list[Bound] = []
    for relation in part:
        if isinstance(relation, sp.Ne):
            if x in counted:
                raise _unread(relation)
            continue  # one point has no weight
        for link in _links(relation):
            limits = bounds(*link, x)
            if limits is None:
                raise _unread(relation)
            found += limits
    return interval(found, [Kind(x.name, "integer")] if x in counted else [], counted)


def _null(part: Sequence[Any], x: Symbol, counted: Collection[Symbol]) -> bool:
    """Whether no observation lies here: nothing does, or a single point that moves with a parameter."""
    r = _range(part, x, counted)
    point = r.lower == r.upper and bool(r.lower.free_symbols) and x not in counted
    return point or is_empty(r)


def _one_place(places: Sequence[tuple[Any, ...]]) -> tuple[Link, ...]:
    if len(places) != 1:
        raise DeclarationError(
            "density: where it is 0 cannot be told by one set of inequalities; say in support= where it is positive"
        )
    return tuple(link for relation in places[0] for link in _links(relation))


def _one_interval(places: Sequence[tuple[Any, ...]], x: Symbol, counted: Collection[Symbol]) -> tuple[Link, ...]:
    ranges = [_range(part, x, counted) for part in places]
    while (pair := next((p for p in permutations(ranges, 2) if _touch(*p)), None)) is not None:
        low, high = pair
        ranges = [r for r in ranges if r is not low and r is not high]
        ranges.append(_union(low, high))
    if len(ranges) != 1:
        raise DeclarationError(
            f"density: it is 0 between two parts of its support; the values of {x} must lie in one interval"
        )
    r = ranges[0]
    below: list[Link] = [] if r.lower.is_infinite else [(r.lower, r.lower_closed, x)]
    above: list[Link] = [] if r.upper.is_infinite else [(x, r.upper_closed, r.upper)]
    return (*below, *above)


def _touch(low: Range, high: Range) -> bool:
    """Whether the second begins in the first or where the first ends."""
    gap = sp.expand(high.lower - low.upper) if not (low.upper.is_infinite or high.lower.is_infinite) else None
    begins = low.lower == high.lower or low.lower == -sp.oo or (high.lower - low.lower).is_nonnegative is True
    reaches = low.upper == sp.oo or (
        gap is not None and (gap.is_nonpositive is True or (low.integer and (gap - 1).is_nonpositive is True))
    )
    return bool(reaches and (begins or gap == 0 or (low.integer and gap == 1)))


def _union(low: Range, high: Range) -> Range:
    """Both together, where the second begins in the first."""
    lower_closed = low.lower_closed or (high.lower_closed and high.lower == low.lower)
    longer = low if low.upper == sp.oo or (high.upper - low.upper).is_nonpositive is True else high
    upper_closed = longer.upper_closed or (low.upper == high.upper and low.upper_closed)
    return Range(low.lower, longer.upper, lower_closed, upper_closed, low.integer)
