"""Maximum-likelihood estimation: Logistic regression with one covariate.

    f(y | z; intercept, slope) =
        exp(y*(intercept+slope*z))/(1+exp(intercept+slope*z))
    support: y in 0, 1
    intercept: real
    slope: real

Log-likelihood:

    sum(y*(z*slope + intercept)) - sum(log(exp(z*slope + intercept) + 1))

Estimator (numeric):

    intercept, slope = the joint maximiser of the log-likelihood

Source:

    McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 4
    Albert, Anderson (1984), On the existence of maximum likelihood estimates in
        logistic regression models, Biometrika 71, 1-10

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("intercept", "slope")


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


def _columns(data, names):
    """Several variables from an array of shape (n, k) or a mapping of columns."""
    if hasattr(data, "keys"):
        missing = [name for name in names if name not in data]
        if missing:
            raise ValueError(f"the data have no column {missing[0]!r}")
        return [_column(data[name], name) for name in names]
    table = np.asarray(data)
    if table.ndim != 2 or table.shape[1] != len(names):
        wanted = f"(n, {len(names)})"
        raise ValueError(f"expected an array of shape {wanted}, got {table.shape}")
    return [_column(table[:, j], name) for j, name in enumerate(names)]


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


def estimate(data, weights=None):
    """Maximum-likelihood estimates by name.

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    _require("y", y == np.rint(y), "must be an integer")
    _require("y", y >= 0, "must be >= 0")
    _require("y", y <= 1, "must be <= 1")
    size = len(y) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value = nll(data, *theta, weights)
        slope = gradient(data, *theta, weights)
        bend = hessian(data, *theta, weights)
        return value / size, slope / size, bend / size

    choices = [
        np.append([0.0, 1.0, -1.0], np.quantile(y, [0.5, 0.25, 0.75])),
        np.append([0.0, 1.0, -1.0], np.quantile(y, [0.5, 0.25, 0.75])),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    intercept, slope = _minimise(objective, starts)
    return {"intercept": float(intercept), "slope": float(slope)}


def nll(data, intercept, slope, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.inf
    if not np.isfinite(slope):
        return np.inf
    with np.errstate(all="ignore"):
        t = slope * z + intercept
        sum_h = _total(np.logaddexp(0, t), weights)
        sum_h_1 = _total(t * y, weights)
        return float(sum_h - sum_h_1)


def gradient(data, intercept, slope, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.full(2, np.nan)
    if not np.isfinite(slope):
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        sum_y = _total(y, weights)
        sum_h = _total(z * y, weights)
        t = special.expit(slope * z + intercept)
        sum_h_1 = _total(t, weights)
        sum_h_2 = _total(t * z, weights)
        return np.array([sum_h_1 - sum_y, sum_h_2 - sum_h])


def hessian(data, intercept, slope, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.full((2, 2), np.nan)
    if not np.isfinite(slope):
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = slope * z + intercept
        t_1 = special.expit(-t) * special.expit(t)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * z, weights)
        sum_h_2 = _total(t_1 * z**2, weights)
        return np.array([[sum_h, sum_h_1], [sum_h_1, sum_h_2]])


def log_density(data, intercept, slope):
    """log f of each observation, shape (n,)."""
    y, z = _columns(data, ("y", "z"))
    with np.errstate(all="ignore"):
        t = slope * z + intercept
        h = t * y - np.logaddexp(0, t)
        return np.broadcast_to(h, y.shape).astype(float)


def scores(data, intercept, slope):
    """The gradient of log f of each observation, shape (n, k)."""
    y, z = _columns(data, ("y", "z"))
    with np.errstate(all="ignore"):
        t = special.expit(slope * z + intercept)
        h = y - t
        h_1 = z * y - t * z
        return np.column_stack(
            [
                np.broadcast_to(h, y.shape),
                np.broadcast_to(h_1, y.shape),
            ]
        )


def standard_errors(data, intercept, slope, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, intercept, slope, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
