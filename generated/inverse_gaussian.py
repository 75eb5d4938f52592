"""Maximum-likelihood estimation: Inverse Gaussian distribution (mean, shape).

    f(x; mu, shape) = sqrt(shape/(2*pi*x**3))*exp(-shape*(x-mu)**2/(2*mu**2*x))
    support: x > 0
    mu: positive
    shape: positive

Log-likelihood:

    log(shape/(2*pi))*n/2 - 3*sum(log(x))/2 - shape*sum((x - mu)**2/x)/(2*mu**2)

Estimator (closed):

    mu = sum(x)/n
    shape = n*sum(x)/(-n**2 + sum(1/x)*sum(x))

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 15
    Tweedie (1957), Statistical properties of inverse Gaussian distributions I, Ann.
        Math. Statist. 28, 362-377

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mu", "shape")


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
    sum_h = _total(1 / x, weights)
    sum_x = _total(x, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    t = 1 / n
    sum_h_1 = _total((1 / x - t * sum_h) * (x - t * sum_x), weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"mu": np.nan, "shape": np.nan}
    mu = sum_x / n
    shape = -sum_x / sum_h_1
    return {"mu": float(mu), "shape": float(shape)}


def nll(x, mu, shape, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu < np.inf:
        return np.inf
    if not 0 < shape < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total((x - mu) ** 2 / x, weights)
        t = 0.5 * shape
        t_1 = -0.5 * n * np.log(t / np.pi)
        return float(t_1 + t * sum_h / mu**2 + 1.5 * sum_log_x)


def gradient(x, mu, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu < np.inf:
        return np.full(2, np.nan)
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        t_1 = 1 / x
        sum_h = _total(t**2 * t_1, weights)
        sum_h_1 = _total(t * t_1, weights)
        t_2 = 1 / mu**2
        h = -shape * t_2 * sum_h_1 - shape * sum_h / mu**3
        h_1 = 0.5 * t_2 * sum_h - 0.5 * n / shape
        return np.array([h, h_1])


def hessian(x, mu, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(1 / x, weights)
        t = x - mu
        t_1 = 1 / x
        sum_h_1 = _total(t**2 * t_1, weights)
        sum_h_2 = _total(t * t_1, weights)
        t_2 = 1 / mu**2
        t_3 = 1 / mu**3
        t_4 = 3 * shape * sum_h_1 / mu**4
        h = t_4 + shape * t_2 * sum_h + 4 * shape * t_3 * sum_h_2
        return np.array(
            [
                [h, -t_2 * sum_h_2 - t_3 * sum_h_1],
                [-t_2 * sum_h_2 - t_3 * sum_h_1, 0.5 * n / shape**2],
            ]
        )


def log_density(x, mu, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 0.5 * shape
        h = 0.5 * np.log(t / np.pi) - t / mu**2 * (x - mu) ** 2 / x - 1.5 * np.log(x)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / x
        t_1 = 0.5 / mu**2
        t_2 = (x - mu) ** 2
        h = shape * t * t_2 / mu**3 - shape * t * t_1 * (2 * mu - 2 * x)
        h_1 = 0.5 / shape - t * t_1 * t_2
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, shape, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
