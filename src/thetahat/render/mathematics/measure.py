"""How wide set mathematics is: in em on paper (Computer Modern, display style), in columns on a terminal."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from thetahat.render.mathematics.layout import (
    Accent,
    Apply,
    Big,
    Call,
    Fence,
    Fraction,
    Grid,
    Node,
    Product,
    Root,
    Row,
    Script,
    Sign,
    Terms,
    Verbatim,
    Words,
    needs_brackets,
    tall,
)
from thetahat.render.mathematics.linear import linear

_SMALL = 0.72
"""Scripts are set at about this size."""
_WIDE = set("mwMW∞ℓ−")


def em(node: Node) -> float:
    """The width on paper, in em: an estimate that is rather too great than too small."""
    match node:
        case Sign(_, text, "name"):
            return 0.5 * len(text) + 0.17
        case Sign(_, text, "relation"):
            return 1.35 * max(1, len(text) / 2)
        case Sign(_, text, "mark"):
            return 0.3 * len(text)
        case Sign(_, text, _):
            return sum(0.9 if c in _WIDE else 0.58 for c in text)
        case Words(text) | Verbatim(_, text):
            return 0.5 * len(text)
        case Row(items) | Product(items):
            return sum(em(i) for i in items) + 0.1 * len(items)
        case Terms(terms, open_):
            return sum(em(t) + 1.25 for _, t in terms) - (0.0 if open_ or terms[0][0] < 0 else 1.25)
        case Fraction(above, below):
            return max(em(above), em(below)) + 0.25
        case Script(base, below, above):
            return em(base) + _SMALL * max((em(s) for s in (below, above) if s is not None), default=0.0)
        case Root(body):
            return em(body) + (1.0 if tall(body) else 0.85)
        case Fence(body, _, _):
            return em(body) + (1.5 if tall(body) else 0.8)
        case Apply(name, argument, always):
            return (
                em(name)
                + em(argument)
                + ((1.5 if tall(argument) else 0.8) if always or needs_brackets(argument) else 0.0)
            )
        case Call(name, body):
            return em(name) + em(body) + (1.5 if tall(body) else 0.8)
        case Big(sign, body, below, above):
            limits = _SMALL * max((em(s) for s in (below, above) if s is not None), default=0.0)
            return max(limits, em(sign), 1.45) + em(body) + 0.17
        case Accent(_, body):
            return em(body)
        case Grid(rows, kind):
            columns = [max(em(c) for c in column) for column in zip(*rows, strict=True)]
            return sum(columns) + (len(columns) - 1) * 1.0 + (1.0 if kind == "binomial" else 1.8)
        case _:
            return 0.5 * len(linear(node))


def columns(text: str) -> int:
    """The number of columns that a text takes on a terminal: wide characters two, combining marks none."""
    return sum(0 if combining(c) or c == "\u2060" else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def on_terminal(node: Node) -> float:
    """The width of a formula on one line of text."""
    return float(columns(linear(node)))
