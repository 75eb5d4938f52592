"""Maximum-likelihood estimation: Normal distribution (mean, standard deviation).

    f(x; mu, sigma) = 1/(sigma*sqrt(2*pi))*exp(-(x-mu)**2/(2*sigma**2))
    support: real
    mu: real
    sigma: positive

Log-likelihood:

    (-log(sigma) - log(2*pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)

Estimator (closed):

    mu = sum(x)/n
    sigma = sqrt(sum((x - mu)**2))/sqrt(n)

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 13

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mu", "sigma")


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
    sum_x = _total(x, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"mu": np.nan, "sigma": 0}
    mu = sum_x / n
    sum_h = _total((x - mu) ** 2, weights)
    sigma = np.sqrt(sum_h) / np.sqrt(n)
    return {"mu": float(mu), "sigma": float(sigma)}


def nll(x, mu, sigma, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < sigma < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total((x - mu) ** 2, weights)
        t = 0.5 * n * np.log(2 * np.pi)
        return float(n * np.log(sigma) + t + 0.5 * sum_h / sigma**2)


def gradient(x, mu, sigma, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(2, np.nan)
    if not 0 < sigma < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(t, weights)
        sum_h_1 = _total(t**2, weights)
        return np.array([-sum_h / sigma**2, n / sigma - sum_h_1 / sigma**3])


def hessian(x, mu, sigma, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((2, 2), np.nan)
    if not 0 < sigma < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(t, weights)
        sum_h_1 = _total(t**2, weights)
        t_1 = n / sigma**2
        return np.array(
            [
                [t_1, 2 * sum_h / sigma**3],
                [2 * sum_h / sigma**3, 3 * sum_h_1 / sigma**4 - t_1],
            ]
        )


def log_density(x, mu, sigma):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -0.5 / sigma**2 * (x - mu) ** 2 - np.log(sigma) - 0.5 * np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, sigma):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -0.5 / sigma**2 * (2 * mu - 2 * x)
        h_1 = (x - mu) ** 2 / sigma**3 - 1 / sigma
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, sigma, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, sigma, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
