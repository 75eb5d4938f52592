r"""Domains of parameters and supports of observations as formulas: sigma^2 > 0, 0 < p < 1, x \in \{0, 1, 2, \dots\}."""

from __future__ import annotations

from typing import Any

from sympy import Expr, S, oo

from thetahat.core.model import Domain, Parameter, Region, Support
from thetahat.render.mathematics.layout import Fence, Node, Sign, listed, relation, row
from thetahat.render.mathematics.setting import Setting

_IN = relation(r"\in", "∈")
_LESS = {False: relation("<", "<"), True: relation(r"\le", "≤")}
_GREATER = {False: relation(">", ">"), True: relation(r"\ge", "≥")}
DOTS = Sign(r"\dots", "…", "mark")


def between(setting: Setting, name: Node, ends: Domain | Region) -> Node:
    """lower < name < upper, or the set of integers in which it lies."""
    if ends.integer:
        return row(name, _IN, integers(setting, ends.lower, ends.upper))
    lower, upper = ends.lower != -oo, ends.upper != oo
    if lower and upper:
        return row(
            setting.set(ends.lower), _LESS[ends.lower_closed], name, _LESS[ends.upper_closed], setting.set(ends.upper)
        )
    if lower:
        return row(name, _GREATER[ends.lower_closed], setting.set(ends.lower))
    if upper:
        return row(name, _LESS[ends.upper_closed], setting.set(ends.upper))
    return row(name, _IN, setting.set(S.Reals))


def integers(setting: Setting, lower: Expr, upper: Expr) -> Node:
    """{lower, lower + 1, …, upper}."""
    if lower == -oo and upper == oo:
        return setting.set(S.Integers)
    if lower == -oo:
        items: list[Node] = [DOTS, setting.set(upper - 1), setting.set(upper)]
    elif upper == oo:
        steps = 3 if lower.is_number else 2
        items = [setting.set(lower + k) for k in range(steps)] + [DOTS]
    elif lower.is_number and upper.is_number and upper - lower <= 3:
        items = [setting.set(lower + k) for k in range(int(upper - lower) + 1)]
    else:
        items = [setting.set(lower), setting.set(lower + 1), DOTS, setting.set(upper)]
    return Fence(listed(items), "{", "}")


def domain(setting: Setting, parameter: Parameter) -> Node:
    """Where a parameter may lie."""
    return between(setting, setting.set(parameter.symbol), parameter.domain)


def region(setting: Setting, part: Region, sample: bool = False) -> Node:
    """Where one variable may lie; ``sample``: written for x_i."""
    return between(setting, (setting.of_sample if sample else setting.set)(part.variable), part)


def support(setting: Setting, whole: Support, skip: Any = ()) -> Node:
    """Where an observation may lie, all conditions in a row."""
    parts = [region(setting, r) for r in whole.regions if r.variable not in skip]
    return listed([*parts, *(setting.set(c) for c in whole.conditions)], Sign(r",\quad ", ", ", "mark"))
