"""What a fit was made from: the plan, the data, ways to fit again, and the density of one observation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Plan
from thetahat.distribution import Distribution
from thetahat.engines.compiled import needs_of
from thetahat.engines.data import Sample
from thetahat.engines.domains import inside_rows
from thetahat.engines.estimate import Estimate, estimate
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import expressions, machine

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Source:
    """A plan with the sample that it was fitted to; ``known`` holds the values of its constants by identifier."""

    plan: Plan
    sample: Sample
    known: Mapping[str, float]

    @property
    def single(self) -> bool:
        """Whether an observation is one variable."""
        return len(self.plan.variables) == 1

    @property
    def integer(self) -> bool:
        """Whether the first variable is a count."""
        return self.plan.regions[0].integer

    @property
    def kinds(self) -> dict[str, str]:
        """How each parameter is found: border, quantile, root …"""
        return {p.name: p.kind for p in self.plan.parameters}

    @property
    def integers(self) -> frozenset[str]:
        """Parameters that are integers."""
        return frozenset(p.name for p in self.plan.parameters if p.integer)

    @property
    def moving(self) -> bool:
        """Whether an end of the support depends on a parameter."""
        return any(r.moving for r in self.plan.regions)

    def again(self, columns: Sequence[Array], weights: Array | None = None) -> Estimate:
        """The estimate from other data, columns in the plan's order."""
        arrays = tuple(np.asarray(c, dtype=np.float64) for c in columns)
        if weights is not None:
            keep = weights > 0
            arrays, weights = tuple(a[keep] for a in arrays), weights[keep]
        rows = len(arrays[0])
        size = float(rows if weights is None else weights.sum())
        named = {p.name: self.known[p.identifier] for p in self.plan.known}
        return estimate(self.plan, Sample(arrays, weights, size, rows), known=named)

    # -------------------------------------------------------------- one observation of one variable

    @property
    def shown(self) -> Array:
        """Values of the first variable that tell where the data lie."""
        return np.asarray(self.sample.columns[0], dtype=np.float64)

    def ends(self, theta: Sequence[float]) -> tuple[float, float]:
        """The ends of the support."""
        scalars = dict(zip((p.identifier for p in self.plan.parameters), map(float, theta), strict=True))
        region = self.plan.regions[0]
        lower, upper = expressions((region.lower, region.upper))({**self.known, **scalars})
        return float(lower), float(upper)

    def reach(self, theta: Sequence[float]) -> tuple[float, float]:
        """The ends of the support, those that only a condition on the variable draws included, found by bisection."""
        lower, upper = self.ends(theta)
        if not self.plan.inside or self.integer:
            return lower, upper
        centre, spread, _, _ = self._quartiles
        inner = float(self.shown[np.argmin(np.abs(self.shown - centre))])
        # inside at `inner`; a jump to a point outside is closed in on by a hundredth at a time
        step = spread or 1.0
        found = []
        for sign, known in ((-1.0, lower), (1.0, upper)):
            far = np.asarray(inner + sign * step * 2.0 ** np.arange(0, 60), dtype=np.float64)
            beyond = ~self._within(far, theta)
            if not beyond.any() or (
                np.isfinite(known) and self._within(np.array([known + (inner - known) * 1e-9]), theta)[0]
            ):
                found.append(known)
                continue
            near, away = inner, float(far[np.argmax(beyond)])
            for _ in range(10):
                trial = np.linspace(near, away, 101, dtype=np.float64)
                first = int(np.argmax(~self._within(trial, theta)))
                near, away = float(trial[max(first - 1, 0)]), float(trial[first])
                if not first:
                    break
            found.append(near)
        return found[0], found[1]

    def _within(self, points: Array, theta: Sequence[float]) -> NDArray[np.bool_]:
        lower, upper = self.ends(theta)
        with np.errstate(all="ignore"):
            rows = inside_rows(machine(self.plan), (points,), [*map(np.float64, theta), *self.known.values()])
        return (lower <= points) & (points <= upper) & rows

    def slow_ends(self, theta: Sequence[float], needed: float = 1.001) -> dict[str, float]:
        """Parameters that move an end of the support where f ~ distance^r with r <= ``needed``, and r.

        The score has a finite variance only if r > 1 (Smith, 1985).
        """
        if not self.single or self.integer or not (self.moving or self.plan.inside):
            return {}
        region, ends = self.plan.regions[0], self.reach(theta)
        conditions = frozenset().union(*map(needs_of, self.plan.inside))
        centre = self._quartiles[0]
        found: dict[str, float] = {}
        for end, declared, text in zip(ends, self.ends(theta), (region.lower, region.upper), strict=True):
            movers = needs_of(text) if end == declared else conditions
            names = [p.name for p in self.plan.parameters if p.identifier in movers]
            if not (names and np.isfinite(end)):
                continue
            near = end + (centre - end) * np.array([1e-5, 1e-3])
            logs = self.log_density(near, theta)
            power = float(np.diff(logs)[0] / np.log(100.0))
            if np.isfinite(power) and power <= needed:
                found |= dict.fromkeys(names, power)
        return found

    def log_density(self, points: Any, theta: Sequence[float]) -> Array:
        """log f at points of one variable; -inf outside the support."""
        flat = np.asarray(points, dtype=np.float64).ravel()
        lower, upper = self.ends(theta)
        with np.errstate(all="ignore"):
            inside = (lower <= flat) & (flat <= upper)
            inside &= inside_rows(machine(self.plan), (flat,), [*map(np.float64, theta), *self.known.values()])
            logs = self._likelihood(flat).log_density(theta)
        logs = np.where(inside & ~np.isnan(logs), logs, -np.inf)
        return logs.reshape(np.shape(points))

    def scores(self, points: Any, theta: Sequence[float]) -> Array:
        """The gradient of log f at points of one variable, shape (points, parameters)."""
        return self._likelihood(np.asarray(points, dtype=np.float64).ravel()).scores(theta)

    def _likelihood(self, flat: Array) -> Likelihood:
        return Likelihood(self.plan, Sample((flat,), None, float(len(flat)), len(flat)), self.known, base={})

    def likelihood(self) -> Likelihood:
        """The log-likelihood of the sample."""
        return Likelihood(self.plan, self.sample, self.known)

    def density(self, params: Mapping[str, float]) -> Density:
        """The density of one observation as a function of points."""
        return Density(self, tuple(params[p.name] for p in self.plan.parameters))

    def distribution(self, theta: Sequence[float]) -> Distribution:
        """The distribution of one observation of one variable."""
        lower, upper = self.reach(theta)
        values = list(map(float, theta))
        return Distribution(lambda x: self.log_density(x, values), lower, upper, self.integer, *self._place(lower))

    def _place(self, lower: float) -> tuple[float, float]:
        """A centre and a length of the data, in which cells are laid out."""
        centre, spread, least, greatest = self._quartiles
        if np.isfinite(lower):
            return centre, max(centre - lower, 1e-12 * abs(centre))
        return centre, spread or max(greatest - least, 1e-9 * max(abs(centre), 1e-300))

    @cached_property
    def _quartiles(self) -> tuple[float, float, float, float]:
        low, centre, high = np.quantile(self.shown, [0.25, 0.5, 0.75])
        return float(centre), float(high - low), float(self.shown.min()), float(self.shown.max())

    # -------------------------------------------------------------- information

    def expected_information(self, theta: Sequence[float]) -> Array:
        """I = E[score score'] of one observation, by quadrature over the density at theta, shape (k, k)."""
        values = list(map(float, theta))

        def products(x: Array) -> Array:
            s = self.scores(x, values)
            return s[:, :, None] * s[:, None, :]

        return np.asarray(self.distribution(values).expect(products))

    def score_products(self, theta: Sequence[float]) -> Array:
        """The sum over the observations of score score', shape (k, k)."""
        likelihood = Likelihood(self.plan, self.sample, self.known, base={})
        s = likelihood.scores(list(map(float, theta)))
        weights = 1.0 if self.sample.weights is None else self.sample.weights[:, None]
        return np.asarray((s * weights).T @ s)


@dataclass(frozen=True)
class Density:
    """f at points, at ``fitted`` parameters unless others are given."""

    source: Source
    fitted: tuple[float, ...]

    def __call__(self, points: Array, theta: Sequence[float] | None = None) -> Array:
        """The density at points of one variable; 0 outside the support."""
        return np.exp(self.source.log_density(points, list(self.fitted if theta is None else theta)))
