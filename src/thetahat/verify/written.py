"""A declared syntax tree as operations of a `Tape`: what the person wrote, term by term, with no rewriting by SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from thetahat.declare import syntax
from thetahat.errors import DeclarationError
from thetahat.verify.tape import Inner, Tape

Keys = Mapping[str, Any]

_CALLS = {
    "exp": "exp",
    "sqrt": "sqrt",
    "Abs": "abs",
    "sign": "sign",
    "gamma": "gamma",
    "loggamma": "loggamma",
    "beta": "beta",
    "factorial": "factorial",
    "binomial": "binomial",
    "erf": "erf",
    "erfc": "erfc",
    "besseli": "besseli",
    "besselk": "besselk",
    "zeta": "zeta",
    "digamma": "digamma",
    "polygamma": "polygamma",
    "floor": "floor",
    "ceiling": "ceiling",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "atan": "atan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "expm1": "expm1",
    "Min": "min",
    "Max": "max",
}
"""Functions of the grammar that are one operation."""

_COMPARE = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}


def translate(tape: Tape, node: Any, keys: Keys) -> int:
    """The number of the operation that computes ``node``; ``keys`` maps each name to the key of its value."""
    make = _NODES.get(type(node))
    if make is None:
        raise DeclarationError(f"a {type(node).__name__} has no value in a density")
    return make(tape, node, keys)


def _unary(tape: Tape, node: syntax.Unary, keys: Keys) -> int:
    return _negative(tape, translate(tape, node.operand, keys))


def _negative(tape: Tape, i: int) -> int:
    name, arguments = tape.code[i]
    return tape.node("number", -arguments[0]) if name == "number" else tape.node("neg", i)


def _binary(tape: Tape, node: syntax.Binary, keys: Keys) -> int:
    left, right = translate(tape, node.left, keys), translate(tape, node.right, keys)
    if node.operator == "+":
        return _sum(tape, left, right)
    if node.operator == "-":
        return _sum(tape, left, _negative(tape, right))
    if node.operator == "*":
        return tape.node("mul", left, right)
    if node.operator == "/":
        (above, top), (below, bottom) = tape.code[left], tape.code[right]
        if above == below == "number" and bottom[0] != 0:
            return tape.node("number", top[0] / bottom[0])
        return tape.node("div", left, right)
    if tape.code[left] == ("constant", ("E",)):
        return tape.node("exp", right)
    return tape.node("power", left, right)


def _sum(tape: Tape, left: int, right: int) -> int:
    """One sum of all terms: 1 + a + b is to be seen as 1 + (a + b) by the logarithm."""
    name, arguments = tape.code[left]
    return tape.node("add", *(arguments if name == "add" else (left,)), right)


def _call(tape: Tape, node: syntax.Call, keys: Keys) -> int:
    if node.function == "Piecewise":
        parts = [translate(tape, part, keys) for pair in node.arguments for part in syntax.children(pair)]
        return tape.node("select", *parts)
    arguments = [translate(tape, a, keys) for a in node.arguments]
    if node.function == "log":
        return tape.log(arguments[0])
    if node.function == "log1p":
        return tape.log(tape.node("add", tape.number(1), arguments[0]))
    if node.function in _CALLS:
        return tape.node(_CALLS[node.function], *arguments)
    raise DeclarationError(f"the function {node.function!r} has no value in a density")


def _compare(tape: Tape, node: syntax.Compare, keys: Keys) -> int:
    parts = [translate(tape, o, keys) for o in node.operands]
    links = [tape.node(_COMPARE[o], a, b) for o, a, b in zip(node.operators, parts[:-1], parts[1:], strict=True)]
    return links[0] if len(links) == 1 else tape.node("and", *links)


def _logic(tape: Tape, node: syntax.Logic, keys: Keys) -> int:
    return tape.node(node.operator, *(translate(tape, o, keys) for o in node.operands))


def _series(tape: Tape, node: syntax.Sum, keys: Keys) -> int:
    names = tuple(sorted(n for n in syntax.free_names(node.term) if n != node.index))
    inner = Inner(_term, node.term, (node.index, *names))
    ends = (translate(tape, node.lower, keys), translate(tape, node.upper, keys))
    return tape.node("@series", *ends, *(tape.node("name", keys[n]) for n in names), inner)


def _term(tape: Tape, node: Any) -> int:
    return translate(tape, node, {n: n for n in syntax.free_names(node)})


_NODES: dict[type, Callable[[Tape, Any, Keys], int]] = {
    syntax.Number: lambda tape, node, keys: tape.node("number", node.value),
    syntax.Constant: lambda tape, node, keys: tape.node("constant", node.name),
    syntax.Name: lambda tape, node, keys: tape.node("name", keys[node.name]),
    syntax.Truth: lambda tape, node, keys: tape.node("true" if node.value else "false"),
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.Call: _call,
    syntax.Compare: _compare,
    syntax.Logic: _logic,
    syntax.Sum: _series,
}
