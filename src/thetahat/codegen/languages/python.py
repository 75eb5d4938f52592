"""Functions of the lowered plan as plain Python over floats: what finishes an estimate from statistics."""

from __future__ import annotations

import ast
import builtins

from thetahat.codegen.languages.able import others
from thetahat.codegen.languages.items import called
from thetahat.codegen.languages.kernel import kernel
from thetahat.codegen.languages.parts import Parts
from thetahat.core.plan import Plan
from thetahat.engines import vocabulary
from thetahat.errors import TargetError

_NUMPY = (
    "arccos arccosh arcsin arcsinh arctan arctan2 arctanh ceil cos cosh exp expm1 floor isfinite log log1p sin sinh "
    "sqrt tan tanh"
).split()
_CONSTANT = ("pi", "inf", "nan")
_MATH = {"gammaln": "lgamma", "erf": "erf", "erfc": "erfc"}
_ROWS = "its search reads all rows at each step"
_SUMS = "its sums over an index need more than a short program"


def finishing(plan: Plan) -> list[str]:
    """A program with ``finish(statistics…)`` for a plan whose search reads no rows."""
    parts = Parts(plan, inner=False)
    parts.sampled = False
    items = parts.solution()
    given = [n for n in parts.outside(items, ()) if n not in parts.known]
    lines: list[str] = []
    order: dict[str, None] = {}

    def needs(text: str) -> None:
        for word in called(text):
            if word in parts.made and word not in order:
                for item in parts.made[word].body:
                    if not isinstance(item, str):
                        raise TargetError(f"target 'sql' cannot write {plan.name}: {_ROWS}{others(plan)}")
                    needs(item)
                order.setdefault(word)

    for item in items:
        assert isinstance(item, str)
        needs(item)
    for name in order:
        f = parts.made[name]
        lines += ["", f"def {name}({', '.join(f.arguments)}):"]
        for item in f.body:
            assert isinstance(item, str)
            lines += [f"    {x}" for x in item.rstrip().replace("u = 0.0", "u = float64(0.0)").splitlines()]
    lines += ["", f"def finish({', '.join([*given, *parts.known])}):"]
    lines += [f"    {n} = float64({n})" for n in (*given, *parts.known)]
    lines.append('    with errstate(all="ignore"):')
    for item in items:
        assert isinstance(item, str)
        lines += [f"        {x}" for x in item.splitlines()]
    names = ", ".join(f'"{p.name}": {p.identifier}' for p in plan.parameters)
    lines.append(f"    return {{{names}}}")
    body = "\n".join(lines)
    used = set(called(body))
    if used & set(vocabulary.SERIES):
        raise TargetError(f"target 'sql' cannot write {plan.name}: {_SUMS}{others(plan)}")
    todo, carried = [w for w in used if w in kernel()], set()
    while todo:
        name = todo.pop()
        if name not in carried:
            carried.add(name)
            words = set(called(ast.unparse(kernel()[name])))
            used |= words
            todo += [w for w in words if w in kernel()]
    found = [w for w in (*_NUMPY, *_CONSTANT) if w in used or w in ("pi", "inf", "nan")]
    head = [f"from numpy import {', '.join([*found, 'errstate', 'float64'])}"]
    head += [f"from math import {w if w == v else f'{v} as {w}'}" for w, v in _MATH.items() if w in used - carried]
    rest = sorted(used - carried - {*_NUMPY, *_MATH, *dir(builtins)})
    homes: dict[str, list[str]] = {}
    for w in rest:
        if w in vocabulary.HOME:
            homes.setdefault(vocabulary.HOME[w], []).append(w)
    head += [f"from {home} import {', '.join(words)}" for home, words in homes.items()]
    helpers: list[str] = []
    for name in kernel():
        if name in carried:
            node = kernel()[name]
            arguments = ", ".join(a.arg for a in node.args.args)
            arguments = arguments.replace("branch", "branch=0.0")
            helpers += ["", f"def {name}({arguments}):"]
            for statement in node.body[1:]:
                helpers += [f"    {x}" for x in ast.unparse(statement).splitlines()]
    return [*head, *helpers, *body.splitlines()]
