"""Maximum-likelihood estimation: Log-Laplace distribution.

    f(x; mu, scale) = 1/(2*scale*x)*exp(-Abs(log(x)-mu)/scale)
    support: x > 0
    mu: real
    scale: positive

Log-likelihood:

    -log(2*scale)*n - sum(log(x)) - sum(Abs(mu - log(x)))/scale

Estimator (boundary):

    mu = median(log(x))
    scale = sum(Abs(mu - log(x)))/n

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Kozubowski, Podgorski (2003), Log-Laplace distributions, Int. Math. J. 3,
        467-495

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mu", "scale")


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


def _quantile(values, level, weights):
    """The value at rank ceil(n * level); the median is a midpoint for even n."""
    order = np.argsort(values, kind="stable")
    weights = np.ones(len(values)) if weights is None else weights
    cumulative = np.cumsum(weights[order])
    target = cumulative[-1] * level
    k = min(int(np.searchsorted(cumulative, target * (1 - 1e-12))), len(values) - 1)
    first = last = order[k]
    if level == 0.5 and abs(cumulative[k] - target) <= 1e-12 * cumulative[-1]:
        last = order[min(k + 1, len(values) - 1)]
    return 0.5 * (values[first] + values[last])


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
    quantile_log_x = _quantile(np.log(x), 0.5, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"mu": np.nan, "scale": 0}
    mu = quantile_log_x
    t = mu - np.log(x)
    sum_h = _total(np.abs(t), weights)
    sum_h_1 = _total(np.sign(t), weights)
    sum_h_2 = _total(0, weights)
    scale = sum_h / n
    return {"mu": float(mu), "scale": float(scale)}


def nll(x, mu, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.abs(mu - np.log(x)), weights)
        return float(n * np.log(2 * scale) + sum_log_x + sum_h / scale)


def gradient(x, mu, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = mu - np.log(x)
        sum_h = _total(np.sign(t), weights)
        sum_h_1 = _total(np.abs(t), weights)
        t_1 = 1 / scale
        return np.array([t_1 * sum_h, t_1 * n - sum_h_1 / scale**2])


def hessian(x, mu, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = mu - np.log(x)
        sum_h = _total(0, weights)
        sum_h_1 = _total(np.sign(t), weights)
        sum_h_2 = _total(np.abs(t), weights)
        t_1 = 1 / scale**2
        h = 2 * sum_h_2 / scale**3 - t_1 * n
        return np.array([[2 * sum_h / scale, -t_1 * sum_h_1], [-t_1 * sum_h_1, h]])


def log_density(x, mu, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        h = -t - np.log(2 * scale) - np.abs(t - mu) / scale
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = mu - np.log(x)
        h = -t * np.sign(t_1)
        h_1 = np.abs(t_1) / scale**2 - t
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, scale, weights)
    errors = np.full(2, np.nan)
    regular = [1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
