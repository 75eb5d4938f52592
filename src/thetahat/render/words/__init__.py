"""The words: one catalogue file for each language, and sentences with formulas set into them.

A template is plain text with placeholders: ``{parameter}`` a formula, a number, or a list of them; ``{parameter|은는}``
the same followed by the Korean particle that fits.  A table of templates chooses by the number of things in a list
(``none``, ``one``, ``other``; ``of`` names the list), by the kind of model (``continuous``, ``discrete``, ``kernel``),
says a sentence shorter when the step before had the same one (``next``), does without the numbers of equations that are
not shown (``uncited``), or knows a binding's special value (``"level=1/2"``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ko")
REFERENCE_LANGUAGE = "en"

PLACEHOLDER = re.compile(r"\{(\w+)(?:\|([\w가-힣]+))?\}")


@cache
def catalogue(lang: str) -> dict[str, Any]:
    """The whole catalogue of a language: section -> key -> template.  Raises `RequestError` for an unknown language."""
    path = files(__package__).joinpath(f"{lang}.toml")
    if not path.is_file():
        from thetahat.errors import RequestError

        raise RequestError(f"no words for the language {lang!r}: choose one of {', '.join(languages())}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in files(__package__).iterdir() if p.name.endswith(".toml")))


def phrase(lang: str, section: str, key: str) -> Any:
    """A template; what a language lacks is taken from English, and a key that English lacks is shown as it is."""
    for source in (lang, REFERENCE_LANGUAGE):
        found = catalogue(source).get(section, {}).get(key)
        if found is not None:
            return found
    return key.replace("_", " ")


def has(section: str, key: str) -> bool:
    """Whether English, and so every language, has this key."""
    return key in catalogue(REFERENCE_LANGUAGE).get(section, {})


def placeholders(template: Any) -> set[str]:
    """The names of the placeholders in a template, in all its variants."""
    if isinstance(template, Mapping):
        return set().union(*(placeholders(v) for k, v in template.items() if k != "of")) | (
            {template["of"]} if "of" in template else set()
        )
    return {m.group(1) for m in PLACEHOLDER.finditer(template)} - {"_"}


def missing(lang: str) -> list[str]:
    """What a catalogue lacks against English, as ``section.key``; also templates with unknown placeholders."""
    own = catalogue(lang)
    lacks = []
    for section, entries in catalogue(REFERENCE_LANGUAGE).items():
        for key, template in entries.items():
            if key not in own.get(section, {}):
                lacks.append(f"{section}.{key}")
            elif not placeholders(own[section][key]) <= placeholders(template):
                lacks.append(
                    f"{section}.{key}: {', '.join(sorted(placeholders(own[section][key]) - placeholders(template)))}"
                )
    return lacks


def pieces(template: str) -> Iterator[str | tuple[str, str]]:
    """Plain text, and (name, modifier) for each placeholder, in order."""
    at = 0
    for m in PLACEHOLDER.finditer(template):
        if m.start() > at:
            yield template[at : m.start()]
        yield m.group(1), m.group(2) or ""
        at = m.end()
    if at < len(template):
        yield template[at:]


def chosen(template: Any, bindings: Mapping[str, Any], again: bool = False, kind: str = "") -> str:
    """The variant of a template that fits the bindings."""
    if isinstance(template, str):
        return template
    for case in template:
        name, equals, value = case.partition("=")
        if equals and str(bindings.get(name)) == value:
            return template[case]
    if kind in template:
        return template[kind]
    if again and "next" in template:
        return template["next"]
    if "of" in template:
        many = bindings.get(template["of"])
        count = len(many) if isinstance(many, list | tuple) else many if isinstance(many, int) else 1
        if count == 0 and "none" in template:
            return template["none"]
        return template["one"] if count <= 1 and "one" in template else template["other"]
    return template.get("first", template.get("other", ""))


def sentence(reason: Any, lang: str = "en", notation: Mapping[str, str] | None = None) -> str:
    """A reason as one sentence of plain text, its formulas in Unicode; ``notation`` gives parameters letters."""
    from thetahat.render.inline import Speaker, plain
    from thetahat.render.mathematics import Setting

    return plain(Speaker(lang, Setting(notation)).sentence(reason))
