"""Whatever a caller calls data -> columns of numbers, or one line that says what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.errors import DataError

Array = NDArray[np.float64]


@dataclass(slots=True)
class Sample:
    """Columns of equal length, and weights (frequencies) if there are any.

    ``columns`` are one-dimensional arrays of real numbers, in the order of the plan's variables; they may be of any
    numeric type and stride, and are never written to.  ``size`` is n: the number of rows or the sum of the weights.
    ``reads`` counts the passes over the data.
    """

    columns: tuple[NDArray[Any], ...]
    weights: Array | None
    size: float
    rows: int
    reads: int = 0

    def head(self, count: int, seed: int = 0) -> Sample:
        """A random subsample of at most this many rows (always the same one)."""
        if self.rows <= count:
            return Sample(self.columns, self.weights, self.size, self.rows)
        index = np.sort(np.random.default_rng(seed).choice(self.rows, count, replace=False))
        columns = tuple(np.asarray(c[index], dtype=np.float64) for c in self.columns)
        weights = None if self.weights is None else self.weights[index]
        return Sample(columns, weights, float(count if weights is None else weights.sum()), count)


def sample(names: Sequence[str], data: Any, weights: Any = None) -> Sample:
    """Columns for these variables.

    ``data``: for one variable a one-dimensional array or list; for several a mapping or data frame with columns of these
    names, an array of shape (n, k), or a tuple of k columns.  ``weights``: frequencies, one for each row; rows of
    weight 0 are left out.  Raises DataError for text, NaN, infinities, missing columns, different lengths, empty data.
    """
    columns = tuple(column(c, name) for name, c in zip(names, _pick(names, data), strict=True))
    lengths = {len(c) for c in columns}
    if len(lengths) > 1:
        told = ", ".join(f"{n!r} has {len(c)}" for n, c in zip(names, columns, strict=True))
        raise DataError(f"the columns have different lengths: {told}; give one value of each variable per observation")
    rows = lengths.pop()
    if rows == 0:
        raise DataError("the data are empty: give at least one observation")
    if weights is None:
        return Sample(columns, None, float(rows), rows)
    w = np.asarray(column(weights, "weights"), dtype=np.float64)
    if len(w) != rows:
        raise DataError(f"there are {len(w)} weights for {rows} observations: give one weight for each")
    if w.min() < 0:
        raise DataError(f"{int((w < 0).sum())} weights are negative: weights are frequencies, 0 or more")
    keep = w > 0
    if not keep.all():
        columns, w = tuple(c[keep] for c in columns), w[keep]
    if len(w) == 0:
        raise DataError("all weights are 0: nothing is left to fit")
    return Sample(columns, w, float(w.sum()), len(w))


def _pick(names: Sequence[str], data: Any) -> Sequence[Any]:
    """One object for each variable."""
    if isinstance(data, Mapping) or hasattr(data, "columns"):
        held = list(data.columns if hasattr(data, "columns") else data)
        if len(names) == 1 and names[0] not in held and len(held) == 1:
            return [data[held[0]]]
        missing = [n for n in names if n not in held]
        if missing:
            there = ", ".join(repr(str(h)) for h in held[:8])
            raise DataError(f"the data have no column {missing[0]!r}: their columns are {there or 'none'}")
        return [data[n] for n in names]
    if len(names) == 1:
        return [data]
    if isinstance(data, tuple) and len(data) == len(names) and all(np.ndim(c) == 1 for c in data):
        return data
    table = np.asarray(data)
    if table.ndim == 2 and table.shape[1] == len(names):
        return [table[:, j] for j in range(len(names))]
    wanted = ", ".join(names)
    raise DataError(
        f"this model has {len(names)} variables ({wanted}): give a mapping with these columns or an (n, {len(names)}) array"
    )


def column(values: Any, name: str) -> NDArray[Any]:
    """One variable as a one-dimensional array of finite numbers."""
    if isinstance(values, np.ma.MaskedArray):
        if np.ma.getmaskarray(values).any():
            count = int(np.ma.getmaskarray(values).sum())
            raise DataError(f"{name}: {count} values are masked; pass the others alone (x.compressed())")
        values = values.data
    try:
        array = np.asarray(values)
    except ValueError:
        raise DataError(f"{name}: the rows have different lengths; give a one-dimensional list of numbers") from None
    if array.dtype.kind == "O":
        array = _numbers(array, name)
    if array.dtype.kind not in "fiub":
        kinds = {"U": "text", "S": "text", "c": "complex numbers", "M": "dates", "m": "time spans", "V": "records"}
        what = kinds.get(array.dtype.kind, str(array.dtype))
        raise DataError(
            f"{name}: the values are {what}, not real numbers{_first(array)}; convert them to numbers first"
        )
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise DataError(f"{name}: expected a one-dimensional array, got shape {array.shape}")
    if array.dtype.kind == "f":
        finite = np.isfinite(array)
        if not finite.all():
            bad = np.flatnonzero(~finite)
            shown = ", ".join(f"{array[i]} at position {i}" for i in bad[:3])
            raise DataError(f"{name}: {len(bad)} of {len(array)} values are not finite ({shown}); remove them first")
    return array


def _numbers(array: NDArray[Any], name: str) -> NDArray[Any]:
    """An array of Python objects as floats, if each is a real number."""
    from numbers import Real

    flat = array.ravel()
    for i, v in enumerate(flat):
        if not (isinstance(v, (Real, np.number)) or _is_real(v)):
            shown = "a missing value" if v is None else repr(v)[:40]
            raise DataError(f"{name}: {shown} at position {i} is not a number; remove or convert it first")
    return np.array([float(v) for v in flat]).reshape(array.shape)


def _is_real(v: Any) -> bool:
    return not isinstance(v, (str, bytes)) and hasattr(v, "__float__") and not isinstance(v, complex)


def _first(array: NDArray[Any]) -> str:
    return f" (the first is {array.ravel()[0]!r})" if array.size and array.dtype.kind in "US" else ""
