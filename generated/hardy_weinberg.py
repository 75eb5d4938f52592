"""Maximum-likelihood estimation: Hardy-Weinberg proportions (number of A alleles).

    f(x; p) = binomial(2, x)*p**x*(1-p)**(2-x)
    support: x in 0, 1, 2
    p: 0 < p < 1

Log-likelihood:

    (2*n - sum(x))*log(1 - p) + log(p)*sum(x) + log(2)*n - sum(loggamma(3 - x)) -
        sum(loggamma(x + 1))

Estimator (closed):

    p = sum(x)/(2*n)

Conditions:

    A maximum exists only if Σ xᵢ > 0.
    A maximum exists only if Σ xᵢ < 2n.

Source:

    Weir (1996), Genetic Data Analysis II, ch. 2

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("p",)


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
    _require("x", x >= 0, "must be >= 0")
    _require("x", x <= 2, "must be <= 2")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    # A maximum exists only if Σ xᵢ > 0.
    if not (sum_x > 0):
        return {"p": 0}
    # A maximum exists only if Σ xᵢ < 2n.
    if not (2 * n - sum_x > 0):
        return {"p": 1}
    p = 0.5 * sum_x / n
    return {"p": float(p)}


def nll(x, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(special.gammaln(x + 1), weights)
        sum_h_1 = _total(special.gammaln(3 - x), weights)
        sum_h_2 = _total(x - 2, weights)
        sum_x = _total(x, weights)
        t = -special.xlog1py(-sum_h_2, -p)
        t_1 = -special.xlogy(sum_x, p)
        return float(t + t_1 + sum_h + sum_h_1 - n * np.log(2))


def gradient(x, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total(x - 2, weights)
        sum_x = _total(x, weights)
        return np.array([-sum_h / (1 - p) - sum_x / p])


def hessian(x, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.full((1, 1), np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total(x - 2, weights)
        sum_x = _total(x, weights)
        h = sum_x / p**2 - sum_h / (1 - p) ** 2
        return np.array([[h]])


def log_density(x, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = special.xlog1py(2 - x, -p)
        t_1 = -special.gammaln(3 - x) - special.gammaln(x + 1)
        h = special.xlogy(x, p) + t + t_1 + np.log(2)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = x / p - (2 - x) / (1 - p)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, p, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
