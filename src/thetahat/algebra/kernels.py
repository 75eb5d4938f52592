"""The parts of an expression that hold a symbol and are not algebraic in it: log p, psi(d/p), p**k, I_0(k).

kernels_of   lists them
Kernels      replaces them by symbols, so that what is left is rational: exp(2p) and exp(p) become g**2 and g
factored     factored, where SymPy can be trusted to end
cancelled    a quotient in lowest terms, kernels counting as symbols
in_parts     the same or its partial fractions, whichever is shorter
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, lcm

from sympy import (
    Add,
    Dummy,
    Expr,
    Mul,
    Pow,
    Rational,
    S,
    Symbol,
    apart,
    cancel,
    exp,
    expand,
    expand_log,
    factor,
    fraction,
    log,
    together,
)
from sympy.functions.elementary.exponential import ExpBase

_MANY = 6
_LONG = 60
"""More symbols than the one and more operations than the other are not factored."""


def kernels_of(e: Expr, p: Symbol, sums: bool = False) -> set[Expr]:
    """The largest subexpressions that hold p and are not sums, products or rational powers.

    ``sums`` counts the reciprocal of a sum, 1/(a + b), as a kernel too.
    """
    if e == p or not e.has(p):
        return set()
    if isinstance(e, Add | Mul):
        return set().union(*(kernels_of(a, p, sums) for a in e.args))
    if isinstance(e, Pow) and e.exp.is_Rational:
        return {e} if sums and e.exp.is_negative and isinstance(e.base, Add) else kernels_of(e.base, p, sums)
    return {e}


@dataclass
class Kernels:
    """Replaces what is not rational in p by symbols: exp(2p) and exp(p) by g**2 and g."""

    p: Symbol
    table: dict[Expr, Dummy]

    @classmethod
    def of(cls, e: Expr, p: Symbol) -> Kernels:
        """A table for one expression; commensurable exponentials get one symbol, exp(p) for exp(2p) and exp(3p)."""
        kernels = cls(p, {})
        moving = [_moving(f.args[0], p) for f in sorted(e.atoms(ExpBase), key=lambda f: f.sort_key()) if f.has(p)]
        while moving:
            unit = moving[0]
            ratios = [cancel(m / unit) for m in moving]
            family = [r for r in ratios if r.is_Rational and r != 0]
            step = Rational(gcd(*(int(r.p) for r in family)), lcm(*(int(r.q) for r in family)))
            kernels.symbol(exp(unit * step))
            moving = [m for m, r in zip(moving, ratios, strict=True) if r not in family]
        return kernels

    def symbol(self, kernel: Expr) -> Dummy:
        """The stand-in of a kernel."""
        name = f"g{len(self.table)}"
        if kernel.is_positive:
            return self.table.setdefault(kernel, Dummy(name, positive=True))
        if isinstance(kernel, Pow) and kernel.exp.is_Rational and kernel.exp.q % 2 == 0:
            return self.table.setdefault(kernel, Dummy(name, nonnegative=True))
        return self.table.setdefault(kernel, Dummy(name, real=True))

    def read(self, e: Expr) -> Expr:
        """The expression with kernels replaced."""
        p = self.p
        if not e.has(p) or e == p:
            return e
        if isinstance(e, Add | Mul):
            return e.func(*(self.read(a) for a in e.args))
        if isinstance(e, ExpBase):
            return self._power(S.Exp1, e.args[0])
        if isinstance(e, Pow):
            base, exponent = e.as_base_exp()
            if exponent.is_Integer:
                return Pow(self.read(base), exponent)
            if not base.has(p):
                return self._power(base, exponent)
            if exponent.has(p):
                return self.symbol(e)
            return self._root(base, exponent)
        if isinstance(e, log):
            return self._logarithm(e)
        return self.symbol(e)

    def _power(self, base: Expr, exponent: Expr) -> Expr:
        """base**(a + b p) = base**a * g**m with g = base**(c p)."""
        exponent = expand(exponent)
        fixed = Add(*(t for t in Add.make_args(exponent) if not t.has(self.p)))
        moving = exponent - fixed
        for kernel, g in self.table.items():
            b, k = kernel.as_base_exp() if not isinstance(kernel, ExpBase) else (S.Exp1, kernel.args[0])
            if b == base and k.has(self.p):
                ratio = cancel(moving / k)
                if ratio.is_Integer:
                    return Pow(base, fixed) * g**ratio
        return Pow(base, fixed) * self.symbol(exp(moving) if base == S.Exp1 else Pow(base, moving))

    def _root(self, base: Expr, exponent: Expr) -> Expr:
        """base**(m + s) = base**m * g for symbolic or fractional s."""
        whole, part = exponent.as_coeff_Add() if not exponent.is_Rational else (exponent // 1, exponent % 1)
        if not (whole.is_Integer and part != 0):
            whole, part = S.Zero, exponent
        sign = -1 if part.could_extract_minus_sign() else 1
        g = self.symbol(Pow(base, sign * part))
        return Pow(self.read(base), whole) * g**sign

    def _logarithm(self, e: Expr) -> Expr:
        opened = expand_log(e)
        if opened != e and isinstance(opened, Add):
            return Add(*(self.read(t) for t in opened.args))
        inner = e.args[0]
        if inner.is_Mul:
            fixed = Mul(*(a for a in inner.args if not a.has(self.p)))
            if fixed != 1 and fixed.is_positive:
                return log(fixed) + self.read(log(inner / fixed))
        return self.symbol(e)


def _moving(exponent: Expr, p: Symbol) -> Expr:
    return Add(*(t for t in Add.make_args(expand(exponent)) if t.has(p)))


def cancelled(e: Expr, p: Symbol) -> Expr:
    """The expression as one fraction in lowest terms, factored; its kernels in p count as symbols."""
    kernels = Kernels.of(e, p)
    rational = kernels.read(e)
    return factored(cancel(together(rational))).xreplace({g: k for k, g in kernels.table.items()})


def factored(e: Expr) -> Expr:
    """Factored, unless it is long in many symbols: SymPy lifts factors from random points, now and then without end."""
    return e if len(e.free_symbols) > _MANY and e.count_ops() > _LONG else factor(e)


def in_parts(e: Expr, p: Symbol) -> Expr:
    """The shortest of: the expression, one fraction, and its partial fractions in each of its kernels in p."""
    kernels = Kernels.of(e, p)
    rational = kernels.read(e)
    whole = factored(cancel(together(rational)))
    forms = [rational, whole]
    below = fraction(whole)[1]
    forms += [
        Add(*map(factored, Add.make_args(apart(whole, g))))
        for g in kernels.table.values()
        if below.has(g) and whole.is_rational_function(g)
    ]
    return min(forms, key=lambda f: f.count_ops()).xreplace({g: k for k, g in kernels.table.items()})
