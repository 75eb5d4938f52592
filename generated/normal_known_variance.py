"""Maximum-likelihood estimation: Normal distribution with known variance.

    f(x; mu, sigma2) = 1/sqrt(2*pi*sigma2)*exp(-(x-mu)**2/(2*sigma2))
    support: real
    mu: real
    sigma2: positive (a known constant)

Log-likelihood:

    -log(2*pi*sigma2)*n/2 - sum((x - mu)**2)/(2*sigma2)

Estimator (closed):

    mu = sum(x)/n

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 13

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mu",)


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


def estimate(x, sigma2, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    mu = sum_x / n
    return {"mu": float(mu)}


def nll(x, mu, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total((x - mu) ** 2, weights)
        return float(0.5 * n * np.log(2 * np.pi * sigma2) + 0.5 * sum_h / sigma2)


def gradient(x, mu, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total(x - mu, weights)
        return np.array([-sum_h / sigma2])


def hessian(x, mu, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        return np.array([[n / sigma2]])


def log_density(x, mu, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -0.5 / sigma2 * (x - mu) ** 2 - 0.5 * np.log(2 * np.pi * sigma2)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -0.5 / sigma2 * (2 * mu - 2 * x)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, mu, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, sigma2, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
