"""Conditions on the sample as a reader would put them: no positive factors, no roots that can be squared away.

    n (A - B)/C > 0, C > 0          A > B
    (C^2 + S^2)/sqrt(C^2 + S^2) < n sqrt(C^2 + S^2) < n
    n + S > sqrt(n^2 + S^2), S >= 0 S > 0
    n log(Total(x)/n) > Total(log x) the x_i are not all equal   (Jensen)

What a factor's sign is, is proved (see `thetahat.algebra.signs`); otherwise the factor stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import (
    Add,
    Dummy,
    Expr,
    Ge,
    Gt,
    Le,
    Lt,
    Mul,
    Piecewise,
    PolynomialError,
    Pow,
    Rational,
    S,
    cancel,
    exp,
    expand,
    expand_log,
    factor,
    fraction,
    log,
    piecewise_fold,
    sqrt,
    together,
    true,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import expanded, natural, size
from thetahat.core.derivation import Condition, Reason
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Total, statistics_of

_LARGEST = 400
"""Conditions of more operations are left as they are."""
_ROUNDS = 4


def plainer(condition: Boolean, signs: Signs) -> Boolean:
    """An equivalent condition that reads more easily; ``true`` when it always holds."""
    if not isinstance(condition, Gt | Ge | Lt | Le) or condition.count_ops() > _LARGEST:
        return condition
    strict = isinstance(condition, Gt | Lt)
    e = condition.lhs - condition.rhs if isinstance(condition, Gt | Ge) else condition.rhs - condition.lhs
    e = with_one_total(e)
    # multiplied out more cancels; as it stands a sum of squares is seen not to be negative
    forms = [_settled(with_one_total(expanded(e)), signs, strict), _settled(e, signs, strict)]
    plain = min((sided(f, strict) for f in forms if f is not None), key=size, default=condition)
    return plain if size(plain) < size(condition) else condition


def _settled(e: Expr, signs: Signs, strict: bool) -> Expr | None:
    """The left side of e > 0, made simpler until nothing changes; None where SymPy gives up."""
    try:
        for _ in range(_ROUNDS):
            before = e
            e = _without_root(_stripped(e, signs, strict), signs, strict)
            if e == before:
                break
    except PolynomialError:
        return None
    return e


def stated(c: Condition, signs: Signs) -> Condition | None:
    """The condition with its sentence as a reader would put it; None if it always holds."""
    bindings = dict(c.sentence.bindings)
    for key, said in c.sentence.bindings.items():
        if not isinstance(said, Boolean):
            continue
        bindings[key] = plainer(said, signs)
        if bindings[key] == true:
            return None
        variable = varies(bindings[key])
        if variable is not None:
            return replace(c, sentence=Reason("not_all_equal", {"variable": variable}))
    return replace(c, sentence=Reason(c.sentence.key, bindings))


def varies(condition: Boolean) -> Observation | None:
    """The variable x if the condition is that the x_i are not all equal."""
    if not isinstance(condition, Gt | Lt):
        return None
    e = condition.lhs - condition.rhs if isinstance(condition, Gt) else condition.rhs - condition.lhs
    variables: set[Observation] = set().union(*(s.bound_symbols for s in statistics_of(e)))
    if len(variables) != 1 or any(not isinstance(s, Observation) for s in e.free_symbols):
        return None
    (x,) = variables
    spread = (SAMPLE_SIZE * Maximum(x) - Total(x), Total(x) - SAMPLE_SIZE * Minimum(x))
    return x if e in spread or _jensen(e, x) else None


def _jensen(e: Expr, x: Observation) -> bool:
    """Whether e = c (log of a mean - mean of the logarithms), c > 0, of a power of a positive x."""
    for t in (t for t in statistics_of(e) if isinstance(t, Total) and t != SAMPLE_SIZE):
        h = t.summand
        if not (x.is_positive and (h == x or (isinstance(h, Pow) and h.base == x and h.exp.is_number))):
            continue
        slack = Dummy("J", positive=True)
        mean = natural(expand_log(log(h))) / SAMPLE_SIZE + log(SAMPLE_SIZE) + slack
        left = expand(expand_log(e).xreplace({log(t): mean}), log=False)
        factor_ = left / slack
        if left != 0 and not factor_.has(slack) and Frozen(factor_).freeze(factor_).is_positive:
            return True
    return False


def with_one_total(e: Expr) -> Expr:
    """Sums over complementary parts of the sample put together: #{x = 0} + #{x != 0} -> n."""
    if not e.has(Piecewise):
        return e
    if not isinstance(e, Add):
        return e.func(*(with_one_total(a) for a in e.args)) if isinstance(e, Mul | Pow) else _whole(e)
    parts: dict[Expr, list[Expr]] = {}
    rest: list[Expr] = []
    for t in e.args:
        totals = [f for f in Mul.make_args(t) if isinstance(f, Total) and f.has(Piecewise)]
        if len(totals) == 1:
            parts.setdefault(Mul(*(f for f in Mul.make_args(t) if f is not totals[0])), []).append(totals[0])
        else:
            rest.append(t)
    for coefficient, totals in parts.items():
        whole = _whole(Total(Add(*(t.summand for t in totals)))) if len(totals) > 1 else _whole(totals[0])
        kept = Add(*totals) if isinstance(whole, Total) and whole.has(Piecewise) else whole
        rest.append(coefficient * kept)
    return Add(*rest)


def _whole(e: Expr) -> Expr:
    """Total(h) as c n if h folds to a number."""
    if isinstance(e, Total) and e.summand.has(Piecewise):
        folded = piecewise_fold(e.summand)
        if isinstance(folded, Piecewise) and len({v for v, _ in folded.args}) == 1:
            folded = folded.args[0][0]
        if folded.is_number:
            return folded * SAMPLE_SIZE
    return e


def _stripped(e: Expr, signs: Signs, strict: bool) -> Expr:
    """e > 0 without the factors whose sign is known; 1 when e is always positive."""
    table = Frozen(e)
    numerator, denominator = fraction(cancel(together(_roots_joined(table.freeze(e)))))
    sign = 1
    kept: list[Expr] = []
    for part, below in ((factor(numerator), False), (factor(denominator), True)):
        for base in Mul.make_args(part):
            base, power = base.as_base_exp()
            base = table.freeze(with_one_total(table.thaw(base)))
            told = _told(table.thaw(base), signs)
            even = power.is_even
            if told == 1 or (even and told == -1):
                continue
            if told == -1 and power.is_integer:
                sign = -sign
            elif told == 2 and strict and not power.is_negative:
                kept.append(base)
            elif power.is_integer and (strict or not below):
                kept.append(base if not even or strict is False else base**2)
            else:
                kept.append(base**power)
    if not kept:
        return S(sign)
    return table.thaw(expand(sign * kept[0]) if len(kept) == 1 else sign * Mul(*kept))


def _told(e: Expr, signs: Signs) -> int | None:
    if e.is_positive:
        return 1
    if e.is_negative:
        return -1
    if isinstance(e, Add) and len(e.args) == 2 and S.NegativeOne in e.args and isinstance(e + 1, exp):
        return signs.of((e + 1).args[0])  # exp(u) - 1 has the sign of u
    return signs.of(e)


def _roots_joined(e: Expr) -> Expr:
    """(a + b)/sqrt(a + b) as sqrt(a + b)."""
    for p in sorted(e.atoms(Pow), key=lambda p: p.sort_key()):
        if isinstance(p.base, Add) and isinstance(p.exp, Rational) and p.exp.q == 2:
            root = Dummy("r", positive=True)
            table = {q: root ** (2 * q.exp) for q in e.atoms(Pow) if q.base == p.base and q.exp.is_Rational}
            numerator, denominator = fraction(together(e.xreplace(table)))
            joined = cancel(numerator.subs(p.base, root**2) / denominator)
            if not joined.has(root) or joined.count_ops() < e.xreplace(table).count_ops():
                return joined.xreplace({root: sqrt(p.base)})
    return e


def _without_root(e: Expr, signs: Signs, strict: bool) -> Expr:
    """a sqrt(B) + c > 0 as the comparison of squares, where that makes it simpler."""
    table = Frozen(e)
    f = table.freeze(e)
    terms = Add.make_args(f)
    rooted = [t for t in terms if any(_is_root(p) for p in t.atoms(Pow))]
    if len(rooted) != 1 or len(terms) < 2:
        return e
    (root,) = (p for p in rooted[0].atoms(Pow) if _is_root(p))
    outside = rooted[0] / root
    if outside.has(root):
        return e
    rest = f - rooted[0]
    leads = 1 if _told(table.thaw(outside), signs) == 1 else -1 if _told(table.thaw(outside), signs) == -1 else 0
    if not leads or _told(table.thaw(-leads * rest), signs) not in (1, 2):
        return e
    squared = expand(leads * (outside**2 * root.base - rest**2))
    shorter = _stripped(table.thaw(squared), signs, strict)
    fewer = Frozen(shorter).symbols.keys() < Frozen(e).symbols.keys()
    return shorter if fewer else e


def _is_root(p: Any) -> bool:
    return isinstance(p, Pow) and p.exp == S.Half and isinstance(p.base, Add)


def sided(e: Expr, strict: bool) -> Boolean:
    """e > 0 with the statistics on the left when every term has a minus; a term with a minus goes to the right."""
    if e.is_number:
        return (Gt if strict else Ge)(e, 0)
    terms = Add.make_args(e)
    if all(t.could_extract_minus_sign() for t in terms):
        still = [t for t in terms if not statistics_of(t) - {SAMPLE_SIZE}]
        moving = [t for t in terms if t not in still]
        if moving:
            return _relation(Lt if strict else Le, -Add(*moving), Add(*still))
    return _relation(Gt if strict else Ge, e, S.Zero)


def _relation(kind: type[Relational], left: Expr, right: Expr) -> Boolean:
    return kind(left, right, evaluate=False)
