"""Passes over arrays: blocks of rows that stay in cache, and sums whose rounding errors do not grow with n.

Total(h)        pairwise inside a block, exactly rounded (math.fsum) over the blocks
Minimum, Maximum
Quantile(h, p)  the value at rank ceil(n p); the midpoint of the interval of minimisers for p = 1/2
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from thetahat.core.plan import Pass
from thetahat.engines.compiled import expressions, reductions
from thetahat.engines.data import Array, Sample
from thetahat.engines.native import ready

BLOCK = 8192
"""Rows of one block: a dozen temporaries of this length fit in a second-level cache.

Dot products of this length stay in one thread, whatever the linear algebra library does with longer ones.
"""


WIDE = 65536
"""The same for a pass that makes no temporaries: sums and extremes of a column itself, and of its logarithms."""


def rows_at_once(p: Pass) -> int:
    """How many rows NumPy reads at a time."""
    plain = {*p.reads, *(f"log({x})" for x in p.reads)}
    return WIDE if not p.locals and not any(p.levels) and plain.issuperset(p.summands) else BLOCK


FEW = 4096
"""Rows of which the quick way makes whole columns; more are read in blocks, or by kernels."""


def reader(p: Pass, identifiers: tuple[str, ...]) -> Callable[[Sample, dict[str, float]], None]:
    """A function that reads a sample once and puts the pass's statistics among the scalars."""
    plain = reductions(p, False)
    native = ready(p)
    step = rows_at_once(p)
    weighted: list[Callable[..., tuple[Any, ...]]] = []
    index = tuple(identifiers.index(r) for r in p.reads)
    needs, names, kinds = p.needs, p.names, p.kinds
    levels = [expressions((level,)) if level else None for level in p.levels or ("",) * len(names)]

    def run(sample: Sample, scalars: dict[str, float]) -> None:
        if sample.remote is not None:
            sample.remote(p, sample, scalars)
            return
        sample.reads += 1
        values = [scalars[n] for n in needs]
        function = plain
        if sample.weights is not None:
            if not weighted:
                weighted.append(reductions(p, True))
            function = weighted[0]
        columns = [sample.columns[i] for i in index]
        with np.errstate(all="ignore"):
            compiled = native(sample.rows, sample.weights is not None)
            if compiled is not None:
                sample.compiled += 1
                partial: list[Any] = combined(compiled.parts(columns, sample.weights, values, BLOCK), kinds)
            elif sample.rows <= 2 * (BLOCK if sample.weights is not None else step):
                block = list(columns)
                if sample.weights is not None:
                    block.append(sample.weights)
                partial = list(_applied(function, block, values))
            else:
                rows = columns if sample.weights is None else [*columns, sample.weights]
                partial = _blocks(function, rows, values, kinds, step if sample.weights is None else BLOCK)
        for name, level, value in zip(names, levels, partial, strict=True):
            scalars[name] = float(value) if level is None else quantile(value, level(scalars)[0], sample.weights)

    return run


def combined(parts: Array, kinds: tuple[str, ...]) -> list[Any]:
    """The statistics of all rows from those of the blocks, shape (blocks, statistics)."""
    return [_COMBINE[kind](column) for kind, column in zip(kinds, parts.T.tolist(), strict=True)]


class _Used(threading.local):
    """What this thread's fit has used, and what it may use."""

    kernels = False
    """Whether a kernel has read anything since this was last set to False."""
    whole = 0
    """The number of rows of which those that are read are only a pilot's share."""


USED = _Used()


@contextmanager
def share_of(rows: int) -> Iterator[None]:
    """A pilot fit: it may use the kernels of so many rows."""
    before, USED.whole = USED.whole, max(USED.whole, rows)
    try:
        yield
    finally:
        USED.whole = before


class Together:
    """A pass over one column for the quick way: its statistics by a kernel, or block by block; None for few rows.

    ``least``: the number of rows from which on blocks are read where there is no kernel.
    """

    def __init__(self, p: Pass, least: int = FEW) -> None:
        self.least = least
        self.kinds = p.kinds
        self.native = ready(p)
        self.plain = reductions(p, False)
        self.block = rows_at_once(p)

    def __call__(self, x: Array, values: tuple[float, ...]) -> list[Any] | None:
        """The statistics at these scalars."""
        rows = len(x)
        whole = max(rows, USED.whole)
        if whole < FEW:
            return None
        found = self.native(rows, False, whole)
        if found is not None:
            USED.kernels = True
            parts = found.lists(x, values, BLOCK)
            if rows <= BLOCK:
                return [part[0] for part in parts]
            return [_COMBINE[kind](part) for kind, part in zip(self.kinds, parts, strict=True)]
        if rows < self.least:
            return None
        return _blocks(self.plain, [x], list(values), self.kinds, self.block)


def _applied(function: Any, block: list[Any], values: list[float]) -> Any:
    try:
        found = function(*block, *values)
    except (ZeroDivisionError, OverflowError):
        # plain floats refuse 1/0 where arrays give inf: at the end of a domain that is an answer
        found = function(*block, *(np.float64(v) for v in values))
    # A power of a negative float is complex, where that of an array has no value.
    return [math.nan if isinstance(v, complex) else v for v in found]


def _blocks(function: Any, columns: list[Any], values: list[float], kinds: tuple[str, ...], step: int) -> list[Any]:
    starts = range(0, len(columns[0]), step)
    try:
        if len(columns) == 1:
            (x,) = columns
            parts = [function(x[i : i + step], *values) for i in starts]
        else:
            parts = [function(*[c[i : i + step] for c in columns], *values) for i in starts]
    except (ZeroDivisionError, OverflowError):
        parts = [_applied(function, [c[i : i + step] for c in columns], values) for i in starts]
    columns_of_parts = zip(kinds, zip(*parts, strict=True), strict=True)
    # What is complex in one block is so in all: it comes of a scalar.
    return [math.nan if isinstance(part[0], complex) else _COMBINE[kind](part) for kind, part in columns_of_parts]


def _sum(parts: Sequence[Any]) -> float:
    try:
        return math.fsum(parts)
    except (OverflowError, ValueError):
        return float(np.sum(parts))


def _minimum(parts: Sequence[Any]) -> float:
    # min() drops a NaN that is not first.
    return min(parts) if all(p == p for p in parts) else math.nan


def _maximum(parts: Sequence[Any]) -> float:
    return max(parts) if all(p == p for p in parts) else math.nan


_COMBINE: dict[str, Callable[[Sequence[Any]], Any]] = {
    "total": _sum,
    "minimum": _minimum,
    "maximum": _maximum,
    "quantile": np.concatenate,
}


def quantile(values: Array, p: float, weights: Array | None = None) -> float:
    """The value at rank ceil(n p); where n p is an integer and p = 1/2 the midpoint of the two middle values."""
    n = len(values)
    if weights is None:
        rank = n * p
        near = round(rank)
        whole = abs(rank - near) <= 1e-12 * n
        k = min(max(int(near) if whole else math.ceil(rank), 1), n)
        middle = whole and p == 0.5
        part = np.partition(values, [k - 1, min(k, n - 1)] if middle else k - 1)
        return float(0.5 * (part[k - 1] + part[min(k, n - 1)])) if middle else float(part[k - 1])
    order = np.argsort(values, kind="stable")
    cumulative = np.cumsum(weights[order])
    target = cumulative[-1] * p
    k = min(int(np.searchsorted(cumulative, target * (1 - 1e-12))), n - 1)
    if p == 0.5 and abs(cumulative[k] - target) <= 1e-12 * cumulative[-1] and k + 1 < n:
        return float(0.5 * (values[order[k]] + values[order[k + 1]]))
    return float(values[order[k]])
