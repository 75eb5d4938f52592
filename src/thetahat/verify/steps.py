"""Numbers put into what a step claims, at random admissible parameters and samples.

    checked(step, model, points) -> the step with its `Check` filled, substeps too

Twenty points, samples of 2 to 10 observations.  A difference is measured against the size of the terms.  Doubles are
asked first; where they disagree by more than rounding explains, 40 digits decide.  A claim that fails leaves the
status ``unproved`` with the difference found: the driver rejects such a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import mpmath
import numpy as np
import sympy
from sympy import Expr, Symbol

from thetahat.core.derivation import Check, Claim, Status, Step
from thetahat.core.model import Model
from thetahat.core.statistics import Observation
from thetahat.errors import RequestError
from thetahat.verify import declared, evaluate, expectation
from thetahat.verify.points import Points

_SIZES = (2, 3, 5, 7, 10)
_LARGER = (30, 60, 120)
"""Sizes of further samples when too few of the small ones say anything."""
_EACH = 4
_DOUBLE = 1e-11
"""Relative difference that rounding may explain in doubles; in derivatives by differences, 1e-7."""
_DIFFERENCE = 1e-7
_QUADRATURE = 1e-5
"""Relative difference that quadrature may explain."""
_DIGITS = 40
_EXACT = 1e-18
_EDGE = 1e-9
"""How far inside its domain a solution must lie for its equation to be asked: on the edge it need not hold."""
_LEAST = 5
"""Points at which both sides must be defined for a claim to count as checked."""


@dataclass(frozen=True)
class _Place:
    """A batch of points of one sample size, and which of them a step's assumptions allow."""

    model: Model
    parameters: dict[Any, Any]
    data: dict[Any, Any]
    allowed: Any

    def rows(self, rows: Any) -> _Place:
        """The same for some of the points."""
        return _Place(
            self.model,
            {k: v[rows] for k, v in self.parameters.items()},
            {k: v[rows] for k, v in self.data.items()},
            self.allowed[rows],
        )


def checked(step: Step, model: Model, points: Points) -> Step:
    """The step with its check: ``checked`` when every claim held, ``unproved`` when one failed or was not tried."""
    substeps = tuple(checked(s, model, points) for s in step.substeps)
    claims = [c for c in step.claims if c.kind != "nothing"]
    places = [_allowed(step, model, *points.batch(_EACH, n)) for n in _SIZES] if claims else []
    tried, largest, good = 0, 0.0, True
    for claim in claims:
        count, difference = _claim(claim, places)
        if count < _LEAST:
            # small samples of counts often lie on the edge: empty cells, all zeros
            more = [_allowed(step, model, *points.batch(_EACH, n)) for n in _LARGER]
            extra, worse = _claim(claim, more)
            count, difference = count + extra, max(difference, worse)
        holds = count >= _LEAST and difference <= (_DIFFERENCE if claim.kind == "derivative" else _DOUBLE)
        tried, largest, good = max(tried, count), max(largest, difference), good and holds
    good &= all(s.check.status != Status.UNPROVED for s in substeps)
    check = Check(Status.CHECKED if good else Status.UNPROVED, tried, largest if claims else float("nan"))
    return replace(step, check=check, substeps=substeps)


def _allowed(step: Step, model: Model, parameters: dict[Any, Any], data: dict[Any, Any]) -> _Place:
    allowed = np.ones((_EACH, 1), dtype=bool)
    for g in step.given:
        if isinstance(g, sympy.core.relational.Relational):
            truth = np.asarray(evaluate.values(g, parameters, data), dtype=bool)
            allowed = allowed & np.broadcast_to(truth, (_EACH, truth.shape[-1] if truth.ndim else 1)).all(
                axis=1, keepdims=True
            )
    return _Place(model, parameters, data, allowed)


def _claim(claim: Claim, places: list[_Place]) -> tuple[int, float]:
    """(points at which the claim could be tried, the largest relative difference found)."""
    compare = _KINDS.get(claim.kind)
    if compare is None:
        raise RequestError(f"no check is known for a claim of kind {claim.kind!r}")
    count, largest = 0, 0.0
    tolerance = _DIFFERENCE if claim.kind == "derivative" else _DOUBLE
    for place in places:
        difference = compare(claim.expressions, place, None)
        doubt = place.allowed & ~(difference <= tolerance)
        # what fails is asked again with more digits, and once more with many: x h - e^h loses as many as x has
        for digits in (_DIGITS, 4 * _DIGITS):
            rows = np.flatnonzero(doubt.any(axis=1))
            if rows.size == 0:
                break
            with mpmath.workdps(digits):
                exact = compare(claim.expressions, place.rows(rows), digits)
            difference[rows] = np.where(exact <= _EXACT, 0.0, exact)
            doubt = place.allowed & (difference > tolerance)
        told = difference[np.broadcast_to(place.allowed, difference.shape)]
        told = told[~np.isnan(told)]
        count += int((place.allowed & ~np.isnan(difference).all(axis=1, keepdims=True)).sum())
        largest = max(largest, float(told.max(initial=0.0)))
    return count, largest


# ------------------------------------------------------------------ differences, relative to the size of the terms


def _relative(left: Any, right: Any, size: Any) -> Any:
    """|left - right| / size as doubles; nan where a side is undefined, 0 where both are the same infinity."""
    gap = abs(left - right)
    with np.errstate(all="ignore"):
        size = size + (size == 0)
        ratio = np.asarray(gap / size, dtype=float)
    return np.where(np.asarray(left == right, dtype=bool), 0.0, ratio)


def _numbers(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> tuple[Any, ...]:
    return evaluate.several(expressions, place.parameters, place.data, None, digits)


def _sized(e: Any, place: _Place, digits: int | None) -> tuple[Any, Any]:
    """(value, size of its terms), broadcast over the batch."""
    value, size = evaluate.sized(e, place.parameters, place.data, digits)
    shape = np.broadcast_shapes(place.allowed.shape, np.shape(value), np.shape(size))
    return np.broadcast_to(value, shape), np.broadcast_to(size, shape)


def _equal(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    left, right, *gaps = expressions
    if isinstance(left, sympy.MatrixBase):
        pairs = list(zip(left, right, strict=True))
        columns = [_equal(p, place, digits).max(axis=1, keepdims=True) for p in pairs]
        return np.concatenate(columns, axis=1)
    (a, s), (b, t) = (_sized(sympy.sympify(e), place, digits) for e in (left, right))
    return _within(_relative(a, b, s + t), gaps, place, digits)


def _density(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    a, s = _sized(expressions[0], place, digits)
    b = declared.log_density(place.model, place.parameters, place.data, digits)
    return _relative(a, b, s + abs(b))


def _log_likelihood(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    a, s = _sized(expressions[0], place, digits)
    each = declared.log_density(place.model, place.parameters, place.data, digits)
    return _relative(a, each.sum(axis=-1, keepdims=True), s + abs(each).sum(axis=-1, keepdims=True))


def _solves(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    equation, p, value, *gaps = expressions
    (at,) = _numbers((value,), place, digits)
    at = np.broadcast_to(at, np.broadcast_shapes(np.shape(at), place.allowed.shape))
    moved = replace(place, parameters={**place.parameters, p: at})
    found, size = _sized(equation, moved, digits)
    return _within(_relative(found, found * 0, size), gaps, place, digits)


def _within(difference: Any, gaps: Sequence[Any], place: _Place, digits: int | None) -> Any:
    """The difference where all gaps are positive; nan elsewhere."""
    for gap in _numbers(tuple(gaps), place, digits) if gaps else ():
        difference = np.where(np.asarray(gap > _EDGE, dtype=bool), difference, np.nan)
    return difference


def _sign(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    e, s = expressions
    value, size = _sized(e, place, digits)
    told = np.asarray(value * int(s) > 0, dtype=bool)
    undefined = np.asarray(value != value, dtype=bool)
    return np.where(undefined, np.nan, np.where(told, 0.0, np.maximum(_relative(value, value * 0, size), 1.0)))


def _expectation(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    """By quadrature at the parameters of some of the samples; what quadrature cannot settle is nan."""
    rows = place.allowed.shape[0]
    if next(v.shape[1] for v in place.data.values()) in _SIZES[3:]:
        return np.full((rows, 1), np.nan)
    function, claimed = expressions
    found = expectation.expectation(place.model, function, place.parameters, place.data)
    values = {**place.parameters, **{z: place.data[z][:, :1] for z in place.model.given}}
    (value,) = evaluate.several((claimed,), values)
    gap = np.abs(np.broadcast_to(np.asarray(value, dtype=float), (rows, 1)) - found.value)
    relative = np.where(found.settled, gap / np.where(found.settled, found.size, 1.0), np.nan)
    return np.where(found.settled, np.where(relative <= _QUADRATURE, 0.0, relative), np.nan)


# ------------------------------------------------------------------ derivatives by differences


_SIXTH = ((1, 45.0), (2, -9.0), (3, 1.0))
"""Central differences of sixth order: f'(p) = sum of w*(f(p + k*h) - f(p - k*h)) / (60 h)."""


def _derivative(expressions: tuple[Any, ...], place: _Place, digits: int | None) -> Any:
    f, p, g = expressions
    claimed, size = _sized(g, place, digits)
    if digits is None:
        step = 0.01 * _room(place, p)
        slope: Any = 0.0
        for k, weight in _SIXTH:
            slope = slope + weight * (_at(f, p, k * step, place, None) - _at(f, p, -k * step, place, None))
        slope = slope / (60 * step)
    else:
        # A short step: a mixture's likelihood may turn within 1e-40 of a parameter.  Its digits are carried besides.
        step = np.frompyfunc(mpmath.mpf, 1, 1)(_room(place, p)) * mpmath.mpf(10) ** -digits
        more = 3 * digits
        with mpmath.workdps(more):
            above, below = (_at(f, p, s, place, more) for s in (step, -step))
            slope = (above - below) / (2 * step)
            # what a component of a mixture with weight e^{-1000} adds is below every digit of the sum
            size = size + abs(above) / _room(place, p) * mpmath.mpf(10) ** (-digits // 2)
    slope = np.broadcast_to(slope, np.broadcast_shapes(np.shape(slope), np.shape(claimed)))
    return _relative(claimed, slope, size + abs(slope))


def _at(f: Expr, p: Symbol, shift: Any, place: _Place, digits: int | None) -> Any:
    if isinstance(p, Observation):
        return evaluate.values(f, place.parameters, {**place.data, p: place.data[p] + shift}, None, digits)
    return evaluate.values(f, {**place.parameters, p: place.parameters[p] + shift}, place.data, None, digits)


def _room(place: _Place, p: Symbol) -> Any:
    """A length on which functions of p vary: |p|, or the distance to the nearest end of its domain."""
    if isinstance(p, Observation):
        return np.abs(place.data[p]) + 1e-3
    value = place.parameters[p]
    room = np.abs(value) + 0.1
    for q in (*place.model.parameters, *place.model.known):
        ends = (q.domain.lower, q.domain.upper)
        if q.symbol != p and p not in q.domain.bounds_symbols:
            continue
        for end in ends:
            gap = np.abs(np.asarray(evaluate.values(end, place.parameters), dtype=float) - place.parameters[q.symbol])
            room = np.minimum(room, np.where(gap > 0, gap, room))
    return room


_KINDS: dict[str, Callable[[tuple[Any, ...], _Place, int | None], Any]] = {
    "density": _density,
    "log_likelihood": _log_likelihood,
    "equal": _equal,
    "derivative": _derivative,
    "solves": _solves,
    "sign": _sign,
    "expectation": _expectation,
}
