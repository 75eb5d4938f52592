"""Set mathematics: a small tree that every writer can put on its page.

SymPy says what a formula means; this tree says how it is set: what stands over what, in which order, inside which
brackets.  The LaTeX, Unicode and MathML writers share it, so that a formula has the same shape in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Node:
    """Anything that is set."""

    def children(self) -> Iterator[Node]:
        """The nodes directly below this one, in reading order."""
        for f in fields(self):
            yield from _nodes(getattr(self, f.name))

    def walk(self) -> Iterator[Node]:
        """The node itself and all below it, in reading order."""
        yield self
        for c in self.children():
            yield from c.walk()


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for v in value:
            yield from _nodes(v)


@dataclass(frozen=True)
class Sign(Node):
    """One sign: a letter, a number, an upright name, an operator, a relation or a mark.

    ``kind`` is letter, number, name, operator, relation, mark or space.
    """

    latex: str
    text: str
    kind: str = "letter"


@dataclass(frozen=True)
class Words(Node):
    """Ordinary words inside a formula."""

    text: str


@dataclass(frozen=True)
class Verbatim(Node):
    """A formula that was set elsewhere: LaTeX, and plain text for the writers that have no LaTeX."""

    latex: str
    text: str


@dataclass(frozen=True)
class Row(Node):
    """Nodes side by side, without space between."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Product(Node):
    """Factors in the order in which they are read."""

    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Terms(Node):
    """A sum: (sign, term) pairs, sign +1 or -1.  ``open`` shows the sign of the first term even if it is a plus."""

    terms: tuple[tuple[int, Node], ...]
    open: bool = False


@dataclass(frozen=True)
class Fraction(Node):
    """``above`` over ``below``."""

    above: Node
    below: Node


@dataclass(frozen=True)
class Script(Node):
    """A base with what hangs below and above it on its right."""

    base: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True)
class Root(Node):
    """A square root."""

    body: Node


@dataclass(frozen=True)
class Fence(Node):
    """A body between brackets: ( ) [ ] { } | | or floor and ceiling."""

    body: Node
    left: str = "("
    right: str = ")"


@dataclass(frozen=True)
class Apply(Node):
    """A function's name and its argument; brackets are set where the argument needs them, or always."""

    name: Node
    argument: Node
    always: bool = False


@dataclass(frozen=True)
class Call(Node):
    """A named thing with its arguments in brackets: f(x; mu, sigma^2)."""

    name: Node
    body: Node


@dataclass(frozen=True)
class Big(Node):
    """A sum, a product, a minimum … over an index, and what it runs over."""

    sign: Sign
    body: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True)
class Accent(Node):
    """A hat or a bar over a letter."""

    kind: str
    body: Node


@dataclass(frozen=True)
class Grid(Node):
    """Rows and columns: a ``matrix``, ``cases``, or a ``binomial`` coefficient."""

    rows: tuple[tuple[Node, ...], ...]
    kind: str = "matrix"


def number(value: object) -> Sign:
    """A number as a sign."""
    text = str(value)
    return Sign(text, text, "number")


def name(text: str, latex: str | None = None) -> Sign:
    """An upright name such as log."""
    return Sign(latex or rf"\operatorname{{{text}}}", text, "name")


def mark(latex: str, text: str | None = None) -> Sign:
    """Punctuation."""
    return Sign(latex, latex if text is None else text, "mark")


def relation(latex: str, text: str) -> Sign:
    """A relation sign."""
    return Sign(latex, text, "relation")


def row(*items: Node) -> Node:
    """Nodes side by side; one node alone stays itself."""
    flat: list[Node] = []
    for item in items:
        flat.extend(item.items if isinstance(item, Row) else (item,))
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def listed(items: list[Node], between: Node | None = None) -> Node:
    """Nodes separated by commas, or by what is given."""
    comma = between or mark(",", ", ")
    out: list[Node] = []
    for k, item in enumerate(items):
        if k:
            out.append(comma)
        out.append(item)
    return row(*out)


def product(factors: list[Node]) -> Node:
    """A product of one or more factors."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def raised(node: Node, power: Node) -> Node:
    """A node to a power, in brackets where a power would be misread."""
    match node:
        case Script(base, below, None):
            return Script(base, below, power)
        case Sign() | Accent() | Call() | Fence():
            return Script(node, above=power)
        case _:
            return Script(Fence(node), above=power)


def needs_brackets(argument: Node) -> bool:
    """Whether a function's argument must stand in brackets: log(1-p), but log k and log x/a in a tall fraction."""
    return not isinstance(argument, Sign | Script | Fraction | Call | Accent | Fence | Root | Verbatim) or (
        isinstance(argument, Script) and isinstance(argument.base, Fence)
    )


def tall(node: Node) -> bool:
    """Whether brackets around this node must grow."""
    match node:
        case Fraction() | Grid():
            return True
        case Big(_, body, below, _):
            return below is not None or tall(body)
        case Script(base, _, _):
            return tall(base)
        case Verbatim(latex, _):
            return r"\frac" in latex or r"\sum" in latex
        case _:
            return any(tall(c) for c in node.children())


ONE = number(1)
MINUS_ONE = Terms(((-1, ONE),))
INFINITY = Sign(r"\infty", "∞", "number")
PLUS_INFINITY = row(Sign("+", "+", "mark"), INFINITY)
MINUS_INFINITY = row(Sign("-", "−", "mark"), INFINITY)
EQUALS = relation("=", "=")
