"""Options and arguments as what they mean: a declared model, columns, values, a size in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from thetahat.errors import RequestError


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


def pairs(items: tuple[str, ...], separator: str, option: str, example: str) -> dict[str, str]:
    """Name and value of each item, such as 'lam: positive'."""
    read = {}
    for item in items:
        name, found, value = item.partition(separator)
        if not (found and name.strip() and value.strip()):
            raise RequestError(f"{option} {item!r} is not understood: write {option} {example!r}")
        read[name.strip()] = value.strip()
    return read


def declared_model(name: str | None, declaration: Mapping[str, Any]) -> Any:
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
        parameters=pairs(declaration["parameter"], ":", "--parameter", "lam: positive"),
        support=declaration["support"],
        observation=names_in(declaration["observation"]) or ("x",),
        given=names_in(declaration["given"]),
        known=pairs(declaration["known"], ":", "--known", "m: integer >= 1"),
        kernel=declaration["kernel"],
    )


def names_in(items: tuple[str, ...]) -> tuple[str, ...]:
    """Names, with commas between them or each for itself."""
    return tuple(name.strip() for item in items for name in item.split(",") if name.strip())


def columns(column: tuple[str, ...]) -> str | dict[str, str] | None:
    """None, one column, or a mapping from variables to columns."""
    if len(column) > 1 or any("=" in item for item in column):
        return pairs(column, "=", "--column", "y=height")
    return column[0] if column else None


def values(fixed: tuple[str, ...]) -> dict[str, float] | None:
    """Values by name, or None."""
    given = pairs(fixed, "=", "--fixed", "mu=0")
    return {name: _number(text, f"--fixed {name}={text}") for name, text in given.items()} or None


def _number(text: str, told: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RequestError(f"{told}: {text!r} is not a number") from None


_UNITS = {"": 1, "b": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}


def size_in_bytes(text: str | None) -> int | None:
    """A size such as 500MB or 2GiB in bytes."""
    if text is None:
        return None
    unit = text.strip().lower().lstrip("0123456789. ").removesuffix("b")
    number = text.strip()[: len(text.strip().rstrip("bBkKmMgGiI "))]
    if unit not in _UNITS:
        raise RequestError(f"--memory-limit {text!r} is no size: write e.g. 500MB")
    return int(_number(number, f"--memory-limit {text}") * _UNITS[unit])
