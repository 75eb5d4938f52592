"""What the distribution is called on other systems, and how its parameters map: SciPy gamma, a = k, scale = theta."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr, Symbol

from thetahat.core.model import Model
from thetahat.declare.expression import to_sympy
from thetahat.declare.parser import parse
from thetahat.render.blocks import Block, Code, Inline, Maths, Paragraph
from thetahat.render.inline import Piece, Speaker, merged

_SYSTEMS = {"scipy": ("SciPy", "scipy.stats."), "r": ("R", ""), "stan": ("Stan", ""), "numpy": ("NumPy", "")}


def blocks(speaker: Speaker, model: Model) -> list[Block]:
    """One paragraph: each system with its function and its parameters."""
    lines = [_line(speaker, model, system, names) for system, names in model.aliases.items()]
    if not lines:
        return []
    content = merged([piece for k, line in enumerate(lines) for piece in (("; ",) if k else ()) + line] + ["."])
    return [Paragraph(content, (speaker.word("headings", "elsewhere"),), "elsewhere")]


def _line(speaker: Speaker, model: Model, system: str, names: Any) -> Inline:
    title, prefix = _SYSTEMS.get(system, (system, ""))
    if not isinstance(names, Mapping):
        return (f"{title}: ", Code(f"{prefix}{names}"))
    out: list[Piece] = [f"{title}: ", Code(f"{prefix}{names.get('name', '')}")]
    for key, value in names.items():
        if key != "name":
            out += [", ", Code(str(key)), " = ", Maths(speaker.set(_expression(model, value)))]
    return tuple(out)


def _expression(model: Model, value: Any) -> Any:
    if isinstance(value, Expr | int | float):
        return value
    symbols = {p.name: p.symbol for p in (*model.parameters, *model.known)}
    return (
        symbols[value]
        if value in symbols
        else to_sympy(parse(str(value)), {k: Symbol(v.name, real=True) for k, v in symbols.items()})
    )
