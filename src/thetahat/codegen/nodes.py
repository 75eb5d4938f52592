"""Functions that are computed without overflow or cancellation, each with derivatives of the same kind.

    LogAddExp(a, b)          log(exp a + exp b)
    Tanh(y)                  tanh y
    Expit(y)                 1/(1 + exp(-y))
    LogMix(w, a, b)          log(w exp a + (1 - w) exp b)      MixRatio(w, d)  1/(w + (1 - w) exp d)
    Log1mExp(u)              log(1 - exp u), u < 0
    InverseExpm1(v)          1/(exp v - 1)
    LogErfc(w)               log erfc w
    LogErfGap(a, b)          log(erf b - erf a), a < b
    Mills(w)                 exp(-w^2)/erfc(w)
    LogBesselI(m, z)         log I_m(z)                  BesselIRatio(m, z)  I_{m+1}(z)/I_m(z)
    LogBesselK(m, z)         log K_m(z)                  BesselKRatio(m, z)  K_{m+1}(z)/K_m(z)
    LogBesselKOrder(r, m, z) r-th derivative in m of log K_m(z)
    LogBeta(a, b)            log B(a, b)
    LogRising(a, d)          log Gamma(a + d) - log Gamma(a)
    PolygammaRising(m, a, d) psi_m(a + d) - psi_m(a)
    ZetaDerivative(m, s, a)  m-th derivative in s of sum over k >= 0 of (a + k)^(-s)
    LogRatio(d)              log(1 + d) - d
    LogGrowth(u, w)          u log(1 + w/u)
    LogExcess(d)             log(1 + d) - d/(1 + d)
    Stirling(y)              log Gamma(y + 1) - y log y + y
    Deviance(y, m)           y log(y/m) + m - y
    RealPower(b, c)          b^c, b >= 0, the base kept whole: x^c and scale^c overflow where (x/scale)^c does not
    XLogY(x, y)              x log y, and 0 where x = 0
    XLog1pY(x, y)            x log(1 + y), and 0 where x = 0

Differentiation stays inside this list: that is why a rewritten log-density has a gradient and a Hessian that are as
safe as itself.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, Function, Piecewise, S, cosh, exp, factor_terms, log, pi, polygamma, sqrt, tanh


class Real(Function):
    """A real function of real arguments."""

    is_real = True


class LogAddExp(Real):
    """log(exp a + exp b)."""

    nargs = (2,)

    @classmethod
    def eval(cls, a: Expr, b: Expr) -> Expr | None:
        """One of two opposite arguments is written as -1 times the other."""
        if factor_terms(a + b) != 0:
            return None
        first = b if a.could_extract_minus_sign() and not b.could_extract_minus_sign() else a
        return cls(first, -first) if (a, b) != (first, -first) else None

    def fdiff(self, argindex: int = 1) -> Expr:
        """The share of that argument."""
        a, b = self.args
        return Expit(a - b) if argindex == 1 else Expit(b - a)

    def _eval_derivative(self, s: Any) -> Expr:
        """a' tanh a for b = -a, where the shares of both would be summed for themselves."""
        a, b = self.args
        if b == -a:
            return a.diff(s) * Tanh(a)
        return super()._eval_derivative(s)


class Tanh(Real):
    """tanh y, whose derivative keeps its digits for large y."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """1/cosh(y)^2."""
        return cosh(self.args[0]) ** -2


class Expit(Real):
    """1/(1 + exp(-y))."""

    nargs = (1,)
    is_positive = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """Expit(y) Expit(-y)."""
        y = self.args[0]
        return Expit(y) * Expit(-y)


class LogMix(Real):
    """log(w exp a + (1 - w) exp b) for 0 < w < 1; by way of log w its curvature in a small w would be lost."""

    nargs = (3,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """The gap of the two densities, then each one's share, relative to the mixture's."""
        w, a, b = self.args
        first, second = MixRatio(w, b - a), MixRatio(1 - w, a - b)
        return (first - second, w * first, (1 - w) * second)[argindex - 1]


class MixRatio(Real):
    """1/(w + (1 - w) exp d)."""

    nargs = (2,)
    is_positive = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """With q = exp(d) times itself: q - 1 times and -(1 - w) q times itself."""
        w, d = self.args
        other = MixRatio(1 - w, -d)
        return self * (other - self) if argindex == 1 else -(1 - w) * self * other


class Log1mExp(Real):
    """log(1 - exp u) for u < 0."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """-1/(exp(-u) - 1)."""
        return -InverseExpm1(-self.args[0])


class InverseExpm1(Real):
    """1/(exp v - 1)."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """-g (1 + g)."""
        return -self * (1 + self)


class LogErfc(Real):
    """log erfc w."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """-2/sqrt(pi) Mills(w)."""
        return -2 / sqrt(pi) * Mills(self.args[0])


class LogErfGap(Real):
    """log(erf b - erf a) for a < b."""

    nargs = (2,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """-2/sqrt(pi) exp(-a^2)/(erf b - erf a), and the same with b, without the sign."""
        end = self.args[argindex - 1]
        return (-1) ** argindex * 2 / sqrt(pi) * exp(-(end**2) - self)


class Mills(Real):
    """exp(-w^2)/erfc(w)."""

    nargs = (1,)
    is_positive = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """M (2 M/sqrt(pi) - 2 w)."""
        return self * (2 * self / sqrt(pi) - 2 * self.args[0])


class LogBesselI(Real):
    """log I_m(z) for z > 0."""

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """m/z + I_{m+1}(z)/I_m(z)."""
        m, z = self.args
        if argindex == 1:
            return no_derivative(self)
        return m / z + BesselIRatio(m, z)


class BesselIRatio(Real):
    """I_{m+1}(z)/I_m(z)."""

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """1 - R^2 - (2 m + 1) R/z, which tends to (m + 1/2)/z^2.

        Beyond z = 300 by Hankel's expansion, where the difference has lost its digits.  Source: NIST DLMF 10.40.1.
        """
        m, z = self.args
        if argindex == 1:
            return no_derivative(self)
        plain = 1 - self**2 - (2 * m + 1) * self / z
        return Piecewise((_far_slope(m, z), z > 300), (plain, True)) if m.is_number else plain


def _far_logs(m: Expr) -> list[Expr]:
    """log(I_m(z) exp(-z) sqrt(2 pi z)) in powers of 1/z, from the first on.  Source: NIST DLMF 10.40.1."""
    c = [S.One]
    for k in range(1, 5):
        c.append(-c[-1] * (4 * m**2 - (2 * k - 1) ** 2) / (8 * k))
    # The logarithm of the sum of c_k/z^k, term by term.
    return [
        c[1],
        c[2] - c[1] ** 2 / 2,
        c[3] - c[1] * c[2] + c[1] ** 3 / 3,
        c[4] - c[1] * c[3] - c[2] ** 2 / 2 + c[1] ** 2 * c[2] - c[1] ** 4 / 4,
    ]


def _far_slope(m: Expr, z: Expr) -> Expr:
    """The first terms of the slope of I_{m+1}(z)/I_m(z) in 1/z."""
    return sum((k * (k + 1) * e / z**k for k, e in enumerate(_far_logs(m), 1)), start=m + S.Half) / z**2


def scaled_log_bessel_i(m: Expr, z: Expr) -> Expr:
    """log I_m(z) - z for a number m: beyond z = 1000, where the difference loses digits, by Hankel's expansion."""
    far = sum((e / z**k for k, e in enumerate(_far_logs(m), 1)), start=-log(2 * pi * z) / 2)
    return Piecewise((far, z > 1000), (LogBesselI(m, z) - z, True))


class LogBesselK(Real):
    """log K_m(z) for z > 0."""

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """m/z - K_{m+1}(z)/K_m(z)."""
        m, z = self.args
        return LogBesselKOrder(1, m, z) if argindex == 1 else m / z - BesselKRatio(m, z)


class BesselKRatio(Real):
    """K_{m+1}(z)/K_m(z)."""

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """Q^2 - (2 m + 1) Q/z - 1."""
        m, z = self.args
        if argindex == 1:
            return self * (LogBesselKOrder(1, m + 1, z) - LogBesselKOrder(1, m, z))
        return self**2 - (2 * m + 1) * self / z - 1


class LogBesselKOrder(Real):
    """The r-th derivative of log K_m(z) in m."""

    nargs = (3,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """One order more; in z the derivatives in m of m/z - K_{m+1}(z)/K_m(z)."""
        r, m, z = self.args
        if argindex == 2:
            return LogBesselKOrder(r + 1, m, z)
        ratio, gap = BesselKRatio(m, z), LogBesselKOrder(1, m + 1, z) - LogBesselKOrder(1, m, z)
        if argindex == 3 and r == 1:
            return 1 / z - ratio * gap
        if argindex == 3 and r == 2:
            return -ratio * (LogBesselKOrder(2, m + 1, z) - LogBesselKOrder(2, m, z) + gap**2)
        return no_derivative(self)


class LogBeta(Real):
    """log B(a, b)."""

    nargs = (2,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """psi(a) - psi(a + b)."""
        a, b = self.args
        return -PolygammaRising(0, a, b) if argindex == 1 else -PolygammaRising(0, b, a)


class LogRising(Real):
    """log Gamma(a + d) - log Gamma(a)."""

    nargs = (2,)

    @classmethod
    def eval(cls, a: Any, d: Any) -> Expr | None:
        """Nothing is added to a."""
        return S.Zero if d == 0 else None

    def fdiff(self, argindex: int = 1) -> Expr:
        """psi(a + d) - psi(a), or psi(a + d)."""
        a, d = self.args
        return PolygammaRising(0, a, d) if argindex == 1 else polygamma(0, a + d)


class PolygammaRising(Real):
    """psi_m(a + d) - psi_m(a)."""

    nargs = (3,)

    @classmethod
    def eval(cls, m: Any, a: Any, d: Any) -> Expr | None:
        """Nothing is added to a."""
        return S.Zero if d == 0 else None

    def fdiff(self, argindex: int = 2) -> Expr:
        """The next order."""
        m, a, d = self.args
        if argindex == 1:
            return no_derivative(self)
        return PolygammaRising(m + 1, a, d) if argindex == 2 else polygamma(m + 1, a + d)


class ZetaDerivative(Real):
    """The m-th derivative in s of the Hurwitz zeta function, sum over k >= 0 of (a + k)^(-s)."""

    nargs = (3,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """The next order in s; in a, a step of the exponent."""
        m, s, a = self.args
        if argindex == 2:
            return ZetaDerivative(m + 1, s, a)
        if argindex == 3 and m == 0:
            return -s * ZetaDerivative(0, s + 1, a)
        return no_derivative(self)


class LogRatio(Real):
    """log(1 + d) - d."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """-d/(1 + d)."""
        d = self.args[0]
        return -d / (1 + d)


class LogGrowth(Real):
    """u log(1 + w/u), which tends to w for large u."""

    nargs = (2,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """LogExcess(w/u), u/(u + w)."""
        u, w = self.args
        return LogExcess(w / u) if argindex == 1 else u / (u + w)


class LogExcess(Real):
    """log(1 + d) - d/(1 + d)."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """d/(1 + d)^2."""
        d = self.args[0]
        return d / (1 + d) ** 2


class Stirling(Real):
    """log Gamma(y + 1) - y log y + y for y >= 0."""

    nargs = (1,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """psi(y + 1) - log y."""
        y = self.args[0]
        return polygamma(0, y + 1) - log(y)


class Deviance(Real):
    """y log(y/m) + m - y, which is 0 where y = m."""

    nargs = (2,)
    is_nonnegative = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """log(y/m), (m - y)/m."""
        y, m = self.args
        return log(y / m) if argindex == 1 else (m - y) / m


class RealPower(Real):
    """b^c for b >= 0; SymPy would split the power of a product into a product of powers."""

    nargs = (2,)
    is_nonnegative = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """c b^c/b, b^c log b."""
        b, c = self.args
        return c * self / b if argindex == 1 else self * log(b)


class XLogY(Real):
    """x log y, and 0 where x = 0."""

    nargs = (2,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """log y, x/y."""
        x, y = self.args
        return log(y) if argindex == 1 else x / y


class XLog1pY(Real):
    """x log(1 + y), and 0 where x = 0."""

    nargs = (2,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """log(1 + y), x/(1 + y)."""
        x, y = self.args
        return log(1 + y) if argindex == 1 else x / (1 + y)


def no_derivative(node: Function) -> Expr:
    """An order has no derivative that could be printed; the printer names the function."""
    from sympy import Derivative, Symbol

    return Derivative(node, Symbol("order"), evaluate=False)


MEANING = {
    LogAddExp: lambda a, b: log(exp(a) + exp(b)),
    Tanh: tanh,
    Expit: lambda y: 1 / (1 + exp(-y)),
    Log1mExp: lambda u: log(1 - exp(u)),
    InverseExpm1: lambda v: 1 / (exp(v) - 1),
}
"""Plain forms of the nodes that are only another way to write elementary functions."""
