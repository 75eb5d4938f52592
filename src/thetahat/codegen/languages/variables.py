"""Statements and their variables: which are set, how often, which are read, and where a declaration may stand."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Any

from thetahat.codegen.languages.items import Each, Function, Item, flow, tree
from thetahat.core.plan import Pass

Node = ast.stmt | Pass | Each


def nodes_of(item: Item) -> list[Node]:
    """An item as statements, or as it is."""
    if isinstance(item, str):
        return list(tree(item).body)
    return [item]


def each_nodes(e: Each) -> list[ast.stmt]:
    """The statements of a loop over rows."""
    return [n for text in e.body for n in tree(text).body]


def assigned(nodes: Iterable[Any]) -> list[str]:
    """Variables that statements set, in order; loop counters and the rows' variables left out."""
    out: dict[str, None] = {}
    for n in nodes:
        if isinstance(n, Pass):
            for x in n.names:
                out.setdefault(x)
        elif isinstance(n, Each):
            for x in assigned(each_nodes(n)):
                out.setdefault(x)
        else:
            counters = {m.target.id for m in ast.walk(n) if isinstance(m, ast.For) and isinstance(m.target, ast.Name)}
            for m in ast.walk(n):
                if isinstance(m, ast.Name) and isinstance(m.ctx, ast.Store) and m.id not in counters:
                    out.setdefault(m.id)
    return list(out)


def mentioned(n: Any) -> set[str]:
    """Every name that a statement reads or sets."""
    if isinstance(n, Pass):
        needs, gives = flow(n)
        return {*needs, *gives}
    if isinstance(n, Each):
        return {x for s in each_nodes(n) for x in mentioned(s)}
    return {m.id for m in ast.walk(n) if isinstance(m, ast.Name)}


def tested(n: Any, v: str) -> bool:
    """Whether a compound statement reads v before its blocks."""
    if isinstance(n, ast.If):
        if any(isinstance(m, ast.Name) and m.id == v for m in ast.walk(n.test)):
            return True
        if len(n.orelse) == 1 and isinstance(n.orelse[0], ast.If) and tested(n.orelse[0], v):
            return True
        both = any(v in mentioned(s) for s in n.body) and any(v in mentioned(s) for s in n.orelse)
        return both and not all(_first_sets(block, v) for block in (n.body, n.orelse))
    if isinstance(n, ast.While):
        return any(isinstance(m, ast.Name) and m.id == v for m in ast.walk(n.test))
    return False


def _first_sets(block: Sequence[ast.stmt], v: str) -> bool:
    for s in block:
        if v in mentioned(s):
            return isinstance(s, ast.Assign)
    return False


def read(nodes: Iterable[Any]) -> set[str]:
    """Every name that statements read."""
    out: set[str] = set()
    for n in nodes:
        if isinstance(n, Pass):
            out |= set(flow(n)[0])
        elif isinstance(n, Each):
            out |= read(each_nodes(n))
        else:
            out |= {m.id for m in ast.walk(n) if isinstance(m, ast.Name) and isinstance(m.ctx, ast.Load)}
    return out


def times(nodes: Iterable[Any]) -> dict[str, int]:
    """How often each variable is set."""
    out: dict[str, int] = {}
    for n in nodes:
        if isinstance(n, Pass):
            for x in n.names:
                out[x] = out.get(x, 0) + 1
        elif isinstance(n, Each):
            for x, c in times(each_nodes(n)).items():
                out[x] = out.get(x, 0) + 2 * c
        else:
            for m in ast.walk(n):
                if isinstance(m, ast.Name) and isinstance(m.ctx, ast.Store):
                    out[m.id] = out.get(m.id, 0) + 1
    return out


def every_name(functions: Iterable[Function]) -> list[str]:
    """All names in functions: arguments, variables, what rows are called."""
    out: dict[str, None] = {}
    for f in functions:
        for a in f.arguments:
            out.setdefault(a)
        for item in f.body:
            if isinstance(item, Pass):
                for x in (*item.reads, *(n for n, _ in item.locals), *item.names):
                    out.setdefault(x)
                continue
            texts = item.body if isinstance(item, Each) else (item,)
            for x in getattr(item, "reads", ()):
                out.setdefault(x)
            for text in texts:
                called = {id(n.func) for n in ast.walk(tree(text)) if isinstance(n, ast.Call)}
                for m in ast.walk(tree(text)):
                    if isinstance(m, ast.Name) and id(m) not in called and m.id not in ("rows", "inf", "nan", "pi"):
                        out.setdefault(m.id)
    return list(out)
