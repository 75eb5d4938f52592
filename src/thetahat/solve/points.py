"""The greatest value of a function among the sample's own points.

t-hat = argmax over i of g(t_i)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

FULL = 3000
"""Up to this many different points, each one is tried."""


def best_point(g: Callable[[float], float], points: Any) -> tuple[float, int]:
    """(the best point, the number of evaluations); the smallest if several are equally good.

    With very many points a grid of them is tried first, then every point next to the eight best of the grid.
    """
    sorted_points = np.unique(np.asarray(points, dtype=float))
    count = len(sorted_points)
    reach = 1e-9 * float(sorted_points[-1] - sorted_points[0])
    known: dict[int, float] = {}

    def at(i: int) -> float:
        if i not in known:
            t = float(sorted_points[i])
            v = g(t)
            if math.isnan(v):
                # 0/0 at the point itself: what g comes to on its way there.
                v = max((w for w in (g(t - reach), g(t + reach)) if not math.isnan(w)), default=-math.inf)
            known[i] = v
        return known[i]

    step = -(-count // FULL)
    for i in (*range(0, count, step), count - 1):
        at(i)
    while step > 1:
        finer = max(1, step // 16)
        for i in sorted(known, key=lambda i: (-known[i], i))[:8]:
            for j in range(max(0, i - step), min(count, i + step + 1), finer):
                at(j)
        step = finer
    best = max(known, key=lambda i: (known[i], -i))
    return float(sorted_points[best]), len(known)
