"""Limits on what a text may ask for: size of the tree, literal exponents, literal arguments of special functions.

A subtree without names is folded here in exact fractions or in floats, so that ``9**9**9**9``, ``zeta(10**9)`` and
1/0 are refused before any algebra sees them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from thetahat.declare.degrees import checked_degrees
from thetahat.declare.syntax import (
    Binary,
    Call,
    Compare,
    Constant,
    Name,
    Node,
    Number,
    Sum,
    Unary,
    children,
    free_names,
    walk,
)
from thetahat.errors import DeclarationError

MOST_NODES = 3000
HIGHEST_TREE = 150
LARGEST_POWER = 1000
MOST_BITS = 4096

# Arguments beyond these would be turned into integers or fractions of thousands of digits.
LARGEST_ARGUMENT = {
    "gamma": 170,
    "loggamma": 170,
    "beta": 170,
    "factorial": 170,
    "binomial": 1000,
    "digamma": 170,
    "polygamma": 170,
    "zeta": 170,
    "besseli": 1000,
    "besselk": 1000,
}
HIGHEST_DERIVATIVE = 20

_FLOATS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "Abs": abs,
    "gamma": math.gamma,
    "loggamma": math.lgamma,
    "factorial": lambda n: math.gamma(n + 1),
    "erf": math.erf,
    "erfc": math.erfc,
    "floor": math.floor,
    "ceiling": math.ceil,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "log1p": math.log1p,
    "expm1": math.expm1,
    "Min": lambda *values: min(values),
    "Max": lambda *values: max(values),
}

Value = Fraction | float | None
"""The value of a subtree: exact, approximate (nan: a constant of unknown value), or None if it holds names."""


def checked_size(node: Node, what: str) -> Node:
    """The tree itself if it is neither too large nor too high, and no constant in it is out of bounds."""
    count = sum(1 for _ in walk(node))
    if count > MOST_NODES:
        raise DeclarationError(f"{what}: {count} operations and names; at most {MOST_NODES} are read")
    if _height(node) > HIGHEST_TREE:
        raise DeclarationError(f"{what}: more than {HIGHEST_TREE} operations nested or in a row")
    _fold(node, what)
    checked_degrees(node, what)
    return node


def _height(node: Node) -> int:
    level, height = [node], 0
    while level:
        height += 1
        level = [below for n in level for below in children(n)]
    return height


def _fold(node: Node, what: str) -> Value:
    below = [_fold(n, what) for n in children(node)]
    match node:
        case Number(value):
            return value
        case Constant(name):
            return {"pi": math.pi, "E": math.e}.get(name, math.inf)
        case Name():
            return None
        case Sum():
            if not free_names(node):
                raise DeclarationError(f"{what}: a sum in it holds no declared name; write its value")
            return None
        case Unary():
            return None if below[0] is None else -below[0]
        case Binary(operator):
            return _operation(operator, below[0], below[1], what)
        case Call("Piecewise"):
            return None
        case Call("polygamma", (order, _)) if not _is_order(order):
            raise DeclarationError(f"{what}: polygamma takes one of 0, 1, …, {HIGHEST_DERIVATIVE} as first argument")
        case Call("zeta") if below[0] is not None and not below[0] > 1:
            raise DeclarationError(f"{what}: zeta takes a first argument above 1")
        case Call(function):
            return _function(function, below, what)
        case Compare() if any(isinstance(n, Sum) or n == Call("Piecewise", children(n)) for n in walk(node)):
            raise DeclarationError(f"{what}: a condition in it holds a Piecewise or a Sum; write it out")
        case _:
            return None


def _is_order(node: Node) -> bool:
    return isinstance(node, Number) and node.value.denominator == 1 and node.value <= HIGHEST_DERIVATIVE


def _operation(operator: str, a: Value, b: Value, what: str) -> Value:
    if operator == "/" and b == 0:
        raise DeclarationError(f"{what}: division by zero")
    if operator == "^":
        return _power(a, b, what)
    if a is None or b is None:
        return None
    if operator == "+":
        return _bounded(lambda: a + b, what)
    if operator == "-":
        return _bounded(lambda: a - b, what)
    if operator == "*":
        return _bounded(lambda: a * b, what)
    return _bounded(lambda: a / b, what)


def _power(a: Value, b: Value, what: str) -> Value:
    if b is not None and not -LARGEST_POWER <= b <= LARGEST_POWER and not math.isnan(b):
        raise DeclarationError(f"{what}: the exponent {_figure(b)} is too large; at most {LARGEST_POWER} is read")
    if a is None or b is None:
        return None
    if a == 0 and b < 0:
        raise DeclarationError(f"{what}: division by zero")
    if isinstance(a, Fraction) and isinstance(b, Fraction) and b.denominator == 1:
        bits = max(a.numerator.bit_length(), a.denominator.bit_length()) * abs(b.numerator)
        if bits > MOST_BITS:
            raise DeclarationError(f"{what}: {_figure(a)}^{_figure(b)} is too large a number")
        return _bounded(lambda: a**b.numerator, what)
    if a < 0:
        raise DeclarationError(f"{what}: {_figure(a)}^({_figure(b)}) is not a real number")
    return _bounded(lambda: float(a) ** float(b), what)


def _function(function: str, arguments: list[Value], what: str) -> Value:
    largest = LARGEST_ARGUMENT.get(function, math.inf)
    for a in arguments:
        if a is not None and not -largest <= a <= largest and not math.isnan(a):
            if function == "binomial" or len(arguments) == 1:
                remedy = "declare it as a known constant instead"
            else:
                remedy = "take a smaller number"
            raise DeclarationError(
                f"{what}: {_figure(a)} in {function} is too large a number (at most {largest}); {remedy}"
            )
    if any(a is None for a in arguments):
        return None
    constants = [a for a in arguments if a is not None]
    if function not in _FLOATS or any(math.isnan(a) for a in constants):
        return math.nan
    try:
        return _bounded(lambda: _FLOATS[function](*(float(a) for a in constants)), what)
    except ValueError:
        inside = ", ".join(_figure(a) for a in constants)
        raise DeclarationError(f"{what}: {function}({inside}) is not a finite real number") from None


def _bounded(work: Callable[[], Fraction | float], what: str) -> Fraction | float:
    try:
        value = work()
    except OverflowError:
        raise DeclarationError(f"{what}: a constant in it is infinite, or beyond 1e308") from None
    if isinstance(value, float) and math.isinf(value):
        raise DeclarationError(f"{what}: a constant in it is infinite, or beyond 1e308")
    if isinstance(value, Fraction):
        _sized(value, what)
    return value


def _sized(value: Fraction, what: str) -> None:
    """Refuse a fraction that doubles cannot hold, or that has very many digits."""
    above, below = value.numerator.bit_length(), value.denominator.bit_length()
    if value and not -1020 < above - below < 1020:
        raise DeclarationError(f"{what}: a constant in it is beyond 1e307, or below 1e-307")
    if max(above, below) > MOST_BITS:
        raise DeclarationError(f"{what}: a constant in it has more than {MOST_BITS} bits")


def _figure(value: Fraction | float) -> str:
    """A constant, short enough for a message."""
    if isinstance(value, Fraction) and value.denominator == 1 and abs(value) < 10**9:
        return str(value.numerator)
    try:
        return f"{float(value):.6g}"
    except OverflowError:
        return "beyond 1e308"
