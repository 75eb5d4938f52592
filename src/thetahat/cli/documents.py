"""`derive`: the derivation of an estimator as a document."""

from __future__ import annotations

from typing import Any

import click

from thetahat.cli.options import columns, declared_model, model_options, values
from thetahat.cli.terminal import text_width, write
from thetahat.errors import RequestError
from thetahat.sources.progress import progress

DETAILS = ("brief", "standard", "full")
FORMATS = ("text", "markdown", "latex", "html")


@click.command()
@click.argument("model", required=False)
@model_options
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write: .html .pdf .tex .md .ipynb .txt; '-' prints."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to print on the terminal [text].")
@click.option("--lang", default="en", show_default=True, metavar="CODE", help="Language of the document (en, ko).")
@click.option("--detail", type=click.Choice(DETAILS), default="standard", show_default=True)
@click.option("--fragment", is_flag=True, help="LaTeX without a preamble, for a paper of your own.")
@click.option("--budget", type=click.FloatRange(min=0), metavar="SECONDS", help="Time for the algebra [30].")
@click.option("--data", metavar="FILE", help="Observations with which the formulas are worked out ('-' reads stdin).")
@click.option("--column", "-c", multiple=True, metavar="NAME", help="The column of the data; VARIABLE=NAME if several.")
@click.option("--weights", "-w", metavar="NAME", help="A column of frequencies.")
@click.option("--fixed", "-f", multiple=True, metavar="NAME=VALUE", help="The value of a known constant; repeatable.")
def derive(
    model: str | None,
    output: str,
    form: str | None,
    lang: str,
    detail: str,
    fragment: bool,
    budget: float | None,
    data: str | None,
    column: tuple[str, ...],
    weights: str | None,
    fixed: tuple[str, ...],
    **declaration: Any,
) -> None:
    """Derive the estimator of MODEL, step by step.

    The derivation is printed as text, or written to a file: the suffix tells the format.
    """
    declared = declared_model(model, declaration)
    if form and output != "-":
        raise RequestError("--format is for the terminal; a file's format follows from its suffix")
    options: dict[str, Any] = _observations(data, column, weights, fixed)
    if fragment:
        if not (form == "latex" or output.endswith(".tex")):
            raise RequestError("--fragment is for LaTeX: write to a .tex file, or add --format latex")
        options["fragment"] = True
    from thetahat.pipeline import derive as derived

    with progress(f"deriving {declared.name}"):
        derivation = derived(declared) if budget is None else derived(declared, budget=budget)
        if output == "-":
            width = {"width": text_width()} if form in (None, "text") else {}
            document = getattr(derivation, f"to_{form or 'text'}")(lang=lang, detail=detail, **width, **options)
    if output == "-":
        write(document, "-")
    else:
        derivation.save(output, lang=lang, detail=detail, **options)


def _observations(
    data: str | None, column: tuple[str, ...], weights: str | None, fixed: tuple[str, ...]
) -> dict[str, Any]:
    """The data of a worked example as options of a document."""
    if data is None:
        if column or weights or fixed:
            raise RequestError("--column, --weights and --fixed describe data: add --data FILE")
        return {}
    from thetahat.engines.files import read

    return {
        "data": read(data),
        "column": columns(column),
        "weights": weights,
        "fixed": values(fixed),
    }
