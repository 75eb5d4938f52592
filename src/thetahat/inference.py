"""What a maximum tells about its own error: covariance, standard errors, Wald intervals.

    covariance = J^{-1},    J = -d^2 l / d theta d theta'  at the estimate (the observed information)

A Wald interval is made where the parameter is free of bounds and carried back:

    phi = g(theta),   phi +- z * se(theta) * |g'(theta)|,   theta = g^{-1}(phi)

with g the identity on the line, log(theta - lower) or -log(upper - theta) on a half-line, and the logit between two
bounds, so that an interval never leaves the domain.  Nothing here knows a model: numbers and callables come in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from statistics import NormalDist
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from thetahat.errors import RequestError

Array = NDArray[np.float64]


class ConstrainedMaximum(Protocol):
    """The maximum over some of the parameters."""

    @property
    def theta(self) -> Array:
        """The parameters that were not held, in their order."""
        ...

    @property
    def converged(self) -> bool:
        """Whether it was reached."""
        ...


class LogLikelihood(Protocol):
    """The log-likelihood of the free parameters, given the data.

    ``theta`` is a 1-d array or list in the declared order of the free parameters.  Outside the domain or the support
    ``value`` is -inf.  The Hessian is exact.
    """

    def value(self, theta: Any) -> float:
        """l(theta), every constant included."""
        ...

    def gradient(self, theta: Any) -> Array:
        """The score, shape (k,)."""
        ...

    def hessian(self, theta: Any) -> Array:
        """The second derivatives of l, shape (k, k)."""
        ...

    def profile(self, fixed: Mapping[int, float], start: Any) -> ConstrainedMaximum:
        """The maximum over all parameters but those in ``fixed`` (index to value), uphill of ``start``."""
        ...


class Interval(tuple[float, float]):
    """A pair (lower, upper) with a level; ``note`` says what is special about it, if anything is."""

    level: float
    method: str
    note: str

    def __new__(cls, lower: float, upper: float, level: float = 0.95, method: str = "wald", note: str = "") -> Interval:
        """The two ends, and what is known about them."""
        self = super().__new__(cls, (float(lower), float(upper)))
        self.level, self.method, self.note = level, method, note
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self[0], self[1], self.level, self.method, self.note)

    @property
    def lower(self) -> float:
        """The lower end."""
        return self[0]

    @property
    def upper(self) -> float:
        """The upper end."""
        return self[1]

    def __repr__(self) -> str:
        note = f", note={self.note!r}" if self.note else ""
        return f"Interval({self[0]:.10g}, {self[1]:.10g}, level={self.level}, method={self.method!r}{note})"


@dataclass(frozen=True)
class Coordinate:
    """A monotone map between a parameter in (lower, upper) and the whole line; both directions increase."""

    lower: float = -math.inf
    upper: float = math.inf

    def free(self, theta: float) -> float:
        """phi = g(theta)."""
        below, above = theta - self.lower, self.upper - theta
        if math.isinf(below) and math.isinf(above):
            return theta
        if below <= 0 or above <= 0:
            return -math.inf if below <= 0 else math.inf
        if math.isinf(above):
            return math.log(below)
        if math.isinf(below):
            return -math.log(above)
        return math.log(below) - math.log(above)

    def bound(self, phi: float) -> float:
        """theta = g^{-1}(phi)."""
        if math.isinf(self.lower) and math.isinf(self.upper):
            return phi
        if math.isinf(self.upper):
            return self.lower + _exp(phi)
        if math.isinf(self.lower):
            return self.upper - _exp(-phi)
        width = self.upper - self.lower
        return self.lower + width / (1 + _exp(-phi)) if phi < 0 else self.upper - width / (1 + _exp(phi))

    @property
    def ends(self) -> tuple[float, float]:
        """(lower, upper)."""
        return self.lower, self.upper

    def slopes(self, theta: float) -> tuple[float, float]:
        """(d theta/d phi, d^2 theta/d phi^2), as functions of theta."""
        below, above = theta - self.lower, self.upper - theta
        if math.isinf(below) and math.isinf(above):
            return 1.0, 0.0
        if math.isinf(above):
            return below, below
        if math.isinf(below):
            return above, -above
        width = self.upper - self.lower
        first = below * (above / width)
        return first, first * ((above - below) / width)


def _exp(value: float) -> float:
    return math.inf if value >= 709.0 else math.exp(value)


def normal_quantile(level: float) -> float:
    """z with P(|Z| <= z) = level; RequestError unless 0 < level < 1."""
    if not 0 < level < 1:
        raise RequestError(f"a level lies between 0 and 1 (0.95, say), not {level!r}")
    return NormalDist().inv_cdf((1 + level) / 2)


def covariance(
    information: Array, names: tuple[str, ...], irregular: Mapping[str, str]
) -> tuple[Array, dict[str, str]]:
    """J^{-1} over the regular parameters, NaN elsewhere, and for each parameter without an error the reason.

    ``information`` is J, shape (k, k), in the order of ``names``.  Parameters in ``irregular`` (name to reason) are
    held at their estimates.  J is scaled to a unit diagonal first, so that units do not matter; when it is not
    positive definite no parameter gets an error.
    """
    reasons = dict(irregular)
    result = np.full((len(names), len(names)), np.nan)
    regular = [i for i, name in enumerate(names) if name not in reasons]
    if len(regular) == len(names):
        whole = _inverse(np.asarray(information, dtype=float))
        if whole is not None:
            return whole, reasons
    if not regular:
        return result, reasons
    inverse = _inverse(np.asarray(information, dtype=float)[np.ix_(regular, regular)])
    if inverse is None:
        reasons |= {names[i]: "the observed information is not positive definite" for i in regular}
    else:
        result[np.ix_(regular, regular)] = inverse
    return result, reasons


def _inverse(matrix: Array) -> Array | None:
    """The inverse of a positive definite matrix; None if it is not one to within rounding."""
    if len(matrix) <= 4:
        return _small_inverse(matrix.tolist())
    diagonal = np.diag(matrix)
    if not (np.all(np.isfinite(matrix)) and np.all(diagonal > 0)):
        return None
    scale = 1 / np.sqrt(diagonal)
    values, vectors = np.linalg.eigh(matrix * scale * scale[:, None])
    if values[0] <= 1e-13 * values[-1]:
        return None
    inverse: Array = (vectors / values) @ vectors.T * scale * scale[:, None]
    return (inverse + inverse.T) / 2


def _small_inverse(m: list[list[float]]) -> Array | None:
    """The same for a few parameters, in plain floats: L L' = the matrix in units in which its diagonal is 1."""
    k = range(len(m))
    if not all(0.0 < m[i][i] < math.inf for i in k):
        return None
    unit = [math.sqrt(m[i][i]) for i in k]
    # L^-1 by rows, from L's rows as they come.
    lower: list[list[float]] = []
    inverse: list[list[float]] = []
    for i in k:
        row: list[float] = []
        for j in range(i):
            row.append((m[i][j] / unit[i] / unit[j] - sum(map(mul, row, lower[j]))) / lower[j][j])
        pivot = 1.0 - sum(map(mul, row, row)) if i != 1 else (1.0 - row[0]) * (1.0 + row[0])
        if not pivot > 1e-13 * len(m):
            return None
        root = math.sqrt(pivot)
        lower.append([*row, root])
        inverse.append([-sum(row[h] * inverse[h][j] for h in range(j, i)) / root for j in range(i)] + [1.0 / root])
    out = np.empty((len(m), len(m)))
    for i in k:
        for j in range(i + 1):
            out[i, j] = out[j, i] = sum(inverse[h][i] * inverse[h][j] for h in range(i, len(m))) / unit[i] / unit[j]
    return out


def errors(triangle: Sequence[float], k: int) -> tuple[float, ...] | None:
    """The standard errors of k <= 3 parameters from the lower triangle of the Hessian; None where they need more care.

    se_j^2 = R^jj / J_jj,  R the matrix of J_ij / sqrt(J_ii J_jj), R^jj on the diagonal of its inverse
    """
    if k > 3:
        return None
    a, d, f = -triangle[0], -triangle[2] if k > 1 else 1.0, -triangle[5] if k > 2 else 1.0
    if not (0.0 < a < math.inf and 0.0 < d < math.inf and 0.0 < f < math.inf):
        return None
    if k == 1:
        return (math.sqrt(1.0 / a),)
    r = -triangle[1] / math.sqrt(a) / math.sqrt(d)
    if not 1.0 - abs(r) > 1e-13 * (1.0 + abs(r)):
        return None
    rest = (1.0 - r) * (1.0 + r)
    if k == 2:
        return math.sqrt(1.0 / rest / a), math.sqrt(1.0 / rest / d)
    s, t = -triangle[3] / math.sqrt(a) / math.sqrt(f), -triangle[4] / math.sqrt(d) / math.sqrt(f)
    last = (1.0 - s) * (1.0 + s) - (t - r * s) * (t - r * s) / rest
    if not (last > _PLAIN and rest > _PLAIN):
        return None
    whole, first, second = rest * last, (1.0 - t) * (1.0 + t), (1.0 - s) * (1.0 + s)
    return math.sqrt(first / whole / a), math.sqrt(second / whole / d), math.sqrt(1.0 / last / f)


_PLAIN = 1e-2
"""Pivots of a matrix with unit diagonal above which nothing is lost in plain floats."""


def sandwich(inverse: Array, products: Array) -> Array:
    """J^{-1} S J^{-1} over the parameters that J^{-1} is known for; NaN elsewhere."""
    result = np.full_like(inverse, np.nan)
    kept = np.flatnonzero(np.isfinite(np.diag(inverse)))
    part = np.ix_(kept, kept)
    result[part] = inverse[part] @ products[part] @ inverse[part]
    return result


def wald(estimate: float, error: float, coordinate: Coordinate, level: float) -> tuple[float, float]:
    """The Wald interval on the unbounded scale, carried back; (nan, nan) without a standard error."""
    if not (math.isfinite(error) and math.isfinite(estimate)):
        return math.nan, math.nan
    slope = coordinate.slopes(estimate)[0]
    if not slope > 0:
        return math.nan, math.nan
    half = normal_quantile(level) * error / slope
    phi = coordinate.free(estimate)
    return coordinate.bound(phi - half), coordinate.bound(phi + half)
