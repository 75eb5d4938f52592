"""How an equation behaves at an end of the parameter's domain: its leading term.

    g(p) ~ c eps^m (log 1/eps)^j      as p = L + eps, U - eps or 1/eps

c is an expression over statistics; its sign is the sign of g near the end.  Totals that hold p are expanded inside the
summand, which is exact for a finite sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import (
    Add,
    Dummy,
    Expr,
    Mul,
    PoleError,
    S,
    Symbol,
    expand,
    expand_log,
    log,
    oo,
    pi,
    polygamma,
    powdenest,
    series,
    together,
)

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.totals import split
from thetahat.core.statistics import Total, statistics_of

ORDER = 4
LARGEST = 160


@dataclass(frozen=True)
class Leading:
    """coefficient * eps**power * log(1/eps)**logs."""

    coefficient: Expr
    power: Expr
    logs: int


def _placed(e: Expr, p: Symbol, end: Expr, below: bool, eps: Symbol) -> Expr:
    if end == oo:
        return e.subs(p, 1 / eps)
    if end == -oo:
        return e.subs(p, -1 / eps)
    return e.subs(p, end + eps if below else end - eps)


def _asymptotic(e: Expr, eps: Symbol) -> Expr:
    """Polygammas of 1/eps + a and of eps by their expansions."""

    def one(order: Expr, z: Expr) -> Expr:
        at_zero = z.subs(eps, 0) if not z.has(1 / eps) else None
        if at_zero == 0:
            known = {0: -1 / z - S.EulerGamma + pi**2 / 6 * z, 1: 1 / z**2 + pi**2 / 6}
            return known.get(int(order), polygamma(order, z))
        if at_zero is None:
            if order == 0:
                return log(z) - 1 / (2 * z) - 1 / (12 * z**2)
            if order == 1:
                return 1 / z + 1 / (2 * z**2) + 1 / (6 * z**3)
        return polygamma(order, z)

    return e.replace(lambda t: isinstance(t, polygamma) and t.has(eps), lambda t: one(*t.args))


def _with_logs(e: Expr, eps: Symbol, big: Symbol) -> Expr:
    """log(c/eps + a) = log(1/eps) + log(c + a eps), with log(1/eps) = big."""

    def one(argument: Expr) -> Expr:
        argument = together(argument)
        power = S.Zero
        rest = argument
        for f in Mul.make_args(argument):
            base, exponent = f.as_base_exp()
            if base == eps:
                power += exponent
                rest = rest / f
        return -power * big + log(rest)

    return e.replace(lambda t: isinstance(t, log) and t.has(eps), lambda t: one(t.args[0]))


def _expanded(e: Expr, eps: Symbol, big: Symbol) -> Expr | None:
    e = _with_logs(expand_log(_asymptotic(e, eps)), eps, big)
    if e.count_ops() > LARGEST:
        return None
    try:
        return series(powdenest(e), eps, 0, ORDER).removeO()
    except (PoleError, NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def leading(g: Expr, p: Symbol, end: Expr, below: bool) -> Leading | None:
    """The leading term of g as p tends to ``end`` (from above it when ``below``: the end is the lower one)."""
    eps, big = Dummy("eps", positive=True), Dummy("L", positive=True)
    table = {}
    for t in statistics_of(g):
        if p not in t.free_symbols:
            continue
        if not isinstance(t, Total):
            return None
        inner = _expanded(_placed(t.summand, p, end, below, eps), eps, big)
        if inner is None:
            return None
        table[t] = split(expand(inner))
    e = g.xreplace(table)
    frozen = Frozen(e)
    f = _placed(frozen.freeze(e), p, end, below, eps)
    full = _expanded(f, eps, big)
    if full is None or full == 0:
        return None
    terms: dict[tuple[Expr, int], Expr] = {}
    for term in Add.make_args(expand(full)):
        c, power, logs = term, S.Zero, 0
        for a in Mul.make_args(term):
            base, exponent = a.as_base_exp()
            if base == eps:
                power += exponent
                c = c / a
            elif base == big:
                logs += int(exponent)
                c = c / a
        if c.has(eps, big):
            return None
        terms[power, logs] = terms.get((power, logs), S.Zero) + c
    for power, logs in sorted(terms, key=lambda k: (k[0], -k[1])):
        c = frozen.thaw(terms[power, logs])
        if c != 0:
            return Leading(c, power, logs)
    return None

