"""A fitted distribution known through its log-density: pdf, cdf, ppf, rvs, moments.

The support is covered by cells, narrow where the density is, and each is integrated by 15 Gauss points:

    F(x) = mass of the cells below x + part of its own cell,      E[h] = sum of weights * h * f at the points

Counts are tabulated until nothing is left.  A cell is halved until its rule agrees with that of its halves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.errors import RequestError

Array = NDArray[np.float64]

_X, _W = np.polynomial.legendre.leggauss(15)
_ROUNDS = 14
_AGREE = 1e-13
_MASS = 1e-4
"""How far the whole may be from one before the distribution is refused."""
_COUNTS = 2_000_000
_PARTS = 32
"""Knots in a cell, between which draws are interpolated."""


class Distribution:
    """The distribution of one variable; methods are vectorised as scipy.stats' frozen distributions are."""

    def __init__(
        self,
        log_density: Callable[[Array], Array],
        lower: float,
        upper: float,
        integer: bool = False,
        centre: float = 0.0,
        scale: float = 1.0,
    ) -> None:
        self._log, self.lower, self.upper, self.integer = log_density, lower, upper, integer
        self._centre, self._scale = centre, scale if scale > 0 and math.isfinite(scale) else 1.0

    def support(self) -> tuple[float, float]:
        """The ends of the support."""
        return self.lower, self.upper

    # -------------------------------------------------------------- density

    def logpdf(self, x: Any) -> Any:
        """log f(x); of a count, the log of its probability."""
        points = np.asarray(x, dtype=float)
        logs = self._log(points)
        if self.integer:
            logs = np.where(points == np.floor(points), logs, -np.inf)
        return logs[()]

    def pdf(self, x: Any) -> Any:
        """f(x); of a count, its probability."""
        return np.exp(self.logpdf(x))

    logpmf = logpdf
    pmf = pdf

    # -------------------------------------------------------------- cells

    def _x(self, t: Array) -> Array:
        """The variable from a coordinate on the line in which all lengths are alike: sinh, exp or a logistic curve."""
        low, high = math.isfinite(self.lower), math.isfinite(self.upper)
        with np.errstate(over="ignore"):
            if low and high:
                half = (self.upper - self.lower) / 2
                near = half * 2 / (1 + np.exp(np.abs(t)))
                return np.where(t < 0, self.lower + near, self.upper - near)
            if low:
                return self.lower + self._scale * np.exp(t)
            if high:
                return self.upper - self._scale * np.exp(-t)
            return self._centre + self._scale * np.sinh(t)

    def _slope(self, t: Array) -> Array:
        """dx/dt."""
        low, high = math.isfinite(self.lower), math.isfinite(self.upper)
        with np.errstate(over="ignore"):
            if low and high:
                e = np.exp(-np.abs(t))
                return (self.upper - self.lower) * e / (1 + e) ** 2
            if low:
                return self._scale * np.exp(t)
            if high:
                return self._scale * np.exp(-t)
            return self._scale * np.cosh(t)

    def _t(self, x: Array) -> Array:
        low, high = math.isfinite(self.lower), math.isfinite(self.upper)
        with np.errstate(divide="ignore", invalid="ignore"):
            if low and high:
                return np.log(x - self.lower) - np.log(self.upper - x)
            if low:
                return np.log((x - self.lower) / self._scale)
            if high:
                return -np.log((self.upper - x) / self._scale)
            return np.arcsinh((x - self._centre) / self._scale)

    def _rule(self, left: Array, right: Array) -> tuple[Array, Array]:
        """(points in t, density times weight), both (cells, 15)."""
        half = (right - left)[:, None] / 2
        t = (left + right)[:, None] / 2 + half * _X
        slope = self._slope(t)
        logs = self._log(self._x(t))
        with np.errstate(over="ignore", invalid="ignore"):
            dense = np.exp(logs + np.log(slope))
        return t, np.where(np.isfinite(dense), dense, 0.0) * half * _W

    @cached_property
    def _cells(self) -> tuple[Array, Array, Array, Array]:
        """(left ends, right ends, points in t, weights times density)."""
        inner = np.linspace(-12, 12, 97)
        outer = 12 * 2.0 ** np.arange(1, 6)
        edges = np.concatenate([-outer[::-1], inner, outer])
        left, right = edges[:-1], edges[1:]
        done: list[tuple[Array, Array, Array, Array]] = []
        t, w = self._rule(left, right)
        for _ in range(_ROUNDS):
            middle = (left + right) / 2
            halves = np.concatenate([left, middle]), np.concatenate([middle, right])
            finer, weights = self._rule(*halves)
            count = len(left)
            gap = np.abs(w.sum(axis=1) - weights[:count].sum(axis=1) - weights[count:].sum(axis=1))
            good = gap <= _AGREE
            done.append((left[good], right[good], t[good], w[good]))
            if good.all():
                break
            again = np.concatenate([~good, ~good])
            left, right, t, w = halves[0][again], halves[1][again], finer[again], weights[again]
        else:
            done.append((left, right, t, w))
        found = [np.concatenate([d[k] for d in done]) for k in range(4)]
        order = np.argsort(found[0])
        parts = tuple(f[order] for f in found)
        if not abs(parts[3].sum() - 1) < _MASS:
            raise RequestError("the fitted density could not be integrated: ask for its density only")
        return parts[0], parts[1], parts[2], parts[3]

    @cached_property
    def _table(self) -> tuple[Array, Array]:
        """Counts and their probabilities, until less than 1e-16 is left."""
        low, high = math.isfinite(self.lower), math.isfinite(self.upper)
        if low and high and self.upper - self.lower < _COUNTS:
            values = np.arange(math.ceil(self.lower), math.floor(self.upper) + 1.0)
            return values, np.exp(self._log(values))
        start = math.ceil(self.lower) if low else math.floor(self.upper) if high else round(self._centre)
        sides = [(1, start)] if low else [(-1, start)] if high else [(1, start), (-1, start - 1)]
        parts = []
        for direction, first in sides:
            at, size = 0, 1024
            while True:
                values = first + direction * np.arange(at, at + size, dtype=float)
                mass = np.exp(self._log(values))
                parts.append((values, mass))
                at, size = at + size, 2 * size
                falling = mass[-1] <= mass[-2]
                if (falling and mass[-1] * at < 1e-17) or at > _COUNTS:
                    break
        values, mass = (np.concatenate([p[k] for p in parts]) for k in (0, 1))
        order = np.argsort(values)
        return values[order], mass[order]

    # -------------------------------------------------------------- distribution function

    def cdf(self, x: Any) -> Any:
        """P(X <= x)."""
        points = np.asarray(x, dtype=float)
        flat = points.ravel()
        if self.integer:
            values, mass = self._table
            sums = np.concatenate([[0.0], np.cumsum(mass)])
            out = sums[np.searchsorted(values, np.floor(flat), side="right")]
        else:
            out = self._below(flat)
        out = np.where(np.isnan(flat), np.nan, np.clip(out, 0.0, 1.0))
        return out.reshape(points.shape)[()]

    def sf(self, x: Any) -> Any:
        """P(X > x), small values to their own precision."""
        points = np.asarray(x, dtype=float)
        flat = points.ravel()
        if self.integer:
            values, mass = self._table
            sums = np.concatenate([np.cumsum(mass[::-1])[::-1], [0.0]])
            out = sums[np.searchsorted(values, np.floor(flat), side="right")]
        else:
            out = self._below(flat, above=True)
        out = np.where(np.isnan(flat), np.nan, np.clip(out, 0.0, 1.0))
        return out.reshape(points.shape)[()]

    def _below(self, x: Array, above: bool = False) -> Array:
        left, right, _, w = self._cells
        masses = w.sum(axis=1)
        inside = np.clip(x, self.lower, self.upper)
        t = np.clip(self._t(inside), left[0], right[-1])
        cell = np.clip(np.searchsorted(left, t, side="right") - 1, 0, len(left) - 1)
        if above:
            sums = np.concatenate([np.cumsum(masses[::-1])[::-1], [0.0]])
            return sums[cell + 1] + self._rule(t, right[cell])[1].sum(axis=1)
        sums = np.concatenate([[0.0], np.cumsum(masses)])
        return sums[cell] + self._rule(left[cell], t)[1].sum(axis=1)

    def ppf(self, q: Any) -> Any:
        """The smallest x with P(X <= x) >= q; nan unless 0 <= q <= 1."""
        levels = np.asarray(q, dtype=float)
        flat = levels.ravel()
        valid = (flat >= 0) & (flat <= 1)
        flat = np.where(valid, flat, 0.5)
        if self.integer:
            values, mass = self._table
            sums = np.cumsum(mass)
            out = values[np.minimum(np.searchsorted(sums, flat * (1 - 1e-15), side="left"), len(values) - 1)]
        else:
            out = self._inverse(flat)
        out = np.where(flat == 0, self.lower, np.where(flat == 1, self.upper, out))
        return np.where(valid, out, np.nan).reshape(levels.shape)[()]

    def isf(self, q: Any) -> Any:
        """The x with P(X > x) = q."""
        return self.ppf(1 - np.asarray(q, dtype=float))

    def _inverse(self, q: Array) -> Array:
        """Newton in t within the cell, bisection where it would leave it."""
        left, right, _, w = self._cells
        sums = np.concatenate([[0.0], np.cumsum(w.sum(axis=1))])
        sums /= sums[-1]
        cell = np.clip(np.searchsorted(sums, q, side="right") - 1, 0, len(left) - 1)
        a, b, start, wanted = left[cell].copy(), right[cell].copy(), left[cell], q - sums[cell]
        t = (a + b) / 2
        open_ = np.arange(len(t))
        for _ in range(60):
            at, from_ = t[open_], start[open_]
            gap = self._rule(from_, at)[1].sum(axis=1) - wanted[open_]
            low, high = np.where(gap < 0, at, a[open_]), np.where(gap >= 0, at, b[open_])
            with np.errstate(all="ignore"):
                step = at - gap / (np.exp(self._log(self._x(at))) * self._slope(at))
            new = np.where((step > low) & (step < high), step, (low + high) / 2)
            t[open_], a[open_], b[open_] = new, low, high
            moving = np.abs(new - at) > 1e-14 * np.maximum(1.0, np.abs(at))
            open_ = open_[moving]
            if open_.size == 0:
                break
        return self._x(t)

    def rvs(self, size: Any = None, random_state: Any = None) -> Any:
        """Draws: the inverse of F, interpolated between close knots, to about 1e-6 of the probability beyond."""
        random = random_state if isinstance(random_state, np.random.Generator) else np.random.default_rng(random_state)
        levels = np.asarray(random.random(size))
        if self.integer:
            return self.ppf(levels)
        t, odds, slopes = self._knots
        flat = levels.ravel()
        with np.errstate(divide="ignore"):
            wanted = np.clip(np.log(flat) - np.log1p(-flat), odds[0], odds[-1])
        k = np.clip(np.searchsorted(odds, wanted, side="right") - 1, 0, len(odds) - 2)
        width = odds[k + 1] - odds[k]
        s = (wanted - odds[k]) / width
        rise = (1 - s) ** 2 * (1 + 2 * s) * t[k] + s**2 * (3 - 2 * s) * t[k + 1]
        bend = s * (1 - s) * width * ((1 - s) * slopes[k] - s * slopes[k + 1])
        return self._x(np.clip(rise + bend, t[k], t[k + 1])).reshape(levels.shape)[()]

    @cached_property
    def _knots(self) -> tuple[Array, Array, Array]:
        """(coordinates t, log odds of F there, dt/d log odds): a smooth, rising curve, in the tails as well."""
        left, right, _, w = self._cells
        masses = w.sum(axis=1)
        shares = np.linspace(0.0, 1.0, _PARTS, endpoint=False)
        t = (left[:, None] + (right - left)[:, None] * shares).ravel()
        cell = np.repeat(np.arange(len(left)), _PARTS)
        below = np.concatenate([[0.0], np.cumsum(masses)])[cell] + self._rule(left[cell], t)[1].sum(axis=1)
        sums = np.concatenate([np.cumsum(masses[::-1])[::-1], [0.0]])
        above = sums[cell + 1] + self._rule(t, right[cell])[1].sum(axis=1)
        with np.errstate(all="ignore"):
            odds = np.log(below) - np.log(above)
            dense = np.exp(self._log(self._x(t)) + np.log(self._slope(t)))
            slopes = below * above / ((below + above) * dense)
        usable = np.isfinite(odds) & np.isfinite(slopes) & (slopes >= 0)
        t, odds, slopes = t[usable], odds[usable], slopes[usable]
        rising = np.concatenate([[True], np.diff(odds) > 0])
        while not rising.all():
            t, odds, slopes = t[rising], odds[rising], slopes[rising]
            rising = np.concatenate([[True], np.diff(odds) > 0])
        return t, odds, slopes

    # -------------------------------------------------------------- expectations

    def expect(self, function: Callable[[Array], Any]) -> Any:
        """E[h(X)]; h maps points of shape (m,) to (m,) or (m, …)."""
        return self._weighted(function, *self._points)

    def part(self, above: float, upto: float, function: Callable[[Array], Any]) -> Any:
        """E[h(X); above < X <= upto]."""
        if self.integer:
            values, mass = self._table
            held = np.where((above < values) & (values <= upto), mass, 0.0)
            return self._weighted(function, values, held)
        left, right, _, _ = self._cells
        ends = self._t(np.clip(np.array([above, upto]), self.lower, self.upper))
        low, high = np.clip(ends, left[0], right[-1])
        kept = (right > low) & (left < high)
        t, w = self._rule(np.maximum(left[kept], low), np.minimum(right[kept], high))
        return self._weighted(function, self._x(t).ravel(), w.ravel())

    def _weighted(self, function: Callable[[Array], Any], points: Array, mass: Array) -> Any:
        with np.errstate(all="ignore"):
            values = np.asarray(function(points), dtype=float)
            shaped = mass.reshape((-1,) + (1,) * (values.ndim - 1))
            terms = np.where(shaped > 0, values * shaped, 0.0)
        return terms.sum(axis=0)

    @cached_property
    def _points(self) -> tuple[Array, Array]:
        if self.integer:
            return self._table
        _, _, t, w = self._cells
        return self._x(t).ravel(), w.ravel()

    def mean(self) -> float:
        """E[X]; inf or nan where there is none to machine precision."""
        return self.moment_of(lambda x: x)

    def var(self) -> float:
        """The variance."""
        mean = self.mean()
        return self.moment_of(lambda x: (x - mean) ** 2)

    def std(self) -> float:
        """The standard deviation."""
        return math.sqrt(self.var())

    def median(self) -> float:
        """The median."""
        return float(self.ppf(0.5))

    def interval(self, confidence: float) -> tuple[float, float]:
        """The ends of the middle part of this probability."""
        lower, upper = self.ppf([(1 - confidence) / 2, (1 + confidence) / 2])
        return float(lower), float(upper)

    def moment_of(self, h: Callable[[Array], Array]) -> float:
        """E[h], infinite where the outermost decades still add to it."""
        points, mass = self._points
        with np.errstate(all="ignore"):
            terms = np.where(mass > 0, h(points) * mass, 0.0)
        far = np.abs(points - self._centre) > 1e8 * self._scale
        if np.abs(terms[far]).sum() > 1e-3 * np.abs(terms).sum():
            return math.inf if np.all(terms[far] >= 0) else math.nan
        return float(terms.sum())
