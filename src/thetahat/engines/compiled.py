"""A plan's sources -> Python functions, compiled once for each plan.

This is the only place that compiles source text.  The text is never a user's: `thetahat.codegen.plan` printed it from
expressions whose every name was replaced by an identifier of `thetahat.codegen.names`.  A plan may also come from a
file, so each identifier and each word is checked again here before anything is compiled.
"""

from __future__ import annotations

import ast
import keyword
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from thetahat.core.plan import Assignments, Elementwise, Pass
from thetahat.engines import vocabulary
from thetahat.engines.reductions import REDUCTIONS
from thetahat.errors import RequestError

_TROUBLE = (ValueError, ZeroDivisionError, OverflowError, TypeError)
"""What plain floats raise where arrays give inf or nan (TypeError: a complex power)."""

_ALLOWED = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Compare,
    ast.Call,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Lambda,
    ast.arguments,
    ast.arg,
    ast.operator,
    ast.unaryop,
    ast.cmpop,
)


def checked(source: str, known: Iterable[str]) -> set[str]:
    """The names in a source; raises RequestError unless it is arithmetic over words and known identifiers."""
    names: set[str] = set()
    allowed = set(known)
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, RecursionError, ValueError):
        raise RequestError(f"the plan is damaged: {source[:60]!r} is not a formula") from None
    bound = _bound(tree)
    _identifiers(bound)
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise RequestError(f"the plan is damaged: {type(node).__name__} in {source[:60]!r}")
        if isinstance(node, ast.Call) and (not isinstance(node.func, ast.Name) or node.func.id not in vocabulary.HOME):
            raise RequestError(f"the plan is damaged: an unknown function in {source[:60]!r}")
        if isinstance(node, ast.Constant) and not isinstance(node.value, (int, float, bool)):
            raise RequestError(f"the plan is damaged: {node.value!r} in {source[:60]!r}")
        if isinstance(node, ast.Name):
            names.add(node.id)
    names -= bound
    unknown = names - allowed - set(vocabulary.HOME) - set(vocabulary.CONSTANTS)
    if unknown:
        raise RequestError(f"the plan is damaged: {sorted(unknown)[0]!r} has no value in {source[:60]!r}")
    return names


def _bound(tree: ast.AST) -> set[str]:
    """The letters that sums in a source run over."""
    return {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _identifiers(names: Iterable[str]) -> None:
    for n in names:
        if not (n.isascii() and n.isidentifier()) or keyword.iskeyword(n) or n.startswith("_") or n in vocabulary.HOME:
            raise RequestError(f"the plan is damaged: {n!r} is not an identifier")


def _compile(lines: Sequence[str], arguments: Sequence[str], words: dict[str, Any]) -> Callable[..., Any]:
    text = f"def formula({', '.join(arguments)}):\n" + "".join(f"    {line}\n" for line in lines)
    namespace: dict[str, Any] = {"__builtins__": {}, **words}
    exec(compile(text, "<plan>", "exec"), namespace)  # our own printer's text, checked above
    return namespace["formula"]


def _lines(assignments: Assignments, known: set[str]) -> tuple[list[str], set[str]]:
    """Assignments as lines of Python, and all names used."""
    lines, used = [], set()
    for name, source in assignments:
        _identifiers([name])
        used |= checked(source, known)
        known.add(name)
        lines.append(f"{name} = {source}")
    return lines, used


def scalars(
    arguments: Sequence[str], assignments: Assignments, outputs: Sequence[str]
) -> Callable[..., tuple[float, ...]]:
    """Formulas of floats: outputs as a tuple of floats.  What floats cannot do (1/0, log 0) is done as IEEE has it."""
    _identifiers(arguments)
    known = set(arguments)
    lines, used = _lines(assignments, known)
    for o in outputs:
        used |= checked(o, known)
    result = "return (" + "".join(f"_float({o}), " for o in outputs) + ")"
    # Truth values pass through float() as 0.0 and 1.0.
    fast = _compile([*lines, result], arguments, {**vocabulary.scalar_words(used), "_float": float})
    slow: list[Callable[..., Any]] = []

    def run(*values: float) -> tuple[float, ...]:
        try:
            return fast(*values)
        except _TROUBLE:
            if not slow:
                slow.append(
                    _compile([*lines, result], arguments, {**vocabulary.array_words(used), "_float": _as_float})
                )
            with np.errstate(all="ignore"):
                return slow[0](*(np.float64(v) for v in values))

    return run


def _as_float(v: Any) -> float:
    return float(v) if not np.iscomplexobj(v) else float("nan")


_REDUCE = {"total": "_add", "minimum": "_least", "maximum": "_greatest", "quantile": "_keep"}


def total(summand: str, reads: Iterable[str]) -> str:
    """The text of a sum over rows in the cheapest form: a product is a dot product, logarithms are of products."""
    tree = ast.parse(summand, mode="eval").body
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and len(tree.args) == 1:
        inner = ast.unparse(tree.args[0])
        if tree.func.id == "log" and inner in set(reads):
            return f"_sum_log({inner})"
        if tree.func.id == "log1p" and needs_of(inner) & set(reads):
            return f"_sum_log1p({inner})"
    if isinstance(tree, ast.BinOp):
        left, right = ast.unparse(tree.left), ast.unparse(tree.right)
        if isinstance(tree.op, ast.Mult):
            return f"_dot({left}, {right})"
        if isinstance(tree.op, ast.Pow) and right == "2":
            return f"_square({left})"
    return f"_add({summand})"


def reductions(p: Pass, weighted: bool) -> Callable[..., tuple[Any, ...]]:
    """One block of rows -> partial results: called with the columns, the weights if any, and the scalars needed."""
    _identifiers((*p.reads, *p.needs))
    known = {*p.reads, *p.needs}
    lines, used = _lines(p.locals, known)
    results = []
    pairs = list(zip(p.kinds, p.summands, strict=True))
    for kind, summand in pairs:
        used |= checked(summand, known)
        if kind == "minimum" and summand in p.reads:
            lines.append(f"_least_{summand} = _least({summand})")
    for kind, summand in pairs:
        if kind == "total":
            text = f"_dot(_weights, {summand})" if weighted else total(summand, p.reads)
            inner = summand[4:-1]
            known_least = text == f"_sum_log({inner})" and ("minimum", inner) in pairs
            results.append(f"_sum_log({inner}, _least_{inner})" if known_least else text)
        elif kind == "minimum" and summand in p.reads:
            results.append(f"_least_{summand}")
        else:
            results.append(f"{_REDUCE[kind]}({summand})")
    words = {
        **vocabulary.array_words(used),
        **REDUCTIONS,
        "_keep": lambda v: v,
    }
    arguments = [*p.reads, *(["_weights"] if weighted else []), *p.needs]
    return _compile([*lines, "return (" + "".join(f"{r}, " for r in results) + ")"], arguments, words)


def elementwise(
    e: Elementwise, known: Sequence[str], outputs: Sequence[str] | None = None
) -> Callable[..., tuple[Any, ...]]:
    """Functions of arrays: called with the columns read, then the parameters, then the known constants."""
    arguments = [*e.reads, *e.arguments, *known]
    _identifiers(arguments)
    names = set(arguments)
    lines, used = _lines((*e.scalars, *e.locals), names)
    outputs = e.outputs if outputs is None else outputs
    for o in outputs:
        used |= checked(o, names)
    result = "return (" + "".join(f"{o}, " for o in outputs) + ")"
    return _compile([*lines, result], arguments, vocabulary.array_words(used))


@lru_cache(maxsize=4096)
def expressions(sources: tuple[str, ...]) -> Callable[[Mapping[str, float]], tuple[float, ...]]:
    """Several sources as one function of a mapping of scalars; the same sources always give the same function."""
    if not sources:
        return lambda values: ()
    needs = tuple(sorted(frozenset().union(*(needs_of(source) for source in sources))))
    function = scalars(needs, (), tuple(sources))
    return lambda values: function(*[values[n] for n in needs])


@lru_cache(maxsize=4096)
def needs_of(source: str) -> frozenset[str]:
    """The scalars that a source uses."""
    tree = ast.parse(source, mode="eval")
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - _bound(tree)
    return frozenset(names - set(vocabulary.HOME) - set(vocabulary.CONSTANTS))
