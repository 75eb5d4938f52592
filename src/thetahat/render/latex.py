r"""A document as LaTeX: article, amsmath, amssymb, hyperref; kotex for Korean.  A fragment is the body alone.

Equations are numbered by LaTeX itself, in the same order as in every other format, and labelled ``eq:<name>:<number>``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

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
from thetahat.render.inline import plain
from thetahat.render.letters_in_text import GREEK_IN_TEXT
from thetahat.render.lines import Line, lines
from thetahat.render.mathematics.measure import columns as columns_of
from thetahat.render.mathematics.measure import em
from thetahat.render.mathematics.tex import tex

LINE = 36.0
"""The width of a displayed formula in em: 16 cm of 10 pt text, with room for the number on both sides."""

_PREAMBLE = r"""\documentclass[a4paper,10pt]{article}
\usepackage[margin=25mm]{geometry}
\usepackage{amsmath,amssymb}
%(language)s%(pictures)s\usepackage[hidelinks,unicode]{hyperref}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5\baselineskip}
\renewcommand{\arraystretch}{1.15}
\allowdisplaybreaks[1]
\AtBeginDocument{\setlength{\abovedisplayshortskip}{6pt plus 2pt}}
\makeatletter\@beginparpenalty=10000\makeatother
\hypersetup{pdftitle={%(plain)s}}
\begin{document}
\begin{center}
\Large %(title)s
\end{center}
"""
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\^{}",
    "~": r"\textasciitilde{}",
    "<": "$<$",
    ">": "$>$",
    "|": "$|$",
    "−": "$-$",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "…": r"\dots{}",
}


def write(document: Document, fragment: bool = False) -> str:
    r"""LaTeX source, ending with a newline; a fragment has no preamble and cites with \eqref."""
    if fragment:
        document = replace(document, options=replace(document.options, fragment=True))
    body = _body(document)
    korean = document.options.lang == "ko" or bool(_HANGUL.search(document.title + body))
    if document.options.fragment:
        packages = ["amsmath", "amssymb", *["graphicx"] * bool(document.figures), *["kotex"] * korean]
        return f"% needs the packages {', '.join(packages)}\n\\textbf{{{escaped(document.title)}}}\n\n{body}"
    head = _PREAMBLE % {
        "language": "\\usepackage{kotex}\n" if korean else "",
        "pictures": "\\usepackage{graphicx}\n" if document.figures else "",
        "title": escaped(document.title),
        "plain": escaped(document.title).replace("$", ""),
    }
    return head + "\n" + body + "\n\\end{document}\n"


def _body(document: Document) -> str:
    """Blocks in order: a display belongs to the paragraph before it, and neighbouring displays stand in one gather."""
    out: list[str] = []
    for kind, run in groupby(document.blocks, lambda b: type(b) if isinstance(b, Display | Figure) else Block):
        if kind is Display:
            out.append(_displays([b for b in run if isinstance(b, Display)], document))
        elif kind is Figure:
            out.append("\n" + _figures([b for b in run if isinstance(b, Figure)], document))
        else:
            blocks = [_block(b, document) for b in run if not isinstance(b, Display | Figure)]
            out.append(("\n" if out else "") + "\n".join(blocks))
    return "".join(out).rstrip() + "\n"


def escaped(text: str) -> str:
    """Plain text with TeX's special signs made harmless."""
    return "".join(_SPECIAL.get(c, GREEK_IN_TEXT.get(c, c)) for c in text)


def _inline(content: Inline, document: Document) -> str:
    out = ""
    for piece in content:
        match piece:
            case str():
                out += escaped(piece)
            case Maths(node):
                out += f"${tex(node)}$"
            case Reference(number):
                label = _label(number, document)
                out += rf"\eqref{{{label}}}" if document.options.fragment else rf"\hyperref[{label}]{{({number})}}"
            case Code(text):
                out += rf"\texttt{{{escaped(text)}}}"
            case Strong(text):
                out += rf"\textbf{{{escaped(text)}}}"
    return out


def _label(number: int, document: Document) -> str:
    return f"eq:{document.name.replace('_', '-')}:{number}"


def _block(block: Paragraph | Items | Table, document: Document) -> str:
    match block:
        case Paragraph(content, lead, _):
            head = rf"\textbf{{{_inline(lead, document)}}}" if lead else ""
            hold = "" if content else "\\nopagebreak"
            return " ".join(part for part in (head, _inline(content, document), hold) if part) + "\n"
        case Items(items, _):
            inner = "\n".join(rf"\item[$\bullet$] {_inline(i, document)}" for i in items)
            return f"\\begin{{itemize}}\n{inner}\n\\end{{itemize}}\n"
        case Table():
            return _table(block, document)


def _figures(figures: list[Figure], document: Document) -> str:
    """Two pictures beside each other, each over its caption."""
    out = ""
    for k in range(0, len(figures), 2):
        pair = [_figure(f, document) for f in figures[k : k + 2]]
        out += "\\begin{center}\n" + "\\hfill\n".join(pair) + "\\end{center}\n"
    return out


def _figure(figure: Figure, document: Document) -> str:
    file = document.beside(figure, ".pdf")
    return (
        "\\begin{minipage}[t]{0.48\\linewidth}\n\\centering\n"
        f"\\includegraphics[width=\\linewidth]{{{file}}}\\\\[2pt]\n"
        f"\\small {_inline(figure.caption, document)}\n\\end{{minipage}}"
    )


def _displays(blocks: list[Display], document: Document) -> str:
    if len(blocks) == 1:
        star = "" if blocks[0].number else "*"
        label = _labelled(blocks[0], document)
        return f"\\begin{{equation{star}}}{label}\n{_formula(blocks[0])}\n\\end{{equation{star}}}\n"
    if not any(b.number for b in blocks):
        inner = " \\\\\n".join(_formula(b) for b in blocks)
        return f"\\begin{{gather*}}\n{inner}\n\\end{{gather*}}\n"
    inner = " \\\\\n".join(f"{_formula(b)} {_labelled(b, document) or chr(92) + 'notag'}" for b in blocks)
    return f"\\begin{{gather}}\n{inner}\n\\end{{gather}}\n"


def _labelled(block: Display, document: Document) -> str:
    return rf"\label{{{_label(block.number, document)}}}" if block.number else ""


def _formula(block: Display) -> str:
    rows = lines(block, LINE, em)
    if len(rows) == 1:
        return _whole(rows[0])
    inner = " \\\\\n".join(_aligned(line) for line in rows)
    return f"\\begin{{aligned}}\n{inner}\n\\end{{aligned}}"


def _whole(line: Line) -> str:
    parts = [tex(part) for part in (line.left, line.sign, line.right) if part is not None]
    return " ".join(p for p in parts if p) + _beside(line)


def _aligned(line: Line) -> str:
    if line.sign is None:
        if line.left is not None:
            return "&" + tex(line.left)
        return r"&\qquad " + tex(line.right) + _beside(line)
    left = tex(line.left) + " " if line.left is not None else ""
    return f"{left}&{tex(line.sign)} {tex(line.right)}{_beside(line)}"


def _beside(line: Line) -> str:
    if line.beside is None:
        return ""
    return ("" if line.alone else r",\qquad ") + tex(line.beside)


_CERTIFICATE = "p{48mm}p{26mm}p{72mm}"
_LINE_MM = 156.0
_MM = 3.5
"""One em of 10 pt type, in mm."""


def _columns(block: Table) -> str:
    """As wide as the cells are if every row fits on one line, else the words in a fixed width."""
    if block.name == "certificate":
        return _CERTIFICATE
    rows = (block.head, *block.rows)
    widths = [max(_MM * sum(_em(p) for p in r[k]) for r in rows) for k in range(len(block.head))]
    if sum(widths) + 5 * len(widths) <= _LINE_MM:
        return "l" * len(widths)
    room = max(30, round(_LINE_MM - widths[0] - widths[-1] - 15))
    return f"lp{{{room}mm}}l"


def _em(piece: object) -> float:
    return em(piece.node) if isinstance(piece, Maths) else 0.5 * columns_of(plain((piece,)))  # type: ignore[arg-type]


def _table(block: Table, document: Document) -> str:
    columns = _columns(block)
    ragged = [r"\raggedright " if c == "p" else "" for c in re.sub(r"\{.*?\}", "", columns)]
    rows = [
        " & ".join(r + _inline(c, document) for r, c in zip(ragged, row, strict=True)) + r" \tabularnewline"
        for row in (block.head, *block.rows)
    ]
    inner = "\n".join([r"\hline", rows[0], r"\hline", *rows[1:], r"\hline"])
    return f"\\begin{{center}}\n\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n{inner}\n\\end{{tabular}}\n\\end{{center}}\n"
