"""Pictures of a fit.  matplotlib is imported when one is drawn, and not before.

density      the data with the fitted density
likelihood   the log-likelihood less its maximum: a curve over one parameter, contours over two
quantiles    the ordered data against the quantiles of the fitted distribution
candidates   three densities over the data: the fitted one, and two with one parameter moved to either side
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Coordinate

if TYPE_CHECKING:
    from thetahat.fit import Fit

# Blue, vermilion and green of Okabe and Ito's palette: told apart by colour-blind readers and in print.
BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
_INK = "#010203"
"""Nearly black; in a page it becomes the colour of the text around the picture."""
_MOVED = 2.0
"""The candidates stand this many standard errors from the estimate."""


@dataclass(frozen=True)
class Picture:
    """One picture without words, as SVG that goes into a page and as a PDF file; ``figures`` are numbers it shows."""

    kind: str
    svg: str
    pdf: bytes
    figures: Mapping[str, Any]


def draw(fit: Fit, kind: str, parameters: tuple[str, ...], file: str | Path | None) -> Any:
    """Draw one picture and return its axes; ``file`` saves it in the format of its suffix."""
    if kind not in _KINDS:
        raise RequestError(f"unknown picture {kind!r}: use {' or '.join(map(repr, _KINDS))}")
    figure = _figure((6.4, 4.0))
    axes = figure.subplots()
    _KINDS[kind](fit, axes, parameters)
    axes.set_title(fit.title)
    axes.spines[["top", "right"]].set_visible(False)
    if file is not None:
        try:
            figure.savefig(file)
        except (OSError, ValueError) as error:
            raise RequestError(f"cannot write the picture {str(file)!r}: {error}") from error
    return axes


def pictures(fit: Fit, letters: Mapping[str, str]) -> tuple[Picture, ...]:
    """Every picture that this fit allows, labelled by letters alone; ``letters`` is LaTeX by name.

    The same data give the same bytes.  RequestError if matplotlib is missing.
    """
    import matplotlib

    found = []
    for kind, drawing in _KINDS.items():
        settings = {"svg.hashsalt": kind, "svg.fonttype": "path", "mathtext.fontset": "cm", "font.size": 10}
        with matplotlib.rc_context(settings):
            figure = _figure((4.2, 2.9))
            axes = figure.subplots()
            try:
                shown = drawing(fit, axes, ()) or {}
            except RequestError:
                continue  # this picture does not exist for this model
            _only_letters(axes, letters, fit, kind)
            found.append(Picture(kind, _svg(figure, kind), _pdf(figure), shown))
    return tuple(found)


def _figure(size: tuple[float, float]) -> Any:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RequestError("pictures need matplotlib: pip install 'thetahat[plots]'") from error
    return Figure(figsize=size, layout="constrained")


# ------------------------------------------------------------------ what is drawn


def _density(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The data as a histogram (bars of observed frequency for counts), the fitted density on top."""
    sample, weights, density = _one_variable(fit)
    low, high = float(sample.min()), float(sample.max())
    if _counts(sample):
        values = np.arange(low, high + 1)
        observed = np.bincount((sample - low).astype(int), weights, len(values)) / fit.n
        axes.bar(values, observed, width=0.8, color=BLUE, alpha=0.35, label="observed")
        axes.plot(values, density(values), "o", color=VERMILION, label="fitted")
        axes.set_ylabel("relative frequency")
    else:
        axes.hist(sample, bins="auto" if weights is None else 30, weights=weights, density=True, color=BLUE, alpha=0.35)
        points = _points(sample)
        axes.plot(points, _finite(density(points)), color=VERMILION, label="fitted")
        axes.plot(sample, np.zeros_like(sample), "|", color=BLUE, alpha=0.5, label="data")
        axes.set_ylabel("density")
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


def _quantiles(fit: Fit, axes: Any, parameters: tuple[str, ...]) -> None:
    """The i-th smallest observation against the fitted quantile of (i - 1/2)/n, with the line y = x."""
    sample, weights, density = _one_variable(fit)
    order = np.argsort(sample, kind="stable")
    ordered = sample[order]
    weight = np.ones(len(sample)) if weights is None else np.asarray(weights, dtype=float)[order]
    levels = (np.cumsum(weight) - weight / 2) / weight.sum()
    if _counts(sample):
        raise RequestError("quantiles are drawn for densities: counts are compared by kind='density'")
    expected = quantiles(density, ordered, levels)
    ends = [min(expected[0], ordered[0]), max(expected[-1], ordered[-1])]
    axes.plot(ends, ends, color=VERMILION)
    axes.plot(expected, ordered, ".", color=BLUE, alpha=0.7)
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
    counts = _counts(sample)
    points = np.arange(sample.min(), sample.max() + 1) if counts else _points(sample)
    for shift, colour, line in ((-1, GREEN, "--"), (0, VERMILION, "-"), (1, BLUE, "-.")):
        value = coordinate.bound(centre + shift * step)
        theta = [value if p == name else fit.params[p] for p in names]
        shown.append((value, fit.likelihood.value(np.array(theta))))
        axes.plot(points, _finite(density(points, theta)), line, color=colour, marker="." if counts else "")
        if shift == 0 and len(sample) <= 60:
            axes.vlines(sample, 0, density(sample, theta), color=VERMILION, alpha=0.4, linewidth=0.8)
    axes.plot(sample, np.zeros_like(sample), "|", color=_INK, alpha=0.6)
    axes.set_ylabel("density")
    return {"parameter": name, "values": shown}


_KINDS: dict[str, Callable[..., Any]] = {
    "candidates": _candidates,
    "density": _density,
    "likelihood": _likelihood,
    "quantiles": _quantiles,
}


def _one_variable(fit: Fit) -> tuple[Any, Any, Any]:
    if fit.sample is None or fit.density is None:
        raise RequestError("the density can be drawn for models of one variable only: use kind='likelihood'")
    if not all(map(math.isfinite, fit.params.values())):
        raise RequestError("there is no finite estimate to draw")
    return fit.sample, fit.sample_weights, fit.density


def _counts(sample: Any) -> bool:
    span = float(sample.max() - sample.min())
    return bool(np.all(sample == np.round(sample))) and span <= 200 and len(np.unique(sample)) < len(sample) / 2


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


# ------------------------------------------------------------------ pictures for a page


def _only_letters(axes: Any, letters: Mapping[str, str], fit: Fit, kind: str) -> None:
    """Letters in the place of words, so that a picture belongs to any language."""
    free = fit.free
    variable = letters.get("", "x")
    named = [_letter(letters, name) for name in free[:2]]
    log_likelihood = r"$\ell - \hat\ell$"
    labels = {
        "density": (f"${variable}$", f"$f({variable})$"),
        "candidates": (f"${variable}$", f"$f({variable})$"),
        "quantiles": (r"$F^{-1}((i-1/2)/n)$", rf"${variable}_{{(i)}}$"),
        "likelihood": (named[0], named[1] if len(named) > 1 else log_likelihood),
    }
    x, y = labels[kind]
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_title("")
    legend = axes.get_legend()
    if legend is not None:
        legend.remove()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=_INK, labelsize=8)
    for spine in axes.spines.values():
        spine.set_color(_INK)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(_INK)


def _letter(letters: Mapping[str, str], name: str) -> str:
    """A parameter's letter as matplotlib's mathematics; its name where the letter is beyond it."""
    from matplotlib.mathtext import MathTextParser

    text = f"${letters.get(name, name)}$"
    try:
        MathTextParser("path").parse(text)
    except ValueError:
        return name
    return text


def _svg(figure: Any, kind: str) -> str:
    """An svg element that stands in a page: no addresses, no names that another picture has too, the page's ink."""
    out = StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'\s+xmlns(:\w+)?="[^"]*"', "", text)
    text = text.replace("xlink:href", "href")
    # a style element would rule the whole page
    text = re.sub(r"\s*<style.*?</style>", "", text, flags=re.DOTALL).replace("<svg", '<svg stroke-linejoin="round"', 1)
    text = re.sub(r'\bid="', f'id="{kind}-', text)
    text = re.sub(r'href="#', f'href="#{kind}-', text)
    text = re.sub(r"url\(#", f"url(#{kind}-", text)
    # a number of points as wide as a column allows
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"([^>]*?) width="[^"]*"', r"\1\2", text)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"([^>]*?) height="[^"]*"', r"\1\2", text)
    return text.replace(_INK, "currentColor").strip() + "\n"


def _pdf(figure: Any) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="pdf", metadata={"CreationDate": None, "Producer": None, "Creator": None})
    return out.getvalue()
