"""A document as a Jupyter notebook: the derivation in Markdown, then cells that derive again, fit and draw.

The format is 4.5, written as plain JSON.  The cells use the public names only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from thetahat.render import words
from thetahat.render.blocks import Document, Paragraph
from thetahat.render.markdown import write as markdown

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write(
    document: Document,
    data: Mapping[str, Sequence[float]] | None = None,
    fixed: Mapping[str, float] | None = None,
) -> str:
    """The notebook as JSON text, ending with a newline.

    ``data`` are example observations, a column for each variable; ``fixed`` are the values of known constants.  Without
    data the notebook ends with the derivation.
    """
    cells = [_markdown(f"# {document.title}"), *_prose(document), *_derived(document)]
    if data is not None:
        cells += _fitted(document, data, fixed or {})
    book = {
        "cells": [{"id": f"cell-{k}", **cell} for k, cell in enumerate(cells)],
        "metadata": {"kernelspec": _KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _prose(document: Document) -> list[dict[str, Any]]:
    """One cell for each part: from one heading to the next."""
    part = 0
    numbered = []
    for block in document.blocks:
        part += isinstance(block, Paragraph) and bool(block.lead)
        numbered.append((part, block))
    cells = []
    for _, group in groupby(numbered, key=lambda p: p[0]):
        piece = replace(document, blocks=tuple(b for _, b in group), options=replace(document.options, fragment=True))
        cells.append(_markdown(markdown(piece)))
    return cells


def _derived(document: Document) -> list[dict[str, Any]]:
    if not document.declaration:
        return []
    code = (
        f"import thetahat as th\n\nmodel = {document.declaration}\nd = th.derive(model)\nprint(d.verdict, d.estimators)"
    )
    return [_markdown(_said(document, "derive_again")), _python(code)]


def _fitted(
    document: Document, data: Mapping[str, Sequence[float]], fixed: Mapping[str, float]
) -> list[dict[str, Any]]:
    columns = {name: [float(f"{v:.6g}") for v in values] for name, values in data.items()}
    shown = repr(next(iter(columns.values()))) if len(columns) == 1 else repr(columns)
    picture, said = ("", "draw") if len(columns) == 1 else ('kind="likelihood"', "draw_likelihood")
    constants = f", fixed={dict(fixed)!r}" if fixed else ""
    return [
        _markdown(_said(document, "fit")),
        _python(f"data = {shown}\nf = th.fit(d, data{constants})\nprint(f.summary())"),
        _markdown(_said(document, said)),
        _python(f"f.plot({picture}).figure"),
    ]


def _said(document: Document, key: str) -> str:
    return str(words.phrase(document.options.lang, "notebook", key))


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.rstrip("\n").splitlines(keepends=True)}


def _python(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": text.splitlines(keepends=True),
    }
