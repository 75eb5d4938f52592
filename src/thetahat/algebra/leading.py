"""How an equation behaves at an end of the parameter's domain: its leading term.

    g(p) ~ c eps^m (log 1/eps)^j      as p = L + eps, U - eps or 1/eps

c is an expression over statistics; its sign is the sign of g near the end.  Totals that hold p are expanded inside the
summand, which is exact for a finite sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import (
    Add,
    Derivative,
    Dummy,
    Expr,
    Mul,
    Pow,
    S,
    Symbol,
    besseli,
    cancel,
    cosh,
    exp,
    expand,
    expand_log,
    factorial,
    fraction,
    gamma,
    log,
    nan,
    oo,
    pi,
    polygamma,
    powdenest,
    sinh,
    tanh,
    together,
    zeta,
    zoo,
)
from sympy.functions.elementary.exponential import ExpBase
from sympy.functions.elementary.hyperbolic import HyperbolicFunction

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.totals import split
from thetahat.core.statistics import Maximum, Minimum, Total, statistics_of

ORDER = 4
LARGEST = 100


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


def _without_giants(e: Expr, eps: Symbol) -> Expr:
    """exp(c/eps) leaves a quotient of sums as its leading part: what is left without it is exponentially small."""
    giants = [f for f in e.atoms(ExpBase) if f.args[0].has(eps) and not f.args[0].subs(eps, 0).is_finite]
    if not giants:
        return e
    g = Dummy("G", positive=True)
    rates = {f: cancel(f.args[0] * eps) for f in giants}
    unit = next(iter(rates.values()))
    unit = unit if unit.is_positive else -unit
    table = {}
    for f, rate in rates.items():
        multiple = cancel(rate / unit)
        if not multiple.is_Rational or not unit.is_positive:
            return e
        table[f] = g**-multiple
    small = cancel(together(e.xreplace(table))).subs(g, 0)
    return e if small.has(nan, oo, -oo, zoo) else small


def _bessel(e: Expr, eps: Symbol) -> Expr:
    """I_v at 0 and at infinity, up to the factor exp(z)/sqrt(2 pi z) that a ratio does not keep."""

    def one(order: Expr, z: Expr) -> Expr:
        if z == eps:
            return (z / 2) ** order / gamma(order + 1) * (1 + z**2 / (4 * (order + 1)))
        return 1 - (4 * order**2 - 1) / (8 * z)

    functions = [f for f in e.atoms(besseli) if f.args[1] in (eps, 1 / eps) and f.args[0].is_Integer]
    return e.xreplace({f: one(*f.args) for f in functions})


def _zeta(e: Expr, p: Symbol, end: Expr) -> Expr:
    """Zeta and its derivative near their pole; at infinity all but the 1 is exponentially small."""
    if end == oo:
        return e.xreplace({Derivative(zeta(p), p): S.Zero, zeta(p): S.One})
    pole = 1 / (p - 1)
    return e.xreplace({Derivative(zeta(p), p): -(pole**2), zeta(p): pole + S.EulerGamma}) if end == 1 else e


def _expanded(e: Expr, eps: Symbol, big: Symbol) -> Expr | None:
    """The first terms in eps, found by differentiating numerator and denominator: no step of this can run away."""
    e = _without_giants(_bessel(e, eps), eps)
    e = powdenest(_with_logs(expand_log(_asymptotic(e, eps)), eps, big))
    if e.count_ops() > LARGEST:
        return None
    above, below = fraction(together(e))
    first, second = _taylor(above, eps), _taylor(below, eps)
    if first is None or second is None:
        return None
    m = next((k for k, c in enumerate(second) if c != 0), None)
    if m is None:
        return None
    quotient: list[Expr] = []
    for k in range(ORDER):
        known = Add(*(quotient[i] * second[m + k - i] for i in range(k) if m + k - i < len(second)))
        quotient.append((first[k] - known) / second[m])
    return Add(*(c * eps ** (k - m) for k, c in enumerate(quotient)))


def _taylor(f: Expr, eps: Symbol) -> list[Expr] | None:
    """Coefficients of 1, eps, eps^2, … ; None where f has no such expansion."""
    coefficients = []
    for k in range(2 * ORDER):
        try:
            c = expand(f.subs(eps, 0) / factorial(k), log=False)
        except TypeError:
            return None  # SymPy compares with what is not real where a Piecewise meets a pole
        if c.has(nan, oo, -oo, zoo) or f.count_ops() > 4 * LARGEST:
            return None
        coefficients.append(c)
        f = f.diff(eps)
    return coefficients


def dominated(g: Expr, p: Symbol, end: Expr, below: bool) -> Expr:
    """Total(K v)/Total(K) -> v at the observation at which K dominates: x**k as k grows, exp(-x/s) as s shrinks."""
    for t in sorted(
        (t for t in statistics_of(g) if isinstance(t, Total) and p in t.free_symbols), key=lambda t: t.sort_key()
    ):
        kernel = t.summand
        variables = list(t.bound_symbols)
        if len(variables) != 1 or len(Mul.make_args(kernel)) != 1 or not isinstance(kernel, Pow | ExpBase):
            continue
        (x,) = variables
        rate = expand_log(log(kernel)).diff(x)
        size = rate.subs(p, 1 / p) if end == oo else rate
        if (end == oo and not rate.has(p)) or end not in (S.Zero, oo) or size.subs(p, 0).is_finite:
            continue
        if not (rate.is_positive or rate.is_negative):
            continue
        at = Maximum(x) if rate.is_positive else Minimum(x)
        table = {}
        for other in statistics_of(g):
            factor = cancel(other.summand / kernel) if isinstance(other, Total) and p in other.free_symbols else None
            if factor is not None and not factor.has(p):
                table[other] = factor.xreplace({x: at}) * t
        changed = g.xreplace(table)
        frozen = Frozen(changed)
        g = frozen.thaw(cancel_quotients(frozen.freeze(changed), frozen.symbols.get(t)))
    return g


def cancel_quotients(f: Expr, symbol: Symbol | None) -> Expr:
    """Terms in lowest terms with regard to one symbol."""
    if symbol is None:
        return f
    return Add(*(cancel(a) if a.has(symbol) else a for a in Add.make_args(expand(f, log=False))))


def leading(g: Expr, p: Symbol, end: Expr, below: bool) -> Leading | None:
    """The leading term of g as p tends to ``end`` (from above it when ``below``: the end is the lower one)."""
    eps, big = Dummy("eps", positive=True), Dummy("L", positive=True)
    if g.has(HyperbolicFunction):
        g = g.rewrite((sinh, cosh, tanh), exp)
    g = _zeta(dominated(g, p, end, below), p, end)
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
        if c.has(eps, big):
            return None
        if c != 0:
            return Leading(c, power, logs)
    return None
