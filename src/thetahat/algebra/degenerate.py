"""What statistics become when every observation has the same value: Total(h(x)) = n h(c), x_(1) = x_(n) = c."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Dummy, Expr

from thetahat.algebra.totals import natural
from thetahat.core.statistics import Observation, Statistic, Total, statistics_of


def constant(variable: Observation) -> Dummy:
    """A symbol for the common value, with the observation's sign."""
    signs = {k: True for k in ("positive", "nonnegative", "negative") if getattr(variable, f"is_{k}")}
    return Dummy("c", real=True, **signs)


def at_constant_sample(e: Expr, values: Mapping[Observation, Expr]) -> Expr:
    """The expression for a sample in which these variables do not vary."""
    table = {}
    for s in statistics_of(e):
        table[s] = _one(s, values)
    return e.xreplace(table)


def _one(s: Statistic, values: Mapping[Observation, Expr]) -> Expr:
    h = at_constant_sample(s.summand, values)
    # Observations are protected against substitution inside a statistic, not in a bare summand.
    h = h.xreplace(dict(values))
    if isinstance(s, Total):
        return natural(h)
    if any(isinstance(x, Observation) for x in h.free_symbols):
        return s.func(h, *s.args[1:])
    return h
