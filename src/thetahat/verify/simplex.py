"""Nelder and Mead's simplex search from several starts at once.

All trial points of one round are evaluated together: reflection, expansion and both contractions of every simplex,
and its shrunken corners, whether they are needed or not.  That wastes evaluations and saves calls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = Any


def maximise(function: Callable[[Array], Array], starts: Array, rounds: int, size: float = 0.3) -> Array:
    """The best point of each search, shape (searches, dimensions), after ``rounds`` rounds.

    ``function`` maps (points, dimensions) to values, -inf where there is none.  Equal values keep the earlier corner.
    """
    count, dimension = starts.shape
    corners = np.repeat(starts[:, None, :], dimension + 1, axis=1)
    for j in range(dimension):
        corners[:, j + 1, j] += size * np.maximum(1.0, np.abs(starts[:, j]))
    values = function(corners.reshape(-1, dimension)).reshape(count, -1)
    rows = np.arange(count)
    for _ in range(rounds):
        order = np.argsort(-values, axis=1, kind="stable")
        corners = np.take_along_axis(corners, order[:, :, None], 1)
        values = np.take_along_axis(values, order, 1)
        middle = corners[:, :-1].mean(axis=1)
        away = middle - corners[:, -1]
        trials = np.stack([middle + t * away for t in (1.0, 2.0, 0.5, -0.5)], axis=1)
        shrunk = (corners[:, :1] + corners[:, 1:]) / 2
        points = np.concatenate([trials, shrunk], axis=1)
        found = function(points.reshape(-1, dimension)).reshape(count, -1)
        reflected, expanded, outside, inside = (found[:, j] for j in range(4))
        best, second, worst = values[:, 0], values[:, max(dimension - 1, 0)], values[:, -1]
        pick = np.where(
            reflected > best,
            np.where(expanded > reflected, 1, 0),
            np.where(
                reflected > second,
                0,
                np.where((reflected > worst) & (outside >= reflected), 2, np.where(inside > worst, 3, -1)),
            ),
        )
        take = pick >= 0
        corners[take, -1] = trials[rows[take], pick[take]]
        values[take, -1] = found[rows[take], pick[take]]
        corners[~take, 1:], values[~take, 1:] = shrunk[~take], found[~take, 4:]
    return corners[rows, np.argmax(values, axis=1)]
