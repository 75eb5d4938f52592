"""Pieces of queries: lists of columns, their names, what several sums share."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence


def plain(name: str) -> str:
    """The part of a column's name that tells what it is."""
    return re.sub(r"\W", "", name.lower(), flags=re.ASCII)[:24] or "x"


def inlined(summand: str, locals_: Sequence[tuple[str, str]]) -> ast.expr:
    """A summand with the row's local names written out."""
    table: dict[str, ast.expr] = {}

    class Open(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return table.get(node.id, node)

    for name, e in locals_:
        table[name] = Open().visit(ast.parse(e, mode="eval").body)
    return Open().visit(ast.parse(summand, mode="eval").body)


def values_read(texts: Sequence[str]) -> list[str]:
    """The columns of a row that these texts read."""
    return sorted({m for t in texts for m in re.findall(r"\bo\.value_[0-9]+\b", t)})


def parts_shared(summands: Sequence[ast.expr]) -> dict[str, tuple[str, ast.expr]]:
    """Calls and powers that stand in more than one place: what they look like -> (name, expression)."""
    found: dict[str, int] = {}
    for e in summands:
        for node in ast.walk(e):
            if _costly(node):
                found[ast.dump(node)] = found.get(ast.dump(node), 0) + 1
    out: dict[str, tuple[str, ast.expr]] = {}
    for e in summands:
        for node in ast.walk(e):
            key = ast.dump(node)
            if isinstance(node, ast.expr) and found.get(key, 0) > 1 and key not in out:
                out[key] = (f"part_{len(out) + 1}", node)
    return out


def _costly(node: ast.AST) -> bool:
    power = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant)
    return power or isinstance(node, ast.Call)


def shortened(e: ast.expr, parts: Mapping[str, tuple[str, ast.expr]]) -> ast.expr:
    """The expression with names in the place of repeated parts."""
    out = _Named(parts).visit(e)
    assert isinstance(out, ast.expr)
    return out


class _Named(ast.NodeTransformer):
    def __init__(self, parts: Mapping[str, tuple[str, ast.expr]]) -> None:
        self.parts = parts

    def visit(self, node: ast.AST) -> ast.AST:
        """A name, or the node with names inside."""
        part = self.parts.get(ast.dump(node)) if _costly(node) else None
        return ast.Name(part[0], ast.Load()) if part else super().visit(node)


def listed(items: Sequence[str]) -> str:
    """One item a line, with commas."""
    return ",\n".join("  " + i.replace("\n", "\n  ") for i in items)


def indented(text: str) -> str:
    """Each line two columns further in."""
    return "\n".join(f"  {x}" for x in text.splitlines())
