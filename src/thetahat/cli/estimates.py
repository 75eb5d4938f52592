"""`fit` and `choose`: estimates from data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from thetahat.cli.options import columns, declared_model, model_options, size_in_bytes, values
from thetahat.cli.terminal import text_width, write
from thetahat.errors import RequestError
from thetahat.sources.progress import progress


@click.command()
@click.argument("arguments", nargs=-1, metavar="MODEL DATA")
@model_options
@click.option("--column", "-c", multiple=True, metavar="NAME", help="The column to fit; VARIABLE=NAME if several.")
@click.option("--weights", "-w", metavar="NAME", help="A column of frequencies.")
@click.option("--fixed", "-f", multiple=True, metavar="NAME=VALUE", help="Hold a parameter or constant; repeatable.")
@click.option("--by", metavar="NAME", help="A column with groups: one fit for each of them.")
@click.option(
    "--missing",
    type=click.Choice(("refuse", "drop")),
    default="refuse",
    show_default=True,
    help="Rows without a value: refuse them, or leave them out and say how many.",
)
@click.option("--table", metavar="NAME", help="The table of a database (DATA is its file or URL).")
@click.option("--query", metavar="SQL", help="A query of a database instead of a table.")
@click.option("--memory-limit", metavar="SIZE", help="Memory for data that stay where they are, e.g. 500MB.")
@click.option("--explain", is_flag=True, help="Print what would be read, and how, instead of fitting.")
@click.option("--cov", default="observed", show_default=True, metavar="KIND", help="observed, expected or robust.")
@click.option("--estimate", multiple=True, metavar="FORMULA", help="E.g. 'shape*scale', with its error; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--plot", metavar="FILE", help="Draw the data and the fitted density (.png .svg .pdf).")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write the result.")
def fit(
    arguments: tuple[str, ...],
    column: tuple[str, ...],
    weights: str | None,
    fixed: tuple[str, ...],
    by: str | None,
    missing: str,
    table: str | None,
    query: str | None,
    memory_limit: str | None,
    explain: bool,
    cov: str,
    estimate: tuple[str, ...],
    as_json: bool,
    plot: str | None,
    output: str,
    **declaration: Any,
) -> int:
    """Fit MODEL to DATA.

    DATA is a CSV or text file, or '-' for standard input.  With --density it is the only argument.

    With DuckDB installed also Parquet, Arrow, JSON lines and compressed files, a pattern such as 'rain/*.parquet', a
    folder, or a database.
    """
    wanted = 1 if declaration["density"] is not None else 2
    if len(arguments) != wanted:
        raise RequestError(
            "thetahat fit takes a model and a data file (or --density and a data file), "
            f"not {len(arguments)} argument{'s' * (len(arguments) != 1)}"
        )
    *names, source = arguments
    if by and (plot or estimate or cov != "observed"):
        raise RequestError("--plot, --estimate and --cov are for one fit: leave out --by")
    model, title = _to_fit(names[0] if names else None, declaration)
    chosen: dict[str, Any] = {"weights": weights, "fixed": values(fixed), "column": columns(column), "by": by}
    place: dict[str, Any] = {"table": table, "query": query, "memory_limit": size_in_bytes(memory_limit)}
    if explain:
        from thetahat.estimating import explain as explained

        write(explained(model, source, **chosen, **place), output)
        return 0
    from thetahat.estimating import fit as fitted

    with progress(f"fitting {title}"):
        result = fitted(model, source, missing=missing, **chosen, **place)
    if cov != "observed":
        result = result.with_covariance(cov)  # type: ignore[union-attr]  # one fit: there are no groups
    follow = [result.estimate(formula) for formula in estimate]  # type: ignore[union-attr]
    if as_json:
        write(result.to_json(estimates=follow) if follow else result.to_json(), output)  # type: ignore[call-arg]
    else:
        write("\n".join([result.summary(text_width()), *(q.line() for q in follow)]), output)
    if plot:
        result.plot(file=plot)  # type: ignore[union-attr]  # one fit: there are no groups
    return 0 if all(result.converged.flat if by else (result.converged,)) else 1  # type: ignore[union-attr]


def _to_fit(name: str | None, declaration: Mapping[str, Any]) -> tuple[Any, str]:
    """(a catalogue name, which may be fitted without being declared, or a model; what to call it)."""
    if name is not None and not name.endswith(".toml") and not any(declaration.values()):
        return name, name
    model = declared_model(name, declaration)
    return model, model.name


@click.command()
@click.argument("data", metavar="DATA")
@click.option("--column", "-c", metavar="NAME", help="The column to fit.")
@click.option("--weights", "-w", metavar="NAME", help="A column of frequencies.")
@click.option("--criterion", default="aic", show_default=True, metavar="NAME", help="aic, aicc or bic.")
@click.option("--kind", metavar="KIND", help="What the data are: counts or measurements.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def choose(data: str, column: str | None, weights: str | None, criterion: str, kind: str | None, as_json: bool) -> int:
    """Fit every family of the catalogue to DATA and rank them."""
    import json

    from thetahat.comparison import choose as chosen
    from thetahat.engines.files import read

    with progress("fitting the catalogue"):
        result = chosen(read(data), criterion, kind=kind, column=column, weights=weights)
    write(json.dumps(result.to_dict(), indent=2) if as_json else str(result), "-")
    return 0 if len(result) else 1
