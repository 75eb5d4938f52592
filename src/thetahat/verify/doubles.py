"""The operations of a `Tape` in double precision: NumPy and SciPy functions, elementwise.

Statistics (names that begin with ``@``) reduce the last axis and keep it, so that many samples of equal size can be
evaluated at once: parameters of shape (k, 1), data of shape (k, n).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import special

Array = Any

_CONSTANTS = {
    "pi": np.pi,
    "E": np.e,
    "EulerGamma": np.euler_gamma,
    "Catalan": 0.915965594177219015,
    "GoldenRatio": (1 + 5**0.5) / 2,
    "oo": np.inf,
    "-oo": -np.inf,
    "nan": np.nan,
}


@dataclass(frozen=True)
class Sample:
    """What statistics need besides their summand: the number of observations and their weights, if any."""

    size: int
    weights: Array | None = None

    @property
    def total(self) -> Any:
        """n, or the sum of the weights."""
        return float(self.size) if self.weights is None else self.weights.sum(axis=-1, keepdims=True)


def number(value: Fraction) -> np.float64:
    """The nearest double, infinite beyond the range."""
    try:
        return np.float64(value.numerator / value.denominator)
    except OverflowError:
        return np.float64(np.inf if value > 0 else -np.inf)


def add(*terms: Array) -> Array:
    """Sum of the terms, from left to right."""
    result = terms[0]
    for t in terms[1:]:
        result = result + t
    return result


def multiply(*factors: Array) -> Array:
    """Product of the factors, from left to right."""
    result = factors[0]
    for f in factors[1:]:
        result = result * f
    return result


def power(base: Array, exponent: Array) -> Array:
    """base**exponent over the reals; squares and inverses without pow()."""
    if np.ndim(exponent) == 0:
        if exponent == 2:
            return base * base
        if exponent == -1:
            return 1.0 / base
        if exponent == -2:
            return 1.0 / (base * base)
    return np.power(base, exponent)


def times_log(exponent: Array, log: Array) -> Array:
    """exponent*log, 0 where the exponent is 0: the logarithm of x**0 at x = 0."""
    return np.where(np.equal(exponent, 0), 0.0, exponent * log)


def power_sign(sign: Array, exponent: Array) -> Array:
    """The sign of base**exponent: that of the base for odd exponents, nan for a negative base and a fraction."""
    whole = np.equal(exponent, np.floor(exponent))
    negative = np.where(whole, np.where(np.mod(exponent, 2) == 0, 1.0, -1.0), np.nan)
    return np.where(np.less(sign, 0), negative, np.where(np.greater(exponent, 0), sign, 1.0))


def sum_log(direct: Array, *pairs: Array) -> Array:
    """log|sum of sign*exp(log)|; the direct sum is used where it neither overflowed nor vanished."""
    signs, logs = pairs[0::2], pairs[1::2]
    top = np.maximum.reduce(np.broadcast_arrays(*logs))
    top = np.where(np.isfinite(top), top, 0.0)
    total = add(*(s * np.exp(v - top) for s, v in zip(signs, logs, strict=True)))
    good = np.isfinite(direct) & (np.abs(direct) > 1e-290)
    return np.where(good, np.log(np.abs(direct)), top + np.log(np.abs(total)))


def sum_sign(direct: Array, *pairs: Array) -> Array:
    """The sign of the same sum."""
    signs, logs = pairs[0::2], pairs[1::2]
    top = np.maximum.reduce(np.broadcast_arrays(*logs))
    top = np.where(np.isfinite(top), top, 0.0)
    total = add(*(s * np.exp(v - top) for s, v in zip(signs, logs, strict=True)))
    good = np.isfinite(direct) & (np.abs(direct) > 1e-290)
    return np.where(good, np.sign(direct), np.sign(total))


def log_abs(x: Array) -> Array:
    """log|x|."""
    return np.log(np.abs(x))


def log_abs_one_plus(x: Array) -> Array:
    """log|1 + x|, by log1p where 1 + x > 0."""
    return np.where(np.greater(x, -1), np.log1p(np.maximum(x, -1)), np.log(np.abs(1 + x)))


def log_where(sign: Array, log: Array) -> Array:
    """Log where the sign is not negative, else nan."""
    return np.where(np.greater_equal(sign, 0), log, np.nan)


def log_beta(a: Array, b: Array) -> Array:
    """Log B(a, b)."""
    return special.betaln(a, b)


def log_binomial(n: Array, k: Array) -> Array:
    """log|C(n, k)|; C(n, k) = (-1)^k C(k - n - 1, k) for negative n."""
    top = np.where(np.less(n, 0), k - n - 1, n)
    small, other = np.minimum(k, top - k), np.maximum(k, top - k)
    with np.errstate(all="ignore"):
        value = -special.betaln(small + 1, other + 1) - np.log1p(top)
    whole = np.equal(top, np.floor(top)) & np.equal(k, np.floor(k))
    direct = special.gammaln(top + 1) - special.gammaln(k + 1) - special.gammaln(top - k + 1)
    value = np.where(np.greater(small, -1), value, direct)
    return np.where(np.less(k, 0) & np.equal(k, np.floor(k)) | whole & np.greater(k, top), -np.inf, value)


def binomial_sign(n: Array, k: Array) -> Array:
    """The sign of C(n, k) at whole k."""
    negative = np.where(np.mod(k, 2) == 0, 1.0, -1.0)
    above = special.gammasgn(np.where(np.less(n, k), n - k + 1, 1.0))
    positive = np.where(np.equal(above, 0) | np.isnan(above), 1.0, above)
    return np.where(np.less(n, 0), negative, positive)


def binomial(n: Array, k: Array) -> Array:
    """C(n, k)."""
    return binomial_sign(n, k) * np.exp(log_binomial(n, k))


def log_erfc(x: Array) -> Array:
    """Log erfc(x) without underflow: log erfcx(x) - x^2 for positive x."""
    return np.where(
        np.greater(x, 0), np.log(special.erfcx(np.maximum(x, 0))) - x * x, np.log(special.erfc(np.minimum(x, 0)))
    )


def log_cosh(x: Array) -> Array:
    """Log cosh(x) without overflow."""
    return np.logaddexp(x, -x) - np.log(2.0)


def log_besseli(order: Array, x: Array) -> Array:
    """Log I_order(x), from the exponentially scaled function."""
    return np.log(special.ive(order, x)) + np.abs(x)


def log_besselk(order: Array, x: Array) -> Array:
    """Log K_order(x), from the exponentially scaled function."""
    return np.log(special.kve(order, x)) - x


def lambert_w(x: Array, branch: Array = 0) -> Array:
    """W_branch(x) where it is real, else nan."""
    value = special.lambertw(x, np.asarray(branch, dtype=int))
    return np.where(np.abs(value.imag) <= 1e-12 * (1 + np.abs(value.real)), value.real, np.nan)


def zeta(s: Array, a: Array = 1.0) -> Array:
    """The Hurwitz zeta function; for s < 1 and a = 1, Riemann's."""
    return np.where(
        np.greater(s, 1),
        special.zeta(np.maximum(s, 1), a),
        special.zeta(np.minimum(s, 1)) if np.all(np.equal(a, 1)) else np.nan,
    )


def polygamma(order: Array, x: Array) -> Array:
    """psi^(order)(x)."""
    if np.ndim(order) == 0 and order == 0:
        return special.digamma(x)
    return special.polygamma(np.asarray(order, dtype=int), x)


def inverse_digamma(y: Array) -> Array:
    """The positive a with digamma(a) = y, by Newton's method."""
    y = np.asarray(y, dtype=float)
    a = np.where(y > -2.22, np.exp(np.minimum(y, 700)) + 0.5, -1.0 / (y + np.euler_gamma))
    for _ in range(8):
        step = (special.digamma(a) - y) / special.polygamma(1, a)
        a = np.where(np.isfinite(step), np.maximum(a - step, a / 8), a)
    return a


def inverse_bessel_ratio(r: Array) -> Array:
    """The positive k with I_1(k)/I_0(k) = r, by Newton's method; nan outside 0 < r < 1."""
    r = np.asarray(r, dtype=float)
    k = r * (2 - r * r) / (1 - r * r)
    for _ in range(12):
        ratio = special.i1e(k) / special.i0e(k)
        step = (ratio - r) / (1 - ratio / k - ratio * ratio)
        k = np.where(np.isfinite(step), np.maximum(k - step, k / 8), k)
    return np.where((r > 0) & (r < 1), k, np.nan)


def select(*arguments: Array) -> Array:
    """value, condition, value, condition, …: the value of the first condition that holds, nan if none does."""
    values, conditions = arguments[0::2], arguments[1::2]
    result: Array = np.nan
    for v, c in zip(reversed(values), reversed(conditions), strict=True):
        result = np.where(np.asarray(c, dtype=bool), v, result)
    return result


def total(sample: Sample, summand: Array) -> Array:
    """Sum over the observations, with weights if there are any."""
    if np.ndim(summand) == 0 or np.shape(summand)[-1] == 1 != sample.size:
        return sample.total * summand
    if sample.weights is not None:
        summand = summand * sample.weights
    return summand.sum(axis=-1, keepdims=True)


def product(sample: Sample, factor: Array) -> Array:
    """Product over the observations, with weights as exponents."""
    return np.exp(total(sample, np.log(factor)))


def _spread(sample: Sample, values: Array, filler: float) -> Array:
    if np.ndim(values) == 0 or np.shape(values)[-1] == 1:
        return values
    return values if sample.weights is None else np.where(np.greater(sample.weights, 0), values, filler)


def minimum(sample: Sample, values: Array) -> Array:
    """The smallest value that has weight."""
    values = _spread(sample, values, np.inf)
    return np.min(values, axis=-1, keepdims=True) if np.ndim(values) else values


def maximum(sample: Sample, values: Array) -> Array:
    """The largest value that has weight."""
    values = _spread(sample, values, -np.inf)
    return np.max(values, axis=-1, keepdims=True) if np.ndim(values) else values


def quantile(sample: Sample, values: Array, level: Array) -> Array:
    """x_(ceil(n p)); at p = 1/2 the midpoint of the minimising interval."""
    if np.ndim(values) == 0 or np.shape(values)[-1] == 1:
        return values
    weights = (
        np.ones_like(values, dtype=float)
        if sample.weights is None
        else np.broadcast_to(sample.weights, values.shape).astype(float)
    )
    order = np.argsort(values, axis=-1, kind="stable")
    ranked, mass = np.take_along_axis(values, order, -1), np.take_along_axis(weights, order, -1)
    reached = np.cumsum(mass, axis=-1)
    target = reached[..., -1:] * np.asarray(level, dtype=float)
    slack = 1e-12 * reached[..., -1:]
    lower = np.take_along_axis(ranked, np.argmax(reached >= target - slack, axis=-1, keepdims=True), -1)
    upper = np.take_along_axis(ranked, np.argmax(reached > target + slack, axis=-1, keepdims=True), -1)
    return np.where(np.equal(level, 0.5), (lower + upper) / 2, lower)


def series(inner: Callable[..., Any]) -> Callable[..., Any]:
    """Sum of inner(k, *names) over whole k from lower to upper, stopped when three terms no longer matter."""

    def one_way(begin: float, way: float, sample: Sample, lower: Array, upper: Array, *names: Array) -> Array:
        depth = max((np.ndim(v) for v in (lower, upper, *names)), default=0)
        result: Array = np.zeros(())
        taken, size = 0, 32
        while taken < 20000:
            k = begin + way * np.arange(taken, taken + size, dtype=float).reshape((-1,) + (1,) * depth)
            terms = np.where((k >= np.asarray(lower)) & (k <= np.asarray(upper)), inner(sample, k, *names), 0.0)
            result = result + terms.sum(axis=0)
            taken, size = taken + size, min(2 * size, 2048)
            if np.all((k[-1] > np.asarray(upper)) | (k[-1] < np.asarray(lower))):
                return result
            if np.all(~(np.abs(terms[-3:]) > 1e-17 * np.abs(result))):
                return result
        return np.full_like(result, np.nan)

    def run(sample: Sample, lower: Array, upper: Array, *names: Array) -> Array:
        first, last = float(np.min(lower)), float(np.max(upper))
        if np.isfinite(first):
            return one_way(first, 1.0, sample, lower, upper, *names)
        if np.isfinite(last):
            return one_way(last, -1.0, sample, lower, upper, *names)
        both = ((0.0, 1.0), (-1.0, -1.0))
        return add(*(one_way(begin, way, sample, lower, upper, *names) for begin, way in both))

    return run


def _bool(x: Array) -> Array:
    return np.asarray(x, dtype=bool)


TABLE: dict[str, Callable[..., Any]] = {
    "number": number,
    "constant": lambda name: np.float64(_CONSTANTS[name]),
    "literal": lambda value: value,
    "add": add,
    "mul": multiply,
    "sub": np.subtract,
    "div": np.divide,
    "neg": np.negative,
    "power": power,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "expm1": np.expm1,
    "log_abs": log_abs,
    "log_abs_one_plus": log_abs_one_plus,
    "log_abs_expm1": lambda x: np.where(x > 700, x, np.log(np.abs(np.expm1(np.minimum(x, 700))))),
    "log_where": log_where,
    "times_log": times_log,
    "power_sign": power_sign,
    "sum_log": sum_log,
    "sum_sign": sum_sign,
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceiling": np.ceil,
    "mod": np.mod,
    "min": lambda *a: np.minimum.reduce(np.broadcast_arrays(*a)),
    "max": lambda *a: np.maximum.reduce(np.broadcast_arrays(*a)),
    "gamma": special.gamma,
    "gamma_sign": special.gammasgn,
    "loggamma": special.gammaln,
    "factorial": lambda x: special.gamma(x + 1),
    "factorial_sign": lambda x: special.gammasgn(x + 1),
    "log_factorial": lambda x: special.gammaln(x + 1),
    "beta": special.beta,
    "log_beta": log_beta,
    "binomial": binomial,
    "binomial_sign": binomial_sign,
    "log_binomial": log_binomial,
    "rising_factorial": special.poch,
    "digamma": special.digamma,
    "polygamma": polygamma,
    "zeta": zeta,
    "erf": special.erf,
    "erfc": special.erfc,
    "log_erfc": log_erfc,
    "erf_inverse": special.erfinv,
    "erfc_inverse": special.erfcinv,
    "besseli": special.iv,
    "besselk": special.kv,
    "besselj": special.jv,
    "bessely": special.yv,
    "log_besseli": log_besseli,
    "log_besselk": log_besselk,
    "lower_gamma": lambda a, x: special.gammainc(a, x) * special.gamma(a),
    "upper_gamma": lambda a, x: special.gammaincc(a, x) * special.gamma(a),
    "exponential_integral": lambda order, x: special.expn(np.asarray(order, dtype=int), x),
    "ei": special.expi,
    "polylog": lambda s, z: special.spence(1 - z) if np.all(np.equal(s, 2)) else np.full_like(s * z, np.nan),
    "lambert_w": lambert_w,
    "inverse_digamma": inverse_digamma,
    "inverse_bessel_ratio": inverse_bessel_ratio,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "atan2": np.arctan2,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "log_cosh": log_cosh,
    "select": select,
    "true": lambda: np.True_,
    "false": lambda: np.False_,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
    "and": lambda *a: np.logical_and.reduce(np.broadcast_arrays(*map(_bool, a))),
    "or": lambda *a: np.logical_or.reduce(np.broadcast_arrays(*map(_bool, a))),
    "not": lambda a: np.logical_not(_bool(a)),
    "@total": total,
    "@product": product,
    "@minimum": minimum,
    "@maximum": maximum,
    "@quantile": quantile,
}
"""Operation name to function.  ``@series`` and ``@slope`` are bound to an inner tape by `evaluate`."""
