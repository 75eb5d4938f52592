"""Maximum-likelihood estimation: Triangular distribution with known end points.

    f(x; mode, lower, upper) = Piecewise((2*(x-lower)/((upper-lower)*(mode-lower)),
        x <= mode), (2*(upper-x)/((upper-lower)*(upper-mode)), True))
    support: lower <= x <= upper
    mode: lower < mode < upper
    lower: real (a known constant)
    upper: lower < upper (a known constant)

Log-likelihood:

    -log(-lower + mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower +
        upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1, True))) +
        sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True))) +
        sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))

Estimator (boundary):

    mode = the value among x that maximises -log(-lower + mode)*sum(Piecewise((1, x
        <= mode), (0, True))) - log(-lower + upper)*n - log(-mode +
        upper)*sum(Piecewise((0, x <= mode), (1, True))) + sum(Piecewise((0, x <=
        mode), (log(-2*x + 2*upper), True))) + sum(Piecewise((log(2*x - 2*lower), x
        <= mode), (0, True)))

Source:

    Oliver (1972), A maximum likelihood oddity, Amer. Statist. 26 (3), 43-44
    Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions, vol. 2,
        ch. 26

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mode",)


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


def _point(objective, points):
    """That one of the points at which the objective is greatest."""
    points = np.unique(points)
    with np.errstate(all="ignore"):
        heights = np.array([objective(t) for t in points])
    return float(points[np.argmax(np.where(np.isnan(heights), -np.inf, heights))])


def estimate(x, lower, upper, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= lower, "must be >= lower")
    _require("x", x <= upper, "must be <= upper")
    n = np.float64(len(x) if weights is None else np.sum(weights))

    def objective(mode):
        """The log-likelihood as a function of mode."""
        t = x <= mode
        t_1 = 2 * x
        sum_h = _total(np.where(t, 0, 1), weights)
        sum_h_1 = _total(np.where(t, 1, 0), weights)
        sum_h_2 = _total(np.where(t, 0, np.log(2 * upper - t_1)), weights)
        sum_h_3 = _total(np.where(t, np.log(t_1 - 2 * lower), 0), weights)
        t_2 = -sum_h_1 * np.log(mode - lower)
        t_3 = -sum_h * np.log(upper - mode)
        return t_2 + t_3 + sum_h_2 + sum_h_3 - n * np.log(upper - lower)

    mode = _point(objective, x)
    return {"mode": float(mode)}


def nll(x, mode, lower, upper, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not lower < mode < upper:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = -upper
        t_1 = np.log(2 * x - 2 * lower) - np.log(mode - lower)
        t_2 = np.log(-2 * x - 2 * t) - np.log(-t - mode)
        sum_h = _total(np.where(x <= mode, t_1, t_2), weights)
        return float(n * np.log(upper - lower) - sum_h)


def gradient(x, mode, lower, upper, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not lower < mode < upper:
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        t = -1 / (mode - lower)
        sum_h = _total(np.where(x <= mode, t, 1 / (upper - mode)), weights)
        return np.array([-sum_h])


def hessian(x, mode, lower, upper, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not lower < mode < upper:
        return np.full((1, 1), np.nan)
    with np.errstate(all="ignore"):
        t = 1 / (mode - lower) ** 2
        sum_h = _total(np.where(x <= mode, t, 1 / (upper - mode) ** 2), weights)
        return np.array([[-sum_h]])


def log_density(x, mode, lower, upper):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -upper
        t_1 = np.log(2 * x - 2 * lower) - np.log(mode - lower)
        t_2 = np.where(x <= mode, t_1, np.log(-2 * x - 2 * t) - np.log(-t - mode))
        h = t_2 - np.log(-t - lower)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mode, lower, upper):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.where(x <= mode, -1 / (mode - lower), 1 / (upper - mode))
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, mode, lower, upper, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mode, lower, upper, weights)
    errors = np.full(1, np.nan)
    regular = []
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
