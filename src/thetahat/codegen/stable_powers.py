"""Powers, products and quotients in stable forms."""

from __future__ import annotations

from sympy import (
    Add,
    Expr,
    Mul,
    Pow,
    besseli,
    erf,
    erfc,
    exp,
    expand,
)
from sympy.codegen.cfunctions import expm1

from thetahat.codegen.nodes import (
    BesselIRatio,
    Expit,
    InverseExpm1,
    Mills,
    RealPower,
)
from thetahat.codegen.stable_logarithms import power_as_exponential
from thetahat.codegen.stable_sums import growth
from thetahat.core.statistics import Observation


def power_rule(node: Expr) -> Expr | None:
    """(1 + exp y)^-k, (exp v - 1)^-k, (1 - exp(-v))^-k, (1 + x^c)^-k."""
    base, power = node.args
    if isinstance(base, Add) and power.is_number and power.is_negative:
        number, rest = base.as_coeff_Add()
        exponent = power_as_exponential(rest) if number == 1 else None
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


def inverse_expm1(node: Expr) -> Expr | None:
    """1/(exp(u) - 1)."""
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


def product_rule(node: Expr) -> Expr | None:
    """exp(y) Expit(-y) = Expit(y); whole powers; Bessel and erfc quotients."""
    whole = _whole_power(node)
    if whole is not None:
        return whole
    factors = list(node.args)
    for f in factors:
        y = power_as_exponential(f)
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
    return _bessel_quotient(factors) or _erfc_quotient(factors) or growth(node)


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
