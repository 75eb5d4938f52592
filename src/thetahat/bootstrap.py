"""The bootstrap: the model fitted to many samples, drawn from the fitted distribution or from the data.

    parametric       x* ~ f(x; estimate), n of them
    non-parametric   rows drawn with replacement: weights n* ~ multinomial(n, 1/n)

A sample whose likelihood has no maximum is counted and left out of the intervals; never replaced by another.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thetahat.engines.batch import Matrix, batch
from thetahat.errors import RequestError
from thetahat.inference import Array, Interval, normal_quantile

if TYPE_CHECKING:
    from thetahat.fit import Fit
    from thetahat.source import Source

_AT_ONCE = 1 << 17
"""Values that are drawn and fitted in one go: what fits a cache."""
_EXPANDED = 1000
"""Where rows stand for more observations than this, new samples are weights of the rows."""
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


def blocks(fit: Fit, count: int, parametric: bool, seed: int | None) -> Iterator[Array]:
    """New samples of one variable as the rows of matrices, a few megabytes at a time.

    RequestError for parametric samples of models of several variables.
    """
    source = wanted(fit)
    random = np.random.default_rng(seed)
    sample, size = source.sample, round(source.sample.size)
    if not source.single:
        raise RequestError("samples are drawn from models of one variable: use parametric=False")
    at_once = max(1, _AT_ONCE // size)
    distribution = source.distribution([fit.params[p.name] for p in source.plan.parameters]) if parametric else None
    shares = None if sample.weights is None else sample.weights / sample.weights.sum()
    for done in range(0, count, at_once):
        shape = (min(at_once, count - done), size)
        if distribution is not None:
            yield distribution.rvs(shape, random)
        elif shares is None:
            yield sample.columns[0][random.integers(0, sample.rows, shape)]
        else:
            yield sample.columns[0][random.choice(sample.rows, shape, p=shares)]


def _resampled(fit: Fit, count: int, seed: int | None) -> Iterator[Array]:
    """Rows of the data, of any number of variables, drawn with replacement: weights of the rows."""
    sample = wanted(fit).sample
    shares = np.ones(sample.rows) if sample.weights is None else sample.weights
    random = np.random.default_rng(seed)
    for _ in range(count):
        yield random.multinomial(round(sample.size), shares / shares.sum()).astype(float)


class Refits:
    """The model of a fit, made ready to fit many samples: together where they are ordinary, else one by one."""

    def __init__(self, fit: Fit) -> None:
        self.source, self.names = wanted(fit), fit.free
        self._together = batch(self.source.plan) if self.source.single else None
        self._order = [p.name for p in self.source.plan.parameters]

    def estimates(self, rows: Array) -> Array:
        """The estimates from the rows of a matrix, (samples, f), in the plan's order; NaN where there are none."""
        found = np.full((len(rows), len(self._order)), np.nan)
        rest: Iterable[int] = range(len(rows))
        if self._together is not None:
            sizes = np.full(len(rows), float(rows.shape[1]))
            known = [self.source.known[p.identifier] for p in self.source.plan.known]
            solved = self._together.solve(rows, Matrix((len(rows), rows.shape[1])), sizes, known)
            found[solved.ordinary] = solved.theta[:, solved.ordinary].T
            rest = np.flatnonzero(~solved.ordinary).tolist()
        for k in rest:
            found[k] = self.single((np.ascontiguousarray(rows[k]),))
        return found

    def single(self, columns: Sequence[Array], weights: Array | None = None) -> Array:
        """The estimate from one sample, shape (f,); NaN where there is none."""
        answer = self.source.again(columns, weights)
        if not answer.converged:
            return np.full(len(self._order), np.nan)
        return np.array([answer.params[name] for name in self._order])

    def free(self, estimates: Array) -> Array:
        """Estimates in the fit's order of free parameters."""
        return estimates[..., [self._order.index(name) for name in self.names]]


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
    again = Refits(fit)
    source = again.source
    if not parametric and source.sample.size < 2:
        raise RequestError("one observation cannot be drawn again in different ways: use parametric=True")
    heavy = source.sample.weights is not None and source.sample.size > _EXPANDED * source.sample.rows
    parts: list[Array] = []
    done = 0
    if not parametric and (heavy or not source.single):
        for weights in _resampled(fit, count, seed):
            parts.append(again.single(source.sample.columns, weights)[np.newaxis])
            done += 1
            if progress:
                show(done, count)
    else:
        for rows in blocks(fit, count, parametric, seed):
            parts.append(again.estimates(rows))
            done += len(rows)
            if progress:
                show(done, count, len(rows))
    found = again.free(np.concatenate(parts))
    return Bootstrap(again.names, np.array([fit.params[name] for name in again.names]), found, parametric)


def show(done: int, of: int, step: int = 1) -> None:
    """A progress bar on standard error; ``step`` samples were done since the last call."""
    if done == of or done * 50 // of != (done - step) * 50 // of:
        bar = "=" * (done * 50 // of)
        print(f"\r[{bar:<50}] {done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)
