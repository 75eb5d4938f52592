"""Maximum-likelihood estimation: Power function distribution (scale, shape).

    f(x; scale, shape) = shape*x**(shape-1)/scale**shape
    support: 0 < x <= scale
    scale: positive
    shape: positive

Log-likelihood:

    (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n

Estimator (boundary):

    scale = max(x)
    shape = -n/sum(log(x/scale))

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions, vol. 2,
        ch. 25

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("scale", "shape")


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


def _require(name, valid, rule):
    """ValueError if observations break a rule of the support."""
    if not np.all(valid):
        told = f"{np.sum(~valid)} of {np.size(valid)} observations"
        raise ValueError(f"{told} are outside the support: {name} {rule}")


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
    _require("x", x > 0, "must be > 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    max_x = _greatest(x, weights)
    min_x = _least(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"scale": np.nan, "shape": np.nan}
    scale = max_x
    sum_h = _total(np.log(x / scale), weights)
    shape = -n / sum_h
    return {"scale": float(scale), "shape": float(shape)}


def nll(x, scale, shape, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < scale < np.inf:
        return np.inf
    if not 0 < shape < np.inf:
        return np.inf
    if not np.all(x <= scale):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = shape * n * np.log(scale)
        return float(t - n * np.log(shape) - (shape - 1) * sum_log_x)


def gradient(x, scale, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not np.all(x <= scale):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        h = n * np.log(scale) - n / shape - sum_log_x
        return np.array([shape * n / scale, h])


def hessian(x, scale, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x <= scale):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        return np.array([[-shape * n / scale**2, n / scale], [n / scale, n / shape**2]])


def log_density(x, scale, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = (shape - 1) * np.log(x) + np.log(shape) - shape * np.log(scale)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, scale, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -shape / scale
        h_1 = np.log(x) + 1 / shape - np.log(scale)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, scale, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, scale, shape, weights)
    errors = np.full(2, np.nan)
    regular = [1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
