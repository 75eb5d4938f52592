"""Rewriting of formulas into forms that a machine can evaluate: one table of rules for each kind of node.

    log(1 + y) -> log1p(y)                       log(1 - exp u) -> Log1mExp(u)
    log(sum of c exp u) -> LogAddExp             log Gamma -> loggamma, log B -> LogBeta
    log(1 + erf z) -> LogErfc(-z)                log I, log K, log cosh, log sinh
    1/(1 + exp y) -> Expit(-y)                   exp(y) - 1 -> expm1(y)
    loggamma(a + d) - loggamma(a) -> LogRising   psi likewise
    exp(-z^2)/erfc(z) -> Mills(z)                I_1/I_0 -> BesselIRatio

Every rule is an identity on the reals where both sides are defined.  `stable` is applied before a log-density is
differentiated, `printable` after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sympy import (
    Add,
    Derivative,
    DiracDelta,
    Expr,
    Heaviside,
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
    digamma,
    erf,
    erfc,
    exp,
    expand,
    factor_terms,
    factorial,
    gamma,
    log,
    loggamma,
    polygamma,
    sinh,
    zeta,
)
from sympy.codegen.cfunctions import expm1, log1p

from thetahat.codegen.nodes import (
    BesselIRatio,
    Expit,
    InverseExpm1,
    Log1mExp,
    LogAddExp,
    LogBesselI,
    LogBesselK,
    LogBeta,
    LogErfc,
    LogErfGap,
    LogGrowth,
    LogMix,
    LogRising,
    Mills,
    PolygammaRising,
    RealPower,
    XLog1pY,
    XLogY,
    ZetaDerivative,
)
from thetahat.codegen.series import LogSeries
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total, statistics_of

Rule = Callable[[Any], Expr | None]


def stable(expression: Expr) -> Expr:
    """The same function in stable nodes."""
    return _walk(expression, _STABLE, {})


def printable(expression: Expr, may_vanish: Iterable[Symbol] = ()) -> Expr:
    """Last touches after differentiation: densities of a null set dropped, x log y where x may be 0."""
    symbols = frozenset(may_vanish)
    e = expression.replace(DiracDelta, lambda *_: S.Zero) if expression.has(DiracDelta) else expression
    return _walk(e, _PRINTABLE, {}, symbols)


def _walk(e: Any, table: dict[type, tuple[Any, ...]], memo: dict[Any, Any], *rest: Any) -> Any:
    if not e.args:
        return e
    if e in memo:
        return memo[e]
    args = [_walk(a, table, memo, *rest) for a in e.args]
    new = e.func(*args) if any(a is not b for a, b in zip(args, e.args, strict=True)) else e
    for rule in table.get(new.func, ()):
        changed = rule(new, *rest)
        if changed is not None:
            new = changed
            break
    memo[e] = new
    return new


# ------------------------------------------------------------------ logarithms


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
    return _log(new) or new if isinstance(new, log) else new


def _log(node: Expr) -> Expr | None:
    e = node.args[0]
    if type(e) in _LOG_OF:
        return _pair_sum(_LOG_OF[type(e)](*e.args))
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
        power = _power_as_exponential(rest)
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


def _power_as_exponential(e: Expr) -> Expr | None:
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


# ------------------------------------------------------------------ products and powers


def _power(node: Expr) -> Expr | None:
    """(1 + exp y)^-k, (exp v - 1)^-k, (1 - exp(-v))^-k, (1 + x^c)^-k."""
    base, power = node.args
    if isinstance(base, Add) and power.is_number and power.is_negative:
        number, rest = base.as_coeff_Add()
        exponent = _power_as_exponential(rest) if number == 1 else None
        if exponent is not None:
            return Expit(-exponent) ** (-power)
    if not (isinstance(base, Add) and power.is_number and power.is_negative and base.has(exp, expm1)):
        return None
    number, rest = base.as_coeff_Add()
    if number == 1 and isinstance(rest, exp):
        return Expit(-rest.args[0]) ** (-power)
    if number == -1 and isinstance(rest, exp):
        return InverseExpm1(rest.args[0]) ** (-power)
    if number == 1 and isinstance(-rest, exp):
        return (1 + InverseExpm1(-(-rest).args[0])) ** (-power)
    return None


def _inverse_expm1(node: Expr) -> Expr | None:
    base, power = node.args
    if isinstance(base, expm1) and power.is_number and power.is_negative:
        return InverseExpm1(base.args[0]) ** (-power)
    return None


def _whole_power(node: Expr) -> Expr | None:
    """x^c s^-c -> (x/s)^c, x^c r^c -> (x r)^c: each alone may overflow."""
    powers = [f for f in node.args if isinstance(f, Pow) and f.exp.free_symbols]
    for f in powers:
        if not any(isinstance(s, Observation) for s in f.base.free_symbols):
            continue
        for g in powers:
            sign = next((k for k in (1, -1) if g is not f and expand(g.exp - k * f.exp) == 0), 0)
            if sign and g.base.is_positive:
                rest = Mul(*(h for h in node.args if h is not f and h is not g))
                flipped = f.exp.could_extract_minus_sign()
                base = f.base * g.base**sign
                return rest * RealPower(1 / base if flipped else base, -f.exp if flipped else f.exp)
    return None


def _product(node: Expr) -> Expr | None:
    """exp(y) Expit(-y) = Expit(y); whole powers; Bessel and erfc quotients."""
    whole = _whole_power(node)
    if whole is not None:
        return whole
    factors = list(node.args)
    for f in factors:
        y = _power_as_exponential(f)
        if y is None:
            continue
        for g in factors:
            base, power = g.as_base_exp()
            times = _ratio(y, -base.args[0]) if isinstance(base, Expit) and power.is_number else None
            if times is not None and 1 <= times <= power:
                rest = Mul(*(h for h in factors if h is not f and h is not g))
                return rest * Expit(-base.args[0]) ** times * base ** (power - times)
    exps = [f for f in factors if isinstance(f, exp)]
    for f in exps:
        for g in factors:
            base, power = g.as_base_exp()
            if isinstance(base, Expit) and power.is_number and power.is_positive and base.args[0] == -f.args[0]:
                rest = Mul(*(h for h in factors if h is not f and h is not g))
                return rest * Expit(f.args[0]) * base ** (power - 1)
    return _bessel_quotient(factors) or _erfc_quotient(factors) or _growth(node)


def _ratio(y: Expr, z: Expr) -> Expr | None:
    """The whole number k with y = k z."""
    k = y / z
    return k if k.is_Integer else None


def _bessel_quotient(factors: list[Expr]) -> Expr | None:
    below = [f for f in factors if isinstance(f, Pow) and isinstance(f.base, besseli) and f.exp.is_negative]
    for f in below:
        m, z = f.base.args
        for g in factors:
            base, power = g.as_base_exp()
            if isinstance(base, besseli) and base.args == (m + 1, z) and power == -f.exp:
                rest = Mul(*(h for h in factors if h is not f and h is not g))
                return rest * BesselIRatio(m, z) ** power
    return None


def _erfc_quotient(factors: list[Expr]) -> Expr | None:
    for f in factors:
        if not (isinstance(f, Pow) and f.exp.is_negative):
            continue
        w = _erfc_argument(f.base)
        if w is not None:
            power = -f.exp
            rest = [h for h in factors if h is not f]
            exponent = Add(*(h.args[0] for h in rest if isinstance(h, exp))) + power * w**2
            others = Mul(*(h for h in rest if not isinstance(h, exp)))
            return others * exp(expand(exponent)) * Mills(w) ** power
    return None


def _erfc_argument(base: Expr) -> Expr | None:
    """w with base = erfc(w), or None."""
    if isinstance(base, erfc):
        return base.args[0]
    if isinstance(base, Add):
        number, rest = base.as_coeff_Add()
        if number == 1 and isinstance(rest, erf):
            return -rest.args[0]
        if number == 1 and isinstance(-rest, erf):
            return (-rest).args[0]
    return None


# ------------------------------------------------------------------ sums


def _sum(node: Expr) -> Expr | None:
    new = _centred(_pair_sum(node))
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


def _pair_sum(node: Expr) -> Expr:
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
                return _log_pair(node - t - s + (_growth(pair) or pair) + rest * log(v))
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


def _growth(node: Expr) -> Expr | None:
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
                        return _pair_sum(node - ta - tb - tc + ca * LogBeta(a, b))
    for tu, cu, mu, u in entries:
        for tv, cv, mv, v in entries:
            if tu is tv or mu != mv or not _parameters(v) or expand(cu + cv) != 0:
                continue
            d = expand(u - v)
            if _parameters(d) or d.could_extract_minus_sign():
                continue
            third = [t for t, c, _, w in entries if kind is loggamma and c == cv and expand(w - d - 1) == 0]
            if third:  # log Gamma(r + x) - log Gamma(r) - log x!, whatever of r and x is large
                return _pair_sum(node - tu - tv - third[0] - cu * (LogBeta(v, d + 1) + log(v + d)))
            new = LogRising(v, d) if kind is loggamma else PolygammaRising(mu, v, d)
            return _pair_sum(node - tu - tv + cu * new)
    return node


# ------------------------------------------------------------------ other nodes


def _zeta(node: Expr) -> Expr:
    s, a = node.args if len(node.args) == 2 else (node.args[0], S.One)
    return ZetaDerivative(0, s, a)


def _derivative(node: Expr) -> Expr | None:
    """A derivative that SymPy cannot take and we can, now that what is inside is a node of ours."""
    done = node.doit()
    return done if not done.has(Derivative) else None


def _heaviside(node: Expr) -> Expr:
    from sympy import Piecewise

    return Piecewise((S.Zero, node.args[0] < 0), (S.One, True))


# ------------------------------------------------------------------ last touches


def _x_log_y(node: Expr, may_vanish: frozenset[Symbol]) -> Expr | None:
    """S log(p), with S a number of events, is 0 when S and p are."""
    for f in node.args:
        if isinstance(f, (log, log1p)) and f.free_symbols:
            rest = node / f
            if _touches(rest, may_vanish):
                return XLogY(rest, f.args[0]) if isinstance(f, log) else XLog1pY(rest, f.args[0])
    return None


def _touches(e: Expr, symbols: frozenset[Symbol]) -> bool:
    """Whether a symbol stands in the expression, free or bound by a statistic."""
    return bool(e.free_symbols & symbols) or any(t.bound_symbols & symbols for t in statistics_of(e))


_STABLE: dict[type, tuple[Any, ...]] = {
    log: (_log,),
    Pow: (_power, _inverse_expm1),
    Mul: (_product,),
    Add: (_sum,),
    zeta: (_zeta,),
    Heaviside: (_heaviside,),
    Derivative: (_derivative,),
    factorial: (lambda e: gamma(e.args[0] + 1),),
    digamma: (lambda e: polygamma(0, e.args[0]),),
}

_PRINTABLE: dict[type, tuple[Any, ...]] = {
    Mul: (_x_log_y,),
}
