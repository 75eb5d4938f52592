"""Maximum-likelihood estimation: Arcsine distribution on (a, b).

    f(x; a, b) = 1/(pi*sqrt((x-a)*(b-x)))
    support: a < x < b
    a: real
    b: a < b

Log-likelihood:

    -log(pi)*n - sum(log(-x + b))/2 - sum(log(x - a))/2

Estimator (unbounded):

    a = min(x)
    b = max(x)

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions, vol. 2,
        ch. 25

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("a", "b")


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
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"a": np.nan, "b": np.nan}
    a = min_x
    b = max_x
    return {"a": float(a), "b": float(b)}


def nll(x, a, b, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(a):
        return np.inf
    if not a < b < np.inf:
        return np.inf
    if not np.all(x >= a):
        return np.inf
    if not np.all(x <= b):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.log(b - x), weights)
        sum_h_1 = _total(np.log(x - a), weights)
        return float(n * np.log(np.pi) + 0.5 * sum_h + 0.5 * sum_h_1)


def gradient(x, a, b, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(a):
        return np.full(2, np.nan)
    if not a < b < np.inf:
        return np.full(2, np.nan)
    if not np.all(x >= a):
        return np.full(2, np.nan)
    if not np.all(x <= b):
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total(1 / (x - a), weights)
        sum_h_1 = _total(1 / (x - b), weights)
        return np.array([-0.5 * sum_h, -0.5 * sum_h_1])


def hessian(x, a, b, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(a):
        return np.full((2, 2), np.nan)
    if not a < b < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x >= a):
        return np.full((2, 2), np.nan)
    if not np.all(x <= b):
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total(1 / (x - a) ** 2, weights)
        sum_h_1 = _total(1 / (x - b) ** 2, weights)
        return np.array([[-0.5 * sum_h, 0], [0, -0.5 * sum_h_1]])


def log_density(x, a, b):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -0.5 * np.log(b - x) - 0.5 * np.log(x - a) - np.log(np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, a, b):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = 0.5 / (x - a)
        h_1 = -0.5 / (b - x)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, a, b, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, a, b, weights)
    errors = np.full(2, np.nan)
    regular = []
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
