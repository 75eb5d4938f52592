"""How the parameters move when the data are scaled or shifted, found from the printed log-density.

    scale    v dl/dv + sum over j of (p_j theta_j + b_j) dl/dtheta_j + J = 0     at every point
    shift      dl/dv + sum over j of q_j dl/dtheta_j = 0

These are linear in the unknown numbers p, b, q, J: least squares at random admissible points, rounding to simple
fractions, and a check of the finite motion (density, domain and support) decide.  No name of a family is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from thetahat.core.plan import Elementwise, Motion, Parameter, Plan, Region
from thetahat.engines.compiled import elementwise
from thetahat.engines.domains import coordinates, inside_rows
from thetahat.engines.machine import Machine, expressions, machine

POINTS = 60
Array = Any


@dataclass
class _Point:
    """Random parameters, constants and one observation, all admissible."""

    theta: Array
    known: list[float]
    values: Array


def motions(plan: Plan, slopes: Elementwise) -> tuple[Motion, ...]:
    """Scale and shift of each variable that the model follows.  ``slopes`` are the derivatives in the variables."""
    engine = machine(plan)
    points = list(_points(plan, engine, POINTS))
    if len(points) < POINTS // 2 or not plan.parameters:
        return ()
    slope = elementwise(slopes, engine.known)
    rows = []
    with np.errstate(all="ignore"):
        for p in points:
            arguments = [*map(float, p.values), *map(float, p.theta), *p.known]
            rows.append((p, np.array(slope(*arguments), float), np.array(engine.scores(*arguments), float)))
    rows = [r for r in rows if np.all(np.isfinite(r[1])) and np.all(np.isfinite(r[2]))]
    out = []
    for j, region in enumerate(_regions(plan)):
        if region.integer:
            continue
        for find in (_scale, _shift):
            motion = find(plan, rows, j)
            if motion is not None and _confirmed(plan, engine, [r[0] for r in rows], motion, j):
                out.append(motion)
    return tuple(out)


def _regions(plan: Plan) -> list[Region]:
    by_name = {r.variable: r for r in plan.regions}
    return [by_name.get(v, Region(v, i, "-inf", "inf")) for v, i in zip(plan.variables, plan.identifiers, strict=True)]


# ------------------------------------------------------------------ random admissible points


def _points(plan: Plan, engine: Machine, count: int) -> Iterator[_Point]:
    random = np.random.default_rng(7)
    for _ in range(4 * count):
        if count == 0:
            return
        constants = _constants(plan, random)
        space = coordinates(plan.parameters, constants)
        theta = space.outward(random.normal(0.0, 0.8, space.count))
        scalars = {**constants, **{p.identifier: float(t) for p, t in zip(plan.parameters, theta, strict=True)}}
        values = np.array([_value(r, scalars, random) for r in _regions(plan)])
        known = [constants[k] for k in engine.known]
        if not np.all(np.isfinite(values)):
            continue
        with np.errstate(all="ignore"):
            if not np.all(inside_rows(engine, values, [*theta, *known])):
                continue
        count -= 1
        yield _Point(theta, known, values)


def _constants(plan: Plan, random: np.random.Generator) -> dict[str, float]:
    if not plan.known:
        return {}
    space = coordinates(plan.known, {})
    drawn = space.outward(random.normal(0.5, 0.5, space.count))
    return {p.identifier: math.ceil(v) if p.integer else float(v) for p, v in zip(plan.known, drawn, strict=True)}


def _value(r: Region, scalars: dict[str, float], random: np.random.Generator) -> float:
    low, high = expressions((r.lower, r.upper))(scalars)
    if not low < high:
        return math.nan
    if math.isinf(low) and math.isinf(high):
        v = random.normal(0.0, 1.5)
    elif math.isinf(high):
        v = low + math.exp(random.normal(0.0, 0.8))
    elif math.isinf(low):
        v = high - math.exp(random.normal(0.0, 0.8))
    else:
        v = low + (high - low) * random.uniform(0.05, 0.95)
    return min(max(math.floor(v) + 1.0, low), high) if r.integer else v


# ------------------------------------------------------------------ candidates


def _solved(matrix: Array, right: Array) -> Array | None:
    solution, *_ = np.linalg.lstsq(matrix, right, rcond=None)
    residual = np.max(np.abs(matrix @ solution - right), initial=0.0)
    if residual > 1e-7 * (1.0 + np.max(np.abs(right), initial=0.0)):
        return None
    rounded = np.round(solution * 12.0) / 12.0
    if np.max(np.abs(matrix @ rounded - right), initial=0.0) > 1e-7 * (1.0 + np.max(np.abs(right), initial=0.0)):
        return None
    return rounded + 0.0


def _scale(plan: Plan, rows: list[Any], j: int) -> Motion | None:
    k = len(plan.parameters)
    right = np.array([-p.values[j] * slope[j] for p, slope, _ in rows])
    # A multiplied parameter first; one that moves by log s only where that does not do.
    for offsets in (False, True):
        matrix = np.array([[*(p.theta * s), *(s if offsets else []), 1.0] for p, _, s in rows])
        found = _solved(matrix, right)
        if found is not None:
            powers, moved = found[:k], found[k : 2 * k] if offsets else np.zeros(k)
            if np.any((powers != 0) & (moved != 0)):
                return None
            return Motion(
                plan.variables[j], "scale", tuple(map(float, powers)), tuple(map(float, moved)), float(found[-1])
            )
    return None


def _shift(plan: Plan, rows: list[Any], j: int) -> Motion | None:
    right = np.array([-slope[j] for _, slope, _ in rows])
    found = _solved(np.array([s for _, _, s in rows]), right)
    if found is None or not np.any(found):
        return None
    return Motion(plan.variables[j], "shift", (0.0,) * len(plan.parameters), tuple(map(float, found)), 0.0)


# ------------------------------------------------------------------ the finite motion, checked


def _moved(motion: Motion, p: _Point, j: int, amount: float) -> _Point:
    values = p.values.copy()
    if motion.kind == "scale":
        values[j] *= amount
        theta = amount ** np.array(motion.powers) * p.theta + np.array(motion.offsets) * math.log(amount)
    else:
        values[j] += amount
        theta = p.theta + np.array(motion.offsets) * amount
    return _Point(theta, p.known, values)


def _confirmed(plan: Plan, engine: Machine, points: list[_Point], motion: Motion, j: int) -> bool:
    amounts = (1.7, 0.01, 300.0) if motion.kind == "scale" else (0.9, -40.0, 25.0)
    ends = [expressions((r.lower, r.upper)) for r in _regions(plan)]
    for p in points[:20]:
        constants = dict(zip(engine.known, p.known, strict=True))
        space = coordinates(plan.parameters, constants)
        for amount in amounts:
            q = _moved(motion, p, j, amount)
            if not space.contains(q.theta) or not _ends_follow(plan, ends, constants, p, q, motion, j, amount):
                return False
            with np.errstate(all="ignore"):
                before = float(engine.log_density(*p.values, *p.theta, *p.known)[0])
                after = float(engine.log_density(*q.values, *q.theta, *q.known)[0])
                same = np.all(inside_rows(engine, q.values, [*q.theta, *q.known]))
            expected = before - (motion.jacobian * math.log(amount) if motion.kind == "scale" else 0.0)
            if not same or not abs(after - expected) <= 1e-8 * (1.0 + abs(before) + abs(expected)):
                return False
    return True


def _ends_follow(
    plan: Plan,
    ends: list[Any],
    constants: dict[str, float],
    p: _Point,
    q: _Point,
    motion: Motion,
    j: int,
    amount: float,
) -> bool:
    names = [x.identifier for x in plan.parameters]
    here = {**constants, **dict(zip(names, map(float, p.theta), strict=True))}
    there = {**constants, **dict(zip(names, map(float, q.theta), strict=True))}
    for i, end in enumerate(ends):
        for a, b in zip(end(here), end(there), strict=True):
            expected = a
            if i == j and math.isfinite(a):
                expected = a * amount if motion.kind == "scale" else a + amount
            if math.isinf(a):
                if a != b:
                    return False
            elif not abs(b - expected) <= 1e-9 * (1.0 + abs(expected) + abs(amount)):
                return False
    return True


# ------------------------------------------------------------------ periods


def periodic(plan: Plan) -> tuple[Parameter, ...]:
    """The parameters, those marked whose finite interval is a period of the density (angles)."""
    engine = machine(plan)
    if all("inf" in (p.lower.source, "-inf") and "inf" in p.upper.source for p in plan.parameters):
        return plan.parameters
    points = list(_points(plan, engine, 12))
    return tuple(replace(p, periodic=_is_period(plan, engine, points, i)) for i, p in enumerate(plan.parameters))


def _is_period(plan: Plan, engine: Machine, points: list[_Point], i: int) -> bool:
    p = plan.parameters[i]
    if p.integer or p.lower.gradient or p.upper.gradient or not points:
        return False
    for point in points:
        constants = dict(zip(engine.known, point.known, strict=True))
        low, high = expressions((p.lower.source, p.upper.source))(constants)
        if not math.isfinite(high - low):
            return False
        theta = point.theta.copy()
        theta[i] += high - low
        with np.errstate(all="ignore"):
            before = float(engine.log_density(*point.values, *point.theta, *point.known)[0])
            after = float(engine.log_density(*point.values, *theta, *point.known)[0])
        if not abs(after - before) <= 1e-9 * (1.0 + abs(before)):
            return False
    return True
