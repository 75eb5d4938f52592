"""Maximum-likelihood estimation: Lognormal distribution (median, standard deviation of the logarithm).

    f(x; median, sigma) = 1/(x*sigma*sqrt(2*pi))*exp(-log(x/median)**2/(2*sigma**2))
    support: x > 0
    median: positive
    sigma: positive

Log-likelihood:

    (-log(sigma) - log(2*pi)/2)*n - sum(log(x)) - sum(log(x/median)**2)/(2*sigma**2)

Estimator (closed):

    median = exp(sum(log(x))/n)
    sigma = sqrt(sum(log(x/median)**2))/sqrt(n)

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 14

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("median", "sigma")


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
    sum_log_x = _total(np.log(x), weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"median": np.nan, "sigma": 0}
    median = np.exp(sum_log_x / n)
    t = np.log(x / median)
    sum_h = _total(t**2, weights)
    sum_h_1 = _total(t, weights)
    sigma = np.sqrt(sum_h) / np.sqrt(n)
    return {"median": float(median), "sigma": float(sigma)}


def nll(x, median, sigma, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < median < np.inf:
        return np.inf
    if not 0 < sigma < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.log(x / median) ** 2, weights)
        t = 0.5 * n * np.log(2 * np.pi)
        return float(n * np.log(sigma) + t + sum_log_x + 0.5 * sum_h / sigma**2)


def gradient(x, median, sigma, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < median < np.inf:
        return np.full(2, np.nan)
    if not 0 < sigma < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x / median)
        sum_h = _total(t, weights)
        sum_h_1 = _total(t**2, weights)
        return np.array([-sum_h / (median * sigma**2), n / sigma - sum_h_1 / sigma**3])


def hessian(x, median, sigma, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < median < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < sigma < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x / median)
        sum_h = _total(t, weights)
        sum_h_1 = _total(t**2, weights)
        t_1 = 1 / median**2
        t_2 = 1 / sigma**2
        t_3 = t_2 * n
        h = 2 * sum_h / (median * sigma**3)
        return np.array(
            [
                [t_1 * t_2 * sum_h + t_1 * t_3, h],
                [h, 3 * sum_h_1 / sigma**4 - t_3],
            ]
        )


def log_density(x, median, sigma):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -0.5 / sigma**2 * np.log(x / median) ** 2
        h = t - np.log(x) - np.log(sigma) - 0.5 * np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, median, sigma):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / median
        t_1 = np.log(t * x)
        h = t * t_1 / sigma**2
        h_1 = t_1**2 / sigma**3 - 1 / sigma
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, median, sigma, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, median, sigma, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
