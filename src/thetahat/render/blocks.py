"""A document as blocks: what every writer gets.  Words are final, mathematics is set but not yet written.

Inline content is a tuple of strings (plain words), `Maths`, `Reference` (an equation's number), `Code` and `Strong`.
"""

from __future__ import annotations

from dataclasses import dataclass

from thetahat.render.mathematics.layout import Node


@dataclass(frozen=True)
class Options:
    """How a document is wanted: its language, how much it shows, and whether it is a part of another text."""

    lang: str = "en"
    detail: str = "standard"
    fragment: bool = False


DETAILS = ("brief", "standard", "full")


@dataclass(frozen=True)
class Maths:
    """A formula within a line."""

    node: Node


@dataclass(frozen=True)
class Reference:
    """The number of a displayed equation, (4)."""

    number: int


@dataclass(frozen=True)
class Code:
    """Something typed: a function's name."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    text: str


Inline = tuple["str | Maths | Reference | Code | Strong", ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``lead`` is a heading that runs into its first line."""

    content: Inline = ()
    lead: Inline = ()
    name: str = ""
    """The rule or the part of the document: ``result``, ``score`` …"""
    detail: str = ""
    """For a step: the least detail at which it is shown."""


@dataclass(frozen=True)
class Display:
    """A displayed relation: left, then each (relation sign, right-hand side) on a line of its own or all on one.

    ``beside`` stands to the right of the last line, as a density's domain does.  ``number`` is the equation's number.
    """

    left: Node
    right: tuple[tuple[Node, Node], ...] = ()
    number: int | None = None
    beside: Node | None = None


@dataclass(frozen=True)
class Table:
    """Rows of inline cells under a head."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    name: str = ""


@dataclass(frozen=True)
class Items:
    """An unnumbered list."""

    items: tuple[Inline, ...]
    name: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture without words: an svg element for pages, a PDF file for paper, a caption, and the picture in words."""

    svg: str
    pdf: bytes
    caption: Inline
    alt: str
    name: str


Block = Paragraph | Display | Table | Items | Figure


@dataclass(frozen=True)
class Document:
    """Title and blocks."""

    title: str
    blocks: tuple[Block, ...]
    options: Options = Options()
    name: str = "density"
    """A short name in snake case, for labels."""
    declaration: str = ""
    """Python that declares the model again, through the public names."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The pictures, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Figure))

    def beside(self, figure: Figure, suffix: str) -> str:
        """The name of a picture's file beside the document's: gamma-density.pdf."""
        return f"{self.name.replace('_', '-')}-{figure.name}{suffix}"
