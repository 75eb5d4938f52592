"""Syntax tree to SymPy, through a table of constructors.  Nothing is looked up by name in SymPy.

Numbers stay exact.  ``factorial``, ``binomial`` and ``beta`` become gamma functions (their logarithms are then sums
of loggamma), ``log1p`` and ``expm1`` become logarithm and exponential.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Total
from thetahat.declare.limits import LARGEST_ARGUMENT, LARGEST_POWER, MOST_BITS
from thetahat.declare.names import near, shown
from thetahat.declare.syntax import Binary, Call, Compare, Constant, Logic, Name, Node, Number, Sum, Truth, Tuple, Unary
from thetahat.errors import DeclarationError

LARGEST_GAMMA = 171
"""gamma of a larger literal is beyond the range of doubles."""


SMALLEST, LARGEST = sp.Float("1e-307"), sp.Float("1e307")


def _binomial(n: Any, k: Any) -> Any:
    if n.is_Rational and (k.is_Rational or n >= LARGEST_GAMMA):
        return sp.binomial(n, k)
    return sp.gamma(n + 1) / (sp.gamma(k + 1) * sp.gamma(n - k + 1))


CONSTRUCTORS: Mapping[str, Callable[..., Any]] = {
    "exp": sp.exp,
    "log": sp.log,
    "sqrt": sp.sqrt,
    "Abs": sp.Abs,
    "sign": sp.sign,
    "gamma": sp.gamma,
    "loggamma": sp.loggamma,
    "beta": lambda a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
    "factorial": lambda n: sp.gamma(n + 1),
    "binomial": _binomial,
    "erf": sp.erf,
    "erfc": sp.erfc,
    "besseli": sp.besseli,
    "besselk": sp.besselk,
    "zeta": sp.zeta,
    "digamma": lambda a: sp.polygamma(0, a),
    "polygamma": sp.polygamma,
    "floor": sp.floor,
    "ceiling": sp.ceiling,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "atan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "log1p": lambda a: sp.log(1 + a),
    "expm1": lambda a: sp.exp(a) - 1,
    "Min": sp.Min,
    "Max": sp.Max,
    "Piecewise": lambda *pairs: sp.Piecewise(*pairs),
    "total": Total,
    "mean": lambda h: Total(h) / SAMPLE_SIZE,
    "minimum": Minimum,
    "maximum": Maximum,
}
CONSTANTS: Mapping[str, Any] = {"pi": sp.pi, "E": sp.E, "oo": sp.oo}
_BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": sp.Lt,
    "<=": sp.Le,
    ">": sp.Gt,
    ">=": sp.Ge,
    "==": sp.Eq,
    "!=": sp.Ne,
}
_LOGIC: Mapping[str, Callable[..., Any]] = {"and": sp.And, "or": sp.Or, "not": sp.Not}


def to_sympy(node: Node, names: Mapping[str, Any], what: str = "density") -> Any:
    """The SymPy expression (or condition) of a tree; ``names`` maps each name to its symbol.

    Raises
    ------
    DeclarationError
        for a name that is not among ``names``, and for what has no real value (a comparison with log(-1)).
    """
    try:
        return _converted(node, names, what)
    except (TypeError, ValueError, ArithmeticError, NotImplementedError) as error:
        # SymPy's constructors refuse comparisons of complex numbers, numbers out of all bounds, and the like.
        raise DeclarationError(f"{what}: it has no real value ({shown(error, 60)})") from error


def _converted(node: Node, names: Mapping[str, Any], what: str) -> Any:
    def below(*nodes: Node) -> list[Any]:
        return [_converted(n, names, what) for n in nodes]

    match node:
        case Number(value):
            return sp.Rational(value.numerator, value.denominator)
        case Constant(name):
            return CONSTANTS[name]
        case Name(name):
            if name not in names:
                raise unknown_name(name, names, what)
            return names[name]
        case Truth(value):
            return sp.true if value else sp.false
        case Unary(_, operand):
            return -below(operand)[0]
        case Binary(mark, left, right):
            first, second = below(left, right)
            if mark == "^":
                _power_within_limits(first, second, what)
            return _within_range(_BINARY[mark](first, second), what)
        case Compare(marks, operands):
            values = below(*operands)
            links = zip(marks, values[:-1], values[1:], strict=True)
            return sp.And(*(_COMPARE[mark](a, b) for mark, a, b in links))
        case Logic(mark, operands):
            return _LOGIC[mark](*below(*operands))
        case Tuple(items):
            return tuple(below(*items))
        case Call(function, arguments):
            values = below(*arguments)
            _arguments_within_limits(function, values, what)
            return _within_range(CONSTRUCTORS[function](*values), what)
        case Sum(term, index, lower, upper):
            ends = below(lower, upper)
            k = sp.Symbol(index, integer=True, **_sign(ends[0]))
            total = sp.Sum(_converted(term, {**names, index: k}, what), (k, *ends))
            if not total.free_symbols:
                raise DeclarationError(f"{what}: a sum in it holds no declared name; write its value")
            return total


# What looks like a formula may turn out to be a number: Piecewise((10**9, True)), x - x + 10**9.


def _arguments_within_limits(function: str, values: list[Any], what: str) -> None:
    largest = LARGEST_ARGUMENT.get(function)
    for v in values:
        if largest is not None and v.is_number and abs(v.evalf(8)) > largest:
            raise DeclarationError(f"{what}: a constant in {function} is too large (at most {largest})")
    if function == "zeta" and values[0].is_number and not values[0].evalf(8) > 1:
        raise DeclarationError(f"{what}: zeta takes a first argument above 1")
    if function == "besselk" and values[1].is_number and not values[1].is_positive:
        raise DeclarationError(f"{what}: besselk is defined for positive arguments")


def _power_within_limits(base: Any, exponent: Any, what: str) -> None:
    if not exponent.is_number:
        return
    if abs(exponent.evalf(8)) > LARGEST_POWER:
        raise DeclarationError(f"{what}: a constant exponent in it is too large (at most {LARGEST_POWER})")
    if base.is_Rational and exponent.is_Rational:
        bits = max(int(base.p).bit_length(), int(base.q).bit_length()) * abs(int(exponent.p)) // int(exponent.q)
        if bits > MOST_BITS:
            raise DeclarationError(f"{what}: a constant in it has more than {MOST_BITS} bits")


def _within_range(value: Any, what: str) -> Any:
    """The value, unless it is a constant that doubles cannot hold."""
    if isinstance(value, sp.Expr) and value.is_number and not value.is_Atom:
        size = value.evalf(8)
        if size.is_comparable and size and not SMALLEST < abs(size) < LARGEST:
            raise DeclarationError(f"{what}: a constant in it is beyond 1e307, or below 1e-307")
    elif value.is_Rational and value.p and not -1020 < int(value.p).bit_length() - int(value.q).bit_length() < 1020:
        raise DeclarationError(f"{what}: a constant in it is beyond 1e307, or below 1e-307")
    return value


def _sign(lower: Any) -> dict[str, bool]:
    """What is known of an index that begins there."""
    return {"positive": True} if lower.is_positive else {"nonnegative": True} if lower.is_nonnegative else {}


def unknown_name(name: str, names: Mapping[str, Any], what: str) -> DeclarationError:
    """The error for a name that nobody declared."""
    remedy = near(name, names) or f"; declare it, or use one of {', '.join(names)}"
    if name == "e" and "E" not in names:
        remedy = "; write exp(…), or E for the constant"
    return DeclarationError(f"{what}: {shown(name)} is not declared{remedy}")
