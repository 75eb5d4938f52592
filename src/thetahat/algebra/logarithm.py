"""The logarithm of a density, as a sum of terms that a text book would write.

    f = c prod_j b_j(x, theta)^{e_j}   ->   log f = log c + sum_j e_j log b_j

Constants and parameters raised to the same power stay in one piece: -1/2 log(2 pi v).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sympy import (
    Abs,
    Add,
    Eq,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Mul,
    Piecewise,
    Pow,
    S,
    Symbol,
    beta,
    cancel,
    cosh,
    exp,
    expand,
    factor_terms,
    factorrat,
    fraction,
    gamma,
    log,
    loggamma,
    piecewise_fold,
    together,
)
from sympy.functions.elementary.exponential import ExpBase

from thetahat.algebra.observed import observed

Sign = Callable[[Expr], int | None]
"""The sign of an expression on the support: +1, -1, 0 or None."""


def _log_gamma(e: Expr) -> Expr:
    return log(gamma(e)) if e.is_number else loggamma(e)


_LOG_OF: dict[Any, Callable[..., Expr]] = {
    gamma: _log_gamma,
    beta: lambda a, b: _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b),
}


def factors(f: Expr) -> list[tuple[Expr, Expr]]:
    """[(base, exponent)] with f = product of base**exponent; exponents of equal bases are added."""
    found: dict[Expr, Expr] = {}
    stack = list(Mul.make_args(f))
    while stack:
        e = stack.pop(0)
        if isinstance(e, Mul):
            stack = [*e.args, *stack]
            continue
        if e.is_Rational and e != 0:
            # primes, so that 1/sqrt(2) and 1/2 meet: sqrt(2)/(2 sqrt(pi)) is (2 pi)^(-1/2)
            for prime, power in factorrat(e).items():
                found[Integer(prime)] = found.get(Integer(prime), S.Zero) + power
            continue
        if isinstance(e, ExpBase):
            base, exponent = S.Exp1, e.args[0]
        else:
            base, exponent = e.as_base_exp()
            if isinstance(base, Mul) and (exponent.is_integer or sum(not a.is_positive for a in base.args) <= 1):
                # (c u)^e = c^e u^e for positive c, and for any c when e is an integer
                stack = [*(Pow(a, exponent) for a in base.args), *stack]
                continue
            if (isinstance(base, Pow) and exponent.is_integer) or (isinstance(base, Pow) and base.base.is_positive):
                base, exponent = base.base, base.exp * exponent
            elif isinstance(base, ExpBase):
                base, exponent = S.Exp1, base.args[0] * exponent
        found[base] = found.get(base, S.Zero) + exponent
    return list(found.items())


def with_absolute_values(e: Expr) -> Expr:
    """Piecewise((A, x >= m), (B, True)) = (A + B)/2 + q |x - m|/2 where A - B = q (x - m) with q free of x."""
    table = {}
    for piece in e.atoms(Piecewise):
        if len(piece.args) != 2 or not isinstance(piece.args[0].cond, Ge | Gt | Le | Lt):
            continue
        (first, where), (second, _) = piece.args
        u = where.lhs - where.rhs
        if not observed(u) or not (u.free_symbols - {s for s in u.free_symbols if observed(s)}):
            continue
        if isinstance(where, Le | Lt):
            u = -u
        ratio = cancel((first - second) / u)
        if not observed(ratio):
            sum_ = factor_terms(expand(first + second))
            table[piece] = sum_ / 2 + ratio * Abs(u) / 2
    return e.xreplace(table) if table else e


def _symmetric(base: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(a, c, u) for c e^{a+u} + c e^{a-u}; None for other sums."""
    if not isinstance(base, Add) or len(base.args) != 2:
        return None
    pairs = [(Mul(*(f for f in Mul.make_args(t) if not isinstance(f, ExpBase))), t) for t in base.args]
    exponents = [Add(*(f.args[0] for f in Mul.make_args(t) if isinstance(f, ExpBase))) for _, t in pairs]
    first, second = (expand(e) for e in exponents)
    common, difference = expand((first + second) / 2), factor_terms(expand((first - second) / 2))
    if pairs[0][0] != pairs[1][0] or not observed(common) or difference == 0:
        return None
    if difference.could_extract_minus_sign():
        difference = -difference
    return common, pairs[0][0], difference


def _evenly(base: Expr, exponent: Expr, linear: Expr) -> tuple[Expr, Expr]:
    """(the exponents that are left, the logarithm of base^exponent), where ``linear`` is the other factors' exponent.

    e^{-z}/(1 + e^{-z})^2 = (2 cosh(z/2))^-2.  Where an exponent would be left, 1 + e^u stays as it stands.
    """
    even = _symmetric(base)
    if even is None:
        return linear, exponent * log(base)
    common, factor, u = even
    if expand(linear + exponent * common) == 0:
        return S.Zero, exponent * (log(2 * factor) + log(cosh(u)))
    if any(not t.has(ExpBase) for t in base.args):
        return linear, exponent * log(base)
    return linear + exponent * common, exponent * (log(factor) + log(exp(u) + exp(-u)))


def _log_base(base: Any, sign: Sign) -> Expr:
    for kind, rule in _LOG_OF.items():
        if isinstance(base, kind):
            return rule(*base.args)
    if isinstance(base, Piecewise):
        branches = [(take_logarithm(v, sign) if v != 0 else S.NegativeInfinity, c) for v, c in base.args]
        # what all branches have in common stands outside: -log(a + b) + {-x/a, x/b}
        common = set.intersection(*(set(Add.make_args(v)) for v, _ in branches))
        apart = Piecewise(*((v - Add(*common), c) for v, c in branches))
        return Add(*sorted(common, key=lambda t: t.sort_key())) + with_absolute_values(apart)
    if isinstance(base, Abs) and sign(base.args[0]) in (1, -1):
        inner = base.args[0] * (sign(base.args[0]) or 1)
        return take_logarithm(inner, sign) if isinstance(inner, Mul) else log(inner)
    return log(base)


def _folded(f: Expr) -> Expr:
    """A sum with a Piecewise in it as one Piecewise: w 1{x = 0} + g(x) -> (w + g(0) at x = 0, g(x) elsewhere)."""
    folded = piecewise_fold(f)
    if not isinstance(folded, Piecewise):
        return f
    return Piecewise(*((_at_point(value, where), where) for value, where in folded.args))


def _at_point(value: Expr, where: Expr) -> Expr:
    if isinstance(where, Eq) and observed(where.lhs) and not observed(where.rhs) and where.lhs.is_Symbol:
        return value.xreplace({where.lhs: where.rhs})
    return value


def _unsigned(parts: list[tuple[Expr, Expr]], sign: Sign) -> tuple[Expr, list[tuple[Expr, Expr]]]:
    """(the product of the factors whose signs change together, the others): s/(1 - exp(-s)) has a logarithm, s none."""
    changing = [
        (b, e) for b, e in parts if e.is_odd and not b.is_number and not isinstance(b, Piecewise) and sign(b) is None
    ]
    if len(changing) < 2:
        return S.One, parts
    return Mul(*(Pow(b, e) for b, e in changing)), [p for p in parts if p not in changing]


def _one_fraction(base: Expr, sign: Sign) -> Expr | None:
    """1 - 1/(1 + e^u) = e^u/(1 + e^u), where nothing is added above the line and the parts have logarithms."""
    if not any(isinstance(f, Pow) and f.exp.is_negative and isinstance(f.base, Add) for f in base.atoms(Pow)):
        return None
    whole = together(base)
    if isinstance(fraction(whole)[0], Add) or any(sign(b) != 1 for b, _ in factors(whole)):
        return None
    return whole


def take_logarithm(f: Expr, sign: Sign) -> Expr:
    """log f as a sum; ``sign`` tells the signs of factors on the support (negative ones must come in pairs)."""
    if isinstance(f, Add) and any(observed(p) for p in f.atoms(Piecewise)):
        f = _folded(f)
    negative = 1
    merged: dict[Expr, list[Expr]] = defaultdict(list)
    terms: list[Expr] = []
    linear = S.Zero
    sums: list[tuple[Expr, Expr]] = []
    unsigned, parts = _unsigned(factors(f), sign)
    if unsigned != 1:
        terms.append(log(unsigned))
    for base, exponent in parts:
        if base == S.Exp1:
            linear += with_absolute_values(exponent)
            continue
        if base == S.NegativeOne:
            negative = -negative if exponent.is_odd else negative
            continue
        if exponent == 0:
            continue
        if isinstance(base, Pow) and sign(base.base) == 1:
            base, exponent = base.base, base.exp * exponent
        if not base.is_positive and exponent.is_integer:
            if exponent.is_even and sign(base) != 1:
                base, exponent = (-base, exponent) if sign(base) == -1 else (base**2, exponent / 2)
            elif sign(base) == -1:
                base, negative = -base, -negative
        if isinstance(base, Add) and (quotient := _one_fraction(base, sign)) is not None:
            terms.extend(exponent * t for t in Add.make_args(take_logarithm(quotient, sign)))
            continue
        if isinstance(base, Mul) and not base.could_extract_minus_sign():
            inner = factors(base)
            if len(inner) > 1:
                terms.extend(exponent * t for t in Add.make_args(take_logarithm(base, sign)))
                continue
        if not observed(base) and not observed(exponent) and exponent.is_Rational and not exponent.is_Integer:
            merged[abs(exponent)].append(base if exponent > 0 else 1 / base)
        elif not observed(base) and exponent.is_Rational and (base.is_number or isinstance(base, Symbol)):
            merged[exponent].append(base)
        elif isinstance(base, Add):
            sums.append((base, exponent))
        else:
            terms.append(exponent * _log_base(base, sign))
    if negative < 0:
        raise ValueError("the density is negative on its support")
    for base, exponent in sums:
        linear, opened = _evenly(base, exponent, linear)
        terms.append(opened)
    terms.append(linear)
    whole = Mul(*(Pow(b, e) for e in list(merged) if e.is_Integer for b in merged[e] if b.is_Rational))
    if whole != 1:
        merged = _one_number(merged, whole)
    for exponent, bases in merged.items():
        numbers = [b for b in bases if b.is_number]
        letters = [b for b in bases if not b.is_number]
        if exponent.is_Integer and not (exponent < 0 and len(letters) == 1):
            groups = [[b] for b in letters] + ([numbers] if numbers else [])
        else:
            groups = [bases]
        for group in groups:
            product = Mul(*group)
            if exponent.is_Rational and not exponent.is_Integer and (1 / product).count_ops() < product.count_ops():
                terms.append(-exponent * log(1 / product))
            else:
                terms.append(exponent * log(product))
    return _with_powers_split(Add(*terms), sign)


def _with_powers_split(e: Expr, sign: Sign) -> Expr:
    """((x - a)/s)**k = (x - a)**k s**(-k) where x > a on the support, which SymPy does not know."""
    table = {}
    for power in e.atoms(Pow):
        if not isinstance(power.base, Mul) or power.exp.is_integer or not observed(power.base):
            continue
        if all(f.is_positive or sign(f) == 1 for f in power.base.args):
            table[power] = Mul(*(Pow(f, power.exp) for f in power.base.args))
    return e.xreplace(table) if table else e


def _one_number(merged: dict[Expr, list[Expr]], whole: Expr) -> dict[Expr, list[Expr]]:
    """Primes to integer powers multiplied up again: log 12, not 2 log 2 + log 3."""
    kept = {e: [b for b in bases if not (e.is_Integer and b.is_Rational)] for e, bases in merged.items()}
    numerator, denominator = whole.as_numer_denom()
    for number, exponent in ((numerator, S.One), (denominator, S.NegativeOne)):
        if number != 1:
            kept.setdefault(exponent, []).append(number)
    return {e: bases for e, bases in kept.items() if bases}
