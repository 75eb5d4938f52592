"""The syntax tree of a declared text: plain data, no SymPy.

A density is a tree of the nodes below.  Names of functions are the canonical ones of `thetahat.declare.names`
(``ln`` is ``log``, ``abs`` is ``Abs``, ``lgamma`` is ``loggamma``, ``Eq(a, b)`` is a `Compare`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number: 0.5 is one half."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Constant:
    """``pi``, ``E`` or ``oo`` (an infinite end, only in sums, domains and supports)."""

    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter, a known constant, an observation variable, or the index of a sum."""

    name: str


@dataclass(frozen=True, slots=True)
class Truth:
    """``True`` or ``False``, as a condition of a Piecewise."""

    value: bool


@dataclass(frozen=True, slots=True)
class Unary:
    """``-operand``; the only operator is ``-``."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right`` with one of ``+ - * / ^``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """``function(arguments)``; the arguments of ``Piecewise`` are `Tuple` nodes (value, condition)."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain ``a < b <= c``: operands a, b, c and operators, each one of ``< <= > >= == !=``."""

    operators: tuple[str, ...]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """``and``, ``or`` (two operands) or ``not`` (one)."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tuple:
    """A pair (value, condition) of a Piecewise."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of ``term`` over the integers ``index`` = ``lower`` … ``upper`` (which may be ``oo``)."""

    term: Node
    index: str
    lower: Node
    upper: Node


Node = Number | Constant | Name | Truth | Unary | Binary | Call | Compare | Logic | Tuple | Sum


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in reading order."""
    match node:
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, below) | Compare(_, below) | Logic(_, below) | Tuple(below):
            return below
        case Sum(term, _, lower, upper):
            return (term, lower, upper)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, from the top, left to right; needs no recursion."""
    waiting = [node]
    while waiting:
        top = waiting.pop()
        yield top
        waiting.extend(reversed(children(top)))


def free_names(node: Node) -> tuple[str, ...]:
    """The names used, each once, in order of appearance; the index of a sum is bound."""
    found: dict[str, None] = {}
    waiting: list[tuple[Node, frozenset[str]]] = [(node, frozenset())]
    while waiting:
        top, bound = waiting.pop()
        if isinstance(top, Name) and top.name not in bound:
            found[top.name] = None
        if isinstance(top, Sum):
            waiting += [(top.upper, bound), (top.lower, bound), (top.term, bound | {top.index})]
        else:
            waiting += [(below, bound) for below in reversed(children(top))]
    return tuple(found)


def is_condition(node: Node) -> bool:
    """True for what is true or false rather than a number."""
    return isinstance(node, Compare | Logic | Truth)
