"""Syntax tree back to plain text, in the grammar that it came from."""

from __future__ import annotations

from fractions import Fraction

from thetahat.declare.syntax import Binary, Call, Compare, Constant, Logic, Name, Node, Number, Sum, Truth, Tuple, Unary

LOOSEST, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, POWER, TIGHTEST = range(10)
_BINARY = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}
_LOGIC = {"or": OR, "and": AND, "not": NOT}


def written(node: Node) -> str:
    """The tree as text; ``parse(written(node))`` gives an equal tree if the tree came from `parse`."""
    return _set(node)[0]


def _set(node: Node) -> tuple[str, int]:
    """The text and how tightly its outermost operation binds."""
    match node:
        case Number(value):
            return _number(value)
        case Constant(name) | Name(name):
            return name, TIGHTEST
        case Truth(value):
            return str(value), TIGHTEST
        case Unary(_, operand):
            return "-" + _inside(operand, SIGN), SIGN
        case Binary(mark, left, right):
            level = _BINARY[mark]
            if mark == "^":
                return f"{_inside(left, TIGHTEST)}**{_inside(right, SIGN)}", level
            space = " " if level == SUM else ""
            return f"{_inside(left, level)}{space}{mark}{space}{_inside(right, level + 1)}", level
        case Call(function, arguments):
            return f"{function}({', '.join(written(a) for a in arguments)})", TIGHTEST
        case Tuple(items):
            return f"({', '.join(written(i) for i in items)})", TIGHTEST
        case Compare(marks, operands):
            parts = [_inside(operands[0], SUM)]
            for mark, operand in zip(marks, operands[1:], strict=True):
                parts += [mark, _inside(operand, SUM)]
            return " ".join(parts), COMPARISON
        case Logic("not", operands):
            return f"not {_inside(operands[0], NOT)}", NOT
        case Logic(word, operands):
            level = _LOGIC[word]
            return f"{_inside(operands[0], level)} {word} {_inside(operands[1], level + 1)}", level
        case Sum(term, index, lower, upper):
            return f"Sum({written(term)}, {index}, {written(lower)}, {written(upper)})", TIGHTEST


def _inside(node: Node, least: int) -> str:
    text, level = _set(node)
    return text if level >= least else f"({text})"


def _number(value: Fraction) -> tuple[str, int]:
    """An integer or a decimal if it is one, else a fraction in brackets."""
    if value.denominator == 1:
        return str(value.numerator), TIGHTEST if value >= 0 else SIGN
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest == 1 and value >= 0:
        digits = str(value.numerator * 10**places // value.denominator)
        if len(digits) <= 20 and places <= 20:
            digits = digits.rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}", TIGHTEST
        return f"{digits}e-{places}", TIGHTEST
    return f"{value.numerator}/{value.denominator}", PRODUCT
