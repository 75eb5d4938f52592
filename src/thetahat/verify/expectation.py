"""Expectations of functions of one observation, by quadrature over the DECLARED density.

    E[h(x)] = int h(x) f(x; theta) dx,   or the sum over a count's values

The positive and the negative part of h are integrated apart, so that what cancels is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, S

from thetahat.core.model import Model
from thetahat.verify import declared, evaluate, quadrature
from thetahat.verify.points import region_of

Array = Any

_SETTLED = 1e-6
"""Relative error of the quadrature up to which a value counts as found."""
_DRAWS = 5
_REMEMBERED = 16
_WHOLE: dict[Any, Array] = {}
"""The density's own integral at the last places: other functions are integrated there too."""
_ROUNDS = 48


@dataclass(frozen=True)
class Found:
    """E[h], E|h| and whether both are settled, shape (rows, 1)."""

    value: Array
    size: Array
    settled: Array


def expectation(model: Model, function: Expr, parameters: evaluate.Numbers, data: evaluate.Numbers) -> Found:
    """E[h] at each row of parameters (shape (rows, 1)).

    ``data`` gives the variables that are conditioned on, and a few draws, which tell where the density is.

    Models of several random variables are not integrated: nothing is settled then.
    """
    rows = np.shape(next(iter(parameters.values())))[0]
    nothing = np.full((rows, 1), np.nan)
    if len(model.random) != 1:
        return Found(nothing, nothing, np.zeros((rows, 1), dtype=bool))
    (x,) = model.random
    given = {z: np.asarray(data[z])[:, :1] for z in model.given}
    region = region_of(model, x)
    lower, upper = (
        np.broadcast_to(np.asarray(e, dtype=float), (rows, 1))
        for e in evaluate.several((region.lower, region.upper), {**parameters, **given})
    )
    real = [np.asarray(parameters[p.symbol], dtype=float) for p in model.parameters if not p.domain.integer][:4]
    centres = np.concatenate(
        [np.zeros((rows, 1)), *(np.broadcast_to(c, (rows, 1)) for c in real), data[x][:, :_DRAWS]], axis=1
    )

    def part(function: Expr, sign: int) -> tuple[Array, Array]:
        def logs(points: Array) -> Array:
            held = {**given, x: points}
            with np.errstate(all="ignore"):
                h = np.broadcast_to(sign * np.asarray(evaluate.values(function, parameters, held), float), points.shape)
                if not np.any(h > 0):
                    return np.full(points.shape, -np.inf)
                density = declared.log_formula(model, parameters, held)
                both = np.log(np.where(h > 0, h, 0.0)) + density
            # squares overflow beyond 1e154, where no mass is left that could be seen
            return np.where((density == -np.inf) | ~np.isfinite(h), -np.inf, both)

        if region.integer:
            return quadrature.mass(logs, lower, upper)
        return quadrature.integral(logs, lower, upper, centres, _ROUNDS)

    (above, error), (below, doubt) = part(function, 1), part(function, -1)
    key = (model, *(np.asarray(a).tobytes() for a in (*parameters.values(), *given.values(), centres)))
    whole = _WHOLE.get(key)
    if whole is None:
        while len(_WHOLE) >= _REMEMBERED:
            _WHOLE.pop(next(iter(_WHOLE)))
        whole = _WHOLE[key] = part(S.One, 1)[0]
    with np.errstate(all="ignore"):
        value, size = (above - below)[:, None], (above + below)[:, None]
        settled = np.isfinite(size) & ((error + doubt)[:, None] <= _SETTLED * size)
        # where the density's own integral is missed, so is everything else
        settled &= np.abs(whole - 1)[:, None] <= _SETTLED
    return Found(value, np.where(size > 0, size, 1.0), settled)
