"""Domains of parameters and supports of observations as tests, in sources of the plan."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from thetahat.codegen.languages.expression import names_of
from thetahat.core import plan as printed
from thetahat.core.plan import Plan


def domain_tests(p: printed.Parameter) -> list[str]:
    """Sources that are true inside the domain; an infinite end asks for a finite number."""
    out = []
    x = p.identifier
    if p.lower.source != "-inf":
        out.append(f"{x} {'>=' if p.lower.closed else '>'} {p.lower.source}")
    if p.upper.source != "inf":
        out.append(f"{x} {'<=' if p.upper.closed else '<'} {p.upper.source}")
    if len(out) < 2:
        out.append(f"isfinite({x})")
    return out


def free_end(p: printed.Parameter, free: set[str]) -> bool:
    """Whether an end of the domain moves with one of these names."""
    return bool((names_of(p.lower.source) | names_of(p.upper.source)) & free)


def support_tests(plan: Plan) -> list[str]:
    """Sources over one row that are true inside that part of the support which parameters move (its border too)."""
    out = []
    free = {p.identifier for p in plan.parameters}
    for r in plan.regions:
        if names_of(r.lower) & free:
            out.append(f"{r.identifier} >= {r.lower}")
        if names_of(r.upper) & free:
            out.append(f"{r.identifier} <= {r.upper}")
    return [*out, *(text for text in plan.inside if names_of(text) & free)]


def fixed_tests(plan: Plan) -> list[tuple[str, str, str]]:
    """(variable, source, rule in words) for that part of the support which no parameter moves."""
    out = []
    free = {p.identifier for p in plan.parameters}
    for r in plan.regions:
        x = r.identifier
        if r.integer:
            out.append((r.variable, f"{x} == floor({x})", "must be an integer"))
        if r.lower != "-inf" and not names_of(r.lower) & free:
            sign = ">=" if r.lower_closed else ">"
            out.append((r.variable, f"{x} {sign} {r.lower}", f"must be {sign} {r.lower}"))
        if r.upper != "inf" and not names_of(r.upper) & free:
            sign = "<=" if r.upper_closed else "<"
            out.append((r.variable, f"{x} {sign} {r.upper}", f"must be {sign} {r.upper}"))
    for text in plan.inside:
        if not names_of(text) & free:
            # how variables stand to one another: successes <= trials
            first = next(r.variable for r in plan.regions if r.identifier in names_of(text))
            out.append((first, text, f"must satisfy {text}"))
    return out


def every(tests: Sequence[str]) -> str:
    """The tests as one source, for rows at once."""
    out = tests[0]
    for t in tests[1:]:
        out = f"logical_and({out}, {t})"
    return out


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The source with identifiers replaced."""
    if not names:
        return source
    tree = ast.parse(source, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return ast.unparse(tree)
