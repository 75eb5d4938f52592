"""Random summands with a NumPy twin of each, made together so that neither is computed from the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy
from hypothesis import strategies as st
from sympy import Expr, Rational, Symbol

from thetahat.core.statistics import Observation

x = Observation("x", positive=True)
y = Observation("y", real=True)
a = Symbol("a", real=True)
b = Symbol("b", positive=True)


@dataclass(frozen=True)
class Point:
    """A sample and values of the parameters."""

    x: np.ndarray
    y: np.ndarray
    a: float
    b: float

    @property
    def data(self):
        return {x: self.x, y: self.y}

    @property
    def parameters(self):
        return {a: self.a, b: self.b}


@dataclass(frozen=True)
class Twin:
    """A function of one observation twice: as an expression, and as NumPy code."""

    expression: Expr
    numpy: Callable[[Point], np.ndarray]

    def __repr__(self) -> str:
        return str(self.expression)


LEAVES = [
    Twin(x, lambda p: p.x),
    Twin(y, lambda p: p.y),
    Twin(a, lambda p: np.full_like(p.x, p.a)),
    Twin(b, lambda p: np.full_like(p.x, p.b)),
]
FUNCTIONS = [
    (sympy.exp, np.exp),
    (lambda e: sympy.log(1 + e**2), lambda v: np.log1p(v**2)),
    (lambda e: e**2, lambda v: v**2),
    (lambda e: 1 / (1 + e**2), lambda v: 1 / (1 + v**2)),
    (lambda e: sympy.sqrt(2 + e**2), lambda v: np.sqrt(2 + v**2)),
    (sympy.cos, np.cos),
    (sympy.atan, np.arctan),
]


def _number(fraction) -> Twin:
    return Twin(Rational(*fraction), lambda p: np.full_like(p.x, fraction[0] / fraction[1]))


def _sum(parts) -> Twin:
    return Twin(sympy.Add(*(t.expression for t in parts)), lambda p: sum(t.numpy(p) for t in parts))


def _product(parts) -> Twin:
    return Twin(
        sympy.Mul(*(t.expression for t in parts)),
        lambda p: np.prod([t.numpy(p) for t in parts], axis=0),
    )


def _applied(pair) -> Twin:
    (symbolic, numeric), inner = pair
    return Twin(symbolic(inner.expression), lambda p: numeric(inner.numpy(p)))


leaves = st.sampled_from(LEAVES) | st.tuples(st.integers(-3, 3).filter(bool), st.integers(1, 3)).map(_number)
summands = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(_sum)
        | st.lists(inner, min_size=2, max_size=3).map(_product)
        | st.tuples(st.sampled_from(FUNCTIONS), inner).map(_applied)
    ),
    max_leaves=5,
)


def _point(drawn) -> Point:
    seed, n, left, right = drawn
    random = np.random.default_rng(seed)
    return Point(random.uniform(0.2, 1.5, n), random.uniform(-1.2, 1.2, n), left / 4, right / 4)


points = st.tuples(st.integers(0, 10**6), st.integers(1, 6), st.integers(-4, 4), st.integers(1, 5)).map(_point)
