"""A document for a terminal: Unicode mathematics, wrapped to the width, numbered at the right edge, no colour."""

from __future__ import annotations

from thetahat.render.blocks import Display, Document, Figure, Inline, Items, Maths, Paragraph, Table
from thetahat.render.inline import plain
from thetahat.render.lines import Line, lines
from thetahat.render.mathematics.layout import Grid, Node, Product, Row, Terms
from thetahat.render.mathematics.linear import linear
from thetahat.render.mathematics.measure import columns

_INDENT = 4
_NUMBER = 6
_NO_BREAK = "\u00a0"


def write(document: Document, width: int = 80) -> str:
    """Text that is at most ``width`` columns wide where its formulas allow it, ending with a newline."""
    width = max(width, 40)
    parts: list[str] = []
    if not document.options.fragment:
        title = wrapped(document.title, width)
        parts.append(title + "\n" + "═" * max(columns(line) for line in title.splitlines()))
    parts += [_block(b, width) for b in document.blocks if not isinstance(b, Figure)]
    return "\n\n".join(parts) + "\n"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Words in lines of at most ``width`` columns; wide characters count twice."""
    out: list[str] = []
    line, used = first, columns(first)
    empty = True
    for word in text.split(" "):
        need = columns(word)
        if not empty and used + 1 + need > width:
            out.append(line)
            line, used, empty = rest, columns(rest), True
        line += word if empty else f" {word}"
        used += need + (0 if empty else 1)
        empty = False
    return "\n".join([*out, line]).replace(_NO_BREAK, " ")


def _block(block: Paragraph | Display | Items | Table, width: int) -> str:
    match block:
        case Paragraph(content, lead, _):
            text = " ".join(part for part in (_heading(lead), _inline(content, width)) if part)
            return wrapped(text, width)
        case Display():
            return _display(block, width)
        case Items(items, _):
            return "\n".join(wrapped(_inline(i, width), width, "  • ", "    ") for i in items)
        case Table():
            return _table(block, width)


def _inline(content: Inline, width: int) -> str:
    """Words with formulas, which are kept on one line unless they are long."""
    return "".join(_unbroken(plain((p,)), width) if isinstance(p, Maths) else plain((p,)) for p in content)


def _unbroken(formula: str, width: int) -> str:
    return formula.replace(" ", _NO_BREAK) if columns(formula) < width / 2 else formula


def _heading(lead: Inline) -> str:
    return plain(tuple(p.upper() if isinstance(p, str) else p for p in lead))


# ---------------------------------------------------------------- displays


def _display(block: Display, width: int) -> str:
    room = width - _INDENT - _NUMBER
    boxes = [_line(line) for line in lines(block, room, _width)]
    edge = max(_edge(line) for line, _ in boxes)
    out: list[str] = []
    for line, box in boxes:
        shift = edge - _edge(line)
        middle = len(box) // 2
        for k, text in enumerate(box):
            lead = " " * (_INDENT + shift)
            out.append((lead + text).rstrip() if k != middle else lead + text)
    if block.number:
        tag = f"({block.number})"
        last = len(boxes[-1][1])
        at = len(out) - last + last // 2
        gap = width - columns(out[at]) - len(tag)
        if gap >= 1:
            out[at] += " " * gap + tag
        else:
            out.append(" " * (width - len(tag)) + tag)
    return "\n".join(line.rstrip() for line in out)


def _line(line: Line) -> tuple[Line, list[str]]:
    nodes = [n for n in (line.left, line.sign, line.right) if n is not None]
    box = beside([boxed(n) for n in nodes])
    if line.sign is None and line.left is None:
        box = beside([["    "], box])
    if line.beside is not None:
        box = beside([box, [(" " if line.alone else ",") + "   "], boxed(line.beside)])
    return line, box


def _edge(line: Line) -> int:
    """The columns before the relation sign, which are aligned."""
    if line.left is None or line.sign is None:
        return 0
    return max(columns(t) for t in boxed(line.left))


def _width(node: Node) -> float:
    return float(max(columns(t) for t in boxed(node)))


def boxed(node: Node) -> list[str]:
    """A formula as lines of text of equal height around its middle; all but matrices and cases take one line."""
    match node:
        case Grid(rows, "matrix"):
            return _matrix([[linear(c) for c in r] for r in rows])
        case Grid(rows, "cases"):
            return _cases([[linear(c) for c in r] for r in rows])
        case Row(items) | Product(items) if any(isinstance(c, Grid) and c.kind != "binomial" for c in items):
            return beside([boxed(i) for i in items])
        case Terms(((sign, inner),), open_) if isinstance(inner, Grid | Product | Row) and len(boxed(inner)) > 1:
            lead = ("− " if sign < 0 else "+ ") if open_ else ("−" if sign < 0 else "")
            return beside([[lead], boxed(inner)])
        case _:
            return [linear(node)]


def beside(boxes: list[list[str]]) -> list[str]:
    """Boxes next to each other, their middles on one line."""
    above = max(len(b) // 2 for b in boxes)
    below = max(len(b) - len(b) // 2 for b in boxes)
    out = [""] * (above + below)
    for b in boxes:
        wide = max(columns(t) for t in b)
        start = above - len(b) // 2
        for k in range(len(out)):
            text = b[k - start] if 0 <= k - start < len(b) else ""
            out[k] += text + " " * (wide - columns(text))
    return out


def _matrix(rows: list[list[str]]) -> list[str]:
    widths = [max(columns(c) for c in column) for column in zip(*rows, strict=True)]
    out = []
    for k, r in enumerate(rows):
        cells = "  ".join(c + " " * (w - columns(c)) for c, w in zip(r, widths, strict=True))
        left, right = (
            ("[", "]") if len(rows) == 1 else ("⎡", "⎤") if k == 0 else ("⎣", "⎦") if k == len(rows) - 1 else ("⎢", "⎥")
        )
        out.append(f"{left} {cells} {right}")
    return out


def _cases(rows: list[list[str]]) -> list[str]:
    wide = max(columns(r[0]) for r in rows)
    out = []
    for k, r in enumerate(rows):
        left = "⎧" if k == 0 else "⎩" if k == len(rows) - 1 else "⎨"
        out.append(f"{left} {r[0]}{' ' * (wide - columns(r[0]))}   {r[1]}")
    return out


# ---------------------------------------------------------------- tables


def _table(block: Table, width: int) -> str:
    rows = [[plain(c) for c in r] for r in (block.head, *block.rows)]
    natural = [max(columns(r[k]) for r in rows) for k in range(len(rows[0]))]
    spare = width - 2 * (len(natural) - 1) - 2
    widths = list(natural)
    while sum(widths) > spare and max(widths) > 12:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    out: list[str] = []
    for k, r in enumerate(rows):
        cells = [wrapped(c, w).split("\n") for c, w in zip(r, widths, strict=True)]
        for line in range(max(len(c) for c in cells)):
            texts = [c[line] if line < len(c) else "" for c in cells]
            out.append(
                ("  " + "  ".join(t + " " * (w - columns(t)) for t, w in zip(texts, widths, strict=True))).rstrip()
            )
        if k == 0:
            out.append("  " + "  ".join("─" * w for w in widths))
    return "\n".join(out)
