"""Proof that a log-likelihood grows along a path: the limits of log f(x_i) / log(1/eps), one observation at a time.

With c the limit at the touched observation and 0 at every other, the log-likelihood is c log(1/eps) + o(log(1/eps))
whatever the sample's size, and grows without bound when c > 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Dummy, Expr, Symbol, exp, expand, expand_log, limit, log, oo

from thetahat.core.model import Model
from thetahat.core.statistics import Maximum, Minimum
from thetahat.errors import DeadlineError
from thetahat.verify import deadline
from thetahat.verify.paths import EPSILON

_GIVES_UP = (NotImplementedError, ValueError, TypeError, AttributeError, ArithmeticError, LookupError, RecursionError)
"""What SymPy raises on limits that are beyond it: no proof, but nothing wrong either."""


def rate(model: Model, path: Mapping[Symbol, Expr], touched: Symbol, which: str, seconds: float = 20.0) -> Expr | None:
    """The proved c > 0, or None.

    ``path`` maps parameters to expressions in eps, in parameters before them, in Minimum(x), Maximum(x) and
    ``touched``, the observation that the path touches; ``which`` tells whether it is the smallest, the largest or
    any.
    """
    if len(model.observation) != 1 or len(model.random) != 1 or model.given:
        return None
    (x,) = model.observation
    kind = {"positive": True} if x.is_positive else {"real": True}
    here, step, more = Dummy("A", **kind), Dummy("D", positive=True), Dummy("E", positive=True)
    place = {"smallest": (here, here + step + more), "largest": (here - step - more, here)}.get(
        which, (here - step - more, here + step + more)
    )
    places = {Minimum(x): place[0], Maximum(x): place[1], touched: here}
    density = model.density
    for symbol, expression in reversed(list(path.items())):
        density = density.xreplace({symbol: expression})
    away = {"smallest": (step,), "largest": (-step,)}.get(which, (step, -step))
    # An observation is bound inside Minimum and Maximum: those are replaced first.
    density = density.xreplace(places)
    questions = [density.xreplace({x: here}), *(density.xreplace({x: here + d}) for d in away)]
    try:
        found = [deadline.run(order, q, EPSILON, seconds=seconds) for q in questions]
    except (DeadlineError, *_GIVES_UP):
        return None
    first, *rest = found
    return first if first.is_number and first.is_positive and all(r == 0 for r in rest) else None


def order(density: Expr, epsilon: Symbol) -> Expr:
    """The limit of log(density)/log(1/eps) as eps goes to 0, for a density that is positive."""
    length = Dummy("L", positive=True)
    logarithm = expand_log(log(density.xreplace({epsilon: exp(-length)})), force=True)
    return limit(expand(expand_log(logarithm, force=True) / length), length, oo)
