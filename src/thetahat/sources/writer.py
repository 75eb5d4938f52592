"""A formula of a plan -> an expression of an engine: Python's parser, then the engine's words.

What depends on no row is computed here, as a double; the rest is said in the engine's words.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from thetahat.core.plan import Assignments
from thetahat.engines.compiled import expressions, needs_of
from thetahat.sources.relation import Expression, Relation, UnsayableError, Words

_ARITHMETIC: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARE: dict[type, str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
SMALL = 4
"""Whole powers up to this one are products."""


@lru_cache(maxsize=8192)
def tree(source: str) -> ast.expr:
    """The tree of one formula."""
    return ast.parse(source, mode="eval").body


def names_in(node: ast.AST) -> frozenset[str]:
    """The identifiers in a tree."""
    return needs_of(ast.unparse(node))


class Writer:
    """Writes formulas for one engine; ``rows`` are identifiers of columns, ``scalars`` those of numbers."""

    def __init__(self, words: Words, rows: Mapping[str, Expression], scalars: Mapping[str, float]) -> None:
        self.words, self.rows, self.scalars = words, dict(rows), scalars

    def __call__(self, source: str) -> Expression:
        """The expression of one formula.  Raises UnsayableError for a function that the engine lacks."""
        return self._of(tree(source))

    def _of(self, node: ast.AST) -> Expression:
        write = _WRITE.get(type(node))
        if write is None:
            raise UnsayableError(type(node).__name__)
        if not isinstance(node, ast.Name) and not names_in(node) & self.rows.keys():
            value = expressions((ast.unparse(node),))(self.scalars)[0]
            return self.words.flag(bool(value)) if isinstance(node, ast.Compare) else self.words.number(value)
        return write(self, node)

    def name(self, node: ast.Name) -> Expression:
        """A column, or the value of a scalar."""
        if node.id in self.rows:
            return self.rows[node.id]
        return self.words.number(expressions((node.id,))(self.scalars)[0])

    def binary(self, node: ast.BinOp) -> Expression:
        """Arithmetic; small whole powers are products."""
        a = self._of(node.left)
        if isinstance(node.op, ast.Pow) and not names_in(node.right) & self.rows.keys():
            power = expressions((ast.unparse(node.right),))(self.scalars)[0]
            simple = isinstance(node.left, ast.Name)
            if power in range(1, SMALL + 1) and (simple or power <= 2):
                out = a
                for _ in range(int(power) - 1):
                    out = self.words.arithmetic("*", out, a)
                return out
        return self.words.arithmetic(_ARITHMETIC[type(node.op)], a, self._of(node.right))

    def unary(self, node: ast.UnaryOp) -> Expression:
        """A sign or a denial."""
        inner = self._of(node.operand)
        if isinstance(node.op, ast.USub):
            return self.words.arithmetic("-", self.words.number(0.0), inner)
        return self.words.negated(inner) if isinstance(node.op, ast.Not) else inner

    def compare(self, node: ast.Compare) -> Expression:
        """A comparison, or a chain of them."""
        sides = [self._of(n) for n in (node.left, *node.comparators)]
        parts = [
            self.words.compare(_COMPARE[type(op)], a, b)
            for op, a, b in zip(node.ops, sides[:-1], sides[1:], strict=True)
        ]
        out = parts[0]
        for part in parts[1:]:
            out = self.words.both(out, part)
        return out

    def call(self, node: ast.Call) -> Expression:
        """A function; choices and conditions are said by every engine, most others by patterns."""
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = [self._of(a) for a in node.args]
        pattern = PATTERNS.get(word)
        return pattern(self.words, *arguments) if pattern else self.words.call(word, arguments)

    def constant(self, node: ast.Constant) -> Expression:
        """A number."""
        return self.words.flag(node.value) if isinstance(node.value, bool) else self.words.number(float(node.value))  # type: ignore[arg-type]


_WRITE: dict[type, Callable[[Writer, Any], Expression]] = {
    ast.Name: Writer.name,
    ast.BinOp: Writer.binary,
    ast.UnaryOp: Writer.unary,
    ast.Compare: Writer.compare,
    ast.Call: Writer.call,
    ast.Constant: Writer.constant,
}


# ------------------------------------------------------------------ functions that are said by others


def log1p(w: Words, y: Expression) -> Expression:
    """log(1 + y) to all digits: log(u) y/(u - 1) with u = 1 + y (Kahan), y itself where u is 1."""
    one = w.number(1.0)
    u = w.arithmetic("+", one, y)
    ratio = w.arithmetic("/", w.arithmetic("*", w.call("log", [u]), y), w.arithmetic("-", u, one))
    infinite = w.compare(">", u, w.number(1e300))
    return w.where(w.compare("==", u, one), y, w.where(infinite, w.call("log", [u]), ratio))


def expm1(w: Words, y: Expression) -> Expression:
    """exp(y) - 1 to all digits: (u - 1) y/log(u) with u = exp(y) (Kahan), outside of +-1 as it stands."""
    one = w.number(1.0)
    u = w.call("exp", [y])
    plain = w.arithmetic("-", u, one)
    near = w.compare("<", w.call("abs", [y]), one)
    fine = w.arithmetic("/", w.arithmetic("*", plain, y), w.call("log", [u]))
    return w.where(w.compare("==", u, one), y, w.where(near, fine, plain))


def _xlogy(w: Words, x: Expression, y: Expression) -> Expression:
    zero = w.number(0.0)
    return w.where(w.compare("==", x, zero), zero, w.arithmetic("*", x, w.call("log", [y])))


def _xlog1py(w: Words, x: Expression, y: Expression) -> Expression:
    zero = w.number(0.0)
    return w.where(w.compare("==", x, zero), zero, w.arithmetic("*", x, log1p(w, y)))


def _expit(w: Words, y: Expression) -> Expression:
    one = w.number(1.0)
    e = w.call("exp", [w.arithmetic("-", w.number(0.0), w.call("abs", [y]))])
    top = w.where(w.compare(">=", y, w.number(0.0)), one, e)
    return w.arithmetic("/", top, w.arithmetic("+", one, e))


def _logaddexp(w: Words, a: Expression, b: Expression) -> Expression:
    gap = w.arithmetic("-", a, b)
    e = w.call("exp", [w.arithmetic("-", w.number(0.0), w.call("abs", [gap]))])
    return w.arithmetic("+", w.where(w.compare(">=", a, b), a, b), log1p(w, e))


def _sign(w: Words, x: Expression) -> Expression:
    zero = w.number(0.0)
    below = w.where(w.compare("<", x, zero), w.number(-1.0), w.arithmetic("*", x, zero))
    return w.where(w.compare(">", x, zero), w.number(1.0), below)


def _sinh(w: Words, x: Expression) -> Expression:
    one, half = w.number(1.0), w.number(0.5)
    m, e = expm1(w, x), w.call("exp", [x])
    small = w.arithmetic("+", m, w.arithmetic("/", m, w.arithmetic("+", m, one)))
    great = w.arithmetic("-", e, w.arithmetic("/", one, e))
    return w.arithmetic("*", half, w.where(w.compare("<", w.call("abs", [x]), one), small, great))


def _cosh(w: Words, x: Expression) -> Expression:
    e = w.call("exp", [x])
    return w.arithmetic("*", w.number(0.5), w.arithmetic("+", e, w.arithmetic("/", w.number(1.0), e)))


PATTERNS: dict[str, Callable[..., Expression]] = {
    "where": lambda w, c, a, b: w.where(c, a, b),
    "logical_and": lambda w, a, b: w.both(a, b),
    "logical_or": lambda w, a, b: w.either(a, b),
    "logical_not": lambda w, a: w.negated(a),
    "minimum": lambda w, a, b: w.where(w.compare("<=", a, b), a, b),
    "maximum": lambda w, a, b: w.where(w.compare(">=", a, b), a, b),
    "log1p": log1p,
    "expm1": expm1,
    "xlogy": _xlogy,
    "xlog1py": _xlog1py,
    "expit": _expit,
    "logaddexp": _logaddexp,
    "sign": _sign,
    "sinh": _sinh,
    "cosh": _cosh,
}


# ------------------------------------------------------------------ functions of a row, in layers


def layered(
    relation: Relation, rows: Mapping[str, str], scalars: Mapping[str, float], assignments: Assignments
) -> tuple[Relation, Writer]:
    """The relation with a column for each assignment that reads a row, and a writer that knows them.

    An assignment that uses another one comes a layer later, so that no text is written twice.
    """
    values = dict(scalars)
    writer = Writer(relation.words, {name: relation.words.column(column) for name, column in rows.items()}, values)
    depth = dict.fromkeys(rows, 0)
    waiting: dict[str, Expression] = {}
    level = 0

    def flush(current: Relation) -> Relation:
        if not waiting:
            return current
        current = current.extended({f"l_{n}": e for n, e in waiting.items()})
        writer.rows.update((n, relation.words.column(f"l_{n}")) for n in waiting)
        waiting.clear()
        return current

    for name, source in ordered(assignments, rows):
        used = needs_of(source)
        if not used & depth.keys():
            values[name] = expressions((source,))(values)[0]
            continue
        here = 1 + max(depth[u] for u in used if u in depth)
        if here != level:
            relation, level = flush(relation), here
        depth[name] = here
        waiting[name] = writer(source)
    return flush(relation), writer


def ordered(assignments: Assignments, rows: Iterable[str]) -> Sequence[tuple[str, str]]:
    """The assignments by the layer in which they can be computed; scalars first."""
    depth = dict.fromkeys(rows, 0)
    levels: list[tuple[int, tuple[str, str]]] = []
    for name, source in assignments:
        used = [depth[u] for u in needs_of(source) if u in depth]
        if used:
            depth[name] = 1 + max(used)
        levels.append((depth.get(name, 0), (name, source)))
    return [pair for _, pair in sorted(levels, key=lambda item: item[0])]
