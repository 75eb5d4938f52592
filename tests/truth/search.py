"""Roots and maxima by plain numeric search: slow, simple, and nothing to do with the package."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """The zero of a function that changes its sign between low and high."""
    return float(optimize.brentq(function, low, high, xtol=1e-14, rtol=1e-15, maxiter=500))


def inverse_digamma(y: float) -> float:
    """The positive a with digamma(a) = y."""
    low, high = 1.0, 1.0
    while special.psi(low) > y:
        low /= 2
    while special.psi(high) < y:
        high *= 2
    return root(lambda a: float(special.psi(a)) - y, low / 2, high * 2)


def least_integer(function: Callable[[int], float], low: int, high: int) -> int:
    """The integer in low..high at which the function is smallest, by trying them all."""
    return min(range(low, high + 1), key=function)


def best_point(function: Callable[[Sequence[float]], float], starts: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """The lowest point that simplex searches reach from several starts, each restarted until it stays where it is."""
    lowest, value = None, np.inf
    for start in starts:
        point = np.array(start, float)
        before = np.inf
        for _ in range(8):
            found = optimize.minimize(
                function,
                point,
                method="Nelder-Mead",
                options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 4000, "maxfev": 4000, "adaptive": point.size > 2},
            )
            point = found.x
            if not found.fun < before - 1e-12 * (1 + abs(found.fun)):
                break
            before = found.fun
        if found.fun < value:
            lowest, value = point, found.fun
    if lowest is None:
        raise ValueError("no start has a finite likelihood")
    return np.asarray(lowest, float)
