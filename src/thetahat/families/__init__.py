"""The catalogue: every TOML file beside this one is a family.  Data only.

A file is read when its family is asked for; names elsewhere (SciPy's, R's, Stan's) are looked up in an index made of
the files' ``[aliases]`` tables, only when a name is not a file's.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from thetahat.declare.names import near, shown
from thetahat.errors import FamilyError

if TYPE_CHECKING:
    from thetahat.declare.model import Model


def families() -> tuple[str, ...]:
    """The names of all families, in alphabetical order."""
    return _listed()


@cache
def _listed() -> tuple[str, ...]:
    return tuple(sorted(f.name.removesuffix(".toml") for f in files(__name__).iterdir() if f.name.endswith(".toml")))


def family(name: str) -> Model:
    """The family with this name, or with this name in SciPy, R or Stan; capitals, blanks and hyphens do not matter.

    Raises
    ------
    FamilyError
        if there is none, with the names that come near.
    """
    return _family(resolved(name))


def resolved(name: str) -> str:
    """The catalogue's own name of a family.

    Raises
    ------
    FamilyError
        if there is none.
    """
    if not isinstance(name, str):
        raise FamilyError(f"a family is named by a text such as 'gamma', not {type(name).__name__}")
    key = _key(name)
    if key in families():
        return key
    index = _aliases()
    if key in index:
        return index[key]
    hint = near(key, [*families(), *index])
    raise FamilyError(f"there is no family {shown(name)}{hint or '; `thetahat families` lists them'}")


def titles(language: str = "en") -> dict[str, str]:
    """The title of every family."""
    found = {}
    for name in families():
        title = _table(name).get("title", name)
        found[name] = title if isinstance(title, str) else title.get(language) or title.get("en", name)
    return found


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def source(name: str) -> str:
    """The text of a family's file."""
    return (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(source(name))


@cache
def _family(name: str) -> Model:
    from thetahat.declare.toml import read

    return read(source(name), name, f"{name}.toml")


@cache
def _aliases() -> dict[str, str]:
    """Names elsewhere to ours.  Where several families claim one (normal, normal_sd), the shortest name has it."""
    index: dict[str, str] = {}
    for name in sorted(families(), key=lambda n: (len(n), n)):
        for system in _table(name).get("aliases", {}).values():
            index.setdefault(_key(system["name"]), name)
    return index
