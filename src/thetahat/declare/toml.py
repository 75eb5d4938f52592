"""A model from a TOML file: the catalogue's format, which is also the one that users write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from thetahat.core.model import Citation
from thetahat.core.statistics import SAMPLE_SIZE, Observation
from thetahat.declare.described import checked_line
from thetahat.declare.expression import to_sympy
from thetahat.declare.model import Model, declare
from thetahat.declare.names import STATISTICS, near, shown
from thetahat.declare.parser import parse
from thetahat.declare.syntax import free_names, is_condition
from thetahat.errors import DeclarationError, RequestError

LARGEST_FILE = 200_000

KEYS: Mapping[str, type | tuple[type, ...]] = {
    "title": (str, dict),
    "density": str,
    "support": (str, dict),
    "parameters": dict,
    "known": dict,
    "observation": (list, str),
    "given": (list, str),
    "kernel": bool,
    "notation": dict,
    "aliases": dict,
    "references": list,
    "cited": list,
}
REQUIRED = ("density", "support", "parameters")
CITED = ("claim", "statement", "source", "condition")
CLAIMS = ("exists", "unique")


def load(path: str | PathLike[str]) -> Model:
    """The model that a TOML file declares.

    Raises
    ------
    RequestError
        if there is no such file.
    DeclarationError
        if it is not TOML, holds an unknown key, or declares no model.
    """
    file = Path(path)
    if not file.is_file():
        beside = [p.name for p in file.parent.glob("*.toml")] if file.parent.is_dir() else []
        raise RequestError(f"there is no file {shown(file, 80)}{near(file.name, beside)}")
    if file.stat().st_size > LARGEST_FILE:
        raise DeclarationError(f"{file.name}: larger than {LARGEST_FILE} bytes; a declaration is a short text")
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise DeclarationError(f"{file.name}: not a UTF-8 text ({error.reason} at byte {error.start})") from error
    return read(text, file.stem, file.name)


def read(text: str, stem: str, where: str) -> Model:
    """The model that a TOML text declares; ``stem`` becomes its name, ``where`` begins every error message."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DeclarationError(f"{where}: not a TOML file ({shown(error, 80)})") from error
    try:
        return _model(table, _name(stem))
    except DeclarationError as error:
        raise DeclarationError(f"{where}: {error}") from error


def _name(stem: str) -> str:
    """A file's stem as an identifier: my-density.toml declares my_density."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", stem, flags=re.ASCII).strip("_")[:40]
    return name if name[:1].isalpha() else f"density_{name}".strip("_")


def _model(table: Mapping[str, Any], name: str) -> Model:
    for key, value in table.items():
        if key not in KEYS:
            raise DeclarationError(f"unknown key {shown(key)}{near(key, KEYS)}; known: {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise DeclarationError(f"{key}: a {type(value).__name__} has no place here; see the families' files")
    for key in REQUIRED:
        if key not in table:
            example = "a table [parameters] with lines such as mu = 'real'" if key == "parameters" else f"{key} = '…'"
            raise DeclarationError(f"{key} is missing; add {example}")
    model = declare(
        table["density"],
        parameters=table["parameters"],
        support=table["support"],
        observation=table.get("observation", ("x",)),
        given=table.get("given", ()),
        known=table.get("known", {}),
        kernel=table.get("kernel", False),
        title=table.get("title", ""),
        name=name,
        notation=table.get("notation"),
        aliases=table.get("aliases"),
        references=table.get("references", ()),
    )
    return replace(model, citations=tuple(_citations(table.get("cited", ()), model)))


def _citations(cited: Iterable[Any], model: Model) -> Iterable[Citation]:
    for entry in cited:
        if not isinstance(entry, Mapping):
            raise DeclarationError("cited: expected tables [[cited]] with claim, statement and source")
        for key in entry:
            if key not in CITED:
                raise DeclarationError(f"cited: unknown key {shown(key)}{near(key, CITED)}; known: {', '.join(CITED)}")
        for key in CITED[:3]:
            if key not in entry:
                raise DeclarationError(f"cited: {key} is missing")
        claim = entry["claim"]
        if claim not in CLAIMS:
            raise DeclarationError(f"cited: the claim {shown(claim)} is not one of {', '.join(CLAIMS)}")
        yield Citation(
            claim,
            checked_line(entry["statement"], "cited"),
            checked_line(entry["source"], "cited"),
            condition(entry["condition"], model) if "condition" in entry else None,
        )


def condition(text: Any, model: Model) -> Any:
    """A relation over statistics of the sample, such as ``mean((x - mean(x))**2) > mean(x)``.

    ``total``, ``mean``, ``minimum`` and ``maximum`` take a function of one observation; ``n`` is the sample size
    unless a parameter has that name.
    """
    what = "condition"
    names: dict[str, Any] = {"n": SAMPLE_SIZE}
    names |= {p.name: p.symbol for p in (*model.parameters, *model.known)}
    names |= {x.name: x for x in model.observation}
    node = parse(text, names, what=what, extra=STATISTICS)
    for n in free_names(node):
        if n not in names:
            raise DeclarationError(f"{what}: {shown(n)} is not declared{near(n, names)}")
    if not is_condition(node):
        raise DeclarationError(f"{what}: {shown(text)} is not an inequality")
    relation = to_sympy(node, names, what)
    loose = [s for s in relation.free_symbols if isinstance(s, Observation)]
    if loose:
        raise DeclarationError(f"{what}: {loose[0]} stands outside total(…), mean(…), minimum(…) and maximum(…)")
    return relation
