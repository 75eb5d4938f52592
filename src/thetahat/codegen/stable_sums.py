"""Sums in stable forms: differences of log-gamma functions, of logarithms, of totals."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Expr,
    Mul,
    S,
    Symbol,
    exp,
    expand,
    log,
    loggamma,
    polygamma,
)
from sympy.codegen.cfunctions import expm1, log1p

from thetahat.codegen.nodes import (
    LogBeta,
    LogGrowth,
    LogRising,
    PolygammaRising,
)
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total


def sum_rule(node: Expr) -> Expr | None:
    """A sum whose terms belong together."""
    new = _centred(pair_sum(node))
    if not isinstance(new, Add):
        return new
    return _expm1_sum(new) or (new if new is not node else None)


def _centred(node: Expr) -> Expr:
    """n Total(f g) - Total(f) Total(g) -> n Total((f - mean f)(g - mean g)): no digits are lost far from 0."""
    if not isinstance(node, Add) or not node.has(Total):
        return node
    terms = list(node.args)
    for t in terms:
        pair, rest = _two_totals(t)
        if pair is None:
            continue
        f, g = pair
        partner = -rest * SAMPLE_SIZE * Total(f * g)
        if partner in terms:
            deviations = (f - Total(f) / SAMPLE_SIZE) * (g - Total(g) / SAMPLE_SIZE)
            return _centred(node - t - partner - rest * SAMPLE_SIZE * Total(deviations))
    return node


def _two_totals(term: Expr) -> tuple[tuple[Expr, Expr] | None, Expr]:
    """((f, g), rest) with rest*Total(f)*Total(g) = term, for functions f, g of the observation alone."""
    found: list[Expr] = []
    rest = []
    for factor in Mul.make_args(term):
        base, power = factor.as_base_exp()
        simple = isinstance(base, Total) and base.summand.free_symbols and not base.free_symbols
        if simple and power in (1, 2) and len(found) + int(power) <= 2:
            found += [base.summand] * int(power)
        else:
            rest.append(factor)
    return ((found[0], found[1]) if len(found) == 2 else None), Mul(*rest)


def _expm1_sum(node: Expr) -> Expr | None:
    """c exp(u) - c -> c expm1(u)."""
    number, rest = node.as_coeff_Add()
    if number == 0:
        return None
    for t in Add.make_args(rest):
        c, e = t.as_coeff_Mul()
        if isinstance(e, exp) and c == -number:
            return c * expm1(e.args[0]) + (rest - t)
    return None


def pair_sum(node: Expr) -> Expr:
    """Differences of loggamma (or of polygamma of one order, or of log) at close arguments, taken together."""
    for kind in (loggamma, polygamma):
        if isinstance(node, Add) and node.has(kind):
            node = _pair(node, kind)
    if isinstance(node, Add) and node.has(log):
        return _log_pair(_log_odds(node))
    return node


def _log_pair(node: Expr) -> Expr:
    """c log u - (c + d) log(u + w) -> -c log1p(w/u) - d log(u + w), where d holds no parameters."""
    found = [(t, *_coefficient(t)) for t in node.args if any(isinstance(f, log) for f in Mul.make_args(t))]
    for t, c, u in found:
        for s, e, v in found:
            if t is s or not set(Add.make_args(u)) < set(Add.make_args(v)):
                continue
            rest = expand(c + e)
            if not _parameters(rest):
                pair = -c * log1p((v - u) / u)
                return _log_pair(node - t - s + (growth(pair) or pair) + rest * log(v))
    return node


def _log_odds(node: Expr) -> Expr:
    """x (log a + log b) - (x + d) log(1 + a b) -> -x log1p(1/(a b)) - d log(1 + a b), where x holds the data alone."""
    for t in node.args:
        unit = next((f for f in Mul.make_args(t) if isinstance(f, log1p)), None)
        if unit is None or not _parameters(unit):
            continue
        parts = Add.make_args(expand(-t / unit))
        data = Add(*(p for p in parts if p.free_symbols and not _parameters(p)))
        others = [p for s in node.args if s is not t for p in (Add.make_args(expand(s)) if s.has(log) else (s,))]
        logs = [data * log(f) for f in Mul.make_args(unit.args[0])]
        if data != 0 and all(p in others for p in logs):
            rest = Add(*(p for p in others if p not in logs))
            return rest - data * log1p(1 / unit.args[0]) - (Add(*parts) - data) * unit
    return node


def growth(node: Expr) -> Expr | None:
    """u log1p(w/u) -> LogGrowth(u, w)."""
    factors = Mul.make_args(node)
    for f in factors:
        if isinstance(f, log1p):
            for u in factors:
                w = f.args[0] * u
                if u is not f and u.free_symbols and not u.free_symbols & w.free_symbols:
                    return Mul(*(g for g in factors if g is not f and g is not u)) * LogGrowth(u, w)
    return None


def _coefficient(term: Expr) -> tuple[Expr, Expr]:
    """(c, u) with c log(u) = term."""
    factors = Mul.make_args(term)
    logarithm = next(f for f in factors if isinstance(f, log))
    return term / logarithm, logarithm.args[0]


def _entries(node: Expr, kind: Any) -> list[tuple[Expr, Expr, Expr, Expr]]:
    """(term, coefficient, order, argument) for each term coefficient*kind(…)."""
    found = []
    for t in Add.make_args(node):
        for f in Mul.make_args(t):
            if isinstance(f, kind):
                order = f.args[0] if kind is polygamma else S.NegativeOne
                found.append((t, t / f, order, f.args[-1]))
                break
    return found


def _parameters(e: Expr) -> set[Symbol]:
    return {s for s in e.free_symbols if not isinstance(s, Observation)}


def _pair(node: Expr, kind: Any) -> Expr:
    entries = _entries(node, kind)
    if kind is loggamma:
        for ta, ca, _, a in entries:
            for tb, cb, _, b in entries:
                if ta is tb or ca != cb:
                    continue
                for tc, cc, _, c in entries:
                    if cc == -ca and expand(a + b - c) == 0 and (_parameters(a) or _parameters(b)):
                        return pair_sum(node - ta - tb - tc + ca * LogBeta(a, b))
    for tu, cu, mu, u in entries:
        for tv, cv, mv, v in entries:
            if tu is tv or mu != mv or not _parameters(v) or expand(cu + cv) != 0:
                continue
            d = expand(u - v)
            if _parameters(d) or d.could_extract_minus_sign():
                continue
            third = [t for t, c, _, w in entries if kind is loggamma and c == cv and expand(w - d - 1) == 0]
            if third:  # log Gamma(r + x) - log Gamma(r) - log x!, whatever of r and x is large
                return pair_sum(node - tu - tv - third[0] - cu * (LogBeta(v, d + 1) + log(v + d)))
            new = LogRising(v, d) if kind is loggamma else PolygammaRising(mu, v, d)
            return pair_sum(node - tu - tv + cu * new)
    return node
