"""Terms of a log-density that cancel at extreme parameters, gathered into functions of what is left of them.

    paired     (m/2) log(a/b) - a - b + log I_m(2 sqrt(a b)), as Skellam's: large counts
    flat       a normal density over its mass between two ends: a normal law that is flat between them
    gathered   log-gammas against logarithms: a negative binomial near its limit, Poisson's; log(1 + t w)/t for small t;
               log t against log(1 - exp(-t w)): truncation of what is nearly flat

The first two are the same function everywhere; the last is for derivatives, since values are balanced instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Mul,
    Piecewise,
    Poly,
    Pow,
    S,
    Symbol,
    cancel,
    expand,
    expand_log,
    log,
    loggamma,
    pi,
    sqrt,
)
from sympy.codegen.cfunctions import log1p

from thetahat.codegen.nodes import Log1mExp, LogBesselI, LogBeta, LogErfGap, LogRising
from thetahat.codegen.rests import BesselIRest, Log1pOver, LogDecay, LogFlat, PairDeviance, RisingGap
from thetahat.core.statistics import Observation


def paired(e: Expr, counts: Iterable[Symbol]) -> Expr:
    """(m/2) log(a/b) - a - b + log I_m(2 sqrt(a b)) as BesselIRest(0, m, z) - PairDeviance(m, a, b), m whole."""
    terms, whole = Add.make_args(e), {s: Dummy(integer=True) for s in counts}
    for bessel in terms:
        if not isinstance(bessel, LogBesselI):
            continue
        m, z = bessel.args
        if m.is_number or not m.xreplace(whole).is_integer:
            continue
        for s, t in combinations(terms, 2):
            if expand(z**2 - 4 * s * t) != 0 or not (-s).is_positive:
                continue
            others = e - bessel - s - t
            for a, b in ((-s, -t), (-t, -s)):
                rest = expand(expand_log(others - m * (log(a) - log(b)) / 2))
                if not rest.has(log) or rest.count_ops() < others.count_ops():
                    return rest + BesselIRest(S.Zero, m, z) - PairDeviance(m, a, b)
    return e


def flat(e: Expr) -> Expr:
    """-k^2 (x - c)^2 - LogErfGap(k (l - c), k (l + w - c)), for small k w also by what is left of the two.

    -k^2 (x - l) (x + l - 2 c) - log(k w) - LogFlat(2 k^2 (l - c) w, k^2 w^2), up to a number.
    """
    terms = Add.make_args(e)
    gap = next((t for t in terms if isinstance(-t, LogErfGap)), None)
    if gap is None:
        return e
    q = Add(*(t for t in terms if _observations(t)))
    variables = _observations(q)
    if len(variables) != 1 or not q.is_polynomial(*variables):
        return e
    (x,) = variables
    coefficients = Poly(q, x).all_coeffs()
    if len(coefficients) != 3:
        return e
    a, b = (-gap).args
    size, offset = -coefficients[0], cancel(coefficients[1] / coefficients[0] / 2)
    k = sqrt(size)
    lower, width = cancel(expand(a / k) - offset), cancel(expand((b - a) / k))
    if cancel(coefficients[2] + size * offset**2) != 0 or not k.is_positive or lower.has(*k.free_symbols):
        return e
    first, second = 2 * size * (lower + offset) * width, size * width**2
    # no ordinary parameters stand on this border, where rounding would tell two readings of it apart
    near = Abs(first) + second < pi / 4
    rest = e - q - gap
    logs = expand_log(rest - log(k) - log(2 / sqrt(pi))) - log(width) - LogFlat(first, second)
    # where the square, or its rest, is nothing
    origin = Piecewise((lower, near), (-offset, True))
    return -size * (x - origin) * (x + origin + 2 * offset) + Piecewise((logs, near), (rest + gap, True))


def gathered(e: Expr, symbols: Iterable[Symbol]) -> Expr:
    """log Gamma(a + d) - log Gamma(a) - d log(1 + a/w) as RisingGap(0, 1/a, d, w), k log(1 + t w)/t as Log1pOver."""
    for t in Add.make_args(e):
        found = _risen(e, t)
        if found is not None:
            return found
    return _decayed(e, frozenset(symbols))


def _decayed(e: Expr, symbols: frozenset[Symbol]) -> Expr:
    """c log(1 - exp(-t w)) - c log t as c LogDecay(0, t w) + c log w, for the only parameter t there.

    As often as there are data in front of log t: x log t - log(1 - exp(-t w)) for x = 1, 2, ….
    """
    terms = Add.make_args(e)
    for term in terms:
        unit = next((f for f in Mul.make_args(term) if isinstance(f, (Log1mExp, log1p))), None)
        v = None if unit is None else _rate(unit)
        if unit is None or v is None or _observations(v):
            continue
        c = term / unit
        for other in terms:
            t = next((f.args[0] for f in Mul.make_args(other) if isinstance(f, log) and f.args[0].is_Symbol), None)
            if t is None or not c.is_number or v.free_symbols & symbols != {t} or cancel(v / t).has(t):
                continue
            front = other / log(t)
            if front == -c or (front.free_symbols and not _parameters(front)):
                return e - term - other + (front + c) * log(t) + c * LogDecay(S.Zero, v) + c * log(cancel(v / t))
    return e


def _rate(unit: Expr) -> Expr | None:
    """v with the function log(1 - exp(-v))."""
    if isinstance(unit, Log1mExp):
        return -unit.args[0]
    power = -unit.args[0]
    return -power.exp * log(power.base) if isinstance(power, Pow) and power.base.is_positive else None


def _risen(e: Expr, t: Expr) -> Expr | None:
    """The sum with one term and its partners as a RisingGap."""
    terms = Add.make_args(e)
    if isinstance(t, LogRising):
        (a, d), rest = t.args, e - t
    elif isinstance(-t, LogBeta):
        a, d = (-t).args[0], (-t).args[1] - 1
        if -log(a + d) not in terms:
            return None
        rest = e - t + log(a + d) - loggamma(d + 1)
    else:
        return None
    if not _observations(d) or _parameters(d) or not _parameters(a):
        return None
    for s in Add.make_args(rest):
        unit = next((f for f in Mul.make_args(s) if isinstance(f, log1p)), None)
        if unit is not None and s == -d * unit:
            w = cancel(a / unit.args[0])
            if not w.free_symbols & a.free_symbols:
                return _over(rest - s) + RisingGap(S.Zero, 1 / a, d, w)
    return None


def _over(e: Expr) -> Expr:
    """c log(1 + t w)/t as c w Log1pOver(0, t w), for a parameter t."""
    out = []
    for term in Add.make_args(e):
        unit = next((f for f in Mul.make_args(term) if isinstance(f, log1p)), None)
        power = next((f for f in Mul.make_args(term) if (1 / f).is_Symbol and _parameters(f)), None)
        w = S.NaN if unit is None or power is None else cancel(unit.args[0] * power)
        if unit is None or power is None or w.has(1 / power):
            out.append(term)
        else:
            out.append(term / unit / power * w * Log1pOver(S.Zero, unit.args[0]))
    return Add(*out)


def _observations(e: Expr) -> set[Symbol]:
    return {s for s in e.free_symbols if isinstance(s, Observation)}


def _parameters(e: Expr) -> set[Symbol]:
    return {s for s in e.free_symbols if not isinstance(s, Observation)}
