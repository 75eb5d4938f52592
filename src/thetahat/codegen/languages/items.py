"""Functions as lists of items, and what flows in and out of each: names that it needs, names that it gives.

An item is a source text (assignments, if, while, for, return), a pass over the data, or a loop over rows.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from thetahat.codegen.languages.expression import CONSTANTS, indices_of, names_of
from thetahat.core import plan as printed
from thetahat.core.plan import Pass, Plan, Scalars


@dataclass(frozen=True)
class Each:
    """For each row: statements over its variables."""

    reads: tuple[str, ...]
    body: tuple[str, ...]


Item = str | Pass | Each


@dataclass(frozen=True)
class Function:
    """One function: its arguments after the rows, its body, and how many numbers it returns."""

    name: str
    told: str
    arguments: tuple[str, ...]
    body: tuple[Item, ...]
    outputs: int = 1
    rows: bool = True


@lru_cache(maxsize=4096)
def tree(text: str) -> ast.Module:
    """The tree of statements; read it, do not change it."""
    return ast.parse(text)


@lru_cache(maxsize=4096)
def called(text: str) -> tuple[str, ...]:
    """The functions that a text calls."""
    return tuple(n.func.id for n in ast.walk(tree(text)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))


def pass_sources(p: Pass) -> list[str]:
    """Every formula of a pass."""
    return [*(e for _, e in p.locals), *p.summands, *(x for x in p.levels if x)]


@lru_cache(maxsize=4096)
def flow(item: Item) -> tuple[list[str], list[str]]:
    """(names that an item needs, names that it gives)."""
    if isinstance(item, Pass):
        have = {*item.reads, *(n for n, _ in item.locals)}
        return [n for e in pass_sources(item) for n in sorted(names_of(e)) if n not in have], list(item.names)
    if isinstance(item, Each):
        needs: dict[str, None] = {}
        gives: set[str] = set(item.reads)
        for text in item.body:
            n, g = flow(text)
            for x in n:
                if x not in gives:
                    needs.setdefault(x)
            gives |= set(g)
        return list(needs), []
    parsed = tree(item)
    calls = {id(n.func) for n in ast.walk(parsed) if isinstance(n, ast.Call)}
    indices = indices_of(parsed)
    order: dict[str, None] = {}
    gives_ = []
    for node in ast.walk(parsed):
        if isinstance(node, ast.Name) and id(node) not in calls and node.id not in {*CONSTANTS, *indices}:
            if isinstance(node.ctx, ast.Store):
                gives_.append(node.id)
            elif node.id != "rows":
                order.setdefault(node.id)
    plain = len(parsed.body) == 1 and isinstance(parsed.body[0], (ast.Assign, ast.Return))
    return ([n for n in order if plain or n not in gives_]), gives_


def only(item: Item, names: AbstractSet[str]) -> Item | None:
    """An item reduced to what gives some of the names, or None."""
    if isinstance(item, Pass):
        keep = [i for i, n in enumerate(item.names) if n in names]
        if not keep:
            return None
        used = {n for i in keep for n in names_of(item.summands[i])}
        locals_: list[tuple[str, str]] = []
        for name, e in reversed(item.locals):
            if name in used:
                locals_.insert(0, (name, e))
                used |= names_of(e)
        return Pass(
            names=tuple(item.names[i] for i in keep),
            kinds=tuple(item.kinds[i] for i in keep),
            summands=tuple(item.summands[i] for i in keep),
            levels=tuple(item.levels[i] for i in keep) if item.levels else (),
            locals=tuple(locals_),
            reads=tuple(r for r in item.reads if r in used),
            needs=tuple(n for n in item.needs if n in used),
        )
    gives = flow(item)[1]
    return item if not gives or set(gives) & names else None


def pruned(items: Sequence[Item]) -> list[Item]:
    """Items without what nobody uses; the last one is the result."""
    wanted = set(flow(items[-1])[0])
    out: list[Item] = [items[-1]]
    for item in reversed(items[:-1]):
        part = only(item, wanted)
        if part is not None:
            out.insert(0, part)
            wanted |= set(flow(part)[0])
    return out


def needed(statements: Sequence[printed.Statement], wanted: set[str]) -> list[printed.Statement]:
    """The statements that lead to the wanted names, in order."""
    wanted = set(wanted)
    out: list[printed.Statement] = []
    for s in reversed(statements):
        if isinstance(s, Scalars):
            kept: list[tuple[str, str]] = []
            for name, e in reversed(s.assignments):
                if name in wanted:
                    kept.insert(0, (name, e))
                    wanted |= names_of(e)
            if kept:
                out.insert(0, Scalars(tuple(kept)))
            continue
        if isinstance(s, Pass):
            part = only(s, wanted)
            if isinstance(part, Pass):
                out.insert(0, part)
                wanted |= set(flow(part)[0])
            continue
        out.insert(0, s)
        wanted |= _sources(s)
    return out


def _sources(value: object) -> set[str]:
    """Every identifier in the sources of a statement."""
    if isinstance(value, str):
        return set(names_of(value)) if value else set()
    if isinstance(value, tuple):
        return set().union(*(_sources(v) for v in value)) if value else set()
    if hasattr(value, "__dataclass_fields__"):
        return set().union(*(_sources(getattr(value, f)) for f in value.__dataclass_fields__ if f not in _TOLD))
    return set()


_TOLD = {"kinds"}


def identifiers_of(plan: Plan) -> set[str]:
    """Every identifier of a plan."""
    out = {plan.size, *plan.identifiers, *(p.identifier for p in (*plan.parameters, *plan.known))}

    def walk(value: object) -> None:
        if isinstance(value, (Pass, Scalars)):
            out.update(getattr(value, "names", ()))
            out.update(n for n, _ in (*getattr(value, "locals", ()), *getattr(value, "assignments", ())))
        elif isinstance(value, tuple):
            for v in value:
                walk(v)
        elif hasattr(value, "__dataclass_fields__"):
            for f in value.__dataclass_fields__:
                walk(getattr(value, f))

    for part in (plan.prelude, plan.estimate, plan.value, plan.gradient, plan.derivatives):
        walk(part)
    for e in (plan.log_density, plan.scores):
        out.update(n for n, _ in (*e.scalars, *e.locals))
    return out
