"""A document as Typst, and as PDF through the compiler that the ``typst`` wheel carries: no TeX is needed."""

from __future__ import annotations

import re

from thetahat.errors import RequestError
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
from thetahat.render.mathematics.measure import em
from thetahat.render.mathematics.typst import quoted, typst

LINE = 36.0
_SPECIAL = re.compile(r"([\\*_`$#@<>\[\]~/])")
_HANGUL = ("Noto Serif CJK KR", "Noto Sans CJK KR", "Source Han Serif K", "NanumMyeongjo", "Nanum Myeongjo", "UnBatang")
_PREAMBLE = """#set document(title: {title}, date: none)
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(font: ({fonts}), size: 10pt, lang: "{lang}")
#set par(justify: true)
#set table(stroke: none, inset: (x: 4pt, y: 3pt))
#show math.equation.where(block: true): set block(breakable: true)
#align(center, text(size: 14pt, hyphenate: false, {title}))
"""


def pdf(document: Document) -> bytes:
    """The bytes of a PDF file.  RequestError without the wheel, or without a font for the document's language."""
    try:
        import typst as compiler
    except ImportError as error:
        raise RequestError("no typst: pip install 'thetahat[typst]'") from error
    import tempfile
    from pathlib import Path

    if document.options.lang == "ko" and not set(_HANGUL) & set(compiler.Fonts().families()):
        raise RequestError("no font for Korean was found: install fonts-noto-cjk, or save as .html instead")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for figure in document.figures:
            (place / document.beside(figure, ".svg")).write_text(alone(figure.svg), encoding="utf-8")
        source = place / "document.typ"
        source.write_text(write(document), encoding="utf-8")
        try:
            made = compiler.compile(source)
        except compiler.TypstError as error:
            raise RequestError(f"typst failed: {str(error).splitlines()[0]}; save as .html instead") from error
    return bytes(made)


def alone(svg: str) -> str:
    """An svg element of a page as a file of its own, black on white."""
    whole = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg" style="background:white"', 1)
    return whole.replace("currentColor", "black")


def write(document: Document) -> str:
    """Typst source, ending with a newline; pictures are svg files beside it."""
    fonts = ['"New Computer Modern"', *(f'"{f}"' for f in _HANGUL if document.options.lang == "ko")]
    head = _PREAMBLE.format(title=quoted(document.title), fonts=", ".join(fonts) + ",", lang=document.options.lang)
    return head + "\n" + "\n".join(_block(b, document) for b in document.blocks) + "\n"


def escaped(text: str) -> str:
    """Plain text with Typst's special signs made harmless."""
    return _SPECIAL.sub(r"\\\1", text)


def _inline(content: Inline) -> str:
    out = ""
    for piece in content:
        match piece:
            case str():
                out += escaped(piece)
            case Maths(node):
                out += f"${typst(node)}$"
            case Reference(number):
                out += f"#link(<eq-{number}>)[({number})]"
            case Code(text):
                out += f"#raw({quoted(text)})"
            case Strong(text):
                out += f"#strong[{escaped(text)}]"
    return out


def _block(block: Block, document: Document) -> str:
    match block:
        case Paragraph(content, lead):
            head = f"#strong[{_inline(lead)}] " if lead else ""
            return f"{head}{_inline(content)}\n"
        case Display():
            return _display(block)
        case Items(items, _):
            return f"#list({', '.join(f'[{_inline(i)}]' for i in items)})\n"
        case Figure(_, _, caption, alt, _):
            file = document.beside(block, ".svg")
            return (
                f"#block(breakable: false, align(center)[#image({quoted(file)}, alt: {quoted(alt)}, width: 60%)\n"
                f"#text(size: 9pt)[{_inline(caption)}]])\n"
            )
        case Table(head, rows, _):
            cells = [f"[{_inline(c)}]" for r in rows for c in r]
            top = ", ".join(f"[{_inline(c)}]" for c in head)
            return (
                f"#align(center, table(columns: {len(head)}, align: left, table.hline(), table.header({top}), "
                f"table.hline(stroke: 0.5pt), {', '.join(cells)}, table.hline()))\n"
            )


def _display(block: Display) -> str:
    rows = lines(block, LINE, em)
    if len(rows) == 1:
        body = " ".join(typst(n) for n in (rows[0].left, rows[0].sign, rows[0].right) if n is not None)
        body += _beside(rows[0])
    else:
        body = " \\\n".join(map(_aligned, rows))
    if not block.number:
        return f"$ {body} $\n"
    return f'#math.equation(block: true, numbering: n => "({block.number})", $ {body} $) <eq-{block.number}>\n'


def _aligned(line: Line) -> str:
    if line.sign is None:
        if line.left is not None:
            return "& " + typst(line.left)
        return "& quad quad " + typst(line.right) + _beside(line)
    left = typst(line.left) + " " if line.left is not None else ""
    return f"{left}& {typst(line.sign)} {typst(line.right)}{_beside(line)}"


def _beside(line: Line) -> str:
    if line.beside is None:
        return ""
    return ("" if line.alone else r"\, quad ") + typst(line.beside)
