"""Random admissible parameters, and random data drawn from the model at them.

    points = Points(model, seed=0)
    parameters, data = points.sample(5)          one point: floats, and arrays of shape (5,)
    parameters, data = points.batch(64, 5)       many: arrays of shape (64, 1) and (64, 5)

The same seed gives the same points, whatever else was asked for before.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Expr, S, Symbol

from thetahat.core.model import Domain, Model, Parameter, Region
from thetahat.core.statistics import Observation
from thetahat.errors import DeclarationError
from thetahat.verify import declared, evaluate, sampler

Array = Any
Point = tuple[dict[Symbol, Any], dict[Observation, Any]]

_BATCH = 64
_DRAWN = 320
"""Observations drawn ahead for single samples."""
_SWEEPS = 4


class Points:
    """A reproducible stream of admissible points of one model.

    ``faithful`` tells, once data have been drawn, whether they come from the model: for a kernel without an integral
    they are merely sensible values in the support.
    """

    def __init__(self, model: Model, seed: int = 0) -> None:
        self.model = model
        self.seed = seed
        self.faithful = True
        self._batches: dict[tuple[int, int, int], Point] = {}
        self._given_out: dict[int, int] = {}
        self._regions: dict[Observation, Region] = {}

    def sample(self, n: int) -> Point:
        """The next point with n observations: floats and arrays of shape (n,)."""
        position = self._given_out.get(n, 0)
        self._given_out[n] = position + 1
        count = max(2, min(_BATCH, _DRAWN // n))
        parameters, data = self.batch(count, n, position // count)
        row = position % count
        return {s: float(v[row, 0]) for s, v in parameters.items()}, {x: v[row].copy() for x, v in data.items()}

    def batch(self, count: int, n: int, number: int = 0) -> Point:
        """``count`` points with n observations each: parameters of shape (count, 1), data of shape (count, n)."""
        key = (count, n, number)
        if key not in self._batches:
            self._batches[key] = self._drawn(count, n, np.random.default_rng([self.seed, count, n, number]))
        return self._batches[key]

    def parameters(self, count: int, random: np.random.Generator) -> dict[Symbol, Array]:
        """Random admissible values of free and known parameters, shape (count, 1); data are not looked at."""
        values: dict[Symbol, Array] = {}
        for p in ordered((*self.model.parameters, *self.model.known)):
            lower, upper = (_end(e, values, count) for e in (p.domain.lower, p.domain.upper))
            values[p.symbol] = _within(p.domain, lower, upper, count, random)
        return values

    def data(
        self, parameters: dict[Symbol, Array], n: int, random: np.random.Generator
    ) -> tuple[dict[Observation, Array], Array]:
        """(data of shape (count, n) drawn at parameters of shape (count, 1), which rows could be drawn)."""
        model = self.model
        count = next((v.shape[0] for v in parameters.values()), 1)
        drawn = tuple(model.random)
        if len(drawn) == 1 and len(model.observation) == 1 and not model.given:
            (x,) = drawn
            values, faithful, good = self._one(x, parameters, {}, n, random, count)
            self.faithful &= bool(np.all(faithful | ~good))
            return {x: values}, good
        rows = {s: np.repeat(v, n, axis=0) for s, v in parameters.items()}
        data: dict[Observation, Array] = {}
        for x in _variables(model):
            data[x] = self.sensible(x, rows | data, count * n, random)
        good = np.ones(count * n, dtype=bool)
        for sweep in range(1 if len(drawn) == 1 else _SWEEPS):
            for x in drawn:
                others = {k: v for k, v in data.items() if k != x}
                data[x], faithful, fine = self._one(x, rows, others, 1, random, count * n)
                if sweep:
                    data[x] = np.where(fine[:, None], data[x], self.sensible(x, rows | others, count * n, random))
                    good &= fine | (sweep < _SWEEPS - 1)
                elif len(drawn) == 1:
                    good &= fine
                else:
                    data[x] = np.where(fine[:, None], data[x], self.sensible(x, rows | others, count * n, random))
                self.faithful &= bool(np.all(faithful | ~fine))
        return {k: v.reshape(count, n) for k, v in data.items()}, good.reshape(count, n).all(axis=1)

    # -------------------------------------------------------------- inside

    def _drawn(self, count: int, n: int, random: np.random.Generator) -> Point:
        kept: list[tuple[dict[Symbol, Array], dict[Observation, Array]]] = []
        have = 0
        for _ in range(24):
            parameters = self.parameters(count, random)
            with np.errstate(all="ignore"):
                data, good = self.data(parameters, n, random)
            good = good & np.broadcast_to(np.asarray(declared.admissible(self.model, parameters)), (count, 1))[:, 0]
            good &= np.all([np.isfinite(v).all(axis=1) for v in data.values()], axis=0)
            kept.append(({s: v[good] for s, v in parameters.items()}, {x: v[good] for x, v in data.items()}))
            have += int(good.sum())
            if have >= count:
                break
        if have == 0:
            raise DeclarationError(
                "no data can be drawn: the density vanishes at every admissible parameter tried; check the support"
            )
        rows = np.resize(np.arange(have), count)
        parameters = {s: np.concatenate([k[0][s] for k in kept])[rows] for s in kept[0][0]}
        data = {x: np.concatenate([k[1][x] for k in kept])[rows] for x in kept[0][1]}
        return parameters, data

    def _one(
        self,
        x: Observation,
        parameters: dict[Symbol, Array],
        others: dict[Observation, Array],
        n: int,
        random: np.random.Generator,
        rows: int,
    ) -> tuple[Array, Array, Array]:
        """(values of x, faithful, drawable), given parameters and the other variables, one row each."""
        region = region_of(self.model, x)
        lower, upper = (_end(e, parameters | others, rows) for e in (region.lower, region.upper))
        possible = (upper > lower) | ((upper == lower) & region.integer)
        lower, upper = np.where(possible, lower, 0.0), np.where(possible, upper, 1.0)
        if region.integer:
            lower, upper = lower + (not region.lower_closed) * np.isfinite(lower) * (lower == np.floor(lower)), upper

        def log_density(values: Array) -> Array:
            return declared.log_density(self.model, parameters, {**others, x: values})

        real = [parameters[p.symbol] for p in self.model.parameters if not p.domain.integer]
        zero = np.zeros((rows, 1))
        centres = np.concatenate([zero, *real[:4]], axis=1) if real and not region.integer else zero
        values, faithful = sampler.draw(log_density, lower, upper, region.integer, n, random, centres)
        good = np.isfinite(values).all(axis=1) & possible[:, 0]
        if self.model.kernel and not np.all(faithful | ~good):
            replaced = self.sensible(x, parameters | others, rows, random, n)
            values = np.where((faithful | ~good)[:, None], values, replaced)
            good = np.isfinite(_row_sum(log_density(values))) & possible[:, 0]
        return values, faithful, good

    def sensible(
        self, x: Observation, values: dict[Symbol, Array], rows: int, random: np.random.Generator, n: int = 1
    ) -> Array:
        """Moderate values in the region of a variable, whatever its distribution; ``values`` are those of its ends."""
        region = self._given_region(x) if x in self.model.given else region_of(self.model, x)
        lower, upper = (_end(e, values, rows) for e in (region.lower, region.upper))
        domain = Domain(integer=region.integer, lower_closed=region.lower_closed, upper_closed=region.upper_closed)
        return np.concatenate([_within(domain, lower, upper, rows, random) for _ in range(n)], axis=1)

    def _given_region(self, x: Observation) -> Region:
        """The declared region of a given variable.

        Where none was declared, the widest one in which the density is nowhere negative: the real line, the positive
        half of it, or the unit interval.
        """
        if x not in self._regions:
            declared_one = region_of(self.model, x)
            self._regions[x] = declared_one
            if declared_one == Region(x):
                options = (declared_one, Region(x, S.Zero, S.Infinity), Region(x, S.Zero, S.One))
                self._regions[x] = next((r for r in options if self._allows(r)), declared_one)
        return self._regions[x]

    def _allows(self, region: Region) -> bool:
        """Whether the density is nowhere negative or undefined with this region of a given variable."""
        random = np.random.default_rng([self.seed, 3])
        self._regions[region.variable] = region
        parameters = self.parameters(_BATCH, random)
        values: dict[Symbol, Array] = dict(parameters)
        for x in _variables(self.model):
            values[x] = self.sensible(x, values, _BATCH, random)
        data = {x: values[x] for x in _variables(self.model)}
        inside = declared.inside(self.model, parameters, data)
        return bool(np.all((declared.sign(self.model, parameters, data) >= 0) | ~inside))


def ordered(parameters: tuple[Parameter, ...]) -> list[Parameter]:
    """Parameters so that the ends of a domain come after the parameters they hold."""
    left, done, result = list(parameters), set[Symbol](), list[Parameter]()
    own = {p.symbol for p in parameters}
    while left:
        ready = [p for p in left if p.domain.bounds_symbols & own <= done]
        if not ready:
            names = ", ".join(p.name for p in left)
            raise DeclarationError(
                f"the domains of {names} depend on one another in a circle: give one of them ends of its own"
            )
        result += ready
        done |= {p.symbol for p in ready}
        left = [p for p in left if p not in ready]
    return result


def _variables(model: Model) -> tuple[Observation, ...]:
    return tuple(dict.fromkeys((*model.given, *model.observation)))


def region_of(model: Model, x: Observation) -> Region:
    """The declared region of a variable, the real line if none was declared."""
    return next((r for r in model.support.regions if r.variable == x), Region(x))


def _end(expression: Expr, values: dict[Symbol, Array], count: int) -> Array:
    return np.broadcast_to(np.asarray(evaluate.values(expression, values), dtype=float), (count, 1))


def _row_sum(logs: Array) -> Array:
    return np.where(np.isnan(logs), -np.inf, logs).sum(axis=1)


def _within(domain: Domain, lower: Array, upper: Array, count: int, random: np.random.Generator) -> Array:
    """Moderate values between the ends: log-normal from one finite end, uniform between two, normal without."""
    shape = (count, 1)
    low, high = np.isfinite(lower), np.isfinite(upper)
    safe_low, safe_high = np.where(low, lower, 0.0), np.where(high, upper, 0.0)
    if domain.integer:
        first = np.ceil(safe_low) + ((np.ceil(safe_low) == safe_low) & low & (not domain.lower_closed))
        last = np.floor(safe_high) - ((np.floor(safe_high) == safe_high) & high & (not domain.upper_closed))
        jump = np.maximum(np.floor(np.exp(random.normal(1.3, 0.8, shape))), 1.0)
        both = first + np.floor(random.random(shape) * (last - first + 1))
        free = np.round(5 * random.normal(size=shape))
        return np.where(low & high, both, np.where(low, first + jump - 1, np.where(high, last - jump + 1, free)))
    jump = np.exp(random.normal(0.2, 0.9, shape))
    both = safe_low + (safe_high - safe_low) * (0.04 + 0.92 * random.random(shape))
    free = random.normal(size=shape) * np.exp(random.normal(0.5, 0.6, shape))
    return np.where(low & high, both, np.where(low, safe_low + jump, np.where(high, safe_high - jump, free)))
