"""Maximum-likelihood estimation: Exponential distribution below an unknown bound.

    f(x; bound, scale) = 1/scale*exp((x-bound)/scale)
    support: x <= bound
    bound: real
    scale: positive

Log-likelihood:

    -log(scale)*n + sum(x - bound)/scale

Estimator (boundary):

    bound = max(x)
    scale = -sum(x - bound)/n

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 19

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("bound", "scale")


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


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    n = np.float64(len(x) if weights is None else np.sum(weights))
    max_x = _greatest(x, weights)
    min_x = _least(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"bound": np.nan, "scale": 0}
    bound = max_x
    sum_h = _total(x - bound, weights)
    scale = -sum_h / n
    return {"bound": float(bound), "scale": float(scale)}


def nll(x, bound, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(bound):
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    if not np.all(x <= bound):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(x - bound, weights)
        return float(n * np.log(scale) - sum_h / scale)


def gradient(x, bound, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(bound):
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    if not np.all(x <= bound):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(x - bound, weights)
        t = n / scale
        return np.array([t, t + sum_h / scale**2])


def hessian(x, bound, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(bound):
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x <= bound):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(x - bound, weights)
        t = n / scale**2
        return np.array([[0, -t], [-t, -t - 2 * sum_h / scale**3]])


def log_density(x, bound, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = (x - bound) / scale - np.log(scale)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, bound, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        h = -t
        h_1 = -(x - bound) / scale**2 - t
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, bound, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, bound, scale, weights)
    errors = np.full(2, np.nan)
    regular = [1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
