"""Maximum-likelihood estimation: Genetic linkage in four cells.

    f(x; theta) = Piecewise(((2+theta)/4, Eq(x, 1)), ((1-theta)/4, Eq(x, 2)),
        ((1-theta)/4, Eq(x, 3)), (theta/4, True))
    support: x in 1, 2, 3, 4
    theta: 0 < theta < 1

Log-likelihood:

    (log(theta) - 2*log(2))*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
        True))) + log(1/4 - theta/4)*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) |
        Eq(x, 3)), (0, True))) + log(theta/4 + 1/2)*sum(Piecewise((1, Eq(x, 1)), (0,
        True)))

Estimator (closed):

    theta = -(-sqrt(9*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
        True)))**2 + 6*sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1,
        True)))*sum(Piecewise((1, Eq(x, 1)), (0, True))) + 12*sum(Piecewise((0,
        Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1, True)))*sum(Piecewise((0, Eq(x, 1)),
        (1, Eq(x, 2) | Eq(x, 3)), (0, True))) + sum(Piecewise((1, Eq(x, 1)), (0,
        True)))**2 - 4*sum(Piecewise((1, Eq(x, 1)), (0, True)))*sum(Piecewise((0,
        Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True))) + 4*sum(Piecewise((0, Eq(x,
        1)), (1, Eq(x, 2) | Eq(x, 3)), (0, True)))**2) + sum(Piecewise((0, Eq(x, 1)
        | Eq(x, 2) | Eq(x, 3)), (1, True))) - sum(Piecewise((1, Eq(x, 1)), (0,
        True))) + 2*sum(Piecewise((0, Eq(x, 1)), (1, Eq(x, 2) | Eq(x, 3)), (0,
        True))))/(2*(sum(Piecewise((0, Eq(x, 1) | Eq(x, 2) | Eq(x, 3)), (1, True)))
        + sum(Piecewise((1, Eq(x, 1)), (0, True))) + sum(Piecewise((0, Eq(x, 1)),
        (1, Eq(x, 2) | Eq(x, 3)), (0, True)))))

Conditions:

    A maximum exists only if #{xᵢ = 1} + √(12 #{xᵢ ∉ {1, 2, 3}} #{xᵢ ∈ {2, 3}} +
        4(#{xᵢ ∈ {2, 3}})² + 6 #{xᵢ ∉ {1, 2, 3}} #{xᵢ = 1} + 9(#{xᵢ ∉ {1, 2, 3}})² +
        (#{xᵢ = 1})² − 4 #{xᵢ ∈ {2, 3}} #{xᵢ = 1}) > 2 #{xᵢ ∈ {2, 3}} + #{xᵢ ∉ {1,
        2, 3}}.
    A maximum exists only if 3 #{xᵢ ∉ {1, 2, 3}} + 4 #{xᵢ ∈ {2, 3}} + #{xᵢ = 1} >
        √(12 #{xᵢ ∉ {1, 2, 3}} #{xᵢ ∈ {2, 3}} + 4(#{xᵢ ∈ {2, 3}})² + 6 #{xᵢ ∉ {1, 2,
        3}} #{xᵢ = 1} + 9(#{xᵢ ∉ {1, 2, 3}})² + (#{xᵢ = 1})² − 4 #{xᵢ ∈ {2, 3}} #{xᵢ
        = 1}).

Source:

    Rao (1973), Linear Statistical Inference and Its Applications, 2nd ed., sec. 5g

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("theta",)


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
    _require("x", x >= 1, "must be >= 1")
    _require("x", x <= 4, "must be <= 4")
    t = x == 1
    t_1 = x == 2
    t_2 = x == 3
    sum_h = _total(np.where(np.logical_or(np.logical_or(t, t_1), t_2), 0, 1), weights)
    sum_h_1 = _total(np.where(t, 1, 0), weights)
    sum_h_2 = _total(np.where(t, 0, np.where(np.logical_or(t_1, t_2), 1, 0)), weights)
    # A maximum exists only if #{xᵢ = 1} + √(12 #{xᵢ ∉ {1, 2, 3}} #{xᵢ ∈ {2, 3}} + 4(#{x
    t_3 = 9 * sum_h**2 + sum_h_1**2 + 4 * sum_h_2**2
    t_4 = t_3 + 6 * sum_h * sum_h_1 + 12 * sum_h * sum_h_2 - 4 * sum_h_1 * sum_h_2
    if not (np.sqrt(t_4) + sum_h_1 - sum_h - 2 * sum_h_2 > 0):
        return {"theta": np.nan}
    # A maximum exists only if 3 #{xᵢ ∉ {1, 2, 3}} + 4 #{xᵢ ∈ {2, 3}} + #{xᵢ = 1} > √(12
    t_5 = 9 * sum_h**2 + sum_h_1**2 + 4 * sum_h_2**2
    t_6 = t_5 + 6 * sum_h * sum_h_1 + 12 * sum_h * sum_h_2 - 4 * sum_h_1 * sum_h_2
    if not (3 * sum_h + sum_h_1 + 4 * sum_h_2 - np.sqrt(t_6) > 0):
        return {"theta": np.nan}
    t_7 = 1 / (sum_h + sum_h_1 + sum_h_2)
    t_8 = 9 * sum_h**2 + sum_h_1**2 + 4 * sum_h_2**2
    t_9 = t_8 + 6 * sum_h * sum_h_1 + 12 * sum_h * sum_h_2 - 4 * sum_h_1 * sum_h_2
    theta = -0.5 * (sum_h + 2 * sum_h_2 - np.sqrt(t_9) - sum_h_1) * t_7
    return {"theta": float(theta)}


def nll(x, theta, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = x == 3
        t_3 = np.logical_or(np.logical_or(t, t_1), t_2)
        sum_h = _total(np.where(t_3, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        t_4 = np.logical_or(t_1, t_2)
        sum_h_2 = _total(np.where(t, 0, np.where(t_4, 1, 0)), weights)
        t_5 = 0.25 * theta
        t_6 = -(np.log(theta) - 2 * np.log(2)) * sum_h
        t_7 = -special.xlogy(sum_h_2, 0.25 - t_5)
        return float(t_6 + t_7 - special.xlogy(sum_h_1, t_5 + 0.5))


def gradient(x, theta, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < 1:
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = x == 3
        t_3 = np.logical_or(np.logical_or(t, t_1), t_2)
        sum_h = _total(np.where(t_3, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        t_4 = np.logical_or(t_1, t_2)
        sum_h_2 = _total(np.where(t, 0, np.where(t_4, 1, 0)), weights)
        t_5 = 0.25 * theta
        h = 0.25 * sum_h_2 / (0.25 - t_5) - sum_h / theta - 0.25 * sum_h_1 / (t_5 + 0.5)
        return np.array([h])


def hessian(x, theta, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < 1:
        return np.full((1, 1), np.nan)
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = x == 3
        t_3 = np.logical_or(np.logical_or(t, t_1), t_2)
        sum_h = _total(np.where(t_3, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        t_4 = np.logical_or(t_1, t_2)
        sum_h_2 = _total(np.where(t, 0, np.where(t_4, 1, 0)), weights)
        t_5 = 0.25 * theta
        t_6 = 0.0625 * sum_h_2 / (0.25 - t_5) ** 2
        h = t_6 + sum_h / theta**2 + 0.0625 * sum_h_1 / (t_5 + 0.5) ** 2
        return np.array([[h]])


def log_density(x, theta):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = x == 3
        t_3 = 0.25 * theta
        t_4 = np.where(np.logical_or(np.logical_or(t, t_1), t_2), 0, 1)
        t_5 = np.where(t, 0, np.where(np.logical_or(t_1, t_2), 1, 0))
        t_6 = special.xlogy(np.where(t, 1, 0), t_3 + 0.5)
        h = (np.log(theta) - 2 * np.log(2)) * t_4 + t_6 + special.xlogy(t_5, 0.25 - t_3)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, theta):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x == 1
        t_1 = x == 2
        t_2 = x == 3
        t_3 = 0.25 * theta
        t_4 = np.where(np.logical_or(np.logical_or(t, t_1), t_2), 0, 1) / theta
        t_5 = np.where(t, 0, np.where(np.logical_or(t_1, t_2), 1, 0))
        h = t_4 + 0.25 * np.where(t, 1, 0) / (t_3 + 0.5) - 0.25 * t_5 / (0.25 - t_3)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, theta, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, theta, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
