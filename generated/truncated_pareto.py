"""Maximum-likelihood estimation: Truncated Pareto distribution.

    f(x; lower, upper, shape) =
        shape*lower**shape*x**(-shape-1)/(1-(lower/upper)**shape)
    support: lower <= x <= upper
    lower: positive
    upper: lower < upper
    shape: positive

Log-likelihood:

    (-shape - 1)*sum(log(x)) + (shape*log(lower) + log(shape) - log(1 -
        (lower/upper)**shape))*n

Estimator (boundary):

    lower = min(x)
    upper = max(x)
    shape = the solution of ((lower/upper)**shape*log(lower/upper)/(1 -
        (lower/upper)**shape) + log(lower) + 1/shape)*n - sum(log(x)) = 0

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if 2 Σ log xᵢ < n log x₍₁₎ + n log x₍ₙ₎.

Source:

    Aban, Meerschaert, Panorska (2006), Parameter estimation for the truncated
        Pareto distribution, J. Amer. Statist. Assoc. 101, 270-277

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("lower", "upper", "shape")


def _column(values, name):
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


def _frequencies(weights, rows):
    """Weights, one for each row, as a float array, or None."""
    if weights is None:
        return None
    weights = _column(weights, "weights")
    if weights.size != rows:
        raise ValueError(f"there are {weights.size} weights for {rows} observations")
    if np.any(weights < 0) or not np.any(weights > 0):
        raise ValueError("weights are frequencies: 0 or more, and not all 0")
    return weights


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def _outward(u, lower, upper):
    """The point of (lower, upper) at a coordinate u of the line."""
    if np.isinf(lower) and np.isinf(upper):
        return u
    if np.isinf(upper):
        return lower + np.exp(u)
    if np.isinf(lower):
        return upper - np.exp(u)
    return lower + (upper - lower) / (1.0 + np.exp(-u))


def _inward(t, lower, upper):
    """The coordinate of a point of (lower, upper)."""
    if np.isinf(lower) and np.isinf(upper):
        return t
    if np.isinf(upper):
        return np.log(t - lower)
    if np.isinf(lower):
        return np.log(upper - t)
    return np.log((t - lower) / (upper - t))


def _zero(equation, near, far, lower, upper):
    """The zero between two coordinates: Brent's method, then Newton's for the last digits."""

    def value(u):
        return float(equation(_outward(u, lower, upper))[0])

    u = optimize.brentq(value, near, far, xtol=1e-13, rtol=1e-15)
    t = np.float64(_outward(u, lower, upper))
    for _ in range(2):
        height, slope = equation(t)
        change = height / slope if slope else 0.0
        if abs(change) < 1e-6 * abs(t) and lower < t - change < upper:
            t -= change
    return t


def _root(equation, lower, upper, start=None):
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


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"lower": np.nan, "upper": np.nan, "shape": np.nan}
    # A maximum exists only if 2 Σ log xᵢ < n log x₍₁₎ + n log x₍ₙ₎.
    t = 2 * (np.log(min_x) - np.log(max_x)) * sum_log_x
    t_1 = t - (np.log(min_x) ** 2 - np.log(max_x) ** 2) * n
    if not (-0.5 * t_1 / (np.log(min_x) - np.log(max_x)) > 0):
        return {"lower": np.nan, "upper": np.nan, "shape": 0}
    lower = min_x
    upper = max_x

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t_2 = lower / upper
        t_3 = np.log(t_2)
        t_4 = t_2**shape
        t_5 = 1 - t_4
        t_6 = t_4 / t_5
        t_7 = t_3**2
        value = (t_3 * t_6 + np.log(lower) + 1 / shape) * n - sum_log_x
        slope = (t_2 ** (2 * shape) * t_7 / t_5**2 + t_6 * t_7 - 1 / shape**2) * n
        return value, slope

    shape = _root(equation, 0, np.inf)
    return {"lower": float(lower), "upper": float(upper), "shape": float(shape)}


def nll(x, lower, upper, shape, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < lower < np.inf:
        return np.inf
    if not lower < upper < np.inf:
        return np.inf
    if not 0 < shape < np.inf:
        return np.inf
    if not np.all(x >= lower):
        return np.inf
    if not np.all(x <= upper):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = n * np.log1p(-((lower / upper) ** shape))
        t_1 = -shape * n * np.log(lower)
        return float(t + t_1 - n * np.log(shape) - (-shape - 1) * sum_log_x)


def gradient(x, lower, upper, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < lower < np.inf:
        return np.full(3, np.nan)
    if not lower < upper < np.inf:
        return np.full(3, np.nan)
    if not 0 < shape < np.inf:
        return np.full(3, np.nan)
    if not np.all(x >= lower):
        return np.full(3, np.nan)
    if not np.all(x <= upper):
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = shape * n
        t_1 = t / lower
        t_2 = 1 / upper
        t_3 = lower * t_2
        t_4 = t_3**shape
        t_5 = t_4 / (1 - t_4)
        h = sum_log_x - t_5 * n * np.log(t_3) - n * np.log(lower) - n / shape
        return np.array([-t_1 * t_5 - t_1, t * t_2 * t_5, h])


def hessian(x, lower, upper, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < lower < np.inf:
        return np.full((3, 3), np.nan)
    if not lower < upper < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < shape < np.inf:
        return np.full((3, 3), np.nan)
    if not np.all(x >= lower):
        return np.full((3, 3), np.nan)
    if not np.all(x <= upper):
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / lower**2
        t_1 = 1 / upper
        t_2 = lower * t_1
        t_3 = t_2**shape
        t_4 = 1 - t_3
        t_5 = 1 / t_4
        t_6 = t_3 * t_5
        t_7 = shape**2
        t_8 = t * t_7 * n
        t_9 = t_2 ** (2 * shape) / t_4**2
        t_10 = n / lower
        t_11 = t_10 * t_6
        t_12 = t_1 * t_7
        t_13 = t_10 * t_9
        t_14 = 1 / upper**2
        t_15 = t_6 * n
        t_16 = t_14 * t_15
        t_17 = t_9 * n
        t_18 = np.log(t_2)
        t_19 = shape * t_18
        t_20 = t_1 * t_15
        t_21 = t_18**2
        h = shape * t * t_3 * t_5 * n + shape * t * n - t_6 * t_8 - t_8 * t_9
        h_1 = -t_14 * t_17 * t_7 - t_16 * t_7 - shape * t_16
        h_2 = -t_10 - t_11 * t_19 - t_11 - t_13 * t_19
        h_3 = t_1 * t_17 * t_19 + t_19 * t_20 + t_20
        h_4 = n / t_7 - t_15 * t_21 - t_17 * t_21
        return np.array(
            [
                [h, t_11 * t_12 + t_12 * t_13, h_2],
                [t_11 * t_12 + t_12 * t_13, h_1, h_3],
                [h_2, h_3, h_4],
            ]
        )


def log_density(x, lower, upper, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -np.log1p(-((lower / upper) ** shape))
        h = (-shape - 1) * np.log(x) + t + shape * np.log(lower) + np.log(shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, lower, upper, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = shape / lower
        t_1 = 1 / upper
        t_2 = lower * t_1
        t_3 = t_2**shape
        t_4 = t_3 / (1 - t_3)
        h = t * t_4 + t
        h_1 = -shape * t_1 * t_4
        h_2 = t_4 * np.log(t_2) + np.log(lower) + 1 / shape - np.log(x)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, lower, upper, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, lower, upper, shape, weights)
    errors = np.full(3, np.nan)
    regular = [2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
