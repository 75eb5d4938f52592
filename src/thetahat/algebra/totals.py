"""The algebra of Total: what may pass through the sum.

pull      Total(c h) -> c Total(h), with h monic in the observation; sums are kept together
split     Total(g + h) -> Total(g) + Total(h)
expanded  products inside a summand multiplied out, then split and pulled
natural   split, except where a sum is a deviation such as x - mu
gather    linear combinations of totals put back into one, when that is shorter
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Number,
    Piecewise,
    Pow,
    S,
    Sum,
    Tuple,
    cos,
    cosh,
    expand,
    expand_log,
    factor,
    fraction,
    log,
    sin,
    sinh,
    tanh,
    true,
)

from thetahat.algebra.fractions import reduced
from thetahat.algebra.freeze import Frozen, frozen
from thetahat.algebra.observed import observed
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Statistic, Total, statistics_of


def _leading(terms: Iterable[Expr]) -> Expr:
    """The number in front of the observation in a sum, or one."""
    numbers = []
    for t in terms:
        if observed(t):
            number, rest = t.as_coeff_Mul()
            if isinstance(number, Number):
                plain = not any(s for s in rest.free_symbols if not isinstance(s, Observation))
                numbers.append((not plain, rest.count_ops(), rest.sort_key(), number))
    return min(numbers, key=lambda k: k[:3])[3] if numbers else S.One


def monic(h: Expr, deep: bool = False) -> tuple[Expr, Expr]:
    """(c, g) with h = c g, c free of the observation, and g a product of monic sums: 2mu - 2x -> (-2, x - mu).

    ``deep`` also takes constants out of exponents: exp((mu - x)/s) -> (exp(mu/s), exp(-x/s)).
    """
    if not observed(h):
        return h, S.One
    coefficient: Expr = S.One
    rest: list[Expr] = []
    for factor_ in Mul.make_args(h):
        if not observed(factor_):
            coefficient *= factor_
            continue
        base, exponent = factor_.as_base_exp()
        if deep and not observed(base) and observed(exponent):
            exponent = expand(exponent)
            fixed = Add(*(t for t in Add.make_args(exponent) if not observed(t)))
            coefficient *= Pow(base, fixed)
            rest.append(Pow(base, exponent - fixed))
            continue
        if isinstance(base, Add) and exponent.is_Integer:
            number = _leading(base.args)
            if number != 1:
                base = Add(*(t / number for t in base.args))
                coefficient *= number**exponent
                factor_ = Pow(base, exponent)
        rest.append(factor_)
    return coefficient, Mul(*rest)


def _branches(h: Expr) -> Expr:
    """A Piecewise in the observation as a sum of indicators times branches, each c(theta) Total(T; where)."""
    parts: list[Expr] = []
    earlier: list[tuple[Expr, Expr]] = []
    for value, where in h.args:
        for term in _terms(value):
            c, g = monic(term)
            pieces = [(S.Zero, e) for _, e in earlier] + [(g, where)] + ([] if where == true else [(S.Zero, true)])
            parts.append(c * Total(Piecewise(*pieces)) if g != 0 else S.Zero)
        earlier.append((value, where))
    return Add(*parts)


def _terms(value: Expr) -> Iterable[Expr]:
    """The terms of a branch; the square of a deviation is one."""
    if any(isinstance(f, Pow) and f.exp == 2 and _deviation(f.base) for f in Mul.make_args(value)):
        return (value,)
    return Add.make_args(expand_log(expand(value)))


def pull(h: Expr) -> Expr:
    """Total(h) with everything that does not vary taken out of the sum; a sum inside stays one."""
    c, g = monic(h)
    return c * Total(g) if c != 0 else S.Zero


def split(h: Expr, deep: bool = False) -> Expr:
    """Total(h) term by term."""
    parts = []
    for term in Add.make_args(h):
        c, g = monic(term, deep)
        if isinstance(g, Add):
            parts.append(natural(term))
            continue
        if isinstance(g, Piecewise) and all(observed(w) or w == true for _, w in g.args) and not _is_indicator(g):
            parts.append(_collected(c * _branches(g)))
            continue
        parts.append(c * Total(g) if c != 0 else S.Zero)
    return Add(*parts)


def _is_indicator(g: Piecewise) -> bool:
    """Whether exactly one branch is not zero and that one holds nothing to take out."""
    live = [v for v, _ in g.args if v != 0]
    if len(live) != 1:
        return False
    c, _ = monic(live[0])
    return c == 1 and not isinstance(live[0], Add)


def _collected(e: Expr) -> Expr:
    return expand(e, deep=False) if isinstance(e, Mul) else e


def _deviation(h: Expr) -> bool:
    """Whether a sum is kept whole: it holds a term free of the observation that depends on a parameter, as x - mu."""
    return (
        isinstance(h, Add)
        and any(not observed(t) and t.free_symbols for t in h.args)
        and any(observed(t) for t in h.args)
    )


def natural(h: Expr) -> Expr:
    """Total(h), split into terms unless h is a deviation."""
    c, g = monic(h)
    if _deviation(g):
        return c * Total(g)
    if isinstance(g, Piecewise):
        return Add(*(c * t for t in Add.make_args(split(g))))
    if isinstance(g, Add):
        parts = split(g)
        if c.free_symbols and isinstance(parts, Add):
            # (n - Total(x)) log(1 - p) stays in one piece, without a minus in front
            return (-c) * Add(*(-t for t in parts.args)) if c.could_extract_minus_sign() else c * parts
        return Add(*(c * t for t in Add.make_args(parts)))
    return c * Total(g) if c != 0 else S.Zero


def rebuilt(e: Expr, how: object) -> Expr:
    """The expression with each outermost Total(h) replaced by how(h)."""
    return e.xreplace({t: how(t.summand) for t in statistics_of(e) if isinstance(t, Total)})  # type: ignore[operator]


def tidy(e: Expr) -> Expr:
    """Every total in its natural form, coefficients of equal totals added up."""
    e = e.replace(Sum, _pulled) if e.has(Sum) else e
    return collect(rebuilt(_tangents(e) if e.has(sinh) else e, natural))


def _tangents(e: Expr) -> Expr:
    """Quotients of sinh and cosh are tanh."""

    def merged(*args: Expr) -> Expr:
        product = Mul(*args)
        for f in args:
            if isinstance(f, sinh) and 1 / cosh(f.args[0]) in args:
                product = product * cosh(f.args[0]) / f * tanh(f.args[0])
        return product

    return e.replace(Mul, merged)


def _pulled(h: Expr, *limits: Tuple) -> Expr:
    """A sum over an index, what does not depend on the index in front of it."""
    outside, inside = h.as_independent(*(k for k, *_ in limits), as_Add=False)
    return outside * Sum(inside, *limits)


def _opened(h: Expr) -> Expr:
    # Products are multiplied out and logarithms of products opened; exponents stay in one piece.
    if h.has(sin, cos):
        h = expand(h, trig=True)
    h = reduced(h)
    if isinstance(h, Add):
        return Add(*(t if fraction(t)[1].has(Add) else _multiplied(t) for t in h.args))
    return _multiplied(h)


def _multiplied(h: Expr) -> Expr:
    return expand(expand_log(h), power_exp=False, power_base=True, log=False, multinomial=True, mul=True)


def expanded(e: Expr) -> Expr:
    """The expression with every summand multiplied out and the sums distributed."""
    opened = rebuilt(e, lambda h: split(_opened(h), deep=True))
    return collect(frozen(lambda f: expand(f, deep=False, log=False, power_base=False, power_exp=False), opened))


def collect(e: Expr) -> Expr:
    """Coefficients of the same total added up: a Total(log x) - Total(log x) -> (a - 1) Total(log x)."""
    if not isinstance(e, Add):
        return e
    table = Frozen(e)
    hidden = set(table.symbols.values())
    groups: dict[Expr, list[Expr]] = defaultdict(list)
    order: list[Expr] = []
    for term in e.args:
        f = table.freeze(term)
        key = Mul(*(a for a in Mul.make_args(f) if a.as_base_exp()[0] in hidden))
        if key not in groups:
            order.append(key)
        groups[key].append(f / key)
    parts = []
    for key in order:
        coefficients = groups[key]
        total = Add(*coefficients)
        if len(coefficients) > 1 and isinstance(total, Add) and not total.has(log):
            total = factor(total) if total.is_rational_function() else total
        parts.append(total * key)
    return table.thaw(Add(*parts))


def linear_in_totals(e: Expr) -> dict[Total, Expr] | None:
    """{T_k: c_k} if e = sum of c_k T_k with no total in any c_k, else None; a constant counts for nothing."""
    found: dict[Total, Expr] = {}
    for term in Add.make_args(e):
        totals = [a for a in Mul.make_args(term) if isinstance(a, Total)]
        if len(totals) != 1:
            return None
        c = term / totals[0]
        if any(isinstance(s, Total) for s in statistics_of(c)):
            return None
        found[totals[0]] = found.get(totals[0], S.Zero) + c
    return found


def _shorter(h: Expr) -> Expr:
    """The tidiest of a few forms of a summand: factored, or one logarithm of a quotient."""
    table = Frozen(h)
    f = table.freeze(h)
    forms = [f]
    if f.is_rational_function() or not f.has(log):
        forms.append(factor(f))
    logs = [t for t in Add.make_args(f) if t.has(log)]
    if len(logs) > 1 and len(logs) == len(Add.make_args(f)):
        merged = _one_logarithm(f)
        if merged is not None:
            forms.append(merged)
    return table.thaw(min(forms, key=lambda e: (e.count_ops(), len(str(e)))))


def _one_logarithm(e: Expr) -> Expr | None:
    """log a - log b as log(a/b); None if a term is not plus or minus a logarithm."""
    inside: Expr = S.One
    for t in Add.make_args(e):
        c, rest = t.as_coeff_Mul()
        if c not in (Integer(1), Integer(-1)) or not isinstance(rest, log):
            return None
        inside *= rest.args[0] ** c
    return log(inside)


def gather(e: Expr, solved: Iterable[Expr]) -> Expr:
    """Linear combinations of totals whose coefficients hold only solved parameters, put back into one total.

    -x_(1) + Total(x)/n becomes Total(x - x_(1))/n; Total(x**2) - 2 mu Total(x) + n mu**2 becomes Total((x - mu)**2).
    Nothing is gathered unless the outcome is shorter, and never over an open parameter: that would hide it.
    """
    known = set(solved)
    if not e.args or isinstance(e, Statistic):
        return e
    if isinstance(e, Add):
        terms = linear_in_totals(e)
        if terms is not None and len(terms) > 1:
            used = set().union(*(c.free_symbols | t.free_symbols for t, c in terms.items()))
            inner = Add(*(c * t.summand for t, c in terms.items()))
            numbers = not used and any(not c.is_Rational for c in terms.values())
            if numbers or (used and used <= known) or any(statistics_of(c) for c in terms.values()):
                c, h = monic(_shorter(inner))
                candidate = c * Total(h)
                if not isinstance(h, Add) or _deviation(h) or candidate.count_ops() < e.count_ops():
                    return candidate
    return e.func(*(gather(a, known) for a in e.args))


def size(e: Expr) -> int:
    """How long a formula is, statistics counted with their summands."""
    return int(e.count_ops()) + sum(int(s.summand.count_ops()) for s in statistics_of(e)) + len(statistics_of(e))


def sample_size() -> Expr:
    """n."""
    return SAMPLE_SIZE
