"""The command `thetahat`.  Commands import what they need when they run, so that --help is quick.

Exit codes: 0 done; 1 no maximum exists for these data, or a check failed; 2 a malformed request or data that are not
data for the model; 70 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from thetahat import __version__
from thetahat.errors import RequestError, ThetahatError

DETAILS = ("brief", "standard", "full")
FORMATS = ("text", "markdown", "latex", "html")


class _Commands(click.Group):
    """The commands; Ctrl-C ends any of them with one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(_fail("interrupted", 130)) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="thetahat")
def main_group() -> None:
    """Maximum-likelihood estimators of declared densities: derivation, proof, code and fit.

    A MODEL is the name of a catalogue family (see: thetahat families), a TOML file, or --density with its options.
    """


def main() -> None:
    """Run the command; every error that is expected is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with warnings.catch_warnings():
        warnings.showwarning = _warn
        # Arithmetic at trial points may overflow; what comes of it is judged, and there is nothing a user could do.
        warnings.simplefilter("ignore", RuntimeWarning)
        sys.exit(_run())


def _run() -> int:
    """The exit code."""
    try:
        return main_group.main(prog_name="thetahat", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        return _fail(_hint(error), 2)
    except ThetahatError as error:
        return _fail(str(error), 2)
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename!r}" if error.filename else str(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        if os.environ.get("THETAHAT_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        return _fail(f"internal error, {what} (THETAHAT_DEBUG=1 shows where; please report it)", 70)


def _fail(message: str, code: int) -> int:
    click.echo(f"thetahat: {' '.join(message.split())}", err=True)
    return code


def _hint(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message} (see: {context.command_path} --help)" if context else message


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    click.echo(f"thetahat: warning: {' '.join(str(message).split())}", err=True)


@contextmanager
def patience(what: str) -> Iterator[None]:
    """Say on a terminal what is going on when it takes more than a second, and take it back when it is over."""
    if not sys.stderr.isatty():
        yield
        return
    shown = threading.Event()

    def say() -> None:
        shown.set()
        click.echo(f"{what} …", nl=False, err=True)

    timer = threading.Timer(1.0, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if shown.is_set():
            click.echo("\r\033[K", nl=False, err=True)


def _width() -> int:
    return max(20, min(shutil.get_terminal_size().columns, 100))


# ------------------------------------------------------------------ the model, common to the commands


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a density is declared on the command line."""
    for option in reversed(
        (
            click.option("--density", metavar="TEXT", help='A density, e.g. "lam*exp(-lam*x)"; LaTeX is understood.'),
            click.option(
                "--parameter", "-p", multiple=True, metavar="'NAME: DOMAIN'", help='E.g. "lam: positive"; repeatable.'
            ),
            click.option("--support", metavar="TEXT", help='E.g. "x >= 0", "real", "x in 0, 1, 2, ...".'),
            click.option("--observation", multiple=True, metavar="NAME", help="The variable observed [x]; repeatable."),
            click.option("--given", multiple=True, metavar="NAME", help="A variable conditioned on; repeatable."),
            click.option("--known", multiple=True, metavar="'NAME: DOMAIN'", help="A known constant; repeatable."),
            click.option("--kernel", is_flag=True, help="A likelihood contribution that need not integrate to one."),
        )
    ):
        command = option(command)
    return command


def _pairs(items: tuple[str, ...], separator: str, option: str, example: str) -> dict[str, str]:
    pairs = {}
    for item in items:
        name, found, value = item.partition(separator)
        if not (found and name.strip() and value.strip()):
            raise RequestError(f"{option} {item!r} is not understood: write {option} {example!r}")
        pairs[name.strip()] = value.strip()
    return pairs


def _model(name: str | None, declaration: Mapping[str, Any]) -> Any:
    """The model that the arguments and options describe."""
    density = declaration["density"]
    if density is None:
        unused = [option for option, value in declaration.items() if value]
        if unused:
            raise RequestError(f"--{unused[0]} goes with --density")
        if name is None:
            raise RequestError("say which model: a family (see: thetahat families), a TOML file, or --density")
        if name.endswith(".toml"):
            from thetahat.declare.toml import load

            return load(name)
        from thetahat.families import family

        return family(name)
    if name is not None:
        raise RequestError(f"give a model or --density, not both ({name!r} is one too many)")
    if not declaration["parameter"] or declaration["support"] is None:
        missing = "--parameter" if not declaration["parameter"] else "--support"
        raise RequestError(f"--density needs {missing} as well, e.g. --parameter 'lam: positive' --support 'x >= 0'")
    from thetahat.declare.model import declare

    return declare(
        density,
        parameters=_pairs(declaration["parameter"], ":", "--parameter", "lam: positive"),
        support=declaration["support"],
        observation=_names(declaration["observation"]) or ("x",),
        given=_names(declaration["given"]),
        known=_pairs(declaration["known"], ":", "--known", "m: integer >= 1"),
        kernel=declaration["kernel"],
    )


def _names(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for item in items for name in item.split(",") if name.strip())


def _write(text: str, output: str) -> None:
    text = text if text.endswith("\n") else text + "\n"
    if output == "-":
        click.echo(text, nl=False)
    else:
        from pathlib import Path

        Path(output).write_text(text, encoding="utf-8", newline="\n")


# ------------------------------------------------------------------ commands


@main_group.command()
def families() -> None:
    """List the families of the catalogue."""
    from thetahat.families import families as names
    from thetahat.families import titles

    listed = titles()
    column = max(map(len, names()))
    for name in names():
        click.echo(f"{name:<{column}}  {listed[name]}")


@main_group.command()
@click.argument("model")
def show(model: str) -> None:
    """Show how a MODEL is declared.

    Density, support, parameters, names elsewhere, references.
    """
    from thetahat.describe import describe

    click.echo(describe(_model(model, _nothing_declared()), _width()))


def _nothing_declared() -> dict[str, Any]:
    return {"density": None}


@main_group.command()
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
    declared = _model(model, declaration)
    if form and output != "-":
        raise RequestError("--format is for the terminal; a file's format follows from its suffix")
    options: dict[str, Any] = _observations(data, column, weights, fixed)
    if fragment:
        if not (form == "latex" or output.endswith(".tex")):
            raise RequestError("--fragment is for LaTeX: write to a .tex file, or add --format latex")
        options["fragment"] = True
    from thetahat.pipeline import derive as derived

    with patience(f"deriving {declared.name}"):
        derivation = derived(declared) if budget is None else derived(declared, budget=budget)
        if output == "-":
            width = {"width": _width()} if form in (None, "text") else {}
            document = getattr(derivation, f"to_{form or 'text'}")(lang=lang, detail=detail, **width, **options)
    if output == "-":
        _write(document, "-")
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
        "column": _columns(column),
        "weights": weights,
        "fixed": _values(fixed),
    }


_UNITS = {"": 1, "b": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}


def _bytes(text: str | None) -> int | None:
    """A size such as 500MB or 2GiB in bytes."""
    if text is None:
        return None
    unit = text.strip().lower().lstrip("0123456789. ").removesuffix("b")
    number = text.strip()[: len(text.strip().rstrip("bBkKmMgGiI "))]
    if unit not in _UNITS:
        raise RequestError(f"--memory-limit {text!r} is no size: write e.g. 500MB")
    return int(_number(number, "--memory-limit") * _UNITS[unit])


def _values(fixed: tuple[str, ...]) -> dict[str, float] | None:
    return {name: _number(text, name) for name, text in _pairs(fixed, "=", "--fixed", "mu=0").items()} or None


@main_group.command()
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
    chosen: dict[str, Any] = {"weights": weights, "fixed": _values(fixed), "column": _columns(column), "by": by}
    place: dict[str, Any] = {"table": table, "query": query, "memory_limit": _bytes(memory_limit)}
    if explain:
        from thetahat.estimating import explain as explained

        _write(explained(model, source, **chosen, **place), output)
        return 0
    from thetahat.estimating import fit as fitted
    from thetahat.sources.progress import progress

    with progress(f"fitting {title}"):
        result = fitted(model, source, missing=missing, **chosen, **place)
    if cov != "observed":
        result = result.with_covariance(cov)  # type: ignore[union-attr]  # one fit: there are no groups
    follow = [result.estimate(formula) for formula in estimate]  # type: ignore[union-attr]
    if as_json:
        _write(result.to_json(estimates=follow) if follow else result.to_json(), output)  # type: ignore[call-arg]
    else:
        _write("\n".join([result.summary(_width()), *(q.line() for q in follow)]), output)
    if plot:
        result.plot(file=plot)  # type: ignore[union-attr]  # one fit: there are no groups
    return 0 if all(result.converged.flat if by else (result.converged,)) else 1  # type: ignore[union-attr]


@main_group.command()
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

    with patience("fitting the catalogue"):
        result = chosen(read(data), criterion, kind=kind, column=column, weights=weights)
    _write(json.dumps(result.to_dict(), indent=2) if as_json else str(result), "-")
    return 0 if len(result) else 1


def _to_fit(name: str | None, declaration: Mapping[str, Any]) -> tuple[Any, str]:
    """(a catalogue name, which may be fitted without being declared, or a model; what to call it)."""
    if name is not None and not name.endswith(".toml") and not any(declaration.values()):
        return name, name
    model = _model(name, declaration)
    return model, model.name


def _number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RequestError(f"--fixed {name}={text}: {text!r} is not a number") from None


def _columns(column: tuple[str, ...]) -> str | dict[str, str] | None:
    """None, one column, or a mapping from variables to columns."""
    if len(column) > 1 or any("=" in item for item in column):
        return _pairs(column, "=", "--column", "y=height")
    return column[0] if column else None


@main_group.command()
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
        options["column"] = _columns(column)
    if by:
        options["by"] = tuple(by)
    check(target, options)
    declared = _model(model, declaration)
    with patience(f"deriving {declared.name}"):
        text = generated(declared, target=target, **options)
    _write(text, output)


@main_group.command()
@click.argument("families", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and list what differs.")
@click.option("--directory", "-d", default="generated", show_default=True, metavar="DIR")
@click.option("--plans", metavar="DIR", help="Where the stored plans go [src/thetahat/plans, with the gallery].")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes to use [all cores].")
def build(families: tuple[str, ...], check: bool, directory: str, plans: str | None, jobs: int | None) -> int:
    """Write derivation and code of the catalogue.

    Everything in the directory is written anew, or only what belongs to FAMILIES.
    """
    from pathlib import Path

    from thetahat.build import build as built
    from thetahat.families import families as catalogue

    total = len(families or catalogue())
    home = Path("src/thetahat/plans")
    store = Path(plans) if plans else (home if directory == "generated" and home.is_dir() else None)
    with click.progressbar(length=total, label="building", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        differing = built(
            Path(directory), families, check=check, jobs=jobs, advance=lambda name: bar.update(1), plans=store
        )
    if check:
        for line in differing:
            click.echo(line)
        return 1 if differing else 0
    click.echo(f"{len(differing)} files written or removed in {directory}", err=True)
    return 0
