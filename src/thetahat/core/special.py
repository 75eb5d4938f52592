"""Inverses that have a name of their own: each knows its derivative and its value to any precision.

    InverseDigamma(y)       the a > 0 with psi(a) = y
    InverseBesselRatio(r)   the k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1   (von Mises' concentration)

SymPy's own LambertW completes the list.  An estimator that needs exactly one of them has the verdict `special`.
"""

from __future__ import annotations

from typing import Any

import mpmath
from mpmath.libmp import prec_to_dps
from sympy import Expr, Float, Function, LambertW, S, polygamma


class InverseDigamma(Function):
    """psi^{-1}: the positive solution a of digamma(a) = y, for any real y."""

    nargs = (1,)
    is_positive = True
    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """d psi^{-1}(y)/dy = 1/psi'(psi^{-1}(y))."""
        return 1 / polygamma(1, self)

    def _eval_evalf(self, prec: int) -> Any:
        y = self.args[0].evalf(prec_to_dps(prec))
        if not (y.is_Number and y.is_finite):
            return None
        with mpmath.workprec(prec + 20):
            value = mpmath.mpf(y._to_mpmath(prec + 20)) if y.is_Float else mpmath.mpf(int(y.p)) / int(y.q)
            # Newton in log a from a start that is right to a few per cent: digamma is concave and rising
            a = mpmath.exp(value) + mpmath.mpf(1) / 2 if value > -2 else -1 / (value + mpmath.euler)
            for _ in range(100):
                step = (mpmath.digamma(a) - value) / (a * mpmath.psi(1, a))
                a *= mpmath.exp(-step)
                if abs(step) < mpmath.mpf(2) ** -(prec + 8):
                    break
        return Float._new(a._mpf_, prec)


class InverseBesselRatio(Function):
    """A^{-1}: the positive solution k of I_1(k)/I_0(k) = r, for 0 < r < 1."""

    nargs = (1,)
    is_nonnegative = True

    @classmethod
    def eval(cls, r: Expr) -> Expr | None:
        """The ends: A^{-1}(0) = 0, A^{-1}(1) = oo."""
        return {S.Zero: S.Zero, S.One: S.Infinity}.get(r)

    def fdiff(self, argindex: int = 1) -> Expr:
        """dk/dr = 1/(1 - r/k - r^2), from A'(k) = 1 - A(k)/k - A(k)^2."""
        r = self.args[0]
        return 1 / (1 - r / self - r**2)

    def _eval_evalf(self, prec: int) -> Any:
        r = self.args[0]._eval_evalf(prec)
        if r is None or not r.is_Float or not 0 < r < 1:
            return None
        with mpmath.workprec(prec + 20):
            value = r._to_mpmath(prec + 20)
            start = value * (2 - value**2) / (1 - value**2)
            root = mpmath.findroot(lambda k: mpmath.besseli(1, k) / mpmath.besseli(0, k) - value, start)
        return Float._new(root._mpf_, prec)


SPECIAL_INVERSES = (InverseDigamma, InverseBesselRatio, LambertW)
