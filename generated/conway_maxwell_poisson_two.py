"""Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with exponent 2.

    f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
    support: x in 0, 1, 2, ...
    rate: positive

Log-likelihood:

    log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x + 1))

Estimator (reduced):

    rate = the solution of sum(x)/rate - besseli(1,
        2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0

Source:

    Conway, Maxwell (1962), A queuing model with state dependent service rates, J.
        Indust. Eng. 12, 132-136
    Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution for
        fitting discrete data, Appl. Statist. 54, 127-142

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("rate",)


def log_bessel_i(m, z):
    """log I_m(z) for z >= 0."""
    return np.log(special.ive(m, z)) + z


def bessel_i_ratio(m, z):
    """I_{m+1}(z)/I_m(z)."""
    return special.ive(m + 1, z) / special.ive(m, z)


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
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)

    def equation(rate):
        """The equation that gives rate, and its slope."""
        t = 1 / rate
        t_1 = np.sqrt(rate)
        t_2 = 2 * t_1
        t_3 = bessel_i_ratio(0, t_2)
        t_4 = special.iv(0, t_2)
        value = t * sum_x - t_3 * n / t_1
        t_5 = -(0.5 * t_4 + 0.5 * special.iv(2, t_2)) * t / t_4
        slope = (t_5 + t_3**2 * t + 0.5 * t_3 / rate**1.5) * n - sum_x / rate**2
        return value, slope

    best = None
    for rate in _roots(equation, 0, np.inf):
        value = nll(x, rate, weights)
        if best is None or value < best[0]:
            best = (value, (rate,))
    chosen = [np.nan] * 1 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, rate, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(special.gammaln(x + 1), weights)
        sum_x = _total(x, weights)
        t = n * log_bessel_i(0, 2 * np.sqrt(rate))
        return float(t + 2 * sum_h - special.xlogy(sum_x, rate))


def gradient(x, rate, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = np.sqrt(rate)
        h = bessel_i_ratio(0, 2 * t) * n / t - sum_x / rate
        return np.array([h])


def hessian(x, rate, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = np.sqrt(rate)
        t_1 = bessel_i_ratio(0, 2 * t)
        t_2 = 0.5 * t_1
        h = (1 - t_1**2 - t_2 / t) * n / rate + sum_x / rate**2 - t_2 * n / rate**1.5
        return np.array([[h]])


def log_density(x, rate):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -log_bessel_i(0, 2 * np.sqrt(rate))
        h = special.xlogy(x, rate) + t - 2 * special.gammaln(x + 1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, rate):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.sqrt(rate)
        h = x / rate - bessel_i_ratio(0, 2 * t) / t
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, rate, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, rate, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
