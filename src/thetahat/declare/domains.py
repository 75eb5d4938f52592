"""Domains of parameters: text to `Domain`, and the symbol that carries what the domain implies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Symbol

from thetahat.core.model import Domain, Parameter
from thetahat.declare.clauses import ACCEPTED, Clause, Kind, Members, Relation, clauses
from thetahat.declare.names import near, shown
from thetahat.declare.ranges import Bound, Range, assumptions, bounds, interval, is_empty, links
from thetahat.declare.syntax import free_names
from thetahat.errors import DeclarationError


def parameters(texts: Mapping[str, str]) -> dict[str, Parameter]:
    """Parameters by name, from ``{"p": "0 < p < 1"}``, in the same order.

    An end may hold other parameters of the mapping; their signs are used to find this one's (a < b with a > 0 makes
    b positive), round after round until nothing new is learnt.

    Raises
    ------
    DeclarationError
        for a text that is no domain, an end that nobody declared, a domain that is empty.
    """
    read = {name: _clauses(name, text, texts) for name, text in texts.items()}
    integers = {name for name, found in read.items() if any(isinstance(c, Kind) and c.word == "integer" for c in found)}
    symbols: dict[str, Any] = {name: Symbol(name, real=True) for name in texts}
    for _ in texts:
        ranges = {name: _range(name, found, symbols, integers) for name, found in read.items()}
        learnt: dict[str, Any] = {name: Symbol(name, **assumptions(r)) for name, r in ranges.items()}
        if learnt == symbols:
            break
        symbols = learnt
    made = {}
    for name, found in read.items():
        r = _range(name, found, symbols, integers)
        domain = Domain(r.lower, r.upper, r.lower_closed, r.upper_closed, r.integer, texts[name].strip())
        made[name] = Parameter(name, symbols[name], domain)
    return made


def _what(name: str) -> str:
    return f"domain of {name}"


def _clauses(name: str, text: Any, texts: Mapping[str, str]) -> list[Clause]:
    what = _what(name)
    found = clauses(text, (name,), texts, what, ACCEPTED)
    for c in found:
        if isinstance(c, Members):
            raise DeclarationError(f"{what}: a list has no place here (accepted: {ACCEPTED})")
        if not isinstance(c, Relation):
            continue
        used = free_names(c.chain)
        unknown = [n for n in used if n not in texts]
        if unknown:
            raise DeclarationError(
                f"{what}: {shown(unknown[0])} is not declared{near(unknown[0], texts) or '; declare it'}"
            )
        if name not in used:
            raise DeclarationError(f"{what}: {shown(text)} does not mention {name}; write for example {name} > 0")
    return found


def _range(name: str, found: list[Clause], symbols: Mapping[str, Any], integers: set[str]) -> Range:
    what, own = _what(name), symbols[name]
    limits: list[Bound] = []
    for c in found:
        if not isinstance(c, Relation):
            continue
        for smaller, closed, larger in links(c, symbols, what):
            if not (smaller.has(own) or larger.has(own)):
                continue
            new = bounds(smaller, closed, larger, own)
            if new is None:
                raise DeclarationError(
                    f"{what}: the inequality cannot be solved for {name}; write bounds on {name} alone, "
                    f"such as a < {name} < b"
                )
            limits += new
    kinds = [c for c in found if isinstance(c, Kind)]
    r = interval(limits, kinds, [symbols[n] for n in integers])
    if is_empty(r):
        raise DeclarationError(f"{what}: no number satisfies it")
    return r
