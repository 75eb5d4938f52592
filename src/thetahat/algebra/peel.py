"""One equation solved for one unknown, by undoing one operation at a time.

SymPy's solve is not asked: it is slow, may never return, and writes log((n/T)**s).  The numerator of the equation is
read as a polynomial in the unknown and in its kernels (exp(c p), log(a + b p), p**s, psi(p), cos p …).  What can be
undone:

    a polynomial of degree 1 or 2, or a u**m + b, in the unknown or in a single kernel
    (a + b p) + (c + d p) exp(k p) with b p or d p missing, and the like with log      Lambert's W
    psi(a + b p) = c                                                                  psi^{-1}
    a I_1(p) + b I_0(p) = 0                                                           A^{-1}
    a cos p + b sin p = 0                                                             atan2, modulo pi

All solutions over the reals are listed; which of them lies in the domain is for others to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import lcm

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Function,
    Integer,
    LambertW,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    S,
    Symbol,
    atan2,
    besseli,
    cancel,
    cos,
    exp,
    expand,
    factor_list,
    factor_terms,
    fraction,
    log,
    pi,
    polygamma,
    powsimp,
    sign,
    signsimp,
    sin,
    sqrt,
    together,
)
from sympy.functions.elementary.exponential import ExpBase

from thetahat.algebra.kernels import Kernels
from thetahat.core.special import SPECIAL_INVERSES, InverseBesselRatio, InverseDigamma

SMALL = 150
"""Up to this many operations, what numerator and denominator share is cancelled: (p**2 - 1)/(p - 1) is not 0 at 1."""
LARGEST = 400
"""An equation with more operations than this is not tried: multiplying it out could take minutes."""


@dataclass(frozen=True)
class Solution:
    """One solution; ``modulo`` is the period when there are others."""

    value: Expr
    modulo: Expr | None = None

    @property
    def special(self) -> int:
        """How many special inverses it holds."""
        return sum(self.value.count(f) for f in SPECIAL_INVERSES)


@dataclass(frozen=True)
class Peeled:
    """Every real solution of an equation, and the factors of its numerator that were not solved."""

    solutions: tuple[Solution, ...]
    left: tuple[Expr, ...] = ()
    """Factors that hold the unknown and were not solved.  The list of solutions is complete only without any."""


# ------------------------------------------------------------------ inverting kernels


def _digamma(kernel: Expr, value: Expr) -> tuple[Expr, Expr] | None:
    order, inner = kernel.args
    # on the negative axis the digamma function takes every value infinitely often
    return (inner, InverseDigamma(value)) if order == 0 and inner.is_positive else None


_INVERSES: dict[type, Callable[[Expr, Expr], tuple[Expr, Expr] | None]] = {
    log: lambda k, v: (k.args[0], exp(expand(v, log=False))),
    polygamma: _digamma,
}


def _undo(kernel: Expr, value: Expr, p: Symbol) -> list[Solution]:
    """Solutions of kernel(p) = value."""
    if kernel == p:
        return [Solution(value)]
    inner: Expr | None = None
    target: Expr | None = None
    if isinstance(kernel, ExpBase):
        inner, target = kernel.args[0], log(value)
    elif isinstance(kernel, Pow):
        base, exponent = kernel.as_base_exp()
        if not base.has(p):
            inner, target = exponent, log(value) / log(base)
        elif not exponent.has(p):
            inner, target = base, Pow(value, 1 / exponent)
    else:
        for kind, rule in _INVERSES.items():
            if isinstance(kernel, kind):
                pair = rule(kernel, value)
                if pair:
                    inner, target = pair
    if inner is None or target is None:
        return []
    slope, fixed = inner.diff(p), inner.subs(p, 0)
    if not slope.has(p) and not fixed.has(p):
        # linear: written out here, because multiplying out would tear log(T/n) apart
        return [Solution(tidy_root((target - fixed) / slope))]
    found = peel(inner - target, p)
    return list(found.solutions) if not found.left else []


# ------------------------------------------------------------------ one polynomial factor


def tidy_root(e: Expr) -> Expr:
    """A solution written shortly: common factors taken out, one root of a quotient."""
    return signsimp(factor_terms(powsimp(e)))


def _polynomial_roots(factor: Expr, u: Symbol) -> list[Expr] | None:
    poly = Poly(factor, u)
    degree = poly.degree()
    c = poly.all_coeffs()
    if degree == 1:
        return [tidy_root(_over(-c[1], c[0]))]
    if degree == 2:
        if c[1] == 0:
            root = sqrt(_over(-c[2], c[0]))
            return [root] if u.is_nonnegative else [root, -root]
        half, middle = c[1] / 2, c[1] ** 2 - 4 * c[0] * c[2]
        quarter = expand(half**2 - c[0] * c[2])
        if all(t.as_coeff_Mul()[0].is_Integer for t in Add.make_args(quarter)):
            return [tidy_root((-half + s * sqrt(factor_terms(quarter))) / c[0]) for s in (1, -1)]
        return [tidy_root((-c[1] + s * sqrt(factor_terms(expand(middle)))) / (2 * c[0])) for s in (1, -1)]
    if all(x == 0 for x in c[1:-1]):
        value = _over(-c[-1], c[0])
        if degree % 2:
            return [_odd_root(value, degree)]
        root = Pow(value, Rational(1, degree))
        return [root] if u.is_nonnegative else [root, -root]
    return None


def _odd_root(value: Expr, degree: int) -> Expr:
    """The real root of odd degree, for either sign of the value."""
    # where it is defined, a quotient of what is not negative is not negative: SymPy thinks of the zero below
    if value.is_nonnegative or all(f.as_base_exp()[0].is_nonnegative for f in Mul.make_args(value)):
        return Pow(value, Rational(1, degree))
    if value.is_nonpositive:
        return -Pow(-value, Rational(1, degree))
    return sign(value) * Pow(Abs(value), Rational(1, degree))


def _over(a: Expr, b: Expr) -> Expr:
    """a/b with what they share cancelled, left as a quotient."""
    shared = factor_terms(a) / factor_terms(b)
    return shared if shared.count_ops() > 60 else cancel(shared) if shared.is_rational_function() else shared


def _lambert(factor: Expr, p: Symbol, kernels: dict[Dummy, Expr]) -> list[Solution] | None:
    """(a + b p) + (c + d p) g = 0 with g = exp(k p) (or base**p), where one bracket holds no p."""
    (g,) = kernels
    kernel = kernels[g]
    base, exponent = (S.Exp1, kernel.args[0]) if isinstance(kernel, ExpBase) else kernel.as_base_exp()
    if base.has(p):
        return None
    rate = cancel(exponent / p)
    if rate.has(p):
        return None
    rate = rate * log(base)
    try:
        poly = Poly(factor, p, g)
    except PolynomialError:
        return None
    if any(i > 1 or j > 1 for i, j in poly.monoms()):
        return None
    a, b, c, d = (poly.coeff_monomial(m) for m in (1, p, g, p * g))
    if d != 0 and b != 0:
        return None
    if d != 0:
        # (c + d p) exp(k p) = -a; with p = w/k - c/d:  w e^w = -a k/d e^{c k/d}
        shift = c / d
        argument = -a * rate / d * exp(rate * shift)
        return [Solution(factor_terms(LambertW(argument, branch) / rate - shift)) for branch in (0, -1)]
    if b != 0 and c != 0:
        # (a + b p) = -c exp(k p); with p = -w/k - a/b:  w e^w = c k/b e^{-a k/b}
        shift = a / b
        argument = c * rate / b * exp(-rate * shift)
        return [Solution(factor_terms(-LambertW(argument, branch) / rate - shift)) for branch in (0, -1)]
    return None


def _bessel(factor: Expr, p: Symbol, kernels: dict[Dummy, Expr]) -> list[Solution] | None:
    """a I_1(p) + b I_0(p) = 0."""
    orders = {k.args[0]: g for g, k in kernels.items() if isinstance(k, besseli) and k.args[1] == p}
    if len(kernels) != 2 or set(orders) != {Integer(0), Integer(1)} or factor.has(p):
        return None
    poly = Poly(factor, orders[Integer(1)], orders[Integer(0)])
    if set(poly.monoms()) != {(1, 0), (0, 1)}:
        return None
    a, b = poly.coeff_monomial(orders[Integer(1)]), poly.coeff_monomial(orders[Integer(0)])
    return [Solution(InverseBesselRatio(factor_terms(-b / a)))]


def _angle(factor: Expr, p: Symbol, kernels: dict[Dummy, Expr]) -> list[Solution] | None:
    """a cos p + b sin p = 0: p = atan2(-a, b), and opposite to it."""
    circle = {type(k): g for g, k in kernels.items() if isinstance(k, sin | cos) and k.args[0] == p}
    if len(kernels) != 2 or set(circle) != {sin, cos} or factor.has(p):
        return None
    poly = Poly(factor, circle[cos], circle[sin])
    if set(poly.monoms()) != {(1, 0), (0, 1)}:
        return None
    a, b = poly.coeff_monomial(circle[cos]), poly.coeff_monomial(circle[sin])
    return [Solution(atan2(-a, b), modulo=2 * pi), Solution(atan2(a, -b), modulo=2 * pi)]


def _through_logarithm(factor: Expr, p: Symbol, kernels: dict[Dummy, Expr]) -> list[Solution] | None:
    """p and log(a + b p) together: put p = (e^u - a)/b and solve for u."""
    ((g, kernel),) = kernels.items()
    if not isinstance(kernel, log):
        return None
    inner = Poly(kernel.args[0], p) if kernel.args[0].is_polynomial(p) else None
    if inner is None or inner.degree() != 1:
        return None
    b, a = inner.all_coeffs()
    u = Dummy("u", real=True)
    found = peel(factor.xreplace({g: u}).subs(p, (exp(u) - a) / b), u, depth=1)
    if found.left:
        return None
    return [replace(s, value=factor_terms((exp(s.value) - a) / b)) for s in found.solutions]


def _through_root(factor: Expr, p: Symbol, kernels: dict[Dummy, Expr]) -> list[Solution] | None:
    """p and sqrt(a + b p) together: put p = (u**2 - a)/b."""
    ((g, kernel),) = kernels.items()
    base, exponent = kernel.as_base_exp()
    if exponent != S.Half or not base.is_polynomial(p):
        return None
    inner = Poly(base, p)
    if inner.degree() != 1:
        return None
    b, a = inner.all_coeffs()
    u = Dummy("u", nonnegative=True)
    found = peel(factor.xreplace({g: u}).subs(p, (u**2 - a) / b), u, depth=1)
    if found.left:
        return None
    return [Solution(tidy_root((s.value**2 - a) / b)) for s in found.solutions if not s.value.is_negative]


def _solve_factor(factor: Expr, p: Symbol, kernels: dict[Dummy, Expr], depth: int) -> list[Solution] | None:
    present = {g: k for g, k in kernels.items() if factor.has(g)}
    if not present:
        roots = _polynomial_roots(factor, p)
        return None if roots is None else [Solution(r) for r in roots]
    if len(present) == 1 and not factor.has(p):
        ((g, kernel),) = present.items()
        roots = _polynomial_roots(factor, g)
        if roots is None:
            return None
        allowed = [r for r in roots if not (g.is_nonnegative and r.is_negative)]
        solutions = [s for r in allowed for s in _undo(kernel, r, p)]
        return solutions if solutions or not allowed else None
    if len(present) == 1:
        for method in (_lambert, _through_logarithm, _through_root) if depth == 0 else (_lambert,):
            found = method(factor, p, present)
            if found is not None:
                return found
        return None
    for method in (_bessel, _angle):
        found = method(factor, p, present)
        if found is not None:
            return found
    return None


# ------------------------------------------------------------------ the whole equation


def _zeros_of_kernel(kernel: Expr, p: Symbol, depth: int) -> list[Solution] | None:
    """Where a kernel alone vanishes: exponentials nowhere, roots where their argument does."""
    if kernel.is_positive or kernel.is_negative or isinstance(kernel, ExpBase):
        return []
    if isinstance(kernel, Pow):
        base, exponent = kernel.as_base_exp()
        if not base.has(p) or exponent.is_negative:
            return []
        if exponent.is_positive:
            found = peel(base, p, depth)
            return None if found.left else list(found.solutions)
        return None
    g = Dummy("g")
    return _solve_factor(g, p, {g: kernel}, depth)


def _common_root(e: Expr, p: Symbol) -> int:
    """The least common denominator of the fractional powers of a positive p itself."""
    if not p.is_positive:
        return 1
    return lcm(*(int(a.exp.q) for a in e.atoms(Pow) if a.base == p and a.exp.is_Rational))


def peel(equation: Expr, p: Symbol, depth: int = 0) -> Peeled:
    """Every real solution of ``equation`` = 0 in p.  The statistics must be frozen."""
    if not equation.has(p):
        return Peeled((), ())
    if equation.count_ops() > LARGEST:
        return Peeled((), (equation,))
    common = _common_root(equation, p)
    if common > 1:
        # p**(3/2) and p**(1/2): one unknown u = p**(1/2)
        u = Dummy("u", positive=True)
        found = peel(equation.subs(p, u**common), u, depth)
        return Peeled(
            tuple(replace(s, value=tidy_root(s.value**common)) for s in found.solutions if not s.value.is_negative),
            tuple(f.subs(u, Pow(p, Rational(1, common))) for f in found.left),
        )
    trigonometric = equation.has(sin, cos)
    opened = expand(equation, trig=True) if trigonometric else equation
    kernels = Kernels.of(opened, p)
    rational = kernels.read(opened)
    numerator = fraction(cancel(together(rational)) if rational.count_ops() < SMALL else together(rational))[0]
    numerator = kernels.read(expand(numerator, log=False))
    table = {g: k for k, g in kernels.table.items()}
    try:
        parts = [f for f, _ in factor_list(numerator)[1]] if numerator.count_ops() < LARGEST else [numerator]
    except (PolynomialError, TypeError):
        # SymPy sorts factors by their exponents, and cannot when these are symbols
        parts = [numerator]
    solutions: list[Solution] = []
    left: list[Expr] = []
    for part in parts:
        if not part.has(p, *table):
            continue
        if part.is_positive or part.is_negative:
            continue
        if part in table:
            at = _zeros_of_kernel(table[part], p, depth)
            if at is None:
                left.append(part.xreplace(table))
            else:
                solutions.extend(at)
            continue
        if part == p and p.is_zero is False:
            continue
        try:
            solved = _solve_factor(part, p, table, depth)
        except PolynomialError:
            solved = None
        if solved is None:
            left.append(part.xreplace(table))
        else:
            solutions.extend(s for s in solved if not s.value.has(p))
    if left and depth == 0:
        renamed = _in_another_letter(equation, p)
        if renamed is not None:
            return renamed
    unique = tuple(s for s in dict.fromkeys(solutions) if _may_be_real(s.value))
    if any(s.value.has(S.ImaginaryUnit) for s in unique):
        # written with i: whether it is real is not seen, and leaving it out would not be honest
        return Peeled((), (equation,))
    return Peeled(unique, tuple(left))


def _in_another_letter(equation: Expr, p: Symbol) -> Peeled | None:
    """The equation in u = exp(p), or in u = 1/p, where p stands only so: e^p e^(e^p) = c is u e^u = c."""
    u = Dummy("u", positive=True)
    ways: list[tuple[Expr, Callable[[Expr], Expr]]] = []
    inner = [a for f in equation.atoms(Function) if f.has(p) for a in f.args if a.has(p)]
    if any(a.has(ExpBase) for a in inner):
        ways.append((log(u), log))
    if p.is_positive and any(not Mul(p, a).expand().has(p) for a in inner):
        ways.append((1 / u, lambda value: 1 / value))
    for old, back in ways:
        new = equation.subs(p, old)
        if new.has(log(u)):
            continue
        found = peel(new, u, depth=1)
        if found.solutions and not found.left:
            return Peeled(tuple(replace(s, value=back(s.value)) for s in found.solutions if not s.value.is_nonpositive))
    return None


def _may_be_real(value: Expr) -> bool:
    # SymPy takes the lower branch of Lambert's W for not real, which on (-1/e, 0) it is.
    return value.has(LambertW) or value.is_real is not False
