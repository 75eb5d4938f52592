"""Maximum-likelihood estimation: Log-uniform distribution.

    f(x; a, b) = 1/(x*log(b/a))
    support: a <= x <= b
    a: positive
    b: a < b

Log-likelihood:

    -log(log(b/a))*n - sum(log(x))

Estimator (boundary):

    a = min(x)
    b = max(x)

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Hamming (1970), On the distribution of numbers, Bell Syst. Tech. J. 49,
        1609-1625

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
    if not 0 < a < np.inf:
        return np.inf
    if not a < b < np.inf:
        return np.inf
    if not np.all(x >= a):
        return np.inf
    if not np.all(x <= b):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        return float(n * np.log(np.log(b / a)) + sum_log_x)


def gradient(x, a, b, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full(2, np.nan)
    if not a < b < np.inf:
        return np.full(2, np.nan)
    if not np.all(x >= a):
        return np.full(2, np.nan)
    if not np.all(x <= b):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / a
        t_1 = n / np.log(b * t)
        return np.array([-t * t_1, t_1 / b])


def hessian(x, a, b, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full((2, 2), np.nan)
    if not a < b < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x >= a):
        return np.full((2, 2), np.nan)
    if not np.all(x <= b):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / a
        t_1 = np.log(b * t)
        t_2 = 1 / t_1
        t_3 = n / a**2
        t_4 = 1 / t_1**2
        t_5 = n / b**2
        return np.array(
            [
                [t_2 * t_3 - t_3 * t_4, t * t_4 * n / b],
                [t * t_4 * n / b, -t_2 * t_5 - t_4 * t_5],
            ]
        )


def log_density(x, a, b):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -np.log(x) - np.log(np.log(b / a))
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, a, b):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / a
        t_1 = 1 / np.log(b * t)
        h = t * t_1
        h_1 = -t_1 / b
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
