"""Maximum-likelihood estimation: Birnbaum-Saunders distribution.

    f(x; shape, scale) =
        (sqrt(x/scale)+sqrt(scale/x))/(2*shape*x*sqrt(2*pi))*exp(-(x/scale+scale/x-2)/(2*shape**2))
    support: x > 0
    shape: positive
    scale: positive

Log-likelihood:

    (-log(shape) - 3*log(2)/2 - log(pi)/2)*n - sum(log(x)) +
        sum(log(sqrt(x)/sqrt(scale) + sqrt(scale)/sqrt(x))) + (-scale*sum(1/x) + 2*n
        - sum(x)/scale)/(2*shape**2)

Estimator (reduced):

    shape = the solution of -sum(sqrt(x)/(sqrt(x)*((shape**2 + 2)*n +
        sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x)))/sum(1/x)
        + ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
        4*sum(1/x)*sum(x)))**2/(2*sqrt(x)*sum(1/x)**2))) + sum(1/(x + ((shape**2 +
        2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
        4*sum(1/x)*sum(x)))/(2*sum(1/x))))/2 - sum(1/x)/(2*shape**2) +
        sum(1/x)**2*sum(x)/(shape**2*(shape**4*n**2 + shape**2*sqrt(shape**4*n**2 +
        4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n + 4*shape**2*n**2 +
        2*sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n +
        4*n**2 - 2*sum(1/x)*sum(x))) = 0
    scale = ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
        4*sum(1/x)*sum(x)))/(2*sum(1/x))

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if 2n + nshape² + √(4n² + 4n²shape² + n²shape⁴ − 4(Σ
        1/xᵢ)(Σ xᵢ)) > 0.

Source:

    Birnbaum, Saunders (1969), A new family of life distributions, J. Appl. Probab.
        6, 319-327
    Ng, Kundu, Balakrishnan (2003), Modified moment estimation for the two-parameter
        Birnbaum-Saunders distribution, Comput. Statist. Data Anal. 43, 283-298
    Birnbaum, Saunders (1969), Estimation for a family of life distributions with
        applications to fatigue, J. Appl. Probab. 6, 328-347

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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


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
    sum_h = _total(1 / x, weights)
    sum_x = _total(x, weights)
    t = 1 / n
    sum_h_1 = _total((1 / x - t * sum_h) * (x - t * sum_x), weights)

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t_1 = 1 / sum_h
        t_2 = n**2
        t_3 = shape**2
        t_4 = 4 * t_2
        t_5 = 4 * n
        t_6 = np.sqrt(shape**4 * t_2 + t_3 * t_4 + t_5 * sum_h_1)
        t_7 = (t_3 + 2) * n + t_6
        t_8 = t_1 * t_7
        t_9 = x + 0.5 * t_8
        t_10 = np.sqrt(x)
        t_11 = 0.5 / (t_10 * sum_h**2)
        t_12 = t_7**2 * t_11 + t_8 * t_10
        t_13 = (2 * shape**3 * t_2 + shape * t_4) / t_6
        sum_h_2 = _total(1 / t_9, weights)
        sum_h_3 = _total(t_10 / t_12, weights)
        sum_h_4 = _total(1 / t_9**2, weights)
        t_14 = (2 * t_13 + shape * t_5) * t_11 * t_7
        t_15 = t_14 + (2 * shape * n + t_13) * t_1 * t_10
        sum_h_5 = _total(t_15 * t_10 / t_12**2, weights)
        t_16 = shape**2
        t_17 = 1 / t_16
        t_18 = n**2
        t_19 = 4 * t_18
        t_20 = t_16 * t_19 + shape**4 * t_18
        t_21 = np.sqrt(4 * sum_h_1 * n + t_20)
        t_22 = t_21 * n
        t_23 = 2 * t_22
        t_24 = t_16 * t_22 + t_19 + t_20 + t_23 - 2 * sum_h * sum_x
        t_25 = 1 / t_24
        t_26 = sum_h**2 * sum_x
        t_27 = shape**3
        t_28 = 1 / t_27
        t_29 = (2 * t_27 * t_18 + shape * t_19) / t_21
        t_30 = t_29 * n
        value = t_17 * t_26 * t_25 + 0.5 * sum_h_2 - 0.5 * t_17 * sum_h - sum_h_3
        t_31 = -t_16 * t_30 - t_27 * t_19 - 2 * t_30 - 8 * shape * t_18 - shape * t_23
        t_32 = (-0.5 * shape * n - 0.25 * t_29) * sum_h_4 / sum_h
        t_33 = (t_31 * t_17 / t_24**2 - 2 * t_28 * t_25) * t_26
        slope = t_32 + t_33 + t_28 * sum_h + sum_h_5
        return value, slope

    best = None
    for shape in _roots(equation, 0, np.inf):
        t_34 = np.sqrt(shape**4 * n**2 + 4 * shape**2 * n**2 + 4 * sum_h_1 * n)
        scale = 0.5 * ((shape**2 + 2) * n + t_34) / sum_h
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
    _require("x", x > 0, "must be > 0")
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"shape": 0, "scale": np.nan}
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
        sum_log_x = _total(np.log(x), weights)
        t = np.sqrt(scale)
        t_1 = np.sqrt(x)
        sum_h = _total(x / scale + scale / x - 2, weights)
        sum_h_1 = _total(np.log(t / t_1 + t_1 / t), weights)
        t_2 = 0.5 * n * np.log(np.pi)
        t_3 = 0.5 * sum_h / shape**2
        t_4 = 1.5 * n * np.log(2)
        return float(n * np.log(shape) + t_2 + t_3 + t_4 + sum_log_x - sum_h_1)


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
        sum_h = _total(1 / x, weights)
        sum_x = _total(x, weights)
        t = np.sqrt(scale)
        t_1 = np.sqrt(x)
        t_2 = 1 / t_1
        t_3 = 1 / (t * t_2 + t_1 / t)
        sum_h_1 = _total(x / scale + scale / x - 2, weights)
        sum_h_2 = _total(t_2 * t_3, weights)
        sum_h_3 = _total(t_1 * t_3, weights)
        t_4 = 0.5 / shape**2
        t_5 = -0.5 * sum_h_2 / np.sqrt(scale)
        h = t_5 + t_4 * sum_h + 0.5 * sum_h_3 / scale**1.5 - t_4 * sum_x / scale**2
        return np.array([n / shape - sum_h_1 / shape**3, h])


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
        sum_h = _total(1 / x, weights)
        sum_x = _total(x, weights)
        t = 1 / x
        t_1 = np.sqrt(scale)
        t_2 = np.sqrt(x)
        t_3 = 1 / t_2
        t_4 = t_1 * t_3 + t_2 / t_1
        t_5 = 1 / t_4**2
        t_6 = 1 / t_4
        sum_h_1 = _total(x / scale + scale * t - 2, weights)
        sum_h_2 = _total(t_5, weights)
        sum_h_3 = _total(t * t_5, weights)
        sum_h_4 = _total(t_5 * x, weights)
        sum_h_5 = _total(t_3 * t_6, weights)
        sum_h_6 = _total(t_2 * t_6, weights)
        t_7 = 1 / shape**2
        t_8 = 1 / shape**3
        t_9 = 1 / scale**2
        t_10 = 1 / scale**3
        h = 3 * sum_h_1 / shape**4 - t_7 * n
        h_1 = t_8 * t_9 * sum_x - t_8 * sum_h
        t_11 = -0.75 * sum_h_6 / scale**2.5
        t_12 = 0.25 * sum_h_5 / scale**1.5
        t_13 = 0.25 * t_10 * sum_h_4 + 0.25 * sum_h_3 / scale - 0.5 * t_9 * sum_h_2
        h_2 = t_11 + t_12 + t_13 + t_7 * t_10 * sum_x
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, shape, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.sqrt(scale)
        t_1 = np.sqrt(x)
        t_2 = 0.5 / shape**2 * (2 - x / scale - scale / x)
        t_3 = np.log(t / t_1 + t_1 / t)
        t_4 = -np.log(x) - np.log(shape) - 1.5 * np.log(2)
        h = t_2 + t_3 + t_4 - 0.5 * np.log(np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, shape, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / x
        t_1 = np.sqrt(scale)
        t_2 = np.sqrt(x)
        t_3 = 1 / t_2
        t_4 = 1 / t_1
        h = -(2 - x / scale - scale * t) / shape**3 - 1 / shape
        t_5 = (0.5 * t_3 * t_4 - 0.5 * t_2 / scale**1.5) / (t_1 * t_3 + t_2 * t_4)
        h_1 = 0.5 / shape**2 * (x / scale**2 - t) + t_5
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
