"""Maximum-likelihood estimation: Rayleigh distribution with a threshold.

    f(x; location, sigma) = (x-location)/sigma**2*exp(-(x-location)**2/(2*sigma**2))
    support: x > location
    location: real
    sigma: positive

Log-likelihood:

    -2*log(sigma)*n + sum(log(x - location)) - sum((x - location)**2)/(2*sigma**2)

Estimator (reduced):

    location = the solution of 2*n*sum(x - location)/sum((x - location)**2) -
        sum(1/(x - location)) = 0
    sigma = sqrt(2)*sqrt(sum((x - location)**2))/(2*sqrt(n))

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 18

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("location", "sigma")


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
        t_1 = t**2
        sum_h = _total(1 / t, weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t, weights)
        sum_h_3 = _total(1 / t_1, weights)
        t_2 = 2 / sum_h_1
        value = t_2 * sum_h_2 * n - sum_h
        slope = 4 * sum_h_2**2 * n / sum_h_1**2 - n**2 * t_2 - sum_h_3
        return value, slope

    best = None
    for location in _roots(equation, -np.inf, min_x):
        t_3 = x - location
        t_4 = t_3**2
        sum_h_4 = _total(t_4, weights)
        sum_h_5 = _total(np.log(t_3), weights)
        sum_h_6 = _total(1 / t_3, weights)
        sum_h_7 = _total(t_3, weights)
        sum_h_8 = _total(1 / t_4, weights)
        sigma = 0.5 * np.sqrt(2) * np.sqrt(sum_h_4) / np.sqrt(n)
        value = nll(x, location, sigma, weights)
        if best is None or value < best[0]:
            best = (value, (location, sigma))
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
    location, sigma = _solve((x - centre) / spread, weights)
    location = spread * location + centre
    sigma = spread * sigma
    return {"location": float(location), "sigma": float(sigma)}


def nll(x, location, sigma, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.inf
    if not 0 < sigma < np.inf:
        return np.inf
    if not np.all(x >= location):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        sum_h = _total(t**2, weights)
        sum_h_1 = _total(np.log(t), weights)
        return float(2 * n * np.log(sigma) + 0.5 * sum_h / sigma**2 - sum_h_1)


def gradient(x, location, sigma, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full(2, np.nan)
    if not 0 < sigma < np.inf:
        return np.full(2, np.nan)
    if not np.all(x >= location):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        sum_h = _total(1 / t, weights)
        sum_h_1 = _total(t, weights)
        sum_h_2 = _total(t**2, weights)
        h = 2 * n / sigma - sum_h_2 / sigma**3
        return np.array([sum_h - sum_h_1 / sigma**2, h])


def hessian(x, location, sigma, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full((2, 2), np.nan)
    if not 0 < sigma < np.inf:
        return np.full((2, 2), np.nan)
    if not np.all(x >= location):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = t**2
        sum_h = _total(1 / t_1, weights)
        sum_h_1 = _total(t, weights)
        sum_h_2 = _total(t_1, weights)
        t_2 = n / sigma**2
        h = 3 * sum_h_2 / sigma**4 - 2 * t_2
        return np.array(
            [
                [t_2 + sum_h, 2 * sum_h_1 / sigma**3],
                [2 * sum_h_1 / sigma**3, h],
            ]
        )


def log_density(x, location, sigma):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - location
        h = np.log(t) - 0.5 * t**2 / sigma**2 - 2 * np.log(sigma)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, location, sigma):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - location
        h = -0.5 / sigma**2 * (2 * location - 2 * x) - 1 / t
        h_1 = t**2 / sigma**3 - 2 / sigma
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, location, sigma, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, location, sigma, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
