"""Standard units for one small sample in plain floats: `thetahat.engines.standardise` without its objects.

z = (x - c)/s,  c the median, s 0.74 times the distance of the quartiles       (s the median of |x| if x has no c)
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, log
from typing import Any

import numpy as np

from thetahat.core.plan import Motion, Plan
from thetahat.engines.arrays import share_of
from thetahat.engines.data import Sample

Found = tuple[tuple[float, ...], float, tuple[float, ...], tuple[int, ...]]
Run = Callable[..., Found | None]


def changed(plan: Plan) -> Callable[[Run], Run] | None:
    """What puts a function of data in front of one of standardised data; None where the units cannot be chosen."""
    scale, shift = _only(plan, "scale"), _only(plan, "shift")
    if len(plan.variables) != 1 or scale is None:
        return None
    k = len(plan.parameters)
    powers, logarithms, jacobian = scale.powers, scale.offsets, scale.jacobian
    shifts = (0.0,) * k if shift is None else shift.offsets
    pairs = [(i, j) for i in range(k) for j in range(i + 1)]

    def around(run: Run) -> Run:
        def standard(x: Any, n: float, *known: float) -> Found | None:
            centre, spread = _moments(x, shift is not None)
            if not (0.0 < spread < inf and -inf < centre < inf):
                return None
            found = run((x - centre) / spread if shift is not None else x / spread, n, *known)
            if found is None:
                return None
            theta, value, triangle, counts = found
            lifted = log(spread)
            factors = [spread**p for p in powers]
            there = tuple(
                f * t + o * lifted + s * centre for f, t, o, s in zip(factors, theta, logarithms, shifts, strict=True)
            )
            bent = tuple(v / (factors[i] * factors[j]) for v, (i, j) in zip(triangle, pairs, strict=True))
            total = sum(there) + sum(bent)
            return (there, value - n * jacobian * lifted, bent, counts) if total - total == 0.0 else None

        return standard

    return around


PILOTS = (512, 4096)
"""Rows of pilot fits, each for samples of at least eight times as many."""


def piloted(run: Run) -> Run:
    """A search over many rows begins where that over a few of them ends."""

    def whole(x: Any, n: float, *known: float) -> Found | None:
        hint = None
        for rows in PILOTS:
            if len(x) >= 8 * rows:
                few = Sample((x,), None, n, len(x)).head(rows).columns[0]
                with share_of(len(x)):
                    first = run(few, float(len(few)), *known, hint)
                if first is None:
                    return None
                hint = first[0]
        return run(x, n, *known, hint)

    return whole


SOME = 1024
"""Values that are enough to choose units."""


def _only(plan: Plan, kind: str) -> Motion | None:
    return next((m for m in plan.motions if m.kind == kind), None)


def _moments(x: Any, centred: bool) -> tuple[float, float]:
    # Some of the values do: any units that are about right are as good.
    x = x[:: max(1, len(x) // SOME)]
    n = len(x)
    if not centred:
        return 0.0, float(np.partition(np.abs(x), n // 2)[n // 2])
    first, middle, last = n // 4, n // 2, (3 * n) // 4
    part = np.partition(x, (first, middle, last))
    return float(part[middle]), 0.74 * float(part[last] - part[first])
