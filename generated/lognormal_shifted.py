"""Maximum-likelihood estimation: Lognormal distribution with a threshold.

    f(x; location, mu, sigma2) =
        1/((x-location)*sqrt(2*pi*sigma2))*exp(-(log(x-location)-mu)**2/(2*sigma2))
    support: x > location
    location: real
    mu: real
    sigma2: positive

Log-likelihood:

    -log(2*pi*sigma2)*n/2 - sum(log(x - location)) - sum((-mu + log(x -
        location))**2)/(2*sigma2)

Estimator (unbounded):

    location = the solution of n*sum(log(x - location)/(x - location))/sum((log(x -
        location) - sum(log(x - location))/n)**2) + sum(1/(x - location)) - sum(1/(x
        - location))*sum(log(x - location))/sum((log(x - location) - sum(log(x -
        location))/n)**2) = 0
    sigma2 = sum((log(x - location) - sum(log(x - location))/n)**2)/n
    mu = sum(log(x - location))/n

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 14
    Hill (1963), The three-parameter lognormal distribution and Bayesian analysis of
        a point-source epidemic, J. Amer. Statist. Assoc. 58, 72-84

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("location", "mu", "sigma2")


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
        t_1 = np.log(t)
        t_2 = 1 / t
        t_3 = 1 / t**2
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * t_2, weights)
        sum_h_2 = _total(t_2, weights)
        sum_h_3 = _total(t_3, weights)
        sum_h_4 = _total(t_1 * t_3, weights)
        t_4 = 1 / n
        t_5 = x - location
        t_6 = np.log(t_5) - t_4 * sum_h
        sum_h_5 = _total(t_6**2, weights)
        sum_h_6 = _total((1 / t_5 - t_4 * sum_h_2) * t_6, weights)
        t_7 = 1 / sum_h_5
        t_8 = t_7 * n
        t_9 = t_7 * sum_h
        t_10 = 2 * sum_h_6 / sum_h_5**2
        value = t_8 * sum_h_1 + sum_h_2 - t_9 * sum_h_2
        t_11 = (sum_h_4 - sum_h_3) * t_8
        t_12 = t_10 * sum_h_1 * n + sum_h_2**2 * t_7 - t_9 * sum_h_3
        slope = t_11 + t_12 + sum_h_3 - t_10 * sum_h * sum_h_2
        return value, slope

    best = None
    for location in _roots(equation, -np.inf, min_x):
        t_13 = x - location
        sum_h_7 = _total(np.log(t_13), weights)
        sum_h_8 = _total(1 / t_13, weights)
        sum_h_9 = _total(1 / t_13**2, weights)
        mu = sum_h_7 / n
        t_14 = x - location
        t_15 = np.log(t_14)
        t_16 = t_15 - mu
        sum_h_10 = _total((t_15 - sum_h_7 / n) ** 2, weights)
        sum_h_11 = _total(t_16**2, weights)
        sum_h_12 = _total(t_16 / t_14, weights)
        sum_h_13 = _total(t_16, weights)
        sum_h_14 = _total(t_16 / t_14**2, weights)
        sigma2 = sum_h_10 / n
        value = nll(x, location, mu, sigma2, weights)
        if best is None or value < best[0]:
            best = (value, (location, mu, sigma2))
    chosen = [np.nan] * 3 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    location, mu, sigma2 = _solve((x - centre) / spread, weights)
    location = spread * location + centre
    mu = mu + np.log(spread)
    return {"location": float(location), "mu": float(mu), "sigma2": float(sigma2)}


def nll(x, location, mu, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.inf
    if not np.isfinite(mu):
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    if not np.all(x >= location):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x - location)
        sum_h = _total(t, weights)
        sum_h_1 = _total((t - mu) ** 2, weights)
        t_1 = 0.5 * n * np.log(2 * np.pi * sigma2)
        return float(t_1 + sum_h + 0.5 * sum_h_1 / sigma2)


def gradient(x, location, mu, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full(3, np.nan)
    if not np.isfinite(mu):
        return np.full(3, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(3, np.nan)
    if not np.all(x >= location):
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t
        t_2 = np.log(t) - mu
        sum_h = _total(t_1 * t_2, weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_2, weights)
        sum_h_3 = _total(t_2**2, weights)
        t_3 = 1 / sigma2
        h = 0.5 * t_3 * n - 0.5 * sum_h_3 / sigma2**2
        return np.array([-t_3 * sum_h - sum_h_1, -t_3 * sum_h_2, h])


def hessian(x, location, mu, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full((3, 3), np.nan)
    if not np.isfinite(mu):
        return np.full((3, 3), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((3, 3), np.nan)
    if not np.all(x >= location):
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t**2
        t_2 = np.log(t) - mu
        t_3 = 1 / t
        sum_h = _total(t_1 * t_2, weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_3, weights)
        sum_h_3 = _total(t_2 * t_3, weights)
        sum_h_4 = _total(t_2, weights)
        sum_h_5 = _total(t_2**2, weights)
        t_4 = 1 / sigma2
        t_5 = 1 / sigma2**2
        h = t_4 * sum_h_1 - t_4 * sum_h - sum_h_1
        h_1 = sum_h_5 / sigma2**3 - 0.5 * t_5 * n
        return np.array(
            [
                [h, t_4 * sum_h_2, t_5 * sum_h_3],
                [t_4 * sum_h_2, t_4 * n, t_5 * sum_h_4],
                [t_5 * sum_h_3, t_5 * sum_h_4, h_1],
            ]
        )


def log_density(x, location, mu, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x - location)
        h = -t - 0.5 * np.log(2 * np.pi * sigma2) - 0.5 * (t - mu) ** 2 / sigma2
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, location, mu, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t
        t_2 = 1 / sigma2
        t_3 = np.log(t)
        t_4 = t_3 - mu
        t_5 = 0.5 * t_2
        h = t_1 * t_2 * t_4 + t_1
        h_1 = -(2 * mu - 2 * t_3) * t_5
        h_2 = 0.5 * t_4**2 / sigma2**2 - t_5
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, location, mu, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, location, mu, sigma2, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
