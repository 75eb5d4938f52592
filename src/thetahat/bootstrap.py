"""The bootstrap: the model fitted to many samples, drawn from the fitted distribution or from the data.

    parametric       x* ~ f(x; estimate), n of them
    non-parametric   rows drawn with replacement: weights n* ~ multinomial(n, 1/n)

A sample whose likelihood has no maximum is counted and left out of the intervals; never replaced by another.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Array, Interval, normal_quantile

if TYPE_CHECKING:
    from thetahat.fit import Fit
    from thetahat.source import Source

Drawn = tuple[tuple[Array, ...], Array | None]
"""Columns and weights of a new sample."""
_AT_ONCE = 200_000
"""Values that are drawn in one go."""
KINDS = ("percentile", "basic", "bias_corrected")


@dataclass(frozen=True, eq=False)
class Bootstrap:
    """Estimates of the free parameters from each sample, shape (samples, f); NaN where there was none."""

    names: tuple[str, ...]
    estimate: Array
    estimates: Array
    parametric: bool

    def __repr__(self) -> str:
        how = "parametric" if self.parametric else "non-parametric"
        errors = ", ".join(f"{name}: {error:.4g}" for name, error in self.standard_errors.items())
        return f"Bootstrap({how}, {len(self.estimates)} samples, {self.failed} failed, standard errors {errors})"

    @property
    def failed(self) -> int:
        """The number of samples without a maximum."""
        return int(np.isnan(self.estimates).any(axis=1).sum())

    def _of(self, name: str) -> tuple[Array, float]:
        if name not in self.names:
            raise RequestError(f"no free parameter {name!r}: there are {', '.join(self.names)}")
        column = self.estimates[:, self.names.index(name)]
        return column[~np.isnan(column)], float(self.estimate[self.names.index(name)])

    @property
    def standard_errors(self) -> dict[str, float]:
        """The standard deviations of the estimates."""
        return {name: float(np.std(self._of(name)[0], ddof=1)) for name in self.names}

    @property
    def bias(self) -> dict[str, float]:
        """The mean of the estimates less the estimate."""
        return {name: float(np.mean(self._of(name)[0]) - self._of(name)[1]) for name in self.names}

    @property
    def corrected(self) -> dict[str, float]:
        """The estimates less their bias."""
        return {name: self._of(name)[1] - bias for name, bias in self.bias.items()}

    def interval(self, name: str, level: float = 0.95, kind: str = "percentile") -> Interval:
        """``percentile``, ``basic`` (reflected about the estimate) or ``bias_corrected`` (Efron's BC)."""
        normal_quantile(level)
        if kind not in KINDS:
            raise RequestError(f"unknown kind {kind!r}: use {', '.join(map(repr, KINDS))}")
        values, estimate = self._of(name)
        if len(values) < 20:
            return Interval(math.nan, math.nan, level, "bootstrap", "too few samples had a maximum")
        levels = np.array([(1 - level) / 2, (1 + level) / 2])
        if kind == "bias_corrected":
            levels = _shifted(levels, float(np.mean(values < estimate) + np.mean(values == estimate) / 2))
        lower, upper = np.quantile(values, levels)
        if kind == "basic":
            lower, upper = 2 * estimate - upper, 2 * estimate - lower
        note = f"{self.failed} of {len(self.estimates)} samples had no maximum" if self.failed else ""
        return Interval(lower, upper, level, "bootstrap", note)


def _shifted(levels: Array, below: float) -> Array:
    from statistics import NormalDist

    normal = NormalDist()
    shift = 2 * normal.inv_cdf(min(max(below, 1e-6), 1 - 1e-6))
    return np.array([normal.cdf(shift + normal.inv_cdf(float(p))) for p in levels])


def samples_of(
    fit: Fit, count: int, parametric: bool, seed: int | None
) -> list[tuple[tuple[Array, ...], Array | None]]:
    """New samples as (columns, weights), all drawn at once."""
    source = wanted(fit)
    random = np.random.default_rng(seed)
    rows = source.sample.rows
    if not parametric:
        weights = source.sample.weights
        shares = None if weights is None else weights / weights.sum()
        size = round(source.sample.size)
        draws = random.multinomial(size, np.full(rows, 1 / rows) if shares is None else shares, size=count)
        return [(source.sample.columns, w.astype(float)) for w in draws]
    if not source.single:
        raise RequestError("samples are drawn from models of one variable: use parametric=False")
    size = round(source.sample.size)
    theta = [fit.params[p.name] for p in source.plan.parameters]
    distribution = source.distribution(theta)
    rows_at_once = max(1, _AT_ONCE // size)
    drawn = [distribution.rvs((min(rows_at_once, count - k), size), random) for k in range(0, count, rows_at_once)]
    return [((row,), None) for block in drawn for row in block]


def wanted(fit: Fit) -> Source:
    """The source of a fit that has a finite maximum; RequestError otherwise."""
    if fit.source is None:
        raise RequestError("the data behind this fit are not at hand")
    if not fit.converged or not all(map(math.isfinite, fit.params.values())):
        raise RequestError(f"there is no maximum to draw samples around: {fit.outcome}")
    return fit.source


def bootstrap(fit: Fit, count: int, parametric: bool, seed: int | None, progress: bool = False) -> Bootstrap:
    """The estimates from ``count`` new samples; ``progress`` shows a line on standard error."""
    if count < 1:
        raise RequestError(f"samples counts new samples: at least 1, not {count}")
    source, names = wanted(fit), fit.free
    found = np.full((count, len(names)), np.nan)
    for k, (columns, weights) in enumerate(samples_of(fit, count, parametric, seed)):
        answer = source.again(columns, weights)
        if answer.converged:
            found[k] = [answer.params[name] for name in names]
        if progress:
            show(k + 1, count)
    return Bootstrap(names, np.array([fit.params[name] for name in names]), found, parametric)


def show(done: int, of: int) -> None:
    """A progress bar on standard error."""
    if done == of or done * 50 // of != (done - 1) * 50 // of:
        bar = "=" * (done * 50 // of)
        print(f"\r[{bar:<50}] {done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)
