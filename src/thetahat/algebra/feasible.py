"""Which values of a parameter of the support a sample allows.

g(theta) <= x_i for all i   <=>   theta <= G(x_(1))        (g rising)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sympy import Dummy, Expr, Symbol

from thetahat.algebra.peel import peel
from thetahat.algebra.signs import Signs
from thetahat.core.model import Model, Parameter
from thetahat.core.statistics import Maximum, Minimum, Observation


class Asked(Protocol):
    """Who tells the sign of what assumptions leave open."""

    def sign(self, e: Expr) -> tuple[int | None, Any]:
        """The sign at every admissible point, or None."""


@dataclass(frozen=True)
class Feasible:
    """The values of a parameter that the sample allows: bounds from below and from above, and how they read."""

    lower: tuple[Expr, ...]
    upper: tuple[Expr, ...]
    relations: tuple[tuple[Expr, str], ...]


def limits(model: Model, parameter: Parameter, signs: Signs, oracle: Asked) -> Feasible | None:
    """The bounds that the support sets on one parameter; None if there is none, or one cannot be solved for it."""
    p = parameter.symbol
    lower: list[Expr] = []
    upper: list[Expr] = []
    relations = []
    for region in model.support.regions:
        for end, statistic, below in ((region.lower, Minimum, True), (region.upper, Maximum, False)):
            if not end.has(p):
                continue
            stand_in = Dummy("m", positive=True) if region.variable.is_positive else Dummy("m", real=True)
            solved = peel(end - stand_in, p)
            slope = signs.strictly(end.diff(p)) or oracle.sign(end.diff(p))[0]
            if solved.left or slope not in (1, -1):
                return None
            # a monotone end has one inverse: the root that leads back to the parameter
            inverse = [
                s.value
                for s in solved.solutions
                if len(solved.solutions) == 1 or _undoes(s.value, stand_in, end, p, oracle)
            ]
            if len(inverse) != 1:
                return None
            # end <= x_(1) with a rising end, or end >= x_(n) with a falling one, hold below the bound
            above = below == (slope > 0)
            if end.has(Observation):
                # an end for each observation: y_i <= b x_i for all i holds from max y_i/x_i on
                bound = (Minimum if above else Maximum)(inverse[0].xreplace({stand_in: region.variable}))
            else:
                bound = inverse[0].xreplace({stand_in: statistic(region.variable)})
            (upper if above else lower).append(bound)
            relations.append((bound, "<=" if above else ">="))
    return Feasible(tuple(lower), tuple(upper), tuple(relations)) if relations else None


def _undoes(value: Expr, stand_in: Symbol, end: Expr, p: Symbol, oracle: Asked) -> bool:
    gap = value.xreplace({stand_in: end}) - p
    return bool(oracle.sign(gap)[0] == 0)
