"""Maximum-likelihood estimation: Generalised inverse Gaussian distribution.

    f(x; order, a, b) = (a/b)**(order/2)/(2*besselk(order, sqrt(a*b)))*x**(order -
        1)*exp(-(a*x + b/x)/2)
    support: x > 0
    order: real
    a: positive
    b: positive

Log-likelihood:

    -a*sum(x)/2 - b*sum(1/x)/2 + (order - 1)*sum(log(x)) + (order*log(a)/2 -
        order*log(b)/2 - log(besselk(order, sqrt(a)*sqrt(b))) - log(2))*n

Estimator (numeric):

    order, b = the joint maximiser of the log-likelihood
    a = (b*sum(1/x) + 2*order*n)/sum(x)

Conditions:

    A maximum exists only if 2n order + b Σ 1/xᵢ > 0.

Source:

    Jorgensen (1982), Statistical Properties of the Generalized Inverse Gaussian
        Distribution, Lecture Notes in Statistics 9, Springer

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("order", "a", "b")


def log_bessel_k(m, z):
    """log K_m(z) for z > 0."""
    return np.log(special.kve(m, z)) - z


def bessel_k_ratio(m, z):
    """K_{m+1}(z)/K_m(z)."""
    return special.kve(m + 1, z) / special.kve(m, z)


def log_bessel_k_order(r, m, z):
    """The first or second derivative in m of log K_m(z), from differences in m.

    log K is even in m and smooth: ten digits of the first, nine of the second.
    """
    step = 0.012 + 0.002 * np.abs(m) + 0.003 * np.minimum(z, 10.0)
    values = [np.log(special.kve(m + k * step, z)) for k in range(-4, 5)]
    middle, after, before = values[4], values[5:], values[3::-1]
    if r == 1:
        parts = zip((4 / 5, -1 / 5, 4 / 105, -1 / 280), after, before, strict=True)
        return sum(c * (a - b) for c, a, b in parts) / step
    parts = zip((8 / 5, -1 / 5, 8 / 315, -1 / 560), after, before, strict=True)
    return sum(c * (a - 2 * middle + b) for c, a, b in parts) / (step * step)


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
    sum_x = _total(x, weights)
    sum_h = _total(1 / x, weights)

    def objective(theta):
        """The negative objective, its gradient and its Hessian."""
        order, b = theta
        if not np.isfinite(order):
            return np.inf, np.zeros(2), np.eye(2)
        if not 0 < b < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        t = 0.5 * np.log(b)
        t_1 = 2 * order
        t_2 = t_1 * n + b * sum_h
        t_3 = np.log(t_2 / sum_x)
        t_4 = np.sqrt(b)
        t_5 = np.sqrt(t_2)
        t_6 = np.sqrt(sum_x)
        t_7 = 1 / t_6
        t_8 = t_5 * t_7
        t_9 = t_4 * t_8
        t_10 = 1 / t_2
        t_11 = bessel_k_ratio(order, t_9)
        t_12 = 1 / t_5
        t_13 = 1 / t_4
        t_14 = t_13 * t_6
        t_15 = t_12 * t_14
        t_16 = order * t_15 - t_11
        t_17 = t_12 * t_4 * t_7
        t_18 = t_17 * n
        t_19 = log_bessel_k_order(1, order, t_9)
        t_20 = 0.5 * sum_h
        t_21 = 0.5 * t_13 * t_8 + t_17 * t_20
        t_22 = 0.5 / b
        t_23 = 1 / t_2**2
        t_24 = n**2
        t_25 = (log_bessel_k_order(1, order + 1, t_9) - t_19) * t_11
        t_26 = order * n
        t_27 = 1 / t_2**1.5
        t_28 = t_14 * t_27
        t_29 = t_11**2 - (t_1 + 1) * t_11 * t_15 - 1
        t_30 = t_12 * t_13 * t_6 - t_18 * t_29 - t_25 - t_26 * t_28
        t_31 = t_27 * t_4 * t_7
        t_32 = 1 / b**1.5
        t_33 = sum_h**2
        t_34 = 0.5 * order
        t_35 = -log_bessel_k(order, t_9)
        t_36 = -(t_35 + 0.5 * order * t_3 - order * t - order - np.log(2)) * n
        h = t_36 + b * sum_h - (order - 1) * sum_log_x
        t_37 = -(order * t_10 * n + 0.5 * t_3 - t - t_16 * t_18 - t_19 - 1) * n
        h_1 = t_37 - sum_log_x
        h_2 = sum_h - (0.5 * order * t_10 * sum_h - t_16 * t_21 - order * t_22) * n
        t_38 = -log_bessel_k_order(2, order, t_9)
        t_39 = t_16 * t_24 * t_27 * t_4 * t_7
        t_40 = 2 * t_10 * n - t_18 * t_30 - (t_15 - t_25) * t_18
        h_3 = -(t_38 + t_39 + t_40 - t_1 * t_23 * t_24) * n
        t_41 = -(0.5 * t_12 * t_13 * t_7 * n - t_20 * t_31 * n) * t_16
        t_42 = t_41 + 0.5 * t_10 * sum_h - t_21 * t_30 - t_22 - t_23 * t_26 * sum_h
        h_4 = -t_42 * n
        t_43 = 0.5 * t_12 * t_13 * t_7 * sum_h - 0.25 * t_31 * t_33 - 0.25 * t_32 * t_8
        t_44 = -(-t_12 * t_32 * t_34 * t_6 - order * t_20 * t_28 - t_21 * t_29) * t_21
        h_5 = -(t_44 + 0.5 * order / b**2 - t_43 * t_16 - t_23 * t_33 * t_34) * n
        gradient_ = np.array([h_1, h_2])
        hessian_ = np.zeros((2, 2))
        hessian_[0, 0] = hessian_[0, 0] = h_3
        hessian_[1, 0] = hessian_[0, 1] = h_4
        hessian_[1, 1] = hessian_[1, 1] = h_5
        return h, gradient_, hessian_

    choices = [
        np.array([0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5]),
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    order, b = _minimise(objective, starts)
    a = (2 * order * n + b * sum_h) / sum_x
    return (order, a, b)


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
    order, a, b = _solve(x / spread, weights)
    a = spread**-1 * a
    b = spread * b
    return {"order": float(order), "a": float(a), "b": float(b)}


def nll(x, order, a, b, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(order):
        return np.inf
    if not 0 < a < np.inf:
        return np.inf
    if not 0 < b < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_x = _total(x, weights)
        sum_h = _total(1 / x, weights)
        t = 0.5 * order * n
        t_1 = n * log_bessel_k(order, np.sqrt(a) * np.sqrt(b))
        t_2 = -(order - 1) * sum_log_x
        t_3 = n * np.log(2) + t * np.log(b) + 0.5 * a * sum_x
        return float(t_1 + t_2 + t_3 + 0.5 * b * sum_h - t * np.log(a))


def gradient(x, order, a, b, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(order):
        return np.full(3, np.nan)
    if not 0 < a < np.inf:
        return np.full(3, np.nan)
    if not 0 < b < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_x = _total(x, weights)
        sum_h = _total(1 / x, weights)
        t = 0.5 * n
        t_1 = np.sqrt(a)
        t_2 = np.sqrt(b)
        t_3 = t_1 * t_2
        t_4 = order * t
        t_5 = 1 / t_1
        t_6 = 1 / t_2
        t_7 = (order * t_5 * t_6 - bessel_k_ratio(order, t_3)) * t
        t_8 = n * log_bessel_k_order(1, order, t_3)
        h = 0.5 * n * np.log(b) + t_8 - t * np.log(a) - sum_log_x
        h_1 = t_2 * t_5 * t_7 + 0.5 * sum_x - t_4 / a
        h_2 = t_1 * t_6 * t_7 + t_4 / b + 0.5 * sum_h
        return np.array([h, h_1, h_2])


def hessian(x, order, a, b, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(order):
        return np.full((3, 3), np.nan)
    if not 0 < a < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < b < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.sqrt(a)
        t_1 = np.sqrt(b)
        t_2 = t * t_1
        t_3 = 0.5 * n
        t_4 = 1 / t
        t_5 = bessel_k_ratio(order, t_2)
        t_6 = 1 / t_1
        t_8 = log_bessel_k_order(1, order + 1, t_2)
        t_7 = t_4 * t_6 - (t_8 - log_bessel_k_order(1, order, t_2)) * t_5
        t_9 = order * t_3
        t_10 = 1 / a**1.5
        t_11 = 0.5 * order
        t_12 = t_4 * t_6
        t_13 = 0.5 * t_5**2 - 0.5 * (2 * order + 1) * t_12 * t_5 - 0.5
        t_14 = t_1 * t_4
        t_15 = -t_11 * t_6 * t_10 - t_13 * t_14
        t_16 = 0.25 * (order * t_4 * t_6 - t_5) * n
        t_17 = t * t_6
        t_18 = t_17 * t_3
        t_19 = 1 / b**1.5
        h = n * log_bessel_k_order(2, order, t_2)
        h_1 = 0.5 * t_1 * t_4 * t_7 * n - t_3 / a
        h_2 = t_14 * t_15 * t_3 + t_9 / a**2 - t_1 * t_16 * t_10
        t_20 = 0.5 * (-t_11 * t_19 * t_4 - t_13 * t_17) * t * t_6 * n
        h_3 = t_20 - t * t_16 * t_19 - t_9 / b**2
        return np.array(
            [
                [h, h_1, t_18 * t_7 + t_3 / b],
                [h_1, h_2, t_12 * t_16 + t_15 * t_18],
                [t_18 * t_7 + t_3 / b, t_12 * t_16 + t_15 * t_18, h_3],
            ]
        )


def log_density(x, order, a, b):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -log_bessel_k(order, np.sqrt(a) * np.sqrt(b))
        t_1 = (order - 1) * np.log(x) + 0.5 * order * np.log(a) - np.log(2)
        h = t + t_1 - 0.5 * a * x - 0.5 * b / x - 0.5 * order * np.log(b)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, order, a, b):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.sqrt(a)
        t_1 = np.sqrt(b)
        t_2 = t * t_1
        t_3 = 1 / t
        t_4 = 1 / t_1
        t_5 = 0.5 * order * t_3 * t_4 - 0.5 * bessel_k_ratio(order, t_2)
        t_6 = -log_bessel_k_order(1, order, t_2)
        h = np.log(x) + t_6 + 0.5 * np.log(a) - 0.5 * np.log(b)
        h_1 = 0.5 * order / a - 0.5 * x - t_1 * t_3 * t_5
        h_2 = -0.5 / x - t * t_4 * t_5 - 0.5 * order / b
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, order, a, b, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, order, a, b, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
