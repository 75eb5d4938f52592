"""Functions that are left when large terms have cancelled, each with derivatives of the same kind.

Log1pOver(k, u)          k-th derivative of log(1 + u)/u
RisingGap(k, t, d, w)    k-th derivative in t of log Gamma(1/t + d) - log Gamma(1/t) - d log(1 + 1/(t w))
LogFlat(a, b)            log of the integral of exp(-a s - b s^2) over 0 < s < 1
FlatMoment(k, a, b)      the mean of s^k with these weights
LogDecay(k, v)           k-th derivative of log((1 - exp(-v))/v)
PairRoot(m, q)           the s > 0 with s (s - m) = q
PairDeviance(m, a, b)    the least Deviance(s, a) + Deviance(t, b) with s - t = m
BesselIRest(k, m, z)     k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), r^2 = m^2 + z^2
"""

from __future__ import annotations

from sympy import Abs, Dummy, Expr, Max, S, log, polygamma, sqrt

from thetahat.codegen.nodes import Deviance, Real, no_derivative


class Log1pOver(Real):
    """The k-th derivative of log(1 + u)/u for u > -1."""

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """The next order."""
        k, u = self.args
        return no_derivative(self) if argindex == 1 else Log1pOver(k + 1, u)


class RisingGap(Real):
    """The k-th derivative in t of log Gamma(1/t + d) - log Gamma(1/t) - d log(1 + 1/(t w))."""

    nargs = (4,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """The next order; in w that of d/(w (1 + t w)), in d that of psi(1/t + d) - log(1 + 1/(t w))."""
        k, t, d, w = self.args
        if argindex == 1:
            return no_derivative(self)
        if argindex == 2:
            return RisingGap(k + 1, t, d, w)
        at = Dummy("t", positive=True)
        slope = d / (w * (1 + at * w)) if argindex == 4 else polygamma(0, 1 / at + d) - log(1 + 1 / (at * w))
        return slope.diff(at, k).subs(at, t) if k != 0 else slope.subs(at, t)


class LogFlat(Real):
    """log of the integral of exp(-a s - b s^2) over 0 < s < 1."""

    nargs = (2,)

    def fdiff(self, argindex: int = 1) -> Expr:
        """Less the mean of s, of s^2."""
        return -FlatMoment(argindex, *self.args)


class FlatMoment(Real):
    """The mean of s^k over 0 < s < 1 with weights exp(-a s - b s^2)."""

    nargs = (3,)
    is_positive = True

    def fdiff(self, argindex: int = 2) -> Expr:
        """Less the covariance of s^k with s, with s^2."""
        k, a, b = self.args
        if argindex == 1:
            return no_derivative(self)
        j = argindex - 1
        return FlatMoment(k, a, b) * FlatMoment(j, a, b) - FlatMoment(k + j, a, b)


class LogDecay(Real):
    """The k-th derivative of log((1 - exp(-v))/v)."""

    nargs = (2,)

    def fdiff(self, argindex: int = 2) -> Expr:
        """The next order."""
        k, v = self.args
        return no_derivative(self) if argindex == 1 else LogDecay(k + 1, v)


class PairRoot(Real):
    """The s > 0 with s (s - m) = q, for q > 0."""

    nargs = (2,)
    is_positive = True

    def opened(self) -> Expr:
        """max(m, 0) + 2 q/(|m| + sqrt(m^2 + 4 q)), where nothing cancels."""
        m, q = self.args
        return Max(m, S.Zero) + 2 * q / (Abs(m) + sqrt(m**2 + 4 * q))

    def fdiff(self, argindex: int = 1) -> Expr:
        """s/(2 s - m), 1/(2 s - m), where 2 s - m is the sum of the roots of m and -m."""
        m, q = self.args
        total = self + PairRoot(-m, q)
        return (self if argindex == 1 else S.One) / total


class PairDeviance(Real):
    """The least Deviance(s, a) + Deviance(t, b) with s - t = m, which is where s t = a b."""

    nargs = (3,)
    is_nonnegative = True

    def opened(self) -> Expr:
        """The two deviances."""
        m, a, b = self.args
        return Deviance(PairRoot(m, a * b), a) + Deviance(PairRoot(-m, a * b), b)

    def fdiff(self, argindex: int = 1) -> Expr:
        """log(s/a), 1 - s/a, 1 - t/b: at a least value s and t stand still.  Both are multiples of m - a + b."""
        m, a, b = self.args
        s, t = PairRoot(m, a * b), PairRoot(-m, a * b)
        excess = m - a + b
        return (log(s / a), -excess / (a + t), excess / (b + s))[argindex - 1]


class BesselIRest(Real):
    """The k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), with r = sqrt(m^2 + z^2)."""

    nargs = (3,)

    def fdiff(self, argindex: int = 3) -> Expr:
        """The next order over z."""
        k, m, z = self.args
        return BesselIRest(k + 1, m, z) / z if argindex == 3 else no_derivative(self)
