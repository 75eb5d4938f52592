"""Maximum-likelihood estimation: Half-normal distribution.

    f(x; sigma) = sqrt(2/pi)/sigma*exp(-x**2/(2*sigma**2))
    support: x >= 0
    sigma: positive

Log-likelihood:

    (-log(sigma) + log(2/pi)/2)*n - sum(x**2)/(2*sigma**2)

Estimator (closed):

    sigma = sqrt(sum(x**2))/sqrt(n)

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 13

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("sigma",)


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


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= 0, "must be >= 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x_2 = _total(x**2, weights)
    sigma = np.sqrt(sum_x_2) / np.sqrt(n)
    return {"sigma": float(sigma)}


def nll(x, sigma, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < sigma < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x_2 = _total(x**2, weights)
        t = -0.5 * n * np.log(2 / np.pi)
        return float(n * np.log(sigma) + t + 0.5 * sum_x_2 / sigma**2)


def gradient(x, sigma, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < sigma < np.inf:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x_2 = _total(x**2, weights)
        return np.array([n / sigma - sum_x_2 / sigma**3])


def hessian(x, sigma, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < sigma < np.inf:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x_2 = _total(x**2, weights)
        h = 3 * sum_x_2 / sigma**4 - n / sigma**2
        return np.array([[h]])


def log_density(x, sigma):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = 0.5 * np.log(2 / np.pi) - 0.5 / sigma**2 * x**2 - np.log(sigma)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, sigma):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = x**2 / sigma**3 - 1 / sigma
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, sigma, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, sigma, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
