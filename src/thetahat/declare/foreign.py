"""SymPy expressions of a user to our syntax tree, node by node: what the grammar has no word for is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from thetahat.declare.limits import HIGHEST_TREE, checked_size
from thetahat.declare.names import FUNCTIONS, canonical, shown, valid_name
from thetahat.declare.syntax import Binary, Call, Compare, Constant, Logic, Name, Node, Number, Sum, Truth, Tuple, Unary
from thetahat.declare.text import written
from thetahat.errors import DeclarationError

_CALLS: Mapping[Any, str] = {
    sp.exp: "exp",
    sp.log: "log",
    sp.Abs: "Abs",
    sp.sign: "sign",
    sp.gamma: "gamma",
    sp.loggamma: "loggamma",
    sp.beta: "beta",
    sp.factorial: "factorial",
    sp.binomial: "binomial",
    sp.erf: "erf",
    sp.erfc: "erfc",
    sp.besseli: "besseli",
    sp.besselk: "besselk",
    sp.zeta: "zeta",
    sp.polygamma: "polygamma",
    sp.digamma: "digamma",
    sp.floor: "floor",
    sp.ceiling: "ceiling",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.atan: "atan",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.Min: "Min",
    sp.Max: "Max",
}
_CONSTANTS: Mapping[Any, str] = {sp.pi: "pi", sp.E: "E"}
_LOGIC: Mapping[Any, str] = {sp.And: "and", sp.Or: "or", sp.Not: "not"}
WHAT = "density"


def from_sympy(expression: Any, what: str = WHAT) -> Node:
    """The syntax tree of a SymPy expression or condition.

    Raises
    ------
    DeclarationError
        for undefined functions, integrals, and whatever else is not in the grammar.
    """
    if isinstance(expression, str):
        raise DeclarationError(f"{what}: Model takes SymPy expressions; give a text to declare()")
    if isinstance(expression, int | Fraction):
        expression = sp.Rational(expression)
    if not isinstance(expression, sp.Basic):
        raise DeclarationError(f"{what}: {type(expression).__name__} is not a SymPy expression")
    return checked_size(_read(expression, 0, what), what)


def _read(e: Any, depth: int, what: str) -> Node:
    if depth > HIGHEST_TREE:
        raise DeclarationError(f"{what}: more than {HIGHEST_TREE} operations nested")

    def below(arguments: Any) -> tuple[Node, ...]:
        return tuple(_read(a, depth + 1, what) for a in arguments)

    if isinstance(e, sp.Symbol):
        return Name(valid_name(e.name, what))
    if isinstance(e, sp.Rational):
        return _number(Fraction(int(e.p), int(e.q)))
    if isinstance(e, sp.Float) and e.is_finite:
        return _number(Fraction(str(e)))
    if e in _CONSTANTS:
        return Constant(_CONSTANTS[e])
    if isinstance(e, sp.Add):
        return _balanced("+", below(e.args))
    if isinstance(e, sp.Mul):
        return _balanced("*", below(e.args))
    if isinstance(e, sp.Pow):
        return Binary("^", *below(e.args))
    if e in (sp.true, sp.false):
        return Truth(bool(e))
    if isinstance(e, Relational):
        return Compare((e.rel_op,), below(e.args))
    if e.func in _LOGIC:
        return _logic(_LOGIC[e.func], below(e.args))
    if isinstance(e, sp.Piecewise):
        return Call("Piecewise", tuple(Tuple(below(pair)) for pair in e.args))
    if isinstance(e, sp.Sum):
        return _sum(e, depth, what)
    if e.func in _CALLS:
        function = _CALLS[e.func]
        least, most = FUNCTIONS[function]
        if least <= len(e.args) <= most:
            return Call(function, below(e.args))
    if isinstance(e, AppliedUndef):
        raise DeclarationError(f"{what}: {shown(e)} is an undefined function; put its formula there")
    if isinstance(e, sp.Integral | sp.Derivative | sp.Limit | sp.Product | sp.Subs):
        raise DeclarationError(f"{what}: {type(e).__name__} is not evaluated; call .doit() first, or write its value")
    known = ", ".join(sorted({canonical(f) for f in FUNCTIONS}))
    raise DeclarationError(f"{what}: {shown(e)} ({type(e).__name__}) is not in the grammar; known functions: {known}")


def _number(value: Fraction) -> Node:
    return Number(value) if value >= 0 else Unary("-", Number(-value))


def _balanced(mark: str, nodes: tuple[Node, ...]) -> Node:
    """A long sum as a tree of little height."""
    if len(nodes) == 1:
        return nodes[0]
    half = (len(nodes) + 1) // 2
    return Binary(mark, _balanced(mark, nodes[:half]), _balanced(mark, nodes[half:]))


def _logic(word: str, nodes: tuple[Node, ...]) -> Node:
    joined = nodes[0]
    if word == "not":
        return Logic("not", (joined,))
    for node in nodes[1:]:
        joined = Logic(word, (joined, node))
    return joined


def _sum(e: Any, depth: int, what: str) -> Node:
    if len(e.limits) != 1 or len(e.limits[0]) != 3:
        raise DeclarationError(f"{what}: a sum needs one index with both ends")
    index, lower, upper = e.limits[0]
    end: Node = Constant("oo") if upper == sp.oo else _read(upper, depth + 1, what)
    return Sum(_read(e.function, depth + 1, what), valid_name(index.name, what), _read(lower, depth + 1, what), end)


def support_text(support: Any, variable: str) -> str:
    """A SymPy set or inequality as the text of a support."""
    if isinstance(support, str):
        return support
    named: Mapping[Any, str] = {
        sp.S.Reals: f"{variable} real",
        sp.S.Integers: f"{variable} integer",
        sp.S.Naturals: f"{variable} in 1, 2, ...",
        sp.S.Naturals0: f"{variable} in 0, 1, 2, ...",
    }
    if isinstance(support, sp.Set) and support in named:
        return named[support]
    if isinstance(support, sp.Interval):
        marks = ("<" if support.left_open else "<=", "<" if support.right_open else "<=")
        ends = [_end(e) for e in (support.start, support.end)]
        return f"{ends[0]} {marks[0]} {variable} {marks[1]} {ends[1]}"
    if isinstance(support, Relational | sp.And):
        return written(from_sympy(support, "support"))
    raise DeclarationError(f"support: {shown(support)} is not a support; give a text, an inequality or an interval")


def _end(end: Any) -> str:
    if end in (sp.oo, -sp.oo):
        return str(end)
    return written(from_sympy(end, "support"))
