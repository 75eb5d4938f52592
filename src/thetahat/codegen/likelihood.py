"""The log-density of one observation in stable form, and the sums over the sample that follow from it.

log_density(derivation) = log f(x; theta)
total(e)                = sum over the observations of e, its parameter factors pulled out of the sums
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr, Mul, S, Symbol, expand_log, log
from sympy.codegen.cfunctions import log1p

from thetahat.codegen.schedule import separate
from thetahat.codegen.stable import stable
from thetahat.core.derivation import Derivation
from thetahat.core.statistics import Observation, Statistic, Total


def log_density(derivation: Derivation) -> Expr:
    """log f(x; theta): the log-likelihood of one observation, or the density's logarithm where that is not a sum."""
    whole = derivation.log_likelihood
    one = None if whole is None else _one_observation(whole)
    if one is None:
        one = expand_log(log(derivation.model.density), force=True)
    return stable(one)


def _one_observation(log_likelihood: Expr) -> Expr | None:
    terms = []
    for term in Add.make_args(log_likelihood):
        totals = [f for f in Mul.make_args(term) if isinstance(f, Total)]
        others = [f for f in Mul.make_args(term) if f not in totals]
        if len(totals) != 1 or any(_statistic(f) for f in others) or _statistic(totals[0].summand):
            return _distributed(log_likelihood)
        terms.append(Mul(*others) * totals[0].summand)
    return Add(*terms)


def _distributed(log_likelihood: Expr) -> Expr | None:
    """The same when parameters stand in front of a bracket of totals."""
    expanded = log_likelihood.expand(deep=False)
    return _one_observation(expanded) if expanded != log_likelihood else None


def _statistic(e: Expr) -> bool:
    return isinstance(e, Statistic) or any(_statistic(a) for a in e.args)


def total(expression: Expr) -> Expr:
    """Sum over the observations: c*Total(h) for each term c*h."""
    return Add(*(_term(t) for t in Add.make_args(expression)))


def _term(term: Expr) -> Expr:
    coefficient, h = separate(term)
    if h == 1:
        return term * Total(S.One)
    opened = [f for f in Mul.make_args(h) if isinstance(f, Add) and _separable(f)]
    if opened:
        rest = coefficient * Mul(*(f for f in Mul.make_args(h) if f is not opened[0]))
        return Add(*(_term(rest * part) for part in opened[0].args))
    return coefficient * Total(h)


def _separable(bracket: Expr) -> bool:
    """A sum that falls into parameter times data, and loses nothing by it.

    log x - log theta may be split; x - mu may not: its sum would be a difference of large numbers.
    """
    centred, free = False, False
    for part in bracket.args:
        h = separate(part)[1]
        if any(not isinstance(s, Observation) for s in h.free_symbols):
            return False
        if h == 1:
            free = True
        elif not h.has(log, log1p):
            centred = True
    return not (centred and free)


def derivatives(expression: Expr, symbols: Sequence[Symbol]) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """(gradient, lower triangle of the Hessian by rows) of a function of one observation or of a sample."""
    gradient = tuple(expression.diff(s) for s in symbols)
    triangle = tuple(gradient[i].diff(symbols[j]) for i in range(len(symbols)) for j in range(i + 1))
    return gradient, triangle
