"""The operations of a `Tape` with as many digits as mpmath is set to, on NumPy arrays of mpf.

Exponents are unbounded here, so that 1e-800 is a number like another.  Where a function has a pole or leaves the
reals the value is nan, as in the double-precision table.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any

import mpmath
import numpy as np
from mpmath.libmp import NoConvergence

from thetahat.verify import doubles

Array = Any
_NAN = mpmath.mpf("nan")
_LARGEST = 4000
_EXPONENT = 1024
_TERMS = 4000
"""So many terms of a sum are added before it is accelerated."""


def _real(value: Any) -> Any:
    if isinstance(value, mpmath.mpc):
        return value.real if value.imag == 0 else _NAN
    return value if isinstance(value, mpmath.mpf) else mpmath.mpf(value)


def elementwise(function: Callable[..., Any], count: int = 1, any_size: bool = False) -> Callable[..., Any]:
    """Apply ``function`` to arrays of mpf; nan where it has a pole, no real value, or does not converge.

    Arguments beyond 2**4000, whose sine or gamma function would take for ever, give nan too unless ``any_size``.
    """

    def one(*arguments: Any) -> Any:
        if not any_size and any(_magnitude(a) > _LARGEST for a in arguments):
            return _NAN
        try:
            return _real(function(*arguments))
        except (ZeroDivisionError, ValueError, NoConvergence, OverflowError):
            return _NAN

    return np.frompyfunc(one, count, 1)


def _magnitude(x: Any) -> int:
    """The power of two just above |x|; 0 for what is no finite mpf."""
    if not isinstance(x, mpmath.mpf):
        return 0
    _, _, exponent, bits = x._mpf_
    return exponent + bits if bits > 0 else 0


def _exp(x: Any) -> Any:
    if _magnitude(x) <= _EXPONENT:
        return mpmath.exp(x)
    return mpmath.inf if x > 0 else mpmath.mpf(0)


def number(value: Fraction) -> Any:
    """The rational number, rounded to the working precision."""
    return mpmath.mpf(value.numerator) / value.denominator


_CONSTANTS = {
    "pi": lambda: +mpmath.pi,
    "E": lambda: +mpmath.e,
    "EulerGamma": lambda: +mpmath.euler,
    "Catalan": lambda: +mpmath.catalan,
    "GoldenRatio": lambda: +mpmath.phi,
    "oo": lambda: mpmath.inf,
    "-oo": lambda: -mpmath.inf,
    "nan": lambda: _NAN,
}


def _divide(a: Any, b: Any) -> Any:
    if b == 0:
        return _NAN if a == 0 or mpmath.isnan(a) else mpmath.inf * mpmath.sign(a)
    return a / b


def _power(base: Any, exponent: Any) -> Any:
    if base == 0 and exponent < 0:
        return mpmath.inf
    if base > 0 and (exponent != mpmath.floor(exponent) or abs(exponent) > 10**6):
        return _exp(exponent * mpmath.log(base))
    return mpmath.power(base, exponent) if abs(exponent) <= 10**6 else _NAN


def _log_abs(x: Any) -> Any:
    return mpmath.log(abs(x)) if x != 0 else -mpmath.inf


def _log_gamma(x: Any) -> Any:
    if x > 0:
        return mpmath.loggamma(x)
    return mpmath.inf if x == mpmath.floor(x) else mpmath.log(abs(mpmath.gamma(x)))


def _log_binomial(n: Any, k: Any) -> Any:
    if n < 0:
        n = k - n - 1
    if k == mpmath.floor(k) and (k < 0 or (n == mpmath.floor(n) and k > n)):
        return -mpmath.inf
    return _log_gamma(n + 1) - _log_gamma(k + 1) - _log_gamma(n - k + 1)


def _log_erfc(x: Any) -> Any:
    if x < 20:
        return mpmath.log(mpmath.erfc(x))
    # the tail as an incomplete gamma function: erfc's own series loses its exponent for huge arguments
    if x < 1e8:
        return mpmath.log(mpmath.gammainc(mpmath.mpf(1) / 2, x * x, mpmath.inf, regularized=True))
    return -x * x - mpmath.log(x * mpmath.sqrt(mpmath.pi)) - 1 / (2 * x * x)


def _log_besselk(order: Any, x: Any) -> Any:
    return mpmath.log(mpmath.besselk(order, x))


def _inverse_digamma(y: Any) -> Any:
    start = mpmath.exp(y) + mpmath.mpf(1) / 2 if y > -2 else -1 / (y + mpmath.euler)
    for _ in range(60):
        step = (mpmath.digamma(start) - y) / mpmath.polygamma(1, start)
        start = max(start - step, start / 8)
        if abs(step) <= mpmath.eps * start * 4:
            break
    return start


def _inverse_bessel_ratio(r: Any) -> Any:
    if not 0 < r < 1:
        return _NAN
    k = r * (2 - r**2) / (1 - r**2)
    for _ in range(80):
        ratio = mpmath.besseli(1, k) / mpmath.besseli(0, k)
        step = (ratio - r) / (1 - ratio / k - ratio**2)
        k = max(k - step, k / 8)
        if abs(step) <= mpmath.eps * k * 16:
            break
    return k


def _times_log(exponent: Any, log: Any) -> Any:
    return mpmath.mpf(0) if exponent == 0 else exponent * log


def _power_sign(sign: Any, exponent: Any) -> Any:
    if sign >= 0:
        return sign if exponent > 0 else mpmath.mpf(1)
    if exponent != mpmath.floor(exponent):
        return _NAN
    return mpmath.mpf(1) if exponent % 2 == 0 else mpmath.mpf(-1)


def _gamma_sign(x: Any) -> Any:
    if x > 0:
        return mpmath.mpf(1)
    return mpmath.mpf(1 if mpmath.floor(x) % 2 == 0 else -1)


def _binomial_sign(n: Any, k: Any) -> Any:
    if n < 0:
        return mpmath.mpf(1 if k % 2 == 0 else -1)
    return mpmath.mpf(1) if n - k + 1 > 0 or n == mpmath.floor(n) else _gamma_sign(n - k + 1)


def _lambert_w(x: Any, branch: Any = 0) -> Any:
    return mpmath.lambertw(x, int(branch))


def quantile(sample: doubles.Sample, values: Array, level: Array) -> Array:
    """As in double precision: the order is found there, the values are taken here."""
    if np.ndim(values) == 0 or np.shape(values)[-1] == 1:
        return values
    weights = (
        np.full(values.shape, 1.0)
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
    return np.where(np.equal(np.asarray(level, dtype=float), 0.5), (lower + upper) / 2, lower)


def product(sample: doubles.Sample, factor: Array) -> Array:
    """Product over the observations, with weights as exponents."""
    return elementwise(mpmath.exp)(doubles.total(sample, elementwise(mpmath.log)(factor)))


def series(inner: Callable[..., Any]) -> Callable[..., Any]:
    """Sum of inner(k, *names) over whole k from lower to upper; where the terms fall slowly mpmath accelerates it."""

    def run(sample: doubles.Sample, lower: Array, upper: Array, *names: Array) -> Array:
        def one(low: Any, high: Any, *values: Any) -> Any:
            def term(k: Any) -> Any:
                return inner(sample, mpmath.mpf(k), *values)

            found = _geometric(term, low, high) if mpmath.isfinite(low) else None
            if mpmath.isinf(low) and mpmath.isinf(high):
                halves = _geometric(term, 0, high), _geometric(lambda k: term(-k), 1, high)
                found = None if None in halves else sum(halves)
            ends = [end if mpmath.isinf(end) else int(end) for end in (low, high)]
            return mpmath.nsum(term, ends) if found is None else found

        return elementwise(one, 2 + len(names))(lower, upper, *names)

    return run


def _geometric(term: Callable[[Any], Any], low: Any, high: Any) -> Any:
    """The sum, ended where a geometric series from the last term on is below the precision.

    None if the terms fall too slowly for that; nan if they still rise after thousands.
    """
    total, before, falls = mpmath.mpf(0), mpmath.inf, True
    for k in range(int(low), int(min(high, low + _TERMS)) + 1):
        value = term(k)
        total += value
        size = abs(value)
        falls = size < before
        if falls and size * before < mpmath.eps * abs(total) * (before - size):
            return total
        before = size
    if high <= low + _TERMS:
        return total
    return None if falls else _NAN


def _reduce(compare: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arrays: Array) -> Array:
        result = arrays[0]
        for a in arrays[1:]:
            result = np.where(compare(a, result), a, result)
        return result

    return run


# NumPy's functions and not operators: an mpf in front of an operator would print the whole array for an error message
# before it lets NumPy take over.
TABLE: dict[str, Callable[..., Any]] = {
    **doubles.TABLE,
    "number": number,
    "constant": lambda name: _CONSTANTS[name](),
    "add": lambda *terms: reduce(np.add, terms),
    "mul": lambda *factors: reduce(np.multiply, factors),
    "div": elementwise(_divide, 2, True),
    "power": elementwise(_power, 2, True),
    "sqrt": elementwise(mpmath.sqrt, 1, True),
    "exp": elementwise(_exp, 1, True),
    "expm1": elementwise(mpmath.expm1),
    "log_abs": elementwise(_log_abs, 1, True),
    "log_abs_one_plus": elementwise(lambda x: mpmath.log1p(x) if x > -1 else _log_abs(1 + x)),
    "log_abs_expm1": elementwise(lambda x: _log_abs(mpmath.expm1(x)) if abs(x) < 5000 else max(x, 0 * x)),
    "log_where": elementwise(lambda sign, log: log if sign >= 0 else _NAN, 2, True),
    "times_log": elementwise(_times_log, 2, True),
    "power_sign": elementwise(_power_sign, 2, True),
    "sign": elementwise(mpmath.sign, 1, True),
    "floor": elementwise(mpmath.floor),
    "ceiling": elementwise(mpmath.ceil),
    "mod": elementwise(lambda a, b: a - b * mpmath.floor(a / b), 2),
    "min": _reduce(np.less),
    "max": _reduce(np.greater),
    "gamma": elementwise(mpmath.gamma),
    "gamma_sign": elementwise(_gamma_sign),
    "loggamma": elementwise(_log_gamma),
    "factorial": elementwise(mpmath.factorial),
    "factorial_sign": elementwise(lambda x: _gamma_sign(x + 1)),
    "log_factorial": elementwise(lambda x: _log_gamma(x + 1)),
    "beta": elementwise(mpmath.beta, 2),
    "log_beta": elementwise(lambda a, b: _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b), 2),
    "binomial": elementwise(lambda n, k: _binomial_sign(n, k) * mpmath.exp(_log_binomial(n, k)), 2),
    "binomial_sign": elementwise(_binomial_sign, 2),
    "log_binomial": elementwise(_log_binomial, 2),
    "rising_factorial": elementwise(mpmath.rf, 2),
    "digamma": elementwise(mpmath.digamma),
    "polygamma": elementwise(lambda n, x: mpmath.polygamma(int(n), x), 2),
    "zeta": lambda s, a=1: elementwise(mpmath.zeta, 2)(s, a),
    "erf": elementwise(mpmath.erf),
    "erfc": elementwise(mpmath.erfc),
    "log_erfc": elementwise(_log_erfc),
    "erf_inverse": elementwise(mpmath.erfinv),
    "erfc_inverse": elementwise(lambda x: mpmath.erfinv(1 - x)),
    "besseli": elementwise(mpmath.besseli, 2),
    "besselk": elementwise(mpmath.besselk, 2),
    "besselj": elementwise(mpmath.besselj, 2),
    "bessely": elementwise(mpmath.bessely, 2),
    "log_besseli": elementwise(lambda n, x: mpmath.log(mpmath.besseli(n, x)), 2),
    "log_besselk": elementwise(_log_besselk, 2),
    "lower_gamma": elementwise(lambda a, x: mpmath.gammainc(a, 0, x), 2),
    "upper_gamma": elementwise(lambda a, x: mpmath.gammainc(a, x), 2),
    "exponential_integral": elementwise(mpmath.expint, 2),
    "ei": elementwise(mpmath.ei),
    "polylog": elementwise(mpmath.polylog, 2),
    "lambert_w": lambda x, branch=0: elementwise(_lambert_w, 2)(x, branch),
    "inverse_digamma": elementwise(_inverse_digamma),
    "inverse_bessel_ratio": elementwise(_inverse_bessel_ratio),
    "sin": elementwise(mpmath.sin),
    "cos": elementwise(mpmath.cos),
    "tan": elementwise(mpmath.tan),
    "asin": elementwise(mpmath.asin),
    "acos": elementwise(mpmath.acos),
    "atan": elementwise(mpmath.atan),
    "atan2": elementwise(mpmath.atan2, 2),
    "sinh": elementwise(mpmath.sinh),
    "cosh": elementwise(mpmath.cosh),
    "tanh": elementwise(mpmath.tanh),
    "asinh": elementwise(mpmath.asinh),
    "acosh": elementwise(mpmath.acosh),
    "atanh": elementwise(mpmath.atanh),
    "log_cosh": elementwise(lambda x: mpmath.log(mpmath.cosh(x))),
    "@product": product,
    "@quantile": quantile,
}


def array(values: Any) -> Array:
    """Numbers as an array of mpf (a scalar stays a scalar); doubles are taken at their exact value."""
    if isinstance(values, mpmath.mpf):
        return values
    raw = np.asarray(values)
    if raw.dtype != object:
        raw = raw.astype(float)
    return np.frompyfunc(mpmath.mpf, 1, 1)(raw)
