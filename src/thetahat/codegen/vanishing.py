"""Sums that vanish at the estimates: Total(x - mu) where mu is Total(x)/n.

They need not be read, and the second derivatives that they make up are exactly zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sympy import Add, Expr, S, Symbol, expand, expand_mul, sift

from thetahat.codegen import likelihood
from thetahat.core import estimator as found
from thetahat.core.statistics import Observation, Total


def at_estimates(e: Expr, solution: Iterable[Any]) -> Expr:
    """A formula at the estimates without the sums that are zero there."""
    known = {item.parameter.symbol: item.expression for item in solution if isinstance(item, found.Closed)}
    vanishing = {t: S.Zero for t in e.atoms(Total) if _vanishes(t, known)} if known else {}
    return e.xreplace(vanishing) if vanishing else e


def _vanishes(t: Total, known: Mapping[Symbol, Expr]) -> bool:
    """Whether the sum of h(x) - c is zero, c a formula of closed estimates."""
    own, rest = (Add(*part) for part in sift(Add.make_args(expand_mul(t.summand)), _observed, binary=True))
    if not own or not rest or not rest.free_symbols <= known.keys():
        return False
    if any(not isinstance(s, Observation) for s in own.free_symbols):
        return False
    return bool(expand(likelihood.total(own) + Total(S.One) * rest.xreplace(dict(known))) == 0)


def _observed(e: Expr) -> bool:
    return any(isinstance(s, Observation) for s in e.free_symbols)
