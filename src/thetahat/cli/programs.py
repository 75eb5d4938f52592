"""`generate`: an estimator as a program."""

from __future__ import annotations

from typing import Any

import click

from thetahat.cli.options import columns, declared_model, model_options
from thetahat.cli.terminal import write
from thetahat.sources.progress import progress


@click.command()
@click.argument("model", required=False)
@model_options
@click.option("--target", "-t", default="numpy", show_default=True, help="The language to write.")
@click.option("-o", "--output", default="-", metavar="FILE")
@click.option("--dialect", help="SQL: portable, duckdb, postgres, sqlite or spark.")
@click.option("--table", help="SQL: the table (with DuckDB a file too).")
@click.option("--column", multiple=True, metavar="[VARIABLE=]NAME", help="SQL: the column that holds a variable.")
@click.option("--by", multiple=True, metavar="COLUMN", help="SQL: estimates for each value of this column.")
def generate(model: str | None, target: str, output: str, column: Any, by: Any, **declaration: Any) -> None:
    """Write the estimator of MODEL as a program."""
    from thetahat.codegen import check
    from thetahat.pipeline import generate as generated

    options = {k: v for k in ("dialect", "table") if (v := declaration.pop(k)) is not None}
    if column:
        options["column"] = columns(column)
    if by:
        options["by"] = tuple(by)
    check(target, options)
    declared = declared_model(model, declaration)
    with progress(f"deriving {declared.name}"):
        text = generated(declared, target=target, **options)
    write(text, output)
