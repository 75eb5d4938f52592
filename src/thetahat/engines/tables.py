"""Data as people have them, turned into one float64 column for each variable of an observation.

Lists, arrays, mappings, series and data frames (through narwhals) come in; files are read by `thetahat.engines.files`.
What is not a number is refused, with the place where it stands; nothing is dropped in silence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.engines.nouns import Count
from thetahat.errors import DataError, RequestError

Array = NDArray[np.float64]
Column = str | int | Mapping[str, str | int] | None
"""Which column holds the observation: a name or number, or one for each variable, {"y": "height", "z": "age"}."""


@dataclass(frozen=True)
class Table:
    """Observations: one contiguous float64 array for each variable, all of one length, all finite."""

    columns: Mapping[str, Array]
    weights: Array | None = None
    """Frequencies: finite, not negative, not all zero."""

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(next(iter(self.columns.values())))

    @property
    def n(self) -> float:
        """The number of observations: the sum of the weights when there are weights."""
        return float(self.rows) if self.weights is None else float(self.weights.sum())


def table(data: Any, variables: Sequence[str], *, column: Column = None, weights: Any = None) -> Table:
    """The observations in ``data`` for these variables.

    ``data``: a 1-d array, list or series for one variable; a 2-d array with one column for each variable, in order; a
    mapping or a data frame with named columns; or the path of a file.  ``column`` names the columns to use when they
    are not called like the variables.  ``weights``: an array, or the name of a column.
    DataError when something is not a finite number, is empty, has the wrong shape, or cannot be found.
    """
    if isinstance(data, str | os.PathLike):
        from thetahat.engines.files import read

        data = read(os.fspath(data))
    named = _named(data)
    if named is None:
        if isinstance(weights, str):
            raise DataError(f"weights {weights!r} names a column, but the data have no named columns: pass an array")
        columns = _positional(data, variables, column)
    else:
        columns, weights = _chosen(named, variables, column, weights)
    values = {name: numbers(part, name) for name, part in columns.items()}
    lengths = {name: len(part) for name, part in values.items()}
    if len(set(lengths.values())) > 1:
        raise DataError(f"columns differ in length: {', '.join(f'{k} has {v}' for k, v in lengths.items())}")
    if not next(iter(lengths.values())):
        raise DataError("there are no data: at least one observation is needed")
    return Table(values, None if weights is None else _weights(weights, next(iter(lengths.values()))))


def grouped(
    data: Any, variables: Sequence[str], by: Any, *, column: Column = None, weights: Any = None
) -> tuple[Table, list[Any], NDArray[np.intp], NDArray[np.int64]]:
    """(the observations, the groups' values in order, the rows ordered by group, the groups' sizes).

    ``by`` is an array with the group of each observation, or the name of a column; several columns as a list of names.
    """
    if isinstance(data, str | os.PathLike):
        from thetahat.engines.files import read

        data = read(os.fspath(data))
    named = _named(data)
    several = isinstance(by, list | tuple) and bool(by) and named is not None and all(isinstance(b, str) for b in by)
    if isinstance(by, str) or several:
        if named is None:
            raise DataError(f"by={by!r} names a column, but the data have no named columns: pass an array")
        chosen = [_name(b, list(named)) for b in ([by] if isinstance(by, str) else by)]
        labels = [_labels(named, c) for c in chosen]
        if len(variables) == 1 and column is None:
            named = {name: named[name] for name in named if name not in chosen}
        data = named
    else:
        labels = [by]
    observed = table(data, variables, column=column, weights=weights)
    codes = np.zeros(observed.rows, dtype=np.int64)
    levels = []
    for label in labels:
        values = np.asarray(label)
        if values.ndim != 1 or len(values) != observed.rows:
            raise DataError(f"by has the shape {values.shape} for {observed.rows} observations")
        if values.dtype.kind == "O":
            values = np.asarray([str(v) for v in values.tolist()])
        level, inverse = np.unique(values, return_inverse=True)
        codes = codes * len(level) + inverse
        levels.append(level.tolist())
    order = np.argsort(codes, kind="stable")
    met, sizes = np.unique(codes, return_counts=True)
    keys = []
    for code in met.tolist():
        parts = []
        for level in reversed(levels):
            code, place = divmod(code, len(level))
            parts.append(level[place])
        keys.append(tuple(reversed(parts)) if len(levels) > 1 else parts[0])
    return observed, keys, order, sizes


def complete(
    data: Any, variables: Sequence[str], *, column: Column = None, weights: Any = None, by: Any = None
) -> tuple[dict[str, Array], Array | None, Any, str]:
    """The rows that have values: (columns, weights, labels of groups, what was left out in words).

    Blank, NULL and NaN count as no value, in a variable or in the weights; infinite values and text are refused.
    Arguments and errors as those of `table` and `grouped`.
    """
    if isinstance(data, str | os.PathLike):
        from thetahat.engines.files import read

        data = read(os.fspath(data))
    named = _named(data)
    labels: Any = None if by is None else [by]
    names: list[str] = []
    if isinstance(named, Gappy):
        named.gaps = True
    if named is None:
        columns = _positional(data, variables, column)
    else:
        if isinstance(by, str) or (isinstance(by, list | tuple) and by and all(isinstance(b, str) for b in by)):
            names = [_name(b, list(named)) for b in ([by] if isinstance(by, str) else by)]
            labels = [_labels(named, c) for c in names]
        if isinstance(weights, str):
            weights = _Labelled(named[_name(weights, list(named))], weights)
        rest = [name for name in named if name not in names and name != getattr(weights, "name", None)]
        wanted = named_columns(rest if column is None else list(named), variables, column, None)
        columns = {variable: _Labelled(named[name], name) for variable, name in wanted.items()}
    values = {name: numbers(part, name, gaps=True) for name, part in columns.items()}
    frequencies = None if weights is None else numbers(weights, "weights", gaps=True)
    rows = len(next(iter(values.values())))
    keep = np.ones(rows, dtype=bool)
    told = []
    for name, part in (*values.items(), *((("weights", frequencies),) if frequencies is not None else ())):
        if len(part) != rows:
            raise DataError(f"{name} has {len(part)} rows, not {rows}")
        gaps = np.isnan(part) & keep
        if gaps.any():
            source = columns.get(name, weights)
            shown = source.name if isinstance(source, _Labelled) else name
            count = int(gaps.sum())
            told.append(f"{Count(count):row} left out (no value in {shown!r})")
        keep &= ~gaps
    left = {name: part[keep] for name, part in values.items()}
    kept: Any = None if labels is None else [np.asarray(label)[keep] for label in labels]
    if kept is not None and len(kept) > 1:
        left |= dict(zip(names, kept, strict=True))
        kept = [names]
    return left, None if frequencies is None else frequencies[keep], None if kept is None else kept[0], ", ".join(told)


def _labels(named: Mapping[str, Any], name: str) -> Any:
    """A column that tells groups: a file's cells may be texts there."""
    return named.labels(name) if hasattr(named, "labels") else named[name]


class Gappy:
    """Columns of which one may be told to give NaN for what is no value, instead of refusing it."""

    gaps = False


# ------------------------------------------------------------------ columns by name


def _named(data: Any) -> Mapping[str, Any] | None:
    """The columns by name when the data have names, else None."""
    if isinstance(data, Mapping):
        # Not copied if it need not be: a file's columns become numbers only when they are asked for.
        return data if all(isinstance(key, str) for key in data) else {str(key): data[key] for key in data}
    if isinstance(data, np.ndarray) and data.dtype.names:
        return {name: data[name] for name in data.dtype.names}
    if hasattr(type(data), "columns"):
        return _frame(data)
    return None


def _frame(data: Any) -> Mapping[str, Any]:
    try:
        import narwhals as nw
    except ImportError as error:
        raise RequestError("data frames need narwhals: pip install 'thetahat[frames]', or pass an array") from error
    try:
        frame = nw.from_native(data)
    except TypeError as error:
        raise DataError(
            f"cannot read columns from {type(data).__name__}: pass an array, a mapping or a frame"
        ) from error
    return _Frame(frame)


class _Frame(Mapping[str, Any], Gappy):
    """A narwhals frame, eager or lazy, as a mapping that only reads the columns that are asked for."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        self.names: list[str] = list(frame.collect_schema().names())

    def __getitem__(self, name: str) -> Any:
        part = self.frame.select(name)
        series = (part.collect() if hasattr(part, "collect") else part)[name]
        if series.null_count() and not self.gaps:
            rows = series.is_null().arg_true().to_list()
            raise DataError(f"column {name!r} is empty in {_places(rows)}: remove these rows or fill them in")
        return series.to_numpy()

    def __iter__(self) -> Any:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def named_columns(names: Sequence[str], variables: Sequence[str], column: Column, weights: Any) -> dict[str, str]:
    """The column of each variable, among columns of these names.  Raises DataError, RequestError."""
    if isinstance(column, Mapping):
        stray = [v for v in column if v not in variables]
        if stray:
            raise RequestError(f"the model has no variable {stray[0]!r}: it observes {_listed(variables)}")
        return {v: _name(column.get(v, v), names) for v in variables}
    if len(variables) > 1:
        if column is not None:
            raise RequestError(f"the model observes {_listed(variables)}: say which column is which, variable=column")
        return {v: _name(v, names) for v in variables}
    if column is not None:
        return {variables[0]: _name(column, names)}
    others = [name for name in names if not (isinstance(weights, str) and name == weights)]
    if variables[0] in others:
        return {variables[0]: variables[0]}
    if len(others) != 1:
        raise DataError(f"there are {len(others)} columns, {_listed(others)}: say which one to use (column)")
    return {variables[0]: others[0]}


def _chosen(
    named: Mapping[str, Any], variables: Sequence[str], column: Column, weights: Any
) -> tuple[dict[str, Any], Any]:
    names = list(named)
    wanted = named_columns(names, variables, column, weights)
    if isinstance(weights, str):
        weights = numbers(named[_name(weights, names)], weights)
    return {variable: _Labelled(named[name], name) for variable, name in wanted.items()}, weights


@dataclass(frozen=True)
class _Labelled:
    """Values with the name under which the user knows them."""

    values: Any
    name: str


def _name(wanted: str | int, names: Sequence[str]) -> str:
    """The column of this name, or of this number counted from 1."""
    if wanted in names:
        return str(wanted)
    if isinstance(wanted, int) or wanted.isdigit():
        number = int(wanted)
        if 1 <= number <= len(names):
            return names[number - 1]
    near = get_close_matches(str(wanted), names, 3, 0.5)
    hint = f"did you mean {_listed(near, ' or ')}?" if near else f"the columns are {_listed(names)}"
    raise DataError(f"there is no column {str(wanted)!r}: {hint}")


def _listed(names: Sequence[str], joint: str = ", ") -> str:
    shown = [repr(str(name)) for name in names[:8]]
    return joint.join(shown) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


# ------------------------------------------------------------------ columns by position


def _positional(data: Any, variables: Sequence[str], column: Column) -> dict[str, Any]:
    array = data if isinstance(data, np.ndarray) else _array(data)
    if array.ndim == 0:
        raise DataError("the data are a single value: pass a list or an array, [value] for one observation")
    if column is not None and array.ndim == 2:
        return _chosen(_numbered(array), variables, column, None)[0]
    if column is not None:
        raise RequestError(f"column={column!r} needs data with columns; these are a plain list of values")
    if array.ndim == 1 and len(variables) == 1:
        return {variables[0]: array}
    if array.ndim == 2 and array.shape[1] == len(variables):
        return {name: array[:, i] for i, name in enumerate(variables)}
    expected = "a 1-d array" if len(variables) == 1 else f"a mapping, a frame or {len(variables)} columns"
    raise DataError(f"the model observes {_listed(variables)}, so {expected} is needed; the shape is {array.shape}")


def _numbered(array: NDArray[Any]) -> dict[str, Any]:
    return {str(i + 1): array[:, i] for i in range(array.shape[1])}


def _array(data: Any) -> NDArray[Any]:
    if isinstance(data, bytes):
        raise DataError("the data are bytes, not numbers")
    if not hasattr(data, "__array__") and not isinstance(data, Sequence | int | float):
        try:
            data = list(data)
        except TypeError as error:
            raise DataError(f"cannot read observations from {type(data).__name__}: pass a list or an array") from error
    try:
        array = np.asarray(data)
    except ValueError:
        return np.asarray(data, dtype=object)
    # One text among numbers turns all of them into text: keep what each of them was.
    return np.asarray(data, dtype=object) if array.dtype.kind in "US" else array


# ------------------------------------------------------------------ numbers


def numbers(values: Any, name: str, gaps: bool = False) -> Array:
    """A contiguous 1-d float64 array of finite numbers; DataError with the first places where it is none.

    With ``gaps`` NaN, None and masked values become NaN.
    """
    if isinstance(values, _Labelled):
        values, name = values.values, values.name
    if isinstance(values, np.ma.MaskedArray):
        masked = np.flatnonzero(np.ma.getmaskarray(values))
        if len(masked) and not gaps:
            raise DataError(f"{name} is masked in {_places(masked)}: pass data.compressed()")
        values = np.where(np.ma.getmaskarray(values), np.nan, values.data) if gaps else values.data
    array = values if isinstance(values, np.ndarray) else _array(values)
    if array.ndim != 1:
        raise DataError(f"{name} must be a list of numbers; the shape is {array.shape}")
    if array.dtype.kind == "c":
        raise DataError(f"{name} holds complex numbers: real numbers are needed")
    if array.dtype.kind not in "fiub":
        array = _from_objects(array, name, gaps)
    result = np.ascontiguousarray(array, dtype=np.float64)
    # One cheap pass decides in the usual case; a sum that overflows is looked at again.
    with np.errstate(all="ignore"):
        suspicious = not np.isfinite(result.sum())
    if suspicious:
        bad = np.flatnonzero(np.isinf(result) if gaps else ~np.isfinite(result))
        if len(bad):
            kind = "NaN" if np.isnan(result[bad[0]]) else "infinite"
            raise DataError(f"{name} is {kind} in {_places(bad)}: remove or correct these values")
    return result


def _from_objects(array: NDArray[Any], name: str, gaps: bool = False) -> Array:
    result = np.empty(len(array))
    for i, value in enumerate(array.tolist()):
        if value is None and gaps:
            result[i] = np.nan
            continue
        if value is None:
            raise DataError(f"{name} is empty in row {i + 1}: remove this row or fill it in")
        if isinstance(value, str | bytes):
            raise DataError(f"{name} holds text in row {i + 1}: {_short(value)} is not a number")
        try:
            result[i] = float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise DataError(f"{name} in row {i + 1} is not a number: {_short(value)}") from error
    return result


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _places(indices: Any) -> str:
    """'row 3' or 'rows 3, 8, 9 and 12 more', counted from 1."""
    rows = [int(i) + 1 for i in indices]
    shown = ", ".join(map(str, rows[:5])) + (f" and {len(rows) - 5} more" if len(rows) > 5 else "")
    return f"row {shown}" if len(rows) == 1 else f"rows {shown}"


def _weights(weights: Any, rows: int) -> Array:
    values = numbers(weights, "weights")
    if len(values) != rows:
        raise DataError(f"there are {len(values)} weights for {rows} observations")
    negative = np.flatnonzero(values < 0)
    if len(negative):
        raise DataError(f"weights are negative in {_places(negative)}: frequencies are needed")
    if not values.sum() > 0:
        raise DataError("all weights are zero: there are no data")
    return values
