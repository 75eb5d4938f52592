r"""Long formulas in lines: broken at plus and minus, then inside a long bracket, then between factors.

Every piece is set mathematics again, so that LaTeX, text and MathML break at the same places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thetahat.render.mathematics.layout import (
    ONE,
    Apply,
    Big,
    Call,
    Fence,
    Fraction,
    Node,
    Product,
    Root,
    Row,
    Script,
    Sign,
    Terms,
    product,
    raised,
    row,
    tall,
)

Width = Callable[[Node], float]

_TIMES = Sign(r"\times ", "× ", "operator")
_SLASH = Sign(r"\Big/", " / ", "operator")
_PLUS = Sign("+", "+ ", "relation")
_HALF = Row((Sign("1", "1", "number"), Sign("/", "/", "mark"), Sign("2", "2", "number")))
_LEFT = {"(": r"\Bigl(", "[": r"\Bigl[", "{": r"\Bigl\{", "|": r"\Bigl\vert"}
_RIGHT = {")": r"\Bigr)", "]": r"\Bigr]", "}": r"\Bigr\}", "|": r"\Bigr\vert"}
_SMALL = {"{": r"\{", "}": r"\}", "|": r"\vert"}


def lines(node: Node, limit: float, width: Width, least: float = 0.0) -> list[Node]:
    """The formula as one line, or as several none of which is wider than ``limit`` if that can be had.

    What is narrower than ``least`` is never broken, even if a line grows too long thereby.
    """
    return _Breaker(width, least).lines(node, limit)


@dataclass(frozen=True)
class _Breaker:
    width: Width
    least: float

    def fits(self, node: Node, limit: float) -> bool:
        return self.width(node) <= max(limit, self.least)

    def lines(self, node: Node, limit: float) -> list[Node]:
        if self.fits(node, limit):
            return [node]
        match node:
            case Terms():
                return self.terms(node, limit)
            case Product():
                return self.product(node, limit)
            case Fence(body, left, right):
                return self.bracket([], body, left, right, [], limit)
            case Apply(name, argument, _):
                return self.bracket([name], argument, "(", ")", [], limit)
            case Call(name, body):
                return self.bracket([name], body, "(", ")", [], limit)
            case Big(sign, body, below, above):
                head = Big(sign, Row(()), below, above)
                if isinstance(body, Fence):
                    return self.bracket([head], body.body, body.left, body.right, [], limit)
                first, *rest = self.lines(body, limit - self.width(head))
                return [Big(sign, first, below, above), *rest]
            case Fraction(above, below) if not self.fits(below, limit):
                return self.over(above, below, limit)
            case Fraction(above, below) if isinstance(above, Terms | Product):
                return self.lines(Product((Fraction(ONE, below), _closed(above))), limit)
            case Root(body):
                return self.lines(raised(Fence(body), _HALF), limit)
            case Script(Fence(body, left, right), below, above):
                return self.bracket([], body, left, right, [_hung(below, above)], limit)
            case _:
                return [node]

    def terms(self, node: Terms, limit: float, taken: float = 0.0) -> list[Node]:
        """As many terms on a line as fit, of which ``taken`` is not free on the first.

        A term that is too long alone is broken itself.
        """
        out: list[Node] = []
        held: list[tuple[int, Node]] = []
        for sign, term in node.terms:
            room = limit if out else limit - taken
            if held and not self.fits(Terms((*held, (sign, term)), open=bool(out)), room):
                out.append(Terms(tuple(held), open=bool(out) or node.open))
                held, room = [], limit
            alone = Terms(((sign, term),), open=bool(out) or node.open)
            if held or self.fits(alone, room):
                held.append((sign, term))
                continue
            first, *rest = self.lines(term, room - self.width(_PLUS))
            out += [Terms(((sign, first),), open=alone.open), *rest]
        return [*out, Terms(tuple(held), open=bool(out) or node.open)] if held else out

    def product(self, node: Product, limit: float) -> list[Node]:
        wide = next((f for f in node.factors if isinstance(f, Fraction) and not self.fits(f.below, limit)), None)
        if wide is not None:
            others = [f for f in node.factors if f is not wide]
            upper = product([*([] if wide.above == ONE else [_closed(wide.above)]), *others])
            return self.over(upper, wide.below, limit)
        *before, last = node.factors
        match last:
            case Big(sign, Fence(body, left, right), below, above):
                return self.bracket([*before, Big(sign, Row(()), below, above)], body, left, right, [], limit)
            case Fence(body, left, right) if isinstance(body, Terms):
                return self.bracket(before, body, left, right, [], limit)
            case Script(Fence(body, left, right), below, above) if isinstance(body, Terms):
                if self.width(last) > limit / 2:
                    return self.bracket(before, body, left, right, [_hung(below, above)], limit)
            case _:
                pass
        return self.factors(node.factors, limit)

    def factors(self, factors: tuple[Node, ...], limit: float) -> list[Node]:
        """As many factors on a line as fit; the next line begins with a times sign."""
        groups: list[list[Node]] = [[]]
        for factor in factors:
            if groups[-1] and not self.fits(product([*groups[-1], factor]), limit):
                groups.append([])
            groups[-1].append(factor)
        out: list[Node] = []
        for k, group in enumerate(groups):
            first, *rest = self.lines(group[0], limit) if len(group) == 1 else [product(group)]
            if k and self.fits(product([out[-1], first]), limit):
                out[-1] = product([out[-1], first])
            else:
                out.append(row(_TIMES, first) if k else first)
            out += rest
        return out

    def over(self, above: Node, below: Node, limit: float) -> list[Node]:
        """A fraction whose lower part is too long for a line: above / ( below )."""
        upper = self.lines(_closed(above), limit)
        lower = self.bracket([_SLASH], below, "(", ")", [], limit)
        if self.fits(row(upper[-1], lower[0]), limit):
            return [*upper[:-1], row(upper[-1], lower[0]), *lower[1:]]
        return [*upper, *lower]

    def bracket(
        self, before: list[Node], body: Node, left: str, right: str, after: list[Node], limit: float
    ) -> list[Node]:
        """before ( first line / second line … ) after, with brackets of one fixed size."""
        big = tall(body)
        opening = Sign(_LEFT.get(left, left) if big else _SMALL.get(left, left), left, "open")
        closing = Sign(_RIGHT.get(right, right) if big else _SMALL.get(right, right), right, "close")
        head = product([*before, opening])
        taken = min(self.width(head), limit / 2)
        if isinstance(body, Terms) and not self.fits(body, limit - taken):
            # what stands before the bracket takes its place on the first line alone
            pieces = self.terms(body, limit, taken)
        else:
            pieces = self.lines(body, limit - taken)
        if len(pieces) == 1:
            return [row(head, pieces[0], closing, *after)]
        return [row(head, pieces[0]), *pieces[1:-1], row(pieces[-1], closing, *after)]


def _hung(below: Node | None, above: Node | None) -> Node:
    return Script(Sign("{}", "", "mark"), below, above)


def _closed(node: Node) -> Node:
    return Fence(node) if isinstance(node, Terms) else node
