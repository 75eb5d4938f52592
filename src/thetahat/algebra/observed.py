"""Which expressions vary from one observation to the next."""

from __future__ import annotations

from sympy import Expr

from thetahat.core.statistics import Observation


def observed(e: Expr) -> bool:
    """Whether a function of one observation really depends on it."""
    return any(isinstance(s, Observation) for s in e.free_symbols)
