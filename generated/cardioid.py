"""Maximum-likelihood estimation: Cardioid distribution centred at zero.

    f(x; rho) = (1+2*rho*cos(x))/(2*pi)
    support: -pi <= x <= pi
    rho: -1/2 < rho < 1/2

Log-likelihood:

    -log(2*pi)*n + sum(log(2*rho*cos(x) + 1))

Estimator (reduced):

    rho = the solution of sum(cos(x)/(rho*cos(x) + 1/2)) = 0

Conditions:

    A maximum exists only if Σ[cos xᵢ/(cos xᵢ − 1)] < 0.
    A maximum exists only if Σ[cos xᵢ/(1 + cos xᵢ)] < 0.

Source:

    Mardia, Jupp (2000), Directional Statistics, ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("rho",)


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
    _require("x", x >= -np.pi, "must be >= -np.pi")
    _require("x", x <= np.pi, "must be <= np.pi")
    t = np.cos(x)
    sum_h = _total(t / (t - 1), weights)
    sum_h_1 = _total(t / (t + 1), weights)
    # A maximum exists only if Σ[cos xᵢ/(cos xᵢ − 1)] < 0.
    if not (-2 * sum_h > 0):
        return {"rho": -0.5}
    # A maximum exists only if Σ[cos xᵢ/(1 + cos xᵢ)] < 0.
    if not (-2 * sum_h_1 > 0):
        return {"rho": 0.5}

    def equation(rho):
        """The equation that gives rho, and its slope."""
        t_1 = np.cos(x)
        t_2 = rho * t_1 + 0.5
        sum_h_2 = _total(t_1 / t_2, weights)
        sum_h_3 = _total(t_1**2 / t_2**2, weights)
        value = sum_h_2
        slope = -sum_h_3
        return value, slope

    best = None
    for rho in _roots(equation, -0.5, 0.5):
        value = nll(x, rho, weights)
        if best is None or value < best[0]:
            best = (value, (rho,))
    chosen = [np.nan] * 1 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, rho, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not -0.5 < rho < 0.5:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.log1p(2 * rho * np.cos(x)), weights)
        return float(n * np.log(2 * np.pi) - sum_h)


def gradient(x, rho, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not -0.5 < rho < 0.5:
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        t = np.cos(x)
        sum_h = _total(t / (2 * rho * t + 1), weights)
        return np.array([-2 * sum_h])


def hessian(x, rho, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not -0.5 < rho < 0.5:
        return np.full((1, 1), np.nan)
    with np.errstate(all="ignore"):
        t = np.cos(x)
        sum_h = _total(t**2 / (2 * rho * t + 1) ** 2, weights)
        return np.array([[4 * sum_h]])


def log_density(x, rho):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.log1p(2 * rho * np.cos(x)) - np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, rho):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 2 * np.cos(x)
        h = t / (rho * t + 1)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, rho, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, rho, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
