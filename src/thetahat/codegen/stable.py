"""Rewriting of formulas into forms that a machine can evaluate: one table of rules for each kind of node.

    log(1 + y) -> log1p(y)                       log(1 - exp u) -> Log1mExp(u)
    log(sum of c exp u) -> LogAddExp             log Gamma -> loggamma, log B -> LogBeta
    log(1 + erf z) -> LogErfc(-z)                log I, log K, log cosh, log sinh
    1/(1 + exp y) -> Expit(-y)                   exp(y) - 1 -> expm1(y)
    loggamma(a + d) - loggamma(a) -> LogRising   psi likewise
    exp(-z^2)/erfc(z) -> Mills(z)                I_1/I_0 -> BesselIRatio

Every rule is an identity on the reals where both sides are defined.  `stable` is applied before a log-density is
differentiated, `printable` after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sympy import (
    Add,
    Derivative,
    DiracDelta,
    Expr,
    Heaviside,
    Mul,
    Pow,
    S,
    Symbol,
    digamma,
    factorial,
    gamma,
    log,
    polygamma,
    zeta,
)
from sympy.codegen.cfunctions import log1p

from thetahat.codegen.nodes import (
    XLog1pY,
    XLogY,
    ZetaDerivative,
)
from thetahat.codegen.stable_logarithms import log_rule
from thetahat.codegen.stable_powers import inverse_expm1, power_rule, product_rule
from thetahat.codegen.stable_sums import sum_rule
from thetahat.core.statistics import statistics_of

Rule = Callable[[Any], Expr | None]


def stable(expression: Expr) -> Expr:
    """The same function in stable nodes."""
    return _walk(expression, _STABLE, {})


def printable(expression: Expr, may_vanish: Iterable[Symbol] = ()) -> Expr:
    """Last touches after differentiation: densities of a null set dropped, x log y where x may be 0."""
    symbols = frozenset(may_vanish)
    e = expression.replace(DiracDelta, lambda *_: S.Zero) if expression.has(DiracDelta) else expression
    return _walk(e, _PRINTABLE, {}, symbols)


def _walk(e: Any, table: dict[type, tuple[Any, ...]], memo: dict[Any, Any], *rest: Any) -> Any:
    if not e.args:
        return e
    if e in memo:
        return memo[e]
    args = [_walk(a, table, memo, *rest) for a in e.args]
    new = e.func(*args) if any(a is not b for a, b in zip(args, e.args, strict=True)) else e
    for rule in table.get(new.func, ()):
        changed = rule(new, *rest)
        if changed is not None:
            new = changed
            break
    memo[e] = new
    return new


def _zeta(node: Expr) -> Expr:
    s, a = node.args if len(node.args) == 2 else (node.args[0], S.One)
    return ZetaDerivative(0, s, a)


def _derivative(node: Expr) -> Expr | None:
    """A derivative that SymPy cannot take and we can, now that what is inside is a node of ours."""
    done = node.doit()
    return done if not done.has(Derivative) else None


def _heaviside(node: Expr) -> Expr:
    from sympy import Piecewise

    return Piecewise((S.Zero, node.args[0] < 0), (S.One, True))


def _x_log_y(node: Expr, may_vanish: frozenset[Symbol]) -> Expr | None:
    """S log(p), with S a number of events, is 0 when S and p are."""
    for f in node.args:
        if isinstance(f, (log, log1p)) and f.free_symbols:
            rest = node / f
            if _touches(rest, may_vanish):
                return XLogY(rest, f.args[0]) if isinstance(f, log) else XLog1pY(rest, f.args[0])
    return None


def _touches(e: Expr, symbols: frozenset[Symbol]) -> bool:
    """Whether a symbol stands in the expression, free or bound by a statistic."""
    return bool(e.free_symbols & symbols) or any(t.bound_symbols & symbols for t in statistics_of(e))


_STABLE: dict[type, tuple[Any, ...]] = {
    log: (log_rule,),
    Pow: (power_rule, inverse_expm1),
    Mul: (product_rule,),
    Add: (sum_rule,),
    zeta: (_zeta,),
    Heaviside: (_heaviside,),
    Derivative: (_derivative,),
    factorial: (lambda e: gamma(e.args[0] + 1),),
    digamma: (lambda e: polygamma(0, e.args[0]),),
}


_PRINTABLE: dict[type, tuple[Any, ...]] = {
    Mul: (_x_log_y,),
}
