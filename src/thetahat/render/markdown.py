r"""A document as Markdown that GitHub, Quarto and MyST render: $…$ and $$…$$, numbers by \tag.

GitHub reads mathematics as text first: a letter or a Hangul syllable right behind a closing dollar hides the formula,
and a backslash before punctuation is lost.  So a word joiner stands between a formula and a particle, and braces are
written as words (\lbrace).
"""

from __future__ import annotations

import re

from thetahat.render.blocks import (
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
from thetahat.render.mathematics.layout import Node
from thetahat.render.mathematics.measure import em
from thetahat.render.mathematics.tex import tex

LINE = 40.0
_JOINER = "\u2060"
_WORDS = {r"\{": r"\lbrace ", r"\}": r"\rbrace ", r"\,": r"\thinspace ", r"\;": r"\thickspace "}
_SPECIAL = re.compile(r"([\\`*_\[\]<>$#|])")


def write(document: Document) -> str:
    """Markdown, ending with a newline."""
    body = "\n\n".join(_block(b, document) for b in document.blocks)
    if document.options.fragment:
        return body + "\n"
    return f"# {escaped(document.title)}\n\n{body}\n"


def escaped(text: str) -> str:
    """Plain text with Markdown's special signs made harmless."""
    return _SPECIAL.sub(r"\\\1", text)


def mathematics(node: Node) -> str:
    """LaTeX without a backslash before punctuation, which Markdown would take away; ``<`` apart, lest it open a tag."""
    out = tex(node)
    for mark, word in _WORDS.items():
        out = out.replace(mark, word)
    return re.sub(r"\s*([<>])\s*", r" \1 ", out)


def _inline(content: Inline) -> str:
    out = ""
    formula = False
    for piece in content:
        match piece:
            case str():
                text = escaped(piece)
                out += _JOINER + text if formula and text[:1].isalnum() else text
            case Maths(node):
                out += f"${mathematics(node)}$"
            case Reference(number):
                out += f"({number})"
            case Code(text):
                out += f"`{text}`"
            case Strong(text):
                out += f"**{escaped(text)}**"
        formula = isinstance(piece, Maths)
    return out


def _block(block: Block, document: Document) -> str:
    match block:
        case Paragraph(content, lead, _):
            head = _lead(lead) if lead else ""
            return " ".join(part for part in (head, _inline(content)) if part)
        case Display():
            return _display(block)
        case Items(items, _):
            return "\n".join(f"- {_inline(i)}" for i in items)
        case Figure(_, _, caption, alt, _):
            return f"![{escaped(alt)}]({document.beside(block, '.svg')})\n\n{_inline(caption)}"
        case Table(head, rows, _):
            ruled = "|" + " --- |" * len(head)
            return "\n".join([_row(head), ruled, *(_row(r) for r in rows)])


def _lead(lead: Inline) -> str:
    """Bold words; a formula in a heading stands outside the stars, which would hide it."""
    out = ""
    for piece in lead:
        if isinstance(piece, str):
            inner = piece.strip()
            blank = " " if piece.endswith(" ") else ""
            start = " " if piece.startswith(" ") else ""
            out += f"{start}**{escaped(inner)}**{blank}" if any(c.isalnum() for c in inner) else escaped(piece)
        else:
            out += _inline((piece,))
    return out


def _row(cells: tuple[Inline, ...]) -> str:
    # a bar inside a formula would end the cell
    return "| " + " | ".join(_inline(c).replace("|", r"\vert ") for c in cells) + " |"


def _display(block: Display) -> str:
    rows = lines(block, LINE, em)
    tag = rf" \tag{{{block.number}}}" if block.number else ""
    if len(rows) == 1:
        line = rows[0]
        parts = [mathematics(p) for p in (line.left, line.sign, line.right) if p is not None]
        return f"$$\n{' '.join(p for p in parts if p)}{_beside(line)}{tag}\n$$"
    inner = " \\\\\n".join(_aligned(line) for line in rows)
    return f"$$\n\\begin{{aligned}}\n{inner}\n\\end{{aligned}}{tag}\n$$"


def _aligned(line: Line) -> str:
    if line.sign is None:
        if line.left is not None:
            return "&" + mathematics(line.left)
        return r"&\qquad " + mathematics(line.right) + _beside(line)
    left = mathematics(line.left) + " " if line.left is not None else ""
    return f"{left}&{mathematics(line.sign).strip()} {mathematics(line.right)}{_beside(line)}"


def _beside(line: Line) -> str:
    if line.beside is None:
        return ""
    return ("" if line.alone else r",\qquad ") + mathematics(line.beside)
