"""Signs that follow from assumptions alone.

A bounded symbol is written through a positive one, p = 1/(1 + d) for 0 < p < 1, b = a + d for b > a, x = mu + d for
x > mu; then the numerator and the denominator are multiplied out and looked at term by term.  Inequalities enter as
substitutions too:

    Jensen             log Total(h) = Total(log h)/n + log n + J,  J >= 0
    Cauchy-Schwarz     Total(w u**2) = (S + Total(w u)**2)/Total(w),  S >= 0
    digamma            psi(a) = log a - 1/(2 a) - D,  psi'(a) = 1/a + 1/(2 a**2) + D,  D > 0
    order statistics   x = Minimum(x) + d inside a total,  d >= 0

What comes out is a proof or nothing; no numbers are tried here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sympy import (
    Add,
    Dummy,
    Expr,
    Mul,
    Symbol,
    cancel,
    expand,
    expand_log,
    factor_terms,
    fraction,
    log,
    oo,
    polygamma,
    together,
)

from thetahat.algebra.totals import natural
from thetahat.core.model import Model, Parameter, Region
from thetahat.core.statistics import SAMPLE_SIZE, Extreme, Maximum, Minimum, Observation, Total, statistics_of

LARGEST = 250
"""Expressions with more operations than this are not multiplied out."""


def _between(lower: Expr, upper: Expr, closed: bool) -> Expr | None:
    """A number between the bounds, through a positive (or nonnegative) symbol; None if there are no bounds."""
    d = Dummy("d", nonnegative=True) if closed else Dummy("d", positive=True)
    if lower != -oo and upper != oo:
        return lower + (upper - lower) / (1 + Dummy("d", positive=True)) if not closed else None
    if lower != -oo:
        return lower + d
    if upper != oo:
        return upper - d
    return None


def _domain_substitution(parameters: Sequence[Parameter]) -> list[tuple[Symbol, Expr]]:
    """Bounded parameters through positive symbols, those first whose ends hold the others."""
    substitutions = []
    for p in sorted(parameters, key=lambda p: -len(p.domain.bounds_symbols)):
        d = p.domain
        if (d.lower == 0 and d.upper == oo) or (d.lower == -oo and d.upper == oo):
            continue
        value = _between(d.lower, d.upper, d.lower_closed or d.upper_closed)
        if value is not None:
            substitutions.append((p.symbol, value))
    return substitutions


def _observation_substitution(regions: Sequence[Region]) -> list[tuple[Observation, Expr]]:
    substitutions = []
    for r in regions:
        if (r.lower == 0 and r.upper == oo) or (r.lower == -oo and r.upper == oo):
            continue
        closed = r.integer and (r.lower_closed or r.upper_closed)
        if closed and r.lower != -oo and r.upper != oo:
            continue
        value = _between(r.lower, r.upper, closed)
        if value is not None:
            substitutions.append((r.variable, value))
    return substitutions


def _term_sign(t: Expr) -> int | None:
    """+1, -1 for a strict sign, +2, -2 for a weak one, 0 for zero."""
    if t.is_zero:
        return 0
    if t.is_positive:
        return 1
    if t.is_negative:
        return -1
    if t.is_nonnegative:
        return 2
    if t.is_nonpositive:
        return -2
    sign, weak = 1, False
    for factor in Mul.make_args(t):
        base, exponent = factor.as_base_exp()
        if factor.is_nonnegative or (exponent.is_even and base.is_real):
            weak |= not (factor.is_positive or base.is_nonzero)
        elif factor.is_nonpositive:
            weak |= not factor.is_negative
            sign = -sign
        elif isinstance(base, Add) and exponent.is_Integer:
            inner = _sum_sign(base)
            if inner is None:
                return None
            weak |= abs(inner) == 2
            if exponent.is_odd and inner < 0:
                sign = -sign
        else:
            return None
    return sign * (2 if weak else 1)


def _sum_sign(e: Expr) -> int | None:
    signs = [_term_sign(t) for t in Add.make_args(e)]
    if any(s is None for s in signs):
        return None
    present = {s for s in signs if s}
    if not present:
        return 0
    if all(s > 0 for s in present if s is not None):
        return 1 if 1 in present else 2
    if all(s < 0 for s in present if s is not None):
        return -1 if -1 in present else -2
    return None


def rational_sign(e: Expr) -> int | None:
    """The sign of an expression in signed symbols: numerator and denominator multiplied out."""
    direct = _sum_sign(e)
    if direct is not None:
        return direct
    if e.count_ops() > LARGEST:
        return None
    numerator, denominator = fraction(together(e))
    signs = []
    for part in (numerator, denominator):
        sign = _sum_sign(part)
        if sign is None:
            sign = _sum_sign(factor_terms(part))
        if sign is None:
            sign = _sum_sign(expand(part, log=False))
        if sign is None:
            sign = _sum_sign(expand(expand_log(part)))
        if sign is None:
            return None
        signs.append(sign)
    if 0 in signs:
        return 0
    product = (1 if signs[0] > 0 else -1) * (1 if signs[1] > 0 else -1)
    return product * (2 if abs(signs[0]) == 2 else 1)


class Signs:
    """The prover for one model: knows the domains of its parameters and the support of its observations."""

    def __init__(self, model: Model) -> None:
        self.parameters = _domain_substitution((*model.parameters, *model.known))
        self.observations = _observation_substitution(model.support.regions)

    def of(self, e: Expr, given: Iterable[tuple[Symbol, Expr]] = ()) -> int | None:
        """+1 or -1 (strict), +2 or -2 (>= 0, <= 0), 0, or None when nothing is proved."""
        return self.explained(e, given)[0]

    def explained(self, e: Expr, given: Iterable[tuple[Symbol, Expr]] = ()) -> tuple[int | None, str]:
        """The sign, and the inequality that it rests on: ``jensen``, ``cauchy_schwarz``, ``polygamma`` or none."""
        return self._explained(e, tuple(given))

    @lru_cache(maxsize=1024)  # noqa: B019 - a prover lives as long as its model's derivation
    def _explained(self, e: Expr, given: tuple[tuple[Symbol, Expr], ...]) -> tuple[int | None, str]:
        if e.count_ops() > LARGEST:
            return None, ""
        weak: tuple[int | None, str] = (None, "")
        forms = [(e, "")]
        forms += [(f, "jensen") for f in _jensen(e)] + [(f, "cauchy_schwarz") for f in _cauchy_schwarz(e)]
        for form, name in forms:
            plain = self._through_dummies(form, given)
            bounded = _bounded_polygamma(plain)
            for f, why in ((plain, name), (bounded, name or "polygamma")):
                sign = rational_sign(f)
                if sign in (1, -1, 0):
                    return sign, why
                if weak[0] is None:
                    weak = sign, why
        return weak

    def strictly(self, e: Expr) -> int | None:
        """+1 or -1 if the sign is proved to be strict."""
        sign = self.of(e)
        return sign if sign in (1, -1) else None

    # -- pieces

    def _through_dummies(self, e: Expr, given: tuple[tuple[Symbol, Expr], ...]) -> Expr:
        e = e.xreplace(self._stand_ins(e))
        for symbol, value in (*given, *self.parameters):
            e = e.subs(symbol, value)
        for variable, value in self.observations:
            e = e.subs(variable, value.subs(self.parameters))
        return e

    def _stand_ins(self, e: Expr) -> dict[Expr, Expr]:
        """The outermost statistics of e and a symbol for each; their names differ, since SymPy orders by them."""
        statistics = sorted(statistics_of(e), key=lambda s: s.sort_key())
        return {s: self._stand_in(s, str(k)) for k, s in enumerate(statistics)}

    def _stand_in(self, s: Expr, number: str) -> Expr:
        h = s.summand
        kind = None
        if isinstance(s, Total | Extreme):
            for x in s.bound_symbols:
                d = Dummy("d", nonnegative=True)
                # an observation lies between the extremes
                if h.has(Minimum(x)):
                    low = Dummy("m", positive=True) if x.is_positive else Dummy("m", real=True)
                    h = h.xreplace({Minimum(x): low}).subs(x, low * (1 + d) if x.is_positive else low + d)
                elif h.has(Maximum(x)):
                    high = Dummy("M", positive=True) if x.is_positive else Dummy("M", real=True)
                    h = h.xreplace({Maximum(x): high}).subs(x, high / (1 + d) if x.is_positive else high - d)
            if statistics_of(h):
                h = h.xreplace(self._stand_ins(h))
            for symbol, value in self.parameters:
                h = h.subs(symbol, value)
            for variable, value in self.observations:
                h = h.subs(variable, value.subs(self.parameters))
            kind = rational_sign(h)
            if kind is None:
                kind = rational_sign(expand_log(h))
        names = {1: "positive", -1: "negative", 2: "nonnegative", -2: "nonpositive"}
        if kind in names:
            return Dummy(f"T{number}", **{names[kind]: True})
        return Dummy(f"T{number}", real=True)


# ------------------------------------------------------------------ inequalities as substitutions


def _bounded_polygamma(e: Expr) -> Expr:
    """psi(a) = log a - 1/(2a) - D, psi'(a) = 1/a + 1/(2a^2) + D, psi''(a) = -1/a^2 - 1/a^3 - D for a > 0."""
    table = {}
    for k, f in enumerate(sorted(e.atoms(polygamma), key=lambda f: f.sort_key())):
        order, a = f.args
        gap = Dummy(f"D{k}", positive=True)
        if a.is_positive and order == 0:
            table[f] = log(a) - 1 / (2 * a) - gap
        elif a.is_positive and order == 1:
            table[f] = 1 / a + 1 / (2 * a**2) + gap
        elif a.is_positive and order == 2:
            table[f] = -1 / a**2 - 1 / a**3 - gap
    return e.xreplace(table)


def _jensen(e: Expr) -> Iterator[Expr]:
    """log Total(h) = Total(log h)/n + log n + J,  J >= 0, where both stand: the mean of logarithms is smaller."""
    for t in (t for t in statistics_of(e) if isinstance(t, Total) and t.summand.is_positive):
        logs = natural(expand_log(log(t.summand)))
        if e.has(log(t)) and all(e.has(s) for s in statistics_of(logs)) and t != SAMPLE_SIZE:
            slack = Dummy("J", nonnegative=True)
            yield expand(e.xreplace({log(t): logs / SAMPLE_SIZE + log(SAMPLE_SIZE) + slack}), log=False)


def _cauchy_schwarz(e: Expr) -> Iterator[Expr]:
    """Total(w u^2) = (S + Total(w u)^2)/Total(w) wherever the three stand together and w >= 0; one form for each w."""
    totals = sorted((t for t in statistics_of(e) if isinstance(t, Total)), key=lambda t: t.sort_key())
    have = {t.summand: t for t in totals}
    # a strictly positive w first: dividing by its total is always allowed
    for low in sorted(totals, key=lambda t: not t.summand.is_positive):
        if not low.summand.is_nonnegative:
            continue
        for middle in totals:
            high = have.get(middle.summand * cancel(middle.summand / low.summand))
            if middle is not low and high not in (None, middle, low):
                yield e.xreplace({high: (Dummy("S", nonnegative=True) + middle**2) / low})


def falls(e: Expr, p: Symbol, signs: Signs) -> bool:
    """Whether e is proved to fall strictly in p."""
    slope = e.diff(p)
    return signs.strictly(slope) == -1
