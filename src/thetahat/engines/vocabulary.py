"""The words of a plan's formulas: each name, and where its meaning for arrays and for floats comes from.

A plan's source text may use these names, its own identifiers, arithmetic, comparisons and numbers, nothing else.  The
modules are imported when a plan needs them: a plan without special functions loads no scipy.special.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from thetahat.engines import plain
from thetahat.engines.swift import SWIFT


def _words(text: str) -> list[str]:
    return text.split()


NUMPY = _words(
    "log exp sqrt abs sign sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh floor ceil "
    "log1p expm1 logaddexp where minimum maximum logical_and logical_or logical_not"
)
SCIPY = _words(
    "gammaln gamma digamma polygamma zeta beta erf erfc erfcx erfinv iv kv expit xlogy xlog1py "
    "gammainc gammaincc expi exp1"
)
OWN = _words(
    "trigamma log1m_exp inverse_expm1 log_ratio log_growth log_excess stirling deviance log_erfc log_erf_gap mills "
    "log_bessel_i bessel_i_ratio log_bessel_k bessel_k_ratio log_bessel_k_order betaln log_rising polygamma_rising "
    "zeta_derivative lambert_w inverse_digamma inverse_bessel_ratio"
)

RESTS = _words("log1p_over rising_gap log_flat flat_moment log_decay bessel_i_rest")
SERIES = _words("log_series series_mean series_sum")

HOME: dict[str, str] = {
    **dict.fromkeys(NUMPY, "numpy"),
    **dict.fromkeys(SCIPY, "scipy.special"),
    **dict.fromkeys(OWN, "thetahat.engines.special"),
    **dict.fromkeys(RESTS, "thetahat.engines.rests"),
    **dict.fromkeys(SERIES, "thetahat.engines.series"),
}
CONSTANTS = {"pi": math.pi, "inf": math.inf, "nan": math.nan, "True": True, "False": False}


def _where(condition: bool, yes: float, no: float) -> float:
    return yes if condition else no


def _sign(x: float) -> float:
    return (x > 0) - (x < 0) if x == x else x


def _xlogy(x: float, y: float) -> float:
    return 0.0 if x == 0 and y == y else x * math.log(y)


def _xlog1py(x: float, y: float) -> float:
    return 0.0 if x == 0 and y == y else x * math.log1p(y)


def _expit(y: float) -> float:
    return 1.0 / (1.0 + math.exp(-y)) if y > -36.0 else math.exp(y)


def _minimum(a: float, b: float) -> float:
    return a if a <= b or a != a else b


def _maximum(a: float, b: float) -> float:
    return a if a >= b or a != a else b


SCALAR: dict[str, Callable[..., Any]] = {
    **{n: getattr(math, n) for n in _words("log exp sqrt sin cos tan sinh cosh tanh floor ceil log1p expm1")},
    **{n: getattr(math, n) for n in _words("gamma erf erfc")},
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan": math.atan,
    "arctan2": math.atan2,
    "arcsinh": math.asinh,
    "arccosh": math.acosh,
    "arctanh": math.atanh,
    "abs": builtins.abs,
    "gammaln": math.lgamma,
    **{n: getattr(plain, n) for n in _words("digamma trigamma log_rising polygamma_rising betaln zeta")},
    **{n: getattr(plain, n) for n in _words("bessel_i_ratio log_bessel_i inverse_bessel_ratio")},
    "where": _where,
    "sign": _sign,
    "xlogy": _xlogy,
    "xlog1py": _xlog1py,
    "expit": _expit,
    "minimum": _minimum,
    "maximum": _maximum,
    "logical_and": lambda a, b: bool(a and b),
    "logical_or": lambda a, b: bool(a or b),
    "logical_not": lambda a: not a,
}
"""Meanings for plain floats, several times faster than a ufunc call.  They raise where a ufunc gives inf or nan."""


def array_words(names: Iterable[str]) -> dict[str, Any]:
    """Meanings for arrays of those names that are words."""
    out: dict[str, Any] = {}
    for n in names:
        if n in SWIFT:
            out[n] = SWIFT[n]
        elif n in HOME:
            out[n] = getattr(import_module(HOME[n]), n)
        elif n in CONSTANTS:
            out[n] = CONSTANTS[n]
    return out


def scalar_words(names: Iterable[str]) -> dict[str, Any]:
    """Meanings for floats of those names that are words."""
    names = tuple(names)
    if not set(names).isdisjoint(SERIES):
        # the terms of a sum are computed many at a time
        return array_words(names)
    return {**array_words(n for n in names if n not in SCALAR), **{n: SCALAR[n] for n in names if n in SCALAR}}
