"""Formulas of a plan -> text of another language: Python's own parser, then tables of words and operators."""

from __future__ import annotations

import ast
import copy
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from thetahat.errors import TargetError

COMPARE, ADD, MULTIPLY, NEGATE, POWER, ATOM = range(1, 7)
"""How tightly a text binds."""

Text = tuple[str, int]


@lru_cache(maxsize=4096)
def parsed(source: str) -> ast.expr:
    """The tree of one formula."""
    return ast.parse(source, mode="eval").body


@lru_cache(maxsize=4096)
def names_of(source: str) -> frozenset[str]:
    """The identifiers that a formula uses, called words left out."""
    tree = parsed(source)
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called}
    return frozenset(used - CONSTANTS - indices_of(tree))


def indices_of(tree: ast.AST) -> set[str]:
    """The indices of sums: the letters of functions such as ``lambda k: k*t``."""
    return {a.arg for n in ast.walk(tree) if isinstance(n, ast.Lambda) for a in n.args.args}


CONSTANTS = {"pi", "inf", "nan", "True", "False"}


class Formulas:
    """Prints formulas.  A target sets the tables; what is in none of them is refused by name."""

    target = ""
    words: Mapping[str, str] = {}
    """A word of a plan to a function of the language, or to a pattern with {0}, {1}."""
    constants: Mapping[str, str] = {}
    compare: Mapping[type, str] = {
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Eq: "==",
        ast.NotEq: "!=",
    }
    logic: Mapping[type, str] = {ast.And: "&&", ast.Or: "||"}
    denial = "!"
    closure = ""
    """The pattern of a function of an index: its letter, its value.  Empty: there are none."""
    square = False
    """Whether x**2 is written x*x where x is a name."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self.names = dict(names or {})
        self.used: set[str] = set()

    def text(self, source: str | ast.expr) -> str:
        """One formula."""
        return self.show(parsed(source) if isinstance(source, str) else source)[0]

    def show(self, e: ast.expr) -> Text:
        """The text of a tree, and how tightly it binds."""
        method = getattr(self, f"show_{type(e).__name__}", None)
        if method is None:
            raise TargetError(f"target '{self.target}' has no {type(e).__name__}")
        out: Text = method(e)
        return out

    def tight(self, e: ast.expr, level: int) -> str:
        """The text, in brackets if it binds less tightly than ``level``."""
        text, binds = self.show(e)
        return text if binds >= level else f"({text})"

    # -------------------------------------------------------------- leaves

    def show_Name(self, e: ast.Name) -> Text:
        if e.id in CONSTANTS:
            self.used.add(e.id)
            text = self.constants[e.id]
            return text, ATOM if text.replace(".", "").replace("_", "").isalnum() else ADD
        return self.names.get(e.id, e.id), ATOM

    def show_Constant(self, e: ast.Constant) -> Text:
        value: Any = e.value
        if isinstance(value, bool):
            return self.constants[str(value)], ATOM
        return self.number(value), ATOM

    def number(self, value: float) -> str:
        """A number, always a floating one."""
        return repr(float(value))

    def show_Subscript(self, e: ast.Subscript) -> Text:
        return f"{self.tight(e.value, ATOM)}[{self.index(e.slice)}]", ATOM

    def index(self, e: ast.expr) -> str:
        """The text of an index, which is a whole number."""
        if isinstance(e, ast.Constant):
            return str(e.value)
        if isinstance(e, ast.BinOp):
            sign = {ast.Add: " + ", ast.Sub: " - ", ast.Mult: " * "}[type(e.op)]
            return f"{self.index(e.left)}{sign}{self.index(e.right)}"
        return self.tight(e, ATOM)

    def show_Lambda(self, e: ast.Lambda) -> Text:
        if not self.closure:
            self.refuse("function of an index")
        letters = ", ".join(self.names.get(a.arg, a.arg) for a in e.args.args)
        return self.closure.format(letters, self.text(e.body)), COMPARE - 1

    # -------------------------------------------------------------- arithmetic

    def show_UnaryOp(self, e: ast.UnaryOp) -> Text:
        if isinstance(e.op, ast.Not):
            return f"{self.denial}({self.text(e.operand)})", ATOM
        if isinstance(e.operand, ast.Name) and f"-{e.operand.id}" in self.constants:
            return self.constants[f"-{e.operand.id}"], ATOM
        return f"-{self.tight(e.operand, NEGATE + 1)}", NEGATE

    def show_BinOp(self, e: ast.BinOp) -> Text:
        if isinstance(e.op, ast.Pow):
            return self.power(e.left, e.right)
        if isinstance(e.op, ast.Mod):
            return self.call("modulo", [e.left, e.right])
        level = ADD if isinstance(e.op, (ast.Add, ast.Sub)) else MULTIPLY
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(e.op)]
        after = level if isinstance(e.op, (ast.Add, ast.Mult)) and not self._groups(e.right, e.op) else level + 1
        if isinstance(e.right, ast.UnaryOp):
            after = ATOM
        return f"{self.tight(e.left, level)} {sign} {self.tight(e.right, after)}", level

    @staticmethod
    def _groups(e: ast.expr, op: ast.operator) -> bool:
        """Whether brackets around the right operand tell the order of rounding."""
        return isinstance(e, ast.BinOp)

    def power(self, base: ast.expr, exponent: ast.expr) -> Text:
        """base ** exponent."""
        if self.square and isinstance(exponent, ast.Constant) and exponent.value == 2 and isinstance(base, ast.Name):
            name = self.text(base)
            return f"{name} * {name}", MULTIPLY
        return self.raised(base, exponent)

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        """A power that is not a plain square."""
        return self.call("pow", [base, exponent])

    # -------------------------------------------------------------- truth

    def show_Compare(self, e: ast.Compare) -> Text:
        parts = []
        left = e.left
        for op, right in zip(e.ops, e.comparators, strict=True):
            parts.append(f"{self.tight(left, ADD)} {self.compare[type(op)]} {self.tight(right, ADD)}")
            left = right
        return f" {self.logic[ast.And]} ".join(parts), COMPARE - (len(parts) > 1)

    def show_BoolOp(self, e: ast.BoolOp) -> Text:
        return f" {self.logic[type(e.op)]} ".join(self.tight(v, COMPARE) for v in e.values), COMPARE - 1

    def show_IfExp(self, e: ast.IfExp) -> Text:
        return self.where(e.test, e.body, e.orelse)

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        """One of two values."""
        return f"({self.tight(test, COMPARE)} ? {self.text(yes)} : {self.text(no)})", ATOM

    # -------------------------------------------------------------- calls

    def show_Call(self, e: ast.Call) -> Text:
        assert isinstance(e.func, ast.Name)
        word = e.func.id
        if word == "where":
            return self.where(*e.args)
        if word in ("logical_and", "logical_or"):
            sign = self.logic[ast.And if word == "logical_and" else ast.Or]
            return f" {sign} ".join(self.tight(a, COMPARE) for a in e.args), COMPARE - 1
        if word == "logical_not":
            return f"{self.denial}({self.text(e.args[0])})", ATOM
        return self.call(word, e.args)

    def call(self, word: str, args: list[ast.expr]) -> Text:
        """A function of the language."""
        if word not in self.words:
            self.refuse(word)
        self.used.add(word)
        known = self.words[word]
        if "{" in known:
            return known.format(*(self.text(a) for a in args)), ATOM
        return f"{known}({', '.join(self.text(a) for a in args)})", ATOM

    def refuse(self, word: str) -> None:
        """TargetError that names the word, and the targets that have it."""
        from thetahat.codegen.languages.able import able  # it reads the tables of every target

        others = able(word.partition(" ")[0], self.target)
        told = f"; {', '.join(others)} can write it" if others else ""
        raise TargetError(f"target '{self.target}' has no {word}{told}")


def cut(
    tree: ast.expr, room: int, length: Callable[[ast.expr], int], fresh: Callable[[], str]
) -> tuple[list[tuple[str, ast.expr]], ast.expr]:
    """(parts, rest): a formula that is too long for a line, in named parts that fit."""
    parts: list[tuple[str, ast.expr]] = []
    tree = copy.deepcopy(tree)
    while length(tree) > room:
        best: ast.expr | None = None
        size = 12
        for node in _outside_functions(tree):
            if isinstance(node, (ast.BinOp, ast.Call, ast.Lambda)) and node is not tree:
                here = length(node)
                if size < here <= room - 12:
                    best, size = node, here
        if best is None:
            break
        name = fresh()
        parts.append((name, copy.deepcopy(best)))
        tree = Swap(best, name).visit(tree)
    return parts, tree


def _outside_functions(tree: ast.expr) -> Iterator[ast.AST]:
    """The nodes in the order of ast.walk; what is inside a function of an index has no value outside."""
    todo = deque[ast.AST]([tree])
    while todo:
        node = todo.popleft()
        yield node
        if not isinstance(node, ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


class Swap(ast.NodeTransformer):
    """Puts a name in the place of a part."""

    def __init__(self, old: ast.expr, name: str) -> None:
        self.old, self.name = old, name

    def visit(self, node: ast.AST) -> Any:
        if node is self.old:
            return ast.Name(self.name, ast.Load())
        return super().generic_visit(node)


def identifiers(
    wanted: Iterable[str], reserved: Iterable[str], fold: bool = False, endings: tuple[str, ...] = ()
) -> dict[str, str]:
    """Each name to one that the language accepts: no reserved word, no two alike.

    ``fold``: capitals do not count.  ``endings``: those that names of variables may not have.
    """
    out: dict[str, str] = {}
    key = str.lower if fold else str
    taken = {key(r) for r in reserved}
    for name in wanted:
        if name in out:
            continue
        new = name.rstrip("_") if name.rstrip("_") and key(name.rstrip("_")) not in taken else name
        if key(new) in taken or new.endswith(endings):
            new = f"{name.rstrip('_')}_1"
        number = 1
        while key(new) in taken:
            number += 1
            new = f"{name.rstrip('_')}_{number}"
        taken.add(key(new))
        out[name] = new
    return out
