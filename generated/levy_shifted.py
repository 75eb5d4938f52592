"""Maximum-likelihood estimation: Lévy distribution with a threshold.

    f(x; location, scale) =
        sqrt(scale/(2*pi))*exp(-scale/(2*(x-location)))/(x-location)**(3/2)
    support: x > location
    location: real
    scale: positive

Log-likelihood:

    -scale*sum(1/(x - location))/2 + log(scale/(2*pi))*n/2 - 3*sum(log(x -
        location))/2

Estimator (reduced):

    location = the solution of -n*sum((x - location)**(-2))/sum(1/(x - location)) +
        3*sum(1/(x - location)) = 0
    scale = n/sum(1/(x - location))

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 12

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("location", "scale")


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


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


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
    min_x = _least(x, weights)

    def equation(location):
        """The equation that gives location, and its slope."""
        t = x - location
        sum_h = _total(1 / t, weights)
        sum_h_1 = _total(1 / t**2, weights)
        sum_h_2 = _total(1 / t**3, weights)
        t_1 = n / sum_h
        value = 3 * sum_h - t_1 * sum_h_1
        slope = sum_h_1**2 * n / sum_h**2 + 3 * sum_h_1 - 2 * t_1 * sum_h_2
        return value, slope

    best = None
    for location in _roots(equation, -np.inf, min_x):
        t_2 = x - location
        sum_h_3 = _total(1 / t_2, weights)
        sum_h_4 = _total(np.log(t_2), weights)
        sum_h_5 = _total(1 / t_2**2, weights)
        sum_h_6 = _total(1 / t_2**3, weights)
        scale = n / sum_h_3
        value = nll(x, location, scale, weights)
        if best is None or value < best[0]:
            best = (value, (location, scale))
    chosen = [np.nan] * 2 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    location, scale = _solve((x - centre) / spread, weights)
    location = spread * location + centre
    scale = spread * scale
    return {"location": float(location), "scale": float(scale)}


def nll(x, location, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    if not np.all(x >= location):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        sum_h = _total(np.log(t), weights)
        sum_h_1 = _total(1 / t, weights)
        t_1 = 0.5 * scale
        return float(t_1 * sum_h_1 + 1.5 * sum_h - 0.5 * n * np.log(t_1 / np.pi))


def gradient(x, location, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    if not np.all(x >= location):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        sum_h = _total(1 / t, weights)
        sum_h_1 = _total(1 / t**2, weights)
        h = 0.5 * scale * sum_h_1 - 1.5 * sum_h
        return np.array([h, 0.5 * sum_h - 0.5 * n / scale])


def hessian(x, location, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x >= location):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        sum_h = _total(1 / t**2, weights)
        sum_h_1 = _total(1 / t**3, weights)
        return np.array(
            [
                [scale * sum_h_1 - 1.5 * sum_h, 0.5 * sum_h],
                [0.5 * sum_h, 0.5 * n / scale**2],
            ]
        )


def log_density(x, location, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 0.5 * scale
        t_1 = x - location
        h = 0.5 * np.log(t / np.pi) - t / t_1 - 1.5 * np.log(t_1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, location, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t
        h = 1.5 * t_1 - 0.5 * scale / t**2
        h_1 = 0.5 / scale - 0.5 * t_1
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, location, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, location, scale, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
