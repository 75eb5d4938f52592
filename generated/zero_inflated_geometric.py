"""Maximum-likelihood estimation: Zero-inflated geometric distribution.

    f(x; weight, p) = Piecewise((weight+(1-weight)*p, Eq(x, 0)),
        ((1-weight)*p*(1-p)**x, True))
    support: x in 0, 1, 2, ...
    weight: 0 < weight < 1
    p: 0 < p < 1

Log-likelihood:

    (log(p) + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) + log(1 -
        p)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(-p*weight + p +
        weight)*sum(Piecewise((1, Eq(x, 0)), (0, True)))

Estimator (closed):

    p = sum(Piecewise((0, Eq(x, 0)), (1, True)))/sum(Piecewise((0, Eq(x, 0)), (x,
        True)))
    weight = (p*sum(Piecewise((0, Eq(x, 0)), (1, True))) + p*sum(Piecewise((1, Eq(x,
        0)), (0, True))) - sum(Piecewise((1, Eq(x, 0)), (0, True))))/((p -
        1)*(sum(Piecewise((0, Eq(x, 0)), (1, True))) + sum(Piecewise((1, Eq(x, 0)),
        (0, True)))))

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if Σ_(xᵢ ≠ 0) xᵢ > #{xᵢ ≠ 0}.
    A maximum exists only if #{xᵢ = 0} > np.
    A maximum exists only if Σ_(xᵢ ≠ 0) xᵢ > 0.

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 8

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("weight", "p")


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
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    t = x == 0
    sum_h = _total(np.where(t, 0, 1), weights)
    sum_h_1 = _total(np.where(t, 0, x), weights)
    sum_h_2 = _total(np.where(t, 1, 0), weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"weight": np.nan, "p": np.nan}
    # A maximum exists only if Σ_(xᵢ ≠ 0) xᵢ > #{xᵢ ≠ 0}.
    if not (sum_h_1 - sum_h > 0):
        return {"weight": np.nan, "p": np.nan}
    # A maximum exists only if Σ_(xᵢ ≠ 0) xᵢ > 0.
    if not (sum_h_1 > 0):
        return {"weight": np.nan, "p": np.nan}
    p = sum_h / sum_h_1
    weight = (p * sum_h + p * sum_h_2 - sum_h_2) / ((p - 1) * (sum_h + sum_h_2))
    return {"weight": float(weight), "p": float(p)}


def nll(x, weight, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.inf
    if not 0 < p < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = x == 0
        sum_h = _total(np.where(t, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 0, x), weights)
        sum_h_2 = _total(np.where(t, 1, 0), weights)
        t_1 = -special.xlogy(sum_h_2, p + weight - p * weight)
        t_2 = -(np.log(p) + np.log1p(-weight)) * sum_h
        return float(t_1 + t_2 - special.xlog1py(sum_h_1, -p))


def gradient(x, weight, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full(2, np.nan)
    if not 0 < p < 1:
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        t = x == 0
        sum_h = _total(np.where(t, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 0, x), weights)
        sum_h_2 = _total(np.where(t, 1, 0), weights)
        t_1 = 1 - weight
        t_2 = 1 - p
        t_3 = sum_h_2 / (p + weight - p * weight)
        h = sum_h_1 / t_2 - t_1 * t_3 - sum_h / p
        return np.array([sum_h / t_1 - t_2 * t_3, h])


def hessian(x, weight, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full((2, 2), np.nan)
    if not 0 < p < 1:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = x == 0
        sum_h = _total(np.where(t, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 0, x), weights)
        sum_h_2 = _total(np.where(t, 1, 0), weights)
        t_1 = weight - 1
        t_2 = -t_1
        t_3 = p - 1
        t_4 = -t_3
        t_5 = p + weight - p * weight
        t_6 = sum_h_2 / t_5**2
        t_7 = t_3 * t_6
        h = sum_h / p**2 + sum_h_1 / t_4**2 - t_1 * t_2 * t_6
        return np.array(
            [
                [sum_h / t_2**2 - t_4 * t_7, sum_h_2 / t_5 - t_2 * t_7],
                [sum_h_2 / t_5 - t_2 * t_7, h],
            ]
        )


def log_density(x, weight, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x == 0
        t_1 = special.xlogy(np.where(t, 1, 0), p + weight - p * weight)
        t_2 = (np.log(p) + np.log1p(-weight)) * np.where(t, 0, 1)
        h = special.xlog1py(np.where(t, 0, x), -p) + t_1 + t_2
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, weight, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 - weight
        t_1 = x == 0
        t_2 = np.where(t_1, 0, 1)
        t_3 = 1 - p
        t_4 = np.where(t_1, 1, 0) / (p + weight - p * weight)
        h = t_3 * t_4 - t_2 / t
        h_1 = t * t_4 + t_2 / p - np.where(t_1, 0, x) / t_3
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, weight, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, weight, p, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
