"""Sums, smallest and largest of one block of rows, in the cheapest form that keeps the digits.

sum of log x      = log of products of sixteen (or eight) values each, where no product leaves the range of floats
sum of a b, a^2   = a dot product, which makes no temporary
"""

from __future__ import annotations

from typing import Any

import numpy as np

_FLOAT = np.dtype(np.float64)
_MANY = 4096
"""Below this many rows the logarithms themselves cost less."""


def sum_log(x: Any, least: Any = None) -> Any:
    """The sum of log x; ``least`` is the smallest x, if that is known."""
    count = len(x)
    if count < _MANY:
        return np.add.reduce(np.log(x))
    low = np.minimum.reduce(x) if least is None else least
    if not low > 1e-37:
        return np.add.reduce(np.log(x))
    factors = 16 if low > 1e-18 else 8
    rows = count // factors
    products = np.multiply.reduce(x[: factors * rows].reshape(factors, rows), axis=0)
    logarithms = np.add.reduce(np.log(products))
    if not logarithms < np.inf:
        # A product was too great.
        return np.add.reduce(np.log(x))
    return logarithms + np.add.reduce(np.log(x[factors * rows :]))


def sum_log1p(y: Any) -> Any:
    """The sum of log(1 + y)."""
    if len(y) >= _MANY:
        total = sum_log(1.0 + y)
        # 1 + y is rounded: that matters only where the logarithms are small.
        if abs(total) > 0.02 * len(y):
            return total
    return np.add.reduce(np.log1p(y))


def dot(a: Any, b: Any) -> Any:
    """The sum of a b; one of them may be a number."""
    try:
        if a.dtype is _FLOAT is b.dtype and a.ndim == 1 == b.ndim:
            return a.dot(b)
    except AttributeError:
        # A plain number has no type of elements.
        pass
    product = np.asarray(a * b)
    return np.add.reduce(product, dtype=None if product.dtype.kind in "fc" else np.float64)


def square(a: Any) -> Any:
    """The sum of a^2."""
    return a.dot(a)


REDUCTIONS: dict[str, Any] = {
    "_add": np.add.reduce,
    "_least": np.minimum.reduce,
    "_greatest": np.maximum.reduce,
    "_sum_log": sum_log,
    "_sum_log1p": sum_log1p,
    "_dot": dot,
    "_square": square,
}
