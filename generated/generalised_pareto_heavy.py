"""Maximum-likelihood estimation: Generalised Pareto distribution with a heavy tail.

    f(x; shape, scale) = 1/scale*(1+shape*x/scale)**(-1/shape-1)
    support: x >= 0
    shape: positive
    scale: positive

Log-likelihood:

    (-1 - 1/shape)*sum(log(x*shape/scale + 1)) - log(scale)*n

Estimator (reduced):

    theta = the solution of -n*sum(x/(x*theta + 1))/sum(log(x*theta + 1)) -
        sum(x/(x*theta + 1)) + n/theta = 0
    shape = sum(log(x*theta + 1))/n
    scale = shape/theta

Source:

    Grimshaw (1993), Computing maximum likelihood estimates for the generalized
        Pareto distribution, Technometrics 35, 185-191

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("shape", "scale")


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


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


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


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))

    def equation(theta):
        """The equation that gives theta, and its slope."""
        t = theta * x
        t_1 = t + 1
        sum_h = _total(x / t_1, weights)
        sum_h_1 = _total(np.log1p(t), weights)
        sum_h_2 = _total(x**2 / t_1**2, weights)
        t_2 = n / sum_h_1
        value = n / theta - t_2 * sum_h - sum_h
        slope = sum_h**2 * n / sum_h_1**2 + t_2 * sum_h_2 + sum_h_2 - n / theta**2
        return value, slope

    best = None
    for theta in _roots(equation, 0, np.inf):
        sum_h_3 = _total(np.log1p(theta * x), weights)
        shape = sum_h_3 / n
        scale = shape / theta
        value = nll(x, shape, scale, weights)
        if best is None or value < best[0]:
            best = (value, (shape, scale))
    chosen = [np.nan] * 2 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= 0, "must be >= 0")
    spread = _units(x, False, True)[1]
    shape, scale = _solve(x / spread, weights)
    scale = spread * scale
    return {"shape": float(shape), "scale": float(scale)}


def nll(x, shape, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.log1p(shape / scale * x), weights)
        return float(n * np.log(scale) - (-1 - 1 / shape) * sum_h)


def gradient(x, shape, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = shape / scale * x
        sum_h = _total(np.log1p(t), weights)
        sum_h_1 = _total(x / (t + 1), weights)
        t_1 = 1 / scale
        t_2 = (-1 - 1 / shape) * sum_h_1
        h = t_1 * n + shape * t_2 / scale**2
        return np.array([-t_1 * t_2 - sum_h / shape**2, h])


def hessian(x, shape, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = shape / scale * x
        t_1 = t + 1
        sum_h = _total(np.log1p(t), weights)
        sum_h_1 = _total(x**2 / t_1**2, weights)
        sum_h_2 = _total(x / t_1, weights)
        t_2 = 1 / scale**2
        t_3 = 1 / shape
        t_4 = -t_3 - 1
        t_5 = t_2 * t_4
        t_6 = shape**2
        t_7 = 2 * sum_h_2
        t_8 = shape / scale**3
        h = t_5 * sum_h_1 + 2 * sum_h / shape**3 - t_7 / (scale * t_6)
        h_1 = t_2 * t_3 * sum_h_2 + t_5 * sum_h_2 - t_4 * t_8 * sum_h_1
        h_2 = t_4 * t_6 * sum_h_1 / scale**4 - t_2 * n - t_4 * t_7 * t_8
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, shape, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = (-1 - 1 / shape) * np.log1p(shape / scale * x) - np.log(scale)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, shape, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = t * x
        t_2 = shape * t_1
        t_3 = (-1 - 1 / shape) / (t_2 + 1)
        h = t_1 * t_3 + np.log1p(t_2) / shape**2
        h_1 = -shape * t_3 / scale**2 * x - t
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, shape, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, shape, scale, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
