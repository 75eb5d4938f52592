"""A plan's parameter domains as coordinates for the solvers, and the support as a check on data."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from thetahat.core.plan import End, Parameter, Plan, Region
from thetahat.engines.data import Sample
from thetahat.engines.machine import Machine, expressions, needs_of
from thetahat.errors import DataError, RequestError
from thetahat.solve import coordinates as solve
from thetahat.solve.maximise import symmetric

_CONSTANT = ("inf", "-inf")


def coordinates(parameters: Sequence[Parameter], scalars: Mapping[str, float]) -> solve.Coordinates:
    """Coordinates of these parameters; what their ends need besides one another is looked up in ``scalars``."""
    parameters = tuple(parameters)
    return _always(parameters) or _coordinates(parameters, scalars)


@lru_cache(maxsize=256)
def _always(parameters: tuple[Parameter, ...]) -> solve.Coordinates | None:
    """The coordinates where all ends are numbers."""
    ends = (e.source for p in parameters for e in (p.lower, p.upper))
    return None if any(solve.number_of(source) is None for source in ends) else _coordinates(parameters, {})


def _coordinates(parameters: Sequence[Parameter], scalars: Mapping[str, float]) -> solve.Coordinates:
    names = tuple(p.identifier for p in parameters)
    domains = [
        solve.Domain(_end(p.lower, names, scalars), _end(p.upper, names, scalars), p.periodic, p.integer)
        for p in parameters
    ]
    return solve.Coordinates(domains, _order(parameters))


def _end(end: End, names: tuple[str, ...], scalars: Mapping[str, float]) -> solve.End:
    number = solve.number_of(end.source)
    if number is not None:
        return solve.End(lambda theta: number, closed=end.closed)
    value = expressions((end.source,))
    if not end.gradient:
        fixed = value(scalars)[0]
        return solve.End(lambda theta: fixed, closed=end.closed)
    slopes, curves = expressions(end.gradient), expressions(end.hessian) if end.hessian else None
    return solve.End(
        lambda theta: value(_near(names, theta, scalars))[0],
        lambda theta: np.array(slopes(_near(names, theta, scalars)))[: len(names)],
        None if curves is None else (lambda theta: _square(curves(_near(names, theta, scalars)), len(names))),
        end.closed,
    )


def _near(names: tuple[str, ...], theta: Any, scalars: Mapping[str, float]) -> dict[str, float]:
    return {**scalars, **dict(zip(names, map(float, theta), strict=True))}


def _square(triangle: Sequence[float], k: int) -> Any:
    return symmetric(triangle, k)


def _order(parameters: Sequence[Parameter]) -> list[int]:
    """Parameters whose ends use others come after these."""
    names = {p.identifier: i for i, p in enumerate(parameters)}
    uses = [{names[n] for e in (p.lower, p.upper) for n in needs_of(e.source) if n in names} for p in parameters]
    order: list[int] = []
    while len(order) < len(parameters):
        ready = [i for i in range(len(parameters)) if i not in order and uses[i] <= set(order)]
        if not ready:
            names_left = ", ".join(p.name for i, p in enumerate(parameters) if i not in order)
            raise RequestError(
                f"the domains of {names_left} depend on one another in a circle: declare one of them freely"
            )
        order.append(ready[0])
    return order


# ------------------------------------------------------------------ known constants


def known_values(plan: Plan, known: Mapping[str, Any] | None) -> dict[str, float]:
    """Values of the known constants by identifier.  Raises RequestError for a missing, unknown or inadmissible one."""
    given = dict(known or {})
    names = {p.name for p in plan.known}
    for name in given:
        if name not in names:
            there = ", ".join(sorted(names)) or "none"
            raise RequestError(f"{name!r} is not a known constant of {plan.name} (those are: {there})")
    out: dict[str, float] = {}
    for p in plan.known:
        if p.name not in given:
            raise RequestError(f"the known constant {p.name!r} needs a value: pass fixed={{{p.name!r}: …}}")
        try:
            out[p.identifier] = float(given[p.name])
        except (TypeError, ValueError):
            raise RequestError(f"the known constant {p.name!r} must be a number, not {given[p.name]!r}") from None
    for p in plan.known:
        value = out[p.identifier]
        low, high = expressions((p.lower.source, p.upper.source))(out)
        inside = (low < value or (p.lower.closed and value == low)) and (
            value < high or (p.upper.closed and value == high)
        )
        if not inside or not math.isfinite(value) or (p.integer and value != round(value)):
            raise RequestError(f"the known constant {p.name} = {value:g} is outside its domain ({p.text})")
    return out


# ------------------------------------------------------------------ the support


def check_support(plan: Plan, sample: Sample, known: Mapping[str, float]) -> None:
    """Raises DataError when observations lie outside that part of the support which no parameter moves."""
    for r in plan.regions:
        column = sample.columns[plan.identifiers.index(r.identifier)]
        if r.integer:
            _refuse(plan, r, column, column != np.rint(column), "is not an integer")
        for text, closed, below in ((r.lower, r.lower_closed, True), (r.upper, r.upper_closed, False)):
            if text in _CONSTANT or not _fixed(text, plan):
                continue
            end = expressions((text,))(known)[0]
            extreme = column.min() if below else column.max()
            fine = (
                (extreme >= end if below else extreme <= end) if closed else (extreme > end if below else extreme < end)
            )
            if not fine:
                bad = (
                    (column < end if below else column > end) if closed else (column <= end if below else column >= end)
                )
                sign = (">= " if closed else "> ") if below else ("<= " if closed else "< ")
                _refuse(plan, r, column, bad, f"must be {sign}{end:g}")


def check_relations(plan: Plan, machine: Machine, sample: Sample, known: Mapping[str, float]) -> None:
    """Raises DataError when variables do not stand to one another as the support wants it: successes <= trials."""
    if not any(_fixed(text, plan) for text in plan.inside):
        return
    unknown = [np.float64(math.nan)] * len(plan.parameters)
    with np.errstate(all="ignore"):
        found = machine.inside(*sample.columns, *unknown, *known.values())
    for text, holds in zip(plan.inside, found, strict=True):
        bad = np.flatnonzero(~np.broadcast_to(holds, sample.columns[0].shape))
        if _fixed(text, plan) and len(bad):
            raise DataError(
                f"{len(bad)} of {len(sample.columns[0])} observations are outside the support of {plan.name}: "
                f"{text} does not hold at position {bad[0]}"
            )


def _fixed(text: str, plan: Plan) -> bool:
    return not needs_of(text) & {p.identifier for p in plan.parameters}


def _refuse(plan: Plan, r: Region, column: Any, bad: Any, why: str) -> None:
    if not bad.any():
        return
    where = np.flatnonzero(bad)
    shown = ", ".join(f"{column[i]:g} at position {i}" for i in where[:3])
    more = ", …" if len(where) > 3 else ""
    must = f"{r.variable} {why}" if why.startswith("must") else f"{r.variable} must be an integer"
    raise DataError(
        f"{len(where)} of {len(column)} observations are outside the support of {plan.name}: {must} ({shown}{more})"
    )


def border(plan: Plan, sample: Sample, known: Collection[str] | None = None) -> Callable[[Mapping[str, float]], bool]:
    """A test whether all observations lie inside the moving ends of the support, for given scalars.

    With ``known`` only those ends are looked at that need no other scalars.
    """
    tests: list[Callable[[Mapping[str, float]], bool]] = []
    for r in plan.regions:
        if not r.moving:
            continue
        column = sample.columns[plan.identifiers.index(r.identifier)]
        low, high = float(column.min()), float(column.max())
        lower, upper = (e if known is None or needs_of(e) <= set(known) else "nan" for e in (r.lower, r.upper))
        tests.append(_border(lower, upper, low, high))
    return lambda scalars: all(test(scalars) for test in tests)


def _border(lower: str, upper: str, low: float, high: float) -> Callable[[Mapping[str, float]], bool]:
    ends = expressions((lower, upper))

    def test(scalars: Mapping[str, float]) -> bool:
        a, b = ends(scalars)
        # The density stays finite at the border of the support, which then counts as closed.
        return not (a > low or b < high)

    return test


def inside_rows(machine: Machine, columns: Sequence[Any], values: Sequence[Any]) -> Any:
    """For each observation whether the support's further conditions hold (True when there are none)."""
    out: Any = True
    for c in machine.inside(*columns, *values):
        out = np.logical_and(out, c)
    return out
