"""What is said about a model besides its mathematics: title, letters, names elsewhere, references.  All of it checked.

These texts end up in documents and in programs, so commands and control characters have no place in them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from thetahat.declare.latex_words import GREEK, VARIANTS
from thetahat.declare.names import near, shown
from thetahat.declare.parser import parse
from thetahat.declare.syntax import free_names
from thetahat.errors import DeclarationError

LONGEST_LINE = 500
LONGEST_LETTER = 60
SYSTEMS = ("scipy", "r", "stan")
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_FOREIGN_NAME = re.compile(r"[A-Za-z_.][A-Za-z0-9_.]*", re.ASCII)
_LETTER = re.compile(r"(?:\\[A-Za-z]+|[A-Za-z0-9{}_^ ',()*+-])+", re.ASCII)
_COMMAND = re.compile(r"\\([A-Za-z]+)", re.ASCII)
_COMMANDS = frozenset(
    {*GREEK, *VARIANTS, "mathrm", "mathit", "mathbf", "mathcal", "mathsf", "boldsymbol", "tilde", "bar", "prime"}
    | {"ast", "star", "ell", "min", "max", "dagger", "operatorname", "text"}
)


def checked_line(text: Any, what: str) -> str:
    """One line of prose."""
    if not isinstance(text, str) or len(text) > LONGEST_LINE or any(ord(c) < 32 or ord(c) == 127 for c in text):
        raise DeclarationError(
            f"{what}: {shown(text)} should be one line of text, at most {LONGEST_LINE} characters long"
        )
    return text


def checked_title(title: Any) -> str | dict[str, str]:
    """A title, or one for each language."""
    if not isinstance(title, Mapping):
        return checked_line(title, "title")
    for language in title:
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise DeclarationError(f"title: {shown(language)} is not a language code such as 'en' or 'ko'")
    return {language: checked_line(line, "title") for language, line in title.items()}


def checked_notation(notation: Any, names: Collection[str]) -> dict[str, str]:
    """LaTeX letters for declared names."""
    if not isinstance(notation, Mapping):
        raise DeclarationError("notation: expected names with their letters, such as shape = '\\\\alpha'")
    for name, letter in notation.items():
        if name not in names:
            raise DeclarationError(f"notation: {shown(name)} is not declared{near(str(name), names)}")
        if not isinstance(letter, str) or len(letter) > LONGEST_LETTER or not _LETTER.fullmatch(letter):
            raise DeclarationError(f"notation: {shown(letter)} is not a letter in LaTeX, such as k, \\theta or x_{{m}}")
        for command in _COMMAND.findall(letter):
            if command not in _COMMANDS:
                raise DeclarationError(
                    f"notation: the command {shown(command)} cannot stand in a letter{near(command, _COMMANDS)}"
                )
        if not _balanced(letter):
            raise DeclarationError(f"notation: the braces of {shown(letter)} do not match")
    return dict(notation)


def _balanced(letter: str) -> bool:
    depth = 0
    for c in letter:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def checked_aliases(aliases: Any, names: Collection[str]) -> dict[str, dict[str, str]]:
    """Names in other systems: {"scipy": {"name": "gamma", "a": "shape"}}; the values are formulas over our names."""
    if not isinstance(aliases, Mapping):
        raise DeclarationError("aliases: expected a table for each system, such as [aliases.scipy]")
    return {system: _alias(system, table, names) for system, table in aliases.items()}


def _alias(system: Any, table: Any, names: Collection[str]) -> dict[str, str]:
    if system not in SYSTEMS:
        raise DeclarationError(
            f"aliases: {shown(system)} is not one of {', '.join(SYSTEMS)}{near(str(system), SYSTEMS)}"
        )
    what = f"aliases.{system}"
    if not isinstance(table, Mapping) or not isinstance(table.get("name"), str):
        raise DeclarationError(f"{what}: expected a table with the name there, such as name = 'gamma'")
    found = {}
    for theirs, ours in table.items():
        if not isinstance(theirs, str) or not _FOREIGN_NAME.fullmatch(theirs):
            raise DeclarationError(f"{what}: {shown(theirs)} is not a name")
        text = str(ours) if isinstance(ours, int | float) and not isinstance(ours, bool) else ours
        if not isinstance(text, str):
            raise DeclarationError(f"{what}: {theirs} should be a formula over the parameters, such as '1/rate'")
        if theirs == "name":
            if not _FOREIGN_NAME.fullmatch(text):
                raise DeclarationError(f"{what}: {shown(text)} is not a name")
        else:
            checked_formula(text, names, f"{what}.{theirs}")
        found[theirs] = text
    return found


def checked_formula(text: str, names: Collection[str], what: str) -> None:
    """Refuse a formula over anything but these names."""
    for n in free_names(parse(text, names, what=what)):
        if n not in names:
            raise DeclarationError(f"{what}: {shown(n)} is not declared{near(n, names)}")
