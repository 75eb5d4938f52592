"""Maximum-likelihood estimation: Folded normal distribution.

    f(x; mu, sigma2) =
        1/sqrt(2*pi*sigma2)*(exp(-(x-mu)**2/(2*sigma2))+exp(-(x+mu)**2/(2*sigma2)))
    support: x >= 0
    mu: nonnegative
    sigma2: positive

Log-likelihood:

    (-mu**2/(2*sigma2) - log(2*pi*sigma2)/2)*n + sum(log(exp(x*mu/sigma2) +
        exp(-x*mu/sigma2))) - sum(x**2)/(2*sigma2)

Estimator (reduced):

    mu = the solution of -mu*n + sum(x) - 2*sum(x/(exp(2*x*mu/(-mu**2 +
        sum(x**2)/n)) + 1)) = 0
    sigma2 = -mu**2 + sum(x**2)/n

Conditions:

    A maximum exists only if Σ xᵢ² > nμ².

Source:

    Leone, Nelson, Nottingham (1961), The folded normal distribution, Technometrics
        3, 543-550
    Tsagris, Beneki, Hassani (2014), On the folded normal distribution, Mathematics
        2, 12-28

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("mu", "sigma2")


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
    sum_x_2 = _total(x**2, weights)
    sum_x = _total(x, weights)

    def equation(mu):
        """The equation that gives mu, and its slope."""
        t = mu**2
        t_1 = sum_x_2 / n - t
        t_2 = x / t_1
        t_3 = 2 * mu * t_2
        t_4 = special.expit(-t_3) * x
        sum_h = _total(t_4, weights)
        sum_h_1 = _total(t_4 * special.expit(t_3) * (2 * t / t_1**2 * x + t_2), weights)
        value = sum_x - mu * n - 2 * sum_h
        slope = 4 * sum_h_1 - n
        return value, slope

    best = None
    for mu in _roots(equation, 0, np.sqrt(sum_x_2) / np.sqrt(n)):
        sigma2 = sum_x_2 / n - mu**2
        value = nll(x, mu, sigma2, weights)
        if best is None or value < best[0]:
            best = (value, (mu, sigma2))
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
    mu, sigma2 = _solve(x / spread, weights)
    mu = spread * mu
    sigma2 = spread**2 * sigma2
    return {"mu": float(mu), "sigma2": float(sigma2)}


def nll(x, mu, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= mu < np.inf:
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 0.5 / sigma2
        sum_h = _total(np.logaddexp(-t * (x + mu) ** 2, -t * (x - mu) ** 2), weights)
        return float(0.5 * n * np.log(2 * np.pi * sigma2) - sum_h)


def gradient(x, mu, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= mu < np.inf:
        return np.full(2, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 2 * x
        t_1 = (x - mu) ** 2
        t_2 = 1 / sigma2
        t_3 = (x + mu) ** 2
        t_4 = 0.5 * t_1 * t_2 - 0.5 * t_2 * t_3
        t_5 = special.expit(-t_4)
        t_6 = special.expit(t_4)
        sum_h = _total((2 * mu - t) * t_5, weights)
        sum_h_1 = _total((t + 2 * mu) * t_6, weights)
        sum_h_2 = _total(t_3 * t_6, weights)
        sum_h_3 = _total(t_1 * t_5, weights)
        t_7 = 1 / sigma2
        t_8 = 0.5 * t_7
        t_9 = 0.5 / sigma2**2
        h = 0.5 * t_7 * n - t_9 * sum_h_2 - t_9 * sum_h_3
        return np.array([t_8 * sum_h + t_8 * sum_h_1, h])


def hessian(x, mu, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= mu < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = (x - mu) ** 2
        t_1 = 1 / sigma2
        t_2 = 0.5 * t_1
        t_3 = (x + mu) ** 2
        t_4 = t * t_2 - 0.5 * t_1 * t_3
        t_5 = special.expit(-t_4)
        t_6 = special.expit(t_4)
        t_7 = 2 * x
        t_8 = 2 * mu - t_7
        t_9 = t_5 * t_8
        t_10 = t_7 + 2 * mu
        t_11 = t_2 * t_8 - 0.5 * t_1 * t_10
        t_12 = -t_11 * t_6
        t_13 = t_10 * t_6
        t_14 = t_11 * t_5
        t_15 = t_3 * t_6
        t_16 = t * t_5
        t_17 = 1 / sigma2**2
        t_18 = 0.5 * t * t_17 - 0.5 * t_17 * t_3
        sum_h = _total(t_5, weights)
        sum_h_1 = _total(t_6, weights)
        sum_h_2 = _total(t_12 * t_9, weights)
        sum_h_3 = _total(t_13 * t_14, weights)
        sum_h_4 = _total(t_9, weights)
        sum_h_5 = _total(t_13, weights)
        sum_h_6 = _total(t_14 * t_15, weights)
        sum_h_7 = _total(t_12 * t_16, weights)
        sum_h_8 = _total(-t_15 * t_18 * t_5, weights)
        sum_h_9 = _total(t_16 * t_18 * t_6, weights)
        sum_h_10 = _total(t_15, weights)
        sum_h_11 = _total(t_16, weights)
        t_19 = 1 / sigma2
        t_20 = 0.5 * t_19
        t_21 = 0.5 / sigma2**2
        t_22 = 1 / sigma2**3
        h = t_19 * sum_h + t_19 * sum_h_1 + t_20 * sum_h_2 + t_20 * sum_h_3
        h_1 = -t_21 * sum_h_4 - t_21 * sum_h_5 - t_21 * sum_h_6 - t_21 * sum_h_7
        t_23 = t_22 * sum_h_10 + t_22 * sum_h_11
        h_2 = t_23 - t_21 * n - t_21 * sum_h_8 - t_21 * sum_h_9
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, mu, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 0.5 / sigma2
        t_1 = np.logaddexp(-t * (x + mu) ** 2, -t * (x - mu) ** 2)
        h = t_1 - 0.5 * np.log(2 * np.pi * sigma2)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 2 * x
        t_1 = (x - mu) ** 2
        t_2 = 1 / sigma2
        t_3 = 0.5 * t_2
        t_4 = (x + mu) ** 2
        t_5 = t_1 * t_3 - 0.5 * t_2 * t_4
        t_6 = special.expit(-t_5)
        t_7 = special.expit(t_5)
        t_8 = 0.5 / sigma2**2
        h = -(2 * mu - t) * t_3 * t_6 - (t + 2 * mu) * t_3 * t_7
        h_1 = t_1 * t_6 * t_8 + t_4 * t_7 * t_8 - t_3
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, sigma2, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
