"""A formula as a list of numbered operations: built once, run over doubles or over many digits.

A `Tape` holds each distinct operation once, so that a part that occurs twice is computed once.  Front ends translate
SymPy trees (`evaluate`) and declared syntax trees (`declared`) into operations; `link` binds them to a table of
functions (`doubles`, `multiprecision`) and returns a callable.

``log`` is built in the log domain: log(a*b**c*exp(d)*gamma(e)) becomes log|a| + c*log|b| + d + loggamma(e), together
with the sign of the argument, so that neither overflow nor underflow of a factor matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Table = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Inner:
    """The term of a sum: ``translate(tape, expression)`` builds it as a function of the names ``keys``, index first."""

    translate: Callable[[Tape, Any], int]
    expression: Any
    keys: tuple[Any, ...]

    def link(self, table: Table) -> Callable[..., Any]:
        """A callable ``term(sample, *values)``, the values in the order of ``keys``."""
        tape = Tape()
        run = link(tape, (self.translate(tape, self.expression),), table)
        return lambda sample, *values: run(dict(zip(self.keys, values, strict=True)), sample)[0]


class Tape:
    """Operations ``(name, arguments)``, each argument the number of an earlier one, except for leaves.

    Leaves: ``("number", Fraction)``, ``("constant", name)``, ``("name", key)``, ``("literal", value)``.
    ``careful`` lets the logarithm of a sum work with the logarithms of its terms as well, for sums that overflow.
    """

    def __init__(self, careful: bool = False) -> None:
        self.code: list[tuple[str, tuple[Any, ...]]] = []
        self.careful = careful
        self._known: dict[tuple[str, tuple[Any, ...]], int] = {}
        self._signed: dict[int, tuple[int | None, int]] = {}
        self._sizes: dict[int, int] = {}

    def node(self, name: str, *arguments: Any) -> int:
        """The number of this operation, new or already there."""
        key = (name, arguments)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.code)
            self.code.append(key)
        return found

    def number(self, numerator: int, denominator: int = 1) -> int:
        """An exact rational number."""
        return self.node("number", Fraction(numerator, denominator))

    def log(self, argument: int) -> int:
        """log(argument), nan where the argument is negative."""
        sign, log = self.signed_log(argument)
        return log if sign is None else self.node("log_where", sign, log)

    def signed_log(self, i: int) -> tuple[int | None, int]:
        """(sign, log|.|) of operation i; the sign is None where it is + (or the value 0) by construction."""
        if i not in self._signed:
            name, arguments = self.code[i]
            make = _SIGNED.get(name)
            self._signed[i] = make(self, i, arguments) if make else self._plain(i)
        return self._signed[i]

    def size(self, i: int) -> int:
        """The size of the terms of operation i: sums taken over absolute values, also inside products and totals."""
        if i not in self._sizes:
            name, arguments = self.code[i]
            if name in ("add", "mul", "@total"):
                made = self.node(name, *(self.size(a) for a in arguments))
            elif name == "neg":
                made = self.size(arguments[0])
            elif name == "sub":
                made = self.node("add", *(self.size(a) for a in arguments))
            elif name == "div":
                made = self.node("div", self.size(arguments[0]), self.node("abs", arguments[1]))
            elif name == "select":
                made = self.node(name, *(a if k % 2 else self.size(a) for k, a in enumerate(arguments)))
            else:
                made = self.node("abs", i)
            self._sizes[i] = made
        return self._sizes[i]

    def _plain(self, i: int) -> tuple[int | None, int]:
        return self.node("sign", i), self.node("log_abs", i)

    def product_sign(self, signs: list[int | None]) -> int | None:
        """The product of signs, leaving out those that are + by construction."""
        left = [s for s in signs if s is not None]
        if not left:
            return None
        return left[0] if len(left) == 1 else self.node("mul", *left)


def _number(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    log = tape.node("log_abs", i)
    return (None if arguments[0] >= 0 else tape.number(-1)), log


def _constant(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    return None, tape.node("log_abs", i)


def _mul(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    pairs = [tape.signed_log(a) for a in arguments]
    return tape.product_sign([s for s, _ in pairs]), tape.node("add", *(log for _, log in pairs))


def _divide(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    (s, top), (t, bottom) = (tape.signed_log(a) for a in arguments)
    return tape.product_sign([s, t]), tape.node("sub", top, bottom)


def _negative(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    sign, log = tape.signed_log(arguments[0])
    return tape.product_sign([tape.number(-1), sign]), log


def _power(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    base, exponent = arguments
    sign, log = tape.signed_log(base)
    result = tape.node("times_log", exponent, log)
    kind, value = tape.code[exponent]
    if sign is None:
        return None, result
    if kind == "number" and value[0].denominator == 1:
        return (None if value[0] % 2 == 0 else sign), result
    return tape.node("power_sign", sign, exponent), result


def _sqrt(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    sign, log = tape.signed_log(arguments[0])
    half = tape.number(1, 2)
    return (None if sign is None else tape.node("power_sign", sign, half)), tape.node("mul", half, log)


def _exp(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    return None, arguments[0]


def _abs(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    return None, tape.signed_log(arguments[0])[1]


def _add(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    one = tape.number(1)
    if one in arguments:
        rest = [a for a in arguments if a != one]
        if len(rest) == 1:
            argument = _complement(tape, rest[0])
            if argument is not None:
                return None, tape.node("log_erfc", argument)
            exponent = _minus_exponential(tape, rest[0])
            if exponent is not None:
                return tape.node("sign", tape.node("neg", exponent)), tape.node("log_abs_expm1", exponent)
        if len(rest) == len(arguments) - 1 and not tape.careful:
            other = rest[0] if len(rest) == 1 else tape.node("add", *rest)
            return tape.node("sign", i), tape.node("log_abs_one_plus", other)
    if not tape.careful:
        return tape.node("sign", i), tape.node("log_abs", i)
    flat: list[int] = []
    for a in arguments:
        sign, log = tape.signed_log(a)
        flat += [one if sign is None else sign, log]
    return tape.node("sum_sign", i, *flat), tape.node("sum_log", i, *flat)


def _sub(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    return tape.signed_log(tape.node("add", arguments[0], tape.node("neg", arguments[1])))


def _complement(tape: Tape, i: int) -> int | None:
    """The z with 1 + (operation i) = erfc(z), when operation i is erf(-z) or -erf(z)."""
    name, arguments = tape.code[i]
    if name == "erf":
        return tape.node("neg", arguments[0])
    if name == "neg" and tape.code[arguments[0]][0] == "erf":
        return int(tape.code[arguments[0]][1][0])
    minus = tape.number(-1)
    if name == "mul" and len(arguments) == 2 and minus in arguments:
        other = arguments[1] if arguments[0] == minus else arguments[0]
        if tape.code[other][0] == "erf":
            return int(tape.code[other][1][0])
    return None


def _minus_exponential(tape: Tape, i: int) -> int | None:
    """The z with (operation i) = -exp(z)."""
    name, arguments = tape.code[i]
    if name == "neg" and tape.code[arguments[0]][0] == "exp":
        return int(tape.code[arguments[0]][1][0])
    minus = tape.number(-1)
    if name == "mul" and len(arguments) == 2 and minus in arguments:
        other = arguments[1] if arguments[0] == minus else arguments[0]
        if tape.code[other][0] == "exp":
            return int(tape.code[other][1][0])
    return None


def _select(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
    """The arguments are value, condition, value, condition, …"""
    values, conditions = arguments[0::2], arguments[1::2]
    pairs = [tape.signed_log(v) for v in values]
    one = tape.number(1)
    logs = [p for (_, log), c in zip(pairs, conditions, strict=True) for p in (log, c)]
    if all(s is None for s, _ in pairs):
        return None, tape.node("select", *logs)
    signs = [p for (s, _), c in zip(pairs, conditions, strict=True) for p in (one if s is None else s, c)]
    return tape.node("select", *signs), tape.node("select", *logs)


def _named(sign: str | None, log: str) -> Callable[[Tape, int, tuple[Any, ...]], tuple[int | None, int]]:
    def make(tape: Tape, i: int, arguments: tuple[Any, ...]) -> tuple[int | None, int]:
        return (None if sign is None else tape.node(sign, *arguments)), tape.node(log, *arguments)

    return make


_SIGNED: dict[str, Callable[[Tape, int, tuple[Any, ...]], tuple[int | None, int]]] = {
    "number": _number,
    "constant": _constant,
    "mul": _mul,
    "div": _divide,
    "neg": _negative,
    "power": _power,
    "sqrt": _sqrt,
    "exp": _exp,
    "abs": _abs,
    "add": _add,
    "sub": _sub,
    "select": _select,
    "gamma": _named("gamma_sign", "loggamma"),
    "factorial": _named("factorial_sign", "log_factorial"),
    "beta": _named(None, "log_beta"),
    "binomial": _named("binomial_sign", "log_binomial"),
    "erfc": _named(None, "log_erfc"),
    "besseli": _named(None, "log_besseli"),
    "besselk": _named(None, "log_besselk"),
    "cosh": _named(None, "log_cosh"),
}


def link(tape: Tape, roots: tuple[int, ...], table: Table) -> Callable[[Mapping[Any, Any], Any], tuple[Any, ...]]:
    """A callable ``run(values, sample) -> results at the roots``.

    ``values`` maps the keys of ``name`` leaves to numbers; ``sample`` is handed to the operations of statistics (those
    whose name begins with ``@``) as their first argument.
    """
    needed: set[int] = set()
    stack = list(roots)
    while stack:
        i = stack.pop()
        if i in needed:
            continue
        needed.add(i)
        name, arguments = tape.code[i]
        if name not in LEAVES:
            stack += [a for a in arguments if isinstance(a, int)]
    slots = {i: k for k, i in enumerate(sorted(needed))}
    start: list[Any] = [None] * len(slots)
    names: list[tuple[int, Any]] = []
    moves: list[tuple[int, Callable[..., Any], bool, tuple[int, ...]]] = []
    for i, k in slots.items():
        name, arguments = tape.code[i]
        if name == "name":
            names.append((k, arguments[0]))
        elif name in LEAVES:
            start[k] = table[name](*arguments)
        else:
            moves.append((k, _function(table, name, arguments), name[0] == "@", _places(slots, arguments)))
    ends = tuple(slots[r] for r in roots)

    def run(values: Mapping[Any, Any], sample: Any) -> tuple[Any, ...]:
        register = start.copy()
        for k, key in names:
            register[k] = values[key]
        for k, function, whole, places in moves:
            given = [register[p] for p in places]
            register[k] = function(sample, *given) if whole else function(*given)
        return tuple(register[k] for k in ends)

    return run


LEAVES = ("number", "constant", "name", "literal")


def _places(slots: Mapping[int, int], arguments: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(slots[a] for a in arguments if isinstance(a, int))


def _function(table: Table, name: str, arguments: tuple[Any, ...]) -> Callable[..., Any]:
    """The table's function; arguments that are not numbers of operations (an inner tape) are bound to it first."""
    function = table[name]
    inner = [a for a in arguments if not isinstance(a, int)]
    return function(*inner) if inner else function  # type: ignore[no-any-return]
