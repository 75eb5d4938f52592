"""A document as one self-contained HTML page: MathML, no script, no network; light and dark, screen, phone and paper.

Steps fold (`<details>`): those that belong to the detail wanted are open, the rest is closed.  A formula that is too
wide for a phone is set twice, in long and in short lines, and the style sheet shows the one that fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files

from thetahat.render.blocks import (
    DETAILS,
    Block,
    Code,
    Display,
    Document,
    Figure,
    Inline,
    Items,
    Maths,
    Paragraph,
    Reference,
    Strong,
    Table,
)
from thetahat.render.lines import Line, lines
from thetahat.render.mathematics.mathml import element, mathml
from thetahat.render.mathematics.measure import em
from thetahat.render.words import phrase

WIDE = 36.0
NARROW = 15.0
"""The width of a displayed formula in em: on a desk, and on a phone."""


_OF_NUMBERS = ("estimates", "statistics")
"""Tables whose cells cannot be broken: they scroll by themselves."""


def write(
    document: Document, fragment: bool = False, opened: str = "standard", programs: Mapping[str, str] | None = None
) -> str:
    """A page, ending with a newline; a fragment is the article element alone.

    Steps that a document of the detail ``opened`` shows are open.  ``programs`` (target to source text) stand folded at
    the end, one at a time.
    """
    body = "\n".join([*_sections(document, DETAILS.index(opened)), *_programs(document, programs or {})])
    article = f"<article>\n<h1>{escape(document.title)}</h1>\n{body}\n</article>\n"
    if fragment or document.options.fragment:
        return article
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{document.options.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{article}</main>\n"
        "</body>\n</html>\n"
    )


def _sections(document: Document, rank: int) -> Iterator[str]:
    """A step and its formulas fold together; everything else stands by itself."""
    blocks = list(document.blocks)
    k = 0
    while k < len(blocks):
        block = blocks[k]
        if isinstance(block, Figure):
            end = next((j for j in range(k, len(blocks)) if not isinstance(blocks[j], Figure)), len(blocks))
            yield '<div class="figures">\n' + "\n".join(map(_block, blocks[k:end])) + "\n</div>"
            k = end
        elif isinstance(block, Paragraph) and block.detail:
            end = k + 1
            while end < len(blocks) and isinstance(blocks[end], Display):
                end += 1
            inner = "\n".join(_block(b) for b in blocks[k + 1 : end])
            yield _step(block, inner, DETAILS.index(block.detail) <= rank)
            k = end
        else:
            yield _block(block)
            k += 1


def _programs(document: Document, programs: Mapping[str, str]) -> Iterator[str]:
    """Source texts behind radio buttons, without a script: the style sheet shows the one that is chosen."""
    if not programs:
        return
    said = escape(str(phrase(document.options.lang, "headings", "programs")), quote=False)
    yield f'<details class="programs">\n<summary><h2>{said}</h2></summary>\n<div role="group" aria-label="{said}">'
    for k, target in enumerate(programs):
        state = " checked" if k == 0 else ""
        name = escape(_TARGETS.get(target, target))
        yield f'<input type="radio" name="program" id="to-{target}" class="{target}"{state}>'
        yield f'<label for="to-{target}">{name}</label>'
    for target, text in programs.items():
        name = escape(_TARGETS.get(target, target))
        yield f'<pre class="{target}" tabindex="0" role="region" aria-label="{name}">{escape(text, quote=False)}</pre>'
    yield "</div>\n</details>"


_TARGETS = {"numpy": "NumPy", "c": "C", "r": "R", "sql": "SQL", "stan": "Stan"}
"""How targets are written for readers."""


def _step(block: Paragraph, inner: str, shown: bool) -> str:
    if not inner:
        return f"<p>{_lead(block)}{_inline(block.content)}</p>"
    said = _lead(block, live=False) + _inline(block.content, live=False)
    state = " open" if shown else ""
    return f'<details{state} class="{escape(block.name)}">\n<summary>{said}</summary>\n{inner}\n</details>'


def _lead(block: Paragraph, live: bool = True) -> str:
    return f"<h2>{_inline(block.lead, live)}</h2> " if block.lead else ""


def _inline(content: Inline, live: bool = True) -> str:
    """``live`` content may hold links and stops of the keyboard; the summary of a step, itself a button, may not."""
    out = ""
    for piece in content:
        match piece:
            case str():
                out += escape(piece, quote=False)
            case Maths(node):
                long_ = ' tabindex="0"' if live and em(node) > NARROW else ""
                out += f'<span class="m"{long_}>{element(mathml(node))}</span>'
            case Reference(number):
                out += f'<a href="#eq-{number}">({number})</a>' if live else f"({number})"
            case Code(text):
                out += f"<code>{escape(text)}</code>"
            case Strong(text):
                out += f"<strong>{escape(text)}</strong>"
    return out


def _block(block: Block) -> str:
    match block:
        case Paragraph(content):
            name = f' class="{escape(block.name)}"' if block.name else ""
            return f"<p{name}>{_lead(block)}{_inline(content)}</p>"
        case Display():
            return _display(block)
        case Items(items, _):
            inner = "\n".join(f"<li>{_inline(i)}</li>" for i in items)
            return f"<ul>\n{inner}\n</ul>"
        case Figure(svg, _, caption, alt, _):
            picture = svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1).rstrip()
            return f"<figure>\n{picture}\n<figcaption>{_inline(caption)}</figcaption>\n</figure>"
        case Table(head, rows, name):
            top = "".join(f'<th scope="col">{_inline(c)}</th>' for c in head)
            body = "\n".join("<tr>" + "".join(f"<td>{_inline(c)}</td>" for c in r) + "</tr>" for r in rows)
            table = (
                f'<table class="{escape(name)}">\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'
            )
            return f'<div class="t" tabindex="0">{table}</div>' if name in _OF_NUMBERS else table


def _display(block: Display) -> str:
    anchor = f' id="eq-{block.number}"' if block.number else ""
    number = f'<span class="n">({block.number})</span>' if block.number else ""
    wide, narrow = lines(block, WIDE, em), lines(block, NARROW, em, 0.7 * NARROW)
    if wide == narrow:
        formulas = _scroller(wide, "")
    else:
        formulas = _scroller(wide, " wide") + _scroller(narrow, " narrow")
    return f'<div class="eq"{anchor}>{formulas}{number}</div>'


def formula(rows: list[Line]) -> str:
    """A displayed formula as a MathML element."""
    return element(_formula(rows), display=True)


def block(content: Block) -> str:
    """One block by itself."""
    return _block(content)


def _scroller(rows: list[Line], kind: str) -> str:
    long_ = ' tabindex="0"' if any(_width(r) > NARROW for r in rows) else ""
    return f'<div class="f{kind}"{long_}>{formula(rows)}</div>'


def _width(line: Line) -> float:
    return sum(em(n) for n in (line.left, line.sign, line.right, line.beside) if n is not None)


def _formula(rows: list[Line]) -> str:
    if len(rows) == 1:
        parts = [mathml(n) for n in (rows[0].left, rows[0].sign, rows[0].right) if n is not None]
        return f"<mrow>{''.join(parts)}{_beside(rows[0])}</mrow>"
    return f'<mtable displaystyle="true">{"".join(_aligned(r) for r in rows)}</mtable>'


def _aligned(line: Line) -> str:
    left = mathml(line.left) if line.left is not None else ""
    sign = mathml(line.sign) if line.sign is not None else ""
    if line.sign is None and line.left is not None:
        return f'<mtr><mtd class="l" columnspan="3">{left}</mtd></mtr>'
    right = mathml(line.right) + _beside(line)
    hang = " h" if line.sign is None else ""
    return f'<mtr><mtd class="r">{left}</mtd><mtd>{sign}</mtd><mtd class="l{hang}"><mrow>{right}</mrow></mtd></mtr>'


def _beside(line: Line) -> str:
    if line.beside is None:
        return ""
    comma = "" if line.alone else '<mo separator="true">,</mo><mspace width="1.5em"></mspace>'
    return comma + mathml(line.beside)
