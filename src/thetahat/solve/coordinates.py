"""Unconstrained coordinates u for parameters theta with domains.

    theta real          theta = u
    theta > a           theta = a + exp(u)
    theta < b           theta = b - exp(u)
    a < theta < b       theta = a + (b - a)/(1 + exp(-u))

The ends a and b may depend on other parameters (b > a, p2 < 1 - p1): then the map is triangular, and its first and
second derivatives are carried along exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def number_of(text: str) -> float | None:
    """The number that a source is, or None: an end that needs other values."""
    try:
        return float(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class End:
    """An end of a domain as a function of all parameters: value, gradient, Hessian (None: it is constant)."""

    value: Callable[[Array], float]
    gradient: Callable[[Array], Array] | None = None
    hessian: Callable[[Array], Array] | None = None
    closed: bool = False

    @property
    def fixed(self) -> bool:
        """Whether the end is a number."""
        return self.gradient is None


@dataclass(frozen=True)
class Domain:
    """The interval of one parameter.  A periodic one is left unconstrained and wrapped back."""

    lower: End
    upper: End
    periodic: bool = False
    integer: bool = False


class Coordinates:
    """The map between u and theta for some parameters (``free``), the others being held at given values."""

    def __init__(self, domains: Sequence[Domain], order: Sequence[int] | None = None) -> None:
        self.domains = tuple(domains)
        self.count = len(self.domains)
        self.order = tuple(range(self.count)) if order is None else tuple(order)
        self.simple = all(d.lower.fixed and d.upper.fixed for d in self.domains)

    def ends(self, theta: Array, i: int) -> tuple[float, float]:
        """The interval of parameter i, given the others; infinite for a periodic one."""
        d = self.domains[i]
        if d.periodic:
            return -math.inf, math.inf
        return d.lower.value(theta), d.upper.value(theta)

    def contains(self, theta: Array) -> bool:
        """Whether theta lies in the domain, closed ends included."""
        for i, d in enumerate(self.domains):
            a, b, t = d.lower.value(theta), d.upper.value(theta), theta[i]
            if d.periodic:
                continue
            if not (a < t or (d.lower.closed and t == a)) or not (t < b or (d.upper.closed and t == b)):
                return False
        return True

    def all_inside(self, points: Array) -> NDArray[np.bool_]:
        """For each row of points whether it lies in the domain, closed ends included."""
        if not self.simple:
            return np.array([self.contains(p) for p in points], dtype=bool)
        nowhere = np.full(self.count, np.nan)
        inside = np.ones(len(points), dtype=bool)
        for i, d in enumerate(self.domains):
            if not d.periodic:
                a, b, t = d.lower.value(nowhere), d.upper.value(nowhere), points[:, i]
                inside &= (t >= a) if d.lower.closed else (t > a)
                inside &= (t <= b) if d.upper.closed else (t < b)
        return inside

    def all_inward(self, points: Array) -> Array:
        """u at each row of points, where no end depends on other parameters."""
        nowhere = np.full(self.count, np.nan)
        u = np.array(points, dtype=float)
        for i in range(self.count):
            a, b = self.ends(nowhere, i)
            if math.isinf(a) and math.isinf(b):
                continue
            below = 0.0 if math.isinf(a) else np.log(np.maximum(points[:, i] - a, _nearest(a)))
            above = 0.0 if math.isinf(b) else np.log(np.maximum(b - points[:, i], _nearest(b)))
            u[:, i] = below - above if math.isfinite(a) else above
        return u

    def outward(self, u: Array) -> Array:
        """Theta at u."""
        theta = np.full(self.count, np.nan)
        for i in self.order:
            a, b = self.ends(theta, i)
            theta[i] = _value(u[i], a, b)
        return theta

    def inward(self, theta: Array) -> Array:
        """u at theta; a point outside or on an end is moved a little inside."""
        theta = np.array(theta, dtype=float)
        u = np.empty(self.count)
        for i in self.order:
            a, b = self.ends(theta, i)
            u[i] = _inverse(theta[i], a, b)
            theta[i] = _value(u[i], a, b)
        return u

    def pull(self, u: Array, gradient: Array, hessian: Array) -> tuple[Array, Array]:
        """Gradient and Hessian in u from those in theta at the same point."""
        if self.simple:
            first, second = np.empty(self.count), np.empty(self.count)
            for i, d in enumerate(self.domains):
                a, b = (-math.inf, math.inf) if d.periodic else (d.lower.value(u), d.upper.value(u))
                first[i], second[i] = _slopes(u[i], a, b)
            pulled = hessian * np.outer(first, first)
            pulled[np.diag_indices(self.count)] += gradient * second
            return gradient * first, pulled
        jacobian, curvature = self._jets(u)
        return jacobian.T @ gradient, jacobian.T @ hessian @ jacobian + np.tensordot(gradient, curvature, axes=1)

    def _jets(self, u: Array) -> tuple[Array, Array]:
        """d theta_i/d u_j and d2 theta_i/d u_j d u_l for the triangular map."""
        k = self.count
        theta = np.full(k, np.nan)
        jacobian, curvature = np.zeros((k, k)), np.zeros((k, k, k))
        for i in self.order:
            d = self.domains[i]
            a, b = self.ends(theta, i)
            theta[i] = _value(u[i], a, b)
            first, second = _slopes(u[i], a, b)
            jacobian[i, i] += first
            curvature[i, i, i] += second
            if math.isinf(a) and math.isinf(b):
                continue
            # theta_i = a (1 - s) + b s, with s = 0 where only a is finite (plus exp u) and 1 where only b is.
            s, s1 = (0.0, 0.0) if math.isinf(b) else (1.0, 0.0)
            if math.isfinite(a) and math.isfinite(b):
                s = _expit(u[i])
                s1 = s * (1.0 - s)
            for end, share, slope in ((d.lower, 1.0 - s, -s1), (d.upper, s, s1)):
                if end.fixed:
                    continue
                assert end.gradient is not None
                filled = np.where(np.isnan(theta), 0.0, theta)
                g = end.gradient(filled)
                end_first = g @ jacobian
                end_second = np.tensordot(g, curvature, axes=1)
                if end.hessian is not None:
                    end_second = end_second + jacobian.T @ end.hessian(filled) @ jacobian
                row = share * end_first
                row[i] -= share * g[i] * jacobian[i, i]
                jacobian[i] += row
                curvature[i] += share * end_second
                curvature[i, i, :] += slope * end_first
                curvature[i, :, i] += slope * end_first
        return jacobian, curvature

    def wrapped(self, theta: Array) -> Array:
        """Theta with periodic parameters brought back into their interval."""
        theta = np.array(theta, dtype=float)
        for i, d in enumerate(self.domains):
            if d.periodic:
                a, b = d.lower.value(theta), d.upper.value(theta)
                width = b - a
                t = a + (theta[i] - a) % width
                theta[i] = b if t == a and not d.lower.closed else t
        return theta


def _expit(u: float) -> float:
    return 1.0 / (1.0 + math.exp(-u)) if u > -700.0 else 0.0


def _exp(u: float) -> float:
    return math.exp(u) if u < 709.0 else math.inf


def _value(u: float, a: float, b: float) -> float:
    if math.isinf(a):
        return float(u) if math.isinf(b) else b - _exp(u)
    if math.isinf(b):
        return a + _exp(u)
    # From the nearer end, so that the distance to it keeps its digits.
    return a + (b - a) * _expit(u) if u < 0 else b - (b - a) * _expit(-u)


def _slopes(u: float, a: float, b: float) -> tuple[float, float]:
    if math.isinf(a) and math.isinf(b):
        return 1.0, 0.0
    if math.isinf(b):
        return _exp(u), _exp(u)
    if math.isinf(a):
        return -_exp(u), -_exp(u)
    s = _expit(u)
    return (b - a) * s * (1 - s), (b - a) * s * (1 - s) * (1 - 2 * s)


def _inverse(t: float, a: float, b: float) -> float:
    if math.isinf(a) and math.isinf(b):
        return t
    if math.isinf(b):
        return math.log(max(t - a, _nearest(a)))
    if math.isinf(a):
        return math.log(max(b - t, _nearest(b)))
    below, above = max(t - a, _nearest(a)), max(b - t, _nearest(b))
    return math.log(below) - math.log(above)


def _nearest(end: float) -> float:
    """The smallest distance from an end that still makes a difference."""
    return max(1e-300, 4e-16 * abs(end))
