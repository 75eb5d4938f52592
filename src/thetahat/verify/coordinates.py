"""Unconstrained coordinates for admissible parameters: one real number u for each free parameter.

    real          p = u
    p > a         p = a + exp(u)               p < b      p = b - exp(u)
    a < p < b     p = a + (b - a)/(1 + exp(-u))
    integer       the same, rounded

Ends may hold other parameters; all arrays have shape (k, 1) or, for u, (k, number of free parameters).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special
from sympy import Symbol

from thetahat.core.model import Model
from thetahat.verify import evaluate
from thetahat.verify.points import ordered

Array = Any
_FARTHEST = 60.0


class Coordinates:
    """The map between coordinates u and the free parameters of a model, known constants given."""

    def __init__(self, model: Model, known: dict[Symbol, float]) -> None:
        self.model = model
        self.known = {s: np.full((1, 1), v) for s, v in known.items()}
        self._order = [p for p in ordered((*model.parameters, *model.known)) if p in model.parameters]

    def parameters(self, u: Array) -> dict[Symbol, Array]:
        """Admissible parameters, each of shape (k, 1); known constants included."""
        u = np.clip(u, -1e300, 1e300)
        columns = {p.symbol: u[:, j : j + 1] for j, p in enumerate(self.model.parameters)}
        values: dict[Symbol, Array] = dict(self.known)
        for p in self._order:
            v = columns[p.symbol]
            lower, upper = self._ends(p.symbol, values)
            near = np.clip(v, -_FARTHEST, _FARTHEST)
            if lower is not None and upper is not None:
                v = lower + (upper - lower) * special.expit(near)
            elif lower is not None:
                v = lower + np.exp(near)
            elif upper is not None:
                v = upper - np.exp(near)
            values[p.symbol] = _whole(v, lower, upper) if p.domain.integer else v
        return values

    def free(self, parameters: dict[Symbol, Array]) -> Array:
        """The coordinates of admissible parameters; an end that is attained is put far out."""
        values = {s: np.asarray(v, dtype=float).reshape(-1, 1) for s, v in parameters.items()} | self.known
        columns = []
        with np.errstate(all="ignore"):
            for p in self.model.parameters:
                v = values[p.symbol]
                lower, upper = self._ends(p.symbol, values)
                if lower is not None and upper is not None:
                    u = np.log(v - lower) - np.log(upper - v)
                elif lower is not None:
                    u = np.log(v - lower)
                elif upper is not None:
                    u = np.log(upper - v)
                else:
                    u = v
                bounded = lower is not None or upper is not None
                columns.append(np.clip(u, -_FARTHEST, _FARTHEST) if bounded else u)
        return np.nan_to_num(np.concatenate(np.broadcast_arrays(*columns), axis=1) if len(columns) > 1 else columns[0])

    def _ends(self, symbol: Symbol, values: dict[Symbol, Array]) -> tuple[Array | None, Array | None]:
        domain = self.model.parameter(symbol).domain
        ends = []
        for e in (domain.lower, domain.upper):
            v = np.asarray(evaluate.values(e, values), dtype=float)
            ends.append(v if np.all(np.isfinite(v)) else None)
        return ends[0], ends[1]


def _whole(v: Array, lower: Array | None, upper: Array | None) -> Array:
    v = np.round(v)
    if lower is not None:
        v = np.maximum(v, np.ceil(lower))
    return v if upper is None else np.minimum(v, np.floor(upper))
