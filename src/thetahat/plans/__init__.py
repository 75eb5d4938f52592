"""Plans that are there before anybody asks: the catalogue's, which the package carries, and those derived before.

    shipped(name)          the plan of a catalogue family as it was; None if there is none for this text of the family
    kept(key), keep(...)   plans of declared densities, and of families with a parameter held, in the user's cache

A plan is found by what it was made from: the declaration's text and the version of the program.  Where either differs
the plan is not used, and the model is derived anew.  `thetahat build` writes the catalogue's plans.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from thetahat import __version__
from thetahat.core.cache import CACHE as CACHE
from thetahat.core.cache import directory as directory
from thetahat.core.plan import Plan, decode, encode


@dataclass(frozen=True, eq=False)
class Recipe:
    """A plan, the names of all declared parameters (those held included) and of known constants, a title."""

    plan: Plan
    names: tuple[str, ...]
    known: tuple[str, ...]
    title: str = ""


def written(recipe: Recipe, key: str) -> str:
    """A recipe as JSON text, one line for each part of the plan (deterministic)."""
    head = {"key": key, "names": recipe.names, "known": recipe.known, "title": recipe.title}
    lines = [f'"{k}":{json.dumps(v, ensure_ascii=False)}' for k, v in head.items()]
    parts = encode(recipe.plan)
    body = ",\n".join(f'"{k}":{json.dumps(v, sort_keys=True, separators=(",", ":"))}' for k, v in parts.items())
    return "{" + ",\n".join(lines) + ',\n"plan":{\n' + body + "}}\n"


def read(text: str, key: str) -> Recipe | None:
    """The recipe in a text; None if it was made from something else."""
    try:
        found = json.loads(text)
        if found["key"] != key:
            return None
        return Recipe(decode(found["plan"]), tuple(found["names"]), tuple(found["known"]), found["title"])
    except (ValueError, KeyError, TypeError):
        # A file that is cut off or was written by another version is as good as none.
        return None


def key_of(*parts: str) -> str:
    """What a plan is found by: a digest of the texts that it was made from and of the version."""
    text = "\0".join([__version__, *parts])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


# ------------------------------------------------------------------ the catalogue


def catalogue_key(name: str) -> str:
    """The key of a family's plan."""
    from thetahat.families import source

    return key_of(source(name))


@cache
def shipped(name: str) -> Recipe | None:
    """The stored plan of a catalogue family (its own name), if it was made from the family's present text."""
    file = files(__name__) / f"{name}.json"
    if not file.is_file():
        return None
    return read(file.read_text(encoding="utf-8"), catalogue_key(name))


# ------------------------------------------------------------------ the user's cache


@cache
def program() -> str:
    """A digest of the program's files (names, sizes, times): a changed rule makes other plans."""
    root = Path(__file__).parent.parent
    stats = ((p.relative_to(root).as_posix(), p.stat()) for p in sorted(root.rglob("*.py")))
    return hashlib.sha256(repr([(n, s.st_size, s.st_mtime_ns) for n, s in stats]).encode()).hexdigest()[:16]


def kept(parts: Iterable[str]) -> Recipe | None:
    """The plan that was kept for these texts."""
    place = directory()
    if place is None:
        return None
    key = key_of(program(), *parts)
    try:
        return read((place / f"{key}.json").read_text(encoding="utf-8"), key)
    except (OSError, UnicodeDecodeError):
        return None


def keep(parts: Iterable[str], recipe: Recipe) -> None:
    """Keep a plan for these texts; where that is not possible nothing is lost but time."""
    place = directory()
    if place is None:
        return
    key = key_of(program(), *parts)
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place, prefix=".", suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(written(recipe, key))
        # Another process may keep the same plan at the same time: the last one wins, and neither sees half a file.
        Path(temporary).replace(place / f"{key}.json")
    except OSError:
        return
