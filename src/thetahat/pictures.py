"""Pictures of a fit that stand in a page: no words, the page's own ink, the same bytes for the same data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from thetahat.errors import RequestError
from thetahat.plots import KINDS, figure_of

if TYPE_CHECKING:
    from thetahat.fit import Fit

_PAGE = ("candidates", "density", "likelihood", "quantiles")
"""The pictures that a page shows, in its order."""
_INK = "#010203"
"""Nearly black; in a page it becomes the colour of the text around the picture."""


@dataclass(frozen=True)
class Picture:
    """One picture without words, as SVG that goes into a page and as a PDF file; ``figures`` are numbers it shows."""

    kind: str
    svg: str
    pdf: bytes
    figures: Mapping[str, Any]


def pictures(fit: Fit, letters: Mapping[str, str]) -> tuple[Picture, ...]:
    """Every picture that this fit allows, labelled by letters alone; ``letters`` is LaTeX by name.

    The same data give the same bytes.  RequestError if matplotlib is missing.
    """
    import matplotlib

    found = []
    for kind in _PAGE:
        settings = {"svg.hashsalt": kind, "svg.fonttype": "path", "mathtext.fontset": "cm", "font.size": 10}
        with matplotlib.rc_context(settings):
            figure = figure_of((4.2, 2.9))
            axes = figure.subplots()
            try:
                shown = KINDS[kind](fit, axes, ()) or {}
            except RequestError:
                continue  # this picture does not exist for this model
            _only_letters(axes, letters, fit, kind)
            found.append(Picture(kind, _svg(figure, kind), _pdf(figure), shown))
    return tuple(found)


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
