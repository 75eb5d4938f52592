"""One row of the table: what is declared, the data, and an estimate that was found by other means.

A row carries the declaration as a person would type it, the verdict that the design's table gives with the reason,
seeded data, a negative log-likelihood written with NumPy and SciPy alone, and the estimate: a published formula, or the
best of several searches.  Nothing here reads the density's text.
"""

from __future__ import annotations

import ast
import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truth.search import best_point

Array = NDArray[np.float64]

WEAKER = {
    "closed": {"special": 0.5},
    "special": {"closed": 0.5, "reduced": 0.5},
    "reduced": {"numeric": 0.5},
    "latent": {"numeric": 0.5},
    "boundary": {},
    "numeric": {},
    "unbounded": {},
}
"""Honest answers that say less than the expected one, and what they are worth."""

SLACK = 1e-9
"""How far rounding may carry an estimate over a closed border, relative."""


def within(smaller: Any, larger: Any) -> bool:
    """True when smaller <= larger everywhere, up to rounding."""
    smaller, larger = np.asarray(smaller, float), np.asarray(larger, float)
    return bool(np.all(smaller <= larger + SLACK * (1 + np.abs(larger))))


def only(inside: Any, value: Any) -> float:
    """`value` where `inside` holds for every observation, infinity otherwise."""
    return float(value) if np.all(inside) else math.inf


@dataclass(frozen=True)
class Row:
    """A declared density with its truth; `estimate` takes the data and returns the parameters in the declared order."""

    id: str
    density: str
    parameters: Mapping[str, str]
    support: str
    expect: Mapping[str, float] | None
    draw: Callable[[np.random.Generator], Any]
    minus_log_likelihood: Callable[..., float]
    estimate: Callable[[Any], Any] | None = None
    starts: Callable[[Any], Sequence[Sequence[float]]] | None = None
    why: str = ""
    exists: bool = True
    seed: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """Further arguments of the declaration: observation, given, kernel, known."""
    fixed: Mapping[str, float] = field(default_factory=dict)
    """Values of known constants, given when fitting."""

    def data(self) -> Any:
        """The sample, the same on every call: an array, or a mapping of arrays when the observation is a tuple."""
        seed = int(hashlib.sha256(self.id.encode()).hexdigest()[:8], 16) if self.seed is None else self.seed
        drawn = self.draw(np.random.default_rng(seed))
        return {k: np.asarray(v) for k, v in drawn.items()} if isinstance(drawn, dict) else np.asarray(drawn)

    def nll(self, data: Any, values: Sequence[float]) -> float:
        """The negative log-likelihood with every constant; infinite outside the domain or the support."""
        values = [float(v) for v in values]
        named = dict(zip(self.parameters, values, strict=True))
        if not all(math.isfinite(v) for v in values):
            return math.inf
        if not all(in_domain(name, text, named) for name, text in self.parameters.items()):
            return math.inf
        with np.errstate(all="ignore"):
            value = float(self.minus_log_likelihood(data, *values))
        return value if math.isfinite(value) else math.inf

    def truth(self, data: Any) -> list[float] | None:
        """The estimate, or None where these data have none."""
        if not self.exists:
            return None
        with np.errstate(all="ignore"):
            if self.estimate is not None:
                found = self.estimate(data)
            elif self.starts is not None:
                found = best_point(lambda t: self.nll(data, t), self.starts(data))
            else:
                raise ValueError(f"row {self.id!r} has neither a formula nor starting points")
        return [float(v) for v in np.atleast_1d(np.asarray(found, float))]


ROWS: dict[str, Row] = {}


def row(
    id: str,
    density: str,
    parameters: Mapping[str, str],
    support: str,
    expect: str | Mapping[str, float] | None,
    draw: Callable[[np.random.Generator], Any],
    nll: Callable[..., Any],
    estimate: Callable[[Any], Any] | None = None,
    **rest: Any,
) -> None:
    """Enter a row; `expect` is a verdict, or verdicts with what each is worth."""
    if id in ROWS:
        raise ValueError(f"row {id!r} is there already")
    worth = {expect: 1.0, **WEAKER[expect]} if isinstance(expect, str) else expect
    ROWS[id] = Row(id, density, parameters, support, worth, draw, nll, estimate, **rest)


# ------------------------------------------------------------------ domains as text

_WORDS = {
    "real": lambda v: True,
    "positive": lambda v: v > 0,
    "nonnegative": lambda v: v >= -SLACK,
}
_ARITHMETIC = {ast.Add: "__add__", ast.Sub: "__sub__", ast.Mult: "__mul__", ast.Div: "__truediv__"}


def _value(node: ast.expr, named: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return math.pi if node.id == "pi" else named[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, named)
    if isinstance(node, ast.BinOp):
        return float(getattr(_value(node.left, named), _ARITHMETIC[type(node.op)])(_value(node.right, named)))
    raise ValueError(f"a domain cannot hold {ast.dump(node)}")


def _chain(text: str, named: Mapping[str, float]) -> bool:
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Compare):
        raise ValueError(f"{text!r} is not a chain of comparisons")
    ends = [_value(e, named) for e in (node.left, *node.comparators)]
    for op, a, b in zip(node.ops, ends, ends[1:], strict=False):
        small, large = (b, a) if isinstance(op, ast.Gt | ast.GtE) else (a, b)
        if not (small < large if isinstance(op, ast.Lt | ast.Gt) else within(small, large)):
            return False
    return True


def in_domain(name: str, text: str, named: Mapping[str, float]) -> bool:
    """True when the parameter's value lies in the domain that the text describes."""
    if text in _WORDS:
        return bool(_WORDS[text](named[name]))
    if text.startswith("integer"):
        rest = text.removeprefix("integer").lstrip(", ")
        whole = abs(named[name] - round(named[name])) < 1e-6
        return whole and (not rest or _chain(rest if name in rest else f"{name} {rest}", named))
    return _chain(text, named)
