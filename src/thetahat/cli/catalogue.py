"""`families`, `show`, `build`: the catalogue."""

from __future__ import annotations

import sys

import click

from thetahat.cli.options import declared_model
from thetahat.cli.terminal import text_width


@click.command()
def families() -> None:
    """List the families of the catalogue."""
    from thetahat.families import families as names
    from thetahat.families import titles

    listed = titles()
    column = max(map(len, names()))
    for name in names():
        click.echo(f"{name:<{column}}  {listed[name]}")


@click.command()
@click.argument("model")
def show(model: str) -> None:
    """Show how a MODEL is declared.

    Density, support, parameters, names elsewhere, references.
    """
    from thetahat.describe import describe

    click.echo(describe(declared_model(model, {"density": None}), text_width()))


@click.command()
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
