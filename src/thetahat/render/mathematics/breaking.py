r"""Long formulas in lines: broken at plus and minus, then inside a long bracket, then between factors.

Every piece is set mathematics again, so that LaTeX, text and MathML break at the same places.
"""

from __future__ import annotations

from collections.abc import Callable

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
_HALF = Row((Sign("1", "1", "number"), Sign("/", "/", "mark"), Sign("2", "2", "number")))
_LEFT = {"(": r"\Bigl(", "[": r"\Bigl[", "{": r"\Bigl\{", "|": r"\Bigl\vert"}
_RIGHT = {")": r"\Bigr)", "]": r"\Bigr]", "}": r"\Bigr\}", "|": r"\Bigr\vert"}


def lines(node: Node, limit: float, width: Width) -> list[Node]:
    """The formula as one line, or as several none of which is wider than ``limit`` if that can be had."""
    if width(node) <= limit:
        return [node]
    match node:
        case Terms():
            return _terms(node, limit, width)
        case Product():
            return _product(node, limit, width)
        case Fence(body, left, right):
            return _bracket([], body, left, right, [], limit, width)
        case Apply(name, argument, _):
            return _bracket([name], argument, "(", ")", [], limit, width)
        case Call(name, body):
            return _bracket([name], body, "(", ")", [], limit, width)
        case Big(sign, Fence(body, left, right), below, above):
            return _bracket([Big(sign, Row(()), below, above)], body, left, right, [], limit, width)
        case Big(sign, body, below, above):
            first, *rest = lines(body, limit - width(Big(sign, Row(()), below, above)), width)
            return [Big(sign, first, below, above), *rest]
        case Fraction(above, below) if width(below) > limit:
            return _over(above, below, limit, width)
        case Fraction(above, below) if isinstance(above, Terms | Product):
            return lines(
                Product((Fraction(ONE, below), Fence(above) if isinstance(above, Terms) else above)), limit, width
            )
        case Root(body):
            return lines(raised(Fence(body), _HALF), limit, width)
        case Script(Fence(body, left, right), below, above):
            return _bracket([], body, left, right, [_hung(below, above)], limit, width)
        case _:
            return [node]


def _hung(below: Node | None, above: Node | None) -> Node:
    return Script(Sign("{}", "", "mark"), below, above)


def _terms(node: Terms, limit: float, width: Width) -> list[Node]:
    out: list[Node] = []
    held: list[tuple[int, Node]] = []

    def flush() -> None:
        if held:
            out.append(Terms(tuple(held), open=bool(out) or node.open))
            held.clear()

    for sign, term in node.terms:
        if held and width(Terms((*held, (sign, term)), open=bool(out))) > limit:
            flush()
        held.append((sign, term))
        if len(held) == 1 and width(Terms(((sign, term),), open=bool(out))) > limit:
            pieces = lines(term, limit - width(Sign("+", "+ ", "relation")), width)
            held.clear()
            out.append(Terms(((sign, pieces[0]),), open=bool(out) or node.open))
            out.extend(pieces[1:])
    flush()
    return out


def _product(node: Product, limit: float, width: Width) -> list[Node]:
    wide = next((f for f in node.factors if isinstance(f, Fraction) and width(f.below) > limit), None)
    if wide is not None:
        others = [f for f in node.factors if f is not wide]
        upper = product([*([] if wide.above == ONE else [_closed(wide.above)]), *others])
        return _over(upper, wide.below, limit, width)
    *before, last = node.factors
    match last:
        case Big(sign, Fence(body, left, right), below, above):
            return _bracket([*before, Big(sign, Row(()), below, above)], body, left, right, [], limit, width)
        case Fence(body, left, right) if isinstance(body, Terms):
            return _bracket(before, body, left, right, [], limit, width)
        case Script(Fence(body, left, right), below, above) if isinstance(body, Terms) and width(last) > limit / 2:
            return _bracket(before, body, left, right, [_hung(below, above)], limit, width)
        case _:
            pass
    groups: list[list[Node]] = [[]]
    for factor in node.factors:
        if groups[-1] and width(product([*groups[-1], factor])) > limit:
            groups.append([])
        groups[-1].append(factor)
    out: list[Node] = []
    for k, group in enumerate(groups):
        pieces = lines(group[0], limit, width) if len(group) == 1 else [product(group)]
        if k and width(product([out[-1], pieces[0]])) <= limit:
            out[-1] = product([out[-1], pieces[0]])
        else:
            out.append(row(_TIMES, pieces[0]) if k else pieces[0])
        out.extend(pieces[1:])
    return out


def _closed(node: Node) -> Node:
    return Fence(node) if isinstance(node, Terms) else node


def _over(above: Node, below: Node, limit: float, width: Width) -> list[Node]:
    """A fraction whose lower part is too long for a line: above / ( below )."""
    upper = lines(_closed(above), limit, width)
    lower = _bracket([_SLASH], below, "(", ")", [], limit, width)
    if width(row(upper[-1], lower[0])) <= limit:
        return [*upper[:-1], row(upper[-1], lower[0]), *lower[1:]]
    return [*upper, *lower]


def _bracket(
    before: list[Node], body: Node, left: str, right: str, after: list[Node], limit: float, width: Width
) -> list[Node]:
    """prefix ( first line / second line … ) suffix, with brackets of one fixed size."""
    big = tall(body)
    opening = Sign(_LEFT.get(left, left) if big else _small(left), left, "open")
    closing = Sign(_RIGHT.get(right, right) if big else _small(right), right, "close")
    head = product([*before, opening])
    room = limit - min(width(head), limit / 2)
    pieces = lines(body, room, width)
    if len(pieces) == 1:
        return [row(head, pieces[0], closing, *after)]
    return [row(head, pieces[0]), *pieces[1:-1], row(pieces[-1], closing, *after)]


def _small(bracket: str) -> str:
    return {"{": r"\{", "}": r"\}", "|": r"\vert"}.get(bracket, bracket)
