"""The observations as the engines read them: columns in the plan's order, weights, and the number of readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from thetahat.core.plan import Pass
from thetahat.engines.counting import table as table_of_counts
from thetahat.engines.tables import Table, table

Array = NDArray[np.float64]

TALLIED_FROM = 1000
"""From this many rows on, counts are read once and kept as a table of frequencies."""


SCATTERED = 1 << 14
"""Larger subsamples are taken in runs of a few neighbours, which costs a tenth of the time."""
RUN = 32


@dataclass(slots=True)
class Sample:
    """Columns of equal length, and weights (frequencies, all above 0) if there are any.

    ``columns`` are one-dimensional float64 arrays in the order of the plan's variables, and are never written to.
    ``size`` is n: the number of rows or the sum of the weights.  ``reads`` counts the passes over the data.
    """

    columns: tuple[Array, ...]
    weights: Array | None
    size: float
    rows: int
    reads: int = 0
    compiled: int = 0
    """How many of the readings a compiled kernel did."""
    facts: dict[str, float] | None = None
    """Statistics of the plan's first pass, where that was read before; the data were then found to be sound."""
    remote: Callable[[Pass, Sample, dict[str, float]], None] | None = None
    """What reads a pass where the rows are elsewhere; ``columns`` then hold a few of them, extremes included."""

    def head(self, count: int, seed: int = 0) -> Sample:
        """A random subsample of at most this many rows (always the same one)."""
        held = len(self.columns[0])
        if held <= count:
            return Sample(self.columns, self.weights, self.size if held == self.rows else float(held), held)
        # Rows at random out of each of many stretches: no order of the rows can fool that.
        run = RUN if count >= SCATTERED else 1
        stretches = count // run
        places = np.arange(stretches) + np.random.default_rng(seed).random(stretches)
        index = np.minimum((places * (held / stretches)).astype(np.intp), held - run)

        def taken(column: Array) -> Array:
            return sliding_window_view(column, run)[index].ravel() if run > 1 else column[index]

        weights = None if self.weights is None else taken(self.weights)
        rows = run * stretches
        size = float(rows if weights is None else weights.sum())
        return Sample(tuple(map(taken, self.columns)), weights, size, rows)


def tallied(s: Sample) -> Sample:
    """A sample of whole numbers as a table of counts, where there are far fewer different values than rows.

    ``size`` stays; ``reads`` counts the one reading that this takes.
    """
    if s.remote is not None:
        return s
    found = table_of_counts(s.columns[0], s.weights)
    if found is None or 4 * len(found[0]) > s.rows:
        return s
    return Sample((found[0],), found[1], s.size, len(found[0]), s.reads + 1)


def sample(names: Sequence[str], data: Any, weights: Any = None) -> Sample:
    """The observations of these variables; ``data`` and ``weights`` as in `thetahat.engines.tables.table`.

    Rows of weight 0 are left out.  Raises DataError for what is not a finite number, is empty or has the wrong shape.
    """
    read = data if isinstance(data, Table) else table(data, names, weights=weights)
    columns, w = tuple(read.columns[name] for name in names), read.weights
    if w is None:
        rows = len(columns[0])
        return Sample(columns, None, float(rows), rows)
    keep = w > 0
    if not keep.all():
        columns, w = tuple(c[keep] for c in columns), w[keep]
    return Sample(columns, w, float(w.sum()), len(w))
