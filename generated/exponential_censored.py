"""Maximum-likelihood estimation: Exponential lifetimes with right censoring.

    f(t, d; rate) = (rate*exp(-rate*t))**d*exp(-rate*t)**(1-d)
    support: t > 0 and d in 0, 1
    rate: positive

Log-likelihood:

    -rate*sum(d*t) + rate*sum(t*(d - 1)) + log(rate)*sum(d)

Estimator (closed):

    rate = sum(d)/sum(t)

Conditions:

    A maximum exists only if Σ dᵢ > 0.

Source:

    Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time Data, 2nd
        ed., ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("rate",)


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


def _columns(data, names):
    """Several variables from an array of shape (n, k) or a mapping of columns."""
    if hasattr(data, "keys"):
        missing = [name for name in names if name not in data]
        if missing:
            raise ValueError(f"the data have no column {missing[0]!r}")
        return [_column(data[name], name) for name in names]
    table = np.asarray(data)
    if table.ndim != 2 or table.shape[1] != len(names):
        wanted = f"(n, {len(names)})"
        raise ValueError(f"expected an array of shape {wanted}, got {table.shape}")
    return [_column(table[:, j], name) for j, name in enumerate(names)]


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


def estimate(data, weights=None):
    """Maximum-likelihood estimates by name.

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    _require("t", t > 0, "must be > 0")
    _require("d", d == np.rint(d), "must be an integer")
    _require("d", d >= 0, "must be >= 0")
    _require("d", d <= 1, "must be <= 1")
    sum_d = _total(d, weights)
    sum_t = _total(t, weights)
    # A maximum exists only if Σ dᵢ > 0.
    if not (sum_d > 0):
        return {"rate": 0}
    rate = sum_d / sum_t
    return {"rate": float(rate)}


def nll(data, rate, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < rate < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        sum_h = _total((d - 1) * t, weights)
        sum_d = _total(d, weights)
        sum_h_1 = _total(d * t, weights)
        return float(rate * sum_h_1 - rate * sum_h - special.xlogy(sum_d, rate))


def gradient(data, rate, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < rate < np.inf:
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total((d - 1) * t, weights)
        sum_d = _total(d, weights)
        sum_h_1 = _total(d * t, weights)
        return np.array([sum_h_1 - sum_h - sum_d / rate])


def hessian(data, rate, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < rate < np.inf:
        return np.full((1, 1), np.nan)
    with np.errstate(all="ignore"):
        sum_d = _total(d, weights)
        return np.array([[sum_d / rate**2]])


def log_density(data, rate):
    """log f of each observation, shape (n,)."""
    t, d = _columns(data, ("t", "d"))
    with np.errstate(all="ignore"):
        t_1 = rate * t
        h = t_1 * (d - 1) + special.xlogy(d, rate) - t_1 * d
        return np.broadcast_to(h, t.shape).astype(float)


def scores(data, rate):
    """The gradient of log f of each observation, shape (n, k)."""
    t, d = _columns(data, ("t", "d"))
    with np.errstate(all="ignore"):
        h = d / rate + (d - 1) * t - d * t
        return np.column_stack([np.broadcast_to(h, t.shape)])


def standard_errors(data, rate, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, rate, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
