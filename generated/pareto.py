"""Maximum-likelihood estimation: Pareto distribution.

    f(x; x_m, shape) = shape*x_m**shape/x**(shape+1)
    support: x >= x_m
    x_m: positive
    shape: positive

Log-likelihood:

    (-shape - 1)*sum(log(x)) + (shape*log(x_m) + log(shape))*n

Estimator (boundary):

    x_m = min(x)
    shape = n/sum(log(x/x_m))

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 20

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("x_m", "shape")


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
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"x_m": np.nan, "shape": np.nan}
    x_m = min_x
    sum_h = _total(np.log(x / x_m), weights)
    shape = n / sum_h
    return {"x_m": float(x_m), "shape": float(shape)}


def nll(x, x_m, shape, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < x_m < np.inf:
        return np.inf
    if not 0 < shape < np.inf:
        return np.inf
    if not np.all(x >= x_m):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = -(-shape - 1) * sum_log_x
        return float(t - shape * n * np.log(x_m) - n * np.log(shape))


def gradient(x, x_m, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < x_m < np.inf:
        return np.full(2, np.nan)
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not np.all(x >= x_m):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        h = sum_log_x - n * np.log(x_m) - n / shape
        return np.array([-shape * n / x_m, h])


def hessian(x, x_m, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < x_m < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x >= x_m):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        return np.array([[shape * n / x_m**2, -n / x_m], [-n / x_m, n / shape**2]])


def log_density(x, x_m, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = (-shape - 1) * np.log(x) + shape * np.log(x_m) + np.log(shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, x_m, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = shape / x_m
        h_1 = np.log(x_m) + 1 / shape - np.log(x)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, x_m, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, x_m, shape, weights)
    errors = np.full(2, np.nan)
    regular = [1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
