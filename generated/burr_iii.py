"""Maximum-likelihood estimation: Burr III distribution.

    f(x; c, k) = c*k*x**(-c-1)*(1+x**(-c))**(-k-1)
    support: x > 0
    c: positive
    k: positive

Log-likelihood:

    (-c - 1)*sum(log(x)) + (-k - 1)*sum(log(1 + x**(-c))) + (log(c) + log(k))*n

Estimator (reduced):

    c = the solution of n*sum(log(x)/(x**c*(1 + x**(-c))))/sum(log(1 + x**(-c))) +
        sum(log(x)/(x**c*(1 + x**(-c)))) - sum(log(x)) + n/c = 0
    k = n/sum(log(1 + x**(-c)))

Source:

    Burr (1942), Cumulative frequency functions, Ann. Math. Statist. 13, 215-232

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("c", "k")


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


def _roots(equation, lower, upper, start=None):
    """Every zero of an equation in (lower, upper) that a grid separates."""
    centre = 1.0 if start is None else float(start)
    if np.isinf(lower) and np.isinf(upper):
        grid = centre + np.linspace(-12.0, 12.0, 97)
    elif np.isinf(upper):
        grid = lower + abs(centre - lower) * np.exp(np.linspace(-12.0, 12.0, 97))
    elif np.isinf(lower):
        grid = upper - abs(upper - centre) * np.exp(np.linspace(12.0, -12.0, 97))
    else:
        grid = lower + (upper - lower) / (1.0 + np.exp(np.linspace(12.0, -12.0, 97)))
    with np.errstate(all="ignore"):
        values = np.array([equation(t)[0] for t in grid], dtype=float)
        found = [float(t) for t in grid[values == 0]]
        for i in np.flatnonzero(values[:-1] * values[1:] < 0):
            a, b = grid[i], grid[i + 1]
            if np.isfinite(values[i]) and np.isfinite(values[i + 1]):
                tolerance = 1e-15 * max(abs(a), abs(b))
                t = optimize.brentq(lambda s: equation(s)[0], a, b, xtol=tolerance)
                found.append(float(t))
    return found


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)

    def equation(c):
        """The equation that gives c, and its slope."""
        t = np.log(x)
        t_1 = -c * t
        t_2 = special.expit(t_1)
        t_3 = t**2
        sum_h = _total(np.logaddexp(0, t_1), weights)
        sum_h_1 = _total(t * t_2, weights)
        sum_h_2 = _total(t_2 * t_3, weights)
        sum_h_3 = _total(t_2**2 * t_3, weights)
        t_4 = n / sum_h
        value = n / c + t_4 * sum_h_1 + sum_h_1 - sum_log_x
        t_5 = (sum_h_3 - sum_h_2) * t_4
        slope = sum_h_1**2 * n / sum_h**2 + t_5 + sum_h_3 - n / c**2 - sum_h_2
        return value, slope

    best = None
    for c in _roots(equation, 0, np.inf):
        t_6 = np.log(x)
        t_7 = c * t_6
        t_8 = -t_7
        t_9 = special.expit(t_8)
        sum_h_4 = _total(np.logaddexp(0, t_8), weights)
        sum_h_5 = _total(t_6 * t_9, weights)
        sum_h_6 = _total(t_6**2 * t_9 * special.expit(t_7), weights)
        k = n / sum_h_4
        value = nll(x, c, k, weights)
        if best is None or value < best[0]:
            best = (value, (c, k))
    chosen = [np.nan] * 2 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, c, k, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < c < np.inf:
        return np.inf
    if not 0 < k < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.logaddexp(0, -c * np.log(x)), weights)
        t = -(-c - 1) * sum_log_x
        return float(t - n * np.log(c) - n * np.log(k) - (-k - 1) * sum_h)


def gradient(x, c, k, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < c < np.inf:
        return np.full(2, np.nan)
    if not 0 < k < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = np.log(x)
        t_1 = -c * t
        sum_h = _total(t * special.expit(t_1), weights)
        sum_h_1 = _total(np.logaddexp(0, t_1), weights)
        h = sum_log_x - n / c - (k + 1) * sum_h
        return np.array([h, sum_h_1 - n / k])


def hessian(x, c, k, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < c < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < k < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = c * t
        t_2 = special.expit(-t_1)
        sum_h = _total(t**2 * t_2 * special.expit(t_1), weights)
        sum_h_1 = _total(t * t_2, weights)
        return np.array([[n / c**2 - (-k - 1) * sum_h, -sum_h_1], [-sum_h_1, n / k**2]])


def log_density(x, c, k):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        h = (-c - 1) * t + (-k - 1) * np.logaddexp(0, -c * t) + np.log(c) + np.log(k)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, c, k):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = -c * t
        h = 1 / c - (-k - 1) * t * special.expit(t_1) - t
        h_1 = 1 / k - np.logaddexp(0, t_1)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, c, k, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, c, k, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
