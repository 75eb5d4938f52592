"""Maximum-likelihood estimation: Skew normal distribution.

    f(x; location, scale, shape) =
        1/(scale*sqrt(2*pi))*exp(-(x-location)**2/(2*scale**2))*(1+erf(shape*(x-location)/(scale*sqrt(2))))
    support: real
    location: real
    scale: positive
    shape: real

Log-likelihood:

    (-log(scale) - log(2*pi)/2)*n + sum(log(erf(sqrt(2)*shape*(x -
        location)/(2*scale)) + 1)) - sum((x - location)**2)/(2*scale**2)

Estimator (numeric):

    location, shape = the joint maximiser of the log-likelihood
    scale = sqrt(sum((x - location)**2))/sqrt(n)

Source:

    Azzalini (1985), A class of distributions which includes the normal ones, Scand.
        J. Statist. 12, 171-178
    Azzalini, Capitanio (1999), Statistical applications of the multivariate skew
        normal distribution, J. Roy. Statist. Soc. B 61, 579-602

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("location", "scale", "shape")


def log_erfc(w):
    """log erfc(w); erfc itself underflows beyond w = 27."""
    w = np.asarray(w, dtype=float)
    return special.log_ndtr(-1.4142135623730951 * w) + 0.6931471805599453


def mills(w):
    """exp(-w^2)/erfc(w)."""
    return 1.0 / special.erfcx(w)


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
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x_2 = _total(x**2, weights)
    sum_x = _total(x, weights)

    def objective(theta):
        """The negative objective, its gradient and its Hessian."""
        location, shape = theta
        if not np.isfinite(location):
            return np.inf, np.zeros(2), np.eye(2)
        if not np.isfinite(shape):
            return np.inf, np.zeros(2), np.eye(2)
        t = x - location
        sum_h = _total(t**2, weights)
        sum_h_1 = _total(t, weights)
        t_1 = np.sqrt(2)
        t_2 = shape * t_1
        t_3 = 1 / np.sqrt(sum_h)
        t_4 = np.sqrt(n)
        t_5 = t_3 * t_4
        t_6 = t_2 * t_5
        t_7 = 0.5 * t_6
        t_8 = 0.5 * location * shape * t_1 * t_3 * t_4 - t_7 * x
        t_9 = 1 / sum_h**1.5
        t_10 = t_2 * t_9
        t_11 = t_4 * sum_h_1
        t_12 = t_11 * t_10
        t_13 = location * t_12
        t_14 = mills(t_8) / np.sqrt(np.pi)
        t_15 = t_1 * t_5
        t_16 = t_15 * x
        t_17 = t_16 - location * t_15
        t_18 = 0.5 * x
        t_19 = n**1.5 * t_10
        t_20 = 0.5 * location
        t_21 = 1.5 * sum_h_1**2 * t_2 * t_4 / sum_h**2.5
        t_22 = 0.5 * t_13 + t_7 - 0.5 * t_12 * x
        t_23 = t_14 * (t_6 * x + 2 * t_14 - location * t_6)
        t_24 = t_1 * t_11 * t_9
        sum_h_2 = _total(log_erfc(t_8), weights)
        t_25 = shape * t_1 * t_4 * t_9 * sum_h_1 * x - t_13 - t_6
        sum_h_3 = _total(t_25 * t_14, weights)
        sum_h_4 = _total(t_14 * t_17, weights)
        t_26 = t_14 * (t_12 + t_18 * t_19 + location * t_21 - t_21 * x - t_19 * t_20)
        sum_h_5 = _total(t_26 + t_22**2 * t_23, weights)
        t_27 = (0.5 * location * t_1 * t_3 * t_4 - 0.5 * t_16) * t_22 * t_23
        t_28 = (0.5 * t_15 + t_20 * t_24 - t_18 * t_24) * t_14
        sum_h_6 = _total(t_27 + t_28, weights)
        sum_h_7 = _total(t_17**2 * t_23, weights)
        t_29 = location**2
        t_30 = 1 / sum_h
        t_31 = n**2
        t_32 = t_30 * n
        t_33 = t_32 * sum_x
        t_34 = 1 / sum_h**2
        t_35 = sum_x * sum_h_1 * n
        t_36 = 2 * t_34
        t_37 = location * t_36
        t_38 = sum_h_1**2
        t_39 = t_38 * n
        t_40 = 4 * t_34
        t_41 = 1 / sum_h**3
        t_42 = 4 * t_41
        t_43 = -(-np.log(np.sqrt(sum_h) / np.sqrt(n)) - 0.5 * np.log(2 * np.pi)) * n
        t_44 = -location * t_33 - sum_h_2
        h = 0.5 * t_30 * sum_x_2 * n + t_43 + t_44 + 0.5 * t_29 * t_30 * t_31
        t_45 = t_29 * t_31 * t_34 * sum_h_1
        t_46 = t_34 * sum_x_2 * sum_h_1 * n
        t_47 = -t_32 * sum_h_1 - t_33 - sum_h_3
        h_1 = t_45 + t_46 + t_47 + location * t_30 * t_31 - t_35 * t_37
        h_2 = -sum_h_4
        t_48 = -8 * location * t_39 * t_41 * sum_x
        t_49 = location * t_40 * t_31 * sum_h_1
        t_50 = t_29 * t_42 * t_31 * t_38
        t_52 = 2 * sum_h_5 - t_39 * t_36
        t_51 = t_52 + 2 * t_30 * t_31 + t_39 * t_42 * sum_x_2 - t_40 * t_35
        t_53 = t_31 * t_37 * sum_x - n**3 * t_29 * t_34 - t_31 * t_34 * sum_x_2
        h_3 = t_48 + t_49 + t_50 + t_51 + t_53
        h_4 = 2 * sum_h_6
        h_5 = 0.5 * sum_h_7
        gradient_ = np.array([h_1, h_2])
        hessian_ = np.zeros((2, 2))
        hessian_[0, 0] = hessian_[0, 0] = h_3
        hessian_[1, 0] = hessian_[0, 1] = h_4
        hessian_[1, 1] = hessian_[1, 1] = h_5
        return h, gradient_, hessian_

    choices = [
        np.quantile(x, [0.5, 0.1, 0.25, 0.75, 0.9]),
        np.array([0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5]),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    location, shape = _minimise(objective, starts)
    t_54 = x - location
    sum_h_8 = _total(t_54**2, weights)
    sum_h_9 = _total(t_54, weights)
    scale = np.sqrt(sum_h_8) / np.sqrt(n)
    return (location, scale, shape)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    location, scale, shape = _solve((x - centre) / spread, weights)
    location = spread * location + centre
    scale = spread * scale
    return {"location": float(location), "scale": float(scale), "shape": float(shape)}


def nll(x, location, scale, shape, weights=None):
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
    if not np.isfinite(shape):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        sum_h = _total(t**2, weights)
        sum_h_1 = _total(log_erfc(-0.5 * shape * np.sqrt(2) * t / scale), weights)
        t_1 = 0.5 * n * np.log(2 * np.pi)
        return float(n * np.log(scale) + t_1 + 0.5 * sum_h / scale**2 - sum_h_1)


def gradient(x, location, scale, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full(3, np.nan)
    if not 0 < scale < np.inf:
        return np.full(3, np.nan)
    if not np.isfinite(shape):
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = mills(-0.5 * shape * np.sqrt(2) * t / scale)
        sum_h = _total(t, weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t**2, weights)
        sum_h_3 = _total(t * t_1, weights)
        t_2 = 1 / scale**2
        t_3 = np.sqrt(2)
        t_4 = 1 / np.sqrt(np.pi)
        t_5 = 1 / scale
        h = shape * t_3 * t_4 * t_5 * sum_h_1 - t_2 * sum_h
        h_1 = t_5 * n + shape * t_2 * t_3 * t_4 * sum_h_3 - sum_h_2 / scale**3
        return np.array([h, h_1, -t_3 * t_4 * t_5 * sum_h_3])


def hessian(x, location, scale, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full((3, 3), np.nan)
    if not 0 < scale < np.inf:
        return np.full((3, 3), np.nan)
    if not np.isfinite(shape):
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = shape * np.sqrt(2) * t / scale
        t_2 = mills(-0.5 * t_1)
        t_3 = (t_1 + 2 * t_2 / np.sqrt(np.pi)) * t_2
        t_4 = t**2
        sum_h = _total(t_3, weights)
        sum_h_1 = _total(t, weights)
        sum_h_2 = _total(t * t_3, weights)
        sum_h_3 = _total(t_2, weights)
        sum_h_4 = _total(t_4, weights)
        sum_h_5 = _total(t_3 * t_4, weights)
        sum_h_6 = _total(t * t_2, weights)
        t_5 = 1 / scale**2
        t_6 = t_5 * n
        t_7 = shape**2
        t_8 = 1 / np.sqrt(np.pi)
        t_9 = t_5 * t_8
        t_10 = 1 / scale**3
        t_11 = 2 * t_10
        t_12 = np.sqrt(2)
        t_13 = shape * t_9
        t_14 = 1 / scale**4
        t_15 = shape * t_8
        h = t_7 * t_8 * t_10 * sum_h_2 + t_11 * sum_h_1 - t_12 * t_13 * sum_h_3
        t_16 = -t_15 * t_11 * t_12 * sum_h_6
        h_1 = t_16 + t_7 * t_8 * t_14 * sum_h_5 + 3 * t_14 * sum_h_4 - t_6
        h_2 = t_8 * t_12 * sum_h_3 / scale - t_13 * sum_h_2
        h_3 = t_5 * t_8 * t_12 * sum_h_6 - t_15 * t_10 * sum_h_5
        return np.array(
            [
                [t_6 + t_7 * t_9 * sum_h, h, h_2],
                [h, h_1, h_3],
                [h_2, h_3, t_9 * sum_h_5],
            ]
        )


def log_density(x, location, scale, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = log_erfc(-0.5 * shape * np.sqrt(2) * t / scale)
        h = t_1 - 0.5 * t**2 / scale**2 - np.log(scale) - 0.5 * np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, location, scale, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale**2
        t_1 = np.sqrt(2)
        t_2 = 1 / scale
        t_3 = shape * t_1 * t_2
        t_4 = x - location
        t_5 = mills(-0.5 * t_3 * t_4) / np.sqrt(np.pi)
        t_6 = t_1 * t_4 * t_5
        h = -0.5 * t * (2 * location - 2 * x) - t_3 * t_5
        h_1 = t_4**2 / scale**3 - shape * t * t_6 - t_2
        h_2 = t_2 * t_6
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, location, scale, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, location, scale, shape, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
