"""Supports: text to `Support`, and the observation's symbols, which carry what the support implies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from thetahat.core.model import Region, Support
from thetahat.core.statistics import Observation
from thetahat.declare.clauses import FORMS, Clause, Kind, Members, Relation, clauses
from thetahat.declare.expression import to_sympy
from thetahat.declare.names import near, shown
from thetahat.declare.ranges import Bound, Link, Range, assumptions, bounds, interval, is_empty, is_whole, links
from thetahat.declare.syntax import free_names
from thetahat.errors import DeclarationError

WHAT = "support"


@dataclass(frozen=True)
class Variables:
    """The names of an observation: ``random`` ones, ``given`` ones, and those that may not be called positive at 0."""

    random: tuple[str, ...]
    given: tuple[str, ...] = ()
    with_point_at_zero: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[str, ...]:
        """Every variable."""
        return (*self.random, *self.given)


def support(
    text: str | Mapping[str, str],
    variables: Variables,
    symbols: Mapping[str, Any],
    integers: Collection[str],
    further: Sequence[Link] = (),
) -> tuple[Support, dict[str, Observation]]:
    """The support and the observation's symbols by name.

    Parameters
    ----------
    text
        one text, or one for each variable.
    symbols
        the parameters' and known constants' symbols by name.
    integers
        the names among them that stand for integers: only they may begin or end a list of integers.
    further
        inequalities that the density itself is written with.

    Raises
    ------
    DeclarationError
        for a text that is no support, a variable without one, a support that is empty.
    """
    found = _clauses(text, variables, symbols)
    observed = {name: Observation(name, real=True) for name in variables.all}
    ranges, _ = _ranges(found, variables, observed, symbols, integers, further)
    for _ in observed:
        learnt = {name: _observation(name, ranges.get(name), variables) for name in observed}
        if learnt == observed:
            break
        observed = learnt
        ranges, _ = _ranges(found, variables, observed, symbols, integers, further)
    ranges, conditions = _ranges(found, variables, observed, symbols, integers, further)
    regions = tuple(
        Region(observed[name], r.lower, r.upper, r.lower_closed, r.upper_closed, r.integer)
        for name, r in ranges.items()
    )
    shown_text = text.strip() if isinstance(text, str) else "; ".join(f"{v}: {t}" for v, t in text.items())
    return Support(regions, conditions, shown_text), observed


def _observation(name: str, r: Range | None, variables: Variables) -> Observation:
    if r is None:
        return Observation(name, real=True)
    # What is given has no density: it may well be 0.
    point = r.integer or name in variables.given or name in variables.with_point_at_zero
    return Observation(name, **assumptions(r, point_at_zero=point))


def _clauses(text: Any, variables: Variables, symbols: Mapping[str, Any]) -> list[Clause]:
    if isinstance(text, Mapping):
        found = [c for v, t in text.items() for c in _of_variable(v, t, variables, symbols)]
    else:
        # A word or a list without a name speaks of the random variable: ``integer`` of a count given its trials.
        found = clauses(text, variables.all, symbols, WHAT, FORMS)
        found = [_named(c, text, variables) for c in found]
    known = [*symbols, *variables.all]
    for c in found:
        if isinstance(c, Kind):
            continue
        nodes = [c.chain] if isinstance(c, Relation) else [i for i in c.items if i is not None]
        for name in (n for node in nodes for n in free_names(node)):
            if name not in known:
                raise DeclarationError(f"{WHAT}: {shown(name)} is not declared{near(name, known)}")
    return found


def _of_variable(name: Any, text: Any, variables: Variables, symbols: Mapping[str, Any]) -> list[Clause]:
    if name not in variables.all:
        raise DeclarationError(
            f"{WHAT}: {shown(name)} is not an observation variable; it is {', '.join(variables.all)}"
        )
    found = clauses(text, (name,), [*symbols, *variables.all], f"{WHAT} of {name}", FORMS)
    return [Kind(name, c.word) if isinstance(c, Kind) else c for c in found]


def _named(clause: Clause, text: str, variables: Variables) -> Clause:
    if not isinstance(clause, Kind) or clause.variable is not None:
        return clause
    if len(variables.random) == 1:
        return Kind(variables.random[0], clause.word)
    raise DeclarationError(
        f"{WHAT}: {shown(text)} does not say which of {', '.join(variables.random)} it means; "
        f"write '{variables.random[0]} {clause.word}'"
    )


def _ranges(
    found: list[Clause],
    variables: Variables,
    observed: Mapping[str, Observation],
    symbols: Mapping[str, Any],
    integers: Collection[str],
    further: Sequence[Link],
) -> tuple[dict[str, Range], tuple[Any, ...]]:
    """The range of every variable that is spoken of, and the conditions that no range can say."""
    names = {**symbols, **observed}
    counted = [c.variable for c in found if isinstance(c, Members) or (isinstance(c, Kind) and c.word == "integer")]
    whole = [*(symbols[n] for n in integers), *(observed[str(n)] for n in counted)]
    limits: dict[str, list[Bound]] = {}
    kinds: dict[str, list[Kind]] = {}
    conditions: list[Any] = []
    for c in found:
        if isinstance(c, Kind):
            kinds.setdefault(str(c.variable), []).append(c)
        elif isinstance(c, Members):
            kinds.setdefault(c.variable, []).append(Kind(c.variable, "integer"))
            own = observed[c.variable]
            others = {observed[n] for n in variables.random} - {own}
            for b in _listed(c, names, whole):
                if b.value.free_symbols & others:
                    link = (b.value, True, own) if b.below else (own, True, b.value)
                    _place(link, variables, observed, limits, conditions)
                else:
                    limits.setdefault(c.variable, []).append(b)
        else:
            for link in links(c, names, WHAT):
                _place(link, variables, observed, limits, conditions)
    ranges = {}
    here = {s: observed[s.name] for link in further for e in (link[0], link[2]) for s in e.atoms(Observation)}
    for smaller, closed, larger in further:
        _place((smaller.xreplace(here), closed, larger.xreplace(here)), variables, observed, limits, conditions)
    for name in variables.all:
        if name in limits or name in kinds:
            ranges[name] = interval(limits.get(name, ()), kinds.get(name, ()), whole)
            if is_empty(ranges[name]):
                raise DeclarationError(f"{WHAT}: no value of {name} lies in it")
        elif any(c.has(observed[name]) for c in conditions):
            ranges[name] = interval((), (), ())
        elif name in variables.random:
            raise DeclarationError(f"{WHAT}: it says nothing about {name}; add '{name} real' or its bounds")
    return ranges, tuple(conditions)


def _place(
    link: tuple[Any, bool, Any],
    variables: Variables,
    observed: Mapping[str, Observation],
    limits: dict[str, list[Bound]],
    conditions: list[Any],
) -> None:
    """One inequality: a bound of the one random variable in it, else a condition."""
    smaller, closed, larger = link
    inside = smaller.free_symbols | larger.free_symbols
    random = [n for n in variables.random if observed[n] in inside]
    speaks_of = random or [n for n in variables.given if observed[n] in inside]
    if not speaks_of:
        raise DeclarationError(
            f"{WHAT}: an inequality in it holds none of {', '.join(variables.all)}; "
            "limits on parameters belong in their domains"
        )
    if len(speaks_of) == 1:
        found = bounds(smaller, closed, larger, observed[speaks_of[0]])
        if found is not None:
            limits.setdefault(speaks_of[0], []).extend(found)
            return
    # The variable is set on the left: 1 + xi*(x - mu)/s > 0.
    if larger.free_symbols & set(observed.values()):
        condition = sp.Ge(larger, smaller) if closed else sp.Gt(larger, smaller)
    else:
        condition = sp.Le(smaller, larger) if closed else sp.Lt(smaller, larger)
    if condition == sp.false:
        raise DeclarationError(f"{WHAT}: no value satisfies one of its inequalities")
    if condition != sp.true:
        conditions.append(condition)


def _listed(clause: Members, names: Mapping[str, Any], whole: list[Any]) -> list[Bound]:
    """The first and the last integer of a list of consecutive ones."""
    items = [None if i is None else to_sympy(i, names, WHAT) for i in clause.items]
    dots = [k for k, i in enumerate(items) if i is None]
    values = [i for i in items if i is not None]
    if not values:
        raise DeclarationError(f"{WHAT}: a list needs at least one number; write '{clause.variable} integer' for all")
    last = len(items) - 1
    if any(0 < k < last - 1 for k in dots) or (last in dots and last - 1 in dots):
        raise DeclarationError(f"{WHAT}: dots may stand at either end of a list, or before its last number")
    for k in range(last):
        a, b = items[k], items[k + 1]
        if a is not None and b is not None and sp.expand(b - a) != 1:
            raise DeclarationError(
                f"{WHAT}: only consecutive integers can be listed, and {shown(b)} does not follow {shown(a)}"
            )
    for v in values:
        if not is_whole(v, whole):
            remedy = "declare it as 'integer'" if v.free_symbols else "list integers only"
            raise DeclarationError(f"{WHAT}: {shown(v)} in a list of integers is not known to be one; {remedy}")
    found = [] if items[0] is None else [Bound(True, values[0], True)]
    if items[-1] is not None:
        found.append(Bound(False, values[-1], True))
    return found
