"""Lines of Python, formatted as ruff formats them: long formulas are cut into named parts before they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sympy import Add, Dummy, Expr, Mul, Symbol, preorder_traversal
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import Boolean

from thetahat.codegen.names import Names
from thetahat.codegen.numpy import NumPyPrinter

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
        name = self.names.give(symbol, wish or ("t" if isinstance(symbol, Dummy) else symbol.name))
        self.line(f"{name} = {self.fitted(e, len(name) + 3, wrap)}")

    def fitted(self, e: Any, used: int, wrap: str = "{}") -> str:
        """The formula's text, short enough to follow ``used`` characters; parts are assigned before it."""
        room = WIDTH - 4 * self.depth - used - len(wrap) + 2
        while len(self.text(e)) > room:
            part = self._part(e, room)
            if part is None:
                break
            symbol = Dummy("t", real=True)
            self.assign(symbol, part)
            e = e.xreplace({part: symbol}) if not _is_slice(e, part) else e.func(symbol, *_rest(e, part))
        return wrap.format(self.text(e))

    def _part(self, e: Any, room: int) -> Expr | None:
        """The largest subexpression that fits on a line of its own, or half of a long flat sum or product."""
        best, length = None, 10
        limit = WIDTH - 4 * self.depth - 8
        walk = preorder_traversal(e)
        for part in walk:
            if part is e or not isinstance(part, (Expr, Boolean)) or isinstance(part, ExprCondPair) or part.is_Atom:
                continue
            size = len(self.text(part))
            if size <= limit:
                # What is inside is shorter still.
                walk.skip()
                if size > length:
                    best, length = part, size
        if isinstance(e, (Add, Mul)) and len(e.args) > 3 and length < room // 3:
            return e.func(*e.args[: len(e.args) // 2])
        return best


def listed(items: Sequence[str], depth: int, head: str = "[", tail: str = "]") -> list[str]:
    """A list on one line if it fits (and may be followed by a comma), else one item a line."""
    pad = "    " * depth
    single = f"{pad}{head}{', '.join(items)}{tail}"
    if len(single) < WIDTH:
        return [single]
    return [f"{pad}{head}", *(f"{pad}    {i}," for i in items), f"{pad}{tail}"]


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


def _is_slice(e: Expr, part: Expr) -> bool:
    """Whether the part is made of some arguments of a flat sum or product."""
    return part.func == e.func and isinstance(e, (Add, Mul)) and set(part.args) <= set(e.args)


def _rest(e: Expr, part: Expr) -> list[Expr]:
    return [a for a in e.args if a not in part.args]


def signature(head: str, arguments: Sequence[str], tail: str = ":", depth: int = 0) -> list[str]:
    """A call or a definition: on one line if it fits, else one argument a line."""
    pad = "    " * depth
    single = f"{pad}{head}({', '.join(arguments)}){tail}"
    if len(single) <= WIDTH:
        return [single]
    return [f"{pad}{head}(", *(f"{pad}    {a}," for a in arguments), f"{pad}){tail}"]
