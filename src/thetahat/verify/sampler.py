"""Random draws from a density known only through its logarithm, by the inverse distribution function on a grid.

Many rows are drawn at once, each from its own density: ``log_density`` maps an array of shape (rows, points) to one
of the same shape.  A continuous grid starts coarse, dense near finite ends and near the given centres, and cells are
halved where the mass is; counts are tabulated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = Any
LogDensity = Callable[[Array], Array]

_ROUNDS = 12
_SPLIT = 24
_MANY = 128
"""Above this number of rows, each for one draw, half the rounds have to do."""
_TABLE = 2048
_FAR = 1e8
"""A row with much mass beyond this is not drawn faithfully: the grid ends at 1e9."""


def draw(
    log_density: LogDensity,
    lower: Array,
    upper: Array,
    integer: bool,
    count: int,
    random: np.random.Generator,
    centres: Array | None = None,
) -> tuple[Array, Array]:
    """(values of shape (rows, count), whether each row could be drawn faithfully).

    ``lower`` and ``upper`` have shape (rows, 1) and may be infinite.  A row is not faithful when its density vanishes
    on the whole grid or has much mass at the grid's outer ends, as a kernel without an integral does; its values are
    nan in the first case.
    """
    if integer:
        return _counts(log_density, lower, upper, count, random)
    grid = start(lower, upper, centres)
    grid, logs = refined(log_density, grid, _ROUNDS if len(grid) <= _MANY else _ROUNDS // 2)
    width = np.diff(grid, axis=1)
    top = np.max(logs, axis=1, keepdims=True)
    height = np.exp(logs - np.where(np.isfinite(top), top, 0.0))
    mass = (height[:, :-1] + height[:, 1:]) / 2 * width
    cells, good = _choose(mass, count, random)
    left, right = np.take_along_axis(grid, cells, 1), np.take_along_axis(grid, cells + 1, 1)
    values = left + (right - left) * random.random(cells.shape)
    # A cell that straddles the end of the support, or a draw that rounds onto it: its better corner is inside.
    better = np.where(np.take_along_axis(logs, cells, 1) >= np.take_along_axis(logs, cells + 1, 1), left, right)
    values = np.where(_clean(log_density(values)) == -np.inf, better, values)
    whole = mass.sum(axis=1)
    far = np.where(np.abs(grid[:, 1:]) > _FAR, mass, 0.0).sum(axis=1)
    outer = np.where(np.isinf(lower[:, 0]) | np.isinf(upper[:, 0]), far, 0.0)
    with np.errstate(all="ignore"):
        return np.where(good[:, None], values, np.nan), good & (outer < 0.02 * whole)


def start(lower: Array, upper: Array, centres: Array | None = None) -> Array:
    """The coarse grid, shape (rows, points): geometric steps from finite ends and centres, strictly inside the ends."""
    steps = 10.0 ** np.concatenate([np.arange(-30, -12, 1.0), np.arange(-12, 9.01, 0.2)])
    parts = []
    low, high = np.isfinite(lower), np.isfinite(upper)
    span = np.where(low & high, upper - lower, 1.0)
    fractions = np.concatenate(
        [steps[steps < 0.05], np.linspace(0.05, 0.95, 37), 1 - steps[(steps < 0.05) & (steps > 1e-9)]]
    )
    safe_low, safe_high = np.where(low, lower, 0.0), np.where(high, upper, 0.0)
    parts.append(np.where(low & high, safe_low + span * fractions, np.nan))
    parts.append(np.where(low & ~high, safe_low + steps, np.nan))
    parts.append(np.where(high & ~low, safe_high - steps, np.nan))
    around = np.concatenate([-steps[::-2], [0.0], steps[::2]])
    middle = np.zeros((lower.shape[0], 1)) if centres is None else centres
    parts += [middle[:, column : column + 1] + around for column in range(middle.shape[1])]
    grid = np.concatenate([np.broadcast_to(p, (lower.shape[0], p.shape[1])) for p in parts], axis=1)
    grid = np.where((grid > lower) & (grid < upper), grid, np.nan)
    grid = np.sort(grid, axis=1)
    keep = int(np.max(np.sum(np.isfinite(grid), axis=1)))
    grid = grid[:, : max(keep, 2)]
    last = np.nanmax(grid, axis=1, keepdims=True)
    return np.where(np.isnan(grid), last, grid)


def refined(log_density: LogDensity, grid: Array, rounds: int, split: int = _SPLIT) -> tuple[Array, Array]:
    """The grid with the heaviest cells halved, round by round, and the log-density on it."""
    logs = _clean(log_density(grid))
    for _ in range(rounds):
        width = np.diff(grid, axis=1)
        with np.errstate(all="ignore"):
            weight = np.maximum(logs[:, :-1], logs[:, 1:]) + np.log(width)
        cells = np.argpartition(-weight, min(split, weight.shape[1] - 1), axis=1)[:, :split]
        middle = (np.take_along_axis(grid, cells, 1) + np.take_along_axis(grid, cells + 1, 1)) / 2
        grid = np.concatenate([grid, middle], axis=1)
        logs = np.concatenate([logs, _clean(log_density(middle))], axis=1)
        order = np.argsort(grid, axis=1, kind="stable")
        grid, logs = np.take_along_axis(grid, order, 1), np.take_along_axis(logs, order, 1)
    return grid, logs


def _clean(logs: Array) -> Array:
    """A pole (+inf) and an undefined value count as no mass: both are null sets, or mistakes that others report."""
    return np.where(np.isfinite(logs), logs, -np.inf)


def _choose(mass: Array, count: int, random: np.random.Generator) -> tuple[Array, Array]:
    reached = np.cumsum(mass, axis=1)
    whole = reached[:, -1:]
    good = np.isfinite(whole[:, 0]) & (whole[:, 0] > 0)
    target = random.random((mass.shape[0], count)) * whole
    cells = (
        np.sum(reached[:, None, :] <= target[:, :, None], axis=2)
        if mass.size * count < 4_000_000
        else _search(reached, target)
    )
    return np.minimum(cells, mass.shape[1] - 1), good


def _search(reached: Array, target: Array) -> Array:
    return np.stack([np.searchsorted(r, t, side="right") for r, t in zip(reached, target, strict=True)])


def _counts(
    log_density: LogDensity, lower: Array, upper: Array, count: int, random: np.random.Generator
) -> tuple[Array, Array]:
    low, high = np.isfinite(lower), np.isfinite(upper)
    first = np.where(
        low, np.ceil(np.where(low, lower, 0.0)), np.where(high, np.where(high, upper, 0.0) - _TABLE + 1, -_TABLE // 2)
    )
    span = np.where(low & high, upper - lower, _TABLE)
    table = first + np.arange(int(min(_TABLE, max(2, np.max(span) + 1))))
    logs = np.where((table >= lower) & (table <= upper), _clean(log_density(table)), -np.inf)
    top = np.max(logs, axis=1, keepdims=True)
    mass = np.exp(logs - np.where(np.isfinite(top), top, 0.0))
    mass = np.where(np.isfinite(top), mass, 0.0)
    cells, good = _choose(mass, count, random)
    values = np.take_along_axis(np.broadcast_to(table, logs.shape), cells, 1)
    outer = np.where(~high[:, 0], mass[:, -1], 0)
    return np.where(good[:, None], values, np.nan), good & (outer < 1e-4 * mass.sum(axis=1))
