"""Formulas in the shape in which a text book leaves them.

substituted   p replaced by its formula, logarithms opened where that frees an open parameter
presentable   centred sums gathered, signs in front, common factors out
"""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Mul,
    Pow,
    Rational,
    S,
    Symbol,
    cancel,
    exp,
    expand,
    factor,
    factor_terms,
    log,
    preorder_traversal,
    signsimp,
    sqrt,
    together,
)
from sympy.functions.elementary.exponential import ExpBase

from thetahat.algebra.freeze import Frozen, frozen
from thetahat.algebra.kernels import cancelled, factored
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import expanded, gather, linear_in_totals, size, split, tidy
from thetahat.core.statistics import SAMPLE_SIZE, Total, statistics_of


def open_logarithms(e: Expr, unknown: Iterable[Symbol]) -> Expr:
    """log(a b) -> log a + log b, the factors with an open parameter leaving: log(T/(n k)) -> log(T/n) - log k."""
    targets = set(unknown)

    def opened(arg: Expr) -> Expr:
        moved: list[Expr] = []
        unsigned = 0
        stay: Expr = S.One
        if any(isinstance(f.as_base_exp()[0], Add) and f.free_symbols & targets for f in Mul.make_args(arg)):
            return log(arg)  # log(r/(r + m)) says more in one piece
        for part in Mul.make_args(arg):
            base, exponent = part.as_base_exp()
            holds = (base.free_symbols | exponent.free_symbols) & targets
            if holds and (base.is_positive or exponent == 1):
                moved.append(exponent * (opened(base) if isinstance(base, Mul) else log(base)))
                unsigned += not base.is_positive
                continue
            stay *= part
        # the product is positive: one factor of unknown sign is so too when all the others are
        if not moved or not stay.is_positive or unsigned > 1:
            return log(arg)
        return Add(*moved, log(stay) if stay != 1 else S.Zero)

    return e.replace(lambda t: isinstance(t, log), lambda t: opened(t.args[0]))


def substituted(e: Expr, p: Symbol, value: Expr, unknown: Iterable[Symbol]) -> Expr:
    """e with p = value, in natural form again."""
    targets = set(unknown)
    if any(p in s.free_symbols for s in statistics_of(e)):
        e = expanded(e)
    result = tidy(e.subs(p, value))
    table = Frozen(result)
    f = open_logarithms(_opened_powers(table.freeze(result)), targets)
    if len(targets) == 1 and 40 < f.count_ops() < 400:
        # what came out of a rational formula is often one short fraction
        f = min(f, cancelled(f, *targets), key=lambda g: g.count_ops())
    f = expand(f, log=False, power_base=False, power_exp=False) if f.count_ops() < 300 else f
    f = _short_exponents(f)
    return tidy(table.thaw(min(_cancelled(f), _in_roots(f), key=lambda g: g.count_ops())))


def _opened_powers(f: Expr) -> Expr:
    """(b^(1/k))^k = b and log b^(1/k) = (log b)/k, also for a b that may be 0, or a quotient of such."""

    def nonnegative(b: Expr) -> bool:
        return all(g.as_base_exp()[0].is_nonnegative for g in Mul.make_args(b))

    def opened(e: Expr) -> bool:
        inner = e.base if isinstance(e, Pow) else e.args[0] if isinstance(e, log) else None
        return isinstance(inner, Pow) and bool(inner.exp.is_real) and nonnegative(inner.base)

    def flat(e: Expr) -> Expr:
        inner = e.base if isinstance(e, Pow) else e.args[0]
        return Pow(inner.base, inner.exp * e.exp) if isinstance(e, Pow) else inner.exp * log(inner.base)

    return f.replace(opened, flat)


def _short_exponents(f: Expr) -> Expr:
    """exp(-a^2/(2 s) + a b/s - b^2/(2 s)) as exp(-(a - b)^2/(2 s))."""
    exponents = {e: e.args[0] for e in f.atoms(ExpBase) if isinstance(e.args[0], Add)}
    shorter = {e: factored(together(a)) for e, a in exponents.items() if a.is_rational_function(*a.free_symbols)}
    return f.xreplace({e: exp(b) for e, b in shorter.items() if b.count_ops() < exponents[e].count_ops()})


def _cancelled(f: Expr) -> Expr:
    terms = [factor_terms(t) for t in Add.make_args(f)]
    return Add(*terms)


# ------------------------------------------------------------------ centred sums


def centred(e: Expr) -> Expr:
    """n Total(u v) - Total(u) Total(v) -> n Total((u - mean u)(v - mean v)), the form that does not cancel."""
    if not e.args or isinstance(e, Total):
        return e
    if isinstance(e, Add) and len(e.args) >= 2:
        found = _centre_once(e)
        if found is not None:
            return centred(found) if isinstance(found, Add) else found
    return e.func(*(centred(a) for a in e.args))


def _centre_once(e: Expr) -> Expr | None:
    n = SAMPLE_SIZE
    terms = list(e.args)
    for i, product in enumerate(terms):
        pair = _pair_of_totals(product)
        if pair is None:
            continue
        first, second, c = pair
        for j, single in enumerate(terms):
            if i == j:
                continue
            together_ = Total(first.summand * second.summand)
            ratio = single / together_
            if statistics_of(ratio) - {n} - statistics_of(c) or ratio.has(together_):
                continue
            if (ratio + c * n).equals(0) if (ratio / c).free_symbols else ratio + c * n == 0:
                u, v = first.summand, second.summand
                deviations = Total((u - first / n) * (v - second / n))
                rest = [t for k, t in enumerate(terms) if k not in (i, j)]
                return Add(*rest, ratio * deviations)
    return None


def _pair_of_totals(term: Expr) -> tuple[Total, Total, Expr] | None:
    totals: list[Total] = []
    rest: list[Expr] = []
    for part in Mul.make_args(term):
        base, exponent = part.as_base_exp()
        if isinstance(base, Total) and base != SAMPLE_SIZE and exponent in (1, 2):
            totals += [base] * int(exponent)
        else:
            rest.append(part)
    if len(totals) != 2:
        return None
    return totals[0], totals[1], Mul(*rest)


# ------------------------------------------------------------------ the last touch


def presentable(e: Expr, solved: Iterable[Expr], signs: Signs) -> Expr:
    """The shortest of several equal forms."""
    known = frozenset(solved)
    opened = expanded(e)
    forms = [e, frozen(_tidied, e), frozen(lambda f: expand(f, log=False), e)]
    forms += [frozen(_tidied, opened), frozen(_lowest, opened)] if opened != e else []
    sided = one_sided(e)
    if sided is not None:
        return sided
    gathered = [centred(gather(f, known)) for f in forms]
    forms += [frozen(_tidied, g) for g in gathered] + gathered + [frozen(_in_roots, g) for g in gathered[:1]]
    return min(forms, key=lambda f: (_instability(f), size(f), len(str(f))))


def _lowest(e: Expr) -> Expr:
    """A rational formula as one fraction in lowest terms."""
    short = e.count_ops() < 100 and len(e.free_symbols) <= 6 and e.is_rational_function(*e.free_symbols)
    return factored(cancel(together(e))) if short else e


def _tidied(e: Expr) -> Expr:
    return _one_root(signsimp(factor_terms(together(e) if e.count_ops() < 200 else e)))


def _in_roots(e: Expr) -> Expr:
    """A fraction in the cube (or higher) roots of statistics, cancelled: with T = c^3 it is rational in c."""
    degrees: dict[Expr, int] = {}
    for power in e.atoms(Pow):
        base, exponent = power.as_base_exp()
        if base.is_Dummy and base.is_nonnegative and exponent.is_Rational and exponent.q > 1:
            degrees[base] = lcm(degrees.get(base, 1), int(exponent.q))
    if max(degrees.values(), default=1) < 3 or e.count_ops() > 400 or len(e.free_symbols) > 8:
        return e
    roots = {d: Dummy(f"c{k}", positive=True) for k, d in enumerate(sorted(degrees, key=lambda d: d.name))}
    f = e.xreplace({d: c ** degrees[d] for d, c in roots.items()})
    f = _roots_factored(factor(cancel(together(f))))
    return f.xreplace({c: Pow(d, Rational(1, degrees[d])) for d, c in roots.items()})


def _one_root(e: Expr) -> Expr:
    """sqrt(n + 4T)/sqrt(n) -> sqrt(1 + 4T/n)."""
    if not e.args:
        return e
    e = e.func(*(_one_root(a) for a in e.args))
    if not isinstance(e, Mul):
        return e
    halves = [a for a in e.args if isinstance(a, Pow) and abs(a.exp) == S.Half]
    if len(halves) > 1 and any(isinstance(a.base, Add) for a in halves):
        inside = expand(Mul(*(a**2 for a in halves)))
        return Mul(*(a for a in e.args if a not in halves)) * Pow(inside, S.Half)
    return e


def one_sided(e: Expr) -> Expr | None:
    """Sums of |u| and of u = x - m written through the sums of the parts above and below m, where they meet."""
    absolute = [t for t in statistics_of(e) if isinstance(t, Total) and isinstance(t.summand, Abs)]
    if len(absolute) != 1:
        return None
    (both,) = absolute
    u = both.summand.args[0]
    plain = split(u)
    lead = [t for t in statistics_of(plain) if t != SAMPLE_SIZE]
    if len(lead) != 1 or not e.has(lead[0]):
        return None
    number = plain.coeff(lead[0])
    # squares of symbols, so that the roots of these sums are rational in them
    above, below = Dummy("P", positive=True), Dummy("M", positive=True)
    values = {both: above**2 + below**2, lead[0]: (above**2 - below**2 - (plain - number * lead[0])) / number}
    table = Frozen(e.xreplace(values))
    f = _roots_factored(table.freeze(e.xreplace(values)))
    parts = {above: sqrt(Total((Abs(u) + u) / 2)), below: sqrt(Total((Abs(u) - u) / 2))}
    return table.thaw(factor(cancel(together(f)))).xreplace(parts)


def _roots_factored(e: Expr) -> Expr:
    return e.replace(lambda t: isinstance(t, Pow) and t.exp == S.Half, lambda t: sqrt(factor(expand(t.base))))


def _instability(e: Expr) -> int:
    """How many differences of sums are left that a centred form would avoid."""
    sums = [a for a in preorder_traversal(e) if isinstance(a, Add)]
    count = sum(_centre_once(a) is not None for a in sums)
    return count + sum(any(_squared(t.summand) for t in linear_in_totals(a) or {}) for a in sums)


def _squared(h: Expr) -> bool:
    return any(isinstance(f, Pow) and f.exp == 2 for f in Mul.make_args(h))
