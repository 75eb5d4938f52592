"""Logarithms in stable forms: of products, of sums of exponentials, of functions that are positive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Number,
    Pow,
    S,
    Sum,
    Symbol,
    besseli,
    besselk,
    beta,
    binomial,
    cosh,
    erf,
    erfc,
    exp,
    factor_terms,
    factorial,
    gamma,
    log,
    loggamma,
    sinh,
)
from sympy.codegen.cfunctions import expm1, log1p

from thetahat.codegen.nodes import (
    Expit,
    Log1mExp,
    LogAddExp,
    LogBesselI,
    LogBesselK,
    LogBeta,
    LogErfc,
    LogErfGap,
    LogMix,
    RealPower,
)
from thetahat.codegen.series import LogSeries
from thetahat.codegen.stable_sums import pair_sum
from thetahat.core.statistics import Observation

_LOG_OF: dict[Any, Callable[..., Expr]] = {
    exp: lambda u: u,
    gamma: lambda a: loggamma(a),
    factorial: lambda a: loggamma(a + 1),
    beta: lambda a, b=None: LogBeta(a, a if b is None else b),
    binomial: lambda n, k: loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1),
    besseli: lambda m, z: LogBesselI(m, z),
    besselk: lambda m, z: LogBesselK(m, z),
    erfc: lambda w: LogErfc(w),
    cosh: lambda z: LogAddExp(z, -z) - log(Integer(2)),
    sinh: lambda z: z + Log1mExp(-2 * z) - log(Integer(2)),
    Expit: lambda y: -LogAddExp(S.Zero, -y),
    expm1: lambda u: u + Log1mExp(-u),
}
"""Functions that are positive wherever their logarithm is taken in a density."""


def _log_of(e: Expr) -> Expr:
    """log(e), stable."""
    new = log(e)
    return log_rule(new) or new if isinstance(new, log) else new


def log_rule(node: Expr) -> Expr | None:
    """The logarithm of a product, a sum, or a function of the table."""
    e = node.args[0]
    if type(e) in _LOG_OF:
        return pair_sum(_LOG_OF[type(e)](*e.args))
    if isinstance(e, Sum) and len(e.limits) == 1 and e.function.is_nonnegative:
        return _log_series(e)
    if isinstance(e, Pow):
        base, power = e.args
        if type(base) in _LOG_OF or base.is_positive or _log_splits(base):
            return power * _log_of(base)
        return None
    if isinstance(-e, expm1):
        return Log1mExp((-e).args[0])
    if isinstance(e, Mul):
        return _log_product(e)
    if isinstance(e, Add):
        return _log_sum(e)
    return None


def _log_series(e: Sum) -> Expr:
    ((index, lower, upper),) = e.limits
    # of a whole number SymPy writes log(gamma(k)), which overflows
    k = Symbol(index.name, real=True, positive=index.is_positive or None, nonnegative=index.is_nonnegative)
    return LogSeries(_log_term(e.function.xreplace({index: k})), (k, lower, upper))


def _log_splits(factor: Expr) -> bool:
    base = factor.base if isinstance(factor, Pow) else factor
    return type(base) in _LOG_OF or (isinstance(base, Add) and base.has(exp, erf, erfc) and _log_sum(base) is not None)


def _log_product(e: Expr) -> Expr | None:
    special = [f for f in e.args if _log_splits(f)]
    if not special:
        return None
    rest = Mul(*(f for f in e.args if f not in special))
    if rest.could_extract_minus_sign():
        return None
    return Add(*(_log_of(f) for f in special)) + (_log_of(rest) if rest != 1 else S.Zero)


def _log_sum(e: Expr) -> Expr | None:
    terms = Add.make_args(e)
    number, others = e.as_coeff_Add()
    if number == 1:
        rest = others
        if isinstance(rest, erf):
            return LogErfc(-rest.args[0])
        if isinstance(-rest, erf):
            return LogErfc((-rest).args[0])
        if isinstance(-rest, exp):
            return Log1mExp((-rest).args[0])
        if rest.has(exp) and not _signed(Add.make_args(rest)) and all(_exponential(t) for t in Add.make_args(rest)):
            return _log_add_exp([S.One, *Add.make_args(rest)])
        if _share(-rest):
            return Log1mExp((-rest).exp * log1p((-rest).base - 1))
        power = power_as_exponential(rest)
        return log1p(rest) if power is None else LogAddExp(S.Zero, power)
    if number == 0 and len(terms) == 2 and e.has(erf):
        return _log_erf_gap(*terms)
    if number == -1 and isinstance(others, exp):
        return others.args[0] + Log1mExp(-others.args[0])
    if any(_exponential(t) for t in terms) and not _signed(terms):
        return _log_mix(list(terms)) or _log_add_exp(list(terms))
    return None


def _log_erf_gap(one: Expr, two: Expr) -> Expr | None:
    """log(c erf b - c erf a); erf is odd, so that a sum is a gap as well."""
    (c, f), (d, g) = one.as_coeff_Mul(), two.as_coeff_Mul()
    if not (isinstance(f, erf) and isinstance(g, erf)) or abs(c) != abs(d) or (c < 0 and d < 0):
        return None
    if c < 0:
        (c, f), (d, g) = (d, g), (c, f)
    a = g.args[0] if d < 0 else -g.args[0]
    return LogErfGap(a, f.args[0]) + (log(c) if c != 1 else S.Zero)


def _exponential(term: Expr) -> bool:
    return any(isinstance(f, exp) for f in Mul.make_args(term))


def _signed(terms: Iterable[Expr]) -> bool:
    """Whether a term may be negative, so that it has no logarithm of its own."""
    return any(t.could_extract_minus_sign() or any(map(_may_be_negative, Mul.make_args(t))) for t in terms)


def _may_be_negative(factor: Expr) -> bool:
    """Sums of several signs and letters of unknown sign; 1 - w is what is left of a probability."""
    base, power = factor.as_base_exp()
    if factor.is_nonnegative or power.is_even:
        return False
    if isinstance(base, Add):
        number, rest = base.as_coeff_Add()
        complement = number == 1 and all((-t).is_positive for t in Add.make_args(rest)) and not rest.has(exp)
        return not complement and any(t.could_extract_minus_sign() or not t.is_nonnegative for t in base.args)
    return bool(base.is_Symbol)


def _share(e: Expr) -> bool:
    """(1 - p)^m for a positive p: 1 - (1 - p)^m would lose its digits where p is small."""
    if not isinstance(e, Pow) or e.exp.is_number:
        return False
    number, rest = e.base.as_coeff_Add()
    return number == 1 and bool((-rest).is_positive)


def power_as_exponential(e: Expr) -> Expr | None:
    """y with e = exp(y) for a positive base and an exponent that holds a parameter: x^c overflows, y does not."""
    if isinstance(e, RealPower):
        return e.args[1] * log(e.args[0])
    if isinstance(e, Pow) and e.base.is_positive and not e.exp.is_number and e.exp.free_symbols:
        return e.exp * log(e.base)
    return None


def _log_add_exp(terms: list[Expr]) -> Expr:
    logs = [_log_term(t) for t in sorted(terms, key=lambda t: t.sort_key())]
    out = logs[0]
    for other in logs[1:]:
        out = LogAddExp(out, other)
    return out


def _log_mix(terms: list[Expr]) -> Expr | None:
    """log(w f + (1 - w) g), with the weight taken off both."""
    if len(terms) != 2:
        return None
    for one, two in (terms, terms[::-1]):
        for w in Mul.make_args(one):
            if w.is_Symbol and 1 - w in Mul.make_args(two):
                return LogMix(w, _log_term(one / w), _log_term(two / (1 - w)))
    return None


def _log_term(term: Expr) -> Expr:
    """The logarithm of one positive summand, its exponential taken off."""
    exponent, rest = S.Zero, []
    for f in Mul.make_args(term):
        if isinstance(f, exp):
            exponent += f.args[0]
        elif isinstance(f, Pow) and (f.base.is_positive or f.exp.is_number is False):
            exponent += f.exp * _log_of(f.base)
        elif isinstance(f, Number) or _plain(f):
            rest.append(f)
        else:
            exponent += _log_of(f)
    product = Mul(*rest)
    return _located(exponent) if product == 1 else exponent + _log_of(product)


def _located(e: Expr) -> Expr:
    """t x - t mu -> t (x - mu): the difference first, which keeps its digits far from 0."""
    if not isinstance(e, Add) or not any(isinstance(s, Observation) for s in e.free_symbols):
        return e
    joined = factor_terms(e)
    return joined if isinstance(joined, Mul) else e


def _plain(f: Expr) -> bool:
    return f.is_Symbol or f.is_number
