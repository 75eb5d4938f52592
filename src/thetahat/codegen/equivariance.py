"""How the parameters move when the data are scaled or shifted, found from the log-density at random points.

    scale    v dl/dv + sum over j of (p_j theta_j + b_j) dl/dtheta_j + J = 0     at every point (J may count events)
    shift      dl/dv + sum over j of q_j dl/dtheta_j = 0

These are linear in the unknown numbers p, b, q, J: least squares at random admissible points, rounding to simple
fractions, and a check of the finite motion (density, domain and support) decide.  No name of a family is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr

from thetahat.codegen.functions import lambdified
from thetahat.core.model import Domain, Model, Parameter, Region
from thetahat.core.plan import Motion

POINTS = 60
Array = Any


class _Probe:
    """The model's functions of one observation, ready to be evaluated at numbers."""

    def __init__(self, model: Model, log_density: Expr, scores: Sequence[Expr]) -> None:
        self.model = model
        symbols = (*model.symbols, *(p.symbol for p in model.known))
        self.k = len(model.parameters)
        slopes = [log_density.diff(x) for x in model.observation]
        arguments = (*model.observation, *symbols)
        self._log_density = lambdified(arguments, [log_density])
        self._slopes = lambdified(arguments, [*slopes, *scores])
        self._inside = lambdified(arguments, list(model.support.conditions))
        found = {r.variable: r for r in model.support.regions}
        # What is given may be anything real unless the support says otherwise.
        self.regions = [found.get(x, Region(x)) for x in model.observation]
        self._ends = [_ends((*symbols, *model.observation), r) for r in self.regions]
        self._domains = [_ends(symbols, p.domain) for p in (*model.parameters, *model.known)]

    def log_density(self, p: _Point) -> float:
        """log f."""
        return float(self._log_density(1, *p.values, *p.numbers)[0])

    def derivatives(self, p: _Point) -> tuple[Array, Array]:
        """Slopes in the variables, scores."""
        out = np.array([float(v) for v in self._slopes(1, *p.values, *p.numbers)])
        return out[: -self.k], out[-self.k :]

    def inside(self, p: _Point) -> bool:
        """The support's further conditions."""
        return all(bool(c) for c in self._inside(1, *p.values, *p.numbers))

    def ends(self, p: _Point) -> list[tuple[float, float]]:
        """The ends of each variable's region."""
        return [end(np.concatenate([p.numbers, p.values])) for end in self._ends]

    def admissible(self, p: _Point) -> bool:
        """Whether all parameters lie strictly inside their domains."""
        return all(a < t < b for t, (a, b) in zip(p.numbers, (d(p.numbers) for d in self._domains), strict=True))

    def points(self, count: int) -> Iterator[_Point]:
        """Random admissible parameters with one admissible observation."""
        random = np.random.default_rng(7)
        for _ in range(6 * count):
            if count == 0:
                return
            point = self._draw(random)
            if point is not None:
                count -= 1
                yield point

    def _draw(self, random: np.random.Generator) -> _Point | None:
        every = (*self.model.parameters, *self.model.known)
        numbers = np.full(len(every), math.nan)
        # Ends that depend on other parameters are known once these are drawn: at most one round for each.
        for _ in every:
            for i, (p, ends) in enumerate(zip(every, self._domains, strict=True)):
                low, high = ends(numbers)
                if math.isnan(numbers[i]) and not (math.isnan(low) or math.isnan(high)):
                    numbers[i] = _between(low, high, p.domain.integer, random)
        if not np.all(np.isfinite(numbers)):
            return None
        point = _Point(numbers, np.full(len(self.regions), math.nan))
        # likewise for ends that depend on what is given
        for _ in self.regions:
            for j, ((low, high), r) in enumerate(zip(self.ends(point), self.regions, strict=True)):
                if math.isnan(point.values[j]) and not (math.isnan(low) or math.isnan(high)):
                    point.values[j] = _between(low, high, r.integer, random)
        return point if np.all(np.isfinite(point.values)) and self.inside(point) else None


@dataclass(frozen=True)
class _Point:
    """Parameters and known constants, and one observation."""

    numbers: Array
    values: Array


def _ends(symbols: Sequence[Any], interval: Region | Domain) -> Callable[[Array], tuple[float, float]]:
    function = lambdified(symbols, [interval.lower, interval.upper])

    def ends(numbers: Array) -> tuple[float, float]:
        low, high = function(1, *numbers)
        return float(low), float(high)

    return ends


def _between(low: float, high: float, integer: bool, random: np.random.Generator) -> float:
    """A random point of an interval."""
    if not low < high:
        return math.nan
    if math.isinf(low) and math.isinf(high):
        value = random.normal(0.0, 1.3)
    elif math.isinf(high):
        value = low + math.exp(random.normal(0.0, 0.8))
    elif math.isinf(low):
        value = high - math.exp(random.normal(0.0, 0.8))
    else:
        value = low + (high - low) * random.uniform(0.05, 0.95)
    if not integer:
        return value
    if high - low <= 20:
        return float(random.integers(math.ceil(low), math.floor(high) + 1))
    return min(max(math.floor(value) + 1.0, low), high)


# ------------------------------------------------------------------ what is found


def motions(model: Model, log_density: Expr, scores: Sequence[Expr]) -> tuple[Motion, ...]:
    """Scale and shift of each variable that the model follows."""
    if not model.parameters or all(r.integer for r in model.support.regions):
        return ()
    probe = _Probe(model, log_density, scores)
    rows = []
    with np.errstate(all="ignore"):
        for p in probe.points(POINTS):
            slope, score = probe.derivatives(p)
            if np.all(np.isfinite(slope)) and np.all(np.isfinite(score)):
                rows.append((p, slope, score))
        if len(rows) < POINTS // 2:
            return ()
        out = []
        for j, region in enumerate(probe.regions):
            for find in () if region.integer else (_scale, _shift):
                motion = find(model, rows, j)
                if motion is not None and all(_confirmed(probe, r[0], motion, j) for r in rows[:20]):
                    out.append(motion)
    return tuple(out)


def _solved(matrix: Array, right: Array) -> Array | None:
    solution, *_ = np.linalg.lstsq(matrix, right, rcond=None)
    slack = 1e-7 * (1.0 + np.max(np.abs(right), initial=0.0))
    rounded = np.round(solution * 12.0) / 12.0 + 0.0
    return None if np.max(np.abs(matrix @ rounded - right), initial=0.0) > slack else rounded


def _scale(model: Model, rows: list[Any], j: int) -> Motion | None:
    k = len(model.parameters)
    whole = {r.variable for r in model.support.regions if r.integer}
    counts = [i for i, x in enumerate(model.observation) if x in whole and i != j]
    right = np.array([-p.values[j] * slope[j] for p, slope, _ in rows])
    # A multiplied parameter first; one that moves by log s only where that does not do.
    for offsets in (False, True):
        columns = [[1.0, *p.values[counts], *(p.numbers[:k] * s), *(s if offsets else ())] for p, _, s in rows]
        found = _solved(np.array(columns), right)
        if found is not None:
            jacobian, counted, rest = found[0], found[1 : 1 + len(counts)], found[1 + len(counts) :]
            moved = rest[k:] if offsets else np.zeros(k)
            if np.any((rest[:k] != 0) & (moved != 0)):
                return None
            shares = np.zeros(len(model.observation))
            shares[counts] = counted
            powers, logs = tuple(map(float, rest[:k])), tuple(map(float, moved))
            weights = tuple(map(float, shares)) if np.any(shares) else ()
            return Motion(model.observation[j].name, "scale", powers, logs, float(jacobian), weights)
    return None


def _shift(model: Model, rows: list[Any], j: int) -> Motion | None:
    found = _solved(np.array([s for _, _, s in rows]), np.array([-slope[j] for _, slope, _ in rows]))
    if found is None or not np.any(found):
        return None
    return Motion(model.observation[j].name, "shift", (0.0,) * len(found), tuple(map(float, found)), 0.0)


def _moved(motion: Motion, p: _Point, j: int, amount: float) -> _Point:
    values, numbers, k = p.values.copy(), p.numbers.copy(), len(motion.powers)
    if motion.kind == "scale":
        values[j] *= amount
        numbers[:k] = amount ** np.array(motion.powers) * numbers[:k] + np.array(motion.offsets) * math.log(amount)
    else:
        values[j] += amount
        numbers[:k] += np.array(motion.offsets) * amount
    return _Point(numbers, values)


def _confirmed(probe: _Probe, p: _Point, motion: Motion, j: int) -> bool:
    """The finite motion leaves density, domain and support as they are."""
    for amount in (1.7, 0.01, 300.0) if motion.kind == "scale" else (0.9, -40.0, 25.0):
        q = _moved(motion, p, j, amount)
        if not probe.admissible(q) or not probe.inside(q):
            return False
        before, after = probe.log_density(p), probe.log_density(q)
        jacobian = motion.jacobian + float(np.dot(motion.counted, p.values) if motion.counted else 0.0)
        expected = before - (jacobian * math.log(amount) if motion.kind == "scale" else 0.0)
        if not abs(after - expected) <= 1e-8 * (1.0 + abs(before) + abs(expected)):
            return False
        for i, (here, there) in enumerate(zip(probe.ends(p), probe.ends(q), strict=True)):
            for a, b in zip(here, there, strict=True):
                moved = (a * amount if motion.kind == "scale" else a + amount) if i == j and math.isfinite(a) else a
                if moved != b and not abs(b - moved) <= 1e-9 * (1.0 + abs(moved) + abs(amount)):
                    return False
    return True


# ------------------------------------------------------------------ periods


def periods(model: Model, log_density: Expr, scores: Sequence[Expr]) -> frozenset[str]:
    """The names of the parameters whose finite interval is a period of the density (angles)."""
    finite = [
        p
        for p in model.parameters
        if not p.domain.integer
        and not p.domain.bounds_symbols
        and p.domain.lower.is_finite
        and p.domain.upper.is_finite
    ]
    if not finite:
        return frozenset()
    probe = _Probe(model, log_density, scores)
    points = list(probe.points(12))
    return frozenset(p.name for p in finite if points and all(_repeats(probe, model, p, point) for point in points))


def _repeats(probe: _Probe, model: Model, p: Parameter, point: _Point) -> bool:
    i = model.parameters.index(p)
    numbers = point.numbers.copy()
    numbers[i] += float(p.domain.upper - p.domain.lower)
    with np.errstate(all="ignore"):
        before, after = probe.log_density(point), probe.log_density(_Point(numbers, point.values))
    return abs(after - before) <= 1e-9 * (1.0 + abs(before))
