"""Expectations in closed form: E[h(x)] from the score's own equations, or from one of three integrals.

A score has expectation zero, which gives linear equations between expectations.  What they leave open is read as

    int u^(p-1) exp(-c u^q) du          = Gamma(p/q) c^(-p/q) / |q|                       over (0, oo)
    int u^(p-1) (1 + c u^q)^(-m) du     = B(p/q, m - p/q) c^(-p/q) / |q|                  over (0, oo)
    int u^(p-1) (1 - u^q)^(m-1) du      = B(p/q, m) / q                                   over (0, 1)

after a change of variable, and E[u^a log(u)^j log(1 + c u^q)^i] is a derivative of the logarithm of such an integral in
p and m.  A result may hold on a smaller set of parameters than it is defined on: who uses it checks it by quadrature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sympy import (
    Abs,
    Add,
    Dummy,
    EulerGamma,
    Expr,
    Matrix,
    Mul,
    Piecewise,
    Pow,
    S,
    Symbol,
    cancel,
    cosh,
    count_ops,
    exp,
    expand,
    expand_log,
    factor,
    factor_terms,
    gammasimp,
    log,
    loggamma,
    polygamma,
    sinh,
    tanh,
    together,
)
from sympy import gamma as gamma_function
from sympy.core.relational import Relational
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.polys.polyerrors import PolynomialError

_LARGEST = 2000
"""Operations above which an expression is left alone."""
_TIDIED = 400
"""Operations above which nothing is put over a common denominator."""
_FACTORED = 150
"""Operations above which a fraction is not factored."""
_SQUARED = 60
_SHIFTS = 12
_ORDER = 6
"""The highest power of a logarithm that is looked at."""


@dataclass(frozen=True)
class Kernel:
    """A weight u^(p-1) g(u) whose integral is known, and the variable in terms of u.

    ``kind`` is ``exponential``, ``power`` (both over (0, oo)) or ``unit`` (over (0, 1)).  ``share`` is the probability
    of the part of the line that ``inverse`` covers: one half on each side of a symmetric density.
    """

    kind: str
    u: Symbol
    p: Expr
    q: Expr
    c: Expr
    m: Expr
    inverse: Expr
    share: Expr = S.One

    def log_integral(self, p: Expr, m: Expr) -> Expr:
        """The logarithm of the integral, without what depends neither on p nor on m."""
        ratio = p / self.q
        if self.kind == "exponential":
            return loggamma(ratio) - ratio * log(self.c)
        if self.kind == "power":
            return loggamma(ratio) + loggamma(m - ratio) - loggamma(m) - ratio * log(self.c)
        return loggamma(ratio) + loggamma(m) - loggamma(m + ratio)


Reading = tuple[Kernel, ...]
"""A density as the sum of one or two kernels, whose shares add up to one."""


def expectation(h: Expr, x: Symbol, readings: Sequence[Reading]) -> Expr | None:
    """E[h(x)], or None when none of the readings carries it."""
    h = _exponential(h)
    for reading in readings:
        found = _over(h, x, reading)
        if found is not None:
            return found
    return None


def _exponential(h: Expr) -> Expr:
    """Hyperbolic functions by 1 + e^(-2u), which is a mark that readings know."""
    if not h.has(HyperbolicFunction):
        return h
    h = h.replace(tanh, lambda u: 2 / (1 + exp(-2 * u)) - 1)
    h = h.replace(lambda e: isinstance(e, log) and isinstance(e.args[0], cosh), lambda e: _log_cosh(e.args[0].args[0]))
    h = h.replace(cosh, lambda u: exp(u) * (1 + exp(-2 * u)) / 2)
    return h.replace(sinh, lambda u: exp(u) * (2 - (1 + exp(-2 * u))) / 2)


def _log_cosh(u: Expr) -> Expr:
    return u + log(1 + exp(-2 * u)) - log(2)


def _over(h: Expr, x: Symbol, reading: Reading) -> Expr | None:
    whole: Expr = S.Zero
    for kernel in reading:
        part = _resolved(h.xreplace({x: kernel.inverse}), kernel.u)
        if count_ops(part) > _LARGEST:
            return None
        terms = Add.make_args(_spread(_marked(part, kernel)))
        values = [_term(t, kernel) for t in terms]
        if any(v is None for v in values):
            return None
        whole += kernel.share * Add(*(v for v in values if v is not None))
    return tidy(whole)


_SUM = Dummy("g", positive=True)
"""Stands for 1 + c u^q, or 1 - u^q."""


def _marked(h: Expr, kernel: Kernel) -> Expr:
    """Every multiple of 1 + c u^q (or 1 - u^q) written as that multiple of one symbol."""
    if kernel.kind == "exponential":
        return h
    u = kernel.u
    inner = 1 + kernel.c * u**kernel.q if kernel.kind == "power" else 1 - u**kernel.q

    def one(e: Expr) -> Expr:
        if not e.has(u):
            return e
        ratio = cancel(together(e / inner)) if e != inner else S.One
        rest = ratio.as_independent(u, as_Add=False)[1]
        base, power = rest.as_base_exp()
        return ratio * _SUM if rest == 1 or (base == u and not power.has(u)) else e

    return h.replace(lambda e: e.is_Add, one)


def _resolved(h: Expr, u: Symbol) -> Expr:
    """Absolute values, signs and branches on the half-line of u."""
    h = h.replace(Abs, lambda e: e if e.is_positive else (-e if e.is_negative else Abs(e)))
    if h.has(Piecewise):
        sides = {r: r.func(expand(r.lhs - r.rhs), 0) for r in h.atoms(Relational) if r.has(u)}
        h = h.xreplace(sides)
    return h


def _spread(h: Expr) -> Expr:
    """Products multiplied out, logarithms taken apart, roots and exponentials of logarithms undone."""
    h = expand_log(h.replace(lambda e: e.is_Pow and e.base.is_Add, _factored_power))
    h = expand_log(h.replace(lambda e: isinstance(e, log), lambda e: _opened_log(e.args[0])))
    return expand(h, power_base=True, power_exp=True, log=False, basic=False)


def _factored_power(e: Expr) -> Expr:
    base = factor_terms(e.base)
    return Mul(*(Pow(f, e.exp) for f in base.args)) if base.is_Mul and all(f.is_positive for f in base.args[:-1]) else e


def _opened_log(argument: Expr) -> Expr:
    """log of a sum a + b u^q as log a + log(1 + (b/a) u^q); of a product as a sum."""
    if not argument.is_Add:
        return expand_log(log(argument))
    inner = factor_terms(together(argument))
    parts = [p for p in Mul.make_args(inner) if not p.is_Add]
    sums = [p for p in Mul.make_args(inner) if p.is_Add]
    return expand_log(log(Mul(*parts))) + Add(*(_monic_log(e) for e in sums))


def _monic_log(e: Expr) -> Expr:
    positive = [t for t in Add.make_args(e) if t.is_positive and not any(s.name == "u" for s in t.free_symbols)]
    if len(positive) != 1 or positive[0] == 1:
        return log(e)
    return expand_log(log(positive[0])) + log(expand(e / positive[0]))


def _term(term: Expr, kernel: Kernel) -> Expr | None:
    """E of constant * u^a * log(u)^j * g^r * log(g)^i, g being 1 + c u^q or 1 - u^q."""
    powers: dict[Expr, Expr] = {kernel.u: S.Zero, _SUM: S.Zero, log(kernel.u): S.Zero, log(_SUM): S.Zero}
    constant: Expr = S.One
    for factor_ in Mul.make_args(term):
        base, power = factor_.as_base_exp()
        if not factor_.has(kernel.u, _SUM):
            constant *= factor_
        elif base in powers and not power.has(kernel.u, _SUM):
            powers[base] += power
        else:
            return None
    a, r, j, i = powers.values()
    if not all(k.is_Integer and 0 <= k <= _ORDER for k in (j, i)):
        return None
    return constant * _moment(kernel, a, r, int(j), int(i))


def _moment(kernel: Kernel, a: Expr, r: Expr, j: int, i: int) -> Expr:
    """E[u^a log(u)^j g^r log(g)^i], g being 1 + c u^q or 1 - u^q."""
    p, m = Dummy("p", positive=True), Dummy("m", positive=True)
    logarithm = kernel.log_integral(p, m)
    # the exponent of g in the weight: -m for `power`, m - 1 for `unit`
    side = -1 if kernel.kind == "power" else 1
    polynomial: Expr = S.One
    for symbol, times, direction in ((p, j, 1), (m, i, side)):
        for _ in range(times):
            polynomial = direction * (polynomial.diff(symbol) + polynomial * logarithm.diff(symbol))
    at = {p: kernel.p + a, m: kernel.m + side * r}
    ratio = _ratio(kernel, a, side * r)
    value = polynomial.subs(at, simultaneous=True)
    return ratio * value


def _ratio(kernel: Kernel, a: Expr, r: Expr) -> Expr:
    """The quotient of two integrals, gamma functions whose arguments differ by whole numbers cancelled."""
    if a == 0 and r == 0:
        return S.One
    high, low = kernel.log_integral(kernel.p + a, kernel.m + r), kernel.log_integral(kernel.p, kernel.m)
    result: Expr = S.One
    for e, power in ((high, 1), (low, -1)):
        for t in Add.make_args(e):
            number, rest = t.as_independent(loggamma, as_Add=False) if t.has(loggamma) else (S.One, t)
            if isinstance(rest, loggamma):
                result *= gamma_function(cancel(rest.args[0])) ** (number * power)
            else:
                result *= exp(t * power)
    return gammasimp(result.replace(exp, lambda e: _power_of_log(e)))


def _power_of_log(e: Expr) -> Expr:
    """exp(k log c) = c^k."""
    logarithms = [f for f in Mul.make_args(e) if isinstance(f, log)]
    rest = [f for f in Mul.make_args(e) if not isinstance(f, log)]
    return Pow(logarithms[0].args[0], Mul(*rest)) if len(logarithms) == 1 else exp(e)


def tidy(e: Expr) -> Expr:
    """Gamma functions brought to common arguments, then the shortest of a few forms."""
    if not e.free_symbols or count_ops(e) > _TIDIED:
        return e
    if e.has(gamma_function):
        e = gammasimp(e)
    if e.has(gamma_function, polygamma):
        e = _common_arguments(e)
    try:
        fraction = cancel(together(e))
    except PolynomialError:
        return factor_terms(e)
    forms = [factor(fraction)] if count_ops(fraction) <= _FACTORED else []
    forms += [fraction, factor_terms(e), e]
    forms = [f.replace(polygamma, lambda k, z: polygamma(k, factor_terms(z))) for f in forms]
    forms += [_square_completed(f) for f in forms]
    return min(forms, key=count_ops)


def _common_arguments(e: Expr) -> Expr:
    """Gamma functions, and their logarithms' derivatives, whose arguments differ by whole numbers: of the least one."""
    arguments = {cancel(f.args[-1]) for f in e.atoms(gamma_function, polygamma)}
    least: dict[Expr, Expr] = {}
    for z in sorted(arguments, key=lambda z: (count_ops(z), str(z))):
        whole = [y for y in least if cancel(z - y).is_Integer]
        key = whole[0] if whole else z
        least[key] = min((least.get(key, z), z), key=lambda y, key=key: cancel(y - key))  # type: ignore[misc]

    def base(z: Expr) -> tuple[Expr, int]:
        y = next(y for k, y in least.items() if cancel(z - k).is_Integer)
        return y, int(cancel(z - y))

    def one_gamma(z: Expr) -> Expr:
        y, n = base(cancel(z))
        return gamma_function(y) * Mul(*(y + k for k in range(n))) if n <= _SHIFTS else gamma_function(z)

    def one_polygamma(k: Expr, z: Expr) -> Expr:
        y, n = base(cancel(z))
        if not k.is_Integer or n > _SHIFTS:
            return polygamma(k, z)
        return polygamma(k, y) + (-1) ** int(k) * gamma_function(k + 1) * Add(*((y + j) ** (-k - 1) for j in range(n)))

    return e.replace(gamma_function, one_gamma).replace(polygamma, one_polygamma)


def _square_completed(e: Expr) -> Expr:
    """a g^2 + b g + c as a (g + b/(2a))^2 + c - b^2/(4a), g being Euler's constant."""
    if not e.has(EulerGamma) or count_ops(e) > _SQUARED:
        return e
    numerator, denominator = e.as_numer_denom()
    read = expand(numerator)
    a, b = read.coeff(EulerGamma, 2), read.coeff(EulerGamma, 1)
    if a == 0 or (read - a * EulerGamma**2 - b * EulerGamma).expand().has(EulerGamma):
        return e
    half = factor(b / (2 * a))
    rest = cancel((read.coeff(EulerGamma, 0) - a * half**2) / a)
    return factor(a / denominator) * ((EulerGamma + half) ** 2 + rest)


# ------------------------------------------------------------------ finding the kernel of a density


def kernels(log_density: Expr, x: Symbol, lower: Expr, upper: Expr) -> list[Reading]:
    """Every reading of the density as such weights, simplest changes of variable first."""
    found: list[Reading] = []
    log_density = _exponential(log_density)
    for change in _changes(log_density, x, lower, upper):
        inner = _read(log_density, x, change, change.inverse)
        if inner is None:
            continue
        kernel, mass = inner
        if change.mirrored is None:
            found.append((kernel,))
            continue
        other = _read(log_density, x, change, change.mirrored)
        if other is None:
            continue
        if expand(mass - other[1]) == 0:
            found.append((replace(kernel, share=S.Half), replace(other[0], share=S.Half)))
        else:
            shares = [tidy(exp(m).replace(exp, _power_of_log).replace(loggamma, _log_gamma)) for m in (mass, other[1])]
            if not any(s_.has(loggamma) for s_ in shares):
                found.append((replace(kernel, share=shares[0]), replace(other[0], share=shares[1])))
    return found


def _log_gamma(z: Expr) -> Expr:
    return log(gamma_function(z))


@dataclass(frozen=True)
class _Change:
    """x in terms of u, and whether u runs over the unit interval; ``mirrored`` is x for the other half of the line."""

    u: Symbol
    inverse: Expr
    unit: bool = False
    mirrored: Expr | None = None


def _changes(log_density: Expr, x: Symbol, lower: Expr, upper: Expr) -> Iterator[_Change]:
    u = Dummy("u", positive=True)
    low, high = lower.is_finite is not False, upper.is_finite is not False
    if low and high:
        yield _Change(u, lower + (upper - lower) * u, unit=True)
        yield _Change(u, upper - (upper - lower) * u, unit=True)
        if lower == 0 and upper == 1:
            yield _Change(u, u / (1 + u))
            yield _Change(u, exp(-u))
        return
    if low:
        yield _Change(u, lower + u)
        if lower != 0:
            yield _Change(u, lower / u, unit=True)
        yield _Change(u, lower + log(1 + u))
        for k in _scales(log_density, x):
            yield _Change(u, lower - log(u) / k, unit=True)
            yield _Change(u, lower + log(1 + u) / k)
        if lower == 0:
            for centre in _centres(log_density, x, log(x)):
                yield _Change(u, exp(centre + u), mirrored=exp(centre - u))
        return
    if high:
        yield _Change(u, upper - u)
        return
    for centre in _centres(log_density, x, x):
        yield _Change(u, centre + u, mirrored=centre - u)
    for rate, offset in _exponents(log_density, x):
        yield _Change(u, (log(u) - offset) / rate)


def _centres(log_density: Expr, x: Symbol, variable: Expr) -> list[Expr]:
    """Points about which the density may be symmetric: zeros of linear functions of the variable."""
    y = Dummy("y", real=True)
    inner = log_density if variable == x else log_density.subs(x, exp(y))
    read = y if variable != x else x
    inner = expand_log(inner)
    ends = [r.lhs - r.rhs for r in inner.atoms(Relational)]
    sums = [e for e in (*inner.atoms(Add), *ends) if e.has(read)]
    found = []
    for e in sums:
        slope = e.diff(read)
        if not slope.has(read) and slope != 0:
            found.append(factor_terms(-e.subs(read, 0) / slope))
    return [*list(dict.fromkeys(sorted(found, key=lambda e: (count_ops(e), str(e)))))[:4], S.Zero]


def _scales(log_density: Expr, x: Symbol) -> list[Expr]:
    rates = {abs(r) for r, _ in _exponents(log_density, x)}
    return sorted(rates, key=lambda e: (count_ops(e), str(e)))


def _exponents(log_density: Expr, x: Symbol) -> list[tuple[Expr, Expr]]:
    """(rate, offset) of every exponential of a linear function of x."""
    found = []
    for e in log_density.atoms(exp):
        argument = expand(e.args[0])
        rate = argument.coeff(x, 1)
        if rate != 0 and not rate.has(x):
            offset = argument - rate * x
            if not offset.has(x):
                found.append((rate, offset))
    return sorted(dict.fromkeys(found), key=lambda pair: (count_ops(pair), str(pair)))


def _read(log_density: Expr, x: Symbol, change: _Change, inverse: Expr) -> tuple[Kernel, Expr] | None:
    """(the kernel, the logarithm of the probability of the part that it covers)."""
    u = change.u
    weight = _log_weight(log_density, x, inverse, u)
    if count_ops(weight) > _LARGEST:
        return None
    level: Expr = S.Zero
    p: Expr = S.Zero
    curve: tuple[str, Expr, Expr, Expr] | None = None
    for term in Add.make_args(weight):
        if not term.has(u):
            level += term
            continue
        constant, rest = term.as_independent(u, as_Add=False)
        if rest == log(u):
            p += constant
            continue
        piece = _curve(constant, rest, u, change.unit)
        if piece is None:
            return None
        if curve is None:
            curve = piece
        elif curve[:3] == piece[:3] and curve[0] != "exponential":
            curve = (*curve[:3], curve[3] + piece[3])
        else:
            return None
    if curve is None:
        curve = ("unit", S.One, S.One, S.Zero) if change.unit else None
    if curve is None or (curve[0] == "unit") != change.unit:
        return None
    kind, c, q, m = curve
    # the weight is per du: p - 1 is the exponent of u; of 1 - u^q it is m - 1
    kernel = Kernel(kind, u, p + 1, q, c, m + 1 if kind == "unit" else m, inverse)
    return kernel, level + kernel.log_integral(kernel.p, kernel.m) - log(Abs(q))


def _log_weight(log_density: Expr, x: Symbol, inverse: Expr, u: Symbol) -> Expr:
    jacobian = inverse.diff(u)
    if jacobian.is_negative or (-jacobian).is_positive or jacobian.could_extract_minus_sign():
        jacobian = -jacobian
    inner = _resolved(log_density.xreplace({x: inverse}), u) + log(factor_terms(jacobian))
    return _spread(inner)


def _curve(constant: Expr, rest: Expr, u: Symbol, unit: bool) -> tuple[str, Expr, Expr, Expr] | None:
    """(kind, c, q, m) of one term of the log-weight: -c u^q, -m log(1 + c u^q), (m - 1) log(1 - u^q)."""
    base, power = rest.as_base_exp()
    if base == u and not power.has(u):
        return ("exponential", -constant, power, S.Zero)
    if not isinstance(rest, log):
        return None
    head, tail = rest.args[0].as_independent(u, as_Add=True)
    if head != 1:
        return None
    c, shape = tail.as_independent(u, as_Add=False)
    base, q = shape.as_base_exp()
    if base != u or q.has(u):
        return None
    if unit:
        return ("unit", S.One, q, constant) if c == -1 else None
    return ("power", c, q, -constant)


# ------------------------------------------------------------------ the score's own equations


def from_scores(wanted: Sequence[Expr], scores: Sequence[dict[Expr, Expr]]) -> dict[Expr, Expr]:
    """Those wanted expectations E[h] that follow from E[score] = 0 alone.

    A score is {h: coefficient}, the constant under the key 1.
    """
    every = sorted({h for s in scores for h in s if h != 1}, key=lambda h: (h in wanted, count_ops(h), str(h)))
    if not every:
        return {}
    system = Matrix([[s.get(h, S.Zero) for h in every] + [-s.get(S.One, S.Zero)] for s in scores])
    if count_ops(system) > _LARGEST:
        return {}
    rows, _ = system.rref(simplify=tidy, iszerofunc=lambda e: tidy(e) == 0)
    found = {}
    for k in range(rows.rows):
        held = [j for j in range(len(every)) if rows[k, j] != 0]
        if len(held) == 1 and every[held[0]] in wanted:
            found[every[held[0]]] = tidy(rows[k, len(every)] / rows[k, held[0]])
    return found
