"""Models narrowed by who fits them: bounds of their own, and parameters tied to others by a formula.

    bounds={"mu": (0, None)}            the domain of mu becomes mu >= 0, its end included
    constraints={"scale": "2*shape"}    scale is replaced by 2*shape, and is no longer a parameter

The narrowed model is a model like any other: it is derived, proved and checked anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from sympy import Expr, Symbol
from sympy.logic.boolalg import Boolean

from thetahat.core.model import Domain, Model, Parameter, Region, Support
from thetahat.declare import domains
from thetahat.declare.expression import to_sympy
from thetahat.declare.parser import parse
from thetahat.errors import RequestError

Bounds = Mapping[str, tuple[float | None, float | None]]


def bounded(model: Model, bounds: Bounds) -> Model:
    """The model whose parameters also lie between these ends, which belong to them; None leaves an end as it is.

    Raises RequestError for an unknown parameter, an integer one, and ends that leave nothing.
    """
    if not bounds:
        return model
    for name in bounds:
        _known(model, name, "bounds")
    texts = {p.name: _domain_text(p, bounds.get(p.name)) for p in (*model.parameters, *model.known)}
    made = domains.parameters(texts)
    table = {p.symbol: made[p.name].symbol for p in (*model.parameters, *model.known)}
    return replace(
        model,
        parameters=tuple(made[p.name] for p in model.parameters),
        known=tuple(made[p.name] for p in model.known),
        density=model.density.xreplace(table),
        support=_support(model.support, table),
        citations=(),
    )


def _domain_text(p: Parameter, ends: tuple[float | None, float | None] | None) -> str:
    if ends is None:
        return p.domain.text
    if p.domain.integer:
        raise RequestError(f"bounds: {p.name} is an integer; declare its domain instead")
    low, high = _ends(p.name, ends)
    d = p.domain
    lower = _side(d.lower, d.lower_closed, low, 1)
    upper = _side(d.upper, d.upper_closed, high, -1)
    left = f"{lower[0]} {'<=' if lower[1] else '<'} " if lower else ""
    right = f" {'<=' if upper[1] else '<'} {upper[0]}" if upper else ""
    if lower and upper and _number(lower) >= _number(upper):
        raise RequestError(f"bounds: nothing is left for {p.name} between {lower[0]} and {upper[0]}; use fixed=")
    return f"{left}{p.name}{right}" if left or right else "real"


def _ends(name: str, ends: Any) -> tuple[float, float]:
    try:
        low, high = ends
        values = (-math.inf if low is None else float(low), math.inf if high is None else float(high))
    except (TypeError, ValueError) as error:
        raise RequestError(f"bounds: {name} needs a pair of numbers, None for an open end, not {ends!r}") from error
    if math.isnan(values[0]) or math.isnan(values[1]):
        raise RequestError(f"bounds: {name} has an end that is not a number")
    return values


def _side(end: Expr, closed: bool, given: float, sign: int) -> tuple[str, bool] | None:
    """(text, closed) of the narrower end; None for none."""
    if math.isfinite(given) and (end.is_infinite or (end.is_number and sign * given > sign * float(end))):
        return repr(given), True
    if math.isfinite(given) and not end.is_number and not end.is_infinite:
        raise RequestError(f"bounds: the domain already ends at {end}; it cannot have a second end there")
    return None if end.is_infinite else (str(end), closed)


def _number(end: tuple[str, bool] | None) -> float:
    try:
        return float(end[0]) if end else math.nan
    except ValueError:
        return math.nan


def tied(model: Model, constraints: Mapping[str, str]) -> Model:
    """The model in which each named parameter is replaced by its formula of the others.

    Raises RequestError for an unknown parameter, a formula that holds a tied one, and when none is left;
    DeclarationError for text that is no formula.
    """
    if not constraints:
        return model
    symbols = {p.name: p.symbol for p in (*model.parameters, *model.known)}
    table: dict[Symbol, Expr] = {}
    for name, text in constraints.items():
        _known(model, name, "constraints")
        formula = to_sympy(parse(text, tuple(symbols), what=f"constraint on {name}"), symbols, f"constraint on {name}")
        if not isinstance(formula, Expr):
            raise RequestError(f"constraints: {text!r} is a condition; write the formula that {name} equals")
        circle = sorted(s.name for s in formula.free_symbols if s.name in constraints)
        if circle:
            raise RequestError(f"constraints: the formula of {name} holds {circle[0]}, which is tied itself")
        table[symbols[name]] = formula
    left = tuple(p for p in model.parameters if p.name not in constraints)
    if not left:
        raise RequestError("constraints: every parameter is tied; nothing is left to estimate")

    def narrowed(p: Parameter) -> Parameter:
        d = p.domain
        ends = (d.lower.xreplace(table), d.upper.xreplace(table))
        return replace(p, domain=Domain(*ends, d.lower_closed, d.upper_closed, d.integer, d.text))

    return replace(
        model,
        parameters=tuple(map(narrowed, left)),
        density=model.density.xreplace(table),
        support=_support(model.support, table),
        citations=(),
        declared=None,
        normalised="kernel" if model.kernel else "unknown",
        name=f"{model.name}_tied",
        aliases={},
    )


def _support(support: Support, table: Mapping[Any, Any]) -> Support:
    regions = tuple(
        Region(r.variable, r.lower.xreplace(table), r.upper.xreplace(table), r.lower_closed, r.upper_closed, r.integer)
        for r in support.regions
    )
    conditions: tuple[Boolean, ...] = tuple(c.xreplace(table) for c in support.conditions)
    return Support(regions, conditions, support.text)


def _known(model: Model, name: str, what: str) -> None:
    if name not in model.names:
        near = get_close_matches(name, model.names, 1) or list(model.names)
        raise RequestError(f"{what} names {name!r}, which is no parameter: did you mean {', '.join(map(repr, near))}?")
