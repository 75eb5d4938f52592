"""Pictures of a fit.  matplotlib is imported when one is drawn, and not before."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Coordinate

if TYPE_CHECKING:
    from thetahat.fit import Fit

# Blue and vermilion of Okabe and Ito's palette: told apart by colour-blind readers and in print.
BLUE, VERMILION = "#0072B2", "#D55E00"


def draw(fit: Fit, kind: str, parameters: tuple[str, ...], file: str | Path | None) -> Any:
    """Draw one picture and return its axes; ``file`` saves it in the format of its suffix."""
    if kind not in _KINDS:
        raise RequestError(f"unknown picture {kind!r}: use {' or '.join(map(repr, _KINDS))}")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RequestError("pictures need matplotlib: pip install 'thetahat[plots]'") from error
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.subplots()
    _KINDS[kind](fit, axes, parameters)
    axes.spines[["top", "right"]].set_visible(False)
    if file is not None:
        try:
            figure.savefig(file)
        except (OSError, ValueError) as error:
            raise RequestError(f"cannot write the picture {str(file)!r}: {error}") from error
    return axes


def _density(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The data as a histogram (bars of observed frequency for counts), the fitted density on top."""
    if fit.sample is None or fit.density is None:
        raise RequestError("the density can be drawn for models of one variable only: use kind='likelihood'")
    if not all(map(math.isfinite, fit.params.values())):
        raise RequestError("there is no finite estimate to draw")
    sample, weights = fit.sample, fit.sample_weights
    low, high = float(sample.min()), float(sample.max())
    counts = bool(np.all(sample == np.round(sample))) and high - low <= 200 and len(np.unique(sample)) < len(sample) / 2
    if counts:
        values = np.arange(low, high + 1)
        observed = np.bincount((sample - low).astype(int), weights, len(values)) / fit.n
        axes.bar(values, observed, width=0.8, color=BLUE, alpha=0.35, label="observed")
        axes.plot(values, fit.density(values), "o", color=VERMILION, label="fitted")
        axes.set_ylabel("relative frequency")
    else:
        axes.hist(sample, bins="auto" if weights is None else 30, weights=weights, density=True, color=BLUE, alpha=0.35)
        margin = 0.05 * (high - low)
        points = np.linspace(low - margin, high + margin, 400)
        with np.errstate(all="ignore"):
            heights = np.asarray(fit.density(points), dtype=float)
        axes.plot(points, np.where(np.isfinite(heights), heights, np.nan), color=VERMILION, label="fitted")
        axes.plot(sample, np.zeros_like(sample), "|", color=BLUE, alpha=0.5, label="data")
        axes.set_ylabel("density")
    axes.set_title(fit.title)
    axes.legend(frameon=False)


def _likelihood(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The log-likelihood less its maximum: a curve in one parameter, contours in two (the others held)."""
    names = fit.free
    unknown = [name for name in parameters if name not in names]
    if unknown:
        raise RequestError(f"no free parameter {unknown[0]!r}: there are {', '.join(names)}")
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
        axes.contour(*grids, heights.T, levels=[-8, -4.61, -3, -1.15, -0.35], colors=BLUE, linestyles="solid")
        axes.plot(*estimate, "+", color=VERMILION, markersize=12)
        axes.set_ylabel(chosen[1])
    axes.set_xlabel(chosen[0])
    axes.set_title(fit.title)


def _grid(fit: Fit, name: str) -> Any:
    error, estimate = fit.standard_errors[name], fit.params[name]
    if not math.isfinite(error):
        raise RequestError(f"{name} has no standard error, so there is no scale to draw it on: choose other parameters")
    coordinate = Coordinate(*fit.bounds.get(name, (-math.inf, math.inf)))
    half, centre = 4 * error / coordinate.slopes(estimate)[0], coordinate.free(estimate)
    return np.array([coordinate.bound(phi) for phi in np.linspace(centre - half, centre + half, 61)])


_KINDS = {"density": _density, "likelihood": _likelihood}
