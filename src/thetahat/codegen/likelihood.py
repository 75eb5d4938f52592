"""The log-density of one observation in stable form, and the sums over the sample that follow from it.

log_density(derivation) = log f(x; theta)
total(e)                = sum over the observations of e, its parameter factors pulled out of the sums
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import (
    Abs,
    Add,
    Expr,
    Max,
    Min,
    Mul,
    Piecewise,
    Poly,
    S,
    Symbol,
    cancel,
    expand,
    factor_terms,
    log,
)
from sympy.codegen.cfunctions import log1p

from thetahat.algebra.logarithm import take_logarithm
from thetahat.algebra.signs import Signs
from thetahat.codegen.gathered import flat, gathered, paired
from thetahat.codegen.nodes import LogAddExp, LogBesselI, scaled_log_bessel_i
from thetahat.codegen.schedule import separate
from thetahat.codegen.stable import stable
from thetahat.core.derivation import Derivation
from thetahat.core.statistics import Observation, Statistic, Total


def log_density(derivation: Derivation) -> Expr:
    """log f(x; theta): the log-likelihood of one observation, or the density's logarithm where that is not a sum."""
    whole = derivation.log_likelihood
    one = None if whole is None else _one_observation(whole)
    if one is None:
        one = take_logarithm(derivation.model.density, Signs(derivation.model).strictly)
    counts = [r.variable for r in derivation.model.support.regions if r.integer]
    found = _sided(_squares_inside(_peaked(paired(_without_zeros(stable(_joined(one))), counts))))
    return flat(Add(*(Mul(*map(_deviation, Mul.make_args(t))) for t in Add.make_args(found))))


def _deviation(e: Expr) -> Expr:
    """x/k - mu/k - k x + k mu as (x - mu)(1/k - k): the difference first, which keeps its digits far from 0."""
    variables = [s for s in e.free_symbols if isinstance(s, Observation)]
    if not isinstance(e, Add) or len(variables) != 1 or not e.is_polynomial(variables[0]):
        return e
    coefficients = Poly(e, variables[0]).all_coeffs()
    if len(coefficients) != 2:
        return e
    a, b = coefficients
    offset = cancel(b / a)
    return a * (variables[0] + offset) if offset.count_ops() < b.count_ops() else e


def _without_zeros(e: Expr) -> Expr:
    """The sum without those terms, rational in the data, that add up to zero: x/s - mu/s - (x - mu)/s.

    Each of them is large where the data are far from 0, and only rounding would be left of their sum.
    """
    rational = [t for t in Add.make_args(e) if t.is_rational_function(*t.free_symbols)]
    return e - Add(*rational) if len(rational) > 1 and expand(Add(*rational)) == 0 else e


def _squares_inside(e: Expr) -> Expr:
    """q + LogAddExp(a, b) as LogAddExp(q + a, q + b) where these are squares.

    -(x^2 + m^2)/2 + log(exp(m x) + exp(-m x)) loses every digit for large m; the two squares keep them.
    """
    terms = Add.make_args(e)
    rational = [t for t in terms if t.is_rational_function(*t.free_symbols) and t.free_symbols]
    for t in terms:
        if isinstance(t, LogAddExp) and rational:
            sums = [Add(a, *rational) for a in t.args]
            squares = [_square(s) for s in sums]
            if all(a != b for a, b in zip(sums, squares, strict=True)):
                return e - t - Add(*rational) + LogAddExp(*squares)
    return e


def _peaked(e: Expr) -> Expr:
    """q + log I_m(z) as (q + z) + (log I_m(z) - z) where q + z is a square.

    -(x^2 + m^2)/2 + log I(m x) loses every digit far from 0, -(x - m)^2/2 keeps them; the rest is -log(2 pi z)/2 + ….
    """
    terms = Add.make_args(e)
    rational = Add(*(t for t in terms if t.free_symbols and t.is_rational_function(*t.free_symbols)))
    for t in terms:
        if isinstance(t, LogBesselI) and t.args[0].is_number:
            square = _square(expand(rational + t.args[1]))
            if isinstance(square, Mul):
                return e - t - rational + square + scaled_log_bessel_i(*t.args)
    return e


def _sided(e: Expr) -> Expr:
    """a u + b |u| as (a + b) max(u, 0) + (a - b) min(u, 0), where one of the two would be lost in the other."""
    for t in Add.make_args(e):
        for size in (f for f in Mul.make_args(t) if isinstance(f, Abs)):
            b, u = t / size, size.args[0]
            for s in Add.make_args(e):
                a = cancel(s / u)
                if s is not t and a.free_symbols and not any(isinstance(v, Observation) for v in a.free_symbols):
                    above, below = (factor_terms(cancel(c)) for c in (a + b, a - b))
                    return e - s - t + above * Max(u, 0) + below * Min(u, 0)
    return e


def _joined(e: Expr) -> Expr:
    """Pieces under the same conditions put together again, each a square where it is one.

    -x^2/2 + m x - m^2/2 for x > m, term by term, loses every digit near m that -(x - m)^2/2 keeps.
    """
    terms = [_pieces(t) for t in Add.make_args(e)]
    kinds = list(dict.fromkeys(tuple(q.cond for q in p.args) for _, p in terms if p is not None))
    plain = [c for c, p in terms if p is None]
    whole = []
    for conditions in kinds:
        same = [(c, p) for c, p in terms if p is not None and tuple(q.cond for q in p.args) == conditions]
        # Counts and sums over fixed cells are read once: they stay apart.
        moving = any(not isinstance(s, Observation) for c in conditions for s in c.free_symbols)
        if len(same) == 1 or not moving:
            whole += [c * p for c, p in same]
            continue
        sums = [Add(*(c * p.args[k].expr for c, p in same)) for k in range(len(conditions))]
        whole.append(Piecewise(*((factor_terms(_square(v)), c) for v, c in zip(sums, conditions, strict=True))))
    return Add(*plain, *whole)


def _pieces(term: Expr) -> tuple[Expr, Piecewise | None]:
    """(c, p) with c*p = term, where p is its only factor by cases (None: it has none)."""
    pieces = [f for f in Mul.make_args(term) if isinstance(f, Piecewise)]
    if len(pieces) != 1:
        return term, None
    return Mul(*(f for f in Mul.make_args(term) if f is not pieces[0])), pieces[0]


def _square(e: Expr) -> Expr:
    """A perfect square in the observation as one."""
    variables = [s for s in e.free_symbols if isinstance(s, Observation)]
    if len(variables) != 1 or not e.is_polynomial(variables[0]):
        return e
    coefficients = Poly(e, variables[0]).all_coeffs()
    if len(coefficients) != 3:
        return e
    a, b, c = coefficients
    return a * (variables[0] + cancel(b / (2 * a))) ** 2 if cancel(b**2 - 4 * a * c) == 0 else e


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
    gathered_terms = gathered(expression, symbols)
    gradient = tuple(gathered_terms.diff(s) for s in symbols)
    triangle = tuple(gradient[i].diff(symbols[j]) for i in range(len(symbols)) for j in range(i + 1))
    return gradient, triangle
