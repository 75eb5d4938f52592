"""What generated NumPy modules carry besides formulas: reading data, sums, roots, Newton.

A module takes from this file the source text of the functions that it uses, so each of them stands alone: NumPy as
``np``, scipy.optimize as ``optimize``, and functions above it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import optimize


def _column(values: Any, name: str) -> Any:
    """One variable as a one-dimensional float array; ValueError if it is none."""
    column = np.asarray(values)
    if column.dtype.kind not in "fiub":
        raise ValueError(f"{name}: expected real numbers, got {column.dtype}")
    if column.ndim != 1:
        raise ValueError(f"{name}: expected one dimension, got shape {column.shape}")
    if column.size == 0:
        raise ValueError(f"{name}: the data are empty")
    column = column.astype(float)
    bad = np.sum(~np.isfinite(column))
    if bad:
        raise ValueError(f"{name}: {bad} values are not finite")
    return column


def _columns(data: Any, names: Any) -> Any:
    """Several variables from an array of shape (n, k) or a mapping of columns."""
    if hasattr(data, "keys"):
        missing = [name for name in names if name not in data]
        if missing:
            raise ValueError(f"the data have no column {missing[0]!r}")
        return [_column(data[name], name) for name in names]
    table = np.asarray(data)
    if table.ndim != 2 or table.shape[1] != len(names):
        wanted = f"(n, {len(names)})"
        raise ValueError(f"expected an array of shape {wanted}, got {table.shape}")
    return [_column(table[:, j], name) for j, name in enumerate(names)]


def _frequencies(weights: Any, rows: int) -> Any:
    """Weights, one for each row, as a float array, or None."""
    if weights is None:
        return None
    weights = _column(weights, "weights")
    if weights.size != rows:
        raise ValueError(f"there are {weights.size} weights for {rows} observations")
    if np.any(weights < 0) or not np.any(weights > 0):
        raise ValueError("weights are frequencies: 0 or more, and not all 0")
    return weights


def _require(name: str, valid: Any, rule: str) -> None:
    """ValueError if observations break a rule of the support."""
    if not np.all(valid):
        told = f"{np.sum(~valid)} of {np.size(valid)} observations"
        raise ValueError(f"{told} are outside the support: {name} {rule}")


def _total(values: Any, weights: Any) -> Any:
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _least(values: Any, weights: Any) -> Any:
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values: Any, weights: Any) -> Any:
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def _quantile(values: Any, level: float, weights: Any) -> Any:
    """The value at rank ceil(n * level); the median is a midpoint for even n."""
    order = np.argsort(values, kind="stable")
    weights = np.ones(len(values)) if weights is None else weights
    cumulative = np.cumsum(weights[order])
    target = cumulative[-1] * level
    k = min(int(np.searchsorted(cumulative, target * (1 - 1e-12))), len(values) - 1)
    first = last = order[k]
    if level == 0.5 and abs(cumulative[k] - target) <= 1e-12 * cumulative[-1]:
        last = order[min(k + 1, len(values) - 1)]
    return 0.5 * (values[first] + values[last])


def _units(values: Any, centred: bool, scaled: bool) -> tuple[float, float]:
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


def _outward(u: float, lower: float, upper: float) -> float:
    """The point of (lower, upper) at a coordinate u of the line."""
    if np.isinf(lower) and np.isinf(upper):
        return u
    if np.isinf(upper):
        return lower + np.exp(u)
    if np.isinf(lower):
        return upper - np.exp(u)
    return lower + (upper - lower) / (1.0 + np.exp(-u))


def _inward(t: float, lower: float, upper: float) -> float:
    """The coordinate of a point of (lower, upper)."""
    if np.isinf(lower) and np.isinf(upper):
        return t
    if np.isinf(upper):
        return np.log(t - lower)
    if np.isinf(lower):
        return np.log(upper - t)
    return np.log((t - lower) / (upper - t))


def _zero(equation: Any, near: float, far: float, lower: float, upper: float) -> float:
    """The zero between two coordinates: Brent's method, then Newton's for the last digits."""

    def value(u: float) -> float:
        return float(equation(_outward(u, lower, upper))[0])

    u = optimize.brentq(value, near, far, xtol=1e-13, rtol=1e-15)
    t = np.float64(_outward(u, lower, upper))
    for _ in range(2):
        height, slope = equation(t)
        change = height / slope if slope else 0.0
        if abs(change) < 1e-6 * abs(t) and lower < t - change < upper:
            t -= change
    return t


def _root(equation: Any, lower: float, upper: float, start: Any = None) -> float:
    """The zero of an equation in (lower, upper), nan if it keeps its sign.

    ``equation(t)`` returns its value and its slope.  Steps that grow from the start
    find two coordinates at which the signs differ.
    """
    inside = start is not None and lower < start < upper
    centre = _inward(start, lower, upper) if inside else 0.0
    with np.errstate(all="ignore"):
        first = equation(_outward(centre, lower, upper))[0]
        for side in (1.0, -1.0):
            near, step = centre, 0.5
            for _ in range(60):
                far = near + side * step
                end = equation(_outward(far, lower, upper))[0]
                if not np.isfinite(end):
                    step *= 0.25
                    if step < 1e-3:
                        break
                    continue
                if (end > 0) != (first > 0):
                    return _zero(equation, near, far, lower, upper)
                near, step = far, 2.0 * step
                if abs(near) > 650.0:
                    break
    return float("nan")


def _roots(equation: Any, grid: Any, lower: float, upper: float) -> list[float]:
    """Every zero of an equation that a grid of coordinates separates."""
    points = np.array([_outward(u, lower, upper) for u in grid])
    signs = np.sign([equation(t)[0] for t in points])
    pairs = [grid[i : i + 2] for i in np.flatnonzero(signs[:-1] * signs[1:] < 0)]
    between = [_zero(equation, near, far, lower, upper) for near, far in pairs]
    return [*points[signs == 0], *between]


def _likeliest(equation: Any, rest: Any, lower: float, upper: float, start: Any = None) -> Any:
    """The likeliest zero of an equation in (lower, upper), None if there is none.

    ``rest(t)`` returns the negative log-likelihood and all parameters.  A grid around the
    start separates the zeros.  Where it has none, a peak further out is taken.
    """

    def value(u: float) -> float:
        return float(rest(np.float64(_outward(u, lower, upper)))[0])

    def peak(t: float) -> bool:
        u, here = _inward(t, lower, upper), rest(t)[0]
        around = min(value(u - 1.0), value(u + 1.0))
        return bool(here < value(centre) and around - here > 1e-10 * (1.0 + abs(here)))

    inside = start is not None and lower < start < upper
    centre = _inward(start, lower, upper) if inside else 0.0
    with np.errstate(all="ignore"):
        grid = centre + np.linspace(-12.0, 12.0, 97)
        found = _roots(equation, grid, lower, upper)
        ends = np.isfinite([lower, upper])
        if not found and ends.any():
            steps = 10.0 + 2.0 * 1.5 ** np.arange(16)
            limit = 36.0 if ends.all() else 690.0
            for side in (steps, -steps):
                grid = np.clip(centre + side, -limit, limit)
                found += filter(peak, _roots(equation, grid, lower, upper))
        rated = [rest(t) for t in found]
    rated = [r for r in rated if r[0] < np.inf]
    return min(rated, key=lambda r: r[0], default=None)


def _integer(objective: Any, lower: float, upper: float) -> float:
    """The integer in lower..upper with the greatest objective, inf if it never falls."""

    def height(m: int) -> float:
        value = float(objective(float(m)))
        return value if value > -np.inf else -np.inf

    low, best, falls, n, step = int(np.ceil(lower)), -np.inf, 0, int(np.ceil(lower)), 1
    tried = {}
    while n <= upper and falls < 3:
        if step > 2**44:
            return float("inf")
        tried[n] = height(n)
        falls = falls + 1 if tried[n] < best else 0
        best = max(best, tried[n])
        n, step = n + step, 2 * step
    if np.isfinite(upper):
        tried[int(upper)] = height(int(upper))
    points = sorted(tried)
    i = max(range(len(points)), key=lambda j: tried[points[j]])
    left, right = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
    while right - left > 3:
        third = (right - left) // 3
        a, b = left + third, right - third
        left, right = (a, right) if height(a) < height(b) else (left, b)
    near = range(max(left - 1, low), right + 1)
    return float(max(near, key=lambda m: (height(m), -m)))


def _starts(rate: Any, choices: Any, wanted: int = 4) -> list[Any]:
    """The best of 160 random combinations of plausible values, no two alike."""
    random = np.random.default_rng(20240229)
    points = [np.array([c[0] for c in choices], dtype=float)]
    points += [np.array([random.choice(c) for c in choices]) for _ in range(159)]
    rated = [(rate(p), i) for i, p in enumerate(points)]
    chosen: list[Any] = []
    for _, i in sorted((v, i) for v, i in rated if np.isfinite(v)):
        scale = np.abs(points[i]) + 0.1
        if all(np.max(np.abs(points[i] - c) / scale) > 0.4 for c in chosen):
            chosen.append(points[i])
        if len(chosen) == wanted:
            break
    return chosen or points[:1]


def _ended(theta: Any, gradient: Any, hessian: Any) -> bool:
    """Whether a climb ended: not if a large parameter may still grow and lose nothing."""
    size = np.abs(theta)
    inverse = np.linalg.pinv(hessian * np.outer(size, size))
    step, variances = inverse @ (gradient * size), np.diag(inverse)
    far = (np.abs(step) > 1e-3) | (np.abs(variances) > 1e9)
    return not np.any(far & (size > 1e4))


def _downhill(at: Any, start: Any, unit: Any) -> Any:
    """The local minimum downhill of a start, in units of each parameter."""
    return optimize.minimize(
        lambda v: at(v * unit)[0],
        start,
        jac=lambda v: at(v * unit)[1] * unit,
        hess=lambda v: at(v * unit)[2] * np.outer(unit, unit),
        method="trust-exact",
        options={"gtol": 1e-11, "maxiter": 500},
    ).x


def _minimise(objective: Any, starts: Any) -> Any:
    """The best local minimum that trust-region Newton reaches from the starts, or nan.

    ``objective(theta)`` returns value, gradient and Hessian; the value is inf outside
    the domain, where no step ends.
    """
    last: dict[Any, Any] = {}

    def at(theta: Any) -> Any:
        key = theta.tobytes()
        if key not in last:
            last.clear()
            value, gradient, hessian = objective(theta)
            if not (np.isfinite(value) and np.all(np.isfinite(hessian))):
                k = len(theta)
                value, gradient, hessian = np.inf, np.zeros(k), np.eye(k)
            last[key] = value, gradient, hessian
        return last[key]

    best, lowest = None, np.inf
    for start in starts:
        theta = np.asarray(start, dtype=float)
        if not np.isfinite(at(theta)[0]):
            continue
        unit = np.ones(len(theta))
        for _ in range(12):
            theta = unit * _downhill(at, theta / unit, unit)
            if _ended(theta, *at(theta)[1:]):
                break
            unit = np.maximum(np.abs(theta), 1.0)
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None or not _ended(best, *at(best)[1:]):
        return np.full(len(starts[0]), np.nan)
    return best


def _point(objective: Any, points: Any) -> float:
    """That one of the points at which the objective is greatest."""
    points = np.unique(points)
    with np.errstate(all="ignore"):
        heights = np.array([objective(t) for t in points])
    return float(points[np.argmax(np.where(np.isnan(heights), -np.inf, heights))])


def _repeat(update: Any, theta: Any, steps: int = 200) -> Any:
    """The EM update again and again, until nothing changes."""
    for _ in range(steps):
        new = np.asarray(update(theta), dtype=float)
        if not np.all(np.isfinite(new)):
            break
        change = np.max(np.abs(new - theta) / np.maximum(np.abs(theta), 1e-8))
        theta = new
        if change < 1e-8:
            break
    return theta
