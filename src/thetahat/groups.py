"""Many fits at once: one model, many samples, a table as the result.

    fits(estimator, data, axis=-1)      every row of a 2-d array is a sample
    fits(estimator, data, by=groups)    the observations of one group are a sample

Ordinary samples are solved together (`thetahat.engines.batch`); the others one by one, as `fit` alone would do it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.engines.batch import Batch, Layout, Matrix, Ragged, batch
from thetahat.engines.domains import known_values
from thetahat.engines.tables import Column, grouped, numbers
from thetahat.errors import DataError, RequestError
from thetahat.fit import Fit
from thetahat.fitting import Estimator

Array = NDArray[np.float64]

CHUNK = 1 << 17
"""Observations that are worked on together: their temporaries stay in a second- or third-level cache."""


@dataclass(frozen=True, eq=False)
class Fits:
    """The fits of many samples: a table with one row for each.

    Arrays have the shape of the samples: (groups,) with ``by``, the array's other axes with ``axis``.
    ``fits[key]`` is the whole `Fit` of one sample: the key is the group's value, or an index with ``axis``.
    """

    params: Mapping[str, Array]
    """Estimates by name."""
    standard_errors: Mapping[str, Array]
    """Standard errors by name; NaN where undefined."""
    log_likelihood: Array
    n: Array
    """The numbers of observations, or sums of weights."""
    converged: NDArray[np.bool_]
    outcomes: tuple[str, ...]
    """The different outcomes."""
    outcome_index: NDArray[np.intp]
    """For each sample the position of its outcome in ``outcomes``."""
    groups: tuple[Any, ...] | None
    """The groups' values, in order; None with ``axis``."""
    route: Mapping[str, str]
    title: str
    _one: Any = field(repr=False, default=None)
    by: tuple[str, ...] = ()
    """The columns that told the groups, if they have names."""
    _frame: Any = field(repr=False, default=None)

    def __len__(self) -> int:
        return int(self.n.size)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the samples."""
        return self.n.shape

    @property
    def outcome(self) -> NDArray[np.object_]:
        """The outcome of each sample as a sentence."""
        return np.array(self.outcomes, dtype=object)[self.outcome_index]

    def __getitem__(self, key: Any) -> Fit:
        """The whole fit of one sample."""
        if self.groups is None:
            index = key if isinstance(key, tuple) else (key,)
            try:
                place = int(
                    np.ravel_multi_index(tuple(range(s)[i] for i, s in zip(index, self.shape, strict=True)), self.shape)
                )
            except (IndexError, ValueError, TypeError):
                raise KeyError(f"{key!r} is no index of samples of shape {self.shape}") from None
            return self._one(place)
        try:
            return self._one(self.groups.index(key))
        except ValueError:
            raise KeyError(f"there is no group {key!r}") from None

    def __iter__(self) -> Iterator[Any]:
        """The groups, or the indices of the samples."""
        return iter(self.groups) if self.groups is not None else iter(np.ndindex(self.shape))

    def to_dict(self) -> dict[str, list[Any]]:
        """The table as columns of plain values: group, n, each parameter and its error, log-likelihood, outcome."""
        keys: list[Any] = list(self.groups) if self.groups is not None else list(range(len(self)))
        columns: dict[str, list[Any]] = {"group": keys, "n": self.n.ravel().tolist()}
        for name, values in self.params.items():
            columns[name] = values.ravel().tolist()
            columns[f"{name}_se"] = self.standard_errors[name].ravel().tolist()
        columns["log_likelihood"] = self.log_likelihood.ravel().tolist()
        columns["converged"] = self.converged.ravel().tolist()
        columns["outcome"] = self.outcome.ravel().tolist()
        return columns

    def to_frame(self) -> Any:
        """The table as the kind of frame that the data came in (a dictionary of columns for arrays and files of text).

        Groups stand in columns of the names that they had.
        """
        columns = self.to_dict()
        keys = columns.pop("group")
        names = self.by or ("group",)
        parts = [list(part) for part in zip(*keys, strict=True)] if len(names) > 1 else [keys]
        table = {**dict(zip(names, parts, strict=True)), **{k: v for k, v in columns.items() if k not in names}}
        return table if self._frame is None else self._frame(table)

    def to_json(self) -> str:
        """The table as JSON: one object for each sample; NaN becomes null, infinities "inf" and "-inf"."""
        import json

        columns = self.to_dict()
        rows = [dict(zip(columns, map(_plain, row), strict=True)) for row in zip(*columns.values(), strict=True)]
        return json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False, default=str)

    def summary(self, width: int = 80, rows: int = 20) -> str:
        """The first rows of the table as text, and how many samples had which outcome."""
        columns = self.to_dict()
        del columns["outcome"], columns["converged"]
        shown = min(rows, len(self))
        cells = [[name, *(_short(v) for v in values[:shown])] for name, values in columns.items()]
        widths = [max(map(len, column)) for column in cells]
        lines = [
            "  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
            for row in zip(*cells, strict=True)
        ]
        more = [f"… and {len(self) - shown} more"] if shown < len(self) else []
        counts = np.bincount(self.outcome_index.ravel(), minlength=len(self.outcomes))
        told = [f"{c} × {o}" for o, c in zip(self.outcomes, counts, strict=True)]
        read = [self.route["data"]] if self.route.get("data") else []
        return "\n".join([f"{self.title}: {len(self)} samples", "", *lines, *more, "", *told, *read])

    def __str__(self) -> str:
        return self.summary()


def fits(
    estimator: Estimator,
    data: Any,
    *,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Column = None,
    by: Any = None,
    axis: int | None = None,
) -> Fits:
    """The fits of many samples; arguments and errors as those of `thetahat.fit`."""
    if by is not None and axis is not None:
        raise RequestError("give by= or axis=, not both: by= names groups, axis= is for an array of samples")
    if axis is not None:
        if weights is not None or column is not None:
            raise RequestError("weights and column do not go with axis=: use by=")
        return _along(estimator, data, axis, dict(fixed or {}))
    return _by(estimator, data, weights, dict(fixed or {}), column, by)


# ------------------------------------------------------------------ an axis


def _along(estimator: Estimator, data: Any, axis: int, fixed: dict[str, float]) -> Fits:
    plan = estimator.plan
    if len(plan.variables) > 1:
        raise RequestError(
            f"axis= is for models of one variable; {plan.name} observes {', '.join(plan.variables)}: use by="
        )
    array = np.ma.asarray(data) if isinstance(data, np.ma.MaskedArray) else np.asarray(data)
    if array.ndim < 1 or not -array.ndim <= axis < array.ndim:
        raise RequestError(f"axis={axis} is no axis of data of shape {array.shape}")
    moved = np.moveaxis(array, axis, -1)
    shape, n = moved.shape[:-1], moved.shape[-1]
    flat = numbers(moved.reshape(-1), plan.variables[0])
    if not flat.size:
        raise DataError("there are no data: at least one observation is needed")
    rows = flat.reshape(-1, n)

    def parts(start: int, stop: int) -> tuple[Array, Layout, Array]:
        return rows[start:stop], Matrix((stop - start, n)), np.full(stop - start, float(n))

    def one(i: int) -> Fit:
        return _single(
            estimator, rows[i], None, fixed, f"sample {np.unravel_index(i, shape) if len(shape) != 1 else i}"
        )

    return _solved(estimator, len(rows), np.full(len(rows), n), shape, parts, one, fixed, None)


# ------------------------------------------------------------------ groups


def _by(estimator: Estimator, data: Any, weights: Any, fixed: dict[str, float], column: Column, by: Any) -> Fits:
    plan = estimator.plan
    table, keys, order, sizes = grouped(data, plan.variables, by, column=column, weights=weights)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    columns = {name: values[order] for name, values in table.columns.items()}
    frequencies = None if table.weights is None else table.weights[order]

    def parts(start: int, stop: int) -> tuple[Array, Layout, Array]:
        rows = columns[plan.variables[0]][starts[start] : starts[stop]]
        return rows, Ragged(sizes[start:stop]), sizes[start:stop].astype(float)

    def one(i: int) -> Fit:
        piece = slice(int(starts[i]), int(starts[i + 1]))
        rows: Any = {name: values[piece] for name, values in columns.items()}
        w = None if frequencies is None else frequencies[piece]
        single = rows[plan.variables[0]] if len(rows) == 1 else rows
        return _single(estimator, single, w, fixed, f"group {keys[i]!r}")

    together = None if frequencies is None else False
    found = _solved(estimator, len(keys), sizes, (len(keys),), parts, one, fixed, keys, together)
    several = [by] if isinstance(by, str) else by if isinstance(by, list | tuple) else []
    named = tuple(map(str, several)) if several and all(isinstance(b, str) for b in several) else ()
    return replace(found, by=named, _frame=_maker(data) if named else None)


def _maker(data: Any) -> Any:
    """What makes a table of results in the library of a frame; None for data that are no frame."""
    home = type(data).__module__.split(".")[0]
    if home not in ("pandas", "polars", "pyarrow"):
        return None
    from importlib import import_module

    if home == "pyarrow":
        return import_module(home).table
    return import_module(home).DataFrame


def _single(estimator: Estimator, rows: Any, weights: Any, fixed: Mapping[str, float], where: str) -> Fit:
    try:
        return estimator.fit(rows, weights, fixed)
    except DataError as error:
        raise DataError(f"{where}: {error}") from error


# ------------------------------------------------------------------ the table


def _solved(
    estimator: Estimator,
    count: int,
    sizes: NDArray[np.int64],
    shape: tuple[int, ...],
    parts: Any,
    one: Any,
    fixed: Mapping[str, float],
    keys: Sequence[Any] | None,
    together: bool | None = None,
) -> Fits:
    plan = estimator.plan
    free = [p.name for p in plan.parameters]
    known = known_values(plan, fixed) if plan.known or fixed else {}
    way: Batch | None = None if together is False else batch(plan)
    theta = np.full((len(free), count), np.nan)
    errors = np.full((len(free), count), np.nan)
    value, size = np.full(count, np.nan), sizes.astype(float)
    converged, index = np.zeros(count, dtype=bool), np.zeros(count, dtype=np.intp)
    outcomes: dict[str, int] = {}
    regular = [j for j, p in enumerate(plan.parameters) if not estimator.irregular(p.kind)]
    rest = list(range(count))
    if way is not None:
        outcomes[way.outcome] = 0
        ordinary = np.zeros(count, dtype=bool)
        ends = np.cumsum(sizes)
        start = 0
        while start < count:
            before = int(ends[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, before + CHUNK)))
            here = slice(start, stop)
            rows, layout, n = parts(start, stop)
            found = way.solve(rows, layout, n, list(known.values()))
            theta[:, here], value[here], ordinary[here] = found.theta, found.value, found.ordinary
            errors[regular, here] = _errors(found.triangle, len(free), regular)
            start = stop
        converged |= ordinary
        rest = np.flatnonzero(~ordinary).tolist()
    for i in rest:
        fit = one(i)
        theta[:, i] = [fit.params[name] for name in free]
        errors[:, i] = [fit.standard_errors[name] for name in free]
        value[i], size[i], converged[i] = fit.log_likelihood, fit.n, fit.converged
        index[i] = outcomes.setdefault(fit.outcome, len(outcomes))
    names = estimator.names or tuple(free)
    held = {name: np.full(shape, float(fixed[name])) for name in names if name not in free}
    table = {name: theta[free.index(name)].reshape(shape) if name in free else held[name] for name in names}
    wrong = {
        name: errors[free.index(name)].reshape(shape) if name in free else np.full(shape, math.nan) for name in names
    }
    solved = f"{count - len(rest)} of {count} samples together, {len(rest)} one by one"
    return Fits(
        params=table,
        standard_errors=wrong,
        log_likelihood=value.reshape(shape),
        n=size.reshape(shape),
        converged=converged.reshape(shape),
        outcomes=tuple(outcomes),
        outcome_index=index.reshape(shape),
        groups=None if keys is None else tuple(keys),
        route={"samples": solved},
        title=estimator.title,
        _one=one,
    )


def _errors(triangle: Array, k: int, regular: list[int]) -> Array:
    """Standard errors of the regular parameters, the others held, from the lower triangles of Hessians.

    NaN where these are not negative definite.
    """
    count = triangle.shape[1]
    matrix = np.empty((count, k, k))
    at = 0
    for i in range(k):
        for j in range(i + 1):
            matrix[:, i, j] = matrix[:, j, i] = -triangle[at]
            at += 1
    if not regular:
        return np.empty((0, count))
    matrix = matrix[:, regular][:, :, regular]
    diagonal = np.einsum("cii->ci", matrix)
    with np.errstate(all="ignore"):
        scale = 1.0 / np.sqrt(diagonal)
        unit = matrix * scale[:, :, np.newaxis] * scale[:, np.newaxis, :]
        usable = np.isfinite(unit).all(axis=(1, 2))
        unit[~usable] = np.eye(len(regular))
        values, vectors = np.linalg.eigh(unit)
        usable &= values[:, 0] > 1e-13 * values[:, -1]
        variance = np.einsum("cij,cj->ci", vectors**2, 1.0 / values) * scale**2
        return np.where(usable[:, np.newaxis], np.sqrt(variance), np.nan).T


def _plain(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
