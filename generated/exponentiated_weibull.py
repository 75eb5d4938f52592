"""Maximum-likelihood estimation: Exponentiated Weibull distribution.

    f(x; alpha, shape, scale) =
        alpha*shape/scale*(x/scale)**(shape-1)*exp(-(x/scale)**shape)*(1-exp(-(x/scale)**shape))**(alpha-1)
    support: x > 0
    alpha: positive
    shape: positive
    scale: positive

Log-likelihood:

    (alpha - 1)*sum(log(1 - exp(-x**shape/scale**shape))) + (shape - 1)*sum(log(x))
        + (-shape*log(scale) + log(alpha) + log(shape))*n -
        sum(x**shape)/scale**shape

Estimator (numeric):

    shape, scale = the joint maximiser of the log-likelihood
    alpha = -n/sum(log(1 - exp(-x**shape/scale**shape)))

Source:

    Mudholkar, Srivastava (1993), Exponentiated Weibull family for analyzing bathtub
        failure-rate data, IEEE Trans. Reliab. 42, 299-302

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("alpha", "shape", "scale")


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


def _minimise(objective, starts):
    """The best local minimum that trust-region Newton reaches from the starts.

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
        theta = optimize.minimize(
            lambda t: at(t)[0],
            theta,
            jac=lambda t: at(t)[1],
            hess=lambda t: at(t)[2],
            method="trust-exact",
            options={"gtol": 1e-11, "maxiter": 500},
        ).x
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None:
        raise ValueError("no admissible starting value was found")
    return best


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)

    def objective(theta):
        """The negative objective, its gradient and its Hessian."""
        shape, scale = theta
        if not 0 < shape < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        if not 0 < scale < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        t = scale ** (-shape)
        t_1 = x**shape
        t_2 = t * t_1
        t_3 = -t_2
        t_4 = np.expm1(t_3)
        t_5 = np.log(x)
        t_6 = t_2 * t_5
        t_7 = np.log(scale)
        t_8 = t * t_1 * t_7 - t_6
        t_9 = 1 / t_4
        t_10 = np.exp(t_3)
        t_11 = t_10 * t_9
        t_12 = t_11 * t_8
        t_13 = 1 / scale
        t_14 = t_11 * t_2
        t_15 = t_13 * t_14
        t_16 = t_8**2
        t_17 = t_5**2
        t_18 = np.exp(-2 * t_2) / t_4**2
        t_19 = shape * t_13
        t_20 = t_19 * t_2
        t_21 = t_11 * t_19
        t_22 = 1 / scale**2
        t_23 = shape**2
        t_24 = t_22 * t_23
        t_25 = 2 * shape
        t_26 = scale ** (-t_25)
        t_27 = x**t_25
        sum_h = _total(np.log(-t_4), weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_12, weights)
        sum_h_3 = _total(t_1 * t_5, weights)
        sum_h_4 = _total(shape * t_15, weights)
        t_28 = (2 * t * t_1 * t_5 * t_7 - t_17 * t_2 - t_7**2 * t_2) * t_11
        sum_h_5 = _total(t_28 + t_11 * t_16 - t_16 * t_18, weights)
        sum_h_6 = _total(t_1 * t_17, weights)
        t_29 = -t_18 * t_20 * t_8
        t_30 = -t_2 * t_21 * t_7
        sum_h_7 = _total(t_29 + t_30 + t_12 * t_20 + t_15 + t_21 * t_6, weights)
        t_31 = t_10 * t_22 * t_23 * t_26 * t_27 * t_9
        t_32 = -t_18 * t_24 * t_26 * t_27
        sum_h_8 = _total(t_31 + t_32 - shape * t_14 * t_22 - t_14 * t_24, weights)
        t_33 = 1 / sum_h
        t_34 = np.log(scale)
        t_35 = scale ** (-shape)
        t_36 = t_35 * sum_h_1
        t_37 = 1 / scale
        t_38 = shape * t_37
        t_39 = shape**2
        t_40 = 1 / sum_h**2
        t_41 = t_35 * sum_h_3
        t_42 = 1 / scale**2
        t_43 = shape * t_42
        t_44 = -(np.log(shape) + np.log(-t_33 * n) - shape * t_34 - 1) * n
        h = t_44 + t_35 * sum_h_1 + sum_h - (shape - 1) * sum_log_x
        t_45 = -(1 / shape - t_33 * sum_h_2 - t_34) * n
        h_1 = t_45 + t_35 * sum_h_3 + sum_h_2 - t_34 * t_36 - sum_log_x
        h_2 = sum_h_4 - (-t_33 * sum_h_4 - t_38) * n - t_36 * t_38
        t_46 = -(sum_h_2**2 * t_40 - t_33 * sum_h_5 - 1 / t_39) * n
        h_3 = t_46 + t_34**2 * t_36 + t_35 * sum_h_6 + sum_h_5 - 2 * t_34 * t_41
        t_47 = -(t_40 * sum_h_2 * sum_h_4 - t_33 * sum_h_7 - t_37) * n
        t_48 = shape * t_34 * t_35 * t_37 * sum_h_1
        h_4 = t_47 + t_48 + sum_h_7 - t_36 * t_37 - t_38 * t_41
        t_49 = -(t_43 + sum_h_4**2 * t_40 - t_33 * sum_h_8) * n
        h_5 = t_49 + t_43 * t_36 + t_36 * t_39 * t_42 + sum_h_8
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
    shape, scale = _minimise(objective, starts)
    t_50 = scale ** (-shape)
    t_51 = x**shape
    t_52 = t_50 * t_51
    t_53 = -t_52
    t_54 = np.expm1(t_53)
    t_55 = np.log(x)
    t_56 = np.log(scale)
    t_57 = t_50 * t_51 * t_56 - t_52 * t_55
    t_58 = np.exp(t_53) / t_54
    t_59 = t_57 * t_58
    t_60 = t_51 * t_55
    t_61 = t_57**2
    t_62 = np.exp(-2 * t_52) / t_54**2
    t_63 = t_55**2
    t_64 = x ** (2 * shape)
    sum_h_9 = _total(np.log(-t_54), weights)
    sum_h_10 = _total(t_51, weights)
    sum_h_11 = _total(t_59, weights)
    sum_h_12 = _total(t_60, weights)
    sum_h_13 = _total(t_51 * t_58, weights)
    sum_h_14 = _total(t_61 * t_62, weights)
    sum_h_15 = _total(t_61 * t_58, weights)
    t_65 = 2 * t_50 * t_51 * t_55 * t_56 - t_63 * t_52 - t_56**2 * t_52
    sum_h_16 = _total(t_65 * t_58, weights)
    sum_h_17 = _total(t_51 * t_63, weights)
    sum_h_18 = _total(t_51 * t_59, weights)
    sum_h_19 = _total(t_60 * t_58, weights)
    sum_h_20 = _total(t_51 * t_62 * t_57, weights)
    sum_h_21 = _total(t_64 * t_58, weights)
    sum_h_22 = _total(t_62 * t_64, weights)
    alpha = -n / sum_h_9
    return (alpha, shape, scale)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    spread = _units(x, False, True)[1]
    alpha, shape, scale = _solve(x / spread, weights)
    scale = spread * scale
    return {"alpha": float(alpha), "shape": float(shape), "scale": float(scale)}


def nll(x, alpha, shape, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < alpha < np.inf:
        return np.inf
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = x**shape
        sum_h = _total(np.log(-np.expm1(-(scale ** (-shape)) * t)), weights)
        sum_h_1 = _total(t, weights)
        t_1 = scale ** (-shape) * sum_h_1
        t_2 = shape * n * np.log(scale)
        t_3 = -(shape - 1) * sum_log_x
        t_4 = -(alpha - 1) * sum_h
        t_5 = t_1 - n * np.log(alpha) - n * np.log(shape)
        return float(t_2 + t_3 + t_4 + t_5)


def gradient(x, alpha, shape, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < alpha < np.inf:
        return np.full(3, np.nan)
    if not 0 < shape < np.inf:
        return np.full(3, np.nan)
    if not 0 < scale < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = scale ** (-shape)
        t_1 = x**shape
        t_2 = t * t_1
        t_3 = -t_2
        t_4 = np.expm1(t_3)
        t_5 = np.log(x)
        t_6 = np.exp(t_3) / t_4
        sum_h = _total(np.log(-t_4), weights)
        sum_h_1 = _total((t * t_1 * np.log(scale) - t_2 * t_5) * t_6, weights)
        sum_h_2 = _total(t_1 * t_5, weights)
        sum_h_3 = _total(t_1, weights)
        sum_h_4 = _total(t_1 * t_6, weights)
        t_7 = alpha - 1
        t_8 = scale ** (-shape)
        t_9 = np.log(scale)
        t_10 = t_8 * sum_h_3
        t_11 = 1 / scale
        t_12 = shape * t_11
        h = t_9 * n + t_8 * sum_h_2 - n / shape - t_7 * sum_h_1 - t_9 * t_10 - sum_log_x
        h_1 = shape * t_11 * n - t_7 * t_8 * t_12 * sum_h_4 - t_10 * t_12
        return np.array([-n / alpha - sum_h, h, h_1])


def hessian(x, alpha, shape, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < alpha < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < shape < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < scale < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = scale ** (-shape)
        t_2 = x**shape
        t_3 = t_1 * t_2
        t_4 = np.log(scale)
        t_5 = t_1 * t_2 * t_4 - t * t_3
        t_6 = -t_3
        t_7 = np.expm1(t_6)
        t_8 = np.exp(t_6) / t_7
        t_9 = t_5 * t_8
        t_10 = t_5**2
        t_11 = np.exp(-2 * t_3) / t_7**2
        t_12 = t**2
        t_13 = t * t_2
        t_14 = x ** (2 * shape)
        sum_h = _total(t_9, weights)
        sum_h_1 = _total(t_10 * t_11, weights)
        sum_h_2 = _total(t_10 * t_8, weights)
        t_15 = 2 * t * t_1 * t_2 * t_4 - t_12 * t_3 - t_4**2 * t_3
        sum_h_3 = _total(t_15 * t_8, weights)
        sum_h_4 = _total(t_12 * t_2, weights)
        sum_h_5 = _total(t_2, weights)
        sum_h_6 = _total(t_13, weights)
        sum_h_7 = _total(t_2 * t_8, weights)
        sum_h_8 = _total(t_2 * t_9, weights)
        sum_h_9 = _total(t_13 * t_8, weights)
        sum_h_10 = _total(t_11 * t_2 * t_5, weights)
        sum_h_11 = _total(t_14 * t_8, weights)
        sum_h_12 = _total(t_11 * t_14, weights)
        t_16 = alpha - 1
        t_17 = scale ** (-shape)
        t_18 = shape**2
        t_19 = np.log(scale)
        t_20 = t_17 * sum_h_6
        t_21 = 1 / scale
        t_22 = shape * t_21
        t_23 = t_17 * sum_h_7
        t_24 = t_17 * sum_h_5
        t_25 = t_16 * t_23
        t_26 = t_16 * t_17 * t_22
        t_27 = 1 / scale**2
        t_28 = shape * t_27
        t_29 = t_27 * t_18
        t_30 = scale ** (-2 * shape) * t_16 * t_29
        t_31 = n / t_18 + t_16 * sum_h_1 + t_17 * sum_h_4
        t_32 = -t_16 * sum_h_2 - t_16 * sum_h_3
        h = t_31 + t_32 + t_19**2 * t_17 * sum_h_5 - 2 * t_19 * t_20
        t_33 = shape * t_16 * t_17 * t_19 * t_21 * sum_h_7
        t_34 = shape * t_16 * t_17 * t_21 * sum_h_10
        t_35 = shape * t_17 * t_19 * t_21 * sum_h_5
        t_36 = t_21 * n - t_26 * sum_h_8 - t_26 * sum_h_9 - t_20 * t_22
        h_1 = t_33 + t_34 + t_35 + t_36 - t_21 * t_24 - t_21 * t_25
        t_37 = t_28 * t_24 + t_28 * t_25 + t_29 * t_24
        h_2 = t_37 + t_29 * t_25 + t_30 * sum_h_12 - t_28 * n - t_30 * sum_h_11
        return np.array(
            [
                [n / alpha**2, -sum_h, -t_22 * t_23],
                [-sum_h, h, h_1],
                [-t_22 * t_23, h_1, h_2],
            ]
        )


def log_density(x, alpha, shape, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -(scale ** (-shape)) * x**shape
        t_1 = (alpha - 1) * np.log(-np.expm1(t))
        t_2 = (shape - 1) * np.log(x) + t_1 - shape * np.log(scale)
        h = t_2 + t + np.log(alpha) + np.log(shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, alpha, shape, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = scale ** (-shape)
        t_1 = x**shape
        t_2 = t * t_1
        t_3 = -t_2
        t_4 = np.expm1(t_3)
        t_5 = np.log(scale)
        t_6 = np.log(x)
        t_7 = t_2 * t_6
        t_8 = (alpha - 1) * np.exp(t_3) / t_4
        t_9 = shape / scale
        t_10 = t_2 * t_9
        h = np.log(-t_4) + 1 / alpha
        h_1 = t_2 * t_5 + t_6 + (t * t_1 * t_5 - t_7) * t_8 + 1 / shape - t_5 - t_7
        h_2 = t_10 * t_8 + t_10 - t_9
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, alpha, shape, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, alpha, shape, scale, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
