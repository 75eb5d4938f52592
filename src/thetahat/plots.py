"""Pictures of a fit.  matplotlib is imported when one is drawn, and not before.

density      the data with the fitted density
cdf          the empirical distribution function with the fitted one
qq           the ordered data against the quantiles of the fitted distribution; also ``quantiles``
pp           the fitted distribution function at the ordered data against (i - 1/2)/n
likelihood   the log-likelihood less its maximum: a curve over one parameter, contours over two, the others held
profile      the same with the others at their best: a curve with its 95 % interval, regions over two
candidates   three densities over the data: the fitted one, and two with one parameter moved to either side

The bands of ``qq`` and ``pp`` hold 95 % of the values of each order statistic, U_(i) ~ beta(i, n - i + 1), were the
estimates the true parameters.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Coordinate, normal_quantile

if TYPE_CHECKING:
    from thetahat.fit import Fit

# Blue, vermilion and green of Okabe and Ito's palette: told apart by colour-blind readers and in print.
BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
_INK = "#010203"
_SHARES = (0.5, 0.9, 0.95, 0.99)
"""Levels of the regions: l falls by -log(1 - level) from its maximum over two parameters."""
_CUT = -(normal_quantile(0.95) ** 2) / 2
_TICKS = 500
"""Observations up to which each gets a tick of its own."""
_BARS = 400
"""Counts that are shown by bars of their own."""
_FAR = 12.0
"""Distances of the quartiles beyond which an observation would squeeze the picture."""
_MOVED = 2.0
"""The candidates stand this many standard errors from the estimate."""


def draw(fit: Fit, kind: str, parameters: tuple[str, ...], file: str | Path | None) -> Any:
    """Draw one picture and return its axes; ``file`` saves it in the format of its suffix."""
    if kind not in KINDS:
        raise RequestError(f"unknown picture {kind!r}: use {' or '.join(map(repr, KINDS))}")
    figure = figure_of((6.4, 4.0))
    axes = figure.subplots()
    KINDS[kind](fit, axes, parameters)
    axes.set_title(fit.title, fontsize="medium")
    axes.spines[["top", "right"]].set_visible(False)
    if file is not None:
        try:
            figure.savefig(file)
        except (OSError, ValueError) as error:
            raise RequestError(f"cannot write the picture {str(file)!r}: {error}") from error
    return axes


def figure_of(size: tuple[float, float]) -> Any:
    """An empty figure of this many inches that belongs to no window."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RequestError("pictures need matplotlib: pip install 'thetahat[plots]'") from error
    return Figure(figsize=size, layout="constrained")


# ------------------------------------------------------------------ what is drawn


def _density(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The data as a histogram (bars of observed frequency for counts), the fitted density on top."""
    sample, weights, density = _one_variable(fit)
    if _counts(fit):
        low, high = float(sample.min()), float(sample.max())
        values = np.arange(low, high + 1)
        observed = np.bincount((sample - low).astype(int), weights, len(values)) / fit.n
        axes.bar(values, observed, width=0.8, color=BLUE, alpha=0.35, label="observed")
        axes.plot(values, density(values), "o" if len(values) <= 60 else "-", color=VERMILION, label="fitted")
        axes.set_ylabel("relative frequency")
        if len(values) <= 12:
            axes.set_xticks(values)
    else:
        low, high, beyond = _window(sample)
        shown = (low <= sample) & (sample <= high)
        seen, heavy = sample[shown], None if weights is None else weights[shown]
        heights, edges = np.histogram(seen, bins="auto" if weights is None else 30, weights=heavy)
        heights = heights / (fit.n * np.diff(edges))
        axes.stairs(heights, edges, fill=True, color=BLUE, alpha=0.35, label="data")
        points = _points(seen)
        axes.plot(points, _finite(density(points)), color=VERMILION, label="fitted")
        if len(seen) <= _TICKS:
            axes.plot(seen, np.zeros_like(seen), "|", color=BLUE, alpha=0.5)
        axes.set_ylabel("density")
        axes.set_ylim(bottom=0)
        if beyond:
            told = f"{beyond} of {len(sample)} beyond this window"
            axes.annotate(told, (0.99, 0.6), xycoords="axes fraction", ha="right", fontsize="small")
    axes.set_xlabel(_variable(fit))
    axes.legend(frameon=False)


def _cdf(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The empirical distribution function as steps, the fitted one as a curve (as steps for counts)."""
    distribution, sample, weights = _fitted(fit)
    order = np.argsort(sample, kind="stable")
    weight = np.ones(len(sample)) if weights is None else np.asarray(weights, dtype=float)[order]
    low, high, _ = _window(sample)
    margin = 0.05 * (high - low) or 1.0
    ends = (low - margin, high + margin)
    x = np.concatenate([[min(ends[0], sample[order[0]])], sample[order], [max(ends[1], sample[order[-1]])]])
    shares = np.concatenate([[0.0], np.cumsum(weight) / weight.sum(), [1.0]])
    axes.step(x, shares, where="post", color=BLUE, label="data")
    if _counts(fit):
        values = np.arange(math.floor(ends[0]), math.ceil(ends[1]) + 1.0)
        axes.step(values, distribution.cdf(values), where="post", color=VERMILION, linestyle="--", label="fitted")
    else:
        points = np.linspace(*ends, 400)
        axes.plot(points, distribution.cdf(points), color=VERMILION, linestyle="--", label="fitted")
    axes.set_xlim(*ends)
    axes.set_xlabel(_variable(fit))
    axes.set_ylabel("distribution function")
    axes.legend(frameon=False)


def _probabilities(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """F(x_(i)) against (i - 1/2)/n, with the line y = x and the band of the order statistics."""
    distribution, sample, weights = _fitted(fit)
    if _counts(fit):
        raise RequestError("probabilities are drawn for densities: counts are compared by kind='cdf'")
    order, levels, band = _levels(sample, weights)
    axes.fill_between(levels, *band, color=VERMILION, alpha=0.15, linewidth=0)
    axes.plot([0, 1], [0, 1], color=VERMILION)
    axes.plot(levels, distribution.cdf(sample[order]), ".", color=BLUE, alpha=0.7)
    axes.set_xlabel("(i − 1/2)/n")
    axes.set_ylabel("fitted distribution function")


def _likelihood(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The log-likelihood less its maximum: a curve in one parameter, contours in two (the others held)."""
    names = fit.free
    _known(fit, parameters)
    chosen = parameters or names[:2]
    if fit.likelihood is None or not 1 <= len(chosen) <= 2:
        raise RequestError("the log-likelihood can be drawn over one or two free parameters")
    grids = [_grid(fit, name) for name in chosen]
    theta = np.array([fit.params[name] for name in names])
    places = [names.index(name) for name in chosen]
    heights = np.empty([len(g) for g in grids])
    with np.errstate(all="ignore"):
        for where in np.ndindex(*heights.shape):
            theta[places] = [grid[i] for grid, i in zip(grids, where, strict=True)]
            heights[where] = fit.likelihood.value(theta) - fit.log_likelihood
    estimate = [fit.params[name] for name in chosen]
    if len(chosen) == 1:
        axes.plot(grids[0], heights, color=BLUE)
        axes.axvline(estimate[0], color=VERMILION)
        axes.set_ylabel("log-likelihood, less its maximum")
    else:
        levels = {math.log1p(-share): f"{100 * share:.0f} %" for share in _SHARES}
        lines = axes.contour(*grids, heights.T, levels=sorted(levels), colors=BLUE, linestyles="solid")
        axes.clabel(lines, fmt=levels, fontsize="small")
        axes.plot(*estimate, "+", color=VERMILION, markersize=12)
        axes.set_ylabel(chosen[1])
    axes.set_xlabel(chosen[0])


def _profile(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The profile log-likelihood of one parameter with its 95 % interval, or the regions of two."""
    from thetahat.regions import profile_curve, region

    _known(fit, parameters)
    if len(parameters) == 2:
        first, second = parameters
        for share, line in zip(_SHARES, (":", "-.", "-", "--"), strict=True):
            border = region(fit, first, second, share)
            closed = np.concatenate([border, border[:1]])
            axes.plot(*closed.T, line, color=BLUE, label=f"{100 * share:.0f} %")
        axes.plot(fit.params[first], fit.params[second], "+", color=VERMILION, markersize=12)
        axes.set_xlabel(first)
        axes.set_ylabel(second)
        axes.legend(frameon=False)
        return
    usable = parameters or [p for p in fit.free if math.isfinite(fit.standard_errors[p])]
    if len(usable) == 0 or len(parameters) > 2:
        raise RequestError("a profile is drawn over one or two parameters that have a standard error")
    name = usable[0]
    curve = profile_curve(fit, name)
    axes.plot(curve.values, curve.log_likelihood, color=BLUE)
    lower, upper = fit.interval(name, method="profile")
    left, right = axes.get_xlim()
    axes.axvspan(max(lower, left), min(upper, right), color=BLUE, alpha=0.12, linewidth=0, label="95 % interval")
    axes.set_xlim(left, right)
    axes.axhline(_CUT, color="0.4", linestyle=":", linewidth=1)
    axes.axvline(fit.params[name], color=VERMILION, label="estimate")
    axes.set_xlabel(name)
    axes.set_ylabel("profile log-likelihood, less its maximum")
    axes.legend(frameon=False)


def _quantiles(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The i-th smallest observation against the fitted quantile of (i - 1/2)/n, with the line y = x."""
    sample, weights, density = _one_variable(fit)
    if _counts(fit):
        raise RequestError("quantiles are drawn for densities: counts are compared by kind='density' or 'cdf'")
    order, levels, band = _levels(sample, weights)
    ordered = sample[order]
    if fit.source is None:
        expected = quantiles(density, ordered, levels)
    else:
        distribution = fit.distribution
        expected = distribution.ppf(levels)
        low, high = (distribution.ppf(side) for side in band)
        axes.fill_between(expected, low, high, color=VERMILION, alpha=0.15, linewidth=0)
    ends = [min(expected[0], ordered[0]), max(expected[-1], ordered[-1])]
    axes.plot(ends, ends, color=VERMILION)
    axes.plot(expected, ordered, ".", color=BLUE, alpha=0.7)
    margin = 0.05 * (ends[1] - ends[0])
    axes.set_ylim(min(ends[0], ordered[0]) - margin, max(ends[1], ordered[-1]) + margin)
    axes.set_xlabel("fitted quantile")
    axes.set_ylabel("observation")


def _candidates(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> dict[str, Any]:
    """The fitted density, with its heights at the observations, and the densities of two other parameter values."""
    sample, _, density = _one_variable(fit)
    if fit.likelihood is None:
        raise RequestError("there is no other density to draw: use kind='density'")
    names = fit.free
    name = next((p for p in parameters or names if math.isfinite(fit.standard_errors[p])), None)
    if name is None:
        raise RequestError("no parameter has a standard error, so there is no scale to move it on")
    coordinate = Coordinate(*fit.bounds.get(name, (-math.inf, math.inf)))
    centre = coordinate.free(fit.params[name])
    step = _MOVED * fit.standard_errors[name] / coordinate.slopes(fit.params[name])[0]
    shown: list[tuple[float, float]] = []
    counts = _counts(fit)
    points = np.arange(sample.min(), sample.max() + 1) if counts else _points(sample)
    for shift, colour, line in ((-1, GREEN, "--"), (0, VERMILION, "-"), (1, BLUE, "-.")):
        value = coordinate.bound(centre + shift * step)
        theta = [value if p == name else fit.params[p] for p in names]
        shown.append((value, fit.likelihood.value(np.array(theta))))
        marker, label = "." if counts else "", f"{name} = {value:.4g}"
        axes.plot(points, _finite(density(points, theta)), line, color=colour, marker=marker, label=label)
        if shift == 0 and len(sample) <= 60:
            axes.vlines(sample, 0, density(sample, theta), color=VERMILION, alpha=0.4, linewidth=0.8)
    axes.plot(sample, np.zeros_like(sample), "|", color=_INK, alpha=0.6)
    axes.set_xlabel(_variable(fit))
    axes.set_ylabel("density")
    axes.legend(frameon=False)
    return {"parameter": name, "values": shown}


KINDS: dict[str, Callable[..., Any]] = {
    "density": _density,
    "cdf": _cdf,
    "qq": _quantiles,
    "pp": _probabilities,
    "likelihood": _likelihood,
    "profile": _profile,
    "candidates": _candidates,
    "quantiles": _quantiles,
}


def _known(fit: Fit, parameters: tuple[str, ...]) -> None:
    unknown = [name for name in parameters if name not in fit.free]
    if unknown:
        raise RequestError(f"no free parameter {unknown[0]!r}: there are {', '.join(fit.free)}")


def _fitted(fit: Fit) -> tuple[Any, Any, Any]:
    """(the fitted distribution, the sample, its weights)."""
    sample, weights, _ = _one_variable(fit)
    return fit.distribution, sample, weights


def _levels(sample: Any, weights: Any) -> tuple[Any, Any, Any]:
    """(the order of the sample, the levels (i - 1/2)/n, the ends between which 95 % of U_(i) lie)."""
    from scipy.special import betaincinv

    order = np.argsort(sample, kind="stable")
    weight = np.ones(len(sample)) if weights is None else np.asarray(weights, dtype=float)[order]
    n = weight.sum()
    rank = np.cumsum(weight) - weight / 2 + 0.5
    return order, (rank - 0.5) / n, [betaincinv(rank, n - rank + 1, p) for p in (0.025, 0.975)]


def _variable(fit: Fit) -> str:
    return "x" if fit.source is None else fit.source.plan.variables[0]


def _one_variable(fit: Fit) -> tuple[Any, Any, Any]:
    if fit.sample is None or fit.density is None:
        raise RequestError("the density can be drawn for models of one variable only: use kind='likelihood'")
    if not all(map(math.isfinite, fit.params.values())):
        raise RequestError("there is no finite estimate to draw")
    return fit.sample, fit.sample_weights, fit.density


def _counts(fit: Fit) -> bool:
    """Whether the sample is shown as counts: the model says so, or it looks like them."""
    sample: Any = fit.sample
    span = float(sample.max() - sample.min())
    if fit.source is not None:
        return fit.source.integer and span <= _BARS
    return bool(np.all(sample == np.round(sample))) and span <= 200 and len(np.unique(sample)) < len(sample) / 2


def _window(sample: Any) -> tuple[float, float, int]:
    """(low, high, how many lie beyond): the whole sample, or its middle where a few lie very far away."""
    low, high = float(sample.min()), float(sample.max())
    lower, upper = np.quantile(sample, [0.25, 0.75])
    reach = _FAR * (upper - lower)
    near = sample[(sample >= lower - reach) & (sample <= upper + reach)] if reach > 0 else sample
    return (
        (low, high, 0) if len(near) == len(sample) else (float(near.min()), float(near.max()), len(sample) - len(near))
    )


def _points(sample: Any) -> Any:
    low, high = float(sample.min()), float(sample.max())
    margin = 0.05 * (high - low)
    return np.linspace(low - margin, high + margin, 400)


def _finite(heights: Any) -> Any:
    values = np.asarray(heights, dtype=float)
    return np.where(np.isfinite(values), values, np.nan)


def _grid(fit: Fit, name: str) -> Any:
    error, estimate = fit.standard_errors[name], fit.params[name]
    if not math.isfinite(error):
        raise RequestError(f"{name} has no standard error, so there is no scale to draw it on: choose other parameters")
    coordinate = Coordinate(*fit.bounds.get(name, (-math.inf, math.inf)))
    half, centre = 4 * error / coordinate.slopes(estimate)[0], coordinate.free(estimate)
    return np.array([coordinate.bound(phi) for phi in np.linspace(centre - half, centre + half, 61)])


def quantiles(density: Callable[[Any], Any], ordered: Any, levels: Any) -> Any:
    """The quantiles of a density at these levels, from its integral over a grid.

    The grid is dense at the data, reaches far into both tails (x = median + s sinh u), and closes in on the outermost
    observations, behind which the support may end.
    """
    middle = float(np.median(ordered))
    span = float(np.subtract(*np.quantile(ordered, [0.75, 0.25]))) or float(ordered[-1] - ordered[0]) or 1.0
    closer = span * np.exp(-np.linspace(0, 30, 600))
    far = middle + span * np.sinh(np.linspace(-12, 12, 6001))
    near = [ordered, ordered[0] - closer, ordered[0] + closer, ordered[-1] - closer, ordered[-1] + closer]
    inner = [np.linspace(ordered[0], ordered[-1], 2001)] if ordered[-1] > ordered[0] else []
    edge = _edges(density, far)
    points = np.unique(np.concatenate([far, *near, *inner, *(e + s * closer for e in edge for s in (-1, 1))]))
    with np.errstate(all="ignore"):
        heights = np.nan_to_num(np.asarray(density(points), dtype=float), posinf=0.0, neginf=0.0)
    pieces = np.diff(points) * (heights[1:] + heights[:-1]) / 2
    mass = np.concatenate([[0.0], np.cumsum(pieces)])
    rising = np.concatenate([[True], np.diff(mass) > 0])
    return np.interp(levels, mass[rising] / mass[-1], points[rising])


def _edges(density: Callable[[Any], Any], points: Any) -> list[float]:
    """Where the support begins and ends, by bisection between neighbouring points."""
    with np.errstate(all="ignore"):
        inside = np.asarray(density(points), dtype=float) > 0
    found = []
    for k in np.flatnonzero(inside[1:] != inside[:-1])[:8]:
        low, high = float(points[k]), float(points[k + 1])
        for _ in range(60):
            half = (low + high) / 2
            with np.errstate(all="ignore"):
                same = bool(density(np.array([half]))[0] > 0) == bool(inside[k])
            low, high = (half, high) if same else (low, half)
        found.append(high if inside[k + 1] else low)
    return found
