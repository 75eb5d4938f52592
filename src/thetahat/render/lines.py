"""A displayed relation in lines that fit: one for each right-hand side, and more where one of them is too long.

    lines(display, limit, width) -> [(left, sign, right), …]

``left`` and ``sign`` are None where a line goes on from the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from thetahat.render.blocks import Display
from thetahat.render.mathematics import breaking
from thetahat.render.mathematics.breaking import Width
from thetahat.render.mathematics.layout import Grid, Node, Row, row


@dataclass(frozen=True)
class Line:
    """One line of a display: what stands left of the relation, the relation, what stands right of it."""

    left: Node | None
    sign: Node | None
    right: Node
    beside: Node | None = None

    @property
    def alone(self) -> bool:
        """Whether nothing stands before ``beside``, so that no comma is needed."""
        return self.right == Row(())


def lines(display: Display, limit: float, width: Width, least: float = 0.0) -> list[Line]:
    """The lines of a display, none wider than ``limit`` if that can be had; see `breaking.lines` for ``least``."""
    if not display.right:
        return [Line(None, None, piece) for piece in breaking.lines(display.left, limit, width, least)]
    on_one = row(display.left, *(part for pair in display.right for part in pair))
    beside = width(display.beside) + 2 if display.beside is not None else 0
    if len(display.right) <= 2 and width(on_one) + beside <= limit:
        sign, right = display.right[0]
        whole = row(right, *(part for pair in display.right[1:] for part in pair))
        return [Line(display.left, sign, whole, display.beside)]
    out: list[Line] = []
    room = limit - width(display.left) - width(display.right[0][0])
    left: Node | None = display.left
    if room < max(limit / 2, least):
        # a left-hand side that takes half the line stands on a line of its own
        first, *others = breaking.lines(display.left, limit, width, least)
        out.append(Line(first, None, Row(())))
        out += [Line(None, None, piece) for piece in others]
        left, room = None, limit - width(display.right[0][0])
    if left is None and len(display.right) == 1:
        # the end of a long left-hand side may have room for = 0
        sign, right = display.right[0]
        end = row(out[-1].left or out[-1].right, sign, right)
        if len(out) > 1 and width(end) <= limit:
            return [*out[:-1], Line(None, None, end)]
    for sign, right in display.right:
        pieces = [right] if isinstance(right, Grid) else breaking.lines(right, room, width, least)
        out.append(Line(left, sign, pieces[0]))
        out += [Line(None, None, piece) for piece in pieces[1:]]
        left = None
    last = out[-1]
    if display.beside is not None:
        if width(last.right) + beside <= room:
            out[-1] = replace(last, beside=display.beside)
        else:
            out.append(Line(None, None, Row(()), display.beside))
    return out
