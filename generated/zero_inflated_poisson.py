"""Maximum-likelihood estimation: Zero-inflated Poisson distribution.

    f(x; weight, rate) = Piecewise((weight+(1-weight)*exp(-rate), Eq(x, 0)),
        ((1-weight)*rate**x*exp(-rate)/factorial(x), True))
    support: x in 0, 1, 2, ...
    weight: 0 < weight < 1
    rate: positive

Log-likelihood:

    (-rate + log(1 - weight))*sum(Piecewise((0, Eq(x, 0)), (1, True))) +
        log(rate)*sum(Piecewise((0, Eq(x, 0)), (x, True))) + log(weight -
        weight*exp(-rate) + exp(-rate))*sum(Piecewise((1, Eq(x, 0)), (0, True))) -
        sum(Piecewise((0, Eq(x, 0)), (loggamma(x + 1), True)))

Estimator (special):

    rate = LambertW(-exp(-sum(Piecewise((0, Eq(x, 0)), (x, True)))/sum(Piecewise((0,
        Eq(x, 0)), (1, True))))*sum(Piecewise((0, Eq(x, 0)), (x,
        True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))) + sum(Piecewise((0, Eq(x,
        0)), (x, True)))/sum(Piecewise((0, Eq(x, 0)), (1, True)))
    weight = -(-(exp(rate) - 1)*sum(Piecewise((1, Eq(x, 0)), (0, True))) +
        sum(Piecewise((0, Eq(x, 0)), (1, True))))/((exp(rate) - 1)*sum(Piecewise((0,
        Eq(x, 0)), (1, True)) + Piecewise((1, Eq(x, 0)), (0, True))))

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if #{xᵢ = 0} e^(rate) > n.
    A maximum exists only if #{xᵢ = 0} < n.
    A maximum exists only if Σ_(xᵢ ≠ 0) xᵢ > #{xᵢ ≠ 0}.

Source:

    Lambert (1992), Zero-inflated Poisson regression, with an application to defects
        in manufacturing, Technometrics 34, 1-14

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("weight", "rate")


def inverse_expm1(v):
    """1/(exp v - 1)."""
    return 1.0 / np.expm1(v)


def log_ratio(d):
    """log(1 + d) - d for d > -1, without cancellation near 0."""
    d = np.asarray(d, dtype=float)
    # With r = d/(2 + d): log(1 + d) = 2 atanh r, and 2 r - d = -r d.
    small = np.abs(d) < 0.5
    e = np.where(small, d, 0.0)
    r = e / (2.0 + e)
    s = r * r
    odd = 1.0 / 31.0
    for k in (29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3):
        odd = 1.0 / k + s * odd
    return np.where(small, -r * e + 2.0 * r * s * odd, np.log1p(d) - d)


def stirling(y):
    """log Gamma(y + 1) - y log y + y for y >= 0.  Source: NIST DLMF 5.11.1."""
    y = np.asarray(y, dtype=float)
    large, none = y >= 16.0, y == 0.0
    z, s = np.where(large, y, 16.0), np.where(large | none, 1.0, y)
    w = 1.0 / (z * z)
    tail = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
    small = np.where(none, 0.0, special.gammaln(s + 1.0) - s * np.log(s) + s)
    return np.where(large, 0.9189385332046727 + 0.5 * np.log(z) + tail, small)


def deviance(y, m):
    """y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m."""
    y, m = np.asarray(y, dtype=float), np.asarray(m, dtype=float)
    none = y == 0.0
    some = np.where(none, 1.0, y)
    d = np.where(none, 1.0, (m - y) / some)
    near = np.abs(d) < 0.5
    far = np.where(none, m, y * np.log(some / m) + m - y)
    return np.where(near, -y * log_ratio(np.where(near, d, 0.0)), far)


def lambert_w(y, branch=0):
    """The real w with w exp(w) = y on a branch (0 or -1); nan where there is none."""
    w = special.lambertw(y, branch)
    return np.where(np.abs(w.imag) <= 1e-12 * (1.0 + np.abs(w.real)), w.real, np.nan)


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
    t_1 = np.where(t, 0, 1)
    t_2 = np.where(t, 1, 0)
    sum_h = _total(t_1, weights)
    sum_h_1 = _total(np.where(t, 0, x), weights)
    sum_h_2 = _total(t_2, weights)
    sum_h_3 = _total(t_1 + t_2, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"weight": np.nan, "rate": np.nan}
    # A maximum exists only if Σ_(xᵢ ≠ 0) xᵢ > #{xᵢ ≠ 0}.
    if not (sum_h_1 - sum_h > 0):
        return {"weight": np.nan, "rate": 0}
    rate = lambert_w(-sum_h_1 * np.exp(-sum_h_1 / sum_h) / sum_h) + sum_h_1 / sum_h
    weight = -(sum_h - sum_h_2 * np.expm1(rate)) * inverse_expm1(rate) / sum_h_3
    return {"weight": float(weight), "rate": float(rate)}


def nll(x, weight, rate, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.inf
    if not 0 < rate < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = np.exp(-rate)
        t_1 = np.log1p(-weight) - deviance(x, rate) - stirling(x)
        sum_h = _total(np.where(x == 0, np.log(t + weight - weight * t), t_1), weights)
        return float(-sum_h)


def gradient(x, weight, rate, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full(2, np.nan)
    if not 0 < rate < np.inf:
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        t = x == 0
        sum_h = _total(np.where(t, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 0, x), weights)
        sum_h_2 = _total(np.where(t, 1, 0), weights)
        t_1 = np.exp(-rate)
        t_2 = -t_1
        t_3 = weight * t_1
        t_4 = sum_h_2 / (t_1 + weight - t_3)
        h = sum_h / (1 - weight) - (t_2 + 1) * t_4
        h_1 = sum_h - (t_2 + t_3) * t_4 - sum_h_1 / rate
        return np.array([h, h_1])


def hessian(x, weight, rate, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full((2, 2), np.nan)
    if not 0 < rate < np.inf:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = x == 0
        sum_h = _total(np.where(t, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 0, x), weights)
        sum_h_2 = _total(np.where(t, 1, 0), weights)
        t_1 = np.exp(-rate)
        t_2 = -t_1
        t_3 = t_2 + 1
        t_4 = weight * t_1
        t_5 = t_1 + weight - t_4
        t_6 = sum_h_2 / t_5**2
        t_7 = -t_3 * t_6
        t_8 = sum_h_2 / t_5
        t_9 = t_2 + t_4
        t_10 = -t_9
        h = sum_h / (1 - weight) ** 2 - t_3 * t_7
        h_1 = sum_h_1 / rate**2 - t_6 * t_9 * t_10 - t_8 * t_10
        return np.array([[h, -t_1 * t_8 - t_7 * t_9], [-t_1 * t_8 - t_7 * t_9, h_1]])


def log_density(x, weight, rate):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.exp(-rate)
        t_1 = np.log1p(-weight) - deviance(x, rate) - stirling(x)
        h = np.where(x == 0, np.log(t + weight - weight * t), t_1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, weight, rate):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x == 0
        t_1 = np.where(t, 0, 1)
        t_2 = np.exp(-rate)
        t_3 = -t_2
        t_4 = weight * t_2
        t_5 = np.where(t, 1, 0) / (t_2 + weight - t_4)
        h = (t_3 + 1) * t_5 - t_1 / (1 - weight)
        h_1 = np.where(t, 0, x) / rate + (t_3 + t_4) * t_5 - t_1
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, weight, rate, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, weight, rate, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
