"""Lines of Python, formatted as ruff formats them: long formulas are cut into named parts before they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sympy import Add, Dummy, Expr, Mul, Sum, Symbol, preorder_traversal
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import Boolean

from thetahat.codegen.names import Names, wanted
from thetahat.codegen.numpy import NumPyPrinter
from thetahat.codegen.series import OverIndex

WIDTH = 88


class Writer:
    """Collects lines; `assign` and `give` print formulas and cut what does not fit."""

    def __init__(self, names: Names, printer: NumPyPrinter) -> None:
        self.names, self.printer = names, printer
        self.lines: list[str] = []
        self.depth = 0

    def line(self, text: str = "") -> None:
        """One line at the present depth."""
        self.lines.append("    " * self.depth + text if text else "")

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """An indented block."""
        self.line(head)
        self.depth += 1
        yield
        self.depth -= 1

    def text(self, e: Any) -> str:
        """One formula's text."""
        return self.printer.doprint(e)

    def assign(self, symbol: Symbol, e: Expr, wish: str | None = None, wrap: str = "{}") -> None:
        """symbol = formula, in as many lines as it takes."""
        name = self.names.give(symbol, wish or wanted(symbol))
        if (
            isinstance(e, OverIndex | Sum)
            and wrap == "{}"
            and len(name) + 3 + len(self.text(e)) > WIDTH - 4 * self.depth
        ):
            head, arguments = self.printer.summation(e)
            self.lines += called(f"{name} = {head}", arguments, self.depth)
            return
        self.line(f"{name} = {self.fitted(e, len(name) + 3, wrap)}")

    def fitted(self, e: Any, used: int, wrap: str = "{}") -> str:
        """The formula's text, short enough to follow ``used`` characters; parts are assigned before it."""
        room = WIDTH - 4 * self.depth - used - len(wrap) + 2
        while len(self.text(e)) > room:
            cut = self._cut(e, room)
            if cut is None and (wrap == "{}" or e.is_Symbol):
                break
            whole, part = cut or (e, e)
            symbol = Dummy("t", real=True)
            self.assign(symbol, part)
            rest = [] if part is whole else [a for a in whole.args if a not in part.args]
            e = e.xreplace({whole: whole.func(symbol, *rest) if rest else symbol})
        return wrap.format(self.text(e))

    def _cut(self, e: Any, room: int) -> tuple[Expr, Expr] | None:
        """(w, p): p is a part of w that gets a line of its own, w itself or some of the terms of a long sum or product.

        The largest subexpression that fits on a line is taken; where all are small, half of a flat sum.
        """
        best: Expr | None = None
        flat: Expr | None = None
        length = 10
        limit = WIDTH - 4 * self.depth - 8
        walk = preorder_traversal(e)
        for part in walk:
            if not isinstance(part, (Expr, Boolean)) or isinstance(part, ExprCondPair) or part.is_Atom:
                continue
            size = len(self.text(part))
            if isinstance(part, OverIndex | Sum):
                # the letter summed over has no meaning outside
                walk.skip()
                if part is not e and size > length:
                    best, length = part, size
                continue
            if size <= limit and part is not e:
                # What is inside is shorter still.
                walk.skip()
                if size > length:
                    best, length = part, size
            elif isinstance(part, (Add, Mul)) and len(part.args) > 3:
                flat = part
        if flat is not None and length < room // 3:
            return flat, flat.func(*flat.args[: len(flat.args) // 2])
        return None if best is None else (best, best)


def listed(items: Sequence[str], depth: int, head: str = "[", tail: str = "]") -> list[str]:
    """A list on one line if it fits (and may be followed by a comma), else one item a line."""
    pad = "    " * depth
    single = f"{pad}{head}{', '.join(items)}{tail}"
    if len(single) < WIDTH:
        return [single]
    return [f"{pad}{head}", *(f"{pad}    {i}," for i in items), f"{pad}{tail}"]


def called(head: str, arguments: Sequence[str], depth: int) -> list[str]:
    """head(argument, …) that is too long for a line."""
    pad = "    " * depth
    inner = f"{pad}    {', '.join(arguments)}"
    lines = [inner] if len(inner) <= WIDTH else [f"{pad}    {a}," for a in arguments]
    return [f"{pad}{head}(", *lines, f"{pad})"]


def vector(head: str, items: Sequence[str], depth: int) -> list[str]:
    """head([item, …])."""
    pad = "    " * depth
    single = f"{pad}{head}([{', '.join(items)}])"
    if len(single) <= WIDTH:
        return [single]
    inner = f"{pad}    [{', '.join(items)}]"
    if len(inner) <= WIDTH:
        return [f"{pad}{head}(", inner, f"{pad})"]
    return [f"{pad}{head}(", f"{pad}    [", *(f"{pad}        {i}," for i in items), f"{pad}    ]", f"{pad})"]


def signature(head: str, arguments: Sequence[str], tail: str = ":", depth: int = 0) -> list[str]:
    """A call or a definition: on one line if it fits, else one argument a line."""
    pad = "    " * depth
    single = f"{pad}{head}({', '.join(arguments)}){tail}"
    if len(single) <= WIDTH:
        return [single]
    return [f"{pad}{head}(", *(f"{pad}    {a}," for a in arguments), f"{pad}){tail}"]
