"""Maximum-likelihood estimation: Dagum distribution.

    f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
    support: x > 0
    a: positive
    b: positive
    p: positive

Log-likelihood:

    (-p - 1)*sum(log(x**a/b**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) + log(a)
        + log(p))*n

Estimator (numeric):

    a, b = the joint maximiser of the log-likelihood
    p = n/(a*log(b)*n - a*sum(log(x)) + sum(log(x**a/b**a + 1)))

Source:

    Dagum (1977), A new model of personal income distribution: specification and
        estimation, Economie Appliquee 30, 413-437
    Kleiber (2008), A guide to the Dagum distributions, Modeling Income
        Distributions and Lorenz Curves, 97-117

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("a", "b", "p")


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
    sum_log_x = _total(np.log(x), weights)

    def objective(theta):
        """The negative objective, its gradient and its Hessian."""
        a, b = theta
        if not 0 < a < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        if not 0 < b < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        t = 1 / b
        t_1 = np.log(t * x)
        t_2 = a * t_1
        t_3 = special.expit(t_2)
        t_4 = t * t_3
        t_5 = special.expit(-t_2)
        t_6 = t_3 * t_5
        t_7 = 1 / b**2
        sum_h = _total(np.logaddexp(0, t_2), weights)
        sum_h_1 = _total(t_1 * t_3, weights)
        sum_h_2 = _total(a * t_4, weights)
        sum_h_3 = _total(t_1**2 * t_6, weights)
        sum_h_4 = _total(t_2 * t_4 * t_5 + t_4, weights)
        sum_h_5 = _total(a * t_3 * t_7 + a**2 * t_6 * t_7, weights)
        t_8 = a * sum_log_x
        t_9 = np.log(b)
        t_10 = t_9 * n
        t_11 = a * t_10 + sum_h - t_8
        t_12 = 1 / t_11
        t_13 = t_12 * n
        t_14 = n**2
        t_15 = t_12 * t_14
        t_16 = t_9 * t_15
        t_17 = sum_log_x - t_10 - sum_h_1
        t_18 = 1 / t_11**2
        t_19 = t_18 * n
        t_20 = t_19 * sum_h
        t_21 = t_18 * t_14
        t_22 = t_9 * t_21
        t_23 = t_22 * t_17
        t_24 = t_19 * t_17
        t_25 = 1 / b
        t_26 = t_25 * n
        t_27 = a * t_26
        t_28 = sum_h_2 - t_27
        t_29 = t_19 * t_28
        t_30 = 2 * sum_h_1
        t_31 = t_8 * t_19
        t_32 = sum_h * n
        t_33 = 1 / t_11**3
        t_34 = (2 * sum_log_x - 2 * t_10 - t_30) * t_33
        t_35 = t_34 * t_17
        t_36 = a * t_22
        t_37 = a * t_9 * t_14
        t_38 = t_8 * n
        t_39 = -sum_h_4
        t_40 = -t_26 - t_39
        t_41 = a * t_21 * t_25
        t_42 = t_28 * t_32
        t_43 = t_28 * t_34
        t_44 = a / b**2
        t_45 = t_44 * n - sum_h_5
        t_46 = (2 * sum_h_2 - 2 * t_27) * t_33
        t_47 = t_28 * t_46
        t_48 = -(np.log(t_13) + np.log(a)) * n
        h = t_48 + t_13 * sum_h + a * t_16 + sum_log_x + sum_h - t_8 * t_13
        t_49 = -(t_12 * t_17 + 1 / a) * n
        t_50 = t_20 * t_17 + a * t_23 + t_13 * sum_h_1 - t_8 * t_24
        h_1 = t_49 + t_50 + t_16 + sum_h_1 - t_13 * sum_log_x
        t_51 = a * t_9 * t_18 * t_28 * t_14
        t_52 = -t_8 * t_29 - t_28 * t_13 - sum_h_2
        t_53 = a * t_25 * t_12 * t_14 - t_13 * sum_h_2
        h_2 = t_18 * t_28 * sum_h * n + t_51 + t_52 + t_53
        t_54 = -(t_17**2 * t_18 - t_12 * sum_h_3 - 1 / a**2) * n
        t_56 = 2 * t_23 + t_24 * t_30 + t_31 * sum_h_3
        t_55 = t_56 + t_32 * t_35 + t_35 * t_37 + t_13 * sum_h_3
        t_57 = -t_20 * sum_h_3 - t_35 * t_38 - t_36 * sum_h_3
        h_3 = t_54 + t_55 + t_57 + sum_h_3 - 2 * t_24 * sum_log_x
        t_59 = t_20 * t_40 + t_22 * t_28 + t_25 * t_15 + t_29 * sum_h_1
        t_58 = t_59 + t_34 * t_42 + t_36 * t_40 + t_37 * t_43 + t_41 * t_17
        t_60 = -t_24 * sum_h_2 - t_29 * t_17 - t_29 * sum_log_x - t_31 * t_40
        h_4 = t_58 + t_60 + t_39 - t_38 * t_43 - t_40 * t_13 - t_13 * sum_h_4
        t_62 = t_20 * t_45 + t_36 * t_45 + t_37 * t_47
        t_61 = t_62 + t_42 * t_46 + t_13 * sum_h_5 - t_28**2 * t_19
        t_63 = -t_31 * t_45 - t_38 * t_47 - t_44 * t_15 - t_45 * t_13
        h_5 = t_61 + t_63 + 2 * t_28 * t_41 + sum_h_5 - 2 * t_29 * sum_h_2
        gradient_ = np.array([h_1, h_2])
        hessian_ = np.zeros((2, 2))
        hessian_[0, 0] = hessian_[0, 0] = h_3
        hessian_[1, 0] = hessian_[0, 1] = h_4
        hessian_[1, 1] = hessian_[1, 1] = h_5
        return h, gradient_, hessian_

    choices = [
        np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    a, b = _minimise(objective, starts)
    t_64 = np.log(x / b)
    t_65 = a * t_64
    t_66 = special.expit(t_65)
    t_67 = t_64 * t_66
    t_68 = special.expit(-t_65)
    t_69 = t_66 * t_68
    sum_h_6 = _total(np.logaddexp(0, t_65), weights)
    sum_h_7 = _total(t_67, weights)
    sum_h_8 = _total(t_66, weights)
    sum_h_9 = _total(t_64**2 * t_69, weights)
    sum_h_10 = _total(t_67 * t_68, weights)
    sum_h_11 = _total(t_69, weights)
    p = n / (a * n * np.log(b) + sum_h_6 - a * sum_log_x)
    return (a, b, p)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    spread = _units(x, False, True)[1]
    a, b, p = _solve(x / spread, weights)
    b = spread * b
    return {"a": float(a), "b": float(b), "p": float(p)}


def nll(x, a, b, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.inf
    if not 0 < b < np.inf:
        return np.inf
    if not 0 < p < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.logaddexp(0, a * np.log(x / b)), weights)
        t = -(a * p - 1) * sum_log_x
        t_1 = a * p * n * np.log(b)
        return float(t + t_1 - n * np.log(a) - n * np.log(p) - (-p - 1) * sum_h)


def gradient(x, a, b, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full(3, np.nan)
    if not 0 < b < np.inf:
        return np.full(3, np.nan)
    if not 0 < p < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = np.log(x / b)
        t_1 = a * t
        t_2 = special.expit(t_1)
        sum_h = _total(t * t_2, weights)
        sum_h_1 = _total(t_2, weights)
        sum_h_2 = _total(np.logaddexp(0, t_1), weights)
        t_3 = -p - 1
        t_4 = np.log(b)
        t_5 = a / b
        h = p * t_4 * n - n / a - t_3 * sum_h - p * sum_log_x
        h_1 = p * t_5 * n + t_3 * t_5 * sum_h_1
        h_2 = a * t_4 * n + sum_h_2 - n / p - a * sum_log_x
        return np.array([h, h_1, h_2])


def hessian(x, a, b, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < b < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < p < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = np.log(x / b)
        t_1 = a * t
        t_2 = special.expit(t_1)
        t_3 = t_2 * special.expit(-t_1)
        sum_h = _total(t**2 * t_3, weights)
        sum_h_1 = _total(t_2, weights)
        sum_h_2 = _total(t * t_3, weights)
        sum_h_3 = _total(t_3, weights)
        sum_h_4 = _total(t * t_2, weights)
        t_4 = a**2
        t_5 = -p - 1
        t_6 = 1 / b
        t_7 = t_6 * n
        t_8 = t_6 * sum_h_1
        t_9 = a * t_5
        t_10 = 1 / b**2
        h = t_5 * t_8 + t_6 * t_9 * sum_h_2 + p * t_7
        h_1 = -a * p * t_10 * n - t_4 * t_5 * t_10 * sum_h_3 - t_9 * t_10 * sum_h_1
        h_2 = n * np.log(b) + sum_h_4 - sum_log_x
        return np.array(
            [
                [n / t_4 - t_5 * sum_h, h, h_2],
                [h, h_1, a * t_7 - a * t_8],
                [h_2, a * t_7 - a * t_8, n / p**2],
            ]
        )


def log_density(x, a, b, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = a * p
        t_1 = (-p - 1) * np.logaddexp(0, a * np.log(x / b))
        h = (t - 1) * np.log(x) + t_1 + np.log(a) + np.log(p) - t * np.log(b)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, a, b, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = np.log(b)
        t_2 = 1 / b
        t_3 = np.log(t_2 * x)
        t_4 = a * t_3
        t_5 = (-p - 1) * special.expit(t_4)
        t_6 = a * t_2
        h = p * t + t_3 * t_5 + 1 / a - p * t_1
        h_1 = -t_5 * t_6 - p * t_6
        h_2 = a * t + 1 / p - a * t_1 - np.logaddexp(0, t_4)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, a, b, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, a, b, p, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
