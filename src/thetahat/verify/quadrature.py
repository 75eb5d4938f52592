"""Integrals and sums of densities known through their logarithm, many rows at once.

    integral(log_density, lower, upper, centres)     adaptive Gauss-Kronrod, 15 nodes
    mass(log_term, lower, upper)                     a sum over whole numbers, its tail by an integral

Both return (values, error estimates) of shape (rows,).  ``log_density`` maps an array of shape (rows, points) to one
of the same shape, and must be -inf outside the support.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

Array = Any
LogDensity = Callable[[Array], Array]

_NODES = np.array(
    [
        0.991455371120813,
        0.949107912342759,
        0.864864423359769,
        0.741531185599394,
        0.586087235467691,
        0.405845151377397,
        0.207784955007898,
        0.0,
    ]
)
_KRONROD = np.array(
    [
        0.022935322010529,
        0.063092092629979,
        0.104790010322250,
        0.140653259715525,
        0.169004726639267,
        0.190350578064785,
        0.204432940075298,
        0.209482141084728,
    ]
)
_GAUSS = np.array([0.0, 0.129484966168870, 0.0, 0.279705391489277, 0.0, 0.381830050505119, 0.0, 0.417959183673469])
_T = np.concatenate([-_NODES, _NODES[-2::-1]])
_K = np.concatenate([_KRONROD, _KRONROD[-2::-1]])
_G = np.concatenate([_GAUSS, _GAUSS[-2::-1]])

_NEAR = -9
"""Below this power of ten of the span from a finite end other than 0 no cells are laid: the power law takes over."""
_RESOLVED = 1e6 * np.finfo(float).eps
"""Distances from an end that are smaller than this share of it are no longer resolved by doubles."""
_TABLE = 1024


def integral(
    log_density: LogDensity, lower: Array, upper: Array, centres: Array, rounds: int = 48, fine: int = 5
) -> tuple[Array, Array]:
    """The integral of each row between its ends (shape (rows, 1), perhaps infinite).

    ``centres`` (rows, m) are points at which a density may have a peak or a kink; ``fine`` is the number of first
    cells in each power of ten.
    """
    grid = _start(lower, upper, centres, fine)
    left, right = grid[:, :-1], grid[:, 1:]
    value, error = _cells(log_density, left, right)
    for _ in range(rounds):
        if np.all(error.sum(axis=1) <= 1e-11 * (1 + np.abs(value.sum(axis=1)))):
            break
        split = min(12, error.shape[1])
        worst = np.argpartition(-error, split - 1, axis=1)[:, :split]
        a, b = np.take_along_axis(left, worst, 1), np.take_along_axis(right, worst, 1)
        root = np.sqrt(np.abs(a)) * np.sqrt(np.abs(b))
        middle = np.where(a > 0, np.where(b > 4 * a, root, a / 2 + b / 2), np.where(a < 4 * b, -root, a / 2 + b / 2))
        new_left, new_right = np.concatenate([a, middle], axis=1), np.concatenate([middle, b], axis=1)
        new_value, new_error = _cells(log_density, new_left, new_right)
        for old in (value, error):
            np.put_along_axis(old, worst, 0.0, axis=1)
        left, right = np.concatenate([left, new_left], axis=1), np.concatenate([right, new_right], axis=1)
        value, error = np.concatenate([value, new_value], axis=1), np.concatenate([error, new_error], axis=1)
    near, doubt = _at_ends(log_density, lower, upper)
    inside = value.sum(axis=1)
    # Mass that still rises where doubles end may be finite beyond them, unless there is too much already.
    lost = np.isinf(near) & (inside <= 1.001)
    return np.where(lost, inside, inside + near), np.where(lost, np.inf, error.sum(axis=1) + doubt)


def mass(log_term: LogDensity, lower: Array, upper: Array) -> tuple[Array, Array]:
    """The sum of each row over the whole numbers between its ends (shape (rows, 1), perhaps infinite).

    Beyond 1024 terms the tail is the integral from N plus f(N)/2 - f'(N)/12 (Euler and Maclaurin): ``log_term`` must
    then make sense between whole numbers.
    """
    low, high = np.isfinite(lower), np.isfinite(upper)
    first = np.where(low, np.ceil(np.where(low, lower, 0.0)), np.where(high, np.floor(np.where(high, upper, 0.0)), 0.0))
    last = np.where(low & high, np.floor(np.where(high, upper, 0.0)), np.inf)
    upward = _run(log_term, first, np.where(low | ~high, 1.0, -1.0), last - first)
    if np.all(low | high):
        return upward
    # No end at all: the other half begins below 0.
    downward = _run(log_term, np.full_like(first, -1.0), np.full_like(first, -1.0), np.where(low | high, -1.0, np.inf))
    return upward[0] + downward[0], upward[1] + downward[1]


def _run(log_term: LogDensity, first: Array, step: Array, span: Array) -> tuple[Array, Array]:
    """The sum over first, first + step, …, as many steps as ``span`` says (none if it is negative)."""
    count = int(min(_TABLE, np.max(span) + 1)) if np.max(span) >= 0 else 0
    table = first + step * np.arange(count)
    terms = np.where(np.abs(table - first) <= span, _density(log_term, table), 0.0).sum(axis=1)
    tail, doubt = _tail(log_term, first + step * count, step, span >= count)
    return terms + tail, doubt + 1e-15 * terms


def nodes(lower: Array, upper: Array, count: int) -> tuple[Array, Array]:
    """Points and weights of the double-exponential rule between the ends, shape (rows, count), for smooth functions."""
    t = np.linspace(-5.0, 5.0, count)
    u, du = np.pi / 2 * np.sinh(t), np.pi / 2 * np.cosh(t) * (t[1] - t[0])
    low, high = np.isfinite(lower), np.isfinite(upper)
    a, b = np.where(low, lower, 0.0), np.where(high, upper, 0.0)
    share = 1 / (1 + np.exp(-2 * u))
    both = (a + (b - a) * share, 2 * (b - a) * share * (1 - share) * du)
    out = np.exp(u)
    x = np.where(low & high, both[0], np.where(low, a + out, np.where(high, b - out, np.sinh(u))))
    return x, np.where(low & high, both[1], np.where(low | high, out * du, np.cosh(u) * du))


def _tail(log_term: LogDensity, last: Array, step: Array, wanted: Array) -> tuple[Array, Array]:
    """The sum from ``last`` outwards, where it is wanted and not negligible."""
    zero = np.zeros(last.shape[0])
    here = np.where(wanted, _density(log_term, last), 0.0)[:, 0]
    if not np.any(here > 1e-17):
        return zero, zero
    inner = np.where(step > 0, last, -np.inf), np.where(step > 0, np.inf, last)
    whole, error = integral(log_term, *inner, last)
    slope = ((_density(log_term, last + step) - _density(log_term, last - step)) / 2)[:, 0]
    value = np.where(wanted[:, 0], whole + here / 2 - slope / 12, 0.0)
    return value, np.where(wanted[:, 0], error + np.abs(slope) * 1e-3, 0.0)


# ------------------------------------------------------------------ inside


def _density(log_density: LogDensity, x: Array) -> Array:
    with np.errstate(all="ignore"):
        logs = log_density(x)
        return np.where(np.isnan(logs), 0.0, np.exp(np.minimum(logs, 700.0)))


def _cells(log_density: LogDensity, left: Array, right: Array) -> tuple[Array, Array]:
    """Gauss-Kronrod in each cell, in log|x| where a cell spans more than a factor of four."""
    half, middle = (right / 2 - left / 2)[:, :, None], (left / 2 + right / 2)[:, :, None]
    with np.errstate(all="ignore"):
        ratio = np.where(left > 0, right / left, np.where(right < 0, left / right, 1.0))
        geometric: Array = (ratio > 4) & np.isfinite(ratio)
        inner: Array = np.where(left > 0, left, right)
        length: Array = np.log(np.where(geometric, ratio, 1.0))[:, :, None]
        stretched = inner[:, :, None] * np.exp(length * (1 + _T) / 2)
        x: Array = np.where(geometric[:, :, None], stretched, middle + half * _T)
        measure = np.where(geometric[:, :, None], np.abs(x) * length / 2, half)
        f: Array = _density(log_density, x.reshape(x.shape[0], -1)).reshape(x.shape) * measure
        kronrod, gauss = (f @ w for w in (_K, _G))
        gap = np.abs(kronrod - gauss)
        error = gap * np.minimum(1.0, np.sqrt(200 * gap / np.where(kronrod > 0, kronrod, 1.0)))
    wide = half[:, :, 0] > 0
    return np.where(wide, kronrod, 0.0), np.where(wide, error, 0.0)


def _start(lower: Array, upper: Array, centres: Array, fine: int) -> Array:
    """Geometric steps from ends and centres, out to 1e300 and, where 0 is the end, in to 1e-300."""
    rows = lower.shape[0]
    body = 10.0 ** np.arange(_NEAR, 9 + 1e-9, 1 / fine)
    outer = 10.0 ** np.concatenate([np.arange(10, 40, 2.0), np.arange(40, 301, 10.0)])
    inner = 10.0 ** np.concatenate([np.arange(-300, -40, 10.0), np.arange(-40, _NEAR, 1.0)])
    low, high = np.isfinite(lower), np.isfinite(upper)
    span = np.where(low & high, upper - lower, np.nan)
    safe_low, safe_high = np.where(low, lower, np.nan), np.where(high, upper, np.nan)
    shares = np.concatenate([body[body < 0.3], np.linspace(0.3, 0.7, 9)])
    parts = [safe_low, safe_high, safe_low + span * shares, safe_high - span * shares]
    parts += [
        np.where(high, np.nan, safe_low + np.concatenate([body, outer])),
        np.where(low, np.nan, safe_high - np.concatenate([body, outer])),
    ]
    parts += [np.where(safe_low == 0, inner, np.nan), np.where(safe_high == 0, -inner, np.nan)]
    around = np.concatenate([-body[::-2], [0.0], body[::2]])
    parts += [centres[:, j : j + 1] + around for j in range(centres.shape[1])]
    free = np.where(low | high, np.nan, 0.0)
    parts += [free + outer, free - outer]
    grid = np.concatenate([np.broadcast_to(p, (rows, p.shape[1])) for p in parts], axis=1)
    grid = np.where((grid >= lower) & (grid <= upper), grid, np.nan)
    for end, side in ((safe_low, 1), (safe_high, -1)):
        # Cells next to an end start where the distance from it is still resolved; `_at_ends` adds the rest.
        reach = _reach(end, span)
        too_near = (side * (grid - end) < reach) & ~np.isnan(end)
        grid = np.concatenate([np.where(too_near, np.nan, grid), end + side * reach], axis=1)
    grid = np.sort(grid, axis=1)
    last = np.nanmax(grid, axis=1, keepdims=True)
    keep = int(np.max(np.sum(np.isfinite(grid), axis=1)))
    return np.where(np.isnan(grid), last, grid)[:, :keep]


def _reach(end: Array, span: Array) -> Array:
    """The distance from a finite end at which cells start."""
    share = np.maximum(10.0**_NEAR * np.where(np.isfinite(span), span, 1.0), _RESOLVED * np.abs(end))
    return np.where(end == 0, 1e-300, np.minimum(share, np.where(np.isfinite(span), 0.1 * span, share)))


def _at_ends(log_density: LogDensity, lower: Array, upper: Array) -> tuple[Array, Array]:
    """What lies beyond the outermost cells, by the power law of the decades before.

    Nearer to an end than cells are laid (`_reach`), or farther out than 1e300.
    """
    rows = lower.shape[0]
    value, error = np.zeros(rows), np.zeros(rows)
    span = np.where(np.isfinite(lower) & np.isfinite(upper), upper - lower, np.nan)
    for end, side in ((lower, 1.0), (upper, -1.0)):
        finite = np.isfinite(end)
        base = np.where(finite, end, 0.0)
        first = np.where(finite, _reach(base, span), -1e300)
        ratio = np.where(finite, 10.0, 0.1)
        cells = []
        for k in (0, 1, 2):
            a, b = base + side * first * ratio**k, base + side * first * ratio ** (k + 1)
            cells.append(_cells(log_density, np.minimum(a, b), np.maximum(a, b))[0][:, 0])
        with np.errstate(all="ignore"):
            share, before = (np.where(b > 0, a / b, 0.0) for a, b in pairwise(cells))
            rest = np.where(share < 1, cells[0] * share / (1 - share), np.inf)
            # Were it no power law, the next share would differ from this one as this one does from the one before.
            other = np.where(before > 0, share * share / before, 0.0)
            changed = np.where(other < 1, cells[0] * other / (1 - other), np.inf)
            drift = np.abs(rest - changed)
            # The distances themselves are rounded, which bends the power law.
            blurred = np.where(finite, np.finfo(float).eps * np.abs(base) / np.abs(first), 0.0)[:, 0] / (1 - share)
            doubt = np.where(drift > 1e-3 * rest, rest, 10 * drift + (1e-5 + 10 * blurred) * rest)
            doubt = np.where(np.isfinite(rest), doubt, 0.0)
        matters = cells[0] > 1e-14
        value, error = value + np.where(matters, rest, 0.0), error + np.where(matters, doubt, 0.0)
    return value, error
