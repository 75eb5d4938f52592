"""Maximum-likelihood estimation: Three cells with free probabilities.

    f(x; p_1, p_2) = Piecewise((p_1, Eq(x, 1)), (p_2, Eq(x, 2)), (1-p_1-p_2, True))
    support: x in 1, 2, 3
    p_1: 0 < p_1 < 1
    p_2: 0 < p_2 < 1 - p_1

Log-likelihood:

    log(p_1)*sum(Piecewise((1, Eq(x, 1)), (0, True))) + log(p_2)*sum(Piecewise((0,
        Eq(x, 1)), (1, Eq(x, 2)), (0, True))) + log(-p_1 - p_2 +
        1)*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2)), (1, True)))

Estimator (closed):

    p_2 = sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0, True)))/(sum(Piecewise((0,
        Eq(x, 1) | Eq(x, 2)), (1, True))) + sum(Piecewise((1, Eq(x, 1)), (0, True)))
        + sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2)), (0, True))))
    p_1 = -(p_2 - 1)*sum(Piecewise((1, Eq(x, 1)), (0, True)))/(sum(Piecewise((0,
        Eq(x, 1) | Eq(x, 2)), (1, True))) + sum(Piecewise((1, Eq(x, 1)), (0,
        True))))

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if #{xᵢ ∉ {1, 2}} + #{xᵢ = 1} > p₁(#{xᵢ ∉ {1, 2}} + #{xᵢ =
        2} + #{xᵢ = 1}).
    A maximum exists only if #{xᵢ ∉ {1, 2}} + #{xᵢ = 1} > 0.

Source:

    Johnson, Kotz, Balakrishnan (1997), Discrete Multivariate Distributions, ch. 35

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("p_1", "p_2")


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
    _require("x", x >= 1, "must be >= 1")
    _require("x", x <= 3, "must be <= 3")
    t = x == 1
    t_1 = x == 2
    sum_h = _total(np.where(np.logical_or(t, t_1), 0, 1), weights)
    sum_h_1 = _total(np.where(t, 1, 0), weights)
    sum_h_2 = _total(np.where(t, 0, np.where(t_1, 1, 0)), weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"p_1": np.nan, "p_2": np.nan}
    # A maximum exists only if #{xᵢ ∉ {1, 2}} + #{xᵢ = 1} > 0.
    if not (sum_h + sum_h_1 > 0):
        return {"p_1": np.nan, "p_2": np.nan}
    p_2 = sum_h_2 / (sum_h + sum_h_1 + sum_h_2)
    p_1 = -(p_2 - 1) * sum_h_1 / (sum_h + sum_h_1)
    return {"p_1": float(p_1), "p_2": float(p_2)}


def nll(x, p_1, p_2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p_1 < 1:
        return np.inf
    if not 0 < p_2 < 1 - p_1:
        return np.inf
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        sum_h = _total(np.where(np.logical_or(t, t_1), 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        sum_h_2 = _total(np.where(t, 0, np.where(t_1, 1, 0)), weights)
        t_2 = -special.xlog1py(sum_h, -p_1 - p_2)
        t_3 = -special.xlogy(sum_h_1, p_1)
        return float(t_2 + t_3 - special.xlogy(sum_h_2, p_2))


def gradient(x, p_1, p_2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p_1 < 1:
        return np.full(2, np.nan)
    if not 0 < p_2 < 1 - p_1:
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        sum_h = _total(np.where(np.logical_or(t, t_1), 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        sum_h_2 = _total(np.where(t, 0, np.where(t_1, 1, 0)), weights)
        t_2 = sum_h / (1 - p_1 - p_2)
        return np.array([t_2 - sum_h_1 / p_1, t_2 - sum_h_2 / p_2])


def hessian(x, p_1, p_2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p_1 < 1:
        return np.full((2, 2), np.nan)
    if not 0 < p_2 < 1 - p_1:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        sum_h = _total(np.where(np.logical_or(t, t_1), 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        sum_h_2 = _total(np.where(t, 0, np.where(t_1, 1, 0)), weights)
        t_2 = sum_h / (1 - p_1 - p_2) ** 2
        return np.array([[t_2 + sum_h_1 / p_1**2, t_2], [t_2, t_2 + sum_h_2 / p_2**2]])


def log_density(x, p_1, p_2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = special.xlog1py(np.where(np.logical_or(t, t_1), 0, 1), -p_1 - p_2)
        t_3 = special.xlogy(np.where(t, 0, np.where(t_1, 1, 0)), p_2)
        h = t_2 + t_3 + special.xlogy(np.where(t, 1, 0), p_1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, p_1, p_2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = np.where(np.logical_or(t, t_1), 0, 1) / (1 - p_1 - p_2)
        h = np.where(t, 1, 0) / p_1 - t_2
        h_1 = np.where(t, 0, np.where(t_1, 1, 0)) / p_2 - t_2
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, p_1, p_2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, p_1, p_2, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
