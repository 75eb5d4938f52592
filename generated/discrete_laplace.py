"""Maximum-likelihood estimation: Discrete Laplace distribution centred at zero.

    f(x; q) = (1-q)/(1+q)*q**Abs(x)
    support: x in ..., -2, -1, 0, 1, 2, ...
    q: 0 < q < 1

Log-likelihood:

    (log(1 - q) - log(q + 1))*n + log(q)*sum(Abs(x))

Estimator (closed):

    q = -(-sqrt(n**2 + sum(Abs(x))**2) + n)/sum(Abs(x))

Conditions:

    A maximum exists only if Σ|xᵢ| > 0.

Source:

    Inusah, Kozubowski (2006), A discrete analogue of the Laplace distribution, J.
        Statist. Plann. Inference 136, 1090-1102

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("q",)


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
    _require("x", x == np.rint(x), "must be an integer")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_h = _total(np.abs(x), weights)
    # A maximum exists only if Σ|xᵢ| > 0.
    if not (np.sqrt(n**2 + sum_h**2) - n > 0):
        return {"q": np.nan}
    q = -(n - np.sqrt(n**2 + sum_h**2)) / sum_h
    return {"q": float(q)}


def nll(x, q, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < q < 1:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.abs(x), weights)
        t = -special.xlogy(sum_h, q)
        return float(n * np.log1p(q) + t - n * np.log1p(-q))


def gradient(x, q, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < q < 1:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.abs(x), weights)
        h = n / (q + 1) + n / (1 - q) - sum_h / q
        return np.array([h])


def hessian(x, q, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < q < 1:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.abs(x), weights)
        h = n / (1 - q) ** 2 + sum_h / q**2 - n / (q + 1) ** 2
        return np.array([[h]])


def log_density(x, q):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = special.xlogy(np.abs(x), q) + np.log1p(-q) - np.log1p(q)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, q):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.abs(x) / q - 1 / (q + 1) - 1 / (1 - q)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, q, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, q, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
