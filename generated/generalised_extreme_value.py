"""Maximum-likelihood estimation: Generalised extreme value distribution.

    f(x; mu, scale, shape) =
        1/scale*(1+shape*(x-mu)/scale)**(-1/shape-1)*exp(-(1+shape*(x-mu)/scale)**(-1/shape))
    support: 1 + shape*(x-mu)/scale > 0
    mu: real
    scale: positive
    shape: real

Log-likelihood:

    (-1 - 1/shape)*sum(log(1 + shape*(x - mu)/scale)) - log(scale)*n - sum((1 +
        shape*(x - mu)/scale)**(-1/shape))

Estimator (unbounded):

    mu, scale, shape = the joint maximiser of the log-likelihood

Source:

    Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 3
    Smith (1985), Maximum likelihood estimation in a class of nonregular cases,
        Biometrika 72, 67-90

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("mu", "scale", "shape")


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
        np.quantile(x, [0.5, 0.1, 0.25, 0.75, 0.9]),
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
        np.array([0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5]),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    mu, scale, shape = _minimise(objective, starts)
    return (mu, scale, shape)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    mu, scale, shape = _solve((x - centre) / spread, weights)
    mu = spread * mu + centre
    scale = spread * scale
    return {"mu": float(mu), "scale": float(scale), "shape": float(shape)}


def nll(x, mu, scale, shape, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    if not np.isfinite(shape):
        return np.inf
    if not np.all(shape / scale * (x - mu) + 1 > 0):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = shape / scale * (x - mu)
        sum_h = _total((t + 1) ** (-1 / shape), weights)
        sum_h_1 = _total(np.log1p(t), weights)
        return float(n * np.log(scale) + sum_h - (-1 - 1 / shape) * sum_h_1)


def gradient(x, mu, scale, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(3, np.nan)
    if not 0 < scale < np.inf:
        return np.full(3, np.nan)
    if not np.isfinite(shape):
        return np.full(3, np.nan)
    if not np.all(shape / scale * (x - mu) + 1 > 0):
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = x - mu
        t_2 = shape * t * t_1
        t_3 = t_2 + 1
        t_4 = 1 / t_3
        t_5 = 1 / shape
        t_6 = t_3 ** (-t_5)
        t_7 = t_4 * t_6
        t_8 = t_1 * t_4
        sum_h = _total(t_7, weights)
        sum_h_1 = _total(t_4, weights)
        sum_h_2 = _total(t_1 * t_7, weights)
        sum_h_3 = _total(t_8, weights)
        sum_h_4 = _total((np.log(t_3) / shape**2 - t * t_5 * t_8) * t_6, weights)
        sum_h_5 = _total(np.log1p(t_2), weights)
        t_9 = 1 / scale
        t_10 = -1 - 1 / shape
        t_11 = t_9 * t_10
        t_12 = 1 / scale**2
        h = t_9 * sum_h + shape * t_11 * sum_h_1
        h_1 = t_9 * n + shape * t_10 * t_12 * sum_h_3 + t_12 * sum_h_2
        h_2 = sum_h_4 - t_11 * sum_h_3 - sum_h_5 / shape**2
        return np.array([h, h_1, h_2])


def hessian(x, mu, scale, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((3, 3), np.nan)
    if not 0 < scale < np.inf:
        return np.full((3, 3), np.nan)
    if not np.isfinite(shape):
        return np.full((3, 3), np.nan)
    if not np.all(shape / scale * (x - mu) + 1 > 0):
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = x - mu
        t_2 = shape * t * t_1
        t_3 = t_2 + 1
        t_4 = 1 / t_3**2
        t_5 = 1 / shape
        t_6 = t_3 ** (-t_5)
        t_7 = t_4 * t_6
        t_8 = 1 / t_3
        t_9 = t_6 * t_8
        t_10 = t_1**2
        t_11 = t_1 * t_9
        t_12 = t_10 * t_4
        t_13 = t_1 * t_8
        t_14 = 1 / shape**2
        t_15 = np.log(t_3)
        t_16 = t * t_13
        t_17 = t_14 * t_15 - t_16 * t_5
        sum_h = _total(t_7, weights)
        sum_h_1 = _total(t_4, weights)
        sum_h_2 = _total(t_9, weights)
        sum_h_3 = _total(t_1 * t_7, weights)
        sum_h_4 = _total(t_8, weights)
        sum_h_5 = _total(t_1 * t_4, weights)
        sum_h_6 = _total(t_10 * t_7, weights)
        sum_h_7 = _total(t_11, weights)
        sum_h_8 = _total(t_12, weights)
        sum_h_9 = _total(t_13, weights)
        sum_h_10 = _total(t_17 * t_9, weights)
        sum_h_11 = _total(t_11 * t_17, weights)
        sum_h_12 = _total(t_17**2 * t_6, weights)
        t_18 = t_12 * t_5 / scale**2 + 2 * t_14 * t_16 - 2 * t_15 / shape**3
        sum_h_13 = _total(t_18 * t_6, weights)
        sum_h_14 = _total(np.log1p(t_2), weights)
        t_19 = 1 / scale**2
        t_20 = t_19 * sum_h
        t_21 = shape**2
        t_22 = 1 / shape
        t_23 = -t_22 - 1
        t_24 = t_19 * t_23
        t_25 = 1 / scale**3
        t_26 = t_25 * sum_h_3
        t_27 = shape * t_24
        t_28 = 1 / scale**4
        t_29 = 2 * t_25
        t_30 = shape * t_23
        t_31 = 1 / scale
        t_32 = t_31 * sum_h_4
        t_33 = t_19 * sum_h_9
        h = shape * t_20 + t_20 + t_21 * t_24 * sum_h_1
        t_34 = t_21 * t_23 * t_25 * sum_h_5
        h_1 = t_34 + shape * t_26 + t_26 - t_19 * sum_h_2 - t_27 * sum_h_4
        t_35 = t_21 * t_23 * t_28 * sum_h_8
        t_36 = t_28 * sum_h_6 - t_19 * n - t_29 * sum_h_7
        h_2 = t_35 + t_36 + shape * t_28 * sum_h_6 - t_29 * t_30 * sum_h_9
        t_37 = t_31 * sum_h_10 + t_32 * t_22
        h_3 = t_37 + t_32 * t_23 - t_19 * sum_h_3 - t_27 * sum_h_5
        t_38 = t_19 * sum_h_11 + t_33 * t_22
        h_4 = t_38 + t_33 * t_23 - t_30 * t_25 * sum_h_8 - t_25 * sum_h_6
        t_39 = -2 * t_31 * sum_h_9 / t_21
        h_5 = t_39 + t_24 * sum_h_8 + sum_h_12 + sum_h_13 + 2 * sum_h_14 / shape**3
        return np.array([[h, h_1, h_3], [h_1, h_2, h_4], [h_3, h_4, h_5]])


def log_density(x, mu, scale, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = shape / scale * (x - mu)
        t_1 = 1 / shape
        h = (-t_1 - 1) * np.log1p(t) - np.log(scale) - (t + 1) ** (-t_1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, scale, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = x - mu
        t_2 = shape * t
        t_3 = t_1 * t_2
        t_4 = t_3 + 1
        t_5 = 1 / shape
        t_6 = t_4 ** (-t_5)
        t_7 = 1 / t_4
        t_8 = t_6 * t_7
        t_9 = (-t_5 - 1) * t_7
        t_10 = t_1 / scale**2
        t_11 = 1 / shape**2
        t_12 = t * t_1
        h = -t * t_8 - t_2 * t_9
        h_1 = -t - t_10 * t_8 - shape * t_10 * t_9
        t_13 = -(t_11 * np.log(t_4) - t_12 * t_5 * t_7) * t_6
        h_2 = t_13 + t_11 * np.log1p(t_3) + t_12 * t_9
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, mu, scale, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, scale, shape, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
