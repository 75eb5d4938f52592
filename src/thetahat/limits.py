"""The family that a likelihood without a maximum runs into: Student's t with infinitely many degrees of freedom …

No table says which family is the limit of which.  The log-likelihood in the limit is known from the fit; a family of
the catalogue with fewer parameters whose own maximum, which is proved, reaches the same height is that limit.  Where
the model has a location that ran into the least or the greatest observation, the distances from it are tried as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from thetahat import plans
from thetahat.core.plan import Plan
from thetahat.errors import ThetahatError
from thetahat.families import families
from thetahat.fit import Fit
from thetahat.fitting import Estimator

EQUAL, NEARLY = 1e-6, 1e-5
"""How far below and above the likelihood of the search a limit may lie, relative to it: a search stops before it."""


def named(found: Fit) -> Fit:
    """The same fit; its outcome tells the family in the limit, where the catalogue has it."""
    source = found.source
    if found.converged or source is None or found.sample is None or not math.isfinite(found.log_likelihood):
        return found
    ends = {p.name: {p.lower.source, p.upper.source} for p in source.plan.parameters}
    running = [n for n in found.free if math.isinf(found.params[n]) or _number(found.params[n]) in ends.get(n, ())]
    if not running:
        return found
    for told, x in _views(source.plan, found):
        name = _reached(found, source.plan, x)
        if name:
            return replace(found, outcome=f"{found.outcome}; in the limit{told}: {name}")
    return found


def _number(value: float) -> str:
    return f"{value:g}"


def _views(plan: Plan, found: Fit) -> Iterator[tuple[str, Any]]:
    """The data, and their distances from the least and the greatest one where a location may have run there."""
    x = found.sample
    yield "", x
    if x is not None and any(m.kind == "shift" for m in plan.motions) and len(x) > 1:
        least, greatest = float(np.min(x)), float(np.max(x))
        yield f", for the distances from {least:.10g}", x - least
        yield f", for the distances from {greatest:.10g}", greatest - x


def _reached(found: Fit, plan: Plan, x: Any) -> str:
    """The title of the simplest family whose maximum is as great; empty if there is none."""
    height = found.log_likelihood
    for recipe in _candidates():
        own = recipe.plan
        if len(own.parameters) >= len(plan.parameters) or own.regions[0].integer != plan.regions[0].integer:
            continue
        try:
            other = _estimator(recipe).fit(x, found.sample_weights)
        except ThetahatError:
            continue
        gap = (other.log_likelihood - height) / (1.0 + abs(height))
        if other.converged and -EQUAL <= gap <= NEARLY:
            return recipe.title
    return ""


@cache
def _candidates() -> tuple[plans.Recipe, ...]:
    """Families of one variable whose maximum is proved or cited to be the only one, the simplest first."""
    found = []
    for name in families():
        recipe = plans.shipped(name)
        if recipe is None:
            continue
        plan = recipe.plan
        sure = {plan.status("unique"), plan.status("maximum")} & {"proved", "cited"}
        if len(plan.variables) == 1 and not plan.known and plan.verdict in ("closed", "special", "reduced") and sure:
            found.append((len(plan.parameters), len(name), name, recipe))
    return tuple(recipe for *_, recipe in sorted(found, key=lambda t: t[:3]))


@cache
def _estimator(recipe: plans.Recipe) -> Estimator:
    return Estimator(recipe.plan, recipe.names, recipe.title)
