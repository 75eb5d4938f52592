"""A limit on polynomials: SymPy looks for the real roots of a sum in one symbol to learn its sign.

For a dense polynomial of degree 100 that takes minutes.  1 - (1-p)**100 is no trouble, its derivative being a power.
"""

from __future__ import annotations

from thetahat.declare.syntax import Binary, Name, Node, Number, Unary, children, free_names
from thetahat.errors import DeclarationError

HIGHEST_DEGREE = 60


def checked_degrees(node: Node, what: str) -> int:
    """The degree of the tree as a polynomial in its names; functions and symbolic powers count as constants.

    Raises
    ------
    DeclarationError
        for a sum in one name whose degree is too high.
    """
    below = [checked_degrees(n, what) for n in children(node)]
    match node:
        case Name():
            return 1
        case Unary():
            return below[0]
        case Binary("+" | "-"):
            degree = max(below)
            if degree > HIGHEST_DEGREE and not _harmless(node) and len(free_names(node)) == 1:
                raise DeclarationError(
                    f"{what}: a polynomial of degree {degree} in one name; at most {HIGHEST_DEGREE} is read"
                )
            return degree
        case Binary("*"):
            return sum(below)
        case Binary("/"):
            return below[0]
        case Binary("^", _, Number(value)) if value.denominator == 1:
            return below[0] * value.numerator
        case _:
            return 0


def _harmless(node: Node) -> bool:
    """True if the only term that is not constant is a power of something of degree one."""
    terms = [t for t in _terms(node) if free_names(t)]
    return len(terms) == 1 and _is_power_of_line(terms[0])


def _terms(node: Node) -> list[Node]:
    if isinstance(node, Binary) and node.operator in "+-":
        return [*_terms(node.left), *_terms(node.right)]
    return _terms(node.operand) if isinstance(node, Unary) else [node]


def _is_power_of_line(term: Node) -> bool:
    match term:
        case Binary("^", base, _):
            return checked_degrees(base, "") <= 1
        case Binary("*", left, right):
            return any(not free_names(a) and _is_power_of_line(b) for a, b in ((left, right), (right, left)))
        case Binary("/", above, below):
            return not free_names(below) and _is_power_of_line(above)
        case _:
            return False
