"""Maximum-likelihood estimation: Log-logistic distribution.

    f(x; scale, shape) = shape/scale*(x/scale)**(shape-1)/(1+(x/scale)**shape)**2
    support: x > 0
    scale: positive
    shape: positive

Log-likelihood:

    (shape - 1)*sum(log(x)) + (-shape*log(scale) + log(shape))*n -
        2*sum(log(x**shape/scale**shape + 1))

Estimator (numeric):

    scale, shape = the joint maximiser of the log-likelihood

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions, vol. 2,
        ch. 23
    Antle, Klimko, Harkness (1970), Confidence intervals for the parameters of the
        logistic distribution, Biometrika 57, 397-402

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("scale", "shape")


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


def _starts(rate, choices, wanted=4):
    """The best of 160 random combinations of plausible values, no two alike."""
    random = np.random.default_rng(20240229)
    points = [np.array([c[0] for c in choices], dtype=float)]
    points += [np.array([random.choice(c) for c in choices]) for _ in range(159)]
    rated = [(rate(p), i) for i, p in enumerate(points)]
    chosen = []
    for _, i in sorted((v, i) for v, i in rated if np.isfinite(v)):
        scale = np.abs(points[i]) + 0.1
        if all(np.max(np.abs(points[i] - c) / scale) > 0.4 for c in chosen):
            chosen.append(points[i])
        if len(chosen) == wanted:
            break
    return chosen or points[:1]


def _ended(theta, gradient, hessian):
    """Whether a climb ended: not if a large parameter may still grow and lose nothing."""
    size = np.abs(theta)
    inverse = np.linalg.pinv(hessian * np.outer(size, size))
    step, variances = inverse @ (gradient * size), np.diag(inverse)
    far = (np.abs(step) > 1e-3) | (np.abs(variances) > 1e9)
    return not np.any(far & (size > 1e4))


def _downhill(at, start, unit):
    """The local minimum downhill of a start, in units of each parameter."""
    return optimize.minimize(
        lambda v: at(v * unit)[0],
        start,
        jac=lambda v: at(v * unit)[1] * unit,
        hess=lambda v: at(v * unit)[2] * np.outer(unit, unit),
        method="trust-exact",
        options={"gtol": 1e-11, "maxiter": 500},
    ).x


def _minimise(objective, starts):
    """The best local minimum that trust-region Newton reaches from the starts, or nan.

    ``objective(theta)`` returns value, gradient and Hessian; the value is inf outside
    the domain, where no step ends.
    """
    last = {}

    def at(theta):
        key = theta.tobytes()
        if key not in last:
            last.clear()
            value, gradient, hessian = objective(theta)
            if not (np.isfinite(value) and np.all(np.isfinite(hessian))):
                k = len(theta)
                value, gradient, hessian = np.inf, np.zeros(k), np.eye(k)
            last[key] = value, gradient, hessian
        return last[key]

    best, lowest = None, np.inf
    for start in starts:
        theta = np.asarray(start, dtype=float)
        if not np.isfinite(at(theta)[0]):
            continue
        unit = np.ones(len(theta))
        for _ in range(12):
            theta = unit * _downhill(at, theta / unit, unit)
            if _ended(theta, *at(theta)[1:]):
                break
            unit = np.maximum(np.abs(theta), 1.0)
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None or not _ended(best, *at(best)[1:]):
        return np.full(len(starts[0]), np.nan)
    return best


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    size = len(x) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value = nll(x, *theta, weights)
        slope = gradient(x, *theta, weights)
        bend = hessian(x, *theta, weights)
        return value / size, slope / size, bend / size

    choices = [
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
        np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    scale, shape = _minimise(objective, starts)
    return (scale, shape)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"scale": np.nan, "shape": np.inf}
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
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.logaddexp(0, shape * np.log(x / scale)), weights)
        t = shape * n * np.log(scale)
        return float(t + 2 * sum_h - n * np.log(shape) - (shape - 1) * sum_log_x)


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
        sum_log_x = _total(np.log(x), weights)
        t = np.log(x / scale)
        t_1 = special.expit(shape * t)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t * t_1, weights)
        t_2 = shape / scale
        h = n * np.log(scale) + 2 * sum_h_1 - n / shape - sum_log_x
        return np.array([t_2 * n - 2 * t_2 * sum_h, h])


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
        t = np.log(x / scale)
        t_1 = shape * t
        t_2 = special.expit(t_1)
        t_3 = t_2 * special.expit(-t_1)
        sum_h = _total(t_2, weights)
        sum_h_1 = _total(t_3, weights)
        sum_h_2 = _total(t * t_3, weights)
        sum_h_3 = _total(t**2 * t_3, weights)
        t_4 = 1 / scale**2
        t_5 = shape * t_4
        t_6 = 2 * sum_h
        t_7 = shape**2
        t_8 = 1 / scale
        h = 2 * t_4 * t_7 * sum_h_1 + t_5 * t_6 - t_5 * n
        h_1 = t_8 * n - t_6 * t_8 - 2 * shape * t_8 * sum_h_2
        return np.array([[h, h_1], [h_1, n / t_7 + 2 * sum_h_3]])


def log_density(x, scale, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -2 * np.logaddexp(0, shape * np.log(x / scale))
        h = (shape - 1) * np.log(x) + t + np.log(shape) - shape * np.log(scale)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, scale, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = shape * t
        t_2 = np.log(t * x)
        t_3 = 2 * special.expit(shape * t_2)
        h = t_1 * t_3 - t_1
        h_1 = np.log(x) + 1 / shape - t_2 * t_3 - np.log(scale)
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
