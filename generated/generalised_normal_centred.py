"""Maximum-likelihood estimation: Generalised normal distribution centred at zero.

    f(x; scale, shape) = shape/(2*scale*gamma(1/shape))*exp(-(Abs(x)/scale)**shape)
    support: real
    scale: positive
    shape: positive

Log-likelihood:

    (-log(2*scale) + log(shape) - loggamma(1/shape))*n -
        sum(Abs(x)**shape)/scale**shape

Estimator (reduced):

    shape = the solution of log((shape*sum(Abs(x)**shape)/n)**(1/shape)) -
        sum(log(Abs(x))*Abs(x)**shape)/sum(Abs(x)**shape) + 1 + polygamma(0,
        1/shape)/shape = 0
    scale = (shape*sum(Abs(x)**shape)/n)**(1/shape)

Source:

    Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("scale", "shape")


def trigamma(x):
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


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

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t = np.abs(x)
        t_1 = t**shape
        t_2 = np.log(t)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * t_2, weights)
        sum_h_2 = _total(t_2**2 * t_1, weights)
        t_3 = 1 / shape
        t_4 = special.digamma(t_3)
        t_5 = 1 / sum_h
        t_6 = 1 / n
        t_7 = t_6 * sum_h
        t_8 = shape * t_7
        t_9 = 1 / shape**2
        value = t_3 * t_4 + np.log(t_8**t_3) + 1 - t_5 * sum_h_1
        t_10 = (shape * t_6 * sum_h_1 + t_7) * t_5 * t_9 * n
        t_11 = -trigamma(t_3) / shape**3
        t_12 = sum_h_1**2 / sum_h**2 - t_4 * t_9 - t_5 * sum_h_2
        slope = t_10 + t_11 + t_12 - t_9 * np.log(t_8)
        return value, slope

    best = None
    for shape in _roots(equation, 0, np.inf):
        sum_h_3 = _total(np.abs(x) ** shape, weights)
        scale = (shape * sum_h_3 / n) ** (1 / shape)
        value = nll(x, scale, shape, weights)
        if best is None or value < best[0]:
            best = (value, (scale, shape))
    chosen = [np.nan] * 2 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    spread = _units(x, False, True)[1]
    scale, shape = _solve(x / spread, weights)
    scale = spread * scale
    return {"scale": float(scale), "shape": float(shape)}


def nll(x, scale, shape, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < scale < np.inf:
        return np.inf
    if not 0 < shape < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total((np.abs(x) / scale) ** shape, weights)
        t = n * special.gammaln(1 / shape)
        return float(n * np.log(2 * scale) + t + sum_h - n * np.log(shape))


def gradient(x, scale, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.abs(x) / scale
        t_1 = t**shape
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * np.log(t), weights)
        t_2 = 1 / scale
        t_3 = 1 / shape
        h = sum_h_1 - t_3 * n - n * special.digamma(t_3) / shape**2
        return np.array([t_2 * n - shape * t_2 * sum_h, h])


def hessian(x, scale, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.abs(x) / scale
        t_1 = t**shape
        t_2 = np.log(t)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * t_2, weights)
        sum_h_2 = _total(t_2**2 * t_1, weights)
        t_3 = 1 / scale**2
        t_4 = t_3 * sum_h
        t_5 = shape**2
        t_6 = 1 / scale
        t_7 = 1 / shape
        h = t_4 * t_5 + shape * t_4 - t_3 * n
        h_1 = -t_6 * sum_h - shape * t_6 * sum_h_1
        t_8 = 2 * n * special.digamma(t_7) / shape**3
        h_2 = n * trigamma(t_7) / shape**4 + n / t_5 + t_8 + sum_h_2
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, scale, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -((np.abs(x) / scale) ** shape)
        h = t + np.log(shape) - np.log(2 * scale) - special.gammaln(1 / shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, scale, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = t * np.abs(x)
        t_2 = t_1**shape
        t_3 = 1 / shape
        h = shape * t * t_2 - t
        h_1 = t_3 + special.digamma(t_3) / shape**2 - t_2 * np.log(t_1)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, scale, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, scale, shape, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
