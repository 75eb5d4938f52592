"""The gallery's two front pages: one for a browser, which can be searched offline, and one for a code host.

entry(document, derivation)    what one family is there
page(entries)                  a self-contained HTML page; without its script every family is shown
table(entries, mark)           Markdown
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from thetahat.core.derivation import Derivation, Verdict
from thetahat.render import html, words
from thetahat.render.blocks import Block, Display, Document, Paragraph
from thetahat.render.inline import plain
from thetahat.render.lines import lines
from thetahat.render.markdown import mathematics
from thetahat.render.mathematics.layout import Node, row
from thetahat.render.mathematics.measure import em

_CARD = 20.0
"""The width of a formula on a card, in em."""
_CELL = 16.0
"""The width of a formula in a table's cell, in em."""
_LANGUAGES = {"en": "English", "ko": "한국어"}
_PROGRAMS = {"py": "NumPy", "c": "C", "R": "R", "sql": "SQL", "stan": "Stan"}
"""The ending of a program's file to the name of its language."""


@dataclass(frozen=True)
class Entry:
    """One family: its name, its title, what kind of answer it has, that answer as HTML and as Markdown, its programs.

    ``programs`` are the endings of their files, the NumPy module's first.
    """

    name: str
    title: str
    verdict: str
    maximum: str
    card: str
    cell: str
    words: str
    programs: tuple[str, ...] = ("py",)


def entry(
    derivation: Derivation,
    document: Document,
    title: str,
    other_titles: Sequence[str] = (),
    programs: Sequence[str] = ("py",),
) -> Entry:
    """A family's place in the gallery, from its English document and the endings of its programs."""
    answer = _answer(document)
    name, verdict = document.name, derivation.verdict.value
    card = "\n".join(_card(b) for b in answer).replace('href="#', f'href="{name}.html#')
    searched = " ".join([name, title, *other_titles, verdict, *map(str, _names(derivation))]).lower()
    maximum = derivation.certificate.status("maximum").value
    shown = tuple(ending for ending in _PROGRAMS if ending in programs)
    return Entry(name, title, verdict, maximum, card, _cell(answer, verdict), searched, shown)


def _names(derivation: Derivation) -> list[str]:
    """What other systems call it."""
    called = derivation.model.aliases.values()
    return [str(names.get("name", "")) if isinstance(names, Mapping) else str(names) for names in called]


def _answer(document: Document) -> list[Block]:
    """The statement of the result without its introduction."""
    end = next(k for k, b in enumerate(document.blocks) if isinstance(b, Paragraph) and b.name == "verdict")
    return list(document.blocks[1:end])


def _card(block: Block) -> str:
    if isinstance(block, Display):
        return f'<div class="f" tabindex="0">{html.formula(lines(block, _CARD, em))}</div>'
    return html.block(block)


def _cell(answer: list[Block], verdict: str) -> str:
    """The formulas if they are short, else what kind of answer there is."""
    shown = [_whole(b) for b in answer if isinstance(b, Display)]
    closed = verdict != Verdict.UNBOUNDED.value and all(isinstance(b, Display) for b in answer)
    if shown and closed and sum(map(em, shown)) <= _CELL * len(shown) and max(map(em, shown)) <= _CELL:
        return ", ".join(f"${mathematics(n)}$".replace("|", r"\vert ") for n in shown)
    told = plain(_phrase(verdict))
    return told[0].upper() + told[1:].rstrip(".")


def _phrase(verdict: str) -> tuple[str]:
    return (str(words.phrase(words.REFERENCE_LANGUAGE, "verdicts", verdict)),)


def _whole(display: Display) -> Node:
    parts = [display.left]
    for sign, right in display.right:
        parts += [sign, right]
    return row(*parts)


# ---------------------------------------------------------------- the page


def page(entries: Sequence[Entry]) -> str:
    """The front page for a browser."""
    style, script = (
        files(__package__).joinpath(f"gallery.{kind}").read_text(encoding="utf-8") for kind in ("css", "js")
    )
    used = [v for v in Verdict if any(e.verdict == v.value for e in entries)]
    options = "".join(f'<option value="{v.value}">{v.value}</option>' for v in used)
    items = "\n".join(map(_item, entries))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The catalogue, derived</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>The catalogue, derived</h1>
<p>Maximum-likelihood estimators of {len(entries)} families, each with its derivation and its code.</p>
<form hidden>
<label>Search<input type="search" name="words" autocomplete="off"></label>
<label>Verdict<select name="verdict"><option value="">any</option>{options}</select></label>
<output aria-live="polite"></output>
</form>
<ul class="families">
{items}
</ul>
</main>
<script>
{script}</script>
</body>
</html>
"""


def _item(e: Entry) -> str:
    documents = ", ".join(
        f'<a href="{e.name}{infix}.html" hreflang="{lang}" lang="{lang}">{_LANGUAGES[lang]}</a> '
        f'(<a href="{e.name}{infix}.tex" aria-label="{_LANGUAGES[lang]}, TeX: {escape(e.title)}">TeX</a>)'
        for lang, infix in (("en", ""), ("ko", ".ko"))
    )
    programs = ", ".join(
        f'<a href="{e.name}.{ending}" aria-label="{_PROGRAMS[ending]}: {escape(e.title)}">{_PROGRAMS[ending]}</a>'
        for ending in e.programs
    )
    status = "" if e.verdict == "unbounded" else f"; maximum {words.phrase('en', 'statuses', e.maximum)}"
    return f"""<li data-verdict="{e.verdict}" data-words="{escape(e.words)}">
<h2><a href="{e.name}.html">{escape(e.title)}</a></h2>
<p class="kind"><code>{e.name}</code> · {e.verdict}{status}</p>
<div class="answer">
{e.card}
</div>
<p class="links">{documents} · {programs}</p>
</li>"""


# ---------------------------------------------------------------- the table


def table(entries: Sequence[Entry], mark: str) -> str:
    """The front page for a code host."""
    head = [
        "# The catalogue, derived",
        "",
        mark,
        "",
        "`thetahat build` writes this directory from the family files; nothing here is written by hand. In a browser,",
        "[index.html](index.html) shows every estimator and can be searched.",
        "",
        "*Verdict* tells what kind of answer there is, *maximum* how sure it is that the answer is the maximum.",
        "",
        "| family | estimator | verdict | maximum | derivation | code |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *map(line, entries)]) + "\n"


def line(e: Entry) -> str:
    """One family's row of the table."""
    name = e.name
    documents = (
        f"[English]({name}.md) ([HTML]({name}.html), [TeX]({name}.tex)), "
        f"[한국어]({name}.ko.md) ([HTML]({name}.ko.html), [TeX]({name}.ko.tex))"
    )
    maximum = "–" if e.verdict == "unbounded" else words.phrase("en", "statuses", e.maximum)
    programs = ", ".join(f"[{_PROGRAMS[ending]}]({name}.{ending})" for ending in e.programs)
    return f"| {e.title}<br>`{name}` | {e.cell} | {e.verdict} | {maximum} | {documents} | {programs} |"
