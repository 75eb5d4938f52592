"""Goodness of fit: how far the empirical distribution lies from the fitted one, with p-values that allow for the fit.

    KS  sup |F_n - F|
    CvM 1/(12 n) + sum ((2 i - 1)/(2 n) - u_i)^2
    AD  -n - 1/n sum (2 i - 1) (log u_i + log(1 - u_{n+1-i})),      u_i = F(x_(i))

For counts Pearson's chi-squared over classes of expected number at least five, with the degrees of freedom left after
the estimation.  The other p-values are shares of parametric samples, each fitted again, that lie farther away.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.bootstrap import Refits, blocks, show, wanted
from thetahat.errors import RequestError
from thetahat.frozen import family

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from thetahat.fit import Fit
    from thetahat.source import Source

    Array = NDArray[np.float64]

_LABELS = {
    "kolmogorov_smirnov": "Kolmogorov-Smirnov",
    "cramer_von_mises": "Cramér-von Mises",
    "anderson_darling": "Anderson-Darling",
    "chi_squared": "chi-squared",
}
_LEAST = 5.0
"""The expected number in a class of the chi-squared statistic."""


@dataclass(frozen=True, repr=False)
class Goodness:
    """Statistics and p-values by name; ``samples`` is the number of samples behind the latter."""

    statistics: Mapping[str, float]
    p_values: Mapping[str, float]
    samples: int = 0
    failed: int = 0
    degrees_of_freedom: int = 0
    classes: tuple[tuple[float, float, float, float], ...] = field(default=(), repr=False)
    """(first value, last value, observed, expected) of each class of counts."""

    def __str__(self) -> str:
        wide = max(len(_LABELS[name]) for name in self.statistics)
        lines = [f"{'statistic':<{wide}}  {'value':>9}  {'p-value':>7}"]
        for name, value in self.statistics.items():
            p = self.p_values[name]
            told = "-" if math.isnan(p) else f"{p:.4f}" if p >= 5e-5 else "<0.0001"
            lines.append(f"{_LABELS[name]:<{wide}}  {value:>9.4g}  {told:>7}")
        return "\n".join([*lines, self._basis()])

    __repr__ = __str__

    def _basis(self) -> str:
        """Where the p-values come from."""
        if self.classes:
            basis = f"{len(self.classes)} classes, {self.degrees_of_freedom} degrees of freedom"
            return basis + ("" if self.degrees_of_freedom > 0 else ": too few classes for a test")
        failed = f", {self.failed} more had no maximum" if self.failed else ""
        return f"p-values from {self.samples} samples of the fitted distribution, each fitted again{failed}"

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain numbers and dictionaries."""
        return {
            "statistics": dict(self.statistics),
            "p_values": dict(self.p_values),
            "samples": self.samples,
            "failed": self.failed,
            "degrees_of_freedom": self.degrees_of_freedom,
            "classes": [list(c) for c in self.classes],
        }


def goodness(fit: Fit, samples: int, seed: int | None, progress: bool) -> Goodness:
    """The tests that fit the kind of data; RequestError for models of several variables or without a maximum."""
    source = wanted(fit)
    if not source.single:
        raise RequestError("goodness of fit is measured for models of one variable")
    return _counts(fit, source) if source.integer else _continuous(fit, source, samples, seed, progress)


# ------------------------------------------------------------------ continuous


def distances(u: Array, weights: Array | None = None) -> tuple[float, float, float]:
    """(KS, CvM, AD) of values of the fitted distribution function, sorted or not."""
    order = np.argsort(u)
    u = np.clip(u[order], 1e-300, 1 - 1e-16)
    if weights is not None:
        u = np.repeat(u, weights[order].astype(int))
    n = len(u)
    i = np.arange(1, n + 1)
    ks = max(float(np.max(i / n - u)), float(np.max(u - (i - 1) / n)))
    cvm = 1 / (12 * n) + float(np.sum(((2 * i - 1) / (2 * n) - u) ** 2))
    ad = -n - float(np.sum((2 * i - 1) * (np.log(u) + np.log1p(-u[::-1])))) / n
    return ks, cvm, ad


_NAMES = ("kolmogorov_smirnov", "cramer_von_mises", "anderson_darling")


def _continuous(fit: Fit, source: Source, samples: int, seed: int | None, progress: bool) -> Goodness:
    if samples < 1:
        raise RequestError(f"samples counts new samples: at least 1, not {samples}")
    distribution = family(fit)
    theta = [fit.params[p.name] for p in source.plan.parameters]
    observed = distances(distribution(theta).cdf(source.sample.columns[0]), source.sample.weights)
    farther, tried, done = np.zeros(3), 0, 0
    again = Refits(fit)
    for rows in blocks(fit, samples, True, seed):
        for row, estimate in zip(rows, again.estimates(rows), strict=True):
            if not np.isnan(estimate).any():
                farther += np.array(distances(distribution(estimate.tolist()).cdf(row))) >= observed
                tried += 1
            done += 1
            if progress:
                show(done, samples)
    shares = (farther + 1) / (tried + 1)
    return Goodness(
        dict(zip(_NAMES, observed, strict=True)), dict(zip(_NAMES, shares.tolist(), strict=True)), tried, done - tried
    )


# ------------------------------------------------------------------ counts


def _counts(fit: Fit, source: Source) -> Goodness:
    from scipy.stats import chi2

    x, n = source.sample.columns[0], source.sample.size
    weights = np.ones(len(x)) if source.sample.weights is None else source.sample.weights
    distribution: Any = source.distribution([fit.params[p.name] for p in source.plan.parameters])
    low, high = max(float(x.min()), distribution.lower), float(x.max())
    values = np.arange(low, high + 1)
    seen = np.bincount((x - low).astype(int), weights, len(values)).astype(float)
    expected = n * distribution.pmf(values)
    # what lies beyond the observed values belongs to the outermost classes
    expected[0] += n * (distribution.cdf(low - 1) if math.isfinite(low) else 0.0)
    expected[-1] += n * distribution.sf(high)
    classes = _merged(values, seen, expected)
    statistic = sum((o - e) ** 2 / e for _, _, o, e in classes)
    freedom = len(classes) - 1 - len(fit.free)
    p = float(chi2.sf(statistic, freedom)) if freedom > 0 else math.nan
    return Goodness({"chi_squared": float(statistic)}, {"chi_squared": p}, 0, 0, freedom, tuple(classes))


def _merged(values: Array, seen: Array, expected: Array) -> list[tuple[float, float, float, float]]:
    """Neighbouring values put together until each class expects at least five."""
    classes: list[tuple[float, float, float, float]] = []
    first, observed, wanted_ = values[0], 0.0, 0.0
    for v, o, e in zip(values, seen, expected, strict=True):
        observed, wanted_ = observed + o, wanted_ + e
        if wanted_ >= _LEAST:
            classes.append((float(first), float(v), float(observed), float(wanted_)))
            first, observed, wanted_ = v + 1, 0.0, 0.0
    if wanted_ > 0 or observed > 0:
        if classes:
            a, _, o, e = classes.pop()
            classes.append((a, float(values[-1]), o + observed, e + wanted_))
        else:
            raise RequestError("too few observations for a chi-squared test: no class of counts expects five")
    return classes
